// Corrective actions: one is set and carried out without a script and by keyboard, a wrong answer stays; the list, insight's table; axe.

import { assert, checkPage, noSideScroll, open } from '../lib.mjs';
import { become, cast } from '../people.mjs';

export const name = 'corrective actions: setting, doing, taking back, withdrawing without scripts, list and table, ja/en, 390/1280 px';

const MANAGER = 'risk';

export async function run(ctx) {
  const who = await cast(ctx);
  for (const [lang, width, dark] of [['ja', 390, false], ['en', 1280, true]]) await looks(ctx, who, lang, width, dark);
  await table(ctx, who);
  await live(ctx, who);
  await course(ctx, who);
  await keys(ctx, who);
}

/** The form for the newest report of the list. */
async function formOf(page) {
  await open(page, '/cases');
  const href = await page.locator('main a[href^="/reports/"]').first().getAttribute('href');
  return `${href}/actions/new`;
}

async function looks(ctx, who, lang, width, dark) {
  const page = await ctx.newPage({ lang, width, dark });
  await become(page, who(MANAGER));
  const form = await formOf(page);
  for (const path of ['/actions', '/actions?group=overdue&strength=weak', '/actions?from=x&standing=effective', form, form.replace('/actions/new', '')]) {
    await open(page, path);
    await checkPage(page, lang);
  }
  for (const group of ['overdue', 'check_due', 'open', 'running', 'over']) {
    await open(page, `/actions?group=${group}`);
    const line = page.locator('main .ui-list a').first();
    assert.ok((await line.count()) > 0, `the demo has an action of ${group}`);
    await open(page, await line.getAttribute('href'));
    await checkPage(page, lang);
  }
}

/** Each number of insight's table leads to as many actions. */
async function table(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(page, who(MANAGER));
  await open(page, '/insight');
  const links = await page.locator('#insight-action-table a').evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.textContent]));
  assert.ok(links.length > 3, 'the demo has actions of many kinds');
  for (const [href, count] of links.slice(0, 4)) {
    await open(page, href);
    assert.equal(await page.locator('main [role="status"]').textContent(), `${count}件`);
  }
}

/** The list follows its conditions, its groups keep them, and they stand in the address. */
async function live(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390 });
  await become(page, who(MANAGER));
  await open(page, '/actions');
  const told = () => page.locator('main [role="status"]').textContent();
  const all = await told();
  await page.locator('form[action="/actions"] summary').click();
  await page.locator('#strength').selectOption('weak');
  await page.waitForURL((url) => url.searchParams.get('strength') === 'weak');
  await page.locator('#actions-groups a[href*="strength=weak"]').first().waitFor();
  const weak = await told();
  assert.notEqual(weak, all);
  await page.reload();
  assert.equal(await told(), weak);
  assert.ok(await page.locator('#strength').isVisible(), 'conditions that are used are not folded away');
}

async function course(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await become(page, who(MANAGER));
  await open(page, await formOf(page));
  await page.locator('main [name="what"]').fill('椅子を <肘掛け> つきに替える');
  await page.locator('main [name="due"]').fill('きのう');
  await page.getByRole('button', { name: 'この対策に決める' }).click();
  await page.getByRole('alert').getByText('期限がもう過ぎています').waitFor();
  assert.equal(await page.locator('main [name="what"]').inputValue(), '椅子を <肘掛け> つきに替える', 'what was typed is kept');
  await noSideScroll(page);
  await page.locator('main [name="kind"][value="standard_equipment"]').check();
  await page.locator('main [name="owner"]').selectOption({ index: 1 });
  await page.locator('main [name="due"]').fill('あした');
  await page.getByRole('button', { name: 'この対策に決める' }).click();
  await page.getByText('対策を決めました。').waitFor();
  assert.match(await page.locator('main').textContent(), /効きやすさ 強/);
  await page.locator('main [name="on"]').fill('きょう');
  await page.getByRole('button', { name: '実施したと記録する' }).click();
  await page.getByRole('alert').getByText('実施したことが分かるもの').waitFor();
  await page.locator('main [name="evidence"]').fill('納品書');
  await page.getByRole('button', { name: '実施したと記録する' }).click();
  await page.getByText('実施を記録しました。').waitFor();
  await page.locator('#form-check > summary').click();
  await page.locator('main [name="on"]').fill('きょう');
  await page.locator('main [name="verdict"][value="partly"]').check();
  await page.locator('#form-check [name="reason"]').fill('早すぎる');
  await page.getByRole('button', { name: '確認を記録する' }).click();
  await page.getByRole('alert').getByText('まだ確認の時期ではありません').waitFor();
  await page.locator('#form-take-back > summary').click();
  await page.getByRole('button', { name: '取り消す', exact: true }).click();
  await page.getByRole('alert').getByText('理由').waitFor();
  await page.locator('#form-take-back [name="reason"]').fill('別の対策と間違えた');
  await page.getByRole('button', { name: '取り消す', exact: true }).click();
  await page.getByText('直前の記録を取り消しました。').waitFor();
  assert.equal(await page.locator('main s').count(), 1, 'what was taken back stays, struck through');
  await noSideScroll(page);
  await page.getByRole('button', { name: '実施したと記録する' }).waitFor();
}

/** The whole form without a pointer. */
async function keys(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(page, who(MANAGER));
  await open(page, await formOf(page));
  await page.locator('main [name="what"]').focus();
  await page.keyboard.type('手すりを付ける');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('あした');
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=action_set/);
  await page.locator('#form-withdraw > summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('別の対策に替える');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=action_withdrawn/);
  assert.match(await page.locator('main').textContent(), /取りやめました/);
}

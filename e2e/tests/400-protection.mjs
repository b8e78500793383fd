// What is promised to the person who reports: anonymity with an answer, a sealed name, no look from outside, no code from elsewhere.

import { assert, axe, checkPage, open } from '../lib.mjs';
import { HOME, HOSPITAL, become, cast, openQuick, reportNearMiss, send, sendOff, unfold, writeNearMiss } from '../people.mjs';

export const name = 'anonymous report with question and answer, sealed name, 404 and 403, content security policy';

const QUESTION = 'そのとき床はぬれていましたか。';
const ANSWER = 'いいえ、床は乾いていました。';

export async function run(ctx) {
  const who = await cast(ctx);
  await anonymous(ctx, who);
  await sealed(ctx, who);
  await closedDoors(ctx, who);
  await policies(ctx, who);
}

/** Without an account: report, code, question, answer. The page says who can see what. */
async function anonymous(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390 });
  await open(page, `/anonymous/${HOME}`);
  await checkPage(page, 'ja');
  assert.equal(await page.locator('main form[data-autosave]').count(), 0, 'nothing is kept before it is sent');
  assert.equal(await page.locator('main [name="mode"]:visible').count(), 0, 'nobody is asked for a name');
  await writeNearMiss(page, '玄関の段差でつまずきかけた。');
  await page.locator('main button[value="check"], main form.ui-form button[type="submit"]:not([aria-hidden])').first().click();
  await page.locator('main form:has(button[value="submit"])').waitFor();
  await axe(page);
  await page.locator('main button[value="submit"]').click();
  const shown = page.locator('.ui-receipt-code');
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  const number = (await page.locator('main .ui-number').first().innerText()).trim();
  assert.match(number, /^R\d+-A\d{4}$/, 'the number tells that the report is anonymous');
  await checkPage(page, 'ja');
  assert.ok(!page.url().includes(code), 'the code does not stand in the address');

  const manager = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(manager, who('risk'));
  await open(manager, '/inbox');
  await manager.locator('main a', { hasText: number }).click();
  await manager.waitForURL(/\/reports\//);
  const form = await unfold(manager, 'ask');
  await form.locator('[name="text"]').fill(QUESTION);
  await send(manager, form);

  const later = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await track(later, code);
  assert.ok((await later.locator('main').innerText()).includes(QUESTION), 'the question waits behind the code');
  const answer = later.locator(`main form[action="/track/${HOME}/answer"]`);
  await answer.locator('textarea').fill(ANSWER);
  await answer.locator('button[type="submit"]').click();
  await later.getByText(ANSWER).waitFor();

  await manager.reload();
  assert.ok((await manager.locator('main').innerText()).includes(ANSWER), 'the answer reaches the record');

  const guess = await ctx.newPage({ lang: 'ja', width: 390 });
  await open(guess, `/track/${HOME}`);
  await guess.locator('main input[name="code"]').fill('0000-0000-0000-0000');
  await guess.locator('main form button[type="submit"]').click();
  await guess.locator('ui-error-summary').waitFor();
  assert.ok(!(await guess.locator('main').innerText()).includes(QUESTION), 'another code opens nothing');
}

async function track(page, code) {
  await open(page, `/track/${HOME}`);
  await page.locator('main input[name="code"]').fill(code);
  await page.locator('main form button[type="submit"]').click();
  await page.locator(`main form[action="/track/${HOME}/answer"]`).waitFor();
}

/** Protected: the check and the receipt say so; no reader of the record sees the name. */
async function sealed(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390 });
  await become(page, who('shien'));
  await openQuick(page);
  await writeNearMiss(page, '廊下で手すりから手がはなれ、ふらついた。');
  await page.locator('main [name="mode"][value="protected"]').check();
  const report = await sendOff(page);
  assert.match(await page.locator('main').innerText(), /名前/, 'the receipt says what happens with the name');

  const manager = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(manager, who('risk'));
  await open(manager, `/reports/${report.id}`);
  const text = await manager.locator('main').innerText();
  assert.ok(!text.includes('川野'), 'the safety manager does not see the sealed name');
  await open(manager, `/cases`);
  const row = manager.locator('main tr', { hasText: report.number });
  assert.ok(!(await row.innerText()).includes('川野'), 'the list does not show it either');
}

/** A stranger to the facility learns nothing; a colleague without the right is told. */
async function closedDoors(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390 });
  await become(page, who('shien'));
  const report = await reportNearMiss(page, '浴室の入り口で足がすべりかけた。');
  for (const path of [`/reports/${report.id}`, `/reports/${report.id}/measure`, `/reports/${report.id}/receipt`]) {
    await become(page, who('nurse', HOSPITAL));
    await open(page, path, 404);
    assert.ok(!(await page.content()).includes(report.number), 'a stranger learns no number');
    await become(page, who('shien2'));
    await open(page, path, 403);
  }
  await checkPage(page, 'ja');
  await open(page, '/cases', 403);
  await open(page, '/admin', 403);
  await page.context().clearCookies();
  await page.goto(`/reports/${report.id}`);
  assert.equal(new URL(page.url()).pathname, '/sign-in', 'who is not signed in is asked to');
}

/** Every HTML answer: nothing inline, nothing from elsewhere. */
async function policies(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  const judged = [];
  page.on('response', (answer) => {
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) return;
    judged.push([answer.url(), answer.headers()['content-security-policy'] ?? '', answer.headers()['x-content-type-options'] ?? '']);
  });
  const visit = async (paths) => {
    for (const path of paths) await page.goto(path);
  };
  await visit(['/sign-in', '/public', `/public/${HOME}`, `/anonymous/${HOME}`, `/track/${HOME}`, '/no-such-page']);
  await become(page, who('risk'));
  await visit(['/', '/inbox', '/cases', '/months', '/reports', '/reports/new', '/level', '/me', '/admin', '/no-such-page']);
  for (const [url, policy, sniff] of judged) {
    assert.match(policy, /default-src 'none'/, `${url} allows nothing by default`);
    assert.ok(!/unsafe-|https?:|\*/.test(policy), `${url}: ${policy}`);
    assert.equal(sniff, 'nosniff', `${url} is not sniffed`);
  }
  assert.ok(judged.length >= 15, `${judged.length} HTML answers were judged`);
}

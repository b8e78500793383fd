// Suggestions: candidates appear after a pause in typing and choose only when pressed; the text is asked about; the card and the themes.

import { assert, checkPage, open } from '../lib.mjs';
import { become, cast, openQuick } from '../people.mjs';

export const name = 'suggestions: chips while typing, a press chooses, a second look at the facts, card and themes';

export async function run(ctx) {
  const who = await cast(ctx);
  for (const width of [390, 1280]) await chips(ctx, who, width);
  await secondLook(ctx, who);
  for (const lang of ['ja', 'en']) await pages(ctx, who, lang);
}

/** Who may see all reports: the safety manager. */
const MANAGER = 'risk';

async function chips(ctx, who, width) {
  const page = await ctx.newPage({ lang: 'ja', width });
  await become(page, who('shien'));
  await openQuick(page);
  const asked = [];
  page.on('request', (request) => request.url().includes('/suggest/') && asked.push(request));
  await page.locator('main [name="narrative"]').pressSequentially('昼食後、床に錠剤が落ちているのを見つけた。');
  const chip = page.locator('ui-suggest button[data-value="medication"]');
  await chip.waitFor();
  assert.ok(asked.length <= 2, 'asked after a pause, not at every key');
  assert.ok(asked.every((request) => request.method() === 'POST' && !request.url().includes('錠剤')), 'the text travels in the body');
  assert.deepEqual([...new URLSearchParams(asked.at(-1).postData()).keys()], ['text'], 'and nothing else of the form');
  assert.equal(await page.locator('input[name="form"]:checked').count(), 0, 'nothing is chosen by itself');
  assert.match(await page.locator(`[id="${await chip.getAttribute('aria-describedby')}"]`).textContent(), /「.+」から/);
  await checkPage(page, 'ja');
  await chip.focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('input[name="form"][value="medication"]').isChecked(), 'a press chooses');
  assert.equal(await chip.getAttribute('aria-pressed'), 'true');
  assert.match(new URL(page.url()).pathname, /^\/drafts\/[0-9a-f-]+$/, 'the form was not sent');
  await page.locator('label[for]', { hasText: /^転倒$/ }).first().click();
  assert.equal(await chip.getAttribute('aria-pressed'), 'false', 'the list stays in charge');
}

async function secondLook(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', js: false });
  await become(page, who('shien'));
  await openQuick(page);
  await page.locator('main [name="narrative"]').fill('食堂で転倒し、意識がなく救急搬送となった。');
  await page.locator('main [name="place"]').selectOption({ index: 4 });
  await page.locator('main [name="occurred"]').first().check();
  await page.locator('main [name="form"][value="fall"]').check();
  await page.locator('main [name="reached"][value="yes"]').check();
  await page.locator('main [name="treatment"][value="first_aid"]').check();
  await page.locator('main [name="treated_at"][value="ward"]').check();
  await page.locator('main button[value="check"]').click();
  await page.waitForURL(/\/check$/);
  await page.getByText('本文に「救急搬送」とあります。').waitFor();
  await page.getByRole('link', { name: '「処置をした場所」を見る' }).click();
  await page.locator('#treated_at').waitFor();
  assert.ok(await page.locator('[name="treated_at"][value="ward"]').isChecked(), 'the answer is as it was');
}

async function pages(ctx, who, lang) {
  const page = await ctx.newPage({ lang, width: 390 });
  await become(page, who(MANAGER));
  for (const path of ['/suggestions', '/themes?period=quarter']) {
    await open(page, path);
    await checkPage(page, lang);
  }
  const word = page.locator('main table a').first();
  if ((await word.count()) > 0) {
    await word.click();
    await page.waitForURL(/\/cases\?q=/);
  }
}

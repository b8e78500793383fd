// Individual publication in the browser: the chairman decides and releases a case by forms alone; the public reads it; consent withdrawn closes it.

import { assert, axe, noSideScroll, open, speaks } from '../lib.mjs';
import { HOME, become, cast } from '../people.mjs';

export const name = 'individual publication: calendar, decision, release, public page, recall (ja without scripts, en with)';

/** The matter of the calendar that waits for this, as an address. */
async function waiting(page, words) {
  await open(page, '/publications');
  const row = page.locator('#due tr, [id="due"] tr').filter({ hasText: words }).first();
  return row.locator('a').first().getAttribute('href');
}

/** Proves the own password where the form asks for it, sends the form, and waits for the matter. */
async function sendStep(page, password) {
  const proof = page.locator('main [name="proof"]');
  if (await proof.count()) await proof.fill(password);
  await page.locator('#step button[type="submit"]').click();
  await page.waitForURL(/\/individual\?done=/);
}

export async function run(ctx) {
  const who = await cast(ctx);
  const page = await ctx.newPage({ lang: 'ja', width: 320, js: false });
  const chairman = who('rijicho');
  await become(page, chairman);
  const matter = await waiting(page, '理事長の決定');
  assert.match(matter, /^\/reports\/[0-9a-f-]+\/individual$/, 'a case waits for the decision');
  await noSideScroll(page);

  await open(page, `${matter}/decision`);
  await speaks(page, 'ja');
  await noSideScroll(page);
  await page.locator('main [name="decision"][value="publish"]').check();
  await sendStep(page, chairman.password);
  await open(page, `${matter}/release`);
  await noSideScroll(page);
  await sendStep(page, chairman.password);
  const address = await page.locator('a[href*="/cases/"]').first().getAttribute('href');
  assert.match(address, new RegExp(`^/public/${HOME}/cases/\\d{4}-\\d+$`), 'the public name leads to no number');

  const reader = await ctx.newPage({ lang: 'en', width: 1280 });
  await open(reader, address);
  await speaks(reader, 'en');
  await axe(reader);
  assert.match(await reader.locator('main').innerText(), /Examined and decided by/);

  // The family changes its mind: the page closes at once.
  const manager = who('risk');
  const desk = await ctx.newPage({ lang: 'en', width: 390 });
  await become(desk, manager);
  await open(desk, matter);
  await axe(desk);
  await noSideScroll(desk);
  await open(desk, `${matter}/withdraw-consent`);
  await axe(desk);
  await desk.locator('main [name="number"]').selectOption({ index: 1 });
  await sendStep(desk, manager.password);
  await open(reader, address);
  assert.match(await reader.locator('main').innerText(), /held back/, 'nobody reads it any more');
  await open(desk, '/publications');
  await axe(desk);
  assert.match(await desk.locator('main').innerText(), /A consent was withdrawn/, 'a duty stands in the calendar');
}

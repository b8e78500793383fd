// Searching: the list follows what is typed, never what an input method is still composing; without scripts the button does the same.

import { assert, checkPage, noSideScroll, open } from '../lib.mjs';
import { become, cast } from '../people.mjs';

export const name = 'search: as one types, with an input method, without script';

const WORD = '食堂';

export async function run(ctx) {
  const who = await cast(ctx);
  for (const [lang, width] of [['ja', 390], ['en', 1280]]) await typed(ctx, who, lang, width);
  for (const [lang, width] of [['ja', 390], ['en', 1280]]) await people(ctx, who, lang, width);
  await composed(ctx, who);
  await withoutScript(ctx, who);
}

const marks = (page) => page.locator('#cases-found mark');

async function typed(ctx, who, lang, width) {
  const page = await ctx.newPage({ lang, width });
  await become(page, who('risk'));
  await open(page, '/cases');
  await page.locator('#q').fill(WORD);
  await marks(page).first().waitFor();
  assert.equal(await marks(page).first().textContent(), WORD);
  await page.waitForURL((url) => url.searchParams.get('q') === WORD);
  await page.reload();
  assert.equal(await page.locator('#q').inputValue(), WORD, 'the address holds the search');
  await marks(page).first().waitFor();
  await noSideScroll(page);
  await checkPage(page, lang);
  await page.locator('#cases-found a[href^="/reports/"]').first().click();
  await page.locator('#similar-title').waitFor();
  await checkPage(page, lang);
  await open(page, '/cases/doubts');
  await checkPage(page, lang);
}

/** The roster follows the typing, too, and its conditions stand in the address. */
async function people(ctx, who, lang, width) {
  const page = await ctx.newPage({ lang, width });
  await become(page, who('kanri'));
  await open(page, '/admin/people');
  const lines = page.locator('#people-found tbody tr');
  const all = await lines.count();
  await page.locator('#q').fill('しまだ');
  await page.waitForURL((url) => url.searchParams.get('q') === 'しまだ');
  await page.locator('#people-found a', { hasText: '島田' }).waitFor();
  const found = await lines.count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  // The finds stand right under the words; the other conditions are folded away until they are used.
  await page.locator('form[action="/admin/people"] summary').click();
  await page.locator('#status').selectOption('retired');
  await page.locator('#people-found .ui-empty').waitFor();
  await page.reload();
  assert.equal(await page.locator('#status').inputValue(), 'retired', 'the address holds the conditions');
  assert.ok(await page.locator('#status').isVisible(), 'conditions that are used are not folded away');
  await checkPage(page, lang);
}

/** Half-typed text is never sent; the committed word is. */
async function composed(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(page, who('risk'));
  await open(page, '/cases');
  const asked = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/cases') asked.push(url.searchParams.get('q'));
  });
  await page.locator('#q').evaluate((field, word) => {
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    for (const half of ['s', 'しょ', 'しょくど']) {
      field.value = half;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true, data: half }));
    }
    field.value = word;
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: word }));
  }, WORD);
  await marks(page).first().waitFor();
  assert.deepEqual([...new Set(asked)], [WORD]);
}

async function withoutScript(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await become(page, who('risk'));
  await open(page, '/cases');
  await page.locator('#q').fill(WORD);
  await page.locator('main form[role="search"] button[type="submit"]').first().click();
  await marks(page).first().waitFor();
  await open(page, '/cases?q=%E3%82%BE%E3%82%BE%E3%82%BE%E3%82%BE');
  assert.equal(await marks(page).count(), 0);
  await page.locator('.ui-empty').waitFor();
  await noSideScroll(page);
}

// Insight: the page in both languages, widths and themes; points read with the arrow keys; a note written and taken back without a script.

import { assert, checkPage, open, noSideScroll } from '../lib.mjs';
import { become, cast } from '../people.mjs';

export const name = 'insight: what changed, charts read by keys, a note on a chart, signals; axe in both languages';

/** Who may see charts and write on them: the safety manager. */
const MANAGER = 'risk';

export async function run(ctx) {
  const who = await cast(ctx);
  for (const [lang, width] of [['ja', 320], ['en', 1280]]) await pages(ctx, who, lang, width);
  await keys(ctx, who);
  await note(ctx, who);
  await week(ctx, who);
  await remembered(ctx, who);
}

async function pages(ctx, who, lang, width) {
  const page = await ctx.newPage({ lang, width });
  await become(page, who(MANAGER));
  for (const path of ['/insight', '/insight?form=fall&months=13&compare=year_ago', '/insight/chart?measure=reports&per_exposure=1', '/insight/signals', '/insight?q=転倒', '/insight/chart?measure=reports&q=転倒']) {
    await open(page, path);
    await checkPage(page, lang);
  }
  await open(page, '/insight');
  const charts = page.locator('svg.ui-chart');
  assert.ok((await charts.count()) > 10, 'charts of forms and shares, too');
  for (const size of await charts.evaluateAll((all) => all.map((svg) => new XMLSerializer().serializeToString(svg).length))) {
    assert.ok(size <= 15_000, `a chart of ${size} bytes`);
  }
  // The text alternative is the sentence below the picture.
  const pairs = await page.locator('figure.ui-figure').evaluateAll((all) =>
    all.map((figure) => [figure.querySelector('svg desc')?.textContent, figure.querySelector('.ui-figure__sentence')?.textContent]),
  );
  for (const [desc, sentence] of pairs) if (sentence) assert.equal(desc, sentence);
}

async function keys(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(page, who(MANAGER));
  await open(page, '/insight/chart?measure=reports');
  await page.locator('ui-chart').first().focus();
  await page.keyboard.press('Home');
  const reading = page.locator('.ui-figure__reading').first();
  const first = await reading.textContent();
  await page.keyboard.press('ArrowRight');
  const second = await reading.textContent();
  assert.match(first, /^令和/);
  assert.notEqual(first, second);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\?from=/);
}

async function note(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await become(page, who(MANAGER));
  await open(page, '/insight/chart?measure=harm');
  await page.locator('main button', { hasText: '書きこむ' }).last().click();
  await page.locator('main .ui-field__error').first().waitFor();
  await page.locator('main [name="kind"][value="note"]').check();
  await page.locator('main [name="words"]').fill('手すりを付けた <b>');
  await page.locator('main button', { hasText: '書きこむ' }).last().click();
  await page.waitForURL(/done=note_added/);
  assert.match(await page.locator('.ui-figure__notes').textContent(), /手すりを付けた <b>/);
  await page.locator('main button', { hasText: '取り消す' }).first().click();
  await page.waitForURL(/done=note_withdrawn/);
  assert.equal(await page.locator('.ui-figure__notes').count(), 0);
  assert.match(await page.locator('main').textContent(), /手すりを付けた <b>/, 'the history keeps it');
}

/** A cell of the week leads to exactly its reports, whose conditions can be taken away; no script needed. */
async function week(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await become(page, who(MANAGER));
  await open(page, '/insight');
  const figure = page.locator('#part-week');
  await figure.locator('summary', { hasText: '表で見る' }).click();
  const cell = figure.locator('td a').first();
  const number = await cell.textContent();
  assert.match(await cell.getAttribute('aria-label'), new RegExp(`：${number}件$`), 'read alone it says of what it is');
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\?.*weekday=\d&hours=\d+-\d+&merged=no/);
  assert.equal(await page.locator('#cases-found [role="status"]').textContent(), `${number}件`);
  const chips = page.locator('.ui-chips a');
  const before = await chips.count();
  await chips.filter({ hasText: '起きた時刻' }).click();
  await page.waitForURL((url) => !url.search.includes('hours='));
  assert.equal(await chips.count(), before - 1);
  await noSideScroll(page);
}

/** EWMA and CUSUM are chosen on a chart, read like others, and taken back. */
async function remembered(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await become(page, who(MANAGER));
  for (const [kind, words] of [['ewma', 'ならした値'], ['cusum', '足しあわせた和'], ['', '点のグラフです']]) {
    await open(page, '/insight/chart?measure=reports');
    await page.locator('main select[name="chart"]').selectOption(kind);
    await page.locator('main button', { hasText: '種類を変える' }).click();
    await page.waitForURL(/done=note_added/);
    const sentence = await page.locator('.ui-figure__sentence').first().textContent();
    assert.ok(sentence.includes(words), sentence);
    assert.equal(await page.locator('svg.ui-chart desc').first().textContent(), sentence);
    await noSideScroll(page);
  }
}

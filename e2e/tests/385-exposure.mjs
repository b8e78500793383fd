// Exposures: months are entered without scripts, an error keeps what was typed, a file shows what it would change before it is taken.

import { assert, checkPage, open } from '../lib.mjs';
import { become, cast } from '../people.mjs';

export const name = 'exposures: entering a year, errors, a file checked and taken, without scripts, ja/en, 320/1280 px';

const PAGE = '/insight/exposures';

export async function run(ctx) {
  const who = await cast(ctx);
  const year = fiscalYear() - 2;
  await enter(ctx, who, year);
  await fromFile(ctx, who, year);
  for (const [lang, width, dark] of [['ja', 320, false], ['en', 1280, true]]) await looks(ctx, who, lang, width, dark, year);
}

/** The fiscal year of today where the facilities are. */
function fiscalYear() {
  const parts = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', year: 'numeric', month: 'numeric' }).formatToParts(new Date());
  const of = (type) => Number(parts.find((part) => part.type === type).value);
  return of('month') >= 4 ? of('year') : of('year') - 1;
}

async function enter(ctx, who, year) {
  const page = await ctx.newPage({ lang: 'ja', width: 320, js: false });
  await become(page, who('risk'));
  await open(page, `${PAGE}?year=${year}`);
  await page.locator(`[name="user_days_${year}-04"]`).fill('３，５２０人日');
  await page.locator(`[name="beds_${year}-04"]`).fill('たくさん');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('alert').getByText('数字で書いてください').waitFor();
  assert.equal(await page.locator(`[name="user_days_${year}-04"]`).inputValue(), '３，５２０人日', 'what was typed is kept');
  await page.locator(`[name="beds_${year}-04"]`).fill('120');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('保存しました。').waitFor();
  assert.equal(await page.locator(`[name="user_days_${year}-04"]`).inputValue(), '3520');
  assert.equal(await page.locator(`[name="beds_${year}-05"]`).inputValue(), '', 'nothing else was entered');
}

async function fromFile(ctx, who, year) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false });
  await become(page, who('kanri'));
  await open(page, `${PAGE}?year=${year}`);
  const file = (text) => ({ name: '人日.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('input[type="file"]').setInputFiles(file(`月,部署,延べ利用者日数\n11月,,1\n`));
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByText('年も書いてください').waitFor();
  await page.locator('input[type="file"]').setInputFiles(file(`月,部署,延べ利用者日数\n${year}/05,,3600\n${year}-04,,3500\n`));
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByText('3,520→3,500').waitFor();
  await page.getByRole('button', { name: '取り込む' }).click();
  await page.getByText('取り込みました。').waitFor();
  assert.equal(await page.locator(`[name="user_days_${year}-05"]`).inputValue(), '3600');
  assert.equal(await page.locator(`[name="beds_${year}-04"]`).inputValue(), '120', 'a column that the file lacks stays');
}

/** Every look of the pages, also of the two that no link leads to. */
async function looks(ctx, who, lang, width, dark, year) {
  const page = await ctx.newPage({ lang, width, dark });
  await become(page, who('risk'));
  for (const path of [PAGE, `${PAGE}?year=${year}`]) {
    await open(page, path);
    await checkPage(page, lang);
  }
  const check = async (text) => {
    await open(page, PAGE);
    await page.locator('input[type="file"]').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('form[action$="/check"] button[type="submit"]').click();
    await page.waitForURL(/\/check$/);
    await checkPage(page, lang);
  };
  await check(`month,user_days,beds\n${year}-06,99999,100\n`);
  await check(`month,user_days,beds\n11月,x,-1\n`);
  await become(page, who('rijicho'));
  await open(page, PAGE);
  assert.equal(await page.locator('input[type="text"][name^="user_days_"]').count(), 0, 'a director reads');
  await checkPage(page, lang);
}

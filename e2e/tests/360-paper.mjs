// The paper and the photograph: forms as PDF, seals on the page, a sheet checked against the record, a picture attached, shown and blurred.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assert, checkPage, open } from '../lib.mjs';
import { HOME, HOSPITAL, become, cast, openQuick, reportNearMiss, sendOff, writeNearMiss } from '../people.mjs';

export const name = 'paper: PDFs, seals, the check of a sheet; photographs: attached, refused, shown, blurred';

const run_ = promisify(execFile);

export async function run(ctx) {
  const who = await cast(ctx);
  await sheets(ctx, who);
  for (const js of [true, false]) await photograph(ctx, who, js);
}

/** A sheet as bytes; every PDF is private, of its type, and opens in the viewer. */
async function sheet(page, path) {
  // The typesetter of a debug build is slow.
  const answer = await page.request.get(path, { timeout: 60_000 });
  assert.equal(answer.status(), 200, path);
  assert.equal(answer.headers()['content-type'], 'application/pdf', path);
  assert.match(answer.headers()['content-disposition'], /^inline; filename="[\w.-]+\.pdf"$/, 'the name of the file names nobody');
  const body = await answer.body();
  assert.equal(body.subarray(0, 5).toString(), '%PDF-', path);
  return body;
}

/** What stands on a sheet, without white space; null where poppler is not installed. */
async function words(body) {
  const folder = await mkdtemp(join(tmpdir(), 'futawa-'));
  try {
    await writeFile(join(folder, 'a.pdf'), body);
    const { stdout } = await run_('pdftotext', [join(folder, 'a.pdf'), '-']);
    return stdout.replace(/\s+/g, '');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function sheets(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(page, who('risk'));
  await open(page, '/cases?state=closed');
  const href = await page.locator('main table a[href^="/reports/"]').first().getAttribute('href');
  await open(page, href);
  assert.ok((await page.locator('svg.ui-seal').count()) >= 4, 'the boxes bear seals');
  const number = (await page.locator('h1').innerText()).match(/[RH]\d+-[AP]?\d{4}/)[0];
  const text = await words(await sheet(page, `${href}/form.pdf`));
  for (const path of [`${href}/trail.pdf`, '/reports/blank.pdf', `/cases.pdf?number=${number}`, `/cases/forms.pdf?number=${number}`]) await sheet(page, path);
  if (text) await check(page, number, text);
  await become(page, who('nurse', HOSPITAL));
  assert.equal((await page.request.get(`${href}/form.pdf`)).status(), 404, 'a stranger finds nothing');
  await become(page, who('shien'));
  const { id } = await reportNearMiss(page, '廊下で靴のかかとを踏んでいた。');
  await become(page, who('shien2'));
  assert.equal((await page.request.get(`/reports/${id}/form.pdf`)).status(), 403, 'a colleague without the right is told');
}

/** Without signing in: the sheet's number, edition and code. */
async function check(page, number, text) {
  const [, edition] = text.match(new RegExp(`${number}第(\\d+)版`));
  const [code] = text.match(/[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/);
  await page.context().clearCookies();
  await open(page, '/verify');
  await page.locator(`a[href="/verify/${HOME}"]`).click();
  await checkPage(page, 'ja');
  const ask = async (of) => {
    await page.locator('[name="number"]').fill(number);
    await page.locator('[name="edition"]').fill(edition);
    await page.locator('[name="code"]').fill(of);
    await page.locator('main form button').click();
  };
  await ask('AAAA-AAAA-AAAA');
  await page.locator('.ui-error-summary, [role="alert"]').first().waitFor();
  await checkPage(page, 'ja');
  await ask(code.toLowerCase());
  await page.getByText('いまの記録と同じ内容です').waitFor();
  await checkPage(page, 'ja');
}

async function photograph(ctx, who, js) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js });
  await become(page, who('shien'));
  await openQuick(page);
  const buffer = await page.screenshot({ type: 'jpeg' });
  await writeNearMiss(page, '廊下の手すりがゆるんでいた。');
  const draft = new URL(page.url()).pathname;
  await page.locator('details:has(#drawing-section) > summary').click();
  await page.locator('main button[name="next"][value="files"]').click();
  await page.waitForURL(/\/files/);
  if (js) await checkPage(page, 'ja');
  const attach = async (files) => {
    await page.locator('input[type="file"]').setInputFiles(files);
    await page.locator('main form button[type="submit"]').first().click();
  };
  await attach([{ name: '山田花子.svg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>') }]);
  await page.locator('[role="alert"], .ui-error-summary').first().waitFor();
  assert.equal(await page.locator('.ui-file').count(), 0, 'a drawing with a script is refused');
  await attach([{ name: 'a.jpg', mimeType: 'image/jpeg', buffer }]);
  await page.locator('.ui-file img').waitFor();
  if (js) await checkPage(page, 'ja');
  await open(page, draft);
  const report = await sendOff(page);

  const reader = await ctx.newPage({ lang: 'ja', width: 1280, js });
  await become(reader, who('risk'));
  await open(reader, `/reports/${report.id}`);
  const picture = reader.locator('.ui-file a').first();
  const path = await picture.getAttribute('href');
  const answer = await reader.request.get(path);
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
  assert.match(answer.headers()['content-security-policy'], /sandbox/);
  assert.ok(!(await reader.content()).includes('山田花子'), 'the name of the file is not kept');
  await blur(reader, report, path, js);
}

/** A copy with a part made unrecognisable, by numbers: it works without script too. */
async function blur(page, report, path, js) {
  await open(page, `${path}/blur`);
  if (js) await checkPage(page, 'ja');
  // With script the numbers are folded: there one draws.
  const folded = page.locator('.ui-blur details:not([open]) > summary');
  if (await folded.count()) await folded.click();
  const numbers = page.locator('.ui-blur__rect').first().locator('input');
  for (const [index, value] of [10, 10, 40, 30].entries()) await numbers.nth(index).fill(String(value));
  await page.locator('main form button[type="submit"]').last().click();
  await page.waitForURL((url) => url.pathname.startsWith(`/reports/${report.id}`) && !url.pathname.endsWith('/blur'));
  await open(page, `/reports/${report.id}`);
  assert.equal(await page.locator('.ui-file').count(), 2, 'the copy stands beside the picture');
}

// The public face as static files: written twice with the same bytes, without a broken link, readable by everybody, printed on A4, and no altered file unnoticed.

import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brokenLinks, filesOf, firstView, futawa, serveFolder } from '../site.mjs';
import { assert, checkPage, open } from '../lib.mjs';
import { validate } from '../html.mjs';
import { HOSPITAL } from '../people.mjs';

export const name = 'the public site as files: links, axe, HTML, weight, 320 px, A4, and what was altered';

const FIRST_VIEW_LIMIT = 60_000;
const REGISTERS = [['', 'ja'], ['.plain', 'ja'], ['.en', 'en'], ['.en.plain', 'en']];
const binary = process.env.FUTAWA_BINARY ?? fileURLToPath(new URL('../../target/debug/futawa', import.meta.url));

export async function run(ctx) {
  const folder = await mkdtemp(join(tmpdir(), 'futawa-site-'));
  try {
    const site = join(folder, 'site');
    const write = ['publish', 'site', '--facility', HOSPITAL, '--dir', join(ctx.server.folder, 'demo'), '--out'];
    const again = join(folder, 'again');
    // The typesetter of a debug build is slow: both at once.
    for (const { code, out } of await Promise.all([site, again].map((target) => futawa(binary, [...write, target])))) {
      assert.equal(code, 0, out);
    }
    const files = await filesOf(site);
    await sound(site, files);
    await same(site, again, files);
    const served = await serveFolder(site);
    try {
      await looked(ctx, served.base, files);
    } finally {
      await served.stop();
    }
    await offDisk(ctx, site);
    await altered(site);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Links, HTML and weight of every page, without a browser. */
async function sound(site, files) {
  assert.deepEqual(await brokenLinks(site, files), [], 'every link leads to a file of the folder');
  const pages = files.filter((file) => file.endsWith('.html'));
  assert.ok(pages.length >= 40, `${pages.length} pages`);
  const texts = pages.map(async (file) => ({ text: await readFile(join(site, file), 'utf8'), url: `http://127.0.0.1/${file}` }));
  const { problems } = await validate(texts);
  assert.deepEqual(problems, [], 'html-validate');
  for (const file of pages) {
    const bytes = await firstView(site, file);
    assert.ok(bytes <= FIRST_VIEW_LIMIT, `${file}: the first view takes ${bytes} bytes`);
  }
}

/** The same data give the same bytes. */
async function same(site, again, files) {
  assert.deepEqual(await filesOf(again), files);
  for (const file of files) {
    const [one, two] = await Promise.all([readFile(join(site, file)), readFile(join(again, file))]);
    assert.ok(one.equals(two), `${file} differs from run to run`);
  }
}

/** The home, a month, a half-year and the data in each register, narrow and wide, light and dark. */
async function looked(ctx, base, files) {
  const month = files.find((file) => /^\d{4}-\d\d\.html$/.test(file)).replace('.html', '');
  const period = files.find((file) => /^fy\d{4}-h\d\.html$/.test(file))?.replace('.html', '');
  assert.ok(period, 'the hospital has published a half-year');
  for (const [suffix, lang] of REGISTERS) {
    const page = await ctx.newPage({ lang, width: 320, dark: suffix === '.plain', base });
    for (const file of ['index', 'data', month, period]) {
      await open(page, `${base}/${file}${suffix}.html`);
      await checkPage(page, lang);
    }
  }
  const page = await ctx.newPage({ lang: 'ja', width: 1280, js: false, base });
  await open(page, `${base}/`);
  assert.equal(await page.locator('svg.ui-chart').count(), 2, 'the course of the months needs no script');
  await page.getByRole('link', { name: 'やさしい日本語' }).click();
  assert.match(page.url(), /index\.plain\.html$/);
  assert.ok((await page.locator('ruby').count()) > 5, 'readings stand over the words');
  await prints(page, `${base}/index.html`);
}

/** On A4: no page is wider than the sheet, and what is folded on the screen is open. */
async function prints(page, address) {
  await open(page, address);
  const pdf = await page.pdf({ format: 'A4', printBackground: false });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1'));
  // A4 is 595.28 by 841.89 points; the browser rounds to its own pixels.
  const sides = box.slice(1).map(Number);
  assert.ok(Math.abs(sides[0] - 595.28) < 1.5 && Math.abs(sides[1] - 841.89) < 1.5, `A4, not ${sides}`);
  await page.emulateMedia({ media: 'print' });
  // A4 less the margins of a printer, in CSS pixels.
  await page.setViewportSize({ width: 718, height: 1047 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${over} px stick out of the sheet`);
}

/** From a disk, without any server. */
async function offDisk(ctx, site) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, js: false, base: 'file://' });
  await page.goto(pathToFileURL(join(site, 'index.html')).href);
  await page.locator('.ui-panel a').first().click();
  assert.match(page.url(), /\d{4}-\d\d\.html$/);
  const colour = await page.locator('body').evaluate((node) => getComputedStyle(node).fontFamily);
  assert.ok(colour.length > 0);
}

/** An altered, a missing and an added file are named, with and without the data. */
async function altered(site) {
  const check = () => futawa(binary, ['verify', '--json', '--site', site, '--dir', join(site, 'no-such-data')]);
  assert.equal((await check()).code, 0, (await check()).out);
  const month = (await filesOf(site)).find((file) => /^\d{4}-\d\d\.json$/.test(file));
  await appendFile(join(site, month), ' ');
  await writeFile(join(site, 'extra.html'), 'x');
  await rm(join(site, 'feed.atom'));
  const { code, out } = await check();
  assert.equal(code, 1);
  const found = JSON.parse(out.trim().split('\n').at(-1)).findings.map(({ path, what }) => `${path}: ${what}`);
  assert.deepEqual(found.sort(), [`${month}: altered`, 'extra.html: added', 'feed.atom: missing'].sort());
}

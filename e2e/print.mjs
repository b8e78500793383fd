// Owns the comparison of paper in one run: our form over HTTP, the same record printed by a headless browser, and by LibreOffice.
//
//   FUTAWA_BINARY=target/release/futawa node e2e/print.mjs
//
// The browser and LibreOffice get the record's page, which holds the same content; both are missing the form's layout.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quantile } from './http.mjs';
import { launch, signIn } from './lib.mjs';
import { HOME, cast } from './people.mjs';
import { atRest, startServer } from './server.mjs';

const run = promisify(execFile);
const FORMS = 40;
const OTHERS = 5;

const binary = process.env.FUTAWA_BINARY;
if (!binary) throw new Error('FUTAWA_BINARY names no program');
const server = await startServer(binary);
const browser = await launch();
const folder = await mkdtemp(join(tmpdir(), 'futawa-print-'));

async function timed(times, act) {
  const taken = [];
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    await act(index);
    taken.push(performance.now() - start);
  }
  return +quantile(taken, 0.5).toFixed(1);
}

try {
  const who = await cast({ server });
  const context = await browser.newContext({ baseURL: server.base, locale: 'ja-JP' });
  const page = await context.newPage();
  await signIn(page, who('risk', HOME));
  await page.goto('/cases?state=closed');
  const reports = await page.$$eval('table a[href^="/reports/"]', (links) => links.map((link) => link.getAttribute('href')));
  const get = async (path) => {
    const answer = await context.request.get(path);
    if (answer.status() !== 200) throw new Error(`${path} answered ${answer.status()}`);
    return answer.body();
  };
  await atRest(server);
  await get(`${reports[0]}/form.pdf`);
  const ours = await timed(FORMS, (index) => get(`${reports[index % reports.length]}/form.pdf`));
  const many = await timed(1, () => get('/cases/forms.pdf?state=closed'));
  const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'));
  await page.goto(reports[0]);
  const warmBrowser = await timed(OTHERS, () => page.pdf({ format: 'A4' }));
  const html = join(folder, 'record.html');
  const style = await (await context.request.get(await page.locator('link[rel="stylesheet"]').first().getAttribute('href'))).text();
  await writeFile(html, (await page.content()).replace('</head>', `<style>${style}</style></head>`));
  const chrome = process.env.FUTAWA_CHROMIUM ?? '/usr/bin/chromium';
  const coldBrowser = await timed(OTHERS, () =>
    run(chrome, ['--headless', '--no-sandbox', '--disable-gpu', `--print-to-pdf=${join(folder, 'chrome.pdf')}`, html]),
  );
  const office = await timed(OTHERS, () =>
    run('soffice', [`-env:UserInstallation=file://${folder}/office`, '--headless', '--convert-to', 'pdf', '--outdir', folder, html]),
  ).catch((error) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
  const ratio = (other) => (other === null ? 'not installed' : +(other / ours).toFixed(1));
  console.log(
    JSON.stringify({
      ours_ms: ours,
      page_of_forms_ms: many,
      peak_mb: Math.round(Number(peak[1]) / 1024),
      browser_open_ms: warmBrowser,
      browser_cold_ms: coldBrowser,
      office_ms: office,
      ratios: { browser_open: ratio(warmBrowser), browser_cold: ratio(coldBrowser), office: ratio(office) },
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
  await browser.close();
  await server.stop();
}

// Owns the run of the browser tests: one server, one browser, each tests/*.mjs in turn, then the HTML of all pages.
//
//   FUTAWA_BINARY=target/debug/futawa node e2e/run.mjs [part of a test's file name …]
//   FUTAWA_BASE=http://127.0.0.1:8080 FUTAWA_FOLDER=… node e2e/run.mjs      against a demo that runs already; its data lie in FUTAWA_FOLDER/demo

import { mkdir, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Context, launch } from './lib.mjs';
import { startServer } from './server.mjs';
import { validate } from './html.mjs';

/** A test that hangs fails after this; the others go on. The longest takes 200 to 255 s, and on a busy machine twice that. */
const TEST_LIMIT_MS = 600_000;

const here = new URL('.', import.meta.url);
const binary = process.env.FUTAWA_BINARY ?? fileURLToPath(new URL('../target/debug/futawa', here));
let passed = 0;
let failed = 0;

function say(name, error, startedAt) {
  const took = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  if (error) {
    failed += 1;
    console.log(`FAIL ${name} (${took})`);
    console.log(String(error.stack ?? error).replace(/^/gm, '     '));
  } else {
    passed += 1;
    console.log(`ok ${name} (${took})`);
  }
}

/** Runs one step and says how it went; resolves to the error, if any. */
async function step(name, act) {
  const startedAt = performance.now();
  let failure = null;
  let timer;
  try {
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`longer than ${TEST_LIMIT_MS} ms`)), TEST_LIMIT_MS);
    });
    await Promise.race([act(), limit]);
  } catch (error) {
    failure = error;
  } finally {
    clearTimeout(timer);
  }
  say(name, failure, startedAt);
  return failure;
}

/** A picture of what the browser showed when a test failed. */
async function keepPictures(pages, file) {
  const out = new URL('out/', here);
  await mkdir(out, { recursive: true });
  for (const [index, page] of pages.entries()) {
    const path = fileURLToPath(new URL(`${file}-${index}.png`, out));
    // The picture helps; its own failure must not hide the test's.
    await page.screenshot({ path, fullPage: true, timeout: 10_000 }).catch(() => {});
  }
}

async function runTest(file, shared) {
  const test = await import(new URL(`tests/${file}`, here));
  const ctx = new Context(shared);
  const failure = await step(`${file} ${test.name}`, async () => {
    let error = null;
    try {
      await test.run(ctx);
    } catch (thrown) {
      error = thrown;
    }
    // What went wrong on a page often tells why an assertion failed: say both.
    const problems = ctx.problems();
    if (problems.length > 0) {
      const told = `the pages had problems:\n${problems.join('\n')}`;
      throw new Error(error ? `${error.stack ?? error}\n${told}` : told);
    }
    if (error) throw error;
  });
  if (failure) await keepPictures(shared.browser.contexts().flatMap((context) => context.pages()), file);
  await ctx.dispose();
}

async function main() {
  const parts = process.argv.slice(2);
  const files = (await readdir(new URL('tests/', here)))
    .filter((file) => file.endsWith('.mjs'))
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
  const server = process.env.FUTAWA_BASE
    ? { base: process.env.FUTAWA_BASE, folder: process.env.FUTAWA_FOLDER ?? '', lines: [], log: [], stop: async () => {} }
    : await startServer(binary);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => server.stop().finally(() => process.exit(130)));
  }
  let browser;
  try {
    browser = await launch();
    const served = [];
    for (const file of files) await runTest(file, { browser, base: server.base, server, served });
    await step('html-validate', async () => {
      const { pages, problems } = await validate(served);
      console.log(`   ${pages} pages`);
      if (pages === 0) throw new Error('no page was opened');
      if (problems.length > 0) throw new Error(problems.join('\n'));
    });
    if (failed > 0 && server.log.length > 0) console.log(`--- the server said last:\n${server.log.slice(-30).join('\n')}`);
  } finally {
    await browser?.close();
    await server.stop();
  }
}

try {
  await main();
} catch (error) {
  say('run', error, performance.now());
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

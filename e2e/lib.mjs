// Owns what a browser test may use: pages in a language and width, sign-in, and the checks that every page must pass.

import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { watch } from './watch.mjs';

export { assert };

/** Where the sign-in form lives. */
export const SIGN_IN = '/sign-in';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a browser step may take before the test fails. */
const STEP_LIMIT_MS = 20_000;

export function launch() {
  const executablePath = process.env.FUTAWA_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Everything that one test is given. `dispose()` closes its pages; `problems()` lists what was wrong on any of them. */
export class Context {
  #browser;
  #served;
  #contexts = [];
  #problems = [];

  constructor({ browser, base, server, served }) {
    this.#browser = browser;
    this.#served = served;
    this.base = base;
    this.server = server;
  }

  /**
   * A page in a fresh browser profile.
   * lang: 'ja' | 'en' · width: CSS pixels · js: false switches scripts off · dark: the dark colour scheme · base: another origin.
   * touch: a phone, with fingers instead of a mouse.
   */
  async newPage({ lang = 'ja', width = 390, height = 844, js = true, dark = false, touch = false, base = this.base } = {}) {
    const context = await this.#browser.newContext({
      baseURL: base,
      locale: lang === 'ja' ? 'ja-JP' : 'en-GB',
      timezoneId: 'Asia/Tokyo',
      viewport: { width, height },
      javaScriptEnabled: js,
      hasTouch: touch,
      isMobile: touch,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(STEP_LIMIT_MS);
    this.#contexts.push(context);
    context.on('page', (opened) => this.#problems.push(watch(opened, base, this.#served)));
    return context.newPage();
  }

  problems() {
    return this.#problems.flat();
  }

  async dispose() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}

/** Opens a path and requires a status. */
export async function open(page, path, status = 200) {
  const response = await page.goto(path);
  assert.equal(response.status(), status, `${path} answers ${status}`);
  return response;
}

/** Signs in through the form, as a person does: name, password, the form's own button. */
export async function signIn(page, { facility, name, password }) {
  await open(page, SIGN_IN);
  if (facility !== undefined) {
    const field = page.locator('[name="facility"]');
    const isSelect = (await field.evaluate((node) => node.tagName)) === 'SELECT';
    await (isSelect ? field.selectOption(facility) : field.fill(facility));
  }
  await page.locator('input[autocomplete="username"]').fill(name);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('form:has(input[autocomplete="current-password"]) button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== SIGN_IN);
}

/** Fails on any violation that axe finds; names the rule and the elements. Needs a page with scripts on. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // No page of ours has frames: without their mode axe opens no second page per run.
    .setLegacyMode()
    .analyze();
  const told = violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  assert.deepEqual(told, [], `axe on ${page.url()}`);
}

/** Fails when the page scrolls sideways, and names the elements that stick out. */
export async function noSideScroll(page) {
  const { over, culprits } = await page.evaluate(() => {
    const root = document.documentElement;
    const width = root.clientWidth;
    const sticking = [...document.body.querySelectorAll('*')].filter((node) => node.getBoundingClientRect().right > width + 1);
    return {
      over: root.scrollWidth - width,
      culprits: sticking.slice(0, 5).map((node) => `${node.tagName.toLowerCase()}.${node.className}`),
    };
  });
  assert.ok(over <= 0, `${page.url()} scrolls sideways by ${over} px: ${culprits.join(', ')}`);
}

/** Fails unless the page says that it is in the language. */
export async function speaks(page, lang) {
  assert.equal(await page.locator('html').getAttribute('lang'), lang, `${page.url()} is in ${lang}`);
}

/** The checks for every page: language, axe, no scrolling sideways. */
export async function checkPage(page, lang) {
  await speaks(page, lang);
  await axe(page);
  await noSideScroll(page);
}

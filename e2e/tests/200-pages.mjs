// Every page that each kind of person reaches: it answers, is in the right language, fits, and axe finds nothing.

import { assert, axe, noSideScroll, speaks } from '../lib.mjs';
import { HOME, HOSPITAL, become, cast, lastMonth } from '../people.mjs';

export const name = 'every page of every role: 200, language, axe, no sideways scroll (ja/en, 320/1280 px, light/dark)';

/** Who looks; each starts at the own home page and follows every kind of address that is linked there. */
const ROLES = [
  ['shien', HOME],
  ['leader', HOME],
  ['kacho', HOME],
  ['risk', HOME],
  ['rijicho', HOME],
  ['kanri', HOME],
  ['mamoru', HOME],
  ['nurse', HOSPITAL],
  ['grm', HOSPITAL],
];

/** Pages that no link of the crawl leads to. */
const FIXED = ['/me', '/me/password', '/me/deputy', '/level', '/reports/new?door=quick', '/reports/new?door=full', '/public', '/contact', '/accessibility'];

/** Without an account. */
const STRANGER = [
  '/sign-in',
  '/public',
  `/public/${HOME}`,
  `/public/${HOME}/${lastMonth(new Date(Date.now() - 32 * 86_400_000))}`,
  `/public/${HOSPITAL}`,
  `/anonymous/${HOME}`,
  `/track/${HOME}`,
  '/contact',
  '/accessibility',
];

/** Two looks that together are both languages, 320 and 1280 px, light and dark. The first one crawls. */
const PAIRS = [
  [
    { lang: 'ja', width: 320, dark: false },
    { lang: 'en', width: 1280, dark: true },
  ],
  [
    { lang: 'en', width: 320, dark: true },
    { lang: 'ja', width: 1280, dark: false },
  ],
];

/** One address stands for all of its kind: `/reports/{id}`, `/months/{month}`; a query is its own page only when it chooses a door. */
function kindOf(path) {
  const url = new URL(path, 'http://here');
  const shape = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '{id}')
    .replace(/\d{4}-\d{2}/g, '{month}')
    .replace(/\/versions\/\d+/, '/versions/{version}')
    .replace(/^\/(public|anonymous|track)\/[a-z-]+/, '/$1/{facility}');
  return url.searchParams.has('door') ? `${shape}?door=${url.searchParams.get('door')}` : shape;
}

/** Links to pages of our own on the open page: no files, no other facility's choice of language. */
async function links(page) {
  const found = await page.locator('a[href^="/"]:not([download]):not([hreflang])').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
  // A link of a public page carries its language; the look decides here.
  return found.map((href) => href.split('#')[0].replace(/\?lang=(ja|en)$/, '')).filter((href) => !/\.(atom|csv|json|toml|svg|pdf)(\?|$)|\/files\/[0-9a-f-]{36}$|^\/plans\/|^\/a\/|^\/admin\/profile\/toml/.test(href));
}

/** A key of the catalogue that stands on the page instead of its sentence. */
async function noBareKeys(page) {
  const text = await page.locator('body').innerText();
  const bare = text.match(/\b[a-z_]+\.[a-z_]+\.[a-z_.]+\b|\{[a-z_]+\}/g) ?? [];
  const kept = bare.filter((word) => !/\.(toml|csv|json|css|js|example|com|jp)$/.test(word));
  assert.deepEqual(kept, [], `${page.url()} shows bare keys`);
}

/** Looks at the page that is open; gives what was wrong, so that one run tells of every page. */
async function judge(page, path, look, isNew) {
  const wrong = [];
  const check = async (act) => {
    try {
      await act();
    } catch (error) {
      wrong.push(`${look.lang} ${look.width}${look.dark ? ' dark' : ''} ${path}: ${error.message}`);
    }
  };
  await check(() => speaks(page, look.lang));
  await check(() => noSideScroll(page));
  await check(() => noBareKeys(page));
  // axe takes most of the time: it looks at each kind of page once per look, whoever meets it first.
  if (isNew) await check(() => axe(page));
  return wrong;
}

/** One person's walk: every kind of page that is linked for this person, each followed once. */
async function tour(ctx, who, start, pair, seen) {
  const wrong = [];
  const [near, far] = [await ctx.newPage(pair[0]), await ctx.newPage(pair[1])];
  for (const page of who ? [near, far] : []) await become(page, who);
  const met = new Set();
  const queue = [...start];
  while (queue.length > 0) {
    const path = queue.shift();
    const kind = kindOf(path);
    if (met.has(kind)) continue;
    met.add(kind);
    const isNew = !seen.has(kind);
    seen.add(kind);
    const status = (await near.goto(path)).status();
    if (status !== 200) wrong.push(`${path} answers ${status} to ${who?.name ?? 'a stranger'}`);
    wrong.push(...(await judge(near, path, pair[0], isNew)));
    queue.push(...(await links(near)));
    if (isNew) {
      await far.goto(path);
      wrong.push(...(await judge(far, path, pair[1], true)));
    }
  }
  await Promise.all([near.context().close(), far.context().close()]);
  return wrong;
}

export async function run(ctx) {
  const who = await cast(ctx);
  const seen = new Set();
  const wrong = [];
  const tours = [[null, STRANGER], ...ROLES.map(([login, facility]) => [who(login, facility), ['/', ...FIXED]])];
  // Two at a time: one page is drawn while the other is judged.
  const walker = async () => {
    while (tours.length > 0) {
      const pair = PAIRS[tours.length % PAIRS.length];
      const [person, start] = tours.shift();
      wrong.push(...(await tour(ctx, person, start, pair, seen)));
    }
  };
  await Promise.all([walker(), walker()]);
  console.log(`   ${seen.size} kinds of pages`);
  assert.equal(wrong.join('\n'), '', `${wrong.length} things are wrong`);
  assert.ok(seen.size >= 30, `the crawl found only ${seen.size} kinds of pages: ${[...seen].join(' ')}`);
}

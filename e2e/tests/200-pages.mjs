// Every page that each kind of person reaches: it answers, is in the right language, fits, and axe finds nothing.

import { assert, axe, noSideScroll, open, speaks } from '../lib.mjs';
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

/** Every page is seen in both languages; among its looks are 320 px, 1280 px, light and dark. */
const LOOKS = [
  { lang: 'ja', width: 320, dark: false },
  { lang: 'en', width: 1280, dark: true },
  { lang: 'en', width: 320, dark: true },
  { lang: 'ja', width: 1280, dark: false },
];

/** One address stands for all of its kind: `/reports/{id}`, `/months/{month}`; a query is its own page only when it chooses a door. */
export function kindOf(path) {
  const url = new URL(path, 'http://here');
  const shape = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '{id}')
    .replace(/\d{4}-\d{2}/g, '{month}')
    .replace(/\/versions\/\d+/, '/versions/{version}');
  return url.searchParams.has('door') ? `${shape}?door=${url.searchParams.get('door')}` : shape;
}

/** Links to pages of our own on the open page: no files, no other facility's choice of language. */
async function links(page) {
  const found = await page.locator('a[href^="/"]:not([download]):not([hreflang])').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
  return found.map((href) => href.split('#')[0]).filter((href) => !/\.(csv|json|toml|svg)(\?|$)|^\/a\/|^\/admin\/profile\/toml/.test(href));
}

/** The kinds of pages behind the links, each with one address. Follows the links of each kind once. */
async function crawl(page, start) {
  const kinds = new Map(start.map((path) => [kindOf(path), path]));
  const queue = [...kinds.values()];
  while (queue.length > 0) {
    const path = queue.shift();
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, `${path} is linked and answers 200`);
    for (const href of await links(page)) {
      if (kinds.has(kindOf(href))) continue;
      kinds.set(kindOf(href), href);
      queue.push(href);
    }
  }
  return [...kinds.values()];
}

/** A key of the catalogue that stands on the page instead of its sentence. */
async function noBareKeys(page) {
  const text = await page.locator('body').innerText();
  const bare = text.match(/\b[a-z_]+\.[a-z_]+\.[a-z_.]+\b|\{[a-z_]+\}/g) ?? [];
  const kept = bare.filter((word) => !/\.(toml|csv|json|css|js|example|com|jp)$/.test(word));
  assert.deepEqual(kept, [], `${page.url()} shows bare keys`);
}

/** Looks at a page; gives what was wrong, so that one run tells of every page. */
async function judge(page, path, look, isNew) {
  const wrong = [];
  const check = async (act) => {
    try {
      await act();
    } catch (error) {
      wrong.push(`${look.lang} ${look.width}${look.dark ? ' dark' : ''} ${path}: ${error.message}`);
    }
  };
  await check(() => open(page, path));
  await check(() => speaks(page, look.lang));
  await check(() => noSideScroll(page));
  await check(() => noBareKeys(page));
  if (isNew) await check(() => axe(page));
  return wrong;
}

export async function run(ctx) {
  const who = await cast(ctx);
  const wrong = [];
  // axe looks at each kind of page once per look; another role's view of it is checked for everything else.
  const seen = new Set();
  const pages = {};
  for (const look of LOOKS) pages[lookName(look)] = await ctx.newPage(look);
  const visit = async (path, index) => {
    const isShared = seen.has(kindOf(path));
    const turn = index % 2;
    const chosen = isShared ? [LOOKS[turn]] : [LOOKS[turn], LOOKS[1 - turn], LOOKS[2 + turn]];
    for (const [order, look] of chosen.entries()) wrong.push(...(await judge(pages[lookName(look)], path, look, !isShared && order < 2)));
    seen.add(kindOf(path));
  };

  for (const [index, path] of STRANGER.entries()) await visit(path, index);
  for (const [login, facility] of ROLES) {
    for (const page of Object.values(pages)) await become(page, who(login, facility));
    const paths = await crawl(pages[lookName(LOOKS[3])], ['/', ...FIXED]);
    for (const [index, path] of paths.entries()) await visit(path, index);
  }
  console.log(`   ${seen.size} kinds of pages`);
  assert.equal(wrong.join('\n'), '', `${wrong.length} pages are wrong`);
  assert.ok(seen.size >= 30, `the crawl found only ${seen.size} kinds of pages: ${[...seen].join(' ')}`);
}

const lookName = ({ lang, width, dark }) => `${lang}-${width}-${dark}`;

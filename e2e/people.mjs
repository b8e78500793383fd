// Owns who acts in the browser tests and what they do over and over: sign in, report a near miss, read the own inbox.

import { assert, open, signIn } from './lib.mjs';
import { signIns } from './http.mjs';

/** The welfare facility of the demo, and its university hospital. */
export const HOME = 'hoshinosato';
export const HOSPITAL = 'kita-university';

/** The demo's people sign in with one password; the file beside its data says which. */
export async function cast(ctx) {
  const made = await signIns(ctx.server.folder);
  const password = made[0].password;
  return (login, facility = HOME) => ({ facility, name: login, password });
}

/** The cookies of everyone who has signed in, by browser profile and person. */
const sessions = new WeakMap();

/**
 * The page's next request is another person's: who comes for the first time signs in and stands on the home page,
 * who comes back goes on with the session of before and opens what the test says next.
 */
export async function become(page, who) {
  const context = page.context();
  if (!sessions.has(context)) sessions.set(context, new Map());
  const kept = sessions.get(context);
  const person = `${who.facility}/${who.name}`;
  await context.clearCookies();
  if (kept.has(person)) {
    await context.addCookies(kept.get(person));
  } else {
    await signIn(page, who);
    kept.set(person, await context.cookies());
  }
}

/** The last whole month where the facilities are, as in the address of its pages. */
export function lastMonth(now = new Date()) {
  const parts = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', year: 'numeric', month: 'numeric' }).formatToParts(now);
  const of = (type) => Number(parts.find((part) => part.type === type).value);
  const before = new Date(Date.UTC(of('year'), of('month') - 2, 1));
  return before.toISOString().slice(0, 7);
}

/** Opens the quick door; gives the address of its draft. */
export async function openQuick(page) {
  await open(page, '/reports/new?door=quick');
  assert.match(new URL(page.url()).pathname, /^\/drafts\/[0-9a-f-]+$/, 'the quick door opens a draft');
  return new URL(page.url()).pathname;
}

/** Writes a whole near miss into the open quick form: a fall in the dining room, noticed in time. */
export async function writeNearMiss(page, story) {
  await page.locator('main [name="narrative"]').fill(story);
  await page.locator('main [name="place"]').selectOption({ index: 4 });
  await page.locator('main [name="occurred"]').first().check();
  await page.locator('main [name="form"][value="fall"]').check();
  await page.locator('main [name="reached"][value="no"]').check();
}

/** From the written form over the check page to the receipt; gives the report's id and number. */
export async function sendOff(page) {
  await page.locator('main button[value="check"]').click();
  await page.waitForURL(/\/check$/);
  await page.locator('form[action$="/submit"] button[type="submit"]').click();
  await page.waitForURL(/\/receipt$/);
  return receipt(page);
}

/** What the receipt on the page says. */
export async function receipt(page) {
  const id = new URL(page.url()).pathname.split('/')[2];
  const number = (await page.locator('main .ui-number').first().textContent()).trim();
  assert.match(number, /^R\d+-[AP]?\d{4}$/, 'the receipt shows the number');
  return { id, number };
}

/** Reports a near miss from the quick door to the receipt. */
export async function reportNearMiss(page, story) {
  await openQuick(page);
  await writeNearMiss(page, story);
  return sendOff(page);
}

/** The act of the open record with this code, unfolded. */
export async function unfold(page, code) {
  const act = page.locator(`#act-${code}`);
  if (!(await act.evaluate((node) => node.open))) await act.locator('summary').click();
  return act.locator('form');
}

/** Sends an act and waits until the program says that it was done. */
export async function send(page, form) {
  await form.locator('button[type="submit"]').last().click();
  await page.waitForURL((url) => url.searchParams.has('done'));
}

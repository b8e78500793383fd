// Owns the main job as one walk: a caregiver reports on a phone, every seat stamps in two rounds, two persons publish the month, the public reads it.

import { assert, axe, noSideScroll, open, speaks } from './lib.mjs';
import { HOME, HOSPITAL, become, cast, lastMonth, receipt, send, unfold, writeNearMiss } from './people.mjs';

/** The seats of the welfare profile in their order, those without a holder left out, and who sits there. */
const seats = (house) => [
  ['handler', 'risk'],
  ['counsellor', 'soudan'],
  ...(house.sub ? [['sub_leader', house.sub]] : []),
  ['unit_leader', house.leader],
  ['residential_support_chief', 'kacho'],
  ['community_support_chief', 'centercho'],
  ['head_nurse', 'kangoshicho'],
  ['general_affairs_chief', 'somukacho'],
  ['facility_director', 'shisetsucho'],
  ['chairman', 'rijicho'],
];

/** In Japanese, with scripts; the measures are thought over before they are made known. */
export const JAPANESE = {
  lang: 'ja',
  js: true,
  reporter: 'shien',
  house: { sub: 'sub.ichou', leader: 'leader' },
  story: '食堂でいすから立つときにふらつき、となりにいた職員が支えた。',
  review: 'required',
  month: { facility: HOME, drafter: 'risk', checker: 'risk2', approver: 'shisetsucho', publisher: 'rijicho' },
};

/** In English, without scripts; the month is the hospital's. */
export const ENGLISH = {
  lang: 'en',
  js: false,
  reporter: 'shien2',
  house: { sub: 'sub.sakura', leader: 'leader.sakura' },
  story: 'Swayed while getting up from the chair; the carer beside held the arm.',
  review: 'not_required',
  month: { facility: HOSPITAL, drafter: 'grm', checker: 'grm2', approver: 'anzen', publisher: 'incho' },
};

/** Goes the whole way once, on one phone that everybody uses in turn. */
export async function goTheWay(ctx, walk) {
  const who = await cast(ctx);
  const page = await ctx.newPage({ lang: walk.lang, width: 390, js: walk.js });
  const look = async () => {
    await speaks(page, walk.lang);
    await noSideScroll(page);
    // axe is itself a script.
    if (walk.js) await axe(page);
  };
  const report = await tell(page, walk, who, look);
  await stampRound(page, walk, who, report, look);
  await makeKnown(page, walk, who, report, look);
  await stampRound(page, walk, who, report, look);
  await follow(page, walk, who, report, look);
  await publish(page, walk, who, look);
  await readAsPublic(page, walk, look);
}

/** The quick door, the check, the receipt: a minute on a phone. */
async function tell(page, walk, who, look) {
  await become(page, who(walk.reporter));
  await look();
  await page.locator('main a[href="/reports/new?door=quick"]').click();
  await page.waitForURL(/\/drafts\//);
  await look();
  await writeNearMiss(page, walk.story);
  await page.locator('main button[value="check"]').click();
  await page.waitForURL(/\/check$/);
  assert.ok((await page.locator('main').innerText()).includes(walk.story), 'the check shows what was written');
  await look();
  await page.locator('form[action$="/submit"] button[type="submit"]').click();
  await page.waitForURL(/\/receipt$/);
  await look();
  const report = await receipt(page);
  await open(page, '/reports');
  assert.equal(await page.locator(`main a[href="/reports/${report.id}"]`).count(), 1, 'my reports hold the report once');
  return report;
}

/** The report among those that wait for a stamp; a chairman may also be asked for the measures. */
const waiting = (page, report) => page.locator(`main section[aria-labelledby="inbox-stamp"] a[href="/reports/${report.id}"]`);

/** Every seat in its order: the inbox has the report, the stamp is the seat's, and afterwards the next person has it. */
async function stampRound(page, walk, who, report, look) {
  const route = seats(walk.house);
  for (const [index, [seat, login]] of route.entries()) {
    const next = route[index + 1]?.[1];
    if (next) {
      await become(page, who(next));
      await open(page, '/inbox');
      assert.equal(await waiting(page, report).count(), 0, `${next} is not asked before ${login}`);
    }
    await become(page, who(login));
    await open(page, '/inbox');
    if (index === 0) await look();
    assert.equal(await waiting(page, report).count(), 1, `the inbox of ${login} shows ${report.number} once`);
    await waiting(page, report).click();
    await page.waitForURL(`**/reports/${report.id}`);
    if (seat === 'unit_leader' || seat === 'facility_director') await look();
    const form = await unfold(page, 'stamp');
    assert.equal(await form.locator('[name="seat"]').inputValue(), seat, `${login} stamps as ${seat}`);
    await decide(form, walk);
    await send(page, form);
    assert.match(new URL(page.url()).searchParams.get('done'), /^stamped/, `${login} is told that the stamp is there`);
    await open(page, '/inbox');
    assert.equal(await waiting(page, report).count(), 0, `${report.number} has left the inbox of ${login}`);
  }
}

/** Writes what the seat is asked for: an opinion, a level, whether the measures need thinking over. */
async function decide(form, walk) {
  const opinion = form.locator('[name="opinion"]');
  if (await opinion.count()) await opinion.fill(walk.lang === 'ja' ? '見守りの位置を見直してください。' : 'Please stand on the other side.');
  const level = form.locator('[name="level"]');
  if (await level.count()) await level.selectOption('1');
  const review = form.locator(`[name="measures_review"][value="${walk.review}"]`);
  if (await review.count()) await review.check();
}

/** The safety manager makes the measure known; a colleague of an addressed unit confirms having read it. */
async function makeKnown(page, walk, who, report, look) {
  await become(page, who('risk'));
  await open(page, `/reports/${report.id}`);
  if (walk.review === 'required') {
    assert.equal(await page.locator('#act-describe').count(), 0, 'what shall be thought over is not made known yet');
    const revise = await unfold(page, 'revise');
    await revise.locator('[name="text"]').fill('立つ前に声をかけ、右側に立って待つ。');
    await send(page, revise);
  }
  const describe = await unfold(page, 'describe');
  const measure = walk.lang === 'ja' ? '立つ前に声をかけ、右側に立って待つことにした。' : 'We call before getting up and stand on the right.';
  await describe.locator('[name="text"]').fill(measure);
  for (const unit of await describe.locator('[name="units"]').all()) await unit.check();
  await send(page, describe);
  await look();

  // The other house's caregiver neither saw nor may see the report, only the measure.
  const colleague = walk.reporter === 'shien' ? 'shien2' : 'shien';
  await become(page, who(colleague));
  await open(page, '/inbox');
  const link = page.locator(`main a[href="/reports/${report.id}/measure"]`);
  assert.equal(await link.count(), 1, 'the colleague is asked to read the measure');
  await link.click();
  await page.waitForURL(/\/measure$/);
  const text = await page.locator('main').innerText();
  assert.ok(text.includes(measure) && !text.includes(walk.story), 'the measure is told, the report is not');
  await look();
  await page.locator('main form[action$="/measure"] button').click();
  await page.waitForURL((url) => url.searchParams.has('done'));
  await open(page, '/inbox');
  assert.equal(await link.count(), 0, 'what was read is asked no more');
}

/** The reporter sees every seat stamped. */
async function follow(page, walk, who, report, look) {
  await become(page, who(walk.reporter));
  await open(page, `/reports/${report.id}`);
  const stamps = await page.locator('.ui-seat[data-state="stamped"]').count();
  assert.equal(stamps, 2 * seats(walk.house).length, 'each holder has stamped in both rounds');
  assert.equal(await page.locator('.ui-seat[aria-current]').count(), 0, 'nobody is waited for');
  await look();
}

/** The month goes from the draft to the public page through four persons; the one who drew it up does not approve it. */
async function publish(page, walk, who, look) {
  const { facility, drafter, checker, approver, publisher } = walk.month;
  const desk = `/months/${lastMonth()}`;
  const act = async (login, step) => {
    await become(page, who(login, facility));
    await open(page, desk);
    await page.locator(`main form[action="${desk}/${step}"] button[type="submit"]`).click();
    await page.waitForURL((url) => url.searchParams.has('done'));
  };
  await become(page, who(drafter, facility));
  await open(page, desk);
  await look();
  const texts = await page.locator(`main section[aria-labelledby="texts-title"] a`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const [index, text] of texts.entries()) await settleText(page, walk, who, text, index === 0 ? look : async () => {});
  await act(drafter, 'draft');
  await act(checker, 'check');
  await become(page, who(drafter, facility));
  await open(page, desk);
  assert.equal(await page.locator(`main form[action="${desk}/approve"] button`).count(), 0, 'who drew it up cannot approve it');
  await act(approver, 'approve');
  await act(publisher, 'publish');
  await look();
}

/** A text is written by one person and approved by another. */
async function settleText(page, walk, who, text, look) {
  const { facility, drafter, approver } = walk.month;
  await become(page, who(drafter, facility));
  await open(page, text);
  await look();
  await page.locator('main [name="circumstances"]').fill('朝食の後、となりの席の方の薬を渡しました。飲んだ後に気づき、医師に連絡しました。');
  await page.locator('main [name="prevention"]').fill('薬の袋の名前を、二人で声に出して確かめることにしました。');
  await page.locator(`main form[action="${text}"] button[type="submit"]`).click();
  await page.waitForURL((url) => url.searchParams.has('done'));
  assert.equal(await page.locator(`main form[action="${text}/approve"] button`).count(), 0, 'the writer cannot approve the text');
  await become(page, who(approver, facility));
  await open(page, text);
  await page.locator(`main form[action="${text}/approve"] button`).click();
  await page.waitForURL((url) => url.searchParams.has('done'));
}

/** Without an account: the page, its CSV and its JSON tell the same sum. */
async function readAsPublic(page, walk, look) {
  await page.context().clearCookies();
  const address = `/public/${walk.month.facility}/${lastMonth()}`;
  await open(page, `/public/${walk.month.facility}`);
  await look();
  await page.locator(`main a[href^="${address}"]`).first().click();
  await page.waitForURL((url) => url.pathname === address);
  await look();
  const rows = page.locator('main table').first().locator('tbody tr');
  const sums = await rows.locator('td:last-child').allInnerTexts();
  const total = Number((await page.locator('main table').first().locator('tfoot td').last().innerText()).replace(/\D/g, ''));
  const sum = sums.reduce((all, text) => all + Number(text.replace(/\D/g, '')), 0);
  assert.ok(total > 0 && sum === total, `the rows of the public table make its total: ${sum} and ${total}`);

  const answer = await page.request.get(`${address}.json`);
  assert.match(answer.headers()['content-type'], /^application\/json/);
  const json = await answer.json();
  assert.equal(json.month, lastMonth(), 'the JSON names its month');
  const all = (rows) => rows.reduce((count, row) => count + Number(row.incident) + Number(row.accident), 0);
  assert.equal(all(json.figures.forms), total, 'the JSON makes the same total');

  const csv = await (await page.request.get(`${address}.csv`)).text();
  const lines = csv.trim().split(/\r?\n/).map((line) => line.replace(/^\uFEFF/, '').split(',').map((cell) => cell.replace(/^"|"$/g, '')));
  const forms = lines.filter((cells) => json.figures.forms.some((form) => form.form === cells[5]) && cells[4] === lines[1][4]);
  assert.equal(all(forms.map((cells) => ({ incident: cells[8], accident: cells[9] }))), total, 'the CSV makes the same total');
}

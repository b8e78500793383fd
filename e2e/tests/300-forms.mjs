// What goes wrong with forms in a tired night: pressed twice, gone back, signed out while typing, half-converted Japanese, two people at once.

import { assert, checkPage, noSideScroll, open, speaks } from '../lib.mjs';
import { become, cast, openQuick, receipt, reportNearMiss, unfold, writeNearMiss } from '../people.mjs';

export const name = 'forms: pressed twice, back, autosave, lost session, errors, keyboard, IME, conflict, language, paper';

export async function run(ctx) {
  const who = await cast(ctx);
  await pressedTwice(ctx, who);
  await saved(ctx, who);
  await signedOut(ctx, who);
  await errors(ctx, who);
  await keyboard(ctx, who);
  await composing(ctx, who);
  await twoApprovers(ctx, who);
  await language(ctx, who);
  await paper(ctx, who);
}

/** The links to reports on "my reports", which is how many there are. */
async function mine(page) {
  await open(page, '/reports');
  return page.locator('main a[href^="/reports/"]:not([href*="new"])').count();
}

/** Two presses make one report; so does pressing again after going back. */
async function pressedTwice(ctx, who) {
  for (const js of [true, false]) {
    const page = await ctx.newPage({ lang: 'ja', js });
    await become(page, who('shien'));
    const before = await mine(page);
    await openQuick(page);
    await writeNearMiss(page, '中庭の段差でつまずきかけた。');
    await page.locator('main button[value="check"]').click();
    await page.waitForURL(/\/check$/);
    const check = page.url();
    await page.locator('form[action$="/submit"] button[type="submit"]').dblclick();
    await page.waitForURL(/\/receipt$/);
    const first = await receipt(page);
    // Back: the page of the draft was not kept, so that the server is asked, and it knows what became of the draft.
    await page.goBack();
    await page.waitForURL(/\/receipt$/);
    assert.deepEqual(await receipt(page), first, 'the same receipt');
    for (const path of [check, check.replace(/\/check$/, '')]) {
      await page.goto(path);
      assert.deepEqual(await receipt(page), first, 'the same receipt');
    }
    assert.equal(await mine(page), before + 1, 'one report was made');
  }
}

/** The status line tells of the saving; a page that was closed loses nothing. */
async function saved(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja' });
  await become(page, who('shien'));
  const path = await openQuick(page);
  const story = '送迎車から降りるとき、ドアに手が近づいた。';
  const stored = page.waitForResponse((answer) => answer.url().includes('/save') && answer.ok());
  await page.locator('main [name="narrative"]').fill(story);
  await stored;
  await page.locator('[data-save-status][data-state="saved"]').waitFor();
  assert.match(await page.locator('[data-save-status]').innerText(), /\d{1,2}:\d{2} 保存しました/, 'the line says when it was saved');
  const context = page.context();
  await page.close();
  const later = await context.newPage();
  await open(later, path);
  assert.equal(await later.locator('main [name="narrative"]').inputValue(), story, 'the draft is there');
  await open(later, '/reports/new');
  assert.equal(await later.locator(`main a[href="${path}"]`).count(), 1, 'it stands among the drafts');
}

/** The session ends while somebody types: signing in again goes on with every word. */
async function signedOut(ctx, who) {
  for (const js of [true, false]) {
    const page = await ctx.newPage({ lang: 'ja', js });
    await become(page, who('shien'));
    await openQuick(page);
    const story = `薬の袋の名前を読みまちがえそうになった（${js ? 'あり' : 'なし'}）。`;
    await writeNearMiss(page, story);
    await page.context().clearCookies();
    await page.locator('main button[value="check"]').click();
    await page.locator('input[autocomplete="current-password"]').waitFor();
    if (js) await checkPage(page, 'ja');
    const { facility, name, password } = who('shien');
    await page.locator('[name="facility"]').selectOption(facility);
    await page.locator('input[autocomplete="username"]').fill(name);
    await page.locator('input[autocomplete="current-password"]').fill(password);
    await page.locator('form:has(input[autocomplete="current-password"]) button[type="submit"]').click();
    // What was kept is sent on by the person, not behind the back.
    await page.locator('main form[action^="/drafts/"] button[type="submit"]').first().click();
    await page.waitForURL(/\/check$/);
    assert.ok((await page.locator('main').innerText()).includes(story), 'nothing typed is lost');
    await page.locator('form[action$="/submit"] button[type="submit"]').click();
    await page.waitForURL(/\/receipt$/);
  }
}

/** The summary of errors takes the focus; its links lead to the fields; what was right stays. */
async function errors(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 320 });
  await become(page, who('shien'));
  await openQuick(page);
  await page.locator('main [name="form"][value="fall"]').check();
  await page.locator('main button[value="check"]').click();
  const summary = page.locator('ui-error-summary');
  await summary.waitFor();
  assert.ok(await summary.evaluate((node) => node === document.activeElement), 'the summary has the focus');
  await checkPage(page, 'ja');
  const links = summary.locator('a[href^="#"]');
  assert.ok((await links.count()) >= 3, 'each missing answer is named');
  for (const link of await links.all()) {
    const target = (await link.getAttribute('href')).slice(1);
    await link.click();
    const focused = await page.evaluate((id) => {
      const field = document.getElementById(id);
      return field === document.activeElement || field?.contains(document.activeElement);
    }, target);
    assert.ok(focused, `the link to #${target} moves the focus there`);
  }
  assert.ok(await page.locator('main [name="form"][value="fall"]').isChecked(), 'the right answer stays');
}

/** Tab, space, arrows and Enter alone bring a report in; the focus can be seen at every step. */
async function keyboard(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 1280 });
  await become(page, who('shien'));
  await openQuick(page);
  const focused = () =>
    page.evaluate(() => {
      const node = document.activeElement;
      const shown = node.matches('input[type="radio"], input[type="checkbox"]') ? [node, node.closest('label') ?? node.parentElement] : [node];
      const marks = shown.map((one) => getComputedStyle(one)).some((style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none');
      return { name: node.getAttribute('name') ?? '', value: node.getAttribute('value') ?? '', tag: node.tagName, marks };
    });
  /** Tabs on until the wanted control has the focus. */
  const tabTo = async (name, value) => {
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Tab');
      const now = await focused();
      assert.ok(now.marks, `the focus is seen on ${now.tag} ${now.name}`);
      if (now.name === name && (value === undefined || now.value === value)) return;
    }
    throw new Error(`Tab does not lead to ${name}`);
  };
  await tabTo('narrative');
  await page.keyboard.type('Trolley near the door');
  await tabTo('place');
  await page.keyboard.press('ArrowDown');
  await tabTo('occurred');
  await page.keyboard.press('Space');
  await tabTo('form');
  await page.keyboard.press('Space');
  await tabTo('reached');
  await page.keyboard.press('Space');
  await tabTo('act', 'check');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/check$/);
  await tabTo('act', 'submit');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/receipt$/);
  await receipt(page);
}

/** While an input method composes, nothing is sent; after the conversion it is saved once. */
async function composing(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja' });
  await become(page, who('shien'));
  await openQuick(page);
  const sent = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  const box = page.locator('main [name="narrative"]');
  await box.focus();
  // The page's own clock: the quiet time of the autosave passes without waiting.
  await page.clock.install();
  const keys = await page.context().newCDPSession(page);
  for (const text of ['t', 'て', 'てn', 'てん', 'てんと', 'てんとう']) {
    await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.clock.runFor(5_000);
  }
  assert.deepEqual(sent, [], 'half-typed text is not sent');
  const stored = page.waitForResponse((answer) => answer.url().includes('/save') && answer.ok());
  await keys.send('Input.insertText', { text: '転倒' });
  await page.clock.runFor(5_000);
  await stored;
  assert.equal(await box.inputValue(), '転倒', 'the converted text stands');
  // Candidates and similar cases are asked for besides; saving happens once.
  assert.equal(sent.filter((path) => path.endsWith('/save')).length, 1, `it is saved once: ${sent}`);
}

/** Two who may stamp the same seat: the second is told what happened, kindly, and loses no word. */
async function twoApprovers(ctx, who) {
  const reporter = await ctx.newPage({ lang: 'ja' });
  await become(reporter, who('shien'));
  const report = await reportNearMiss(reporter, '作業室の机の角に手が当たりそうになった。');
  const first = await ctx.newPage({ lang: 'ja', width: 1280 });
  const second = await ctx.newPage({ lang: 'ja', width: 390 });
  for (const page of [first, second]) {
    await become(page, who('risk'));
    await open(page, `/reports/${report.id}`);
  }
  const word = 'これは二人目のひとことです。';
  const late = await unfold(second, 'stamp');
  await late.locator('[name="opinion"]').fill(word);
  await (await unfold(first, 'stamp')).locator('button[type="submit"]').last().click();
  await first.waitForURL((url) => url.searchParams.has('done'));
  const answered = second.waitForResponse((answer) => answer.request().method() === 'POST');
  await late.locator('button[type="submit"]').last().click();
  assert.equal((await answered).status(), 409, 'the second stamp is a conflict');
  await second.locator('main [role="alert"]').first().waitFor();
  const told = await second.locator('main').innerText();
  assert.ok(told.includes('宮本'), 'the page says who stamped meanwhile');
  const kept = await second.locator('main textarea').evaluateAll((boxes) => boxes.map((box) => box.value));
  assert.ok(kept.includes(word) || told.includes(word), 'what was written is still there');
  await checkPage(second, 'ja');
}

/** Another language, the same page. A choice stays with the person: nobody else in these tests is this one. */
async function language(ctx, who) {
  for (const js of [true, false]) {
    const page = await ctx.newPage({ lang: 'ja', js });
    await become(page, who('soudan'));
    for (const path of ['/reports?page=1', '/inbox']) {
      for (const lang of ['en', 'ja']) {
        await open(page, path);
        await page.locator('.ui-menu summary').click();
        await page.locator(`.ui-menu button[name="lang"][value="${lang}"]`).click();
        await page.waitForURL((url) => url.pathname === path.split('?')[0]);
        await page.locator(`html[lang="${lang}"]`).waitFor();
        await speaks(page, lang);
      }
    }
  }
}

/** On paper the record is the record: no buttons, no navigation, both rows of seals within the sheet. */
async function paper(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 718 });
  await become(page, who('rijicho'));
  await open(page, '/cases');
  await page.locator('main tbody a[href^="/reports/"]').last().click();
  await page.waitForURL(/\/reports\//);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const part of ['.ui-nav', '.ui-head__tools', '.ui-no-print', '.ui-skip']) {
    assert.equal(await page.locator(`${part}:visible`).count(), 0, `${part} is not printed`);
  }
  assert.ok((await page.locator('.ui-seats:visible').count()) >= 1, 'the seals are printed');
  assert.ok(await page.getByText('報告の内容').first().isVisible(), 'the report is printed');
  await noSideScroll(page);
  const ground = await page.locator('body').evaluate((node) => getComputedStyle(node).backgroundColor);
  assert.equal(ground, 'rgb(255, 255, 255)', 'paper is white, also when the screen is dark');
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 10_000, 'the browser prints it');
}

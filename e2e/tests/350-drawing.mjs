// The drawing: by mouse at two widths, by a finger, by keys, without script; what is drawn in the browser is what the server shows afterwards.

import { assert, checkPage, noSideScroll, open } from '../lib.mjs';
import { become, cast, openQuick, receipt, writeNearMiss } from '../people.mjs';

export const name = 'drawing: mouse at 390 and 1280 px, a finger, undo, pins by keys, regions, without script';

/** A corner of a path, in parts of the sheet's width. */
const PATH = [
  [0.1, 0.1],
  [0.3, 0.1],
  [0.3, 0.25],
];

export async function run(ctx) {
  const who = await cast(ctx);
  const drawn = [];
  for (const width of [390, 1280]) drawn.push(await byMouse(ctx, who, width));
  sameAt(drawn[0], drawn[1]);
  sameAt(await byFinger(ctx, who), drawn[0]);
  await byKeys(ctx, who);
  await withoutScript(ctx, who);
}

async function toPad(page) {
  const path = await openQuick(page);
  await writeNearMiss(page, '食堂で立ち上がるときにふらついた。');
  await page.locator('details:has(#drawing-section) > summary').click();
  await page.locator('main button[name="next"][value="drawing"]').click();
  await page.waitForURL(/\/drawing\?/);
  return path;
}

const tool = (page, pick) => page.locator(`[data-pick="${pick}"]`).click();

/** Draws a path; the sheet is scrolled into sight first, as a person does. */
async function stroke(page, path) {
  const sheet = page.locator('svg.fw-drawing');
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.width];
  await page.mouse.move(...at(path[0]));
  await page.mouse.down();
  for (const point of path.slice(1)) await page.mouse.move(...at(point), { steps: 12 });
  await page.mouse.up();
}

/** What is drawn on the page, as markup. */
const picture = async (page) => ({
  strokes: await page.locator('.fw-strokes').first().innerHTML(),
  pins: await page.locator('.fw-pins').first().innerHTML(),
});

const field = (page) => page.locator('input[name="drawing"]').inputValue();

async function byMouse(ctx, who, width) {
  const page = await ctx.newPage({ lang: 'ja', width });
  await become(page, who('shien'));
  await toPad(page);
  await checkPage(page, 'ja');
  await page.locator('path[data-region="sacrum"]').first().click();
  assert.ok(await page.locator('#region-sacrum').isChecked(), 'a pressed region is ticked in the list');
  await page.locator('#region_finding_sacrum').selectOption('redness');
  await tool(page, 'red');
  const stored = page.waitForResponse((answer) => answer.url().includes('page=drawing') && answer.ok());
  await stroke(page, PATH);
  await stored;
  const one = await field(page);
  await tool(page, 'sky');
  await stroke(page, [
    [0.5, 0.5],
    [0.6, 0.6],
  ]);
  assert.notEqual(await field(page), one, 'a second stroke');
  await page.locator('[data-do="undo"]').click();
  assert.equal(await field(page), one, 'undo takes back the last stroke only');
  await page.locator('[data-do="clear"]').click();
  assert.equal(await field(page), '', 'everything is gone');
  await page.locator('[data-do="undo"]').click();
  assert.equal(await field(page), one, 'and comes back');
  await tool(page, 'pin');
  await stroke(page, [[0.4, 0.3]]);
  await page.locator('[name="pin_1"]').fill('ここで<b>ふらついた');
  await page.locator('[name="drawing_text"]').fill('椅子から立ったところ');
  const seen = await picture(page);
  await checkPage(page, 'ja');
  await page.locator('main .ui-actions button[value="save"]').click();
  await page.waitForURL((url) => /^\/drafts\/[0-9a-f-]+$/.test(url.pathname));
  assert.deepEqual(await picture(page), seen, 'the form shows what was drawn');
  await page.locator('main button[value="check"]').click();
  await page.waitForURL(/\/check$/);
  assert.deepEqual(await picture(page), seen, 'the check page shows it');
  await checkPage(page, 'ja');
  await page.locator('form[action$="/submit"] button[type="submit"]').click();
  await page.waitForURL(/\/receipt$/);
  const { id } = await receipt(page);
  await open(page, `/reports/${id}`);
  assert.deepEqual(await picture(page), seen, 'the record shows it');
  const told = await page.locator('.ui-drawing figcaption').innerText();
  for (const words of ['椅子から立ったところ', 'ここで<b>ふらついた', '仙骨部：発赤']) assert.ok(told.includes(words), words);
  await noSideScroll(page);
  return one;
}

/** A finger draws: the page stays where it is, and the palm that comes down beside it draws nothing. */
async function byFinger(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', width: 390, touch: true });
  await become(page, who('shien'));
  await toPad(page);
  await page.locator('path[data-region="sacrum"]').first().tap();
  assert.ok(await page.locator('#region-sacrum').isChecked(), 'a region is ticked by a tap');
  await page.locator('[data-pick="red"]').tap();
  const sheet = page.locator('svg.fw-drawing');
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  const finger = ([x, y], id = 1) => ({ x: box.x + x * box.width, y: box.y + y * box.width, id });
  const client = await page.context().newCDPSession(page);
  const touch = (type, ...touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  const scrolled = () => page.evaluate(() => window.scrollY);
  const before = await scrolled();
  const stored = page.waitForResponse((answer) => answer.url().includes('page=drawing') && answer.ok());
  await touch('touchStart', finger(PATH[0]));
  for (const [index, to] of PATH.slice(1).entries()) {
    const from = PATH[index];
    for (let step = 1; step <= 12; step += 1) {
      const at = finger([0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / 12));
      const palm = finger([0.8, 0.6 + step / 50], 2);
      await touch('touchMove', at, ...(index === 1 && step > 3 ? [palm] : []));
      if (index === 1 && step === 3) await touch('touchStart', at, palm);
    }
  }
  await touch('touchEnd');
  await stored;
  assert.equal(await scrolled(), before, 'drawing does not scroll the page');
  const drawn = await field(page);
  assert.equal(JSON.parse(drawn).strokes.length, 1, 'one finger, one stroke');
  await page.locator('[data-do="undo"]').tap();
  assert.equal(await field(page), '', 'undo takes the stroke back');
  await checkPage(page, 'ja');
  return drawn;
}

/** The same path drawn at two widths lies at the same place, but for the width of a pixel. */
function sameAt(narrow, wide) {
  const ends = (json) => {
    const numbers = JSON.parse(json).strokes[0].points.split(' ').map(Number);
    return [numbers.slice(0, 2), numbers.slice(-2)].flat();
  };
  for (const [index, value] of ends(narrow).entries()) {
    assert.ok(Math.abs(value - ends(wide)[index]) <= 6, `${ends(narrow)} and ${ends(wide)}`);
  }
}

async function byKeys(ctx, who) {
  const page = await ctx.newPage({ lang: 'en', width: 1280 });
  await become(page, who('shien'));
  await toPad(page);
  await page.locator('[data-pick="pin"]').focus();
  await page.keyboard.press('Enter');
  assert.equal(JSON.parse(await field(page)).pins[0], '400 500', 'a pin stands in the middle');
  for (const key of ['ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key);
  assert.equal(JSON.parse(await field(page)).pins[0], '410 550', 'arrow keys move it');
  // And say where it is.
  await page.locator('[data-pad-status]').filter({ hasText: /41%.*55%/ }).waitFor({ state: 'attached' });
  await page.locator('[name="pin_1"]').fill('chair');
  await tool(page, 'pin');
  await stroke(page, [[0.2, 0.2]]);
  await page.locator('[name="pin_2"]').fill('bed');
  await page.locator('[data-pin="1"] [data-do="remove"]').click();
  assert.equal(await page.locator('[name="pin_1"]').inputValue(), 'bed', 'the numbers close up with their texts');
  await page.locator('[data-do="undo"]').click();
  assert.deepEqual(
    [await page.locator('[name="pin_1"]').inputValue(), await page.locator('[name="pin_2"]').inputValue()],
    ['chair', 'bed'],
    'and come back',
  );
  await page.locator('#region-knee_left').locator('xpath=ancestor::details').locator('summary').click();
  await page.locator('#region-knee_left').press('Space');
  assert.equal(await page.locator('.fw-region--marked[data-region="knee_left"]').count(), 2, 'the map follows the list');
  await checkPage(page, 'en');
}

async function withoutScript(ctx, who) {
  const page = await ctx.newPage({ lang: 'ja', js: false });
  await become(page, who('shien'));
  await toPad(page);
  assert.ok(!(await page.locator('.ui-pad__tools').isVisible()), 'no tool that does nothing');
  await page.locator('details:has(#region-heel_right) > summary').click();
  await page.locator('#region-heel_right').check();
  await page.locator('[name="drawing_text"]').fill('ベッドから降りるとき');
  await noSideScroll(page);
  await page.locator('main .ui-actions button[value="save"]').click();
  await page.waitForURL((url) => /^\/drafts\/[0-9a-f-]+$/.test(url.pathname));
  const told = await page.locator('.ui-drawing figcaption').innerText();
  assert.ok(told.includes('かかと 右（本人の）') && told.includes('ベッドから降りるとき'), told);
}

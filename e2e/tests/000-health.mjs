// The program answers, and a stranger meets a sign-in page that everyone can use, in both languages.

import { SIGN_IN, assert, checkPage, open } from '../lib.mjs';

export const name = 'health, and the sign-in page in both languages';

export async function run(ctx) {
  const health = await fetch(`${ctx.base}/healthz`);
  assert.equal(health.status, 200, '/healthz answers 200 when the database answers');

  for (const lang of ['ja', 'en']) {
    for (const dark of [false, true]) {
      const page = await ctx.newPage({ lang, dark, width: 320 });
      const response = await open(page, SIGN_IN);
      const policy = response.headers()['content-security-policy'] ?? '';
      assert.ok(policy.includes("default-src"), 'a content security policy is sent');
      assert.ok(!policy.includes('unsafe-inline'), 'the policy refuses inline code');
      await checkPage(page, lang);
      assert.equal(await page.locator('input[autocomplete="current-password"]').count(), 1, 'one password field');
    }
  }

  const plain = await ctx.newPage({ lang: 'ja', js: false });
  await open(plain, SIGN_IN);
  assert.equal(await plain.locator('form button[type="submit"]').count() > 0, true, 'the form works without scripts');
}

// Owns the check that every page the tests opened is valid HTML, by html-validate with .htmlvalidate.json.

import { readFile } from 'node:fs/promises';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** Validates each distinct page text; returns { pages, problems }. */
export async function validate(served) {
  const config = JSON.parse(await readFile(new URL('.htmlvalidate.json', import.meta.url), 'utf8'));
  const validator = new HtmlValidate(new StaticConfigLoader(config));
  const byText = new Map();
  for (const answer of await Promise.all(served)) {
    if (answer) byText.set(answer.text, answer.url);
  }
  const problems = new Set();
  for (const [text, url] of byText) {
    const report = await validator.validateString(text);
    for (const message of report.results.flatMap((result) => result.messages)) {
      if (message.severity === 2) {
        problems.add(`${new URL(url).pathname}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
      }
    }
  }
  return { pages: byText.size, problems: [...problems] };
}

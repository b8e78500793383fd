// Owns a small client without a browser, for measuring and for trying to lose data: cookies, forms, redirects not followed.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The demo's sign-ins, as the program wrote them beside its data. */
export async function signIns(folder) {
  const made = JSON.parse(await readFile(join(folder, 'demo', 'demo.json'), 'utf8'));
  return made.sign_ins;
}

/** A person at the server: keeps the session's cookie. */
export class Client {
  #cookie = '';

  constructor(base) {
    this.base = base;
  }

  async get(path) {
    return fetch(this.base + path, { headers: { cookie: this.#cookie, 'accept-language': 'ja' }, redirect: 'manual' });
  }

  async post(path, fields) {
    const headers = { cookie: this.#cookie, origin: this.base, 'accept-language': 'ja' };
    const answer = await fetch(this.base + path, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' });
    const set = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (set.length > 0) this.#cookie = set.join('; ');
    return answer;
  }

  async signIn({ facility, login, password }) {
    const answer = await this.post('/sign-in', { facility, login, password });
    if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  }

  /** Begins a quick draft with these answers; gives its path. */
  async draft(fields) {
    const begun = await this.get('/reports/new?door=quick');
    if (begun.status !== 303) throw new Error(`beginning a report answered ${begun.status}`);
    const path = begun.headers.get('location');
    const saved = await this.post(path, fields);
    if (saved.status >= 400) throw new Error(`the draft answered ${saved.status}`);
    return path;
  }
}

/** A complete quick report; the number makes each one findable. */
export function fall(number) {
  return {
    mode: 'named',
    narrative: `食堂で立ち上がる際にふらつき、床に膝をついた。通し番号${number}`,
    place: 'unknown',
    occurred_unknown: '1',
    form: 'fall',
    reached: 'yes',
    body_effect: 'no',
    treatment: 'none',
  };
}

/** The value below which this share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

// Owns the figures of the main job over HTTP: submitting and listing at 2,000 reports, home and one's own reports, and the first page after "listening".
//
//   FUTAWA_BINARY=target/release/futawa node e2e/measure.mjs

import { Client, fall, quantile, signIns } from './http.mjs';
import { atRest, startServer } from './server.mjs';

const REPORTS = 2_000;
const SAMPLES = 200;

const binary = process.env.FUTAWA_BINARY;
if (!binary) throw new Error('FUTAWA_BINARY names no program');
const server = await startServer(binary);
try {
  const began = performance.now();
  await (await fetch(`${server.base}/sign-in`)).text();
  const firstPage = performance.now() - began;

  const people = await signIns(server.folder);
  const who = (part) => people.find((person) => person.part === part && person.facility === people[0].facility);
  const reporter = new Client(server.base);
  await reporter.signIn(who('reporter'));
  // The chairman reads everything, and the flood of new reports does not wait for the chairman.
  const manager = new Client(server.base);
  await manager.signIn(who('chairman'));

  const total = async () => {
    const told = (await (await manager.get('/cases')).text()).match(/<strong role="status">([\d,]+)件/);
    if (!told) throw new Error('the list does not say how many reports there are');
    return Number(told[1].replace(',', ''));
  };
  const submit = [];
  for (let number = await total(); number < REPORTS + SAMPLES; number += 1) {
    const path = await reporter.draft(fall(number));
    const start = performance.now();
    const answer = await reporter.post(`${path}/submit`, {});
    if (answer.status !== 303) throw new Error(`a submission answered ${answer.status}`);
    if (number >= REPORTS) submit.push(performance.now() - start);
  }
  const safety = new Client(server.base);
  await safety.signIn(who('safety_manager'));
  const timed = async (path, client = manager) => {
    const times = [];
    for (let index = 0; index < SAMPLES; index += 1) {
      const start = performance.now();
      const answer = await client.get(path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      times.push(performance.now() - start);
    }
    return times;
  };
  // 1,600 reports within a minute leave work behind (ADR 0013): the list is timed beside it, and again when it is done.
  const busy = await timed('/cases');
  await atRest(server);
  const lists = await timed('/cases');
  const inbox = await timed('/inbox');
  const home = await timed('/', safety);
  const mine = await timed('/reports', reporter);
  const figure = (values) => ({ p50_ms: +quantile(values, 0.5).toFixed(2), p95_ms: +quantile(values, 0.95).toFixed(2) });
  console.log(JSON.stringify({ reports: await total(), first_page_ms: +firstPage.toFixed(1), submit: figure(submit), list: figure(lists), list_while_indexing: figure(busy), inbox: figure(inbox), home: figure(home), mine: figure(mine) }));
} finally {
  await server.stop();
}

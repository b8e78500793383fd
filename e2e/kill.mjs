// Owns the proof that an acknowledged report is never lost: the server is killed again and again in the middle of a stream of submissions.
//
//   FUTAWA_BINARY=target/release/futawa node e2e/kill.mjs [rounds, 100 unless told]

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { Client, fall, signIns } from './http.mjs';
import { addressOf, startServer } from './server.mjs';

const run = promisify(execFile);
const rounds = Number(process.argv[2] ?? 100);
const binary = process.env.FUTAWA_BINARY;
if (!binary) throw new Error('FUTAWA_BINARY names no program');

const first = await startServer(binary);
const dir = join(first.folder, 'demo');
const reporter = (await signIns(first.folder)).find((person) => person.part === 'reporter');
await first.halt();

/** Serves the same directory again; the process is ours to kill. */
async function serve() {
  const child = spawn(binary, ['serve', '--dir', dir, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const base = await new Promise((resolve, reject) => {
    child.once('close', () => reject(new Error('the server ended before it listened')));
    createInterface({ input: child.stdout }).on('line', (line) => addressOf(line) && resolve(addressOf(line)));
  });
  return { child, base };
}

const acknowledged = [];
let number = 0;
for (let round = 0; round < rounds; round += 1) {
  const { child, base } = await serve();
  const client = new Client(base);
  await client.signIn(reporter);
  const ended = new Promise((done) => child.once('close', done));
  // A different place in the stream each round, the same in every run.
  const kill = setTimeout(() => child.kill('SIGKILL'), 5 + ((round * 37) % 120));
  try {
    for (;;) {
      number += 1;
      const path = await client.draft(fall(number));
      const answer = await client.post(`${path}/submit`, {});
      if (answer.status === 303) acknowledged.push(answer.headers.get('location').split('/')[2]);
    }
  } catch {
    // The connection broke: the server is dead.
  }
  clearTimeout(kill);
  child.kill('SIGKILL');
  await ended;
}

const { child, base } = await serve();
const client = new Client(base);
await client.signIn(reporter);
let lost = 0;
for (const id of acknowledged) if ((await client.get(`/reports/${id}`)).status !== 200) lost += 1;
const ended = new Promise((done) => child.once('close', done));
child.kill('SIGTERM');
await ended;
const verified = await run(binary, ['verify', '--dir', dir]).then(() => 'clean', (error) => `not clean: ${error.stdout}`);
await first.remove();
console.log(JSON.stringify({ rounds, acknowledged: acknowledged.length, lost, verify: verified }));
process.exitCode = lost === 0 && verified === 'clean' && acknowledged.length > 0 ? 0 : 1;

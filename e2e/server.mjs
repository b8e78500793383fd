// Owns the program under test: starts the built binary with demo data on a free port and stops it.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** The demo is filled before it listens; a debug build on a busy machine needs its time. */
const START_LIMIT_MS = 300_000;
/** A second with less work than this, in clock ticks of 10 ms, is one of rest. */
const REST_TICKS = 3;
/** The program looks for work of its own a quarter of a minute after it listens. */
const FIRST_LOOK_MS = 20_000;

/** Finds the address in the JSON line: `{"address":"127.0.0.1:4711"}`, with or without a scheme, under any key. */
export function addressOf(line) {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object') return null;
  const text = value.url ?? value.address ?? value.listening;
  if (typeof text !== 'string') return null;
  return new URL(text.includes('://') ? text : `http://${text}`).origin;
}

/** Starts `futawa demo` in a folder of its own. Returns { base, pid, lines, log, folder, halt, remove, stop }; stop = halt and remove. */
export async function startServer(binary) {
  const folder = await mkdtemp(join(tmpdir(), 'futawa-e2e-'));
  const args = ['demo', '--dir', join(folder, 'demo'), '--port', '0'];
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => child.once('close', done));
  const lines = [];
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));

  const halt = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(limit);
    }
  };
  const remove = () => rm(folder, { recursive: true, force: true });
  const stop = async () => {
    await halt();
    await remove();
  };

  try {
    const base = await new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no address within ${START_LIMIT_MS} ms`)), START_LIMIT_MS);
      const settle = (act) => (value) => {
        clearTimeout(limit);
        act(value);
      };
      child.once('error', settle(reject));
      child.once('close', (code) => settle(reject)(new Error(`${binary} ended with ${code}\n${[...lines, ...log].slice(-20).join('\n')}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        const address = addressOf(line);
        if (address) settle(resolve)(address);
      });
    });
    return { base, pid: child.pid, listened: performance.now(), lines, log, folder, halt, remove, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the program has nothing to do of its own: after a start it indexes, and learns for most of a minute. */
export async function atRest({ pid, listened }) {
  const ticks = () => {
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return Number(words[11]) + Number(words[12]);
  };
  for (let seconds = 0; seconds < 120; seconds += 1) {
    const before = ticks();
    await pause(1_000);
    if (ticks() - before < REST_TICKS && performance.now() - listened > FIRST_LOOK_MS) return;
  }
  throw new Error('the program does not come to rest');
}

// Owns the static public site in browser tests: written by the program, served as plain files from 127.0.0.1, read as files too.

import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const run = promisify(execFile);

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.atom': 'application/atom+xml',
  '.pdf': 'application/pdf',
};

/** Runs the program; resolves to { code, out }, also when it answers with an error. */
export async function futawa(binary, args) {
  try {
    const { stdout } = await run(binary, args, { maxBuffer: 64 << 20 });
    return { code: 0, out: stdout };
  } catch (error) {
    if (typeof error.code !== 'number') throw error;
    return { code: error.code, out: `${error.stdout}${error.stderr}` };
  }
}

/** Serves a folder as any web server would: files, `index.html` of a folder, 404, compressed. Resolves to { base, stop }. */
export async function serveFolder(folder) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    try {
      const body = gzipSync(await readFile(file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-encoding': 'gzip' });
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const stop = () => new Promise((done) => server.close(done));
  return { base: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Every file below a folder, by path. */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1)).sort();
}

/** Where links of a page or a feed lead that is no file of the folder. */
export async function brokenLinks(folder, files) {
  const known = new Set(files);
  const broken = [];
  for (const file of files.filter((name) => /\.(html|atom)$/.test(name))) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, href] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
      const [path] = href.replaceAll('&amp;', '&').split('#');
      if (path === '') continue;
      const target = normalize(join(file, '..', path));
      if (/^[a-z]+:/.test(path) || path.startsWith('/') || !known.has(target)) broken.push(`${file} leads to ${href}`);
    }
  }
  return broken;
}

/** Bytes that a first view needs, compressed: the page and its style sheet. */
export async function firstView(folder, file) {
  const text = await readFile(join(folder, file), 'utf8');
  const parts = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => normalize(join(file, '..', href)));
  const sizes = await Promise.all([file, ...parts].map(async (name) => gzipSync(await readFile(join(folder, name))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

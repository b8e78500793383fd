// Builds web/dist: one style sheet, one script, the icon, each named by its content hash, and manifest.json that maps plain names to built ones.
// Usage: node build.mjs [outdir]
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "dist"));
const LIMITS = { "app.css": 15_000, "app.js": 25_000 };

// The order is the cascade: primitives, our meaning of them, then parts.
const SHEETS = ["base", "layout", "form", "parts", "record", "files", "drawing", "chart", "public", "print"];

const read = (path) => readFile(join(here, path), "utf8");

/** Light and dark meanings; dark twice, because a person may ask for it or the device may. */
async function tokens() {
  const [primitives, light, dark] = await Promise.all([
    read("node_modules/@digital-go-jp/design-tokens/dist/tokens.css"),
    read("src/css/tokens-light.css"),
    read("src/css/tokens-dark.css"),
  ]);
  return [
    primitives,
    `:root{${light}}`,
    `@media screen{:root[data-theme="dark"]{${dark}}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){${dark}}}`,
  ].join("\n");
}

/** Drops custom properties that nobody reads, again and again until none is left. */
function prune(css) {
  for (;;) {
    const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]));
    const kept = css.replace(/(--[\w-]+):[^;{}]+;?/g, (all, name) => (used.has(name) ? all : ""));
    if (kept === css) return css;
    css = kept;
  }
}

async function style() {
  const parts = await Promise.all(SHEETS.map((name) => read(`src/css/${name}.css`)));
  const source = [await tokens(), ...parts].join("\n").replace(/\/\*[\s\S]*?\*\//g, "");
  const { code } = await transform(prune(source), { loader: "css", minify: true, target: ["chrome109", "safari15.4", "firefox115"] });
  return Buffer.from(code);
}

async function script() {
  const result = await build({
    entryPoints: [join(here, "src/app.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome109", "safari15.4", "firefox115"],
    legalComments: "none",
    write: false,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

const hashed = (name, bytes) => {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  return name.replace(/\.(\w+)$/, `.${hash}.$1`);
};

const icon = await readFile(join(here, "src/favicon.svg"));
const files = { "app.css": await style(), "app.js": await script(), "favicon.svg": icon };
const manifest = {};

await mkdir(out, { recursive: true });
for (const old of await readdir(out)) await rm(join(out, old), { recursive: true });

async function put(name, bytes) {
  const built = hashed(name, bytes);
  manifest[name] = built;
  await writeFile(join(out, built), bytes);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const gzip = gzipSync(bytes, { level: 9 });
  await writeFile(join(out, `${built}.br`), brotliCompressSync(bytes, quality));
  await writeFile(join(out, `${built}.gz`), gzip);
  if (gzip.length > (LIMITS[name] ?? Infinity)) {
    throw new Error(`${name} is ${gzip.length} bytes compressed; the budget is ${LIMITS[name]} (docs: research/ux.md 5.4)`);
  }
  return gzip.length;
}

for (const [name, bytes] of Object.entries(files)) {
  console.log(`${name} ${await put(name, bytes)} bytes gzip`);
}
const app = {
  name: "ふたわ Futawa",
  short_name: "ふたわ",
  lang: "ja",
  start_url: "/",
  display: "standalone",
  background_color: "#ffffff",
  theme_color: "#ffffff",
  icons: [{ src: `/a/${manifest["favicon.svg"]}`, sizes: "any", type: "image/svg+xml" }],
};
await put("app.webmanifest", Buffer.from(JSON.stringify(app)));
await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

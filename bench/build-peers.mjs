// Bundles each peer into a static page of its own under `dist/`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The peers by name; `read` is the lower limit. */
export const PEERS = ['udsv', 'papaparse', 'duckdb', 'read'];

/** Builds one peer and gives its folder. */
export function buildPeer(name) {
  const folder = path.join(here, 'dist', name);
  const source = (file) => path.join(here, 'peers', file);
  const bundle = (from, to) => buildSync({ entryPoints: [source(from)], outfile: path.join(folder, to), bundle: true, minify: true, format: 'iife', logLevel: 'warning' });
  if (name === 'duckdb') {
    bundle('duckdb.page.js', 'page.js');
    const shipped = path.join(here, 'node_modules/@duckdb/duckdb-wasm/dist');
    fs.copyFileSync(path.join(shipped, 'duckdb-browser-eh.worker.js'), path.join(folder, 'duckdb.worker.js'));
    fs.copyFileSync(path.join(shipped, 'duckdb-eh.wasm'), path.join(folder, 'duckdb.wasm'));
  } else {
    bundle('page.js', 'page.js');
    bundle(`${name}.worker.js`, 'worker.js');
  }
  fs.writeFileSync(path.join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"><body><script src="page.js"></script>`);
  return folder;
}

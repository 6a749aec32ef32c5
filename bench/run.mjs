// Generates the pair, measures the built page and its peers in turns, and prints one table a size.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { PEERS, buildPeer } from './build-peers.mjs';
import { generate, parseRows } from './generate.mjs';
import { measure } from './measure.mjs';
import { generateProvider, measureProvider, providerFiles } from './provider.mjs';
import { serve } from './serve.mjs';
import { markdown } from './table.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const CACHE = path.join(here, 'cache');
const OUT = path.join(here, 'out');

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1k,100k' },
    rounds: { type: 'string', default: '3' },
    accounts: { type: 'string' },
    only: { type: 'string', default: ['ours', ...PEERS].join() },
    page: { type: 'string', default: path.join(here, '../dist') },
  },
});
const names = options.only.split(',');
const unknown = names.filter((name) => name !== 'ours' && !PEERS.includes(name));
if (unknown.length) throw new Error(`\`${unknown}\` is none of ours, ${PEERS.join(', ')}`);
if (names.includes('ours') && !fs.existsSync(path.join(options.page, 'index.html'))) {
  throw new Error(`\`${options.page}\` holds no built page; run \`cargo xtask build\` first, or leave it out with \`--only ${PEERS}\``);
}

/** The files and answers of a size, made once for each state of the generator. */
function pair(nRows) {
  const source = ['generate.mjs', 'job.mjs'].map((file) => fs.readFileSync(path.join(here, file))).join('');
  const folder = path.join(CACHE, `${nRows}-${hash(source).slice(0, 8)}`);
  const file = (name) => path.join(folder, name);
  if (!fs.existsSync(file('expected.json'))) {
    console.error(`generating ${nRows} rows`);
    generate(nRows, folder);
  }
  return { files: [file('mailboxes.csv'), file('enrollment.csv')], expected: JSON.parse(fs.readFileSync(file('expected.json'), 'utf8')) };
}

/** `CHROMIUM`, or the first browser of that family on the PATH. */
function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const programs = ['chromium', 'chromium-browser', 'google-chrome', 'chrome', 'microsoft-edge', 'msedge'];
  const found = programs.flatMap((name) => folders.flatMap((folder) => [path.join(folder, name), path.join(folder, `${name}.exe`)])).find((file) => fs.existsSync(file));
  if (!found) throw new Error('no Chromium, Chrome or Edge on the PATH; give its path in the variable CHROMIUM');
  return found;
}

/** Bytes of the files with Brotli at its strongest, remembered because 34 MB take a minute. */
function brotliBytes(files) {
  const store = path.join(CACHE, 'brotli.json');
  const known = fs.existsSync(store) ? JSON.parse(fs.readFileSync(store, 'utf8')) : {};
  let sum = 0;
  for (const file of files) {
    const bytes = fs.readFileSync(file);
    sum += known[hash(bytes)] ??= zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
  }
  fs.writeFileSync(store, JSON.stringify(known));
  return sum;
}

function hash(bytes) {
  return crypto.createHash('sha256').update(bytes).digest('hex');
}

async function compare(nRows, servers, executablePath) {
  const { files, expected } = pair(nRows);
  const rounds = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < Number(options.rounds); i++) {
    for (let j = 0; j < names.length; j++) {
      const name = names[(i + j) % names.length]; // nobody always comes first
      const round = await measure({ name, url: servers[name].url, files, expected, executablePath })
        .catch((error) => ({ error: error.message.split('\n')[0] }));
      rounds[name].push(round);
      console.error(`${nRows} rows, round ${i + 1}, ${name}: ${round.error ?? `${round.figures.total.toFixed(0)} ms ${round.wrong.length ? `WRONG: ${round.wrong}` : ''}`}`);
    }
  }
  const sizes = Object.fromEntries(names.map((name) => [name, brotliBytes(servers[name].asked)]));
  const table = markdown({ nRows, expected, rounds, sizes });
  console.log(table);
  fs.mkdirSync(OUT, { recursive: true });
  fs.writeFileSync(path.join(OUT, `${nRows}.md`), table);
  fs.writeFileSync(path.join(OUT, `${nRows}.json`), JSON.stringify({ nRows, cpus: os.cpus()[0]?.model, rounds, sizes }, null, 1));
  return names.every((name) => rounds[name].every(({ error, wrong }) => (name === 'ours' ? !error : true) && !wrong?.length));
}

/** The provider's case: only ours, against the mere reading of the bytes. */
async function provider(nAccounts, executablePath) {
  const source = ['generate.mjs', 'provider.mjs'].map((file) => fs.readFileSync(path.join(here, file))).join('');
  const folder = path.join(CACHE, `provider-${nAccounts}-${hash(source).slice(0, 8)}`);
  if (!fs.existsSync(path.join(folder, 'expected.json'))) generateProvider(nAccounts, folder);
  const expected = JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8'));
  const ours = await serve(path.resolve(options.page));
  const nothing = path.join(OUT, 'blank');
  fs.mkdirSync(nothing, { recursive: true });
  fs.writeFileSync(path.join(nothing, 'index.html'), '<!doctype html><title>blank</title>');
  const blank = await serve(nothing);
  const rounds = [];
  for (let i = 0; i < Number(options.rounds); i++) {
    const round = await measureProvider({ url: ours.url, blankUrl: blank.url, files: providerFiles(folder), expected, executablePath });
    rounds.push(round);
    console.error(`${nAccounts} accounts, round ${i + 1}: ${round.total.toFixed(0)} ms ${round.wrong.length ? `WRONG: ${round.wrong}` : ''}`);
  }
  ours.close();
  blank.close();
  const median = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[rounds.length >> 1];
  const ms = (name) => median(name).toFixed(0);
  const { read, scan, join, report } = rounds[0].steps;
  console.log([
    `### ${nAccounts.toLocaleString('en')} accounts in eight exports of 200 customers, ${(expected.bytes / 1e6).toFixed(1)} MB`,
    '',
    '| answers | total, ms | of reading the bytes | peak memory / input | filter, ms | sort, ms | search, ms | first `mfa`, ms | first `activity`, ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| ${rounds.every(({ wrong }) => !wrong.length) ? 'right' : 'WRONG'} | ${ms('total')} | ${(median('total') / median('read')).toFixed(2)} | ${median('peak')?.toFixed(2) ?? '–'} | ${ms('filter')} | ${ms('sort')} | ${ms('search')} | ${ms('mfaMs')} | ${ms('activityMs')} |`,
    '',
    `Steps of the first round: read ${read}, scan ${scan}, join ${join}, report ${report} ms; the bytes alone ${ms('read')} ms; WebAssembly memory ${(rounds[0].memoryBytes / 1e6).toFixed(1)} MB.`,
    '',
  ].join('\n'));
  return rounds.every(({ wrong }) => !wrong.length);
}

const executablePath = findChromium();
if (options.accounts) process.exit((await provider(parseRows(options.accounts), executablePath)) ? 0 : 1);
const sizes = options.rows.split(',').map(parseRows);
const servers = {};
for (const name of names) servers[name] = await serve(name === 'ours' ? path.resolve(options.page) : buildPeer(name));
let allRight = true;
for (const nRows of sizes) allRight = (await compare(nRows, servers, executablePath)) && allRight;
for (const name of names) servers[name].close();
process.exitCode = allRight ? 0 : 1;

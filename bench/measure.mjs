// One peer, once: a fresh browser, the two files, every question, every figure.
import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { wrongAnswers } from './check.mjs';
import { SEARCHES, TODAY, WINDOW } from './job.mjs';
import { watchPeak } from './memory.mjs';
import { installAdapter, openedWith } from './ours.mjs';
import { scrollTable } from './scroll.mjs';

const ROUND_LIMIT = 5 * 60_000;
const SETTLE = 300;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Gives the figures and the names of the wrong answers, or throws. */
export async function measure({ name, url, files, expected, executablePath }) {
  const browser = await chromium.launch({ executablePath });
  let timer;
  try {
    const page = await browser.newPage();
    const failure = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${ROUND_LIMIT / 1000} s`)), ROUND_LIMIT);
      page.on('crash', () => reject(new Error('the page crashed, most likely out of memory')));
    });
    return await Promise.race([failure, round({ browser, page, name, url, files, expected })]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

async function round({ browser, page, name, url, files, expected }) {
  const figures = { version: browser.version() };

  const opened = performance.now();
  await page.goto(name === 'ours' ? url + openedWith(TODAY) : url);
  if (name === 'ours') {
    await page.waitForFunction(() => window.rollcall);
    await page.evaluate(installAdapter, { window: WINDOW });
  }
  await page.evaluate(async () => { await window.bench.ready; });
  figures.init = performance.now() - opened;

  await chooseFiles(page, files);
  await page.evaluate(watchLongTasks);
  await pause(SETTLE);
  const peak = await watchPeak(browser);
  const load = await timed(page, 'load');
  figures.total = load.ms;
  figures.steps = load.answer.steps;
  figures.memoryBytes = load.answer.memoryBytes;
  const grown = peak();
  figures.peak = grown === null ? null : grown / expected.bytes;
  await pause(SETTLE);
  figures.longestTask = await page.evaluate(() => Math.max(0, ...window.longTasks));
  if (name === 'read') return { figures, wrong: load.answer.bytes === expected.bytes ? [] : ['bytes'] };

  const given = { load: load.answer, missing: (await timed(page, 'missing')).answer, searches: [], sorted: {} };
  await timed(page, 'prepare');
  figures.keys = [];
  for (const text of SEARCHES) {
    const search = await timed(page, 'search', text);
    figures.keys.push(search.ms);
    given.searches.push(search.answer);
  }
  const sort = await timed(page, 'sort');
  figures.sort = sort.ms;
  given.sorted = { first: sort.answer, last: (await timed(page, 'end')).answer };
  if (name === 'ours') figures.scroll = await scrollTable(browser, page);
  return { figures, wrong: wrongAnswers(expected, given) };
}

/** Calls a method of `window.bench` and measures on the page, so the way to a worker and back is part of it. */
function timed(page, method, ...args) {
  return page.evaluate(async ({ method, args }) => {
    if (method === 'load') args = Array.from(document.querySelectorAll('input.bench'), (input) => input.files[0]);
    const started = performance.now();
    const answer = await window.bench[method]?.(...args);
    const ms = performance.now() - started;
    return { ms, answer: method === 'prepare' ? null : answer };
  }, { method, args });
}

/** Real files on disk become `File`s through inputs of our own, which the page does not hear of. */
async function chooseFiles(page, files) {
  for (const [i, file] of files.entries()) {
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', className: 'bench', hidden: true });
      for (const event of ['input', 'change']) input.addEventListener(event, (heard) => heard.stopPropagation());
      document.body.append(input);
    });
    await page.locator('input.bench').nth(i).setInputFiles(file);
    for await (const _ of fs.createReadStream(file, { highWaterMark: 4 << 20 })); // the system holds the file in memory
  }
}

function watchLongTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
}

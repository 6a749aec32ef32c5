// Scrolls the table on the screen like a person does, and looks at the work of every frame and at the rows in sight.

const TURNS = 120;
const FRAME = 1000 / 60;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** `null` when the page shows no table that scrolls. */
export async function scrollTable(browser, page) {
  if (!(await page.evaluate(findScroller))) return null;
  await page.mouse.move(...(await page.evaluate(middleOfTable)));

  // Looking at rows is work too, so it has a run of its own.
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await scroll(page);
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const frames = workPerFrame(traceEvents).sort((a, b) => a - b);

  await page.evaluate(watchRows);
  await scroll(page);
  const sight = await page.evaluate(() => window.sight);
  return { median: frames[frames.length >> 1], p95: frames[Math.floor(frames.length * 0.95)], nFrames: frames.length, ...sight };
}

/** From the top: the wheel, then the scroll bar dragged to the end and back. */
async function scroll(page) {
  await page.evaluate(() => { window.scroller.scrollTop = 0; });
  for (let i = 0; i < TURNS; i++) {
    await page.mouse.wheel(0, 240);
    await pause(FRAME);
  }
  await page.evaluate(async (turns) => {
    for (let i = 0; i <= turns; i++) {
      const place = 1 - Math.abs(1 - (2 * i) / turns);
      window.scroller.scrollTop = place * (window.scroller.scrollHeight - window.scroller.clientHeight);
      // Between two frames, as a person's hand: a place set inside a frame would be painted before the page hears of it.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 4)));
    }
  }, TURNS);
  await pause(200);
}

/** Milliseconds of script, style and layout in each frame of the page's thread that had any. */
function workPerFrame(events) {
  const work = new Set(['FunctionCall', 'EventDispatch', 'FireAnimationFrame', 'TimerFire', 'RunMicrotasks', 'UpdateLayoutTree', 'Layout', 'MinorGC', 'MajorGC']);
  const pages = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  const onPage = events.filter(({ pid, tid }) => pages.has(`${pid} ${tid}`)).sort((a, b) => a.ts - b.ts);
  const frames = [];
  let sum = 0;
  let end = 0;
  for (const { name, ph, ts, dur = 0 } of onPage) {
    if (name === 'Commit') { // the frame is handed on to be drawn
      if (sum > 0) frames.push(sum / 1000);
      sum = 0;
    }
    if (ph !== 'X' || !work.has(name)) continue;
    sum += Math.max(0, ts + dur - Math.max(ts, end)); // what lies inside another event is counted once
    end = Math.max(end, ts + dur);
  }
  return frames;
}

/** In the page: what scrolls the grid, kept as `window.scroller`. */
function findScroller() {
  const grid = document.querySelector('[role="grid"], table[aria-rowcount]');
  if (!grid) return false;
  const near = [grid, ...grid.querySelectorAll('*')];
  for (let outer = grid.parentElement; outer; outer = outer.parentElement) near.push(outer);
  window.scroller = near.find((element) => element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY));
  return Boolean(window.scroller);
}

/** In the page. */
function middleOfTable() {
  const box = window.scroller.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** In the page: after every frame, is all of the table's height taken by rows with text? */
function watchRows() {
  window.sight = { looked: 0, blank: 0 };
  const { port1, port2 } = new MessageChannel();
  const filled = (row) => Array.from(row.querySelectorAll('[role="gridcell"], td')).filter((cell) => /[\p{L}\p{N}]/u.test(cell.textContent)).length > 1;
  port1.onmessage = () => {
    const box = window.scroller.getBoundingClientRect();
    const spans = [];
    for (const row of window.scroller.querySelectorAll('[role="row"], tr')) {
      const { top, bottom } = row.getBoundingClientRect();
      const isHeader = row.querySelector('[role="columnheader"], th[scope="col"]');
      if (bottom > box.top && top < box.bottom && (isHeader || filled(row))) spans.push([top, bottom]);
    }
    // A gap of half a row at an edge is a border or a bar; more is a row that should be there.
    const height = spans.length ? spans.at(-1)[1] - spans.at(-1)[0] : 0;
    let reached = box.top;
    let gap = 0;
    for (const [top, bottom] of spans.sort((a, b) => a[0] - b[0])) {
      gap = Math.max(gap, top - reached);
      reached = Math.max(reached, bottom);
    }
    gap = Math.max(gap, box.top + window.scroller.clientHeight - reached);
    window.sight.looked++;
    if (!spans.length || gap > height / 2) window.sight.blank++;
  };
  const next = () => { port2.postMessage(null); requestAnimationFrame(next); };
  requestAnimationFrame(next);
}

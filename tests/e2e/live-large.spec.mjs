// 50,000 users: the page's thread stays free while they come, and the worker is quick with them.
//
// Both are told in time of the processor, which other programs of the machine do not add to.
import { choose, ended, expect, fetchAll, line, open, sources, test } from "./live.mjs";

const USERS = 50_000;
test.use({ simulatorOptions: { users: USERS } });

/** The tasks of each thread of the page's process, in milliseconds of the processor; by the name of the thread. */
function tasksOf(trace) {
  const { traceEvents } = JSON.parse(trace);
  const names = traceEvents.filter(({ name }) => name === "thread_name");
  const { pid } = names.find(({ args }) => args.name === "DedicatedWorker thread");
  const of = (name) => {
    const threads = names.filter((one) => one.pid === pid && one.args.name === name).map(({ tid }) => tid);
    return traceEvents.filter((one) => one.pid === pid && threads.includes(one.tid) && one.name === "RunTask" && one.tdur !== undefined).map(({ tdur }) => tdur / 1000);
  };
  return { page: of("CrRendererMain"), worker: of("DedicatedWorker thread") };
}

test("50,000 users come without a task over 50 ms, and the worker has them within three seconds of the processor", async ({ page, browser, sim }, testInfo) => {
  test.slow();
  // The simulator makes its people before anybody waits for them.
  sim.directory.of("contoso");
  await open(page);
  // Opening the window of the sign-in is the browser's own work.
  await choose(page, "organization");
  await fetchAll(page);
  await ended(page);
  await choose(page, "users", "usage-mailbox");
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline", "toplevel"] });
  const started = Date.now();
  await fetchAll(page);
  expect(await ended(page, 120_000)).toEqual({ "users": "loaded", "usage-mailbox": "loaded" });
  const fetched = Date.now() - started;
  await expect(line(page, "users")).toContainText("50,000 rows");
  await expect.poll(() => sources(page).then((all) => all.map(({ kind, accepted }) => `${kind} ${accepted}`)), { timeout: 60_000 }).toContain(`graph-users ${USERS}`);
  const tasks = tasksOf(await browser.stopTracing());
  const timings = await page.evaluate(() => window.rollcall.timings());
  const longest = Math.max(...tasks.page);
  const worker = tasks.worker.reduce((sum, one) => sum + one, 0);
  testInfo.annotations.push({ type: "figures", description: `fetched in ${fetched} ms; longest task of the page ${longest.toFixed(1)} ms; worker ${worker.toFixed(0)} ms of the processor; ${JSON.stringify(timings)}` });
  console.log(testInfo.annotations.at(-1).description);
  // Enough was seen to speak of.
  expect(tasks.page.length).toBeGreaterThan(100);
  expect(tasks.worker.length).toBeGreaterThan(0);
  expect(longest).toBeLessThan(50);
  // 100 MB of answers, copied out of the browser's store, read, joined and counted.
  expect(worker).toBeLessThan(3000);
});

// 50,000 users: the page's thread stays free while they come, and the worker is quick with them.
import { choose, ended, expect, fetchAll, line, open, panel, sources, test } from "./live.mjs";

const USERS = 50_000;
test.use({ simulatorOptions: { users: USERS } });

test("50,000 users come without a task over 50 ms, and are read and joined within a second", async ({ page, sim }, testInfo) => {
  test.slow();
  // The simulator makes its people before anybody waits for them.
  sim.directory.of("contoso");
  await open(page);
  // Opening the window of the sign-in is the browser's own work.
  await choose(page, "organization");
  await fetchAll(page);
  await ended(page);
  await choose(page, "users", "usage-mailbox");
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map(({ startTime, duration }) => [Math.round(startTime), Math.round(duration)]))).observe({ type: "longtask" });
  });
  const started = Date.now();
  await fetchAll(page);
  expect(await ended(page, 120_000)).toEqual({ "users": "loaded", "usage-mailbox": "loaded" });
  await expect(line(page, "users")).toContainText("50,000 rows");
  const fetched = Date.now() - started;
  await expect.poll(() => sources(page).then((all) => all.map(({ kind, accepted }) => `${kind} ${accepted}`)), { timeout: 60_000 }).toContain(`graph-users ${USERS}`);
  const long = await page.evaluate(() => globalThis.long);
  const timings = await page.evaluate(() => window.rollcall.timings());
  const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize);
  const told = `fetched in ${fetched} ms; long tasks ${JSON.stringify(long)}; ${JSON.stringify(timings)}; heap ${memory}`;
  console.log(told);
  testInfo.annotations.push({ type: "figures", description: told });
  expect(long.filter(([, duration]) => duration > 50)).toEqual([]);
  expect(timings.scan + timings.join).toBeLessThan(1000);
  await expect(panel(page)).toBeVisible();
});

// Limits: never earlier than told, at most four at once, the logs two seconds apart; and answers that do not come.
import { PATHS, asked, choose, ended, expect, expectRows, fetchAll, line, open, panel, press, test } from "./live.mjs";

/** Milliseconds from each refusal to the request after it. */
function waits(entries) {
  return entries.slice(1).map((entry, at) => entry.at - (entries[at].at + (entries[at].took ?? 0)));
}

const storm = (retryAfter, times = 2) => ({ path: PATHS.users, as: "429-directory", times, retryAfter });

for (const [form, retryAfter, least] of [
  ["whole seconds", "1", 1000],
  ["a fraction", "0.750", 750],
  ["a fraction with more digits than it means", "0.50001", 501],
]) {
  test(`a storm of 429 that says when (${form}) is waited for, and counted down`, async ({ page, sim }) => {
    sim.set({ fail: storm(retryAfter) });
    await open(page);
    await choose(page, "users");
    await fetchAll(page);
    expect(await ended(page)).toEqual({ users: "loaded" });
    const entries = asked(sim, PATHS.users);
    expect(entries.map(({ status }) => status)).toEqual([429, 429, 200]);
    for (const wait of waits(entries)) {
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThan(least + 1500);
    }
    await expectRows(page, "graph-users", 60);
  });
}

test("a storm of 429 that says a date is waited for until then", async ({ page, sim }) => {
  await open(page);
  await choose(page, "users");
  const until = Math.ceil(Date.now() / 1000) * 1000 + 5000;
  sim.set({ fail: storm(new Date(until).toUTCString(), 1) });
  await fetchAll(page);
  await expect(line(page, "users")).toContainText(/goes on in [2-5] seconds/);
  await expect.poll(() => asked(sim, PATHS.users).length).toBe(1);
  while (asked(sim, PATHS.users).length < 2) await page.waitForTimeout(5);
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  expect(await ended(page)).toEqual({ users: "loaded" });
});

for (const [form, set] of [["absent", {}], ["there, but not for a page to read", { retryAfter: "unexposed" }]]) {
  test(`a storm of 429 where the time is ${form} is met with pauses of its own`, async ({ page, sim }) => {
    sim.set({ ...set, fail: storm(form === "absent" ? null : "1", 3) });
    await open(page);
    await choose(page, "users");
    await fetchAll(page);
    expect(await ended(page)).toEqual({ users: "loaded" });
    expect(asked(sim, PATHS.users).map(({ status }) => status)).toEqual([429, 429, 429, 200]);
  });
}

test("a wait of a day is not waited for, and going on asks nothing before it is over", async ({ page, sim }) => {
  sim.set({ fail: storm("86400", "always") });
  await open(page);
  await choose(page, "users", "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "unavailable", organization: "loaded" });
  await expect(line(page, "users")).toContainText("Graph asks to wait for 24 hours, which is longer than this page waits");
  await line(page, "users").getByRole("button", { name: /^(Resume|Try again)$/ }).click();
  await expect(line(page, "users")).toHaveAttribute("data-state", "paused");
  await page.waitForTimeout(1500);
  expect(asked(sim, PATHS.users)).toHaveLength(1);
  await press(page, "Stop").click();
  await expect(line(page, "users")).toHaveAttribute("data-state", "unavailable");
});

test("a storm without an end ends, and is told", async ({ page, sim }) => {
  sim.set({ fail: storm("0.1", "always") });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  await expect(line(page, "users")).toHaveAttribute("data-state", "unavailable", { timeout: 20_000 });
  await expect(line(page, "users")).toContainText("Graph is asked too often, by this page or another application in the tenant: go on in some minutes");
  expect(asked(sim, PATHS.users)).toHaveLength(7);
});

test("at most four requests are under way, and four are", async ({ page, sim }) => {
  sim.set({ delay: 250, pageSize: 30 });
  await open(page);
  await fetchAll(page);
  await expect.poll(() => ended(page), { timeout: 30_000 }).toMatchObject({ users: "loaded", "usage-onedrive": "loaded" });
  const most = Math.max(...sim.log.find({ role: "graph" }).map(({ inFlight }) => inFlight));
  expect(most).toBe(4);
});

test("the logs and registration share one queue, two seconds apart, and meet no limit at its real size", async ({ page, sim }) => {
  sim.set({ scale: 1 });
  await open(page);
  await choose(page, "registration", "sign-ins", "provisioning");
  const days = panel(page).getByLabel("Days of sign-ins, newest first");
  await days.fill("3");
  await days.press("Tab");
  await fetchAll(page);
  expect(Object.values(await ended(page, 30_000))).toEqual(["loaded", "loaded", "loaded"]);
  const entries = [PATHS.registration, PATHS["sign-ins"], PATHS.provisioning].flatMap((path) => asked(sim, path)).sort((a, b) => a.at - b.at);
  expect(entries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const gaps = entries.slice(1).map((entry, at) => entry.at - entries[at].at);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1950);
});

test("half a minute of silence ends the wait for an answer, which is asked for again, and told in the end", async ({ page, sim }) => {
  // The clock of the page is moved on in place of waiting.
  await page.clock.install();
  sim.set({ pageSize: 20, fail: [{ path: PATHS.users, page: 2, as: "stall" }, { path: PATHS.users, page: 3, as: "hang", times: "always" }] });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  const askedFor = (k) => asked(sim, PATHS.users).filter(({ page }) => page === k).length;
  await expect.poll(() => askedFor(2)).toBe(1);
  await page.clock.runFor(29_000);
  expect([askedFor(2), askedFor(3)]).toEqual([1, 0]);
  await page.clock.runFor(3_000);
  await expect.poll(() => askedFor(2)).toBe(2);
  for (let tries = 1; tries <= 4; tries++) {
    await expect.poll(() => askedFor(3)).toBe(tries);
    // The pauses before the tries grow up to four seconds.
    for (let seconds = 0; seconds < 36; seconds += 6) await page.clock.runFor(6_000);
  }
  await expect(line(page, "users")).toHaveAttribute("data-state", "partial");
  await expect(line(page, "users")).toContainText("no answer came in time: the network or Graph is slow; go on in some minutes");
  expect(askedFor(3)).toBe(4);
  await expectRows(page, "graph-users", 40);
});

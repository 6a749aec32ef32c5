// Partial truth: a source that fails keeps what it has, goes on from the page that failed, and touches no other.
import { PATHS, asked, choose, ended, expect, expectRows, fetchAll, line, open, panel, sources, test } from "./live.mjs";

const PAGES = 20;

/** Goes on with a source. */
const resume = (page, id) => line(page, id).getByRole("button", { name: /^(Resume|Try again)$/ }).click();

test("whichever page of twenty fails, going on loads exactly the rest", async ({ page, sim }) => {
  test.slow();
  sim.set({ pageSize: 3 });
  await open(page);
  await choose(page, "users");
  for (let k = 1; k <= PAGES; k++) {
    sim.set({ fail: { path: PATHS.users, page: k, as: "400-bad-request" } });
    sim.log.clear();
    await fetchAll(page);
    await expect(line(page, "users")).toHaveAttribute("data-state", k === 1 ? "unavailable" : "partial");
    await expect(line(page, "users")).toContainText(/Graph does not understand the request.*\(request id [0-9a-f-]+\)/);
    // What came is there, and no more is said to be.
    if (k > 1) {
      await expect(line(page, "users")).toContainText(`${3 * (k - 1)} rows`);
      await expectRows(page, "graph-users", 3 * (k - 1));
    }
    expect(pagesAsked(sim)).toEqual(upTo(k));
    await resume(page, "users");
    await expect(line(page, "users")).toHaveAttribute("data-state", "loaded");
    expect(pagesAsked(sim)).toEqual([...upTo(k), ...upTo(PAGES).slice(k - 1)]);
    await expectRows(page, "graph-users", 60);
    expect(await names(page)).toEqual(sim.directory.of("contoso").people.map(({ upn }) => upn.toLowerCase()).sort());
  }
});

const upTo = (k) => Array.from({ length: k }, (_, at) => at + 1);
const pagesAsked = (sim) => asked(sim, PATHS.users).map(({ page }) => page);

/** Every logon name that is loaded, as often as it is. */
const names = (page) =>
  page.evaluate(() => window.rollcall.report("activity", { columns: ["user_principal_name"] }, { rows: -1 }).then(({ rows }) => rows.flat().map((name) => name.toLowerCase()).sort()));

test("each source that fails alone leaves the others whole", async ({ page, sim }) => {
  test.slow();
  await open(page);
  const all = ["users", "deleted-users", "subscribed-skus", "registration", "usage-active-users", "usage-mailbox", "usage-onedrive", "organization"];
  let whole;
  for (const failing of [undefined, ...all]) {
    sim.set({ fail: failing ? { path: PATHS[failing], as: "501-not-implemented", times: "always" } : [] });
    await fetchAll(page);
    const states = await ended(page);
    expect(states).toEqual(Object.fromEntries(all.map((id) => [id, id === failing ? "unavailable" : "loaded"])));
    if (failing) await expect(line(page, failing)).toContainText(/\(request id [0-9a-f-]+\)/);
    whole ??= await rowsByKind(page);
    // Those that came take the place of those before; the one that did not come stays as it was.
    await expect.poll(() => rowsByKind(page)).toEqual(whole);
  }
});

const rowsByKind = (page) => sources(page).then((all) => all.map(({ kind, accepted }) => `${kind} ${accepted}`).sort());

test("a first page that never comes leaves no source, and the summary says so", async ({ page, sim }) => {
  sim.set({ fail: { path: PATHS.users, as: "501-not-implemented", times: "always" } });
  await open(page);
  await choose(page, "users", "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "unavailable", organization: "loaded" });
  await expect(panel(page).locator("> details > summary")).toHaveText("1 of 2 sources loaded, 1 not available");
  await expect.poll(() => rowsByKind(page)).toEqual(["graph-customers 1"]);
});

for (const [as, sentence] of [
  ["truncated", "expected an answer of Graph in whole, but it ends in the middle"],
  ["not-json", "found a web page: something between this machine and Graph answers in its place"],
  ["empty", "expected an answer of Graph, but found an empty one"],
  ["502-html", "no answer came through: the network, a proxy or a browser extension"],
  ["cut", "no answer came through"],
]) {
  test(`an answer that is spoilt (${as}) is tried again, then told, and never a zero`, async ({ page, sim }) => {
    sim.set({ pageSize: 20, fail: { path: PATHS.users, page: 2, as, times: "always" } });
    await open(page);
    await choose(page, "users", "organization");
    await fetchAll(page);
    await expect(line(page, "users")).toContainText("it goes on by itself");
    await expect(line(page, "users")).toHaveAttribute("data-state", "partial", { timeout: 20_000 });
    await expect(line(page, "users")).toContainText(sentence);
    expect(asked(sim, PATHS.users).filter(({ page }) => page === 2)).toHaveLength(4);
    await expectRows(page, "graph-users", 20);
    expect((await ended(page)).organization).toBe("loaded");
    sim.set({ fail: [] });
    await resume(page, "users");
    await expectRows(page, "graph-users", 60);
  });
}

test("once spoilt and then right, nobody has to do anything", async ({ page, sim }) => {
  sim.set({ pageSize: 20, fail: [{ path: PATHS.users, page: 2, as: "truncated" }, { path: PATHS.users, page: 3, as: "503-unavailable", retryAfter: 1 }] });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  expect(pagesAsked(sim)).toEqual([1, 2, 2, 3, 3]);
  await expectRows(page, "graph-users", 60);
});

test("records of wrong types are issues of their source, and no value is made up", async ({ page, sim }) => {
  sim.set({ fail: { path: PATHS.users, as: "mistyped" } });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  await expect.poll(() => sources(page).then((all) => all.map(({ kind, rows, rejected }) => [kind, rows, rejected > 0]))).toEqual([["graph-users", 60, true]]);
  const issues = await page.evaluate(() => window.rollcall.issues().then((all) => all.map(({ message }) => message)));
  expect(issues.length).toBeGreaterThan(20);
  expect(issues.join("\n")).toMatch(/but found/);
});

test("an expired place to go on from begins the listing again, once, with no row twice", async ({ page, sim }) => {
  sim.set({ pageSize: 20, fail: { path: PATHS.users, page: 3, as: "400-expired-page-token" } });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  expect(pagesAsked(sim)).toEqual([1, 2, 3, 1, 2, 3]);
  await expectRows(page, "graph-users", 60);
});

test("empty pages are followed", async ({ page, sim }) => {
  sim.set({ pageSize: 10, emptyEvery: 2 });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  expect(pagesAsked(sim).length).toBeGreaterThan(10);
  await expectRows(page, "graph-users", 60);
});

for (const as of ["link:host", "link:lookalike", "link:userinfo", "link:http", "loop"]) {
  test(`a next page that leads elsewhere (${as}) is not followed, and no token goes there`, async ({ page, sim }) => {
    sim.set({ pageSize: 20, fail: { path: PATHS.users, page: 2, as, times: "always" } });
    await open(page);
    await choose(page, "users", "organization");
    await fetchAll(page);
    expect(await ended(page)).toEqual({ users: "partial", organization: "loaded" });
    await expect(line(page, "users")).toContainText(as === "loop" ? "the listing goes round in a circle" : "it was not followed, and no token was sent there");
    expect(pagesAsked(sim)).toEqual([1, 2]);
    // Of every host the log tells, those that the simulator does not play included.
    expect(sim.log.entries.filter(({ role, scheme }) => role === "unknown" || scheme !== "https")).toEqual([]);
    await expectRows(page, "graph-users", 40);
  });
}

test("a body that no browser can unpack is no answer, and never a zero", async ({ page, sim }) => {
  const broken = { as: "custom", status: 200, headers: { "Content-Encoding": "gzip" }, body: { value: [] } };
  sim.set({ pageSize: 20, fail: { path: PATHS.users, page: 3, times: "always", ...broken } });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  await expect(line(page, "users")).toHaveAttribute("data-state", "partial", { timeout: 20_000 });
  await expect(line(page, "users")).toContainText("no answer came through");
  await expectRows(page, "graph-users", 40);
  sim.set({ fail: [] });
  await resume(page, "users");
  await expectRows(page, "graph-users", 60);
});

test("going on two hours later makes no row newer, and a place that is forgotten by then none double", async ({ page, sim }) => {
  // The clock of the page is moved on in place of waiting.
  await page.clock.install();
  await open(page);
  await choose(page, "users", "usage-mailbox");
  sim.set({ pageSize: 20, fail: [{ path: PATHS.users, page: 3, as: "501-not-implemented" }, { path: PATHS["usage-mailbox"], page: 3, as: "501-not-implemented" }] });
  await fetchAll(page);
  for (const id of ["users", "usage-mailbox"]) await expect(line(page, id)).toHaveAttribute("data-state", "partial");
  const why = (kind) => page.evaluate((kind) => window.rollcall.sources().then((all) => all.find((one) => one.kind === kind)?.why ?? ""), kind);
  await expect.poll(() => why("graph-users")).toMatch(/40 rows until /);
  const [, until] = /until (.*? \d\d:\d\d)/.exec(await why("graph-users"));
  const minute = (text) => Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2));

  await page.clock.fastForward("02:00:00");
  await resume(page, "users");
  await expect(line(page, "users")).toHaveAttribute("data-state", "loaded");
  await expect.poll(() => why("graph-users")).toMatch(/loaded /);
  const [, loaded] = /loaded (.*? \d\d:\d\d)/.exec(await why("graph-users"));
  // The first page came in the minute of the failure, or in the one before.
  expect((minute(until) - minute(loaded) + 1440) % 1440).toBeLessThanOrEqual(1);
  await expectRows(page, "graph-users", 60);

  // Usage reports have no word of their own for it.
  sim.set({ fail: { path: PATHS["usage-mailbox"], page: 3, as: "400-bad-request" } });
  sim.log.clear();
  await resume(page, "usage-mailbox");
  await expect(line(page, "usage-mailbox")).toHaveAttribute("data-state", "loaded");
  const pages = asked(sim, PATHS["usage-mailbox"]).map(({ page }) => page);
  expect(pages.slice(0, 3)).toEqual([3, 1, 2]);
  expect(new Set(pages.slice(1)).size).toBe(pages.length - 1);
});

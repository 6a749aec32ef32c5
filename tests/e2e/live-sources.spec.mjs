// Every source of the catalogue: each with the right rows into the right kind, and what each needs told before.
import { registration } from "../graph-sim/graph/records.mjs";
import { signIns } from "../graph-sim/graph/activity.mjs";
import { usageRows } from "../graph-sim/graph/usage.mjs";
import { subscribedSkus } from "../graph-sim/data/products.mjs";
import { PATHS, TITLES, asked, choice, choose, ended, expect, expectRows, fetchAll, line, open, panel, press, sources, test, unfold, who } from "./live.mjs";

/** How many rows of each source the directory has; `undefined` of those that become no table. */
function expected(sim) {
  const { scenario } = sim;
  const data = sim.directory.of("contoso");
  const usage = (name) => usageRows(name, data, { scenario, period: "180" }).length;
  return {
    "users": ["graph-users", data.people.length],
    "deleted-users": ["graph-deleted-users", data.deleted.length],
    "subscribed-skus": ["graph-subscribed-skus", subscribedSkus(sim.directory.tenant("contoso"), [...data.people, ...data.deleted]).length],
    "registration": ["graph-registration", data.people.map(registration).filter(Boolean).length],
    "usage-active-users": ["graph-usage-active-users", usage("getOffice365ActiveUserDetail")],
    "usage-mailbox": ["graph-usage-mailbox", usage("getMailboxUsageDetail")],
    "usage-onedrive": ["graph-usage-onedrive", usage("getOneDriveUsageAccountDetail")],
    "organization": ["graph-customers", 1],
  };
}

test("what is chosen at first is fetched with one sign-in, whole, each as its own kind", async ({ page, sim }) => {
  await open(page);
  await fetchAll(page);
  const wanted = expected(sim);
  expect(await ended(page)).toEqual(Object.fromEntries(Object.keys(wanted).map((id) => [id, "loaded"])));
  await expect.poll(() => sources(page).then((all) => all.map(({ kind, accepted }) => `${kind} ${accepted}`).sort()))
    .toEqual(Object.values(wanted).map(([kind, rows]) => `${kind} ${rows}`).sort());
  for (const { rows, accepted, rejected } of await sources(page)) expect([rejected, rows]).toEqual([0, accepted]);
  // One window, and a request for each page there is.
  expect(sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize"))).toHaveLength(1);
  for (const id of Object.keys(wanted)) expect(asked(sim, PATHS[id]).map(({ status }) => status)).toEqual([200]);
  // Each says how many rows it brought.
  for (const [id, [, rows]] of Object.entries(wanted)) await expect(line(page, id)).toContainText(rows === 1 ? "1 row" : `${rows} rows`);
});

test("the sources that are not chosen at first come when they are", async ({ page, sim }) => {
  await open(page);
  await choose(page, "sign-ins", "report-settings", "provisioning");
  await panel(page).getByLabel("Days of sign-ins, newest first").fill("2");
  await panel(page).getByLabel("Days of sign-ins, newest first").press("Tab");
  sim.set({ today: new Date().toISOString().slice(0, 10) });
  await fetchAll(page);
  expect(await ended(page)).toEqual({ "sign-ins": "loaded", "report-settings": "loaded", "provisioning": "loaded" });
  // A day each, the latest first.
  expect(asked(sim, PATHS["sign-ins"])).toHaveLength(2);
  const since = Date.parse(sim.scenario.today) - 86_400_000;
  const rows = signIns(sim.directory.of("contoso").people, sim.scenario).filter(({ at }) => Date.parse(at) >= since);
  expect(rows.length).toBeGreaterThan(0);
  await expectRows(page, "graph-signins", rows.length);
  await expect(line(page, "provisioning")).toContainText(/\d+ rows/);
});

test("every source says permission, role, license and freshness before anybody signs in", async ({ page, sim }) => {
  await open(page);
  await unfold(page, "What to fetch");
  const listings = panel(page).locator(".live-listing");
  await expect(listings).toHaveCount(Object.keys(TITLES).length);
  const needs = await listings.evaluateAll((all) => all.map((one) => [...one.querySelectorAll(".live-needs dt")].map((term) => `${term.textContent}: ${term.nextElementSibling.textContent}`)));
  for (const of of needs) {
    expect(of[0]).toMatch(/^Permission: [A-Z][\w-]*\.Read/);
    expect(of.some((text) => /^Role: ./.test(text))).toBe(true);
    expect(of.at(-1)).toMatch(/^Freshness: .{10,}/);
  }
  expect(needs[3].join("; ")).toContain("License: Entra ID P1 or P2");
  expect(asked(sim, "/")).toEqual([]);
});

test("without the last sign-in users need one permission less", async ({ page, sim }) => {
  await open(page);
  await choose(page, "users");
  await panel(page).getByLabel("With the last sign-in").uncheck();
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  const [authorize] = sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize"));
  expect(authorize.query).not.toContain("AuditLog");
  expect(decodeURIComponent(asked(sim, PATHS.users)[0].query)).not.toContain("signInActivity");
});

test("a tenant without a premium license gets its users all the same, and the reason beside the rest", async ({ page, sim }) => {
  sim.set({ account: "admin@adatum.example" });
  await open(page);
  await fetchAll(page);
  const states = await ended(page);
  expect(states).toMatchObject({ users: "loaded", registration: "unavailable", "subscribed-skus": "loaded", "usage-mailbox": "loaded" });
  await expect(line(page, "users")).toContainText("without the last sign-in: the tenant has no license for it, which is Entra ID P1 or P2");
  await expect(line(page, "registration")).toContainText(/the tenant has no license for it: it needs Entra ID P1 or P2, which whoever buys licenses can add.*\(request id [0-9a-f-]+\)/);
  await expectRows(page, "graph-users", sim.directory.of("adatum").people.length);
});

test("a person without a role is told which one is missing, source by source", async ({ page, sim }) => {
  sim.set({ account: "no.role@contoso.example" });
  await open(page);
  await fetchAll(page);
  const states = await ended(page);
  expect(states).toMatchObject({ users: "loaded", organization: "loaded", registration: "unavailable", "usage-mailbox": "unavailable" });
  await expect(line(page, "usage-mailbox")).toContainText("this account has no role that may read it: it needs Reports Reader");
  await expect(line(page, "registration")).toContainText("an administrator can assign one, then sign in again");
  await expect(who(page)).toContainText("no.role@contoso.example");
  // A role that was given counts from the next sign-in on.
  sim.set({ roles: { "no.role@contoso.example": ["Reports Reader"] } });
  await line(page, "usage-mailbox").getByRole("button", { name: "Sign in again" }).click();
  await expect(line(page, "usage-mailbox")).toHaveAttribute("data-state", "loaded");
});

test("reports with hidden names are explained, and say nothing about anybody's activity", async ({ page, sim }) => {
  sim.set({ concealed: true });
  await open(page);
  await choose(page, "users", "usage-active-users", "usage-mailbox", "report-settings");
  await panel(page).getByLabel("With the last sign-in").uncheck();
  await fetchAll(page);
  expect(Object.values(await ended(page))).toEqual(["loaded", "loaded", "loaded", "loaded"]);
  await expectRows(page, "graph-usage-active-users", expected(sim)["usage-active-users"][1]);
  const notes = await page.evaluate(() => window.rollcall.about("activity").then(({ notes }) => notes.map(({ text }) => text).join("\n")));
  expect(notes).toContain("usage reports of this tenant hide the names of people, so they meet no account: an administrator unticks “Display concealed user, group, and site names in all reports”");
  // The rows of the reports are nobody's here; of the people with a name none is said to be unused.
  const rows = await page.evaluate(() => window.rollcall.report("activity", { columns: ["user_principal_name", "activity_reason"] }, { rows: -1 }).then(({ values }) => values));
  const people = rows.filter(([name]) => name?.includes("@"));
  expect(people).toHaveLength(60);
  const reasons = people.map(([, reason]) => reason);
  expect(reasons).toContain("concealed");
  expect(reasons.filter((reason) => !["concealed", "too-new"].includes(reason))).toEqual([]);
});

test("stopped and fetched again, each source is there once", async ({ page, sim }) => {
  sim.set({ delay: 3000 });
  await open(page);
  await choose(page, "users", "organization");
  await fetchAll(page);
  await expect(press(page, "Stop")).toBeVisible();
  // A second click within that time belongs to the first.
  await page.waitForTimeout(800);
  await press(page, "Stop").click();
  await expect(line(page, "users")).toContainText("it was stopped: go on when you like");
  sim.set({ delay: 0 });
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded", organization: "loaded" });
  await expectRows(page, "graph-users", 60);
  await fetchAll(page);
  await expect.poll(() => asked(sim, PATHS.users).filter(({ status }) => status === 200).length).toBe(2);
  await ended(page);
  await expectRows(page, "graph-users", 60);
});

test("the choice is a choice of this page: what is unticked is not asked for", async ({ page, sim }) => {
  await open(page);
  await choose(page, "subscribed-skus");
  await expect(choice(page, "Users")).not.toBeChecked();
  await fetchAll(page);
  await ended(page);
  expect([...new Set(asked(sim, "/").map(({ path }) => path))]).toEqual(["/v1.0/subscribedSkus"]);
});

test("a double click fetches once and stops nothing", async ({ page, sim }) => {
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  await ended(page);
  sim.set({ delay: 300 });
  sim.log.clear();
  await press(page, "Fetch").dblclick();
  await expect.poll(() => asked(sim, PATHS.organization).map(({ status }) => status)).toEqual([200]);
  expect(await ended(page)).toEqual({ organization: "loaded" });
});

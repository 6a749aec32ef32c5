// The way on from wherever a source stopped: all of them by one click, and where going on mends nothing, what does.
import { PATHS, asked, choose, ended, expect, fetchAll, line, open, panel, press, sources, states, test, trouble, who } from "./live.mjs";

const summary = (page) => panel(page).locator("> details > summary");
const buttons = (page, id) => line(page, id).getByRole("button");

test("every source that stopped goes on by one click", async ({ page, sim }) => {
  const refused = ["users", "subscribed-skus", "organization"].map((id) => ({ path: PATHS[id], as: "501-not-implemented", times: "always" }));
  sim.set({ fail: refused });
  await open(page);
  await choose(page, "users", "subscribed-skus", "organization", "usage-mailbox");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ "users": "unavailable", "subscribed-skus": "unavailable", "organization": "unavailable", "usage-mailbox": "loaded" });
  await expect(summary(page)).toHaveText("1 of 4 sources loaded, 3 not available");
  sim.set({ fail: [] });
  sim.log.clear();
  await press(page, "Resume all").click();
  await expect.poll(() => states(page).then((all) => Object.values(all))).toEqual(Array(4).fill("loaded"));
  expect(asked(sim, PATHS["usage-mailbox"])).toEqual([]);
  await expect(press(page, "Resume all")).toHaveCount(0);
});

test("a second click on the button that goes on with all does not sign out", async ({ page, sim }) => {
  sim.set({ pageSize: 3, delay: 60, fail: ["subscribed-skus", "organization"].map((id) => ({ path: PATHS[id], as: "501-not-implemented", times: "always" })) });
  await open(page);
  await choose(page, "users", "subscribed-skus", "organization");
  await fetchAll(page);
  for (const id of ["subscribed-skus", "organization"]) await expect(line(page, id)).toHaveAttribute("data-state", "unavailable");
  await expect(line(page, "users")).toHaveAttribute("data-state", "loading");
  sim.set({ fail: [] });
  await press(page, "Resume all").dblclick({ delay: 30 });
  await expect.poll(() => states(page), { timeout: 30_000 }).toEqual({ "users": "loaded", "subscribed-skus": "loaded", "organization": "loaded" });
  await expect(press(page, "Sign out")).toBeVisible();
});

test("one source that stopped has its own button and no other", async ({ page, sim }) => {
  sim.set({ fail: { path: PATHS.users, as: "501-not-implemented", times: "always" } });
  await open(page);
  await choose(page, "users", "organization");
  await fetchAll(page);
  await ended(page);
  await expect(buttons(page, "users")).toHaveText("Try again");
  await expect(press(page, "Resume all")).toHaveCount(0);
});

test("those that still load are counted, and a session that ended waits for one sign-in of all", async ({ page, sim }) => {
  sim.set({ pageSize: 3, delay: 60 });
  await open(page);
  await choose(page, "users", "usage-mailbox");
  await fetchAll(page);
  await expect(summary(page)).toHaveText("0 of 2 sources loaded, 2 loading");
  await expect.poll(() => asked(sim, PATHS.users).length, { intervals: [5] }).toBeGreaterThanOrEqual(3);
  sim.events.expireAccess();
  sim.events.expireRefresh();
  await expect(summary(page)).toHaveText(/ waiting for you$/);
  await ended(page);
  const before = sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize")).length;
  const all = press(page, "Resume all");
  await ((await all.count()) ? all : buttons(page, "users")).click();
  await expect.poll(() => states(page), { timeout: 30_000 }).toEqual({ "users": "loaded", "usage-mailbox": "loaded" });
  expect(sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize"))).toHaveLength(before + 1);
});

test("a role that is missing is mended by a sign-in, for all sources that wanted it", async ({ page, sim }) => {
  sim.set({ account: "no.role@contoso.example" });
  await open(page);
  await choose(page, "users", "usage-mailbox", "usage-onedrive", "registration");
  await fetchAll(page);
  expect(await ended(page)).toMatchObject({ "usage-mailbox": "unavailable", "usage-onedrive": "unavailable", "registration": "unavailable" });
  await expect(buttons(page, "usage-mailbox")).toHaveText("Sign in again");
  await expect(press(page, "Resume all")).toHaveCount(0);
  sim.set({ roles: { "no.role@contoso.example": ["Reports Reader"] } });
  await buttons(page, "usage-mailbox").click();
  await expect.poll(() => states(page)).toMatchObject({ "usage-mailbox": "loaded", "usage-onedrive": "loaded", "registration": "loaded" });
});

test("a license that is missing is nobody's click", async ({ page, sim }) => {
  sim.set({ account: "admin@adatum.example" });
  await open(page);
  await choose(page, "users", "registration");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded", registration: "unavailable" });
  await expect(line(page, "registration")).toContainText("whoever buys licenses can add");
  await expect(buttons(page, "registration")).toHaveCount(0);
});

/** Does a command of Ctrl+K by its name. */
async function command(page, name) {
  await page.locator("body").press("Control+k");
  const box = page.getByRole("combobox", { name: "Command, or a name to go to" });
  await box.fill(name);
  await expect(page.locator("#command-list [role=option]").first()).toHaveText(name);
  await page.keyboard.press("Enter");
}

test("Ctrl+K knows what can be done with Microsoft 365", async ({ page, sim }) => {
  await open(page);
  await choose(page, "organization", "subscribed-skus");
  sim.set({ fail: [PATHS.organization, PATHS["subscribed-skus"]].map((path) => ({ path, as: "501-not-implemented", times: "always" })) });
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  await command(page, "Microsoft 365: sign in and fetch");
  await expect(who(page)).toContainText("Anna Lyst");
  expect(Object.values(await ended(page))).toEqual(["unavailable", "unavailable"]);
  sim.set({ fail: [] });
  await command(page, "Microsoft 365: resume all");
  await expect.poll(() => sources(page).then((all) => all.length)).toBe(2);
  await expect(panel(page).locator(".live-body")).toBeHidden();
  await command(page, "Microsoft 365: show the panel");
  await expect(line(page, "organization")).toBeVisible();
  await expect(summary(page)).toBeFocused();
  sim.log.clear();
  await command(page, "Microsoft 365: fetch");
  await expect.poll(() => asked(sim, PATHS.organization).length).toBe(1);
  await command(page, "Microsoft 365: application settings");
  await expect(panel(page).getByLabel("Application (client) ID")).toBeFocused();
  await press(page, "Leave them as they are").click();
  await command(page, "Microsoft 365: sign out");
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  await expect(trouble(page)).toHaveCount(0);
});

test("on a phone the choice of sources is folded, and says how much of it is chosen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await expect(press(page, "Sign in and fetch")).toBeInViewport();
  const fold = panel(page).locator("summary", { hasText: "What to fetch" });
  await expect(fold).toHaveText("What to fetch 8 of 11 sources");
  await expect(fold).toBeInViewport();
  await expect(panel(page).locator(".live-listings")).toBeHidden();
});

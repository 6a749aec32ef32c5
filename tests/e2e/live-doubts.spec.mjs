// What is asked before a sign-in does what cannot be taken back: two organizations in one list, loaded data that goes with
// the page; and a window that is lost.
import { asked, choose, ended, expect, expectRows, fetchAll, line, open, panel, press, sources, states, test, trouble, who } from "./live.mjs";

const question = (page, name) => panel(page).getByRole("alertdialog", { name });
const mixing = (page) => question(page, "Two organizations");
const leaving = (page) => question(page, "Leave this page");

/** Fetches the users of Contoso, signs out, and signs in with an account of Adatum. */
async function signInElsewhere(page, sim) {
  await open(page);
  await choose(page, "users", "subscribed-skus");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ "users": "loaded", "subscribed-skus": "loaded" });
  await expectRows(page, "graph-users", 60);
  await press(page, "Sign out").click();
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  sim.set({ account: "admin@adatum.example" });
  sim.log.clear();
  await fetchAll(page);
  await expect(mixing(page)).toContainText("You are signed in to adatum.example, and what was fetched from contoso.example is loaded.");
  await expect(mixing(page)).toBeFocused();
  expect(asked(sim, "/")).toEqual([]);
}

const users = (page) => sources(page).then((all) => all.filter(({ kind }) => kind === "graph-users").map(({ accepted }) => accepted));

test("what another organization's account fetched is taken away first, files stay", async ({ page, sim }) => {
  await signInElsewhere(page, sim);
  // Whoever presses Fetch once more is asked once more.
  await press(page, "Fetch").click();
  expect(asked(sim, "/")).toEqual([]);
  await press(page, "Remove it, then fetch").click();
  await expect(mixing(page)).toHaveCount(0);
  expect(await ended(page)).toEqual({ "users": "loaded", "subscribed-skus": "loaded" });
  const n = sim.directory.of("adatum").people.length;
  await expect.poll(() => users(page)).toEqual([n]);
  await expect(panel(page).locator(".live-tenant")).toHaveCount(1);
  const said = await page.evaluate(() => window.rollcall.about("mfa").then(({ notes }) => notes.map(({ text }) => text).join("\n")));
  expect(said).not.toContain("contoso");
});

test("both organizations are kept where the person says so, and nobody asks again", async ({ page, sim }) => {
  await signInElsewhere(page, sim);
  await press(page, "Keep it and add").click();
  const n = sim.directory.of("adatum").people.length;
  await expect.poll(() => users(page)).toEqual([60, n]);
  await expect(panel(page).locator(".live-tenant")).toHaveCount(2);
  // The engine may ask whose accounts they are; that is another question.
  if (await page.getByRole("dialog").isVisible()) await page.keyboard.press("Escape");
  await press(page, "Fetch").click();
  await expect(mixing(page)).toHaveCount(0);
  await expect.poll(() => asked(sim, "/v1.0/users").length).toBeGreaterThan(1);
});

test("whoever signed in by mistake is signed out, and what is loaded stays as it was", async ({ page, sim }) => {
  await signInElsewhere(page, sim);
  await press(page, "Sign out again").click();
  await expect(who(page)).toHaveCount(0);
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  expect(asked(sim, "/")).toEqual([]);
  expect(await users(page)).toEqual([60]);
  // The account of before goes on as before.
  sim.set({ account: "analyst@contoso.example" });
  await fetchAll(page);
  await expect.poll(() => asked(sim, "/v1.0/users").length).toBeGreaterThan(0);
  await expect(mixing(page)).toHaveCount(0);
  await expectRows(page, "graph-users", 60);
});

test("another account of the same organization is no other organization", async ({ page, sim }) => {
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  await press(page, "Sign out").click();
  sim.set({ account: "global.reader@contoso.example" });
  await fetchAll(page);
  await expect(who(page)).toContainText("Gwen Reader");
  expect(await ended(page)).toEqual({ users: "loaded" });
  await expect(mixing(page)).toHaveCount(0);
});

test("where another account got nothing, there is nothing to ask about", async ({ page, sim }) => {
  sim.set({ fail: { path: "/v1.0/users", as: "501-not-implemented", times: "always" } });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "unavailable" });
  await press(page, "Sign out").click();
  sim.set({ fail: [], account: "admin@adatum.example" });
  await fetchAll(page);
  await expect.poll(() => states(page)).toEqual({ users: "loaded" });
  await expect(panel(page).locator(".live-tenant")).toHaveCount(1);
});

test("leaving the page for the sign-in asks first where something is loaded", async ({ page, sim }) => {
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await press(page, "Sign out").click();
  sim.log.clear();
  await press(page, "Sign in without a window").click();
  await expect(leaving(page)).toContainText("Signing in without a window leaves this page, and what is loaded here (1 source) is dropped.");
  await press(page, "Stay here").click();
  await expect(leaving(page)).toHaveCount(0);
  expect(sim.log.find({ role: "login" })).toEqual([]);
  await expect(page.locator(".source-chip")).toHaveCount(1);
  await press(page, "Sign in without a window").click();
  await press(page, "Leave and sign in").click();
  await expect(who(page)).toContainText("Anna Lyst");
  expect(await ended(page)).toEqual({ organization: "loaded" });
});

test("a window that was lost is opened again, and the first answer is not waited for", async ({ page, context, sim }) => {
  sim.set({ answer: "wait" });
  await open(page);
  await choose(page, "organization");
  const first = page.waitForEvent("popup");
  await fetchAll(page);
  await (await first).close();
  await expect(panel(page)).toContainText("This page is not told when it is closed");
  sim.set({ answer: "at-once" });
  const second = context.waitForEvent("page");
  await press(page, "Open the window again").click();
  await second;
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await expect(trouble(page)).toHaveCount(0);
  expect(asked(sim, "/v1.0/organization")).toHaveLength(1);
});

test("a window that was lost is left for a sign-in on the page itself", async ({ page, sim }) => {
  sim.set({ answer: "wait" });
  await open(page);
  await choose(page, "organization");
  const opened = page.waitForEvent("popup");
  await fetchAll(page);
  await (await opened).close();
  sim.set({ answer: "at-once" });
  await press(page, "Sign in without a window").click();
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await expect(line(page, "organization")).toHaveAttribute("data-state", "loaded");
});

// Signing in: in a window, by leaving the page, again by itself, after a reload; and signing out of all of it.
import { asked, choose, ended, expect, fetchAll, open, line, panel, placesOf, press, test, tokenOf, trouble, who } from "./live.mjs";

const ANNA = "Signed in as Anna Lyst (analyst@contoso.example)";

/** Signs in and fetches the organization, the smallest source there is. */
async function signIn(page) {
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await expect(who(page)).toHaveText(ANNA);
}

test("a window signs in, is gone, and what is chosen is fetched", async ({ page, context, sim }) => {
  await open(page);
  expect(sim.log.find({ role: "login" })).toEqual([]);
  await expect(who(page)).toHaveCount(0);
  const opened = context.waitForEvent("page");
  await choose(page, "organization");
  await fetchAll(page);
  const popup = await opened;
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await expect(who(page)).toHaveText(ANNA);
  await expect.poll(() => popup.isClosed()).toBe(true);
  const [authorize] = sim.log.find({ role: "login", method: "GET" }).filter(({ path }) => path.endsWith("/authorize"));
  const query = new URLSearchParams(authorize.query);
  expect(query.get("code_challenge_method")).toBe("S256");
  expect(query.get("prompt")).toBe("select_account");
  // What is asked of the person is what was ticked, and no more.
  expect(query.get("scope").split(" ").sort()).toEqual([`${sim.origins.graph}/User.Read`, "offline_access", "openid", "profile"]);
});

test("the whole page signs in and comes back with what was chosen before", async ({ page, sim }) => {
  await open(page);
  await choose(page, "organization", "users");
  await press(page, "Sign in without a window").click();
  expect(await ended(page)).toEqual({ users: "loaded", organization: "loaded" });
  await expect(who(page)).toHaveText(ANNA);
  expect(new URL(page.url()).pathname).toBe("/live.html");
  expect(new URL(page.url()).hash).not.toContain("code=");
  expect(await placesOf(page, "code=")).toEqual([]);
  expect(asked(sim, "/v1.0/deletedItems")).toEqual([]);
});

test("a token that is over is renewed without a question", async ({ page, context, sim }) => {
  await open(page);
  await signIn(page);
  const before = tokenOf(sim);
  let windows = 0;
  context.on("page", () => (windows += 1));
  sim.events.expireAccess();
  sim.log.clear();
  await fetchAll(page);
  await expect.poll(() => asked(sim, "/v1.0/organization").map(({ status }) => status)).toEqual([401, 200]);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  expect(tokenOf(sim)).not.toBe(before);
  expect(sim.log.find({ role: "login", method: "POST" })).toHaveLength(1);
  expect(windows).toBe(0);
});

test("a token that is nearly over is renewed before it is used", async ({ page, sim }) => {
  // The library renews five minutes ahead.
  sim.set({ tokenSeconds: 200 });
  await open(page);
  await signIn(page);
  sim.log.clear();
  await fetchAll(page);
  await expect.poll(() => asked(sim, "/v1.0/organization").map(({ status }) => status)).toEqual([200]);
  expect(sim.log.find({ role: "login", method: "POST" })).toHaveLength(1);
});

test("after a reload the account is known and fetches without a window", async ({ page, context, sim }) => {
  await open(page);
  await signIn(page);
  await page.reload();
  await expect(who(page)).toHaveText(ANNA);
  sim.log.clear();
  let windows = 0;
  context.on("page", () => (windows += 1));
  await fetchAll(page);
  expect(Object.values(await ended(page))).not.toContain("unavailable");
  expect(windows).toBe(0);
  expect(sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize"))).toEqual([]);
});

test("in memory only, nothing is stored and a reload forgets the account", async ({ page }) => {
  await open(page);
  await press(page, "Application settings").click();
  await panel(page).getByLabel("Keep the sign-in in memory only").check();
  await press(page, "Use these settings").click();
  await expect(press(page, "Sign in without a window")).toHaveCount(0);
  await signIn(page);
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).not.toMatch(/accesstoken|refreshtoken|idtoken|login\.rollcall\.test-/i);
  await page.reload();
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  await expect(who(page)).toHaveCount(0);
});

test("signing out leaves nothing in any storage, and what is loaded stays", async ({ page, sim }) => {
  await open(page);
  await signIn(page);
  const token = tokenOf(sim);
  expect(await placesOf(page, token)).toEqual(["sessionStorage"]);
  await press(page, "Sign out").click();
  await expect(page.locator(".notice")).toContainText("signed out: this page holds no token any more");
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  expect(await placesOf(page, token)).toEqual([]);
  const left = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(left).not.toMatch(/[AR]t_|accesstoken|refreshtoken|idtoken|analyst@contoso/i);
  await expect(page.locator(".source-chip")).toHaveCount(1);
  await page.reload();
  await expect(press(page, "Sign in and fetch")).toBeVisible();
});

test("before the sign-in library is there no button promises a window", async ({ page }) => {
  let come;
  const comes = new Promise((resolve) => (come = resolve));
  await page.route("**/auth-*.js", (route) => comes.then(() => route.continue()));
  await open(page);
  await expect(panel(page)).toContainText("Fetching Microsoft’s sign-in library…");
  await expect(press(page, "Sign in and fetch")).toHaveCount(0);
  come();
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
});

test("where the sign-in library does not come, that is told", async ({ page }) => {
  await page.route("**/auth-*.js", (route) => route.abort());
  await open(page);
  await expect(trouble(page)).toContainText("Microsoft's sign-in could not be reached: look at the connection, a proxy or a browser extension, then try again");
  await expect(press(page, "Sign in and fetch")).toHaveCount(0);
});

test("with the window cancelled nothing is asked of Graph", async ({ page, sim }) => {
  sim.set({ answer: "wait" });
  await open(page);
  await choose(page, "organization");
  const opened = page.waitForEvent("popup");
  await fetchAll(page);
  const popup = await opened;
  await expect(panel(page)).toContainText("This page is not told when it is closed");
  await popup.close();
  // The library does not notice: it is the person who ends the wait.
  await press(page, "Cancel").click();
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  await expect(trouble(page)).toHaveCount(0);
  expect(asked(sim, "/")).toEqual([]);
  sim.set({ answer: "at-once" });
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
});

test("a window that the browser holds back is told, with the way around it", async ({ page }) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  await expect(trouble(page)).toHaveText(/the browser did not open the window for signing in: allow windows for this page, or sign in on this page itself/);
  await press(page, "Sign in without a window").click();
  expect(await ended(page)).toEqual({ organization: "loaded" });
});

for (const [number, sentence] of [
  [65004, /AADSTS65004/],
  [90094, /administrator.*AADSTS90094/s],
  [50105, /AADSTS50105/],
  [53003, /AADSTS53003/],
  [700016, /AADSTS700016/],
]) {
  test(`AADSTS${number} ends in a sentence, asks nothing of Graph, and the next try works`, async ({ page, sim }) => {
    sim.set({ signIn: { code: number } });
    await open(page);
    await choose(page, "organization");
    await fetchAll(page);
    await expect(trouble(page)).toHaveText(sentence);
    expect(asked(sim, "/")).toEqual([]);
    await expect(who(page)).toHaveCount(0);
    await fetchAll(page);
    expect(await ended(page)).toEqual({ organization: "loaded" });
    await expect(trouble(page)).toHaveCount(0);
  });
}

test("where nobody consented yet, a person who may not is told who can, with the link for it", async ({ page, sim }) => {
  sim.set({ consent: {}, account: "no.role@contoso.example" });
  await open(page);
  await choose(page, "users");
  const link = panel(page).getByRole("link", { name: "Link with which an administrator consents for everyone" });
  const address = new URL(await link.getAttribute("href"));
  expect(address.origin + address.pathname).toBe(`${sim.origins.login}/organizations/v2.0/adminconsent`);
  expect(address.searchParams.get("scope").split(" ")).toContain(`${sim.origins.graph}/User.Read.All`);
  expect(address.searchParams.get("redirect_uri")).toBe(`${sim.origins.app}/redirect.html`);
  await fetchAll(page);
  await expect(trouble(page)).toHaveText(/^only an administrator of your organization can allow this: send one of them the link for administrators \(AADSTS90094\)/);
  // The administrator follows the link: what comes back is a sentence, and no code.
  const consents = page.context().waitForEvent("page");
  await link.click();
  const tab = await consents;
  await expect(tab.getByRole("status")).toHaveText(/^Microsoft’s answer says that consent was given\./);
  expect(tab.url()).toBe(`${sim.origins.app}/redirect.html`);
  await tab.close();
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
});

test("a permission that was never given is asked for at the click that needs it", async ({ page, sim }) => {
  sim.set({ consent: { contoso: ["User.Read"] }, account: "admin@contoso.example" });
  await open(page);
  await signInAsAda(page);
  await choose(page, "organization", "subscribed-skus");
  await fetchAll(page);
  const states = await ended(page);
  expect(states.organization).toBe("loaded");
  expect(states["subscribed-skus"]).toBe("paused");
  await expect(line(page, "subscribed-skus")).toContainText("AADSTS65001");
  await press(page, "Ask for permission").click();
  await expect.poll(() => ended(page)).toEqual({ organization: "loaded", "subscribed-skus": "loaded" });
});

async function signInAsAda(page) {
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await expect(who(page)).toContainText("admin@contoso.example");
}

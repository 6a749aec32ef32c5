// A session that ends in the middle, a challenge for more claims, and where tokens are found: in one place.
import { PATHS, asked, choose, ended, expect, expectRows, fetchAll, line, open, placesOf, press, test, tokenOf, who } from "./live.mjs";

const authorized = (sim) => sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize"));
const redeemed = (sim) => sim.log.find({ role: "login", method: "POST" });
const usersAsked = (sim) => asked(sim, PATHS.users).map(({ page }) => page);

/** Lets the session end once so many pages of users have come. */
async function endSession(sim, pages) {
  await expect.poll(() => usersAsked(sim).length, { intervals: [5] }).toBeGreaterThanOrEqual(pages);
  sim.events.expireAccess();
  sim.events.expireRefresh();
}

test("a session that ends in the middle keeps every row, asks once, and goes on from there", async ({ page, sim }) => {
  sim.set({ pageSize: 3, delay: 60 });
  await open(page);
  await choose(page, "users", "usage-mailbox");
  await fetchAll(page);
  await endSession(sim, 8);
  await expect(line(page, "users")).toHaveAttribute("data-state", "paused");
  const states = await ended(page);
  expect(states.users).toBe("paused");
  const came = new Set(usersAsked(sim)).size - 1;
  expect(came).toBeGreaterThanOrEqual(7);
  await expectRows(page, "graph-users", 3 * came);
  await expect(line(page, "users")).toContainText(/the sign-in is too old.*what is loaded stays \(AADSTS700084\)/);
  const before = authorized(sim).length;
  await line(page, "users").getByRole("button", { name: "Sign in" }).click();
  await expect.poll(() => ended(page).then((states) => Object.values(states)), { timeout: 30_000 }).toEqual(["loaded", "loaded"]);
  expect(authorized(sim)).toHaveLength(before + 1);
  await expectRows(page, "graph-users", 60);
  const whole = asked(sim, PATHS.users).filter(({ status }) => status === 200).map(({ page }) => page);
  expect(whole).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

test("a challenge for more claims is answered once, without a question, and with no endless asking", async ({ page, context, sim }) => {
  sim.set({ pageSize: 20 });
  await open(page);
  await choose(page, "users");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "loaded" });
  let windows = 0;
  context.on("page", () => (windows += 1));
  sim.set({ challenge: Math.floor(Date.now() / 1000) + 5 });
  sim.log.clear();
  await fetchAll(page);
  await expect.poll(() => asked(sim, PATHS.users).map(({ status }) => status)).toEqual([401, 200, 200, 200]);
  expect(await ended(page)).toEqual({ users: "loaded" });
  expect(redeemed(sim)).toHaveLength(1);
  expect(windows).toBe(0);
  await expectRows(page, "graph-users", 60);
});

test("a challenge that a renewed token does not meet asks the person once, then says so", async ({ page, sim }) => {
  sim.set({ fail: { path: PATHS.users, as: "401-claims", times: "always" } });
  await open(page);
  await choose(page, "users", "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ users: "paused", organization: "loaded" });
  const before = asked(sim, PATHS.users).length;
  expect(before).toBeLessThanOrEqual(2);
  await line(page, "users").getByRole("button", { name: "Sign in" }).click();
  await expect(line(page, "users")).toHaveAttribute("data-state", "unavailable");
  await expect(line(page, "users")).toContainText("Graph does not take the sign-in, even a renewed one: sign in again; if that does not help, sign out first");
  expect(asked(sim, PATHS.users).length).toBeLessThanOrEqual(before + 2);
  expect(authorized(sim)).toHaveLength(2);
  // The second time the person was asked with what Graph wanted.
  expect(new URLSearchParams(authorized(sim)[1].query).get("claims")).toContain("nbf");
});

test("of all tokens each is in this tab's session storage and nowhere else", async ({ page, sim }) => {
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await open(page);
  await fetchAll(page);
  await ended(page);
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  const tokens = [...new Set(stored.match(/\b[AR]t_[\w-]{40,}/g))];
  expect(tokens.length).toBeGreaterThanOrEqual(2);
  expect(tokens).toContain(tokenOf(sim));
  for (const token of tokens) expect(await placesOf(page, token)).toEqual(["sessionStorage"]);
  // Each request to Graph carries one, and nothing else does: the fixture has looked at every request.
  for (const { headers } of asked(sim, "/")) expect(headers.authorization).toMatch(/^Bearer At_/);
  for (const { headers, role } of sim.log.entries.filter(({ role }) => role !== "graph")) expect([role, headers.authorization]).toEqual([role, undefined]);
  for (const { headers } of asked(sim, "/")) expect([headers.cookie, headers.referer]).toEqual([undefined, undefined]);
  // The codes of the sign-in are gone from the address and the history.
  await expect(who(page)).toBeVisible();
  expect(page.url()).not.toContain("code=");
  await press(page, "Sign out").click();
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  for (const token of tokens) expect(await placesOf(page, token)).toEqual([]);
});

test("a code that nobody asked for signs nobody in", async ({ page, sim }) => {
  for (const fragment of ["code=0.C_stolen&state=other", "access_token=At_stolen&token_type=Bearer", "error=access_denied&error_description=AADSTS65004", "code=0.C_stolen"]) {
    await page.goto(`redirect.html#${fragment}`);
    await expect(page.getByRole("status")).toHaveText(/there is none|is being handed/);
    await open(page, { hash: fragment });
    await expect(press(page, "Sign in and fetch")).toBeVisible();
    await expect(who(page)).toHaveCount(0);
  }
  expect(redeemed(sim)).toEqual([]);
  expect(asked(sim, "/")).toEqual([]);
});

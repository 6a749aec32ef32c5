// The second, certified sign-in server: what works against both does not lean on how one of them was imitated.
import { asked, choose, ended, expect, fetchAll, open, placesOf, press, test, tokenOf, trouble, who } from "./live.mjs";

test.use({ simulatorOptions: { oidc: true, signInServer: "oidc" } });

// Its pages ask for letters of their own, which this browser does not find.
test.afterEach(({ odd }) => {
  const others = odd.filter((sentence) => !sentence.startsWith("asked for https://fonts.googleapis.com/"));
  odd.splice(0, Infinity, ...others);
});

/** Answers on the server's own pages: who it is, and that the application may. */
async function answer(server) {
  await server.locator("[name=login]").fill("analyst@contoso.example");
  await server.locator("[name=password]").fill("x");
  await server.getByRole("button", { name: /sign-in/i }).click();
  await server.getByRole("button", { name: /continue/i }).click();
}

/** Signs in on the server's own pages: who it is, and that the application may. */
async function signIn(page) {
  await choose(page, "organization");
  const opened = page.waitForEvent("popup");
  await fetchAll(page);
  const popup = await opened;
  await answer(popup);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await expect(who(page)).toHaveText("Signed in as Anna Lyst (analyst@contoso.example)");
  await expect.poll(() => popup.isClosed()).toBe(true);
}

test("a window signs in, a reload knows the account, and its token goes on working", async ({ page, context, sim }) => {
  await open(page);
  await signIn(page);
  await page.reload();
  await expect(who(page)).toHaveText("Signed in as Anna Lyst (analyst@contoso.example)");
  let windows = 0;
  context.on("page", () => (windows += 1));
  sim.log.clear();
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  expect([windows, sim.log.find({ role: "login" }).length]).toEqual([0, 0]);
});

test("a token that is nearly over is renewed without a question", async ({ page, context, sim }) => {
  sim.set({ tokenSeconds: 200 });
  await open(page);
  await signIn(page);
  const before = tokenOf(sim);
  let windows = 0;
  context.on("page", () => (windows += 1));
  sim.log.clear();
  await fetchAll(page);
  await expect.poll(() => asked(sim, "/v1.0/organization").map(({ status }) => status)).toEqual([200]);
  expect(tokenOf(sim)).not.toBe(before);
  expect(windows).toBe(0);
  expect(sim.log.find({ role: "oidc", method: "POST" }).map(({ path }) => path)).toEqual(["/token"]);
});

test("the whole page signs in and comes back with what was chosen before, and a reload knows the account", async ({ page, context, sim }) => {
  await open(page);
  await choose(page, "organization", "users");
  let windows = 0;
  context.on("page", () => (windows += 1));
  await press(page, "Sign in without a window").click();
  await page.waitForURL(`${sim.origins.oidc}/**`);
  await answer(page);
  expect(await ended(page)).toEqual({ users: "loaded", organization: "loaded" });
  await expect(who(page)).toHaveText("Signed in as Anna Lyst (analyst@contoso.example)");
  const { pathname, hash, search } = new URL(page.url());
  expect([pathname, `${hash}${search}`.includes("code=")]).toEqual(["/live.html", false]);
  expect(await placesOf(page, "code=")).toEqual([]);
  await page.reload();
  await expect(who(page)).toHaveText("Signed in as Anna Lyst (analyst@contoso.example)");
  expect(windows).toBe(0);
});

test("whoever refuses on the server's pages comes back to a sentence, and nothing is asked of Graph", async ({ page, sim }) => {
  await open(page);
  await choose(page, "organization");
  await press(page, "Sign in without a window").click();
  await page.waitForURL(`${sim.origins.oidc}/**`);
  await page.getByRole("link", { name: /cancel/i }).click();
  await expect(trouble(page)).toContainText("access was not granted, so nothing was read");
  await expect(who(page)).toHaveCount(0);
  expect(asked(sim, "/")).toEqual([]);
  // The next try works.
  await press(page, "Sign in without a window").click();
  await page.waitForURL(`${sim.origins.oidc}/**`);
  await answer(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
});

// A partner's customers: listed, chosen, fetched one after another, and one that fails hides no other.
import { TENANTS } from "../graph-sim/data/tenants.mjs";
import { asked, choose, ended, expect, fetchAll, open, panel, press, sources, test, unfold } from "./live.mjs";

const tenant = (page, name) => panel(page).locator(".live-tenant").filter({ has: page.locator(`h3:text-is("${name}")`) });
const state = (page, name, id) => tenant(page, name).locator(`[data-listing="${id}"]`);

const question = (page) => page.getByRole("dialog", { name: "One question" });

test.beforeEach(({ sim }) => sim.set({ account: "partner@tailspin.example" }));

/** Signs in at home and lists the customers. */
async function list(page) {
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await choose(page, "users", "subscribed-skus", "usage-mailbox");
  await unfold(page, "Customers of a partner");
  await press(page, "List my customers").click();
  await expect(panel(page).locator(".live-customers li")).toHaveCount(3);
}

test("customers are listed by relationship and contract, each once, and chosen", async ({ page, sim }) => {
  await list(page);
  await expect(panel(page).locator(".live-customers li")).toHaveText([/Fabrikam, Inc\. *fabrikam\.onmicrosoft\.com/, /Wingtip Toys *wingtip\.onmicrosoft\.com/, /Litware Legal/]);
  for (const box of await panel(page).locator(".live-customers input").all()) await expect(box).toBeChecked();
  await panel(page).locator(".live-customers li").nth(1).locator("input").uncheck();
  await panel(page).locator(".live-customers li").nth(2).locator("input").uncheck();
  sim.log.clear();
  await press(page, "Fetch the chosen customers").click();
  // A tenant by itself is named, too: nobody takes a customer's users for their own.
  await expect(state(page, "Fabrikam, Inc.", "users")).toHaveAttribute("data-state", "loaded");
  expect([...new Set(asked(sim, "/v1.0/users").map(({ tenant }) => tenant))]).toEqual(["fabrikam"]);
});

test("the chosen ones are fetched one after another, each with a token of its own tenant", async ({ page, sim }) => {
  await list(page);
  sim.log.clear();
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  const order = asked(sim, "/").map(({ tenant }) => tenant);
  expect(order).toEqual([...order].sort((a, b) => Object.keys(TENANTS).indexOf(a) - Object.keys(TENANTS).indexOf(b)));
  const tokenOf = (key) => new Set(asked(sim, "/").filter(({ tenant }) => tenant === key).map(({ headers }) => headers.authorization));
  for (const one of tokenOf("fabrikam")) expect(tokenOf("wingtip").has(one) || tokenOf("litware").has(one)).toBe(false);
  // Each keeps its rows apart from those of the others, by the name of its source.
  const people = (key) => sim.directory.of(key).people.length;
  await expect.poll(() => sources(page).then((all) => all.filter(({ kind }) => kind === "graph-users").map(({ name, accepted }) => `${name}: ${accepted}`))).toEqual([
    `Users, Fabrikam, Inc.json: ${people("fabrikam")}`, `Users, Wingtip Toys.json: ${people("wingtip")}`, `Users, Litware Legal.json: ${people("litware")}`,
  ]);
  // Litware gave the role of Reports Reader alone; that its products cannot be read is its own affair.
  await expect(state(page, "Litware Legal", "subscribed-skus")).toHaveAttribute("data-state", "unavailable");
  await expect(state(page, "Fabrikam, Inc.", "subscribed-skus")).toHaveAttribute("data-state", "loaded");
});

test("a customer who has not consented is told, and the next ones are fetched all the same", async ({ page, sim }) => {
  sim.set({ consent: { tailspin: "all", fabrikam: "all", litware: "all" } });
  await list(page);
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  await expect(state(page, "Fabrikam, Inc.", "users")).toHaveAttribute("data-state", "loaded");
  const wingtip = state(page, "Wingtip Toys", "users");
  await expect(wingtip).toHaveAttribute("data-state", /paused|unavailable/);
  await expect(wingtip).toContainText(/AADSTS/);
});

test("a customer that wants a click waits for it, the others go on, and then it comes", async ({ page, sim }) => {
  sim.set({ signIn: { code: 50076, at: "token", tenant: "wingtip", grant: "refresh_token", times: "always" } });
  await list(page);
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  await expect(state(page, "Wingtip Toys", "users")).toHaveAttribute("data-state", "paused");
  await expect(state(page, "Wingtip Toys", "users")).toContainText("AADSTS50076");
  sim.set({ signIn: [] });
  sim.log.clear();
  await state(page, "Wingtip Toys", "users").getByRole("button", { name: "Sign in" }).click();
  for (const id of ["users", "subscribed-skus", "usage-mailbox"]) await expect(state(page, "Wingtip Toys", id)).toHaveAttribute("data-state", "loaded");
  // One window, for all that waited there.
  expect(sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize"))).toHaveLength(1);
  expect(sim.log.find({ role: "login" }).find(({ path }) => path.endsWith("/authorize")).path).toContain(TENANTS.wingtip.id);
});

test("a customer whose Graph fails keeps what came and hides no other", async ({ page, sim }) => {
  sim.set({ fail: { path: "/v1.0/*", as: "501-not-implemented", tenant: "fabrikam", times: "always" } });
  await list(page);
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  await expect(state(page, "Fabrikam, Inc.", "users")).toHaveAttribute("data-state", "unavailable");
  await expect(state(page, "Fabrikam, Inc.", "usage-mailbox")).toHaveAttribute("data-state", "loaded");
  sim.set({ fail: [] });
  await state(page, "Fabrikam, Inc.", "users").getByRole("button", { name: /^(Resume|Try again)$/ }).click();
  await expect(state(page, "Fabrikam, Inc.", "users")).toHaveAttribute("data-state", "loaded");
});

test("a tenant without customers says what would be needed", async ({ page, sim }) => {
  sim.set({ account: "analyst@contoso.example" });
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  await ended(page);
  await unfold(page, "Customers of a partner");
  await press(page, "List my customers").click();
  await expect(panel(page)).toContainText("Graph names no customer: an active delegated admin relationship (GDAP) or a reseller contract is needed.");
});

test("nobody is asked of which tenant a file is that Graph gave", async ({ page, sim }) => {
  await list(page);
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  await expect.poll(() => sources(page).then((all) => all.filter(({ kind }) => kind === "graph-users").length)).toBe(3);
  await expect(question(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Answer a question" })).toHaveCount(0);
  // Each account is of the customer whose token it came with, although no list says whose domain it has.
  const { rows } = await page.evaluate(() => window.rollcall.report("provisioning", { columns: ["user_principal_name", "customer_name"] }, { rows: -1 }));
  const of = new Set(rows.map(([name, customer]) => `${name.split("@")[1]}: ${customer}`));
  for (const key of ["fabrikam", "wingtip", "litware"]) {
    const { name } = TENANTS[key];
    const [first] = sim.directory.of(key).people;
    expect(of).toContain(`${first.upn.split("@")[1]}: ${name}`);
  }
});

test("a token of another tenant is used for nothing, and the next customer is fetched all the same", async ({ page, sim }) => {
  await list(page);
  sim.set({ stray: { wingtip: "fabrikam" } });
  sim.log.clear();
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  const wingtip = state(page, "Wingtip Toys", "users");
  await expect(wingtip).toHaveAttribute("data-state", "unavailable");
  await expect(wingtip).toContainText("Microsoft gave a token of another tenant than");
  // Those of Fabrikam were asked for once, for Fabrikam.
  expect(asked(sim, "/v1.0/users").map(({ tenant }) => tenant)).toEqual(["fabrikam", "litware"]);
});

test("customers that go on side by side have four requests together", async ({ page, sim }) => {
  sim.set({ fail: ["fabrikam", "wingtip"].map((tenant) => ({ path: "/*", as: "501-not-implemented", tenant, times: "always" })) });
  await list(page);
  await press(page, "Fetch the chosen customers").click();
  await expect(state(page, "Litware Legal", "users")).toHaveAttribute("data-state", "loaded", { timeout: 20_000 });
  sim.set({ fail: [], delay: 300, pageSize: 2 });
  sim.log.clear();
  const both = ["Fabrikam, Inc.", "Wingtip Toys"].flatMap((name) => ["users", "subscribed-skus", "usage-mailbox", "organization"].map((id) => state(page, name, id)));
  for (const one of both) await one.getByRole("button", { name: /^(Resume|Try again)$/ }).click();
  for (const one of both) await expect(one).toHaveAttribute("data-state", "loaded", { timeout: 30_000 });
  const entries = sim.log.find({ role: "graph" });
  expect(Math.max(...entries.map(({ inFlight }) => inFlight))).toBe(4);
  // They took turns: neither waited until the other one had all.
  const order = asked(sim, "/").map(({ tenant }) => tenant);
  expect(order.indexOf("wingtip")).toBeLessThan(order.lastIndexOf("fabrikam"));
  expect(order.indexOf("fabrikam")).toBeLessThan(order.lastIndexOf("wingtip"));
});

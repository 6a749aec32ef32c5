// File mode reaches nobody, whatever its code does; live mode reaches the configured cloud and no other.
import { PATHS, asked, choose, ended, expect, fetchAll, open, panel, press, test, trouble } from "./live.mjs";
import { partsCome } from "./screen.mjs";

/** Asks from within the page; gives whether an answer came, and what the policy refused. */
function reach(page, url) {
  return page.evaluate(async (url) => {
    const refused = [];
    const note = ({ blockedURI, effectiveDirective, disposition }) => refused.push(`${disposition} ${effectiveDirective} ${new URL(blockedURI).origin}`);
    document.addEventListener("securitypolicyviolation", note);
    const came = await fetch(url, { mode: "no-cors" }).then(() => true, () => false);
    // Violations are told in a task of their own.
    await new Promise((resolve) => setTimeout(resolve, 50));
    document.removeEventListener("securitypolicyviolation", note);
    return { came, refused };
  }, url);
}

test("file mode cannot reach Graph or sign-in: the browser refuses, and says so", async ({ page, sim, odd }) => {
  await page.goto("index.html");
  await partsCome(page);
  for (const origin of [sim.origins.graph, sim.origins.login, sim.origins.files, "https://graph.microsoft.com", "https://login.microsoftonline.com"]) {
    expect(await reach(page, `${origin}/v1.0/me`), origin).toEqual({ came: false, refused: [`enforce connect-src ${origin}`] });
  }
  expect(sim.log.entries.filter(({ role }) => role !== "app")).toEqual([]);
  odd.length = 0;
});

test("file mode loads no file of live mode", async ({ page, sim }) => {
  await page.goto("index.html");
  await partsCome(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await expect(page.locator(".grid-row").first()).toBeVisible();
  const loaded = sim.log.find({ role: "app" }).map(({ path }) => path);
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter((path) => /\/(live|auth-|redirect|config\.json)/.test(path))).toEqual([]);
});

test("live mode reaches the addresses of its configuration and no other", async ({ page, sim, odd }) => {
  await open(page);
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  expect(await reach(page, `${sim.origins.graph}/v1.0/me`)).toEqual({ came: true, refused: [] });
  const others = ["https://graph.microsoft.us", "https://login.microsoftonline.com", "https://contoso.sharepoint.com", sim.origins.reports, sim.origins.oidc, "https://example.com"];
  for (const origin of others) {
    const { came, refused } = await reach(page, `${origin}/x`);
    // By the document's own policy, and by the one it was narrowed to.
    expect([origin, came, [...new Set(refused)]]).toEqual([origin, false, [`enforce connect-src ${origin}`]]);
  }
  expect(sim.log.find({ role: "reports" })).toEqual([]);
  odd.length = 0;
});

test("the built page narrows its policy to the cloud that is configured", async ({ page, sim, odd }) => {
  // As it is shipped, with Microsoft's own hosts, which this browser does not find.
  const { readFile } = await import("node:fs/promises");
  const dist = process.env.ROLLCALL_DIST ?? new URL("../../dist/", import.meta.url).pathname;
  const html = await readFile(`${dist}/live.html`, "utf8");
  await page.route("**/live.html?*", (route) => route.fulfill({ body: html, contentType: "text/html" }));
  const config = { client_id: sim.scenario.clientId, tenant: "contoso.onmicrosoft.us", cloud: "gcchigh" };
  await page.route("**/config.json", (route) => route.fulfill({ json: config }));
  await open(page);
  await expect(press(page, "Sign in and fetch")).toBeVisible();
  const refusedAt = async (origin) => (await reach(page, `${origin}/x`)).refused.length;
  for (const origin of ["https://graph.microsoft.us", "https://login.microsoftonline.us", "https://contoso.sharepoint.us"]) expect([origin, await refusedAt(origin)]).toEqual([origin, 0]);
  for (const origin of ["https://graph.microsoft.com", "https://login.microsoftonline.com", "https://contoso.sharepoint.com", "https://microsoftgraph.chinacloudapi.cn", "https://dod-graph.microsoft.us"]) {
    expect([origin, await refusedAt(origin)]).toEqual([origin, 1]);
  }
  // Its registration is made in that cloud's own portal, and what it would ask is asked there.
  const link = panel(page).getByRole("link", { name: "Link with which an administrator consents for everyone" });
  expect(await link.getAttribute("href")).toMatch(/^https:\/\/login\.microsoftonline\.us\/contoso\.onmicrosoft\.us\/v2\.0\/adminconsent\?/);
  odd.length = 0;
});

test("without a configuration the page asks for it, checks it, and signs in by it", async ({ page, sim }) => {
  sim.set({ config: { client_id: "" } });
  await open(page);
  await expect(press(page, "Sign in and fetch")).toHaveCount(0);
  await panel(page).getByLabel("Application (client) ID").fill("my application");
  await panel(page).getByLabel("Tenant: the ID or a domain of your organization").fill("a tenant");
  await press(page, "Use these settings").click();
  // Each field has its own sentence, and the first wrong one has the focus.
  const id = panel(page).getByLabel("Application (client) ID");
  await expect(id).toBeFocused();
  await expect(id).toHaveAttribute("aria-invalid", "true");
  await expect(id).toHaveAccessibleDescription(/^application \(client\) ID: expected an ID such as `00001111-aaaa-2222-bbbb-3333cccc4444`, but found `my application`/);
  const tenant = panel(page).getByLabel("Tenant: the ID or a domain of your organization");
  await expect(tenant).toHaveAccessibleDescription(/^tenant: expected the ID or a domain of your organization.* but found `a tenant` A provider with customers/);
  await expect(panel(page).locator(".live-form select")).not.toHaveAttribute("aria-invalid");
  await panel(page).locator("summary", { hasText: "Another cloud" }).click();
  await panel(page).getByLabel("Address of Graph, where it is another").fill("graph");
  await panel(page).locator("summary", { hasText: "Another cloud" }).click();
  await id.fill(sim.scenario.clientId);
  await tenant.fill("contoso.example");
  await press(page, "Use these settings").click();
  // The fold opens for what is wrong in it.
  await expect(panel(page).getByLabel("Address of Graph, where it is another")).toBeFocused();
  await expect(id).not.toHaveAttribute("aria-invalid");
  // What the script registers fits the tenant that is entered.
  const script = panel(page).locator(".live-script");
  await expect(script).toContainText("AzureADMyOrg");
  await tenant.fill("organizations");
  await expect(script).toContainText("AzureADMultipleOrgs");
  await expect(panel(page)).toContainText(`${sim.origins.app}/redirect.html`);
  await panel(page).getByLabel("Application (client) ID").fill(sim.scenario.clientId.toUpperCase());
  await panel(page).getByLabel("Tenant: the ID or a domain of your organization").fill("contoso.example");
  await panel(page).getByLabel("Address of the sign-in, where it is another").fill(sim.origins.login);
  await panel(page).getByLabel("Address of Graph, where it is another").fill(sim.origins.graph);
  await press(page, "Use these settings").click();
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  expect(sim.log.find({ role: "login" }).find(({ path }) => path.endsWith("/authorize")).path).toBe("/contoso.example/oauth2/v2.0/authorize");
  // What was entered is this tab's, and is there after a reload.
  await page.reload();
  await expect(press(page, "Fetch")).toBeVisible();
});

test("a configuration that is wrong is told by member and found value", async ({ page, sim }) => {
  sim.set({ config: { client_id: 7, cloud: "mars" } });
  await open(page);
  await expect(trouble(page)).toContainText("`config.json`, `client_id`: expected a text in quotes");
  await expect(trouble(page)).toContainText("`mars`");
  expect(asked(sim, PATHS.users)).toEqual([]);
});

test("no answer of Graph runs as anything: a name of markup is text", async ({ page, sim, odd }) => {
  const name = `<img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>`;
  const record = { id: "7e4a0000-0000-4000-8000-0000000000aa", displayName: name, verifiedDomains: [{ name: `"><script>`, isInitial: true, isDefault: true }] };
  sim.set({ fail: { path: PATHS.organization, as: "custom", body: { value: [record] } } });
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
  sim.set({ fail: { path: PATHS.organization, as: "custom", status: 403, body: { error: { code: name, message: name, innerError: { "request-id": name } } } } });
  await fetchAll(page);
  await expect(panel(page).locator("[data-listing=organization]")).toHaveAttribute("data-state", "unavailable");
  expect(await page.evaluate(() => window.__pwned)).toBeUndefined();
  expect(await page.locator("img").count()).toBe(0);
  expect(odd).toEqual([]);
});

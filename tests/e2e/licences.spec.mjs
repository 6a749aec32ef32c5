// Licenses: what each tenant has of each product, under which name, and the accounts behind each number.
import { AxeBuilder } from "@axe-core/playwright";
import { file } from "./exports.mjs";
import { column, details, drop, open, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const tenant = "33333333-0000-4000-8000-000000000001";
const e3 = "05e9a617-0261-4cee-bb44-138d3ef5d965";
const agent = "4b74a65c-8b4a-4fc8-9f6b-5177ed11ddfa";
const teams = "36a0f3b3-adb5-49ea-bf66-762134cf063a";
const unknown = "12345678-0000-4000-8000-000000000001";

const sku = (skuId, skuPartNumber, [enabled, warning, suspended, consumedUnits]) => ({
  accountName: "Contoso", accountId: tenant, appliesTo: "User", capabilityStatus: "Enabled", consumedUnits, id: `${tenant}_${skuId}`,
  prepaidUnits: { enabled, lockedOut: 0, suspended, warning }, servicePlans: [], skuId, skuPartNumber,
});
const json = (name, context, value) =>
  file(name, JSON.stringify({ "@odata.context": `https://graph.microsoft.com/v1.0/$metadata#${context}`, value }));
const skus = json("skus.json", "subscribedSkus", [
  sku(e3, "SPE_E3", [10, 0, 40, 30]),
  sku(teams, "Microsoft_Teams_Premium", [0, 1100, 0, 1100]),
  sku(agent, "VIRTUAL_AGENT_USL", [5, 0, 0, 1]),
  sku(unknown, "NEW_PRODUCT", [7, 0, 0, 2]),
]);
const user = (n, name, accountEnabled, ...licenses) => ({
  id: `11111111-0000-4000-8000-00000000000${n}`, userPrincipalName: `${name}@contoso.com`, displayName: name, accountEnabled,
  createdDateTime: "2020-01-01T00:00:00Z", assignedLicenses: licenses.map((skuId) => ({ skuId, disabledPlans: [] })),
  licenseAssignmentStates: licenses.map((skuId) => ({ skuId, assignedByGroup: null, state: "Active", error: "None", disabledPlans: [] })),
});
const users = json("users.json", "users", [user(1, "ana", true, e3, agent), user(2, "ben", false, e3), user(3, "cid", false, e3), user(4, "dot", true)]);

const isPart = (address) => /\/names-[^/]*\.wasm$/.test(address);

async function openLicenses(page) {
  await open(page, { automation: true });
  await drop(page, [skus, users]);
  await expect.poll(() => page.evaluate(() => window.rollcall.sources().then((all) => all.length))).toBe(2);
  await tab(page, "Licenses").click();
  await expect(rows(page)).toHaveCount(4);
}

test("products have their names, of a list that is dated and fetched only now", async ({ page, requests }) => {
  await open(page, { automation: true });
  await drop(page, [skus, users]);
  await expect.poll(() => page.evaluate(() => window.rollcall.sources().then((all) => all.length))).toBe(2);
  const before = requests.filter(isPart).length;
  await tab(page, "Licenses").click();
  await expect(column(page, "product_name")).toContainText([
    "Microsoft 365 E3", "Microsoft Teams Premium Introductory Pricing", "Microsoft Copilot Studio User License", "NEW_PRODUCT",
  ]);
  expect(before).toBeLessThanOrEqual(1);
  expect(requests.filter(isPart)).toHaveLength(1);
  await expect(page.locator(".survey-note")).toHaveText(
    "3 products are named by Microsoft’s list of 24 Jun 2026, 1 product is named by no list.");
  await expect(column(page, "product_name").first()).toHaveAttribute("title", "SPE_E3");
  await expect(column(page, "warning").nth(1)).toHaveAttribute("data-tint", "grace");
  await expect(column(page, "suspended").nth(0)).toHaveAttribute("data-tint", "suspended");
  await expect(column(page, "assignable").first()).toHaveText("−20");
  await page.getByRole("searchbox").fill("power virtual agent");
  await expect(column(page, "product_name")).toHaveText(["Microsoft Copilot Studio User License"]);
});

test("a number opens its accounts, by a click and by Enter", async ({ page }) => {
  await openLicenses(page);
  const held = column(page, "held_disabled").first();
  await expect(held).toHaveText("2");
  await held.getByRole("button").click();
  await expect(column(page, "user_principal_name")).toHaveText(["ben@contoso.com", "cid@contoso.com"]);
  await expect(page.locator(".row-count")).toContainText("2 ");
  await tab(page, "Licenses").click();
  await column(page, "assigned").first().focus();
  await column(page, "assigned").first().click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("Enter");
  await expect(column(page, "user_principal_name")).toHaveText(["ana@contoso.com", "ben@contoso.com", "cid@contoso.com"]);
});

test("an opened product says how each number came about", async ({ page }) => {
  await openLicenses(page);
  await column(page, "product_name").first().click();
  await expect(details(page)).toContainText("20 more assigned than the 10 that can be used");
  await expect(details(page)).toContainText("40 can be reactivated");
  await expect(details(page)).toContainText("skus.json");
  // What is asked about an enrollment row is not asked about a product.
  await expect(details(page)).not.toContainText("What if");
  await expect(page.locator(".notice")).toHaveCount(0);
  await tab(page, "License holders").click();
  await column(page, "user_principal_name").first().click();
  await expect(details(page)).toContainText("ana@contoso.com");
  await expect(details(page)).not.toContainText("What if");
  await expect(page.locator(".notice")).toHaveCount(0);
});

test("without its list of names the report has part numbers, and names once the list comes", async ({ page, odd }) => {
  let isCut = true;
  await page.route("**/names-*.wasm", (route) => (isCut ? route.abort() : route.continue()));
  await openLicenses(page);
  await expect(column(page, "product_name")).toContainText(["SPE_E3", "Microsoft_Teams_Premium", "NEW_PRODUCT", "VIRTUAL_AGENT_USL"]);
  isCut = false;
  await page.getByRole("searchbox").fill("e");
  await expect(column(page, "product_name").first()).toContainText("Microsoft 365 E3");
  odd.length = 0;
});

test("a newer list that is dropped goes before the one of the page", async ({ page }) => {
  await openLicenses(page);
  await drop(page, [file("names 2026-11-01.csv",
    "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\r\n"
    + `Newly Named,NEW_PRODUCT,${unknown},P1,57ff2da0-773e-42df-b2af-ffb7a2317929,Plan One\r\n`)]);
  await expect(column(page, "product_name").last()).toContainText("Newly Named");
  await expect(page.locator(".survey-note")).toContainText("1 product is named by the list you loaded, of 1 Nov 2026");
});

for (const [look, viewport, colorScheme] of [
  ["light", { width: 1400, height: 800 }, "light"], ["dark", { width: 1400, height: 800 }, "dark"], ["narrow", { width: 360, height: 740 }, "light"],
]) {
  test(`no barrier that axe can see: ${look}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await openLicenses(page);
    if (process.env.ROLLCALL_SHOTS) await page.screenshot({ path: `${process.env.ROLLCALL_SHOTS}/licences-${look}.png` });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
    await column(page, "product_name").first().click();
    await expect(details(page)).toContainText("can be reactivated");
    if (process.env.ROLLCALL_SHOTS) await page.screenshot({ path: `${process.env.ROLLCALL_SHOTS}/licences-details-${look}.png` });
  });
}

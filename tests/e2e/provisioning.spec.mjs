// The report of provisioning and its quick filters, by mouse and by keyboard.
import { AxeBuilder } from "@axe-core/playwright";
import { csv, file } from "./exports.mjs";
import { column, details, drop, grid, header, open, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const captions = [
  "Global Customer ID", "Customer Name", "Account Name", "User Name", "User Email", "Profile", "User Status", "Microsoft 365 License",
  "SMB License", "Backup Data (MB)", "Created On", "Managed By", "Mapping", "Custom Attribute Name", "Custom Attribute Value", "Service plan",
];

const user = (customer, name, { profile = "Default", license = "active", size = "10.5", plan = "Elite", mapping = "Map1" } = {}) => [
  `c-${customer}`, customer, customer, name, `${name.toLowerCase()}@${customer.toLowerCase()}.example`, profile, "Active", license,
  "-", size, "2026-02-01 10:30:00", "Azure AD", mapping, "Department", "History", plan,
];

const backup = file("backup 2026-11-20.csv", csv([
  captions,
  user("Northwind", "Ana"),
  user("Northwind", "Ben", { profile: "Gold", size: "1,234.5" }),
  user("Contoso", "Cid", { plan: "Business", license: "preserve" }),
  user("Contoso", "Dot", { plan: "", mapping: "Manual" }),
  user("Adatum", "Eve", { plan: "Business", license: "Trial" }),
]));

const preserved = file("preserved 2026-11-22.csv", csv([
  ["Global Customer ID", "Customer Name", "Account Name", "User Email ID", "User Name", "Profile", "Preserved On", "Mode"],
  ["c-Contoso", "Contoso", "Contoso", "cid@contoso.example", "Cid", "Default", "2026-10-01", "AD/LDAP"],
  ["c-Contoso", "Contoso", "Contoso", "gus@contoso.example", "Gus", "Default", "2026-10-02", "Manual"],
]));

const registration = file("registration.csv", csv([
  ["userPrincipalName", "userDisplayName", "isMfaCapable", "isMfaRegistered", "methodsRegistered", "isAdmin"],
  ["ana@northwind.example", "Ana", "true", "true", "email", "false"],
  ["ben@northwind.example", "Ben", "false", "false", "", "true"],
]));

async function openProvisioning(page) {
  await open(page, { automation: true });
  await drop(page, [backup, preserved, registration]);
  await expect(tab(page, "Provisioning")).toHaveAttribute("aria-selected", "true");
  await expect(rows(page)).toHaveCount(6);
}

const names = (page) => column(page, "user_name");
const combo = (page) => page.getByRole("combobox", { name: "Customer Name" });
const options = (page) => page.locator(".quick-combo").getByRole("option");
const quick = (page, name) => page.locator("details.quick-filter").filter({ has: page.locator("summary", { hasText: name }) });
const chips = (page) => page.getByRole("group", { name: "Filters", exact: true });

test("what is to be known stands above the list, the sums below the filters", async ({ page }) => {
  await openProvisioning(page);
  await expect(names(page)).toHaveText(["Eve", "Cid", "Dot", "Gus", "Ana", "Ben"]);
  const head = page.locator(".survey-head");
  await expect(head).toContainText("`backup 2026-11-20.csv` is of 20 Nov 2026, older than 12 hours");
  await expect(head).toContainText("Backup data of the rows shown: 1,276.5 MB");
  await expect(head).toContainText("Microsoft 365 License has words that this page does not know: `Trial` (1)");
  await head.getByText("Backup Data (MB) by Customer Name").click();
  await expect(head.getByRole("row", { name: "Northwind 1,245" })).toBeVisible();
  await expect(header(page, "Mapping")).toHaveAttribute("title", /It does not prove how this user came.*From Druva provisioning of 20 Nov 2026\./);
  await page.locator(".sources-summary").click();
  await expect(page.locator(".source-card").first()).toContainText("older than 12 h");
});

test("a drop-down takes several service plans, by mouse and by keyboard", async ({ page }) => {
  await openProvisioning(page);
  const plans = quick(page, "Service plan");
  await plans.locator("summary").click();
  await plans.getByRole("checkbox", { name: "Business 2" }).check();
  await expect(names(page)).toHaveText(["Eve", "Cid"]);
  await plans.getByRole("checkbox", { name: "Elite 2" }).press("Space");
  await expect(names(page)).toHaveText(["Eve", "Cid", "Ana", "Ben"]);
  await expect(plans.locator("summary")).toHaveText("Service plan (2)");
  // The filter is an ordinary one: a script sees the same.
  expect(await page.evaluate(() => window.rollcall.report("provisioning").then((report) => report.total))).toBe(4);
  await page.keyboard.press("Escape");
  await expect(plans).not.toHaveAttribute("open");
  await expect(plans.locator("summary")).toBeFocused();
  await expect(chips(page)).toContainText("Service plan: Business or Elite");
  await chips(page).getByRole("button", { name: "Show all" }).click();
  await expect(rows(page)).toHaveCount(6);
  await plans.locator("summary").press("Enter");
  await plans.getByRole("checkbox", { name: "none given 2" }).check();
  await expect(names(page)).toHaveText(["Dot", "Gus"]);
});

test("customers are suggested while one types, and chosen by keyboard", async ({ page }) => {
  await openProvisioning(page);
  await combo(page).pressSequentially("on");
  await expect(options(page)).toHaveText(["Contoso3"]);
  await combo(page).fill("");
  await expect(options(page)).toHaveText(["Contoso3", "Northwind2", "Adatum1"]);
  await combo(page).press("ArrowDown");
  await combo(page).press("ArrowDown");
  await expect(combo(page)).toHaveAttribute("aria-activedescendant", "quick-customer_name-1");
  await combo(page).press("Enter");
  await expect(names(page)).toHaveText(["Ana", "Ben"]);
  await expect(combo(page)).toHaveAttribute("aria-expanded", "false");
  await expect(combo(page)).toBeFocused();
  await combo(page).pressSequentially("ada");
  await expect(options(page)).toHaveText(["Adatum1"]);
  await combo(page).press("ArrowDown");
  await combo(page).press("Enter");
  await expect(names(page)).toHaveText(["Eve", "Ana", "Ben"]);
  await combo(page).press("ArrowDown");
  await expect(page.getByRole("option", { name: "Northwind" })).toHaveAttribute("aria-selected", "true");
  await combo(page).press("Escape");
  await expect(combo(page)).toHaveAttribute("aria-expanded", "false");
  await expect(chips(page)).toContainText("Customer Name: Northwind or Adatum");
});

test("keys that come before the suggestions take none of another text", async ({ page }) => {
  await openProvisioning(page);
  await combo(page).pressSequentially("on");
  await expect(options(page)).toHaveText(["Contoso3"]);
  // All in one moment, as a program or a fast hand does.
  await combo(page).evaluate((box) => {
    box.value = "ada";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    for (const key of ["ArrowDown", "Enter"]) box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
  await expect(names(page)).toHaveText(["Eve"]);
  await expect(chips(page)).toContainText("Customer Name: Adatum");
});

test("the keyboard leaves a name with the box", async ({ page }) => {
  await openProvisioning(page);
  await combo(page).press("ArrowDown");
  await expect(options(page)).toHaveText(["Contoso3", "Northwind2", "Adatum1"]);
  await combo(page).press("ArrowUp");
  await combo(page).press("ArrowUp");
  await expect(page.locator('.quick-option[data-at="true"]')).toHaveText("Northwind2");
  await combo(page).press("Tab");
  await combo(page).focus();
  await combo(page).press("ArrowDown");
  await expect(combo(page)).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator('.quick-option[data-at="true"]')).toHaveCount(0);
});

test("a customer is chosen and taken back by mouse", async ({ page }) => {
  await openProvisioning(page);
  await combo(page).click();
  await page.getByRole("option", { name: "Adatum" }).click();
  await expect(names(page)).toHaveText(["Eve"]);
  await combo(page).click();
  await page.getByRole("option", { name: "Adatum" }).click();
  await expect(rows(page)).toHaveCount(6);
});

test("profile, mode and attribute narrow the list, each where a loaded source has it", async ({ page }) => {
  await open(page);
  await drop(page, [backup]);
  await expect(rows(page)).toHaveCount(5);
  await expect(quick(page, "Profile")).toBeVisible();
  await expect(quick(page, "Mode")).toHaveCount(0);
  await drop(page, [preserved]);
  await expect(rows(page)).toHaveCount(6);
  await quick(page, "Mode").locator("summary").click();
  await quick(page, "Mode").getByRole("checkbox", { name: "AD/LDAP 1" }).check();
  await expect(names(page)).toHaveText(["Cid"]);
  await chips(page).getByRole("button", { name: "Show all" }).click();
  await quick(page, "Profile").locator("summary").click();
  await quick(page, "Profile").getByRole("checkbox", { name: "Gold 1" }).check();
  await expect(names(page)).toHaveText(["Ben"]);
  await chips(page).getByRole("button", { name: "Show all" }).click();
  await quick(page, "Attribute").locator("summary").click();
  await quick(page, "Attribute").getByRole("checkbox", { name: "Department 5" }).check();
  await expect(rows(page)).toHaveCount(5);
});

test("MFA is narrowed by its four states, which are there even without a row", async ({ page }) => {
  await openProvisioning(page);
  await tab(page, "MFA").click();
  const states = page.getByRole("group", { name: "Filter by MFA" });
  await expect(states.getByRole("button")).toHaveText(["Disabled1", "Non-compliant0", "Not Available0", "Enabled1"]);
  await states.getByRole("button", { name: "Disabled" }).click();
  await expect(column(page, "display_name")).toHaveText(["Ben"]);
  await states.getByRole("button", { name: "Enabled" }).press("Enter");
  await expect(rows(page)).toHaveCount(2);
  await expect(states.getByRole("button", { name: "Enabled" })).toHaveAttribute("aria-pressed", "true");
});

test("the details tell what two licenses, a mapping and a kept backup mean", async ({ page }) => {
  await openProvisioning(page);
  await rows(page).nth(1).locator("[data-column=user_name]").click();
  await expect(details(page)).toContainText("The user's backup is only kept: no backup runs any more");
  await expect(details(page)).toContainText("it does not prove how this user came");
  await expect(details(page)).toContainText("When the job for AD and LDAP accounts deletes it is not known");
});

for (const [look, colorScheme, width] of [["light", "light", 1280], ["dark", "dark", 1280], ["narrow", "light", 360]]) {
  test(`nothing bars the way: ${look}`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await openProvisioning(page);
    await combo(page).press("ArrowDown");
    await expect(options(page)).toHaveCount(3);
    await combo(page).press("ArrowDown");
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`${look}-combo.png`) });
    await combo(page).press("Escape");
    await quick(page, "Service plan").locator("summary").click();
    await expect(quick(page, "Service plan").getByRole("checkbox")).toHaveCount(3);
    const dropped = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(dropped.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`${look}-plan.png`) });
    await expect(grid(page)).toBeVisible();
  });
}

test("an attribute is chosen as a key, and what came of it is said", async ({ page }) => {
  const keyed = user("Northwind", "Ana").with(4, "ana@old.example").with(13, "key").with(14, "ana");
  const directory = file("entra.csv", csv([
    ["id", "userPrincipalName", "mail", "displayName", "accountEnabled"],
    ["00000000-0000-0000-0000-000000000001", "ana@corp.example", "ana@corp.example", "Ana of the directory", "True"],
  ]));
  await open(page, { automation: true });
  await drop(page, [file("backup 2026-11-20.csv", csv([captions, keyed])), directory]);
  // The domains of the two files have nothing in common, so it is asked whose the file is.
  await page.getByRole("radio", { name: /^of the same tenant/ }).check();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
  const box = page.getByLabel("Match users also by attribute");
  await expect(page.locator(".survey-head")).toContainText("Backup data of the rows shown");
  await page.getByText("Match by an attribute").click();
  await expect(box).toBeVisible();
  await box.focus();
  await expect(page.locator("#attribute-names option")).toHaveCount(1);
  await box.fill("key");
  await box.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator(".survey-head")).toContainText("was chosen as a key: 1 user of the backup met an account by it alone");
  // It holds for every report, and a script sees it.
  await tab(page, "Matching").click();
  await tab(page, "Provisioning").click();
  await page.getByText("Matched also by key").click();
  await expect(box).toHaveValue("key");
  const asked = { match_rules: { attribute: "key" } };
  expect(await page.evaluate((query) => window.rollcall.report("provisioning", query).then((report) => report.total), asked)).toBe(1);
  await box.fill("");
  await box.press("Enter");
  await expect(rows(page)).toHaveCount(2);
});

test("an attribute of the files is found in the chooser and becomes a column that sorts", async ({ page }) => {
  const pair = (name, attribute, value) => user("Northwind", name).with(13, attribute).with(14, value);
  const many = Array.from({ length: 120 }, (_, n) => pair("Ana", `extension${n}`, `v${n}`));
  await open(page, { automation: true });
  await drop(page, [file("backup 2026-11-20.csv", csv([
    captions, ...many, pair("Ana", "it's Room", "12"), pair("Ben", "it's Room", "7"), pair("Ben", "it's Room", "9"),
  ]))]);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Choose columns" }).click();
  const chooser = page.getByRole("dialog");
  await expect(chooser).toContainText("71 more values: type a part of one");
  const search = chooser.getByRole("searchbox", { name: "Find a column" });
  await search.fill("room");
  await expect(chooser.getByRole("checkbox")).toHaveCount(1);
  await expect(chooser.getByRole("status")).toHaveText("1 column");
  const choice = chooser.getByRole("checkbox", { name: /^it's Room/ });
  await choice.press("Space");
  await expect(choice).toBeChecked();
  await expect(choice).toBeFocused();
  await search.fill("nothing like it");
  await expect(chooser.getByRole("status")).toHaveText("no column is named so");
  await page.keyboard.press("Escape");
  if (await chooser.isVisible()) await page.keyboard.press("Escape");
  await expect(header(page, "it's Room")).toHaveCount(1);
  const cells = page.locator(`.grid-row td[data-column="attribute:it's Room"]`);
  await expect(cells).toHaveText(["12", "7; 9 (2 values)"]);
  await header(page, "it's Room").click();
  await header(page, "it's Room").click();
  await expect(cells).toHaveText(["7; 9 (2 values)", "12"]);
  await expect(rows(page).first()).toContainText("several values of an attribute");
  const report = await page.evaluate(() => window.rollcall.report("provisioning", { columns: ["attribute:it's Room"] }));
  expect(report.values).toEqual([[["12"]], [["7", "9"]]]);
});

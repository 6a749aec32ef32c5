// The provider's sample: seventeen files at once, and every report that they fill.
import { AxeBuilder } from "@axe-core/playwright";
import { details, open, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const count = (page) => page.locator(".row-count");

const choose = (page, name) => page.getByRole("tab", { name, exact: true }).click();

async function openSample(page) {
  await open(page);
  await page.getByRole("button", { name: "Try a provider’s sample" }).click();
  await expect(count(page)).toHaveText("4 rows");
  await choose(page, "Provisioning");
  await expect(count(page)).toHaveText("37 rows");
}

test("the sample shows who expires first, and a report for all that its files fill", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Try a provider’s sample" }).click();
  await expect(page.locator(".sample-badge")).toBeVisible();
  // Users of Graph stand in for the mailbox list.
  await expect(page.getByRole("tab")).toHaveText([/^Expiring among mine\s*4$/, /^Mine, found\s*\d+$/, /^Mine, not found\s*\d+$/, /^Expiring, not mine\s*\d+$/, "Matching", "Provisioning", "MFA", "Activity", "Sign-ins", "Licenses", "License holders", "Counts", "Changes"]);
  await expect(page.getByRole("tab", { selected: true })).toHaveText(/^Expiring among mine/);
  await expect(count(page)).toHaveText("4 rows");
});

test("every report has its rows, by arrow keys from tab to tab", async ({ page }) => {
  await openSample(page);
  await page.getByRole("tab", { selected: true }).focus();
  for (const [name, n] of [["MFA", 36], ["Activity", 36], ["Sign-ins", 54], ["Licenses", 7], ["License holders", null], ["Counts", 20], ["Changes", 22]]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { selected: true })).toHaveText(name);
    if (n) await expect(count(page)).toHaveText(`${n} rows`);
    await expect(rows(page).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});

test("each quick filter narrows what it says", async ({ page }) => {
  await openSample(page);
  const combo = page.getByRole("combobox", { name: "Customer Name" });
  await combo.pressSequentially("harbor");
  await combo.press("ArrowDown");
  await combo.press("Enter");
  await expect(count(page)).toHaveText("12 rows after search and filters");
  await page.getByRole("button", { name: "Show all" }).click();
  await choose(page, "MFA");
  for (const [state, n] of [["Disabled", 3], ["Non-compliant", 3], ["Not Available", 12], ["Enabled", 18]]) {
    const button = page.getByRole("group", { name: "MFA" }).getByRole("button", { name: state });
    await button.click();
    await expect(count(page)).toHaveText(`${n} rows after search and filters`);
    await button.click();
    await expect(count(page)).toHaveText("36 rows");
  }
});

test("an account that sources contradict opens with both values, and its sources", async ({ page }) => {
  await openSample(page);
  await choose(page, "MFA");
  await rows(page).filter({ hasText: "Tomas Abaroa" }).click();
  await expect(details(page)).toContainText("Contradicted: department");
  await expect(details(page)).toContainText("Purchasing");
  await expect(details(page)).toContainText("MFA is Disabled");
});

test("a number of licenses opens the accounts that hold it", async ({ page }) => {
  await openSample(page);
  await choose(page, "Licenses");
  await expect(rows(page)).toHaveCount(7);
  await rows(page).filter({ hasText: "Harbor Clinic" }).filter({ hasText: "−1" }).locator("[data-column=assigned]").getByRole("button").click();
  await expect(page.getByRole("tab", { selected: true })).toHaveText("License holders");
  await expect(rows(page)).toHaveCount(10);
});

test("the fields of an account stand under the heading of each source, and fit a phone", async ({ page }) => {
  await openSample(page);
  await choose(page, "MFA");
  await rows(page).filter({ hasText: "Tomas Abaroa" }).click();
  const pane = details(page);
  await expect(pane).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  const headings = pane.locator(".field-table th[scope=rowgroup]");
  await expect(headings.first()).toContainText(/, (as of \d+ \w+ \d{4}|of an unknown day)$/);
  expect(await headings.count()).toBe(await pane.locator(".field-table tbody").count());
  await expect(pane).toContainText("Sign-in is allowed:");
  expect(await pane.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});

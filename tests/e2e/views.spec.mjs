// Views with names: common questions, and those a person keeps.
import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { enrollmentOf, file, mailboxesOf } from "./exports.mjs";
import { dialog, drop, open, rowOf, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const people = [
  { key: "ann01", name: "Ann Ber", scheduled: "2026-12-02" },
  { key: "bob02", name: "Bob Nep", scheduled: "2026-12-09" },
  { key: "cyd03", name: "Cyd Low", scheduled: "2027-01-20" },
];
const keys = people.map(({ key }) => key);
const names = (page) => rows(page).locator("td[data-column=name]").allTextContents();
const search = (page) => page.getByRole("searchbox");
const views = (page) => page.getByRole("button", { name: "Views…" });

async function openLists(page) {
  await open(page);
  await drop(page, [file("exchange.csv", mailboxesOf(keys)), file("enrollment.csv", enrollmentOf(people))]);
  await expect(rowOf(page, "ann01")).toBeVisible();
}

test("a common question is one click, and undone", async ({ page }) => {
  await openLists(page);
  await views(page).click();
  await expect(dialog(page).getByRole("button", { name: "No MFA and admin" })).toBeDisabled();
  const found = await new AxeBuilder({ page }).setLegacyMode().include(".dialog").analyze();
  expect(found.violations).toEqual([]);
  await dialog(page).getByRole("button", { name: "Mine, next 14 days" }).click();
  await expect.poll(() => names(page)).toEqual(["Ann Ber"]);
  await expect(page.locator(".filter-chip")).toContainText("within 14 days");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => names(page)).toHaveLength(3);
});

test("a view is kept by keyboard, renamed, opened after a reload, saved and added again", async ({ page }) => {
  await openLists(page);
  await page.locator(".column-header[data-column=name]").click();
  await page.locator(".column-header[data-column=name]").click();
  await views(page).focus();
  await page.keyboard.press("Enter");
  await dialog(page).getByLabel("Name of the view that is shown").fill("Backwards");
  await page.keyboard.press("Enter");
  const own = dialog(page).locator("[data-view=Backwards]");
  await expect(own).toBeVisible();
  await own.getByLabel("Name of the view “Backwards”").fill("From the end");
  await own.getByLabel("Name of the view “Backwards”").press("Enter");
  await expect(dialog(page).locator("[data-view='From the end']")).toBeVisible();
  const coming = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Save as file" }).click();
  const saved = readFileSync(await (await coming).path(), "utf8");
  expect(JSON.parse(saved).views).toEqual([{ name: "From the end", link: expect.stringMatching(/^v1\./) }]);

  await page.goto("about:blank");
  await openLists(page);
  await views(page).click();
  await dialog(page).getByRole("button", { name: "Open the view “From the end”" }).click();
  await expect.poll(() => names(page)).toEqual(["Cyd Low", "Bob Nep", "Ann Ber"]);
  await views(page).click();
  await dialog(page).getByRole("button", { name: "Delete the view “From the end”" }).click();
  await expect(dialog(page).locator(".view-choice[data-view]")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await drop(page, [{ name: "views.json", mimeType: "application/json", buffer: Buffer.from(saved) }]);
  await expect(page.locator(".notice")).toContainText("added 1 view from the file");
});

test("a search for somebody is not kept in a view, and that is said", async ({ page }) => {
  await openLists(page);
  await search(page).fill("ann01");
  await expect.poll(() => names(page)).toEqual(["Ann Ber"]);
  await views(page).click();
  await dialog(page).getByLabel("Name of the view that is shown").fill("Somebody");
  await page.keyboard.press("Enter");
  await expect(page.locator(".notice")).toContainText("names somebody");
  expect(await page.evaluate(() => localStorage.getItem("rollcall.views"))).not.toContain("ann");
});

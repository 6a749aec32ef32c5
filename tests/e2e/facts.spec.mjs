// What other exports say of an account: it changes the row, and the account says why.
import { enrollment, file, mailboxes, mailboxesOf } from "./exports.mjs";
import { column, details, dialog, drop, expectList, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const users = file("users_2026-11-21.csv", [
  "Display name,User principal name,Object Id,Soft deletion time stamp,Block credential,Licenses",
  "Ida Doe,doe01@example.edu,00000001-1c2d-4e3f-8a9b-000000001eef,2026-11-10 03:30:00Z,True,Unlicensed",
  "Fay Moe,moe06@example.edu,00000002-1c2d-4e3f-8a9b-000000003dde,,False,Office 365 A3 for faculty",
].join("\r\n"));

test("a deletion in the directory beats the plan, and the account says why", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment, users]);
  // By the report doe01 has weeks left; by the directory it was deleted on 9 November in New York.
  await expect(rowOf(page, "doe01").locator("td[data-column=urgency]")).toHaveText(/Recovery/);
  await rowOf(page, "doe01").click();
  const pane = details(page);
  await expect(pane).toContainText("soft-deleted");
  await expect(pane).toContainText("The directory deleted it at 03:30 UTC on 10 Nov 2026, which is Mon 9 Nov 2026");
  await expect(pane.locator(".cell-place").filter({ hasText: "users_2026-11-21.csv" }).first()).toBeVisible();
});

test("an account tells in four parts whether it is eligible for a mailbox", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expect(column(page, "logon_name").first()).toBeVisible();
  await rowOf(page, "loe04").click();
  const parts = details(page).locator(".criteria > li");
  await expect(parts).toHaveCount(4);
  await expect(parts.first()).toContainText("PennKey");
  await expect(parts.first()).toHaveAttribute("data-state", "known");
  await expect(parts.nth(1)).toHaveAttribute("data-state", "unknown");
});

test("contradictions are counted by kind, and a click opens the rows of a kind", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment, users]);
  const kinds = page.getByRole("group", { name: "Contradictions by kind" });
  await expect(kinds).toContainText("3 contradictions:");
  await kinds.getByRole("button", { name: /overdue/ }).click();
  await expect(dialog(page).getByRole("heading")).toHaveText("Issues in all sources");
  const rows = dialog(page).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("the plan did not run");
  await page.keyboard.press("Escape");
  await expect(kinds.getByRole("button", { name: /unknown affiliation/ })).toBeVisible();
});

test("without other exports the report's own word stands", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, ["woe09", "hoe05", "noe07", "loe04", "moe06", "poe03", "roe02", "doe01", "voe08"]);
});

// Six kinds of contradictions: they need more than a line beside the other two columns.
const torn = file("report_2026-11-20.csv", [
  "PennID,PennKey,Name,Active Code,All active affiliations,Center,Expires in days,Scheduled deletion date,O365 Ready",
  "10000011,adoe,Ada Doe,A,STAF,21,5,2026-11-25,No",
  "10000012,bfoe,Ben Foe,I,ALUM,21,10,2026-11-30,No",
  "10000013,cgoe,Cem Goe,I,,40,,,Yes",
  "10000014,dhoe,Dee Hoe,I,QQQQ,40,40,2026-12-30,No",
  "10000015,ejoe,Eli Joe,I,,58,40,2026-12-20,No",
  "10000016,fkoe,Fay Koe,I,,58,40,2026-12-30,No",
  "10000016,fkoe,Fay Koe,I,,21,40,2026-12-30,No",
].join("\r\n"));
const tornMine = file("mine.csv", mailboxesOf(["adoe", "bfoe", "cgoe", "dhoe", "ejoe", "fkoe"]));

test("all kinds of contradictions are in sight, or one press away where the page is narrow", async ({ page }) => {
  const kinds = page.getByRole("group", { name: "Contradictions by kind" });
  const fits = () => kinds.evaluate((strip) => [strip, ...strip.querySelectorAll("*")].every((part) => part.scrollWidth <= part.clientWidth + 1 || !part.clientWidth));
  await page.setViewportSize({ width: 1400, height: 900 });
  await open(page);
  await drop(page, [tornMine, torn]);
  await expect(kinds.getByRole("button")).toHaveCount(6);
  expect(await fits()).toBe(true);
  for (const kind of await kinds.getByRole("button").all()) await expect(kind).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(kinds.getByRole("button").first()).toBeHidden();
  await kinds.getByText(/contradictions:/).click();
  await expect(kinds.getByRole("button")).toHaveCount(6);
  expect(await fits()).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

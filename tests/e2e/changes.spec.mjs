// What changed since an older export: rows, one sentence for a ticket, another older day, and the way to the account.
import { AxeBuilder } from "@axe-core/playwright";
import { file } from "./exports.mjs";
import { column, details, drop, open, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const week = (day, rows) => file(`enrollment ${day}.csv`, [
  "PennID,PennKey,Name,Center,All active affilations,Deprovision reason,Scheduled deletion date,Department",
  ...rows.map(([key, name, reason, until]) => `,${key},${name},21,ALUM,${reason},${until},Law`),
].join("\r\n"));

const first = week("2026-11-06", [["ana", "Ana Alt", "No FTE", "2026-12-31"], ["ben", "Ben Berg", "No FTE", "2026-12-20"], ["dot", "Dot Dahl", "No FTE", "2026-12-20"]]);
const older = week("2026-11-13", [["ana", "Ana Alt", "No FTE", "2026-12-20"], ["ben", "Ben Berg", "No FTE", "2026-12-20"], ["cid", "Cid Cole", "No FTE", "2026-12-20"]]);
const newer = week("2026-11-20", [["ana", "Ana Alt", "No FTE", "2026-12-13"], ["ben", "Ben Berg", "Left", "2026-12-20"], ["eve", "Eve East", "No FTE", "2026-12-24"]]);

const SENTENCE = "Since 13 Nov 2026 (7 days): 1 new at risk, 1 removed, and nothing says what became of them, 1 date moved earlier (worst −7 days), 1 reason changed.";

async function openChanges(page, files) {
  await open(page);
  await drop(page, files);
  await page.getByRole("tab", { name: "Changes", exact: true }).click();
}

const expectNoBarrier = async (page) => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
};

test("two exports of one kind show what changed, and one export offers nothing to compare", async ({ page }) => {
  await open(page);
  await drop(page, [newer]);
  await expect(page.getByRole("tab", { name: /^Expiring, not mine/ })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Changes", exact: true })).toHaveCount(0);
  await drop(page, [older]);
  await page.getByRole("tab", { name: "Changes", exact: true }).click();
  await expect(column(page, "name")).toHaveText(["Eve East", "Ana Alt", "Cid Cole", "Ben Berg"]);
  await expect(column(page, "change")).toHaveText(["Added", "Date moved", "Removed", "Reason changed"]);
  await expect(column(page, "days_moved").nth(1)).toHaveText("−7");
  await expect(column(page, "fate").nth(2)).toHaveText("Unknown");
  await expectNoBarrier(page);
  const moved = page.getByRole("group", { name: "Filter by Change" }).getByRole("button", { name: /^Date moved/ });
  await moved.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator(".survey-ticket")).toContainText("of the rows shown: 1 date moved earlier");
});

test("the sentence is copied for a ticket and names nobody", async ({ page }) => {
  await openChanges(page, [older, newer]);
  await expect(page.locator(".survey-ticket > span")).toHaveText(SENTENCE);
  await page.getByRole("button", { name: "Copy for a ticket" }).press("Enter");
  await expect(page.getByText("copied: what changed, in one sentence without names")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(SENTENCE);
});

test("another older day is chosen above the list, and the address carries it", async ({ page }) => {
  await openChanges(page, [first, older, newer]);
  await expect(rows(page)).toHaveCount(4);
  const day = page.getByLabel("Compared with the file of");
  await expect(day.locator("option")).toHaveText(["Fri 13 Nov 2026", "Fri 6 Nov 2026"]);
  await day.selectOption("2026-11-06");
  await expect(page.locator(".survey-ticket")).toContainText("Since 6 Nov 2026 (14 days)");
  await expect(column(page, "days_moved").nth(1)).toHaveText("−18");
  await expect(page.getByLabel("Compared with the file of")).toHaveValue("2026-11-06");
  await expect(page).toHaveURL(/#v1\./);
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await drop(page, [first, older, newer]);
  await expect(page.locator(".survey-ticket")).toContainText("Since 6 Nov 2026 (14 days)");
  await page.getByLabel("Compared with the file of").selectOption("2026-11-13");
  await expect(page.locator(".survey-ticket > span")).toHaveText(SENTENCE);
});

test("a row leads to its account, to the cells of both files and to its decision", async ({ page }) => {
  await openChanges(page, [older, newer]);
  await rows(page).filter({ hasText: "Ana Alt" }).click();
  const pane = details(page);
  await expect(pane).toContainText("From 13 Nov 2026 to 20 Nov 2026: Deletion day was 20 Dec 2026 and is 13 Dec 2026 now.");
  await expect(pane.getByRole("button", { name: "Keep", exact: true })).toBeVisible();
});

test("a file of an unknown day is not compared, and that is said", async ({ page }) => {
  const undated = { ...older, name: "last week.csv" };
  await openChanges(page, [undated, newer]);
  await expect(page.locator(".survey-note").first()).toContainText("`last week.csv`");
  await expect(page.locator(".survey-ticket")).toHaveCount(0);
});

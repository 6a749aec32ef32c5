// The line above the list that tells what is loaded.
import { file, mailboxesOf } from "./exports.mjs";
import { drop, open, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const line = (page) => page.locator(".sources-line");
const chips = (page) => page.locator(".source-chip:visible");

const list = (name, names) => file(name, mailboxesOf(names));

async function openProvider(page) {
  await open(page, { automation: true });
  await page.getByRole("button", { name: /provider/ }).click();
  await expect(rows(page).first()).toBeVisible();
}

test("many sources are one line that opens all cards", async ({ page }) => {
  await openProvider(page);
  await expect(line(page)).toBeVisible();
  await expect(line(page)).toHaveText(/^17 files(, \d+ with issues)?$/);
  await expect(chips(page)).toHaveCount(0);
  // One control opens all cards, by keyboard too.
  const summary = page.locator(".sources-summary");
  await expect(page.locator(".source-card").first()).toBeHidden();
  await summary.press("Enter");
  await expect(page.locator(".source-card:visible")).toHaveCount(17);
  await summary.press("Enter");
  await expect(page.locator(".source-card").first()).toBeHidden();
});

test("on a phone three sources are a line, two are not", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page);
  await drop(page, [list("one.csv", ["doe01", "roe02"]), list("two.csv", ["poe03", "joe04"])]);
  await expect(chips(page)).toHaveCount(2);
  await expect(line(page)).toHaveCount(0);
  await drop(page, [list("three.csv", ["woe05", "loe06"])]);
  await expect(line(page)).toHaveText("3 files");
  await expect(chips(page)).toHaveCount(0);
  // What wants something stays in sight beside the line.
  await drop(page, [file("damaged.csv", `${mailboxesOf(["noe07", "moe08"])}Box 3\r\n"Box 4,box4@example.edu,44.5,poe03\r\n`)]);
  await expect(line(page)).toHaveText("4 files, 1 with issues");
  await expect(chips(page)).toHaveCount(1);
  await expect(chips(page)).toContainText("damaged.csv");
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(chips(page)).toHaveCount(4);
  await expect(line(page)).toBeHidden();
});

// The other order of day and month: offered beside a contradiction, taken and taken back, never in silence.
import { file } from "./exports.mjs";
import { details, dialog, drop, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

// Made on 20 November 2026 with the day first; one date was put in by hand with the month first.
const report = file("report_2026-11-20.csv", [
  "PennID,PennKey,Name,Expires in days,Scheduled deletion date,O365 Ready",
  "10000011,adoe,Ada Doe,12,02/12/2026,No",
  "10000012,bfoe,Ben Foe,20,10/12/2026,No",
  "10000013,cgoe,Cem Goe,15,05/12/2026,No",
  "10000014,dhoe,Dee Hoe,5,11/25/2026,No",
].join("\r\n"));
const mine = file("mine.csv", "Display Name,Size,Logon Name\r\nAda,1,adoe\r\nBen,1,bfoe\r\nCem,1,cgoe\r\nDee,1,dhoe");

const deletionDay = (page, name) => rowOf(page, name).locator("[data-column=deletion_day]");

test("the details offer to read the dates the other way, say what it changed, and take it back", async ({ page }) => {
  await open(page);
  await drop(page, [mine, report]);
  await expect(deletionDay(page, "adoe")).toHaveText("Thu 12 Feb 2026");
  await rowOf(page, "adoe").click();
  const orders = details(page).getByRole("list", { name: "Order of day and month" });
  await expect(orders).toContainText("3 dates would be other days, 1 could not be read");
  await orders.getByRole("button", { name: "Read the day first" }).click();
  await expect(deletionDay(page, "adoe")).toHaveText("Wed 2 Dec 2026");
  await expect(page.locator(".notice")).toContainText("is read with the day first now: 3 dates are other days, 1 cannot be read");
  await expect(page.getByRole("group", { name: "Contradictions by kind" })).toHaveCount(0);
  await orders.getByRole("button", { name: "Undo" }).click();
  await expect(deletionDay(page, "adoe")).toHaveText("Thu 12 Feb 2026");
  await expect(page.getByRole("group", { name: "Contradictions by kind" })).toContainText("3 contradictions:");
  await expect(orders.getByRole("button")).toHaveText("Read the day first");
});

test("the window of the source offers it, too, and a new worker reads the dates as they were read", async ({ page, odd }) => {
  await open(page, { automation: true });
  await drop(page, [mine, report]);
  await expect(deletionDay(page, "adoe")).toHaveText("Thu 12 Feb 2026");
  await page.locator(".sources-summary").click();
  await page.getByRole("button", { name: "Change kind or columns" }).last().click();
  await dialog(page).getByRole("button", { name: "Read the day first" }).click();
  await expect(deletionDay(page, "adoe")).toHaveText("Wed 2 Dec 2026");
  await page.workers()[0].evaluate(() => postMessage({ trap: "broken by a test" }));
  await expect(page.locator(".notice").filter({ hasText: "started again" })).toBeVisible();
  odd.length = 0;
  await expect.poll(async () => page.evaluate(async () => {
    const { values } = await window.rollcall.report("expiring", { columns: ["key", "deletion_day"], sort: [["key", "asc"]] });
    return values[0];
  })).toEqual(["adoe", "2026-12-02"]);
});

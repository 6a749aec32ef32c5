// A day is a day: no list depends on where the viewer's clock stands.
import { enrollment, expiring, mailboxes } from "./exports.mjs";
import { column, drop, expectList, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"];
const mostUrgentFirst = expiring.map(([key]) => key);

for (const timezoneId of zones) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });

    test("a given or chosen day gives the same table as everywhere", async ({ page }) => {
      await open(page, { automation: true });
      await drop(page, [mailboxes, enrollment]);
      await expectList(page, mostUrgentFirst);
      const columns = ["key", "urgency", "days_to_disable", "last_safe_day", "disable_day", "deletion_day"];
      const { values } = await page.evaluate((columns) => window.rollcall.report("expiring", { columns }), columns);
      expect(values).toEqual(expiring);
      await expect(rowOf(page, "loe04").locator("[data-column=disable_day]")).toHaveText("Sat 28 Nov 2026");
      await expect(page.getByLabel("Evaluation day")).toHaveValue("2026-11-22");
      await expect(page.locator(".as-of")).toContainText("21 Nov 2026");
      // A day on which most clocks of America are put forward.
      await page.getByLabel("Evaluation day").fill("2027-03-14");
      await expect(page.locator(".zone")).toHaveText("Sun 14 Mar 2027");
      await expect(rowOf(page, "doe01").locator("[data-column=days_to_disable]")).toHaveText(/^[−-]59$/);
    });

    test("without a given day it is the day in New York", async ({ page }) => {
      // Midnight there is at 5:00 UTC in winter and at 4:00 in summer.
      for (const [instant, day] of [["2026-11-22T04:59:59Z", "2026-11-21"], ["2026-11-22T05:00:00Z", "2026-11-22"],
        ["2026-07-01T03:59:59Z", "2026-06-30"], ["2026-07-01T04:00:00Z", "2026-07-01"]]) {
        await page.clock.setFixedTime(new Date(instant));
        await open(page, { day: null });
        await expect(page.getByLabel("Evaluation day")).toHaveValue(day);
        await expect(page.locator(".zone")).toContainText("today in New York");
      }
    });
  });
}

test("a page left open over midnight counts the new day when it is looked at again", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-11-22T23:00:00-05:00"));
  await open(page, { day: null });
  await drop(page, [mailboxes, enrollment]);
  await expect(rowOf(page, "loe04").locator("[data-column=days_to_disable]")).toHaveText("6");
  await page.clock.setFixedTime(new Date("2026-11-23T00:30:00-05:00"));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(rowOf(page, "loe04").locator("[data-column=days_to_disable]")).toHaveText("5");
  await expect(page.getByLabel("Evaluation day")).toHaveValue("2026-11-23");
});

test("a chosen day stays chosen over midnight, and today is one press away", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-11-23T12:00:00-05:00"));
  await open(page);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByLabel("Evaluation day")).toHaveValue("2026-11-22");
  await page.getByRole("button", { name: "Back to today" }).click();
  await expect(page.getByLabel("Evaluation day")).toHaveValue("2026-11-23");
});

test("a day that is none is told so, and today is used", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-11-23T12:00:00-05:00"));
  await open(page, { day: "2026-02-30" });
  await expect(page.locator(".notice")).toContainText("`today=2026-02-30` in the address is no day");
  await expect(page.getByLabel("Evaluation day")).toHaveValue("2026-11-23");
});

test("days are shown so that nobody reads them otherwise", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  for (const text of await column(page, "deletion_day").allTextContents()) {
    expect(text).toMatch(/^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} \d{4}|unknown)$/);
  }
});

// A policy of another time zone: the day of an instant, today, and every time follow it and name it.
import { enrollmentOf, file, mailboxesOf } from "./exports.mjs";
import { details, dialog, drop, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

/** Deletion days that are instants near midnight somewhere, and one that is a day. */
const people = [
  { key: "ber01", name: "Ann Ber", scheduled: "2026-12-02T23:00:00Z" },
  { key: "nep02", name: "Bo Nep", scheduled: "2026-12-02T18:15:00Z" },
  { key: "low03", name: "Cy Low", scheduled: "2026-12-02T13:00:00Z" },
  { key: "day04", name: "Di Day", scheduled: "2026-12-02" },
];
const keys = people.map(({ key }) => key);

const control = (page, key) => dialog(page).locator(`[data-control="${key}"]`);
const line = (page, key) => dialog(page).locator(`.policy-line[data-key="${key}"]`);
const day = (page, key) => rowOf(page, key).locator("[data-column=deletion_day]");

async function openLists(page, options) {
  await open(page, options);
  await drop(page, [file("exchange.csv", mailboxesOf(keys)), file("enrollment.csv", enrollmentOf(people))]);
  await expect(day(page, "day04")).toHaveText("Wed 2 Dec 2026");
}

async function openPolicy(page) {
  await page.getByRole("button", { name: /^Policy: / }).click();
  await expect(control(page, "zone")).toBeVisible();
}

async function setZone(page, name) {
  await control(page, "zone").fill(name);
  await control(page, "zone").press("Enter");
}

async function expectDays(page, expected) {
  for (const [at, text] of expected.entries()) await expect(day(page, keys[at])).toHaveText(text);
}

const inNewYork = ["Wed 2 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026"];

test("instants near midnight are days of the zone that is chosen, and undone", async ({ page }) => {
  await openLists(page);
  await expectDays(page, inNewYork);
  await openPolicy(page);
  await expect(control(page, "zone")).toHaveValue("America/New_York");
  const offered = dialog(page).locator("datalist option");
  expect(await offered.count()).toBeGreaterThan(100);
  await expect(dialog(page).locator("datalist option[value='Europe/Berlin']")).toHaveCount(1);
  for (const [zone, expected] of [
    ["Europe/Berlin", ["Thu 3 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026"]],
    ["Asia/Kathmandu", ["Thu 3 Dec 2026", "Thu 3 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026"]],
    ["Australia/Lord_Howe", ["Thu 3 Dec 2026", "Thu 3 Dec 2026", "Thu 3 Dec 2026", "Wed 2 Dec 2026"]],
    ["Pacific/Kiritimati", ["Thu 3 Dec 2026", "Thu 3 Dec 2026", "Thu 3 Dec 2026", "Wed 2 Dec 2026"]],
    ["+05:45", ["Thu 3 Dec 2026", "Thu 3 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026"]],
    ["UTC", inNewYork],
  ]) {
    await setZone(page, zone);
    await expectDays(page, expected);
    await expect(line(page, "zone")).toContainText("In the profile: America/New_York");
  }
  await page.keyboard.press("Control+z");
  await expect(control(page, "zone")).toHaveValue("+05:45");
  await expectDays(page, ["Thu 3 Dec 2026", "Thu 3 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026"]);
  await line(page, "zone").getByRole("button", { name: /^Take back/ }).click();
  await expect(control(page, "zone")).toHaveValue("America/New_York");
  await expectDays(page, inNewYork);
});

test("a zone the browser does not know is refused, in the page and in a file, and changes nothing", async ({ page }) => {
  await openLists(page, { automation: true });
  await openPolicy(page);
  await setZone(page, "Europe/Berlin");
  await expect(day(page, "ber01")).toHaveText("Thu 3 Dec 2026");
  await setZone(page, "Mars/Olympus_Mons");
  await expect(line(page, "zone")).toContainText("Not taken: expected a time zone that this browser knows, by its IANA name such as \"Europe/Berlin\", but found the text `Mars/Olympus_Mons`");
  await expect(day(page, "ber01")).toHaveText("Thu 3 Dec 2026");
  const text = await page.evaluate(() => window.rollcall.policy());
  expect(JSON.parse(text).zone).toBe("Europe/Berlin");
  await control(page, "file").setInputFiles(file("mars.json", text.replace("Europe/Berlin", "Mars/Olympus_Mons")));
  await expect(dialog(page)).toContainText("line 9, `zone`: expected a time zone that this browser knows");
  await expect(day(page, "ber01")).toHaveText("Thu 3 Dec 2026");
  await control(page, "file").setInputFiles(file("nepal.json", text.replace("Europe/Berlin", "Asia/Kathmandu")));
  await expectDays(page, ["Thu 3 Dec 2026", "Thu 3 Dec 2026", "Wed 2 Dec 2026", "Wed 2 Dec 2026"]);
  await expect(control(page, "zone")).toHaveValue("Asia/Kathmandu");
  await expect(page.evaluate((text) => window.rollcall.policy(text), text.replace("Europe/Berlin", "Mars/Olympus_Mons"))).rejects.toThrow("line 9, `zone`");
});

test("today is that of the zone, and is named by it", async ({ page }) => {
  // In New York it is Sunday, elsewhere Monday.
  await page.clock.setFixedTime(new Date("2026-11-22T23:30:00Z"));
  await openLists(page, { day: null, automation: true });
  await expect(page.locator(".zone")).toHaveText("Sun 22 Nov 2026, today in New York");
  const left = () => rowOf(page, "day04").locator("[data-column=days_to_disable]");
  await expect(left()).toHaveText("9");
  await openPolicy(page);
  await setZone(page, "Europe/Berlin");
  await expect(left()).toHaveText("8");
  await expect(page.locator(".zone")).toHaveText("Mon 23 Nov 2026, today in Berlin");
  await expect(page.getByLabel("Evaluation day")).toHaveValue("2026-11-23");
  await setZone(page, "America/New_York");
  await expect(left()).toHaveText("9");
  // A script's own policy has a today of its own.
  const days = (zone) => page.evaluate(async (zone) => {
    const query = { columns: ["key", "days_to_disable"], sort: [["key", "asc"]], policy: zone ? { changes: { zone } } : undefined };
    const { values } = await window.rollcall.report("expiring", query);
    return values.find(([key]) => key === "day04")[1];
  }, zone);
  expect([await days("Asia/Kathmandu"), await days(""), await days("+00:00")]).toEqual([8, 9, 9]);
});

test("steps, waits and tickets go by the clocks of the zone and name it", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.clock.install({ time: new Date("2026-11-24T19:05:00Z") });
  await openLists(page, { day: null });
  await rowOf(page, "day04").locator("[data-column=name]").click();
  const pane = details(page);
  await expect(pane).toContainText("Times are those of New York.");
  await pane.getByLabel("Your initials").fill("AB");
  await pane.getByRole("checkbox").first().click();
  const waits = page.getByRole("list", { name: "Waits that run" });
  await expect(waits).toContainText("waiting since 14:05, done by 14:25 at the latest");
  await openPolicy(page);
  await setZone(page, "Asia/Kathmandu");
  await expect(page.locator(".zone")).toContainText("today in Kathmandu");
  await page.keyboard.press("Escape");
  await expect(waits).toContainText("waiting since 00:50, done by 01:10 at the latest");
  await expect(pane).toContainText("Times are those of Kathmandu.");
  await expect(pane.locator(".step-said").first()).toHaveText("done, AB, Wed 25 Nov 2026 00:50");
  await expect(pane.locator(".step-wait").first()).toContainText("waiting since 00:50");
  await pane.getByRole("button", { name: "Copy for a ticket" }).click();
  await expect(page.locator(".notice")).toContainText("copied for a ticket");
  const ticket = await page.evaluate(() => navigator.clipboard.readText());
  expect(ticket).toContain("computed for 25 Nov 2026; copied Wed 25 Nov 2026 00:50 (Asia/Kathmandu)");
  expect(ticket).toContain("waiting since 00:50, done by 01:10 at the latest");
  await page.locator(".sources").getByRole("button", { name: "Decisions…" }).click();
  await expect(dialog(page)).toBeVisible();
});

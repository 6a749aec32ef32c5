// Deadlines as a calendar file: chosen, counted, saved, carried on, and read by another program's parser.
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";
import { enrollment, enrollmentOf, expiring, file, mailboxes, mailboxesOf, today } from "./exports.mjs";
import { dialog, drop, expectList, more, open, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);
/** Disable days that lie ahead, or are today. */
const disabledAhead = expiring.map(([, , , , day]) => day).filter((day) => day >= today).sort();
const actAhead = expiring.map(([, , , day]) => day).filter((day) => day >= today).sort();

async function openWithBoth(page, options) {
  await open(page, options);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
}

async function openDialog(page) {
  await more(page);
  await page.getByRole("button", { name: "Calendar file…" }).click();
  await expect(dialog(page).locator(".calendar-count")).toBeVisible();
}

/** Presses the button that saves; resolves to the file's name and text. */
async function save(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: /^Save / }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** The events of a file by another program's parser, which throws at what is no calendar; deadlines and others. */
function events(text) {
  for (const line of text.split("\r\n")) {
    expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
  }
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  expect(calendar.getFirstPropertyValue("prodid")).toContain("Rollcall");
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    for (const name of ["uid", "dtstamp", "dtstart", "summary", "sequence"]) {
      expect(component.getAllProperties(name), name).toHaveLength(1);
    }
    return {
      component,
      event,
      uid: event.uid,
      sequence: event.sequence,
      day: event.startDate.toString().slice(0, 10),
      isDay: event.startDate.isDate,
      days: event.startDate.isDate ? event.endDate.subtractDate(event.startDate).days + 7 * event.endDate.subtractDate(event.startDate).weeks : 0,
      summary: event.summary,
      description: event.description,
      status: component.getFirstPropertyValue("status"),
      about: component.getFirstPropertyValue("x-rollcall-about"),
      alarm: component.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger").toString(),
    };
  });
}

test("a saved calendar file is read by another program as it was chosen, and names nobody", async ({ page }) => {
  await openWithBoth(page);
  await openDialog(page);
  await expect(dialog(page).locator(".calendar-count")).toHaveText(`${disabledAhead.length + actAhead.length} events about ${disabledAhead.length} accounts`);
  await expect(dialog(page).locator(".calendar-notes")).toContainText("1 account without a usable date is in no event");
  await expect(dialog(page).locator(".calendar-preview tbody tr").first()).toContainText("is disabled on this day");
  await dialog(page).getByLabel("Last safe working day").uncheck();
  await expect(dialog(page).locator(".calendar-count")).toHaveText(`${disabledAhead.length} events about ${disabledAhead.length} accounts`);
  const { name, text } = await save(page);
  expect(name).toBe(`expiring_${today}_${disabledAhead.length}.ics`);
  const read = events(text);
  expect(read.map(({ day }) => day)).toEqual(disabledAhead);
  for (const { isDay, days, summary, status, alarm, description, component } of read) {
    expect({ isDay, days, summary, status, alarm }).toEqual(
      { isDay: true, days: 1, summary: "1 account is disabled on this day", status: "CONFIRMED", alarm: "-P2DT15H" });
    expect(component.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
    expect(description).toMatch(/^Departments: (Philosophy|Finance) 1\nCenters: Faculty of Arts & Humanities 1\n/);
  }
  for (const [key] of expiring) expect(text).not.toContain(key);
  expect(text).not.toMatch(/Doe|Roe|Poe|Loe|Hoe/);
  await expect(page.locator("[role=status]").filter({ hasText: `${name} was handed to the browser` })).toHaveCount(1);
});

test("all four dates, other alarms, and names only after a sentence that says what they mean", async ({ page }) => {
  await openWithBoth(page);
  await openDialog(page);
  for (const title of ["Deletion day", "End of recovery"]) await dialog(page).getByLabel(title).check();
  await dialog(page).getByLabel("Alarm, in the morning").selectOption("no alarm");
  await expect(dialog(page)).toContainText("Each account stands in it as a salted hash");
  await dialog(page).getByLabel("With logon names").check();
  await expect(dialog(page)).toContainText("then reads who is about to lose an account");
  await expect(dialog(page).locator(".calendar-preview")).toContainText("(hoe05) is disabled on this day");
  const read = events((await save(page)).text);
  expect(new Set(read.map(({ about }) => about))).toEqual(new Set(["last_safe_day", "disable_day", "deletion_day", "recovery_end"]));
  const of = (about, who) => read.find((event) => event.about === about && event.summary.includes(who));
  expect(of("last_safe_day", "loe04")).toMatchObject({ day: "2026-11-25", summary: "Last safe working day for Dov Loe (loe04)", alarm: undefined });
  expect(of("last_safe_day", "loe04").description).toContain("start by Wed 25 Nov 2026 15:40");
  expect(of("deletion_day", "loe04").day).toBe("2026-11-29");
  expect(of("recovery_end", "loe04").day).toBe("2026-12-29");
  // Deprovisioned already: only the end of recovery lies ahead.
  expect(read.filter(({ summary }) => summary.includes("moe06")).map(({ about }) => about)).toEqual(["recovery_end"]);
  for (const box of ["Last safe working day", "Disable day", "Deletion day", "End of recovery"]) await dialog(page).getByLabel(box).uncheck();
  await expect(dialog(page)).toContainText("no day is ticked");
});

test("a second file moves events under the same uid, cancels those of safe accounts and leaves the rest alone", async ({ page }) => {
  await openWithBoth(page);
  await openDialog(page);
  await dialog(page).getByLabel("Last safe working day").uncheck();
  await expect(dialog(page).locator(".calendar-count")).toHaveText(`${disabledAhead.length} events about ${disabledAhead.length} accounts`);
  const first = await save(page);
  const before = events(first.text);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Clear all" }).click();
  // A later report: loe04 was put off, poe03 is kept, roe02 is not in it, doe01 and hoe05 are as before.
  const later = enrollmentOf([
    { key: "doe01", name: "Ida Doe", due: "2027-01-15", days: 55, department: "Philosophy" },
    { key: "poe03", name: "Cleo Poe", isActive: true, department: "Finance" },
    { key: "loe04", name: "Dov Loe", due: "2026-12-29", days: 38, department: "Philosophy" },
    { key: "hoe05", name: "Eve Hoe", due: "2026-11-23", days: 2, department: "Finance" },
    { key: "woe09", name: "Ina Woe", due: "2026-12-03", days: 12, department: "Philosophy" },
  ]);
  await drop(page, [mailboxes, file("later.csv", later)]);
  await expect(rows(page)).toHaveCount(4);
  await openDialog(page);
  await dialog(page).getByLabel("Last safe working day").uncheck();
  await dialog(page).getByLabel("The earlier calendar file").setInputFiles({ name: first.name, mimeType: "text/calendar", buffer: Buffer.from(first.text) });
  await expect(dialog(page)).toContainText(`Carries on from ${first.name}`);
  const notes = dialog(page).locator(".calendar-notes li");
  await expect(notes).toHaveText([/^1 event of the earlier file is moved/, /^1 event of the earlier file is cancelled/, /^1 event of the earlier file is left as before/]);
  const after = events((await save(page)).text);
  const dayOf = (events) => Object.fromEntries(events.map(({ uid, day }) => [uid, day]));
  const [days, daysBefore] = [dayOf(after), dayOf(before)];
  const cancelled = after.filter(({ status }) => status === "CANCELLED");
  expect(cancelled.map(({ day }) => day)).toEqual(["2026-12-06"]);
  expect(cancelled[0].alarm).toBeUndefined();
  const moved = after.filter(({ uid, day }) => daysBefore[uid] && daysBefore[uid] !== day);
  expect(moved.map(({ uid, day }) => [daysBefore[uid], day])).toEqual([["2026-11-28", "2026-12-28"]]);
  // The event of roe02, of whom nothing is known now, is not touched.
  const untouched = before.filter(({ uid }) => !days[uid]);
  expect(untouched.map(({ day }) => day)).toEqual(["2026-12-17"]);
  const highest = Math.max(...before.map(({ sequence }) => sequence));
  for (const { sequence } of after) expect(sequence).toBeGreaterThan(highest);
  expect(after.filter(({ uid }) => !daysBefore[uid]).map(({ day }) => day)).toEqual(["2026-12-02"]);
});

test("above fifty events there is one a day, or one for each center on a day", async ({ page }) => {
  const people = Array.from({ length: 60 }, (_, at) => (
    { key: `per${at}`, name: `Person ${at}`, due: at < 40 ? "2026-12-15" : "2026-12-16", days: at < 40 ? 24 : 25, department: at % 2 ? "Law, Æsthetics; and more" : "Ökonomie" }));
  await open(page);
  await drop(page, [file("exchange.csv", mailboxesOf(people.map(({ key }) => key))), file("enrollment.csv", enrollmentOf(people))]);
  await openDialog(page);
  await expect(dialog(page)).toContainText("There would be more than 50 events, so there is one for each day.");
  const read = events((await save(page)).text);
  expect(read.filter(({ about }) => about === "disable_day").map(({ day, summary }) => [day, summary])).toEqual([
    ["2026-12-14", "40 accounts are disabled on this day"], ["2026-12-15", "20 accounts are disabled on this day"]]);
  expect(read[0].description).toContain("Departments: Law, Æsthetics; and more 20, Ökonomie 20\n");
  await dialog(page).getByLabel("Above 50 events, one for each").selectOption("center on a day");
  await expect(dialog(page)).toContainText("one for each center on a day");
  await expect(dialog(page).locator(".calendar-preview")).toContainText("40 accounts are disabled on this day: Faculty of Arts & Humanities");
});

test("a reminder comes back every Monday at nine by the clock on the wall and opens this page", async ({ page, baseURL }) => {
  await openWithBoth(page);
  await openDialog(page);
  await expect(dialog(page).getByLabel("At, by the clock on the wall")).toBeHidden();
  await dialog(page).getByLabel("Remind of running this report").selectOption("Every week");
  await expect(dialog(page).locator(".calendar-preview")).toContainText("Run this report: Expiring among mine");
  const reminder = events((await save(page)).text).find(({ about }) => about === "reminder");
  const next = reminder.event.iterator();
  const times = [next.next(), next.next(), next.next()].map(String);
  expect(times).toEqual(["2026-11-23T09:00:00", "2026-11-30T09:00:00", "2026-12-07T09:00:00"]);
  expect(reminder.event.startDate.zone.tzid).toBe("floating");
  expect(reminder.component.getFirstPropertyValue("url")).toBe(baseURL);
  await dialog(page).getByLabel(/^On/).selectOption("Friday");
  await dialog(page).getByLabel("At, by the clock on the wall").fill("07:30");
  await dialog(page).getByLabel("At, by the clock on the wall").blur();
  await expect(dialog(page).locator(".calendar-preview tr", { hasText: "Run this report" })).toContainText("Fri 27 Nov 2026");
  const other = events((await save(page)).text).find(({ about }) => about === "reminder");
  expect(String(other.event.startDate)).toBe("2026-11-27T07:30:00");
  expect(other.uid).toBe(reminder.uid);
});

test("a file that is none of ours is refused with what to pick", async ({ page }) => {
  await openWithBoth(page);
  await openDialog(page);
  const alien = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nEND:VCALENDAR\r\n";
  await dialog(page).getByLabel("The earlier calendar file").setInputFiles({ name: "alien.ics", mimeType: "text/calendar", buffer: Buffer.from(alien) });
  await expect(dialog(page).locator(".failure-text")).toContainText("expected a line `X-ROLLCALL-SALT`, but found none");
  await expect(dialog(page).getByRole("button", { name: /^Save / })).toHaveCount(0);
  await dialog(page).getByRole("button", { name: "Without it" }).click();
  await expect(dialog(page).getByRole("button", { name: /^Save / })).toBeEnabled();
});

test("a script gets the bytes that the button saves", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-11-22T14:00:00Z"));
  await openWithBoth(page, { automation: true });
  await openDialog(page);
  const saved = await save(page);
  const blob = await page.evaluate(async () => {
    const blob = await window.rollcall.exportAs("ics");
    return { type: blob.type, text: await blob.text() };
  });
  expect(blob).toEqual({ type: "text/calendar;charset=utf-8", text: saved.text });
  expect(saved.text).toContain("DTSTAMP:20261122T140000Z");
  const told = (...given) => page.evaluate((given) => window.rollcall.exportAs(...given).then((blob) => blob.text(), (error) => error.message), given);
  const narrow = await told("ics", { filters: [{ column: "urgency", any_of: ["imminent"] }] }, { clocks: ["disable_day"], names: true, quiet: true });
  expect(events(narrow).map(({ day, summary, alarm }) => [day, summary, alarm])).toEqual([["2026-11-28", "Dov Loe (loe04) is disabled on this day", undefined]]);
  const others = events(await told("ics", {}, { report: "expiring-not-mine", clocks: ["disable_day"] }));
  expect(others.map(({ day }) => day)).toEqual(["2026-11-30", "2026-12-29"]);
  const again = events(await told("ics", undefined, { earlier: saved.text }));
  expect(again.map(({ uid }) => uid)).toEqual(events(saved.text).map(({ uid }) => uid));
  expect(await told("ics", {}, { clocks: ["birthday"] })).toContain("there is no date `birthday`");
  expect(await told("ics", {}, { names: "yes" })).toContain("the options are not understood");
  expect(await told("ics", {}, { report: "mine-not-found" })).toContain("this list has no deadlines");
  expect(await told("ics", {}, { report: "other" })).toBe("there is no report `other`");
});

test("the window fits a narrow screen, and a list without deadlines offers no calendar", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openWithBoth(page);
  await openDialog(page);
  const body = dialog(page).locator(".dialog-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /not found/i }).click();
  await expect(page.getByRole("button", { name: "Calendar file…" })).toBeHidden();
});

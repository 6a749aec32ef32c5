// The policy in the page: a change holds at once, is undone, saved, opened again; a broken file changes nothing.
import { readFile } from "node:fs/promises";
import { enrollment, expiring, file, mailboxes } from "./exports.mjs";
import { details, dialog, drop, expectList, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

async function openPolicy(page) {
  await page.getByRole("button", { name: /^Policy: / }).click();
  await expect(control(page, "grace_days")).toBeVisible();
}

async function openLists(page, options) {
  await open(page, options);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
}

function control(page, key) {
  return dialog(page).locator(`[data-control="${key}"]`);
}

function line(page, key) {
  return dialog(page).locator(`.policy-line[data-key="${key}"]`);
}

function day(page, logonName, column) {
  return rowOf(page, logonName).locator(`[data-column=${column}]`);
}

async function set(page, key, text) {
  await control(page, key).fill(text);
  await control(page, key).press("Enter");
}

/** Files that are picked come through the input of the dialog. */
async function openFile(page, name, text) {
  await control(page, "file").setInputFiles(file(name, text));
}

test("a changed line moves the dates at once, says what it was, and is undone", async ({ page }) => {
  await openLists(page);
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await openPolicy(page);
  await set(page, "disable_lead_days", "3");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Thu 26 Nov 2026");
  await expect(line(page, "disable_lead_days")).toContainText("In the profile: 1 day");
  await expect(dialog(page)).toContainText("1 change to the profile");
  await expect(page.getByRole("button", { name: "Policy: penn-2020, changed", includeHidden: true })).toHaveCount(1);
  await line(page, "disable_lead_days").getByRole("button", { name: /^Take back/ }).click();
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await expect(control(page, "disable_lead_days")).toHaveValue("1");
  await page.keyboard.press("Control+z");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Thu 26 Nov 2026");
  await dialog(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await expect(dialog(page)).toContainText("As the profile has it");
  await dialog(page).getByRole("button", { name: "Redo" }).click();
  await dialog(page).getByRole("button", { name: "Redo" }).click();
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await expect(dialog(page).getByRole("button", { name: "Redo" })).toBeDisabled();
});

test("a wrong value is refused beside its control and changes nothing", async ({ page }) => {
  await openLists(page);
  await openPolicy(page);
  await set(page, "grace_days", "two months");
  await expect(line(page, "grace_days")).toContainText("Not taken: expected a whole number of days from 0 to 3650, but found the text `two months`");
  await set(page, "thresholds.imminent", "20");
  await expect(line(page, "thresholds.imminent")).toContainText("Not taken, because of `thresholds.soon`");
  await expect(dialog(page)).toContainText("As the profile has it");
  await set(page, "grace_days", "90");
  await expect(line(page, "grace_days")).not.toContainText("Not taken");
  await expect(line(page, "grace_days")).toContainText("In the profile: 60 days");
  // Quickly one after the other: none is lost.
  for (const name of ["Mon", "Tue", "Wed", "Thu"]) await dialog(page).getByLabel(name, { exact: true }).click();
  await expect(line(page, "calendar.weekdays").locator("input:checked")).toHaveCount(1);
  await dialog(page).getByLabel("Fri", { exact: true }).click();
  await expect(line(page, "calendar.weekdays")).toContainText("no weekday is worked");
  await expect(line(page, "calendar.weekdays").locator("input:checked")).toHaveCount(1);
});

test("holidays come as a list and as a calendar file, and what is not taken is told", async ({ page }) => {
  await openLists(page);
  await expect(day(page, "loe04", "last_safe_day")).toHaveText("Wed 25 Nov 2026");
  await openPolicy(page);
  await control(page, "new holidays").fill("2026-11-25 closed\n03/04/2026");
  await dialog(page).getByRole("button", { name: "Add these days" }).click();
  await expect(day(page, "loe04", "last_safe_day")).toHaveText("Tue 24 Nov 2026");
  await expect(dialog(page).locator(".policy-notes")).toContainText("line 2: `03/04/2026` is 3 Apr 2026 or 4 Mar 2026");
  const calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261125\r\nSUMMARY:more\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  await control(page, "holiday file").setInputFiles(file("closed.ics", calendar));
  await expect(day(page, "loe04", "last_safe_day")).toHaveText("Fri 20 Nov 2026");
  await dialog(page).getByRole("button", { name: "Take out Wed 25 Nov 2026" }).click();
  await expect(day(page, "loe04", "last_safe_day")).toHaveText("Wed 25 Nov 2026");
});

test("a broken file names line and key and changes nothing; a saved one is opened again", async ({ page }) => {
  await openLists(page);
  await openPolicy(page);
  await set(page, "disable_lead_days", "3");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Thu 26 Nov 2026");
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Save as file" }).click()]);
  expect(download.suggestedFilename()).toBe("policy-penn-2020.json");
  const text = await readFile(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ format: "rollcall-policy", disable_lead_days: 3 });
  await dialog(page).getByRole("button", { name: "Undo all changes" }).click();
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await openFile(page, "broken.json", text.replace("\"grace_days\": 60", "\"grace_days\": \"sixty\""));
  await expect(dialog(page)).toContainText("line 10, `grace_days`: expected a whole number of days from 0 to 3650, but found the text `sixty`");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await openFile(page, "typo.json", text.replace("disable_lead_days", "disable_lead_day"));
  await expect(dialog(page)).toContainText("there is no such key; perhaps `disable_lead_days` is meant");
  await openFile(page, "ours.json", text);
  await expect(day(page, "loe04", "disable_day")).toHaveText("Thu 26 Nov 2026");
  await expect(control(page, "disable_lead_days")).toHaveValue("3");
});

test("a dropped policy is offered as one, beside exports that are read", async ({ page }) => {
  await open(page, { automation: true });
  await page.waitForFunction(() => window.rollcall);
  const text = (await page.evaluate(() => window.rollcall.policy())).replace("\"penn-2020\"", "\"ours\"").replace("\"disable_lead_days\": 1", "\"disable_lead_days\": 2");
  await drop(page, [file("ours.json", text), mailboxes, enrollment]);
  await expect(dialog(page)).toContainText("`ours.json` is a policy file");
  await dialog(page).getByRole("button", { name: "Use it" }).click();
  await expect(control(page, "disable_lead_days")).toHaveValue("2");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(day(page, "loe04", "disable_day")).toHaveText("Fri 27 Nov 2026");
  await expect(page.evaluate((text) => window.rollcall.policy(text), text.replace("2,", "true,"))).rejects.toThrow("line");
});

test("another profile is chosen, and the way of steps that is in force is named", async ({ page }) => {
  await openLists(page);
  await openPolicy(page);
  await expect(dialog(page)).toContainText("eligible affiliations of 18 Nov 2020");
  await control(page, "checklist_in_force").selectOption("Cloud Control (until 2021)");
  await expect(line(page, "checklist_in_force")).toContainText("take back");
  await control(page, "profile").selectOption("blank");
  await expect(control(page, "disable_lead_days")).toHaveValue("7");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sun 22 Nov 2026");
  await page.keyboard.press("Control+z");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Sat 28 Nov 2026");
  await expect(control(page, "checklist_in_force")).toHaveValue("Cloud Control (until 2021)");
});

test("a policy line behind a sentence is shown with its value and opens the policy there", async ({ page }) => {
  await openLists(page);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await details(page).getByRole("button", { name: "policy `disable_lead_days` = 1 day" }).click();
  await expect(control(page, "disable_lead_days")).toBeFocused();
  await set(page, "disable_lead_days", "2");
  await expect(day(page, "loe04", "disable_day")).toHaveText("Fri 27 Nov 2026");
  await page.keyboard.press("Escape");
  await expect(details(page)).toContainText("disabled 2 days before the deletion day");
});

test("codes are added and taken out, and every list goes by the same policy", async ({ page }) => {
  await openLists(page);
  await openPolicy(page);
  await control(page, "new affiliations.codes").fill("alum");
  await control(page, "new affiliations.codes").locator("xpath=ancestor::*[contains(@class,'policy-adding')]").getByRole("button", { name: "Add" }).click();
  await control(page, "affiliations.codes.ALUM.eligible").selectOption("if");
  await expect(control(page, "affiliations.codes.ALUM.condition")).toHaveValue("a condition that is not stated");
  await dialog(page).getByRole("button", { name: "Take out CTSY" }).click();
  await expect(dialog(page)).toContainText("2 changes to the profile");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("tab", { name: /^Mine, found|^All of mine|^Mine/ }).first().click();
  await expect(page.getByRole("button", { name: "Policy: penn-2020, changed" })).toBeVisible();
});

test("the steps of the checklist are changed in the page, hold at once, and are undone", async ({ page }) => {
  await openLists(page);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  const steps = details(page).locator(".todo-branch").first();
  await expect(steps).toContainText("Override the person in Active Roles");
  await openPolicy(page);
  const text = control(page, "checklists.1.steps.2.text");
  await text.fill("Ask <b>Dana</b> for the override.");
  await text.press("Tab");
  await expect(line(page, "checklists.1.steps.2")).toContainText("what to do in the profile: Override the person in Active Roles");
  await expect(steps).toContainText("Ask <b>Dana</b> for the override.");
  await set(page, "checklists.1.steps.2.wait_minutes", "45");
  await expect(steps).toContainText("start by Wed 25 Nov 2026 14:55 to be safe");
  await control(page, "new checklists.1.steps").fill("Tell the center.");
  await line(page, "checklists.1.steps").getByRole("button", { name: "Add" }).click();
  await expect(steps).toContainText("Tell the center.");
  await line(page, "checklists.1.steps.1").getByRole("button", { name: /^Take out Step 1/ }).click();
  await expect(steps).not.toContainText("Give the person an appropriate active affiliation");
  await line(page, "checklists.1.profile.1").getByRole("button", { name: /^Take back/ }).click();
  await expect(steps).toContainText("Give the person an appropriate active affiliation");
  await control(page, "checklists.1.steps.2.text").fill(" ");
  await control(page, "checklists.1.steps.2.text").press("Tab");
  await expect(line(page, "checklists.1.steps.2")).toContainText("Not taken: a step has to say what is to be done");
  await dialog(page).getByRole("button", { name: "Undo all changes" }).click();
  await expect(steps).toContainText("Override the person in Active Roles");
  await expect(steps).not.toContainText("Tell the center.");
  await dialog(page).getByRole("button", { name: "Undo", exact: true }).click();
  await expect(steps).toContainText("Tell the center.");
});

test("a wait that is chosen to count is a step of the checklist, and everything starts earlier", async ({ page }) => {
  await openLists(page);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  const steps = details(page).locator(".todo-branch").first();
  await expect(steps).toContainText("start by Wed 25 Nov 2026 15:40 to be safe");
  await expect(steps).not.toContainText("Wait for propagation.");
  await openPolicy(page);
  await control(page, "waits.propagation.counted").check();
  await expect(steps).toContainText("Wait for propagation.");
  await expect(steps).toContainText("start by Wed 25 Nov 2026 15:10 to be safe");
});

// What to do: steps with waits that run, decisions made, saved, merged, kept and forgotten, and from a sentence to its cell.
import { readFile } from "node:fs/promises";
import { enrollment, file, mailboxes } from "./exports.mjs";
import { column, details, dialog, drop, expectList, open, rowOf, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const noon = new Date("2026-11-23T14:05:00-05:00");

/** A Monday at 14:05 in New York, with both files and the account `loe04` open, which is disabled on Saturday. */
async function openAccount(page, key = "loe04", initials = "AB") {
  await open(page, { day: null, automation: true });
  await drop(page, [mailboxes, enrollment]);
  await openRow(page, key);
  if (initials) await details(page).getByLabel("Your initials").fill(initials);
}

async function openRow(page, key) {
  await rowOf(page, key).locator("[data-column=name]").click();
  await expect(details(page).getByRole("heading", { name: "Decision" })).toBeVisible();
  await expect(details(page).locator(".details-head")).toContainText(key);
}

const box = (page, at) => details(page).getByRole("checkbox").nth(at);
const waits = (page) => page.getByRole("list", { name: "Waits that run" });
const status = (page) => page.locator("p.visually-hidden[role=status]");
const decide = (page, name) => details(page).getByRole("group", { name: "Decision" }).getByRole("button", { name, exact: true });
const decided = (page) => details(page).locator(".decided");

async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Save decisions" }).click()]);
  return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
}

async function openDecisions(page) {
  await page.locator(".sources").getByRole("button", { name: "Decisions…" }).click();
  await expect(dialog(page)).toBeVisible();
}

test("each step says by when to start, and a wait runs whatever is open", async ({ page }) => {
  await page.clock.install({ time: noon });
  await openAccount(page);
  const pane = details(page);
  await expect(pane).toContainText("Steps “Active Roles (since 2021)” of the policy Penn");
  await expect(pane.locator(".start-by").first()).toHaveText("start by Wed 25 Nov 2026 15:40 to be safe");
  await box(page, 0).click();
  await expect(box(page, 0)).toBeChecked();
  await expect(pane.locator(".step-said").first()).toHaveText("done, AB, Mon 23 Nov 2026 14:05");
  await expect(pane.locator(".step-wait").first()).toHaveText("waiting since 14:05, done by 14:25 at the latest; 20 min left");
  await expect(status(page)).toHaveText("loe04: waiting, done by 14:25 at the latest");
  await page.clock.runFor("08:00");
  await expect(pane.locator(".step-wait").first()).toHaveText(/; 12 min left$/);

  await openRow(page, "poe03");
  await expect(pane.locator(".step-wait").first()).toHaveText("");
  await expect(box(page, 0)).not.toBeChecked();
  await pane.getByRole("button", { name: "Close details" }).click();
  await expect(waits(page)).toContainText("waiting since 14:05, done by 14:25 at the latest; 12 min left");
  await page.clock.runFor("12:05");
  await expect(waits(page)).toContainText("the wait since 14:05 was over by 14:25: go on");
  await expect(status(page)).toHaveText("loe04: the wait is over, go on with the next step");

  await waits(page).getByRole("button", { name: "loe04" }).click();
  await expect(box(page, 0)).toBeChecked();
  await box(page, 1).click();
  await expect(waits(page)).toHaveCount(0);
  // Taken back, it is open again.
  await box(page, 1).click();
  await expect(box(page, 1)).not.toBeChecked();
  await expect(waits(page)).toHaveCount(1);
});

test("a tick keeps the focus on its box and works by keyboard", async ({ page }) => {
  await openAccount(page);
  await box(page, 1).focus();
  await page.keyboard.press("Space");
  await expect(box(page, 1)).toBeChecked();
  await expect(details(page).locator(".step-said").nth(1)).toContainText("done, AB");
  await expect(box(page, 1)).toBeFocused();
});

test("without initials nothing is decided, and the page says why", async ({ page }) => {
  await openAccount(page, "loe04", "");
  await box(page, 0).click();
  await expect(page.locator(".notice")).toContainText("write your initials first");
  await expect(box(page, 0)).not.toBeChecked();
  await expect(details(page).getByLabel("Your initials")).toBeFocused();
  await decide(page, "Keep").click();
  await expect(decided(page)).toHaveText("undecided");
  await details(page).getByRole("combobox").first().selectOption("wanted");
  await expect(details(page).getByRole("combobox").first()).toHaveValue("");
});

test("what is offered follows the stage", async ({ page }) => {
  await page.clock.install({ time: noon });
  await openAccount(page);
  const headings = () => details(page).locator(".todo-branch h4");
  await expect(headings()).toHaveText(["Keep it", "Or let it go"]);
  await expect(details(page).getByRole("combobox")).toHaveCount(5);
  await openRow(page, "moe06");
  await expect(headings()).toHaveText(["Bring it back", "Let it go"]);
  await openRow(page, "voe08");
  await expect(headings()).toHaveText(["Nothing can be done any more"]);
  await expect(details(page).getByRole("checkbox")).toHaveCount(0);
  await openRow(page, "woe09");
  await expect(headings()).toHaveText(["Find out first", "Keep it", "Or let it go"]);
});

test("the block of sign-in waits 75 minutes", async ({ page }) => {
  await page.clock.install({ time: noon });
  await openAccount(page);
  await details(page).getByRole("combobox").nth(3).selectOption("done");
  await expect(waits(page)).toContainText("done by 15:20 at the latest; 75 min left");
  await details(page).getByRole("combobox").nth(0).selectOption("not-wanted");
  await expect(details(page)).toContainText("not wanted, AB, Mon 23 Nov 2026 14:05");
  await expect(waits(page)).toContainText("done by 15:20");
});

test("a decision is a column that sorts and filters, and outlives a worker that dies", async ({ page, odd }) => {
  await page.clock.install({ time: noon });
  await openAccount(page);
  await details(page).getByLabel("Note").fill("asked the dean");
  await decide(page, "Asked").click();
  await expect(decided(page)).toHaveText("asked, AB, Mon 23 Nov 2026 14:05");
  await openRow(page, "poe03");
  await expect(details(page).getByLabel("Note")).toHaveValue("");
  await decide(page, "Keep").click();
  await expect(decided(page)).toContainText("keep, AB");
  await openDecisions(page);
  await expect(dialog(page).getByRole("row")).toHaveCount(3);
  await expect(dialog(page)).toContainText("asked the dean");
  await dialog(page).getByRole("button", { name: "Asked" }).click();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".filter-chip")).toContainText("Decision: Asked");
  await expectList(page, ["loe04"]);
  await page.locator(".filter-chip-remove").click();
  const shown = () => page.evaluate(() => window.rollcall.report("expiring", { columns: ["key", "decision"], sort: [["decision", "asc"]] }, { rows: 3 }));
  expect((await shown()).rows.slice(0, 2)).toEqual([["poe03", "keep (AB)"], ["loe04", "asked (AB)"]]);

  await page.workers()[0].evaluate(() => postMessage({ trap: "broken by a test" }));
  await expect(page.locator(".notice")).toContainText("started again");
  await expect.poll(async () => (await shown()).rows.slice(0, 2)).toEqual([["poe03", "keep (AB)"], ["loe04", "asked (AB)"]]);
  odd.length = 0;
});

test("two people's files are merged, and what both changed is shown with who and when", async ({ page }) => {
  await page.clock.install({ time: noon });
  await openAccount(page);
  await decide(page, "Asked").click();
  await expect(decided(page)).toContainText("asked, AB");
  await openDecisions(page);
  const [name, text] = await saved(page);
  expect(name).toBe("decisions_2026-11-23.json");
  expect(JSON.parse(text)).toMatchObject({ format: "rollcall-decisions", version: 1, decisions: [{ account: "loe04", decision: "asked", by: "AB" }] });
  await dialog(page).getByRole("button", { name: "Close" }).click();
  // A colleague goes on from the file, and so do we.
  const theirs = JSON.parse(text);
  Object.assign(theirs.decisions[0], { decision: "keep", by: "CD", at: "2026-11-23T19:30:00Z", changed: "2026-11-23T19:30:00Z",
    seen: { AB: theirs.decisions[0].changed, CD: "2026-11-23T19:30:00Z" } });
  await page.clock.runFor("01:00:00");
  await decide(page, "Let go").click();
  await expect(decided(page)).toHaveText("let go, AB, Mon 23 Nov 2026 15:05");
  const damaged = JSON.stringify(theirs, null, 1).replace('"keep"', '"kept"');
  await drop(page, [file("damaged.json", damaged, "application/json")]);
  await expect(page.locator(".notice")).toContainText("`damaged.json`, line 6: `decision`: expected `keep`");
  await expect(decided(page)).toContainText("let go");

  await drop(page, [file(name, JSON.stringify(theirs), "application/json")]);
  await expect(dialog(page).getByRole("heading", { name: "Changed on both sides" })).toBeVisible();
  const sides = dialog(page).locator(".conflict dd");
  await expect(sides.nth(0)).toContainText("let go, AB, Mon 23 Nov 2026 15:05");
  await expect(sides.nth(1)).toContainText("keep, CD, Mon 23 Nov 2026 14:30");
  await dialog(page).getByRole("button", { name: "Take the other for loe04" }).click();
  await expect(sides.nth(0)).toContainText("keep, CD, Mon 23 Nov 2026 14:30");
  await dialog(page).getByRole("button", { name: "These are right" }).click();
  await expect(dialog(page).getByRole("heading", { name: "Changed on both sides" })).toHaveCount(0);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(decided(page)).toContainText("keep, CD");
});

test("nothing is kept unless asked for; kept decisions come back, and are forgotten", async ({ page }) => {
  await openAccount(page);
  const kept = () => page.evaluate(() => localStorage.getItem("rollcall.decisions"));
  await decide(page, "Keep").click();
  await expect(decided(page)).toContainText("keep, AB");
  expect(await kept()).toBe(null);
  await openDecisions(page);
  const tick = dialog(page).getByRole("checkbox", { name: /^Keep decisions in this browser/ });
  await expect(tick).not.toBeChecked();
  await tick.check();
  await expect.poll(kept).toContain("loe04");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await decide(page, "Done").click();
  await expect.poll(kept).toContain('"done"');

  await openAccount(page);
  await expect(decided(page)).toContainText("done, AB");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(dialog(page)).toContainText("1 decision will be gone from this page with the data. They stay kept in this browser");
  await dialog(page).getByRole("button", { name: "Go on with them" }).click();
  await expect(rows(page).first()).toBeVisible();
  await page.locator(".privacy-line").click();
  await expect(dialog(page)).toContainText("Decisions are kept in this browser, as you asked");
  await dialog(page).getByRole("button", { name: "Forget the decisions" }).click();
  await expect(dialog(page)).toContainText("No decision is kept.");
  expect(await kept()).toBe(null);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(dialog(page)).toContainText("1 decision will be gone with the data, unless you save them first.");
  await dialog(page).getByRole("button", { name: "Clear all, decisions too" }).click();
  await openAccount(page);
  await expect(decided(page)).toHaveText("undecided");
});

test("an account is copied for a ticket and for the manager", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.clock.install({ time: noon });
  await openAccount(page);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await box(page, 0).click();
  await expect(details(page).locator(".step-said").first()).toContainText("done, AB");
  await details(page).getByRole("button", { name: "Copy for a ticket" }).click();
  await expect(page.locator(".notice")).toContainText("copied for a ticket");
  const ticket = await copied();
  expect(ticket).toContain("Dov Loe (loe04): disabled in 5 days: act by Wed 25 Nov 2026");
  expect(ticket).toContain("enrollment.csv, line 5, Scheduled deletion date: 11/29/2026");
  expect(ticket).toContain("[x] 1. Give the person");
  expect(ticket).toContain("[ ] 2. Override");
  await details(page).getByRole("button", { name: "Copy for the manager" }).click();
  await expect.poll(copied).toContain("The account of Dov Loe (loe04) ends on Sun 29 Nov 2026: shall we keep it?");
  await details(page).getByRole("button", { name: "Copy step 2" }).first().click();
  await expect.poll(copied).toMatch(/^Dov Loe \(loe04\): Override .* By when: start by Wed 25 Nov 2026 16:00 to be safe\.$/);
});

test("a sentence leads to its cell in the row of its file, and back, by mouse and by keyboard", async ({ page }) => {
  await openAccount(page);
  const reason = details(page).locator(".reasons li[data-reason]").filter({ hasText: "Scheduled deletion date" }).first();
  const sentence = reason.locator(".sentence");
  await sentence.click();
  const cited = details(page).locator(".field-table tr[data-cited=true]");
  await expect(cited).toHaveCount(1);
  await expect(cited).toContainText("11/29/2026");
  await expect(cited).toBeFocused();
  await expect(cited).toBeInViewport();
  await cited.getByRole("button", { name: "Back to the sentence" }).click();
  await expect(sentence).toBeFocused();
  await expect(cited).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(cited).toBeFocused();
});

test("scripts decide, read and merge as the screen does", async ({ page }) => {
  await page.clock.install({ time: noon });
  await open(page, { day: null, automation: true });
  await drop(page, [mailboxes, enrollment]);
  await expect(column(page, "logon_name").first()).toBeVisible();
  const found = await page.evaluate(async () => {
    const { rollcall } = window;
    const refused = (work) => work.catch((error) => error.message);
    const todo = await rollcall.todo("loe04");
    const [branch] = todo.branches;
    const [step] = branch.steps;
    await rollcall.decide("loe04", { decision: "keep", by: "AB", note: "x" });
    const said = await rollcall.decide("loe04", { step: step.text, list: branch.list, wait: step.wait_minutes, state: "done", by: "AB" });
    const all = await rollcall.decisions();
    all.decisions[0].account = "poe03";
    const merged = await rollcall.mergeDecisions(all);
    return { said, told: merged.told, n: merged.decisions.length, again: (await rollcall.todo("loe04")).verdict,
      refused: [await refused(rollcall.decide("loe04", { decision: "keep" })), await refused(rollcall.decide("loe04", { verdict: "keep" })),
        await refused(rollcall.mergeDecisions("{"))] };
  });
  expect(found).toMatchObject({ n: 2, again: "keep", told: "`decisions.json`: 1 decision is new or changed",
    said: { waits: [{ key: "loe04" }], decisions: [{ key: "loe04", decision: "keep", n_done: 1 }] } });
  expect(found.refused[0]).toContain("write your initials first");
  expect(found.refused[1]).toContain("the decision is not understood");
  expect(found.refused[2]).toContain("`decisions.json`, line 1: the file is damaged");
});

// The main walk: from two files to the people who are about to lose their account, and what to do for each.
import { readFile } from "node:fs/promises";
import { counts, enrollment, enrollmentOf, expiring, file, mailboxes, mailboxesOf, pasted } from "./exports.mjs";
import { column, details, dialog, drop, expectList, grid, header, more, open, pick, rowOf, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function openWithBoth(page) {
  await open(page);
  await pick(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
}

test("both files dropped at once are recognised and joined, the most urgent account first", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await expect(page.locator(".source-chip")).toHaveText([/Mailbox list.*exchange\.csv.*13 rows/, /O365 enrollment.*enrollment\.csv.*14 rows/]);
});

test("files in the other order, one after the other, give the same list", async ({ page }) => {
  await open(page);
  await drop(page, [enrollment]);
  await expect(page.locator(".source-chip")).toHaveCount(1);
  await drop(page, [mailboxes]);
  await expectList(page, mostUrgentFirst);
});

test("of many files each kind has one line, and fifty are read at once", async ({ page }) => {
  await open(page);
  const lists = Array.from({ length: 49 }, (_, place) => file(`list-${place}.csv`, mailboxesOf([`extra${place}`, `other${place}`])));
  await drop(page, [...lists, mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await expect(page.locator(".source-chip")).toHaveText([/Mailbox list.*50 files.*111 rows/, /O365 enrollment.*1 file.*14 rows/]);
  await page.locator(".sources-summary").click();
  await expect(page.locator(".source-card")).toHaveCount(51);
});

test("pasted logon names give the same people as the mailbox list", async ({ page }) => {
  await open(page);
  await page.getByRole("textbox", { name: /Logon names/ }).fill(pasted);
  await page.getByRole("button", { name: "Use these names" }).click();
  await expect(page.locator(".source-chip")).toHaveCount(1);
  await drop(page, [enrollment]);
  await expectList(page, mostUrgentFirst);
});

test("names pasted anywhere on the page count as mine", async ({ page }) => {
  await open(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
  await page.locator("h1").click();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.locator(".source-chip")).toContainText("13 rows");
});

test("each of the four lists has its count in sight and opens", async ({ page }) => {
  // High enough for every row of the longest list.
  await page.setViewportSize({ width: 1280, height: 800 });
  await openWithBoth(page);
  const lists = [
    ["Expiring among mine", counts.expiring],
    ["Mine, found", counts.mine],
    ["Mine, not found", counts.notFound],
    ["Expiring, not mine", counts.notMine],
  ];
  // What is matched is counted when it is looked at.
  await expect(page.getByRole("tab")).toHaveText([...lists.map(([name, count]) => new RegExp(`^${name}\\s*${count}$`)), "Matching"]);
  for (const [name, count] of lists) {
    await tab(page, name).click();
    await expect(tab(page, name)).toHaveAttribute("aria-selected", "true");
    await expect(rows(page)).toHaveCount(count);
    await expect(page.locator(".row-count")).toHaveText(`${count} rows`);
  }
  await tab(page, "Mine, not found").click();
  await expectList(page, ["gone15", "svc-scanner"]);
  await tab(page, "Expiring, not mine").click();
  await expectList(page, ["oth12", "oth13"]);
});

test("another evaluation day moves the urgencies, and today brings them back", async ({ page }) => {
  await openWithBoth(page);
  await expect(rowOf(page, "loe04").locator("[data-column=urgency]")).toHaveText("Imminent");
  await expect(rowOf(page, "loe04").locator("[data-column=days_to_disable]")).toHaveText("6");
  await page.getByLabel("Evaluation day").fill("2026-11-26");
  await expect(rowOf(page, "loe04").locator("[data-column=urgency]")).toHaveText("Late");
  await expect(rowOf(page, "loe04").locator("[data-column=days_to_disable]")).toHaveText("2");
  await page.getByLabel("Evaluation day").fill("2026-12-29");
  await expect(rowOf(page, "loe04").locator("[data-column=urgency]")).toHaveText("Lost");
  await page.getByLabel("Evaluation day").fill("2026-11-22");
  await expectList(page, mostUrgentFirst);
  await expect(page.getByRole("button", { name: "Back to today" })).toBeVisible();
});

test("a click on a header sorts, another turns it round, Shift+click adds a second column", async ({ page }) => {
  await openWithBoth(page);
  await header(page, "Logon name").click();
  await expectList(page, [...mostUrgentFirst].sort());
  await expect(header(page, "Logon name")).toHaveAttribute("aria-sort", "ascending");
  await header(page, "Logon name").click();
  await expectList(page, [...mostUrgentFirst].sort().reverse());
  await expect(header(page, "Logon name")).toHaveAttribute("aria-sort", "descending");

  await header(page, "Department").click();
  await header(page, "Logon name").click({ modifiers: ["Shift"] });
  // By department, then by logon name; the one without a department last.
  await expectList(page, ["hoe05", "poe03", "doe01", "loe04", "roe02", "woe09", "moe06", "voe08", "noe07"]);
  await expect(header(page, "Department")).toHaveAttribute("aria-sort", "ascending");
  await expect(header(page, "Department")).toContainText("1");
  await expect(header(page, "Logon name")).toContainText("sorted 2., ascending");
});

test("a missing value stands last whichever way a column is sorted", async ({ page }) => {
  await openWithBoth(page);
  await header(page, "Disable day").click();
  await expect(column(page, "logon_name").last()).toHaveText("woe09");
  await header(page, "Disable day").click();
  await expect(header(page, "Disable day")).toHaveAttribute("aria-sort", "descending");
  await expect(column(page, "logon_name").first()).toHaveText("doe01");
  await expect(column(page, "logon_name").last()).toHaveText("woe09");
});

test("the search looks in every visible column, without regard to case", async ({ page }) => {
  await openWithBoth(page);
  const box = page.getByRole("searchbox");
  await box.fill("PHILO");
  await expectList(page, ["woe09", "loe04", "roe02", "doe01"]);
  await expect(page.locator(".row-count")).toHaveText("4 rows after search and filters");
  await box.fill("åsa");
  await expectList(page, ["roe02"]);
  await box.fill("nobody has this");
  await expect(rows(page)).toHaveCount(0);
  await expect(page.locator(".empty-list")).toBeVisible();
  await page.locator(".empty-list").getByRole("button").click();
  await expectList(page, mostUrgentFirst);
  await expect(box).toHaveValue("");
});

test("urgency, department and week each filter by a click, and together", async ({ page }) => {
  await openWithBoth(page);
  const urgencies = page.getByRole("group", { name: "Filter by urgency" });
  const departments = page.getByRole("group", { name: "Filter by department" });
  await urgencies.getByRole("button", { name: /^Late/ }).click();
  await expectList(page, ["hoe05"]);
  await urgencies.getByRole("button", { name: /^Soon/ }).click();
  await expectList(page, ["hoe05", "poe03"]);
  await departments.getByRole("button", { name: /^Finance/ }).click();
  await expectList(page, ["hoe05", "poe03"]);
  await urgencies.getByRole("button", { name: /^Soon/ }).click();
  await expectList(page, ["hoe05"]);
  await expect(page.getByRole("group", { name: "Filters" }).locator(".filter-chip-text")).toHaveText([/^Urgency: Late$/, /^Department: Finance$/]);
  await page.getByRole("button", { name: "Show all" }).click();
  await expectList(page, mostUrgentFirst);

  // The week from Mon 23 to Sun 29 Nov has one disable day: Sat 28 Nov.
  const weeks = page.getByRole("group", { name: /^Filter by week/ });
  await weeks.getByRole("button", { name: /29 Nov/ }).click();
  await expectList(page, ["loe04"]);
  await page.locator(".filter-chip-remove").click();
  await expectList(page, mostUrgentFirst);
});

test("the bars of the weeks have the same numbers as their table", async ({ page }) => {
  await openWithBoth(page);
  await page.getByText("Numbers as a table").click();
  const numbers = await page.locator(".week-chart-numbers td.number").allTextContents();
  const bars = await page.locator(".week-bar-count").allTextContents();
  expect(bars.filter((text) => text !== "")).toEqual(numbers);
  expect(numbers.map(Number).reduce((sum, n) => sum + n)).toBe(expiring.filter(([, , days]) => days !== null).length);
});

test("the counts of the strip are those of the list", async ({ page }) => {
  await openWithBoth(page);
  await expect(page.locator(".urgency-chip .count")).toHaveText(Array(9).fill("1"));
  await expect(page.locator(".departments > .department")).toHaveText([/Philosophy\s*4/, /Finance\s*2/, /Radiology\s*2/]);
});

test("a row opens its reasons, and every cell they cite stands in the file as cited", async ({ page }) => {
  await openWithBoth(page);
  await rowOf(page, "loe04").click();
  const pane = details(page);
  await expect(pane.getByRole("heading", { level: 2 })).toHaveText("Dov Loe");
  await expect(pane.locator(".details-headline")).toContainText("disabled in 6 days: act by Wed 25 Nov 2026");
  await expect(pane.locator(".reasons > li").first()).toBeVisible();

  const texts = { "exchange.csv": mailboxes.buffer.toString(), "enrollment.csv": enrollment.buffer.toString() };
  const cited = await pane.locator(".cell-list li").evaluateAll((cells) => cells.map((cell) => ({
    place: cell.querySelector(".cell-place").textContent,
    raw: cell.querySelector(".raw").textContent,
  })));
  expect(cited.length).toBeGreaterThan(3);
  for (const { place, raw } of cited) {
    const [, name, line] = /^(.*), line (\d+)/.exec(place);
    if (raw !== "(empty)") expect(texts[name].split("\r\n")[line - 1], place).toContain(raw);
  }
  const raws = cited.map(({ place, raw }) => `${place}: ${raw}`);
  expect(raws).toContain("enrollment.csv, line 5, Scheduled deletion date: 11/29/2026");
  expect(raws).toContain("exchange.csv, line 5, Logon Name:  loe04  ");

  await expect(pane.locator(".field-table tbody tr")).toHaveCount(4 + 26);
  await pane.getByRole("button", { name: "Close details" }).click();
  await expect(pane).toHaveCount(0);
});

test("in a narrow window names are whole, and an account opens over the page", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  const name = rowOf(page, "ibarr49").locator("[data-column=name]");
  expect(await name.evaluate((cell) => cell.scrollWidth <= cell.clientWidth)).toBe(true);
  await name.click();
  await expect(details(page).getByRole("heading", { name: "Leila Ibarrán" })).toBeInViewport();
  const { x, y, width, height } = await details(page).boundingBox();
  expect([x, y, width, height]).toEqual([0, 0, 360, 800]);
});

test("with one file of two no count pretends to be zero", async ({ page }) => {
  await open(page);
  await drop(page, [enrollment]);
  await expect(tab(page, "Expiring among mine")).toContainText("–");
  await expect(page.locator(".urgency-chip")).toHaveCount(0);
  await tab(page, "Expiring, not mine").click();
  await expect(page.locator(".urgency-chip").first()).toBeVisible();
});

test("the selected rows are copied as a table with a header line, and the names alone", async ({ page }) => {
  await openWithBoth(page);
  await rowOf(page, "hoe05").locator(".tick-cell").click();
  await rowOf(page, "loe04").locator("[data-column=name]").click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("button", { name: "Copy 2 rows" }).click();
  await expect(page.getByText("2 rows copied")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.trimEnd().split("\r\n").map((line) => line.split("\t"));
  expect(lines.map((cells) => cells.slice(0, 2))).toEqual([["Name", "Logon name"], ["Eve \"Evi\" Hoe", "hoe05"], ["Dov Loe", "loe04"]]);
  const titles = await page.locator(".column-title").allTextContents();
  expect(lines[0]).toEqual(titles);

  await page.getByRole("button", { name: "Copy logon names" }).click();
  await expect(page.getByText("2 logon names copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("hoe05\r\nloe04\r\n");
});

test("logon names are handed over in the next console's form, in batches", async ({ page }) => {
  await openWithBoth(page);
  await more(page);
  await page.getByRole("button", { name: "Hand over…" }).click();
  const over = dialog(page);
  await expect(over.getByRole("status")).toHaveText("9 names");
  await over.getByLabel("What").selectOption("principal");
  await expect(over.getByRole("status")).toContainText("no name in this form");
  await over.getByLabel("Domain of names that have none").fill("upenn.edu");
  await expect(over.getByRole("status")).toHaveText("9 names");
  await over.getByLabel("Written").selectOption("powershell");
  await over.getByLabel("Names at once, empty for all").fill("4");
  const buttons = over.locator(".batch button");
  await expect(buttons).toHaveText(["Copy 1 to 4", "Copy 5 to 8", "Copy 9"]);
  await buttons.nth(0).press("Enter");
  await expect(over.locator(".batch").first()).toContainText("copied");
  await expect(buttons.nth(0)).toBeFocused();
  const names = mostUrgentFirst.map((key) => `'${key}@upenn.edu'`);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await clipboard()).toBe(names.slice(0, 4).join(","));
  await buttons.nth(2).click();
  await expect.poll(clipboard).toBe(names[8]);
  await over.getByLabel("What").selectOption("labelled");
  await expect(over.locator(".batch").first()).not.toContainText("copied");
});

test("columns are hidden, shown and moved", async ({ page }) => {
  await openWithBoth(page);
  await page.getByRole("button", { name: "Choose columns" }).click();
  const chooser = dialog(page);
  await expect(chooser.getByRole("checkbox", { name: /^Urgency/ })).toBeChecked();
  await chooser.getByRole("checkbox", { name: /^Urgency/ }).click();
  await expect(chooser.getByRole("checkbox", { name: /^Urgency/ })).not.toBeChecked();
  await chooser.getByRole("checkbox", { name: /^Key/ }).click();
  await expect(chooser.getByRole("checkbox", { name: /^Key/ })).toBeChecked();
  await chooser.getByRole("button", { name: "Move Logon name up" }).click();
  await chooser.getByRole("button", { name: "Close" }).click();
  await expect(header(page, "Urgency")).toHaveCount(0);
  await expect(header(page, "Key")).toHaveCount(1);
  await expect(page.locator(".column-title").nth(0)).toHaveText("Logon name");
  await expect(column(page, "key").first()).toHaveText("woe09");
  await page.getByRole("button", { name: "Choose columns" }).click();
  await chooser.getByRole("button", { name: "Back to the usual columns" }).click();
  await chooser.getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".column-title").first()).toHaveText("Name");
  await expect(header(page, "Urgency")).toHaveCount(1);
});

test("issues are listed with their lines, and rejected rows are saved as they stood", async ({ page }) => {
  const tail = "\"Box 4,box4@example.edu,44.5,poe03\r\nBox 5,box5@example.edu,45.5,loe04\r\n";
  const damaged = `${mailboxesOf(["doe01", "roe02"])}Box 3\r\n${tail}`;
  await open(page);
  await drop(page, [file("damaged.csv", damaged), enrollment]);
  await expect(page.locator(".source-chip").first()).toContainText("1 row rejected");
  await page.locator(".sources-summary").click();
  const card = page.locator(".source-card").first();
  await expect(card).toContainText("4 rows = 3 accepted + 1 rejected + 0 blank");
  await card.getByRole("button", { name: /issue/ }).click();
  const issues = dialog(page);
  await expect(issues.getByRole("heading")).toHaveText("Issues in damaged.csv");
  await expect(issues.locator("tbody tr").filter({ hasText: "quote" }).locator("td").first()).toHaveText("5");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    issues.getByRole("button", { name: "Save rejected rows" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("damaged_rejected.csv");
  const saved = await readFile(await download.path(), "utf8");
  expect(saved.split("\r\n")[0]).toBe("\uFEFFline,record,column,reason,original");
  expect(saved).toContain("\"\"\"Box 4,box4@example.edu,44.5,poe03\r\nBox 5,box5@example.edu,45.5,loe04\"");
});

test("zero expiring accounts is told apart from nothing that matched", async ({ page }) => {
  const active = file("active.csv", enrollmentOf([{ key: "act10", name: "Jan Act", isActive: true }]));
  await open(page);
  await drop(page, [mailboxes, active]);
  await expect(rows(page)).toHaveCount(0);
  await expect(page.locator(".empty-list h2")).toBeVisible();
  const noneExpires = await page.locator(".empty-list").innerText();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();

  const strangers = file("strangers.csv", enrollmentOf([{ key: "nobody1", name: "No One", isActive: true }]));
  await drop(page, [mailboxes, strangers]);
  await expect(page.locator(".empty-list h2")).toBeVisible();
  expect(await page.locator(".empty-list").innerText()).not.toBe(noneExpires);
});

test("the sample says that it is one, and own files take its place", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await expect(page.getByText("SAMPLE", { exact: true })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await expect(page.getByText("SAMPLE", { exact: true })).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute("aria-busy", "false");
});

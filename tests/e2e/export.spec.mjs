// A view as a file: chosen, counted, saved, stopped, read back by the page itself and by a script.
import { readFile } from "node:fs/promises";
import { enrollment, enrollmentOf, expiring, file, mailboxes, mailboxesOf, today } from "./exports.mjs";
import { column, dialog, drop, expectList, open, pick, rowOf, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);
const size = (page) => dialog(page).locator(".export-size");

async function openWithBoth(page, options) {
  await open(page, options);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
}

async function openDialog(page) {
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(size(page)).toBeVisible();
}

/** Presses the button that writes; resolves to the file's name and bytes. */
async function save(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Export" }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Records of CSV without line breaks in cells. */
const records = (text) => text.replace(/^\ufeff/, "").trimEnd().split("\r\n").map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
  .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));

test("a CSV file holds the rows on the screen in their order, and its name says what it is", async ({ page }) => {
  await openWithBoth(page);
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
  await openDialog(page);
  const titles = await page.locator(".column-title").allTextContents();
  await expect(size(page)).toHaveText(`2 rows × ${titles.length} columns, as filtered`);
  await dialog(page).getByLabel(/^CSV/).check();
  const { name, bytes } = await save(page);
  expect(name).toBe(`expiring_${today}_2.csv`);
  await expect(page.locator(".notice")).toContainText(`${name} was handed to the browser: 2 rows × ${titles.length} columns`);
  await expect(dialog(page)).toHaveCount(0);
  const text = bytes.toString("utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  const [header, ...saved] = records(text);
  expect(header).toEqual(titles);
  const of = (title) => saved.map((cells) => cells[titles.indexOf(title)]);
  expect(of("Logon name")).toEqual(["hoe05", "poe03"]);
  expect(of("Name")).toEqual(['Eve "Evi" Hoe', "Cleo Poe"]);
  expect(of("Disable day")).toEqual(["2026-11-22", "2026-12-06"]);
  expect(of("Days until disabled")).toEqual(["0", "14"]);
});

test("rows and columns are chosen, and what goes is told before it goes", async ({ page }) => {
  await openWithBoth(page);
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
  await rowOf(page, "poe03").locator(".tick-cell").click();
  await openDialog(page);
  const shown = await page.locator(".column-title").count();
  // What is selected is what is meant.
  await expect(dialog(page).getByLabel("Only the selected ones")).toBeChecked();
  await expect(size(page)).toHaveText(`1 row × ${shown} columns, the selected rows`);
  await dialog(page).getByLabel("All of this list").check();
  await expect(size(page)).toHaveText(`9 rows × ${shown} columns, all rows of this list, whatever is searched or filtered`);
  await dialog(page).getByLabel("All, the visible ones first").check();
  await expect(size(page)).toHaveText("9 rows × 21 columns, all rows of this list, whatever is searched or filtered");
  await dialog(page).getByLabel(/^CSV/).check();
  await dialog(page).getByLabel(/BOM/).uncheck();
  const { name, bytes } = await save(page);
  expect(name).toBe(`expiring_${today}_9.csv`);
  const saved = records(bytes.toString("utf8"));
  expect(bytes.subarray(0, 4).toString("utf8")).toBe("Name");
  expect(saved.map((cells) => cells.length)).toEqual(Array(10).fill(21));
  // The search is still on: the file was all, the screen is not.
  await expectList(page, ["hoe05", "poe03"]);
});

test("a workbook is saved, and the page reads it back as what it was", async ({ page }) => {
  await openWithBoth(page);
  await tab(page, "Expiring, not mine").click();
  await expectList(page, ["oth12", "oth13"]);
  const names = await column(page, "name").allTextContents();
  const due = await column(page, "scheduled_deletion").allTextContents();
  await openDialog(page);
  await expect(dialog(page).getByLabel(/^Excel workbook/)).toBeChecked();
  await expect(dialog(page).getByRole("group", { name: "For spreadsheets" })).toHaveCount(0);
  const { name, bytes } = await save(page);
  expect(name).toBe(`expiring-not-mine_${today}_2.xlsx`);
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  await page.getByRole("button", { name: "Clear all" }).click();
  await pick(page, [{ name, mimeType: "application/octet-stream", buffer: bytes }]);
  // Of two sheets the person says which.
  await dialog(page).getByLabel(/Expiring, not mine/).check();
  await dialog(page).getByRole("button", { name: /^Read/ }).or(dialog(page).getByRole("button", { name: /answer|continue|use/i })).first().click();
  await tab(page, "Expiring, not mine").click();
  await expect(column(page, "name")).toHaveText(names);
  await expect(column(page, "scheduled_deletion")).toHaveText(due);
});

test("a formula is guarded in what is saved, and the guard is off again in what is read back", async ({ page }) => {
  await open(page);
  const people = [{ key: "doe01", name: "=1+1", reason: "@SUM(A1)", due: "2026-12-24", days: 33, department: "-" }];
  await drop(page, [file("formula.csv", enrollmentOf(people))]);
  await tab(page, "Expiring, not mine").click();
  await expect(rows(page)).toHaveCount(1);
  await openDialog(page);
  await dialog(page).getByLabel(/^CSV/).check();
  await expect(dialog(page).getByLabel("An apostrophe before what could be a formula")).toBeChecked();
  const { name, bytes } = await save(page);
  const [, cells] = records(bytes.toString("utf8"));
  expect(cells).toContain("'=1+1");
  expect(cells).toContain("'@SUM(A1)");
  expect(cells).toContain("-");
  await page.getByRole("button", { name: "Clear all" }).click();
  await drop(page, [{ name, mimeType: "text/csv", buffer: bytes }]);
  await tab(page, "Expiring, not mine").click();
  await expect(column(page, "name")).toHaveText("=1+1");
  await expect(column(page, "reason")).toHaveText("@SUM(A1)");
});

test("a large file tells how far it is and is stopped by a key", async ({ page }) => {
  test.slow();
  await open(page);
  const people = Array.from({ length: 60_000 }, (_, at) => ({ key: `p${at}`, name: `Person ${at}`, due: "2026-12-24", days: 33, department: `Dept ${at % 40}` }));
  await pick(page, [file("enrollment.csv", enrollmentOf(people))]);
  await tab(page, "Expiring, not mine").click();
  await expect(page.locator(".row-count")).toHaveText("60,000 rows");
  await openDialog(page);
  await dialog(page).getByLabel("All, the visible ones first").check();
  await expect(size(page)).toHaveText("60,000 rows × 21 columns, all rows of this list");
  let saved = 0;
  page.on("download", () => (saved += 1));
  await dialog(page).getByRole("button", { name: "Export" }).press("Enter");
  await expect(dialog(page).getByRole("progressbar")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(dialog(page)).toContainText("stopped; no file was saved");
  await expect(dialog(page).getByRole("progressbar")).toHaveCount(0);
  // And once more to the end, within the time that is promised.
  const began = Date.now();
  const { name, bytes } = await save(page);
  const took = Date.now() - began;
  expect(bytes.length).toBeGreaterThan(500_000);
  // 5 s are promised for 50,000 rows of 20 columns; machines that test are slower and shared.
  test.info().annotations.push({ type: "took", description: `${took} ms` });
  expect(took).toBeLessThan(20_000);
  expect(name).toBe(`expiring-not-mine_${today}_60000.xlsx`);
  expect(saved).toBe(1);
});

test("a script gets the bytes that the button saves, in every format", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-11-22T14:00:00Z"));
  await openWithBoth(page, { automation: true });
  const exported = (...given) => page.evaluate(async (given) => {
    const blob = await window.rollcall.exportAs(...given);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { type: blob.type, bytes: Array.from(bytes) };
  }, given);
  for (const [format, label, type] of [
    ["csv", /^CSV/, "text/csv;charset=utf-8"],
    ["xlsx", /^Excel workbook/, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ["json", /^JSON/, "application/json"],
    ["html", /^Web page/, "text/html;charset=utf-8"],
    ["tsv", /^Tab-separated/, "text/tab-separated-values;charset=utf-8"],
  ]) {
    await openDialog(page);
    await dialog(page).getByLabel(label).check();
    const saved = await save(page);
    const blob = await exported(format);
    expect(blob.type).toBe(type);
    expect(Buffer.from(blob.bytes).equals(saved.bytes), format).toBe(true);
    expect(saved.name).toBe(`expiring_${today}_9.${format}`);
  }
  const text = async (...given) => Buffer.from((await exported(...given)).bytes).toString("utf8");
  const narrow = { filters: [{ column: "department", any_of: ["Finance"] }], columns: ["logon_name", "disable_day"] };
  expect(await text("csv", narrow, { bom: false })).toBe("Logon name,Disable day\r\nhoe05,2026-11-22\r\npoe03,2026-12-06\r\n");
  expect((await text("csv", narrow, { bom: false, rows: "all" })).split("\r\n")).toHaveLength(11);
  expect(await text("tsv", narrow, { report: "expiring-not-mine" })).toBe("Logon name\tDisable day\r\noth12\t2026-11-30\r\n");
  const json = JSON.parse(await text("json", narrow));
  expect(json.columns).toEqual([{ id: "logon_name", title: "Logon name", type: "text" }, { id: "disable_day", title: "Disable day", type: "date" }]);
  expect(json.rows).toEqual([["hoe05", "2026-11-22"], ["poe03", "2026-12-06"]]);
  expect(json).toMatchObject({ report: "expiring", evaluated_for: today, made: "2026-11-22T14:00:00Z", query: narrow, policy: { id: "penn-2020", changed: false } });
  expect(json.sources.map(({ kind, accepted, rejected }) => [kind, accepted, rejected])).toEqual([["cloud-control", 13, 0], ["enrollment", 14, 0]]);
  const why = (...given) => page.evaluate((given) => window.rollcall.exportAs(...given).then(() => "", (error) => error.message), given);
  expect(await why("docx")).toBe("`docx` is no format that this page writes: expected `csv`, `xlsx`, `json`, `html`, `tsv` or `ics`");
  expect(await why("csv", {}, { rows: "selected" })).toContain("no row is selected");
  expect(await why("csv", {}, { rows: 3 })).toContain("the options are not understood");
  expect(await why("csv", {}, { report: "other" })).toBe("there is no report `other`");
});

test("an HTML file opens by itself, asks nobody and runs nothing", async ({ page }) => {
  await open(page);
  await drop(page, [file("x.csv", enrollmentOf([{ key: "doe01", name: "<img src=x onerror=alert(1)>", due: "2026-12-24", days: 33 }]))]);
  await tab(page, "Expiring, not mine").click();
  await expect(rows(page)).toHaveCount(1);
  await openDialog(page);
  await dialog(page).getByLabel(/^Web page/).check();
  const { bytes } = await save(page);
  const other = await page.context().newPage();
  await other.setContent(bytes.toString("utf8"));
  await expect(other.getByRole("heading", { name: "Expiring, not mine" })).toBeVisible();
  await expect(other.getByRole("cell", { name: "<img src=x onerror=alert(1)>" })).toBeVisible();
  await expect(other.locator("img, script")).toHaveCount(0);
  await other.close();
});

test("the copied rows come as a table, too", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openWithBoth(page);
  await rowOf(page, "hoe05").locator(".tick-cell").click();
  await page.getByRole("button", { name: "Copy 1 row" }).click();
  await expect(page.getByText("1 row copied")).toBeVisible();
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType("text/html")).text();
  });
  expect(html).toContain("<table");
  expect(html).toContain("hoe05");
  expect(html).toContain("2026-11-22");
});

test("the window fits a narrow screen and works by keyboard alone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openWithBoth(page);
  const button = page.getByRole("button", { name: "Export…" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(size(page)).toBeVisible();
  const overflow = await dialog(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await dialog(page).getByLabel(/^Excel workbook/).focus();
  await page.keyboard.press("ArrowDown");
  await expect(dialog(page).getByLabel(/^CSV/)).toBeChecked();
  await expect(dialog(page).getByLabel(/BOM/)).toBeVisible();
  const waits = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  expect((await waits).suggestedFilename()).toBe(`expiring_${today}_9.csv`);
  await expect(button).toBeFocused();
});

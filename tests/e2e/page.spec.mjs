// The report as one web page: saved, opened from the disk, searched, filtered, sorted, printed; and handing out.
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { enrollment, enrollmentOf, expiring, file, mailboxes, mailboxesOf, today } from "./exports.mjs";
import { dialog, drop, expectList, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

async function openWithBoth(page, options) {
  await open(page, options);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
}

/** Saves the report and opens it from the disk in a page of its own, which is watched. */
async function openSaved(page, context, testInfo) {
  await page.getByRole("button", { name: "Export…" }).click();
  await dialog(page).getByLabel(/^Report as one web page/).check();
  await dialog(page).getByLabel("As searched and filtered").check();
  const [saved] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Export" }).click()]);
  expect(saved.suggestedFilename()).toBe(`expiring_${today}_9.html`);
  const path = testInfo.outputPath("report.html");
  await saved.saveAs(path);
  return opened(context, path);
}

async function opened(context, path) {
  const report = await context.newPage();
  const trouble = [];
  const address = pathToFileURL(path).href;
  report.on("request", (request) => { if (!request.url().startsWith(address)) trouble.push(request.url()); });
  report.on("console", (message) => { if (message.type() === "error") trouble.push(message.text()); });
  report.on("pageerror", (error) => trouble.push(String(error)));
  await report.goto(address);
  return { report, trouble };
}

const texts = (report, column) => report.locator(`#rows tbody tr td:nth-child(${column})`).allTextContents();

test("a report as one page filters, sorts, explains and prints from the disk, and asks nobody", async ({ page, context }, testInfo) => {
  await openWithBoth(page);
  await rowOf(page, "loe04").locator(".tick-cell").click();
  const { report, trouble } = await openSaved(page, context, testInfo);
  await expect(report.getByRole("heading", { level: 1 })).toHaveText("Expiring among mine");
  await expect(report.locator("dl").first()).toContainText("2026-11-22");
  await expect(report.locator("dl").first()).toContainText("enrollment.csv, as of");
  await expect(report.locator("#rows tbody tr")).toHaveCount(9);
  const titles = await report.locator("#rows thead tr:first-child th[data-kind]").allTextContents();
  const name = titles.indexOf("Logon name") + 1;
  expect(await texts(report, name)).toEqual(mostUrgentFirst);

  await report.getByRole("searchbox", { name: "Search" }).fill("finance");
  await expect(report.getByRole("status")).toHaveText("2 of 9 rows fit");
  expect(await texts(report, name)).toEqual(["hoe05", "poe03"]);
  await report.getByRole("searchbox", { name: "Search" }).fill("");
  await report.getByLabel("Filter by Department").selectOption({ label: "Radiology (2)" });
  expect((await texts(report, name)).sort()).toEqual(["moe06", "voe08"]);
  await report.getByLabel("Filter by Department").selectOption({ label: "all" });
  const head = report.getByRole("columnheader", { name: "Logon name", exact: true });
  await head.getByRole("button").focus();
  await report.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect(await texts(report, name)).toEqual([...mostUrgentFirst].sort());
  await report.keyboard.press("Enter");
  expect(await texts(report, name)).toEqual([...mostUrgentFirst].sort().reverse());
  await report.keyboard.press("Enter");
  expect(await texts(report, name)).toEqual(mostUrgentFirst);

  // One row was selected: it alone is explained.
  await expect(report.locator("article")).toHaveCount(1);
  await report.getByRole("link", { name: "Why" }).click();
  await expect(report.locator("article h3")).toHaveText(/^Dov Loe/);
  await expect(report.locator("article")).toContainText("enrollment.csv, line ");
  await expect(report.locator("article ul li").first()).toBeVisible();

  for (const colorScheme of ["light", "dark"]) {
    await report.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page: report }).analyze()).violations).toEqual([]);
    await report.screenshot({ path: testInfo.outputPath(`${colorScheme}.png`) });
  }
  await report.setViewportSize({ width: 360, height: 700 });
  expect(await report.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await report.screenshot({ path: testInfo.outputPath("360.png"), fullPage: true });
  await report.setViewportSize({ width: 1280, height: 800 });
  await report.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(report.locator(".tools")).toBeHidden();
  await expect(report.locator(".filters")).toBeHidden();
  expect(await report.locator("#rows thead").evaluate((head) => getComputedStyle(head).display)).toBe("table-header-group");
  await report.screenshot({ path: testInfo.outputPath("print.png"), fullPage: true });
  expect((await report.pdf({ format: "A4", landscape: true })).length).toBeGreaterThan(10_000);
  expect(trouble).toEqual([]);
});

test("without script the report is a table all the same", async ({ page, browser }, testInfo) => {
  await openWithBoth(page);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { report, trouble } = await openSaved(page, context, testInfo);
  await expect(report.locator("#rows tbody tr")).toHaveCount(9);
  await expect(report.locator("article")).toHaveCount(9);
  expect(trouble).toEqual([]);
  await context.close();
});

const payloads = [
  ["<img src=x onerror=window.__pwned=1>", "</script><script>window.__pwned=1</script>", "</style><style>*{display:none}</style>", "<!--<script>"],
  ["--><svg onload=window.__pwned=1>", "\" onmouseover=\"window.__pwned=1", "' autofocus onfocus='window.__pwned=1", "]]><script>window.__pwned=1</script>"],
  ["</td></tr></table><iframe src=javascript:window.__pwned=1>", "&lt;script&gt;", "\\u003cscript\\u003ewindow.__pwned=1", "</textarea><base href=//evil.example>"],
  ["javascript:window.__pwned=1", "<a href=javascript:window.__pwned=1>x</a>", "<math><mi xlink:href=javascript:window.__pwned=1>", "<template><script>window.__pwned=1</script>"],
  ["<object data=javascript:window.__pwned=1>", "<form action=//evil.example><button>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example>"],
  ["<body onload=window.__pwned=1>", "<details open ontoggle=window.__pwned=1>", "<video><source onerror=window.__pwned=1>", "<input autofocus onfocus=window.__pwned=1>"],
  ["${window.__pwned=1}", "{{constructor.constructor('window.__pwned=1')()}}", "<svg><script>window.__pwned=1</script></svg>", "<noscript><p title=\"</noscript><img src=x onerror=window.__pwned=1>\">"],
  ["<iframe srcdoc='<script>parent.__pwned=1</script>'>", "\u2028<script>window.__pwned=1</script>", "<xmp><script>window.__pwned=1</script>", "<title></title><script>window.__pwned=1</script>"],
  ["<marquee onstart=window.__pwned=1>", "<style>@import '//evil.example';</style>", "<p style=background:url(//evil.example)>", "<select><option>x</select><script>window.__pwned=1</script>"],
  ["<img/src/onerror=window.__pwned=1>", "<IMG SRC=X ONERROR=window.__pwned=1>", "<scr<script>ipt>window.__pwned=1</script>", "%3Cscript%3Ewindow.__pwned=1"],
].flat();

test("no text of a cell runs or becomes markup in a report of one page", async ({ page, context }, testInfo) => {
  test.slow();
  expect(payloads).toHaveLength(40);
  await open(page, { automation: true });
  const people = payloads.map((name, at) => ({ key: `key${at}`, name, due: "2026-12-01", days: 10, department: payloads[(at + 7) % 40], reason: payloads[(at + 13) % 40] }));
  await drop(page, [file(`<img src=x onerror=alert(1)>.csv`, enrollmentOf(people)), file("exchange.csv", mailboxesOf(people.map(({ key }) => key)))]);
  await expect(rowOf(page, "key0")).toBeVisible();
  const text = await page.evaluate(async () => (await window.rollcall.exportAs("html", {}, { page: true, columns: "all" })).text());
  const path = testInfo.outputPath("hostile.html");
  await writeFile(path, text);
  const { report, trouble } = await opened(context, path);
  await expect(report.locator("#rows tbody tr")).toHaveCount(40);
  await expect(report.locator("article")).toHaveCount(40);
  const shown = (await report.locator("#rows tbody").innerText()) + (await report.locator("article").allInnerTexts()).join("\n");
  for (const payload of payloads) expect(shown.replace(/\s+/g, " ")).toContain(payload.replace(/\s+/g, " "));
  for (const payload of payloads) {
    await report.getByRole("searchbox", { name: "Search" }).fill(payload);
    expect(await report.locator("#rows tbody tr").count()).toBeGreaterThan(0);
  }
  expect(await report.evaluate(() => window.__pwned)).toBeUndefined();
  expect(await report.locator("img, iframe, svg, object, form, base, link, video, template, math").count()).toBe(0);
  expect(await report.locator("script").count()).toBe(1);
  expect(trouble).toEqual([]);
});

test("fifty thousand rows stay usable, and one more is refused with a sentence", async ({ page, context }, testInfo) => {
  test.setTimeout(180_000);
  await open(page, { automation: true });
  const people = (n) => Array.from({ length: n }, (_, at) => ({ key: `doe${at}`, name: `Ann ${at}`, due: "2026-12-01", days: 10, department: `D${at % 30}` }));
  await drop(page, [file("enrollment.csv", enrollmentOf(people(50_001)))]);
  await expect.poll(() => page.evaluate(() => window.rollcall.report("expiring-not-mine").then(({ total }) => total, () => 0)), { timeout: 60_000 }).toBe(50_001);
  const refused = await page.evaluate(() => window.rollcall.exportAs("html", {}, { page: true, report: "expiring-not-mine" }).catch((error) => error.message));
  // While a file is made numbers are written as files have them.
  expect(refused).toContain("at most 50000 rows, but these are 50001");
  const text = await page.evaluate(async () => {
    const values = Array.from({ length: 29 }, (_, at) => `D${at}`);
    return (await window.rollcall.exportAs("html", { filters: [{ column: "department", any_of: values }] }, { page: true, report: "expiring-not-mine" })).text();
  });
  const path = testInfo.outputPath("large.html");
  await writeFile(path, text);
  const began = Date.now();
  const { report, trouble } = await opened(context, path);
  await expect(report.getByRole("status")).toHaveText(/^48,33\d rows, the first 1,000 are shown$/);
  const usable = Date.now() - began;
  const took = await report.evaluate(() => {
    const search = document.querySelector(".tools input");
    search.value = "ann 4321";
    const start = performance.now();
    search.dispatchEvent(new Event("input"));
    return performance.now() - start;
  });
  await expect(report.getByRole("status")).toHaveText(/^\d+ of 48,33\d rows fit/);
  testInfo.annotations.push({ type: "measured", description: `${text.length} letters, usable after ${usable} ms, first search ${took} ms` });
  console.log(`one page of 48,334 rows: ${text.length} letters, usable after ${usable} ms, first search ${Math.round(took)} ms`);
  expect(took).toBeLessThan(2_000);
  expect(await report.evaluate(() => document.querySelectorAll("#rows tbody tr").length)).toBeLessThanOrEqual(1_000);
  expect(trouble).toEqual([]);
});

test("rows are handed out by department, each file with only its people", async ({ page }, testInfo) => {
  await openWithBoth(page);
  await page.getByRole("button", { name: "Export…" }).click();
  await dialog(page).getByRole("button", { name: "Hand out…" }).click();
  const boxes = dialog(page).getByRole("group", { name: "Groups" }).last().getByRole("checkbox");
  await expect(boxes).toHaveCount(4);
  await expect(dialog(page).locator(".hand-out-name")).toHaveText(["Finance", "Philosophy", "Radiology", "without a value"]);
  await expect(dialog(page).locator(".hand-out-rows")).toHaveText(["2", "4", "2", "1"]);
  await expect(dialog(page).locator(".export-size")).toHaveText("4 files with all 9 rows");
  await page.screenshot({ path: testInfo.outputPath("hand-out.png") });
  await dialog(page).getByRole("checkbox", { name: /^Philosophy/ }).uncheck();
  await expect(dialog(page).locator(".export-size")).toHaveText("3 files with 5 of 9 rows");
  expect((await new AxeBuilder({ page }).include("dialog").analyze()).violations).toEqual([]);
  await page.setViewportSize({ width: 360, height: 700 });
  await page.screenshot({ path: testInfo.outputPath("hand-out-360.png") });
  expect(await dialog(page).evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
  const [archive] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Hand out" }).click()]);
  expect(archive.suggestedFilename()).toBe("expiring_2026-11-22_by_department.zip");
  await expect(page.locator(".notice")).toContainText("1 file for 3 groups with 5 rows handed to the browser");
});

test("files come one after another, and a mail is a draft with its own text", async ({ page }) => {
  await openWithBoth(page);
  await page.getByRole("button", { name: "Export…" }).click();
  await dialog(page).getByRole("button", { name: "Hand out…" }).click();
  await dialog(page).getByLabel(/^A draft of a mail with/).check();
  await dialog(page).getByLabel("Subject").fill("{group}: {rows}");
  await dialog(page).getByLabel(/^All in one archive/).uncheck();
  await expect(dialog(page).locator(".export-size")).toHaveText("4 drafts with all 9 rows");
  const names = [];
  page.on("download", (download) => names.push(download.suggestedFilename()));
  await dialog(page).getByRole("button", { name: "Hand out" }).click();
  await expect(page.locator(".notice")).toContainText("4 files for 4 groups with 9 rows");
  await expect.poll(() => [...names].sort()).toEqual([
    "expiring_2026-11-22_Finance_2.eml", "expiring_2026-11-22_Philosophy_4.eml", "expiring_2026-11-22_Radiology_2.eml", "expiring_2026-11-22_without a value_1.eml",
  ]);
});

// The whole page as one file, opened from the disk: everything is in it, and nothing is asked of anybody.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { enrollment, expiring, file, mailboxes, today } from "./exports.mjs";
import { column, details, dialog, drop, expectList, rowOf, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";
import { workbook } from "./workbooks.mjs";

const tool = new URL("../../dist-single/rollcall.html", import.meta.url);
const mostUrgentFirst = expiring.map(([key]) => key);

// A file is no address of the host that the other tests watch: what it asks is watched here.
test.beforeEach(async ({ page, odd }) => {
  expect(existsSync(fileURLToPath(tool)), "`cargo xtask test --only browser` makes it before the tests").toBe(true);
  page.on("request", (request) => {
    const isItself = request.url().startsWith(tool.href);
    if (isItself) odd.splice(0, odd.length, ...odd.filter((sentence) => sentence !== `asked for ${request.url()}`));
  });
  await page.addInitScript(() => {
    globalThis.refused = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.refused.push(event.violatedDirective));
  });
});

test.afterEach(async ({ page }) => {
  expect(await page.evaluate(() => globalThis.refused), "what the policy refused").toEqual([]);
});

async function openFile(page, more = "") {
  await page.goto(`${tool.href}?today=${today}${more}`);
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
}

test("files are dropped, matched, searched, explained and exported from a page on the disk", async ({ page, requests }) => {
  await openFile(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#v1\./);
  await page.getByRole("searchbox").fill("");
  await rowOf(page, "loe04").locator("[data-column=logon_name]").click();
  await expect(details(page).getByRole("heading", { level: 2 })).toHaveText("Dov Loe");
  await expect(details(page)).toContainText("Scheduled deletion date");
  await page.getByRole("button", { name: "Export…" }).click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Export", exact: true }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`expiring_${today}_9.xlsx`);
  expect((await readFile(await saved.path())).subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  expect(requests.filter((address) => !address.startsWith("blob:") && !address.startsWith(tool.href))).toEqual([]);
  const line = page.locator(".privacy-line");
  await expect(line).toHaveText("0 requests to others since this page loaded");
});

test("every part is in it: a workbook, a JSON answer, reports over all sources, product names", async ({ page }) => {
  await openFile(page);
  const boxes = [["Display Name", "Primary SMTP Address", "Mailbox Size (MB)", "Logon Name"]];
  for (const key of ["doe01", "roe02"]) boxes.push([`Box of ${key}`, `${key}@example.edu`, 40.5, key]);
  await drop(page, [workbook("boxes.xlsx", { Boxes: boxes }), enrollment]);
  await expectList(page, ["roe02", "doe01"]);
  const answer = (name, context, value) =>
    file(name, JSON.stringify({ "@odata.context": `https://graph.microsoft.com/v1.0/$metadata#${context}`, value }), "application/json");
  const [tenant, e3] = ["33333333-0000-4000-8000-000000000001", "05e9a617-0261-4cee-bb44-138d3ef5d965"];
  const sku = { accountName: "Contoso", accountId: tenant, appliesTo: "User", capabilityStatus: "Enabled", consumedUnits: 3, id: `${tenant}_${e3}`,
    prepaidUnits: { enabled: 10, lockedOut: 0, suspended: 0, warning: 0 }, servicePlans: [], skuId: e3, skuPartNumber: "SPE_E3" };
  await drop(page, [answer("skus.json", "subscribedSkus", [sku])]);
  await tab(page, "Licenses").click();
  await expect(column(page, "product_name")).toHaveText(["Microsoft 365 E3"]);
});

test("scripts drive it, nothing is kept that the browser does not keep, and axe finds nothing", async ({ page }) => {
  // A browser may give a file no storage at all.
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
  });
  await openFile(page, "&automation=1");
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await page.waitForFunction(() => window.rollcall);
  const view = await page.evaluate(() => window.rollcall.report("expiring", { columns: ["logon_name"] }));
  expect(view.total).toBe(9);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
});

test("the worker has no network, and an engine that stopped is replaced", async ({ page, odd }) => {
  await openFile(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  const worker = page.workers()[0];
  expect(await worker.evaluate(() => [typeof fetch, typeof XMLHttpRequest, typeof WebSocket, typeof importScripts])).toEqual(Array(4).fill("undefined"));
  expect(await worker.evaluate(() => import("data:text/javascript,1").then(() => "came", () => "refused"))).toBe("refused");
  odd.length = 0;
  await worker.evaluate(() => { setTimeout(() => { throw new Error("out of memory"); }); });
  await expect(page.locator(".notice")).toContainText("was started again");
  odd.length = 0;
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
});

test("what of the file is damaged is said and nothing starts", async ({ page, odd }, testInfo) => {
  const whole = await readFile(tool, "utf8");
  const start = whole.indexOf('data-part="rollcall-page">') + 2_000;
  const damaged = `${whole.slice(0, start)}${whole.slice(start, start + 4) === "AAAA" ? "BBBB" : "AAAA"}${whole.slice(start + 4)}`;
  const copy = testInfo.outputPath("damaged.html");
  await writeFile(copy, damaged);
  await page.goto(pathToFileURL(copy).href);
  await expect(page.locator(".boot-notice[role=alert]")).toContainText("damaged");
  odd.length = 0;
});

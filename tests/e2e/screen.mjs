// The screen as a person meets it: opened, given files, read.
import { expect } from "./watched.mjs";
import { today } from "./exports.mjs";

/** Opens the page and waits until it can be used. */
export async function open(page, { day = today, automation = false } = {}) {
  const parameters = new URLSearchParams();
  if (day) parameters.set("today", day);
  if (automation) parameters.set("automation", "1");
  await page.goto(`?${parameters}`);
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
  await partsCome(page);
  // Scripts drive the page once it can show lists.
  if (automation) await page.waitForFunction(() => window.rollcall);
}

/** Waits until the parts have come that the page fetches for later. */
export async function partsCome(page) {
  await page.waitForFunction(() => globalThis.rollcallPart);
  const n = await page.evaluate(async () => {
    const names = [...document.querySelectorAll("meta[name=app-part]")].map((one) => one.content).filter((name) => !["workbook", "json", "names"].includes(name));
    return (await Promise.all(names.map((name) => globalThis.rollcallPart(name)))).filter(Boolean).length;
  });
  expect(n).toBeGreaterThan(1);
}

/** Drops files anywhere on the page, as the browser tells of it. */
export async function drop(page, files) {
  const carried = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, base64: buffer.toString("base64") })));
  const main = page.locator("main");
  await main.dispatchEvent("dragenter", { dataTransfer: carried });
  await main.dispatchEvent("dragover", { dataTransfer: carried });
  await main.dispatchEvent("drop", { dataTransfer: carried });
}

/** Picks files in the file dialog; paths or files in memory. */
export async function pick(page, files) {
  await page.locator("input[type=file]").setInputFiles(files);
}

/** The table of the list. */
export function grid(page) {
  return page.getByRole("grid");
}

/** The rows drawn, top to bottom. */
export function rows(page) {
  return page.locator(".grid-row");
}

/** The row of an account by its logon name. */
export function rowOf(page, logonName) {
  return rows(page).filter({ has: page.locator(`td[data-column=logon_name]:text-is("${logonName}")`) });
}

/** The drawn cells of a column, top to bottom. */
export function column(page, id) {
  return page.locator(`.grid-row td[data-column=${id}]`);
}

/** The head of a column. */
export function header(page, name) {
  return page.getByRole("columnheader", { name: new RegExp(`^${name}`) });
}

/** The tab of a list. */
export function tab(page, name) {
  return page.getByRole("tab", { name: new RegExp(`^${name}`) });
}

/** Waits until the list has these logon names, in this order. */
export async function expectList(page, logonNames) {
  await expect(column(page, "logon_name")).toHaveText(logonNames);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(logonNames.length + 1));
}

/** The open dialog. */
export function dialog(page) {
  return page.locator("dialog[open]");
}

/** The details pane. */
export function details(page) {
  return page.getByRole("complementary", { name: "Account details" });
}

/** Opens the rarely used commands of the toolbar. */
export async function more(page) {
  await page.locator(".more > summary").click();
}

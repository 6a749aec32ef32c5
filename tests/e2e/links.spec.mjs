// The address holds the view: written as it is chosen, applied where it is opened, undone step by step.
import { enrollmentOf, file, mailboxesOf } from "./exports.mjs";
import { drop, grid, open, rowOf, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const people = [
  { key: "ann01", name: "Ann Ber", scheduled: "2026-12-02" },
  { key: "bob02", name: "Bob Nep", scheduled: "2026-12-09" },
  { key: "cyd03", name: "Cyd Low", scheduled: "2027-01-20" },
];
const keys = people.map(({ key }) => key);
const files = () => [file("exchange.csv", mailboxesOf(keys)), file("enrollment.csv", enrollmentOf(people))];

const fragment = (page) => page.evaluate(() => location.hash);
const header = (page, column) => page.locator(`.column-header[data-column=${column}]`);
const names = (page) => rows(page).locator("td[data-column=name]").allTextContents();
const search = (page) => page.getByRole("searchbox");

async function openLists(page, options) {
  await open(page, options);
  await drop(page, files());
  await expect(rowOf(page, "ann01")).toBeVisible();
}

test("the address follows the view, and a colleague who opens it with the same files sees the same", async ({ page, browser, baseURL }) => {
  await openLists(page);
  expect(await fragment(page)).toBe("");
  await header(page, "name").click();
  await header(page, "name").click();
  await search(page).fill("2026");
  await expect.poll(() => fragment(page)).toMatch(/^#v1\.[\w-]{20,80}$/);
  await expect.poll(() => names(page)).toEqual(["Bob Nep", "Ann Ber"]);
  const mine = await grid(page).innerText();
  const address = page.url();

  const other = await browser.newContext({ baseURL });
  const theirs = await other.newPage();
  await theirs.goto(address);
  const waits = theirs.locator(".awaited");
  await expect(waits).toContainText("This link shows “Expiring among mine");
  await expect(waits).toContainText("the O365 enrollment report");
  await drop(theirs, files());
  await expect.poll(() => names(theirs)).toEqual(["Bob Nep", "Ann Ber"]);
  expect(await grid(theirs).innerText()).toBe(mine);
  expect(theirs.url()).toBe(address);
  await other.close();
});

test("a search for somebody is not in the address", async ({ page }) => {
  await openLists(page);
  await search(page).fill("ann");
  await expect.poll(() => names(page)).toEqual(["Ann Ber"]);
  await header(page, "name").click();
  await expect.poll(() => fragment(page)).toMatch(/^#v1\./);
  const before = await fragment(page);
  await search(page).fill("");
  await expect.poll(() => names(page)).toHaveLength(3);
  await page.waitForTimeout(1_000);
  expect(await fragment(page)).toBe(before);
});

test("a damaged link changes nothing and says so", async ({ page }) => {
  await openLists(page);
  await header(page, "name").click();
  await expect.poll(() => fragment(page)).toMatch(/^#v1\./);
  const sound = await fragment(page);
  await page.evaluate((text) => { location.hash = text; }, sound.slice(0, -2));
  await expect(page.locator(".notice")).toContainText("the link is damaged");
  await expect.poll(() => fragment(page)).toBe(sound);
  await expect(header(page, "name")).toHaveAttribute("aria-sort", "ascending");
  await page.evaluate(() => { location.hash = "access_token=abc"; });
  await expect(page.locator(".notice").last()).toContainText("no view of this tool");
  await expect.poll(() => fragment(page)).toBe(sound);
});

test("the skip link leads to the list and leaves the address alone", async ({ page }) => {
  await openLists(page);
  await page.locator(".skip-link").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => fragment(page)).toBe("");
  await expect(page.locator(".notice")).toHaveCount(0);
});

test("every step of the view is undone and done again", async ({ page }) => {
  await openLists(page);
  const first = await names(page);
  await header(page, "name").click();
  await header(page, "name").click();
  const last = ["Cyd Low", "Bob Nep", "Ann Ber"];
  await expect.poll(() => names(page)).toEqual(last);
  await search(page).pressSequentially("bob");
  await expect.poll(() => names(page)).toEqual(["Bob Nep"]);
  await header(page, "name").focus();
  await page.keyboard.press("Control+z");
  await expect(search(page)).toHaveValue("");
  await expect.poll(() => names(page)).toEqual(last);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => names(page)).toEqual(["Ann Ber", "Bob Nep", "Cyd Low"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => names(page)).toEqual(first);
  await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
  for (let n = 0; n < 3; n += 1) await page.getByRole("button", { name: "Redo" }).click();
  await expect(search(page)).toHaveValue("bob");
  await expect.poll(() => names(page)).toEqual(["Bob Nep"]);
  await page.getByRole("tab", { name: /^Mine, found/ }).click();
  await expect(page.getByRole("tab", { name: /^Mine, found/ })).toHaveAttribute("aria-selected", "true");
  await header(page, "name").focus();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("tab", { name: /^Expiring among mine/ })).toHaveAttribute("aria-selected", "true");
});

test("scripts make links and open them", async ({ page }) => {
  await openLists(page, { automation: true });
  const made = await page.evaluate(() => window.rollcall.link({ sort: [["name", "desc"]], search: "ann" }, { report: "mine" }));
  expect(made).toMatch(/^http.*#v1\./);
  const opened = await page.evaluate((link) => window.rollcall.open(link), made);
  expect(opened).toEqual({ applied: ["report", "sort"], ignored: [] });
  await expect(page.getByRole("tab", { name: /^Mine, found/ })).toHaveAttribute("aria-selected", "true");
  await expect.poll(() => names(page)).toEqual(["Cyd Low", "Bob Nep", "Ann Ber"]);
  const filtered = await page.evaluate(() =>
    window.rollcall.report("mine", { filters: [{ any: [{ column: "name", starts: "a" }, { column: "disable_day", days: [50, null] }] }], columns: ["name"] }));
  expect(filtered.rows).toEqual([["Ann Ber"], ["Cyd Low"]]);
  const refused = await page.evaluate(() => window.rollcall.open("https://example.edu/#v1.abc").catch((error) => error.message));
  expect(refused).toContain("the link is damaged");
  const bad = await page.evaluate(() => window.rollcall.report("mine", { filters: [{ column: "name", like: "a" }] }).catch((error) => error.message));
  expect(bad).toContain("expected a test of the column `name`");
});

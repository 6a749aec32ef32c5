// The table a demanding person expects: filters built by keyboard alone, columns moved, widened and pinned, rows
// grouped, every command by its name; and each of it undone.
import { AxeBuilder } from "@axe-core/playwright";
import { enrollmentOf, file, mailboxesOf } from "./exports.mjs";
import { dialog, drop, grid, open, rowOf, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const people = [
  { key: "ann01", name: "Ann Ber", scheduled: "2026-12-02", department: "Finance" },
  { key: "bob02", name: "Bob Nep", scheduled: "2026-12-09", department: "Finance" },
  { key: "cyd03", name: "Cyd Low", scheduled: "2027-01-20", department: "Law" },
  { key: "dee04", name: "Dee Bak", scheduled: "2027-02-20" },
];
const files = () => [file("exchange.csv", mailboxesOf(people.map(({ key }) => key))), file("enrollment.csv", enrollmentOf(people))];

const header = (page, column) => page.locator(`.column-header[data-column=${column}]`);
const names = (page) => rows(page).locator("td[data-column=name]").allTextContents();
const ids = (page) => page.locator(".column-header").evaluateAll((all) => all.map((one) => one.dataset.column));
const width = (page, column) => header(page, column).evaluate((one) => Math.round(one.getBoundingClientRect().width));
const chips = (page) => page.locator(".filter-chip-text");
const undo = (page) => page.getByRole("button", { name: "Undo" });

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** By keyboard to the head of a column. */
async function toHeader(page, column) {
  await page.locator(".grid [tabindex='0']").first().focus();
  await press(page, "Control+Home", "ArrowUp", "ArrowRight");
  for (const id of await ids(page)) {
    if (id === column) break;
    await press(page, "ArrowRight");
  }
  await expect(header(page, column)).toBeFocused();
}

async function openLists(page, options) {
  await open(page, options);
  await drop(page, files());
  await expect(rowOf(page, "ann01")).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
}

async function expectNoBarrier(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
  expect(told).toEqual([]);
}

/** In both looks, and in 320 pixels without a page that is scrolled sideways. */
async function expectNoBarrierAnywhere(page) {
  await expectNoBarrier(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoBarrier(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectNoBarrier(page);
}

/** Drags from the middle of an element to a place from the left. */
async function drag(page, from, to) {
  const box = await from.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move((box.x + to) / 2, y, { steps: 4 });
  await page.mouse.move(to, y, { steps: 4 });
  await page.mouse.up();
}

test("a filter is built by keyboard alone, counts at once, and is undone step by step", async ({ page }) => {
  await openLists(page);
  await toHeader(page, "name");
  await press(page, "F2");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await press(page, "ArrowDown", "ArrowDown", "ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Filter by this column…" })).toBeFocused();
  await press(page, "Enter");
  await expect(dialog(page).getByLabel("How Name is compared")).toBeFocused();
  await press(page, "Tab");
  await page.keyboard.type("n");
  await expect(dialog(page).locator(".row-count")).toHaveText("2 rows after search and filters");
  await page.keyboard.type("n");
  await expect(dialog(page).locator(".row-count")).toHaveText("1 row after search and filters");
  await expect(dialog(page).locator(".filter-sentence")).toHaveText("Name contains “nn”");
  // Another condition, of which one is enough.
  await press(page, "Tab", "Tab", "Tab");
  await expect(dialog(page).getByRole("button", { name: "Or another condition…" })).toBeFocused();
  await press(page, "Enter");
  await expect(dialog(page).getByRole("combobox", { name: "Another condition on" })).toBeFocused();
  await page.keyboard.type("days le");
  await press(page, "Enter");
  await expect(dialog(page).getByLabel("How Days left is compared")).toBeFocused();
  await press(page, "Tab");
  await page.keyboard.type("80");
  await expect(dialog(page).locator(".row-count")).toHaveText("2 rows after search and filters");
  await expect(dialog(page).locator(".filter-missing").last()).toContainText("also rows without a value (there are none)");
  await press(page, "Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(() => names(page)).toEqual(["Ann Ber", "Dee Bak"]);
  await expect(chips(page)).toHaveText([/^Name contains “nn” or \(Days left is at least 80 or Days left is without a value\)$/]);
  await undo(page).click();
  await undo(page).click();
  await expect(chips(page)).toHaveText([/^Name contains “nn”$/]);
  await undo(page).click();
  await expect(chips(page)).toHaveCount(0);
  await expect.poll(() => names(page)).toHaveLength(4);
});

test("values come with their rows, and a chip opens the filter it stands for", async ({ page }) => {
  await openLists(page);
  await page.getByRole("button", { name: "Filter…" }).click();
  await expect(dialog(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.type("departm");
  await press(page, "ArrowDown", "Enter");
  await dialog(page).getByLabel("How Department is compared").selectOption({ label: "is one of" });
  const finance = dialog(page).locator(".filter-value-list .quick-choice").filter({ hasText: "Finance" });
  await expect(finance.locator(".count")).toHaveText("2");
  await finance.getByRole("checkbox").check();
  await expect(dialog(page).locator(".row-count")).toHaveText("2 rows after search and filters");
  await dialog(page).getByRole("button", { name: "Done" }).click();
  await expect(chips(page)).toHaveText(["Department: Finance"]);
  await page.locator(".filter-chip-open").click();
  await expect(dialog(page).getByLabel("How Department is compared")).toBeFocused();
  await expectNoBarrierAnywhere(page);
  await dialog(page).getByRole("button", { name: "Remove the condition on Department" }).click();
  await expect(dialog(page)).toContainText("No condition yet");
  await dialog(page).getByRole("button", { name: "Done" }).click();
  await expect(chips(page)).toHaveCount(0);
});

test("what is not a number says so and narrows nothing; a condition from a link that is deeper is kept", async ({ page }) => {
  await openLists(page, { automation: true });
  const deep = { any: [{ all: [{ column: "days_left", min: 1 }, { column: "department", equals: "finance" }] }, { column: "reason", starts: "aff" }] };
  const link = await page.evaluate((filter) => window.rollcall.link({ filters: [{ column: "department", is: ["value"] }, filter] }, { report: "mine" }), deep);
  await page.evaluate((link) => window.rollcall.open(link), link);
  await expect(tab(page, "Mine, found")).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "Filter…" }).click();
  await expect(dialog(page)).toContainText("as it came; more than can be changed here");
  const before = await dialog(page).locator(".row-count").textContent();
  await expect(dialog(page).getByRole("combobox", { name: "Add a condition on" })).toBeFocused();
  await page.keyboard.type("days left");
  await press(page, "Enter");
  await dialog(page).getByLabel("Days left: number").fill("soon");
  await expect(dialog(page).getByRole("alert")).toHaveText("expected a number such as 12 or -3.5, but found `soon`");
  await expect(dialog(page).locator(".row-count")).toHaveText(before);
  await press(page, "Escape");
  await expect(chips(page)).toHaveCount(2);
});

test("a column is moved by its header and by keys, and neither sorts", async ({ page }) => {
  await openLists(page);
  const before = await ids(page);
  const to = await header(page, "urgency").boundingBox();
  await drag(page, header(page, "logon_name"), to.x + to.width - 10);
  const after = [before[0], before[2], before[1], ...before.slice(3)];
  await expect.poll(() => ids(page)).toEqual(after);
  await expect(header(page, "logon_name")).not.toHaveAttribute("aria-sort", /./);
  await undo(page).click();
  await expect.poll(() => ids(page)).toEqual(before);
  await toHeader(page, "logon_name");
  await press(page, "Alt+ArrowRight");
  await expect.poll(() => ids(page)).toEqual(after);
  await expect(page.locator("p[role=status].visually-hidden").first()).toHaveText("column moved to place 3");
  // A drag that is given up changes nothing.
  const box = await header(page, "urgency").boundingBox();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 10, { steps: 5 });
  await press(page, "Escape");
  await page.mouse.up();
  expect(await ids(page)).toEqual(after);
  await header(page, "urgency").click();
  await expect(header(page, "urgency")).toHaveAttribute("aria-sort", "ascending");
});

test("a column is made wider by its edge, by keys and to fit, without a sort, and it is undone", async ({ page }) => {
  await openLists(page);
  const before = await width(page, "department");
  await header(page, "department").scrollIntoViewIfNeeded();
  const edge = header(page, "department").locator(".column-edge");
  const box = await edge.boundingBox();
  await drag(page, edge, box.x + box.width / 2 - 60);
  await expect.poll(() => width(page, "department")).toBe(before - 60);
  await expect(header(page, "department")).not.toHaveAttribute("aria-sort", /./);
  await toHeader(page, "department");
  await press(page, "Alt+Shift+ArrowRight");
  await expect.poll(() => width(page, "department")).toBe(before - 44);
  await expect(page.locator("p[role=status].visually-hidden").first()).toHaveText(`Department: ${before - 44} pixels wide`);
  await edge.dblclick();
  await expect.poll(() => width(page, "department")).toBeLessThan(before - 60);
  for (let n = 0; n < 3; n += 1) await undo(page).click();
  await expect.poll(() => width(page, "department")).toBe(before);
  await expect(header(page, "department")).not.toHaveAttribute("aria-sort", /./);
});

test("a layout leaves the list where it was scrolled to", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await expect(rows(page).first()).toBeVisible();
  const scroller = page.locator(".grid-scroller");
  await scroller.evaluate((one) => one.scrollTo(0, 400));
  await expect(rows(page).first()).not.toHaveAttribute("data-place", "0");
  const top = await rows(page).first().getAttribute("data-place");
  await header(page, "logon_name").hover();
  await header(page, "logon_name").locator(".column-menu-button").click();
  await page.getByRole("menuitem", { name: "Wider" }).click();
  await header(page, "logon_name").hover();
  await header(page, "logon_name").locator(".column-menu-button").click();
  await page.getByRole("menuitem", { name: "Hide this column" }).click();
  await expect(header(page, "logon_name")).toHaveCount(0);
  await page.waitForTimeout(300);
  expect(await rows(page).first().getAttribute("data-place")).toBe(top);
});

test("pinned columns stay in sight, in the list of columns too, and cards stay cards", async ({ page }) => {
  await openLists(page);
  await toHeader(page, "department");
  await press(page, "F2");
  await page.getByRole("menuitem", { name: "Keep in sight" }).click();
  await expect.poll(async () => (await ids(page)).slice(0, 2)).toEqual(["name", "department"]);
  const left = (selector) => page.locator(selector).first().evaluate((one) => Math.round(one.getBoundingClientRect().left));
  const cells = [".column-header[data-column=department]", ".grid-row td[data-column=department]"];
  const before = await Promise.all(cells.map(left));
  await page.locator(".grid-scroller").evaluate((one) => one.scrollTo(700, 0));
  await expect.poll(() => left(".column-header[data-column=urgency]")).toBeLessThan(0 + before[0]);
  expect(await Promise.all(cells.map(left))).toEqual(before);
  await page.getByRole("button", { name: "Choose columns" }).click();
  const pin = dialog(page).getByRole("button", { name: "Keep Department in sight" });
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  await pin.press("Enter");
  await expect(pin).toHaveAttribute("aria-pressed", "false");
  await press(page, "Escape");
  await undo(page).click();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.locator(".grid-scroller")).toHaveAttribute("data-cards", "true");
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectNoBarrier(page);
});

test("rows are grouped, a group is opened by keyboard, and undo leads back", async ({ page }) => {
  await openLists(page);
  await toHeader(page, "department");
  await press(page, "F2");
  await page.getByRole("menuitem", { name: "Group by this column" }).click();
  const groups = page.getByRole("region", { name: "Groups of rows" });
  await expect(groups.locator("tbody tr")).toHaveCount(3);
  await expect(groups.getByRole("status")).toHaveText("3 groups of 4 rows");
  await expect(groups.locator("tbody tr").first().locator("td").first()).toHaveText("Finance");
  await expect(groups.locator("tbody tr").first().locator("td").nth(1)).toHaveText("2");
  await expect(groups.locator("tfoot td").first()).toHaveText("4");
  await expect(grid(page)).toBeHidden();
  await expectNoBarrierAnywhere(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await groups.locator(".group-opens").first().focus();
  await press(page, "ArrowDown", "ArrowDown");
  await expect(groups.locator(".group-opens").nth(2)).toBeFocused();
  await press(page, "ArrowUp", "ArrowUp", "Enter");
  await expect(groups).toHaveCount(0);
  await expect.poll(() => names(page)).toEqual(["Ann Ber", "Bob Nep"]);
  await expect(chips(page)).toHaveText(["Department: Finance"]);
  await undo(page).click();
  await expect(groups.locator("tbody tr")).toHaveCount(3);
  await groups.getByRole("button", { name: "No groups" }).click();
  await expect(rows(page)).toHaveCount(4);
});

test("every command is found by a few letters, the last ones first", async ({ page }) => {
  await openLists(page);
  await toHeader(page, "name");
  await press(page, "Control+k");
  const box = dialog(page).getByRole("combobox");
  await expect(box).toBeFocused();
  await page.keyboard.type("mifo");
  await expect(dialog(page).getByRole("option").first()).toHaveText("Report: Mine, found");
  await press(page, "Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(tab(page, "Mine, found")).toHaveAttribute("aria-selected", "true");
  await toHeader(page, "name");
  await press(page, "Control+k");
  await expect(dialog(page).getByRole("option").first()).toHaveText("Report: Mine, found");
  await expectNoBarrierAnywhere(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await box.fill("filt");
  await press(page, "Enter");
  await expect(dialog(page).getByRole("heading", { name: "Filter" })).toBeVisible();
  await press(page, "Escape");
  // A name that is no command goes to whoever has it.
  await toHeader(page, "name");
  await press(page, "Control+k");
  await box.fill("cyd03");
  await expect(dialog(page).getByRole("option").last()).toHaveText("Go to the account “cyd03”");
  await press(page, "ArrowUp", "Enter");
  await expect.poll(() => names(page)).toEqual(["Cyd Low"]);
  // Not while somebody types.
  await page.getByRole("searchbox").focus();
  await press(page, "Control+k");
  await expect(dialog(page)).toHaveCount(0);
});

test("all rows that are kept are selected together, and it is said how many", async ({ page }) => {
  await openLists(page);
  await page.getByRole("searchbox").fill("b");
  await expect(rows(page)).toHaveCount(3);
  await rows(page).first().locator("td[data-column=name]").focus();
  await press(page, "Control+a");
  await expect(page.locator(".grid-row[aria-selected=true]")).toHaveCount(3);
  await expect(page.locator("p[role=status].visually-hidden").first()).toHaveText("3 rows selected");
});

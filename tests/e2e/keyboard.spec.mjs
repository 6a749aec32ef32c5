// The whole walk by keyboard alone: nothing in this file points or clicks.
import { file } from "./exports.mjs";
import { details, dialog, drop, grid, open } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Rows of the sample's list `expiring`. */
const total = 44;

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Tabs until the focus is on the element. */
async function tabTo(page, target) {
  for (let n = 0; n < 60; n += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

/** Opens the sample and goes to its first cell. */
async function reachGrid(page) {
  await open(page);
  await tabTo(page, page.getByRole("button", { name: "Try with sample data" }));
  await press(page, "Enter");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(total + 1));
  await press(page, "F6");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await press(page, "F6");
  await expectAt(page, 0, 1);
}

/** Waits until the focus is on a cell: place of the row from 0 or `header`, place of the column with the tick as 0. */
async function expectAt(page, row, column) {
  await expect.poll(() => page.evaluate(() => {
    const cell = document.activeElement.closest("[role=gridcell], [role=columnheader]");
    return cell && [cell.parentElement.dataset.place, Number(cell.ariaColIndex ?? cell.getAttribute("aria-colindex")) - 1];
  })).toEqual([String(row), column]);
}

/** The cell with the focus is wholly in sight, and not under the header or the frozen columns. */
async function expectInSight(page) {
  await expect.poll(() => page.evaluate(() => {
    const cell = document.activeElement;
    const { left, right, top, bottom } = cell.getBoundingClientRect();
    const isOn = (x, y) => cell.contains(document.elementFromPoint(x, y));
    return [isOn(left + 3, top + 3), isOn(right - 3, bottom - 3)];
  })).toEqual([true, true]);
}

const selected = (page) => page.locator(".grid-row[aria-selected=true]");
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test("the sample is loaded and its list reached", async ({ page }) => {
  await reachGrid(page);
});

test("the first Tab offers the way past the header", async ({ page }) => {
  await open(page);
  await press(page, "Tab");
  await expect(page.getByRole("link", { name: "Skip to the list" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the list" })).toBeInViewport();
  await press(page, "Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("the grid is one tab stop", async ({ page }) => {
  await reachGrid(page);
  await press(page, "Tab");
  await expect.poll(() => page.evaluate(() => document.activeElement.closest(".grid") === null)).toBe(true);
  await press(page, "Shift+Tab");
  await expectAt(page, 0, 1);
});

test("arrows walk from cell to cell and stop at the edges", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowDown", "ArrowDown", "ArrowRight");
  await expectAt(page, 2, 2);
  await press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft");
  await expectAt(page, 2, 0);
  await press(page, "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp");
  await expectAt(page, "header", 0);
});

test("Home, End and their like reach the edges, and the cell is in sight", async ({ page }) => {
  await reachGrid(page);
  const last = Number(await grid(page).getAttribute("aria-colcount")) - 1;
  await press(page, "End");
  await expectAt(page, 0, last);
  await expectInSight(page);
  await press(page, "ArrowLeft");
  await expectAt(page, 0, last - 1);
  await expectInSight(page);
  await press(page, "Home");
  await expectAt(page, 0, 0);
  await expectInSight(page);
  await press(page, "Control+End");
  await expectAt(page, total - 1, last);
  await expectInSight(page);
  await press(page, "Control+Home");
  await expectAt(page, 0, 0);
  await expectInSight(page);
  await press(page, "Control+ArrowDown");
  await expectAt(page, total - 1, 0);
  await press(page, "Control+ArrowRight");
  await expectAt(page, total - 1, last);
});

test("Page Down goes a screenful of rows and ends at the last", async ({ page }) => {
  await reachGrid(page);
  await press(page, "PageDown");
  await expect.poll(() => page.evaluate(() => Number(document.activeElement.parentElement.dataset.place))).toBeGreaterThan(3);
  await expectInSight(page);
  for (let n = 0; n < total / 4; n += 1) await press(page, "PageDown");
  await expectAt(page, total - 1, 1);
  await expectInSight(page);
  for (let n = 0; n < total / 4; n += 1) await press(page, "PageUp");
  await expectAt(page, 0, 1);
});

test("Enter on a header sorts, Shift+Enter adds, and the focus stays", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowUp");
  await expectAt(page, "header", 1);
  const name = page.locator("th[data-column=name]");
  await press(page, "Enter");
  await expect(name).toHaveAttribute("aria-sort", "ascending");
  await press(page, "Enter");
  await expect(name).toHaveAttribute("aria-sort", "descending");
  await expectAt(page, "header", 1);
  await press(page, "ArrowRight", "ArrowRight", "Shift+Enter");
  await expect(page.locator("th[data-column=urgency]")).toContainText("sorted 2., ascending");
  await expectAt(page, "header", 3);
});

test("F2 opens a header's menu; Esc and every command lead back to the header", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowUp", "ArrowRight", "F2");
  await expect(page.getByRole("menuitem", { name: "Sort ascending" })).toBeFocused();
  await press(page, "Escape");
  await expectAt(page, "header", 2);
  await press(page, "F2");
  await expect(page.getByRole("menuitem", { name: "Sort ascending" })).toBeFocused();
  await press(page, "ArrowDown", "Enter");
  await expect(page.locator("th[data-column=logon_name]")).toHaveAttribute("aria-sort", "descending");
  await expectAt(page, "header", 2);
});

test("Alt+Right and Alt+Left move a column, which is said aloud", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowUp", "ArrowRight", "Alt+ArrowRight");
  await expect(page.locator("th[data-column=logon_name]")).toHaveAttribute("aria-colindex", "4");
  await expectAt(page, "header", 3);
  await press(page, "Alt+ArrowLeft");
  await expect(page.locator("th[data-column=logon_name]")).toHaveAttribute("aria-colindex", "3");
  await expectAt(page, "header", 2);
  await expect(page.getByRole("status").filter({ hasText: "column moved to place 2" })).toHaveCount(1);
});

test("the slash searches, Esc empties the search, Esc again leads back to the grid", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowDown", "/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("late");
  await expect(page.locator(".row-count")).toContainText("after search and filters");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await press(page, "Escape");
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await expect(page.locator(".row-count")).toHaveText(`${total} rows`);
  await press(page, "Escape");
  await expect.poll(() => page.evaluate(() => document.activeElement.closest(".grid") !== null)).toBe(true);
});

test("Enter opens the details; the focus stays on the cell and goes there and back by F6 and Esc", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowDown", "ArrowDown", "ArrowRight", "Enter");
  await expect(details(page).getByRole("heading", { level: 2 })).toBeVisible();
  await expectAt(page, 2, 2);
  const name = await details(page).getByRole("heading", { level: 2 }).innerText();
  await press(page, "ArrowDown");
  await expect(details(page).getByRole("heading", { level: 2 })).not.toHaveText(name);
  await press(page, "F6");
  await expect(details(page).getByRole("button", { name: "Close details" })).toBeFocused();
  await press(page, "Escape");
  await expect(details(page)).toHaveCount(0);
  await expectAt(page, 3, 2);
  await press(page, "Enter");
  await expect(details(page)).toHaveCount(1);
  await press(page, "Escape");
  await expect(details(page)).toHaveCount(0);
  await expectAt(page, 3, 2);
});

test("rows are selected by Space, Shift+arrows and Ctrl+A, and Esc lets them go", async ({ page }) => {
  await reachGrid(page);
  await press(page, " ");
  await expect(selected(page)).toHaveCount(1);
  await press(page, "Shift+ArrowDown", "Shift+ArrowDown");
  await expect(selected(page)).toHaveCount(3);
  await press(page, "ArrowDown", "ArrowDown", "Shift+ ");
  await expect(selected(page)).toHaveCount(5);
  await expect(page.getByRole("button", { name: "Copy 5 rows" })).toBeVisible();
  await press(page, "Control+a");
  await expect(page.getByRole("button", { name: `Copy ${total} rows` })).toBeVisible();
  await press(page, "Escape");
  await expect(selected(page)).toHaveCount(0);
});

test("Ctrl+C copies the selected rows, Ctrl+Shift+C their logon names", async ({ page }) => {
  await reachGrid(page);
  await press(page, "Shift+ArrowDown", "Control+c");
  await expect(page.getByText("2 rows copied")).toBeVisible();
  const rows = (await copied(page)).trimEnd().split("\r\n");
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatch(/^Name\tLogon name\t/);
  await press(page, "Control+Shift+C");
  await expect(page.getByText("2 logon names copied")).toBeVisible();
  expect((await copied(page)).trimEnd().split("\r\n")).toEqual(rows.slice(1).map((line) => line.split("\t")[1]));
});

test("without a selection the row with the focus is copied", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowDown", "Control+Shift+C");
  await expect(page.getByText("1 logon name copied")).toBeVisible();
  const second = await page.locator("[data-place='1'] td[data-column=logon_name]").innerText();
  expect((await copied(page)).trim()).toBe(second);
});

test("F6 goes round the parts of the page, Shift+F6 the other way", async ({ page }) => {
  await reachGrid(page);
  const part = () => page.evaluate(() => document.activeElement.closest(".toolbar, .grid-scroller, .details, .app-header")?.className);
  await press(page, "F6");
  await expect.poll(part).toBe("app-header");
  await press(page, "F6");
  await expect.poll(part).toBe("toolbar");
  await press(page, "Shift+F6");
  await expect.poll(part).toBe("app-header");
  await press(page, "Shift+F6");
  await expectAt(page, 0, 1);
});

test("the question mark shows the keys; Esc closes them and the focus is where it was", async ({ page }) => {
  await reachGrid(page);
  await press(page, "ArrowDown", "?");
  await expect(dialog(page).getByRole("heading", { name: "Keys" })).toBeVisible();
  await press(page, "Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expectAt(page, 1, 1);
});

test("whatever closes or goes, the focus is not lost", async ({ page }) => {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("role"));
  await open(page);
  const two = "Logon Name,Name,Manager\r\ndoe01,Ida Doe,abc12\r\nroe02,Eve Roe,abd13\r\n";
  await drop(page, [file("two.csv", two)]);
  await expect(dialog(page)).toBeVisible();
  await press(page, "Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(focused).toBe("main");
  await tabTo(page, page.getByRole("button", { name: "Clear all" }));
  await press(page, "Enter");
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
  await expect.poll(focused).toBe("main");
});

test("the single keys can be switched off", async ({ page }) => {
  await reachGrid(page);
  await press(page, "?");
  const choice = dialog(page).getByRole("checkbox", { name: /Use the single keys/ });
  await tabTo(page, choice);
  await press(page, " ");
  await expect(choice).not.toBeChecked();
  await press(page, "Escape");
  await expectAt(page, 0, 1);
  await press(page, "/");
  await expectAt(page, 0, 1);
});

test("a column is hidden in the chooser, and the focus stays with it", async ({ page }) => {
  await reachGrid(page);
  await tabTo(page, page.getByRole("button", { name: "Choose columns" }));
  await press(page, "Enter");
  const choice = dialog(page).getByRole("checkbox", { name: /^Department/ });
  await tabTo(page, choice);
  await press(page, " ");
  await expect(choice).not.toBeChecked();
  await expect(choice).toBeFocused();
  await press(page, "Escape");
  await expect(page.getByRole("button", { name: "Choose columns" })).toBeFocused();
  await expect(page.locator("th[data-column=department]")).toHaveCount(0);
});

test("the lists are changed with arrows on their tabs", async ({ page }) => {
  await reachGrid(page);
  await tabTo(page, page.getByRole("tab", { selected: true }));
  await press(page, "ArrowRight");
  await expect(page.getByRole("tab", { name: /^Mine, found/ })).toBeFocused();
  await expect(page.getByRole("tab", { name: /^Mine, found/ })).toHaveAttribute("aria-selected", "true");
  await press(page, "End");
  await expect(page.getByRole("tab", { name: /^Matching/ })).toBeFocused();
});

test("an urgency and a week filter without a mouse, and the focus stays on them", async ({ page }) => {
  await reachGrid(page);
  const late = page.getByRole("group", { name: "Filter by urgency" }).getByRole("button", { name: /^Late/ });
  await tabTo(page, late);
  await press(page, "Enter");
  await expect(late).toHaveAttribute("aria-pressed", "true");
  await expect(late).toBeFocused();
  await press(page, "Enter");
  await expect(page.locator(".row-count")).toHaveText(`${total} rows`);

  const bars = page.locator(".week-bar");
  await tabTo(page, bars.first());
  await press(page, "ArrowRight");
  await expect(bars.nth(1)).toBeFocused();
  await press(page, "Enter");
  await expect(bars.nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".row-count")).toContainText("after search and filters");
  await expect(bars.nth(1)).toBeFocused();
});

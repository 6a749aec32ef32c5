// No state of the screen has a barrier that axe can see, in any look and any width.
import { AxeBuilder } from "@axe-core/playwright";
import { enrollmentOf, file, mailboxes, mailboxesOf } from "./exports.mjs";
import { details, dialog, drop, more, open, pick, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

/** `rules`: only these, where the rest cannot differ from what was looked at before. */
async function expectNoBarrier(page, ...rules) {
  // One document without frames: axe need not gather its answers in another page.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
  expect(told).toEqual([]);
}

async function openSample(page) {
  await open(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await expect(rows(page).first()).toBeVisible();
}

async function openDetails(page) {
  await openSample(page);
  await rows(page).nth(3).locator("[data-column=name]").click();
  await expect(details(page).getByRole("heading", { level: 2 })).toBeVisible();
}

const question = file("two.csv", "Logon Name,Manager\r\ndoe01,abc12\r\nroe02,abd13\r\n");

/** Every state of the screen: how to get there. */
const states = {
  "the empty page": open,
  "the loaded page": openSample,
  "the details": openDetails,
  "the sources unfolded": async (page) => {
    await openSample(page);
    await page.locator(".sources-summary").click();
    await expect(page.locator(".source-card").first()).toBeVisible();
  },
  "a question": async (page) => {
    await open(page);
    await drop(page, [question]);
    await expect(dialog(page)).toContainText("two.csv");
  },
  "a question put off": async (page) => {
    await open(page);
    await drop(page, [question]);
    await dialog(page).getByRole("button", { name: "Later" }).click();
    await expect(page.getByRole("button", { name: "Answer a question" })).toBeVisible();
  },
  "the policy": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: /^Policy: / }).click();
    await dialog(page).locator("[data-control=grace_days]").fill("soon");
    await dialog(page).locator("[data-control=grace_days]").press("Enter");
    await expect(dialog(page)).toContainText("Not taken");
  },
  "a mapping by hand": async (page) => {
    await open(page);
    await drop(page, [question]);
    await dialog(page).locator("[data-control=kind]").selectOption("enrollment");
    await expect(dialog(page)).toContainText("has no enrollment headers");
  },
  "how a source is read": async (page) => {
    await open(page);
    await drop(page, [mailboxes]);
    await page.locator(".sources-summary").click();
    await page.getByRole("button", { name: "Change kind or columns" }).click();
    await expect(dialog(page)).toContainText("The first rows as they will be read");
  },
  "the rows of a number": async (page) => {
    await open(page);
    await drop(page, [mailboxes]);
    await page.locator(".sources-summary").click();
    await page.getByRole("button", { name: "13 accepted" }).click();
    await expect(dialog(page).locator("tbody tr").first()).toBeVisible();
  },
  "the issues": async (page) => {
    await openSample(page);
    await page.locator(".sources-summary").click();
    await page.locator(".source-card").nth(1).getByRole("button", { name: /issue/ }).click();
    await expect(dialog(page).locator("tbody tr").first()).toBeVisible();
  },
  "the keys": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Keys and help" }).click();
    await expect(dialog(page)).toBeVisible();
  },
  "the promise": async (page) => {
    await openSample(page);
    await page.locator(".privacy-line").click();
    await expect(dialog(page)).toBeVisible();
  },
  "the column chooser": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Choose columns" }).click();
    await expect(dialog(page)).toBeVisible();
  },
  "the box for names": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Paste names" }).click();
    await expect(dialog(page)).toBeVisible();
  },
  "the calendar file": async (page) => {
    await openSample(page);
    await more(page);
    await page.getByRole("button", { name: "Calendar file…" }).click();
    await dialog(page).getByLabel("Remind of running this report").selectOption("Every week");
    await expect(dialog(page).locator(".calendar-preview tbody tr").first()).toBeVisible();
  },
  "the view as a file": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Export…" }).click();
    await dialog(page).getByLabel(/^CSV/).check();
    await expect(dialog(page).getByLabel(/BOM/)).toBeVisible();
  },
  "what would become of an account": async (page) => {
    await openDetails(page);
    await details(page).getByText("What if…").click();
    await details(page).getByLabel("Give an affiliation").selectOption("CTSY: Courtesy");
    await expect(details(page).locator(".what-if tbody tr").first()).toBeVisible();
  },
  "a column's menu": async (page) => {
    await openSample(page);
    await page.locator("th[data-column=name]").hover();
    await page.locator("th[data-column=name] .column-menu-button").click();
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "the selected and filtered list": async (page) => {
    await openSample(page);
    await page.getByRole("searchbox").fill("a");
    await page.getByRole("group", { name: "Filter by urgency" }).getByRole("button", { name: /^Watch/ }).click();
    await expect(page.locator(".filter-chip")).toHaveCount(1);
    await rows(page).first().locator(".tick-cell").click();
    await page.getByText("Numbers as a table").click();
    await expect(page.locator(".week-chart-numbers table")).toBeVisible();
  },
  "a search that finds nothing": async (page) => {
    await openSample(page);
    await page.getByRole("searchbox").fill("nobody has this");
    await expect(page.locator(".empty-list")).toBeVisible();
  },
  "the list of names not found": async (page) => {
    await openSample(page);
    await page.getByRole("tab", { name: /^Mine, not found/ }).click();
    await expect(page.locator("th[data-column=urgency]")).toHaveCount(0);
    await expect(rows(page).first()).toBeVisible();
  },
  "matching with a suggestion": async (page) => {
    await open(page);
    await pick(page, [file("mine.csv", mailboxesOf(["d.oe01", "roe02", "gone"])), file("report.csv", enrollmentOf([
      { key: "doe01", name: "Ida Doe", due: "2026-12-18", days: 27 }, { key: "ROE02", name: "Åsa Roe", due: "2026-12-18", days: 27 },
    ]))]);
    await page.getByRole("tab", { name: /^Matching/ }).click();
    await page.getByText("1 suggestion to accept").click();
    await rows(page).first().locator("[data-column=written]").click();
    await expect(details(page).getByRole("button", { name: /^Accept/ })).toBeVisible();
  },
  "one file of two": async (page) => {
    await open(page);
    await drop(page, [mailboxes]);
    await expect(page.locator(".empty-list")).toBeVisible();
  },
  "a refused file": async (page) => {
    await open(page);
    await drop(page, [file("report.pdf", "%PDF-1.7\n")]);
    await expect(page.locator(".notice")).toContainText("PDF");
  },
  "what was done": async (page) => {
    await openSample(page);
    await page.getByRole("button", { name: "Copy logon names" }).click();
    await expect(page.locator(".notice")).toContainText("copied");
  },
  "duplicate and ambiguous names": async (page) => {
    await open(page);
    const twice = { name: "Ida Doe", due: "2026-12-07", days: 16 };
    await pick(page, [file("mine.csv", mailboxesOf(["doe01", "roe02"])), file("twice.csv", enrollmentOf([
      { key: "doe01", ...twice }, { key: "DOE01", ...twice, department: "Finance" }, { key: "roe02", name: "Åsa Roe", reason: "No" },
    ]))]);
    await expect(rows(page).first()).toBeVisible();
  },
  "files dragged over the page": async (page) => {
    await open(page);
    await page.locator("main").dispatchEvent("dragenter");
    await expect(page.locator(".drop-overlay")).toBeVisible();
  },
};

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

for (const [state, reach] of Object.entries(states)) {
  test(`${state}: no barrier in light and dark, with forced colours, and in 320 pixels`, async ({ page }) => {
    await reach(page);
    await expectNoBarrier(page);
    for (const look of [{ colorScheme: "dark" }, { colorScheme: "light", contrast: "more" }, { contrast: "no-preference", forcedColors: "active" }]) {
      await page.emulateMedia(look);
      await expectNoBarrier(page, "color-contrast", "link-in-text-block");
    }
    await page.emulateMedia({ forcedColors: "none" });
    await page.setViewportSize({ width: 320, height: 640 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expectNoBarrier(page);
  });
}

for (const scheme of ["light", "dark"]) {
  test(`the ${scheme} look chosen on the page has no barrier and is kept`, async ({ page }) => {
    await openSample(page);
    await page.emulateMedia({ colorScheme: scheme === "light" ? "dark" : "light" });
    await page.getByLabel("Colours").selectOption(scheme);
    await expectNoBarrier(page, "color-contrast");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", scheme);
  });
}

test("rows of every height have no barrier", async ({ page }) => {
  await openSample(page);
  await more(page);
  for (const density of ["compact", "roomy"]) {
    await page.getByLabel("Row height").selectOption(density);
    await expect(page.locator("html")).toHaveAttribute("data-density", density);
    await expectNoBarrier(page);
  }
});

// Paper: what was chosen, the weeks, the account whose details are open, and the rows.
import { enrollment, expiring, mailboxes } from "./exports.mjs";
import { column, details, drop, expectList, open, rowOf, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const paper = (page) => page.locator(".paper");

/** What the browser does before it lays out the pages. */
async function layOut(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(paper(page)).toBeVisible();
}

async function openList(page) {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, expiring.map(([key]) => key));
  await expect(page.locator(".week-part").first()).toBeVisible();
}

for (const colorScheme of ["light", "dark"]) {
  test(`the weeks stand above the list, with what their colours mean, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openList(page);
    const n_parts = await page.locator(".week-chart .week-part").count();
    await layOut(page);
    const picture = paper(page).locator(".paper-picture");
    await expect(picture.locator(".week-part")).toHaveCount(n_parts);
    await expect(picture.locator(".week-legend li").filter({ hasText: "Imminent" })).toBeVisible();
    await expect(paper(page).locator("tbody tr")).toHaveCount(expiring.length);
    const [chart, list] = await Promise.all([picture.boundingBox(), paper(page).locator("table").boundingBox()]);
    expect(chart.height).toBeGreaterThan(40);
    expect(chart.y + chart.height).toBeLessThanOrEqual(list.y);
    expect(chart.x + chart.width).toBeLessThanOrEqual(page.viewportSize().width);
    // Dark ink on white paper, however the screen looks.
    const ink = await picture.locator(".week-bar-count").first().evaluate((text) => getComputedStyle(text).fill.match(/\d+/g).map(Number));
    expect(Math.max(...ink)).toBeLessThan(100);
    await expect(paper(page).locator(".timeline")).toHaveCount(0);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect(paper(page)).toHaveCount(0);
  });
}

test("the account whose details are open is printed with its dates as a drawing", async ({ page }) => {
  await openList(page);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await expect(details(page).locator(".timeline")).toBeVisible();
  await layOut(page);
  const account = paper(page).locator(".paper-account");
  await expect(account.getByRole("heading", { includeHidden: true })).toHaveText("Dov Loe");
  await expect(account.locator(".timeline .timeline-mark")).toHaveCount(await page.locator(".details .timeline-mark").count());
  const { width } = await account.locator(".timeline").boundingBox();
  expect(width).toBeGreaterThan(300);
  await expect(account).toContainText("Disable day");
  await expect(account).toContainText("Sat 28 Nov 2026");
});

test("weeks by department are printed by department, and a list without deadlines has none", async ({ page }) => {
  await openList(page);
  await page.locator(".week-chart-by select").selectOption("department");
  await expect(page.locator(".week-legend[data-by=department]")).toBeVisible();
  await layOut(page);
  await expect(paper(page).locator(".week-legend li").filter({ hasText: "Philosophy" })).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await tab(page, "Mine, not found").click();
  await expectList(page, ["gone15", "svc-scanner"]);
  await layOut(page);
  await expect(paper(page).locator(".paper-picture")).toHaveCount(0);
});

test("a PDF is made of pages that are not blank", async ({ page }) => {
  await openList(page);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await expect(details(page).locator(".timeline")).toBeVisible();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.length).toBeGreaterThan(10_000);
  // The screen is as it was.
  await expect(paper(page)).toHaveCount(0);
  await expect(column(page, "logon_name").first()).toBeVisible();
});

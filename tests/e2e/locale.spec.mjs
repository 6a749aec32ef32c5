// Numbers as the person's browser writes them, in the page and by its worker; what leaves is written for programs.
import { file, mailboxesOf } from "./exports.mjs";
import { dialog, drop, open, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const many = () => file("many.csv", mailboxesOf(Array.from({ length: 1_234 }, (_, n) => `doe${String(n).padStart(5, "0")}`)));
const cells = (page, column) => rows(page).locator(`[data-column=${column}]`).allInnerTexts();

async function openProvisioning(page) {
  await open(page, { automation: true });
  await page.getByRole("button", { name: "Try a provider’s sample" }).click();
  await page.getByRole("tab", { name: "Provisioning", exact: true }).click();
  await expect(page.locator(".row-count")).toHaveText("37 rows");
  // However many of them the notices leave in sight.
  await expect.poll(() => cells(page, "backup_mb").then((texts) => texts.length)).toBeGreaterThan(0);
}

for (const [locale, count, decimal] of [
  ["de-DE", "1.234", /^\d{1,3}(\.\d{3})*,\d$/],
  ["en-US", "1,234", /^\d{1,3}(,\d{3})*\.\d$/],
  ["hi-IN", "1,234", /^\d{1,3}(,\d{2,3})*\.\d$/],
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test(`numbers are parted as ${locale} parts them, in page and worker alike`, async ({ page }) => {
      await open(page);
      await drop(page, [many()]);
      await expect(page.locator(".source-chip")).toContainText(`${count} rows`);
      await openProvisioning(page);
      const asked = () => page.evaluate(() => window.rollcall.report("provisioning", { columns: ["backup_mb"] }, { rows: -1 }).then(({ rows }) => rows.flat()));
      const shown = [...await cells(page, "backup_mb"), ...await asked()].filter((text) => /\d/.test(text));
      expect(shown.length).toBeGreaterThan(20);
      for (const text of shown) expect(text).toMatch(decimal);
      // What leaves knows no locale.
      const csv = await page.evaluate(async () => (await window.rollcall.exportAs("csv", {}, { report: "provisioning", bom: false })).text());
      expect(csv).toMatch(/,\d{4,}\.\d,/);
      expect(csv).not.toMatch(/\d,\d{3}\.\d/);
    });
  });
}

test.describe("typed in German", () => {
  test.use({ locale: "de-DE" });

  test("a filter takes the mark of the locale, and shows it", async ({ page }) => {
    await openProvisioning(page);
    await page.getByRole("button", { name: "Filter…" }).click();
    const column = dialog(page).getByRole("combobox").first();
    await column.fill("Backup Data");
    await column.press("Enter");
    await dialog(page).getByLabel("Backup Data (MB): number").fill("1.000,5");
    await expect(dialog(page)).not.toContainText("expected a number");
    await page.keyboard.press("Escape");
    await expect(page.locator(".filter-chip-text")).toContainText("1.000,5");
    for (const text of (await cells(page, "backup_mb")).filter((text) => /\d/.test(text))) {
      expect(Number(text.replaceAll(".", "").replace(",", "."))).toBeGreaterThanOrEqual(1000.5);
    }
  });
});

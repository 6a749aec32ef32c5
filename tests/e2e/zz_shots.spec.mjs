import { csv, enrollment, expiring, file, mailboxes, mailboxesOf } from "./exports.mjs";
import { column, details, dialog, drop, expectList, open, rowOf } from "./screen.mjs";
import { test } from "./watched.mjs";
const torn = file("report_2026-11-20.csv", [
  "PennID,PennKey,Name,Active Code,All active affiliations,Center,Expires in days,Scheduled deletion date,O365 Ready",
  "10000011,adoe,Ada Doe,A,STAF,21,12,02/12/2026,No",
  "10000012,bfoe,Ben Foe,I,ALUM,21,20,10/12/2026,No",
  "10000013,cgoe,Cem Goe,I,,40,,,Yes",
  "10000014,dhoe,Dee Hoe,I,QQQQ,40,5,11/25/2026,No",
  "10000015,ejoe,Eli Joe,I,,58,15,05/12/2026,No",
  "10000016,fkoe,Fay Koe,I,,58,15,05/12/2026,No",
  "10000016,fkoe,Fay Koe,I,,21,15,05/12/2026,No",
].join("\r\n"));
const tornMine = file("mine.csv", mailboxesOf(["adoe", "bfoe", "cgoe", "dhoe", "ejoe", "fkoe"]));
const S = "/tmp/leftovers-shots/";
for (const [name, width, height, colorScheme] of [["1400l", 1400, 900, "light"], ["1400d", 1400, 900, "dark"], ["360", 360, 800, "light"]]) {
  test(name, async ({ page, odd }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await open(page);
    await drop(page, [tornMine, torn]);
    await page.waitForTimeout(1000);
    await page.screenshot({ path: S + name + "-strip.png" });
    if (width === 360) { await page.locator(".contradictions-fold summary").click(); await page.screenshot({ path: S + name + "-strip-open.png" }); }
    await rowOf(page, "adoe").first().locator("[data-column=name]").click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: S + name + "-details.png" });
    if (width !== 360) {
      await details(page).getByRole("button", { name: "Read the day first" }).click();
      await page.waitForTimeout(500);
      await page.screenshot({ path: S + name + "-taken.png" });
    } else await details(page).getByRole("button", { name: "Close" }).click();
    await page.locator(".sources-summary").click();
    await page.getByRole("button", { name: "Change kind or columns" }).last().click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: S + name + "-reading.png" });
    await page.keyboard.press("Escape");
    const o = csv([["Alpha with a long caption", "Beta", "Gamma", "Delta"], ["someone.with.a.long.name@example.edu", "0.25", "2026-12-24", "some words that are rather long"]]);
    await drop(page, [file("odd.csv", o)]);
    await page.waitForTimeout(800);
    await page.screenshot({ path: S + name + "-question.png" });
    odd.length = 0;
  });
}
test("print", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, expiring.map(([key]) => key));
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await page.waitForTimeout(500);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForTimeout(300);
  await page.screenshot({ path: S + "print.png" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.pdf({ preferCSSPageSize: true, path: S + "print.pdf" });
});

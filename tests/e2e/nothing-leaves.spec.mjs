// With data in it the page asks nobody for anything, and says so.
import { enrollment, expiring, file, mailboxes, pasted } from "./exports.mjs";
import { column, details, dialog, drop, expectList, open, pick, rowOf, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.refused = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.refused.push(event.violatedDirective));
  });
});

test.afterEach(async ({ page }) => {
  expect(await page.evaluate(() => globalThis.refused), "what the policy refused").toEqual([]);
});

/** The enrollment report with an end that cannot be read, so that there is something to save. */
const damaged = file("enrollment.csv", `${enrollment.buffer}"never closed\r\n`);

/** Everything a person can do with two files, once. */
async function walk(page) {
  await drop(page, [mailboxes, damaged]);
  await expectList(page, mostUrgentFirst);
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
  await page.getByRole("searchbox").fill("");
  await page.getByLabel("Evaluation day").fill("2026-11-26");
  await expect(rowOf(page, "loe04").locator("[data-column=urgency]")).toHaveText("Late");
  await page.locator("th[data-column=name]").click();
  await expect(page.locator("th[data-column=name]")).toHaveAttribute("aria-sort", "ascending");
  // The header turns before the rows have come: a click in between would hit another account.
  await expect(column(page, "name").first()).toContainText("Åsa Roe");
  await rowOf(page, "loe04").locator("[data-column=logon_name]").click();
  await expect(details(page).getByRole("heading", { level: 2 })).toHaveText("Dov Loe");
  await page.getByRole("button", { name: "Copy logon names" }).click();
  await expect(page.getByText("9 logon names copied")).toBeVisible();
  await tab(page, "Mine, not found").click();
  await expectList(page, ["gone15", "svc-scanner"]);
  await page.locator(".sources-summary").click();
  await page.locator(".source-card").last().getByRole("button", { name: /issue/ }).click();
  await expect(dialog(page).locator("tbody tr").first()).toBeVisible();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Save rejected rows" }).click(),
  ]);
  await saved.path();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Paste names" }).click();
  await dialog(page).getByRole("textbox").fill("oth12");
  await dialog(page).getByRole("button", { name: "Add these names" }).click();
  await expect(tab(page, "Expiring among mine")).toContainText("10");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
}

test("from its opening on the page asks no other address, and nothing at all once it is ready", async ({ page, requests }) => {
  // With automation the page says when its engine is up; the screen alone is drawn before that.
  await open(page, { automation: true });
  await page.waitForFunction(() => window.rollcall);
  const before = requests.length;
  await walk(page);
  const after = requests.slice(before).filter((address) => !address.startsWith("blob:"));
  expect(after).toEqual([]);
});

test("the page shows that itself", async ({ page }) => {
  await open(page);
  const line = page.locator(".privacy-line");
  await expect(line).toHaveText("0 requests to others since this page loaded");
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await expect(line).toHaveText("0 requests to others since this page loaded");
  await line.click();
  const facts = dialog(page).locator(".fact-list dd");
  await expect(facts).toHaveText(["0", "0"]);
});

test("a request that somebody else's code makes is counted and named", async ({ page, odd }) => {
  await open(page);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => fetch("index.html?from=an-extension"));
  await page.locator(".privacy-line").click();
  await expect(dialog(page).locator(".fact-list dd")).toHaveText(["0", "1"]);
  await expect(dialog(page).locator(".address-list")).toContainText("from=an-extension");
  expect(odd).toEqual([]);
});

test("with the network pulled after loading everything works", async ({ page, context }) => {
  await open(page);
  await context.setOffline(true);
  await walk(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("with the network pulled an engine that stopped is replaced all the same", async ({ page, context }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await context.setOffline(true);
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error("out of memory");
    });
  });
  await expect(page.locator(".notice")).toContainText("was started again");
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
});

test("nothing is kept but the look", async ({ page, context }) => {
  await open(page);
  await walk(page);
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
    address: location.search,
    view: location.hash,
    entries: history.length,
  }));
  expect(kept).toMatchObject({ session: {}, databases: [], caches: [], workers: 0, cookies: "", address: "?today=2026-11-22", view: expect.stringMatching(/^(#v1\.[\w-]+)?$/) });
  for (const [name, value] of Object.entries(kept.local)) {
    expect(["rollcall.density", "rollcall.theme", "rollcall.letters"]).toContain(name);
    expect(["usual", "compact", "roomy", "auto", "light", "dark", "on", "off"]).toContain(value);
  }
  expect(await context.cookies()).toEqual([]);
});

test("no name of anybody reaches the console, the title or the address", async ({ page }) => {
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  await open(page);
  await pick(page, [mailboxes, file("people.csv", enrollment.buffer), file("broken.pdf", "%PDF-1.7 doe01")]);
  await expect(page.locator(".notice")).toContainText("PDF");
  await expectList(page, mostUrgentFirst);
  await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
  told.push(await page.title(), page.url());
  expect(told.filter((text) => /doe01|Ida|exchange|people|broken/.test(text))).toEqual([]);
});

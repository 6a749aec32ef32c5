// From the first page to live mode: what is loaded goes along, inside the browser; and links open in the mode they need.
import { enrollment, mailboxes, expiring } from "./exports.mjs";
import { ended, choose, expect, fetchAll, panel, sources, test } from "./live.mjs";
import { dialog, drop, expectList, partsCome, rows } from "./screen.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

// The list draws what is in sight, below the panel.
test.use({ viewport: { width: 1280, height: 1100 } });

/** Opens live mode from the first page, as a person does. */
async function connect(page) {
  // In sight without opening anything, whatever is loaded.
  await page.getByRole("button", { name: /^(Sign in to )?Microsoft 365…$/ }).filter({ visible: true }).click();
  await expect(dialog(page)).toContainText("Signing in happens on a second page, `live.html`. This one cannot reach Microsoft");
  const opened = page.waitForEvent("popup");
  await dialog(page).getByRole("button", { name: "Open live mode" }).click();
  const live = await opened;
  await expect(panel(live)).toBeVisible();
  return live;
}

/** The keys of the list, whether they are in sight or not. */
const keys = (page) => page.evaluate(() => window.rollcall.report("expiring", { columns: ["logon_name"] }, { rows: -1 }).then(({ rows }) => rows.flat()));

/** File mode at the simulator's host. */
const open = async (page, query) => {
  await page.goto(`index.html?automation=1&today=2026-11-22${query ?? ""}`);
  await partsCome(page);
};

test("what is loaded goes along, and stays where it was", async ({ page, sim }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  sim.log.clear();
  const live = await connect(page);
  await expect(live.locator(".notice")).toContainText("taken over from the other tab: all that was loaded there");
  expect(await keys(live)).toEqual(mostUrgentFirst);
  expect(await keys(page)).toEqual(mostUrgentFirst);
  expect(await sources(live)).toEqual(await sources(page));
  // No row left the browser.
  expect(sim.log.entries.filter(({ method, role }) => method !== "GET" || role !== "app")).toEqual([]);
  // And Graph's answers join what was there.
  await choose(live, "organization");
  await fetchAll(live);
  expect(await ended(live)).toEqual({ organization: "loaded" });
  expect(await keys(live)).toEqual(mostUrgentFirst);
});

test("with nothing loaded it says so and opens an empty page", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Sign in to Microsoft 365…" }).click();
  await expect(dialog(page)).toContainText("Nothing is loaded here, so nothing has to be handed over.");
  const opened = page.waitForEvent("popup");
  await dialog(page).getByRole("button", { name: "Open live mode" }).click();
  const live = await opened;
  await expect(panel(live)).toBeVisible();
  await live.waitForFunction(() => window.rollcall);
  expect(await sources(live)).toEqual([]);
});

test("the view goes along, and a link copied in live mode opens in live mode", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await page.getByRole("searchbox").fill("hist");
  await expect.poll(() => new URL(page.url()).hash).not.toBe("");
  const shown = await rows(page).count();
  const live = await connect(page);
  await expect(live.getByRole("searchbox")).toHaveValue("hist");
  await expect(rows(live)).toHaveCount(shown);
  const link = await live.evaluate(() => window.rollcall.link());
  expect(new URL(link).pathname).toBe("/live.html");
  const other = await context.newPage();
  await other.goto(link);
  await expect(panel(other)).toBeVisible();
});

test("another tab of the same site gets nothing for the asking", async ({ page, context }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  // A tab that this page did not open by its own button.
  const opened = page.waitForEvent("popup");
  await page.evaluate(() => {
    globalThis.tab = open("redirect.html", "other");
  });
  const other = await opened;
  const heard = await other.evaluate(() => new Promise((resolve) => {
    addEventListener("message", () => resolve(true));
    opener.postMessage("rollcall-asks", "*");
    setTimeout(() => resolve(false), 1000);
  }));
  expect(heard).toBe(false);
  expect(context.pages()).toContain(other);
});

test("live mode takes nothing from a page that it was not opened by", async ({ page, context }) => {
  await page.goto("redirect.html");
  const opened = page.waitForEvent("popup");
  await page.evaluate(() => {
    globalThis.tab = open("live.html?automation=1");
  });
  const live = await opened;
  await live.waitForFunction(() => window.rollcall);
  await page.evaluate(() => globalThis.tab.postMessage({ rollcallSteps: "text" }, "*"));
  await page.evaluate(() => globalThis.tab.postMessage({ rollcallSteps: [{ text: "{}", files: [] }, 7, null] }, "*"));
  await live.waitForTimeout(300);
  expect(await sources(live)).toEqual([]);
  await expect(panel(live)).toBeVisible();
  expect(context.pages()).toHaveLength(2);
});

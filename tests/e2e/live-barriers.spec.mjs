// The panel of live mode in each of its states: no barrier that axe can see, nothing to scroll sideways, and all of it by keyboard alone.
import { AxeBuilder } from "@axe-core/playwright";
import { PATHS, choose, ended, expect, fetchAll, line, open, panel, press, sources, states as statesOf, test, unfold, who } from "./live.mjs";

/** Every state: how to get there. */
const states = {
  "no settings yet": async (page, sim) => {
    sim.set({ config: { client_id: "" } });
    await open(page);
    await expect(panel(page).getByLabel("Application (client) ID")).toBeVisible();
    await panel(page).locator("summary", { hasText: "Another cloud" }).click();
    await press(page, "Use these settings").click();
    await expect(panel(page).locator(".live-wrong").first()).toBeVisible();
  },
  "signed out": async (page) => {
    await open(page);
    await unfold(page, "What to fetch");
    await panel(page).locator(".live-needs > summary").first().click();
    await expect(press(page, "Sign in and fetch")).toBeVisible();
  },
  "a window open": async (page, sim) => {
    sim.set({ answer: "wait" });
    await open(page);
    await fetchAll(page);
    await expect(press(page, "Cancel")).toBeVisible();
  },
  "fetching": async (page, sim) => {
    sim.set({ pageSize: 3, delay: 200, fail: { path: PATHS.organization, as: "429-directory", retryAfter: "200", times: "always" } });
    await open(page);
    await fetchAll(page);
    await expect(line(page, "organization")).toContainText("goes on in");
    await expect(line(page, "users")).toHaveAttribute("data-state", "loading");
  },
  "mixed results": async (page, sim) => {
    sim.set({ pageSize: 20, account: "no.role@contoso.example", fail: [{ path: PATHS.users, page: 2, as: "501-not-implemented", times: "always" }, { path: PATHS.organization, as: "401-claims", times: "always" }] });
    await open(page);
    await fetchAll(page);
    await expect(line(page, "users")).toHaveAttribute("data-state", "partial");
    await ended(page);
  },
  "two organizations": async (page, sim) => {
    await open(page);
    await choose(page, "users");
    await fetchAll(page);
    await ended(page);
    await press(page, "Sign out").click();
    sim.set({ account: "admin@adatum.example" });
    await fetchAll(page);
    await expect(panel(page).getByRole("alertdialog")).toBeVisible();
  },
  "customers": async (page, sim) => {
    sim.set({ account: "partner@tailspin.example" });
    await open(page);
    await choose(page, "users");
    await fetchAll(page);
    await ended(page);
    await unfold(page, "Customers of a partner");
    await press(page, "List my customers").click();
    await expect(panel(page).locator(".live-customers li")).toHaveCount(3);
    await unfold(page, "A file shared with you in SharePoint or OneDrive");
    await unfold(page, "Remind me of this view");
  },
};

for (const [name, reach] of Object.entries(states)) {
  test(`no barrier and nothing sideways: ${name}`, async ({ page, sim }, testInfo) => {
    await reach(page, sim);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        // One document without frames: axe need not gather its answers in another page.
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().include("#live").analyze();
        const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
        expect(told, `${colorScheme}, ${width} px`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${width} px`).toBe(0);
        if (process.env.ROLLCALL_PICTURES) await page.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage: true });
      }
    }
  });
}

/** Goes on with Tab until this is focused, as a person without a mouse does. */
async function tabTo(page, locator) {
  for (let steps = 0; steps < 80; steps++) {
    if (await locator.evaluateAll((all) => all.includes(document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${locator}`);
}

test("by keyboard alone from opening the page to loaded sources, and out again", async ({ page }) => {
  await open(page);
  for (const title of ["Deleted users", "Registration details", "Usage report of OneDrive"]) {
    await tabTo(page, panel(page).getByRole("checkbox", { name: title }));
    await page.keyboard.press("Space");
    await expect(panel(page).getByRole("checkbox", { name: title })).not.toBeChecked();
  }
  await tabTo(page, press(page, "Sign in and fetch"));
  await page.keyboard.press("Enter");
  expect(await ended(page)).toEqual({ "users": "loaded", "subscribed-skus": "loaded", "usage-active-users": "loaded", "usage-mailbox": "loaded", "organization": "loaded" });
  await expect.poll(() => sources(page).then((all) => all.length)).toBe(5);
  await expect(who(page)).toContainText("Anna Lyst");
  await tabTo(page, panel(page).locator("> details > summary"));
  await page.keyboard.press("Enter");
  await expect(line(page, "users")).toBeVisible();
  await tabTo(page, press(page, "Sign out"));
  await page.keyboard.press("Enter");
  await expect(press(page, "Sign in and fetch")).toBeVisible();
});

test("a source that stopped goes on by keyboard, and the focus is not lost to those that go on beside it", async ({ page, sim }) => {
  sim.set({ pageSize: 3, delay: 100, fail: { path: PATHS.organization, as: "501-not-implemented" } });
  await open(page);
  await choose(page, "users", "organization");
  await fetchAll(page);
  await expect(line(page, "organization")).toHaveAttribute("data-state", "unavailable");
  const resume = line(page, "organization").getByRole("button", { name: /^(Resume|Try again)$/ });
  await tabTo(page, resume);
  const asked = sim.log.entries.length;
  await expect.poll(() => sim.log.entries.length).toBeGreaterThan(asked + 4);
  await expect(resume).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line(page, "organization")).toHaveAttribute("data-state", "loaded");
  expect(await statesOf(page)).toMatchObject({ users: expect.stringMatching(/loading|loaded/) });
});

// What would become of an account, its dates as a drawing, and what the weeks are made of.
import { enrollment, expiring, mailboxes } from "./exports.mjs";
import { details, drop, expectList, open, rowOf } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

async function openAccount(page, key) {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await rowOf(page, key).locator("[data-column=name]").click();
  await expect(details(page).getByRole("heading", { level: 2 })).toBeVisible();
}

async function tryOut(page) {
  await details(page).getByText("What if…").click();
  await expect(details(page).getByLabel("Give an affiliation").locator("option")).toHaveCount(26);
}

/** The comparison, a line each. */
function lines(page) {
  return details(page).locator(".what-if tbody tr");
}

test("what an affiliation would change is shown beside what is now, and forgotten with the pane", async ({ page }) => {
  await openAccount(page, "loe04");
  await tryOut(page);
  await expect(details(page).locator(".what-if")).toContainText("No difference to now.");
  await details(page).getByLabel("Give an affiliation").selectOption("CTSY: Courtesy");
  await expect(details(page).locator(".differences li")).toHaveText([
    "Stage: Flagged → Active", "Urgency: Imminent → None", "Last safe working day: Wed 25 Nov 2026 → none", "Disable day: Sat 28 Nov 2026 → none",
    "Deletion day: Sun 29 Nov 2026 → none", "Last safe reinstatement day: Thu 24 Dec 2026 → none", "End of recovery: Tue 29 Dec 2026 → none"]);
  await expect(details(page).locator(".what-if")).toContainText("the next report should no longer list it; until one says so, this is an expectation");
  await expect(details(page).locator(".what-if")).toContainText("up to 20 minutes for sync");
  const pane = details(page);
  expect(await pane.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  // The list says what it said.
  await expect(rowOf(page, "loe04").locator("[data-column=disable_day]")).toHaveText("Sat 28 Nov 2026");
  await details(page).getByRole("button", { name: "Close details" }).click();
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await tryOut(page);
  await expect(details(page).getByLabel("Give an affiliation")).toHaveValue("");
  await expect(details(page).locator(".what-if")).toContainText("No difference to now.");
});

test("an override puts the days off, another day moves the stage, and one press goes back", async ({ page }) => {
  await openAccount(page, "loe04");
  await tryOut(page);
  await details(page).getByLabel("Override until").fill("2027-01-03");
  await details(page).getByLabel("Override until").blur();
  await expect(lines(page).nth(3)).toHaveText(/Disable day\s*Sat 28 Nov 2026\s*Sun 3 Jan 2027\s*36 days later/);
  await expect(details(page).locator(".what-if")).toContainText("The earlier one drives");
  await details(page).getByRole("button", { name: "Back to how it is" }).click();
  await expect(details(page).locator(".what-if")).toContainText("No difference to now.");
  await expect(details(page).getByLabel("Override until")).toHaveValue("");
  await details(page).getByLabel("On another day").fill("2026-12-26");
  await details(page).getByLabel("On another day").blur();
  await expect(lines(page).first()).toHaveText(/Stage\s*Flagged\s*Deprovisioned\s*changed/);
  await details(page).getByLabel("Give an affiliation").selectOption("STAF: Staff");
  await expect(details(page).locator(".what-if")).toContainText("has to be provisioned again");
  await expect(lines(page).first()).toHaveText(/Deprovisioned/);
});

test("of an account that is gone nothing is promised, and an override that is over is refused", async ({ page }) => {
  await openAccount(page, "voe08");
  await tryOut(page);
  await details(page).getByLabel("Give an affiliation").selectOption("CTSY: Courtesy");
  await expect(details(page).locator(".what-if")).toContainText("Nothing brings the old mailbox back");
  await expect(details(page).locator(".what-if")).toContainText("No difference to now.");
  await details(page).getByLabel("Override until").fill("2026-11-01");
  await details(page).getByLabel("Override until").blur();
  await expect(details(page).locator(".what-if .failure-text")).toContainText("would be over on 22 Nov 2026: choose a later day");
});

for (const width of [1280, 360]) {
  test(`the dates of an account are drawn in order, and no label covers another at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const key of ["loe04", "moe06", "doe01", "voe08"]) {
      await openAccount(page, key);
      const drawing = details(page).getByRole("img", { name: /^Dates in order: / });
      await expect(drawing).toBeVisible();
      const name = await drawing.getAttribute("aria-label");
      const days = name.match(/\d+ [A-Z][a-z]{2} \d{4}/g).map((day) => Date.parse(`${day} UTC`));
      expect(days).toHaveLength(6);
      expect(days).toEqual([...days].sort((left, right) => left - right));
      expect(name).toContain("Today 22 Nov 2026");
      const boxes = await drawing.locator(".timeline-mark text").evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().toJSON()));
      const frame = await drawing.boundingBox();
      boxes.forEach((box, at) => {
        expect(box.left).toBeGreaterThanOrEqual(frame.x - 1);
        expect(box.right).toBeLessThanOrEqual(frame.x + frame.width + 1);
        // Letters without descenders leave the edge of a line free; what counts is the half of it.
        for (const other of boxes.slice(at + 1)) {
          const apart = box.right <= other.left || other.right <= box.left || Math.abs(box.top - other.top) >= box.height * 0.8;
          expect(apart, `${JSON.stringify(box)} ${JSON.stringify(other)}`).toBe(true);
        }
      });
      const now = await drawing.locator("[data-date=today] path").boundingBox();
      expect(now.x).toBeGreaterThanOrEqual(frame.x);
      expect(now.x).toBeLessThanOrEqual(frame.x + frame.width);
    }
  });
}

test("a part of a week filters by a click, and its caption the whole week", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  const week = page.getByRole("button", { name: /^16 Nov 2026 to 22 Nov 2026.*5 accounts \(Late 3, Recovery 2\)$/ });
  await week.locator(".week-part[data-urgency=late]").click();
  await expect(page.locator(".filter-chip-text")).toHaveText([/^Disable day: 16 Nov 2026 to 22 Nov 2026$/, /^Urgency: Late$/]);
  await expect(page.locator(".row-count")).toContainText("3 rows");
  await page.getByRole("button", { name: "Show all" }).click();
  await week.locator(".week-bar-label").click();
  await expect(page.locator(".filter-chip-text")).toHaveText([/^Disable day: 16 Nov 2026 to 22 Nov 2026$/]);
  await expect(page.locator(".row-count")).toContainText("5 rows");
});

test("an account without dates has no drawing", async ({ page }) => {
  await openAccount(page, "woe09");
  await expect(details(page).locator(".timeline")).toHaveCount(0);
  await expect(details(page).locator(".what-if")).toHaveCount(1);
});

test("the parts of a week are named, filter by a click and by keys, and stand in the table", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  const week = page.getByRole("button", { name: /^23 Nov 2026 to 29 Nov 2026.*\(Imminent 1\)$/ });
  await expect(week).toBeVisible();

  await page.getByLabel("Stacked by").selectOption("by department");
  const other = page.getByRole("button", { name: /^16 Nov 2026 to 22 Nov 2026.*\(Finance 1\)$/ });
  await expect(other).toBeVisible();
  await expect(page.locator(".week-legend li")).toHaveText([/^Philosophy$/, /^Finance$/, /^Radiology$/, /^none given$/]);
  await other.focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("[role=status]").filter({ hasText: "Finance: 1 account" })).toHaveCount(1);
  await expect(other.locator(".week-part")).toHaveAttribute("data-at", "true");
  await page.keyboard.press("Enter");
  await expectList(page, ["hoe05"]);
  await expect(other).toBeFocused();
  await page.keyboard.press("Enter");
  await expectList(page, mostUrgentFirst);

  await page.getByText("Numbers as a table").click();
  const heads = page.locator(".week-chart-numbers thead th");
  await expect(heads).toHaveCount(6);
  const numbers = await page.locator(".week-chart-numbers .part-number").allTextContents();
  expect(numbers.map(Number).reduce((sum, n) => sum + n)).toBe(expiring.length - 1);
});

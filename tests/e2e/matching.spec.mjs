// What met what: suggestions accepted and undone by mouse and by keyboard, one by one and all of a kind; the lists follow.
import { enrollmentOf, file, mailboxesOf } from "./exports.mjs";
import { column, details, drop, expectList, open, pick, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const people = ["doe01", "poe03", "hoe05", "moe06", "dec12"].map((key, at) => ({ key, name: `Person ${at}`, due: "2026-12-18", days: 27 }));
const mine = file("mine.csv", mailboxesOf(["EXAMPLE\\doe01", "p.oe03", "h.oe05", "\u043coe06", "gone15"]));
const report = file("report.csv", enrollmentOf(people));

async function openMatching(page) {
  await open(page);
  await pick(page, [mine, report]);
  await expectList(page, ["doe01"]);
  await tab(page, "Matching").click();
  await expect(rows(page)).toHaveCount(10);
}

function suggestions(page) {
  return page.locator(".match-rules[data-kind=suggestion]");
}

async function expectCounts(page, expiring, notFound) {
  await expect(tab(page, "Expiring among mine")).toContainText(String(expiring));
  await expect(tab(page, "Mine, not found")).toContainText(String(notFound));
}

test("rows that need a person come first, and what cannot be seen of a key is named", async ({ page }) => {
  await openMatching(page);
  await expect(column(page, "written").first()).toHaveText("p.oe03");
  await expect(column(page, "suggestion").first()).toContainText("poe03");
  await expect(column(page, "written").nth(2)).toHaveText("\u043c⟨U+043C⟩oe06");
  await page.getByRole("group", { name: "Outcome" }).getByRole("button", { name: /^Matched/ }).click();
  await expect(column(page, "written")).toHaveText(["EXAMPLE\\doe01", "doe01"]);
  await expect(page.getByRole("group", { name: "Outcome" }).getByRole("button", { name: /^Unmatched/ })).toContainText("8");
});

test("a suggestion accepted counts in the lists, and undone it does not", async ({ page }) => {
  await openMatching(page);
  await rows(page).first().locator("[data-column=written]").click();
  await expect(details(page)).toContainText("only dots and underscores differ");
  await details(page).getByRole("button", { name: /^Accept/ }).click();
  await expectCounts(page, 2, 3);
  await expect(details(page)).toContainText("You accepted this pair");
  await tab(page, "Expiring among mine").click();
  await expectList(page, ["doe01", "poe03"]);
  await expect(rows(page).nth(1)).toContainText("accepted match");
  await tab(page, "Matching").click();
  await expect(page.getByText("1 pair accepted by you")).toBeVisible();
  await page.getByRole("button", { name: "Undo all" }).click();
  await expectCounts(page, 1, 4);
  await expect(column(page, "written").first()).toHaveText("p.oe03");
});

test("all suggestions of a kind are accepted and undone, whichever list is looked at", async ({ page }) => {
  await openMatching(page);
  await suggestions(page).locator("summary").click();
  await suggestions(page).getByRole("button", { name: "Accept all: only dots and underscores differ (K14)" }).click();
  await expectCounts(page, 3, 2);
  await tab(page, "Mine, not found").click();
  await expectList(page, ["\u043coe06", "gone15"]);
  await tab(page, "Matching").click();
  await suggestions(page).locator("summary").click();
  await suggestions(page).getByRole("button", { name: "Undo: only dots and underscores differ (K14)" }).click();
  await expectCounts(page, 1, 4);
});

test("a suggestion is accepted and undone by keyboard alone", async ({ page }) => {
  await openMatching(page);
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  await press("F6", "F6");
  await expect(rows(page).first().locator("[data-column=written]")).toBeFocused();
  await press("Enter");
  await expect(details(page).getByRole("button", { name: /^Accept/ })).toBeVisible();
  await press("F6", "Tab");
  await expect(details(page).getByRole("button", { name: /^Accept/ })).toBeFocused();
  await press("Enter");
  await expectCounts(page, 2, 3);
  await expect(details(page).getByRole("button", { name: /^Undo/ })).toBeFocused();
  await press("Enter");
  await expectCounts(page, 1, 4);
  await expect(details(page).getByRole("button", { name: /^Accept/ })).toBeFocused();
});

test("a suggestion is accepted from its row, by the button or the key A, and taken back", async ({ page }) => {
  await openMatching(page);
  await expect(tab(page, "Matching")).toContainText("6");
  await expect(tab(page, "Matching")).toHaveAttribute("title", /rows for which the other source has a suggestion/);
  await rows(page).first().getByRole("button", { name: "Accept this suggestion" }).click();
  await expectCounts(page, 2, 3);
  await expect(tab(page, "Matching")).toContainText("4");
  await expect(page.getByText(/^accepted: .*poe03/)).toBeVisible();
  await expect(details(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo all" }).click();
  await expectCounts(page, 1, 4);
  // A click on a tick brings the keyboard to the row and opens nothing.
  const press = async (row) => { await row.locator(".tick-cell").click(); await page.keyboard.press("a"); };
  await expect(column(page, "written").first()).toHaveText("p.oe03");
  await press(rows(page).first());
  await expectCounts(page, 2, 3);
  await press(rows(page).filter({ hasText: "p.oe03" }).first());
  await expectCounts(page, 1, 4);
  await press(rows(page).filter({ hasText: "gone15" }));
  await expect(page.getByText("there is nothing to accept in this row: it has no suggestion")).toBeVisible();
});

test("a chip keeps the focus while it narrows, and the rules of a query are those of a script", async ({ page }) => {
  await open(page, { automation: true });
  await pick(page, [mine, report]);
  await tab(page, "Matching").click();
  const chip = page.getByRole("group", { name: "Source kind" }).getByRole("button", { name: /^Mine/ });
  await chip.focus();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(5);
  await expect(chip).toBeFocused();
  const found = await page.evaluate(async () => {
    const { rollcall } = window;
    const all = { first: 0, rows: -1 };
    const keys = { columns: ["key"] };
    const before = await rollcall.report("mine", keys, all);
    const { matching } = await rollcall.report("matching", {}, all);
    const dots = matching.rules.find(({ text }) => text.startsWith("only dots"));
    const after = await rollcall.report("mine", { ...keys, match_rules: dots.then }, all);
    const again = await rollcall.report("mine", keys, all);
    return [before, after, again].map(({ values }) => values.flat());
  });
  expect(found).toEqual([["doe01"], ["doe01", "poe03", "hoe05"], ["doe01"]]);
});

test("with one file there is nothing to match, and the page says what is missing", async ({ page }) => {
  await open(page);
  await drop(page, [mine]);
  await tab(page, "Matching").click();
  await expect(page.getByRole("heading", { name: "Matching needs two sources" })).toBeVisible();
});

test("accepted pairs outlive a worker that dies", async ({ page, odd }) => {
  await openMatching(page);
  await rows(page).first().getByRole("button", { name: "Accept this suggestion" }).click();
  await expectCounts(page, 2, 3);
  await suggestions(page).locator("summary").click();
  await suggestions(page).getByRole("button", { name: "Accept all: only dots and underscores differ (K14)" }).click();
  await expectCounts(page, 3, 2);
  await page.workers()[0].evaluate(() => postMessage({ trap: "broken by a test" }));
  await expect(page.locator(".notice")).toContainText("started again");
  // The lists are asked of the new worker.
  await tab(page, "Mine, not found").click();
  await expectList(page, ["\u043coe06", "gone15"]);
  await tab(page, "Expiring among mine").click();
  await expectList(page, ["doe01", "poe03", "hoe05"]);
  await expectCounts(page, 3, 2);
  await tab(page, "Matching").click();
  await expect(page.getByText(/pairs? accepted by you/)).toBeVisible();
  odd.length = 0;
});

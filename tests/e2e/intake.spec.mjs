// What a file is taken for, said and changed by the person, remembered and forgotten; and where every row went.
import { readFile } from "node:fs/promises";
import { csv, enrollment, enrollmentOf, file, mailboxes, mailboxesOf } from "./exports.mjs";
import { column, dialog, drop, expectList, grid, open, pick, rows, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const two = file("two.csv", csv([["Logon Name", "Name", "Manager"], ["doe01", "Ida Doe", "abc12"], ["roe02", "Åsa Roe", "abd13"], ["hoe05", "Eve Hoe", "abe14"]]));
const staff = (name, people) => file(name, csv([["Who", "Konto", "Ends", "Note"], ...people]));
const staffRows = [["Ida Doe", "doe01", "2026-11-25", "a b"], ["Åsa Roe", "roe02", "2026-12-18", "c d"]];

const control = (page, name) => dialog(page).locator(`[data-control=${name}]`);
const card = (page, at) => page.locator(".source-card").nth(at);
const unfold = (page) => page.locator(".sources-summary").click();
const kept = (page) => page.evaluate(() => localStorage.getItem("rollcall.columns") ?? "");

test("a question is answered by a proposal, after its reading was looked at", async ({ page }) => {
  await open(page);
  await drop(page, [two, enrollment]);
  const asked = dialog(page);
  await expect(asked.getByRole("button", { name: "Answer" })).toBeDisabled();
  await asked.getByRole("radio", { name: /logon names in column A/ }).check();
  await expect(control(page, "kind")).toHaveValue("cloud-control");
  await expect(control(page, "column-0")).toHaveValue("logon_name");
  await expect(asked.getByRole("row", { name: /Logon Name/ })).toContainText("100 % logon names");
  const preview = asked.getByRole("group", { name: "The first rows as they will be read" });
  await expect(preview.locator("tbody tr")).toHaveText(["doe01Ida Doe", "roe02Åsa Roe", "hoe05Eve Hoe"]);
  await asked.getByRole("button", { name: "Answer" }).click();
  await expectList(page, ["hoe05", "roe02", "doe01"]);
});

test("a mapping without a key is refused with a sentence, and with one it is read", async ({ page }) => {
  await open(page);
  await drop(page, [staff("staff.csv", staffRows), mailboxes]);
  const asked = dialog(page);
  await control(page, "kind").selectOption("enrollment");
  await expect(asked).toContainText("has no enrollment headers");
  await control(page, "header").selectOption("1");
  await control(page, "column-2").selectOption("scheduled_deletion");
  await expect(asked).toContainText("no column of `staff.csv` is taken for a key");
  await expect(asked.getByRole("button", { name: "Answer" })).toBeDisabled();
  await control(page, "column-3").selectOption("logon_name");
  await expect(asked).toContainText("only 0 % of the filled cells of column D are logon names");
  await control(page, "column-1").selectOption("logon_name");
  await expect(control(page, "column-3")).toHaveValue("");
  await expect(asked.getByRole("group", { name: "The first rows as they will be read" }).locator("tbody tr").first()).toContainText("25 Nov 2026");
  await asked.getByRole("button", { name: "Answer" }).click();
  await expectList(page, ["doe01", "roe02"]);
});

test("how a source is read is changed by mouse, remembered for its headers, and forgotten across a reload", async ({ page }) => {
  await open(page);
  await drop(page, [two, enrollment]);
  await dialog(page).getByRole("radio", { name: /logon names in column A/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expectList(page, ["hoe05", "roe02", "doe01"]);
  expect(await kept(page)).toMatch(/^[0-9a-f]{32} cloud-control:logon_name=1,name=3\n$/);

  await unfold(page);
  await card(page, 0).getByRole("button", { name: "Change kind or columns" }).click();
  await expect(control(page, "kind")).toHaveValue("cloud-control");
  await expect(control(page, "column-0")).toHaveValue("logon_name");
  await control(page, "column-2").selectOption("logon_name");
  await expect(control(page, "column-0")).toHaveValue("");
  await dialog(page).getByRole("button", { name: "Read it this way" }).click();
  await expect(page.locator(".notice")).toContainText("the next file with these columns will be read so, too");
  await expectList(page, []);
  await expect(tab(page, "Mine, not found")).toContainText("3");

  // The next week, in another order of columns.
  await page.reload();
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
  const moved = file("next.csv", csv([["Manager", "Logon Name", "Name"], ["doe01", "x1", "Ida Doe"], ["roe02", "x2", "Åsa Roe"]]));
  await drop(page, [moved, enrollment]);
  await expectList(page, ["roe02", "doe01"]);
  await unfold(page);
  await expect(card(page, 0)).toContainText("as you said last time for these columns");
  await card(page, 0).getByRole("button", { name: "Forget and ask again" }).click();
  await expect(dialog(page)).toContainText("`next.csv`");
  expect(await kept(page)).toBe("");
  await dialog(page).getByRole("button", { name: "Later" }).click();
  await page.reload();
  await drop(page, [moved]);
  await expect(dialog(page)).toContainText("`next.csv`");
});

test("by keyboard alone a column is taken for something else; the focus stays on its choice", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expect(rows(page).first()).toBeVisible();
  await page.locator(".sources-summary").focus();
  await page.keyboard.press("Enter");
  await card(page, 0).getByRole("button", { name: "Change kind or columns" }).focus();
  await page.keyboard.press("Enter");
  await expect(control(page, "kind")).toBeVisible();
  await control(page, "column-1").focus();
  await page.keyboard.press("l");
  await expect(control(page, "column-1")).toHaveValue("logon_name");
  await expect(control(page, "column-1")).toBeFocused();
  await expect(control(page, "column-3")).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(tab(page, "Mine, not found")).toContainText("2");
  await page.keyboard.press("Enter");
  await expect(control(page, "column-3")).toHaveValue("logon_name");
  await control(page, "column-1").focus();
  await page.keyboard.press("l");
  await expect(control(page, "column-3")).toHaveValue("");
  for (let at = 0; at < 12; at += 1) {
    await page.keyboard.press("Tab");
    if (await dialog(page).getByRole("button", { name: "Read it this way" }).evaluate((button) => button === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await expect(tab(page, "Mine, not found")).toContainText("13");
});

test("all that was remembered is forgotten in one place", async ({ page }) => {
  await open(page);
  await drop(page, [two]);
  await dialog(page).getByRole("radio", { name: /logon names in column A/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expect(page.locator(".notice")).toContainText("the next file");
  await page.locator(".privacy-line").click();
  await expect(dialog(page)).toContainText("1 answer about files is kept.");
  await dialog(page).getByRole("button", { name: "Forget them all" }).click();
  await expect(dialog(page)).toContainText("No answer about a file is kept.");
  expect(await kept(page)).toBe("");
});

test("a browser that keeps nothing remembers nothing, and nothing breaks", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } });
  });
  await open(page);
  await drop(page, [two, enrollment]);
  await dialog(page).getByRole("radio", { name: /logon names in column A/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expectList(page, ["hoe05", "roe02", "doe01"]);
  await expect(page.locator(".notice")).toHaveCount(0);
});

test("nonsense in the place of what was remembered is passed over", async ({ page }) => {
  await open(page);
  await drop(page, [two]);
  await dialog(page).getByRole("radio", { name: /logon names in column A/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expect.poll(() => kept(page)).not.toBe("");
  await page.evaluate(() => {
    const set = localStorage.getItem("rollcall.columns").slice(0, 32);
    localStorage.setItem("rollcall.columns", `<b>\n${set} cloud-control:logon_name=99\n\u0000`);
  });
  await page.reload();
  await drop(page, [two]);
  await expect(dialog(page)).toContainText("`two.csv` may or may not have a header");
});

const damaged = file("damaged.csv", [
  "PennKey,Expires in days,Scheduled deletion date\r\n", "doe01,26,2026-12-18\r\n", "doe01,26,2026-12-18\r\n", "\r\n", "lone99,26,2026-12-18\r\n",
  "ro\u0000e02,26,2026-12-18\r\n", ...Array.from({ length: 30 }, (_, n) => `act${10 + n},26,2026-12-18\r\n`), "\"poe03,never closed\r\n",
].join(""));

test("every number of a source opens its rows with line, record and text", async ({ page }) => {
  await open(page);
  await drop(page, [damaged, mailboxes]);
  await expect(rows(page).first()).toBeVisible();
  await unfold(page);
  const source = card(page, 0);
  await expect(source).toContainText("36 rows = 33 accepted + 2 rejected + 1 blank");
  await expect(source).toContainText("in 37 lines; of the accepted: 1 exact duplicate, 29 without a partner");
  const told = async (name) => {
    await source.getByRole("button", { name, exact: true }).click();
    await expect(dialog(page).locator("tbody tr").first()).toBeVisible();
    const cells = await dialog(page).locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    return cells;
  };
  expect((await told("37 lines")).map(([line]) => line)).toEqual(Array.from({ length: 37 }, (_, n) => String(n + 1)));
  expect((await told("36 rows")).map(([line, record]) => `${line} ${record}`)).toEqual(Array.from({ length: 36 }, (_, n) => `${n + 2} ${n + 1}`));
  expect(await told("33 accepted")).toHaveLength(33);
  expect(await told("1 blank")).toEqual([["4", "3", "(empty)"]]);
  expect(await told("1 exact duplicate")).toEqual([["3", "2", "doe01,26,2026-12-18"]]);
  expect((await told("29 without a partner"))[0]).toEqual(["5", "4", "lone99,26,2026-12-18"]);
  const rejected = await told("2 rejected");
  expect(rejected.map((cells) => [cells[0], cells[1], cells[2]])).toEqual([["6", "5", "PennKey"], ["37", "36", "PennKey"]]);
  expect(rejected[1][4]).toBe("\"poe03,never closed");
});

test("rejected rows are saved with line, record, column, reason and text, and are known when they are dropped", async ({ page }) => {
  await open(page);
  await drop(page, [damaged]);
  await expect(page.locator(".source-chip")).toContainText("2 rows rejected");
  await unfold(page);
  await card(page, 0).getByRole("button", { name: "2 rejected" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Save rejected rows" }).click()]);
  const text = await readFile(await download.path(), "utf8");
  const lines = text.split("\r\n");
  expect(lines[0]).toBe("\uFEFFline,record,column,reason,original");
  expect(lines[1]).toBe("6,5,PennKey,\"expected text, but found a NUL byte: export the file again\",\"ro␀e02,26,2026-12-18\"");
  expect(lines[2]).toContain("37,36,PennKey,");
  await page.keyboard.press("Escape");
  await drop(page, [file(download.suggestedFilename(), text)]);
  await expect(dialog(page)).toContainText("`damaged_rejected.csv` holds rejected rows that were saved from this page");
  await dialog(page).getByRole("radio", { name: /another table/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expect(card(page, 1)).toContainText("2 rows = 2 accepted + 0 rejected + 0 blank");
});

test("a mailbox list that is dropped twice counts once, and the person is told", async ({ page }) => {
  await open(page, { automation: true });
  await drop(page, [mailboxes, enrollment]);
  await expect(rows(page).first()).toBeVisible();
  await drop(page, [mailboxes]);
  await expect(page.locator(".source-chip").last()).toContainText("repeats another source");
  const counts = await page.evaluate(() => window.rollcall.report("expiring").then((report) => report.summary.counts));
  expect(counts).toMatchObject({ mine: 13, matched: 11, expiring: 9 });
  await unfold(page);
  await expect(card(page, 2)).toContainText("Was the file loaded twice?");
});

test("issues are listed by line, by kind, or of one kind", async ({ page }) => {
  const [header, ...records] = enrollmentOf([
    ...Array.from({ length: 20 }, (_, n) => ({ key: `more${10 + n}`, name: "More", due: "2026-12-18", days: 27 })),
    { key: "doe01", name: "Ida Doe", scheduled: "31 Febtober" }, { key: "", name: "No Body", due: "2026-12-18", days: 27 },
    { key: "roe02", name: "Åsa Roe", due: "2026-12-18", days: "soon" }, { key: "", name: "No One", due: "2026-12-18", days: 27 },
  ]).split(/(?<=\r\n)/);
  await open(page);
  await drop(page, [file("odd.csv", [header, ...records].join("")), mailboxes]);
  await expect(rows(page).first()).toBeVisible();
  await unfold(page);
  await card(page, 0).getByRole("button", { name: /issue/ }).click();
  const cells = (at) => dialog(page).locator(`tbody td:nth-child(${at})`);
  await expect(cells(1)).toHaveText(["22", "23", "24", "25"]);
  const show = dialog(page).getByLabel("Show");
  await show.selectOption({ label: "all, by kind" });
  await expect(show).toBeFocused();
  await expect(cells(4)).toHaveText(["unreadable date", "empty key", "empty key", "unreadable days"]);
  await show.selectOption({ label: "empty key (2)" });
  await expect(cells(1)).toHaveText(["23", "25"]);
});

test("scripts try an answer, give it at once, and look at the rows of a number", async ({ page }) => {
  await open(page, { automation: true });
  await page.waitForFunction(() => window.rollcall);
  const told = await page.evaluate(async ([text]) => {
    const rollcall = window.rollcall;
    const loaded = await rollcall.load([new File([text], "staff.csv")]);
    const [question] = loaded.questions;
    const draft = await rollcall.examine(question.source, "enrollment:header=1,logon_name=2,scheduled_deletion=3");
    const answered = await rollcall.answer(question.id, draft.choice);
    const rows = await rollcall.rows(1, "accepted");
    const changed = await rollcall.reconsider(1, "cloud-control:header=1,logon_name=2");
    return { draft, answered, rows, changed };
  }, [csv([["Who", "Konto", "Ends", "Note"], ...staffRows])]);
  expect(told.draft).toMatchObject({ kind: "enrollment", trouble: "", header: 1, first: [["doe01", "25 Nov 2026"], ["roe02", "18 Dec 2026"]] });
  expect(told.answered).toMatchObject({ questions: [], sources: [{ kind: "enrollment", lines: 3, duplicates: 0, unmatched: null, repeats: false, recalled: false }] });
  expect(told.rows).toMatchObject({ total: 2, rows: [{ line: 2, record: 1 }, { line: 3, record: 2 }] });
  expect(told.changed).toMatchObject({ questions: [], sources: [{ kind: "cloud-control" }] });
});

test("of a hundred thousand columns some are shown at once, and every other is found", async ({ page }) => {
  await open(page);
  const line = (last) => Array.from({ length: 100_000 }, (_, at) => (at === 99_999 ? last : "1")).join(",");
  await pick(page, [file("wide.csv", `${line("zz")}\n`)]);
  const asked = page.getByRole("dialog");
  await expect(asked.getByText(/^200 of 100,000 columns are shown/)).toBeVisible();
  await asked.getByRole("combobox", { name: "Kind" }).selectOption("other");
  await expect(control(page, "header")).toBeVisible();
  const find = asked.getByRole("searchbox", { name: "Find columns" });
  await find.fill("eqxd");
  await find.press("Enter");
  await expect(asked.getByText(/^1 of 100,000 columns are shown/)).toBeVisible();
  await expect(asked.locator(".mapping tbody tr").first()).toContainText("zz");
});

test("before a kind is chosen no column is said to be taken for anything, and nothing scrolls sideways on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page);
  const odd = csv([["Alpha with a long caption", "Beta", "Gamma", "Delta"], ["someone.with.a.long.name@example.edu", "0.25", "2026-12-24", "some words that are rather long"]]);
  await drop(page, [file("odd.csv", odd)]);
  const table = dialog(page).getByRole("group", { name: "Columns with sample values" });
  await expect(table.getByRole("columnheader")).toHaveText(["Column", "First values"]);
  const fits = () => table.evaluate((scroller) => scroller.scrollWidth <= scroller.clientWidth);
  expect(await fits()).toBe(true);
  await control(page, "kind").selectOption("other");
  await expect(control(page, "column-0")).toBeVisible();
  await expect(table.locator("tbody td")).toHaveCount(12);
  expect(await fits()).toBe(true);
});

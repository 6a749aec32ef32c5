// Workbooks are read as CSV is, by a part of the page that is fetched when the first one comes.
import { enrollment, enrollmentOf, expiring, file, mailboxes } from "./exports.mjs";
import { details, dialog, drop, expectList, open, rowOf, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";
import { archive, parts, workbook } from "./workbooks.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);
const notice = (page) => page.locator(".notice");
const isPart = (address) => /\/workbook-[^/]*\.wasm$/.test(address);

/** The records of a CSV text as a person has them in Excel: days are days, whole numbers are numbers. */
function records(text) {
  const lines = text.toString().trimEnd().split("\r\n");
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
  const typed = (cell) => {
    const day = /^(\d+)\/(\d+)\/(\d{4})$/.exec(cell);
    if (day) return new Date(Date.UTC(day[3], day[1] - 1, day[2]));
    return /^-?[1-9]\d*$/.test(cell) ? Number(cell) : cell;
  };
  return lines.map((line) => cells(line).map(typed));
}

const people = records(enrollment.buffer);
const notes = [["Note"], ["made on Monday"]];

test("an .xlsx gives the same list as the CSV it could have been saved as", async ({ page, requests }) => {
  await open(page);
  const before = requests.length;
  await drop(page, [mailboxes, workbook("enrollment.xlsx", { Export: people, Empty: [] })]);
  await expectList(page, mostUrgentFirst);
  await expect(rowOf(page, "loe04").locator("[data-column=deletion_day]")).toHaveText("Sun 29 Nov 2026");
  // The engine may ask only now for the script that the page has asked for already.
  const asked = requests.slice(before).filter((address) => !address.startsWith("blob:") && !requests.slice(0, before).includes(address));
  expect(asked).toEqual([expect.stringMatching(/\/workbook-[^/]*\.wasm$/)]);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await expect(details(page)).toContainText("enrollment.xlsx, row 5");
  await page.locator(".sources-summary").click();
  const card = page.locator(".source-card").last();
  await expect(card).toContainText("sheet `Export`: `PennKey`");
  await expect(card).toContainText("a sheet of a workbook");
  await expect(card).toContainText("14 rows = 14 accepted");
});

test("nothing is asked for before a workbook comes, and its part only once", async ({ page, requests }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment, file("plain.zip", archive([["readme.txt", "hello"]]))]);
  await expectList(page, mostUrgentFirst);
  await expect(notice(page)).toContainText("`plain.zip` is a zip archive: unpack it first");
  expect(requests.filter(isPart)).toEqual([]);
  for (const name of ["one.xlsx", "two.xlsx"]) {
    await drop(page, [workbook(name, { Names: [["Logon Name"], ["oth12"]] })]);
    await expect(page.locator(".source-chip").last()).toContainText(name);
  }
  expect(requests.filter(isPart)).toHaveLength(1);
  await page.locator(".privacy-line").click();
  await expect(dialog(page).locator(".fact-list dd")).toHaveText(["0", "1"]);
  await expect(dialog(page).locator(".address-list")).toContainText("/workbook-");
});

test("of several filled sheets the person chooses one", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, workbook("book.xlsx", { Notes: notes, "<b>All</b> & more": people })]);
  const question = dialog(page);
  await expect(question).toContainText("`book.xlsx` has 2 sheets with rows: which of them is the export?");
  await expect(question.locator("tbody tr").last()).toContainText("PennKey");
  await question.getByRole("radio", { name: "`<b>All</b> & more`: 15 rows, 26 columns" }).check();
  await question.getByRole("button", { name: "Answer" }).click();
  await expectList(page, mostUrgentFirst);
  await expect(page.getByRole("button", { name: "Answer a question" })).toHaveCount(0);
});

/** Loads files through the script interface. */
function load(page, files, options) {
  return page.evaluate(async ({ files, options }) => {
    const made = files.map(({ name, base64 }) => new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    return window.rollcall.load(made, options);
  }, { files: files.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") })), options });
}

test("scripts answer which sheet, then what is on it, or say it in advance", async ({ page }) => {
  const two = [["Logon Name", "Manager"], ["doe01", "abc12"], ["roe02", "abd13"]];
  const book = workbook("book.xlsx", { Notes: notes, Two: two });
  await open(page, { automation: true });
  const { sources, questions: [which] } = await load(page, [book]);
  expect(sources).toMatchObject([{ name: "book.xlsx", kind: "unknown" }]);
  expect(which.choices.map((choice) => choice.id)).toEqual(["sheet:1", "sheet:2", "ignore"]);
  expect(which.samples).toEqual([["Notes", ["Note"]], ["Two", ["Logon Name", "Manager"]]]);
  const answer = (id, choice) => page.evaluate(([id, choice]) => window.rollcall.answer(id, choice), [id, choice]);
  const { questions: [what] } = await answer(which.id, "sheet:2");
  expect(what.text).toContain("every column of `book.xlsx` holds what can be logon names");
  const answered = await answer(what.id, "cloud-control:1");
  expect(answered).toMatchObject({ questions: [], sources: [{ kind: "cloud-control", accepted: 2, encoding: "workbook" }] });

  await page.evaluate(() => window.rollcall.clear());
  const said = await load(page, [workbook("book.xlsx", { Notes: notes, Export: people })], { kinds: { "book.xlsx": "sheet:2" } });
  expect(said).toMatchObject({ questions: [], sources: [{ kind: "enrollment", accepted: 14 }] });
});

test("a kind that is said in advance still holds once the sheet is chosen", async ({ page }) => {
  const two = [["Logon Name", "Manager"], ["doe01", "abc12"], ["roe02", "abd13"]];
  await open(page, { automation: true });
  const { questions: [which] } = await load(page, [workbook("book.xlsx", { Notes: notes, Two: two })], { kinds: { "book.xlsx": "cloud-control:1" } });
  const answered = await page.evaluate(([id, choice]) => window.rollcall.answer(id, choice), [which.id, "sheet:2"]);
  expect(answered).toMatchObject({ questions: [], sources: [{ kind: "cloud-control", accepted: 2, encoding: "workbook" }] });
});

test("an issue in a workbook says its row", async ({ page }) => {
  const others = Array.from({ length: 12 }, (_, at) => ({ key: `more${10 + at}`, name: "More", due: "2026-12-18", days: 27 }));
  const torn = records(enrollmentOf([{ key: "doe01", name: "Ida", due: "2026-12-18", days: 27 }, { key: "roe02", name: "Åsa", scheduled: "31 Febtober" }, ...others]));
  torn[1][2] = "Two\nlines";
  await open(page, { automation: true });
  const { sources: [source] } = await load(page, [workbook("torn.xlsx", { Export: [[], [], ...torn] })]);
  const issues = await page.evaluate((id) => window.rollcall.issues(id), source.id);
  const date = issues.find((issue) => issue.code === "unreadable-date");
  expect(date).toMatchObject({ line: 5, column: "Scheduled deletion date" });
  expect(date.message).toContain("row 5, `Scheduled deletion date`");
});

const spaces = Buffer.alloc(20 << 20, " ");
const harmful = {
  "a sheet packed beyond measure": [[["xl/worksheets/sheet0.xml", spaces]], "packed as files are that are made to do harm"],
  "a sheet larger than it says": [[["xl/worksheets/sheet0.xml", spaces, 1000]], "packed as files are that are made to do harm"],
  "parts too large together": [[["xl/media/a.png", Buffer.alloc(1 << 20, "ab"), (2 ** 32) - 2]], /harm|more than 100 MiB/],
  "a workbook that is damaged": [[["xl/worksheets/sheet0.xml", "<worksheet><sheetData><row><c>"]], "cannot be read (a sheet is damaged)"],
  "a binary workbook": [[["_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`]], "binary Excel workbook (.xlsb)"],
  "a workbook without rows": [[["xl/worksheets/sheet0.xml", "<worksheet><sheetData/></worksheet>"]], "without a filled sheet"],
};

for (const [kind, [changed, sentence]] of Object.entries(harmful)) {
  test(`${kind} is refused in a sentence, and what was dropped with it is read`, async ({ page }) => {
    const names = changed.map(([name]) => name);
    const made = [...parts({ One: [["a"]] }).filter(([name]) => !names.includes(name)), ...changed];
    await open(page);
    await drop(page, [file("odd.xlsx", archive(made)), enrollment, mailboxes]);
    await expect(notice(page)).toContainText(sentence);
    await expect(notice(page)).toContainText("odd.xlsx");
    await expect(page.locator(".source-chip")).toHaveCount(2);
    await expectList(page, mostUrgentFirst);
  });
}

test("without a connection a sentence says so, and with one the same file is read", async ({ page, context, odd }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  const names = workbook("names.xlsx", { Names: [["Logon Name"], ["oth12"]] });
  await context.setOffline(true);
  await drop(page, [names]);
  await expect(notice(page)).toContainText("the part of Rollcall that reads workbooks could not be loaded");
  await context.setOffline(false);
  await drop(page, [names]);
  await expect(rowOf(page, "oth12")).toHaveCount(1);
  odd.length = 0;
});

test("a changed part is refused by its hash", async ({ page, odd }) => {
  await page.route("**/workbook-*.wasm", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]) });
  });
  await open(page);
  await drop(page, [workbook("names.xlsx", { Names: [["Logon Name"], ["oth12"]] })]);
  await expect(notice(page)).toContainText("could not be loaded");
  odd.length = 0;
});

test("a part that dies leaves the page alive, and the next workbook is read", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await page.workers()[0].evaluate(() => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (module) => {
      WebAssembly.instantiate = instantiate;
      const { exports } = await instantiate(module);
      return { exports: { ...exports, read: () => { throw new WebAssembly.RuntimeError("unreachable"); } } };
    };
  });
  const names = workbook("names.xlsx", { Names: [["Logon Name"], ["oth12"]] });
  await drop(page, [names]);
  await expect(notice(page)).toContainText("`names.xlsx` cannot be read (RuntimeError)");
  await expectList(page, mostUrgentFirst);
  await drop(page, [names]);
  await expect(rowOf(page, "oth12")).toHaveCount(1);
});

test("after an engine died a workbook that was loaded is there again, chosen sheet included", async ({ page, context }) => {
  await open(page);
  await drop(page, [mailboxes, workbook("book.xlsx", { Notes: notes, Export: people })]);
  await dialog(page).getByRole("radio", { name: /Export/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expectList(page, mostUrgentFirst);
  await context.setOffline(true);
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error("out of memory");
    });
  });
  await expect(notice(page)).toContainText("was started again");
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
});

test("Cancel of a large workbook leaves the page as before", async ({ page }) => {
  const many = [people[0], ...Array.from({ length: 150_000 }, () => people[1])];
  // Were all rows the same, it would be packed too well to be believed.
  const named = many.map((record, at) => record.map((cell, column) => (column === 2 && at > 0 ? `${cell} ${Math.sin(at)}` : cell)));
  const large = workbook("large.xlsx", { Export: named });
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const button = document.querySelector(".load-progress button");
      if (button) {
        observer.disconnect();
        button.click();
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await drop(page, [large]);
  await expect(notice(page)).toContainText("everything is as it was before");
  await expectList(page, mostUrgentFirst);
  await expect(rows(page).first()).toBeVisible();
});

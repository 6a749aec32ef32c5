// What goes wrong is said in a sentence, and the page goes on.
import { writeFile } from "node:fs/promises";
import { csv, enrollment, enrollmentOf, expiring, file, mailboxes, mailboxesOf } from "./exports.mjs";
import { column, details, dialog, drop, expectList, open, pick, rowOf, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const mostUrgentFirst = expiring.map(([key]) => key);

const notice = (page) => page.locator(".notice");

const foreign = {
  "a zip archive": ["export.csv", [0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0]],
  "an old Excel workbook (.xls)": ["report.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  "a PDF": ["report.pdf", Buffer.from("%PDF-1.7\n%âãÏÓ\n")],
  "a web page": ["enrollment.csv", Buffer.from("\r\n<!DOCTYPE html><html><title>Sign in</title>")],
  "a JSON file": ["users.json", Buffer.from("[{\"id\": 1}]")],
  "an XML file": ["users.xml", Buffer.from("<?xml version=\"1.0\"?><users/>")],
  "a gzip archive": ["export.csv.gz", [0x1f, 0x8b, 8, 0]],
  "a picture": ["shot.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
};

for (const [kind, [name, bytes]] of Object.entries(foreign)) {
  test(`${kind} is named as what it is, and what was dropped with it is read`, async ({ page }) => {
    await open(page);
    await drop(page, [file(name, bytes), enrollment, mailboxes]);
    await expect(notice(page)).toContainText(kind);
    await expect(notice(page)).toContainText(name);
    await expect(page.locator(".source-chip")).toHaveCount(2);
    await expectList(page, mostUrgentFirst);
  });
}

test("an empty file is told so", async ({ page }) => {
  await open(page);
  await drop(page, [file("nothing.csv", "")]);
  await expect(notice(page)).toContainText("`nothing.csv` is empty");
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
});

test("a file that may be two things is asked about, with sample values, and joins once answered", async ({ page }) => {
  const two = file("two.csv", csv([["Logon Name", "Name", "Manager"], ["doe01", "Ida Doe", "abc12"], ["roe02", "Åsa Roe", "abd13"], ["hoe05", "Eve Hoe", "abe14"]]));
  await open(page);
  await drop(page, [two, enrollment]);
  const question = dialog(page);
  await expect(question).toContainText("`two.csv` may or may not have a header");
  await expect(question.locator("tbody tr").first()).toContainText("doe01");
  await expect(question.getByRole("button", { name: "Answer" })).toBeDisabled();
  await question.getByRole("button", { name: "Later" }).click();
  await expect(page.locator(".source-chip").first()).toContainText("Not recognised yet");
  await expect(rows(page)).toHaveCount(0);

  await page.getByRole("button", { name: "Answer a question" }).click();
  await question.getByRole("radio", { name: /logon names in column A/ }).check();
  await question.getByRole("button", { name: "Answer" }).click();
  await expectList(page, ["hoe05", "roe02", "doe01"]);
  await expect(page.getByRole("button", { name: "Answer a question" })).toHaveCount(0);
});

test("a file left out by the answer is gone", async ({ page }) => {
  await open(page);
  await drop(page, [file("shopping.csv", "Item,Price\r\nfresh apples,3 dollars\r\nripe pears,4 dollars\r\n")]);
  await expect(dialog(page)).toContainText("`shopping.csv` is no export this tool knows");
  await dialog(page).getByRole("radio", { name: /leave it out/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator(".source-chip")).toHaveCount(0);
});

test("dates that may have the day or the month first are asked about; the earlier reading holds until then", async ({ page }) => {
  const doubtful = enrollmentOf([{ key: "doe01", name: "Ida Doe", scheduled: "01/12/2026" }, { key: "roe02", name: "Åsa Roe", scheduled: "02/12/2026" }]);
  await open(page);
  await drop(page, [mailboxes, file("doubtful.csv", doubtful)]);
  await expect(dialog(page)).toContainText("may have the day or the month first");
  await dialog(page).getByRole("button", { name: "Later" }).click();
  await expect(rowOf(page, "doe01").locator("[data-column=deletion_day]")).toHaveText("Mon 12 Jan 2026");
  await page.getByRole("button", { name: "Answer a question" }).click();
  await dialog(page).getByRole("radio", { name: /the day comes first/ }).check();
  await dialog(page).getByRole("button", { name: "Answer" }).click();
  await expect(rowOf(page, "doe01").locator("[data-column=deletion_day]")).toHaveText("Tue 1 Dec 2026");
});

test("a damaged file still gives what can be read, and says what cannot", async ({ page }) => {
  const [header, ...records] = enrollmentOf([
    { key: "doe01", name: "Ida Doe", due: "2026-12-18", days: 27 },
    { key: "roe02", name: "Åsa Roe", scheduled: "31 Febtober" },
    { key: "poe03", name: "Cleo Poe", due: "2026-12-07", days: "soon" },
    ...Array.from({ length: 12 }, (_, n) => ({ key: `more${10 + n}`, name: "More", due: "2026-12-18", days: 27 })),
  ]).split(/(?<=\r\n)/);
  const damaged = [header, ...records, "10000009,hoe05\r\n", "\r\n", "\"10000010,never closed\r\n"].join("");
  await open(page);
  await drop(page, [mailboxes, file("damaged.csv", damaged)]);
  await expect(rowOf(page, "doe01")).toHaveCount(1);
  await expect(rowOf(page, "poe03").locator("[data-column=deletion_day]")).toHaveText("Mon 7 Dec 2026");
  await expect(rowOf(page, "roe02").locator("[data-column=urgency]")).toHaveText("Unclear");
  await page.locator(".sources-summary").click();
  const card = page.locator(".source-card").last();
  await expect(card).toContainText("18 rows = 16 accepted + 1 rejected + 1 blank");
  await card.getByRole("button", { name: /issue/ }).click();
  const issue = (text) => dialog(page).locator("tbody tr").filter({ hasText: text });
  await expect(issue("Febtober").locator("td").first()).toHaveText("3");
  await expect(issue("soon").locator("td").first()).toHaveText("4");
  await expect(issue("closing quote").locator("td").first()).toHaveText("19");
});

const bidi = "\u202Egnp.exe\u202C";
const hostile = [
  "<img src=x onerror=\"window.__pwned=1\">", "<script>window.__pwned=1</script>", "</td></tr></table><h1>Hello</h1>",
  "\"><svg onload=window.__pwned=1>", "javascript:window.__pwned=1", "{{constructor.constructor('window.__pwned=1')()}}",
  "=HYPERLINK(\"https://evil.example\",\"x\")", "@SUM(1+9)*cmd|' /C calc'!A0", "&lt;b&gt;&amp;&#x3c;", bidi,
  "zero\u200Bwidth\uFEFF", "\u0007\u001B[31m", "🏴‍☠️ e\u0301 ﷽", "x".repeat(5_000),
];

test("hostile text in cells, headers and a file's name is only text", async ({ page }) => {
  const people = hostile.map((text, at) => ({ key: `bad${10 + at}`, name: text, reason: text, department: text, due: "2026-12-18", days: 27 }));
  const torn = { key: "torn99", name: "Torn\u0000Tom", due: "2026-12-18", days: 27 };
  const report = enrollmentOf([...people, torn]).replace("Person description", "\"<img src=x onerror=\"\"window.__pwned=2\"\">\"");
  const name = "<img src=x onerror=window.__pwned=3>.csv";
  await page.setViewportSize({ width: 1280, height: 1800 });
  await open(page);
  const before = await page.evaluate(() => [...new Set([...document.querySelectorAll("*")].map((element) => element.localName))]);
  await drop(page, [file("mine.csv", mailboxesOf(people.map(({ key }) => key))), file(name, report)]);
  await expect(rows(page)).toHaveCount(hostile.length);
  for (let at = 0; at < hostile.length; at += 1) {
    const row = rowOf(page, `bad${10 + at}`);
    const text = await row.locator("[data-column=reason]").evaluate((cell) => cell.textContent);
    expect(text).toBe([...hostile[at]].slice(0, 300).join(""));
    await row.locator("[data-column=logon_name]").click();
    await expect(details(page).locator("header .fine")).toContainText(`bad${10 + at}`);
  }
  await expect(page.locator(".source-name", { hasText: name })).not.toHaveCount(0);
  await page.locator(".sources-summary").click();
  await page.locator(".source-card").last().getByRole("button", { name: /issue/ }).click();
  await expect(dialog(page).getByRole("heading")).toHaveText(`Issues in ${name}`);
  await page.keyboard.press("Escape");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".paper")).toHaveCount(1);

  const known = [...before, "table", "thead", "tbody", "tr", "td", "th", "colgroup", "col", "b", "strong", "aside", "code", "details", "summary",
    "svg", "path", "g", "rect", "text", "title", "figure", "figcaption", "article", "dl", "dt", "dd", "ol", "ul", "li", "i", "em", "br", "fieldset",
    "legend", "dialog", "input", "label", "section", "header", "h1", "h2", "h3", "h4"];
  const found = await page.evaluate(() => [...document.querySelectorAll("*")].map((element) => element.localName));
  expect([...new Set(found)].filter((name) => !known.includes(name))).toEqual([]);
  const odd = await page.evaluate(() => ({
    pwned: window.__pwned,
    images: document.querySelectorAll("body img, body script:not([src]), body iframe, body object, body embed").length,
    handlers: [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => name.startsWith("on"))).length,
    links: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")),
    heads: [...document.querySelectorAll("h1")].map((head) => head.textContent),
  }));
  expect(odd).toEqual({ pwned: undefined, images: 0, handlers: 0, links: ["#main"], heads: ["Rollcall", expect.stringContaining("Rollcall: ")] });
});

test("loaded, opened and cleared again and again, whatever is under way, the page goes on", async ({ page }) => {
  await open(page, { automation: true });
  for (let round = 0; round < 24; round += 1) {
    await page.evaluate(async ({ round, mine, report }) => {
      const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      await window.rollcall.load([new File([mine], "mine.csv"), new File([report], "report.csv")]);
      await later([0, 10, 25, 60, 120][round % 5]);
      document.querySelector(".grid-row td:nth-child(3)")?.click();
      document.querySelector(".week-bar, .urgency-chip")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      if (round % 3 === 0) await later(30);
      await window.rollcall.clear();
      if (round % 2 === 0) await later(20);
    }, { round, mine: mailboxes.buffer.toString(), report: enrollment.buffer.toString() });
  }
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
});

test("a formula copied out is guarded, a negative number is not", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const people = [{ key: "doe01", name: "=1+1", reason: "@SUM(A1)", due: "2026-10-24", days: -28 }];
  await open(page);
  await drop(page, [mailboxes, file("formula.csv", enrollmentOf(people))]);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Copy all 1" }).click();
  await expect(page.getByText("1 row copied")).toBeVisible();
  const cells = (await page.evaluate(() => navigator.clipboard.readText())).split("\r\n")[1].split("\t");
  expect(cells).toContain("'=1+1");
  expect(cells).toContain("'@SUM(A1)");
  expect(cells).toContain("-30");
  expect(cells.filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
});

/** Drops an enrollment report of about `megabytes`, made in the page of one piece repeated. */
async function dropLarge(page, name, megabytes) {
  const [header, record] = enrollmentOf([{ key: "doe01", name: "Ida Doe", due: "2026-12-07", days: 16 }]).split(/(?<=\r\n)/);
  await page.evaluate(({ name, header, record, megabytes }) => {
    const piece = new Blob([record.repeat(Math.ceil((1 << 20) / record.length))]);
    const transfer = new DataTransfer();
    transfer.items.add(new File([header, ...Array(megabytes).fill(piece)], name));
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
  }, { name, header, record, megabytes });
}

test("Cancel of a large load answers within 200 ms and leaves the page as before", async ({ page }) => {
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  const before = await page.locator("main").innerText();
  await page.evaluate(() => {
    // A person cannot press sooner than the button is there; a test can.
    globalThis.cancelled = new Promise((resolve) => {
      let pressed;
      new MutationObserver(() => {
        const bar = document.querySelector(".load-progress");
        if (bar && !pressed) {
          pressed = performance.now();
          bar.querySelector("button").click();
        }
        if (!bar && pressed) resolve(performance.now() - pressed);
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  await dropLarge(page, "large.csv", 400);
  expect(await page.evaluate(() => globalThis.cancelled)).toBeLessThan(200);
  await expect(notice(page)).toContainText("everything is as it was before");
  expect(await page.locator("main").innerText()).toBe(before);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await expect(details(page).getByRole("heading", { level: 2 })).toHaveText("Dov Loe");
  await drop(page, [file("more.csv", mailboxesOf(["oth12"]))]);
  await expect(rowOf(page, "oth12")).toHaveCount(1);
});

test("the bar of a large load tells bytes, rows and time, and goes when it is done", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    globalThis.told = [];
    new MutationObserver(() => {
      const bar = document.querySelector(".load-progress");
      if (bar) globalThis.told.push(bar.innerText);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await dropLarge(page, "large.csv", 150);
  await expect(page.locator(".source-chip")).toContainText("large.csv", { timeout: 30_000 });
  await expect(page.locator(".load-progress")).toHaveCount(0);
  const told = (await page.evaluate(() => globalThis.told)).join("\n");
  expect(told).toMatch(/large\.csv/);
  expect(told).toMatch(/\d+(\.\d [KM]iB| bytes) of 150\.\d MiB, [\d,]+ rows/);
});

/** Before the page opens: keeps the engines it starts in sight of the test. */
async function keepEngines(page) {
  await page.addInitScript(() => {
    globalThis.engines = [];
    globalThis.Worker = class extends globalThis.Worker {
      constructor(...given) {
        super(...given);
        globalThis.engines.push(this);
      }
    };
  });
}

test("an engine that dies while it reads leaves the page alive and says which file; the next load works", async ({ page }) => {
  // The notice stands above the list, which draws what is in sight.
  await page.setViewportSize({ width: 1280, height: 800 });
  await keepEngines(page);
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  await dropLarge(page, "large.csv", 400);
  await expect(page.locator(".load-progress")).toContainText("large.csv");
  const [engine] = page.workers();
  await engine.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await expect(notice(page)).toContainText("stopped while reading `large.csv` and was started again");
  await expect(page.locator(".load-progress")).toHaveCount(0);
  await expectList(page, mostUrgentFirst);
  expect(await page.evaluate(() => globalThis.engines.length)).toBe(2);
  await drop(page, [file("more.csv", mailboxesOf(["oth12"]))]);
  await expect(rowOf(page, "oth12")).toHaveCount(1);
  await rowOf(page, "oth12").locator("[data-column=name]").click();
  await expect(details(page).getByRole("heading", { level: 2 })).toHaveText("Lea Other");
});

test("an engine that dies at rest is replaced, and what was loaded is there again", async ({ page }) => {
  // The notice stands above the list, which draws what is in sight.
  await page.setViewportSize({ width: 1280, height: 800 });
  await keepEngines(page);
  await open(page);
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, mostUrgentFirst);
  for (let time = 1; time <= 3; time += 1) {
    await page.evaluate(() => globalThis.engines.at(-1).dispatchEvent(new ErrorEvent("error", { message: "out of memory" })));
    await expect.poll(() => page.evaluate(() => globalThis.engines.length)).toBe(time + 1);
    await expect(notice(page)).toContainText("was started again");
    await page.getByRole("searchbox").fill("finance");
    await expectList(page, ["hoe05", "poe03"]);
    await page.getByRole("searchbox").fill("");
    await expectList(page, mostUrgentFirst);
  }
});

test("a file changed since it was loaded is answered with a sentence, and the list stays", async ({ page }, testInfo) => {
  const path = testInfo.outputPath("enrollment.csv");
  await writeFile(path, enrollment.buffer);
  await open(page);
  await pick(page, path);
  await drop(page, [mailboxes]);
  await expectList(page, mostUrgentFirst);
  await writeFile(path, `${enrollment.buffer}10000099,new99\r\n`);
  await rowOf(page, "loe04").locator("[data-column=name]").click();
  await expect(details(page)).toContainText("enrollment.csv");
  await expect(details(page)).toContainText(/changed|drop it again/);
  await expect(column(page, "logon_name")).toHaveText(mostUrgentFirst);
  await details(page).getByRole("button", { name: "Close details" }).click();
  await page.getByRole("searchbox").fill("finance");
  await expectList(page, ["hoe05", "poe03"]);
});

test("a file that is gone before it is read is said in a sentence, and the others are read", async ({ page }, testInfo) => {
  const path = testInfo.outputPath("enrollment.csv");
  await writeFile(path, enrollment.buffer);
  await open(page);
  await page.evaluate(() => {
    // Keeps the picked files from the page until the test lets them go.
    addEventListener("change", (event) => {
      const transfer = new DataTransfer();
      for (const file of event.target.files) transfer.items.add(file);
      globalThis.held = transfer;
      event.stopImmediatePropagation();
    }, { capture: true, once: true });
  });
  await pick(page, path);
  await writeFile(path, "changed\r\n");
  await page.evaluate(() => document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: globalThis.held, bubbles: true })));
  await expect(notice(page)).toContainText(/`enrollment\.csv` cannot be read .* it was changed or moved; drop it again/);
  await drop(page, [enrollment, mailboxes]);
  await expectList(page, mostUrgentFirst);
});

for (const [kind, encode] of [["UTF-16LE", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")], ["UTF-8 with a BOM", (text) => Buffer.from(`\uFEFF${text}`)],
  ["UTF-16BE", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()], ["Windows-1252", (text) => Buffer.from(text, "latin1")]]) {
  test(`a file in ${kind} is read`, async ({ page }) => {
    await open(page);
    await drop(page, [file("exchange.csv", encode(mailboxes.buffer.toString())), file("enrollment.csv", encode(enrollment.buffer.toString()))]);
    await expectList(page, mostUrgentFirst);
    await expect(rowOf(page, "roe02").locator("[data-column=name]")).toContainText("Åsa Roe");
  });
}

test("semicolons, tabs, `sep=`, line feeds and quoted line breaks are read", async ({ page }) => {
  const people = [{ key: "doe01", name: "Ida\r\nDoe; \"I\"\tx", due: "2026-12-18", days: 27 }];
  await open(page);
  for (const [at, options, before] of [[0, { delimiter: ";" }, "sep=;\r\n"], [1, { delimiter: "\t", end: "\n" }, ""], [2, { delimiter: ";", end: "\r" }, ""]]) {
    await drop(page, [mailboxes, file(`kind${at}.csv`, before + enrollmentOf(people, options))]);
    await expectList(page, ["doe01"]);
    await expect(page.locator(".source-chip").last()).toContainText("1 row");
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
  }
});

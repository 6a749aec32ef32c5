// `window.rollcall`: every method, the shapes it promises, and the sentences it rejects with.
import { counts, enrollment, enrollmentOf, expiring, file, mailboxes, mailboxesOf, pasted } from "./exports.mjs";
import { open } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

/** Loads files through the script interface; resolves to what `load` resolves to, or to the sentence it rejects with. */
function load(page, files, options) {
  return page.evaluate(async ({ files, options }) => {
    const made = files.map(({ name, base64 }) => new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    return window.rollcall.load(made, options).catch((error) => error.message);
  }, { files: files.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") })), options });
}

/** Calls a method; resolves to what it resolves to, or to `{ rejected, isError }`. */
function call(page, method, ...given) {
  return page.evaluate(([method, given]) => window.rollcall[method](...given)
    .catch((error) => ({ rejected: error.message, isError: error instanceof Error })), [method, given]);
}

async function openWithBoth(page) {
  await open(page, { automation: true });
  return load(page, [mailboxes, enrollment]);
}

const timings = { read: expect.any(Number), scan: expect.any(Number), join: expect.any(Number), report: expect.any(Number), total: expect.any(Number) };

test("without the parameter nothing is set", async ({ page }) => {
  await open(page);
  expect(await page.evaluate(() => "rollcall" in window)).toBe(false);
});

test("with the parameter the methods are set, then `rollcall-ready` tells of them", async ({ page }) => {
  await page.addInitScript(() => addEventListener("rollcall-ready", () => {
    window.wasReady = typeof window.rollcall?.load;
  }));
  await open(page, { automation: true });
  expect(await page.evaluate(() => window.wasReady)).toBe("function");
  expect(await page.evaluate(() => Object.keys(window.rollcall).sort())).toEqual(
    ["about", "account", "answer", "clear", "decide", "decisions", "examine", "exportAs", "issues", "link", "load", "mergeDecisions", "open", "paste", "policy", "reconsider", "report", "rows", "sources", "timings", "todo", "values"]);
});

test("`load` resolves to all sources, open questions, the steps' times and the memory", async ({ page }) => {
  const loaded = await openWithBoth(page);
  expect(loaded).toMatchObject({ questions: [], timings, memoryBytes: expect.any(Number) });
  expect(loaded.memoryBytes).toBeGreaterThan(1 << 20);
  expect(loaded.sources).toMatchObject([
    { id: 1, name: "exchange.csv", kind: "cloud-control", rows: 13, accepted: 13, rejected: 0, blank: 0, encoding: "utf-8", delimiter: "," },
    { id: 2, name: "enrollment.csv", kind: "enrollment", rows: 14, accepted: 14, rejected: 0, blank: 0, encoding: "utf-8", delimiter: ",",
      asOf: { date: "2026-11-21", provenance: "inferred" } },
  ]);
  for (const source of loaded.sources) {
    expect(source.asOf).toEqual({ date: source.id === 1 ? null : "2026-11-21", provenance: expect.any(String) });
    for (const column of source.columns) {
      expect(column).toEqual({ header: expect.any(String), field: expect.any(String), type: expect.stringMatching(/^(text|integer|number|date|instant|boolean|list|enum)$/) });
    }
  }
  expect(loaded.sources[1].columns[18]).toEqual({ header: "Scheduled deletion date", field: "scheduled_deletion", type: "date" });
});

test("`load` of files of which none is an export rejects, and a wrong one among others is told", async ({ page }) => {
  await open(page, { automation: true });
  const pdf = file("report.pdf", "%PDF-1.7\n");
  const says = "`report.pdf` is a PDF: export the report as CSV instead";
  expect(await load(page, [pdf])).toBe(says);
  expect(await load(page, [pdf, file("empty.csv", "")])).toBe(`${says}; \`empty.csv\` is empty: export the report again`);
  expect(await call(page, "sources")).toEqual([]);
  expect(await load(page, [mailboxes, pdf])).toMatchObject({ sources: [{ name: "exchange.csv" }], refused: [says] });
});

test("`load` adds to what is loaded, and `sources` says the same", async ({ page }) => {
  await open(page, { automation: true });
  expect((await load(page, [mailboxes])).sources).toHaveLength(1);
  const loaded = await load(page, [enrollment]);
  expect(loaded.sources.map((source) => source.name)).toEqual(["exchange.csv", "enrollment.csv"]);
  expect(await call(page, "sources")).toEqual(loaded.sources);
});

test("rows are accepted, rejected or blank, and every rejected one is an issue", async ({ page }) => {
  await open(page, { automation: true });
  const text = `${mailboxesOf(["doe01", "roe02"])}\r\n,,,\r\n${"Box 9,a@example.edu"}\r\n"never closed,a,b,poe03\r\n`;
  const { sources: [source] } = await load(page, [file("odd.csv", text)]);
  expect(source).toMatchObject({ rows: 6, accepted: 3, rejected: 1, blank: 2 });
  const issues = await call(page, "issues", source.id);
  for (const issue of issues) {
    expect(Object.keys(issue).sort()).toEqual(["code", "column", "line", "message", "row", "source"]);
    expect(issue).toMatchObject({ source: source.id, code: expect.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/) });
  }
  expect(issues.find((issue) => issue.code === "unclosed-quote")).toMatchObject({ line: 7, row: 6 });
  expect(issues.find((issue) => issue.code === "short-row")).toMatchObject({ line: 6, row: 5 });
  expect(await call(page, "issues")).toEqual(issues);
});

test("`report` resolves to columns, texts, typed values and a summary", async ({ page }) => {
  await openWithBoth(page);
  const columns = ["key", "urgency", "days_to_disable", "last_safe_day", "disable_day", "deletion_day"];
  const report = await call(page, "report", "expiring", { columns }, { first: 0, rows: -1 });
  expect(report.columns).toEqual([
    { id: "key", title: "Key", type: "text" },
    { id: "urgency", title: "Urgency", type: "enum" },
    { id: "days_to_disable", title: "Days until disabled", type: "integer" },
    { id: "last_safe_day", title: "Last safe working day", type: "date" },
    { id: "disable_day", title: "Disable day", type: "date" },
    { id: "deletion_day", title: "Deletion day", type: "date" },
  ]);
  expect(report.total).toBe(9);
  expect(report.values).toEqual(expiring);
  expect(report.rows.map((row) => row[0])).toEqual(expiring.map(([key]) => key));
  expect(report.rows[3]).toEqual(["loe04", "Imminent", "6", "Wed 25 Nov 2026", "Sat 28 Nov 2026", "Sun 29 Nov 2026"]);
  expect(report.presence).toBeUndefined();
  expect(report.summary.counts).toMatchObject({ mine: 13, matched: counts.mine, expiring: counts.expiring,
    mine_not_found: counts.notFound, expiring_not_mine: counts.notMine, ambiguous: 0 });
  expect(report.summary.by_urgency).toEqual(
    ["none", "watch", "soon", "imminent", "late", "recovery", "recovery-late", "lost", "unclear"].map((urgency) => [urgency, 1]));
  expect(report.summary.by_department).toEqual([["Philosophy", 4], ["Finance", 2], ["Radiology", 2], ["", 1]]);
});

test("every report has its columns, and every value the type of its column", async ({ page }) => {
  await openWithBoth(page);
  const ids = ["name", "logon_name", "key", "stage", "urgency", "last_safe_day", "disable_day", "deletion_day", "scheduled_deletion",
    "recovery_end", "safe_recovery_day", "days_to_disable", "days_left", "affiliations", "reason", "department", "job_org", "center",
    "has_mailbox", "source_row"];
  const fits = {
    text: (value) => typeof value === "string",
    integer: Number.isInteger,
    date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
    boolean: (value) => typeof value === "boolean",
    list: (value) => Array.isArray(value) && value.every((code) => typeof code === "string"),
    enum: (value) => /^[a-z]+(-[a-z]+)*$/.test(value),
  };
  for (const [id, columns, total] of [["expiring", ids, counts.expiring], ["mine", ids, counts.mine],
    ["expiring-not-mine", ids, counts.notMine], ["mine-not-found", ["key", "logon_name", "reason", "source_row"], counts.notFound]]) {
    const report = await call(page, "report", id, { columns }, { first: 0, rows: -1 });
    expect(report.columns.map((column) => column.id)).toEqual(columns);
    expect([report.total, report.rows.length, report.values.length]).toEqual([total, total, total]);
    for (const values of report.values) {
      values.forEach((value, at) => {
        const { id: column, type } = report.columns[at];
        expect(value === null || fits[type](value), `${id} ${column}: ${JSON.stringify(value)} is of type ${type}`).toBe(true);
      });
    }
  }
  const { values } = await call(page, "report", "expiring", { columns: ["key", "affiliations", "has_mailbox", "source_row"], search: "loe04" });
  expect(values).toEqual([["loe04", ["ALUM"], true, 5]]);
});

test("`presence` tells values from kinds of nothing", async ({ page }) => {
  await openWithBoth(page);
  const { presence, values } = await call(page, "report", "expiring", { columns: ["key", "scheduled_deletion", "department"], presence: true });
  expect(presence).toHaveLength(values.length);
  expect(presence[0]).toEqual(["value", "empty-in-source", "value"]);
  expect(presence[2]).toEqual(["value", "value", "empty-in-source"]);
});

test("search, order, filters and window narrow the rows but not the counts of the join", async ({ page }) => {
  await openWithBoth(page);
  const keys = async (query, window) => {
    const report = await call(page, "report", "expiring", { columns: ["key", "department", "disable_day", "urgency"], ...query }, window);
    expect(report.summary.counts.expiring).toBe(counts.expiring);
    return [report.total, report.values.map(([key]) => key)];
  };
  expect(await keys({ search: "finance" })).toEqual([2, ["hoe05", "poe03"]]);
  expect(await keys({ sort: [["department", "desc"], ["key", "asc"]] })).toEqual(
    [9, ["moe06", "voe08", "doe01", "loe04", "roe02", "woe09", "hoe05", "poe03", "noe07"]]);
  expect(await keys({ sort: [["disable_day", "desc"]] }, { first: 7, rows: 2 })).toEqual([9, ["voe08", "woe09"]]);
  expect(await keys({ filters: [{ column: "urgency", any_of: ["late", "lost"] }] })).toEqual([2, ["hoe05", "voe08"]]);
  expect(await keys({ filters: [{ column: "disable_day", from: "2026-11-22", to: "2026-11-28" }] })).toEqual([2, ["hoe05", "loe04"]]);
  expect(await keys({ today: "2026-12-29", search: "lost", sort: [["key", "asc"]] })).toEqual(
    [5, ["hoe05", "loe04", "moe06", "noe07", "voe08"]]);
});

test("without a query the view now applied is reported, with an empty one the report's own", async ({ page }) => {
  await openWithBoth(page);
  await page.getByRole("searchbox").fill("finance");
  await expect(page.locator(".row-count")).toContainText("2 rows");
  expect((await call(page, "report", "expiring")).total).toBe(2);
  expect((await call(page, "report", "expiring", {})).total).toBe(9);
});

test("`account` explains itself by cells of the files", async ({ page }) => {
  await openWithBoth(page);
  const account = await call(page, "account", "loe04");
  expect(account).toMatchObject({ stage: "flagged", urgency: "imminent", fields: expect.any(Array), checklist: expect.any(Array) });
  expect(account.explanation.length).toBeGreaterThan(3);
  for (const { statement, cells, rule } of account.explanation) {
    expect([typeof statement, typeof rule]).toEqual(["string", "string"]);
    for (const cell of cells) {
      expect(cell).toMatchObject({ source: expect.any(Number), line: expect.any(Number), column: expect.any(String), raw: expect.any(String) });
    }
  }
  const cells = account.explanation.flatMap((step) => step.cells);
  expect(cells).toContainEqual(expect.objectContaining({ source: 2, line: 5, column: "Scheduled deletion date", raw: "11/29/2026" }));
  expect(cells).toContainEqual(expect.objectContaining({ source: 1, line: 5, column: "Logon Name", raw: " loe04  " }));
});

test("`paste` counts as mine as a file of names does", async ({ page }) => {
  await open(page, { automation: true });
  await load(page, [enrollment]);
  const { sources } = await call(page, "paste", pasted);
  expect(sources[1]).toMatchObject({ kind: "names", rows: 13, accepted: 13 });
  const { values } = await call(page, "report", "expiring", { columns: ["key"] });
  expect(values.flat()).toEqual(expiring.map(([key]) => key));
});

test("`clear` drops everything", async ({ page }) => {
  await openWithBoth(page);
  expect(await call(page, "clear")).toBeNull();
  expect(await call(page, "sources")).toEqual([]);
  expect((await call(page, "report", "expiring", {})).total).toBe(0);
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
});

test("`clear` right after `load` leaves nothing, though the screen had yet to follow the load", async ({ page }) => {
  await open(page, { automation: true });
  await page.evaluate(async () => {
    await window.rollcall.load([new File(["Logon Name\ndoe01\n"], "names.csv")]);
    await window.rollcall.clear();
  });
  await page.waitForTimeout(200);
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
});

test("`timings` are the last load's", async ({ page }) => {
  const loaded = await openWithBoth(page);
  expect(await call(page, "timings")).toEqual(timings);
  expect(await call(page, "timings")).toEqual(loaded.timings);
  const { read, scan, join, report, total } = loaded.timings;
  for (const step of [read, scan, join, report]) expect(step).toBeGreaterThanOrEqual(0);
  expect(total).toBeGreaterThanOrEqual(read + scan + join + report - 1);
});

test("an unknown file waits for `answer`, and `kinds` answers in advance", async ({ page }) => {
  await open(page, { automation: true });
  const two = file("two.csv", "Logon Name,Manager\r\ndoe01,abc12\r\nroe02,abd13\r\n");
  const asked = await load(page, [two]);
  expect(asked.sources).toMatchObject([{ kind: "unknown" }]);
  expect(asked.questions).toMatchObject([{ id: expect.any(Number), source: 1, text: expect.any(String), choices: expect.any(Array) }]);
  const [question] = asked.questions;
  const choice = question.choices.find((choice) => choice.id === "cloud-control:1");
  expect(choice).toEqual({ id: "cloud-control:1", label: expect.any(String) });
  const answered = await call(page, "answer", question.id, choice.id);
  expect(answered).toMatchObject({ questions: [], sources: [{ kind: "cloud-control", accepted: 2 }] });

  await call(page, "clear");
  const said = await load(page, [two], { kinds: { "two.csv": "cloud-control:1" } });
  expect(said).toMatchObject({ questions: [], sources: [{ kind: "cloud-control", accepted: 2 }] });
});

test("an order of day and month that may be either is asked, and the earlier reading holds until then", async ({ page }) => {
  await open(page, { automation: true });
  await load(page, [mailboxes]);
  const doubtful = enrollmentOf([{ key: "doe01", name: "Ida Doe", scheduled: "01/12/2026" }, { key: "roe02", name: "Åsa Roe", scheduled: "02/12/2026" }]);
  const { questions: [question] } = await load(page, [file("doubtful.csv", doubtful)]);
  expect(question.choices.map((choice) => choice.id).sort()).toEqual(["day-first", "month-first"]);
  const days = async () => (await call(page, "report", "expiring", { columns: ["key", "deletion_day"], sort: [["key", "asc"]] })).values;
  expect(await days()).toEqual([["doe01", "2026-01-12"], ["roe02", "2026-02-12"]]);
  expect((await call(page, "answer", question.id, "day-first")).questions).toEqual([]);
  expect(await days()).toEqual([["doe01", "2026-12-01"], ["roe02", "2026-12-02"]]);
});

test("methods wait for the load under way", async ({ page }) => {
  await open(page, { automation: true });
  const total = await page.evaluate(async ({ first, second }) => {
    window.rollcall.load([new File([first], "exchange.csv")]);
    window.rollcall.load([new File([second], "enrollment.csv")]);
    return (await window.rollcall.report("expiring", {})).total;
  }, { first: mailboxes.buffer.toString(), second: enrollment.buffer.toString() });
  expect(total).toBe(9);
});

test("a failure rejects with an Error that says what was expected", async ({ page }) => {
  await openWithBoth(page);
  const cases = [
    [["report", "nothing", {}], /nothing/],
    [["report"], /report/],
    [["report", "expiring", "text"], /query/],
    [["report", "expiring", { sort: "name" }], /query/],
    [["report", "expiring", {}, { first: -1 }], /window/],
    [["account", "nobody"], /there is no account `nobody`/],
    [["account"], /key/],
    [["answer", 99, "enrollment"], /99/],
    [["answer"], /question/],
    [["load"], /File/],
    [["load", null], /File/],
    [["load", ["text"]], /File/],
    [["paste"], /text/],
  ];
  for (const [[method, ...given], message] of cases) {
    const outcome = await call(page, method, ...given);
    expect(outcome, `${method}(${JSON.stringify(given)})`).toEqual({ rejected: expect.stringMatching(message), isError: true });
  }
});

test("scripts see what the screen shows", async ({ page }) => {
  await openWithBoth(page);
  const { rows } = await call(page, "report", "expiring");
  // A script is answered before the screen has followed.
  await expect(page.locator(".grid-row")).toHaveCount(rows.length);
  const drawn = await page.locator(".grid-row").evaluateAll((rows) => rows.map((row) => row.querySelector("[data-column=logon_name]").textContent));
  expect(rows.map((row) => row[1])).toEqual(drawn);
});

// Invented exports for the browser tests, made of exact bytes: the same people on every day the tests run.

/** The evaluation day of the tests: a Sunday, four days before Thanksgiving. */
export const today = "2026-11-22";

const enrollmentHeader = [
  "PennID", "PennKey", "Name", "Institutional preferred email", "Phone", "Active Code", "O365 primary affiliation",
  "Center", "Center name", "Home org", "SRS division", "SRS school", "All active affiliations", "O365 Ready",
  "Expires in days", "Has mailbox", "O365 center", "Job org class title", "Scheduled deletion date",
  "Person description", "First name", "Last name", "DN", "Job org", "Department", "Full display name",
];

/** Deletion days so chosen that every urgency occurs once; the report was made on 21 Nov 2026. */
const enrolled = [
  { key: "doe01", name: "Ida Doe", due: "2027-01-15", days: 55, department: "Philosophy" },
  { key: "roe02", name: "Åsa Roe", due: "2026-12-18", days: 27, department: "Philosophy" },
  { key: "poe03", name: "Cleo Poe", due: "2026-12-07", days: 16, department: "Finance" },
  { key: "loe04", name: "Dov Loe", due: "2026-11-29", days: 8, department: "Philosophy", affiliations: "ALUM" },
  { key: "hoe05", name: "Eve \"Evi\" Hoe", due: "2026-11-23", days: 2, department: "Finance" },
  { key: "moe06", name: "Fay Moe", due: "2026-11-10", days: -11, department: "Radiology" },
  { key: "noe07", name: "Gil Noe", due: "2026-10-24", days: -28, department: "" },
  { key: "voe08", name: "Hal Voe", due: "2026-10-01", days: -51, department: "Radiology" },
  { key: "woe09", name: "Ina Woe", due: "", days: "", department: "Philosophy" },
  { key: "act10", name: "Jan Act", isActive: true, department: "Finance" },
  { key: "act11", name: "Kai Act", isActive: true, department: "Philosophy" },
  { key: "oth12", name: "Lea Other", due: "2026-12-01", days: 10, department: "Finance", isOthers: true },
  { key: "oth13", name: "Mia Other", due: "2026-12-30", days: 39, department: "Radiology", isOthers: true },
  { key: "act14", name: "Nia Other", isActive: true, department: "Radiology", isOthers: true },
];

/** What a mailbox list writes for the people who are mine, in the spellings real lists mix. */
const logonNames = [
  "EXAMPLE\\doe01", "ROE02", "poe03@example.edu", " loe04  ", "hoe05", "Example\\MOE06", "noe07", "EXAMPLE\\voe08",
  "woe09", "act10@Example.EDU", "act11", "gone15", "svc-scanner",
];

/** The list `expiring` for the pair on [`today`], most urgent first: key, urgency, days until disabled, `L`, `X`, `W`. */
export const expiring = [
  ["woe09", "unclear", null, null, null, null],
  ["hoe05", "late", 0, "2026-11-20", "2026-11-22", "2026-11-23"],
  ["noe07", "recovery-late", -30, "2026-10-22", "2026-10-23", "2026-10-24"],
  ["loe04", "imminent", 6, "2026-11-25", "2026-11-28", "2026-11-29"],
  ["moe06", "recovery", -13, "2026-11-06", "2026-11-09", "2026-11-10"],
  ["poe03", "soon", 14, "2026-12-04", "2026-12-06", "2026-12-07"],
  ["roe02", "watch", 25, "2026-12-16", "2026-12-17", "2026-12-18"],
  ["doe01", "none", 53, "2027-01-13", "2027-01-14", "2027-01-15"],
  ["voe08", "lost", -53, "2026-09-29", "2026-09-30", "2026-10-01"],
];

/** Rows of each of the four lists, in the order of their tabs. */
export const counts = { expiring: 9, mine: 11, notFound: 2, notMine: 2 };

/** Records as CSV text; a record is an array of cells. */
export function csv(records, { delimiter = ",", end = "\r\n" } = {}) {
  const quoted = (cell) => (/["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return records.map((record) => record.map((cell) => quoted(String(cell))).join(delimiter) + end).join("");
}

/** A date as American exports write it. */
export function monthFirst(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${month}/${date}/${year}`;
}

/** The record of a person in the enrollment report. */
export function enrollmentRecord({ key, name, due = "", days = "", department = "", affiliations = "", isActive = false,
  reason = "Affiliation ended: STAF", scheduled = due && monthFirst(due) }, at = 0) {
  const cells = {
    PennID: String(10_000_000 + at), PennKey: key, Name: name, "Active Code": isActive ? "A" : "I",
    "O365 primary affiliation": "Faculty/Staff", Center: "02", "Center name": "Faculty of Arts & Humanities",
    "All active affiliations": isActive ? "STAF" : affiliations, "O365 Ready": isActive ? "Yes" : reason,
    "Expires in days": days, "Has mailbox": "Yes", "Scheduled deletion date": scheduled,
    "Job org": department && `0210 - ${department}`, Department: department, "Full display name": name,
  };
  return enrollmentHeader.map((column) => cells[column] ?? "");
}

/** An enrollment report of these people. */
export function enrollmentOf(people, options) {
  return csv([enrollmentHeader, ...people.map(enrollmentRecord)], options);
}

/** A mailbox list of these logon names. */
export function mailboxesOf(names) {
  const header = ["Display Name", "Primary SMTP Address", "Mailbox Size (MB)", "Logon Name"];
  return csv([header, ...names.map((name, at) => [`Box ${at}`, `box${at}@example.edu`, `${40 + at}.5`, name])]);
}

/** A file as Playwright hands it to a page. */
export function file(name, content, mimeType = "text/csv") {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** The mailbox list of the pair. */
export const mailboxes = file("exchange.csv", mailboxesOf(logonNames));

/** The enrollment report of the pair. */
export const enrollment = file("enrollment.csv", enrollmentOf(enrolled));

/** The logon names of the mailbox list as a person copies them out of a spreadsheet. */
export const pasted = logonNames.map((name) => name.trim()).join("\r\n");

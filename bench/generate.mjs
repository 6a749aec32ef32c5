// Writes a pair of invented exports, the same for the same size, and the answers to all questions about them.
//
// The answers come from the values in memory, never from reading the text back, so no parser's error can hide in them.
import fs from 'node:fs';
import path from 'node:path';
import { DEPARTMENT, ENROLLMENT_HEADER, LOGON_NAME, MAILBOX_HEADER, SEARCHES, SHOWN, TODAY, WINDOW } from './job.mjs';

const words = (text) => text.split(' ');
const lines = (text) => text.split('|');

const FIRST = words('Ada Alan Amina Barbara Bruno Carla Chen Claude Dana Diego Edith Elena Farid Fiona Grace Hana Hugo Ines Ivan Jack Jane Jun Karen Kofi Laura Leo Lina Maria Mei Miles Nadia Nina Noor Oscar Paula Pedro Quinn Rosa Ravi Ruth Sana Simon Tara Theo Uma Vera Victor Wanda Xavier Yusuf Zara Zoe');
const LAST = words('Abbott Alvarez Baker Becker Bianchi Brown Carter Castro Chang Cohen Cooper Costa Davies Diaz Dubois Edwards Evans Ferrari Fischer Foster Garcia Gomez Green Gupta Hall Hansen Harris Hill Hoffman Hughes Ibrahim Iyer Jackson Jensen Johnson Jones Kaplan Keller Khan Kim King Klein Kumar Lambert Larsen Lee Lewis Lopez Marino Martin Meyer Miller Moore Morgan Morris Murphy Nelson Nguyen Novak Okafor Olsen Ortiz Palmer Park Patel Perez Peters Phillips Quintana Ramos Reed Reyes Rossi Russo Sato Schmidt Silva Simmons Singh Smith Suzuki Tanaka Taylor Thomas Torres Turner Vargas Vogel Wagner Walker Walsh Weber White Williams Wong Wright Yamada Young Zhang Zimmerman');
const FIRST_ACCENTED = words('Éloïse José Łucja Søren Zoë Ángel Jürgen Renée 伟 Ελένη');
const LAST_ACCENTED = words('Núñez Müller Dvořák Nguyễn Åkesson Šimić Lefèvre Björk 李 Παππά');
const CENTER = words('Arts Engineering Medicine Business Law Education Nursing Dental Veterinary Policy Design Communication Provost Finance Computing Libraries Museum Athletics');
const SCHOOL = lines('School of Arts and Letters|School of Engineering, Graduate Division|School of Medicine, Clinical Practices|School of Business Administration|School of Law|School of Education|School of Nursing|School of Dental Medicine|School of Veterinary Medicine|School of Social Policy|School of Design|School of Communication|Office of the Provost|Division of Finance, Treasurer’s Office|Computing and Information Services|University Libraries|University Museum|Recreation and Athletics');
const SUBJECT = lines('Anthropology|Astronomy|Biology|Chemistry|Classical Studies|Computer Science|Dermatology|Economics|Electrical Engineering|English|Études françaises|Facilities|Financial Aid|Genetics|History|Linguistics|Marketing|Mathematics|Neurology|Nursing|Pathology|Pediatrics|Philosophy|Physics|Psychology|Radiology|Sociology|Statistics|Surgery|Admissions');
const UNIT = ['', ', Department of', ', Division of', ', Center for', ' Research Group', ' "Core" Laboratory', ' - Administration', ', Office of'];
const TITLE = lines('Professor|Professor, Associate|Professor, Assistant|Lecturer, Senior|Research Specialist|Postdoctoral Researcher|Administrative Coordinator|Director, Associate|Librarian|Student Worker|Nurse Practitioner|Programmer "II"|Visiting Scholar|Temporary Worker');
const REASONS = lines('No active affiliation|Affiliation ended: STAF|Affiliation ended: STU|Affiliation ended: TEMP, no successor|Sponsor removed|Affiliation not eligible (ALUM)|Deceased');
const AFFILIATION = words('FAC STAF STU CTSY TEMP EMER SERV');
const NOTE = ['On leave', 'Asked twice; waiting, no answer', 'See ticket "INC-4711"', 'Handover:\r\nold office has signed,\r\nnew one has not', 'Forwarded\nto a colleague', 'Owner of the calendar “Colloquium”'];

const DAY = 86_400_000;
const TODAY_NUMBER = Date.parse(TODAY) / DAY;
const NO_DATE = 0;

/** "1k", "100k" or "1M" as a number. */
export function parseRows(text) {
  const [, digits, unit] = /^(\d+)([kM]?)$/.exec(text) ?? [];
  if (!(Number(digits) > 0)) throw new Error(`expected a number of rows such as 1000, 100k or 1M, but found \`${text}\``);
  return Number(digits) * ({ k: 1e3, M: 1e6 }[unit] ?? 1);
}

/** A sequence of whole numbers below `n`, the same in every run (Mulberry32). */
export function dice(seed) {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** A CSV file with CRLF between rows, written in pieces of some megabytes. */
export class CsvFile {
  #file; #rows = []; #length = 0;
  constructor(name, header, mark = '') {
    this.#file = fs.openSync(name, 'w');
    this.#rows.push(mark);
    this.row(header);
  }
  row(cells) {
    const text = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',') + '\r\n';
    this.#rows.push(text);
    if ((this.#length += text.length) > 4e6) this.#flush();
  }
  #flush() {
    fs.writeFileSync(this.#file, this.#rows.join(''));
    this.#rows = [];
    this.#length = 0;
  }
  /** Closes the file and gives its size in bytes. */
  close() {
    this.#flush();
    const { size } = fs.fstatSync(this.#file);
    fs.closeSync(this.#file);
    return size;
  }
}

/** Writes `mailboxes.csv`, `enrollment.csv` and `expected.json` into the folder. */
export function generate(nRows, folder) {
  const roll = dice(nRows);
  const pick = (list) => list[roll(list.length)];
  const permille = (share) => roll(1000) < share;
  const date = (day) => { const d = new Date(day * DAY); return `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()}`; };
  const time = () => `${roll(24)}:${String(roll(60)).padStart(2, '0')}`;

  // Person `p` always has the same name; letters, then digits make the key unique.
  const first = (p) => FIRST[dice(p)(FIRST.length)];
  const last = (p) => LAST[dice(~p)(LAST.length)];
  const key = (p) => `${first(p)[0]}${last(p)}${p}`.toLowerCase();
  const name = (p) => (permille(30) ? [pick(FIRST_ACCENTED), pick(LAST_ACCENTED)] : [first(p), last(p)]);
  const cased = (text) => {
    const way = roll(10);
    if (way < 6) return text;
    return way < 8 ? text.toUpperCase() : text.replace(/[a-z]/g, (c) => (roll(2) ? c : c.toUpperCase()));
  };
  const spaced = (text) => (permille(40) ? pick([` ${text}`, `${text}  `, ` ${text} `]) : text);

  // --- The mailbox list: people of the enrollment export, some strangers, repeats and blanks.
  fs.mkdirSync(folder, { recursive: true });
  const mailboxes = new CsvFile(path.join(folder, 'mailboxes.csv'), MAILBOX_HEADER, '\ufeff');
  const nMailboxes = Math.round(nRows * 0.4);
  const mine = new Set();
  const listed = [];
  for (let i = 0; i < nMailboxes; i++) {
    const kind = roll(1000);
    let person = (i * 611_953 + 17) % nRows;
    if (kind < 50) person = nRows + i;
    else if (kind < 70 && i > 0) person = listed[roll(i)];
    listed.push(person);
    const blank = kind === 999;
    if (!blank) mine.add(person);
    const [given, family] = name(person);
    const bare = cased(key(person));
    const spelt = pick([bare, `PENN\\${bare}`, `penn\\${bare}`, `${bare}@upenn.edu`, `${bare}@Exchange.UPenn.edu`, `PENN\\${bare}@upenn.edu`]);
    mailboxes.row([
      `${family}, ${given}`, `${key(person)}@exchange.upenn.edu`, `EXDB${roll(48)}`, (roll(900_000) / 100).toFixed(2), String(roll(90_000)),
      permille(200) ? 'Unlimited' : '10 GB (10,737,418,240 bytes)', `upenn.edu/Hosted/${pick(CENTER)}`,
      `${date(TODAY_NUMBER - roll(900))} ${time()}`, blank ? '' : spaced(spelt),
    ]);
  }

  // --- The enrollment export; every matched row is remembered.
  const enrollment = new CsvFile(path.join(folder, 'enrollment.csv'), ENROLLMENT_HEADER);
  const found = new Set();
  const matched = [];
  for (let i = 0; i < nRows; i++) {
    const person = i > 0 && permille(2) ? roll(i) : i;
    const [given, family] = name(person);
    const blank = roll(2000) === 0;
    const bare = cased(key(person));
    const flagged = permille(300);
    const dated = flagged && !permille(40);
    const days = roll(61);
    const center = roll(CENTER.length);
    const row = [
      blank ? '' : spaced(pick([bare, bare, bare, `${bare}@upenn.edu`, `PENN\\${bare}`])),
      String(10_000_000 + person), `${family}, ${given}${permille(100) ? ` ${pick(['A', 'B', 'J', 'M'])}.` : ''}`, given, family,
      `${key(person)}@${permille(300) ? `${CENTER[center].toLowerCase()}.` : ''}upenn.edu`,
      `${String(1000 + roll(240) * 37)} - ${pick(SCHOOL)}`, permille(10) ? '' : pick(SUBJECT) + pick(UNIT), CENTER[center], pick(TITLE),
      pick(['Faculty', 'Staff', 'Student', 'Courtesy']), permille(900) ? 'Y' : 'N',
      flagged ? pick(['', '', '', 'ALUM']) : pick(AFFILIATION) + (permille(250) ? `;${pick(AFFILIATION)}` : ''),
      flagged ? pick(REASONS) : '', dated ? String(days) : '', pick(['A3', 'A5 Faculty']),
      permille(20) ? '' : date(TODAY_NUMBER - 1 - roll(6000)), permille(50) ? '' : `${date(TODAY_NUMBER - roll(700))} ${time()}`,
      pick(SCHOOL), permille(300) ? '' : `+1 215-${200 + roll(800)}-${String(roll(10_000)).padStart(4, '0')}`,
      flagged ? 'Expiring' : 'Active', permille(60) ? pick(NOTE) : '', dated ? date(TODAY_NUMBER + days) : '',
    ];
    enrollment.row(row);
    if (blank || !mine.has(person)) continue;
    found.add(person);
    matched.push({ day: dated ? TODAY_NUMBER + days : NO_DATE, shown: SHOWN.map((column) => row[column]), flagged });
  }

  const bytes = mailboxes.close() + enrollment.close();
  const expected = { bytes, ...answers(matched), mailboxRows: nMailboxes, enrollmentRows: nRows };
  expected.missing = [...mine].filter((person) => !found.has(person)).map(key).sort();
  fs.writeFileSync(path.join(folder, 'expected.json'), JSON.stringify(expected));
}

/** What has to come out for the matched rows, which stand in file order. */
function answers(matched) {
  const byDay = (sign) => (a, b) => (a.day === NO_DATE) - (b.day === NO_DATE) || sign * (a.day - b.day);
  const view = matched.toSorted(byDay(1));
  const latestFirst = matched.toSorted(byDay(-1));
  const expiring = view.filter((row) => row.flagged);
  const shown = (row) => row.shown.map((cell) => cell.trim());
  const logonName = (row) => row.shown[SHOWN.indexOf(LOGON_NAME)].trim();

  const perDepartment = new Map();
  for (const row of expiring) {
    const department = row.shown[SHOWN.indexOf(DEPARTMENT)];
    perDepartment.set(department, (perDepartment.get(department) ?? 0) + 1);
  }
  const lower = view.map((row) => row.shown.map((cell) => cell.toLowerCase()));
  return {
    matched: matched.length,
    expiring: expiring.length,
    departments: [...perDepartment].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    first: expiring.slice(0, WINDOW).map(shown),
    searches: SEARCHES.map((text) => {
      const hits = view.filter((_, i) => lower[i].some((cell) => cell.includes(text.toLowerCase())));
      return { count: hits.length, first: hits.slice(0, WINDOW).map(logonName) };
    }),
    sorted: { first: latestFirst.slice(0, WINDOW).map(logonName), last: latestFirst.slice(-WINDOW).map(logonName) },
  };
}

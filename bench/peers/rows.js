// The whole job on arrays of strings, which is what CSV parsers for JavaScript give.
import { DELETION, DEPARTMENT, LOGON_NAME, REASON, SHOWN, WINDOW } from '../job.mjs';

/** A peer made of a function that takes a File to its rows, header left out. */
export function rowsPeer(parse) {
  const keys = new Map(); // key of mine → was it found?
  let view, days, order, texts;
  const logonNames = (rows) => rows.map((row) => row[LOGON_NAME].trim());
  const inOrder = (from, to) => logonNames(Array.from(order.subarray(from, to), (i) => view[i]));

  return {
    async load(mailboxFile, enrollmentFile) {
      const started = performance.now();
      const mailboxes = await parse(mailboxFile);
      const enrollment = await parse(enrollmentFile);
      const parsed = performance.now();

      for (const row of mailboxes) {
        const key = normalise(row.at(-1));
        if (key) keys.set(key, false);
      }
      const matched = [];
      for (const row of enrollment) {
        const key = normalise(row[LOGON_NAME]);
        if (!keys.has(key)) continue;
        keys.set(key, true);
        matched.push(row);
      }
      const matchedDays = matched.map((row) => dayNumber(row[DELETION]));
      const byDay = orderBy(matchedDays, 1);
      view = Array.from(byDay, (i) => matched[i]);
      days = Array.from(byDay, (i) => matchedDays[i]);

      const expiring = view.filter((row) => row[REASON].trim());
      const departments = new Map();
      for (const row of expiring) departments.set(row[DEPARTMENT], (departments.get(row[DEPARTMENT]) ?? 0) + 1);
      let nMissing = 0;
      for (const found of keys.values()) if (!found) nMissing++;
      return {
        mailboxRows: mailboxes.length,
        enrollmentRows: enrollment.length,
        matched: matched.length,
        expiring: expiring.length,
        nMissing,
        departments: [...departments].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
        first: expiring.slice(0, WINDOW).map((row) => SHOWN.map((column) => row[column].trim())),
        steps: { parse: parsed - started, join: performance.now() - parsed },
      };
    },
    missing: () => [...keys].filter(([, found]) => !found).map(([key]) => key).sort(),
    prepare() {
      texts = view.map((row) => SHOWN.map((column) => row[column]).join('\n').toLowerCase());
    },
    search(text) {
      const wanted = text.toLowerCase();
      const first = [];
      let count = 0;
      for (let i = 0; i < texts.length; i++) {
        if (texts[i].includes(wanted) && ++count <= WINDOW) first.push(view[i]);
      }
      return { count, first: logonNames(first) };
    },
    sort() {
      order = orderBy(days, -1);
      return inOrder(0, WINDOW);
    },
    end: () => inOrder(-WINDOW),
  };
}

/** The bare name that the exports share. */
function normalise(cell) {
  const domainEnd = cell.indexOf('\\') + 1;
  const at = cell.indexOf('@', domainEnd);
  return cell.slice(domainEnd, at < 0 ? cell.length : at).trim().toLowerCase();
}

/** `M/D/YYYY` as a number that orders like the date; 0 when blank. */
function dayNumber(cell) {
  if (!cell) return 0;
  const [month, day, year] = cell.split('/');
  return year * 372 + month * 31 + +day;
}

/** Row numbers by day, blank days last, ties in row order: one number a row sorts without a comparison function. */
function orderBy(days, sign) {
  const places = Float64Array.from(days, (day, i) => (day ? sign * day : 1e6) * 2 ** 24 + i).sort();
  return Uint32Array.from(places, (place) => place - Math.floor(place / 2 ** 24) * 2 ** 24);
}

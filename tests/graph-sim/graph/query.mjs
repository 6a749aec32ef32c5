// The query of a request: which properties, how many, of which days.

/** `name` of a query with or without its `$`, in whichever case. */
export function option(url, name) {
  for (const [key, value] of url.searchParams) if (key.toLowerCase() === `$${name}`) return value;
  return undefined;
}

/** The properties of `$select`; `undefined` where none are selected. */
export function selected(url) {
  const text = option(url, "select");
  return text === undefined ? undefined : text.split(",").map((name) => name.trim()).filter(Boolean);
}

/** A record with the selected members only, in the order they were selected; absent ones stay absent. */
export function only(record, names) {
  if (!names) return record;
  const few = {};
  for (const name of names) if (record[name] !== undefined) few[name] = record[name];
  return few;
}

/** `$top`, or `byDefault`, at most `largest`; `undefined` for what is no number above 0. */
export function top(url, byDefault, largest) {
  const text = option(url, "top");
  if (text === undefined) return byDefault;
  return /^[1-9]\d*$/.test(text) ? Math.min(Number(text), largest) : undefined;
}

/** A filter of comparisons of one property with instants, joined by `and`, as a function of that property; `undefined` for any other. */
export function instants(filter, property) {
  const compare = { ge: (a, b) => a >= b, gt: (a, b) => a > b, le: (a, b) => a <= b, lt: (a, b) => a < b, eq: (a, b) => a === b };
  const tests = [];
  for (const part of filter.split(/\s+and\s+/i)) {
    const found = /^\(?\s*(\w+)\s+(ge|gt|le|lt|eq)\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)\s*\)?$/.exec(part.trim());
    if (!found || found[1] !== property) return undefined;
    tests.push((instant) => compare[found[2]](comparable(instant), comparable(found[3])));
  }
  return (instant) => tests.every((test) => test(instant));
}

/** An instant with all seven digits of its fraction, so that texts compare as instants do. */
function comparable(instant) {
  const [seconds, fraction = ""] = instant.slice(0, -1).split(".");
  return `${seconds}.${fraction.padEnd(7, "0")}`;
}

/** Whether the request carries what advanced queries of the directory need. */
export const isAdvanced = (headers, url) => headers.consistencylevel?.toLowerCase() === "eventual" && option(url, "count") === "true";

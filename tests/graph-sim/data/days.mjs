// Days and instants as Graph writes them, counted from the day the data are made for.

/** What Graph writes where there was no sign-in. */
export const NEVER = "0001-01-01T00:00:00Z";

/** Days that were asked for before: 50,000 people ask for some hundred. */
const known = new Map();

/** The day `n` days before `today`, `YYYY-MM-DD`; a negative `n` is a day to come. */
export function dayBefore(today, n) {
  const asked = `${today} ${n}`;
  if (!known.has(asked)) {
    const day = new Date(`${today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - n);
    known.set(asked, day.toISOString().slice(0, 10));
  }
  return known.get(asked);
}

/** An instant on the day `n` days before `today`, to the second. */
export function instantBefore(today, n, random) {
  const two = (upTo) => String(Math.floor(random() * upTo)).padStart(2, "0");
  return `${dayBefore(today, n)}T${two(24)}:${two(60)}:${two(60)}Z`;
}

// An independent recount of the rules of time: written from their description, not from the program.
//
//   node tests/recount/recount.mjs
//
// Draws 10,000 rows and policies from a seeded generator, computes L, X, W, R, the last safe day to
// reinstate, stage and urgency in its own way, and compares them with the program's. The policies are of
// eight zones, whose clocks the platform knows. The program is asked in six zones of the machine, since no
// clock of the machine may move a date.

import { spawnSync } from 'node:child_process'

const N_ROWS = 10_000
const SEED = Number(process.env.RECOUNT_SEED ?? 20261128)
const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland', 'Pacific/Honolulu']

// Days are numbers from 1 January 1970; 0 was a Thursday.

const DAY = 86_400_000
const of = (year, month, date) => Date.UTC(year, month - 1, date) / DAY
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10)
const year = (day) => new Date(day * DAY).getUTCFullYear()
const weekday = (day) => (((day + 3) % 7) + 7) % 7 // Monday is 0

// Random numbers: mulberry32.

let state = SEED >>> 0
function random() {
  state = (state + 0x6d2b79f5) >>> 0
  let t = state
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
const int = (low, high) => low + Math.floor(random() * (high - low + 1))
const chance = (share) => random() < share

// Holidays of universities of the United States, by their rules. One on a Saturday is kept on the
// Friday before, one on a Sunday on the Monday after.

function nth(y, month, day, n) {
  const first = of(y, month, 1)
  return first + ((day - weekday(first) + 7) % 7) + 7 * (n - 1)
}
function kept(day) {
  if (weekday(day) === 5) return day - 1
  return weekday(day) === 6 ? day + 1 : day
}
const holidaysOf = new Map()
function holidays(y) {
  if (!holidaysOf.has(y)) {
    const lastOfMay = of(y, 5, 31)
    const thanksgiving = nth(y, 11, 3, 4)
    holidaysOf.set(y, new Set([
      kept(of(y, 1, 1)),
      nth(y, 1, 0, 3),
      lastOfMay - weekday(lastOfMay),
      kept(of(y, 6, 19)),
      kept(of(y, 7, 4)),
      nth(y, 9, 0, 1),
      thanksgiving,
      thanksgiving + 1,
      kept(of(y, 12, 25)),
      kept(of(y + 1, 1, 1)),
    ]))
  }
  return holidaysOf.get(y)
}
function isWorked(day, policy) {
  if (!policy.weekdays[weekday(day)] || holidays(year(day)).has(day)) return false
  return !policy.closed.some(([first, days]) => first <= day && day < first + days)
}
function lastWorkingDayBefore(day, policy) {
  for (let back = 1; back <= 367; back += 1) if (isWorked(day - back, policy)) return day - back
  return null
}

// The day and the minute of an instant in the policy's zone, as the platform's own tables have it.

const CLOCKS = new Map([
  'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns',
  'Asia/Kathmandu', 'UTC',
].map((timeZone) => [timeZone, new Intl.DateTimeFormat('en-CA', {
  timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
})]))
function shown(instant, policy) {
  const part = Object.fromEntries(CLOCKS.get(policy.zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return { day: of(part.year, part.month, part.day), minute: part.hour * 60 + part.minute }
}

// The rules.

function expected(row) {
  const { policy, today } = row
  if (row.deletedAt !== null) {
    const deleted = shown(row.deletedAt, policy)
    const purged = shown(row.deletedAt + 30 * 24 * 3_600_000, policy)
    const L = lastWorkingDayBefore(deleted.day, policy)
    const safe = lastWorkingDayBefore(purged.day, policy)
    if (L === null || safe === null) return unknown()
    const found = told({ L, X: deleted.day, W: deleted.day, R: purged.day, safe }, today)
    // A part of the last day may be left: act at once.
    const isGoing = today === purged.day && purged.minute > 0
    return isGoing ? { ...found, stage: 'deprovisioned', urgency: 'recovery-late' } : found
  }
  const byDays = row.days !== null && row.asOf !== null ? row.asOf + row.days : null
  let W = null
  if (row.scheduled !== null && byDays !== null) W = Math.min(row.scheduled, byDays)
  else if (row.scheduled !== null) W = row.scheduled
  else if (byDays !== null) W = byDays
  else if (row.inactiveOn !== null) W = row.inactiveOn + (row.deceased ? 60 : policy.grace)
  else if (row.overrideUntil !== null && row.overrideUntil < today) {
    W = row.overrideUntil + (row.deceased ? 60 : policy.grace)
  }
  if (W === null) return unknown()
  if (policy.weekday !== null) {
    do W += 1
    while (weekday(W) !== policy.weekday)
  }
  const X = W - policy.lead
  const recovery = row.deceased ? 0 : policy.recovery
  let L = lastWorkingDayBefore(X, policy)
  for (let n = 0; n < policy.others && L !== null; n += 1) L = lastWorkingDayBefore(L, policy)
  const R = policy.fromDisabling ? Math.max(W, X + recovery) : W + recovery
  const safe = lastWorkingDayBefore(X + recovery, policy)
  if (L === null || safe === null) return unknown()
  return told({ L, X, W, R, safe }, today)
}

const unknown = () => ({ days: null, stage: 'unknown', urgency: 'unclear' })

function told({ L, X, W, R, safe }, today) {
  const days = { L: iso(L), X: iso(X), W: iso(W), R: iso(R), safe: iso(safe) }
  if (today >= R) return { days, stage: 'deleted', urgency: 'lost' }
  if (today >= W) return { days, stage: 'deprovisioned', urgency: today <= safe ? 'recovery' : 'recovery-late' }
  const stage = today >= X ? 'disabled' : 'flagged'
  if (today > L) return { days, stage, urgency: 'late' }
  const ahead = L - today
  const urgency = ahead <= 7 ? 'imminent' : ahead <= 14 ? 'soon' : ahead <= 30 ? 'watch' : 'none'
  return { days, stage, urgency }
}

// The rows.

function drawPolicy() {
  const closed = Array.from({ length: chance(0.4) ? int(1, 4) : 0 }, () => [int(20_300, 21_300), chance(0.2) ? int(20, 200) : int(1, 12)])
  const weekdays = chance(0.6) ? [1, 1, 1, 1, 1, 0, 0].map(Boolean) : Array.from({ length: 7 }, () => chance(0.6))
  return {
    grace: chance(0.7) ? 60 : int(0, 120),
    lead: chance(0.7) ? 1 : int(0, 4),
    recovery: chance(0.7) ? 30 : int(0, 60),
    fromDisabling: chance(0.3),
    weekday: chance(0.2) ? int(0, 6) : null,
    others: chance(0.7) ? 0 : int(1, 5),
    weekdays,
    closed,
    zone: chance(0.3) ? 'America/New_York' : [...CLOCKS.keys()][int(0, CLOCKS.size - 1)],
  }
}
function drawRow() {
  const today = int(20_400, 21_200) // November 2025 to January 2028
  const asOf = chance(0.8) ? today - int(0, 20) : null
  const scheduled = chance(0.7) ? today + int(-60, 90) : null
  const near = scheduled !== null && asOf !== null ? scheduled - asOf + (chance(0.7) ? 0 : int(-40, 40)) : int(1, 90)
  return {
    policy: drawPolicy(),
    today,
    asOf,
    scheduled,
    // Without the day of the report a number of days below 1 says something by itself: not drawn.
    days: chance(0.6) ? (asOf === null ? Math.max(1, near) : near) : null,
    inactiveOn: chance(0.3) ? today + int(-120, 30) : null,
    overrideUntil: chance(0.2) ? today + int(-120, 120) : null,
    deceased: chance(0.1),
    deletedAt: chance(0.15) ? (today - int(0, 33)) * DAY + int(0, 1439) * 60_000 : null,
  }
}
const day = (value) => (value === null ? '' : iso(value))
const asked = (row) => JSON.stringify({
  policy: { ...row.policy, closed: undefined, closures: row.policy.closed.map(([first, days]) => ({ first: iso(first), days })) },
  today: iso(row.today),
  asOf: day(row.asOf),
  scheduled: day(row.scheduled),
  days: row.days === null ? '' : String(row.days),
  inactiveOn: day(row.inactiveOn),
  overrideUntil: day(row.overrideUntil),
  deceased: row.deceased,
  deletedAt: row.deletedAt === null ? '' : new Date(row.deletedAt).toISOString().slice(0, 19),
})

const rows = Array.from({ length: N_ROWS }, drawRow)
const input = `${rows.map(asked).join('\n')}\n`
const cargo = process.env.CARGO ?? 'cargo'
let first = null
for (const zone of ZONES) {
  const run = spawnSync(cargo, ['run', '--quiet', '--locked', '--example', 'clocks'], {
    input, encoding: 'utf8', env: { ...process.env, TZ: zone }, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (run.status !== 0) fail(`the program ended with ${run.status ?? run.error}`)
  if (first !== null && run.stdout !== first) fail(`the machine's zone ${zone} moves a date`)
  first = run.stdout
}
const answers = first.trim().split('\n').map((line) => JSON.parse(line))
if (answers.length !== N_ROWS) fail(`expected ${N_ROWS} answers, but found ${answers.length}`)
let differing = 0
const kinds = new Map()
rows.forEach((row, place) => {
  const mine = expected(row)
  const theirs = answers[place]
  kinds.set(mine.urgency, (kinds.get(mine.urgency) ?? 0) + 1)
  const same = mine.stage === theirs.stage && mine.urgency === theirs.urgency
    && ['L', 'X', 'W', 'R', 'safe'].every((name) => mine.days?.[name] === theirs.days?.[name])
  if (!same) {
    differing += 1
    if (differing <= 5) console.error(`row ${place}: ${asked(row)}\n  recounted ${JSON.stringify(mine)}\n  program   ${JSON.stringify(theirs)}`)
  }
})
if (differing > 0) fail(`${differing} of ${N_ROWS} rows differ`)
// A recount in which an urgency never comes up would prove little.
const few = ['none', 'watch', 'soon', 'imminent', 'late', 'recovery', 'recovery-late', 'lost', 'unclear'].filter((name) => (kinds.get(name) ?? 0) < 50)
if (few.length > 0) fail(`too few rows of ${few.join(', ')}`)
console.log(`${N_ROWS} rows recounted, none differs: ${[...kinds].map(([name, n]) => `${n} ${name}`).join(', ')}`)

function fail(why) {
  console.error(why)
  process.exit(1)
}

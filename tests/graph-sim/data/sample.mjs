// The sample tenant: about sixty people in which every state occurs that the contract knows, each with a word on it.
import { NEVER, dayBefore, instantBefore } from "./days.mjs";
import { activity, license, ordinaryPerson, registered } from "./people.mjs";
import { GROUPS, PRODUCTS } from "./products.mjs";
import { generator, guid } from "./random.mjs";
import { ACCOUNTS } from "./tenants.mjs";

/** What makes each of the first people special; `p` is an ordinary person, `c` has `today`, `random` and `tenant`. */
const STATES = [
  ["never signed in, written as the year one", (p) => { p.signIns = { interactive: NEVER, quiet: NEVER, successful: null }; }],
  ["never signed in, member missing", (p) => { p.signIns = undefined; }],
  ["only failed attempts", (p, c) => { p.signIns = activity({ ...c, interactive: 1, hasFailed: true }); }],
  ["signs in without being seen", (p, c) => { p.signIns = { ...activity({ ...c, quiet: 1 }), interactive: NEVER }; }],
  ["silent for 200 days", (p, c) => quiet(p, c, 200)],
  ["silent for 95 days, license of their own", (p, c) => { quiet(p, c, 95); p.licenses = [own(c, PRODUCTS.e5)]; }],
  ["disabled, still licensed", (p, c) => { disabled(p); p.licenses = [own(c, PRODUCTS.e3), own(c, PRODUCTS.flow)]; }],
  ["disabled, nothing left", (p) => { disabled(p); p.licenses = []; p.drive = null; }],
  ["left by the calendar", (p, c) => { disabled(p); p.leaves = `${dayBefore(c.today, 50)}T23:59:59Z`; }],
  ["guest who came", (p, c) => guest(p, c, "Accepted")],
  ["guest who has not come yet", (p, c) => { guest(p, c, "PendingAcceptance"); p.signIns = undefined; }],
  ["too few licenses in the group", (p, c) => failed(p, c, "CountViolation")],
  ["two products that exclude each other", (p, c) => failed(p, c, "MutuallyExclusiveViolation")],
  ["a product that needs another", (p, c) => failed(p, c, "DependencyViolation")],
  ["no usage location", (p, c) => { failed(p, c, "ProhibitedInUsageLocationViolation"); p.usage = null; }],
  ["active with an error", (p, c) => { p.licenses = [license(PRODUCTS.e3, { group: GROUPS.staff, state: "ActiveWithError", error: "Other", since: at(c, 20) })]; }],
  ["licensed twice, by group and directly", (p, c) => { p.licenses.push(own(c, PRODUCTS.e3)); }],
  ["plans switched off", (p, c) => { p.licenses = [license(PRODUCTS.e3, { since: at(c, 40), disabled: ["7547a3fe-08ee-4ccb-b430-5077c5041653"] })]; }],
  ["a product on no list", (p, c) => { p.licenses.push(own(c, PRODUCTS.own)); }],
  ["mail only", (p, c) => { p.licenses = [own(c, PRODUCTS.exchange)]; p.drive = null; p.lastUse.Teams = null; }],
  ["unlicensed", (p) => { p.licenses = []; p.box = null; p.drive = null; }],
  ["shared mailbox", (p) => shared(p, "Front Desk")],
  ["shared mailbox with a license", (p, c) => { shared(p, "Press Office"); p.licenses = [own(c, PRODUCTS.exchange)]; }],
  ["room", (p) => { shared(p, "Room Aristotle"); p.box.kind = "room"; p.box.items = 12; }],
  ["methods the policy does not allow", (p) => { p.factors = registered(["mobilePhone"], { isCapable: false }); }],
  ["no second factor", (p) => { p.factors = registered([], { isCapable: false, isRegistered: false }); }],
  ["no row of registration", (p) => { p.factors = null; }],
  ["capable is not said", (p) => { p.factors = registered([], { isCapable: null, isRegistered: false }); }],
  ["capable without being registered", (p) => { p.factors = registered(["fido2SecurityKey"], { isRegistered: false, isPasswordless: true }); }],
  ["never synchronized", (p) => { p.sync = null; }],
  ["no longer synchronized", (p, c) => { p.sync.isOn = false; p.sync.at = at(c, 400); }],
  ["synchronized long ago", (p, c) => { p.sync.at = at(c, 9); }],
  ["a name like a formula", (p) => rename(p, "=1+3", "Sum")],
  ["a name with a comma, quotes and markup", (p) => rename(p, "Eve \"Evi\"", "Hoe, <b>PhD</b>")],
  ["no department and no country", (p) => { p.department = null; p.country = null; p.title = null; }],
  ["a department of two lines", (p) => { p.department = "Research\r\nComputing"; }],
  ["logon name in capitals", (p) => { p.upn = p.upn.toUpperCase(); }],
  ["mailbox beyond its limit", (p) => { p.box.bytes = 107_374_182_400 + 4096; }],
  ["created this week", (p, c) => { p.created = at(c, 3); p.signIns = undefined; p.factors = registered([], { isCapable: false, isRegistered: false }); }],
  ["used in no workload", (p) => { p.lastUse = { Exchange: null, Teams: null, SharePoint: null, Yammer: null }; p.box.last = null; p.drive.last = null; }],
];

/** What makes each of the deleted people special: days since, and what is left. */
const DELETED = [
  ["deleted yesterday", 1, (p) => { p.upn = `${p.id.replaceAll("-", "")}${p.upn}`; }],
  ["about to be gone", 29, (p) => { p.upn = `${p.id.replaceAll("-", "")}${p.upn}`; p.licenses = []; }],
  ["keeps a license", 12, () => {}],
  ["deleted, was disabled", 20, (p) => { disabled(p); p.mail = null; p.department = null; p.country = null; }],
];

/** `{ people, deleted }` of the sample tenant, `n` people altogether where that is more than the special ones. */
export function sample({ tenant, today, seed, n }) {
  const random = generator(seed);
  const context = { today, random, tenant };
  const people = [];
  const next = () => ordinaryPerson({ ...context, number: people.length + 1 });
  for (const account of ACCOUNTS.filter((account) => account.tenant === tenant.key)) people.push(signsIn(next(), account));
  for (const [state, change] of STATES) {
    const person = next();
    change(person, context);
    people.push(Object.assign(person, { state }));
  }
  while (people.length < n) people.push(next());
  // Deadlines before, around and after the day, so that every urgency occurs among them.
  const days = [-45, -31, -29, -12, -3, -1, 0, 1, 2, 5, 8, 13, 16, 21, 27, 40, 55, 90];
  const enrolled = people.filter((person) => person.type === "Member" && !person.account && person.box?.kind === "user");
  enrolled.forEach((person, at) => { person.enrollment = at % 2 ? { days: null } : { days: days[(at / 2) % days.length] }; });
  const deleted = DELETED.map(([state, ago, change], at) => {
    const person = ordinaryPerson({ ...context, number: 900 + at });
    person.deleted = instantBefore(today, ago, random);
    change(person, context);
    return Object.assign(person, { state });
  });
  return { people, deleted };
}

const at = (context, days) => instantBefore(context.today, days, context.random);
const own = (context, product) => license(product, { since: at(context, 45) });

/** The person behind an account that signs in here. */
function signsIn(person, account) {
  const [given, family] = account.name.split(" ");
  rename(person, given, family);
  return Object.assign(person, {
    account: account.upn, id: guid(account.upn), upn: account.upn, mail: account.upn, sync: null, department: "Information Technology",
    box: account.hasMailbox === false ? null : person.box, licenses: account.hasMailbox === false ? [] : person.licenses,
  });
}

function rename(person, given, family) {
  Object.assign(person, { given, family, name: `${given} ${family}` });
}

function quiet(person, context, days) {
  person.signIns = activity({ ...context, interactive: days, quiet: days });
  person.lastUse = { Exchange: dayBefore(context.today, days), Teams: null, SharePoint: null, Yammer: null };
  person.box.last = dayBefore(context.today, days);
}

/** Registration details hold nobody who is disabled. */
function disabled(person) {
  person.isEnabled = false;
  person.factors = null;
}

function guest(person, context, state) {
  const home = `${person.key}@northwind.example`;
  Object.assign(person, {
    type: "Guest", mail: home, upn: `${home.replace("@", "_")}#EXT#@${context.tenant.initial}`, licenses: [], sync: null, box: null, drive: null,
    external: state, usage: null, country: null, department: null, employeeId: null, employeeType: null, hired: null, company: "Northwind",
  });
}

function failed(person, context, error) {
  person.licenses = [license(PRODUCTS.e5, { group: GROUPS.students, state: "Error", error, since: at(context, 10) })];
  person.drive = null;
}

function shared(person, name) {
  disabled(person);
  Object.assign(person, { given: null, family: null, name, title: null, employeeId: null, employeeType: null, hired: null, licenses: [], signIns: undefined });
  Object.assign(person.box, { kind: "shared" });
  Object.assign(person, { sync: null, drive: null, lastUse: { Exchange: person.lastUse.Exchange, Teams: null, SharePoint: null, Yammer: null } });
}

// People of a tenant as the simulator knows them: one plain record each, of which Graph's answers and the CSV files are both made.
import { dayBefore, instantBefore } from "./days.mjs";
import { DEPARTMENTS, FAMILY, GIVEN, TITLES, plain } from "./names.mjs";
import { GROUPS, PRODUCTS } from "./products.mjs";
import { generator, guid, pick } from "./random.mjs";

/** An ordinary person: employed, licensed by group, signed in this week, registered for a second factor. */
export function ordinaryPerson({ tenant, today, random, number }) {
  const given = GIVEN[Math.floor(random() * GIVEN.length)];
  const family = pick(random, FAMILY);
  // Unique by its number, eight letters and digits at most.
  const key = `${plain(given)[0]}${plain(family).slice(0, 3)}${number.toString(36)}`;
  const upn = `${key}@${tenant.domain}`;
  const created = instantBefore(today, 200 + Math.floor(random() * 1200), random);
  const department = pick(random, DEPARTMENTS);
  const sid = `S-1-5-21-1100220033-${1000 + number}`;
  return {
    id: guid(`${tenant.id}:${number}`), key, given, family, name: `${given} ${family}`, upn,
    mail: `${plain(given)}.${plain(family)}.${number}@${tenant.domain}`,
    type: "Member", isEnabled: true, created, country: "United States", usage: "US", city: "Springfield", office: `${number % 9}/${100 + number}`,
    department, title: pick(random, TITLES), company: tenant.name, employeeId: String(20_000_000 + number), employeeType: "Employee",
    costCenter: number % 3 ? `CC-${100 + (number % 7)}` : null,
    hired: `${created.slice(0, 10)}T00:00:00Z`, leaves: null, passwordChanged: instantBefore(today, 30 + Math.floor(random() * 150), random),
    licenses: [license(PRODUCTS.e3, { group: GROUPS.staff, since: instantBefore(today, 60, random) })],
    sync: {
      isOn: true, at: instantBefore(today, 1, random), sam: key, upn, domain: `corp.${tenant.domain}`, sid,
      dn: `CN=${given} ${family},OU=${department.replaceAll(",", "\\,")},DC=corp,DC=${tenant.domain.split(".").join(",DC=")}`,
      immutable: Buffer.from(sid).toString("base64"),
    },
    external: null, deleted: null,
    signIns: activity({ today, random, interactive: 1 + Math.floor(random() * 6), quiet: 1 }),
    box: { kind: "user", items: 200 + Math.floor(random() * 90_000), bytes: Math.floor(random() * 60e9), last: dayBefore(today, 2 + Math.floor(random() * 8)), hasArchive: random() < 0.2 },
    drive: { files: 5 + Math.floor(random() * 4000), active: Math.floor(random() * 30), bytes: Math.floor(random() * 20e9), last: dayBefore(today, 2 + Math.floor(random() * 20)) },
    lastUse: { Exchange: dayBefore(today, 2 + Math.floor(random() * 8)), Teams: dayBefore(today, 2 + Math.floor(random() * 30)), SharePoint: null, Yammer: null },
    factors: registered(["microsoftAuthenticatorPush", "softwareOneTimePasscode"]),
    factorsAt: `${instantBefore(today, 3, random).slice(0, -1)}.${String(1_000_000 + number).slice(-7)}Z`,
    enrollment: null,
  };
}

/** An assignment of a product; by group where `group` names one. */
export function license(product, { group = null, state = "Active", error = "None", disabled = [], since }) {
  return { sku: product.id, group, state, error, disabled, since };
}

/**
 * When a person last signed in, in days before today: by hand, and without being seen. Either may be left out.
 * Both count attempts; the later of them succeeded unless `hasFailed`.
 */
export function activity({ today, random, interactive, quiet, hasFailed = false }) {
  const at = (days) => (days === undefined ? null : instantBefore(today, days, random));
  const attempts = { interactive: at(interactive), quiet: at(quiet) };
  const last = [attempts.interactive, attempts.quiet].filter(Boolean).sort().at(-1);
  return { ...attempts, successful: hasFailed ? null : last };
}

/** The addresses of a person's mailbox; the first is the one others see. */
export function addresses({ mail, upn, box }) {
  if (!mail || !box) return [];
  return [`SMTP:${mail}`, ...(mail === upn ? [] : [`smtp:${upn}`])];
}

/** A row of registration details of somebody whose methods the policy allows. */
export function registered(methods, { isCapable = true, isRegistered = true, isPasswordless = false } = {}) {
  return { methods, isCapable, isRegistered, isPasswordless };
}

/** A generated tenant of `n` people: ordinary ones, with every oddity in the share real tenants have it. */
export function generated({ tenant, today, seed, n }) {
  const random = generator(seed ^ parseInt(tenant.id.slice(-4), 16));
  const people = [];
  for (let number = 1; number <= n; number++) {
    const person = ordinaryPerson({ tenant, today, random, number });
    const chance = random();
    if (chance < 0.04) person.isEnabled = false;
    else if (chance < 0.08) person.signIns = undefined;
    else if (chance < 0.16) person.signIns = activity({ today, random, interactive: 100 + Math.floor(random() * 300) });
    else if (chance < 0.19) person.factors = registered([], { isCapable: false, isRegistered: false });
    else if (chance < 0.22) person.factors = null;
    else if (chance < 0.25) person.licenses = [];
    else if (chance < 0.28) person.sync = null;
    if (!person.isEnabled) person.factors = null;
    person.enrollment = chance > 0.5 ? null : { days: Math.floor(random() * 120) - 30 };
    people.push(person);
  }
  return people;
}

// The people of every tenant, made when they are first asked for and again when the scenario asks for other ones.
import { generated } from "./people.mjs";
import { sample } from "./sample.mjs";
import { TENANTS } from "./tenants.mjs";

const LARGEST_SAMPLE = 200;

/** The directory of one simulator. */
export class Directory {
  #scenario;
  #made = new Map();

  constructor(scenario) {
    this.#scenario = scenario;
  }

  /** A tenant with what the scenario says of it. */
  tenant(key) {
    const tenant = TENANTS[key];
    return { ...tenant, isPremium: this.#scenario.premium[key] ?? tenant.isPremium };
  }

  /** `{ people, deleted }` of a tenant. */
  of(key) {
    const { users, seed, today } = this.#scenario;
    const tenant = this.tenant(key);
    const isSample = tenant.people === "sample";
    const n = isSample ? users : tenant.people;
    const name = `${key} ${n} ${seed} ${today}`;
    if (!this.#made.has(name)) {
      // One state of a tenant at a time: 50,000 people are some 100 MB.
      for (const old of this.#made.keys()) if (old.startsWith(`${key} `)) this.#made.delete(old);
      const made = isSample && n <= LARGEST_SAMPLE
        ? sample({ tenant, today, seed, n })
        : { people: generated({ tenant, today, seed, n }), deleted: [] };
      this.#made.set(name, made);
    }
    return this.#made.get(name);
  }
}

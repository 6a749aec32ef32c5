// The limits of the contract: how many requests, or units, in how many seconds, and for whom.

/** What a family of addresses allows: a cost a request and a sum in a span of seconds. */
const FAMILIES = {
  reporting: { span: 10, most: () => 5, cost: () => 1 },
  usageJson: { span: 600, most: () => 100, cost: () => 1 },
  usageCsv: { span: 600, most: () => 14, cost: () => 1 },
  outlook: { span: 600, most: () => 10_000, cost: () => 1 },
  directory: {
    span: 10,
    most: (nUsers) => (nUsers < 50 ? 3500 : nUsers <= 500 ? 5000 : 8000),
    cost: ({ base = 1, url }) => {
      const top = Number(url.searchParams.get("$top") ?? Infinity);
      const less = (url.searchParams.has("$select") ? 1 : 0) + (top < 20 ? 1 : 0);
      return Math.max(1, base + (url.searchParams.has("$expand") ? 1 : 0) - less);
    },
  },
};

/** The most requests one mailbox answers at the same time. */
const OUTLOOK_AT_ONCE = 4;

/** The meters of one simulator. */
export class Limits {
  #scenario;
  #clock;
  #spent = new Map();
  #atOnce = new Map();

  constructor(scenario, clock) {
    this.#scenario = scenario;
    this.#clock = clock;
  }

  /**
   * Counts a request; refused ones count, too. Gives 0, or the seconds after which the next one is let through.
   *
   * `name` tells limits of a family apart that count by themselves, such as each report function.
   */
  spend({ family, name = "", tenant, app, nUsers, base, url }) {
    if (!this.#scenario.limits || !family) return 0;
    const { span, most, cost } = FAMILIES[family];
    const key = [family, name, tenant, app].join(" ");
    const now = this.#clock();
    const length = (span * 1000) / this.#scenario.scale;
    const spent = (this.#spent.get(key) ?? []).filter(({ at }) => at > now - length);
    this.#spent.set(key, spent);
    spent.push({ at: now, cost: cost({ base, url }) });
    let over = spent.reduce((sum, one) => sum + one.cost, 0) - most(nUsers);
    if (over <= 0) return 0;
    // The next one is let through when as much has left the span as is over now, and as much as itself.
    over += cost({ base, url });
    const leaves = spent.find((one) => (over -= one.cost) <= 0) ?? spent.at(-1);
    return (leaves.at + length - now) / 1000;
  }

  /** Forgets what was spent. */
  clear() {
    this.#spent.clear();
  }

  /** Units a request of the directory costs. */
  unitsOf({ base, url }) {
    return FAMILIES.directory.cost({ base, url });
  }

  /** Whether a mailbox answers one more now; the returned function says that it has answered. */
  enterMailbox(upn) {
    const now = this.#atOnce.get(upn) ?? 0;
    if (this.#scenario.limits && now >= OUTLOOK_AT_ONCE) return undefined;
    this.#atOnce.set(upn, now + 1);
    return () => this.#atOnce.set(upn, this.#atOnce.get(upn) - 1);
  }

  /** `Retry-After` as the scenario wants it written; `undefined` for absent. */
  retryAfter(seconds, now) {
    const whole = Math.max(1, Math.ceil(seconds));
    switch (this.#scenario.retryAfter) {
      case "absent": return undefined;
      case "date": return new Date(now + whole * 1000).toUTCString();
      case "fractional": return seconds.toFixed(3);
      // Where time runs faster a whole second would be too long a wait.
      default: return this.#scenario.scale === 1 ? String(whole) : seconds.toFixed(3);
    }
  }
}

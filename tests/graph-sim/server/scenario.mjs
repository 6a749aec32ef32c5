// What the simulator does beside the ordinary. A test changes it by `set`; a name that is none of these is refused,
// so that a slip of the pen does not make a test pass.

/** The ordinary: a tenant of 60 people, everything consented, no limit lifted, nothing fails. */
export function ordinary() {
  return {
    // ── data
    /** Number of people in the tenant Contoso; 60 is the hand-made sample, anything above is generated. */
    users: 60,
    seed: 7,
    /** The day the data are made for, `YYYY-MM-DD`. */
    today: "2026-11-22",
    /** Whether a tenant has Entra ID P1, by its key; what is not named keeps what `data/tenants.mjs` says. */
    premium: {},
    /** Usage reports show 32 hexadecimal digits in place of names. */
    concealed: false,
    /** What a Global Reader without a report role gets of usage reports: `refused` or `concealed`. */
    globalReaderUsage: "refused",
    /** Shape of `/admin/reportSettings`: `flat` or `value`. */
    settingsShape: "flat",
    /** Roles of accounts by logon name, in place of those in `data/tenants.mjs`; tokens issued before keep theirs. */
    roles: {},
    /** Whether deleted users are refused to readers, as documented; otherwise a Global Reader gets them. */
    strictDeleted: false,
    /** Whether an account has a mailbox, by logon name. */
    mailboxes: {},
    /** Files that are shared by link: `[{ url, name, text }]`. */
    files: [],

    // ── sign-in
    /** `page` asks, `at-once` answers for `account` at once, `cancel` declines at once, `wait` shows a page without end. */
    answer: "page",
    account: "analyst@contoso.example",
    /** What administrators have consented to, by tenant: `"all"` or a list of scopes; a tenant not named has none. */
    consent: "all",
    /** Users of a tenant that lets them ask for approval meet 90095 instead of 90094. */
    consentWorkflow: false,
    /** Whether a hidden frame sees the sign-in cookie; browsers that block third-party cookies say no. */
    frameCookies: false,
    /** Errors to give: `[{ code, at: "authorize" | "token", tenant, account, prompt, grant, times }]`. */
    signIn: [],
    /** The tenant that tokens are given for in place of the one that was asked, both by key: a server at fault. */
    stray: {},
    /** Lifetime of access and refresh tokens in seconds. */
    tokenSeconds: 3600,
    refreshSeconds: 86400,
    /** A number of seconds since 1970: tokens whose claims do not carry it as `nbf` are challenged once they declare CP1. */
    challenge: null,
    /** The registration: its id, its redirect addresses (empty: the app's two pages), `spa` or `web`. */
    clientId: "11112222-3333-4444-5555-666677778888",
    redirectUris: [],
    platform: "spa",
    /** Which sign-in server the page is told of: `entra` or `oidc`. */
    signInServer: "entra",
    /** Members added to the `config.json` of the page. */
    config: {},

    // ── Graph
    /** How many seconds of the contract pass in one second, so that tests of limits are quick. */
    scale: 1,
    limits: true,
    /** How 429 says when to come back: `integer`, `fractional`, `date`, `absent` or `unexposed`. */
    retryAfter: "integer",
    /** Largest page the server gives, whatever is asked; `null` for the contract's. */
    pageSize: null,
    /** Every n-th page of a listing is empty and leads on; 0 for none. */
    emptyEvery: 4,
    /** Page tokens of the directory die after this many further requests; `null` for never. */
    pageTokenRequests: null,
    /** Milliseconds each answer of Graph is held back. */
    delay: 0,
    /** What goes wrong: see `graph/faults.mjs`. */
    fail: [],
  };
}

/** Takes over `patch`; lists of rules (`fail`, `signIn`, `files`) may be given as one rule. */
export function set(scenario, patch) {
  for (const [name, value] of Object.entries(patch)) {
    if (!(name in scenario)) throw new Error(`the simulator knows no \`${name}\`; server/scenario.mjs lists what it knows`);
    const isList = Array.isArray(scenario[name]);
    scenario[name] = isList && !Array.isArray(value) ? [value].filter(Boolean) : structuredClone(value);
  }
}

/** Whether a rule still holds, and uses it up by one: it holds `times` times, once where that is not said, or `"always"`. */
export function useUp(rule) {
  const times = rule.times ?? 1;
  if (times === "always") return true;
  rule.spent ??= 0;
  if (rule.spent >= times) return false;
  rule.spent += 1;
  return true;
}

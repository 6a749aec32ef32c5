// Live mode as a person meets it, against the directory of tests/graph-sim: one simulator and one Chromium a worker.
//
// `test` watches like that of watched.mjs, for a page that may ask Microsoft: whatever is asked of another host, refused
// by the policy or thrown, and every token that is found where none belongs, fails the test.
import { expect, test as base } from "@playwright/test";
import { browserFlags } from "../graph-sim/server/hosts.mjs";
import { start } from "../graph-sim/start.mjs";
import { today } from "./exports.mjs";

export { expect };

/** What the simulator's access and refresh tokens look like; nothing else of it does. */
const TOKEN = /\b[AR]t_[\w-]{40,}/;

export const test = base.extend({
  /** What the simulator is started with; a file that needs the second sign-in server says so. */
  simulatorOptions: [{}, { option: true, scope: "worker" }],

  /** The simulator of this worker. Sign-ins are answered at once, and it forgets nothing between tests but what `sim` resets. */
  simulator: [async ({ simulatorOptions }, use) => {
    const sim = await start({ answer: "at-once", scale: 20, emptyEvery: 0, ...simulatorOptions });
    await use(sim);
    await sim.stop();
  }, { scope: "worker" }],

  /** The rule of playwright.config.mjs forbids every host; this browser finds those of the simulator, and no other. */
  browser: [async ({ playwright, launchOptions }, use) => {
    const rest = launchOptions.args.filter((flag) => !flag.startsWith("--host-resolver-rules"));
    const browser = await playwright.chromium.launch({ ...launchOptions, args: [...rest, ...browserFlags()] });
    await use(browser);
    await browser.close();
  }, { scope: "worker", timeout: 60_000 }],

  baseURL: async ({ simulator }, use) => use(`${simulator.origins.app}/`),

  /** The simulator as it was started, with an empty log. */
  sim: async ({ simulator, odd }, use) => {
    simulator.reset();
    simulator.log.clear();
    simulator.sent.length = 0;
    await use(simulator);
    for (const entry of simulator.log.entries) odd.push(...misplaced(entry));
  },

  /** Everything odd that happened, a sentence each. A test that provokes something empties it: `odd.length = 0`. */
  odd: async ({}, use) => {
    const odd = [];
    await use(odd);
    expect(odd, "what the page should not have done").toEqual([]);
  },

  page: async ({ page, context, sim, odd }, use) => {
    const ours = Object.values(sim.origins);
    const watch = (page) => {
      page.on("request", (request) => {
        const url = request.url();
        if (!ours.some((origin) => url.startsWith(`${origin}/`)) && !/^(data|blob|about):/.test(url)) odd.push(`asked for ${url}`);
        if (TOKEN.test(url)) odd.push(`a token stands in ${url}`);
      });
      page.on("pageerror", (error) => odd.push(`threw ${error}`));
      page.on("crash", () => odd.push("crashed"));
      page.on("console", (message) => {
        const text = message.text();
        if (TOKEN.test(text)) odd.push(`a token stands in the console: ${text}`);
        // Refusals of Graph are the browser's own lines there; what is left are those of the policy and of the page.
        if (message.type() === "error" && !/^Failed to load resource|has been blocked by CORS policy/.test(text)) odd.push(`console: ${text}`);
      });
    };
    watch(page);
    context.on("page", watch);
    await use(page);
  },
});

/** What of a request is wrong whatever the test is about: a defect of the simulator, or a token on the wrong way. */
function misplaced(entry) {
  const { role, path, method, defect, host, query, headers, scheme } = entry;
  const place = `${method} ${scheme}://${host}${path}`;
  const { authorization, ...rest } = headers;
  const wrong = [];
  if (defect) wrong.push(`the simulator failed at ${place}: ${defect}`);
  if (authorization && (role !== "graph" || scheme !== "https")) wrong.push(`a token was sent to ${place}`);
  if (TOKEN.test(`${path}${query}${JSON.stringify(rest)}`)) wrong.push(`a token stands in the request ${place}`);
  return wrong;
}

/** Opens live mode and waits for its panel; `hash` is what stands behind the `#`. */
export async function open(page, { hash = "", day = today } = {}) {
  await page.goto(`live.html?automation=1&today=${day}${hash && `#${hash}`}`);
  await expect(panel(page)).toBeVisible();
  await page.waitForFunction(() => window.rollcall);
}

/** The panel. */
export const panel = (page) => page.getByRole("region", { name: "Microsoft 365", exact: true });

/** A button of the panel. */
export const press = (page, name) => panel(page).getByRole("button", { name, exact: true });

/** The line of a source. */
export const line = (page, id) => panel(page).locator(`.live-state[data-listing="${id}"]`);

/** What stands above everything in the panel where something is wrong. */
export const trouble = (page) => panel(page).locator(".live-trouble");

/** Who is signed in. */
export const who = (page) => panel(page).locator(".live-who");

/** Chooses these sources and no other; the fold is opened where it is shut. */
export async function choose(page, ...ids) {
  await unfold(page, "What to fetch");
  const titles = await page.locator(".live-listing").evaluateAll((all) => all.map((one) => one.querySelector("b").textContent));
  for (const title of titles) {
    const box = choice(page, title);
    await box.setChecked(ids.some((id) => TITLES[id] === title));
  }
}

/** The box of a source, by its title. */
export const choice = (page, title) => page.locator(".live-listing").filter({ has: page.locator(`b:text-is("${title}")`) }).locator("input").first();

/** Opens the fold with this caption, and those around it. */
export async function unfold(page, caption) {
  const outer = panel(page).locator("> details");
  const fold = panel(page).locator("details", { has: page.locator(`:scope > summary:text-matches("^\\s*${caption}( |$)")`) }).last();
  // The panel folds itself once all is there, perhaps just now.
  await expect(async () => {
    for (const one of [outer, fold]) if (!(await one.evaluate((one) => one.open))) await one.locator("> summary").click({ timeout: 500 });
    await expect(fold.locator("> :not(summary)").first()).toBeVisible({ timeout: 100 });
  }).toPass({ timeout: 10_000 });
  return fold;
}

/** Signs in and fetches what is chosen. */
export async function fetchAll(page) {
  await press(page, "Sign in and fetch").or(press(page, "Fetch")).click();
}

/** Waits until every source has ended, or waits for the person; gives their states by id. */
export async function ended(page, timeout = 20_000) {
  const isUnderWay = (all) => all.length === 0 || all.some((one) => /waiting|loading/.test(one.dataset.state) || (one.dataset.state === "paused" && !one.querySelector("button")));
  // The page may be being left for a sign-in.
  await expect.poll(() => panel(page).locator(".live-state").evaluateAll(isUnderWay).catch(() => true), { timeout }).toBe(false);
  const all = await states(page);
  // The panel folds itself when the first rows are on the screen: whoever opens it waits for that.
  if (Object.entries(all).some(([id, state]) => /loaded|partial/.test(state) && !NO_TABLE.includes(id))) await expect(page.locator(".sources-summary")).toBeVisible();
  return all;
}

/** Sources whose answers become no table, at least not by themselves. */
const NO_TABLE = ["report-settings", "provisioning", "customers", "contracts"];

/** How each source stands. */
export const states = (page) =>
  panel(page).locator(".live-state").evaluateAll((all) => Object.fromEntries(all.map((one) => [one.dataset.listing, one.dataset.state])));

/** What is loaded: kind, accepted rows, name. */
export const sources = (page) => page.evaluate(() => window.rollcall.sources().then((all) => all.map(({ kind, accepted, name, rows, rejected }) => ({ kind, accepted, name, rows, rejected }))));

/** Waits until so many rows of a kind are loaded. */
export async function expectRows(page, kind, rows) {
  await expect.poll(() => sources(page).then((all) => all.filter((one) => one.kind === kind).map((one) => one.accepted))).toEqual([rows]);
}

/** The requests of a listing that Graph saw, preflights left out. */
export const asked = (sim, path) => sim.log.find({ role: "graph", path }).filter(({ method }) => method !== "OPTIONS");

/** The titles of the sources, by their ids. */
export const TITLES = {
  "users": "Users",
  "deleted-users": "Deleted users",
  "subscribed-skus": "Subscribed products",
  "registration": "Registration details",
  "usage-active-users": "Usage report of active users",
  "usage-mailbox": "Usage report of mailboxes",
  "usage-onedrive": "Usage report of OneDrive",
  "sign-ins": "Sign-ins",
  "organization": "Organization",
  "report-settings": "Report settings",
  "provisioning": "Provisioning log",
};

/** The paths they are asked at, by the same ids. */
export const PATHS = {
  "users": "/v1.0/users",
  "deleted-users": "/v1.0/directory/deletedItems/microsoft.graph.user",
  "subscribed-skus": "/v1.0/subscribedSkus",
  "registration": "/v1.0/reports/authenticationMethods/userRegistrationDetails",
  "usage-active-users": "/beta/reports/getOffice365ActiveUserDetail(period='D180')",
  "usage-mailbox": "/beta/reports/getMailboxUsageDetail(period='D180')",
  "usage-onedrive": "/beta/reports/getOneDriveUsageAccountDetail(period='D180')",
  "sign-ins": "/v1.0/auditLogs/signIns",
  "organization": "/v1.0/organization",
  "report-settings": "/v1.0/admin/reportSettings",
  "provisioning": "/v1.0/auditLogs/provisioning",
};

/** The text of a token that Graph was sent. */
export const tokenOf = (sim) => asked(sim, "/").map(({ headers }) => headers.authorization?.slice("Bearer ".length)).filter(Boolean).at(-1);

/** Where of the page this text stands that it must not: document, address, storages, history, cookies. */
export function placesOf(page, text) {
  return page.evaluate(async (text) => {
    const places = {
      document: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll("input, textarea")].map((field) => field.value).join("\n"),
      address: location.href,
      title: document.title,
      history: JSON.stringify(history.state),
      cookies: document.cookie,
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      name: window.name,
      entries: performance.getEntries().map((entry) => entry.name).join("\n"),
      databases: JSON.stringify(await indexedDB.databases()),
      caches: JSON.stringify(await caches.keys()),
    };
    return Object.keys(places).filter((place) => places[place].includes(text));
  }, text);
}

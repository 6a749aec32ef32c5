// Graph: what every request passes before its route answers, and how the answer is sent.
import { randomUUID } from "node:crypto";
import { bodyOf } from "../server/http.mjs";
import { answerPreflight, corsHeaders } from "./cors.mjs";
import { authenticate, errorBody } from "./errors.mjs";
import { failAtEdge, faultFor, sendBody } from "./faults.mjs";
import { Limits } from "./limits.mjs";
import { Pages } from "./paging.mjs";
import { hasRole, hasScope } from "./permissions.mjs";
import { ROUTES } from "./routes.mjs";

const JSON_TYPE = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/** Graph of one simulator. `world` has its scenario, directory, clock, origins, port, `identify(token)` and `ticket(file)`. */
export class Graph {
  /** Events and mails that were sent. */
  sent = [];

  constructor(world) {
    this.world = world;
    this.pages = new Pages(world.scenario);
    this.limits = new Limits(world.scenario, world.clock);
  }

  /** Answers one request; `entry` is its line in the log. */
  async handle(request, response, entry) {
    if (request.method === "OPTIONS") return answerPreflight(request, response);
    const { scenario, origins } = this.world;
    const url = new URL(request.url, origins.graph);
    const path = decoded(url.pathname);
    entry.page = this.pages.numberOf(url);
    const token = await this.#tokenOf(request);
    const about = { path, page: entry.page, method: request.method, tenant: token?.tenant, account: token?.account };
    Object.assign(entry, { tenant: token?.tenant, account: token?.account });
    const edge = faultFor(scenario.fail, ["edge"], about);
    if (edge) return failAtEdge(edge, response);
    const slow = faultFor(scenario.fail, ["delay"], about);
    const wait = scenario.delay + (slow?.ms ?? 0);
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    const call = { request, response, url, path, token, about, headers: request.headers, ids: this.#idsOf(request) };
    const refusal = this.#refusal(call);
    if (refusal) return this.#refuse(call, refusal);
    await this.#answer(call);
  }

  #idsOf(request) {
    const client = request.headers["client-request-id"] ?? randomUUID();
    return { request: randomUUID(), client, date: new Date(this.world.clock()).toISOString().slice(0, 19) };
  }

  async #tokenOf(request) {
    const found = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "");
    return found ? this.world.identify(found[1]) : undefined;
  }

  /** Why a request goes no further than its token, or what a rule makes of it. */
  #refusal({ token, about }) {
    const { scenario, clock } = this.world;
    if (!token) return { error: "401-missing" };
    if (token.expires <= clock()) return { error: "401-expired" };
    const isOutdated = scenario.challenge !== null && !(Number(token.nbf) >= scenario.challenge);
    // Only an application that says it understands a challenge is given one.
    if (isOutdated && token.isCapable) return { error: "401-claims", nbf: scenario.challenge };
    const rule = faultFor(scenario.fail, ["error", "answer"], about);
    if (rule?.as === "custom") return { custom: rule };
    return rule && { error: rule.as, retryAfter: rule.retryAfter, nbf: rule.nbf ?? Math.floor(clock() / 1000) };
  }

  async #answer(call) {
    const { world } = this;
    const route = ROUTES.find((route) => route.path.test(call.path));
    if (!route) return this.#refuse(call, { error: "400-unknown-segment" });
    if (call.request.method !== (route.method ?? "GET")) return this.#refuse(call, { error: "405-method" });
    const found = route.path.exec(call.path);
    const tenant = world.directory.tenant(call.token.tenant);
    const data = world.directory.of(call.token.tenant);
    const family = route.familyOf?.({ url: call.url, found }) ?? { family: route.family };
    const meter = { ...family, base: route.base, url: call.url, tenant: tenant.key, app: call.token.client, nUsers: data.people.length };
    const wait = this.limits.spend(meter);
    if (wait > 0) return this.#refuse(call, { error: family.family === "reporting" ? "429-reporting" : "429-directory", wait });
    const units = family.family === "directory" && this.limits.unitsOf(meter);
    if (units) call.extra = { "x-ms-resource-unit": String(units) };
    const denied = this.#denied(route, call.token, tenant);
    if (denied) return this.#refuse(call, { error: denied });
    const leave = route.isMailbox ? this.limits.enterMailbox(call.token.account) : () => {};
    if (!leave) return this.#refuse(call, { error: "429-directory", wait: 1 });
    try {
      const body = route.method === "POST" ? jsonOf(await bodyOf(call.request)) : undefined;
      const answer = route.run({ ...call, found, tenant, data, body, scenario: world.scenario, origins: world.origins, ticket: world.ticket, sent: this.sent });
      this.#send(call, answer, route.isMailbox ? undefined : tenant);
    } finally {
      leave();
    }
  }

  /** Which of scope, role, license and mailbox is missing. */
  #denied(route, token, tenant) {
    if (!hasScope(token, ...route.scopes)) return route.scopeError ?? "403-denied";
    if (!hasRole(token, route.roles ?? null)) return route.roleError ?? "403-denied";
    if (route.isPremium && !tenant.isPremium) return "403-premium";
    if (route.isMailbox && !(this.world.scenario.mailboxes[token.account] ?? token.hasMailbox)) return "404-mailbox";
    return undefined;
  }

  #send(call, answer, tenant) {
    const { origins, scenario, port } = this.world;
    if (answer.error) return this.#refuse(call, answer);
    if (answer.location) return this.#end(call, 302, { Location: answer.location });
    if (answer.text !== undefined) return this.#end(call, 200, { "Content-Type": "text/plain" }, answer.text);
    let { body } = answer;
    if (answer.rows) {
      const size = answer.isWhole ? answer.rows.length || 1 : answer.size;
      const page = answer.isWhole
        ? { value: answer.rows, number: 1 }
        : this.pages.page({ url: call.url, origin: origins.graph, tenant: tenant.key, rows: answer.rows, size });
      if (page.expired) return this.#refuse(call, { error: answer.tokenError ?? "400-skip-token" });
      body = {
        ...(answer.count !== undefined && page.number === 1 && { "@odata.count": answer.count }),
        ...(page.nextLink && { "@odata.nextLink": page.nextLink }),
        value: answer.map ? page.value.map(answer.map) : page.value,
      };
    }
    if (body === undefined) return this.#end(call, answer.status, {});
    if (answer.context) body = { "@odata.context": `${origins.graph}/${answer.version ?? "v1.0"}/$metadata#${answer.context}`, ...body };
    const rule = faultFor(scenario.fail, ["body"], call.about);
    const headers = { ...this.#headers(call), "Content-Type": JSON_TYPE, ...answer.headers };
    sendBody(rule, call.response, answer.status ?? 200, headers, body, { here: origins.graph + call.request.url, origins, port });
  }

  #refuse(call, { error, message, custom, wait, nbf, retryAfter }) {
    const { scenario, origins, clock } = this.world;
    if (custom) {
      const text = typeof custom.body === "string" ? custom.body : JSON.stringify(custom.body ?? {});
      return this.#end(call, custom.status ?? 200, { "Content-Type": "application/json", ...custom.headers }, text);
    }
    const { status, body } = errorBody(error, call.ids, message);
    const headers = { "Content-Type": "application/json" };
    if (status === 401) headers["WWW-Authenticate"] = authenticate(origins.login, error === "401-claims" ? nbf : undefined);
    if (status === 429 || status === 503) {
      // A rule may say it by itself, `null` for not at all.
      const said = retryAfter === undefined ? this.limits.retryAfter(wait ?? 2 / scenario.scale, clock()) : retryAfter;
      if (said !== undefined && said !== null) headers["Retry-After"] = String(said);
    }
    this.#end(call, status, headers, JSON.stringify(body));
  }

  #headers({ ids, extra }) {
    const hidden = this.world.scenario.retryAfter === "unexposed" ? "Retry-After" : undefined;
    return { ...corsHeaders(hidden), "request-id": ids.request, "client-request-id": ids.client, "Cache-Control": "no-cache", ...extra };
  }

  #end(call, status, headers, text = "") {
    call.response.writeHead(status, { ...this.#headers(call), ...headers });
    call.response.end(text);
  }
}

function decoded(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

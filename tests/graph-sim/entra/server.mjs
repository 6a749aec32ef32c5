// The sign-in server of the Entra shape.
import { ACCOUNTS, rolesIn } from "../data/tenants.mjs";
import { isAdministrator } from "../graph/permissions.mjs";
import { bodyOf, cookiesOf, redirect, sendHtml, sendJson } from "../server/http.mjs";
import { Authorize, newSession } from "./authorize.mjs";
import { configuration, instances, namedTenant } from "./discovery.mjs";
import { SignInError, members } from "./errors.mjs";
import { Grants } from "./grants.mjs";
import { adminConsentPage, errorPage, outPage } from "./pages.mjs";
import { Consents, parseScopes } from "./scopes.mjs";
import { token } from "./token.mjs";

const COOKIE = "rollcall_sign_in";
const READABLE = { "Access-Control-Allow-Origin": "*" };

/** The sign-in server of one simulator. `base` has its scenario, origins, clock and `redirectUris()`. */
export class Entra {
  #sessions = new Map();
  #adminFlows = new Map();

  constructor(base) {
    this.grants = new Grants(base.scenario, base.clock);
    this.consents = new Consents(base.scenario);
    this.world = { ...base, grants: this.grants, consents: this.consents };
    this.authorize = new Authorize(this.world);
  }

  /** Forgets every session, as if all cookies were gone. */
  signEverybodyOut() {
    this.#sessions.clear();
  }

  /** Answers one request. */
  async handle(request, response) {
    const url = new URL(request.url, this.world.origins.login);
    const [tenant, ...rest] = url.pathname.slice(1).split("/");
    const place = rest.join("/");
    const query = Object.fromEntries(url.searchParams);
    if (request.method === "OPTIONS") return this.#preflight(request, response);
    if (tenant === "flow") return this.#go(request, response, rest[0]);
    if (place === "discovery/instance") return sendJson(response, 200, instances(this.world.origins, new URL(query.authorization_endpoint ?? this.world.origins.login).host), READABLE);
    if (place === "discovery/v2.0/keys") return sendJson(response, 200, { keys: [] }, READABLE);
    if (place === "v2.0/.well-known/openid-configuration") return this.#discover(response, tenant);
    if (place === "oauth2/v2.0/authorize") {
      const params = request.method === "POST" ? Object.fromEntries(new URLSearchParams(await bodyOf(request))) : query;
      return this.#show(response, this.authorize.begin(tenant, params, this.#session(request)));
    }
    if (place === "oauth2/v2.0/token" && request.method === "POST") return this.#token(request, response, tenant);
    if (place === "oauth2/v2.0/logout") return this.#signOut(request, response, query);
    if (place === "v2.0/adminconsent") return this.#adminConsent(request, response, tenant, query);
    return sendHtml(response, 404, errorPage("There is nothing at this address."));
  }

  /** The session of a request; a hidden frame has none where the browser keeps cookies from it. */
  #session(request) {
    const isHidden = request.headers["sec-fetch-dest"] === "iframe" && !this.world.scenario.frameCookies;
    const session = !isHidden && this.#sessions.get(cookiesOf(request)[COOKIE]);
    return session || newSession();
  }

  #show(response, { html, status = 200, location, session }) {
    if (html) return sendHtml(response, status, html);
    const headers = {};
    if (session) {
      this.#sessions.set(session.key, session);
      headers["Set-Cookie"] = `${COOKIE}=${session.key}; Path=/; Secure; HttpOnly; SameSite=None`;
    }
    return redirect(response, location, headers);
  }

  #discover(response, tenant) {
    try {
      sendJson(response, 200, configuration(tenant, this.world.origins), READABLE);
    } catch (failure) {
      if (!(failure instanceof SignInError)) throw failure;
      const { origins, clock } = this.world;
      sendJson(response, 400, { ...members(failure, "token", { login: origins.login, now: clock() }), error: "invalid_tenant" }, READABLE);
    }
  }

  async #go(request, response, id) {
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    const admin = this.#adminFlows.get(id);
    if (!admin) return this.#show(response, this.authorize.go(id, form));
    this.#adminFlows.delete(id);
    return redirect(response, this.#adminAnswer(admin, form.answer === "accept"));
  }

  #preflight(request, response) {
    const headers = { "Access-Control-Allow-Origin": request.headers.origin ?? "*", "Access-Control-Allow-Methods": "GET, POST" };
    const asked = request.headers["access-control-request-headers"];
    response.writeHead(200, asked ? { ...headers, "Access-Control-Allow-Headers": asked } : headers).end();
  }

  async #token(request, response, tenant) {
    const { origin } = request.headers;
    const params = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    // Refusals are readable, too: the library shows their numbers.
    const headers = { ...(origin && { "Access-Control-Allow-Origin": origin }), "Cache-Control": "no-store", Pragma: "no-cache" };
    try {
      sendJson(response, 200, token(this.world, tenant, params, origin), headers);
    } catch (failure) {
      if (!(failure instanceof SignInError)) throw failure;
      const { origins, clock } = this.world;
      const correlation = params["client-request-id"] ?? new URL(request.url, origins.login).searchParams.get("client-request-id") ?? undefined;
      sendJson(response, 400, members(failure, "token", { login: origins.login, correlation, now: clock() }), headers);
    }
  }

  #signOut(request, response, { post_logout_redirect_uri: back, state }) {
    this.#sessions.delete(cookiesOf(request)[COOKIE]);
    const headers = { "Set-Cookie": `${COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None` };
    const isOurs = back && this.world.redirectUris().some((uri) => new URL(uri).origin === new URL(back).origin);
    if (!isOurs) return sendHtml(response, 200, outPage(), headers);
    const there = new URL(back);
    if (state) there.searchParams.set("state", state);
    return redirect(response, there.href, headers);
  }

  #adminConsent(request, response, tenantName, params) {
    const { scenario, redirectUris, origins } = this.world;
    try {
      if (params.client_id !== scenario.clientId) throw new SignInError(700016);
      if (!redirectUris().includes(params.redirect_uri)) throw new SignInError(50011);
      const tenant = namedTenant(tenantName) ?? namedTenant(ACCOUNTS.find(({ upn }) => upn === scenario.account).tenant);
      const flow = { id: newSession().id, tenant, params, scopes: parseScopes(params.scope, origins.graph).graph };
      const administrator = ACCOUNTS.find((account) => isAdministrator(rolesIn(account, tenant, scenario) ?? []));
      if (!administrator) throw new SignInError(50020, "The tenant has no administrator here.");
      if (scenario.answer === "page") {
        this.#adminFlows.set(flow.id, flow);
        return sendHtml(response, 200, adminConsentPage(flow.id, { tenant: tenant.name, scopes: flow.scopes }));
      }
      return redirect(response, this.#adminAnswer(flow, scenario.answer !== "cancel"));
    } catch (failure) {
      if (!(failure instanceof SignInError)) throw failure;
      return sendHtml(response, 400, errorPage(`AADSTS${failure.code}: ${failure.message}`));
    }
  }

  /** Where an administrator's answer leads: in the query, unlike a sign-in's. */
  #adminAnswer({ tenant, params, scopes }, hasAccepted) {
    const { origins, clock } = this.world;
    const there = new URL(params.redirect_uri);
    if (hasAccepted) this.consents.giveForAll(tenant.key, scopes);
    const answer = hasAccepted
      ? { admin_consent: "True", tenant: tenant.id, scope: params.scope }
      : { ...members(new SignInError(65004), "authorize", { login: origins.login, now: clock() }), error_subcode: "cancel" };
    for (const [name, value] of Object.entries({ ...answer, state: params.state })) if (value !== undefined) there.searchParams.set(name, value);
    return there.href;
  }
}

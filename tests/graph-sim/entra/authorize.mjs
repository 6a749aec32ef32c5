// From a request for a code to the code: who it is, whether they may, whether they want to.
import { randomBytes, randomUUID } from "node:crypto";
import { guid as objectId } from "../data/random.mjs";
import { ACCOUNTS, TENANTS, accountOf, rolesIn } from "../data/tenants.mjs";
import { isAdministrator } from "../graph/permissions.mjs";
import { useUp } from "../server/scenario.mjs";
import { namedTenant } from "./discovery.mjs";
import { SignInError, members } from "./errors.mjs";
import { choosePage, consentPage, errorPage, waitPage, wallPage } from "./pages.mjs";
import { parseScopes } from "./scopes.mjs";

/** What is asked of claims: the `nbf` a challenge named, and whether the application understands challenges. */
export function parseClaims(text) {
  try {
    const asked = JSON.parse(text ?? "{}").access_token ?? {};
    return { nbf: asked.nbf?.value, isCapable: (asked.xms_cc?.values ?? []).some((value) => value.toLowerCase() === "cp1") };
  } catch {
    throw new SignInError(900144, "The claims are no JSON.");
  }
}

/** An error of the scenario that holds here, used up by one. */
export function provoked(scenario, at, about) {
  const rule = scenario.signIn.find((rule) => {
    const fits = (name) => rule[name] === undefined || rule[name] === about[name];
    return (rule.at ?? "authorize") === at && ["tenant", "account", "prompt", "grant"].every(fits) && useUp(rule);
  });
  return rule && new SignInError(rule.code);
}

/** The authorize address of one sign-in server. `world` has scenario, origins, clock, grants and consents. */
export class Authorize {
  #world;
  /** Sign-ins that wait for a person, by id. */
  #flows = new Map();

  constructor(world) {
    this.#world = world;
  }

  /** Begins a sign-in. `session` has the accounts that are signed in already; gives `{ location }`, or `{ html, status }`. */
  begin(tenantName, params, session) {
    const { scenario, redirectUris } = this.#world;
    // What cannot be told to a registered address is told on a page.
    if (params.client_id === scenario.clientId && !redirectUris().includes(params.redirect_uri)) {
      return { status: 400, html: errorPage(`AADSTS50011: ${new SignInError(50011).message} It was ${params.redirect_uri}`) };
    }
    const flow = { id: randomUUID(), tenantName, params, session };
    this.#flows.set(flow.id, flow);
    return this.#step(flow);
  }

  /** A button of a page was pressed. */
  go(id, { account, answer }) {
    const flow = this.#flows.get(id);
    if (!flow) return { status: 400, html: errorPage("This page is too old.") };
    if (account) flow.account = accountOf(account);
    if (answer === "cancel") return this.#fail(flow, new SignInError(65004));
    if (answer === "back") return this.#fail(flow, new SignInError(90094));
    if (answer === "request") return this.#fail(flow, new SignInError(90095));
    if (answer?.startsWith("accept")) flow.hasAccepted = answer;
    return this.#step(flow);
  }

  #step(flow) {
    try {
      return this.#next(flow);
    } catch (failure) {
      if (!(failure instanceof SignInError)) throw failure;
      return this.#fail(flow, failure);
    }
  }

  #next(flow) {
    const { scenario, origins, consents } = this.#world;
    const { params, session } = flow;
    const isSilent = params.prompt === "none";
    if (params.client_id !== scenario.clientId) throw new SignInError(700016, `It was '${params.client_id}'.`);
    const named = namedTenant(flow.tenantName);
    if (params.response_type !== "code") throw new SignInError(900144, "'response_type' has to be 'code'.");
    if (!params.code_challenge || params.code_challenge_method !== "S256") throw new SignInError(9002325);
    const scopes = parseScopes(params.scope, origins.graph);
    const claims = parseClaims(params.claims);
    const provoke = (about) => {
      const failure = provoked(scenario, "authorize", { prompt: params.prompt, ...about });
      if (failure) throw failure;
    };
    if (!flow.hasBegun) provoke({ tenant: named?.key });
    flow.hasBegun = true;

    flow.account ??= this.#known(params, session);
    if (!flow.account && isSilent) throw new SignInError(50058);
    if (!flow.account && scenario.answer === "cancel") throw new SignInError(65004);
    if (!flow.account && scenario.answer === "wait") return { html: waitPage() };
    if (!flow.account && scenario.answer === "at-once") flow.account = accountOf(scenario.account);
    if (!flow.account) return { html: choosePage(flow.id, ACCOUNTS) };

    const { account } = flow;
    const tenant = named ?? TENANTS[account.tenant];
    if (!flow.hasAccepted) provoke({ tenant: tenant.key, account: account.upn });
    const roles = rolesIn(account, tenant, scenario);
    if (!roles) throw new SignInError(50020, `${account.upn} was used for ${tenant.name}.`);
    const isGuest = account.tenant !== tenant.key;
    // Staff of a partner cannot let an application into a customer's tenant.
    if (isGuest && !consents.isKnownIn(tenant.key)) throw new SignInError(90099);
    const missing = consents.missing(tenant.key, account.upn, scopes.graph);
    if (missing.length || params.prompt === "consent") {
      const page = this.#consent(flow, { tenant, account, roles, scopes, missing, isSilent });
      if (page) return page;
    }
    return this.#code(flow, { tenant, account, scopes, claims });
  }

  /** The account that is meant without asking: the one hinted at, or the only one of the session. */
  #known(params, session) {
    if (["login", "select_account"].includes(params.prompt)) return undefined;
    const hinted = params.login_hint ?? accountOfSid(params.sid, session);
    if (hinted) return session.accounts.includes(hinted.toLowerCase()) ? accountOf(hinted) : undefined;
    return session.accounts.length === 1 ? accountOf(session.accounts[0]) : undefined;
  }

  /** A page to consent on, or nothing once that is done. */
  #consent(flow, { tenant, account, roles, scopes, missing, isSilent }) {
    const { scenario, consents } = this.#world;
    if (isSilent) throw new SignInError(65001);
    if (!consents.mayGive(missing, roles)) {
      if (scenario.answer !== "page") throw new SignInError(scenario.consentWorkflow ? 90095 : 90094);
      return { html: wallPage(flow.id, { account: account.upn, scopes: missing, canRequest: scenario.consentWorkflow }) };
    }
    if (!flow.hasAccepted && scenario.answer === "cancel") throw new SignInError(65004);
    const mayForAll = isAdministrator(roles);
    if (!flow.hasAccepted && scenario.answer === "page") return { html: consentPage(flow.id, { account: account.upn, scopes: scopes.graph, mayForAll }) };
    if (flow.hasAccepted === "accept-for-all" && mayForAll) consents.giveForAll(tenant.key, scopes.graph);
    consents.give(tenant.key, account.upn, scopes.graph);
    return undefined;
  }

  #code(flow, { tenant, account, scopes, claims }) {
    const { params, session } = flow;
    this.#flows.delete(flow.id);
    if (!session.accounts.includes(account.upn)) session.accounts.push(account.upn);
    const grant = {
      client: params.client_id, redirectUri: params.redirect_uri, challenge: params.code_challenge, nonce: params.nonce,
      tenant: tenant.key, account: account.upn, scopes, claims,
    };
    const code = this.#world.grants.code(grant);
    const more = params.client_info === "1" ? { client_info: clientInfo(account) } : {};
    return { location: answerAt(params, { code, ...more, state: params.state, session_state: session.id }), session };
  }

  #fail(flow, failure) {
    const { origins, clock } = this.#world;
    this.#flows.delete(flow.id);
    const correlation = flow.params["client-request-id"];
    return { location: answerAt(flow.params, { ...members(failure, "authorize", { login: origins.login, correlation, now: clock() }), state: flow.params.state }) };
  }
}

/** A session that nobody has yet. */
export const newSession = () => ({ id: randomUUID(), key: randomBytes(24).toString("base64url"), accounts: [] });

const accountOfSid = (sid, session) => (sid && sid === session.id ? session.accounts.at(-1) : undefined);

/** The account by its object and tenant at home, whichever tenant it signs in to. */
export function clientInfo(account) {
  return Buffer.from(JSON.stringify({ uid: objectId(account.upn), utid: TENANTS[account.tenant].id })).toString("base64url");
}

/** The redirect address with the answer where the request wants it. */
function answerAt(params, answer) {
  const given = Object.entries(answer).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given).toString();
  const mark = params.response_mode === "query" ? (params.redirect_uri.includes("?") ? "&" : "?") : "#";
  return `${params.redirect_uri}${mark}${text}`;
}

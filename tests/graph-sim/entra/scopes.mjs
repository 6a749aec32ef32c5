// The scopes of a request, and who has consented to them.
import { SCOPES, isAdministrator } from "../graph/permissions.mjs";
import { SignInError } from "./errors.mjs";

const OPENID = ["openid", "profile", "offline_access", "email"];

/**
 * `{ graph, openid, prefix }` of a `scope` parameter: Graph's scopes by their bare names, and what they were written with,
 * because the answer names them in the same way.
 */
export function parseScopes(text, graph) {
  const found = { graph: [], openid: [], prefix: "" };
  const resources = new Set();
  for (const scope of (text ?? "").split(/\s+/).filter(Boolean)) {
    if (OPENID.includes(scope)) {
      found.openid.push(scope);
      continue;
    }
    const at = scope.lastIndexOf("/");
    const resource = at < 0 ? graph : scope.slice(0, at);
    const name = scope.slice(at + 1);
    resources.add(resource);
    if (resource !== graph) continue;
    if (at >= 0) found.prefix = `${graph}/`;
    const known = Object.keys(SCOPES).find((known) => known.toLowerCase() === name.toLowerCase());
    if (!known) throw new SignInError(70011, `The scope ${scope} is not known.`);
    found.graph.push(known);
  }
  if (resources.size > 1) throw new SignInError(700022);
  if (resources.size === 1 && !resources.has(graph)) throw new SignInError(650057, `It is ${[...resources][0]}.`);
  // Without a resource the sign-in is for the user's own profile.
  if (!found.graph.length) found.graph.push("User.Read");
  return found;
}

/** What was consented to, by tenant for all its users and by account for itself. */
export class Consents {
  #scenario;
  #byAccount = new Map();

  constructor(scenario) {
    this.#scenario = scenario;
  }

  #ofTenant(tenant) {
    const { consent } = this.#scenario;
    return consent === "all" ? "all" : (consent[tenant] ?? []);
  }

  #own(tenant, account) {
    const key = `${tenant} ${account}`;
    if (!this.#byAccount.has(key)) this.#byAccount.set(key, new Set());
    return this.#byAccount.get(key);
  }

  /** Whether an administrator of the tenant has let the application in at all. */
  isKnownIn(tenant) {
    const given = this.#ofTenant(tenant);
    return given === "all" || given.length > 0;
  }

  /** Those of `scopes` nobody has consented to yet. */
  missing(tenant, account, scopes) {
    const given = this.#ofTenant(tenant);
    if (given === "all") return [];
    const own = this.#own(tenant, account);
    return scopes.filter((scope) => !given.includes(scope) && !own.has(scope));
  }

  /** Whether somebody with these roles may consent to these scopes. */
  mayGive(scopes, roles) {
    return isAdministrator(roles) || scopes.every((scope) => !SCOPES[scope]);
  }

  /** Forgets what accounts consented to for themselves. */
  clear() {
    this.#byAccount.clear();
  }

  /** The account consents for itself. */
  give(tenant, account, scopes) {
    for (const scope of scopes) this.#own(tenant, account).add(scope);
  }

  /** An administrator consents for everybody. */
  giveForAll(tenant, scopes) {
    const { consent } = this.#scenario;
    if (consent === "all") return;
    const given = consent[tenant] ?? [];
    if (given !== "all") consent[tenant] = [...new Set([...given, ...scopes])];
  }

  /** Every scope a token gets: those asked for, and all that were given before. */
  granted(tenant, account, asked) {
    const given = this.#ofTenant(tenant);
    return [...new Set([...asked, ...(given === "all" ? [] : given), ...this.#own(tenant, account)])];
  }
}

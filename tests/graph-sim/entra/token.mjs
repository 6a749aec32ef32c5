// The token address: a code or a refresh token against an access token.
import { createHash } from "node:crypto";
import { guid as objectId } from "../data/random.mjs";
import { TENANTS, accountOf, rolesIn } from "../data/tenants.mjs";
import { clientInfo, parseClaims, provoked } from "./authorize.mjs";
import { namedTenant } from "./discovery.mjs";
import { SignInError } from "./errors.mjs";
import { parseScopes } from "./scopes.mjs";

/** The answer to a form that was posted; throws `SignInError`. `origin` is the Origin header. */
export function token(world, tenantName, params, origin) {
  const { scenario, origins, grants, redirectUris } = world;
  if (params.client_id !== scenario.clientId) throw new SignInError(700016, `It was '${params.client_id}'.`);
  if (!origin) throw new SignInError(9002327);
  const isOurs = redirectUris().some((uri) => new URL(uri).origin === origin);
  if (scenario.platform !== "spa" || !isOurs) throw new SignInError(9002326, `Request origin: '${origin}'.`);
  const named = namedTenant(tenantName);
  const claims = parseClaims(params.claims);
  let grant, before;
  if (params.grant_type === "authorization_code") {
    grant = grants.redeem(params.code, { verifier: params.code_verifier, client: params.client_id, redirectUri: params.redirect_uri });
  } else if (params.grant_type === "refresh_token") {
    before = grants.renewed(params.refresh_token, params.client_id);
    grant = before;
  } else {
    throw new SignInError(900144, "'grant_type' is neither of a code nor of a refresh token.");
  }
  const account = accountOf(grant.account);
  // A refresh token is of an account, not of a tenant: it works wherever the account may be.
  const wanted = named ?? TENANTS[before ? account.tenant : grant.tenant];
  const tenant = TENANTS[scenario.stray[wanted.key]] ?? wanted;
  const failure = provoked(scenario, "token", { tenant: tenant.key, account: account.upn, grant: params.grant_type });
  if (failure) throw failure;
  const roles = rolesIn(account, tenant, scenario);
  if (!roles) throw new SignInError(50020, `${account.upn} was used for ${tenant.name}.`);
  const scopes = params.scope ? parseScopes(params.scope, origins.graph) : grant.scopes;
  if (world.consents.missing(tenant.key, account.upn, scopes.graph).length) throw new SignInError(65001);
  const merged = { nbf: claims.nbf ?? grant.claims.nbf, isCapable: claims.isCapable || grant.claims.isCapable };
  return answer(world, { params, grant, before, account, tenant, roles, scopes, claims: merged });
}

function answer(world, { params, grant, before, account, tenant, roles, scopes, claims }) {
  const { scenario, grants, consents, clock, origins } = world;
  const granted = consents.granted(tenant.key, account.upn, scopes.graph);
  const access = grants.access({
    tenant: tenant.key, account: account.upn, name: account.name, oid: objectId(account.upn), client: params.client_id, scopes: granted, roles,
    nbf: claims.nbf, isCapable: claims.isCapable, hasMailbox: account.hasMailbox !== false && account.tenant === tenant.key,
  });
  const answer = {
    token_type: "Bearer",
    scope: [...granted.map((scope) => scopes.prefix + scope), ...scopes.openid.filter((scope) => scope !== "offline_access")].join(" "),
    expires_in: scenario.tokenSeconds,
    ext_expires_in: scenario.tokenSeconds,
    access_token: access,
  };
  if (scopes.openid.includes("offline_access")) {
    // A challenge that was met stays met for this sign-in.
    answer.refresh_token = grants.refresh({ ...grant, scopes, claims }, before);
    answer.refresh_token_expires_in = grants.left(answer.refresh_token);
  }
  if (scopes.openid.includes("openid")) answer.id_token = idToken({ account, tenant, client: params.client_id, nonce: before ? undefined : grant.nonce, now: clock(), login: origins.login });
  if (params.client_info === "1") answer.client_info = clientInfo(account);
  return answer;
}

/** Shaped like a token, with a signature of nobody: a library that trusts the TLS of the token address does not look at it. */
function idToken({ account, tenant, client, nonce, now, login }) {
  const seconds = Math.floor(now / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    aud: client, iss: `${login}/${tenant.id}/v2.0`, iat: seconds, nbf: seconds, exp: seconds + 3600,
    name: account.name, nonce, oid: objectId(account.upn), preferred_username: account.upn, login_hint: account.upn,
    sub: createHash("sha256").update(`${client} ${account.upn}`).digest("base64url"), tid: tenant.id, ver: "2.0",
  };
  const head = part({ typ: "JWT", alg: "RS256", kid: "simulator" });
  return `${head}.${part(claims)}.${Buffer.from("no signature").toString("base64url")}`;
}

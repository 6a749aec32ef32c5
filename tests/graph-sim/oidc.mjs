// A second sign-in server, by other people and certified: what works against both does not lean on how one of them was imitated.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { guid as objectId } from "./data/random.mjs";
import { TENANTS, accountOf } from "./data/tenants.mjs";
import { SCOPES } from "./graph/permissions.mjs";

/** Starts it for the host `oidc`; gives `{ handle, identify }`, as the other one has them. */
export async function certified({ scenario, origins, clock, redirectUris }) {
  const { default: Provider } = await quietly(() => import("oidc-provider"));
  const bare = Object.keys(SCOPES);
  // The page writes scopes with Graph's address before them; both spellings are the same scope.
  const scopes = ["openid", "offline_access", "profile", "email", ...bare, ...bare.map((scope) => `${origins.graph}/${scope}`)];
  const provider = await quietly(() => new Provider(origins.oidc, {
    clients: [{
      client_id: scenario.clientId, application_type: "web", token_endpoint_auth_method: "none", id_token_signed_response_alg: "ES256",
      grant_types: ["authorization_code", "refresh_token"], response_types: ["code"], redirect_uris: redirectUris(),
      post_logout_redirect_uris: redirectUris(),
    }],
    scopes,
    claims: { openid: ["sub", "tid", "oid"], profile: ["name", "preferred_username"] },
    // Otherwise name and tenant are missing from the id token.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    clientBasedCORS: (_context, origin) => redirectUris().some((uri) => new URL(uri).origin === origin),
    findAccount: (_context, id) => ({ accountId: id, claims: () => claimsOf(id) }),
    cookies: { keys: [randomBytes(24).toString("hex")], long: { sameSite: "none", secure: true }, short: { sameSite: "none", secure: true } },
    jwks: { keys: [signingKey()] },
    ttl: { AccessToken: () => scenario.tokenSeconds, RefreshToken: () => scenario.refreshSeconds, Grant: 86400, IdToken: 3600, Interaction: 3600, Session: 86400 },
    features: { devInteractions: { enabled: true } },
  }));
  // Without `prompt=consent` it drops `offline_access`, and the first renewal would be refused.
  provider.use(async (context, next) => {
    if (context.path === "/auth" && !context.query.prompt) context.query = { ...context.query, prompt: "consent" };
    await next();
  });
  return { handle: provider.callback(), identify: (token) => identify(provider, token, origins, clock) };
}

/** What a token of this server stands for at Graph. */
async function identify(provider, text, origins, clock) {
  const token = await provider.AccessToken.find(text);
  if (!token) return undefined;
  const account = accountOf(token.accountId);
  const scopes = [...token.scopes].map((scope) => scope.replace(`${origins.graph}/`, ""));
  return {
    tenant: account.tenant, account: account.upn, name: account.name, oid: objectId(account.upn), client: token.clientId, scopes, roles: account.roles,
    expires: token.exp * 1000, issued: clock(), isCapable: false, hasMailbox: account.hasMailbox !== false,
  };
}

/** The claims of whoever was typed in; somebody unknown is nobody. */
function claimsOf(id) {
  const account = accountOf(id);
  if (!account) return { sub: id };
  return { sub: id, oid: objectId(account.upn), tid: TENANTS[account.tenant].id, name: account.name, preferred_username: account.upn };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "simulator" };
}

/** It warns of what a service would have to set up otherwise; here that is the point. */
async function quietly(work) {
  const { warn, info } = console;
  Object.assign(console, { warn: () => {}, info: () => {} });
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

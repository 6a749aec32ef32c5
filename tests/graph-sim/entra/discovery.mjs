// What a sign-in library reads first: where the addresses of a tenant are.
import { SignInError } from "./errors.mjs";
import { tenantOf } from "../data/tenants.mjs";

/** Names that stand for no tenant of their own. */
export const SHARED = ["common", "organizations", "consumers"];

/** The tenant a path names; `null` for a shared name. Throws 90002 for one that is not there. */
export function namedTenant(name) {
  if (SHARED.includes(name)) return null;
  const tenant = tenantOf(name);
  if (!tenant) throw new SignInError(90002, `It was called '${name}'.`);
  return tenant;
}

/** The OpenID configuration of a tenant. */
export function configuration(name, { login, graph }) {
  const tenant = namedTenant(name);
  const base = `${login}/${name}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${login}/${tenant?.id ?? "{tenantid}"}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${graph}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "email"],
    tenant_region_scope: null,
    cloud_instance_name: new URL(login).host,
    cloud_graph_host_name: new URL(graph).host,
    msgraph_host: new URL(graph).host,
  };
}

/** The answer of instance discovery, for clients that were not told to trust this host. */
export function instances({ login }, host) {
  const alias = new URL(login).host;
  return {
    tenant_discovery_endpoint: `${login}/common/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: alias, preferred_cache: alias, aliases: [alias, host].filter(Boolean) }],
  };
}

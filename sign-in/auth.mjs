// Sign-in with Microsoft, behind five functions. Nothing else of the page knows MSAL, and nothing of MSAL leaves this
// file but tokens, accounts and troubles of the shape that `trouble` gives.
import {
  BrowserAuthError,
  CacheLookupPolicy,
  InteractionRequiredAuthError,
  ProtocolMode,
  createStandardPublicClientApplication,
} from "@azure/msal-browser";

/** A sign-in with a second factor and a consent page may take this long, in milliseconds. */
const PATIENCE = 600_000;

let client;
let settings;
let giveUp;

/** Grows when somebody signs out: what a sign-in under way then brings is forgotten at once. */
let epoch = 0;

/** Tokens that are being renewed. */
const renewing = new Set();

/**
 * Starts the library.
 * `authority` is an origin, `tenant` a tenant's id or domain, or `organizations`; `memory` keeps tokens in no storage;
 * `oidc` is for a server of plain OpenID Connect, which has no tenants.
 */
export async function init({ clientId, authority, tenant, memory, oidc }) {
  settings = { authority, tenant, oidc };
  client = await attempt(() =>
    createStandardPublicClientApplication({
      auth: {
        clientId,
        authority: authorityOf(),
        knownAuthorities: [new URL(authority).host],
        redirectUri: new URL("redirect.html", document.baseURI).href,
        // A challenge of Graph for more claims is answered, so it may be asked.
        clientCapabilities: ["CP1"],
      },
      cache: { cacheLocation: memory ? "memoryStorage" : "sessionStorage" },
      system: {
        protocolMode: oidc ? ProtocolMode.OIDC : ProtocolMode.AAD,
        popupBridgeTimeout: PATIENCE,
        loggerOptions: { loggerCallback() {}, piiLoggingEnabled: false },
      },
    }),
  );
}

/** Ends a sign-in that went over a whole page; gives the account that came back, or nothing. */
export async function comeBack() {
  const result = await attempt(() => client.handleRedirectPromise());
  return result ? shown(result.account) : undefined;
}

/** Signs in, or consents to more scopes, in a window of its own or, with `redirect`, by leaving the page. */
export async function signIn({ scopes, claims, tenant, account, redirect }) {
  const known = account && find(account);
  const request = {
    scopes,
    claims: claims || undefined,
    authority: authorityOf(tenant),
    account: known,
    loginHint: known?.username,
    // A server of plain OpenID Connect may not know the word, and refuses it then.
    prompt: known || settings.oidc ? undefined : "select_account",
  };
  if (redirect) {
    // The library takes a window that was given up for one that is open, for ten minutes.
    sessionStorage.removeItem("msal.interaction.status");
    return attempt(() => client.acquireTokenRedirect(request));
  }
  const mine = epoch;
  const cancelled = new Promise((_, reject) => {
    giveUp = () => reject(told({ class: "denied", code: "cancelled_here" }));
  });
  const work = attempt(() => client.acquireTokenPopup({ ...request, overrideInteractionInProgress: true }));
  // After Cancel nobody waits for it; after a sign-out it brings nothing back.
  work.then(() => epoch === mine || client.clearCache()).catch(() => {});
  const result = await Promise.race([work, cancelled]);
  return { account: shown(result.account), scopes: result.scopes, tenant: result.tenantId };
}

/** Ends the wait for a window that the person closed: the library does not notice. */
export function cancel() {
  giveUp?.();
}

/** A token without asking anybody; fails with the class `interaction` where a person has to do something first. */
export async function token({ scopes, claims, tenant, account, force }) {
  const known = find(account);
  if (!known) throw told({ class: "interaction", code: "no_account" });
  const work = attempt(() =>
    client.acquireTokenSilent({
      scopes,
      claims: claims || undefined,
      authority: authorityOf(tenant),
      // The library looks tokens up by the tenant of the account and not by the authority: without this the token of
      // one's own tenant would be taken for a customer's.
      account: tenant && !settings.oidc ? { ...known, tenantId: tenant } : known,
      forceRefresh: Boolean(force),
      // No hidden frame: browsers that hold back its cookies let it fail only after seconds.
      cacheLookupPolicy: force ? CacheLookupPolicy.RefreshToken : CacheLookupPolicy.AccessTokenAndRefreshToken,
    }),
  );
  renewing.add(work);
  const result = await work.finally(() => renewing.delete(work));
  if (tenant && !settings.oidc && result.tenantId !== tenant) throw told({ class: "other", code: "other_tenant" });
  return { token: result.accessToken, tenant: result.tenantId, scopes: result.scopes };
}

/** Everyone who is signed in here. */
export function accounts() {
  return client.getAllAccounts().map(shown);
}

/** Forgets every token and account of this page; the session at Microsoft is the browser's and stays. */
export async function signOut() {
  giveUp?.();
  epoch += 1;
  // A token that comes after the cache was cleared would stay in it.
  await Promise.allSettled(renewing);
  await attempt(() => client.clearCache());
}

const find = (id) => client.getAllAccounts().find((account) => account.homeAccountId === id);

const authorityOf = (tenant) =>
  settings.oidc ? settings.authority : `${settings.authority}/${tenant || settings.tenant}`;

const shown = (account) => ({
  id: account.homeAccountId,
  name: account.username,
  person: account.name ?? "",
  tenant: account.tenantId,
});

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    throw told(trouble(error));
  }
}

/** What went wrong, as `{class, code, number, request}`: logic goes by the class alone, help by the rest. */
function trouble(error) {
  const code = String(error?.errorCode ?? error?.name ?? "");
  const text = String(error?.errorMessage ?? "");
  const number = Number(/AADSTS(\d+)/.exec(text)?.[1] ?? 0);
  const request = String(error?.correlationId ?? "");
  return { class: classOf(error, code), code, number, request };
}

const CLASSES = {
  popup_window_error: "popup",
  empty_window_error: "popup",
  block_nested_popups: "popup",
  user_cancelled: "denied",
  access_denied: "denied",
  timed_out: "timeout",
  redirect_bridge_timeout: "timeout",
  no_network_connectivity: "network",
  post_request_failed: "network",
  get_request_failed: "network",
  network_error: "network",
  endpoints_resolution_error: "network",
  openid_config_error: "network",
  server_error: "server",
  temporarily_unavailable: "server",
  unauthorized_client: "config",
  invalid_client: "config",
  invalid_request: "config",
  invalid_resource: "config",
  invalid_scope: "config",
  untrusted_authority: "config",
  authority_uri_insecure: "config",
  url_parse_error: "config",
};

function classOf(error, code) {
  if (CLASSES[code]) return CLASSES[code];
  if (error instanceof InteractionRequiredAuthError) return "interaction";
  // A refresh token that is over.
  if (code === "invalid_grant" || code === "no_tokens_found" || code === "token_refresh_required") return "interaction";
  return error instanceof BrowserAuthError && code.includes("timeout") ? "timeout" : "other";
}

const told = (what) => ({ code: "", number: 0, request: "", ...what });

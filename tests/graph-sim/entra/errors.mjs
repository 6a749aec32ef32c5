// Errors of the sign-in service: numbers and OAuth errors are the contract's, the sentences are the simulator's own.
import { randomUUID } from "node:crypto";

/** By number: the OAuth error at the authorize and at the token address, the suberror, and a sentence. */
const AADSTS = {
  50011: ["invalid_request", "invalid_request", null, "The redirect address is not registered for the application."],
  50020: ["access_denied", "invalid_grant", null, "The account does not exist in this tenant."],
  50057: ["invalid_grant", "invalid_grant", null, "The account is disabled."],
  50058: ["login_required", "login_required", null, "A silent sign-in was asked for, but nobody is signed in."],
  50076: ["interaction_required", "invalid_grant", "basic_action", "A second factor is needed, because the administrator changed something or you are elsewhere."],
  50079: ["interaction_required", "invalid_grant", "basic_action", "A second factor has to be registered."],
  50105: ["access_denied", "invalid_grant", null, "The application is for assigned people, and this account is not assigned."],
  50173: ["invalid_grant", "invalid_grant", "bad_token", "The grant was revoked; sign in again."],
  50177: ["invalid_request", "invalid_grant", null, "The account has no delegated access to this tenant."],
  50194: ["invalid_request", "invalid_request", null, "The application is of one tenant and cannot be used at /common."],
  53000: ["interaction_required", "invalid_grant", "message_only", "The device is not compliant."],
  53003: ["access_denied", "invalid_grant", "message_only", "A Conditional Access policy blocks the access."],
  54005: ["invalid_grant", "invalid_grant", null, "The code was redeemed before."],
  65001: ["consent_required", "invalid_grant", "consent_required", "Neither the user nor an administrator has consented to the application."],
  65004: ["access_denied", "access_denied", null, "The user declined to consent."],
  70000: ["invalid_grant", "invalid_grant", null, "The grant is not valid."],
  70011: ["invalid_scope", "invalid_scope", null, "A scope is not valid."],
  70043: ["invalid_grant", "invalid_grant", "token_expired", "The sign-in is older than the policy allows."],
  90002: ["invalid_request", "invalid_request", null, "The tenant was not found."],
  90006: ["temporarily_unavailable", "temporarily_unavailable", null, "The service is busy."],
  90094: ["access_denied", "access_denied", null, "An administrator has to consent."],
  90095: ["access_denied", "access_denied", null, "An administrator has to consent; a request can be sent."],
  90099: ["unauthorized_client", "unauthorized_client", null, "The application is not approved in the customer's tenant."],
  501481: ["invalid_grant", "invalid_grant", null, "The code verifier does not fit the code challenge."],
  530032: ["access_denied", "invalid_grant", "message_only", "A security policy of the tenant blocks the access."],
  650056: ["invalid_request", "invalid_request", null, "The application is misconfigured: a permission is not listed."],
  650057: ["invalid_resource", "invalid_resource", null, "The resource is not listed in the registration."],
  700016: ["unauthorized_client", "unauthorized_client", null, "The application was not found in the tenant."],
  700022: ["invalid_request", "invalid_request", null, "The scopes are of more than one resource."],
  700084: ["invalid_grant", "invalid_grant", null, "The refresh token of a single-page application is over, and its lifetime cannot be extended."],
  900144: ["invalid_request", "invalid_request", null, "A parameter is missing from the request."],
  9002325: ["invalid_request", "invalid_request", null, "A proof key (PKCE) is needed."],
  9002326: ["invalid_request", "invalid_request", null, "Only a 'Single-Page Application' may redeem tokens from another origin."],
  9002327: ["invalid_request", "invalid_request", null, "Tokens of a single-page application are redeemed from another origin only."],
};

/** Numbers the simulator can give. */
export const isKnown = (code) => code in AADSTS;

/** An error to be thrown: `code` is an AADSTS number. */
export class SignInError extends Error {
  constructor(code, detail = "") {
    super(AADSTS[code][3] + (detail && ` ${detail}`));
    this.code = Number(code);
  }
}

/** `{ error, error_description, error_uri, suberror? }` for the redirect, or with more members for the token address. */
export function members(failure, place, { login, correlation = randomUUID(), now }) {
  const { code } = failure;
  const [atAuthorize, atToken, suberror] = AADSTS[code];
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
  const trace = randomUUID();
  const description = `AADSTS${code}: ${failure.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
  const uri = `${login}/error?code=${code}`;
  const shared = { error: place === "authorize" ? atAuthorize : atToken, error_description: description, error_uri: uri, ...(suberror && { suberror }) };
  if (place === "authorize") return shared;
  return { ...shared, error_codes: [code], timestamp, trace_id: trace, correlation_id: correlation };
}

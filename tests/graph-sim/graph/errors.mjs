// Errors as Graph shapes them: statuses, codes and headers are the contract's, the sentences are the simulator's own.

/** By the name rules use in `fail`: status, code and, where it matters, message and headers. */
export const ERRORS = {
  "400-bad-request": [400, "Request_BadRequest", "The request cannot be understood as it stands."],
  "400-unsupported-query": [400, "Request_UnsupportedQuery", "This query needs the header 'ConsistencyLevel: eventual' and $count=true."],
  "400-count": [400, "Request_BadRequest", "$count is not offered without the header 'ConsistencyLevel: eventual'."],
  "400-expired-page-token": [400, "Directory_ExpiredPageToken", "The page token of this address is too old."],
  "400-skip-token": [400, "BadRequest", "The skip token of this address is not known."],
  "400-unknown-segment": [400, "BadRequest", "There is no resource at this segment of the path."],
  "400-json-not-supported": [400, "", "JSON format is not supported."],
  "401-missing": [401, "InvalidAuthenticationToken", "There is no access token."],
  "401-expired": [401, "InvalidAuthenticationToken", "The lifetime of the access token is over."],
  "401-claims": [401, "InvalidAuthenticationToken", "The session has to be looked at again: TokenCreatedWithOutdatedPolicies."],
  "403-denied": [403, "Authorization_RequestDenied", "The privileges are not sufficient for this operation."],
  "403-premium": [403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "The tenant has no premium license."],
  "403-role": [403, "Authentication_RequestFromUnsupportedUserRole", "None of the user's roles is allowed here."],
  "403-usage-role": [403, "S2SUnauthorized", "The permission is not valid for this report."],
  "403-mail": [403, "ErrorAccessDenied", "The mailbox does not allow this."],
  "403-share": [403, "accessDenied", "The item is not shared with this account."],
  "404-resource": [404, "Request_ResourceNotFound", "No object has this id."],
  "404-share": [404, "itemNotFound", "There is no such item any more."],
  "404-mailbox": [404, "MailboxNotEnabledForRESTAPI", "The account has no mailbox in the cloud."],
  "405-method": [405, "Request_BadRequest", "The method is not allowed for this address."],
  "410-resync": [410, "resyncRequired", "The state that was kept is too old; list everything again."],
  "429-directory": [429, "TooManyRequests", "Too many requests, come back later."],
  "429-reporting": [429, "UnknownError", "Too many requests, come back later."],
  "500-internal": [500, "UnknownError", ""],
  "501-not-implemented": [501, "NotImplemented", "A property that was selected is not given for a collection."],
  "503-unavailable": [503, "serviceNotAvailable", "The service is away for a moment."],
  "504-timeout": [504, "UnknownError", ""],
};

/** `{ status, body }` of an error; `ids` are those of the request it answers. */
export function errorBody(name, ids, message) {
  const [status, code, text] = ERRORS[name];
  const innerError = { date: ids.date, "request-id": ids.request, "client-request-id": ids.client };
  const error = { code, message: message ?? text, innerError };
  // Throttling nests its texts, and the reporting family spells the member in another way.
  if (name === "429-directory") Object.assign(innerError, { code: "429", message: "Come back later", status: "429" });
  if (name === "429-reporting") {
    delete error.innerError;
    error.innererror = { date: ids.date, "request-id": ids.request };
  }
  return { status, body: { error } };
}

/** The claims a token has to be asked for anew with. */
export function claimsOf(nbf) {
  return JSON.stringify({ access_token: { nbf: { essential: true, value: String(nbf) } } });
}

/** `WWW-Authenticate` of a 401; with a challenge where `nbf` is given. */
export function authenticate(login, nbf) {
  const plain = `Bearer realm="", authorization_uri="${login}/common/oauth2/authorize"`;
  if (nbf === undefined) return plain;
  const claims = Buffer.from(claimsOf(nbf)).toString("base64");
  return `${plain}, error="insufficient_claims", claims="${claims}"`;
}

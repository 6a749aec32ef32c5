// What Graph lets a page of another origin do and read.

const EXPOSED = [
  "ETag", "Location", "Preference-Applied", "Content-Range", "request-id", "client-request-id", "ReadWriteConsistencyToken", "Retry-After",
  "SdkVersion", "WWW-Authenticate", "x-ms-client-gcc-tenant", "X-Planner-Operationid", "x-ms-permissions-recommendations",
];

/** Headers of every answer of Graph itself. `hidden` names one that is not exposed, as `Retry-After` was not in 2022. */
export function corsHeaders(hidden) {
  return {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": EXPOSED.filter((name) => name !== hidden).join(", "),
  };
}

/** The answer to a preflight: what was asked for is allowed, by every origin. */
export function answerPreflight(request, response) {
  const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Max-Age": "0" };
  const asked = request.headers["access-control-request-headers"];
  const method = request.headers["access-control-request-method"];
  if (asked) headers["Access-Control-Allow-Headers"] = asked;
  if (method) headers["Access-Control-Allow-Methods"] = method;
  response.writeHead(200, headers).end();
}

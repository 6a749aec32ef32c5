// Small things every host of the simulator does with a request and a response.

const LARGEST_BODY = 4 * 1024 * 1024;

/** The body of a request as text; at most 4 MiB of it. */
export async function bodyOf(request) {
  const pieces = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LARGEST_BODY) throw new Error("the body of a request is over 4 MiB");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** Sends a value as JSON. */
export function sendJson(response, status, value, headers = {}) {
  const body = JSON.stringify(value);
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
  response.end(body);
}

/** Sends a page of HTML that nobody keeps. */
export function sendHtml(response, status, html, headers = {}) {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", ...headers });
  response.end(html);
}

/** Sends the browser elsewhere. */
export function redirect(response, address, headers = {}) {
  response.writeHead(302, { Location: address, "Cache-Control": "no-store", ...headers });
  response.end();
}

/** The cookies of a request by name. */
export function cookiesOf(request) {
  const pairs = (request.headers.cookie ?? "").split("; ").filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

/** Text as it may stand in HTML. */
export function escaped(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return String(text).replace(/[&<>"']/g, (sign) => names[sign]);
}

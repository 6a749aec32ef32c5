// What goes wrong on purpose. A rule of `fail` names a path and what its answer becomes:
//
//   { path: "/v1.0/users", page: 3, as: "503-unavailable", times: 2 }
//
// `path` is the whole decoded path, or its beginning where it ends in `*`; `page`, `tenant` (its key), `account` and
// `method` narrow it. `as` is a name of `errors.mjs` or of `KINDS`; without `times` it happens once.
import { useUp } from "../server/scenario.mjs";
import { ERRORS } from "./errors.mjs";

/** What can happen beside the errors of Graph, and when it shows. */
export const KINDS = {
  // Before Graph sees the request.
  "502-html": "edge", // a proxy's page without CORS headers
  "hang": "edge", // no answer at all
  "reset": "edge", // the connection breaks before the answer; a browser asks once more by itself where it had used that connection before
  // In place of the answer: `status`, `headers` and `body` of the rule.
  "custom": "answer",
  // The right answer, spoilt.
  "stall": "body", // half of it, then silence
  "cut": "body", // half of it, then the connection breaks
  "truncated": "body", // half of it, as if that were all
  "not-json": "body",
  "empty": "body",
  "mistyped": "body", // members of other types than the contract's, and a record that is none
  "loop": "body", // the next link leads to this page again
  "link:host": "body", // the next link leads to another host,
  "link:lookalike": "body", // to one that begins like Graph's,
  "link:userinfo": "body", // to one that hides behind an `@`,
  "link:http": "body", // and to Graph without TLS
  "slow": "delay", // the right answer after `ms` milliseconds
};

/** Throws a sentence about a rule that would never do anything. */
export function checkRule(rule) {
  if (typeof rule.path !== "string" || !rule.path.startsWith("/")) throw new Error("a rule of `fail` needs a `path` that begins with `/`");
  if (!(rule.as in KINDS) && !(rule.as in ERRORS)) throw new Error(`\`fail\` knows no \`${rule.as}\`; graph/faults.mjs and graph/errors.mjs list what it knows`);
}

/** The first rule that holds for a request, used up by one; `when` are the kinds looked for. */
export function faultFor(rules, when, { path, page, method, tenant, account }) {
  return rules.find((rule) => {
    const kind = KINDS[rule.as] ?? "error";
    const isHere = rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
    const fits = (name, value) => rule[name] === undefined || rule[name] === value;
    return when.includes(kind) && isHere && fits("page", page) && fits("method", method) && fits("tenant", tenant)
      && fits("account", account) && useUp(rule);
  });
}

/** Sends what an edge sends that never asked Graph; nothing of it can be read by a page. */
export function failAtEdge(rule, response) {
  if (rule.as === "hang") return;
  if (rule.as === "reset") return void response.destroy();
  response.writeHead(502, { "Content-Type": "text/html" });
  response.end("<html><head><title>502</title></head><body><h1>502</h1><p>The gateway got no answer.</p></body></html>");
}

/** Sends a body as the rule has it, or as it is without one. */
export function sendBody(rule, response, status, headers, value, links) {
  const spoilt = rule ? changed(rule.as, value, links) : value;
  const text = rule?.as === "not-json" ? "<!doctype html><title>Sign in</title>" : rule?.as === "empty" ? "" : JSON.stringify(spoilt);
  const bytes = Buffer.from(text);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const isWhole = !["stall", "cut", "truncated"].includes(rule?.as);
  const length = rule?.as === "truncated" ? half.length : bytes.length;
  response.writeHead(status, { ...headers, "Content-Length": length });
  if (isWhole) return void response.end(bytes);
  if (rule.as === "truncated") return void response.end(half);
  response.write(half);
  // What was written has to be on its way before the line breaks.
  if (rule.as === "cut") setTimeout(() => response.destroy(), 50);
}

function changed(as, value, { here, origins, port }) {
  if (as === "mistyped") return mistyped(value);
  const path = here.slice(origins.graph.length);
  const next = {
    "loop": here,
    "link:host": `https://evil.rollcall.test:${port}${path}`,
    "link:lookalike": `https://graph.rollcall.test.evil.rollcall.test:${port}${path}`,
    "link:userinfo": `https://graph.rollcall.test:${port}@evil.rollcall.test:${port}${path}`,
    "link:http": `http://graph.rollcall.test:${port}${path}`,
  }[as];
  return next ? { ...value, "@odata.nextLink": next } : value;
}

/** Every second record with another type in each member that had one of the first rows' types; the first one is `null`. */
function mistyped(value) {
  if (!Array.isArray(value.value)) return { value: 17 };
  const other = { string: 17, boolean: "perhaps", number: "many", object: "an object" };
  const records = value.value.map((record, at) => {
    if (at === 0) return null;
    if (at % 2) return record;
    return Object.fromEntries(Object.entries(record).map(([name, member]) => [name, name === "id" ? member : other[typeof member]]));
  });
  return { ...value, value: records };
}

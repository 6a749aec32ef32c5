// What goes wrong on purpose, as it looks from outside.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { signInClient } from "./client.mjs";
import { start } from "./start.mjs";

const USERS = "/v1.0/users?$select=id,accountEnabled,createdDateTime";

let sim, get, all;
before(async () => {
  sim = await start({ answer: "at-once", limits: false, pageSize: 3, emptyEvery: 0 });
  const client = signInClient(sim);
  const { access_token } = await client.signIn("User.Read.All AuditLog.Read.All");
  get = (address, more) => client.graph(access_token, address, more);
  all = (address) => client.pages(access_token, address);
});
beforeEach(() => sim.reset());
after(() => sim.stop());

test("each error of the contract has its status and its code", async () => {
  const expected = {
    "400-expired-page-token": [400, "Directory_ExpiredPageToken"], "400-json-not-supported": [400, ""], "400-unsupported-query": [400, "Request_UnsupportedQuery"],
    "400-unknown-segment": [400, "BadRequest"], "401-expired": [401, "InvalidAuthenticationToken"], "401-claims": [401, "InvalidAuthenticationToken"],
    "403-premium": [403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"], "403-denied": [403, "Authorization_RequestDenied"],
    "403-role": [403, "Authentication_RequestFromUnsupportedUserRole"], "403-usage-role": [403, "S2SUnauthorized"], "403-mail": [403, "ErrorAccessDenied"],
    "404-resource": [404, "Request_ResourceNotFound"], "404-share": [404, "itemNotFound"], "404-mailbox": [404, "MailboxNotEnabledForRESTAPI"],
    "410-resync": [410, "resyncRequired"], "429-directory": [429, "TooManyRequests"], "429-reporting": [429, "UnknownError"], "500-internal": [500, "UnknownError"],
    "501-not-implemented": [501, "NotImplemented"], "503-unavailable": [503, "serviceNotAvailable"], "504-timeout": [504, "UnknownError"],
  };
  for (const [as, [status, code]] of Object.entries(expected)) {
    sim.set({ fail: { path: "/v1.0/users", as } });
    const answer = await get(USERS);
    assert.deepEqual([answer.status, answer.json.error.code], [status, code]);
    assert.equal(typeof answer.json.error.message, "string");
    // One spelling of the member or the other, with the id of the request.
    const inner = answer.json.error.innerError ?? answer.json.error.innererror;
    assert.equal(inner["request-id"], answer.headers["request-id"]);
    assert.equal(answer.headers["access-control-allow-origin"], "*");
    assert.equal(answer.headers["content-type"], "application/json");
    assert.equal("retry-after" in answer.headers, status === 429 || status === 503, as);
    assert.equal("www-authenticate" in answer.headers, status === 401, as);
    // Once, where nothing else is said.
    assert.equal((await get(USERS)).status, 200);
  }
});

test("a rule holds for its page, its method, its account and its number of times", async () => {
  sim.set({ fail: [{ path: "/v1.0/users", page: 7, times: 2, as: "503-unavailable", retryAfter: "0.5" }] });
  let next = USERS;
  for (let page = 1; page < 7; page++) next = (await get(next)).json["@odata.nextLink"];
  for (let n = 0; n < 2; n++) {
    const refused = await get(next);
    assert.deepEqual([refused.status, refused.headers["retry-after"]], [503, "0.5"]);
  }
  assert.equal((await get(next)).status, 200);
  assert.equal((await all(USERS)).length, 20);
  sim.set({ fail: [{ path: "/v1.0/users", as: "500-internal", account: "no.role@contoso.example" }, { path: "/v1.0/users", as: "500-internal", method: "POST" }] });
  assert.equal((await get(USERS)).status, 200);
  sim.set({ fail: { path: "/v1.0/aud*", as: "504-timeout", times: "always" } });
  for (let n = 0; n < 3; n++) assert.equal((await get("/v1.0/auditLogs/signIns")).status, 504);
});

test("an edge that answers in Graph's place says nothing of other origins", async () => {
  sim.set({ fail: { path: "/v1.0/users", as: "502-html" } });
  const answer = await get(USERS);
  assert.deepEqual([answer.status, answer.headers["content-type"], answer.headers["access-control-allow-origin"]], [502, "text/html", undefined]);
});

test("answers stop, break off, or never come", async () => {
  const quick = { timeout: 300 };
  const fails = async (as, error) => {
    sim.set({ fail: { path: "/v1.0/users", as } });
    await assert.rejects(get(USERS, quick), error, as);
  };
  await fails("hang", /timeout/);
  await fails("stall", /timeout/);
  await fails("reset", /hang up|ECONNRESET/);
  await fails("cut", /aborted|ECONNRESET/);
});

test("bodies are cut, empty, no JSON, or of other types", async () => {
  const spoilt = async (as) => {
    sim.set({ fail: { path: "/v1.0/users", as } });
    const answer = await get(USERS);
    assert.equal(answer.status, 200);
    return answer;
  };
  const whole = (await get(USERS)).text;
  const half = (await spoilt("truncated")).text;
  assert.ok(Math.abs(half.length - whole.length / 2) < 50);
  assert.throws(() => JSON.parse(half));
  assert.equal((await spoilt("empty")).text, "");
  assert.match((await spoilt("not-json")).text, /^<!doctype html>/);
  const { value } = (await spoilt("mistyped")).json;
  assert.equal(value[0], null);
  assert.equal(value[2].accountEnabled, "perhaps");
  assert.equal(value[2].createdDateTime, 17);
  sim.set({ fail: { path: "/v1.0/users", as: "custom", status: 418, headers: { "X-A": "b" }, body: { a: 1 } } });
  const custom = await get(USERS);
  assert.deepEqual([custom.status, custom.headers["x-a"], custom.json], [418, "b", { a: 1 }]);
});

test("next links lead to four hostile places, or round in a circle", async () => {
  const link = async (as) => {
    sim.set({ fail: { path: "/v1.0/users", as } });
    return (await get(USERS)).json["@odata.nextLink"];
  };
  const { graph } = sim.origins;
  const hosts = {
    "link:host": ["https:", `evil.rollcall.test:${sim.port}`],
    "link:lookalike": ["https:", `graph.rollcall.test.evil.rollcall.test:${sim.port}`],
    "link:userinfo": ["https:", `evil.rollcall.test:${sim.port}`],
    "link:http": ["http:", `graph.rollcall.test:${sim.port}`],
  };
  for (const [as, expected] of Object.entries(hosts)) {
    const address = await link(as);
    const { protocol, host, origin, pathname } = new URL(address);
    assert.deepEqual([protocol, host, pathname], [...expected, "/v1.0/users"], as);
    assert.notEqual(origin, graph);
  }
  assert.ok((await link("link:userinfo")).startsWith(`https://graph.rollcall.test:${sim.port}@`));
  assert.equal(await link("loop"), graph + USERS);
});

test("slow answers come in the end", async () => {
  sim.set({ fail: { path: "/v1.0/users", as: "slow", ms: 400 } });
  const begun = performance.now();
  assert.equal((await get(USERS)).status, 200);
  assert.ok(performance.now() - begun >= 395);
});

test("a rule that would never do anything is refused", () => {
  assert.throws(() => sim.set({ fail: { path: "/v1.0/users", as: "503" } }), /knows no `503`/);
  assert.throws(() => sim.set({ fail: { path: "users", as: "hang" } }), /begins with/);
  assert.throws(() => sim.set({ signIn: { code: 1 } }), /AADSTS1/);
  assert.throws(() => sim.set({ concealedNames: true }), /knows no `concealedNames`/);
});

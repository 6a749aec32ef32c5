// The hosts, the page, the log and the control port.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fetcher, signInClient } from "./client.mjs";
import { roleOf } from "./server/hosts.mjs";
import { withOwnHosts } from "./server/page.mjs";
import { start } from "./start.mjs";

const POLICY = "default-src 'none'; connect-src 'self' https://login.microsoftonline.com https://login.microsoftonline.us https://graph.microsoft.com "
  + "https://dod-graph.microsoft.us https://microsoftgraph.chinacloudapi.cn https://*.sharepoint.com; frame-src 'self' https://login.microsoftonline.com; img-src 'self' data:";
const head = (policy) => `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="${policy}"><p>https://graph.microsoft.com</p>`;

let sim, dist, fetch;
before(async () => {
  dist = mkdtempSync(join(tmpdir(), "rollcall-dist-"));
  for (const name of ["index.html", "live.html"]) writeFileSync(join(dist, name), head(POLICY));
  writeFileSync(join(dist, "redirect.html"), "back");
  writeFileSync(join(dist, "app-0123456789abcdef.js"), "1");
  writeFileSync(join(dist, "config.json"), "{}");
  sim = await start({ answer: "at-once", dist });
  fetch = fetcher(sim);
});
beforeEach(() => { sim.reset(); sim.log.clear(); });
after(async () => {
  await sim.stop();
  rmSync(dist, { recursive: true });
});

test("the certificate is of P-256, for all hosts, signed by itself", () => {
  const cert = new X509Certificate(sim.cert);
  assert.ok(cert.verify(cert.publicKey));
  assert.equal(cert.publicKey.asymmetricKeyDetails.namedCurve, "prime256v1");
  assert.equal(cert.checkHost("reports.rollcall.test"), "*.rollcall.test");
  assert.equal(cert.checkHost("rollcall.test.evil.example"), undefined);
  assert.ok(new Date(cert.validFrom) < new Date() && new Date() < new Date(cert.validTo));
});

test("a host that is none of the simulator's gets no part", async () => {
  assert.equal(roleOf("graph.rollcall.test:1"), "graph");
  for (const host of ["evil.rollcall.test", "graph.rollcall.test.evil.rollcall.test", "xgraph.rollcall.test", ""]) assert.equal(roleOf(host), undefined);
  const answer = await fetch(`https://evil.rollcall.test:${sim.port}/v1.0/users`, { headers: { authorization: "Bearer a" } });
  assert.equal(answer.status, 421);
  // But it is seen, with whatever was sent.
  const [entry] = sim.log.find({ role: "unknown" });
  assert.equal(entry.headers.authorization, "Bearer a");
});

test("a request without TLS is answered with nothing, and seen", async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `graph.rollcall.test:${sim.port}`, authorization: "Bearer b" };
    httpRequest({ host: "127.0.0.1", port: sim.port, path: "/v1.0/users", headers }, (response) => resolve(response.resume().statusCode)).on("error", reject).end();
  });
  assert.equal(status, 421);
  assert.deepEqual(sim.log.find({ scheme: "http" }).map((entry) => [entry.role, entry.headers.authorization]), [["graph", "Bearer b"]]);
});

test("the page is served as it was built, but for the hosts its policy names and its settings", async () => {
  const { app, login, graph, files } = sim.origins;
  assert.equal((await fetch(`${app}/`)).text, head(POLICY));
  const live = (await fetch(`${app}/live.html`)).text;
  assert.equal(live, head(`default-src 'none'; connect-src 'self' ${login} ${graph} ${files}; frame-src 'self' ${login}; img-src 'self' data:`));
  assert.deepEqual((await fetch(`${app}/config.json`)).json, { client_id: sim.scenario.clientId, tenant: "organizations", cloud: "global", authority: login, graph, downloads: [files] });
  assert.equal((await fetch(`${app}/redirect.html`)).headers["cache-control"], "no-store");
  assert.match((await fetch(`${app}/app-0123456789abcdef.js`)).headers["cache-control"], /immutable/);
  assert.equal((await fetch(`${app}/../../etc/passwd`)).status, 404);
  assert.equal((await fetch(`${app}/%2e%2e%2f%2e%2e%2fetc%2fpasswd`)).status, 404);
  sim.set({ signInServer: "oidc", config: { tenant: "contoso.example" } });
  assert.deepEqual((await fetch(`${app}/config.json`)).json, { client_id: sim.scenario.clientId, tenant: "contoso.example", cloud: "global", authority: sim.origins.oidc, graph, downloads: [files], protocol: "OIDC" });
  assert.ok(withOwnHosts(head(POLICY), sim).includes(sim.origins.oidc));
});

test("the log says what was sent to whom, when, and how many at once", async () => {
  const client = signInClient(sim);
  const { access_token } = await client.signIn("User.Read");
  sim.set({ delay: 60 });
  await Promise.all([1, 2, 3].map(() => client.graph(access_token, "/v1.0/me")));
  const seen = sim.log.find({ role: "graph", path: "/v1.0/me" });
  assert.deepEqual(seen.map((entry) => entry.inFlight).sort(), [1, 2, 3]);
  assert.ok(seen.every((entry) => entry.headers.authorization === `Bearer ${access_token}` && entry.account === "analyst@contoso.example" && entry.tenant === "contoso"));
  assert.ok(seen.every((entry) => entry.status === 200 && entry.end === "given" && entry.took >= 55 && entry.page === 1));
  assert.equal(sim.log.find({ role: "login", method: "POST" }).length, 1);
  await client.graph(access_token, "/v1.0/me");
  assert.equal(sim.log.find({ path: "/v1.0/me" }).at(-1).inFlight, 1);
});

test("another process steers it by the control port, which the page's hosts know nothing of", async () => {
  const control = async (method, path, body) => {
    const answer = await globalThis.fetch(`${sim.control}${path}`, { method, body: body && JSON.stringify(body) });
    return [answer.status, await answer.json()];
  };
  assert.equal((await control("GET", ""))[1].graph, sim.origins.graph);
  await control("POST", "", { concealed: true, fail: { path: "/v1.0/me", as: "500-internal" } });
  assert.deepEqual([sim.scenario.concealed, sim.scenario.fail.length], [true, 1]);
  const [status, { error }] = await control("POST", "", { nonsense: 1 });
  assert.equal(status, 400);
  assert.match(error, /nonsense/);
  const client = signInClient(sim);
  const { access_token } = await client.signIn("User.Read");
  assert.deepEqual([(await client.graph(access_token, "/v1.0/me")).status, (await client.graph(access_token, "/v1.0/me")).status], [500, 200]);
  assert.equal((await control("GET", "/log?role=graph"))[1].length, 2);
  assert.deepEqual((await control("POST", "/do/expireAccess"))[0], 200);
  assert.equal((await client.graph(access_token, "/v1.0/me")).status, 401);
  assert.equal((await control("POST", "/do/toString"))[0], 404);
  await control("POST", "/do/reset");
  assert.equal(sim.scenario.concealed, false);
  await control("DELETE", "/log");
  assert.deepEqual((await control("GET", "/log"))[1], []);
  assert.deepEqual((await control("GET", "/sent"))[1], []);
  for (const origin of Object.values(sim.origins)) assert.notEqual((await fetch(`${origin}/control/log`)).status, 200);
});

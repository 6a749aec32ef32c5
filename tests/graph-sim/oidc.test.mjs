// The certified sign-in server: the same walk by a client that knows no Entra, and the same Graph behind it.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { fetcher } from "./client.mjs";
import { start } from "./start.mjs";

let sim, fetch;
before(async () => {
  sim = await start({ oidc: true });
  fetch = fetcher(sim);
});
after(() => sim.stop());

const form = (values) => new URLSearchParams(values).toString();
const FORM = "application/x-www-form-urlencoded";

/** Walks through the pages as a browser would: its cookies, its redirects, its forms. */
async function signIn(scope, login) {
  const verifier = randomBytes(32).toString("base64url");
  const redirect_uri = `${sim.origins.app}/redirect.html`;
  const cookies = new Map();
  const step = async (address, options = {}) => {
    const answer = await fetch(address, { ...options, headers: { ...options.headers, cookie: [...cookies].map((pair) => pair.join("=")).join("; ") } });
    for (const cookie of answer.headers["set-cookie"] ?? []) cookies.set(...cookie.split(";")[0].split(/=(.*)/s).slice(0, 2));
    const { location } = answer.headers;
    if (!location || location.startsWith(redirect_uri)) return location ?? answer.text;
    return step(new URL(location, address).href);
  };
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const query = { client_id: sim.scenario.clientId, scope, redirect_uri, response_type: "code", response_mode: "fragment", state: "s", nonce: "n", code_challenge: challenge, code_challenge_method: "S256" };
  const press = (page, values) => {
    const [, action] = /action="([^"]+)"/.exec(page);
    return step(new URL(action, sim.origins.oidc).href, { method: "POST", headers: { "content-type": FORM }, body: form(values) });
  };
  const consent = await press(await step(`${sim.origins.oidc}/auth?${form(query)}`), { prompt: "login", login, password: "x" });
  const answer = Object.fromEntries(new URLSearchParams((await press(consent, { prompt: "consent" })).split("#")[1]));
  return { verifier, redirect_uri, ...answer };
}

const token = (values, origin = sim.origins.app) => fetch(`${sim.origins.oidc}/token`, {
  method: "POST", headers: { "content-type": FORM, origin }, body: form({ client_id: sim.scenario.clientId, ...values }),
});

test("a code with its proof key gives tokens, which Graph takes for what they are", async () => {
  const scope = `openid profile offline_access ${sim.origins.graph}/User.Read.All`;
  const { code, verifier, redirect_uri, state } = await signIn(scope, "analyst@contoso.example");
  assert.equal(state, "s");
  const exchange = { grant_type: "authorization_code", code, redirect_uri };
  assert.equal((await token({ ...exchange, code_verifier: "w".repeat(43) })).json.error, "invalid_grant");
  const answer = await token({ ...exchange, code_verifier: verifier });
  assert.equal(answer.headers["access-control-allow-origin"], sim.origins.app);
  const tokens = answer.json;
  const id = JSON.parse(Buffer.from(tokens.id_token.split(".")[1], "base64url"));
  assert.deepEqual([id.preferred_username, id.tid, id.nonce], ["analyst@contoso.example", "7e4a0000-0000-4000-8000-000000000001", "n"]);
  const ask = (path, bearer = tokens.access_token) => fetch(sim.origins.graph + path, { headers: { authorization: `Bearer ${bearer}` } });
  assert.equal((await ask("/v1.0/users?$select=id")).json.value.length, 60);
  // It has this scope and no other.
  assert.equal((await ask("/v1.0/auditLogs/signIns")).status, 403);
  const renewed = (await token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token, scope })).json;
  assert.ok(renewed.access_token && renewed.access_token !== tokens.access_token);
  assert.equal((await ask("/v1.0/me", renewed.access_token)).json.userPrincipalName, "analyst@contoso.example");
});

test("no other origin may read what the token address answers", async () => {
  const answer = await token({ grant_type: "refresh_token", refresh_token: "x" }, "https://elsewhere.example");
  assert.equal(answer.headers["access-control-allow-origin"], undefined);
});

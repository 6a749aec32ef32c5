// The sign-in server against what the contract says of Entra, by a client that was written for the purpose.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { signInClient } from "./client.mjs";
import { start } from "./start.mjs";

let sim;
before(async () => { sim = await start({ answer: "at-once" }); });
beforeEach(() => { sim.reset(); sim.events.signEverybodyOut(); });
after(() => sim.stop());

const decoded = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

test("the configuration names the tenant's own addresses, and the issuer by its id", async () => {
  const { fetch } = signInClient(sim);
  const at = (tenant) => fetch(`${sim.origins.login}/${tenant}/v2.0/.well-known/openid-configuration`);
  const common = (await at("common")).json;
  assert.equal(common.issuer, `${sim.origins.login}/{tenantid}/v2.0`);
  assert.equal(common.token_endpoint, `${sim.origins.login}/common/oauth2/v2.0/token`);
  assert.equal((await at("contoso.example")).json.issuer, `${sim.origins.login}/7e4a0000-0000-4000-8000-000000000001/v2.0`);
  const unknown = await at("nowhere.example");
  assert.equal(unknown.status, 400);
  assert.equal(unknown.json.error, "invalid_tenant");
  assert.match(unknown.json.error_description, /^AADSTS90002: /);
  assert.equal(unknown.headers["access-control-allow-origin"], "*");
});

test("a code and its verifier give tokens that say who and where, and Graph takes them", async () => {
  const client = signInClient(sim);
  const answer = await client.authorize("openid profile offline_access User.Read");
  assert.ok(answer.location.startsWith(`${sim.origins.app}/redirect.html#`));
  assert.equal(answer.state, "a-state");
  assert.ok(answer.session_state && answer.client_info);
  const tokens = (await client.redeem(answer)).json;
  assert.equal(tokens.token_type, "Bearer");
  assert.equal(tokens.refresh_token_expires_in, 86400);
  const id = decoded(tokens.id_token);
  assert.deepEqual([id.preferred_username, id.nonce, id.ver, id.aud], ["analyst@contoso.example", "a-nonce", "2.0", sim.scenario.clientId]);
  assert.equal(id.tid, "7e4a0000-0000-4000-8000-000000000001");
  assert.deepEqual(JSON.parse(Buffer.from(tokens.client_info, "base64url")), { uid: id.oid, utid: id.tid });
  // Opaque: nothing of it can be read.
  assert.ok(!tokens.access_token.includes("."));
  const me = (await client.graph(tokens.access_token, "/v1.0/me?$select=id,userPrincipalName")).json;
  assert.deepEqual([me.id, me.userPrincipalName], [id.oid, "analyst@contoso.example"]);
});

test("a code is redeemed once, by its client, with its verifier", async () => {
  const client = signInClient(sim);
  const answer = await client.authorize("openid User.Read");
  const code = (more) => client.redeem({ ...answer, ...more }).then(({ json }) => json.error_codes?.[0]);
  assert.equal(await code({ verifier: "x".repeat(43) }), 501481);
  assert.equal((await client.redeem(answer, { redirect_uri: `${sim.origins.app}/live.html` })).json.error_codes[0], 70000);
  assert.equal(await code(), undefined);
  assert.equal(await code(), 54005);
  assert.equal(await code({ code: "0.C_made-up" }), 70000);
});

test("without a proof key there is no code", async () => {
  const answer = await signInClient(sim).authorize("openid User.Read", { code_challenge: undefined });
  assert.equal(answer.error, "invalid_request");
  assert.match(answer.error_description, /^AADSTS9002325: /);
});

test("the token address asks for the origin of a single-page application", async () => {
  const client = signInClient(sim);
  const tokens = await client.signIn("User.Read");
  const from = async (origin) => (await client.renew(tokens.refresh_token, {}, { from: origin })).json.error_codes?.[0];
  assert.equal(await from("https://elsewhere.example"), 9002326);
  assert.equal(await from(null), 9002327);
  assert.equal(await from(sim.origins.app), undefined);
  sim.set({ platform: "web" });
  const refused = await client.renew(tokens.refresh_token);
  assert.deepEqual(refused.json.error_codes, [9002326]);
  // The library shows the number, so the refusal can be read.
  assert.equal(refused.headers["access-control-allow-origin"], sim.origins.app);
});

test("a refresh token is renewed with the time that is left, and ends with it", async () => {
  let now = 1_795_000_000_000;
  const slow = await start({ answer: "at-once", clock: () => now });
  try {
    const client = signInClient(slow);
    const first = await client.signIn("User.Read");
    now += 20 * 3600 * 1000;
    assert.equal((await client.graph(first.access_token, "/v1.0/me")).status, 401);
    const second = (await client.renew(first.refresh_token, { scope: "openid offline_access User.Read" })).json;
    assert.equal(second.refresh_token_expires_in, 4 * 3600);
    assert.equal((await client.graph(second.access_token, "/v1.0/me")).status, 200);
    now += 4 * 3600 * 1000;
    const late = (await client.renew(second.refresh_token)).json;
    assert.deepEqual([late.error, late.error_codes], ["invalid_grant", [700084]]);
  } finally {
    await slow.stop();
  }
});

test("revoked tokens are told from old ones", async () => {
  const client = signInClient(sim);
  const { refresh_token } = await client.signIn("User.Read");
  sim.events.revoke();
  const { json } = await client.renew(refresh_token);
  assert.deepEqual([json.error_codes, json.suberror], [[50173], "bad_token"]);
});

test("silent sign-in needs a session, and a hidden frame has none where cookies are kept from it", async () => {
  const client = signInClient(sim);
  const silent = (more) => client.authorize("openid User.Read", { prompt: "none", ...more });
  assert.match((await silent()).error_description, /AADSTS50058/);
  await client.signIn("User.Read");
  assert.ok((await silent()).code);
  const frame = { headers: { "sec-fetch-dest": "iframe" } };
  const refused = await silent(frame);
  assert.deepEqual([refused.error, /AADSTS(\d+)/.exec(refused.error_description)[1]], ["login_required", "50058"]);
  sim.set({ frameCookies: true });
  assert.ok((await silent(frame)).code);
});

test("each error arrives where Entra gives it, with its OAuth error", async () => {
  const atAuthorize = {
    65004: "access_denied", 65001: "consent_required", 90094: "access_denied", 90095: "access_denied", 90002: "invalid_request",
    50058: "login_required", 50076: "interaction_required", 53003: "access_denied", 700016: "unauthorized_client", 50105: "access_denied",
    50194: "invalid_request", 90099: "unauthorized_client", 530032: "access_denied",
  };
  for (const [code, error] of Object.entries(atAuthorize)) {
    sim.set({ signIn: { code: Number(code) } });
    const answer = await signInClient(sim).authorize("openid User.Read");
    assert.equal(answer.error, error, code);
    assert.match(answer.error_description, new RegExp(`^AADSTS${code}: .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`));
    assert.equal(answer.state, "a-state");
  }
  const atToken = { 50076: "basic_action", 65001: "consent_required", 700084: undefined, 53003: "message_only", 9002326: undefined, 50173: "bad_token" };
  for (const [code, suberror] of Object.entries(atToken)) {
    const client = signInClient(sim);
    const answer = await client.authorize("openid User.Read");
    sim.set({ signIn: { code: Number(code), at: "token", grant: "authorization_code" } });
    const refused = await client.redeem(answer);
    assert.equal(refused.status, 400);
    assert.deepEqual(refused.json.error_codes, [Number(code)]);
    assert.equal(refused.json.suberror, suberror);
    assert.ok(refused.json.trace_id && refused.json.correlation_id && refused.json.timestamp && refused.json.error_uri);
  }
});

test("an error can be for one account, one tenant, one prompt, and a number of times", async () => {
  const number = async (more) => /AADSTS(\d+)/.exec((await signInClient(sim).authorize("openid User.Read", more)).error_description ?? "")?.[1];
  sim.set({ signIn: { code: 53003, account: "no.role@contoso.example", times: 2 } });
  assert.equal(await number(), undefined);
  sim.set({ account: "no.role@contoso.example" });
  assert.deepEqual([await number(), await number(), await number()], ["53003", "53003", undefined]);
  sim.set({ account: "analyst@contoso.example", signIn: [{ code: 50105, tenant: "contoso" }, { code: 50076, prompt: "consent" }] });
  assert.deepEqual([await number(), await number(), await number({ prompt: "consent" })], ["50105", undefined, "50076"]);
});

test("an unknown application, tenant, scope or resource is refused by its number", async () => {
  const number = async (scope, more) => /AADSTS(\d+)/.exec((await signInClient(sim).authorize(scope, more)).error_description)[1];
  assert.equal(await number("User.Read", { client_id: "another" }), "700016");
  assert.equal(await number("User.Read", { tenant: "nowhere.example" }), "90002");
  assert.equal(await number("User.Reed"), "70011");
  assert.equal(await number("https://elsewhere.example/User.Read"), "650057");
  assert.equal(await number("https://elsewhere.example/User.Read User.Read.All"), "700022");
});

test("an address that is not registered is told to the person only", async () => {
  const client = signInClient(sim, { redirectUri: "https://elsewhere.example/redirect.html" });
  const { status, page, location } = await client.authorize("User.Read");
  assert.deepEqual([status, location], [400, undefined]);
  assert.match(page, /AADSTS50011/);
});

test("scopes are named in the answer as they were in the question", async () => {
  const client = signInClient(sim);
  assert.equal((await client.signIn("User.Read.All")).scope, "User.Read.All openid profile");
  const long = `${sim.origins.graph}/User.Read.All`;
  assert.equal((await client.signIn(long)).scope, `${long} openid profile`);
});

test("a person chooses an account, accepts, or cancels", async () => {
  sim.set({ answer: "page", consent: {} });
  const client = signInClient(sim);
  const { page } = await client.authorize("openid User.Read");
  assert.match(page, /Pick an account/);
  const consent = await client.press(page, { account: "analyst@contoso.example" });
  assert.match(consent.page, /Permissions requested[\s\S]*<li>User\.Read<\/li>/);
  assert.ok((await client.press(consent.page, { answer: "accept" })).code);
  // Asked once: the next time nothing is shown.
  assert.ok((await client.authorize("openid User.Read")).code);
  const again = await client.authorize("openid Mail.Send");
  assert.match((await client.press(again.page, { answer: "cancel" })).error_description, /AADSTS65004/);
});

test("what needs an administrator stops at a wall, until one consents for all", async () => {
  sim.set({ answer: "page", consent: {} });
  const client = signInClient(sim);
  const wall = async (title, answer) => {
    const { page } = await client.authorize("openid User.Read.All", { prompt: "select_account" });
    const shown = await client.press(page, { account: "analyst@contoso.example" });
    assert.match(shown.page, title);
    return (await client.press(shown.page, { answer })).error_description;
  };
  assert.match(await wall(/Need admin approval/, "back"), /AADSTS90094/);
  sim.set({ consentWorkflow: true });
  assert.match(await wall(/Approval required/, "request"), /AADSTS90095/);
  const admin = signInClient(sim);
  const { page } = await admin.authorize("openid User.Read.All");
  const consent = await admin.press(page, { account: "admin@contoso.example" });
  assert.ok((await admin.press(consent.page, { answer: "accept-for-all" })).code);
  const chosen = await client.press((await client.authorize("openid User.Read.All", { prompt: "select_account" })).page, { account: "analyst@contoso.example" });
  assert.ok(chosen.code);
});

test("a renewal does not reach beyond what was consented to", async () => {
  sim.set({ consent: { contoso: ["User.Read"] } });
  const client = signInClient(sim);
  const { refresh_token } = await client.signIn("User.Read");
  const { json } = await client.renew(refresh_token, { scope: "User.Read.All" });
  assert.deepEqual([json.error, json.suberror, json.error_codes], ["invalid_grant", "consent_required", [65001]]);
});

test("an administrator consents by a link, or declines", async () => {
  sim.set({ consent: {} });
  const { fetch } = signInClient(sim);
  const query = (more) => new URLSearchParams({ client_id: sim.scenario.clientId, redirect_uri: `${sim.origins.app}/redirect.html`, scope: `${sim.origins.graph}/User.Read.All`, state: "s", ...more });
  const ask = async () => new URL((await fetch(`${sim.origins.login}/organizations/v2.0/adminconsent?${query()}`)).headers.location).searchParams;
  assert.deepEqual([...await ask()].slice(0, 2), [["admin_consent", "True"], ["tenant", "7e4a0000-0000-4000-8000-000000000001"]]);
  assert.deepEqual(sim.scenario.consent, { contoso: ["User.Read.All"] });
  sim.set({ answer: "cancel" });
  const declined = await ask();
  assert.deepEqual([declined.get("error"), declined.get("state")], ["access_denied", "s"]);
});

test("claims that are asked for are in the token, and stay through renewals", async () => {
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1900000000" }, xms_cc: { values: ["CP1"] } } });
  const client = signInClient(sim);
  const capable = await client.signIn("User.Read", { claims: JSON.stringify({ access_token: { xms_cc: { values: ["CP1"] } } }) });
  const plain = await client.signIn("User.Read");
  sim.set({ challenge: 1_900_000_000 });
  const status = async (tokens) => (await client.graph(tokens.access_token, "/v1.0/me")).status;
  // Who cannot understand a challenge gets none.
  assert.deepEqual([await status(capable), await status(plain)], [401, 200]);
  const renewed = (await client.renew(capable.refresh_token, { claims, scope: "openid offline_access User.Read" })).json;
  assert.equal(await status(renewed), 200);
  assert.equal(await status((await client.renew(renewed.refresh_token)).json), 200);
});

test("a partner's account works in the tenants that let it in", async () => {
  sim.set({ account: "partner@tailspin.example", consent: { tailspin: "all", fabrikam: "all", contoso: "all" } });
  const client = signInClient(sim);
  const { refresh_token, id_token, client_info } = await client.signIn("DelegatedAdminRelationship.Read.All");
  const at = (tenant) => client.renew(refresh_token, { scope: "openid User.Read.All" }, { at: tenant });
  const fabrikam = (await at("7e4a0000-0000-4000-8000-000000000004")).json;
  assert.equal(decoded(fabrikam.id_token).tid, "7e4a0000-0000-4000-8000-000000000004");
  // The account is the one of the partner's tenant, wherever it works.
  assert.equal(fabrikam.client_info, client_info);
  assert.equal(decoded(fabrikam.id_token).oid, decoded(id_token).oid);
  const listed = (await client.graph(fabrikam.access_token, "/v1.0/users?$select=userPrincipalName")).json.value;
  assert.equal(listed.length, 12);
  assert.ok(listed.every((user) => user.userPrincipalName.endsWith("@fabrikam.example")));
  assert.deepEqual((await at("wingtip.example")).json.error_codes, [65001]);
  assert.deepEqual((await at("contoso.example")).json.error_codes, [50020]);
  const refused = await client.authorize("openid User.Read.All", { tenant: "wingtip.example" });
  assert.match(refused.error_description, /AADSTS90099/);
});

test("signing out ends the session and leads back to the application only", async () => {
  const client = signInClient(sim);
  await client.signIn("User.Read");
  assert.ok((await client.authorize("openid User.Read", { prompt: "none" })).code);
  assert.equal((await client.signOut("https://elsewhere.example/")).headers.location, undefined);
  assert.match((await client.authorize("openid User.Read", { prompt: "none" })).error_description, /AADSTS50058/);
  assert.equal((await client.signOut(`${sim.origins.app}/live.html`)).headers.location, `${sim.origins.app}/live.html`);
});

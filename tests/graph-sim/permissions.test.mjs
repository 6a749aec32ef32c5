// Graph: who may ask, and what a page of another origin may read of the answer.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { codeOf, signInClient } from "./client.mjs";
import { simulated } from "./suite.mjs";

let sim, as;
const suite = simulated({ limits: false });
beforeEach(() => ({ sim, as } = suite));

test("a preflight is allowed what it asks for, by any origin", async () => {
  const { fetch } = signInClient(sim);
  const headers = { origin: sim.origins.app, "access-control-request-method": "GET", "access-control-request-headers": "authorization,consistencylevel" };
  const answer = await fetch(`${sim.origins.graph}/v1.0/users`, { method: "OPTIONS", headers });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["access-control-allow-origin"], "*");
  // `*` would not cover Authorization.
  assert.equal(answer.headers["access-control-allow-headers"], "authorization,consistencylevel");
});

test("answers say what a page may read of them, errors too", async () => {
  const { get, fetch } = await as();
  const exposed = "ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, ReadWriteConsistencyToken, Retry-After, "
    + "SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant, X-Planner-Operationid, x-ms-permissions-recommendations";
  const id = "0e0e0001-0000-4000-8000-00000000000e";
  for (const answer of [await get("/v1.0/me", { headers: { "client-request-id": id } }), await fetch(`${sim.origins.graph}/v1.0/me`, { headers: { "client-request-id": id } })]) {
    assert.equal(answer.headers["access-control-allow-origin"], "*");
    assert.equal(answer.headers["access-control-expose-headers"], exposed);
    assert.match(answer.headers["request-id"], /^[0-9a-f-]{36}$/);
    assert.equal(answer.headers["client-request-id"], id);
  }
});

test("without a token, with a made-up one or with an old one there is nothing", async () => {
  const { get, graph, fetch } = await as();
  const bare = await fetch(`${sim.origins.graph}/v1.0/users`);
  assert.deepEqual(codeOf(bare), [401, "InvalidAuthenticationToken"]);
  assert.match(bare.headers["www-authenticate"], /^Bearer realm="", authorization_uri="https:\/\/login\./);
  assert.equal((await graph("At_made-up", "/v1.0/me")).status, 401);
  assert.equal((await get("/v1.0/me")).status, 200);
  sim.events.expireAccess();
  const late = await get("/v1.0/me");
  assert.deepEqual(codeOf(late), [401, "InvalidAuthenticationToken"]);
  assert.ok(!late.headers["www-authenticate"].includes("claims"));
});

test("a challenge carries its claims, once for a session that can answer it", async () => {
  const { get, signIn, graph } = await as();
  sim.set({ challenge: 1_900_000_000 });
  assert.equal((await get("/v1.0/me")).status, 200);
  const { access_token } = await signIn("User.Read", { claims: JSON.stringify({ access_token: { xms_cc: { values: ["cp1"] } } }) });
  const answer = await graph(access_token, "/v1.0/me");
  assert.equal(answer.status, 401);
  const [, claims] = /error="insufficient_claims", claims="([^"]+)"$/.exec(answer.headers["www-authenticate"]);
  assert.deepEqual(JSON.parse(Buffer.from(claims, "base64")), { access_token: { nbf: { essential: true, value: "1900000000" } } });
});

test("each address wants its scope", async () => {
  const wanted = {
    "/v1.0/subscribedSkus": "LicenseAssignment.Read.All",
    "/v1.0/users": "User.Read.All",
    "/v1.0/directory/deletedItems/microsoft.graph.user": "User.Read.All",
    "/v1.0/reports/authenticationMethods/userRegistrationDetails": "AuditLog.Read.All",
    "/v1.0/auditLogs/signIns": "AuditLog.Read.All",
    "/v1.0/auditLogs/provisioning": "ProvisioningLog.Read.All",
    "/beta/reports/getMailboxUsageDetail(period='D180')?$format=application/json": "Reports.Read.All",
    "/v1.0/admin/reportSettings": "ReportSettings.Read.All",
    "/v1.0/tenantRelationships/delegatedAdminCustomers": "DelegatedAdminRelationship.Read.All",
    "/v1.0/contracts": "Directory.Read.All",
  };
  for (const [address, scope] of Object.entries(wanted)) {
    assert.deepEqual(codeOf(await (await as(undefined, "Mail.Send")).get(address)), [403, "Authorization_RequestDenied"], address);
    assert.equal((await (await as(undefined, scope)).get(address)).status, 200, address);
  }
});

test("each address wants a role on top, and says so in its own way", async () => {
  const cases = [
    ["/v1.0/reports/authenticationMethods/userRegistrationDetails", "Authentication_RequestFromUnsupportedUserRole", ["no.role"], ["reports.reader", "global.reader"]],
    ["/v1.0/auditLogs/signIns", "Authentication_RequestFromUnsupportedUserRole", ["no.role"], ["reports.reader", "global.reader"]],
    ["/beta/reports/getOffice365ActiveUserDetail(period='D180')?$format=application/json", "S2SUnauthorized", ["no.role", "global.reader"], ["reports.reader"]],
    ["/v1.0/subscribedSkus", "Authorization_RequestDenied", ["no.role", "reports.reader"], ["global.reader"]],
    ["/v1.0/directory/deletedItems/microsoft.graph.user", "Authorization_RequestDenied", ["no.role", "reports.reader"], ["global.reader", "admin"]],
    ["/v1.0/users", "", [], ["no.role"]],
  ];
  for (const [address, error, refused, allowed] of cases) {
    for (const name of refused) assert.deepEqual(codeOf(await (await as(`${name}@contoso.example`)).get(address)), [403, error], `${name} ${address}`);
    for (const name of allowed) assert.equal((await (await as(`${name}@contoso.example`)).get(address)).status, 200, `${name} ${address}`);
  }
  sim.set({ strictDeleted: true });
  assert.equal((await (await as("global.reader@contoso.example")).get("/v1.0/directory/deletedItems/microsoft.graph.user")).status, 403);
});

test("a role that was granted shows with the next token only", async () => {
  const { get, signIn, graph } = await as("no.role@contoso.example");
  const address = "/beta/reports/getMailboxUsageDetail(period='D7')?$format=application/json";
  sim.set({ roles: { "no.role@contoso.example": ["Reports Reader"] } });
  assert.equal((await get(address)).status, 403);
  const { access_token } = await signIn("Reports.Read.All");
  assert.equal((await graph(access_token, address)).status, 200);
});

test("without P1 there are no sign-ins, and the rest is there", async () => {
  const { get } = await as("admin@adatum.example");
  for (const address of ["/v1.0/users?$select=id,signInActivity", "/v1.0/auditLogs/signIns", "/v1.0/reports/authenticationMethods/userRegistrationDetails", "/v1.0/auditLogs/provisioning"]) {
    assert.deepEqual(codeOf(await get(address)), [403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"], address);
  }
  assert.equal((await get("/v1.0/users?$select=id")).json.value.length, 9);
  sim.set({ premium: { adatum: true } });
  assert.equal((await get("/v1.0/users?$select=id,signInActivity")).status, 200);
});

test("the organization is known by name to everybody, and more to some", async () => {
  const little = (await (await as(undefined, "User.Read")).get("/v1.0/organization")).json.value[0];
  assert.deepEqual([little.displayName, little.assignedPlans, little.verifiedDomains.length], ["Contoso University", null, 2]);
  const much = (await (await as(undefined, "Organization.Read.All")).get("/v1.0/organization?$select=id,assignedPlans")).json.value[0];
  assert.deepEqual(Object.keys(much), ["id", "assignedPlans"]);
  assert.ok(much.assignedPlans.some((plan) => plan.service === "AADPremiumService"));
});

test("a partner lists customers both ways, and nobody else has any", async () => {
  const partner = await as("partner@tailspin.example");
  const customers = (await partner.get("/v1.0/tenantRelationships/delegatedAdminCustomers?$select=id,tenantId,displayName&$top=300")).json.value;
  assert.deepEqual(Object.keys(customers[0]), ["id", "tenantId", "displayName"]);
  assert.deepEqual(customers.map((customer) => customer.displayName), ["Fabrikam, Inc.", "Wingtip Toys", "Litware Legal"]);
  const contracts = (await partner.get("/v1.0/contracts?$select=customerId,defaultDomainName")).json.value;
  assert.deepEqual(contracts.map((contract) => contract.customerId), customers.map((customer) => customer.tenantId));
  assert.deepEqual((await (await as()).get("/v1.0/contracts")).json.value, []);
});

// Graph: what the listings give, and how they are paged.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { codeOf, recordsOf, signInClient } from "./client.mjs";
import { start } from "./start.mjs";
import { simulated } from "./suite.mjs";

let sim, as;
const suite = simulated({ limits: false });
beforeEach(() => ({ sim, as } = suite));

test("only what is selected comes, and what a person lacks is absent", async () => {
  const { get, all } = await as();
  const [first] = (await get("/v1.0/users?$top=1")).json.value;
  assert.deepEqual(Object.keys(first).sort(), ["businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName"]);
  const people = recordsOf(await all("/v1.0/users?$select=id,signInActivity"));
  assert.equal(people.length, 60);
  assert.ok(people.every((person) => Object.keys(person).every((name) => ["id", "signInActivity"].includes(name))));
  const missing = people.filter((person) => !("signInActivity" in person)).length;
  const sentinel = people.filter((person) => person.signInActivity?.lastSignInDateTime === "0001-01-01T00:00:00Z").length;
  assert.ok(missing >= 3 && sentinel >= 2, `${missing} ${sentinel}`);
  assert.deepEqual(codeOf(await get("/v1.0/users?$select=id,nonsense")), [400, "Request_BadRequest"]);
  assert.deepEqual(codeOf(await get("/v1.0/users?$select=id,aboutMe")), [501, "NotImplemented"]);
  assert.deepEqual(codeOf(await get("/v1.0/users?$select=employeeLeaveDateTime")), [403, "Authorization_RequestDenied"]);
});

test("queries of the directory that need more are refused without it", async () => {
  const { get } = await as();
  const advanced = { headers: { consistencylevel: "eventual" } };
  assert.deepEqual(codeOf(await get("/v1.0/users/$count")), [400, "Request_BadRequest"]);
  assert.equal((await get("/v1.0/users/$count", advanced)).text, "60");
  assert.deepEqual(codeOf(await get("/v1.0/users?$search=\"displayName:a\"")), [400, "Request_UnsupportedQuery"]);
  assert.deepEqual(codeOf(await get("/v1.0/users?$skip=5")), [400, "Request_BadRequest"]);
  assert.deepEqual(codeOf(await get("/v1.0/directory/deletedItems")), [400, "BadRequest"]);
  assert.deepEqual(codeOf(await get("/v1.0/nothing")), [400, "BadRequest"]);
  assert.equal((await get("/v1.0/users", { method: "DELETE" })).status, 405);
  // The count comes with the header only, and on the first page only.
  assert.equal((await get("/v1.0/users?$count=true")).json["@odata.count"], undefined);
  const first = (await get("/v1.0/users?$count=true&$top=20", advanced)).json;
  assert.equal(first["@odata.count"], 60);
  const second = (await get(first["@odata.nextLink"], advanced)).json;
  assert.equal(second["@odata.count"], undefined);
  assert.equal((await get(first["@odata.nextLink"])).status, 400);
});

test("pages are smaller than asked for, lead on absolutely, and are sometimes empty", async () => {
  sim.set({ users: 1200 });
  const { all } = await as();
  const sizes = async (address) => (await all(address)).map((page) => page.value.length);
  assert.deepEqual(await sizes("/v1.0/users?$select=id"), [100, 100, 100, 0, 100, 100, 100, 0, 100, 100, 100, 0, 100, 100, 100]);
  assert.deepEqual(await sizes("/v1.0/users?$select=id&$top=5000"), [999, 201]);
  assert.deepEqual(await sizes("/v1.0/users?$select=id,signInActivity&$top=999"), [500, 500, 200]);
  sim.set({ pageSize: 120, emptyEvery: 0 });
  const pages = await all("/v1.0/users?$select=id,displayName&$top=999");
  assert.equal(pages.length, 10);
  assert.equal(new Set(recordsOf(pages).map((person) => person.id)).size, 1200);
  assert.ok(pages.slice(0, -1).every((page) => page["@odata.nextLink"].startsWith(`${sim.origins.graph}/v1.0/users?$select=id,displayName&$top=999&$skiptoken=`)));
  assert.ok(!("@odata.nextLink" in pages.at(-1)));
});

test("a page token is of its tenant and path, and dies", async () => {
  sim.set({ pageSize: 10, emptyEvery: 0 });
  const { get } = await as();
  const first = (await get("/v1.0/users?$select=id")).json;
  assert.equal((await get(first["@odata.nextLink"])).status, 200);
  assert.equal((await get(first["@odata.nextLink"].replace("/users?", "/contracts?"))).status, 400);
  const other = await as("admin@adatum.example");
  assert.deepEqual(codeOf(await other.get(first["@odata.nextLink"])), [400, "Directory_ExpiredPageToken"]);
  sim.set({ pageTokenRequests: 2 });
  const again = (await get("/v1.0/users?$select=id")).json["@odata.nextLink"];
  assert.equal((await get(again)).status, 200);
  assert.equal((await get(again)).status, 200);
  assert.deepEqual(codeOf(await get(again)), [400, "Directory_ExpiredPageToken"]);
  sim.set({ pageTokenRequests: null });
  const last = (await get("/v1.0/users?$select=id")).json["@odata.nextLink"];
  sim.events.expirePageTokens();
  assert.deepEqual(codeOf(await get(last)), [400, "Directory_ExpiredPageToken"]);
});

test("sign-ins of a span of days come newest first, with seven digits", async () => {
  const { get, all } = await as();
  const span = "createdDateTime ge 2026-11-18T00:00:00Z and createdDateTime lt 2026-11-20T00:00:00Z";
  const rows = recordsOf(await all(`/v1.0/auditLogs/signIns?$filter=${encodeURIComponent(span)}&$top=3`));
  const instants = rows.map((row) => row.createdDateTime);
  assert.ok(rows.length > 5);
  assert.ok(instants.every((at) => at >= "2026-11-18" && at < "2026-11-20" && /\.\d{7}Z$/.test(at)));
  assert.deepEqual(instants, [...instants].sort().reverse());
  const everything = recordsOf(await all("/v1.0/auditLogs/signIns"));
  assert.equal(everything.filter((row) => row.createdDateTime >= "2026-11-18" && row.createdDateTime < "2026-11-20").length, rows.length);
  assert.ok(everything.some((row) => row.status.errorCode !== 0) && everything.some((row) => row.status.errorCode === 0));
  assert.equal((await get("/v1.0/auditLogs/signIns?$select=id")).status, 400);
  assert.equal((await get("/v1.0/auditLogs/signIns?$filter=appId eq 'x'")).status, 400);
});

test("registration details leave disabled people out, and some who are not", async () => {
  const { all } = await as();
  const users = recordsOf(await all("/v1.0/users?$select=id,accountEnabled"));
  const rows = recordsOf(await all("/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999"));
  const known = new Set(rows.map((row) => row.id));
  assert.ok(users.filter((user) => !user.accountEnabled).every((user) => !known.has(user.id)));
  assert.ok(users.some((user) => user.accountEnabled && !known.has(user.id)));
  const state = (row) => `${row.isMfaCapable} ${row.isMfaRegistered}`;
  assert.deepEqual([...new Set(rows.map(state))].sort(), ["false false", "false true", "null false", "true false", "true true"]);
});

test("licenses say how they came and what went wrong, and the seats add up", async () => {
  const { get, all } = await as();
  const users = recordsOf(await all("/v1.0/users?$select=id,assignedLicenses,licenseAssignmentStates"));
  const states = users.flatMap((user) => user.licenseAssignmentStates);
  for (const error of ["CountViolation", "MutuallyExclusiveViolation", "DependencyViolation", "ProhibitedInUsageLocationViolation", "Other"]) {
    assert.ok(states.some((state) => state.error === error && state.assignedByGroup), error);
  }
  assert.ok(states.some((state) => state.assignedByGroup === null) && states.some((state) => state.disabledPlans.length));
  const gone = recordsOf(await all("/v1.0/directory/deletedItems/microsoft.graph.user?$select=id,assignedLicenses,deletedDateTime,userPrincipalName"));
  assert.equal(gone.length, 4);
  assert.ok(gone.some((user) => user.userPrincipalName.startsWith(user.id.replaceAll("-", ""))) && gone.some((user) => !user.userPrincipalName.startsWith(user.id.replaceAll("-", ""))));
  const skus = (await get("/v1.0/subscribedSkus")).json.value;
  for (const sku of skus) {
    const held = [...users, ...gone].filter((user) => user.assignedLicenses.some((license) => license.skuId === sku.skuId)).length;
    assert.equal(sku.consumedUnits, held, sku.skuPartNumber);
    assert.equal(sku.id, `7e4a0000-0000-4000-8000-000000000001_${sku.skuId}`);
  }
  assert.ok(skus.some((sku) => sku.appliesTo === "Company") && skus.some((sku) => sku.prepaidUnits.enabled === 10000));
  assert.equal((await get("/v1.0/subscribedSkus?$filter=x eq 1")).status, 400);
});

test("50,000 people are listed in a hundred pages", async () => {
  const large = await start({ answer: "at-once", users: 50_000, emptyEvery: 0 });
  try {
    const client = signInClient(large);
    const { access_token } = await client.signIn("User.Read.All AuditLog.Read.All");
    let next = "/v1.0/users?$select=id,userPrincipalName,signInActivity&$top=500";
    const names = new Set();
    let nPages = 0;
    for (; next; nPages++) {
      const page = (await client.graph(access_token, next)).json;
      for (const user of page.value) names.add(user.userPrincipalName);
      next = page["@odata.nextLink"];
    }
    assert.deepEqual([nPages, names.size], [100, 50_000]);
  } finally {
    await large.stop();
  }
});

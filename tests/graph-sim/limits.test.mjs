// Graph: how much may be asked, and when to come back.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signInClient } from "./client.mjs";
import { start } from "./start.mjs";
import { simulated } from "./suite.mjs";

let sim, as;
const suite = simulated();
beforeEach(() => ({ sim, as } = suite));

test("five requests in ten seconds, for the family together, and for a tenant by itself", async () => {
  const { get } = await as();
  const family = ["/v1.0/auditLogs/signIns?$top=1", "/v1.0/auditLogs/provisioning", "/v1.0/reports/authenticationMethods/userRegistrationDetails"];
  for (let n = 0; n < 5; n++) assert.equal((await get(family[n % 3])).status, 200);
  const refused = await get(family[2]);
  assert.deepEqual([refused.status, refused.json.error.code], [429, "UnknownError"]);
  assert.ok(Number(refused.headers["retry-after"]) >= 9 && Number.isInteger(Number(refused.headers["retry-after"])));
  assert.equal((await get("/v1.0/users?$select=id")).status, 200);
  const partner = await as("partner@tailspin.example");
  assert.equal((await partner.get(family[0])).status, 200);
});

test("time can run faster, refused requests count, and Retry-After is right", async () => {
  let now = 1_795_000_000_000;
  const quick = await start({ answer: "at-once", scale: 10, clock: () => now });
  try {
    const client = signInClient(quick);
    const { access_token } = await client.signIn("AuditLog.Read.All");
    const ask = () => client.graph(access_token, "/v1.0/auditLogs/provisioning");
    for (let n = 0; n < 5; n++) { assert.equal((await ask()).status, 200); now += 100; }
    const refused = await ask();
    assert.equal(refused.status, 429);
    const wait = Number(refused.headers["retry-after"]) * 1000;
    // Six in the span, this one among them: the next waits for two to leave.
    assert.equal(wait, 600);
    now += wait - 1;
    assert.equal((await ask()).status, 429);
    now += 1000;
    assert.equal((await ask()).status, 200);
  } finally {
    await quick.stop();
  }
});

test("Retry-After is written in each way there is", async () => {
  const { get } = await as();
  const said = async (retryAfter) => {
    sim.set({ retryAfter, fail: { path: "/v1.0/me", as: "429-directory" } });
    return (await get("/v1.0/me")).headers;
  };
  assert.match((await said("integer"))["retry-after"], /^\d+$/);
  assert.match((await said("fractional"))["retry-after"], /^\d+\.\d{3}$/);
  assert.ok(Date.parse((await said("date"))["retry-after"]) > Date.now());
  assert.equal((await said("absent"))["retry-after"], undefined);
  const hidden = await said("unexposed");
  assert.ok(hidden["retry-after"] && !hidden["access-control-expose-headers"].includes("Retry-After"));
});

test("usage reports allow a hundred requests each, the directory thousands of units", async () => {
  const { get } = await as();
  const report = (name) => get(`/beta/reports/${name}(period='D7')?$format=application/json&$top=1`);
  for (let n = 0; n < 100; n++) assert.equal((await report("getMailboxUsageDetail")).status, 200);
  assert.equal((await report("getMailboxUsageDetail")).status, 429);
  assert.equal((await report("getOneDriveUsageAccountDetail")).status, 200);
  assert.equal((await get("/v1.0/users")).headers["x-ms-resource-unit"], "2");
  assert.equal((await get("/v1.0/users?$select=id")).headers["x-ms-resource-unit"], "1");
  assert.equal((await get("/v1.0/subscribedSkus")).headers["x-ms-resource-unit"], "3");
});

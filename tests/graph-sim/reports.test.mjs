// Graph: the usage reports and the setting that hides names.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { codeOf, recordsOf } from "./client.mjs";
import { simulated } from "./suite.mjs";

let sim, as;
const suite = simulated({ limits: false });
beforeEach(() => ({ sim, as } = suite));

test("usage reports: JSON in beta, elsewhere a way a page cannot go", async () => {
  const { get, all, fetch } = await as();
  const of = (version, name, format = "?$format=application/json") => `/${version}/reports/${name}(period='D180')${format}`;
  const pages = await all(of("beta", "getOffice365ActiveUserDetail"));
  assert.match(pages[0]["@odata.context"], /\/beta\/\$metadata#Collection\(microsoft\.graph\.office365ActiveUserDetail\)$/);
  assert.ok(Array.isArray(pages[0].value[0].assignedProducts));
  assert.ok(recordsOf(pages).some((row) => row.isDeleted && row.deletedDate));
  const boxes = (await get(of("beta", "getMailboxUsageDetail"))).json;
  assert.ok(!("@odata.context" in boxes) && Number.isInteger(boxes.value[0].storageUsedInBytes) && "deletedItemQuota" in boxes.value[0]);
  assert.ok((await get(of("beta", "getOneDriveUsageAccountDetail"))).json.value[0].ownerPrincipalName.includes("@"));
  // An empty code.
  assert.deepEqual(codeOf(await get(of("v1.0", "getMailboxUsageDetail"))), [400, ""]);
  const away = await get(of("v1.0", "getMailboxUsageDetail", ""));
  assert.equal(away.status, 302);
  assert.ok(away.headers.location.startsWith(`${sim.origins.reports}/`));
  const file = await fetch(away.headers.location, { headers: { origin: "null" } });
  assert.ok(file.text.startsWith("\ufeffReport Refresh Date,User Principal Name,Display Name,"));
  assert.ok(!("access-control-allow-origin" in file.headers));
  assert.deepEqual(codeOf(await get(of("beta", "getNothing"))), [400, "BadRequest"]);
});

test("usage reports come in pages of 200", async () => {
  sim.set({ users: 700, emptyEvery: 0 });
  const { all } = await as();
  const sizes = (await all("/beta/reports/getMailboxUsageDetail(period='D180')?$format=application/json")).map((page) => page.value.length);
  assert.deepEqual(sizes, [200, 200, 200, 100]);
});

test("last activity is within the period, and nothing before it shows", async () => {
  const { all } = await as();
  const last = async (period) => recordsOf(await all(`/beta/reports/getMailboxUsageDetail(period='${period}')?$format=application/json`)).map((row) => row.lastActivityDate);
  const [week, half] = [await last("D7"), await last("D180")];
  assert.equal(week.length, half.length);
  assert.ok(week.filter(Boolean).length < half.filter(Boolean).length);
  assert.ok(week.filter(Boolean).every((day) => day >= "2026-11-15"));
});

test("names are hidden by the setting, and from a Global Reader if the scenario says so", async () => {
  const address = "/beta/reports/getOffice365ActiveUserDetail(period='D180')?$format=application/json";
  const settings = "/v1.0/admin/reportSettings";
  const { get } = await as();
  assert.equal((await get(settings)).json.displayConcealedNames, false);
  sim.set({ concealed: true });
  assert.equal((await get(settings)).json.displayConcealedNames, true);
  assert.ok((await get(address)).json.value.every((row) => /^[0-9A-F]{32}$/.test(row.userPrincipalName) && /^[0-9A-F]{32}$/.test(row.displayName)));
  sim.set({ settingsShape: "value" });
  assert.equal((await get(settings)).json.value.displayConcealedNames, true);
  sim.set({ concealed: false, globalReaderUsage: "concealed" });
  const reader = await as("global.reader@contoso.example");
  assert.match((await reader.get(address)).json.value[0].userPrincipalName, /^[0-9A-F]{32}$/);
  assert.match((await get(address)).json.value[0].userPrincipalName, /@/);
});

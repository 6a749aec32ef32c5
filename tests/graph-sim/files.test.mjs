// The same tenant as files: each file says of each person what Graph says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signInClient } from "./client.mjs";
import { sampleFiles } from "./sample-files.mjs";
import { start } from "./start.mjs";

const DAY = "2026-11-22";
let sim, files, rows;
before(async () => {
  sim = await start({ answer: "at-once", limits: false });
  files = Object.fromEntries(Object.entries(sampleFiles()).map(([name, text]) => [name, parsed(text)]));
  const client = signInClient(sim);
  const { access_token } = await client.signIn("User.Read.All AuditLog.Read.All Reports.Read.All LicenseAssignment.Read.All");
  rows = async (address) => (await client.pages(access_token, address)).flatMap((page) => page.value);
});
after(() => sim.stop());

/** A reader that shares nothing with the writer: records by the captions of the header. */
function parsed(text) {
  const [header, ...records] = [...text.replace(/^\ufeff/, "").matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(([, line]) =>
    [...`,${line}`.matchAll(/,("(?:[^"]|"")*"|[^",\r\n]*)/g)].map(([, cell]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)));
  return records.map((record) => {
    assert.equal(record.length, header.length);
    return Object.fromEntries(header.map((caption, at) => [caption, record[at]]));
  });
}

const said = (value) => (value === null || value === undefined ? "" : value === true ? "True" : value === false ? "False" : String(value));

test("active and deleted users", async () => {
  const select = "id,displayName,givenName,surname,userPrincipalName,accountEnabled,createdDateTime,department,country,usageLocation,jobTitle,onPremisesSyncEnabled,onPremisesLastSyncDateTime,assignedLicenses,deletedDateTime";
  const users = await rows(`/v1.0/users?$select=${select}`);
  const deleted = await rows(`/v1.0/directory/deletedItems/microsoft.graph.user?$select=${select}`);
  const names = new Map((await rows("/v1.0/subscribedSkus")).map((sku) => [sku.skuId, sku.skuPartNumber]));
  for (const [name, list] of [[`users_${DAY}.csv`, users], [`deleted_users_${DAY}.csv`, deleted]]) {
    assert.equal(files[name].length, list.length);
    files[name].forEach((record, at) => {
      const user = list[at];
      const expected = {
        "Object Id": user.id, "Display name": user.displayName, "First name": said(user.givenName), "Last name": said(user.surname), "User principal name": user.userPrincipalName,
        "Block credential": said(!user.accountEnabled), "When created": user.createdDateTime.replace("T", " "), "Department": said(user.department),
        "CountryOrRegion": said(user.country), "Usage location": said(user.usageLocation), "Title": said(user.jobTitle), "DirSyncEnabled": said(user.onPremisesSyncEnabled ?? false),
        "Last dirsync time": said(user.onPremisesLastSyncDateTime).replace("T", " "), "Soft deletion time stamp": said(user.deletedDateTime).replace("T", " "),
      };
      for (const [caption, cell] of Object.entries(expected)) assert.equal(record[caption], cell, `${user.displayName}: ${caption}`);
      const licenses = record.Licenses === "Unlicensed" ? [] : record.Licenses.split("+");
      assert.equal(licenses.length, user.assignedLicenses.length, user.displayName);
      assert.equal(licenses.includes("Microsoft 365 E3"), user.assignedLicenses.some((license) => names.get(license.skuId) === "SPE_E3"));
    });
  }
});

test("the download of Entra, with its American dates", async () => {
  const users = await rows("/v1.0/users?$select=id,userType,mail,companyName,createdDateTime,externalUserState");
  files[`exportUsers_${DAY}.csv`].forEach((record, at) => {
    const user = users[at];
    assert.deepEqual([record.id, record.userType, record.mail, record.companyName, record.invitationState].map(said), [user.id, user.userType, user.mail, user.companyName, user.externalUserState].map(said));
    assert.equal(new Date(`${record.createdDateTime} UTC`).toISOString().replace(".000", ""), user.createdDateTime);
  });
});

test("registration details", async () => {
  const details = await rows("/v1.0/reports/authenticationMethods/userRegistrationDetails");
  const file = files[`exportUserRegistrationDetails_${DAY}.csv`];
  assert.equal(file.length, details.length);
  file.forEach((record, at) => {
    assert.deepEqual([record.userPrincipalName, record.isMfaCapable, record.lastUpdatedDateTime], [details[at].userPrincipalName, said(details[at].isMfaCapable), details[at].lastUpdatedDateTime]);
    assert.deepEqual(JSON.parse(record.methodsRegistered), details[at].methodsRegistered);
  });
});

test("sign-ins", async () => {
  const log = await rows("/v1.0/auditLogs/signIns");
  const file = files[`InteractiveSignIns_${DAY}.csv`];
  assert.equal(file.length, log.length);
  file.forEach((record, at) => {
    const row = log[at];
    assert.deepEqual([record["Date (UTC)"], record.Username, record["Application ID "], record["Sign-in error code"]], [`${row.createdDateTime.slice(0, 19)}Z`, row.userPrincipalName, row.appId, String(row.status.errorCode)]);
  });
});

test("the three usage reports", async () => {
  const reports = {
    Office365ActiveUserDetail: { "User Principal Name": "userPrincipalName", "Has Exchange License": "hasExchangeLicense", "Teams Last Activity Date": "teamsLastActivityDate", "Yammer License Assign Date": "yammerLicenseAssignDate", "Is Deleted": "isDeleted" },
    MailboxUsageDetail: { "User Principal Name": "userPrincipalName", "Storage Used (Byte)": "storageUsedInBytes", "Last Activity Date": "lastActivityDate", "Deleted Item Quota (Byte)": "deletedItemQuota", "Report Period": "reportPeriod" },
    OneDriveUsageAccountDetail: { "Owner Principal Name": "ownerPrincipalName", "Storage Used (Byte)": "storageUsedInBytes", "Active File Count": "activeFileCount" },
  };
  for (const [name, columns] of Object.entries(reports)) {
    const list = await rows(`/beta/reports/get${name}(period='D180')?$format=application/json`);
    const file = files[`${name}_${DAY}.csv`];
    assert.equal(file.length, list.length);
    file.forEach((record, at) => {
      for (const [caption, member] of Object.entries(columns)) assert.equal(record[caption], said(list[at][member]), caption);
    });
  }
});

test("the enrollment report knows the same people by their logon names, with deadlines on every side of the day", async () => {
  const users = await rows("/v1.0/users?$select=userPrincipalName,onPremisesSamAccountName");
  const names = new Set(users.map((user) => user.userPrincipalName.toLowerCase().split("@")[0]));
  const file = files[`enrollment_${DAY}.csv`];
  assert.deepEqual(file.filter((record) => !names.has(record.PennKey)).map((record) => record.PennKey), ["gone1", "gone2", "soon3"]);
  const due = file.filter((record) => record["Expires in days"] !== "");
  assert.ok(due.some((record) => record["Expires in days"] < -30) && due.some((record) => record["Expires in days"] === "0") && due.some((record) => record["Expires in days"] > 30));
  for (const record of due) {
    const [month, day, year] = record["Scheduled deletion date"].split("/").map(Number);
    assert.equal((Date.UTC(year, month - 1, day) - Date.UTC(2026, 10, 22)) / 86_400_000, Number(record["Expires in days"]));
  }
});

test("the same seed gives the same files, another one others, and names can be hidden", () => {
  assert.deepEqual(sampleFiles({ users: 300 }), sampleFiles({ users: 300 }));
  assert.notDeepEqual(sampleFiles({ seed: 8 }), sampleFiles());
  const [record] = parsed(sampleFiles({ concealed: true })[`MailboxUsageDetail_${DAY}.csv`]);
  assert.match(record["User Principal Name"], /^[0-9A-F]{32}$/);
});

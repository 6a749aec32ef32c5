// The tenant of the simulator as files: the CSV exports of the same people, and the enrollment report they are joined with.
//
//     node tests/graph-sim/sample-files.mjs FOLDER [--users 60] [--seed 7] [--today 2026-11-22]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Directory } from "./data/directory.mjs";
import { TENANTS } from "./data/tenants.mjs";
import { enrollment } from "./files/enrollment.mjs";
import { entraUsers, interactiveSignIns, m365Users, partnerCustomers, registrationDetails } from "./files/exports.mjs";
import { usageCsv } from "./files/usage.mjs";
import { signIns } from "./graph/activity.mjs";
import { concealed } from "./graph/records.mjs";
import { usageRows } from "./graph/usage.mjs";
import { ordinary, set } from "./server/scenario.mjs";

/** Texts by file name, for the tenant Contoso of a scenario; `changes` as for `start`. */
export function sampleFiles(changes = {}) {
  const scenario = ordinary();
  set(scenario, changes);
  const directory = new Directory(scenario);
  const data = directory.of("contoso");
  const usage = (name) => {
    const rows = usageRows(name, data, { scenario, period: "180" });
    return usageCsv(name, scenario.concealed ? rows.map(concealed) : rows);
  };
  const { today } = scenario;
  return {
    [`enrollment_${today}.csv`]: enrollment(data.people, today),
    [`users_${today}.csv`]: m365Users(data.people),
    [`deleted_users_${today}.csv`]: m365Users(data.deleted),
    [`exportUsers_${today}.csv`]: entraUsers(data.people),
    [`exportUserRegistrationDetails_${today}.csv`]: registrationDetails(data.people),
    [`InteractiveSignIns_${today}.csv`]: interactiveSignIns(signIns(data.people, scenario), directory.tenant("contoso")),
    [`Office365ActiveUserDetail_${today}.csv`]: usage("getOffice365ActiveUserDetail"),
    [`MailboxUsageDetail_${today}.csv`]: usage("getMailboxUsageDetail"),
    [`OneDriveUsageAccountDetail_${today}.csv`]: usage("getOneDriveUsageAccountDetail"),
    "Customers.csv": partnerCustomers(TENANTS.tailspin.customers.map((key) => TENANTS[key])),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals: [folder] } = parseArgs({
    allowPositionals: true,
    options: { users: { type: "string", default: "60" }, seed: { type: "string", default: "7" }, today: { type: "string", default: "2026-11-22" } },
  });
  if (!folder) throw new Error("name the folder to write the files to");
  mkdirSync(folder, { recursive: true });
  const files = sampleFiles({ users: Number(values.users), seed: Number(values.seed), today: values.today });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  console.log(`${Object.keys(files).length} files are in ${folder}`);
}

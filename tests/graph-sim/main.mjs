// `cargo xtask demo-live`: the simulator until it is stopped, and a Chromium of its own that opens the page against it.
//
//     node tests/graph-sim/main.mjs [--users 50k] [--port 8443] [--browser PROGRAM] [--answer page] [--files FOLDER]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ACCOUNTS } from "./data/tenants.mjs";
import { sampleFiles } from "./sample-files.mjs";
import { browserFlags } from "./server/hosts.mjs";
import { start } from "./start.mjs";

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "60" }, port: { type: "string", default: "0" }, browser: { type: "string" },
    answer: { type: "string", default: "page" }, files: { type: "string" },
  },
});
// Here alone the data follow the calendar: a person looks at them.
const data = { users: count(values.users), today: new Date().toISOString().slice(0, 10) };
const files = sampleFiles(data);
const shared = Object.entries(files).find(([name]) => name.startsWith("enrollment"));
const sim = await start({
  ...data, port: Number(values.port), answer: values.answer,
  // As in a tenant nobody has used the application in; the administrator may accept for all.
  consent: { fabrikam: "all", wingtip: "all" },
});
const link = `${sim.origins.files}/:x:/s/it/enrollment`;
sim.set({ files: { url: link, name: shared[0], text: shared[1] } });
const page = `${sim.origins.app}/live.html`;
const folder = resolve(values.files ?? "target/demo-live");
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

console.log(`The page:       ${page}
The same tenant as files, with the enrollment report to drop first:
                ${folder}
A link to one of them, as SharePoint would share it:
                ${link}
Control:        ${sim.control}
Who can sign in, without a password:`);
for (const { upn, roles, gdap } of ACCOUNTS) {
  console.log(`  ${upn.padEnd(32)}${roles.join(", ") || "no role"}${gdap ? `; customers: ${Object.keys(gdap).join(", ")}` : ""}`);
}

const stopped = new Promise((resolve) => ["SIGINT", "SIGTERM"].forEach((signal) => process.once(signal, resolve)));
if (values.browser) {
  const profile = mkdtempSync(join(tmpdir(), "rollcall-demo-"));
  // The sandbox cannot be set up by root, which is what most containers run as.
  const sandbox = process.getuid?.() === 0 || process.env.ROLLCALL_NO_SANDBOX ? ["--no-sandbox"] : [];
  const browser = spawn(values.browser, [...browserFlags(), ...sandbox, `--user-data-dir=${profile}`, page], { stdio: "ignore" });
  const closed = new Promise((resolve) => browser.once("exit", resolve).once("error", resolve));
  console.log("\nThe browser has a profile of its own, which is gone when it is closed; Ctrl+C ends both.");
  await Promise.race([closed, stopped]);
  browser.kill();
  await closed;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
} else {
  console.log(`\nOpen it in a Chromium with a profile of its own:\n  chromium ${browserFlags().map((flag) => `"${flag}"`).join(" ")} --user-data-dir=/tmp/rollcall-demo ${page}\nCtrl+C ends the simulator.`);
  await stopped;
}
await sim.stop();

/** `50k` as 50,000. */
function count(text) {
  const found = /^(\d+)(k?)$/.exec(text);
  if (!found) {
    console.error(`\`--users\`: expected a number such as 60 or 50k, but found \`${text}\``);
    process.exit(2);
  }
  return Number(found[1]) * (found[2] ? 1000 : 1);
}

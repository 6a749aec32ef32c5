// The provider's case: eight exports of many customers, joined into one row an account, with the answers checked.
//
// The right answers are counted from the values in memory while they are written, never by reading the files back.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CsvFile, dice } from './generate.mjs';
import { watchPeak } from './memory.mjs';

export const TODAY = '2026-11-22';
const N_CUSTOMERS = 200;
const WINDOW = 100;
const DAY = 86_400_000;
const ISO = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const TODAY_NUMBER = Date.parse(TODAY) / DAY;
const SETTLE = 300;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const FILES = {
  'druva_provisioning.csv': ['Global Customer ID', 'Customer Name', 'Account Name', 'User Name', 'User Email', 'Profile', 'User Status', 'Microsoft 365 License', 'SMB License', 'Backup Data (MB)', 'Created On', 'Managed By', 'Mapping', 'Custom Attribute Name', 'Custom Attribute Value', 'Service Plan'],
  'druva_preserved.csv': ['Global Customer ID', 'Customer Name', 'Account Name', 'User Name', 'User Email', 'Profile', 'Preserved On', 'Mode'],
  'm365_users.csv': ['Block credential', 'Department', 'DirSyncEnabled', 'Display name', 'Licenses', 'Object Id', 'Proxy addresses', 'Soft deletion time stamp', 'Title', 'User principal name', 'When created'],
  'entra_users.csv': ['userPrincipalName', 'displayName', 'mail', 'id', 'userType', 'accountEnabled', 'createdDateTime', 'department', 'country'],
  'registration.csv': ['userPrincipalName', 'userDisplayName', 'isMfaCapable', 'isMfaRegistered', 'methodsRegistered', 'isAdmin'],
  'active_users.csv': ['Report Refresh Date', 'User Principal Name', 'Display Name', 'Is Deleted', 'Deleted Date', 'Has Exchange License', 'Has OneDrive License', 'Has Teams License', 'Exchange Last Activity Date', 'OneDrive Last Activity Date', 'Teams Last Activity Date', 'Assigned Products'],
  'mailbox_usage.csv': ['Report Refresh Date', 'User Principal Name', 'Display Name', 'Is Deleted', 'Deleted Date', 'Created Date', 'Last Activity Date', 'Item Count', 'Storage Used (Byte)', 'Issue Warning Quota (Byte)', 'Prohibit Send Quota (Byte)', 'Prohibit Send/Receive Quota (Byte)', 'Report Period'],
  'onedrive_usage.csv': ['Report Refresh Date', 'Site URL', 'Owner Display Name', 'Owner Principal Name', 'Is Deleted', 'Last Activity Date', 'File Count', 'Active File Count', 'Storage Used (Byte)', 'Storage Allocated (Byte)', 'Report Period'],
};
const FIRST = 'Ada Alan Amina Barbara Bruno Carla Chen Claude Dana Diego Edith Elena Farid Fiona Grace Hana Hugo Ines Ivan Jack'.split(' ');
const LAST = 'Abbott Alvarez Baker Becker Bianchi Brown Carter Castro Chang Cohen Cooper Costa Davies Diaz Dubois Edwards Evans'.split(' ');
const DEPARTMENTS = 'Sales|Marketing|Finance|Legal, Compliance|Research|Operations|Human Resources|Support'.split('|');
const PLANS = ['Business', 'Enterprise', 'Elite', 'Productivity Suite'];
const PRODUCTS = ['MICROSOFT 365 E3', 'MICROSOFT 365 E3+POWER BI PRO', 'OFFICE 365 E1', 'MICROSOFT 365 BUSINESS PREMIUM'];
const hex = (n, digits) => n.toString(16).padStart(digits, '0');
const guid = (kind, n) => `${hex(kind, 8)}-0000-4000-8000-${hex(n, 12)}`;

/** Writes the eight exports and `expected.json` into the folder. */
export function generateProvider(nAccounts, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const roll = dice(nAccounts);
  const permille = (share) => roll(1000) < share;
  const files = Object.fromEntries(Object.entries(FILES).map(([name, header]) => [name, new CsvFile(path.join(folder, name), header)]));
  const write = (name, cells) => files[name].row(cells.map(String));
  const expected = { accounts: 0, backupTenths: 0, byPlan: {}, mfa: { enabled: 0, disabled: 0, 'non-compliant': 0, 'not-available': 0 }, active: 0, inactive: 0, ofCustomer7: 0, largest: -1 };
  for (let i = 0; i < nAccounts; i++) {
    const customer = i % N_CUSTOMERS;
    const [first, last] = [FIRST[roll(FIRST.length)], LAST[roll(LAST.length)]];
    const name = `${first} ${last}`;
    const upn = `${first}.${last}${i}@customer${customer}.com`.toLowerCase();
    const triple = [guid(1, customer), `Customer ${customer} Ltd`, permille(20) ? `Hidden ${customer}` : `Customer ${customer} Ltd`];
    const enabled = !permille(60);
    const department = DEPARTMENTS[roll(DEPARTMENTS.length)];
    const product = PRODUCTS[roll(PRODUCTS.length)];
    const created = `${ISO(TODAY_NUMBER - 400 - roll(2000))}T08:00:00Z`;
    const plan = PLANS[customer % PLANS.length];
    const tenths = roll(900_000);
    expected.accounts++;
    expected.backupTenths += tenths;
    expected.byPlan[plan] = (expected.byPlan[plan] ?? 0) + 1;
    if (customer === 7) expected.ofCustomer7++;
    expected.largest = Math.max(expected.largest, tenths);
    const mb = `${Math.floor(tenths / 10)}.${tenths % 10}`;
    write('druva_provisioning.csv', [...triple, name, permille(500) ? upn : upn.toUpperCase(), `Profile ${customer % 5}`, enabled ? 'Active' : 'Inactive', ['Active', 'Preserve', '-'][roll(3)], roll(10) ? '-' : 'Active', mb, created.slice(0, 19).replace('T', ' '), 'Azure AD', `Map ${customer % 9}`, 'costCenter', `CC-${roll(900)}`, plan]);
    if (permille(40)) write('druva_preserved.csv', [...triple, name, upn, `Profile ${customer % 5}`, ISO(TODAY_NUMBER - roll(300)), 'Automatic']);
    write('m365_users.csv', [enabled ? 'False' : 'True', department, 'False', name, product, guid(2, i), `SMTP:${upn}+smtp:alias${i}@customer${customer}.com`, '', 'Specialist', upn, created.replace('T', ' ')]);
    write('entra_users.csv', [upn, name, upn, guid(2, i), 'Member', enabled, created, department, 'US']);
    let mfa = 'not-available';
    if (enabled && !permille(10)) {
      const [capable, registered] = [[true, true, 'enabled'], [false, true, 'non-compliant'], [false, false, 'disabled']][roll(10) < 7 ? 0 : 1 + roll(2)];
      mfa = capable ? 'enabled' : registered ? 'non-compliant' : 'disabled';
      write('registration.csv', [upn, name, capable, registered, registered ? 'mobilePhone, email' : '', permille(5)]);
    }
    expected.mfa[mfa]++;
    const days = [roll(200), roll(200), roll(200)];
    const last3 = days.map((ago) => ISO(TODAY_NUMBER - 2 - ago));
    if (Math.min(...days) + 2 <= 90) expected.active++;
    else expected.inactive++;
    write('active_users.csv', [ISO(TODAY_NUMBER - 2), upn, name, 'False', '', 'True', 'True', 'True', ...last3, product]);
    if (!permille(100)) write('mailbox_usage.csv', [ISO(TODAY_NUMBER - 2), upn, name, 'False', '', created.slice(0, 10), last3[0], roll(90_000), roll(2 ** 30) * 40, 49e9, 50e9, 51e9, 30]);
    if (!permille(200)) write('onedrive_usage.csv', [ISO(TODAY_NUMBER - 2), `https://customer${customer}-my.sharepoint.com/personal/${first}_${last}${i}`, name, upn, 'False', last3[1], roll(90_000), roll(500), roll(2 ** 30) * 40, 1_099_511_627_776, 30]);
  }
  expected.bytes = Object.values(files).reduce((sum, file) => sum + file.close(), 0);
  fs.writeFileSync(path.join(folder, 'expected.json'), JSON.stringify(expected));
  return expected;
}

/** The paths of the exports in a folder. */
export const providerFiles = (folder) => Object.keys(FILES).map((name) => path.join(folder, name));

/** Runs in the page: loads, and asks what the case asks. */
async function ask({ window: nRows }) {
  const { rollcall } = window;
  const timed = async (work) => {
    const began = performance.now();
    const answer = await work();
    return [performance.now() - began, answer];
  };
  const first = { first: 0, rows: nRows };
  const counted = (report, column) => Object.fromEntries((report.summary.by_value ?? []).find(([id]) => id === column)?.[1] ?? []);
  const [total, [loaded, provisioning]] = await timed(async () => {
    const files = Array.from(document.querySelectorAll('input.bench'), (input) => input.files[0]);
    const loaded = await rollcall.load(files);
    return [loaded, await rollcall.report('provisioning', {}, first)];
  });
  const plan = { filters: [{ column: 'service_plan', any_of: ['Elite'] }] };
  const customer = { filters: [{ column: 'customer_name', any_of: ['Customer 7 Ltd'] }] };
  const [filter, elite] = await timed(() => rollcall.report('provisioning', plan, first));
  const [filterAgain, seventh] = await timed(() => rollcall.report('provisioning', customer, first));
  const [sort, sorted] = await timed(() => rollcall.report('provisioning', { sort: [['backup_mb', 'desc']] }, first));
  const [search, found] = await timed(() => rollcall.report('provisioning', { search: 'baker' }, first));
  const [mfaMs, mfa] = await timed(() => rollcall.report('mfa', {}, first));
  const [activityMs, activity] = await timed(() => rollcall.report('activity', {}, first));
  return {
    total, filter: Math.max(filter, filterAgain), sort, search, mfaMs, activityMs,
    steps: loaded.timings, memoryBytes: loaded.memoryBytes, questions: loaded.questions.length,
    answers: {
      accounts: provisioning.total, elite: elite.total, ofCustomer7: seventh.total, found: found.total,
      largest: sorted.values[0][sorted.columns.findIndex(({ id }) => id === 'backup_mb')],
      mfa: counted(mfa, 'mfa_status'),
      activity: counted(activity, 'activity_state'),
    },
  };
}

/** The bytes brought into a worker, in milliseconds: the lower limit of what can be done. */
async function readAll() {
  const source = 'onmessage = async ({ data }) => { let n = 0; for (const file of data) n += (await file.arrayBuffer()).byteLength; postMessage(n); };';
  const worker = new Worker(URL.createObjectURL(new Blob([source])));
  const files = Array.from(document.querySelectorAll('input.bench'), (input) => input.files[0]);
  const began = performance.now();
  worker.postMessage(files);
  await new Promise((resolve) => { worker.onmessage = resolve; });
  const ms = performance.now() - began;
  worker.terminate();
  return ms;
}

function wrongOf(expected, answers) {
  const same = {
    accounts: answers.accounts === expected.accounts,
    elite: answers.elite === expected.byPlan.Elite,
    ofCustomer7: answers.ofCustomer7 === expected.ofCustomer7,
    largest: answers.largest === expected.largest / 10,
    mfa: Object.entries(expected.mfa).every(([name, n]) => (answers.mfa[name] ?? 0) === n),
    activity: answers.activity.active === expected.active && (answers.activity.inactive ?? 0) === expected.inactive,
  };
  return Object.keys(same).filter((name) => !same[name]);
}

/** One round in a fresh browser: figures, and the names of wrong answers. */
export async function measureProvider({ url, blankUrl, files, expected, executablePath }) {
  const browser = await chromium.launch({ executablePath });
  try {
    const choose = async (page) => {
      for (const [i, file] of files.entries()) {
        await page.evaluate(() => {
          const input = Object.assign(document.createElement('input'), { type: 'file', className: 'bench', hidden: true });
          for (const event of ['input', 'change']) input.addEventListener(event, (heard) => heard.stopPropagation());
          document.body.append(input);
        });
        await page.locator('input.bench').nth(i).setInputFiles(file);
        for await (const _ of fs.createReadStream(file, { highWaterMark: 4 << 20 })); // the system holds the file in memory
      }
    };
    const blank = await browser.newPage();
    await blank.goto(blankUrl);
    await choose(blank);
    const read = await blank.evaluate(readAll);
    await blank.close();

    const page = await browser.newPage();
    await page.goto(`${url}?automation=1&today=${TODAY}`);
    await page.waitForFunction(() => window.rollcall);
    await choose(page);
    await pause(SETTLE);
    const peak = await watchPeak(browser);
    const figures = await page.evaluate(ask, { window: WINDOW });
    const grown = peak();
    return { ...figures, read, peak: grown === null ? null : grown / expected.bytes, wrong: wrongOf(expected, figures.answers) };
  } finally {
    await browser.close();
  }
}

// The three usage reports: JSON in beta, a way out to a host without CORS in v1.0, and the setting that hides names.
import { usageCsv } from "../files/usage.mjs";
import { dayBefore } from "../data/days.mjs";
import { ROLES, hasRole } from "./permissions.mjs";
import { option, top } from "./query.mjs";
import { USAGE, concealed } from "./records.mjs";

/** The routes of this file. */
export const usageRoutes = [
  {
    path: /^\/(v1\.0|beta)\/reports\/(get\w+)\((period='D(?:7|30|90|180)'|date=\d{4}-\d\d-\d\d)\)$/, scopes: ["Reports.Read.All"],
    familyOf: ({ url, found }) => ({ family: isJson(url) && found[1] === "beta" ? "usageJson" : "usageCsv", name: found[2] }), run: report,
  },
  { path: /^\/v1\.0\/admin\/reportSettings$/, scopes: ["ReportSettings.Read.All"], roles: ROLES.settings, run: settings },
];

const isJson = (url) => option(url, "format") === "application/json";

/** The rows of a usage report; `period` is a number of days as text, and activity before it does not show. */
export function usageRows(name, data, { scenario, period }) {
  const first = dayBefore(scenario.today, Number(period));
  const refreshed = dayBefore(scenario.today, 2);
  const rows = [...data.people, ...data.deleted].map((person) => USAGE[name](person, { refreshed, period })).filter(Boolean);
  for (const row of rows) {
    for (const member of Object.keys(row)) if (member.endsWith("LastActivityDate") || member === "lastActivityDate") row[member] = row[member] < first ? null : row[member];
  }
  return rows;
}

function report({ found, token, data, url, scenario, origins, ticket }) {
  const [, version, name, span] = found;
  if (!(name in USAGE) || (name === "getMailboxUsageDetail" && span.startsWith("date"))) return { error: "400-unknown-segment" };
  const mayRead = hasRole(token, ROLES.usage);
  const isConcealed = scenario.concealed || !mayRead;
  if (!mayRead && !(scenario.globalReaderUsage === "concealed" && token.roles.includes("Global Reader"))) return { error: "403-usage-role" };
  const period = /D(\d+)/.exec(span)?.[1] ?? "30";
  const rows = usageRows(name, data, { scenario, period }).map((row) => (isConcealed ? concealed(row) : row));
  if (version === "v1.0" && isJson(url)) return { error: "400-json-not-supported" };
  if (!isJson(url)) return { location: `${origins.reports}/data/${name}.csv?token=${ticket({ type: "text/csv", text: () => usageCsv(name, rows) })}` };
  const size = top(url, 200, 999);
  if (!size) return { error: "400-bad-request" };
  // The mailbox report comes without a context.
  const type = { getOffice365ActiveUserDetail: "office365ActiveUserDetail", getOneDriveUsageAccountDetail: "oneDriveUsageAccountDetail" }[name];
  return { rows, size, context: type && `Collection(microsoft.graph.${type})`, version };
}

function settings({ scenario }) {
  const flat = { displayConcealedNames: scenario.concealed };
  if (scenario.settingsShape === "value") return { body: { value: { "@odata.type": "#microsoft.graph.adminReportSettings", ...flat } } };
  return { body: flat, context: "admin/reportSettings/$entity" };
}

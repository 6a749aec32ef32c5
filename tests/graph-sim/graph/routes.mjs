// The addresses Graph answers: who may ask, what counts against which limit, and the answer.
import { DEFAULT_PROPERTIES, SINGLE_ONLY, registration, user } from "./records.mjs";
import { provisioning, signIn, signIns } from "./activity.mjs";
import { mailRoutes } from "./mail.mjs";
import { partnerRoutes } from "./partners.mjs";
import { ROLES, hasScope } from "./permissions.mjs";
import { instants, isAdvanced, only, option, selected, top } from "./query.mjs";
import { shareRoutes } from "./shares.mjs";
import { usageRoutes } from "./usage.mjs";
import { subscribedSkus } from "../data/products.mjs";

/** What a route answers: an error by its name. */
export const refused = (error, message) => ({ error, message });

/** What a route answers: a listing, given in pages of at most `size`. */
export const listing = (rows, size, more = {}) => ({ rows, size, ...more });

const DIRECTORY = { family: "directory" };

/** All routes; `path` is matched against the decoded path, and `run` is given everything known of the request. */
export const ROUTES = [
  { path: /^\/v1\.0\/me$/, scopes: ["User.Read", "User.Read.All", "Directory.Read.All"], ...DIRECTORY, run: me },
  { path: /^\/v1\.0\/organization$/, scopes: ["User.Read", "User.Read.All", "Organization.Read.All", "Directory.Read.All"], ...DIRECTORY, run: organization },
  {
    path: /^\/v1\.0\/subscribedSkus$/, ...DIRECTORY, base: 3, roles: ROLES.directory,
    scopes: ["LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All"], run: skus,
  },
  { path: /^\/v1\.0\/users$/, scopes: ["User.Read.All", "User.ReadBasic.All", "Directory.Read.All"], ...DIRECTORY, base: 2, run: users },
  { path: /^\/v1\.0\/users\/\$count$/, scopes: ["User.Read.All", "Directory.Read.All"], ...DIRECTORY, run: count },
  { path: /^\/v1\.0\/directory\/deletedItems\/microsoft\.graph\.user$/, scopes: ["User.Read.All", "Directory.Read.All"], ...DIRECTORY, run: deleted },
  {
    path: /^\/v1\.0\/reports\/authenticationMethods\/userRegistrationDetails$/, scopes: ["AuditLog.Read.All"], family: "reporting",
    roles: ROLES.registration, roleError: "403-role", isPremium: true, run: details,
  },
  {
    path: /^\/v1\.0\/auditLogs\/signIns$/, scopes: ["AuditLog.Read.All"], family: "reporting", roles: ROLES.logs, roleError: "403-role",
    isPremium: true, run: signInLog,
  },
  {
    path: /^\/v1\.0\/auditLogs\/provisioning$/, scopes: ["ProvisioningLog.Read.All", "AuditLog.Read.All"], family: "reporting",
    roles: ROLES.provisioning, roleError: "403-role", isPremium: true, run: provisioningLog,
  },
  ...usageRoutes,
  ...partnerRoutes,
  ...shareRoutes,
  ...mailRoutes,
];

function me({ token, data, url }) {
  const person = data.people.find((person) => person.account === token.account);
  const whole = person ? user(person) : { id: token.oid, displayName: token.name, userPrincipalName: token.account, mail: token.account };
  return { body: only(whole, selected(url) ?? DEFAULT_PROPERTIES), context: "users/$entity" };
}

/** Everything but id, name and domains is `null` for a token that may only read its user. */
function organization({ token, tenant, url, scenario }) {
  const known = {
    id: tenant.id,
    displayName: tenant.name,
    verifiedDomains: [
      { capabilities: "Email, OfficeCommunicationsOnline", isDefault: true, isInitial: false, name: tenant.domain, type: "Managed" },
      { capabilities: "Email", isDefault: false, isInitial: true, name: tenant.initial, type: "Managed" },
    ],
  };
  const more = {
    tenantType: "AAD",
    partnerTenantType: tenant.customers ? "resellerPartnerDelegatedAdmin" : null,
    countryLetterCode: "US",
    createdDateTime: "2019-02-01T08:00:00Z",
    onPremisesSyncEnabled: true,
    onPremisesLastSyncDateTime: `${scenario.today}T00:30:00Z`,
    assignedPlans: [
      { assignedDateTime: "2024-02-01T08:00:00Z", capabilityStatus: "Enabled", service: "exchange", servicePlanId: "efb87545-963c-4e0d-99df-69c6916d9eb0" },
      ...(tenant.isPremium ? [{ assignedDateTime: "2024-02-01T08:00:00Z", capabilityStatus: "Enabled", service: "AADPremiumService", servicePlanId: "41781fb2-bc02-4b7c-bd55-b576c07bb09d" }] : []),
    ],
  };
  const mayAll = hasScope(token, "Organization.Read.All", "Directory.Read.All");
  const rest = mayAll ? more : Object.fromEntries(Object.keys(more).map((name) => [name, null]));
  return listing([only({ ...known, ...rest }, selected(url))], 1, { context: "organization" });
}

function skus({ tenant, data, url }) {
  if (option(url, "filter") !== undefined) return refused("400-bad-request", "This listing knows no $filter.");
  const all = subscribedSkus(tenant, [...data.people, ...data.deleted]);
  return listing(all.map((sku) => only(sku, selected(url))), Infinity, { context: "subscribedSkus", isWhole: true });
}

/** What is wrong with the query of a listing of the directory, if anything is. */
function oddQuery({ url, headers }) {
  if (option(url, "skip") !== undefined) return refused("400-bad-request", "This listing knows no $skip.");
  const needs = ["orderby", "search", "filter"].find((name) => option(url, name) !== undefined);
  // Served here is only what a plain listing needs; the sentence is right for both.
  if (needs) return refused("400-unsupported-query", `$${needs} needs the header 'ConsistencyLevel: eventual' and $count=true, or is not offered here.`);
  if (option(url, "count") === "true" && option(url, "skiptoken") !== undefined && !isAdvanced(headers, url)) return refused("400-unsupported-query");
  return undefined;
}

function users({ token, tenant, data, url, headers }) {
  const odd = oddQuery({ url, headers });
  if (odd) return odd;
  const names = selected(url) ?? DEFAULT_PROPERTIES;
  if (names.some((name) => SINGLE_ONLY.includes(name))) return refused("501-not-implemented");
  const unknown = names.find((name) => !(name in PROPERTIES));
  if (unknown) return refused("400-bad-request", `A user has no property '${unknown}'.`);
  if (!hasScope(token, "User.Read.All", "Directory.Read.All") && names.some((name) => !DEFAULT_PROPERTIES.includes(name))) return refused("403-denied");
  const hasSignIns = names.includes("signInActivity");
  if (hasSignIns && !hasScope(token, "AuditLog.Read.All")) return refused("403-denied");
  if (hasSignIns && !tenant.isPremium) return refused("403-premium");
  if (names.includes("employeeLeaveDateTime") && !hasScope(token, "User-LifeCycleInfo.Read.All")) return refused("403-denied");
  return directoryListing(data.people, { url, headers, names, largest: hasSignIns ? 500 : 999, context: `users(${names.join(",")})` });
}

/** Every property of a user, by the record of one that has them all. */
const PROPERTIES = user({ licenses: [], signIns: { interactive: null, quiet: null, successful: null } });

function deleted({ token, data, url, headers, scenario }) {
  const readers = scenario.strictDeleted ? ROLES.deleted : [...ROLES.deleted, "Global Reader", "Directory Readers"];
  if (!token.roles.some((role) => readers.includes(role))) return refused("403-denied");
  const odd = oddQuery({ url, headers });
  const names = selected(url) ?? [...DEFAULT_PROPERTIES, "deletedDateTime"];
  return odd ?? directoryListing(data.deleted, { url, headers, names, largest: 999, context: `users(${names.join(",")})` });
}

function directoryListing(people, { url, headers, names, largest, context }) {
  const size = top(url, 100, largest);
  if (!size) return refused("400-bad-request", "$top has to be a number above 0.");
  return listing(people, size, {
    map: (person) => only(user(person), names), context, tokenError: "400-expired-page-token", count: isAdvanced(headers, url) ? people.length : undefined,
  });
}

function count({ data, headers }) {
  if (headers.consistencylevel?.toLowerCase() !== "eventual") return refused("400-count");
  return { text: String(data.people.length) };
}

function details({ data, url }) {
  const rows = data.people.map(registration).filter(Boolean);
  const names = selected(url);
  const size = top(url, 100, 999);
  if (!size) return refused("400-bad-request");
  return listing(rows, size, { map: (row) => only(row, names), context: "reports/authenticationMethods/userRegistrationDetails" });
}

function signInLog({ data, url, scenario }) {
  const odd = [...url.searchParams.keys()].find((name) => !["$top", "$skiptoken", "$filter"].includes(name.toLowerCase()));
  const size = top(url, 1000, 1000);
  if (odd || !size) return refused("400-bad-request", `${odd ?? "$top"} is not understood here.`);
  const filter = option(url, "filter");
  const isIn = filter === undefined ? () => true : instants(filter, "createdDateTime");
  if (!isIn) return refused("400-bad-request", "The $filter is not understood.");
  data.signIns ??= signIns(data.people, scenario);
  const rows = data.signIns.filter((row) => isIn(row.at));
  return listing(rows, size, { map: signIn, context: "auditLogs/signIns" });
}

function provisioningLog({ data, tenant, url, scenario }) {
  const size = top(url, 100, 1000);
  const filter = option(url, "filter");
  const isIn = filter === undefined ? () => true : instants(filter, "activityDateTime");
  if (!isIn || !size) return refused("400-bad-request");
  const rows = provisioning(data.people, { today: scenario.today, tenant }).filter((row) => isIn(row.activityDateTime));
  return listing(rows, size, { context: "auditLogs/provisioning" });
}

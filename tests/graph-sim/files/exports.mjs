// The people of a tenant as the exports of the admin centers write them; captions as they stand in real files.
import { addresses } from "../data/people.mjs";
import { productOf } from "../data/products.mjs";
import { registration } from "../graph/records.mjs";
import { signIn } from "../graph/activity.mjs";
import { csv } from "./csv.mjs";

const M365 = [
  "Display name", "DirSyncEnabled", "User principal name", "Object Id", "First name", "Last name", "When created", "Soft deletion time stamp",
  "Title", "Department", "Preferred data location", "City", "CountryOrRegion", "Office", "StateOrProvince", "Usage location",
  "Last dirsync time", "Block credential", "Licenses", "Password never expires", "Last password change time stamp", "Mobile Phone",
  "Phone number", "Postal code", "Preferred language", "Street address", "Fax", "Proxy addresses",
];

const ENTRA = [
  "userPrincipalName", "displayName", "surname", "mail", "givenName", "id", "userType", "jobTitle", "department", "accountEnabled",
  "usageLocation", "streetAddress", "state", "country", "officeLocation", "city", "postalCode", "telephoneNumber", "mobilePhone",
  "alternateEmailAddress", "ageGroup", "consentProvidedForMinor", "legalAgeGroupClassification", "companyName", "creationType",
  "directorySynced", "invitationState", "identityIssuer", "createdDateTime",
];

const REGISTRATION = [
  "userPrincipalName", "userDisplayName", "isMfaCapable", "isPasswordlessCapable", "isSsprCapable", "defaultMfaMethod", "methodsRegistered", "lastUpdatedDateTime",
];

const SIGN_INS = [
  "Date (UTC)", "Request ID", "User agent", "Correlation ID", "User ID", "User", "Username", "User type", "Cross tenant access type",
  "Incoming token type", "Authentication Protocol", "Unique token identifier", "Original transfer method", "Client credential type",
  "Token Protection - Sign In Session", "Token Protection - Sign In Session StatusCode", "Application", "Application ID ",
  "App owner tenant ID", "Resource", "Resource ID ", "Resource tenant ID", "Resource owner tenant ID", "Home tenant ID", "Home tenant name",
  "IP address", "Location", "Status", "Sign-in error code", "Failure reason", "Client app", "Device ID", "Browser", "Operating System",
  "Compliant", "Managed", "Join Type", "Multifactor authentication result", "Multifactor authentication auth method",
  "Multifactor authentication auth detail", "Authentication requirement", "Sign-in identifier", "Session ID", "IP address (seen by resource)",
  "Through Global Secure Access", "Global Secure Access IP address", "Autonomous system  number", "Flagged for review", "Token issuer type",
  "Incoming token type", "Token issuer name", "Latency", "Conditional Access", "Managed Identity type", "Associated Resource Id",
  "Federated Token Id", "Federated Token Issuer",
];

/** `2026-11-21T22:14:09Z` as `2026-11-21 22:14:09Z`. */
const spaced = (instant) => instant?.replace("T", " ") ?? "";

/** Microsoft 365 admin center: active users, or deleted ones. */
export function m365Users(people) {
  const records = people.map((person) => ({
    "Display name": person.name, "DirSyncEnabled": Boolean(person.sync?.isOn), "User principal name": person.upn, "Object Id": person.id,
    "First name": person.given, "Last name": person.family, "When created": spaced(person.created), "Soft deletion time stamp": spaced(person.deleted),
    "Title": person.title, "Department": person.department, "City": person.city, "CountryOrRegion": person.country, "Office": person.office,
    "Usage location": person.usage, "Last dirsync time": spaced(person.sync?.at), "Block credential": !person.isEnabled, "Licenses": licenseNames(person),
    "Password never expires": false, "Last password change time stamp": spaced(person.passwordChanged),
    "Proxy addresses": addresses(person).join("+"),
  }));
  return csv(M365, records, { isMarked: true });
}

function licenseNames(person) {
  const held = new Set(person.licenses.filter(({ state }) => state !== "Error").map(({ sku }) => productOf(sku).name));
  return held.size ? [...held].join("+") : "Unlicensed";
}

/** Entra admin center: download of users. */
export function entraUsers(people) {
  const records = people.map((person) => ({
    userPrincipalName: person.upn, displayName: person.name, surname: person.family, mail: person.mail, givenName: person.given, id: person.id,
    userType: person.type, jobTitle: person.title, department: person.department, accountEnabled: person.isEnabled, usageLocation: person.usage,
    country: person.country, officeLocation: person.office, city: person.city, companyName: person.company,
    creationType: person.external ? "Invitation" : "", directorySynced: person.sync?.isOn ? true : "", invitationState: person.external,
    createdDateTime: american(person.created),
  }));
  return csv(ENTRA, records);
}

/** `2026-11-21T22:14:09Z` as `11/21/2026 10:14:09 PM`. */
function american(instant) {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+:\d+)Z$/.exec(instant);
  return `${Number(month)}/${Number(day)}/${year} ${Number(hour) % 12 || 12}:${rest} ${Number(hour) < 12 ? "AM" : "PM"}`;
}

/** Entra admin center: user registration details. */
export function registrationDetails(people) {
  const records = people.map(registration).filter(Boolean).map((row) => ({
    ...row, defaultMfaMethod: row.methodsRegistered[0] ?? "none", methodsRegistered: JSON.stringify(row.methodsRegistered),
  }));
  return csv(REGISTRATION, records);
}

/** Entra admin center: interactive sign-ins; `rows` are those of `signIns`. */
export function interactiveSignIns(rows, tenant) {
  const records = rows.map(signIn).map((row) => ({
    "Date (UTC)": `${row.createdDateTime.slice(0, 19)}Z`, "Request ID": row.id, "Correlation ID": row.correlationId, "User ID": row.userId,
    "User": row.userDisplayName, "Username": row.userPrincipalName, "User type": "Member", "Incoming token type": "none",
    "Application": row.appDisplayName, "Application ID ": row.appId, "Resource": row.resourceDisplayName, "Resource ID ": row.resourceId,
    "Home tenant ID": tenant.id, "Home tenant name": tenant.name, "IP address": row.ipAddress, "Location": "Springfield, Illinois, US",
    "Status": row.status.errorCode ? "Failure" : "Success", "Sign-in error code": row.status.errorCode, "Failure reason": row.status.failureReason ?? "Other.",
    "Client app": row.clientAppUsed, "Browser": "Edge", "Operating System": "Windows", "Compliant": false, "Managed": false,
    "Authentication requirement": "Single-factor authentication", "Flagged for review": "No", "Token issuer type": "Azure AD", "Conditional Access": "Not Applied",
  }));
  return csv(SIGN_INS, records, { isMarked: true });
}

/** Partner Center: the customers of a partner. */
export function partnerCustomers(tenants) {
  const records = tenants.map(({ id, name, initial }) => ({ "Microsoft ID": id, "Company name": name, "Primary domain name": initial, "Relationship": "Cloud Reseller", "Tags": "" }));
  return csv(["Microsoft ID", "Company name", "Primary domain name", "Relationship", "Tags"], records);
}

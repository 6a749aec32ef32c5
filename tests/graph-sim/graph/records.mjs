// A person as each of Graph's listings has them: every property there is; `$select` is applied by the routes.
import { addresses } from "../data/people.mjs";
import { productOf } from "../data/products.mjs";
import { digest } from "../data/random.mjs";

/** The `user` of a person. Members that are `undefined` are absent, as Graph leaves them out. */
export function user(person) {
  const { sync } = person;
  return {
    id: person.id,
    displayName: person.name,
    givenName: person.given,
    surname: person.family,
    userPrincipalName: person.upn,
    mail: person.mail,
    userType: person.type,
    accountEnabled: person.isEnabled,
    createdDateTime: person.created,
    country: person.country,
    city: person.city,
    state: null,
    officeLocation: person.office,
    usageLocation: person.usage,
    department: person.department,
    jobTitle: person.title,
    companyName: person.company,
    employeeId: person.employeeId,
    employeeType: person.employeeType,
    employeeOrgData: person.costCenter ? { costCenter: person.costCenter, division: null } : null,
    employeeHireDate: person.hired,
    employeeOrgData: person.center ? { costCenter: person.center, division: null } : null,
    employeeLeaveDateTime: person.leaves,
    assignedLicenses: assignedLicenses(person),
    licenseAssignmentStates: person.licenses.map((license) => ({
      skuId: license.sku,
      disabledPlans: license.disabled,
      assignedByGroup: license.group,
      state: license.state,
      error: license.error,
      lastUpdatedDateTime: license.since,
    })),
    onPremisesSyncEnabled: sync ? sync.isOn : null,
    onPremisesLastSyncDateTime: sync?.at ?? null,
    onPremisesDomainName: sync?.domain ?? null,
    onPremisesSamAccountName: sync?.sam ?? null,
    onPremisesUserPrincipalName: sync?.upn ?? null,
    onPremisesDistinguishedName: sync?.dn ?? null,
    onPremisesImmutableId: sync?.immutable ?? null,
    onPremisesSecurityIdentifier: sync?.sid ?? null,
    externalUserState: person.external,
    lastPasswordChangeDateTime: person.passwordChanged,
    proxyAddresses: addresses(person),
    deletedDateTime: person.deleted,
    businessPhones: [],
    mobilePhone: null,
    preferredLanguage: null,
    signInActivity: person.signIns && {
      lastSignInDateTime: person.signIns.interactive,
      lastSignInRequestId: requestOf(person, "seen", person.signIns.interactive),
      lastNonInteractiveSignInDateTime: person.signIns.quiet,
      lastNonInteractiveSignInRequestId: requestOf(person, "unseen", person.signIns.quiet),
      lastSuccessfulSignInDateTime: person.signIns.successful,
      lastSuccessfulSignInRequestId: requestOf(person, "done", person.signIns.successful),
    },
  };
}

/** What `/users` gives where nothing is selected. */
export const DEFAULT_PROPERTIES = [
  "businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname",
  "userPrincipalName", "id",
];

/** Properties that are given for one user only. */
export const SINGLE_ONLY = [
  "aboutMe", "birthday", "hireDate", "interests", "mailboxSettings", "mySite", "pastProjects", "preferredName", "responsibilities",
  "schools", "skills",
];

/** A product once, whichever ways it came; an assignment in error is none. */
function assignedLicenses(person) {
  const bySku = new Map();
  for (const { sku, disabled, state } of person.licenses) if (state !== "Error") bySku.set(sku, { disabledPlans: disabled, skuId: sku });
  return [...bySku.values()];
}

function requestOf(person, kind, at) {
  if (at === null) return null;
  return at.startsWith("0001") ? "" : `${person.id.slice(0, 24)}${kind.charCodeAt(0).toString(16)}${person.id.slice(26)}`;
}

/** The row of `userRegistrationDetails`; `undefined` for people it leaves out. */
export function registration(person) {
  if (!person.factors) return undefined;
  const { methods, isCapable, isRegistered, isPasswordless } = person.factors;
  return {
    id: person.id,
    userPrincipalName: person.upn,
    userDisplayName: person.name,
    isAdmin: Boolean(person.account?.startsWith("admin")),
    isSsprRegistered: methods.length > 1,
    isSsprEnabled: false,
    isSsprCapable: false,
    isMfaRegistered: isRegistered,
    isMfaCapable: isCapable,
    isPasswordlessCapable: isPasswordless,
    lastUpdatedDateTime: person.factorsAt,
    methodsRegistered: methods,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: methods.length ? ["push"] : [],
    userPreferredMethodForSecondaryAuthentication: methods.length ? "push" : "",
    userType: person.type.toLowerCase(),
  };
}

/** The rows of a usage report by the name of its function. */
export const USAGE = {
  getOffice365ActiveUserDetail: activeUser,
  getMailboxUsageDetail: mailbox,
  getOneDriveUsageAccountDetail: oneDrive,
};

const WORKLOADS = ["Exchange", "OneDrive", "SharePoint", "SkypeForBusiness", "Yammer", "Teams"];

function activeUser(person, { refreshed }) {
  const products = [...new Set(person.licenses.map((license) => productOf(license.sku)))].filter(Boolean);
  if (!products.length) return undefined;
  const has = (workload) => products.some((product) => product.has.includes(workload));
  const used = { ...person.lastUse, OneDrive: person.drive?.last ?? null };
  const lower = (workload) => workload[0].toLowerCase() + workload.slice(1);
  const each = (name, value) => Object.fromEntries(WORKLOADS.map((workload) => [name(workload), value(workload)]));
  return {
    reportRefreshDate: refreshed,
    userPrincipalName: person.upn,
    displayName: person.name,
    isDeleted: Boolean(person.deleted),
    deletedDate: person.deleted?.slice(0, 10) ?? null,
    ...each((workload) => `has${workload}License`, has),
    ...each((workload) => `${lower(workload)}LastActivityDate`, (workload) => (has(workload) && used[workload]) || null),
    ...each((workload) => `${lower(workload)}LicenseAssignDate`, (workload) => (has(workload) ? person.licenses[0].since.slice(0, 10) : null)),
    assignedProducts: products.map((product) => product.name.toUpperCase()),
  };
}

function mailbox(person, { refreshed, period }) {
  if (!person.box) return undefined;
  const { items, bytes, last, hasArchive } = person.box;
  return {
    reportRefreshDate: refreshed,
    userPrincipalName: person.upn,
    displayName: person.name,
    isDeleted: Boolean(person.deleted),
    deletedDate: person.deleted?.slice(0, 10) ?? null,
    createdDate: person.created.slice(0, 10),
    lastActivityDate: last,
    itemCount: items,
    storageUsedInBytes: bytes,
    deletedItemCount: Math.floor(items / 50),
    deletedItemSizeInBytes: Math.floor(bytes / 100),
    deletedItemQuota: 32_212_254_720,
    hasArchive,
    issueWarningQuotaInBytes: 105_226_698_752,
    prohibitSendQuotaInBytes: 106_300_440_576,
    prohibitSendReceiveQuotaInBytes: 107_374_182_400,
    reportPeriod: period,
  };
}

function oneDrive(person, { refreshed, period }) {
  if (!person.drive) return undefined;
  const { files, active, bytes, last } = person.drive;
  return {
    reportRefreshDate: refreshed,
    siteUrl: `https://contoso-my.sharepoint.example/personal/${person.key}`,
    ownerDisplayName: person.name,
    ownerPrincipalName: person.upn,
    isDeleted: Boolean(person.deleted),
    lastActivityDate: last,
    fileCount: files,
    activeFileCount: active,
    storageUsedInBytes: bytes,
    storageAllocatedInBytes: 1_099_511_627_776,
    reportPeriod: period,
  };
}

/** A row of a usage report with its names hidden. */
export function concealed(row) {
  const hidden = { ...row };
  for (const name of ["userPrincipalName", "displayName", "ownerPrincipalName", "ownerDisplayName", "siteUrl"]) {
    if (name in hidden) hidden[name] = digest(`hidden ${hidden[name]}`).slice(0, 32).toUpperCase();
  }
  return hidden;
}

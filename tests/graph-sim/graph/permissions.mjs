// Who may read what: the scopes of the token, the roles of the person, the license of the tenant.

/** Scopes of Graph the registration may ask for, and whether an administrator has to consent. */
export const SCOPES = {
  "User.Read": false,
  "User.ReadBasic.All": false,
  "User.Read.All": true,
  "LicenseAssignment.Read.All": false,
  "Organization.Read.All": true,
  "Directory.Read.All": true,
  "AuditLog.Read.All": true,
  "ProvisioningLog.Read.All": true,
  "Reports.Read.All": true,
  "ReportSettings.Read.All": true,
  "DelegatedAdminRelationship.Read.All": true,
  "User-LifeCycleInfo.Read.All": true,
  "Files.Read": false,
  "Files.Read.All": false,
  "Calendars.ReadWrite": false,
  "Mail.Send": false,
};

const ADMINISTRATOR = "Global Administrator";

/** Roles by what they allow. */
export const ROLES = {
  directory: ["Directory Readers", "Global Reader", "User Administrator", ADMINISTRATOR],
  deleted: ["User Administrator", "Authentication Administrator", "Privileged Authentication Administrator", ADMINISTRATOR],
  registration: ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader", ADMINISTRATOR],
  logs: ["Reports Reader", "Security Reader", "Security Operator", "Security Administrator", "Global Reader", ADMINISTRATOR],
  provisioning: [
    "Reports Reader", "Security Reader", "Security Operator", "Security Administrator", "Global Reader", "Application Administrator",
    "Cloud Application Administrator", ADMINISTRATOR,
  ],
  usage: ["Reports Reader", "Exchange Administrator", "SharePoint Administrator", "Skype for Business Administrator", "Teams Administrator", ADMINISTRATOR],
  settings: ["Reports Reader", "Global Reader", ADMINISTRATOR],
};

/** Whether an account may consent for its tenant. */
export const isAdministrator = (roles) => roles.includes(ADMINISTRATOR) || roles.includes("Privileged Role Administrator");

/** Whether a token has one of these scopes. */
export const hasScope = (token, ...names) => names.some((name) => token.scopes.includes(name));

/** Whether a token carries one of these roles; `null` asks for none. */
export const hasRole = (token, roles) => roles === null || roles.some((role) => token.roles.includes(role));

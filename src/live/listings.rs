//! The listings of Graph, in the order they are offered: fields of the directory live (F30), one permission at a time (M3).

use super::catalog::{Lane, Listing};

const REPORTS_READER: &str = "Reports Reader (or Exchange, SharePoint or Teams Administrator); a Global Reader gets totals only";
const LOGS_READER: &str =
    "Reports Reader, Security Reader, Security Administrator or Global Reader";
const P1: &str = "Entra ID P1 or P2";
const AS_NOW: &str = "As the directory has it at that moment.";
const TWO_DAYS: &str = "About two days old; the day stands in every row. An empty date means not within the last 180 days, not never.";

/// What most listings have.
const ANY: Listing = Listing {
    id: "",
    kind: "",
    title: "",
    what: "",
    scopes: &[],
    role: "",
    license: "",
    freshness: AS_NOW,
    lane: Lane::Directory,
    clouds: &[],
    path: "",
    query: "",
    is_list: true,
    day_property: "",
    has_activity: false,
};

/// Every listing.
pub const LISTINGS: &[Listing] = &[
    Listing {
        id: "users",
        kind: "graph-users",
        title: "Users",
        what: "Whose account it is, whether it may sign in, its licenses, department, country, mail and logon names and, where asked for, its last sign-in; it can stand in for the mailbox list.",
        scopes: &["User.Read.All"],
        role: "any member of the tenant; for the last sign-in Reports Reader",
        license: "for the last sign-in Entra ID P1 or P2",
        freshness: "As the directory has it at that moment; a sign-in shows within some hours.",
        path: "/v1.0/users",
        query: "$select=id,displayName,givenName,surname,userPrincipalName,mail,proxyAddresses,userType,accountEnabled,createdDateTime,country,usageLocation,department,jobTitle,companyName,employeeId,employeeType,employeeOrgData,assignedLicenses,licenseAssignmentStates,onPremisesSyncEnabled,onPremisesLastSyncDateTime,onPremisesDomainName,onPremisesSamAccountName,onPremisesDistinguishedName,externalUserState,lastPasswordChangeDateTime",
        has_activity: true,
        ..ANY
    },
    Listing {
        id: "deleted-users",
        kind: "graph-deleted-users",
        title: "Deleted users",
        what: "Which accounts are deleted and can still be restored, and when they are gone for good.",
        scopes: &["User.Read.All"],
        role: "User Administrator or Authentication Administrator (readers may be let in, too)",
        path: "/v1.0/directory/deletedItems/microsoft.graph.user",
        query: "$select=id,displayName,userPrincipalName,mail,deletedDateTime,assignedLicenses,department,country,createdDateTime,onPremisesSyncEnabled&$top=999",
        ..ANY
    },
    Listing {
        id: "subscribed-skus",
        kind: "graph-subscribed-skus",
        title: "Subscribed products",
        what: "What the tenant pays for: seats owned, used and free of each product.",
        scopes: &["LicenseAssignment.Read.All"],
        role: "Directory Readers or Global Reader",
        path: "/v1.0/subscribedSkus",
        query: "$select=id,accountName,accountId,skuId,skuPartNumber,capabilityStatus,appliesTo,consumedUnits,prepaidUnits,servicePlans",
        ..ANY
    },
    Listing {
        id: "registration",
        kind: "graph-registration",
        title: "Registration details",
        what: "Who has registered for multi-factor authentication and for resetting the password; accounts that are disabled have no row.",
        scopes: &["AuditLog.Read.All"],
        role: LOGS_READER,
        license: P1,
        freshness: "Some hours old; the time stands in every row.",
        lane: Lane::Logs,
        path: "/v1.0/reports/authenticationMethods/userRegistrationDetails",
        query: "$top=999",
        ..ANY
    },
    Listing {
        id: "usage-active-users",
        kind: "graph-usage-active-users",
        title: "Usage report of active users",
        what: "The last day on which an account used Exchange, OneDrive, SharePoint, Teams and others.",
        scopes: &["Reports.Read.All"],
        role: REPORTS_READER,
        freshness: TWO_DAYS,
        lane: Lane::Usage,
        path: "/beta/reports/getOffice365ActiveUserDetail(period='D180')",
        query: "$format=application/json&$top=999",
        ..ANY
    },
    Listing {
        id: "usage-mailbox",
        kind: "graph-usage-mailbox",
        title: "Usage report of mailboxes",
        what: "How large each mailbox is, its quota, and when it was last used.",
        scopes: &["Reports.Read.All"],
        role: REPORTS_READER,
        freshness: TWO_DAYS,
        lane: Lane::Usage,
        path: "/beta/reports/getMailboxUsageDetail(period='D180')",
        query: "$format=application/json&$top=999",
        ..ANY
    },
    Listing {
        id: "usage-onedrive",
        kind: "graph-usage-onedrive",
        title: "Usage report of OneDrive",
        what: "How much each OneDrive holds, and when it was last used.",
        scopes: &["Reports.Read.All"],
        role: REPORTS_READER,
        freshness: TWO_DAYS,
        lane: Lane::Usage,
        path: "/beta/reports/getOneDriveUsageAccountDetail(period='D180')",
        query: "$format=application/json&$top=999",
        ..ANY
    },
    Listing {
        id: "sign-ins",
        kind: "graph-signins",
        title: "Sign-ins",
        what: "Which applications people signed in to, day by day; the heaviest of all listings, so it ends at the number of rows you set.",
        scopes: &["AuditLog.Read.All"],
        role: LOGS_READER,
        license: P1,
        freshness: "Within some minutes; Microsoft keeps 30 days, or 7 without a premium license. Only sign-ins by a person are in it.",
        lane: Lane::Logs,
        path: "/v1.0/auditLogs/signIns",
        query: "$top=1000",
        day_property: "createdDateTime",
        ..ANY
    },
    Listing {
        id: "organization",
        kind: "graph-customers",
        title: "Organization",
        what: "The name of the tenant and its domains.",
        // The one page is small; without more than this, some of it is empty.
        scopes: &["User.Read"],
        role: "any member of the tenant",
        path: "/v1.0/organization",
        query: "$select=id,displayName,verifiedDomains,tenantType,partnerTenantType,countryLetterCode,onPremisesSyncEnabled,onPremisesLastSyncDateTime",
        ..ANY
    },
    Listing {
        id: "report-settings",
        title: "Report settings",
        what: "Whether usage reports of this tenant hide the names of people, which then meet no account: a sentence above the report Activity, and no rows.",
        scopes: &["ReportSettings.Read.All"],
        role: "one that may read reports, such as Reports Reader",
        freshness: "As set; a change shows in reports within 48 hours.",
        clouds: &["global"],
        path: "/v1.0/admin/reportSettings",
        is_list: false,
        ..ANY
    },
    Listing {
        id: "customers",
        kind: "graph-customers",
        title: "Customers with delegated administration",
        what: "The customers that this partner may administer at present, to choose from.",
        scopes: &["DelegatedAdminRelationship.Read.All"],
        role: "a member of the partner's own tenant",
        license: "a partner's tenant with delegated administration (GDAP)",
        path: "/v1.0/tenantRelationships/delegatedAdminCustomers",
        query: "$select=id,tenantId,displayName&$top=300",
        ..ANY
    },
    Listing {
        id: "contracts",
        kind: "graph-customers",
        title: "Customers with a contract",
        what: "The customers that this partner sells to, with their domains, to choose from.",
        scopes: &["Directory.Read.All"],
        role: "a member of the partner's own tenant",
        license: "a partner's tenant",
        path: "/v1.0/contracts",
        query: "$select=customerId,displayName,defaultDomainName,contractType&$top=999",
        ..ANY
    },
    Listing {
        id: "provisioning",
        title: "Provisioning log",
        what: "How many steps of automatic provisioning failed in the last days, and for whom: a sentence above the report Provisioning, and no rows.",
        scopes: &["ProvisioningLog.Read.All"],
        role: "Reports Reader, Security Reader, Global Reader or Application Administrator",
        license: P1,
        freshness: "Within some minutes; Microsoft keeps 30 days.",
        lane: Lane::Logs,
        clouds: &["global", "gcchigh", "dod"],
        path: "/v1.0/auditLogs/provisioning",
        // Its pages are read on the page's own thread.
        query: "$top=100",
        day_property: "activityDateTime",
        ..ANY
    },
];

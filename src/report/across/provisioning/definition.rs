//! The columns of the report `provisioning`: those of the backup's report (D2 to D16), and all else
//! that is known of an account (F10, F12 to F16).

use super::attributes;
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};

/// What can be shown of it.
pub const PROVISIONING: Definition = Definition {
    id: "provisioning",
    title: "Provisioning",
    meaning: "every user of the backup and every account of a directory, over all customers; two entries of one person are two rows",
    needs: NEEDS,
    columns: COLUMNS,
    further: Some(attributes::COLUMNS),
    names_products: false,
};

/// The kinds of sources whose rows are rows of the report.
pub const NEEDS: &[&str] = &[
    "druva-provisioning",
    "druva-preserved",
    "graph-users",
    "graph-deleted-users",
    "entra-users",
    "m365-users",
];

/// The mapping is the column that is read wrongly most easily (D26 to D28).
const MAPPING: &str = "Needs Druva provisioning. The mapping of highest priority of the profile, or Manual. It does not prove how this user came: \
    the report shows one mapping for all users of a profile, also for those that another one brought; users of a deleted mapping show the next one; \
    and where the way of provisioning was changed, the old entry of a person shows Manual and the new one the mapping.";

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("global_customer_id", "Global Customer ID", Kind::Text, "Needs a Druva report. The universal id of the customer, as written."),
    shown("customer_name", "Customer Name", Kind::Text, "Needs a Druva report; else a list of customers, by the domain of the account."),
    shown("account_name", "Account Name", Kind::Text, "Needs a Druva report. The vendor's name for the customer; another than Customer Name only where that was to be hidden."),
    shown("user_name", "User Name", Kind::Text, "Needs a Druva report; else the name in a directory."),
    shown("user_email", "User Email", Kind::Text, "Needs a Druva report; else the mail address in a directory, or the user principal name."),
    shown("profile", "Profile", Kind::Text, "Needs a Druva report. The profile of the backup."),
    shown("user_status", "User Status", Kind::Enum, "Needs Druva provisioning: whether the user is active; else a directory: whether sign-in is allowed. Words that are not known are kept."),
    shown("m365_license", "Microsoft 365 License", Kind::Enum, "Needs Druva provisioning. The backup's license, no license of Microsoft: active, preserved or unlicensed, which the report writes as a hyphen."),
    shown("smb_license", "SMB License", Kind::Enum, "Needs Druva provisioning. The backup's license of a shared mailbox; both licenses may be taken at once."),
    shown("backup_mb", "Backup Data (MB)", Kind::Number, "Needs Druva provisioning. Nobody says whether a MB is 1,000,000 or 1,048,576 bytes."),
    shown("created_on", "Created On", Kind::Moment, "Needs Druva provisioning; else a directory. In UTC, where the file names no zone."),
    shown("managed_by", "Managed By", Kind::Text, "Needs Druva provisioning. The name of the identity provider."),
    shown("mapping", "Mapping \u{26a0}", Kind::Text, MAPPING),
    shown("custom_attribute_name", "Custom Attribute Name", Kind::Text, "Needs Druva provisioning. Several of one user stand behind each other."),
    shown("custom_attribute_value", "Custom Attribute Value", Kind::Text, "Needs Druva provisioning. In the order of the names."),
    shown("service_plan", "Service plan", Kind::Text, "Needs a column Service plan: of Druva provisioning, or of a list of customers."),
    hidden("names_differ", "Names differ", Kind::Boolean, "Needs a Druva report. Whether Account Name is another than Customer Name."),
    hidden("customer_conflict", "Customer conflict", Kind::Boolean, "Needs a Druva report. Whether the customer's id has several names, or its name several ids."),
    hidden("tenant_id", "Tenant ID", Kind::Text, "Needs a list of customers: by the domain of the account, else by the customer's name."),
    hidden("entries", "Entries of the person", Kind::NonAdditive, "Needs Druva provisioning. How many entries of the backup are of one mail address."),
    hidden("known_to", "Known to", Kind::Enum, "Whether the backup has an entry, only keeps what was backed up, or does not know the account."),
    hidden("custom_attributes", "Custom attributes", Kind::List, "Needs Druva provisioning. Each name with its value."),
    hidden("custom_attribute_names", "Attribute names", Kind::List, "Needs Druva provisioning. The names of the custom attributes, to filter by."),
    hidden("preserved_on", "Preserved on", Kind::Moment, "Needs Druva preserved users. Since when the backup is only kept, in UTC."),
    hidden("preserve_mode", "Preserve mode", Kind::Text, "Needs Druva preserved users. Manual, by a synchronisation, or by itself when the user was disabled or deleted in the identity provider."),
    hidden("auto_delete_days", "Deleted after", Kind::NonAdditive, "Needs Druva preserved users with such a column. After how many days a kept backup is deleted."),
    hidden("backup_end", "Backup deleted from", Kind::Date, "Needs Druva preserved users with their days. The first day on which the kept backup may be deleted: two jobs run at times that nobody publishes. A legal hold stops them, and so do shares with guests, of which no file tells."),
    hidden("legal_hold", "Legal hold", Kind::Boolean, "Needs Druva preserved users with such a column."),
    hidden("endpoints_license", "Endpoints license", Kind::Text, "Needs Druva provisioning with such a column."),
    hidden("endpoints_mb", "Endpoints (MB)", Kind::Text, "Needs Druva provisioning with such a column; as written."),
    hidden("google_license", "Google Workspace license", Kind::Text, "Needs Druva provisioning with such a column."),
    hidden("user_principal_name", "User principal name", Kind::Text, "Needs a directory; else the address by which the account is known."),
    hidden("display_name", "Display name", Kind::Text, "The name as the most trusted source writes it: a directory before the backup."),
    hidden("entra_id", "Object id", Kind::Text, "Needs a directory."),
    hidden("user_type", "User type", Kind::Text, "Needs Graph or Entra users. Member or guest."),
    hidden("account_enabled", "Account enabled", Kind::Boolean, "Needs a directory. Whether sign-in is allowed."),
    hidden("department", "Department", Kind::Text, "Needs a directory, the enrollment report or Active Roles."),
    hidden("job_title", "Job title", Kind::Text, "Needs a directory."),
    hidden("country", "Country", Kind::Text, "Needs a directory."),
    hidden("usage_location", "Usage location", Kind::Text, "Needs a directory. The country for which licenses are given."),
    hidden("licenses", "Licenses", Kind::List, "Needs Microsoft 365 users, a usage report or Active Roles. The licenses of Microsoft; of those that a file has by id the names, once a list of names is there."),
    hidden("mfa_status", "MFA", Kind::Enum, "Needs registration details."),
    hidden("last_activity", "Last activity", Kind::Date, "Needs usage reports or Graph users with sign-ins. The last day of real use."),
    hidden("mailbox_bytes", "Mailbox", Kind::Integer, "Needs a report of mailbox usage. Bytes."),
    hidden("onedrive_bytes", "OneDrive", Kind::Integer, "Needs a report of OneDrive usage. Bytes."),
    hidden("on_prem_sync", "Synchronised", Kind::Text, "Needs a directory. Whether the account comes from a directory on premises: true, false, or never."),
    hidden("deleted_at", "Deleted", Kind::Moment, "Needs Microsoft 365 users or Graph deleted users. When the directory deleted the account, in UTC."),
    hidden("disable_day", "Disable day", Kind::Date, "Needs the enrollment report. The day on which sign-in is disabled."),
    hidden("urgency", "Urgency", Kind::Enum, "Needs the enrollment report. How soon someone must act."),
    hidden("scheduled_deletion", "Scheduled deletion date", Kind::Date, "Needs the enrollment report. As it has it."),
    hidden("center", "Center", Kind::Text, "Needs the enrollment report."),
    hidden("last_seen", "Last seen", Kind::Date, "The day of the last file that has the account, where newer files of the same kind do not."),
];

//! The report `provisioning`: users of the backup over many customers, and what all other sources know
//! of them (D1 to D18, D26 to D28, D30 to D33, M7).

mod attributes;
mod backup;
mod customers;
mod definition;
mod entries;
mod explain;
mod notes;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use self::attributes::Pairs;
use self::backup::{Backup, user_status};
use self::customers::Customers;
use super::columns::{
    Columns, Form, Kept, Lazy, Taken, later, marked, not_loaded, show_flag, show_text, show_word,
    taken,
};
use super::fields::{
    ACTIVE_USERS, BACKUP, CREATED, DEPARTMENT, DISPLAY_NAME, ENROLLMENT, Enabled, LICENSES,
    MAILBOX, ONEDRIVE, PRESERVED, PRINCIPAL_NAME, Places, REGISTRATION, USER_TYPE, USERS,
};
use super::history::{last_seen, mark as mark_of_gone};
use super::{Across, Found, activity, ending, mfa};
use crate::report::words;
use crate::table::group::NO_ROW;

pub use attributes::value_of;
pub use definition::PROVISIONING;
pub use entries::Entries;
pub use explain::{Told, of_attributes, of_entries, of_row};
pub use notes::{ABOUT, about, lasting, note_of_sums};

const DELETED_AT: Places = &[(USERS, "deleted_at")];

#[rustfmt::skip] // One line a column.
const TAKEN: &[Taken] = &[
    taken("key", Form::Text, PRINCIPAL_NAME),
    taken("user_principal_name", Form::Text, PRINCIPAL_NAME),
    taken("display_name", Form::Text, DISPLAY_NAME),
    taken("entra_id", Form::Text, &[(USERS, "entra_id")]),
    taken("user_type", Form::Word, USER_TYPE),
    taken("department", Form::Word, DEPARTMENT),
    taken("job_title", Form::Word, &[(USERS, "job_title")]),
    taken("country", Form::Word, &[(USERS, "country")]),
    taken("usage_location", Form::Word, &[(USERS, "usage_location")]),
    taken("licenses", Form::Licenses, LICENSES),
    taken("mailbox_bytes", Form::Whole(show_bytes), &[(MAILBOX, "storage_used")]),
    taken("onedrive_bytes", Form::Whole(show_bytes), &[(ONEDRIVE, "storage_used")]),
    taken("on_prem_sync", Form::Word, &[(USERS, "on_prem_sync")]),
    taken("deleted_at", Form::Moment, DELETED_AT),
    taken("scheduled_deletion", Form::Day, &[(ENROLLMENT, "scheduled_deletion")]),
    taken("center", Form::Word, &[(ENROLLMENT, "center_name"), (ENROLLMENT, "center_code")]),
    taken("preserve_mode", Form::Word, &[(PRESERVED, "preserve_mode")]),
    taken("auto_delete_days", Form::Whole(show_number), &[(PRESERVED, "auto_delete_days")]),
    taken("legal_hold", Form::Flag, &[(PRESERVED, "legal_hold")]),
];

const CUSTOMERS: &[&str] = &["graph-customers", "partner-customers"];

/// Where the columns that are made of several fields come from: of one that stands in the backup's
/// reports and elsewhere all places.
#[rustfmt::skip] // One line a column.
const ORIGINS: &[(&str, Places)] = &[
    ("global_customer_id", &[(BACKUP, "global_customer_id"), (PRESERVED, "global_customer_id")]),
    ("customer_name", &[(BACKUP, "customer_name"), (PRESERVED, "customer_name"), (CUSTOMERS, "company")]),
    ("account_name", &[(BACKUP, "account_name"), (PRESERVED, "account_name")]),
    ("user_name", &[(BACKUP, "user_name"), (PRESERVED, "user_name"), (USERS, "display_name")]),
    ("user_email", &[(BACKUP, "user_email"), (PRESERVED, "user_email"), (USERS, "mail"), (USERS, "upn")]),
    ("profile", &[(BACKUP, "profile"), (PRESERVED, "profile")]),
    ("user_status", &[(BACKUP, "user_status"), (USERS, "account_enabled"), (USERS, "blocked")]),
    ("m365_license", &[(BACKUP, "m365_license")]),
    ("smb_license", &[(BACKUP, "smb_license")]),
    ("backup_mb", &[(BACKUP, "backup_mb"), (PRESERVED, "backup_mb")]),
    ("created_on", &[(BACKUP, "created_on"), (USERS, "created")]),
    ("managed_by", &[(BACKUP, "managed_by")]),
    ("mapping", &[(BACKUP, "mapping")]),
    ("custom_attribute_name", &[(BACKUP, "custom_attribute_name")]),
    ("custom_attribute_value", &[(BACKUP, "custom_attribute_value")]),
    ("service_plan", &[(BACKUP, "service_plan"), (CUSTOMERS, "service_plan")]),
    ("tenant_id", &[(CUSTOMERS, "tenant_id"), (CUSTOMERS, "organization_id")]),
    ("preserved_on", &[(PRESERVED, "preserved_on")]),
    ("backup_end", &[(PRESERVED, "preserved_on"), (PRESERVED, "auto_delete_days")]),
    ("disable_day", &[(ENROLLMENT, "logon_name")]),
    ("urgency", &[(ENROLLMENT, "logon_name")]),
    ("account_enabled", &[(USERS, "account_enabled"), (USERS, "blocked")]),
    ("mfa_status", &[(REGISTRATION, "is_mfa_capable")]),
    ("last_activity", &[(USERS, "last_successful"), (ACTIVE_USERS, "exchange_last_activity"), (MAILBOX, "last_activity"), (ONEDRIVE, "last_activity")]),
];

/// Columns that are few different texts in the backup's report and stand there alone.
const WORDS_OF_BACKUP: [&str; 5] = [
    "profile",
    "managed_by",
    "mapping",
    "endpoints_license",
    "google_license",
];

/// The report as it is made.
pub const LAZY: Lazy = Lazy {
    definition: &PROVISIONING,
    own_order: &["customer_name", "user_name", "user_email"],
    counted: &[
        ("user_status", &["active", "inactive"]),
        ("m365_license", &["active", "preserved", "unlicensed"]),
        ("smb_license", &["active", "preserved", "unlicensed"]),
        ("known_to", &["backup", "preserved", "directory"]),
    ],
    fill,
};

/// The rows: entries of the backup, users whose backup is only kept, and accounts of directories.
fn fill(columns: &mut Columns, across: &Across) -> Vec<u32> {
    let entries = Entries::of(across);
    let backup = Backup::of(across, &entries);
    let all = || 0..entries.accounts.len();
    columns.take(across, &entries.accounts, TAKEN);
    of_customers(columns, across, &entries, &backup);
    of_user(columns, across, &entries, &backup);
    let n_rows = entries.accounts.len();
    for id in WORDS_OF_BACKUP {
        columns.gather(id, Kept::Words, show_text, &backup.stands(id), n_rows);
    }
    let stands = backup.stands("endpoints_mb");
    columns.gather("endpoints_mb", Kept::Texts, show_text, &stands, n_rows);
    for id in ["m365_license", "smb_license"] {
        let stands = backup.stands(id);
        columns.gather_words(id, backup::show_license, &stands, n_rows, backup::license);
    }
    if columns.wants("backup_mb") {
        let sizes = backup.sizes();
        columns.decimal("backup_mb", sizes.numbers, sizes.places, sizes.show);
    }
    attribute_lists(columns, &backup, all());
    if columns.wants_any(attributes::PREFIX) {
        let pairs: Vec<Pairs> = all().map(|entry| backup.attributes(entry)).collect();
        columns.pivot = Some(attributes::pivot(&pairs));
    }
    of_preserved(columns, &backup, all());
    of_others(columns, across, &entries);
    let gone = OnceCell::new();
    let gone = || gone.get_or_init(|| last_seen(across));
    if columns.wants("last_seen") {
        columns.last_seen(across, &entries.accounts, gone());
    }
    let marks = later(|| marks(across, &entries, &backup, gone()));
    columns.made("marks", show_text, marks);
    entries.accounts
}

/// The customer of each entry: by the backup, else by the lists of customers (D2 to D5).
fn of_customers<'a>(
    columns: &mut Columns,
    across: &'a Across<'a>,
    entries: &Entries,
    backup: &Backup<'a>,
) {
    let all = || 0..entries.accounts.len();
    let customers = OnceCell::new();
    let customers = || customers.get_or_init(|| Customers::of(across));
    let (upn, mail) = (across.field(PRINCIPAL_NAME), across.field(MAIL));
    let place = |entry: usize| {
        let account = entries.accounts[entry];
        let name = match backup.cell("customer_name", entry) {
            Found::Text(name) => name,
            _ => "",
        };
        let customers = customers();
        let of_address = || {
            let by_upn = customers.of_address(upn.text(account));
            by_upn.or_else(|| customers.of_address(mail.text(account)))
        };
        match customers.find(name, "") {
            Some(place) => Some(place),
            // A customer that the backup names otherwise is not taken for that of a domain.
            None if !name.is_empty() => None,
            None => of_address(),
        }
    };
    // What the lists say where the backup says nothing.
    let or_of_list = |entry: usize, own: Found<'a>, field: &str| -> Cow<'a, str> {
        let customers = match own {
            Found::Text(text) => return Cow::Borrowed(text),
            nothing if !customers().has(field) => return Cow::Borrowed(marked(nothing)),
            _ => customers(),
        };
        let listed = place(entry).map(|place| customers.cell(place, field));
        match listed {
            Some(text) if !text.is_empty() => Cow::Owned(text.to_string()),
            Some(_) if customers.has(field) => Cow::Borrowed(marked(Found::Empty)),
            _ if own == Found::NotLoaded && customers.has(field) => {
                Cow::Borrowed(marked(Found::NoRow))
            }
            _ => Cow::Borrowed(marked(own)),
        }
    };
    let n_rows = entries.accounts.len();
    for id in ["global_customer_id", "account_name"] {
        columns.gather(id, Kept::Words, show_text, &backup.stands(id), n_rows);
    }
    for (id, of_list) in [
        ("customer_name", "company"),
        ("service_plan", "service_plan"),
    ] {
        if !customers().has(of_list) {
            columns.gather(id, Kept::Words, show_text, &backup.stands(id), n_rows);
            continue;
        }
        let cells = backup.cells(id, all()).zip(all());
        let cells = cells.map(|(own, entry)| or_of_list(entry, own, of_list));
        columns.made(id, show_text, cells);
    }
    let own_names = || backup.cells("customer_name", all());
    if !columns.looks("tenant_id", customers().has("tenant_id")) {
        let tenants = all().map(|entry| or_of_list(entry, Found::NotLoaded, "tenant_id"));
        columns.made("tenant_id", show_text, tenants);
    }
    let account_names = backup.cells("account_name", all());
    let differ = account_names.zip(own_names()).map(|pair| match pair {
        (Found::Text(account), Found::Text(customer)) if account == customer => "no",
        (Found::Text(_), Found::Text(_)) => "yes",
        (Found::Text(_), other) | (other, _) => marked(match other {
            Found::Text(_) => Found::NoRow,
            other => other,
        }),
    });
    columns.made("names_differ", show_flag, differ);
    let conflicts = all().map(|entry| match backup.conflict(entry) {
        Some(true) => "yes",
        Some(false) => "no",
        None if backup.has_users() => marked(Found::NoRow),
        None => marked(Found::NotLoaded),
    });
    columns.made("customer_conflict", show_flag, conflicts);
}

const MAIL: Places = &[(USERS, "mail")];

/// Who the user is (D6, D7, D9, D13).
fn of_user<'a>(
    columns: &mut Columns,
    across: &'a Across<'a>,
    entries: &Entries,
    backup: &Backup<'a>,
) {
    let all = || 0..entries.accounts.len();
    let account = |entry: usize| entries.accounts[entry];
    let (name, mail, upn) = (
        across.field(DISPLAY_NAME),
        across.field(MAIL),
        across.field(PRINCIPAL_NAME),
    );
    let (accounts, n_rows) = (&entries.accounts, entries.accounts.len());
    match name.stands(accounts) {
        Some(of_others) => {
            let stands = [backup.stands("user_name"), of_others].concat();
            columns.gather("user_name", Kept::Texts, show_text, &stands, n_rows);
        }
        None => {
            let names = backup.cells("user_name", all()).zip(all());
            let names = names.map(|(own, entry)| own.or(|| name.of(account(entry))));
            columns.texts("user_name", names);
        }
    }
    match (mail.stands(accounts), upn.stands(accounts)) {
        (Some(mails), Some(upns)) => {
            let stands = [backup.stands("user_email"), mails, upns].concat();
            columns.gather("user_email", Kept::Texts, show_text, &stands, n_rows);
        }
        _ => {
            let mails = backup.cells("user_email", all()).zip(all());
            let mails = mails.map(|(own, entry)| {
                own.or(|| mail.of(account(entry)))
                    .or(|| upn.of(account(entry)))
            });
            columns.texts("user_email", mails);
        }
    }
    let enabled = Enabled::of(across);
    let statuses = backup.cells("user_status", all());
    let statuses = statuses.zip(all()).map(|(own, entry)| {
        let is_of_backup = entries.rows[entry] != NO_ROW;
        user_status(own, || match is_of_backup {
            true => None,
            false => enabled.get(account(entry)),
        })
    });
    columns.words("user_status", statuses);
    let created = across.field(CREATED);
    let instants = backup.created_on(|entry| created.ordered(account(entry)));
    columns.made_texts("created_on", backup::show_instant, instants);
    let known = all().map(
        |entry| match (entries.rows[entry] != NO_ROW, backup.preserved(entry)) {
            (true, _) => "backup\tbackup",
            (false, Some(_)) => "preserved\tpreserved only",
            (false, None) => "directory\ta directory only",
        },
    );
    columns.words("known_to", known);
    let counts = entries.n_of_person.iter().map(|&n| i64::from(n));
    let is_loaded = across.has(BACKUP);
    let counts = counts.map(|n| match is_loaded {
        true => n,
        false => crate::report::tabular::Amounts::NOT_LOADED,
    });
    columns.amount("entries", counts, show_number);
}

/// Pairs of custom attributes: as they are, and as lists by which rows can be filtered (D16).
fn attribute_lists(columns: &mut Columns, backup: &Backup, all: Range<usize>) {
    let cells = |form: for<'p> fn(&[(&'p str, &'p str)]) -> Cow<'p, str>| {
        let cells = all
            .clone()
            .map(move |entry| backup.of_attributes(entry, form));
        cells.map(|cell| cell.unwrap_or_else(|nothing| Cow::Borrowed(marked(nothing))))
    };
    let is_loaded = backup.has_attributes();
    if !columns.looks("custom_attribute_name", is_loaded) {
        let names = cells(|pairs| joined(pairs.iter().map(|(name, _)| Cow::Borrowed(*name)), "; "));
        columns.made("custom_attribute_name", show_text, names);
    }
    if !columns.looks("custom_attribute_value", is_loaded) {
        let values =
            cells(|pairs| joined(pairs.iter().map(|(_, value)| Cow::Borrowed(*value)), "; "));
        columns.made_texts("custom_attribute_value", show_text, values);
    }
    if !columns.looks("custom_attributes", is_loaded) {
        let both = cells(|pairs| {
            let items = pairs.iter().map(|(name, value)| match value.is_empty() {
                true => Cow::Borrowed(*name),
                false => Cow::Owned(format!("{name}={value}")),
            });
            joined(items, backup::BETWEEN_ITEMS)
        });
        columns.made("custom_attributes", backup::show_items, both);
    }
    if !columns.looks("custom_attribute_names", is_loaded) {
        let once = cells(|pairs| {
            let mut names: Vec<&str> = Vec::new();
            for (name, _) in pairs {
                if !names.contains(name) {
                    names.push(name);
                }
            }
            joined(names.into_iter().map(Cow::Borrowed), backup::BETWEEN_ITEMS)
        });
        columns.made("custom_attribute_names", backup::show_items, once);
    }
}

fn joined<'a>(mut items: impl Iterator<Item = Cow<'a, str>>, between: &str) -> Cow<'a, str> {
    let mut joined = items.next().unwrap_or_default();
    for item in items {
        let joined = joined.to_mut();
        joined.push_str(between);
        joined.push_str(&item);
    }
    joined
}

/// Since when a backup is only kept, and when it is deleted (D30 to D32).
fn of_preserved(columns: &mut Columns, backup: &Backup, all: Range<usize>) {
    let is_loaded = backup.has("preserved_on");
    if !columns.looks("preserved_on", is_loaded) {
        columns.made_texts("preserved_on", backup::show_instant, backup.preserved_on());
    }
    // Of rows that do not say since when it is said that it is not known.
    let is_certain = is_loaded || !backup.has_kept();
    if is_certain && columns.looks("backup_end", is_loaded) {
        return;
    }
    let ends = all.map(|entry| backup.end_cell(entry));
    columns.made("backup_end", backup::show_end, ends);
}

/// What other reports say of the accounts.
fn of_others(columns: &mut Columns, across: &Across, entries: &Entries) {
    let accounts = &entries.accounts;
    let enabled = Enabled::of(across);
    let flags = accounts.iter().map(|&account| enabled.cell(account));
    if !columns.looks("account_enabled", enabled.is_loaded()) {
        columns.made("account_enabled", show_flag, flags);
    }
    let statuses = mfa::statuses(across, accounts);
    let is_loaded = across.has(REGISTRATION);
    let statuses = statuses.map(|(status, _)| match is_loaded {
        true => format!("{}\t{}", status.name(), status.label()),
        false => not_loaded(),
    });
    if !columns.looks("mfa_status", is_loaded) {
        columns.made("mfa_status", show_word, statuses);
    }
    let days = activity::last_days(across, accounts);
    columns.made("last_activity", super::columns::show_day, days);
    ending::disable_day(columns, across, accounts);
    ending::urgency(columns, across, accounts);
}

/// Words of warning for each row, and the column that tells customers in conflict.
fn marks<'a>(
    across: &'a Across<'a>,
    entries: &'a Entries,
    backup: &'a Backup<'a>,
    gone: &'a BTreeMap<u32, NaiveDate>,
) -> impl Iterator<Item = String> + 'a {
    let deleted = across.field(DELETED_AT);
    let mut with_older = entries.with_older.iter().peekable();
    let unknown = backup.unknown_words();
    let mark = move |entry: usize| {
        let mut marks: Vec<Cow<str>> = Vec::new();
        match entries.n_of_person[entry] {
            0 | 1 => {}
            2 => marks.push(Cow::Borrowed("one person, two entries")),
            n => marks.push(Cow::Owned(format!("one person, {n} entries"))),
        }
        if backup.conflict(entry) == Some(true) {
            marks.push(Cow::Borrowed("customer conflict"));
        }
        if unknown.contains(entry) {
            marks.push(Cow::Borrowed("unknown word"));
        }
        if backup.has_several(entry) {
            marks.push(Cow::Borrowed(attributes::SEVERAL));
        }
        if with_older.next_if_eq(&&(entry as u32)).is_some() {
            marks.push(Cow::Borrowed("also in an older file"));
        }
        if let Some(row) = backup.preserved(entry) {
            marks.push(Cow::Borrowed("preserved"));
            if backup.is_held(row) {
                marks.push(Cow::Borrowed("legal hold"));
            }
        }
        if let Found::Text(_) = deleted.of(entries.accounts[entry]) {
            marks.push(Cow::Borrowed("soft-deleted"));
        }
        if let Some(day) = gone.get(&entries.accounts[entry]) {
            marks.push(Cow::Owned(mark_of_gone(*day)));
        }
        marks.join(";")
    };
    (0..entries.accounts.len()).map(mark)
}

fn show_bytes(n: i64) -> String {
    words::bytes(n.max(0) as u64)
}

fn show_number(n: i64) -> String {
    words::number(n.max(0) as u64)
}

//! The report `activity`: when accounts were last used, how full they are, and what nobody knows (F20, F21, F32).

mod why;

use std::cell::OnceCell;

use chrono::NaiveDate;

use super::columns::{
    Columns, Form, Lazy, Taken, day_cell, instant_cell, iso_instant, later, not_loaded, show_day,
    show_flag, show_instant, show_list, taken, unknown, whole,
};
use super::contradicted::Contradictions;
use super::fields::{
    ACTIVE_USERS, CREATED, DISPLAY_NAME, Enabled, Field, LICENSES, MAILBOX, ONEDRIVE,
    PRINCIPAL_NAME, Places, USERS,
};
use super::signins::{AppUse, Numbers, SIGN_INS, SignIns, Signed, instant_of, seconds_of};
use super::{Across, Found};
use crate::accounts::activity::{ActivityState, Use, activity_state};
use crate::ingest::cell::{DateReading, read_date};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::calendar::show_date;
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};
use crate::report::tabular::Amounts;
use crate::report::words;
use why::Why;

/// What can be shown of it.
pub const ACTIVITY: Definition = Definition {
    id: "activity",
    title: "Activity",
    meaning: "every account of a directory or of a usage report: when it was last used, and how full it is",
    needs: USAGE,
    columns: COLUMNS,
    further: None,
    names_products: false,
};

const USAGE: &[&str] = &[
    "usage-active-users",
    "usage-mailbox",
    "usage-onedrive",
    "graph-usage-active-users",
    "graph-usage-mailbox",
    "graph-usage-onedrive",
    "graph-users",
];

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("display_name", "Name", Kind::Text, "The name as the most trusted source writes it."),
    shown("user_principal_name", "User principal name", Kind::Text, "What the person signs in with."),
    shown("activity_state", "Use", Kind::Enum, "Whether the account is in use by the days of the policy. Never: only where a source would know of any use. Unknown is not inactive."),
    shown("activity_reason", "Why", Kind::Enum, "What that follows from: how long ago the account was used and what the policy says of it, or why nothing is known."),
    shown("last_activity", "Last activity", Kind::Date, "The last day of real use over all workloads; attempts to sign in do not count."),
    shown("last_activity_source", "Seen in", Kind::Enum, "The workload of that day."),
    shown("mailbox_bytes", "Mailbox", Kind::Integer, "Bytes used in the mailbox."),
    shown("mailbox_share", "of quota", Kind::NonAdditive, "Percent of the size at which sending is stopped."),
    shown("onedrive_bytes", "OneDrive", Kind::Integer, "Bytes used in OneDrive."),
    shown("account_enabled", "Account enabled", Kind::Boolean, "Whether sign-in is allowed."),
    shown("licenses", "Licenses", Kind::List, "The licenses that are assigned; of those that a file has by id the names, once a list of names is there."),
    hidden("exchange_last_activity", "Exchange", Kind::Date, "Last day of activity in Exchange."),
    hidden("onedrive_last_activity", "OneDrive last used", Kind::Date, "Last day of activity in OneDrive."),
    hidden("sharepoint_last_activity", "SharePoint", Kind::Date, "Last day of activity in SharePoint."),
    hidden("teams_last_activity", "Teams", Kind::Date, "Last day of activity in Teams."),
    hidden("viva_engage_last_activity", "Viva Engage", Kind::Date, "Last day of activity in Viva Engage."),
    hidden("skype_last_activity", "Skype", Kind::Date, "Last day of activity in Skype for Business."),
    hidden("mailbox_quota", "Mailbox quota", Kind::Integer, "Bytes at which sending is stopped."),
    hidden("onedrive_quota", "OneDrive quota", Kind::Integer, "Bytes allocated in OneDrive."),
    hidden("item_count", "Items", Kind::Integer, "Items in the mailbox."),
    hidden("created", "Created", Kind::Moment, "When the account was created, in UTC."),
    hidden("last_successful", "Last successful sign-in", Kind::Moment, "The last sign-in that succeeded, as the directory tells it (kept since December 2023) or as loaded sign-ins do."),
    hidden("device_usage", "Devices", Kind::List, "From what someone signed in with success within 90 days before the evaluation day, as far as loaded sign-ins tell."),
    hidden("last_interactive", "Last attempt", Kind::Moment, "The last interactive sign-in, failed ones too: no proof of use."),
    hidden("last_non_interactive", "Last attempt by an app", Kind::Moment, "The last non-interactive sign-in, failed ones too: no proof of use."),
    hidden("deleted_item_count", "Deleted items", Kind::Integer, "Items in the mailbox that are deleted and can be recovered."),
    hidden("file_count", "Files", Kind::Integer, "Files in OneDrive."),
    hidden("has_archive", "Archive", Kind::Boolean, "Whether the mailbox has an archive."),
    hidden("last_seen", "Last seen", Kind::Date, "The day of the last file that has the account, where newer files of the same kind do not."),
    hidden("contradicted", "Contradicted", Kind::List, "The fields that several sources give with different values; the details say which one counts."),
    hidden("is_deleted", "Deleted", Kind::Boolean, "Whether a usage report says that the account is deleted."),
];

/// A workload: its column, its name, its words, and where its last day stands.
type Workload = (&'static str, &'static str, &'static str, Places);

const SIGN_IN: Workload = (
    "last_successful",
    "sign-in",
    "Sign-in",
    &[(USERS, "last_successful")],
);

#[rustfmt::skip] // One line a workload.
static WORKLOADS: [Workload; 7] = [
    SIGN_IN,
    ("exchange_last_activity", "exchange", "Exchange",
        &[(ACTIVE_USERS, "exchange_last_activity"), (MAILBOX, "last_activity")]),
    ("onedrive_last_activity", "onedrive", "OneDrive",
        &[(ACTIVE_USERS, "onedrive_last_activity"), (ONEDRIVE, "last_activity")]),
    ("sharepoint_last_activity", "sharepoint", "SharePoint",
        &[(ACTIVE_USERS, "sharepoint_last_activity")]),
    ("teams_last_activity", "teams", "Teams",
        &[(ACTIVE_USERS, "teams_last_activity")]),
    ("viva_engage_last_activity", "viva-engage", "Viva Engage",
        &[(ACTIVE_USERS, "viva_engage_last_activity")]),
    ("skype_last_activity", "skype", "Skype for Business",
        &[(ACTIVE_USERS, "skype_last_activity")]),
];

const INTERACTIVE: Places = &[(USERS, "last_interactive")];
const MAILBOX_BYTES: Places = &[(MAILBOX, "storage_used")];
const MAILBOX_QUOTA: Places = &[(MAILBOX, "quota_send")];
const NON_INTERACTIVE: Places = &[(USERS, "last_non_interactive")];

#[rustfmt::skip] // One line a column.
const TAKEN: &[Taken] = &[
    taken("key", Form::Text, PRINCIPAL_NAME),
    taken("user_principal_name", Form::Text, PRINCIPAL_NAME),
    taken("display_name", Form::Text, DISPLAY_NAME),
    taken("licenses", Form::Licenses, LICENSES),
    taken("created", Form::Moment, CREATED),
    taken("last_interactive", Form::Moment, INTERACTIVE),
    taken("last_non_interactive", Form::Moment, NON_INTERACTIVE),
    taken("is_deleted", Form::Flag, &[(ACTIVE_USERS, "is_deleted"), (MAILBOX, "is_deleted"), (ONEDRIVE, "is_deleted")]),
    taken("mailbox_bytes", Form::Whole(show_bytes), MAILBOX_BYTES),
    taken("mailbox_quota", Form::Whole(show_bytes), MAILBOX_QUOTA),
    taken("onedrive_bytes", Form::Whole(show_bytes), &[(ONEDRIVE, "storage_used")]),
    taken("onedrive_quota", Form::Whole(show_bytes), &[(ONEDRIVE, "storage_allocated")]),
    taken("item_count", Form::Whole(show_number), &[(MAILBOX, "item_count")]),
    taken("deleted_item_count", Form::Whole(show_number), &[(MAILBOX, "deleted_item_count")]),
    taken("file_count", Form::Whole(show_number), &[(ONEDRIVE, "file_count")]),
    taken("has_archive", Form::Flag, &[(MAILBOX, "has_archive")]),
];

/// The report as it is made.
pub const LAZY: Lazy = Lazy {
    definition: &ACTIVITY,
    own_order: &["order", "last_activity", "user_principal_name"],
    counted: &[(
        "activity_state",
        &["never", "inactive", "unknown", "too-new", "active"],
    )],
    fill,
};

/// The rows: accounts of directories and of usage reports.
fn fill(columns: &mut Columns, across: &Across) -> Vec<u32> {
    let accounts = across.accounts_in(&[USERS, ACTIVE_USERS, MAILBOX, ONEDRIVE]);
    let rows = || accounts.iter().copied();
    columns.take(across, &accounts, TAKEN);
    let known = OnceCell::new();
    let seen = || known.get_or_init(|| Seen::of(across));
    let known = OnceCell::new();
    let uses = || -> &[(Last, ActivityState, Why)] {
        known.get_or_init(|| {
            rows()
                .map(|account| seen().by(account, across))
                .collect::<Vec<_>>()
        })
    };
    columns.words(
        "activity_state",
        later(|| {
            let uses = uses().iter();
            uses.map(|(_, state, _)| format!("{}\t{}", state.name(), state.label()))
        }),
    );
    let reasons = || uses().iter().map(|(.., why)| why.cell());
    columns.words("activity_reason", later(reasons));
    let contradictions = Contradictions::of(across);
    columns.made(
        "contradicted",
        show_list,
        rows().map(|account| contradictions.names(account)),
    );
    columns.mark_gone(across, &accounts);
    let ranks = || uses().iter().map(|(_, state, _)| rank(*state));
    columns.ranks("order", later(ranks));
    columns.made(
        "last_activity",
        show_day,
        later(|| {
            let uses = uses().iter();
            uses.map(|(last, ..)| last.cell())
        }),
    );
    columns.words(
        "last_activity_source",
        later(|| {
            uses().iter().map(|(last, ..)| match last.workload {
                Some((_, name, words, _)) => format!("{name}\t{words}"),
                None => unknown("\u{2013}"),
            })
        }),
    );
    columns.made_texts(
        "last_successful",
        show_instant,
        later(|| {
            rows().map(|account| match seen().newer_success(account) {
                Some(text) => instant_cell(Found::Text(&text)).into_owned(),
                None => instant_cell(seen().days[0].of(account)).into_owned(),
            })
        }),
    );
    columns.made(
        "device_usage",
        show_list,
        later(|| rows().map(|account| seen().devices(account))),
    );
    for (id, .., places) in &WORKLOADS[1..] {
        let field = across.field(places);
        columns.dict(id, show_day, rows().map(|account| field.of(account)));
    }
    let enabled = Enabled::of(across);
    columns.made(
        "account_enabled",
        show_flag,
        rows().map(|account| enabled.cell(account)),
    );
    let [bytes, quota] = [MAILBOX_BYTES, MAILBOX_QUOTA].map(|places| across.field(places));
    let number = |field: &Field, account| whole(field.of(account));
    let shares = rows().map(|account| share_of(number(&bytes, account), number(&quota, account)));
    columns.amount("mailbox_share", shares, show_percent);
    accounts
}

/// The use of an account and what it is concluded from (F20, domain 2.4).
pub fn explained(across: &Across, account: u32) -> String {
    let (last, state, why) = Seen::of(across).by(account, across);
    let concluded = match (last.day, last.workload) {
        (Some(day), Some((.., words, _))) => format!(
            "the last real use was on {} ({words}): {}",
            show_date(day),
            why.words()
        ),
        _ => why.words(),
    };
    format!("Use: {}; {concluded}.", state.label())
}

/// The last day of real use of each account, or which kind of nothing, as a column holds it.
pub fn last_days<'a>(
    across: &'a Across<'a>,
    accounts: &'a [u32],
) -> impl Iterator<Item = String> + 'a {
    let days = WORKLOADS.map(|(.., places)| across.field(places));
    let last = accounts
        .iter()
        .map(move |&account| Last::of(account, &days, across.zone));
    last.map(|last| last.cell())
}

/// What the sources tell of the use of accounts.
pub(super) struct Seen<'a> {
    days: [Field<'a>; 7],
    attempts: [Field<'a>; 2],
    created: Field<'a>,
    /// What loaded sign-ins say; `None` where there are none.
    signed: Option<Numbers<u32, Signed>>,
    /// Whether any account has a sign-in: only then an account without one has none.
    keeps_sign_ins: bool,
    /// Whether a usage report has other names for everybody.
    is_concealed: bool,
}

impl<'a> Seen<'a> {
    pub(super) fn of(across: &'a Across<'a>) -> Seen<'a> {
        let attempts = [INTERACTIVE, NON_INTERACTIVE].map(|places| across.field(places));
        let successes = across.field(SIGN_IN.3);
        let all = 0..across.directory.n_accounts() as u32;
        let mut all = all.into_iter();
        let keeps_sign_ins = all.any(|account| {
            let fields = attempts.iter().chain([&successes]);
            fields
                .into_iter()
                .any(|field| sign_in(field.of(account), across.zone).is_some())
        });
        Seen {
            days: WORKLOADS.map(|(.., places)| across.field(places)),
            attempts,
            created: across.field(CREATED),
            signed: across
                .other(SIGN_INS)
                .map(|_| SignIns::of(across).by_account(across)),
            keeps_sign_ins,
            is_concealed: across.is_concealed(&[ACTIVE_USERS, MAILBOX, ONEDRIVE]),
        }
    }

    /// Whether an account is in use.
    pub(super) fn state(&self, account: u32, across: &Across) -> ActivityState {
        self.by(account, across).1
    }

    /// Whether the directory tells attempts too, not only successes.
    fn knows_attempts(&self) -> bool {
        self.attempts.iter().any(Field::is_loaded)
    }

    fn signed(&self, account: u32) -> Signed {
        let signed = self
            .signed
            .as_ref()
            .and_then(|all| all.get(&account).copied());
        signed.unwrap_or_default()
    }

    /// The last success of loaded sign-ins, where the directory does not know of a later one.
    fn newer_success(&self, account: u32) -> Option<String> {
        let found = self.signed(account).last_success?;
        let told = seconds_of(self.days[0].text(account), None);
        (told < Some(found)).then(|| iso_instant(instant_of(found)))
    }

    fn devices(&self, account: u32) -> String {
        match (&self.signed, self.signed(account).devices) {
            (None, _) => not_loaded(),
            (_, 0) => unknown("none within 90 days"),
            (_, devices) => AppUse::devices(devices),
        }
    }

    fn by(&self, account: u32, across: &Across) -> (Last<'a>, ActivityState, Why) {
        let signed = self.signed(account);
        let mut last = Last::of(account, &self.days, across.zone);
        let day = |at: Option<i64>| day_of(at?, across.zone);
        last.take(day(signed.last_success), &WORKLOADS[0]);
        let attempt = self.attempts.iter();
        let attempt = attempt
            .filter_map(|field| sign_in(field.of(account), across.zone))
            .max();
        let attempt = attempt.max(day(signed.last_attempt));
        let is_listed = matches!(self.days[0].of(account), Found::Text(_) | Found::Empty);
        let (created, order) = self.created.ordered(account);
        let created = match created {
            Found::Text(text) => read_date(text, order, across.zone).day(),
            _ => None,
        };
        let used = Use {
            last_real: last.day,
            last_attempt: attempt,
            created,
            // An attempt without a known success proves nothing (2.4).
            is_watched: is_listed && self.keeps_sign_ins && attempt.is_none(),
        };
        // A day that cannot be read may be any: it makes nobody unused.
        let state = match activity_state(&used, across.inactivity, across.today) {
            ActivityState::Never | ActivityState::Inactive if last.is_unreadable => {
                ActivityState::Unknown
            }
            state => state,
        };
        let days_since = |day: Option<NaiveDate>| {
            day.map_or(0, |day| across.today.signed_duration_since(day).num_days())
        };
        let age = days_since(used.created);
        let why = match state {
            ActivityState::Active => Why::UsedLately(days_since(last.day)),
            ActivityState::Inactive => Why::Unused(days_since(last.day), across.inactivity.days),
            ActivityState::TooNew => Why::TooNew(age, across.inactivity.min_account_age),
            ActivityState::Never => Why::no_sign_in(used.created, self.knows_attempts()),
            ActivityState::Unknown if last.is_unreadable => Why::Unreadable,
            ActivityState::Unknown if attempt.is_some() => Why::OnlyAttempts,
            ActivityState::Unknown if self.is_concealed && !is_listed => Why::Concealed,
            ActivityState::Unknown if is_listed && !self.keeps_sign_ins => Why::NotKept,
            ActivityState::Unknown if is_listed => Why::NoAge,
            ActivityState::Unknown => Why::NoSignIns,
        };
        (last, state, why)
    }
}

fn sign_in(found: Found, zone: &ZoneRules) -> Option<NaiveDate> {
    match found {
        Found::Text(text) => read_date(text, None, zone).day(),
        _ => None,
    }
}

/// The day of an instant in the institution's zone, as of every other cell that is one.
fn day_of(seconds: i64, zone: &ZoneRules) -> Option<NaiveDate> {
    Some(zone.local(instant_of(seconds))?.date())
}

fn rank(state: ActivityState) -> u8 {
    match state {
        ActivityState::Never => 0,
        ActivityState::Inactive => 1,
        ActivityState::Unknown => 2,
        ActivityState::TooNew => 3,
        ActivityState::Active => 4,
    }
}

/// The last day of use over all workloads.
struct Last<'a> {
    day: Option<NaiveDate>,
    workload: Option<&'static Workload>,
    /// Which kind of nothing, where there is no day.
    nothing: Found<'a>,
    /// Whether a report has a text for the day that cannot be read.
    is_unreadable: bool,
}

impl<'a> Last<'a> {
    fn take(&mut self, day: Option<NaiveDate>, workload: &'static Workload) {
        if day.is_some() && day > self.day {
            (self.day, self.workload) = (day, Some(workload));
        }
    }

    fn of(account: u32, days: &[Field<'a>], zone: &ZoneRules) -> Last<'a> {
        let mut last = Last {
            day: None,
            workload: None,
            nothing: Found::NotLoaded,
            is_unreadable: false,
        };
        for (workload, field) in WORKLOADS.iter().zip(days) {
            let found = field.of(account);
            let reading = match found {
                Found::Text(text) => read_date(text, None, zone),
                _ => DateReading::Missing,
            };
            last.is_unreadable |= reading == DateReading::Unreadable;
            last.take(reading.day(), workload);
            last.nothing = match (last.nothing, found) {
                // What a report has seen and left empty says more than that another is not there.
                (_, Found::Empty | Found::Text(_)) => Found::Empty,
                (Found::NotLoaded, other) => other,
                (known, _) => known,
            };
        }
        last
    }

    /// As a column holds it.
    fn cell(&self) -> String {
        match (self.day, self.is_unreadable) {
            (None, true) => unknown("unreadable"),
            (day, _) => day_cell(day, self.nothing),
        }
    }
}

/// Percent of a quota that is used; rounded down, so that 100 means full.
fn share_of(used: i64, quota: i64) -> i64 {
    match (used, quota) {
        (0.., 1..) => i64::try_from(i128::from(used) * 100 / i128::from(quota)).unwrap_or(i64::MAX),
        (Amounts::NOT_LOADED, _) | (_, Amounts::NOT_LOADED) => Amounts::NOT_LOADED,
        (Amounts::EMPTY, _) | (_, Amounts::EMPTY) => Amounts::EMPTY,
        _ => Amounts::UNKNOWN,
    }
}

/// Bytes in the units of a person; the exact number is the value.
fn show_bytes(n: i64) -> String {
    words::bytes(n.max(0) as u64)
}

fn show_number(n: i64) -> String {
    words::number(n.max(0) as u64)
}

fn show_percent(n: i64) -> String {
    format!("{n} %")
}

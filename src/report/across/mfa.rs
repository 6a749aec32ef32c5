//! The report `mfa`: who can pass multifactor authentication, and why nobody knows (F17 to F19, F27).

use std::cell::OnceCell;

use super::columns::{Columns, Form, Lazy, Taken, later, show_flag, show_list, taken};
use super::contradicted::Contradictions;
use super::fields::{
    DEPARTMENT, DISPLAY_NAME, Enabled, Field, LICENSES, PRINCIPAL_NAME, Places, REGISTRATION,
    USER_TYPE, USERS,
};
use super::{Across, Found};
use crate::accounts::mfa::{Flag, MfaNote, MfaStatus, Registration, status_of, status_without_row};
use crate::ingest::cell::read_flag;
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};

/// What can be shown of it.
pub const MFA: Definition = Definition {
    id: "mfa",
    title: "MFA",
    meaning: "every account of a directory or of the registration details, and whether it can pass multifactor authentication",
    needs: REGISTRATION,
    columns: COLUMNS,
    further: None,
    names_products: false,
};

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("display_name", "Name", Kind::Text, "The name as the most trusted source writes it."),
    shown("user_principal_name", "User principal name", Kind::Text, "What the person signs in with."),
    shown("mfa_status", "MFA", Kind::Enum, "Enabled: a method that the policy allows is registered; it does not prove that it is asked for. Non-compliant: none of the registered methods is allowed."),
    shown("mfa_reason", "Why", Kind::Enum, "What that follows from in the registration details, why nothing is known, or what contradicts."),
    shown("is_admin", "Administrator", Kind::Boolean, "Whether the account has an administrator's role."),
    shown("account_enabled", "Account enabled", Kind::Boolean, "Whether sign-in is allowed."),
    shown("methods", "Methods", Kind::List, "The methods that are registered."),
    shown("licenses", "Licenses", Kind::List, "The licenses that are assigned; of those that a file has by id the names, once a list of names is there."),
    hidden("is_mfa_capable", "MFA capable", Kind::Boolean, "As the registration details have it."),
    hidden("is_mfa_registered", "MFA registered", Kind::Boolean, "As the registration details have it."),
    hidden("default_method", "Default method", Kind::Text, "The method that is asked for first."),
    hidden("user_type", "User type", Kind::Text, "Member or guest."),
    hidden("last_seen", "Last seen", Kind::Date, "The day of the last file that has the account, where newer files of the same kind do not."),
    hidden("contradicted", "Contradicted", Kind::List, "The fields that several sources give with different values; the details say which one counts."),
    hidden("department", "Department", Kind::Text, "The department as the most trusted source writes it."),
];

const CAPABLE: Places = &[(REGISTRATION, "is_mfa_capable")];
const REGISTERED: Places = &[(REGISTRATION, "is_mfa_registered")];
const METHODS: Places = &[(REGISTRATION, "methods_registered")];

const TAKEN: &[Taken] = &[
    taken("key", Form::Text, PRINCIPAL_NAME),
    taken("user_principal_name", Form::Text, PRINCIPAL_NAME),
    taken("display_name", Form::Text, DISPLAY_NAME),
    taken("is_admin", Form::Flag, &[(REGISTRATION, "is_admin")]),
    taken("methods", Form::List, METHODS),
    taken("licenses", Form::Licenses, LICENSES),
    taken("is_mfa_capable", Form::Flag, CAPABLE),
    taken("is_mfa_registered", Form::Flag, REGISTERED),
    taken(
        "default_method",
        Form::Word,
        &[(REGISTRATION, "default_mfa_method")],
    ),
    taken("user_type", Form::Word, USER_TYPE),
    taken("department", Form::Word, DEPARTMENT),
];

/// The report as it is made.
pub const LAZY: Lazy = Lazy {
    definition: &MFA,
    own_order: &["order", "user_principal_name"],
    counted: &[(
        "mfa_status",
        &["disabled", "non-compliant", "not-available", "enabled"],
    )],
    fill,
};

/// The rows: accounts of directories and of the registration details.
fn fill(columns: &mut Columns, across: &Across) -> Vec<u32> {
    let accounts = across.accounts_in(&[USERS, REGISTRATION]);
    let rows = || accounts.iter().copied();
    columns.take(across, &accounts, TAKEN);
    let enabled = Enabled::of(across);
    let registration = Registered::of(across);
    let all = OnceCell::new();
    let told = || {
        let told = |account| registration.told(account, enabled.get(account));
        all.get_or_init(|| rows().map(told).collect::<Vec<Told>>())
            .iter()
    };
    let words = |status: MfaStatus| format!("{}\t{}", status.name(), status.label());
    let cells = later(|| told().map(|told| words(told.status)));
    columns.words("mfa_status", cells);
    columns.words("mfa_reason", later(|| told().map(Told::reason)));
    let contradictions = Contradictions::of(across);
    columns.made(
        "contradicted",
        show_list,
        rows().map(|account| contradictions.names(account)),
    );
    columns.mark_gone(across, &accounts);
    columns.ranks("order", later(|| told().map(|told| rank(told.status))));
    columns.made(
        "account_enabled",
        show_flag,
        rows().map(|account| enabled.cell(account)),
    );
    accounts
}

/// The status of each account.
pub fn statuses<'a>(
    across: &'a Across<'a>,
    accounts: &'a [u32],
) -> impl Iterator<Item = (MfaStatus, MfaNote)> + 'a {
    let registration = Registered::of(across);
    let enabled = Enabled::of(across);
    let accounts = accounts.iter();
    accounts
        .map(move |&account| registration.told(account, enabled.get(account)))
        .map(|told| (told.status, told.note))
}

/// The status of an account with the row of the truth table that gives it (F17 to F19, domain 2.4).
pub fn explained(across: &Across, account: u32) -> String {
    let registration = Registered::of(across);
    let enabled = Enabled::of(across).get(account);
    let told = registration.told(account, enabled);
    let said = |name: &str, found: Found| match found {
        Found::Text(text) => format!("{name} `{text}`"),
        Found::Empty => format!("{name} empty"),
        Found::NoRow => format!("no row that says {name}"),
        Found::NotLoaded => format!("{name} in no loaded file"),
    };
    let row = format!(
        "{}, {}, {}",
        said("capable", registration.capable.of(account)),
        said("registered", registration.registered.of(account)),
        said("methods", registration.methods.of(account)),
    );
    let enabled = match enabled {
        Some(true) => "enabled",
        Some(false) => "disabled",
        None => "not known to be enabled or disabled",
    };
    let (_, why) = told.why();
    format!(
        "MFA is {} \u{2013} {why}. Concluded from: {row}; the account is {enabled}.",
        told.status.label()
    )
}

/// What is to be acted on stands first (F27).
fn rank(status: MfaStatus) -> u8 {
    match status {
        MfaStatus::Disabled => 0,
        MfaStatus::NonCompliant => 1,
        MfaStatus::NotAvailable(_) => 2,
        MfaStatus::Enabled => 3,
    }
}

/// The status of an account and what it follows from.
struct Told {
    status: MfaStatus,
    note: MfaNote,
    /// Its row; `None` where it has none.
    row: Option<Registration>,
}

impl Told {
    /// The stable name of the reason, and its words (domain 2.4).
    fn why(&self) -> (&'static str, &'static str) {
        let row = self.row.as_ref();
        let is_registered = row.is_some_and(|row| row.registered == Flag::Is(true));
        let has_methods = row.is_some_and(|row| row.has_methods);
        match (self.status, self.note) {
            (MfaStatus::NotAvailable(why), _) => (why.name(), why.label()),
            (_, MfaNote::Assumed) => (
                "assumed",
                "whether a method is registered is not given: concluded from the methods",
            ),
            (_, MfaNote::Contradicted) => (
                "contradicted",
                "capable, but without a registered method: the details contradict themselves",
            ),
            (MfaStatus::NonCompliant, MfaNote::Plain) => (
                "not-allowed",
                "a method is registered that the policy does not allow",
            ),
            (MfaStatus::Disabled, MfaNote::Plain) if has_methods => (
                "nothing-registered",
                "not registered, not capable, although methods are listed",
            ),
            (MfaStatus::Disabled, MfaNote::Plain) => {
                ("nothing-registered", "nothing registered, not capable")
            }
            (MfaStatus::Enabled, MfaNote::Plain) if is_registered => {
                ("registered-and-capable", "registered, capable")
            }
            (MfaStatus::Enabled, MfaNote::Plain) => (
                "capable",
                "capable; whether a method is registered is in no loaded file",
            ),
        }
    }

    /// As a column of an enumeration holds it.
    fn reason(&self) -> String {
        let (name, words) = self.why();
        format!("{name}\t{words}")
    }
}

struct Registered<'a> {
    capable: Field<'a>,
    registered: Field<'a>,
    methods: Field<'a>,
    is_loaded: bool,
}

impl<'a> Registered<'a> {
    fn of(across: &'a Across<'a>) -> Registered<'a> {
        Registered {
            capable: across.field(CAPABLE),
            registered: across.field(REGISTERED),
            methods: across.field(METHODS),
            is_loaded: across.has(REGISTRATION),
        }
    }
}

impl Registered<'_> {
    fn told(&self, account: u32, enabled: Option<bool>) -> Told {
        let capable = self.capable.of(account);
        let registered = self.registered.of(account);
        let methods = self.methods.of(account);
        let has_row = [capable, registered, methods]
            .iter()
            .any(|found| matches!(found, Found::Text(_) | Found::Empty));
        let row = has_row.then(|| Registration {
            capable: flag(capable),
            registered: flag(registered),
            has_methods: matches!(methods, Found::Text(_)),
        });
        let (status, note) = match row {
            Some(row) => status_of(row),
            None => (status_without_row(self.is_loaded, enabled), MfaNote::Plain),
        };
        Told { status, note, row }
    }
}

fn flag(found: Found) -> Flag {
    match found {
        Found::Text(text) => read_flag(text).map_or(Flag::Unreadable, Flag::Is),
        Found::Empty => Flag::Empty,
        Found::NoRow | Found::NotLoaded => Flag::Absent,
    }
}

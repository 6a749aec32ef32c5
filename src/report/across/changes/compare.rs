//! What differs between an older and a newer row of one entry, column by column (D26, D27, P20 to P22).

use chrono::NaiveDate;

use super::super::licences::is_none;
use super::super::licences::names::{BETWEEN, Readable};
use super::super::{Across, Input};
use crate::accounts::backup::{BackupLicense, read_license};
use crate::ingest::cell::{DateOrder, read_flag, read_written_date};
use crate::letters;
use crate::table::Column;
use crate::table::hash::{hash_bytes, mix};

/// What became of an entry; what needs a person stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The newer file has it, the older one has not.
    Added,
    /// It is flagged now and was not.
    FlagAdded,
    /// The newer file has it no more.
    Removed,
    /// It is no longer flagged.
    FlagRemoved,
    /// A date is another one.
    DateMoved,
    /// Another reason is given.
    Reason,
    /// Licenses were given or taken.
    License,
    /// The backup names another mapping.
    Mapping,
    /// Anything else that is compared.
    Other,
}

impl Change {
    /// All of them, in their order.
    pub const ALL: [Change; 9] = [
        Change::Added,
        Change::FlagAdded,
        Change::Removed,
        Change::FlagRemoved,
        Change::DateMoved,
        Change::Reason,
        Change::License,
        Change::Mapping,
        Change::Other,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::FlagAdded => "flag-added",
            Change::Removed => "removed",
            Change::FlagRemoved => "flag-removed",
            Change::DateMoved => "date-moved",
            Change::Reason => "reason-changed",
            Change::License => "license-changed",
            Change::Mapping => "mapping-changed",
            Change::Other => "other-changed",
        }
    }

    /// What a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Change::Added => "Added",
            Change::FlagAdded => "Flagged now",
            Change::Removed => "Removed",
            Change::FlagRemoved => "No longer flagged",
            Change::DateMoved => "Date moved",
            Change::Reason => "Reason changed",
            Change::License => "License changed",
            Change::Mapping => "Mapping changed",
            Change::Other => "Other change",
        }
    }
}

/// How the cells of a column are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As texts, without case and outer space.
    Text,
    /// As days.
    Day,
    /// As lists in any order.
    List,
    /// As yes or no.
    Flag,
    /// As lists of products.
    Products,
    /// As states of a license of the backup.
    Backup,
}

/// A column that is compared.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    caption: &'static str,
    change: Change,
    form: Form,
}

const fn field(name: &'static str, caption: &'static str, change: Change, form: Form) -> Field {
    Field {
        name,
        caption,
        change,
        form,
    }
}

/// What of a kind is compared. Days left, sizes and times of use differ in every file and say nothing.
#[rustfmt::skip] // One line a column.
fn fields(kind: &str) -> &'static [Field] {
    use Change::{DateMoved, License, Mapping, Other, Reason};
    use Form::{Backup, Day, Flag, List, Products, Text};
    match kind {
        // The deletion day is compared beside these: it follows from several columns.
        "enrollment" => const { &[
            field("reason", "Why flagged", Reason, Text),
            field("o365_ready", "O365 Ready", Reason, Text),
            field("deceased", "Deceased", Reason, Flag),
            field("affiliations", "Active affiliations", Other, List),
            field("inactive_on", "Affiliation inactive on", Other, Day),
            field("active_code", "Active code", Other, Text),
            field("has_mailbox", "Has mailbox", Other, Flag),
            field("center_code", "Center", Other, Text),
            field("center_name", "Center name", Other, Text),
            field("department", "Department", Other, Text),
            field("job_org", "Job org", Other, Text),
            field("name", "Name", Other, Text),
            field("logon_name", "Logon name", Other, Text),
            field("penn_id", "PennID", Other, Text),
        ] },
        "ars" => const { &[
            field("override_until", "Override until", DateMoved, Day),
            field("licenses", "Licenses", License, Products),
            field("override_center", "Override center", Other, Text),
            field("users_functional", "UsersFunctional", Other, List),
            field("department", "Department", Other, Text),
            field("display_name", "Name", Other, Text),
            field("upn", "User principal name", Other, Text),
            field("mail", "Mail", Other, Text),
            field("logon_name", "Logon name", Other, Text),
        ] },
        "druva-provisioning" => const { &[
            field("m365_license", "Microsoft 365 License", License, Backup),
            field("smb_license", "SMB License", License, Backup),
            field("endpoints_license", "Endpoints License", License, Backup),
            field("google_license", "Google Workspace License", License, Backup),
            field("mapping", "Mapping", Mapping, Text),
            field("user_status", "User Status", Other, Text),
            field("profile", "Profile", Other, Text),
            field("managed_by", "Managed By", Other, Text),
            field("service_plan", "Service Plan", Other, Text),
            field("custom_attribute_value", "Custom Attribute Value", Other, Text),
            field("customer_name", "Customer Name", Other, Text),
            field("account_name", "Account Name", Other, Text),
            field("user_name", "User Name", Other, Text),
        ] },
        "druva-preserved" => const { &[
            field("preserved_on", "Preserved On", DateMoved, Day),
            field("preserve_mode", "Mode", Other, Text),
            field("auto_delete_days", "Auto delete after days", Other, Text),
            field("legal_hold", "Legal hold", Other, Flag),
            field("profile", "Profile", Other, Text),
            field("customer_name", "Customer Name", Other, Text),
            field("user_name", "User Name", Other, Text),
        ] },
        "graph-users" | "entra-users" | "m365-users" => const { &[
            field("leaves_on", "Leaves on", DateMoved, Day),
            field("assigned_licenses", "Licenses", License, Products),
            field("licenses", "Licenses", License, Products),
            field("account_enabled", "Account enabled", Other, Flag),
            field("blocked", "Block credential", Other, Flag),
            field("deleted_at", "Deleted", Other, Text),
            field("user_type", "User type", Other, Text),
            field("department", "Department", Other, Text),
            field("job_title", "Job title", Other, Text),
            field("company", "Company", Other, Text),
            field("cost_center", "Cost center", Other, Text),
            field("employee_type", "Employee type", Other, Text),
            field("country", "Country", Other, Text),
            field("usage_location", "Usage location", Other, Text),
            field("on_prem_sync", "Synced from on premises", Other, Text),
            field("display_name", "Name", Other, Text),
            field("upn", "User principal name", Other, Text),
            field("mail", "Mail", Other, Text),
        ] },
        _ => &[],
    }
}

/// A column that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differs {
    /// Its caption.
    pub caption: &'static str,
    /// Its field; of what follows from several columns the first of them.
    pub field: &'static str,
    /// What of it changed.
    pub change: Option<Change>,
    /// What the older row says, as a person reads it; a day as ISO 8601 writes it.
    pub before: String,
    /// What the newer row says.
    pub after: String,
    /// By how many days a date moved, later ones positive; none where one of the two is no day.
    pub days: Option<i64>,
}

/// The columns of two listings that are compared.
pub struct Comparison<'a> {
    fields: Vec<(Field, &'a Column)>,
    /// Captions of columns in which one of the two listings has no value at all: it may lack the column.
    pub one_sided: Vec<&'static str>,
    orders: Orders<'a>,
    readable: Option<Readable>,
}

/// In which order a source writes the days of a field.
type Orders<'a> = Box<dyn Fn(u32, &str) -> Option<DateOrder> + 'a>;

impl<'a> Comparison<'a> {
    /// Of two lists of rows of a kind.
    pub fn of(
        across: &'a Across<'a>,
        input: &'a Input<'a>,
        older: &[u32],
        newer: &[u32],
    ) -> Comparison<'a> {
        let mut one_sided = Vec::new();
        let mut both = Vec::new();
        for field in fields(input.id) {
            let Some(column) = input.table.column(field.name) else {
                continue;
            };
            let has = |rows: &[u32]| rows.iter().any(|&row| !column.get(row as usize).is_empty());
            match (has(older), has(newer)) {
                (true, true) => both.push((*field, column)),
                (false, false) => {}
                _ if older.is_empty() || newer.is_empty() => {}
                _ => one_sided.push(field.caption),
            }
        }
        let has_products = both.iter().any(|(field, _)| field.form == Form::Products);
        Comparison {
            fields: both,
            one_sided,
            orders: Box::new(move |row, field| {
                (across.readings.order)(input.place(row as usize).0, field)
            }),
            readable: has_products.then(|| Readable::of(across)),
        }
    }

    /// Every column in which two rows differ, the most telling first.
    pub fn differing(&mut self, older: u32, newer: u32) -> Vec<Differs> {
        let mut all = Vec::new();
        for at in 0..self.fields.len() {
            let (field, column) = self.fields[at];
            if is_same_text(column, older, newer) {
                continue;
            }
            let [one, other] = [older, newer].map(|row| column.get(row as usize).trim());
            if !one.eq_ignore_ascii_case(other)
                && let Some(differs) = self.differs(field, (older, one), (newer, other))
            {
                all.push(differs);
            }
        }
        all.sort_by_key(|differs| differs.change);
        all
    }

    fn differs(
        &mut self,
        field: Field,
        (older, one): (u32, &str),
        (newer, other): (u32, &str),
    ) -> Option<Differs> {
        let differs = |before: String, after: String| Differs {
            caption: field.caption,
            field: field.name,
            change: Some(field.change),
            before,
            after,
            days: None,
        };
        let plain = || differs(one.to_string(), other.to_string());
        match field.form {
            Form::Text => (letters::lower(one) != letters::lower(other)).then(plain),
            Form::Flag => match (read_flag(one), read_flag(other)) {
                (Some(one), Some(other)) if one == other => None,
                _ => Some(plain()),
            },
            Form::Backup => {
                let states = [one, other].map(read_license);
                let is_same = states[0] == states[1] && states[0] != BackupLicense::Other;
                let word = |at: usize, text: &str| match states[at] {
                    BackupLicense::Other => text.to_string(),
                    state => state.label().to_string(),
                };
                (!is_same).then(|| differs(word(0, one), word(1, other)))
            }
            Form::List => {
                let sorted = |text: &str| {
                    let parts = text.split(['+', ',', ';']).map(str::trim);
                    let parts = parts.filter(|part| !part.is_empty());
                    let mut parts: Vec<String> = parts.map(letters::lower).collect();
                    parts.sort_unstable();
                    parts.dedup();
                    parts
                };
                (sorted(one) != sorted(other)).then(plain)
            }
            Form::Products => {
                let mut names = |text: &str| {
                    let names = match &mut self.readable {
                        Some(readable) if !text.is_empty() && !is_none(text) => readable.list(text),
                        _ => return Vec::new(),
                    };
                    let mut names: Vec<String> = names.split(BETWEEN).map(str::to_string).collect();
                    names.sort_unstable();
                    names.dedup();
                    names
                };
                let (one, other) = (names(one), names(other));
                (one != other).then(|| {
                    let shown = |names: &[String]| match names.is_empty() {
                        true => "none".to_string(),
                        false => names.join(", "),
                    };
                    differs(shown(&one), shown(&other))
                })
            }
            Form::Day => {
                let day = |row: u32, text: &str| {
                    read_written_date(text, (self.orders)(row, field.name)).day()
                };
                let days = (day(older, one), day(newer, other));
                let iso = |day: Option<NaiveDate>, text: &str| {
                    day.map_or_else(|| text.to_string(), |day| day.to_string())
                };
                match days {
                    (Some(one), Some(other)) if one == other => None,
                    (before, after) => Some(Differs {
                        days: before
                            .zip(after)
                            .map(|(before, after)| (after - before).num_days()),
                        ..differs(iso(before, one), iso(after, other))
                    }),
                }
            }
        }
    }
}

/// A hash of what a row says in the compared columns, and of a number beside them; never a proof.
pub fn content(input: &Input, row: u32, beside: u64) -> u64 {
    let columns = fields(input.id).iter();
    let cells = columns.map(|field| input.table.cell(field.name, row as usize));
    cells.fold(beside, |hash, cell| {
        mix(hash.rotate_left(7) ^ hash_bytes(cell.trim().as_bytes()))
    })
}

fn is_same_text(column: &Column, older: u32, newer: u32) -> bool {
    match column {
        Column::Dict(column) => column.code(older as usize) == column.code(newer as usize),
        Column::Text(column) => column.bytes(older as usize) == column.bytes(newer as usize),
    }
}

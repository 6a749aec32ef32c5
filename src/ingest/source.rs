//! What is known of a source once it is read.

use super::encoding::Encoding;
use super::issue::Issues;
use crate::table::Table;

/// Kinds of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The mailbox list of a provisioning console: its last column holds logon names (P11, P12).
    CloudControl,
    /// The O365 enrollment report (P25) or its ISC variant (P18, P23).
    Enrollment,
    /// Logon names and nothing else (P15).
    Names,
    /// Accounts from Active Roles or another console, with columns of the person's choice (P39).
    Ars,
    /// The admin centre's users with licences.
    M365Users,
    /// Entra's users.
    EntraUsers,
    /// Entra's registration details (F17 to F19).
    EntraRegistration,
    /// Entra's sign-ins (F22 to F25).
    EntraSignins,
    /// The usage report of active users (F20).
    UsageActiveUsers,
    /// The usage report of mailboxes (F20, F21).
    UsageMailbox,
    /// The usage report of OneDrive (F20, F21).
    UsageOnedrive,
    /// A partner's customers.
    PartnerCustomers,
    /// Druva's report of provisioned users (D1 to D17).
    DruvaProvisioning,
    /// Druva's report of preserved users (D30).
    DruvaPreserved,
    /// Microsoft's list of product names (F7).
    SkuNames,
    /// Graph's users (F8 to F16).
    GraphUsers,
    /// Graph's deleted users (F30).
    GraphDeletedUsers,
    /// Graph's subscribed products (F1 to F7).
    GraphSubscribedSkus,
    /// Graph's registration details (F17 to F19).
    GraphRegistration,
    /// Graph's usage report of active users (F20).
    GraphUsageActiveUsers,
    /// Graph's usage report of mailboxes (F20, F21).
    GraphUsageMailbox,
    /// Graph's usage report of OneDrive (F20, F21).
    GraphUsageOnedrive,
    /// Graph's sign-ins (F22 to F25).
    GraphSignins,
    /// A partner's customers by Graph.
    GraphCustomers,
    /// Any other table, its columns mapped by hand (M4).
    Other,
}

/// Every kind with its stable id and what the person reads.
const KINDS: [(Kind, &str, &str); 25] = [
    (
        Kind::CloudControl,
        "cloud-control",
        "mailbox list (Cloud Control)",
    ),
    (Kind::Enrollment, "enrollment", "O365 enrollment report"),
    (Kind::Names, "names", "list of logon names"),
    (Kind::Ars, "ars", "accounts from Active Roles"),
    (
        Kind::M365Users,
        "m365-users",
        "users from the Microsoft 365 admin center",
    ),
    (Kind::EntraUsers, "entra-users", "users from Entra"),
    (
        Kind::EntraRegistration,
        "entra-registration",
        "registration details from Entra",
    ),
    (Kind::EntraSignins, "entra-signins", "sign-ins from Entra"),
    (
        Kind::UsageActiveUsers,
        "usage-active-users",
        "usage report of active users",
    ),
    (
        Kind::UsageMailbox,
        "usage-mailbox",
        "usage report of mailboxes",
    ),
    (
        Kind::UsageOnedrive,
        "usage-onedrive",
        "usage report of OneDrive",
    ),
    (
        Kind::PartnerCustomers,
        "partner-customers",
        "customers from Partner Center",
    ),
    (
        Kind::DruvaProvisioning,
        "druva-provisioning",
        "user provisioning report from Druva",
    ),
    (
        Kind::DruvaPreserved,
        "druva-preserved",
        "preserved users report from Druva",
    ),
    (
        Kind::SkuNames,
        "sku-names",
        "list of product names from Microsoft",
    ),
    (Kind::GraphUsers, "graph-users", "Graph users"),
    (
        Kind::GraphDeletedUsers,
        "graph-deleted-users",
        "Graph deleted users",
    ),
    (
        Kind::GraphSubscribedSkus,
        "graph-subscribed-skus",
        "Graph subscribed products",
    ),
    (
        Kind::GraphRegistration,
        "graph-registration",
        "Graph registration details",
    ),
    (
        Kind::GraphUsageActiveUsers,
        "graph-usage-active-users",
        "Graph active users",
    ),
    (
        Kind::GraphUsageMailbox,
        "graph-usage-mailbox",
        "Graph mailbox usage",
    ),
    (
        Kind::GraphUsageOnedrive,
        "graph-usage-onedrive",
        "Graph OneDrive usage",
    ),
    (Kind::GraphSignins, "graph-signins", "Graph sign-ins"),
    (Kind::GraphCustomers, "graph-customers", "Graph customers"),
    (Kind::Other, "other", "another table"),
];

impl Kind {
    fn entry(self) -> &'static (Kind, &'static str, &'static str) {
        &KINDS[self as usize]
    }

    /// Every kind, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Kind> {
        KINDS.iter().map(|(kind, ..)| *kind)
    }

    /// The stable id.
    pub fn id(self) -> &'static str {
        self.entry().1
    }

    /// The kind of this id.
    pub fn of_id(id: &str) -> Option<Kind> {
        Kind::all().find(|kind| kind.id() == id)
    }

    /// What the person reads.
    pub fn label(self) -> &'static str {
        self.entry().2
    }

    /// Whether its rows say which accounts are mine.
    pub fn is_mine(self) -> bool {
        matches!(self, Kind::CloudControl | Kind::Names)
    }
}

/// A field that a column of a source can hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Name of the column in the table.
    pub name: &'static str,
    /// What its values are.
    pub holds: Type,
    /// How its column is kept; `None` for one that is read again from the file when it is asked for.
    pub form: Option<Form>,
    /// Header spellings without case, space and punctuation, the preferred one first.
    pub aliases: &'static [&'static str],
}

/// What a person calls the field of this name.
pub fn field_label(name: &str) -> String {
    match name {
        "upn" => "user principal name".to_string(),
        "entra_id" => "object id".to_string(),
        "penn_id" => "PennID".to_string(),
        "dn" => "distinguished name".to_string(),
        "at" => "time".to_string(),
        name => name.replace('_', " "),
    }
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any text.
    Text,
    /// One of a few words.
    Enum,
    /// Several texts in one cell.
    List,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number with a decimal mark.
    Number,
    /// A day.
    Date,
    /// A day with a time, an instant of UTC.
    DateTime,
    /// An id of 32 hexadecimal digits.
    Guid,
    /// A user principal name or a mail address.
    Address,
}

impl Type {
    /// The word that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Type::Text | Type::Guid | Type::Address => "text",
            Type::Enum => "enum",
            Type::List => "list",
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::Date => "date",
            Type::DateTime => "instant",
        }
    }
}

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Mostly different texts.
    Text,
    /// Few different texts.
    Dict,
}

/// How a file is read: decided from its first 256 KiB.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the file is.
    pub kind: Kind,
    /// The character between cells.
    pub delimiter: u8,
    /// Records before the first data record: titles, blank lines and the header.
    pub n_before: usize,
    /// The header as written; empty where the file has none.
    pub header: Vec<String>,
    /// For every column of the file the field it holds.
    pub fields: Vec<Option<&'static Field>>,
    /// Why the file was taken for this kind, as a sentence.
    pub why: String,
}

impl Plan {
    /// The caption of a column of the file.
    pub fn caption(&self, column: usize) -> String {
        match self.header.get(column) {
            Some(header) if !header.trim().is_empty() => header.trim().to_string(),
            _ => column_letter(column),
        }
    }

    /// The column of the file that holds a field.
    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.fields
            .iter()
            .position(|known| known.is_some_and(|known| known.name == field))
    }
}

/// A source: `n_rows = n_accepted + n_rejected + n_blank`, always.
#[derive(Clone, Debug)]
pub struct Source {
    /// File name.
    pub name: String,
    /// Bytes of the file.
    pub n_bytes: u64,
    /// How its text was written.
    pub encoding: Encoding,
    /// How it was read.
    pub plan: Plan,
    /// Records without what stands before the first data record.
    pub n_rows: u32,
    /// Records in the table.
    pub n_accepted: u32,
    /// Records that could not be placed in the table.
    pub n_rejected: u32,
    /// Records with no value at all.
    pub n_blank: u32,
    /// Whether it is read by an answer that was given for an earlier file.
    pub is_recalled: bool,
    /// Lines of the text: those before the first record and those inside quotes too.
    pub n_lines: u32,
}

/// Where the records of a table stand in their file.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// First byte of each record, in the file or in the kept text.
    pub offsets: Vec<u64>,
    /// First line of each record, from 1.
    pub lines: Vec<u32>,
    /// Numbers of the data records that are not in the table, from 1, in order.
    pub skipped: Vec<u32>,
    /// Line and first byte of every record with no value at all, in order.
    pub blanks: Vec<(u32, u64)>,
    /// Byte after the last record.
    pub end: u64,
}

impl Places {
    /// The bytes of a row, with its line end and blank lines behind it.
    pub fn span(&self, row: usize) -> std::ops::Range<u64> {
        self.offsets[row]..self.offsets.get(row + 1).copied().unwrap_or(self.end)
    }

    /// The number of a row among data records, from 1.
    pub fn record(&self, row: usize) -> u32 {
        let (mut low, mut high) = (0, self.skipped.len());
        while low < high {
            let middle = (low + high) / 2;
            // So many rows stand before this record.
            let n_rows = self.skipped[middle] as usize - 1 - middle;
            match n_rows <= row {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        (row + low) as u32 + 1
    }
}

/// What an intake understood of a file.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// What is known of the file.
    pub source: Source,
    /// Its columns.
    pub table: Table,
    /// Where the rows stand.
    pub places: Places,
    /// Byte spans of rejected records with the line, record and reason.
    pub rejected: Vec<Rejected>,
    /// Rows that end before a column that says whether the account ends.
    pub cut: Vec<u32>,
    /// What is wrong with it.
    pub issues: Issues,
    /// The decoded text of a file that is not UTF-8, pasted or built in: it is not read again.
    pub kept: Option<Vec<u8>>,
}

/// A record that is not in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its bytes in the file or in the kept text.
    pub span: std::ops::Range<u64>,
    /// Its first line, from 1.
    pub line: u32,
    /// Its number among data records, from 1.
    pub row: u32,
    /// Caption of the column in which the trouble stands; empty where it is none of one column.
    pub column: String,
    /// Why it was rejected.
    pub reason: String,
}

/// `column C`, as a spreadsheet names it.
pub fn column_letter(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("column {letters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_id() {
        for kind in Kind::all() {
            assert_eq!(Kind::of_id(kind.id()), Some(kind));
        }
        assert_eq!(Kind::of_id("unknown"), None);
    }

    #[test]
    fn a_row_knows_its_record_whatever_was_left_out_before_it() {
        #[track_caller]
        fn case(skipped: &[u32], expected: &[u32]) {
            let places = Places {
                skipped: skipped.to_vec(),
                ..Places::default()
            };
            let found: Vec<u32> = (0..expected.len()).map(|row| places.record(row)).collect();
            assert_eq!(found, expected);
        }
        case(&[], &[1, 2, 3]);
        case(&[1], &[2, 3, 4]);
        case(&[2, 3, 5], &[1, 4, 6, 7]);
        case(&[4], &[1, 2, 3, 5]);
    }

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let letters = [0, 2, 25, 26, 51, 52, 701, 702].map(column_letter);
        let expected = ["A", "C", "Z", "AA", "AZ", "BA", "ZZ", "AAA"];
        assert_eq!(letters, expected.map(|letters| format!("column {letters}")));
    }
}

//! Sentences on what the backup's reports say of an account (D26, D28, D31 to D33).

use super::super::Across;
use super::super::fields::{BACKUP, PRESERVED};
use super::attributes::contradicted;
use super::backup::{Backup, end_of};
use super::entries::Entries;
use crate::accounts::backup::{BackupLicense, both_licenses, read_license};
use crate::ingest::cell::DateOrder;
use crate::lifecycle::backup::{BackupEnd, Job};
use crate::lifecycle::calendar::show_date;

/// A sentence, the fields of the row it rests on, and its rule.
pub struct Told {
    /// The sentence.
    pub statement: String,
    /// Fields of the row.
    pub fields: &'static [&'static str],
    /// A word that `docs/rules.md` explains.
    pub rule: &'static str,
}

/// What follows from a row of one of the backup's reports; the cell of a field is `None` where the
/// report has no such column.
pub fn of_row<'c>(
    kind: &str,
    cell: &dyn Fn(&'static str) -> Option<&'c str>,
    order: Option<DateOrder>,
) -> Vec<Told> {
    if BACKUP.contains(&kind) {
        return of_user(cell);
    }
    match PRESERVED.contains(&kind) {
        true => vec![of_kept(cell, order)],
        false => Vec::new(),
    }
}

fn of_user<'c>(cell: &dyn Fn(&'static str) -> Option<&'c str>) -> Vec<Told> {
    let mut told = Vec::new();
    let (m365, smb) = (cell("m365_license"), cell("smb_license"));
    let statement = match (m365.map(read_license), smb.map(read_license)) {
        (Some(m365), Some(smb)) => Some(both_licenses(m365, smb)),
        (Some(BackupLicense::Preserved), None) => Some(
            "The user's backup is only kept; whether a license of a shared mailbox is taken, too, this report does not say.",
        ),
        (None, None) => None,
        _ => Some(
            "Only one of the two licenses is in this report: whether the other is taken, too, is not known.",
        ),
    };
    told.extend(statement.map(|statement| Told {
        statement: statement.to_string(),
        fields: &["m365_license", "smb_license"],
        rule: "backup-licenses",
    }));
    let mapping = cell("mapping").map(str::trim).unwrap_or_default();
    let statement = match mapping {
        "" => None,
        manual if manual.eq_ignore_ascii_case("manual") => Some(
            "The mapping is Manual: the user was imported by hand, or this is the old entry of a person whose way of provisioning was changed.".to_string(),
        ),
        mapping => Some(format!(
            "The mapping `{mapping}` is that of highest priority of the profile now: it does not prove how this user came.",
        )),
    };
    told.extend(statement.map(|statement| Told {
        statement,
        fields: &["profile", "mapping", "managed_by"],
        rule: "backup-mapping",
    }));
    told
}

fn of_kept<'c>(cell: &dyn Fn(&'static str) -> Option<&'c str>, order: Option<DateOrder>) -> Told {
    let text = |field| cell(field).unwrap_or_default();
    let job = Job::of_mode(text("preserve_mode")).label();
    let statement = match end_of(&text, order) {
        BackupEnd::Held => {
            "The backup is only kept, and a legal hold keeps it from being deleted.".to_string()
        }
        BackupEnd::Between(earliest, latest) => format!(
            "The backup is only kept, and deleted on {} or {} by {job}: nobody publishes when it runs. A legal hold or a share with a guest would stop that.",
            show_date(earliest),
            show_date(latest)
        ),
        BackupEnd::Unknown => format!(
            "The backup is only kept. When {job} deletes it is not known: the report does not say since when and after how many days."
        ),
    };
    Told {
        statement,
        fields: &[
            "preserved_on",
            "preserve_mode",
            "auto_delete_days",
            "legal_hold",
        ],
        rule: "backup-kept",
    }
}

/// Several entries of one person, as a sentence.
pub fn of_entries(n: u32) -> Option<Told> {
    (n > 1).then(|| Told {
        statement: format!(
            "The backup has {} of this person, and each is a row: where the way of provisioning was changed, the old entry shows Manual and the new one the mapping of highest priority. None of them is a repeat.",
            match n {
                2 => "two entries".to_string(),
                n => format!("{n} entries"),
            }
        ),
        fields: &[],
        rule: "backup-entries",
    })
}

/// The attributes of which entries of a person have several values (D16).
pub fn of_attributes(across: &Across, entries: &Entries) -> Vec<Told> {
    let backup = Backup::of(across, entries);
    let mut told: Vec<Told> = Vec::new();
    for entry in 0..entries.accounts.len() {
        for (name, values) in contradicted(&backup.attributes(entry)) {
            let listed: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            let statement = format!(
                "The backup gives `{name}` {} values: {}. All are kept, and none counts before another.",
                values.len(),
                listed.join(", ")
            );
            if !told.iter().any(|known| known.statement == statement) {
                told.push(Told {
                    statement,
                    fields: &[],
                    rule: "backup-attributes",
                });
            }
        }
    }
    told
}

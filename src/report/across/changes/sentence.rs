//! The report in one sentence, to be pasted into a ticket: counts and days, and nobody's name.

use chrono::NaiveDate;

use super::super::Survey;
use super::super::about::NoteView;
use super::AT_RISK;
use super::compare::Change;
use super::fate::Fate;
use super::gather::{Hindered, Told, summed};
use crate::lifecycle::calendar::show_date;
use crate::report::tabular::Amounts;
use crate::report::words::{counted, number};
use crate::table::RowSet;

/// The sentences over the rows that are shown, one for every two days that were compared.
pub fn about(survey: &Survey, rows: &RowSet) -> Vec<NoteView> {
    let told = survey
        .changes
        .as_ref()
        .map_or(&[][..], |behind| &behind.told);
    let is_all = rows.count() == survey.tabular.table.n_rows();
    let place_of = |row: usize| {
        let behind = survey.changes.as_ref();
        behind.map_or(0, |behind| behind.compared_of(row))
    };
    let mut counts: Vec<Counts> = told.iter().map(|_| Counts::default()).collect();
    for row in rows.rows() {
        if let Some(counts) = counts.get_mut(place_of(row)) {
            counts.add(survey, row);
        }
    }
    let several = told.len() > 1;
    let notes = told.iter().zip(&counts).map(|(told, counts)| NoteView {
        weight: "ticket".to_string(),
        text: sentence(told, counts, several, is_all),
    });
    notes.collect()
}

/// Every day that the newest files can be compared with, the newest first.
pub fn older_days(survey: &Survey) -> Vec<NaiveDate> {
    let told = survey
        .changes
        .as_ref()
        .map_or(&[][..], |behind| &behind.told);
    let mut days: Vec<NaiveDate> = told
        .iter()
        .flat_map(|told| told.older_days.clone())
        .collect();
    days.sort_unstable_by(|left, right| right.cmp(left));
    days.dedup();
    days
}

/// What is counted over rows of two days.
#[derive(Debug, Default)]
struct Counts {
    at_risk: u32,
    added: u32,
    /// By fate, in the order of [`FATES`].
    fates: [u32; FATES.len()],
    earlier: u32,
    worst: i64,
    later: u32,
    dates: u32,
    reasons: u32,
    licenses: u32,
    mappings: u32,
    others: u32,
    /// The profiles all of whose users take another mapping, and how many these are.
    profiles: Vec<(String, u32)>,
}

const FATES: [(Fate, &str); 5] = [
    (Fate::Saved, "saved"),
    (Fate::StillThere, "removed and still there"),
    (Fate::Deleted, "deleted"),
    (Fate::Disabled, "removed with sign-in disabled"),
    (
        Fate::Unknown,
        "removed, and nothing says what became of them",
    ),
];

impl Counts {
    fn add(&mut self, survey: &Survey, row: usize) {
        let tabular = &survey.tabular;
        let cell = |id: &str| tabular.table.cell(id, row);
        let amount = |id: &str| {
            let mut amounts = tabular.amounts.iter();
            let amounts = amounts.find(|amounts| amounts.id == id)?;
            Some(amounts.numbers[row]).filter(|n| !Amounts::is_none(*n))
        };
        let n = amount("accounts").unwrap_or(1) as u32;
        for name in cell("changes").split(';') {
            let change = Change::ALL.into_iter().find(|change| change.name() == name);
            match change {
                Some(Change::Added | Change::FlagAdded) => match cell(AT_RISK) {
                    "" => self.added += 1,
                    _ => self.at_risk += 1,
                },
                Some(Change::DateMoved) => match amount("days_moved") {
                    Some(days) if days < 0 => {
                        self.earlier += 1;
                        self.worst = self.worst.min(days);
                    }
                    Some(_) => self.later += 1,
                    None => self.dates += 1,
                },
                Some(Change::Reason) => self.reasons += 1,
                Some(Change::License) => self.licenses += 1,
                Some(Change::Mapping) if n > 1 => {
                    self.profiles.push((cell("profile").to_string(), n));
                }
                Some(Change::Mapping) => self.mappings += 1,
                Some(Change::Other) => self.others += 1,
                Some(Change::Removed | Change::FlagRemoved) | None => {}
            }
            // With the flag its reason comes and goes: that is no further event.
            if matches!(change, Some(Change::FlagAdded | Change::FlagRemoved)) {
                break;
            }
        }
        let fate = cell("fate").split('\t').next().unwrap_or_default();
        if let Some(at) = FATES.iter().position(|(known, _)| known.name() == fate) {
            self.fates[at] += 1;
        }
    }

    /// What is worth a word: what is none is left out.
    fn parts(&self) -> Vec<String> {
        let mut parts = Vec::new();
        let mut say = |n: u32, text: String| {
            if n > 0 {
                parts.push(text);
            }
        };
        let plain = |n: u32, word: &str| format!("{} {word}", number(n.into()));
        let many = |n: u32, one: &str, more: &str| counted(n.into(), one, more);
        say(self.at_risk, plain(self.at_risk, "new at risk"));
        say(self.added, plain(self.added, "added"));
        for ((_, word), n) in FATES.iter().zip(self.fates) {
            say(n, plain(n, word));
        }
        let worst = format!(
            " (worst \u{2212}{})",
            counted(self.worst.unsigned_abs(), "day", "days")
        );
        let earlier = many(self.earlier, "date moved earlier", "dates moved earlier");
        say(self.earlier, earlier + &worst);
        say(
            self.later,
            many(self.later, "date moved later", "dates moved later"),
        );
        say(
            self.dates,
            many(self.dates, "date set or gone", "dates set or gone"),
        );
        say(
            self.reasons,
            many(self.reasons, "reason changed", "reasons changed"),
        );
        let licenses = many(self.licenses, "license change", "license changes");
        say(self.licenses, licenses);
        let profiles = summed(self.profiles.iter().map(|(name, n)| (name.as_str(), *n)));
        let changes = |n: u32| many(n, "mapping change", "mapping changes");
        if profiles.len() > NAMED_PROFILES {
            let n = profiles.iter().map(|(_, n)| n).sum();
            let all = format!("{} in {} profiles", changes(n), profiles.len());
            say(n, all);
        } else {
            for (profile, n) in profiles {
                say(n, format!("{} in profile {profile}", changes(n)));
            }
        }
        let mappings = match self.profiles.is_empty() {
            true => changes(self.mappings),
            false => format!("{} of single users", changes(self.mappings)),
        };
        say(self.mappings, mappings);
        say(
            self.others,
            many(self.others, "other change", "other changes"),
        );
        parts
    }
}

/// More profiles than these are counted only.
const NAMED_PROFILES: usize = 3;

fn sentence(told: &Told, counts: &Counts, several: bool, is_all: bool) -> String {
    let parts = counts.parts();
    let kind = match several {
        true => format!("{}: ", told.label),
        false => String::new(),
    };
    let shown = if is_all { "" } else { ", of the rows shown" };
    let days = (told.newer - told.older).num_days().unsigned_abs();
    let days = counted(days, "day", "days");
    match parts.is_empty() {
        true if is_all => format!(
            "{kind}nothing changed between {} and {} ({days}).",
            show_date(told.older),
            show_date(told.newer)
        ),
        true => format!(
            "{kind}nothing changed between {} and {} ({days}){shown}.",
            show_date(told.older),
            show_date(told.newer)
        ),
        false => format!(
            "{kind}Since {} ({days}){shown}: {}.",
            show_date(told.older),
            parts.join(", ")
        ),
    }
}

/// What is to be known whatever rows are shown.
pub fn notes(told: &[Told], hindered: &[Hindered]) -> Vec<NoteView> {
    let mut notes = Vec::new();
    for one in hindered {
        let label = &one.label;
        if !one.undated.is_empty() {
            let files: Vec<String> = one.undated.iter().map(|name| format!("`{name}`")).collect();
            notes.push(NoteView::warning(format!(
                "{label}: of which day {} is, is unknown, so nothing says whether it is older or newer than the others, and it is not compared. Put the day into the name of the file, as in `export 2026-11-20.csv`, and load it again.",
                files.join(", ")
            )));
        } else if one.is_one_day {
            notes.push(NoteView::plain(format!(
                "{label}: the loaded files are of one day, so there is nothing to compare them with."
            )));
        } else if !one.has_series {
            notes.push(NoteView::warning(format!(
                "{label}: the loaded files are of different days and list other accounts, so they are no older and newer state of the same customers."
            )));
        }
    }
    if told.is_empty() && hindered.is_empty() {
        notes.push(NoteView::plain(
            "Drop an older export of the same kind and the same customers beside the one that is loaded, such as that of last week, to see what changed. The day is read from the export or from its file's name, such as `provisioning 2026-11-20.csv`.".to_string(),
        ));
    }
    for one in told {
        let (older, newer) = (show_date(one.older), show_date(one.newer));
        let n_pairs = one.n_unchanged + one.n_changed;
        let removed = number(one.n_removed.into());
        notes.push(NoteView::plain(format!(
            "{}: {} in both, {} of them unchanged, {removed} only on {older}, {} only on {newer}.",
            one.label,
            counted(n_pairs.into(), "entry", "entries"),
            number(one.n_unchanged.into()),
            number(one.n_added.into()),
        )));
        let repeated = one.n_repeated[0] + one.n_repeated[1];
        if repeated > 0 {
            let repeated = counted(
                repeated.into(),
                "row repeats another of its day and is not compared",
                "rows repeat others of their day and are not compared",
            );
            let differing = match one.n_differing {
                0 => String::new(),
                n => format!(
                    "; {} otherwise than the one that counts, which is of the file that was loaded first",
                    counted(n.into(), "of them says it", "of them say it")
                ),
            };
            let text = format!("{}: {repeated}{differing}.", one.label);
            notes.push(match one.n_differing {
                0 => NoteView::plain(text),
                _ => NoteView::warning(text),
            });
        }
        if !one.one_sided.is_empty() {
            notes.push(NoteView::warning(format!(
                "{}: only one of the two has values of {}, so that is not compared: a column that was not exported is no change.",
                one.label,
                one.one_sided.join(", ")
            )));
        }
    }
    notes
}

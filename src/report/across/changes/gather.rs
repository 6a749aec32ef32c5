//! Every row of the report: entries of both files that differ, that came and that went.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::{Across, Input, NO_ACCOUNT};
use super::compare::{Change, Comparison, Differs, content};
use super::fate::{Fate, Fates};
use super::join::join;
use super::keys::{BY_NAME, Keys};
use super::profiles::{Entry, Event, fold};
use super::series::{COMPARED, Compared, OfKind};
use crate::lifecycle::eligibility::Eligibility;
use crate::lifecycle::standing::standing;
use crate::report::dataset::Dataset;
use crate::table::hash::{hash_bytes, mix};

/// A row of the report.
pub struct Row {
    /// Place of the kind among the inputs.
    pub source: usize,
    /// Which two days are compared, among all.
    pub compared: usize,
    /// The account, or none of a row that stands for several.
    pub account: u32,
    /// By what it is known.
    pub key: String,
    /// The older row and the newer one.
    pub older: Option<u32>,
    pub newer: Option<u32>,
    /// Every change, the gravest first; never none.
    pub changes: Vec<Change>,
    /// What of the gravest differs.
    pub main: Differs,
    /// The captions of the other columns that differ.
    pub also: Vec<&'static str>,
    /// What became of it, where the newer file lacks or no longer flags it; and why.
    pub fate: Option<(Fate, String)>,
    /// How many entries it stands for.
    pub n: u32,
    /// Whether it is flagged now and was not before.
    pub is_at_risk: bool,
}

/// Two days of a series that were compared, and how it came out.
#[derive(Clone, Debug)]
pub struct Told {
    /// The kind, as a person reads it.
    pub label: String,
    /// Which series it is, among all.
    pub series: usize,
    /// The day of the older files.
    pub older: NaiveDate,
    /// The day of the newest files.
    pub newer: NaiveDate,
    /// Every day that the newest can be compared with, the newest first.
    pub older_days: Vec<NaiveDate>,
    /// Entries that both have and that say the same.
    pub n_unchanged: u32,
    /// Entries that both have and that differ, whether a row of their own tells it or one of a profile.
    pub n_changed: u32,
    /// Entries of the newer files alone.
    pub n_added: u32,
    /// Entries of the older files alone.
    pub n_removed: u32,
    /// Rows of one day that say once more what another says: of the older and of the newer files.
    pub n_repeated: [u32; 2],
    /// Those of them that say otherwise.
    pub n_differing: u32,
    /// Captions of columns in which one of the two has no value at all.
    pub one_sided: Vec<&'static str>,
}

/// What hinders a comparison of files of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindered {
    /// The kind, as a person reads it.
    pub label: String,
    /// Names of files of an unknown day that list accounts of another file of the kind.
    pub undated: Vec<String>,
    /// Whether some of its files belong together.
    pub has_series: bool,
    /// Whether all of its files whose day is known are of one day.
    pub is_one_day: bool,
}

/// What the report is made of.
#[derive(Default)]
pub struct Gathered {
    /// Its rows.
    pub rows: Vec<Row>,
    /// What was compared.
    pub told: Vec<Told>,
    /// Why some files were not.
    pub hindered: Vec<Hindered>,
}

/// Compares every series. Without wanted days the two newest days of each.
pub fn gather(across: &Across) -> Gathered {
    let mut all = Gathered::default();
    let mut n_series = 0;
    for source in 0..across.inputs.len() {
        let input = &across.inputs[source];
        let is_compared = COMPARED.contains(&input.id);
        let Some(kind) = is_compared.then(|| OfKind::of(across, source)).flatten() else {
            continue;
        };
        let mut days = input.days.iter().flatten();
        let first = days.next();
        all.hindered.push(Hindered {
            label: input.label.to_string(),
            undated: kind.undated.iter().map(|name| name.to_string()).collect(),
            has_series: kind.n_series() > 0,
            is_one_day: days.all(|day| Some(day) == first),
        });
        let ends = Ends::of(across, input);
        let says = |row: u32| content(input, row, ends.hash(row));
        for one in kind.compared(across, across.older_days, &says, n_series) {
            let place = all.told.len();
            let told = compare(across, &kind, &ends, &one, place, &mut all.rows);
            all.told.push(told);
        }
        n_series += kind.n_series();
    }
    all
}

fn compare(
    across: &Across,
    kind: &OfKind,
    ends: &Ends,
    one: &Compared,
    place: usize,
    rows: &mut Vec<Row>,
) -> Told {
    let input = &across.inputs[one.source];
    let says = |row: u32| content(input, row, ends.hash(row));
    // What makes two entries of one address two (D16, D28).
    let entry = |row: u32| {
        let columns = [
            "managed_by",
            "custom_attribute_name",
            "center_code",
            "profile",
        ];
        let cells = columns.map(|name| input.table.cell(name, row as usize));
        cells.iter().fold(1, |hash, cell| {
            mix(hash ^ hash_bytes(cell.to_lowercase().as_bytes()))
        })
    };
    let joined = join(
        &kind.keys,
        &one.older.rows,
        &one.newer.rows,
        &[&says, &entry],
    );
    let mut comparison = Comparison::of(across, input, &one.older.rows, &one.newer.rows);
    let mut entries = Vec::new();
    for &(older, newer) in &joined.pairs {
        let mut differs = comparison.differing(older, newer);
        if let Some(end) = ends.differ(older, newer) {
            differs.insert(0, end);
        }
        if !differs.is_empty() {
            differs.sort_by_key(|one| one.change);
            entries.push(Entry {
                rows: (older, newer),
                differs,
            });
        }
    }
    let n_changed = entries.len() as u32;
    let events = fold(input, &joined.pairs, &mut entries);
    let fates = Fates::of(across);
    let mut maker = Maker {
        across,
        keys: &kind.keys,
        fates: &fates,
        input,
        ends,
        source: one.source,
        compared: place,
        newer: one.newer.day,
        rows,
    };
    events.into_iter().for_each(|event| maker.event(event));
    let entries = entries
        .into_iter()
        .filter(|entry| !entry.differs.is_empty());
    entries.for_each(|entry| maker.changed(entry));
    joined.added.iter().for_each(|&row| maker.added(row));
    joined.removed.iter().for_each(|&row| maker.removed(row));
    Told {
        label: input.label.to_string(),
        series: one.series,
        older: one.older.day,
        newer: one.newer.day,
        older_days: one.older_days.clone(),
        n_unchanged: joined.pairs.len() as u32 - n_changed,
        n_changed,
        n_added: joined.added.len() as u32,
        n_removed: joined.removed.len() as u32,
        n_repeated: [one.older.n_repeated, one.newer.n_repeated],
        n_differing: one.older.n_differing + one.newer.n_differing,
        one_sided: comparison.one_sided,
    }
}

/// Makes the rows of two days.
struct Maker<'a> {
    across: &'a Across<'a>,
    keys: &'a Keys<'a>,
    fates: &'a Fates<'a>,
    input: &'a Input<'a>,
    ends: &'a Ends<'a>,
    source: usize,
    compared: usize,
    newer: NaiveDate,
    rows: &'a mut Vec<Row>,
}

impl Maker<'_> {
    fn row(&self, older: Option<u32>, newer: Option<u32>, changes: Vec<Change>) -> Row {
        let at = newer.or(older).unwrap_or_default();
        let joined = &self.across.directory.sources()[self.source];
        Row {
            source: self.source,
            compared: self.compared,
            account: joined.account_of[at as usize],
            key: self.key(at),
            older,
            newer,
            changes,
            main: Differs::default(),
            also: Vec::new(),
            fate: None,
            n: 1,
            is_at_risk: false,
        }
    }

    fn key(&self, row: u32) -> String {
        let roster = &self.across.dataset.roster;
        let own = match self.input.id {
            "enrollment" => self
                .across
                .dataset
                .key_text(&roster.enrollment, row as usize),
            "mine" => self.across.dataset.key_text(&roster.mine, row as usize),
            _ => String::new(),
        };
        let names = [
            "upn",
            "user_email",
            "mail",
            "logon_name",
            "entra_id",
            "user_name",
        ];
        let cell = |name: &&str| self.input.table.cell(name, row as usize).trim().to_string();
        match own.is_empty() {
            false => own,
            true => {
                let mut cells = names.iter().map(cell);
                cells.find(|text| !text.is_empty()).unwrap_or_default()
            }
        }
    }

    fn event(&mut self, event: Event) {
        let (older, newer) = event.rows;
        let row = self.row(Some(older), Some(newer), vec![Change::Mapping]);
        let key = match event.customer.is_empty() {
            true => format!("profile {}", event.profile),
            false => format!("profile {} of {}", event.profile, event.customer),
        };
        self.rows.push(Row {
            account: NO_ACCOUNT,
            key,
            main: Differs {
                caption: "Mapping",
                field: "mapping",
                change: Some(Change::Mapping),
                before: event.before,
                after: event.after,
                days: None,
            },
            n: event.n,
            ..row
        });
    }

    fn changed(&mut self, entry: Entry) {
        let (older, newer) = entry.rows;
        let mut changes: Vec<Change> = entry.differs.iter().filter_map(|one| one.change).collect();
        changes.dedup();
        let mut row = self.row(Some(older), Some(newer), changes);
        let mut differs = entry.differs.into_iter();
        row.main = differs.next().unwrap_or_default();
        row.also = differs.map(|one| one.caption).collect();
        match row.changes.first() {
            Some(Change::FlagAdded) => row.is_at_risk = true,
            Some(Change::FlagRemoved) => row.fate = Some(self.ends.fate(newer)),
            _ => {}
        }
        self.rows.push(row);
    }

    fn added(&mut self, at: u32) {
        let mut row = self.row(None, Some(at), vec![Change::Added]);
        if let Some(end) = self.ends.told(at) {
            row.is_at_risk = end.is_flagged();
            row.main = Differs {
                caption: DELETION_DAY,
                field: "scheduled_deletion",
                after: end.text(),
                ..Differs::default()
            };
        }
        self.rows.push(row);
    }

    fn removed(&mut self, at: u32) {
        let mut row = self.row(Some(at), None, vec![Change::Removed]);
        let name = self.keys.get(BY_NAME, at);
        let (found, mut why) = self.fates.fate(self.source, row.account, name, self.newer);
        if let Some(end) = self.ends.told(at) {
            row.main = Differs {
                caption: DELETION_DAY,
                field: "scheduled_deletion",
                before: end.text(),
                ..Differs::default()
            };
            let is_past = end.day().is_some_and(|day| day <= self.newer);
            if found == Fate::Unknown && is_past {
                why.push_str("; its deletion day has passed");
            }
        }
        row.fate = Some((found, why));
        self.rows.push(row);
    }
}

impl Row {
    /// The first cell that is one, of the newer row or, where there is none, of the older.
    pub fn cell(&self, across: &Across, names: &[&str]) -> String {
        let table = &across.inputs[self.source].table;
        let is_event = self.account == NO_ACCOUNT;
        // A row that stands for several has no name, and of one profile one customer.
        let names = names
            .iter()
            .filter(|name| !is_event || matches!(**name, "customer_name" | "profile"));
        let rows = [self.newer, self.older].into_iter().flatten();
        let mut cells = rows.flat_map(|row| {
            let names = names.clone();
            names.map(move |name| table.cell(name, row as usize).trim())
        });
        cells
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .to_string()
    }

    /// Its place in the report's own order: what needs a person comes first.
    pub fn rank(&self) -> u8 {
        let is_earlier = self.main.days.is_some_and(|days| days < 0);
        let is_later = self.main.days.is_some_and(|days| days > 0);
        let fate = self.fate.as_ref().map(|(fate, _)| *fate);
        match (self.changes[0], fate) {
            (Change::Added | Change::FlagAdded, _) if self.is_at_risk => 0,
            (Change::DateMoved, _) if is_earlier => 1,
            (_, Some(Fate::Unknown)) => 2,
            (_, Some(Fate::Deleted)) => 3,
            (_, Some(Fate::Disabled)) => 4,
            (Change::DateMoved, _) if !is_later => 5,
            (Change::Reason, _) => 6,
            (Change::License, _) => 7,
            (Change::Mapping, _) => 8,
            (Change::DateMoved, _) => 9,
            (Change::Added | Change::FlagAdded, _) => 10,
            (_, Some(Fate::Saved | Fate::StillThere)) => 12,
            _ => 11,
        }
    }
}

/// The caption of the day that follows from several columns of the enrollment report.
const DELETION_DAY: &str = "Deletion day";

/// How enrollment rows end, by their own file alone (domain 2.7, 2.8).
struct Ends<'a> {
    dataset: &'a Dataset,
    /// Of every statement; empty of other kinds.
    of_statement: Vec<End>,
}

/// How a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It is not flagged; with whether an active affiliation keeps the account.
    No(bool),
    /// It is not flagged, and not known to be safe.
    Doubtful,
    /// It is flagged, with this day where one is known.
    Flagged(Option<NaiveDate>),
}

impl End {
    fn is_flagged(self) -> bool {
        matches!(self, End::Flagged(_))
    }

    fn day(self) -> Option<NaiveDate> {
        match self {
            End::Flagged(day) => day,
            End::No(_) | End::Doubtful => None,
        }
    }

    fn text(self) -> String {
        match self {
            End::No(_) => "not flagged".to_string(),
            End::Doubtful => "not flagged, but not known to be safe".to_string(),
            End::Flagged(Some(day)) => day.to_string(),
            End::Flagged(None) => "flagged without a day".to_string(),
        }
    }
}

impl<'a> Ends<'a> {
    fn of(across: &'a Across<'a>, input: &Input) -> Ends<'a> {
        let dataset = across.dataset;
        let statements = match input.id {
            "enrollment" => &dataset.statements[..],
            _ => &[],
        };
        let end = |statement: &crate::report::dataset::Statement| {
            let as_of = dataset.reports[statement.report]
                .as_of
                .map(|as_of| as_of.day);
            let found = standing(&statement.evidence, as_of, across.today, &dataset.policy);
            match (found.flagged, found.doubt) {
                (true, _) => End::Flagged(found.deadline.day),
                (false, Some(_)) => End::Doubtful,
                (false, None) => End::No(statement.evidence.eligibility == Eligibility::Eligible),
            }
        };
        Ends {
            dataset,
            of_statement: statements.iter().map(end).collect(),
        }
    }

    fn told(&self, row: u32) -> Option<End> {
        (!self.of_statement.is_empty())
            .then(|| self.of_statement[self.dataset.statement_of.get(row as usize)])
    }

    fn hash(&self, row: u32) -> u64 {
        match self.told(row) {
            None => 0,
            Some(End::No(false)) => 1,
            Some(End::No(true)) => 4,
            Some(End::Doubtful) => 2,
            Some(End::Flagged(None)) => 3,
            Some(End::Flagged(Some(day))) => hash_bytes(day.to_string().as_bytes()),
        }
    }

    /// How the ends of two rows of one entry differ.
    fn differ(&self, older: u32, newer: u32) -> Option<Differs> {
        let (before, after) = (self.told(older)?, self.told(newer)?);
        let days = before.day().zip(after.day());
        let days = days.map(|(before, after)| (after - before).num_days());
        let change = match (before.is_flagged(), after.is_flagged()) {
            (false, true) => Change::FlagAdded,
            (true, false) => Change::FlagRemoved,
            (true, true) if before != after && !self.is_rounding(older, newer, days) => {
                Change::DateMoved
            }
            // Of two that are not flagged the doubt may have come or gone.
            (false, false) if before.text() != after.text() => Change::Other,
            _ => return None,
        };
        Some(Differs {
            caption: DELETION_DAY,
            field: "scheduled_deletion",
            change: Some(change),
            before: before.text(),
            after: after.text(),
            days: days.filter(|_| change == Change::DateMoved),
        })
    }

    /// Whether only the days left of one file are counted otherwise, and both name one date (domain 2.8).
    fn is_rounding(&self, older: u32, newer: u32, days: Option<i64>) -> bool {
        let scheduled = |row: u32| {
            let statement = self.dataset.statement(row as usize);
            statement.evidence.scheduled.day()
        };
        let (one, other) = (scheduled(older), scheduled(newer));
        days.is_some_and(|days| days.abs() <= 1) && one.is_some() && one == other
    }

    /// What became of an entry that is no longer flagged: its own row says so.
    fn fate(&self, newer: u32) -> (Fate, String) {
        match self.told(newer) {
            Some(End::No(true)) => (
                Fate::Saved,
                "the newer file does not flag it, and an active affiliation keeps it".to_string(),
            ),
            _ => (
                Fate::Unknown,
                "the newer file does not flag it, and names no affiliation that keeps it"
                    .to_string(),
            ),
        }
    }
}

/// Sums by name, in the order in which the names come.
pub fn summed<'a>(all: impl Iterator<Item = (&'a str, u32)>) -> Vec<(&'a str, u32)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut sums: Vec<(&str, u32)> = Vec::new();
    for (name, n) in all {
        let place = *places.entry(name).or_insert_with(|| {
            sums.push((name, 0));
            sums.len() - 1
        });
        sums[place].1 += n;
    }
    sums
}

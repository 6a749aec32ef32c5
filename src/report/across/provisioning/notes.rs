//! What is to be known of the report before anything is concluded from it: how fresh its files are, what
//! no file tells, which customers the backup does not know, and sums (D12, D22 to D24).

use chrono::NaiveDate;

use super::super::about::{NoteView, SumView};
use super::super::columns::show_text;
use super::super::fields::{BACKUP, PRESERVED};
use super::super::{Across, Input};
use super::TAKEN;
use super::attributes::value_of;
use super::customers::{Customers, folded};
use super::definition::PROVISIONING;
use crate::accounts::directory::How;
use crate::ingest::number::Decimal;
use crate::lifecycle::calendar::show_date;
use crate::report::select::as_word;
use crate::report::tabular::{Amounts, Tabular};
use crate::report::view::Value;
use crate::report::words;
use crate::table::sort::places_by;
use crate::table::{DictColumn, RowSet};

/// Names that a sentence lists.
const MOST_NAMES: usize = 8;

/// Where the report of the backup is found (D24).
const WHERE_FOUND: &str = "It is exported in the Managed Services Center under Reports, Microsoft 365, User Provisioning Report.";

/// The columns of which something is said, or that are summed.
pub const ABOUT: &[&str] = &["customer_conflict", "backup_mb", "customer_name", "profile"];

/// Sentences before and behind those that follow from rows, and of every column from which sources it comes.
type LastingNotes = ([Vec<NoteView>; 2], Vec<(String, String)>);

/// What is to be known whatever rows are shown.
pub fn lasting(across: &Across, tabular: &Tabular, missing: &[&'static str]) -> LastingNotes {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    of_age(&mut before, across);
    of_missing(&mut before, across, missing);
    of_customers(&mut behind, across, tabular);
    of_chosen(&mut behind, across);
    ([before, behind], origins(across))
}

/// What is to be known of these rows: what is said of their words, and their sums; so many groups of each
/// sum are wanted.
pub fn about(
    tabular: &Tabular,
    missing: &[&'static str],
    rows: &RowSet,
    groups: usize,
) -> (Vec<NoteView>, Vec<SumView>) {
    let mut notes = Vec::new();
    of_words(&mut notes, tabular, rows);
    let sums = match missing.contains(&"backup_mb") {
        true => Vec::new(),
        false => {
            let sums = ["", "customer_name", "profile"];
            let sums = sums.map(|by| sum(tabular, rows, by, groups));
            sums.into_iter().flatten().collect()
        }
    };
    (notes, sums)
}

/// How old the backup's files are (D22): the service gathers its data within 6 to 12 hours.
fn of_age(notes: &mut Vec<NoteView>, across: &Across) {
    let inputs = across.inputs.iter();
    let inputs = inputs.filter(|input| BACKUP.contains(&input.id) || PRESERVED.contains(&input.id));
    for (name, day) in inputs.flat_map(|input| input.names.iter().zip(&input.days)) {
        if let Some(text) = age(*day, across.today) {
            notes.push(NoteView::warning(format!("`{name}` {text}.")));
        }
    }
}

/// What is to be said of the age of a file of this day; nothing of one of today.
fn age(day: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    const LATE: &str = "what was changed since is not in it, and the service itself takes 6 to 12 hours to gather its data";
    let Some(day) = day else {
        return Some("does not say of when it is: it may be older than 12 hours".to_string());
    };
    let shown = show_date(day);
    match (today - day).num_days() {
        ..=0 => None,
        1 => Some(format!(
            "is of yesterday, {shown}, and may be older than 12 hours: {LATE}"
        )),
        _ => Some(format!("is of {shown}, older than 12 hours: {LATE}")),
    }
}

/// Which columns of the backup's report no file has, and what to do about it.
fn of_missing(notes: &mut Vec<NoteView>, across: &Across, missing: &[&'static str]) {
    let titles = PROVISIONING.default_columns();
    let titles = titles.filter(|column| missing.contains(&column.id));
    let titles: Vec<&str> = titles.map(|column| column.title).collect();
    if titles.is_empty() {
        return;
    }
    let titles = titles.join(", ");
    notes.push(match across.has(BACKUP) {
        true => NoteView::plain(format!("No loaded file has these columns: {titles}. Choose them where the report is exported."),
        ),
        false => NoteView::warning(format!("Without Druva's user provisioning report these columns cannot be known: {titles}. {WHERE_FOUND}"),
        ),
    });
}

/// Words of enumerations that are not known, each with its rows (D9 to D11).
fn of_words(notes: &mut Vec<NoteView>, tabular: &Tabular, rows: &RowSet) {
    for id in ["user_status", "m365_license", "smb_license"] {
        let Some(column) = tabular.table.dict(id) else {
            continue;
        };
        let per_code = rows.counts(column.codes(), column.n_values());
        let odd = column.values().zip(per_code).filter_map(|(text, n)| {
            let (word, words) = text.split_once('\t')?;
            (n > 0 && words.ends_with("(unknown word)")).then(|| format!("`{word}` ({n})"))
        });
        let odd: Vec<String> = odd.take(MOST_NAMES).collect();
        let title = PROVISIONING.column(id).map_or(id, |column| column.title);
        if !odd.is_empty() {
            notes.push(NoteView::warning(format!("{title} has words that this page does not know: {}. They are kept as they are; look up what they mean.", odd.join(", ")),
            ));
        }
    }
}

/// Customers that are listed and have no row in the backup's report (D23), and those in conflict (D5).
fn of_customers(notes: &mut Vec<NoteView>, across: &Across, tabular: &Tabular) {
    if let Some(conflicts) = tabular.table.dict("customer_conflict") {
        let n = conflicts.counts();
        let n = conflicts.values().zip(n).find(|(value, _)| *value == "yes");
        if let Some((_, n)) = n.filter(|(_, n)| *n > 0) {
            notes.push(NoteView::warning(format!(
                    "{} of customers whose id has several names, or whose name has several ids: see the issues of the file.",
                    words::counted(n.into(), "row is", "rows are")
                ),
            ));
        }
    }
    let doubts = across.tenants.notes.iter();
    notes.extend(doubts.map(|text| NoteView::warning(text.clone())));
    let Some(input) = across.input(BACKUP[0]).map(|at| &across.inputs[at]) else {
        return;
    };
    let known = names_of(input);
    if known.is_empty() {
        return;
    }
    let customers = Customers::of(across);
    let new: Vec<&str> = customers
        .names()
        .into_iter()
        .filter(|name| !known.contains(&folded(name)))
        .collect();
    if new.is_empty() {
        return;
    }
    let listed: Vec<String> = new
        .iter()
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = match new.len().checked_sub(MOST_NAMES) {
        Some(n @ 1..) => format!(" and {n} more"),
        _ => String::new(),
    };
    notes.push(NoteView::warning(format!(
            "{} in the list of customers and not in the backup's report: {}{more}. That does not say that they have no users: a customer appears there 24 to 48 hours after it was added, and may be newer than 48 h, or be written otherwise.",
            words::counted(new.len() as u64, "customer is", "customers are"),
            listed.join(", ")
        ),
    ));
}

/// What came of the attribute that was chosen as a key (D16).
fn of_chosen(notes: &mut Vec<NoteView>, across: &Across) {
    let Some(at) = across.input(BACKUP[0]) else {
        return;
    };
    let (input, joined) = (&across.inputs[at], &across.directory.sources()[at]);
    let name = &joined.chosen;
    if name.is_empty() {
        return;
    }
    let is_there = (0..joined.how.len()).any(|row| value_of(input, name, row).is_some());
    if !is_there {
        let text = format!(
            "No user of the backup has the custom attribute `{name}`, which was chosen as a key: it brings nobody together. Choose another, or none."
        );
        return notes.push(NoteView::warning(text));
    }
    // A user may have several rows, and is one account.
    let users = |is_it: &dyn Fn(usize) -> bool| {
        let rows = (0..joined.how.len()).filter(|&row| is_it(row));
        let mut accounts: Vec<u32> = rows.map(|row| joined.account_of[row]).collect();
        accounts.sort_unstable();
        accounts.dedup();
        words::counted(accounts.len() as u64, "user", "users")
    };
    let by_it = users(&|row| joined.how[row] == How::ByChosen);
    let mut text = format!(
        "The custom attribute `{name}` was chosen as a key: {by_it} of the backup met an account by it alone."
    );
    let apart = |row: usize| joined.how[row] == How::ChosenApart;
    let against = |row: usize| joined.against.binary_search(&(row as u32)).is_ok();
    let has_apart = (0..joined.how.len()).any(apart);
    if has_apart {
        text.push_str(&format!(
            " Left apart, because it names several accounts, or one that another user is or names: {}.",
            users(&apart)
        ));
    }
    if !joined.against.is_empty() {
        text.push_str(&format!(
            " It names another account than the address does, and the address counts: {}.",
            users(&against)
        ));
    }
    let is_open = has_apart || !joined.against.is_empty();
    notes.push(match is_open {
        true => NoteView::warning(text),
        false => NoteView::plain(text),
    });
}

/// The names of customers in the backup's report, as they are compared.
fn names_of(input: &Input) -> std::collections::HashSet<String> {
    let columns = ["customer_name", "account_name"];
    let columns = columns.iter().filter_map(|name| input.table.dict(name));
    let names = columns.flat_map(|column| column.values().map(folded).collect::<Vec<_>>());
    names.filter(|name| !name.is_empty()).collect()
}

/// The sentence that says the sum of all rows that are shown.
pub fn note_of_sums(sums: &[SumView]) -> Option<NoteView> {
    let sum = sums.first()?;
    let (_, total) = sum.groups.first()?;
    let total = super::super::words::sum(total);
    let without = match sum.unknown {
        0 => String::new(),
        n => format!(
            "; {} without a number that can be read and not in it",
            words::counted(n.into(), "row is", "rows are")
        ),
    };
    Some(NoteView::sum(format!(
        "Backup data of the rows shown: {total} MB{without}."
    )))
}

/// The sum of the backups' sizes over some rows, for each value of a column; `None` where there is no
/// such column of words.
fn sum(tabular: &Tabular, rows: &RowSet, by: &str, groups: usize) -> Option<SumView> {
    let amounts = tabular
        .amounts
        .iter()
        .find(|known| known.id == "backup_mb")?;
    let column = tabular.table.dict(by);
    let names: Vec<String> = match column {
        Some(column) => {
            let values = column.values();
            values.map(|text| as_word(&show_text(text).value)).collect()
        }
        None if by.is_empty() => vec![String::new()],
        None => return None,
    };
    let codes = column.map(DictColumn::codes);
    let (sums, unknown) = rows.sums(codes, names.len(), &amounts.numbers, Amounts::NOTHING);
    // What stands for no value in several ways is one group.
    let mut all: Vec<(String, i128)> = Vec::new();
    let mut blank = None;
    for (name, sum) in names.into_iter().zip(sums) {
        match (name.is_empty(), sum) {
            (_, None) => {}
            (true, Some(sum)) => *blank.get_or_insert(0) += sum,
            (false, Some(sum)) => all.push((name, sum)),
        }
    }
    if by.is_empty() {
        blank.get_or_insert(0);
    }
    all.extend(blank.map(|sum| (String::new(), sum)));
    let order = places_by(all.len(), &|left, right| all[right].1.cmp(&all[left].1));
    let view = |place: u32| {
        let (name, sum) = &all[place as usize];
        (name.clone(), value(*sum, amounts.places))
    };
    // The sum of all is always wanted.
    let wanted = if by.is_empty() { 1 } else { groups };
    Some(SumView {
        column: amounts.id.to_string(),
        by: by.to_string(),
        n_groups: all.len() as u32,
        groups: order.into_iter().take(wanted).map(view).collect(),
        unknown,
    })
}

/// A sum as a value: without places that are zeros, and without its last ones where it is too long.
fn value(mut sum: i128, mut places: u8) -> Value {
    while places > 0 && (sum % 10 == 0 || i64::try_from(sum).is_err()) {
        sum /= 10;
        places -= 1;
    }
    match (i64::try_from(sum), places) {
        (Ok(digits), 0) => Value::Integer(digits),
        (Ok(digits), places) => Value::Decimal(Decimal { digits, places }),
        (Err(_), _) => Value::Null,
    }
}

/// Of every column from which loaded sources it comes, and of when these are.
fn origins(across: &Across) -> Vec<(String, String)> {
    let of_places = TAKEN.iter().map(|taken| (taken.id, taken.places));
    let own = super::ORIGINS.iter().copied();
    let all = of_places.chain(own).filter(|(id, _)| *id != "key");
    let told = all.filter_map(|(id, places)| {
        let has = |input: &&Input| {
            places.iter().any(|(kinds, name)| {
                kinds.contains(&input.id) && input.table.column(name).is_some()
            })
        };
        let inputs = across.inputs.iter().chain(across.others).filter(has);
        let from: Vec<String> = inputs
            .map(|input| format!("{} {}", input.label, of_when(input.as_of())))
            .collect();
        (!from.is_empty()).then(|| (id.to_string(), format!("From {}.", from.join(", then "))))
    });
    told.collect()
}

fn of_when(day: Option<NaiveDate>) -> String {
    day.map_or("of an unknown day".to_string(), |day| {
        format!("of {}", show_date(day))
    })
}

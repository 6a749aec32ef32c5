//! The report `counts`: how many accounts there are week by week and month by month (D34).

use chrono::{Datelike, Days, NaiveDate};

use super::super::about::NoteView;
use super::super::columns::{Columns, show_day, show_text, show_word};
use super::super::{Across, NO_ACCOUNT, Survey};
use super::{DATED, Listing, Series, n_both, series};
use crate::lifecycle::calendar::{monday_of, show_date};
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};
use crate::report::tabular::Amounts;
use crate::report::words;

/// What can be shown of it.
pub const COUNTS: Definition = Definition {
    id: "counts",
    title: "Counts",
    meaning: "how many accounts there were in each of the last eight weeks and twelve months, from several dated exports of one kind",
    needs: DATED,
    columns: COLUMNS,
    further: None,
    names_products: false,
};

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("kind", "Kind of export", Kind::Text, "Of which exports the accounts are counted."),
    shown("period", "Period", Kind::Enum, "Whether a week or a month is counted."),
    shown("name", "Week or month", Kind::Text, "The week of ISO 8601, or the month."),
    shown("total", "Total", Kind::Integer, "Accounts in the last export of the period."),
    shown("total_preserved", "Total preserved", Kind::Integer, "Those of them whose data is only preserved."),
    shown("added", "Added", Kind::Integer, "Accounts of that export that the last one before the period does not have."),
    shown("deleted", "Deleted", Kind::Integer, "Accounts of the last export before the period that this one does not have."),
    shown("preserved", "Preserved", Kind::Integer, "Accounts that are preserved now and were not in the last export before the period."),
    shown("export_day", "Counted on", Kind::Date, "The day of the export that is counted."),
    hidden("compared_day", "Compared with", Kind::Date, "The day of the export that it is compared with."),
    hidden("first_day", "From", Kind::Date, "The first day of the period."),
    hidden("series", "Series", Kind::NonAdditive, "Which exports belong together: those that list the same customers' accounts."),
];

/// Weeks and months that are counted.
const WEEKS: u64 = 8;
const MONTHS: u32 = 12;

/// A week or a month.
struct Period {
    is_week: bool,
    first: NaiveDate,
    /// The first day behind it.
    end: NaiveDate,
}

/// A period of a series.
struct Row<'a> {
    number: usize,
    series: &'a Series,
    period: &'a Period,
    /// What was listed last within it, and last before it.
    listing: Option<&'a Listing>,
    before: Option<&'a Listing>,
}

/// The rows: each period of each series.
pub fn survey(across: &Across) -> Survey {
    let (all, periods) = (series(across), periods(across.today));
    let rows = all.iter().enumerate().flat_map(|(number, series)| {
        periods
            .iter()
            .map(move |period| Row::of(number, series, period))
    });
    let rows: Vec<Row> = rows.collect();
    let mut columns = Columns::default();
    let text = |text: &str| text.to_string();
    columns.made("key", show_text, rows.iter().map(|row| row.period.name()));
    columns.made(
        "kind",
        show_text,
        rows.iter()
            .map(|row| text(across.inputs[row.series.source].label)),
    );
    columns.made(
        "period",
        show_word,
        rows.iter().map(|row| {
            text(if row.period.is_week {
                "week\tWeek"
            } else {
                "month\tMonth"
            })
        }),
    );
    columns.made("name", show_text, rows.iter().map(|row| row.period.name()));
    let day = |listing: Option<&Listing>, why: &str| match listing {
        Some(listing) => listing.day.to_string(),
        None => super::super::columns::unknown(why),
    };
    columns.made(
        "export_day",
        show_day,
        rows.iter().map(|row| day(row.listing, "no export in it")),
    );
    columns.made(
        "compared_day",
        show_day,
        rows.iter().map(|row| day(row.before, "no earlier export")),
    );
    columns.made(
        "first_day",
        show_day,
        rows.iter().map(|row| row.period.first.to_string()),
    );
    columns.ranks("order", rows.iter().map(|row| row.number.min(255) as u8));
    let places = rows
        .iter()
        .enumerate()
        .map(|(place, row)| (place - row.number * periods.len()) as u8);
    columns.ranks("place", places);
    let mut number = |id, n: fn(&Row) -> Option<usize>| {
        let number = |row| n(row).map_or(Amounts::UNKNOWN, |n| n as i64);
        columns.amount(id, rows.iter().map(number), show_number);
    };
    number("series", |row| Some(row.number + 1));
    number("total", |row| Some(row.listing?.accounts.len()));
    number("total_preserved", |row| {
        Some(row.listing?.preserved.as_ref()?.len())
    });
    number("added", |row| {
        let (now, before) = (row.listing?, row.before?);
        Some(now.accounts.len() - n_both(&now.accounts, &before.accounts))
    });
    number("deleted", |row| {
        let (now, before) = (row.listing?, row.before?);
        Some(before.accounts.len() - n_both(&before.accounts, &now.accounts))
    });
    number("preserved", |row| {
        let (now, before) = (
            row.listing?.preserved.as_ref()?,
            row.before?.preserved.as_ref()?,
        );
        Some(now.len() - n_both(now, before))
    });
    let accounts = vec![NO_ACCOUNT; rows.len()];
    let mut survey = columns.into_survey(&COUNTS, &["order", "place"], &[], accounts);
    survey.notes = notes(across, &all);
    survey
}

impl<'a> Row<'a> {
    fn of(number: usize, series: &'a Series, period: &'a Period) -> Row<'a> {
        let days = || series.days.iter().rev();
        let listing = days().find(|listing| (period.first..period.end).contains(&listing.day));
        let before = days().find(|listing| listing.day < period.first);
        // Of several exports within the first period that has any, the first and the last are compared.
        let is_earlier = |first: &&Listing| {
            first.day >= period.first && listing.is_some_and(|last| first.day < last.day)
        };
        let within = series.days.iter().find(is_earlier);
        Row {
            number,
            series,
            period,
            listing,
            before: before.or(within),
        }
    }
}

impl Period {
    fn name(&self) -> String {
        match self.is_week {
            true => {
                let week = self.first.iso_week();
                format!("{}-W{:02}", week.year(), week.week())
            }
            false => format!("{}-{:02}", self.first.year(), self.first.month()),
        }
    }
}

/// The weeks and the months up to a day, the last first.
fn periods(today: NaiveDate) -> Vec<Period> {
    let monday = monday_of(today);
    let weeks = (0..WEEKS).filter_map(|n| {
        let first = monday.checked_sub_days(Days::new(7 * n))?;
        let end = first.checked_add_days(Days::new(7))?;
        Some(Period {
            is_week: true,
            first,
            end,
        })
    });
    let month = |n: u32| {
        let months = today.year() * 12 + today.month0() as i32 - n as i32;
        NaiveDate::from_ymd_opt(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1)
    };
    let months = (0..MONTHS).filter_map(|n| {
        let first = month(n)?;
        let end = first.checked_add_months(chrono::Months::new(1))?;
        Some(Period {
            is_week: false,
            first,
            end,
        })
    });
    weeks.chain(months).collect()
}

/// What is counted, or what is missing for it.
fn notes(across: &Across, all: &[Series]) -> Vec<NoteView> {
    if all.is_empty() {
        return vec![NoteView::plain(
            "Counts by week and month take at least two exports of one kind and of the same customers, of different days: the one loaded now, and one of an earlier week. The day is read from the export or from its file's name, such as `provisioning 2026-11-20.csv`."
                .to_string(),
        )];
    }
    let note = |(number, one): (usize, &Series)| {
        let (first, last) = (&one.days[0], &one.days[one.days.len() - 1]);
        format!(
            "{}: {} from {} to {}{}. A period without an export is not counted; who came and went between two exports is in neither.",
            across.inputs[one.source].label,
            words::counted(
                one.days.len() as u64,
                "day with an export",
                "days with exports"
            ),
            show_date(first.day),
            show_date(last.day),
            if all.len() > 1 {
                format!(" (series {})", number + 1)
            } else {
                String::new()
            }
        )
    };
    let notes = all.iter().enumerate().map(note);
    notes.map(NoteView::plain).collect()
}

fn show_number(n: i64) -> String {
    words::number(n.max(0) as u64)
}

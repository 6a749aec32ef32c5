//! Rows and names that are taken along on purpose, and opened again (M11).
//!
//! What is taken out of them is taken out here, before there is a text of them.

use chrono::NaiveDate;

use super::Engine;
use super::message::Window;
use super::redaction::{Class, Named, Redaction, Way, class_of, is_free, is_text};
use crate::export::{clipboard, csv};
use crate::report::cells::Presence;
use crate::report::definition::{ColumnDefinition, definition};
use crate::report::query::Query;
use crate::report::run::{cells_of, run};
use crate::report::view::ReportView;
use crate::report::words;
use crate::report::words::numerals::Plain;
use crate::share::code::{CodeError, MOST_VALUES};
pub use crate::share::code::{is_code, is_pasted, is_sealed};
use crate::share::link;
use crate::share::rows::{NAMES, ROWS, SharedRows};

/// What the person chose of a share; every part may be missing and then means the usual.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharePlan {
    /// `rows` or `names`.
    pub share: String,
    /// `keep`, the usual, `drop` or `hash`: columns of names, and names in texts.
    pub names: String,
    /// The same for logon names, addresses and numbers.
    pub ids: String,
    /// The same for phone numbers.
    pub phones: String,
    /// What hashes are salted with; it does not travel.
    pub salt: String,
    /// The day on which it is made.
    pub made: Option<NaiveDate>,
    /// The last day on which it is meant to be used.
    pub expires: Option<NaiveDate>,
}

/// A share as it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareView {
    /// The code.
    pub text: String,
    /// How many bytes are sealed where it is.
    pub bytes: u32,
    /// Captions of what leaves.
    pub columns: Vec<String>,
    /// The first rows exactly as they leave.
    pub rows: Vec<Vec<String>>,
    /// How many rows leave.
    pub total: u32,
    /// The files that are named.
    pub sources: Vec<String>,
    /// What is left out, hashed, taken out of texts, and told of the organisation; each a sentence.
    pub told: Vec<String>,
}

/// A share as it is opened: all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenedRows {
    /// `rows` or `names`.
    pub kind: String,
    /// The heading.
    pub title: String,
    /// Which rows these are.
    pub meaning: String,
    /// When it was made and from what.
    pub made: String,
    /// Until when it is meant to be used.
    pub expiry: String,
    /// Whether that day is past.
    pub is_expired: bool,
    /// What was taken out before.
    pub redacted: Vec<String>,
    /// Captions.
    pub columns: Vec<String>,
    /// The texts, row by row.
    pub rows: Vec<Vec<String>>,
    /// The link of the view, for files of one's own; empty where it does not fit into one.
    pub view: String,
}

/// Rows of a preview.
const N_PREVIEW: usize = 5;

/// What is shared of which report.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Report id.
    pub id: &'a str,
    /// What the person chose.
    pub query: &'a Query,
    /// Places in the shown order, as ranges `[first, last]`.
    pub ranges: &'a [(u32, u32)],
    /// What is taken along.
    pub plan: &'a SharePlan,
}

/// A column with its texts, each with whether something stands there.
struct Taken {
    column: &'static ColumnDefinition,
    cells: Vec<(String, bool)>,
}

/// Whoever the rows are about.
type Own = Vec<(Class, String)>;

impl Engine {
    /// The code of rows or names of a report.
    ///
    /// # Errors
    /// The sentence that says what was chosen wrongly, or that it is too much.
    pub(super) fn share(&mut self, wanted: Wanted, today: NaiveDate) -> Result<ShareView, String> {
        let Wanted {
            id, query, plan, ..
        } = wanted;
        let redaction = Redaction {
            names: Way::named("names", &plan.names)?,
            ids: Way::named("ids", &plan.ids)?,
            phones: Way::named("phones", &plan.phones)?,
            salt: plan.salt.clone(),
        };
        let ways = [redaction.names, redaction.ids, redaction.phones];
        if ways.contains(&Way::Hash) && plan.salt.len() < 16 {
            return Err(words::NO_SALT.to_owned());
        }
        let (view, link) = self.travelling(id, query)?;
        let mut told = link.left_out;
        told.extend(link.reveals);
        let mut shared = SharedRows {
            kind: plan.share.clone(),
            view,
            made: plan.made.unwrap_or(today),
            expires: plan.expires,
            today: query.today.unwrap_or(today),
            ..SharedRows::default()
        };
        // Names of files may name somebody as well.
        let sources = self.source_views(shared.today);
        let mut sought = Named::default();
        for source in &sources {
            sought.may_be_in(&source.name);
        }
        match plan.share.as_str() {
            NAMES if redaction.ids != Way::Keep => return Err(words::NAMES_ARE_ALL.to_owned()),
            NAMES => {
                let names = self.names(id, query, wanted.ranges, "bare", "", today)?;
                let column = ("logon_name".to_owned(), "Logon name".to_owned());
                shared.columns = vec![column];
                shared.cells = vec![names.lines().map(str::to_owned).collect()];
            }
            ROWS => {
                let (taken, own) = self.taken(wanted, today)?;
                let texts = taken.iter().filter(|taken| is_text(taken.column));
                for (text, _) in texts.flat_map(|taken| &taken.cells) {
                    sought.may_be_in(text);
                }
                self.redact(taken, &own, &redaction, &sought, &mut shared);
            }
            other => return Err(words::share_unknown(other)),
        }
        if shared.n_rows() == 0 {
            return Err(match shared.columns.is_empty() {
                true => words::NO_COLUMN_LEFT.to_owned(),
                false => words::NOTHING_TO_SHARE.to_owned(),
            });
        }
        let everybody = self.named(&redaction, &sought);
        shared.sources = sources
            .into_iter()
            .map(|source| {
                let name = everybody.cleaned(&source.name, &redaction);
                (name.unwrap_or(source.name), source.kind, source.as_of.date)
            })
            .collect();
        let report = definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
        shared.title = report.title.to_owned();
        let travels: Query = super::wire::inquiries::answer(&shared.view.query).unwrap_or_default();
        let plain = Plain::begin();
        shared.meaning = words::chosen(report, &travels);
        drop(plain);
        let text = shared.code().map_err(|error| error.sentence().to_owned())?;
        told.extend(shared.redacted.iter().cloned());
        let row = |row: usize| {
            shared
                .cells
                .iter()
                .map(|cells| cells[row].clone())
                .collect()
        };
        Ok(ShareView {
            bytes: (crate::share::code::open(&text).map_or(0, |bytes| bytes.len())) as u32,
            columns: shared
                .columns
                .iter()
                .map(|(_, title)| title.clone())
                .collect(),
            rows: (0..shared.n_rows().min(N_PREVIEW)).map(row).collect(),
            total: shared.n_rows() as u32,
            sources: sources_of(&shared),
            told,
            text,
        })
    }

    /// The rows as they are on the screen, and whoever they are about.
    fn taken(&mut self, wanted: Wanted, today: NaiveDate) -> Result<(Vec<Taken>, Own), String> {
        let mut taken: Vec<Taken> = Vec::new();
        let mut own = Vec::new();
        let mut is_too_much = false;
        // Who a row is about is known whether it is shown or not.
        let report = definition(wanted.id);
        let ids = report.iter().flat_map(|report| report.columns);
        let ids: Vec<&str> = ids
            .map(|column| column.id)
            .filter(|id| class_of(id).is_some())
            .collect();
        self.with_rows(wanted.id, wanted.query, &ids, today, &mut |body, kept| {
            let none = Window {
                rows: 0,
                ..Window::default()
            };
            let view = run(body, kept, wanted.query, none, today)?;
            let report = body.definition();
            let visible = view.columns.iter();
            let columns: Vec<_> = visible
                .filter_map(|column| report.column(&column.id))
                .collect();
            let places = kept.at(wanted.ranges);
            is_too_much = places.len().saturating_mul(columns.len() + 1) > MOST_VALUES;
            if is_too_much {
                return Ok(ReportView::default());
            }
            taken.extend(columns.iter().map(|column| Taken {
                column,
                cells: Vec::new(),
            }));
            let _plain = Plain::begin();
            // Every row is taken.
            let _ = cells_of(body, &columns, &places, &mut |cells| {
                for (taken, cell) in taken.iter_mut().zip(cells) {
                    let is_there = cell.presence == Presence::Value;
                    taken.cells.push((cell.text.clone(), is_there));
                }
                Ok(())
            });
            let naming = report.columns.iter();
            let naming: Vec<_> = naming
                .filter_map(|column| Some((class_of(column.id)?, column)))
                .collect();
            let columns: Vec<_> = naming.iter().map(|(_, column)| *column).collect();
            let _ = cells_of(body, &columns, &places, &mut |cells| {
                for ((class, _), cell) in naming.iter().zip(cells) {
                    if cell.presence == Presence::Value {
                        own.push((*class, cell.text.clone()));
                    }
                }
                Ok(())
            });
            Ok(ReportView::default())
        })?;
        match is_too_much {
            true => Err(CodeError::TooLarge.sentence().to_owned()),
            false => Ok((taken, own)),
        }
    }

    /// Takes out what is not to leave.
    fn redact(
        &self,
        taken: Vec<Taken>,
        own: &[(Class, String)],
        redaction: &Redaction,
        sought: &Named,
        shared: &mut SharedRows,
    ) {
        let values = own.iter().map(|(class, text)| (*class, text.as_str()));
        let (own, everybody) = match redaction.is_any() {
            true => (
                Named::of(values, redaction, sought),
                self.named(redaction, sought),
            ),
            false => (Named::default(), Named::default()),
        };
        let (mut dropped, mut hashed, mut n_cleaned, mut has_free) = (vec![], vec![], 0, false);
        for Taken { column, cells } in taken {
            let way = class_of(column.id).map(|class| (class, redaction.way(class)));
            let cells = match way {
                Some((_, Way::Drop)) => {
                    dropped.push(column.title);
                    continue;
                }
                Some((class, Way::Hash)) => {
                    hashed.push(column.title);
                    let token = |(text, is_there): (String, bool)| match is_there {
                        true => redaction.token(class, &text, self.nfkc),
                        false => text,
                    };
                    cells.into_iter().map(token).collect()
                }
                None if redaction.is_any() && is_text(column) => {
                    let is_free = is_free(column);
                    has_free |= is_free;
                    let mut clean = |(text, _): (String, bool)| {
                        let mut cleaned = own.cleaned(&text, redaction);
                        if is_free {
                            let again =
                                everybody.cleaned(cleaned.as_ref().unwrap_or(&text), redaction);
                            cleaned = again.or(cleaned);
                        }
                        n_cleaned += u64::from(cleaned.is_some());
                        cleaned.unwrap_or(text)
                    };
                    cells.into_iter().map(&mut clean).collect()
                }
                _ => cells.into_iter().map(|(text, _)| text).collect(),
            };
            let (id, title) = (column.id.to_owned(), column.title.to_owned());
            shared.columns.push((id, title));
            shared.cells.push(cells);
        }
        if !dropped.is_empty() {
            shared.redacted.push(words::columns_dropped(&dropped));
        }
        if !hashed.is_empty() {
            shared.redacted.push(words::columns_hashed(&hashed));
        }
        if n_cleaned > 0 {
            shared.redacted.push(words::texts_cleaned(n_cleaned));
        }
        if has_free {
            shared.redacted.push(words::TEXTS_UNSURE.to_owned());
        }
    }
}

fn sources_of(shared: &SharedRows) -> Vec<String> {
    let sources = shared.sources.iter();
    sources
        .map(|(name, kind, as_of)| words::source_of(name, kind, *as_of))
        .collect()
}

/// The rows of a code, as they were when it was made.
///
/// # Errors
/// The sentence that says why there are none.
pub(super) fn opened_rows(text: &str, now: NaiveDate) -> Result<OpenedRows, String> {
    let shared = SharedRows::open(text).map_err(|error| error.sentence().to_owned())?;
    let n_rows = shared.n_rows();
    let row = |row: usize| {
        shared
            .cells
            .iter()
            .map(|cells| cells[row].clone())
            .collect()
    };
    Ok(OpenedRows {
        title: words::shared_rows(&shared.title, n_rows as u64, shared.kind == NAMES),
        made: words::made_from(shared.made, &sources_of(&shared), shared.today),
        expiry: words::expiry(shared.expires, now),
        is_expired: shared.expires.is_some_and(|day| day < now),
        columns: shared
            .columns
            .iter()
            .map(|(_, title)| title.clone())
            .collect(),
        rows: (0..n_rows).map(row).collect(),
        view: link::link(&shared.view).unwrap_or_default(),
        kind: shared.kind,
        meaning: shared.meaning,
        redacted: shared.redacted,
    })
}

/// The rows of a code as a file or for the clipboard: `csv` or `tsv`, with the guard before formulas.
///
/// # Errors
/// The sentence that says why there are none.
pub(super) fn text_of_rows(text: &str, form: &str) -> Result<String, String> {
    let shared = SharedRows::open(text).map_err(|error| error.sentence().to_owned())?;
    let mut out = String::new();
    let mut push = |cells: Vec<&str>| match form {
        "csv" => csv::push_row(&mut out, cells),
        _ => clipboard::push_row(&mut out, cells, true),
    };
    push(
        shared
            .columns
            .iter()
            .map(|(_, title)| title.as_str())
            .collect(),
    );
    for row in 0..shared.n_rows() {
        push(
            shared
                .cells
                .iter()
                .map(|cells| cells[row].as_str())
                .collect(),
        );
    }
    Ok(out)
}

//! An answer about a file, tried before it is given: its columns, and its first rows as they would be read.

use super::Engine;
use super::message::{Choice, DraftColumnView, DraftView};
use super::questions::About;
use super::records::{Files, Rows, read_of};
use crate::accounts::logon_name::{Nfkc, Reading, read_logon_name};
use crate::ingest::cell::{DateReading, read_date, read_flag};
use crate::ingest::encoding::Encoding;
use crate::ingest::head::HEAD_BYTES;
use crate::ingest::kinds::{fields_of, is_of_graph, keys_of};
use crate::ingest::recognise::{Draft, DraftColumn, choice_of, draft};
use crate::ingest::source::{Field, Type, field_label};
use crate::ingest::zone::ZoneRules;
use crate::ingest::{Kind, content};
use crate::lifecycle::calendar::show_date;

impl Engine {
    /// What an answer about a source would come to; without one, how it is read now. `sought` is a part
    /// of the captions of the columns that are shown of a very wide file.
    ///
    /// # Errors
    /// A sentence: no such source or question, an answer that is none, a file that cannot be read again.
    pub fn examine(
        &self,
        source: u32,
        choice: &str,
        sought: &str,
        files: &mut dyn Files,
    ) -> Result<DraftView, String> {
        let mut open = self.questions.iter().filter(|open| open.source == source);
        let ask = open.find_map(|open| match &open.about {
            About::Kind(ask) => Some(ask),
            _ => None,
        });
        let said = (!choice.is_empty()).then(|| choice.to_string());
        let drafted = match (ask, self.held(source)) {
            (Some(ask), Some(held)) => {
                draft(&held.name, &ask.head, ask.is_whole, said.as_deref(), sought)?
            }
            _ => {
                let (held, read) = read_of(&self.sources, source)?;
                held.file
                    .ok_or_else(|| super::cannot_be_read_again(&held.name))?;
                let mut rows = Rows {
                    held: &self.sources,
                    files,
                };
                let n_bytes = (HEAD_BYTES as u64).min(read.places.end);
                let text = rows.text(held, read, 0..n_bytes)?;
                let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
                let is_whole = n_bytes == read.places.end;
                let said =
                    said.unwrap_or_else(|| choice_of(&read.source.plan, true, &|column| column));
                draft(&held.name, text, is_whole, Some(&said), sought)?
            }
        };
        let is_undecided = ask.is_some() && choice.is_empty();
        let mut view = view(
            source,
            choice,
            drafted,
            is_undecided,
            (self.nfkc, &self.dataset.policy.zone),
        );
        // A file that is no JSON is offered none of the kinds that come as nothing else.
        let read = self.held(source).and_then(|held| held.read.as_ref());
        let is_json = match ask {
            Some(ask) => ask.choices.iter().any(|(id, _)| is_of_graph(id)),
            None => read.is_some_and(|read| read.source.encoding == Encoding::Json),
        };
        view.kinds.retain(|kind| is_json || !is_of_graph(&kind.id));
        Ok(view)
    }
}

fn view(
    source: u32,
    asked: &str,
    draft: Draft,
    is_undecided: bool,
    (nfkc, zone): (Nfkc, &ZoneRules),
) -> DraftView {
    let plan = &draft.plan;
    let kinds = Kind::all().map(|kind| Choice {
        id: kind.id().to_string(),
        label: kind.label().to_string(),
    });
    let mut view = DraftView {
        source,
        asked: asked.to_string(),
        n_columns: draft.n_columns as u32,
        kinds: kinds.collect(),
        columns: draft.columns.into_iter().map(column).collect(),
        header: match plan.header.is_empty() {
            true => 0,
            false => plan.n_before as u32,
        },
        ..DraftView::default()
    };
    if is_undecided {
        return view;
    }
    let keys = keys_of(plan.kind);
    let used: Vec<&Field> = plan.fields.iter().flatten().copied().collect();
    let read = |cells: Vec<String>| {
        let cells = cells.into_iter().zip(&used);
        cells
            .map(|(cell, field)| shown(&cell, field, nfkc, zone))
            .collect()
    };
    view.kind = plan.kind.id().to_string();
    view.choice = choice_of(plan, true, &|column| column);
    view.trouble = draft.trouble.unwrap_or_default();
    view.fields = fields_of(plan.kind)
        .iter()
        .map(|field| Choice {
            id: field.name.to_string(),
            label: match keys.contains(&field.name) {
                true => format!("{} (key)", field_label(field.name)),
                false => field_label(field.name),
            },
        })
        .collect();
    view.captions = used.iter().map(|field| field_label(field.name)).collect();
    view.first = draft.first.into_iter().map(read).collect();
    view
}

fn column(column: DraftColumn) -> DraftColumnView {
    let name = |field: Option<&Field>| field.map_or(String::new(), |field| field.name.to_string());
    DraftColumnView {
        place: column.place as u32,
        caption: column.caption,
        samples: column.samples,
        field: name(column.field),
        by_header: name(column.by_header),
        fit: column.fit,
        trouble: column.trouble,
    }
}

/// A cell as it is read; one that cannot be read says so.
fn shown(cell: &str, field: &Field, nfkc: Nfkc, zone: &ZoneRules) -> String {
    if cell.is_empty() {
        return String::new();
    }
    let unreadable = || format!("not readable: {cell}");
    match field.holds {
        _ if field.name == "logon_name" => match read_logon_name(cell, nfkc) {
            Reading::Name(name) => name.name,
            _ => unreadable(),
        },
        Type::Date | Type::DateTime => match read_date(cell, None, zone) {
            DateReading::Day(day) | DateReading::TwoDigitYear(day) => show_date(day),
            DateReading::Ambiguous {
                day_first,
                month_first,
            } => format!("{} or {}", show_date(day_first), show_date(month_first)),
            DateReading::Missing => String::new(),
            DateReading::Unreadable => unreadable(),
        },
        Type::Boolean => match read_flag(cell) {
            Some(true) => "yes".to_string(),
            Some(false) => "no".to_string(),
            None => unreadable(),
        },
        holds if !content::fits(holds, cell) => unreadable(),
        _ => cell.to_string(),
    }
}

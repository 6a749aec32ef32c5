//! Handing out: one file for each value of a column, each row in exactly one of them (M10).
//!
//! As with a file of a view the page asks for one file after another, or for one piece of the archive after
//! another, and who asks for no further one has stopped it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Engine;
use super::exports::{Chosen, Export, carried_on, choose};
use super::records::Files;
use crate::export::base64;
use crate::export::csv;
use crate::export::mail::{Draft, draft, is_address};
use crate::export::zip::Zip;
use crate::report::cells::Cells;
use crate::report::exports::ExportPlan;
use crate::report::hand_out::{
    self, Form, HandOutGroup, HandOutGroups, HandOutPiece, HandOutPlan, MOST_GROUPS, NO_VALUE,
    NONE_CHOSEN,
};
use crate::report::query::{Filter, Query};
use crate::report::select::as_word;
use crate::report::view::ReportView;
use crate::table::sort::compare_texts;

/// What is handed out of which report.
#[derive(Clone, Copy, Debug)]
pub struct HandOut<'a> {
    /// Report id.
    pub id: &'a str,
    /// What the person chose.
    pub query: &'a Query,
    /// The selected rows, as places in the shown order.
    pub ranges: &'a [(u32, u32)],
    /// What is handed out, and how.
    pub plan: &'a HandOutPlan,
    /// The file that is wanted: 0 begins.
    pub next: u32,
}

/// What gives the next file.
pub(super) type NextFile =
    Box<dyn FnMut(&mut Engine, &mut dyn Files) -> Result<HandOutPiece, String>>;

/// The rows that have one value.
struct Group {
    view: HandOutGroup,
    places: Vec<u32>,
}

/// Addresses of a mail, at most.
const MOST_ADDRESSES: usize = 20;

impl Engine {
    /// The groups that files would be made for.
    ///
    /// # Errors
    /// A sentence that says what was chosen wrongly.
    pub fn hand_out_groups(
        &mut self,
        wanted: HandOut,
        today: NaiveDate,
    ) -> Result<HandOutGroups, String> {
        let chosen = chosen(self, wanted, today)?;
        let groups = groups(self, &chosen, &column_of(wanted.plan))?;
        Ok(HandOutGroups {
            groups: groups.into_iter().map(|group| group.view).collect(),
            rows: chosen.about.n_rows,
        })
    }

    /// The next file that is handed out, or the next piece of the archive of all.
    ///
    /// # Errors
    /// A sentence that says what was chosen wrongly, or why it had to be given up.
    pub fn hand_out(
        &mut self,
        wanted: HandOut,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<HandOutPiece, String> {
        let running = self.exports.handing.take();
        let mut next = match wanted.next {
            0 => begin(self, wanted, today)?,
            number => carried_on(running, number)?,
        };
        let mut piece = next(self, files)?;
        if piece.done < piece.groups {
            self.exports.n_pieces += 1;
            piece.next = self.exports.n_pieces;
            self.exports.handing = Some((piece.next, next));
        }
        Ok(piece)
    }
}

fn column_of(plan: &HandOutPlan) -> String {
    match plan.column.as_str() {
        "" => "department".to_owned(),
        column => column.to_owned(),
    }
}

fn chosen(engine: &mut Engine, wanted: HandOut, today: NaiveDate) -> Result<Chosen, String> {
    let HandOut {
        id,
        query,
        ranges,
        plan,
        ..
    } = wanted;
    let form = plan.form()?;
    let plan = ExportPlan {
        format: match form {
            Form::Xlsx => "xlsx",
            Form::Page => "html",
            Form::Csv | Form::Mail | Form::Links => "csv",
        }
        .to_owned(),
        page: form == Form::Page,
        rows: plan.rows.clone(),
        columns: plan.columns.clone(),
        stamp: plan.stamp.clone(),
        ..ExportPlan::default()
    };
    let wanted = Export {
        id,
        query,
        ranges,
        plan: &plan,
        next: 0,
    };
    // Each file has one group's rows: what they are grouped by on the screen is none of theirs.
    Ok(Chosen {
        groups: None,
        ..choose(engine, wanted, today)?
    })
}

/// The rows by the value of a column; a list of several codes is one value, so that each row is in one group.
fn groups(engine: &mut Engine, chosen: &Chosen, column: &str) -> Result<Vec<Group>, String> {
    let mut found: BTreeMap<String, Group> = BTreeMap::new();
    with_cells(engine, chosen, column, &mut |cells| {
        for &place in &chosen.places {
            let cell = cells.cell(place as usize);
            let value = as_word(&cell.value);
            let group = found.entry(value).or_insert_with_key(|value| Group {
                view: HandOutGroup {
                    value: value.clone(),
                    text: match value.is_empty() {
                        true => NO_VALUE.to_owned(),
                        false => cell.text,
                    },
                    rows: 0,
                },
                places: Vec::new(),
            });
            group.view.rows += 1;
            group.places.push(place);
        }
    })?;
    let mut groups: Vec<Group> = found.into_values().collect();
    groups.sort_by(|left, right| {
        let (left, right) = (&left.view, &right.view);
        let missing = left.value.is_empty().cmp(&right.value.is_empty());
        missing.then_with(|| compare_texts(&left.text, &right.text))
    });
    Ok(groups)
}

fn begin(engine: &mut Engine, wanted: HandOut, today: NaiveDate) -> Result<NextFile, String> {
    let plan = wanted.plan.clone();
    let form = plan.form()?;
    let column = column_of(&plan);
    let mut chosen = chosen(engine, wanted, today)?;
    let mut groups = groups(engine, &chosen, &column)?;
    if let Some(wished) = &plan.groups {
        groups.retain(|group| wished.contains(&group.view.value));
    }
    match groups.len() {
        0 => return Err(NONE_CHOSEN.to_owned()),
        n if n > MOST_GROUPS => return Err(hand_out::too_many(n)),
        _ => {}
    }
    let title = crate::report::definition::definition(&chosen.id)
        .and_then(|report| report.column(&column))
        .map_or("", |column| column.title);
    let addresses = addresses(engine, &chosen, &groups, &plan.to)?;
    let of_view = std::mem::take(&mut chosen.about.view);
    let mut taken = Vec::new();
    let mut piece = HandOutPiece {
        groups: groups.len() as u32,
        ..HandOutPiece::default()
    };
    let mut zip = (plan.zip && form != Form::Links).then(Zip::default);
    if form == Form::Links {
        return Ok(Box::new(move |engine, _| {
            links(engine, &chosen, &groups, &column, &plan.address)
        }));
    }
    Ok(Box::new(move |engine, files| {
        let at = piece.done as usize;
        let (group, to) = (&groups[at], &addresses[at]);
        let name = &group.view.text;
        let about = &mut chosen.about;
        about.n_rows = group.view.rows;
        about.view = format!("{title}: {name}; of {of_view}");
        let (report, day) = (about.report.clone(), about.today);
        let title = about.title.clone();
        chosen.places = group.places.clone();
        let (mut file, explained) = chosen.begin()?;
        chosen.write(engine, &mut file, 0, group.places.len())?;
        chosen.finish(engine, &mut file, &explained, files)?;
        let n_rows = group.view.rows;
        let mut text = file.take();
        if form == Form::Mail {
            let filled = |text: &str| hand_out::filled(text, name, n_rows, day, &title);
            text = draft(&Draft {
                to: to.clone(),
                subject: filled(&plan.subject),
                text: filled(&plan.text),
                file_name: hand_out::file_name(&report, day, name, n_rows, "csv", &mut Vec::new()),
                file: text,
            });
        }
        let file_name = hand_out::file_name(&report, day, name, n_rows, form.end(), &mut taken);
        piece.done += 1;
        piece.rows += n_rows;
        let Some(zip) = &mut zip else {
            return Ok(HandOutPiece {
                name: file_name,
                text,
                ..piece.clone()
            });
        };
        zip.begin(&file_name);
        match form {
            Form::Xlsx => zip.write(&base64::decode(&text).unwrap_or_default()),
            _ => zip.write(text.as_bytes()),
        }
        zip.end();
        if piece.done == piece.groups {
            zip.finish();
        }
        Ok(HandOutPiece {
            name: format!("{report}_{day}_by_{column}.zip"),
            text: base64::encode(&zip.take()),
            ..piece.clone()
        })
    }))
}

/// Who a group's mail is for: what is an address among the cells of a column, each once.
fn addresses(
    engine: &mut Engine,
    chosen: &Chosen,
    groups: &[Group],
    column: &str,
) -> Result<Vec<Vec<String>>, String> {
    let mut found = vec![Vec::new(); groups.len()];
    if column.is_empty() {
        return Ok(found);
    }
    with_cells(engine, chosen, column, &mut |cells| {
        for (group, found) in groups.iter().zip(&mut found) {
            for &place in &group.places {
                let text = as_word(&cells.cell(place as usize).value);
                if is_address(&text) && !found.contains(&text) && found.len() < MOST_ADDRESSES {
                    found.push(text);
                }
            }
        }
    })?;
    Ok(found)
}

/// Does something with the cells of a column of the rows that are handed out.
fn with_cells(
    engine: &mut Engine,
    chosen: &Chosen,
    id: &str,
    work: &mut dyn FnMut(&Cells),
) -> Result<(), String> {
    let mut is_known = false;
    engine.with_rows(
        &chosen.id,
        &chosen.query,
        &[id],
        chosen.today,
        &mut |body, _| {
            if let Some(column) = body.definition().column(id) {
                is_known = true;
                work(&body.cells(column.id));
            }
            Ok(ReportView::default())
        },
    )?;
    match is_known {
        true => Ok(()),
        false => Err(format!("the report has no column `{id}`")),
    }
}

/// A link of the view for each group as one list; where a value names somebody there is none, and why stands there.
fn links(
    engine: &mut Engine,
    chosen: &Chosen,
    groups: &[Group],
    column: &str,
    address: &str,
) -> Result<HandOutPiece, String> {
    let mut text = String::from("\u{feff}");
    csv::push_row(&mut text, ["Group", "Rows", "Link", "Not made because"]);
    let mut n_rows = 0;
    for Group { view, .. } in groups {
        let mut query = chosen.query.clone();
        query.filters.push(Filter::AnyOf {
            column: column.to_owned(),
            any_of: vec![view.value.clone()],
        });
        let (link, why) = match engine.link(&chosen.id, &query) {
            Err(why) => (String::new(), why),
            // A link that lost a part would show other rows than this group's.
            Ok(made) if !made.left_out.is_empty() => (String::new(), made.left_out.join("; ")),
            Ok(made) => (format!("{address}#{}", made.text), String::new()),
        };
        n_rows += view.rows;
        let rows = view.rows.to_string();
        csv::push_row(
            &mut text,
            [&view.text, &rows, &link, &why].map(String::as_str),
        );
    }
    let about = &chosen.about;
    Ok(HandOutPiece {
        name: format!("{}_{}_links_by_{column}.csv", about.report, about.today),
        text,
        done: groups.len() as u32,
        groups: groups.len() as u32,
        rows: n_rows,
        next: 0,
    })
}

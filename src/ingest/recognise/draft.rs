//! How a file would be read by an answer, tried on its first records before the person gives it.

use super::super::cloud_control::is_logon_like;
use super::super::content::{expected, fits};
use super::super::enrollment;
use super::super::head::{Head, is_blank};
use super::super::source::{Field, Kind, Plan, Type, column_letter};
use super::mapped::fields_by_header;
use super::plan::names_of;
use super::question::percent;
use super::{ENOUGH, Sight};
use crate::letters::lower;

/// A reading of a file that is not decided yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// How it would be read.
    pub plan: Plan,
    /// Why it cannot be read so, as a sentence.
    pub trouble: Option<String>,
    /// Its columns: all of a usual file, of a very wide one those that are used and some others.
    pub columns: Vec<DraftColumn>,
    /// How many columns the file has.
    pub n_columns: usize,
    /// The first records: the cells of each column that holds something.
    pub first: Vec<Vec<String>>,
}

/// A column, and how well it fits what it is taken for.
#[derive(Clone, Debug)]
pub struct DraftColumn {
    /// Its place in the file, from 0.
    pub place: usize,
    /// Its caption.
    pub caption: String,
    /// Its first values.
    pub samples: Vec<String>,
    /// What it is taken for.
    pub field: Option<&'static Field>,
    /// What its header says it is.
    pub by_header: Option<&'static Field>,
    /// How many of its filled cells can be that: `98 % dates`.
    pub fit: String,
    /// What is wrong where too few of them can.
    pub trouble: String,
}

/// Columns that are shown whether or not they are used; beyond them only those that are. The others are
/// looked for by caption or letter: a select each for a hundred thousand columns would take minutes.
const N_COLUMNS: usize = 200;
const N_SAMPLES: usize = 3;
const N_FIRST: usize = 5;

/// Tries an answer on the first bytes of a file; without one its columns are shown as they are.
///
/// `sought` is a part of the captions, or a letter, of the columns that are shown beside those that are
/// used; empty for the first ones.
///
/// # Errors
/// A sentence, where the answer is none.
pub fn draft(
    name: &str,
    text: &[u8],
    whole: bool,
    said: Option<&str>,
    sought: &str,
) -> Result<Draft, String> {
    let head = Head::of(text, whole);
    let n_named = usize::from(head.names_delimiter());
    if head
        .records
        .get(n_named..)
        .is_none_or(|records| records.iter().all(|one| is_blank(one)))
    {
        return Err(format!("`{name}` is empty: export the report again"));
    }
    let sight = Sight::of(name, &head);
    let mapped = match said {
        Some(said) => sight.planned(said)?,
        None => {
            let mut mapped = sight.mapped(Kind::Other, "header=0")?;
            mapped.plan.fields.fill(None);
            mapped
        }
    };
    Ok(sight.drafted(mapped.plan, mapped.trouble, text, sought))
}

impl Sight<'_> {
    fn drafted(&self, plan: Plan, trouble: Option<String>, text: &[u8], sought: &str) -> Draft {
        if plan.kind == Kind::Names {
            let text = String::from_utf8_lossy(text);
            let names = names_of(&plan, &text).into_iter().take(N_FIRST);
            return Draft {
                first: names.map(|name| vec![name.text.to_string()]).collect(),
                columns: Vec::new(),
                n_columns: 0,
                plan,
                trouble,
            };
        }
        let by_header = fields_by_header(plan.kind, &plan.header);
        let sought = lower(sought.trim());
        let mut n_shown = 0;
        let shown = plan.fields.iter().enumerate().filter(|(place, field)| {
            let is_used = field.is_some() || by_header.get(*place).is_some_and(Option::is_some);
            if n_shown < N_COLUMNS && is_sought(&plan, *place, &sought) {
                n_shown += 1;
                return true;
            }
            is_used
        });
        let columns = shown
            .map(|(place, field)| {
                let (fit, trouble) = self.fit(&plan, place, *field);
                let cells = self.cells(&plan, place).filter(|cell| !cell.is_empty());
                DraftColumn {
                    place,
                    caption: plan.caption(place),
                    samples: cells.take(N_SAMPLES).map(cut).collect(),
                    field: *field,
                    by_header: by_header.get(place).copied().flatten(),
                    fit,
                    trouble,
                }
            })
            .collect();
        let records = self.head.records.iter().skip(plan.n_before);
        let records = records.filter(|record| !is_blank(record)).take(N_FIRST);
        let cell = |record: &Vec<String>, place: usize| {
            let cell = record.get(place).map_or("", String::as_str);
            cut(cell.trim())
        };
        let used = || (0..plan.fields.len()).filter(|&place| plan.fields[place].is_some());
        let first = records.map(|record| used().map(|place| cell(record, place)).collect());
        Draft {
            first: first.collect(),
            columns,
            n_columns: plan.fields.len(),
            plan: plan.clone(),
            trouble,
        }
    }

    fn cells<'a>(&'a self, plan: &Plan, place: usize) -> impl Iterator<Item = &'a str> {
        let records = self.head.records.iter().skip(plan.n_before);
        records
            .filter_map(move |record| record.get(place))
            .map(|cell| cell.trim())
    }

    /// The share of the filled cells of a column that can be what it is taken for.
    fn share_of_field(&self, plan: &Plan, place: usize, field: &Field) -> Option<f64> {
        let can_be = |cell: &str| match field.name {
            "logon_name" => is_logon_like(cell),
            _ if plan.kind == Kind::Enrollment && field.holds != Type::Boolean => {
                enrollment::fits(field, cell)
            }
            _ => fits(field.holds, cell),
        };
        self.share(plan.n_before, place, can_be)
    }

    /// Whether the cells of every column that was said can be what it is taken for (2.3: 90 %).
    pub(super) fn fits_what_was_said(&self, plan: &Plan, said: &[(&Field, usize)]) -> bool {
        said.iter().all(|&(field, place)| {
            let share = self.share_of_field(plan, place, field);
            takes_any_text(field) || share.is_none_or(|share| share >= ENOUGH)
        })
    }

    /// How many filled cells of a column can be what it is taken for, and what is wrong if too few can.
    fn fit(&self, plan: &Plan, place: usize, field: Option<&Field>) -> (String, String) {
        let Some(field) = field else {
            return Default::default();
        };
        if takes_any_text(field) {
            // A share would say nothing.
            return ("any text".to_string(), String::new());
        }
        let words = words(field);
        let Some(share) = self.share_of_field(plan, place, field) else {
            return ("no filled cell".to_string(), String::new());
        };
        let trouble = match share < ENOUGH {
            true => format!(
                "only {} of the filled cells of {} are {words}: look whether this is the right column; a cell that is none counts as empty and is listed",
                percent(share),
                column_letter(place)
            ),
            false => String::new(),
        };
        (format!("{} {words}", percent(share)), trouble)
    }
}

/// Whether a column has this text in its caption, or is of this letter.
fn is_sought(plan: &Plan, place: usize, sought: &str) -> bool {
    sought.is_empty()
        || lower(&plan.caption(place)).contains(sought)
        || lower(&column_letter(place)).trim_start_matches("column ") == sought
}

fn takes_any_text(field: &Field) -> bool {
    matches!(field.holds, Type::Text | Type::Enum | Type::List) && field.name != "logon_name"
}

/// What the cells of a field are, in a word or two.
fn words(field: &Field) -> &'static str {
    match (field.name, field.holds) {
        ("logon_name", _) => "logon names",
        (_, Type::Guid) => "ids",
        (_, Type::Address) => "addresses",
        (_, holds) => expected(holds),
    }
}

fn cut(cell: &str) -> String {
    cell.chars().take(80).collect()
}

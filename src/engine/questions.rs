//! What the person has to decide.

use super::message::{Choice, Question};
use crate::ingest::cell::DateOrder;
use crate::ingest::issue::list;
use crate::ingest::number::Mark;
use crate::ingest::recognise::Ask;

/// An open question.
#[derive(Clone, Debug)]
pub struct Open {
    /// Number of the question.
    pub id: u32,
    /// The source it is about.
    pub source: u32,
    /// What is asked.
    pub about: About,
}

/// What a question is about.
#[derive(Clone, Debug)]
pub enum About {
    /// What kind of export a file is.
    Kind(Ask),
    /// Whether a file is of another tenant than the loaded directory.
    Tenant(Ask),
    /// Whether slash dates have the day or the month first.
    DateOrder {
        /// Name of the file.
        name: String,
        /// Captions of the columns, each with up to three dates as the file has them.
        columns: Vec<(String, Vec<String>)>,
    },
    /// Whether a point or a comma stands before the decimals.
    DecimalMark {
        /// Name of the file.
        name: String,
        /// Captions of the columns, each with up to three numbers as the file has them.
        columns: Vec<(String, Vec<String>)>,
    },
}

/// Ids of the answers to a question about the order of day and month.
const DAY_FIRST: &str = "day-first";
const MONTH_FIRST: &str = "month-first";

/// Ids of the answers to a question about the decimal mark.
const POINT: &str = "point";
const COMMA: &str = "comma";

impl Open {
    /// The question as shown.
    pub fn view(&self) -> Question {
        let choice = |(id, label): &(String, String)| Choice {
            id: id.clone(),
            label: label.clone(),
        };
        let (text, choices, samples) = match &self.about {
            About::Kind(ask) | About::Tenant(ask) => (
                ask.text.clone(),
                ask.choices.iter().map(choice).collect(),
                ask.samples.clone(),
            ),
            About::DateOrder { name, columns } => (
                format!(
                    "`{name}` has dates in {} that may have the day or the month first. Until you say which, the earlier reading counts.",
                    captions(columns)
                ),
                two_choices([
                    (DAY_FIRST, "the day comes first, as in 31/12/2026"),
                    (MONTH_FIRST, "the month comes first, as in 12/31/2026"),
                ]),
                columns.clone(),
            ),
            About::DecimalMark { name, columns } => (
                format!(
                    "`{name}` has numbers in {} that may be thousands or decimals.",
                    captions(columns)
                ),
                two_choices([
                    (POINT, "a point stands before the decimals, as in 1,234.5"),
                    (COMMA, "a comma stands before the decimals, as in 1.234,5"),
                ]),
                columns.clone(),
            ),
        };
        Question {
            id: self.id,
            source: self.source,
            text,
            choices,
            samples,
            mapping: matches!(&self.about, About::Kind(ask) if !ask.head.is_empty()),
        }
    }

    /// The order of day and month that an answer means.
    pub fn date_order(choice: &str) -> Option<DateOrder> {
        match choice {
            DAY_FIRST => Some(DateOrder::DayFirst),
            MONTH_FIRST => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The decimal mark that an answer means.
    pub fn mark(choice: &str) -> Option<Mark> {
        match choice {
            POINT => Some(Mark::Point),
            COMMA => Some(Mark::Comma),
            _ => None,
        }
    }
}

fn two_choices(choices: [(&str, &str); 2]) -> Vec<Choice> {
    choices
        .map(|(id, label)| Choice {
            id: id.to_string(),
            label: label.to_string(),
        })
        .to_vec()
}

fn captions(columns: &[(String, Vec<String>)]) -> String {
    let captions = columns.iter().map(|(caption, _)| format!("`{caption}`"));
    list(&captions.collect::<Vec<_>>())
}

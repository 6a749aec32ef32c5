//! What the person has to decide.

use super::message::{Choice, Question};
use crate::ingest::cell::DateOrder;
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
    /// Whether slash dates have the day or the month first; with one date as the example.
    DateOrder {
        /// Name of the file.
        name: String,
        /// Caption of the column.
        column: String,
        /// Up to three dates as the file has them.
        samples: Vec<String>,
    },
}

/// Ids of the answers to a question about the order of day and month.
const DAY_FIRST: &str = "day-first";
const MONTH_FIRST: &str = "month-first";

impl Open {
    /// The question as shown.
    pub fn view(&self) -> Question {
        let choice = |(id, label): &(String, String)| Choice {
            id: id.clone(),
            label: label.clone(),
        };
        let (text, choices, samples) = match &self.about {
            About::Kind(ask) => (
                ask.text.clone(),
                ask.choices.iter().map(choice).collect(),
                ask.samples.clone(),
            ),
            About::DateOrder {
                name,
                column,
                samples,
            } => (
                format!(
                    "`{name}` has dates in `{column}` that may have the day or the month first. Until you say which, the earlier reading counts."
                ),
                [
                    (DAY_FIRST, "the day comes first, as in 31/12/2026"),
                    (MONTH_FIRST, "the month comes first, as in 12/31/2026"),
                ]
                .map(|(id, label)| Choice {
                    id: id.to_string(),
                    label: label.to_string(),
                })
                .to_vec(),
                vec![(column.clone(), samples.clone())],
            ),
        };
        Question {
            id: self.id,
            source: self.source,
            text,
            choices,
            samples,
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
}

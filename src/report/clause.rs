//! Conditions of the filter builder: typed tests of one column, joined by and, or and not (D19).
//!
//! A query carries them as JSON, for a first visit does not need to understand them: what does comes with a
//! later part of the program and is made known by [`super::run::learn_sieve`].

mod sieve;
mod text;
mod words;

use chrono::NaiveDate;

use super::cells::Presence;
use crate::ingest::number::Decimal;

pub use sieve::sieve;
pub use words::sentence;

/// A condition on the rows of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// All of them hold; so of none at all.
    All(Vec<Clause>),
    /// At least one of them holds.
    Any(Vec<Clause>),
    /// It does not hold: rows without a value are then among those that are kept.
    Not(Box<Clause>),
    /// What a column holds.
    Column {
        /// Column id.
        column: String,
        /// What its cell has to be.
        test: Test,
    },
}

/// What a cell has to be. A cell without a value passes no test but [`Test::Is`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Its text on the screen, without regard to case.
    Text(TextTest, String),
    /// Its value is one of these, as `values` of a report spells it; `""` is a missing one.
    AnyOf(Vec<String>),
    /// A number from the first to the second, both included; either may be open.
    Numbers(Option<Decimal>, Option<Decimal>),
    /// A day from the first to the second, both included; either may be open.
    Dates(Option<NaiveDate>, Option<NaiveDate>),
    /// A day so many days after the evaluation day, from the first to the second, both included; either
    /// may be open. Of days before it the number is negative.
    Days(Option<i32>, Option<i32>),
    /// Whether there is a value, and if not, why (domain 2.1).
    Is(Vec<Is>),
}

/// How a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// It holds the other.
    Contains,
    /// It is the other.
    Equals,
    /// It begins with the other.
    Starts,
    /// It ends with the other.
    Ends,
}

/// Whether there is a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// There is none, for whatever reason.
    Empty,
    /// Exactly this.
    Exactly(Presence),
}

/// Every way to compare a text, by the name it has in a query.
pub const TEXT_TESTS: [(&str, TextTest); 4] = [
    ("contains", TextTest::Contains),
    ("equals", TextTest::Equals),
    ("starts", TextTest::Starts),
    ("ends", TextTest::Ends),
];

/// Every answer to whether there is a value, by the name it has in a query.
pub const PRESENCES: [(&str, Is); 5] = [
    ("empty", Is::Empty),
    ("value", Is::Exactly(Presence::Value)),
    ("empty-in-source", Is::Exactly(Presence::EmptyInSource)),
    ("source-not-loaded", Is::Exactly(Presence::SourceNotLoaded)),
    ("not-knowable", Is::Exactly(Presence::NotKnowable)),
];

impl Clause {
    /// A test of a column.
    pub fn of(column: &str, test: Test) -> Clause {
        Clause::Column {
            column: column.to_owned(),
            test,
        }
    }

    /// Every test of a column in it, in the order in which they are written.
    pub fn tests(&self) -> Vec<(&str, &Test)> {
        match self {
            Clause::All(parts) | Clause::Any(parts) => {
                parts.iter().flat_map(Clause::tests).collect()
            }
            Clause::Not(part) => part.tests(),
            Clause::Column { column, test } => vec![(column, test)],
        }
    }
}

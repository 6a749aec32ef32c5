//! How a condition compares, and what has to be entered for it.

use crate::report::definition::Kind;

/// How a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Its text holds the other.
    Contains,
    /// It does not.
    NotContains,
    /// Its text is the other.
    Equals,
    /// It is not.
    NotEquals,
    /// Its text begins with the other.
    Starts,
    /// It does not.
    NotStarts,
    /// Its text ends with the other.
    Ends,
    /// It does not.
    NotEnds,
    /// Its value is one of those that are chosen.
    OneOf,
    /// It is none of them.
    NoneOf,
    /// A number from the one that is entered on.
    AtLeast,
    /// A number up to the one that is entered.
    AtMost,
    /// A number between two, both included.
    NumberBetween,
    /// That number.
    NumberIs,
    /// From the evaluation day on, for so many days.
    Next,
    /// Up to the evaluation day, for so many days.
    Last,
    /// Before the evaluation day.
    Past,
    /// After the evaluation day.
    Coming,
    /// On that day.
    On,
    /// Before that day.
    Before,
    /// After that day.
    After,
    /// From the first day to the last, both included.
    Between,
    /// So many days from the evaluation day on; of days before it the number is negative.
    DaysBetween,
    /// There is no value, for whatever reason (domain 2.1).
    Empty,
    /// There is one.
    Filled,
    /// The file has the column, and the cell is empty.
    EmptyInFile,
    /// No loaded file has the column.
    NotLoaded,
    /// It cannot be known, or does not apply.
    Unknown,
}

/// What has to be entered for an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Nothing,
    /// A text.
    Text,
    /// A number.
    Number,
    /// Two numbers.
    Numbers,
    /// A day.
    Day,
    /// Two days.
    Days,
    /// A number of days.
    Count,
    /// Two numbers of days, of which one may be open.
    Counts,
    /// Some of the column's values.
    Values,
}

/// Every operator: its name in the page, and how it reads behind a column's caption.
const ALL: [(Operator, &str, &str); 28] = [
    (Operator::Contains, "contains", "contains"),
    (Operator::NotContains, "not-contains", "does not contain"),
    (Operator::Equals, "equals", "is"),
    (Operator::NotEquals, "not-equals", "is not"),
    (Operator::Starts, "starts", "starts with"),
    (Operator::NotStarts, "not-starts", "does not start with"),
    (Operator::Ends, "ends", "ends with"),
    (Operator::NotEnds, "not-ends", "does not end with"),
    (Operator::OneOf, "one-of", "is one of"),
    (Operator::NoneOf, "none-of", "is none of"),
    (Operator::AtLeast, "at-least", "is at least"),
    (Operator::AtMost, "at-most", "is at most"),
    (Operator::NumberBetween, "number-between", "is between"),
    (Operator::NumberIs, "number-is", "is"),
    (Operator::Next, "next", "is within the next days"),
    (Operator::Last, "last", "is in the last days"),
    (Operator::Past, "past", "is before the evaluation day"),
    (Operator::Coming, "coming", "is after the evaluation day"),
    (Operator::On, "on", "is on"),
    (Operator::Before, "before", "is before"),
    (Operator::After, "after", "is after"),
    (Operator::Between, "between", "is between"),
    (
        Operator::DaysBetween,
        "days-between",
        "is so many days from the evaluation day",
    ),
    (Operator::Empty, "empty", "has no value"),
    (Operator::Filled, "filled", "has a value"),
    (
        Operator::EmptyInFile,
        "empty-in-file",
        "is empty in its file",
    ),
    (Operator::NotLoaded, "not-loaded", "is in no loaded file"),
    (Operator::Unknown, "unknown", "is unknown"),
];

const PRESENCE: [Operator; 5] = [
    Operator::Empty,
    Operator::Filled,
    Operator::EmptyInFile,
    Operator::NotLoaded,
    Operator::Unknown,
];

impl Operator {
    /// Its name in the page.
    pub fn name(self) -> &'static str {
        self.told().1
    }

    /// How it reads behind a column's caption.
    pub fn title(self) -> &'static str {
        self.told().2
    }

    fn told(self) -> (Operator, &'static str, &'static str) {
        let known = ALL.iter().find(|(known, _, _)| *known == self);
        known.copied().unwrap_or(ALL[0])
    }

    /// The operator of this name.
    pub fn named(name: &str) -> Option<Operator> {
        let known = ALL.iter().find(|(_, known, _)| *known == name);
        known.map(|(operator, _, _)| *operator)
    }

    /// What a kind of column is compared by, the usual one first.
    pub fn of_kind(kind: Kind) -> Vec<Operator> {
        use Operator::*;
        let own: &[Operator] = match kind {
            Kind::Text => &[
                Contains,
                NotContains,
                Equals,
                NotEquals,
                Starts,
                NotStarts,
                Ends,
                NotEnds,
                OneOf,
                NoneOf,
            ],
            Kind::Boolean | Kind::List | Kind::Enum => &[OneOf, NoneOf, Contains, NotContains],
            Kind::Integer | Kind::NonAdditive | Kind::Number => {
                &[AtLeast, AtMost, NumberBetween, NumberIs]
            }
            Kind::Date | Kind::Moment => &[
                Next,
                Last,
                Past,
                Coming,
                On,
                Before,
                After,
                Between,
                DaysBetween,
            ],
        };
        [own, &PRESENCE].concat()
    }

    /// What has to be entered.
    pub fn entry(self) -> Entry {
        use Operator::*;
        match self {
            Contains | NotContains | Equals | NotEquals | Starts | NotStarts | Ends | NotEnds => {
                Entry::Text
            }
            OneOf | NoneOf => Entry::Values,
            AtLeast | AtMost | NumberIs => Entry::Number,
            NumberBetween => Entry::Numbers,
            Next | Last => Entry::Count,
            DaysBetween => Entry::Counts,
            On | Before | After => Entry::Day,
            Between => Entry::Days,
            Past | Coming | Empty | Filled | EmptyInFile | NotLoaded | Unknown => Entry::Nothing,
        }
    }

    /// Whether rows without a value are a question of their own; and whether they are kept unless the
    /// person says otherwise. Of spans of numbers and days they are: what is not known may lie in them.
    pub fn keeps_missing(self) -> Option<bool> {
        use Operator::*;
        match self {
            Contains | Equals | Starts | Ends => Some(false),
            OneOf | NoneOf | Empty | Filled | EmptyInFile | NotLoaded | Unknown => None,
            _ => Some(true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_is_found_by_its_name_and_offered_for_some_kind() {
        let kinds = [Kind::Text, Kind::Integer, Kind::Date, Kind::Enum];
        for (operator, name, _) in ALL {
            assert_eq!(Operator::named(name), Some(operator));
            let is_offered = |kind: Kind| Operator::of_kind(kind).contains(&operator);
            assert!(kinds.into_iter().any(is_offered), "{name}");
        }
    }

    #[test]
    fn no_two_operators_of_a_kind_read_the_same() {
        for kind in [Kind::Text, Kind::Integer, Kind::Date, Kind::Enum] {
            let offered = Operator::of_kind(kind);
            let mut titles: Vec<&str> = offered.iter().map(|one| one.title()).collect();
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), offered.len(), "{kind:?}");
        }
    }

    #[test]
    fn what_is_not_known_stays_in_spans_unless_it_is_taken_out() {
        assert_eq!(Operator::Next.keeps_missing(), Some(true));
        assert_eq!(Operator::AtMost.keeps_missing(), Some(true));
        assert_eq!(Operator::Contains.keeps_missing(), Some(false));
        assert_eq!(Operator::Filled.keeps_missing(), None);
    }
}

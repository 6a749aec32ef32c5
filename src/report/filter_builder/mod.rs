//! The filter builder: what a person puts together, an item for each filter of a query (D19).
//!
//! All items have to hold. An item is a condition, or a group of them of which all or any hold. What
//! stands deeper came by a link or a script: it is shown as a sentence and kept as it is.

mod condition;
mod operator;

use super::clause::{Clause, Test};
use super::definition::{ColumnDefinition, Definition};
use super::query::Filter;
use super::words;

pub use condition::{Condition, NotYet};
pub use operator::{Entry, Operator};

/// What is put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Builder {
    /// All of them have to hold.
    pub items: Vec<Item>,
}

/// A filter, whole or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A condition.
    One(Condition),
    /// Several.
    Group {
        /// Whether one of them is enough.
        any: bool,
        /// The conditions.
        parts: Vec<Part>,
    },
    /// More than the builder takes apart.
    Kept(Filter),
}

/// A part of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A condition.
    One(Condition),
    /// More than that.
    Kept(Clause),
}

/// Where a condition stands: the place of its item, and its own in the item's group.
pub type At = (usize, Option<usize>);

impl Builder {
    /// The filters of a query, taken apart.
    pub fn of(filters: &[Filter]) -> Builder {
        Builder {
            items: filters.iter().map(Item::of).collect(),
        }
    }

    /// The filters that are whole, in order.
    pub fn filters(&self) -> Vec<Filter> {
        self.items.iter().filter_map(Item::filter).collect()
    }

    /// The filters without those of an item: what its values and counts are told among.
    pub fn others(&self, item: usize) -> Vec<Filter> {
        let others = self.items.iter().enumerate().filter(|(at, _)| *at != item);
        others.filter_map(|(_, item)| item.filter()).collect()
    }

    /// The condition at a place.
    pub fn condition(&self, at: At) -> Option<&Condition> {
        match (self.items.get(at.0)?, at.1) {
            (Item::One(condition), None) => Some(condition),
            (Item::Group { parts, .. }, Some(part)) => match parts.get(part)? {
                Part::One(condition) => Some(condition),
                Part::Kept(_) => None,
            },
            _ => None,
        }
    }

    /// Every condition, in groups or not.
    fn conditions(&self) -> Vec<&Condition> {
        let items = self.items.iter().flat_map(|item| match item {
            Item::One(condition) => vec![condition],
            Item::Group { parts, .. } => parts.iter().filter_map(Part::condition).collect(),
            Item::Kept(_) => Vec::new(),
        });
        items.collect()
    }

    /// Changes the condition at a place.
    pub fn change(&mut self, at: At, change: impl FnOnce(&mut Condition)) {
        let found = match (self.items.get_mut(at.0), at.1) {
            (Some(Item::One(condition)), None) => Some(condition),
            (Some(Item::Group { parts, .. }), Some(part)) => match parts.get_mut(part) {
                Some(Part::One(condition)) => Some(condition),
                _ => None,
            },
            _ => None,
        };
        if let Some(condition) = found {
            change(condition);
        }
    }

    /// Adds a condition on a column behind the others, or to the group at a place; says where it stands.
    pub fn add(&mut self, column: &ColumnDefinition, group: Option<usize>) -> At {
        let condition = Condition::on(column);
        match group.and_then(|at| Some((at, self.items.get_mut(at)?))) {
            Some((at, Item::Group { parts, .. })) => {
                parts.push(Part::One(condition));
                (at, Some(parts.len() - 1))
            }
            Some((at, item)) => {
                let first =
                    match std::mem::replace(item, Item::Kept(Filter::Clause(Default::default()))) {
                        Item::One(first) => Part::One(first),
                        Item::Kept(filter) => Part::Kept(as_clause(&filter)),
                        Item::Group { .. } => unreachable!("a group was looked for before"),
                    };
                *item = Item::Group {
                    any: true,
                    parts: vec![first, Part::One(condition)],
                };
                (at, Some(1))
            }
            None => {
                self.items.push(Item::One(condition));
                (self.items.len() - 1, None)
            }
        }
    }

    /// Says whether one condition of a group is enough.
    pub fn set_any(&mut self, item: usize, is_enough: bool) {
        if let Some(Item::Group { any, .. }) = self.items.get_mut(item) {
            *any = is_enough;
        }
    }

    /// Takes a condition, a part of a group or a whole item away. Of a group with one condition left that
    /// condition is left.
    pub fn remove(&mut self, at: At) {
        let Some(item) = self.items.get_mut(at.0) else {
            return;
        };
        if let (Item::Group { parts, .. }, Some(part)) = (&mut *item, at.1) {
            if part < parts.len() {
                parts.remove(part);
            }
            match parts.as_slice() {
                [] => drop(self.items.remove(at.0)),
                [Part::One(last)] => *item = Item::One(last.clone()),
                _ => {}
            }
            return;
        }
        self.items.remove(at.0);
    }

    /// The same without what was entered: only where this differs, other controls are needed.
    pub fn shape(&self) -> Builder {
        let blank = |condition: &Condition| Condition {
            texts: Default::default(),
            values: Vec::new(),
            with_missing: false,
            ..condition.clone()
        };
        let items = self.items.iter().map(|item| match item {
            Item::One(condition) => Item::One(blank(condition)),
            Item::Group { any, parts } => {
                let part = |part: &Part| match part {
                    Part::One(condition) => Part::One(blank(condition)),
                    kept => kept.clone(),
                };
                Item::Group {
                    any: *any,
                    parts: parts.iter().map(part).collect(),
                }
            }
            kept => kept.clone(),
        });
        Builder {
            items: items.collect(),
        }
    }
}

impl Item {
    fn of(filter: &Filter) -> Item {
        let clause = match filter {
            Filter::Clause(json) => match Clause::read(json) {
                Ok(clause) => clause,
                Err(_) => return Item::Kept(filter.clone()),
            },
            other => as_clause(other),
        };
        if let Some(condition) = Condition::of(&clause) {
            return Item::One(condition);
        }
        let any = matches!(clause, Clause::Any(_));
        match clause {
            Clause::All(parts) | Clause::Any(parts) if parts.len() > 1 => Item::Group {
                any,
                parts: parts.into_iter().map(Part::of).collect(),
            },
            _ => Item::Kept(filter.clone()),
        }
    }

    /// Its filter, where it is whole; of a group those conditions that are.
    pub fn filter(&self) -> Option<Filter> {
        match self {
            Item::One(condition) => Some(plainest(condition.clause().ok()?)),
            Item::Group { any, parts } => {
                let parts: Vec<Clause> = parts.iter().filter_map(Part::clause).collect();
                // A group that is not yet one narrows as its condition does: adding to it is no step.
                if parts.len() < 2 {
                    return parts.into_iter().next().map(plainest);
                }
                let clause = match any {
                    true => Clause::Any(parts),
                    false => Clause::All(parts),
                };
                Some(Filter::Clause(clause.json()))
            }
            Item::Kept(filter) => Some(filter.clone()),
        }
    }

    /// How it reads where it is kept as it is.
    pub fn sentence(&self, report: &Definition) -> String {
        self.filter()
            .map_or_else(String::new, |filter| words::filter(report, &filter))
    }
}

impl Part {
    fn of(clause: Clause) -> Part {
        match Condition::of(&clause) {
            Some(condition) => Part::One(condition),
            None => Part::Kept(clause),
        }
    }

    fn condition(&self) -> Option<&Condition> {
        match self {
            Part::One(condition) => Some(condition),
            Part::Kept(_) => None,
        }
    }

    fn clause(&self) -> Option<Clause> {
        match self {
            Part::One(condition) => condition.clause().ok(),
            Part::Kept(clause) => Some(clause.clone()),
        }
    }
}

/// A filter as a condition; what cannot be read holds for no row and is never taken apart.
fn as_clause(filter: &Filter) -> Clause {
    match filter {
        Filter::AnyOf { column, any_of } => Clause::of(column, Test::AnyOf(any_of.clone())),
        Filter::Between { column, from, to } => {
            Clause::of(column, Test::Dates(Some(*from), Some(*to)))
        }
        Filter::Clause(json) => Clause::read(json).unwrap_or(Clause::Any(Vec::new())),
    }
}

/// A condition as the filter that buttons and charts set, where there is one.
fn plainest(clause: Clause) -> Filter {
    match clause {
        Clause::Column {
            column,
            test: Test::AnyOf(any_of),
        } => Filter::AnyOf { column, any_of },
        Clause::Column {
            column,
            test: Test::Dates(Some(from), Some(to)),
        } => Filter::Between { column, from, to },
        other => Filter::Clause(other.json()),
    }
}

/// Whether filters differ in what is typed into one condition alone, the first letter of a new one included:
/// what is typed letter by letter is one step to be undone.
pub fn is_typed(before: &[Filter], now: &[Filter]) -> bool {
    let (before, now) = (Builder::of(before), Builder::of(now));
    let is_typing =
        |one: &Condition| one.operator.entry() != Entry::Nothing && one.values.is_empty();
    if let Some((Item::One(last), known)) = now.items.split_last()
        && before.items == known
    {
        return is_typing(last);
    }
    if before.shape() != now.shape() {
        return false;
    }
    let (before, now) = (before.conditions(), now.conditions());
    let mut others = before
        .iter()
        .zip(now)
        .filter(|(before, now)| *before != now);
    match (others.next(), others.next()) {
        (Some((before, now)), None) => is_typing(now) && before.with_missing == now.with_missing,
        _ => false,
    }
}

#[cfg(test)]
mod tests;

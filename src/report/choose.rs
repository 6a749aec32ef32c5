//! What a click changes of a query.

use chrono::NaiveDate;

use super::definition::{ColumnDefinition, Definition};
use super::query::{Direction, Filter, Query};
use super::values::ValueView;
use crate::letters;

impl Query {
    /// Orders by this column alone: ascending, then descending, then the report's own order.
    pub fn toggle_sort(&mut self, column: &str) {
        let next = self.next_direction(column);
        self.sort.clear();
        self.sort
            .extend(next.map(|direction| (column.to_owned(), direction)));
    }

    /// Adds this column to the order, turns it round, or takes it out.
    pub fn add_sort(&mut self, column: &str) {
        let next = self.next_direction(column);
        let at = self.sort.iter().position(|(id, _)| id == column);
        match (at, next) {
            (Some(at), Some(direction)) => self.sort[at].1 = direction,
            (Some(at), None) => drop(self.sort.remove(at)),
            (None, Some(direction)) => self.sort.push((column.to_owned(), direction)),
            (None, None) => {}
        }
    }

    /// Orders by this column alone, in this direction.
    pub fn sort_by(&mut self, column: &str, direction: Direction) {
        self.sort = vec![(column.to_owned(), direction)];
    }

    /// The column's number in the order, from 1, and its direction.
    pub fn sort_of(&self, column: &str) -> Option<(usize, Direction)> {
        let at = self.sort.iter().position(|(id, _)| id == column)?;
        Some((at + 1, self.sort[at].1))
    }

    fn next_direction(&self, column: &str) -> Option<Direction> {
        match self.sort_of(column) {
            None => Some(Direction::Asc),
            Some((_, Direction::Asc)) => Some(Direction::Desc),
            Some((_, Direction::Desc)) => None,
        }
    }

    /// The values this column is narrowed to; empty when it is not.
    pub fn values_of(&self, column: &str) -> &[String] {
        self.filters
            .iter()
            .find_map(|filter| match filter {
                Filter::AnyOf { column: id, any_of } if id == column => Some(any_of.as_slice()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Whether this is one of the values a column is narrowed to.
    pub fn has_value(&self, column: &str, value: &str) -> bool {
        self.values_of(column).iter().any(|kept| kept == value)
    }

    /// Adds a value to those a column is narrowed to, or takes it away.
    pub fn toggle_value(&mut self, column: &str, value: &str) {
        let mut any_of = self.values_of(column).to_vec();
        match any_of.iter().position(|kept| kept == value) {
            Some(at) => drop(any_of.remove(at)),
            None => any_of.push(value.to_owned()),
        }
        self.set_filter(column, |column| {
            (!any_of.is_empty()).then_some(Filter::AnyOf { column, any_of })
        });
    }

    /// The span of days this column is narrowed to.
    pub fn span_of(&self, column: &str) -> Option<(NaiveDate, NaiveDate)> {
        self.filters.iter().find_map(|filter| match filter {
            Filter::Between {
                column: id,
                from,
                to,
            } if id == column => Some((*from, *to)),
            _ => None,
        })
    }

    /// Narrows a date column to a span; the same span again lifts it.
    pub fn toggle_span(&mut self, column: &str, from: NaiveDate, to: NaiveDate) {
        let lifted = self.span_of(column) == Some((from, to));
        self.set_filter(column, |column| {
            (!lifted).then_some(Filter::Between { column, from, to })
        });
    }

    /// Stretches the span of a date column so that it holds these days too.
    pub fn extend_span(&mut self, column: &str, from: NaiveDate, to: NaiveDate) {
        let (from, to) = match self.span_of(column) {
            Some((first, last)) => (first.min(from), last.max(to)),
            None => (from, to),
        };
        self.set_filter(column, |column| Some(Filter::Between { column, from, to }));
    }

    /// Narrows a date column to a span and another column to one value; the same again lifts both.
    pub fn toggle_part(
        &mut self,
        (dates, from, to): (&str, NaiveDate, NaiveDate),
        (column, value): (&str, &str),
    ) {
        let is_on = self.span_of(dates) == Some((from, to)) && self.values_of(column) == [value];
        self.lift(dates);
        self.lift(column);
        if !is_on {
            self.toggle_span(dates, from, to);
            self.toggle_value(column, value);
        }
    }

    /// Lifts what a column is narrowed to.
    pub fn lift(&mut self, column: &str) {
        self.set_filter(column, |_| None);
    }

    /// Lifts the filter at this place.
    pub fn lift_at(&mut self, at: usize) {
        if at < self.filters.len() {
            self.filters.remove(at);
        }
    }

    /// The same query without what this column is narrowed to.
    pub fn without(&self, column: &str) -> Query {
        let mut query = self.clone();
        query.lift(column);
        query
    }

    /// Lifts search and filters.
    pub fn show_all(&mut self) {
        self.search.clear();
        self.filters.clear();
    }

    /// Whether rows may be hidden by search or filters.
    pub fn is_narrowed(&self) -> bool {
        !self.search.trim().is_empty() || !self.filters.is_empty()
    }

    /// The visible columns in order.
    pub fn visible(&self, report: &'static Definition) -> Vec<&'static ColumnDefinition> {
        if self.columns.is_empty() {
            return report.default_columns().collect();
        }
        self.columns
            .iter()
            .filter_map(|id| report.column(id))
            .collect()
    }

    /// The columns that hold a text in caption, id or meaning, each with whether it is shown: shown ones
    /// first in their order, then the others as the report has them, then those that only the files
    /// name, of which `names` are some (D16).
    pub fn offered(
        &self,
        report: &'static Definition,
        names: &[ValueView],
        text: &str,
    ) -> Vec<(&'static ColumnDefinition, bool)> {
        let further = report.further.as_ref();
        let further = further.into_iter().flat_map(|further| {
            let ids = names.iter().map(|name| &name.value);
            ids.filter_map(|name| (further.column)(&[further.prefix, name].concat()))
        });
        let shown = self.visible(report);
        let others = report.columns.iter().chain(further);
        let others = others.filter(|column| !shown.iter().any(|shown| shown.id == column.id));
        let all = shown.iter().map(|column| (*column, true));
        let all = all.chain(others.map(|column| (column, false)));
        let text = letters::lower(text.trim());
        let holds = |part: &str| letters::lower(part).contains(&text);
        all.filter(|(column, _)| {
            [column.title, column.id, column.help]
                .into_iter()
                .any(holds)
        })
        .collect()
    }

    /// The columns that a typed text means, those first in whose captions it stands: what one is about may name
    /// another.
    pub fn meant(
        &self,
        report: &'static Definition,
        names: &[ValueView],
        text: &str,
    ) -> Vec<&'static ColumnDefinition> {
        let wanted = letters::lower(text.trim());
        let is_named = |column: &&ColumnDefinition| letters::lower(column.title).contains(&wanted);
        let offered = self.offered(report, names, text).into_iter();
        let (mut named, others): (Vec<_>, Vec<_>) =
            offered.map(|(column, _)| column).partition(is_named);
        named.extend(others);
        named
    }

    /// What asks for the values of a column over all rows, whatever is shown of them.
    pub fn of_all_rows(&self) -> Query {
        let mut query = self.clone();
        query.show_all();
        query.columns.clear();
        query.sort.clear();
        query
    }

    /// Shows or hides a column; the last visible one stays.
    pub fn toggle_column(&mut self, report: &'static Definition, id: &str) {
        let mut columns = self.column_ids(report);
        match columns.iter().position(|visible| visible == id) {
            Some(_) if columns.len() == 1 => return,
            Some(at) => drop(columns.remove(at)),
            None => columns.push(id.to_owned()),
        }
        self.set_columns(report, columns);
    }

    /// Moves a visible column by this many places.
    pub fn move_column(&mut self, report: &'static Definition, id: &str, by: i32) {
        let mut columns = self.column_ids(report);
        let Some(at) = columns.iter().position(|visible| visible == id) else {
            return;
        };
        let to = at.saturating_add_signed(by as isize).min(columns.len() - 1);
        let column = columns.remove(at);
        columns.insert(to, column);
        self.set_columns(report, columns);
    }

    /// The ids of the visible columns in order.
    pub fn column_ids(&self, report: &'static Definition) -> Vec<String> {
        self.visible(report)
            .iter()
            .map(|column| column.id.to_owned())
            .collect()
    }

    fn set_columns(&mut self, report: &'static Definition, columns: Vec<String>) {
        let is_default = columns
            .iter()
            .eq(report.default_columns().map(|column| column.id));
        self.columns = if is_default { Vec::new() } else { columns };
    }

    fn set_filter(&mut self, column: &str, filter: impl FnOnce(String) -> Option<Filter>) {
        let at = self
            .filters
            .iter()
            .position(|filter| filter.column() == column);
        let filter = filter(column.to_owned());
        match (at, filter) {
            (Some(at), Some(filter)) => self.filters[at] = filter,
            (Some(at), None) => drop(self.filters.remove(at)),
            (None, Some(filter)) => self.filters.push(filter),
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::definition::definition;

    #[test]
    fn a_part_of_a_week_narrows_two_columns_and_is_lifted_whole() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let week = ("disable_day", day("2026-11-23"), day("2026-11-29"));
        let mut query = Query::default();
        query.toggle_value("urgency", "late");
        query.toggle_part(week, ("urgency", "soon"));
        assert_eq!(query.values_of("urgency"), ["soon"]);
        assert_eq!(query.span_of("disable_day"), Some((week.1, week.2)));
        query.toggle_part(week, ("urgency", "watch"));
        assert_eq!(query.values_of("urgency"), ["watch"]);
        query.toggle_part(week, ("urgency", "watch"));
        assert_eq!(query, Query::default());
    }

    #[test]
    fn a_header_turns_the_order_round_and_then_gives_it_back() {
        let mut query = Query::default();
        query.toggle_sort("name");
        assert_eq!(query.sort_of("name"), Some((1, Direction::Asc)));
        query.toggle_sort("name");
        assert_eq!(query.sort_of("name"), Some((1, Direction::Desc)));
        query.toggle_sort("name");
        assert_eq!(query, Query::default());
    }

    #[test]
    fn shift_adds_to_the_order() {
        let mut query = Query::default();
        query.toggle_sort("department");
        query.add_sort("name");
        query.add_sort("name");
        assert_eq!(query.sort_of("name"), Some((2, Direction::Desc)));
        query.add_sort("name");
        assert_eq!(query.sort.len(), 1);
    }

    #[test]
    fn a_column_is_narrowed_by_one_filter() {
        let mut query = Query::default();
        query.toggle_value("urgency", "late");
        query.toggle_value("urgency", "soon");
        assert_eq!(query.values_of("urgency"), ["late", "soon"]);
        query.toggle_value("urgency", "late");
        query.toggle_value("urgency", "soon");
        assert!(!query.is_narrowed());
    }

    #[test]
    fn weeks_are_added_to_a_span_of_days() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let mut query = Query::default();
        query.toggle_span("disable_day", day(9), day(15));
        query.extend_span("disable_day", day(23), day(29));
        assert_eq!(query.span_of("disable_day"), Some((day(9), day(29))));
        query.toggle_span("disable_day", day(9), day(29));
        assert_eq!(query.span_of("disable_day"), None);
    }

    #[test]
    fn a_column_is_meant_by_its_caption_before_what_it_is_about() {
        let report = definition("expiring").unwrap();
        let query = Query::default();
        let meant = query.meant(report, &[], "Disable day");
        assert_eq!(meant[0].id, "disable_day");
        assert!(meant.iter().any(|column| column.id == "days_to_disable"));
    }

    #[test]
    fn the_default_columns_are_not_written_down() {
        let report = definition("expiring").unwrap();
        let mut query = Query::default();
        query.move_column(report, "name", 1);
        assert_eq!(query.columns[..2], ["logon_name", "name"]);
        query.move_column(report, "name", -1);
        assert!(query.columns.is_empty());
        query.toggle_column(report, "stage");
        assert_eq!(query.visible(report).last().unwrap().id, "stage");
    }

    #[test]
    fn a_column_is_found_by_its_caption_and_those_of_the_files_stand_last() {
        let report = &crate::report::across::PROVISIONING;
        let named = |name: &str| ValueView {
            value: name.to_owned(),
            ..ValueView::default()
        };
        let names = [named("employeeID"), named(""), named("Department")];
        let mut query = Query::default();
        query.toggle_column(report, "attribute:Department");
        let ids = |query: &Query, text: &str| {
            let offered = query.offered(report, &names, text);
            let told = offered.iter().map(|(column, is_shown)| match is_shown {
                true => format!("{} shown", column.id),
                false => column.id.to_owned(),
            });
            told.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            ids(&query, " DEPART"),
            "attribute:Department shown department"
        );
        assert_eq!(ids(&query, "employeeid"), "attribute:employeeID");
        let all = query.offered(report, &names, "");
        assert_eq!(all.len(), report.columns.len() + 2);
        assert_eq!(all.last().unwrap().0.id, "attribute:employeeID");
        assert!(!query.of_all_rows().is_narrowed());
    }
}

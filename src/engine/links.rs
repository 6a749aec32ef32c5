//! Views as links, and links as views (M8, domain 2.11).
//!
//! A link is made here, beside the data, for it never carries what names a person: whether a text that
//! somebody searches for is a name, only the data tells.

use chrono::NaiveDate;

use super::Engine;
use super::same_data::DATA;
use super::wire::inquiries::{answer, plain};
use crate::ingest::role::Role;
use crate::json::Json;
use crate::letters;
use crate::report::clause::{Clause, Test};
use crate::report::definition::{Definition, definition};
use crate::report::query::{Filter, Query};
use crate::report::words;
use crate::share::link::{self, LinkError, SharedView, VERSION};
use crate::table::search::Needle;
use crate::table::{Column, RowSet};

/// A link as it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkView {
    /// What stands behind `#` in the address; empty for the view that the page shows by itself.
    pub text: String,
    /// What of the view does not travel, and why, each a sentence.
    pub left_out: Vec<String>,
    /// What the link tells about the organisation, each a sentence: to be read before it is sent.
    pub reveals: Vec<String>,
    /// What the view shows, as one phrase.
    pub meaning: String,
}

/// A link as it is opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenView {
    /// The report it shows.
    pub report: String,
    /// What was chosen of it.
    pub query: Query,
    /// The names of the parts of the view that are applied.
    pub applied: Vec<String>,
    /// What is not applied, and why, each a sentence.
    pub ignored: Vec<String>,
    /// What the view shows, as one phrase.
    pub meaning: String,
    /// How the loaded data differs from what the link was made from, each a sentence.
    pub same: Vec<String>,
    /// Whether the link tells of its data.
    pub has_data: bool,
}

/// Columns whose cells name a person, by name, key or id.
const NAMING: [&str; 18] = [
    // What a name was before it changed, and what it is now.
    "before",
    "after",
    "name",
    "logon_name",
    "key",
    "display_name",
    "user_principal_name",
    "user_name",
    "user_email",
    "written",
    "normalised",
    "partner",
    "suggestion",
    "near",
    "pair",
    "entra_id",
    "custom_attribute_value",
    "custom_attributes",
];

/// The members of a query that a link may have.
const MEMBERS: [&str; 8] = [
    "search",
    "sort",
    "columns",
    "filters",
    "today",
    "match_rules",
    "policy",
    "layout",
];

impl Engine {
    /// The link of a view of a report.
    ///
    /// # Errors
    /// The sentence that says why there is none.
    pub(super) fn link(&self, id: &str, query: &Query) -> Result<LinkView, String> {
        let (view, mut link) = self.travelling(id, query)?;
        let is_usual = view.query == plain(&Query::default()) && id == "expiring";
        if !is_usual {
            link.text = text_of(&view)?;
        }
        Ok(link)
    }

    /// The same, with what tells whether somebody else has the same data loaded.
    ///
    /// # Errors
    /// The sentence that says why there is none.
    pub(super) fn link_with_data(
        &mut self,
        id: &str,
        query: &Query,
        salt: &str,
        today: NaiveDate,
    ) -> Result<LinkView, String> {
        let (mut view, mut link) = self.travelling(id, query)?;
        if let Some(data) = self.data(salt, today) {
            view.more.push((DATA.to_owned(), data));
            link.reveals.push(words::DATA_TRAVELS.to_owned());
        }
        link.text = text_of(&view)?;
        Ok(link)
    }

    /// What of a view may travel, without its text.
    pub(super) fn travelling(
        &self,
        id: &str,
        query: &Query,
    ) -> Result<(SharedView, LinkView), String> {
        let definition = definition(id).ok_or_else(|| format!("there is no report `{id}`"))?;
        let mut shared = Query {
            presence: false,
            ..query.clone()
        };
        let mut left_out = Vec::new();
        let search = shared.search.trim().to_owned();
        if !search.is_empty() && self.names_somebody(&search) {
            left_out.push(words::search_stays(&search));
            shared.search.clear();
        }
        let mut stays = Vec::new();
        for (at, filter) in shared.filters.iter().enumerate() {
            if self.tells_of_people(filter) {
                left_out.push(words::filter_stays(definition, filter));
                stays.push(at);
            }
        }
        for at in stays.into_iter().rev() {
            shared.filters.remove(at);
        }
        let same = shared.match_rules.same();
        let reveals = same
            .iter()
            .map(|(one, other)| words::alias_travels(one, other))
            .collect();
        let view = SharedView {
            report: id.to_owned(),
            query: plain(&shared),
            more: Vec::new(),
            version: VERSION,
        };
        let link = LinkView {
            text: String::new(),
            left_out,
            reveals,
            meaning: words::shared_view(definition, &shared),
        };
        Ok((view, link))
    }

    /// The view of a link. Nothing is applied yet, and nothing is loaded for it.
    ///
    /// # Errors
    /// The sentence that says why it is no view.
    pub(super) fn opened(&mut self, text: &str, today: NaiveDate) -> Result<OpenView, String> {
        let shared = link::open(text).map_err(|error| error.sentence().to_owned())?;
        self.opened_view(shared, today)
    }

    /// What of a view that travelled is applied here.
    ///
    /// # Errors
    /// The sentence that says why it is no view.
    pub(super) fn opened_view(
        &mut self,
        shared: SharedView,
        today: NaiveDate,
    ) -> Result<OpenView, String> {
        let report =
            definition(&shared.report).ok_or_else(|| words::report_unknown(&shared.report))?;
        let mut ignored = Vec::new();
        if shared.version > VERSION {
            ignored.push(words::LINK_IS_NEWER.to_owned());
        }
        let members = match shared.query {
            Json::Record(members) => members,
            Json::Null => Vec::new(),
            _ => return Err(LinkError::Damaged.sentence().to_owned()),
        };
        let mut known = Vec::new();
        for (name, json) in members {
            if !MEMBERS.contains(&name.as_str()) {
                ignored.push(words::part_unknown(&name));
                continue;
            }
            let one = Json::Record(vec![(name, json)]);
            match (answer::<Query>(&one), one) {
                (Some(_), Json::Record(mut one)) => known.append(&mut one),
                (_, Json::Record(one)) => ignored.push(words::part_not_understood(&one[0].0)),
                _ => {}
            }
        }
        let (data, more): (Vec<_>, Vec<_>) =
            shared.more.into_iter().partition(|(name, _)| name == DATA);
        ignored.extend(more.iter().map(|(name, _)| words::part_unknown(name)));
        let same = data
            .iter()
            .flat_map(|(_, data)| self.compared(data, today))
            .collect();
        let mut query: Query = answer(&Json::Record(known)).unwrap_or_default();
        self.keep_known(report, &mut query, &mut ignored);
        let applied = parts_of(&query);
        Ok(OpenView {
            report: report.id.to_owned(),
            meaning: words::shared_view(report, &query),
            query,
            applied,
            ignored,
            same,
            has_data: !data.is_empty(),
        })
    }

    /// Takes away what the report does not have and what makes no sense, and says so.
    fn keep_known(&self, report: &Definition, query: &mut Query, ignored: &mut Vec<String>) {
        let mut is_known = |id: &str| {
            let is_known = report.column(id).is_some();
            if !is_known {
                let sentence = words::column_unknown(report, id);
                if !ignored.contains(&sentence) {
                    ignored.push(sentence);
                }
            }
            is_known
        };
        query.columns.retain(|id| is_known(id));
        query.sort.retain(|(id, _)| is_known(id));
        let mut bad = Vec::new();
        query.filters.retain(|filter| match filter {
            Filter::Clause(json) => match Clause::read(json) {
                Ok(clause) => clause
                    .tests()
                    .into_iter()
                    .all(|(column, _)| is_known(column)),
                Err(why) => {
                    bad.push(words::filter_not_understood(&why));
                    false
                }
            },
            filter => is_known(filter.column()),
        });
        ignored.append(&mut bad);
        if let Err(why) = self.resolves(&query.policy) {
            ignored.push(words::policy_not_applied(&why));
            query.policy = Default::default();
        }
    }

    /// Whether a filter holds what names a person.
    fn tells_of_people(&self, filter: &Filter) -> bool {
        let texts: Vec<(String, Vec<String>)> = match filter {
            Filter::AnyOf { column, any_of } => vec![(column.clone(), any_of.clone())],
            Filter::Between { .. } => Vec::new(),
            Filter::Clause(json) => {
                // What is none keeps no row and tells of nobody: it does not travel.
                let Ok(clause) = Clause::read(json) else {
                    return true;
                };
                let of_test = |(column, test): (&str, &Test)| {
                    let texts = match test {
                        Test::Text(_, text) => vec![text.clone()],
                        Test::AnyOf(values) => values.clone(),
                        _ => Vec::new(),
                    };
                    (column.to_owned(), texts)
                };
                clause.tests().into_iter().map(of_test).collect()
            }
        };
        texts.into_iter().any(|(column, texts)| {
            let is_naming = NAMING.contains(&column.as_str()) || column.starts_with("attribute:");
            let mut texts = texts.into_iter().filter(|text| !text.trim().is_empty());
            texts.any(|text| is_naming || self.names_somebody(text.trim()))
        })
    }

    /// Whether a text is the name, a whole word of the name, or the key of somebody in the data.
    fn names_somebody(&self, text: &str) -> bool {
        let Some(needle) = Needle::new(text) else {
            return false;
        };
        let text = letters::lower(text);
        let mut inputs = self.all_inputs();
        inputs.extend(self.other_inputs());
        inputs.iter().any(|input| {
            // A department, a tenant and a product are nobody.
            let of_people =
                |role: &Role| !matches!(role, Role::Department | Role::Tenant | Role::Sku);
            let roles = input.roles.iter().filter(|(role, _)| of_people(role));
            let ids = roles.map(|(_, id)| *id).chain(NAMING);
            let columns = ids.filter_map(|id| input.table.column(id));
            columns
                .into_iter()
                .any(|column| names(column, &needle, &text))
        })
    }
}

/// The text of a link.
fn text_of(view: &SharedView) -> Result<String, String> {
    link::link(view).map_err(|error| match error {
        LinkError::TooLong => words::VIEW_TOO_LONG.to_owned(),
        other => other.sentence().to_owned(),
    })
}

/// Whether a cell of a column has the text as a word.
fn names(column: &Column, needle: &Needle, text: &str) -> bool {
    match column {
        Column::Text(column) => {
            let found = needle.in_column(column, &RowSet::all(column.len()));
            found.rows().any(|row| has_word(column.get(row), text))
        }
        Column::Dict(column) => column.values().any(|value| has_word(value, text)),
    }
}

/// Whether a name, an address or a key has these letters between two signs that are none.
fn has_word(cell: &str, text: &str) -> bool {
    let cell = letters::lower(cell);
    let is_part = |letter: char| letter.is_alphanumeric();
    let mut from = 0;
    while let Some(at) = cell[from..].find(text) {
        let (start, end) = (from + at, from + at + text.len());
        let is_open = |before: Option<char>| !before.is_some_and(is_part);
        if is_open(cell[..start].chars().next_back()) && is_open(cell[end..].chars().next()) {
            return true;
        }
        let first = cell[start..].chars().next().map_or(1, char::len_utf8);
        from = start + first;
    }
    false
}

/// The names of the parts of a query that are not as usual.
fn parts_of(query: &Query) -> Vec<String> {
    let Json::Record(parts) = plain(query) else {
        return vec!["report".to_owned()];
    };
    let parts = parts.into_iter().map(|(name, _)| name);
    ["report".to_owned()].into_iter().chain(parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_name_is_told_from_a_piece_of_one() {
        assert!(has_word("Baker, Thomas", "baker"));
        assert!(has_word("PENN\\tbaker", "tbaker"));
        assert!(has_word("tbaker@example.edu", "tbaker"));
        assert!(has_word("tbaker@example.edu", "tbaker@example.edu"));
        assert!(has_word("Ångström, Åsa", "åsa"));
        assert!(!has_word("Bakerfield", "baker"));
        assert!(!has_word("abba", "b"));
        assert!(has_word("bb b", "b"));
    }
}

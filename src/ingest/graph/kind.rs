//! Which records an answer holds: by its `@odata.context`, else by their properties (M4, 2.3, 2.10).

use super::rows::Rows;
use crate::ingest::concealed::is_digest;
use crate::ingest::enrollment::squeezed;
use crate::ingest::issue::{list, quoted};
use crate::ingest::kinds::header::{Columns, Spellings};
use crate::ingest::kinds::{Export, GRAPH_EXPORTS};
use crate::ingest::source::Kind;

/// What was seen of an answer beside its rows.
#[derive(Debug, Default)]
pub struct Seen {
    /// Pages.
    pub n_pages: u32,
    contexts: Vec<String>,
    /// Records that say when they were deleted, or whose name does.
    n_deleted: u32,
    deleted_column: Option<usize>,
    name_column: Option<usize>,
    n_columns: usize,
}

/// The kinds that an answer may be of, and why.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The kinds.
    pub exports: Vec<&'static Export>,
    /// Why, or why there is none.
    pub why: String,
}

/// The last word of what an answer is about, in lower case, and the kinds it can be.
const SUBJECTS: [(&str, &[Kind]); 11] = [
    ("users", &[Kind::GraphUsers, Kind::GraphDeletedUsers]),
    ("user", &[Kind::GraphUsers, Kind::GraphDeletedUsers]),
    ("subscribedskus", &[Kind::GraphSubscribedSkus]),
    ("userregistrationdetails", &[Kind::GraphRegistration]),
    ("office365activeuserdetail", &[Kind::GraphUsageActiveUsers]),
    ("mailboxusagedetail", &[Kind::GraphUsageMailbox]),
    ("onedriveusageaccountdetail", &[Kind::GraphUsageOnedrive]),
    ("signins", &[Kind::GraphSignins]),
    ("delegatedadmincustomers", &[Kind::GraphCustomers]),
    ("contracts", &[Kind::GraphCustomers]),
    ("organization", &[Kind::GraphCustomers]),
];

/// What an answer is about where that says nothing of its records.
const ANY_OBJECTS: &str = "directoryobjects";

impl Seen {
    /// Notes what a page says it is about.
    pub fn context(&mut self, context: String) {
        if !self.contexts.contains(&context) && self.contexts.len() < 20 {
            self.contexts.push(context);
        }
    }

    /// Looks at the record under way.
    pub fn look_at(&mut self, rows: &Rows) {
        for (column, caption) in rows.captions().iter().enumerate().skip(self.n_columns) {
            match squeezed(&caption.path).as_str() {
                "deleteddatetime" => self.deleted_column = Some(column),
                "userprincipalname" => self.name_column = Some(column),
                _ => {}
            }
        }
        self.n_columns = rows.captions().len();
        let cell = |column: Option<usize>| column.map_or(&b""[..], |column| rows.cell(column));
        let deleted = cell(self.deleted_column);
        let is_told = !matches!(deleted, b"" | b"\"\"") && !deleted.starts_with(b"0001-");
        self.n_deleted += u32::from(is_told || is_deleted_name(cell(self.name_column)));
    }
}

/// Whether a user principal name has the id before it that a deletion puts there (K10).
fn is_deleted_name(name: &[u8]) -> bool {
    name.len() > 33 && is_digest(&name[..32]) && name.contains(&b'@')
}

/// The kinds that an answer may be of, and the header of its table.
pub fn candidates(
    seen: &Seen,
    mut header: Vec<String>,
    n_records: u32,
) -> (Candidates, Vec<String>) {
    let mut found = Candidates::default();
    let mut kinds: Option<&[Kind]> = None;
    let mut is_any = true;
    for context in &seen.contexts {
        let subject = subject(context);
        let known = SUBJECTS
            .iter()
            .find(|(word, _)| *word == last_word(subject));
        match (known, kinds) {
            (Some((_, other)), Some(kinds)) if *other != kinds => {
                let subjects: Vec<String> = seen
                    .contexts
                    .iter()
                    .map(|one| quoted(self::subject(one)))
                    .collect();
                found.why = format!(
                    "a JSON file with answers about {}: save each of them by itself",
                    list(&subjects)
                );
                return (found, header);
            }
            (Some((_, known)), _) => {
                is_any = false;
                kinds = Some(
                    match context.to_ascii_lowercase().contains("deleteditems") {
                        true => &[Kind::GraphDeletedUsers],
                        false => known,
                    },
                );
                if header.is_empty() && n_records == 0 {
                    header = selected(context);
                }
            }
            (None, _) if last_word(subject) == ANY_OBJECTS => {}
            (None, _) => {
                found.why = format!(
                    "an answer of Graph about {}, of which nothing is shown here",
                    quoted(subject)
                );
                return (found, header);
            }
        }
    }
    let spellings = Spellings::of(&header);
    let mut named: Vec<String> = Vec::new();
    for export in GRAPH_EXPORTS {
        match (kinds, is_any) {
            (Some(kinds), _) if kinds.contains(&export.kind) => found.exports.push(export),
            (None, true) => {
                if let Some(told_by) = spellings.tell(export) {
                    let columns = Columns::of(export, &spellings);
                    let told = told_by.iter().filter_map(|field| columns.column_of(field));
                    if named.is_empty() {
                        named = told.map(|column| quoted(&header[column])).collect();
                    }
                    found.exports.push(export);
                }
            }
            _ => {}
        }
    }
    if found.exports.is_empty() {
        return (found, header);
    }
    if header.is_empty() {
        found.exports.clear();
        found.why = "an answer of Graph without a record: there is nothing in it".to_string();
        return (found, header);
    }
    found.why = match kinds {
        Some(_) => format!(
            "{} in its `@odata.context`",
            quoted(subject(&seen.contexts[0]))
        ),
        None => format!("{} among its properties", list(&named)),
    };
    let of = |kind: Kind| move |export: &&'static Export| export.kind == kind;
    let has_both = found.exports.iter().any(of(Kind::GraphUsers))
        && found.exports.iter().any(of(Kind::GraphDeletedUsers));
    if has_both {
        let may_be_deleted = match n_records {
            0 => !spellings.columns_of("deleteddatetime").is_empty(),
            _ => seen.n_deleted > 0,
        };
        let may_be_users = n_records == 0 || seen.n_deleted < n_records;
        if may_be_deleted && may_be_users {
            found.why = format!(
                "{} of {n_records} records say when the user was deleted",
                seen.n_deleted
            );
        }
        found.exports.retain(|export| match export.kind {
            Kind::GraphUsers => may_be_users,
            Kind::GraphDeletedUsers => may_be_deleted,
            _ => true,
        });
    }
    if let [export] = found.exports[..] {
        let n_known = Columns::of(export, &spellings).n_named();
        found
            .why
            .push_str(&format!(", {n_known} of {} properties known", header.len()));
    }
    (found, header)
}

/// What a context is about: `users(id,mail)` of `…/v1.0/$metadata#users(id,mail)`.
fn subject(context: &str) -> &str {
    let subject = context
        .rsplit_once('#')
        .map_or(context, |(_, subject)| subject);
    let inner = subject.strip_prefix("Collection(");
    let subject = inner.unwrap_or(subject);
    subject.split(['(', ')']).next().unwrap_or(subject)
}

/// The last word of a path of names, in lower case.
fn last_word(subject: &str) -> String {
    let word = subject.rsplit(['/', '.']).next().unwrap_or(subject);
    word.to_ascii_lowercase()
}

/// The properties that were selected, as a context names them.
fn selected(context: &str) -> Vec<String> {
    let names = context
        .rsplit_once('#')
        .and_then(|(_, subject)| subject.split_once('('));
    let Some((before, names)) = names.filter(|(before, _)| *before != "Collection") else {
        return Vec::new();
    };
    debug_assert!(!before.contains(','));
    let names = names.split([',', ')', '(']).map(str::trim);
    names
        .filter(|name| !name.is_empty() && !name.starts_with('/'))
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_says_what_it_is_about() {
        #[track_caller]
        fn case(context: &str, expected: &str) {
            assert_eq!(last_word(subject(context)), expected);
        }
        case("https://graph.microsoft.com/v1.0/$metadata#users", "users");
        case(
            "https://graph.microsoft.com/v1.0/$metadata#users(id,mail)",
            "users",
        );
        case(
            "https://graph.microsoft.us/v1.0/$metadata#auditLogs/signIns",
            "signins",
        );
        case(
            "https://graph.microsoft.com/beta/$metadata#Collection(microsoft.graph.mailboxUsageDetail)",
            "mailboxusagedetail",
        );
        case(
            "https://graph.microsoft.com/v1.0/$metadata#groups(id)",
            "groups",
        );
        let context = "https://graph.microsoft.com/v1.0/$metadata#users(id,mail,signInActivity)";
        assert_eq!(selected(context), ["id", "mail", "signInActivity"]);
        assert_eq!(selected("x#Collection(microsoft.graph.y)"), [""; 0]);
        assert_eq!(selected("x#users"), [""; 0]);
    }
}

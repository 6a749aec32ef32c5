//! What is said of views that travel as links.

use super::{chosen, filter, kind};
use crate::report::definition::{Definition, is_list};
use crate::report::query::{Filter, Query};

/// A view does not fit into a link.
pub const VIEW_TOO_LONG: &str = "the view is longer than a link can be: take fewer values into its filters, or share it as a file";

/// A link was copied on purpose.
pub const VIEW_LINK_COPIED: &str =
    "the link to this view is copied: who opens it needs the same files, for it holds no rows";

/// The address of a page with the text of a view behind it; the usual view has none.
pub fn link_address(page: &str, text: &str) -> String {
    match text.is_empty() {
        true => page.to_owned(),
        false => [page, "#", text].concat(),
    }
}

/// What a link says of the data it was made from.
pub const DATA_TRAVELS: &str = "the link says which kinds of files it was made from, of which days and how many rows each, and a hash of them that is salted anew for every link; no names";

/// A link of a later version.
pub const LINK_IS_NEWER: &str =
    "the link was made by a newer version of this tool; what this version knows of it is applied";

/// A search that names a person stays where it is.
pub fn search_stays(text: &str) -> String {
    format!("the search for “{text}” names somebody in the data, so it is not in the link")
}

/// A filter that names a person stays where it is.
pub fn filter_stays(report: &Definition, kept: &Filter) -> String {
    format!(
        "the filter “{}” tells who somebody is, so it is not in the link",
        filter(report, kept)
    )
}

/// What an accepted pair of domains tells.
pub fn alias_travels(one: &str, other: &str) -> String {
    format!("the link says that `{one}` and `{other}` are one")
}

/// A report that this version does not have.
pub fn report_unknown(id: &str) -> String {
    match id {
        "" => "the link names no report, so nothing was applied".to_owned(),
        id => format!(
            "the link shows the report `{id}`, which this version does not have, so nothing was applied: load the page again"
        ),
    }
}

/// A part that this version does not know.
pub fn part_unknown(name: &str) -> String {
    let name = name.trim_start_matches('\u{fffd}');
    format!("the part `{name}` of the link is not known to this version")
}

/// A part that makes no sense.
pub fn part_not_understood(name: &str) -> String {
    format!("the part `{name}` of the link is not understood")
}

/// A column that this version does not have.
pub fn column_unknown(report: &Definition, id: &str) -> String {
    let id = id.trim_start_matches('\u{fffd}');
    format!(
        "“{}” has no column `{id}`: what the link says of it is left out",
        report.title
    )
}

/// A filter that makes no sense.
pub fn filter_not_understood(why: &str) -> String {
    format!("a filter of the link is left out: {why}")
}

/// A policy that cannot be gone by.
pub fn policy_not_applied(why: &str) -> String {
    format!("the policy of the link is left out, the usual one counts: {why}")
}

/// What a view waits for, before its files are there.
pub fn view_waits(report: &Definition, meaning: &str) -> String {
    let kinds: Vec<&str> = match is_list(report.id) {
        true => vec![
            "a mailbox list or pasted logon names",
            "the O365 enrollment report",
        ],
        false => report.needs.iter().map(|id| kind(id)).collect(),
    };
    let (every, link) = match is_list(report.id) {
        true => ("both of", " and "),
        false => ("one or more of", ", "),
    };
    format!(
        "This link shows “{meaning}”. It holds no data: drop {every} {} to see it.",
        kinds.join(link)
    )
}

/// What a shared view shows, as one phrase.
pub fn shared_view(report: &Definition, query: &Query) -> String {
    format!("{}: {}", report.title, chosen(report, query))
}

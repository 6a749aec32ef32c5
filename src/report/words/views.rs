//! What is said of views with names.

use super::counted;
use crate::report::definition::Definition;

/// What a view is and where it stays.
pub const VIEWS: &str = "A view is the report with its search, filters, order, columns, rules and policy. It is kept in this browser, \
    without names, keys or data: a search for somebody is left out.";

/// The browser keeps nothing.
pub const VIEWS_NOT_KEPT: &str =
    "this browser does not keep the views beyond this tab: save them as a file";

/// A view without a name is not kept.
pub const VIEW_NEEDS_A_NAME: &str = "write a name for the view first";

/// A view is kept.
pub fn view_kept(name: &str) -> String {
    format!("“{}” is kept", name.trim())
}

/// Views came from a file.
pub fn views_added(n: u64) -> String {
    match n {
        0 => "every view of the file is there already".to_owned(),
        n => format!("added {} from the file", counted(n, "view", "views")),
    }
}

/// What a built-in view shows, or what it needs first.
pub fn built_in_meaning(report: &Definition, is_there: bool) -> String {
    match is_there {
        true => report.title.to_owned(),
        false => format!("{}: no loaded file has rows for it", report.title),
    }
}

/// What a screen reader hears of the controls of a view: its name, to open it, to drop it.
pub fn view_controls(name: &str) -> (String, String, String) {
    (
        format!("Name of the view “{name}”"),
        format!("Open the view “{name}”"),
        format!("Delete the view “{name}”"),
    )
}

//! Views with names: built-in ones for common questions, and those a person keeps (D35, M9).
//!
//! A view is kept as the text of its link, so it holds no names, no keys and no data, and every later
//! version reads it.

use crate::json::{Json, parse, push_text};

/// A view that the page comes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its name, which is the question that it answers.
    pub name: &'static str,
    /// The report that it shows.
    pub report: &'static str,
    /// What is chosen of it, as the JSON of a query.
    pub query: &'static str,
}

/// The views that the page comes with, in the order in which they are offered.
///
/// A row of which a day or a state is unknown is kept wherever it could be one of those asked for: what
/// is unknown must not look safe.
pub const BUILT_IN: [BuiltIn; 9] = [
    BuiltIn {
        name: "Mine, next 14 days",
        report: "expiring",
        query: r#"{"filters":[{"any":[{"column":"disable_day","days":[0,14]},{"column":"disable_day","is":["empty"]}]}],"sort":[["disable_day","asc"]]}"#,
    },
    BuiltIn {
        name: "Mine, past the last safe day or unclear",
        report: "mine",
        query: r#"{"filters":[{"column":"urgency","any_of":["late","unclear"]}]}"#,
    },
    BuiltIn {
        name: "Mine, closed but to be brought back",
        report: "mine",
        query: r#"{"filters":[{"column":"urgency","any_of":["recovery","recovery-late"]}],"sort":[["recovery_end","asc"]]}"#,
    },
    BuiltIn {
        name: "Not found, with a suggestion",
        report: "matching",
        query: r#"{"filters":[{"column":"suggestion","is":["value"]}]}"#,
    },
    BuiltIn {
        name: "Licensed but leaving",
        report: "licence-holders",
        query: r#"{"filters":[{"column":"counted_as","any_of":["expiring","deleted","disabled"]}]}"#,
    },
    BuiltIn {
        name: "Licensed but not used",
        report: "licence-holders",
        query: r#"{"filters":[{"column":"counted_as","any_of":["inactive"]}]}"#,
    },
    BuiltIn {
        name: "No MFA and admin",
        report: "mfa",
        query: r#"{"filters":[{"column":"is_admin","any_of":["true"]},{"not":{"column":"mfa_status","contains":"Enabled"}}]}"#,
    },
    BuiltIn {
        name: "Sign-in allowed, no MFA known",
        report: "mfa",
        query: r#"{"filters":[{"not":{"column":"account_enabled","equals":"no"}},{"column":"mfa_status","any_of":["disabled","not-available"]}]}"#,
    },
    BuiltIn {
        name: "Backup only kept, or ending",
        report: "provisioning",
        query: r#"{"filters":[{"any":[{"column":"known_to","any_of":["preserved"]},{"column":"backup_end","is":["value"]}]}],"sort":[["backup_end","asc"]]}"#,
    },
];

/// A view that a person keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedView {
    /// What the person calls it.
    pub name: String,
    /// The text of its link; empty for the view that the page shows by itself.
    pub link: String,
}

/// The views that a person keeps, in their order; no two have one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedViews(Vec<NamedView>);

/// What the file of views says it is.
const FORMAT: &str = "rollcall-views";

/// Of longer names only the beginning is kept.
const LONGEST_NAME: usize = 80;

impl NamedViews {
    /// The views in their order.
    pub fn all(&self) -> &[NamedView] {
        &self.0
    }

    /// Keeps a view under a name; one that has the name already is replaced. Blank names keep nothing.
    pub fn keep(&mut self, name: &str, link: &str) {
        let name = shortened(name);
        if name.is_empty() {
            return;
        }
        let link = link.to_owned();
        match self.0.iter_mut().find(|view| view.name == name) {
            Some(view) => view.link = link,
            None => self.0.push(NamedView { name, link }),
        }
    }

    /// Gives a view another name.
    ///
    /// # Errors
    /// The sentence that says why it keeps the one it has.
    pub fn rename(&mut self, old: &str, name: &str) -> Result<(), String> {
        let name = shortened(name);
        if name.is_empty() {
            return Err("a view needs a name".to_owned());
        }
        if name != old && self.0.iter().any(|view| view.name == name) {
            return Err(format!(
                "another view is called “{name}”: choose another name"
            ));
        }
        if let Some(view) = self.0.iter_mut().find(|view| view.name == old) {
            view.name = name;
        }
        Ok(())
    }

    /// Drops a view.
    pub fn forget(&mut self, name: &str) {
        self.0.retain(|view| view.name != name);
    }

    /// Adds the views of a file: one that stands here alike is passed over, one that differs under a known
    /// name gets a number behind it, so nothing is lost. Says how many were added.
    pub fn merge(&mut self, others: &NamedViews) -> usize {
        let mut n_added = 0;
        for other in &others.0 {
            if self.0.contains(other) {
                continue;
            }
            let mut name = other.name.clone();
            let mut number = 2;
            while self.0.iter().any(|view| view.name == name) {
                name = format!("{} ({number})", other.name);
                number += 1;
            }
            let link = other.link.clone();
            self.0.push(NamedView { name, link });
            n_added += 1;
        }
        n_added
    }

    /// The text of their file, which is also what the browser keeps.
    pub fn text(&self) -> String {
        let mut text =
            format!("{{\n  \"format\": \"{FORMAT}\",\n  \"format_version\": 1,\n  \"views\": [");
        for (at, view) in self.0.iter().enumerate() {
            text.push_str(if at > 0 { ",\n    " } else { "\n    " });
            text.push_str("{\"name\": ");
            push_text(&mut text, &view.name);
            text.push_str(", \"link\": ");
            push_text(&mut text, &view.link);
            text.push('}');
        }
        text.push_str("\n  ]\n}\n");
        text
    }

    /// The views of a text.
    ///
    /// # Errors
    /// The sentence that says why it is no file of views; then none of it is taken.
    pub fn read(text: &str) -> Result<NamedViews, String> {
        const NO_VIEWS: &str = "this is no file of views";
        let Some(Json::Record(parts)) = parse(text) else {
            return Err(NO_VIEWS.to_owned());
        };
        let part = |name: &str| {
            parts
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, json)| json)
        };
        if part("format") != Some(&Json::Text(FORMAT.to_owned())) {
            return Err(NO_VIEWS.to_owned());
        }
        let Some(Json::List(items)) = part("views") else {
            return Err("the file of views has no list `views`".to_owned());
        };
        let mut views = NamedViews::default();
        for (item, place) in items.iter().zip(1..) {
            let Json::Record(parts) = item else {
                return Err(format!(
                    "view {place} of the file is none: expected `name` and `link`"
                ));
            };
            let text = |name: &str| {
                let found = parts.iter().find(|(known, _)| known == name);
                match found {
                    Some((_, Json::Text(text))) => Ok(text.clone()),
                    _ => Err(format!("view {place} of the file has no text `{name}`")),
                }
            };
            let view = NamedView {
                name: shortened(&text("name")?),
                link: text("link")?,
            };
            if view.name.is_empty() || views.0.iter().any(|other| other.name == view.name) {
                return Err(format!("view {place} of the file has no name of its own"));
            }
            views.0.push(view);
        }
        Ok(views)
    }
}

/// Whether a text says that it is a file of views.
pub fn is_view_file(text: &str) -> bool {
    text.contains(&format!("\"{FORMAT}\""))
}

fn shortened(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(all: &[(&str, &str)]) -> NamedViews {
        let mut views = NamedViews::default();
        all.iter().for_each(|(name, link)| views.keep(name, link));
        views
    }

    #[test]
    fn views_are_read_as_they_were_saved() {
        let all = views(&[
            ("Monday", "v1.abc"),
            ("with “quotes” \"and\" ümlauts", "v1.def"),
            ("usual", ""),
        ]);
        assert_eq!(NamedViews::read(&all.text()), Ok(all.clone()));
        assert!(is_view_file(&all.text()));
        let none = NamedViews::default();
        assert_eq!(NamedViews::read(&none.text()), Ok(none));
    }

    #[test]
    fn a_name_stands_for_one_view() {
        let mut all = views(&[("Monday", "v1.a"), ("Tuesday", "v1.b")]);
        all.keep("  Monday ", "v1.c");
        all.keep(" ", "v1.d");
        assert_eq!(all, views(&[("Monday", "v1.c"), ("Tuesday", "v1.b")]));
        assert!(all.rename("Monday", "Tuesday").is_err());
        assert!(all.rename("Monday", " ").is_err());
        assert_eq!(all.rename("Monday", "First  day"), Ok(()));
        all.forget("Tuesday");
        assert_eq!(all, views(&[("First day", "v1.c")]));
    }

    #[test]
    fn a_merge_loses_no_view() {
        let mut all = views(&[("Monday", "v1.a"), ("Tuesday", "v1.b")]);
        let others = views(&[("Monday", "v1.x"), ("Tuesday", "v1.b"), ("Friday", "v1.f")]);
        assert_eq!(all.merge(&others), 2);
        assert_eq!(
            all,
            views(&[
                ("Monday", "v1.a"),
                ("Tuesday", "v1.b"),
                ("Monday (2)", "v1.x"),
                ("Friday", "v1.f")
            ])
        );
    }

    #[test]
    fn what_is_no_file_of_views_is_refused_whole() {
        #[track_caller]
        fn case(text: &str, sentence: &str) {
            assert_eq!(NamedViews::read(text), Err(sentence.to_owned()));
        }
        case("", "this is no file of views");
        case(
            r#"{"format":"rollcall-policy"}"#,
            "this is no file of views",
        );
        case(
            r#"{"format":"rollcall-views"}"#,
            "the file of views has no list `views`",
        );
        case(
            r#"{"format":"rollcall-views","views":[{"name":"a","link":"v1.a"},{"name":"b"}]}"#,
            "view 2 of the file has no text `link`",
        );
        case(
            r#"{"format":"rollcall-views","views":[{"name":"a","link":"v1.a"},{"name":" a","link":""}]}"#,
            "view 2 of the file has no name of its own",
        );
    }
}

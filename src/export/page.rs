//! A view as a report of one file: a page that filters, sorts and explains by itself, and asks nobody for anything
//! (M10).
//!
//! Its policy lets run and look only what was written here, by hash: no cell can become markup, style or script,
//! and no connection is allowed at all. The first rows are in the markup, so that it is read where no script runs;
//! more of them are data that the script draws piece by piece.

use super::about::{About, SOURCE_CAPTIONS};
use super::base64;
use super::file::push_groups_of_page;
use super::groups::GroupTable;
use super::html::{self, Holds, push_escaped};
use super::sha256::digest;
use crate::json::push_text;
use crate::report::definition::{ColumnDefinition, Kind};
use crate::report::todo::TodoView;
use crate::report::view::AccountView;
use crate::report::words::{counted, number};

/// Rows of a page, at most: a browser that filters more of them makes the reader wait.
pub const MOST_ROWS: usize = 50_000;

/// Accounts that are explained, at most.
pub const MOST_EXPLAINED: usize = 200;

/// Rows that stand in the markup.
const IN_MARKUP: u32 = 1_000;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page while it is written.
#[derive(Debug)]
pub struct Page {
    kinds: Vec<Kind>,
    /// Places among the rows of those that are explained, in their order.
    explained: Vec<u32>,
    n_rows: u32,
}

impl Page {
    /// Opens the page and its table.
    pub fn open(
        out: &mut String,
        about: &About,
        groups: Option<&GroupTable>,
        columns: &[&'static ColumnDefinition],
        explained: Vec<u32>,
    ) -> Page {
        let (style, script) = (plain(STYLE), plain(SCRIPT));
        out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '");
        out.push_str(&hash(&script));
        out.push_str("'; style-src '");
        out.push_str(&hash(&style));
        out.push_str("'; connect-src 'none'; base-uri 'none'; form-action 'none'\">\n<meta charset=\"utf-8\">\n\
            <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
            <meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        push_escaped(out, &about.title);
        out.push_str("</title>\n<style>");
        out.push_str(&style);
        out.push_str("</style>\n</head>\n<body>\n<main>\n<h1>");
        push_escaped(out, &about.title);
        out.push_str("</h1>\n<dl>\n");
        for (caption, text) in about.lines() {
            pair(out, caption, &text);
        }
        for source in &about.sources {
            pair(
                out,
                "Source",
                &format!("{}, as of {}", source.name, source.day()),
            );
        }
        out.push_str("</dl>\n");
        if let Some(groups) = groups {
            push_groups_of_page(out, groups, true);
        }
        if about.n_rows > IN_MARKUP {
            out.push_str("<p class=\"note\" id=\"without\">");
            let note = format!(
                "The first {} of {} are shown. The others are in this file too and need JavaScript: open it in a browser.",
                number(IN_MARKUP.into()),
                counted(about.n_rows.into(), "row", "rows")
            );
            push_escaped(out, &note);
            out.push_str("</p>\n");
        }
        out.push_str("<div class=\"tools\"></div>\n<div class=\"box\" role=\"region\" aria-label=\"Rows\" tabindex=\"0\">\n<table id=\"rows\">\n<thead><tr>");
        for column in columns {
            out.push_str("<th scope=\"col\" data-kind=\"");
            out.push_str(class(column.kind));
            out.push_str("\">");
            push_escaped(out, column.title);
            out.push_str("</th>");
        }
        if !explained.is_empty() {
            out.push_str("<th scope=\"col\" class=\"why\">Why</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        Page {
            kinds: columns.iter().map(|column| column.kind).collect(),
            explained,
            n_rows: 0,
        }
    }

    /// Adds a row: a text for every column.
    pub fn row<'a>(&mut self, out: &mut String, texts: impl IntoIterator<Item = &'a str>) {
        let place = self.n_rows;
        self.n_rows += 1;
        let why = self.explained.binary_search(&place).ok();
        if place < IN_MARKUP {
            self.row_in_markup(out, texts, why);
            return;
        }
        out.push_str(match place {
            IN_MARKUP => {
                "</tbody>\n</table>\n</div>\n<script type=\"application/json\" id=\"rest\">[\n["
            }
            _ => ",\n[",
        });
        let start = out.len();
        for text in texts {
            push_text(out, text);
            out.push(',');
        }
        push_text(out, &why.map(|why| why.to_string()).unwrap_or_default());
        out.push(']');
        // Inside of a string it may be spelled so, and nothing that a browser takes for a tag is left.
        if out[start..].contains('<') {
            let safe = out[start..].replace('<', "\\u003c");
            out.truncate(start);
            out.push_str(&safe);
        }
    }

    fn row_in_markup<'a>(
        &self,
        out: &mut String,
        texts: impl IntoIterator<Item = &'a str>,
        why: Option<usize>,
    ) {
        match why {
            Some(why) => out.push_str(&format!("<tr data-why=\"{why}\">")),
            None => out.push_str("<tr>"),
        }
        for (text, kind) in texts.into_iter().zip(&self.kinds) {
            out.push_str("<td class=\"");
            out.push_str(class(*kind));
            out.push_str("\">");
            push_escaped(out, text);
            out.push_str("</td>");
        }
        if !self.explained.is_empty() {
            out.push_str("<td class=\"why\">");
            if let Some(why) = why {
                out.push_str(&format!("<a href=\"#why-{why}\">Why</a>"));
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }

    /// Closes the table, and says which accounts are explained behind it.
    pub fn close_rows(&self, out: &mut String) {
        out.push_str(match self.n_rows > IN_MARKUP {
            true => "\n]</script>\n",
            false => "</tbody>\n</table>\n</div>\n",
        });
        if self.explained.is_empty() {
            return;
        }
        out.push_str("<h2>Why, and what to do</h2>\n<p class=\"fine\">");
        let n_explained = self.explained.len() as u64;
        let sentence = match n_explained == u64::from(self.n_rows) {
            true => "Every row is explained.".to_owned(),
            false => format!(
                "Explained: {} of {}.",
                number(n_explained),
                counted(self.n_rows.into(), "row", "rows")
            ),
        };
        push_escaped(out, &sentence);
        out.push_str("</p>\n");
    }

    /// Closes the page, with what was loaded.
    pub fn close(&self, out: &mut String, about: &About) {
        out.push_str("<h2>Sources</h2>\n<div class=\"box\" role=\"region\" aria-label=\"Sources\" tabindex=\"0\">\n");
        html::open_table(out, SOURCE_CAPTIONS);
        for source in &about.sources {
            let day = source.day();
            let numbers = source.numbers().map(|number| number.to_string());
            let texts = [&source.name, &source.kind, &day, &source.provenance];
            let texts = texts.into_iter().map(|text| (text.as_str(), Holds::Text));
            let numbers = numbers
                .iter()
                .map(|number| (number.as_str(), Holds::Number));
            html::push_row(out, texts.chain(numbers));
        }
        html::close_table(out);
        out.push_str("</div>\n</main>\n<script>");
        out.push_str(&plain(SCRIPT));
        out.push_str("</script>\n</body>\n</html>\n");
    }
}

/// Adds why an account is where it is, and what to do; `at` is its number among those that are explained.
pub fn push_why(
    out: &mut String,
    at: usize,
    key: &str,
    account: &Result<AccountView, String>,
    todo: &TodoView,
) {
    out.push_str(&format!("<article id=\"why-{at}\">\n<h3>"));
    let account = match account {
        Ok(account) => account,
        Err(why) => {
            push_escaped(out, key);
            out.push_str("</h3>\n<p>");
            push_escaped(out, &format!("It could not be explained: {why}"));
            out.push_str("</p>\n</article>\n");
            return;
        }
    };
    let name = match account.name.is_empty() || account.name == key {
        true => key.to_owned(),
        false => format!("{} ({key})", account.name),
    };
    push_escaped(out, &name);
    out.push_str("</h3>\n");
    line(out, "p", &account.headline);
    if !account.marks.is_empty() {
        line(out, "p", &account.marks.join(", "));
    }
    if !account.clocks.is_empty() {
        out.push_str("<dl>\n");
        for (caption, text) in &account.clocks {
            pair(out, caption, text);
        }
        out.push_str("</dl>\n");
    }
    if !account.explanation.is_empty() {
        out.push_str("<ol>\n");
        for step in &account.explanation {
            let cells = step.cells.iter().map(|cell| {
                format!(
                    "{}, line {}, {}: {}",
                    cell.name,
                    cell.line,
                    cell.column,
                    cell.raw.trim()
                )
            });
            let cells: Vec<String> = cells.collect();
            out.push_str("<li>");
            push_escaped(out, &step.statement);
            if !cells.is_empty() {
                out.push_str(" <span class=\"fine\">[");
                push_escaped(out, &cells.join("; "));
                out.push_str("]</span>");
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
    }
    for branch in &todo.branches {
        line(out, "p", &format!("{}: {}", branch.title, branch.note));
        if branch.steps.is_empty() {
            continue;
        }
        out.push_str("<ul>\n");
        for step in &branch.steps {
            line(
                out,
                "li",
                &with_owner(&step.text, &step.owner, &step.start_by),
            );
        }
        out.push_str("</ul>\n");
    }
    if !todo.decided.is_empty() {
        line(out, "p", &todo.decided);
    }
    out.push_str("</article>\n");
}

fn with_owner(text: &str, owner: &str, start_by: &str) -> String {
    let more = [owner, start_by]
        .into_iter()
        .filter(|part| !part.is_empty());
    let more: Vec<&str> = more.collect();
    match more.is_empty() {
        true => text.to_owned(),
        false => format!("{text} ({})", more.join(", ")),
    }
}

fn line(out: &mut String, tag: &str, text: &str) {
    out.push_str(&format!("<{tag}>"));
    push_escaped(out, text);
    out.push_str(&format!("</{tag}>\n"));
}

fn pair(out: &mut String, caption: &str, text: &str) {
    out.push_str("<dt>");
    push_escaped(out, caption);
    out.push_str("</dt><dd>");
    push_escaped(out, text);
    out.push_str("</dd>\n");
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer | Kind::NonAdditive | Kind::Number => "number",
        Kind::Date | Kind::Moment => "date",
        _ => "text",
    }
}

/// A checkout may have other line ends, and a browser takes them away before it compares hashes.
fn plain(text: &str) -> String {
    text.replace('\r', "")
}

/// As a policy names a script or a style sheet.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64::encode(&digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::definition::definition;

    /// What could become markup, a script or a style, or end where it stands.
    const HOSTILE: [&str; 12] = [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "</style><style>*{display:none}</style>",
        "<!--",
        "--><svg onload=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "]]><script>alert(1)</script>",
        "</td></tr></table><iframe src=javascript:alert(1)>",
        "&lt;script&gt;",
        "\\u003cscript\\u003e",
        "</textarea></title><base href=//evil>",
    ];

    fn page(n_rows: u32, hostile: &str) -> String {
        let report = definition("expiring").unwrap();
        let columns: Vec<_> = report.default_columns().collect();
        let about = About {
            title: hostile.to_owned(),
            view: hostile.to_owned(),
            policy_name: hostile.to_owned(),
            n_rows,
            sources: vec![super::super::about::Source {
                name: hostile.to_owned(),
                ..Default::default()
            }],
            ..About::default()
        };
        let mut out = String::new();
        let mut page = Page::open(&mut out, &about, None, &columns, vec![0, n_rows - 1]);
        for _ in 0..n_rows {
            page.row(&mut out, columns.iter().map(|_| hostile));
        }
        page.close_rows(&mut out);
        let account = AccountView {
            name: hostile.to_owned(),
            headline: hostile.to_owned(),
            marks: vec![hostile.to_owned()],
            clocks: vec![("Disable day".to_owned(), hostile.to_owned())],
            ..AccountView::default()
        };
        push_why(&mut out, 0, hostile, &Ok(account), &TodoView::default());
        push_why(
            &mut out,
            1,
            hostile,
            &Err(hostile.to_owned()),
            &TodoView::default(),
        );
        page.close(&mut out, &about);
        out
    }

    #[test]
    fn no_text_of_data_becomes_markup_wherever_it_stands() {
        let bare = page(1_002, "x");
        let tags = |text: &str| text.matches('<').count();
        for hostile in HOSTILE {
            let page = page(1_002, hostile);
            // Every tag is one of ours: there are as many as in a page of harmless texts.
            assert_eq!(tags(&page), tags(&bare), "{hostile}");
        }
    }

    #[test]
    fn the_policy_names_the_only_script_and_the_only_style_sheet_by_their_hashes() {
        let page = page(3, "x");
        let inside = |open: &str, close: &str| {
            let parts: Vec<&str> = page.split(open).skip(1).collect();
            assert_eq!(parts.len(), 1, "{open}");
            parts[0].split(close).next().unwrap().to_owned()
        };
        let policy = inside("Content-Security-Policy\" content=\"", "\"");
        let script = inside("<script>", "</script>");
        let style = inside("<style>", "</style>");
        assert!(
            policy.contains(&format!("script-src '{}'", hash(&script))),
            "{policy}"
        );
        assert!(
            policy.contains(&format!("style-src '{}'", hash(&style))),
            "{policy}"
        );
        assert!(policy.starts_with("default-src 'none';") && policy.contains("connect-src 'none'"));
        assert!(!policy.contains("unsafe"));
        assert!(!script.contains("innerHTML") && !script.contains("eval("));
        assert!(!script.to_lowercase().contains("</script") && !style.contains("</style"));
    }

    #[test]
    fn many_rows_are_data_behind_the_first_thousand_and_none_is_lost() {
        let page = page(1_002, "</script>");
        assert_eq!(
            page.matches("<tr data-why").count()
                + page.matches("<tr>\n").count()
                + page.matches("<tr><td").count(),
            1_001
        );
        let (_, rest) = page.split_once("id=\"rest\">").unwrap();
        let (rest, _) = rest.split_once("</script>").unwrap();
        let rows: Vec<Vec<String>> = serde_json::from_str(rest).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1][0], "</script>");
        assert_eq!(rows[1].last().unwrap(), "1");
        assert!(page.contains("The first 1,000 of 1,002 rows are shown."));
        assert!(page.contains("Explained: 2 of 1,002 rows."));
    }
}

//! Rows as a table of HTML: for the clipboard, and for a page of its own.
//!
//! Nothing here knows a report: captions and texts in, markup out. What comes from data is always escaped.

use super::about::{About, SOURCE_CAPTIONS};

/// Adds a text as it is shown.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // A parser would make a line feed of it, and drop or replace the other.
            b'\r' => "&#13;",
            b'\0' => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Opens a table with its header.
pub fn open_table<'a>(out: &mut String, captions: impl IntoIterator<Item = &'a str>) {
    out.push_str("<table>\n<thead><tr>");
    for caption in captions {
        out.push_str("<th scope=\"col\">");
        push_escaped(out, caption);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

/// What a cell holds, as a style sheet names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text, be it of digits alone.
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
}

/// Adds a row of an open table.
pub fn push_row<'a>(out: &mut String, cells: impl IntoIterator<Item = (&'a str, Holds)>) {
    out.push_str("<tr>");
    for (text, holds) in cells {
        out.push_str(match holds {
            Holds::Text => "<td>",
            Holds::Number => "<td class=\"number\">",
            Holds::Date => "<td class=\"date\">",
        });
        push_escaped(out, text);
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

/// Closes it.
pub fn close_table(out: &mut String) {
    out.push_str("</tbody>\n</table>\n");
}

/// Opens a page of its own that asks nobody for anything and runs nothing: its title, and what is to be known of
/// the rows that follow.
pub fn open_page(out: &mut String, about: &About) {
    out.push_str(HEAD);
    push_escaped(out, &about.title);
    out.push_str("</title>\n<style>");
    out.push_str(STYLE);
    out.push_str(FORMATS);
    out.push_str("</style>\n</head>\n<body>\n<h1>");
    push_escaped(out, &about.title);
    out.push_str("</h1>\n<dl>\n");
    for (caption, text) in about.lines() {
        out.push_str("<dt>");
        push_escaped(out, caption);
        out.push_str("</dt><dd>");
        push_escaped(out, &text);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
}

/// Closes the page, with what was loaded below the rows.
pub fn close_page(out: &mut String, about: &About) {
    out.push_str("<h2>Sources</h2>\n");
    open_table(out, SOURCE_CAPTIONS);
    for source in &about.sources {
        let day = source.day();
        let numbers = source.numbers().map(|number| number.to_string());
        let texts = [&source.name, &source.kind, &day, &source.provenance];
        let texts = texts.into_iter().map(|text| (text.as_str(), Holds::Text));
        let numbers = numbers
            .iter()
            .map(|number| (number.as_str(), Holds::Number));
        push_row(out, texts.chain(numbers));
    }
    close_table(out);
    out.push_str("</body>\n</html>\n");
}

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>";

/// Excel's own: without it an id of digits loses its zeros when the page is opened there. Browsers
/// take styles out of what goes to the clipboard.
const FORMATS: &str = "td{mso-number-format:\"\\@\"}.number{mso-number-format:General}.date{mso-number-format:\"yyyy\\-mm\\-dd\"}";

const STYLE: &str = "body{font:14px/1.4 'Segoe UI',system-ui,sans-serif;margin:24px}\
    dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px}dt{font-weight:600}dd{margin:0}\
    table{border-collapse:collapse}th,td{border:1px solid #8888;padding:4px 8px;text-align:start;vertical-align:top;white-space:pre-wrap}\
    .number{text-align:end;font-variant-numeric:tabular-nums}\
    @media print{body{margin:0;font-size:10px}thead{display:table-header-group}tr{break-inside:avoid}}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_data_is_never_markup() {
        let mut out = String::new();
        open_table(&mut out, ["<i>"]);
        push_row(
            &mut out,
            [("<script>a&b</script>", Holds::Text), ("-3", Holds::Number)],
        );
        close_table(&mut out);
        assert_eq!(
            out,
            "<table>\n<thead><tr><th scope=\"col\">&lt;i&gt;</th></tr></thead>\n<tbody>\n\
             <tr><td>&lt;script&gt;a&amp;b&lt;/script&gt;</td><td class=\"number\">-3</td></tr>\n</tbody>\n</table>\n"
        );
    }
}

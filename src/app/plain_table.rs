//! A small table with a caption row: one for all that opens over the page.

use leptos::prelude::*;

use super::view::each;

/// A cell.
pub enum Cell {
    /// The head of its row.
    Head(String),
    /// A number.
    Number(Option<u32>),
    /// Any text.
    Text(String),
    /// Texts as files have them.
    Raw(Vec<String>),
    /// Whatever else.
    View(AnyView),
}

/// A table that scrolls by itself; `label` says what it holds.
pub fn plain_table(label: &'static str, captions: &[&str], rows: Vec<Vec<Cell>>) -> AnyView {
    let mut heads = Vec::new();
    for (place, caption) in captions.iter().enumerate() {
        let mut column = rows.iter().filter_map(|row| row.get(place));
        let is_number = column.any(|cell| matches!(cell, Cell::Number(_)));
        let class = is_number.then_some("number");
        heads.push(view! { <th scope="col" class=class>{caption.to_string()}</th> }.into_any());
    }
    let rows = each(rows, row);
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=label>
            <table class="plain-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn row(cells: Vec<Cell>) -> AnyView {
    let cells = each(cells, |cell| {
        let (class, content) = match cell {
            Cell::Head(text) => return view! { <th scope="row">{text}</th> }.into_any(),
            Cell::Number(number) => {
                let text = number.map(|number| crate::report::words::number(number.into()));
                ("number", text.unwrap_or_else(|| "–".to_owned()).into_any())
            }
            Cell::Text(text) => ("", text.into_any()),
            Cell::Raw(texts) => {
                let texts = each(texts, |text| {
                    view! { <code class="raw">{text}</code>" " }.into_any()
                });
                ("", texts)
            }
            Cell::View(view) => ("", view),
        };
        view! { <td class=class>{content}</td> }.into_any()
    });
    view! { <tr>{cells}</tr> }.into_any()
}

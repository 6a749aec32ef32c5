//! The rows of a table that are in sight, drawn with elements that are used again.
//!
//! While someone scrolls, a frame has few milliseconds. A row that leaves at one end comes back in
//! at the other with other texts: no element is made, no attribute that stays is set.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::dom::{self, document};
use crate::report::across::licences::opens;
use crate::report::definition::ColumnDefinition;
use crate::report::words;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A row as it is drawn.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// Its place in the shown order.
    pub place: u32,
    /// Names it in requests.
    pub handle: u32,
    /// The normalised logon name.
    pub key: String,
    /// Kebab-case urgency, or nothing.
    pub urgency: String,
    /// Short words of warning.
    pub marks: Vec<String>,
    /// A text and whether it stands for a missing value, per visible column.
    pub cells: Vec<(String, bool)>,
}

/// The drawn rows, in order.
pub struct TableRows {
    body: &'static str,
    holder: &'static str,
    generation: u32,
    columns: Vec<&'static ColumnDefinition>,
    drawn: Vec<Drawn>,
    spare: Vec<Drawn>,
}

struct Drawn {
    element: Element,
    cells: Vec<Cell>,
    row: Option<Arc<Row>>,
    is_selected: bool,
    is_open: bool,
}

struct Cell {
    element: Element,
    is_missing: bool,
    // The badge of the urgency with its shape and its word.
    badge: Option<(Element, Element, Node)>,
}

impl TableRows {
    /// No rows yet. The selectors find the table's body and what takes the focus of a cell that goes.
    pub fn new(body: &'static str, holder: &'static str) -> TableRows {
        TableRows {
            body,
            holder,
            generation: 0,
            columns: Vec::new(),
            drawn: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Draws these rows; those of another generation are other rows.
    pub fn draw(
        &mut self,
        generation: u32,
        columns: &[&'static ColumnDefinition],
        rows: &[Arc<Row>],
    ) {
        let (Some(body), Some(holder)) = (dom::first(self.body), dom::first(self.holder)) else {
            return;
        };
        if self.columns != columns {
            self.columns = columns.to_vec();
            hold(&body, &holder);
            body.set_text_content(None);
            self.drawn.clear();
            self.spare.clear();
        }
        let is_same_list = self.generation == generation;
        self.generation = generation;
        let first = rows.first().map_or(0, |row| row.place);
        let stays = |drawn: &Drawn| {
            let place = drawn.row.as_ref().map(|row| row.place);
            is_same_list
                && place.is_some_and(|place| {
                    place
                        .checked_sub(first)
                        .is_some_and(|at| (at as usize) < rows.len())
                })
        };
        let (mut kept, gone): (Vec<Drawn>, Vec<Drawn>) =
            std::mem::take(&mut self.drawn).into_iter().partition(stays);
        for drawn in &gone {
            hold(&drawn.element, &holder);
            drawn.element.remove();
        }
        self.spare.extend(gone);

        let mut kept = kept.drain(..).peekable();
        for row in rows {
            let is_kept = kept
                .peek()
                .and_then(|drawn| drawn.row.as_ref())
                .is_some_and(|drawn| drawn.place == row.place);
            let drawn = if is_kept {
                kept.next()
            } else {
                let before = kept.peek().map(|drawn| -> &Node { &drawn.element });
                let drawn = self.spare.pop().unwrap_or_else(|| new_row(&self.columns));
                let _ = body.insert_before(&drawn.element, before);
                Some(drawn)
            };
            if let Some(mut drawn) = drawn {
                fill(&mut drawn, row, &self.columns);
                self.drawn.push(drawn);
            }
        }
    }

    /// Shows which rows are selected and which one's details are open.
    pub fn mark(&mut self, is_selected: impl Fn(u32) -> bool, open: Option<u32>) {
        for drawn in &mut self.drawn {
            let Some(row) = &drawn.row else { continue };
            set_state(
                &drawn.element,
                "aria-selected",
                &mut drawn.is_selected,
                is_selected(row.place),
            );
            set_state(
                &drawn.element,
                "data-open",
                &mut drawn.is_open,
                open == Some(row.handle),
            );
        }
    }
}

fn hold(element: &Element, holder: &HtmlElement) {
    if dom::has_focus(element) {
        dom::focus(holder);
    }
}

fn set_state(element: &Element, name: &str, before: &mut bool, now: bool) {
    if *before != now {
        *before = now;
        set(element, name, if now { "true" } else { "false" });
    }
}

fn new_row(columns: &[&ColumnDefinition]) -> Drawn {
    let element = new("tr", "grid-row");
    set(&element, "role", "row");
    set(&element, "aria-selected", "false");
    set(&element, "data-open", "false");
    let tick = new_cell(&element, 1);
    tick.set_class_name("tick-cell");
    let _ = tick.append_child(&new("span", "tick"));
    let cells = columns.iter().zip(2..).map(|(column, place)| {
        let element = new_cell(&element, place);
        set(&element, "data-column", column.id);
        set(&element, "data-kind", column.kind.name());
        set(&element, "data-title", column.title);
        Cell {
            element,
            is_missing: false,
            badge: None,
        }
    });
    Drawn {
        cells: cells.collect(),
        element,
        row: None,
        is_selected: false,
        is_open: false,
    }
}

fn new_cell(row: &Element, place: u32) -> Element {
    let cell = new("td", "");
    set(&cell, "role", "gridcell");
    set(&cell, "tabindex", "-1");
    set(&cell, "aria-colindex", &place.to_string());
    let _ = row.append_child(&cell);
    cell
}

fn fill(drawn: &mut Drawn, row: &Arc<Row>, columns: &[&ColumnDefinition]) {
    if drawn
        .row
        .as_ref()
        .is_some_and(|before| Arc::ptr_eq(before, row))
    {
        return;
    }
    set(&drawn.element, "data-place", &row.place.to_string());
    set(
        &drawn.element,
        "aria-rowindex",
        &(row.place + 2).to_string(),
    );
    set(&drawn.element, "data-urgency", &row.urgency);
    for (at, ((cell, column), (text, is_missing))) in drawn
        .cells
        .iter_mut()
        .zip(columns)
        .zip(&row.cells)
        .enumerate()
    {
        set_missing(cell, *is_missing);
        if column.id == "urgency" && !is_missing {
            fill_badge(cell, &row.urgency, text);
        } else {
            cell.badge = None;
            let text = if text.is_empty() {
                "–"
            } else {
                words::cut(text)
            };
            if opens::opens(column.id) && !is_missing && text != "0" {
                fill_opener(&cell.element, text);
            } else {
                cell.element.set_text_content(Some(text));
            }
            let tint = opens::tint(column.id, if *is_missing { "0" } else { text });
            if tint.is_empty() {
                let _ = cell.element.remove_attribute("data-tint");
            } else {
                set(&cell.element, "data-tint", tint);
            }
            if column.id == "product_name" {
                set(&cell.element, "title", &part_number(row, columns));
            }
            if column.id == "suggestion" && !is_missing {
                add_accept(&cell.element);
            }
        }
        if at == 0 {
            add_marks(&cell.element, &row.marks);
        }
    }
    drawn.row = Some(Arc::clone(row));
}

// A number that opens what it counts. By keyboard its cell does so with Enter.
fn fill_opener(cell: &Element, text: &str) {
    let button = new("button", "cell-opens");
    set(&button, "tabindex", "-1");
    button.set_text_content(Some(text));
    cell.set_text_content(None);
    let _ = cell.append_child(&button);
}

/// The part number of a product that is named in a row, where it stands in a column too (F7).
fn part_number(row: &Row, columns: &[&ColumnDefinition]) -> String {
    let place = columns
        .iter()
        .position(|column| column.id == "sku_part_number");
    let cell = place.and_then(|place| row.cells.get(place));
    cell.map_or(String::new(), |(text, _)| text.clone())
}

fn set_missing(cell: &mut Cell, is_missing: bool) {
    if cell.is_missing != is_missing {
        cell.is_missing = is_missing;
        let _ = cell
            .element
            .toggle_attribute_with_force("data-missing", is_missing);
    }
}

fn fill_badge(cell: &mut Cell, urgency: &str, text: &str) {
    let element = &cell.element;
    let (badge, shape, word) = cell.badge.get_or_insert_with(|| new_badge(element));
    set(badge, "data-urgency", urgency);
    let known = words::urgency(urgency);
    set(badge, "title", known.map_or("", |known| known.meaning));
    set(shape, "d", known.map_or("", |known| known.shape));
    word.set_text_content(Some(text));
}

fn new_badge(cell: &Element) -> (Element, Element, Node) {
    cell.set_text_content(None);
    let badge = new("span", "urgency-badge");
    let word: Node = document().create_text_node("").into();
    let svg = new_svg("svg");
    set(&svg, "class", "urgency-shape");
    set(&svg, "viewBox", "0 0 16 16");
    set(&svg, "aria-hidden", "true");
    let shape = new_svg("path");
    set(&shape, "fill-rule", "evenodd");
    let _ = svg.append_child(&shape);
    let _ = badge.append_child(&svg);
    let _ = badge.append_child(&word);
    let _ = cell.append_child(&badge);
    (badge, shape, word)
}

fn add_marks(cell: &Element, marks: &[String]) {
    for mark in marks {
        let span = new("span", "mark");
        set(&span, "title", mark);
        span.set_text_content(Some(mark));
        let _ = cell.append_child(&span);
    }
}

// By keyboard the row itself takes the key A: a stop more in every row would be in the way.
fn add_accept(cell: &Element) {
    let button = new("button", "row-accept");
    set(&button, "tabindex", "-1");
    set(&button, "aria-label", words::ACCEPT_ROW);
    button.set_text_content(Some("Accept"));
    // In front of the name, which may be longer than its column.
    let _ = cell.insert_before(&button, cell.first_child().as_ref());
}

// None of the names given here is one that the browser refuses.
fn new(name: &str, class: &str) -> Element {
    let element = document()
        .create_element(name)
        .unwrap_or_else(|_| unreachable!("`{name}` is an element"));
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

fn new_svg(name: &str) -> Element {
    let element = document().create_element_ns(Some(SVG), name);
    element
        .unwrap_or_else(|_| unreachable!("`{name}` is an element"))
        .unchecked_into()
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

//! An OpenDocument spreadsheet (.ods).

use std::collections::HashSet;

use crate::archive::Archive;
use crate::sheet::{Cells, Lines, MAX_TEXT, visible};
use crate::xml::{Element, Xml};
use crate::{Choosing, Trouble, cell};

/// Reads the sheets of a workbook in the order of their tabs.
pub fn read(archive: &mut Archive, choosing: &mut Choosing) -> Result<(), Trouble> {
    if let Some(kind) = archive.text("mimetype") {
        let kind = kind?;
        if !kind
            .trim()
            .starts_with("application/vnd.oasis.opendocument.spreadsheet")
        {
            return Err(Trouble::OtherDocument);
        }
    }
    if let Some(list) = archive.text("META-INF/manifest.xml")
        && list?.contains("encryption-data")
    {
        return Err(Trouble::Password);
    }
    let text = archive.text("content.xml").ok_or(Trouble::NoWorkbook)??;
    let mut xml = Xml::of(&text, "its content");
    let mut hidden = HashSet::new();
    let mut style = String::new();
    while let Some(element) = xml.next_element()? {
        if element.is("style") {
            style = element.attribute("name").unwrap_or_default().into_owned();
        } else if element.is("table-properties") {
            if element
                .attribute("display")
                .is_some_and(|shown| shown == "false")
            {
                // Noted once, however often its style says so.
                hidden.insert(std::mem::take(&mut style));
            }
        } else if element.is("dde-links") || element.is("tracked-changes") {
            // Tables of other programs, and cells as they once were.
            xml.skip()?;
        } else if element.is("table") {
            let name = element.attribute("name").unwrap_or_default().into_owned();
            let style = element.attribute("style-name").unwrap_or_default();
            let is_hidden = !style.is_empty() && hidden.contains(&*style);
            let (lines, is_copy) = lines(&mut xml, choosing.room)?;
            choosing.room = lines.room();
            // A copy has the cells of another file, kept beside a formula that names them.
            if !is_copy && let Some(number) = choosing.begin() {
                choosing.take(number, name, is_hidden, lines)?;
            }
        }
    }
    Ok(())
}

/// The cells of the table that is open, and whether it is the copy of another file's table.
fn lines(xml: &mut Xml, room: usize) -> Result<(Lines, bool), Trouble> {
    let mut lines = Lines::within(room);
    let mut cells = Cells::default();
    let mut value = String::new();
    let mut is_copy = false;
    let mut row = 0;
    // Rows stand in the table or in groups of it.
    let mut depth = 0;
    loop {
        let Some(element) = xml.next_inside()? else {
            if depth == 0 {
                break;
            }
            depth -= 1;
            continue;
        };
        if element.is("table-row") {
            let end = repeated(&element, "number-rows-repeated").saturating_add(row);
            cells.clear();
            read_row(xml, &mut cells, &mut value)?;
            // A row of nothing may be repeated to the end of the sheet, and beyond.
            if cells.reaches(0) {
                (row..end).try_for_each(|row| lines.push(row, &cells))?;
            }
            row = end;
        } else if ["table-rows", "table-header-rows", "table-row-group"]
            .iter()
            .any(|group| element.is(group))
        {
            depth += 1;
        } else {
            is_copy |= element.is("table-source");
            xml.skip()?;
        }
    }
    Ok((lines, is_copy))
}

fn read_row(xml: &mut Xml, cells: &mut Cells, value: &mut String) -> Result<(), Trouble> {
    let mut column = 0;
    while let Some(element) = xml.next_inside()? {
        if !element.is("table-cell") && !element.is("covered-table-cell") {
            xml.skip()?;
            continue;
        }
        let end = repeated(&element, "number-columns-repeated").saturating_add(column);
        value.clear();
        push_value(xml, &element, value)?;
        let shown = visible(value);
        if !shown.is_empty() {
            (column..end).try_for_each(|column| cells.push(column, shown))?;
        }
        column = end;
    }
    Ok(())
}

fn repeated(element: &Element, name: &str) -> usize {
    let said = element.attribute(name);
    let said = said.and_then(|n| n.parse().ok());
    said.filter(|&n| n > 0).unwrap_or(1)
}

/// Adds the value of the cell that is open as text, and leaves the cell.
fn push_value(xml: &mut Xml, element: &Element, text: &mut String) -> Result<(), Trouble> {
    let of = |name: &str| element.attribute_of("office", name);
    match of("value-type").as_deref() {
        Some("float" | "percentage" | "currency") => {
            let value = of("value").unwrap_or_default();
            match cell::parsed(&value) {
                Some(number) => text.push_str(&cell::number(number)),
                None => text.push_str(&value),
            }
        }
        Some("date") => text.push_str(cell::iso_date(&of("date-value").unwrap_or_default())),
        Some("time") => text.push_str(&cell::iso_duration(&of("time-value").unwrap_or_default())),
        Some("boolean") => text.push_str(match of("boolean-value").as_deref() {
            Some("true") => "TRUE",
            _ => "FALSE",
        }),
        Some(_) => {
            text.push_str(&of("string-value").unwrap_or_default());
            // An error has an empty value, and its text inside.
            if text.is_empty() {
                return push_paragraphs(xml, text);
            }
        }
        None => {}
    }
    xml.skip()
}

/// Adds the paragraphs of the cell that is open, without what is drawn or noted beside them.
fn push_paragraphs(xml: &mut Xml, text: &mut String) -> Result<(), Trouble> {
    let mut is_first = true;
    while let Some(element) = xml.next_inside()? {
        if !element.is("p") {
            xml.skip()?;
            continue;
        }
        if !std::mem::take(&mut is_first) {
            text.push('\n');
        }
        push_spans(xml, text)?;
    }
    Ok(())
}

fn push_spans(xml: &mut Xml, text: &mut String) -> Result<(), Trouble> {
    use crate::xml::Node;
    let mut depth = 0;
    loop {
        match xml.next()? {
            Node::Text(part) => text.push_str(&part),
            Node::Open(element) if element.is("annotation") => xml.skip()?,
            Node::Open(element) => {
                depth += 1;
                if element.is("s") {
                    // No cell shows more spaces than this.
                    let n = repeated(&element, "c").min(1_000);
                    text.extend(std::iter::repeat_n(' ', n));
                    if text.len() > MAX_TEXT {
                        return Err(Trouble::TooLarge);
                    }
                } else if element.is("tab") {
                    text.push('\t');
                } else if element.is("line-break") {
                    text.push('\n');
                }
            }
            Node::Close if depth == 0 => return Ok(()),
            Node::Close => depth -= 1,
            Node::End => return Err(xml.damaged()),
        }
    }
}

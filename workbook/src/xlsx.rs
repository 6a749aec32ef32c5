//! An Excel workbook (.xlsx, .xlsm): Office Open XML (ECMA-376).

use std::borrow::Cow;
use std::collections::HashMap;

use crate::archive::{Archive, MAX_PARTS};
use crate::number_format::Format;
use crate::sheet::{Cells, Lines, MAX_ROWS};
use crate::xml::{Element, Xml};
use crate::{Choosing, Trouble, cell};

const SHEET: &str = "a sheet";
/// Sheets, charts and macros that a workbook may list: each is looked up among the parts.
const MAX_TABS: usize = 2_000;

/// Reads the sheets of a workbook in the order of their tabs.
pub fn read(archive: &mut Archive, choosing: &mut Choosing) -> Result<(), Trouble> {
    let relations = relations(archive, "_rels/.rels")?;
    let main = relations
        .iter()
        .find(|relation| relation.is("/officeDocument"));
    let main = match main {
        Some(relation) => resolved("", &relation.target),
        None if archive.has("xl/workbook.bin") => return Err(Trouble::Binary),
        None => "xl/workbook.xml".to_string(),
    };
    if main.ends_with(".bin") {
        return Err(Trouble::Binary);
    }
    let text = archive.text(&main).ok_or(Trouble::NoWorkbook)??;
    let (tabs, is_1904) = tabs(&text)?;
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = self::relations(archive, &format!("{folder}/_rels/{name}.rels"))?;
    let part = |ending: &str| {
        let found = relations.iter().find(|relation| relation.is(ending));
        found.map(|relation| resolved(folder, &relation.target))
    };
    let mut values = Values {
        formats: Vec::new(),
        strings: Strings::default(),
        is_1904,
    };
    if let Some(text) = part("/styles").and_then(|path| archive.text(&path)) {
        values.formats = formats(&text?)?;
    }
    if let Some(text) = part("/sharedStrings").and_then(|path| archive.text(&path)) {
        values.strings = Strings::of(&text?)?;
    }
    for tab in tabs {
        let relation = relations
            .iter()
            .find(|relation| relation.id == tab.relation);
        let relation = relation.ok_or(Trouble::Damaged("the list of sheets"))?;
        // What is no worksheet is a chart, a dialog or a macro.
        if !relation.is("/worksheet") {
            continue;
        }
        if let Some(number) = choosing.begin() {
            let path = resolved(folder, &relation.target);
            let text = archive.text(&path).ok_or(Trouble::Damaged(SHEET))??;
            let lines = lines(&text, &values, choosing.room)?;
            choosing.room = lines.room();
            choosing.take(number, tab.name, tab.hidden, lines)?;
        }
    }
    Ok(())
}

/// A part that another part names.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    /// Whether its kind has this ending: what stands before it names the edition of the standard.
    fn is(&self, ending: &str) -> bool {
        self.kind.ends_with(ending)
    }
}

fn relations(archive: &mut Archive, path: &str) -> Result<Vec<Relation>, Trouble> {
    let Some(text) = archive.text(path.trim_start_matches('/')) else {
        return Ok(Vec::new());
    };
    let text = text?;
    let mut xml = Xml::of(&text, "the list of parts");
    let mut relations = Vec::new();
    while let Some(element) = xml.next_element()? {
        if element.is("Relationship") {
            let of = |name| owned(element.attribute(name));
            relations.push(Relation {
                id: of("Id"),
                kind: of("Type"),
                target: of("Target"),
            });
            if relations.len() > MAX_PARTS {
                return Err(Trouble::TooManyParts);
            }
        }
    }
    Ok(relations)
}

/// The path of a target as the archive has it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_string();
    }
    let mut folders: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            ".." => drop(folders.pop()),
            "." | "" => {}
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// A sheet as the workbook lists it.
struct Tab {
    name: String,
    hidden: bool,
    relation: String,
}

/// The sheets, and whether days count from 1904.
fn tabs(text: &str) -> Result<(Vec<Tab>, bool), Trouble> {
    let mut xml = Xml::of(text, "the list of sheets");
    let mut tabs = Vec::new();
    let mut is_1904 = false;
    let mut is_workbook = false;
    while let Some(element) = xml.next_element()? {
        if element.is("workbook") {
            is_workbook = true;
        } else if element.is("workbookPr") {
            // Newer versions write a second one without the attribute.
            if let Some(said) = element.attribute("date1904") {
                is_1904 = is_true(&said);
            }
        } else if element.is("sheet") {
            tabs.push(Tab {
                name: owned(element.attribute("name")),
                hidden: element
                    .attribute("state")
                    .is_some_and(|state| state != "visible"),
                relation: owned(element.attribute("id")),
            });
            if tabs.len() > MAX_TABS {
                return Err(Trouble::TooManyParts);
            }
        }
    }
    match is_workbook {
        true => Ok((tabs, is_1904)),
        false => Err(Trouble::NoWorkbook),
    }
}

fn is_true(text: &str) -> bool {
    text == "1" || text == "true"
}

fn owned(text: Option<Cow<str>>) -> String {
    text.map(Cow::into_owned).unwrap_or_default()
}

/// What a number means, for every style a cell may have.
fn formats(text: &str) -> Result<Vec<Format>, Trouble> {
    let mut xml = Xml::of(text, "the list of styles");
    let mut own = HashMap::new();
    let mut formats = Vec::new();
    while let Some(element) = xml.next_element()? {
        if element.is("numFmt") {
            let id = element
                .attribute("numFmtId")
                .and_then(|id| id.parse::<u32>().ok());
            if let (Some(id), Some(code)) = (id, element.attribute("formatCode")) {
                own.insert(id, Format::of_code(&code));
            }
        } else if element.is("cellXfs") {
            while let Some(style) = xml.next_inside()? {
                let id = style
                    .attribute("numFmtId")
                    .and_then(|id| id.parse::<u32>().ok());
                let id = id.unwrap_or(0);
                formats.push(own.get(&id).copied().unwrap_or(Format::built_in(id)));
                xml.skip()?;
            }
        }
    }
    Ok(formats)
}

/// The texts that cells share, one behind the other.
#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    fn of(text: &str) -> Result<Strings, Trouble> {
        let mut xml = Xml::of(text, "the list of texts");
        let mut strings = Strings::default();
        let mut one = String::new();
        while let Some(element) = xml.next_element()? {
            if element.is("si") {
                one.clear();
                push_rich_text(&mut xml, &mut one)?;
                strings.text.push_str(&without_escapes(&one));
                strings.ends.push(strings.text.len() as u32);
            }
        }
        Ok(strings)
    }

    fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}

/// Adds the text of the element that is open, whole or in runs, without the reading aids of East Asian texts.
fn push_rich_text(xml: &mut Xml, text: &mut String) -> Result<(), Trouble> {
    while let Some(element) = xml.next_inside()? {
        if element.is("t") {
            xml.push_text(text)?;
        } else if element.is("r") {
            while let Some(inner) = xml.next_inside()? {
                match inner.is("t") {
                    true => xml.push_text(text)?,
                    false => xml.skip()?,
                }
            }
        } else {
            xml.skip()?;
        }
    }
    Ok(())
}

/// A letter that XML cannot hold is written as `_x000D_`.
fn without_escapes(text: &str) -> Cow<'_, str> {
    let escape_at = |text: &str| {
        text.match_indices("_x").find_map(|(at, _)| {
            let code = text.get(at + 2..at + 6)?;
            let is_code = code.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_escape = is_code && text.as_bytes().get(at + 6) == Some(&b'_');
            is_escape
                .then(|| u32::from_str_radix(code, 16).ok())?
                .map(|code| (at, code))
        })
    };
    let mut rest = text;
    let mut plain = String::new();
    while let Some((at, code)) = escape_at(rest) {
        plain.push_str(&rest[..at]);
        plain.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = &rest[at + 7..];
    }
    match plain.is_empty() {
        true => rest.into(),
        false => (plain + rest).into(),
    }
}

/// What cells refer to.
struct Values {
    formats: Vec<Format>,
    strings: Strings,
    is_1904: bool,
}

/// The cells of a sheet.
fn lines(text: &str, values: &Values, room: usize) -> Result<Lines, Trouble> {
    let mut xml = Xml::of(text, SHEET);
    let mut lines = Lines::within(room);
    let mut cells = Cells::default();
    let mut value = String::new();
    while let Some(element) = xml.next_element()? {
        if !element.is("sheetData") {
            continue;
        }
        let mut next_row = 0;
        while let Some(row) = xml.next_inside()? {
            let mut number = match row.attribute("r") {
                Some(place) => place.parse::<usize>().ok().filter(|&number| number > 0),
                None => None,
            };
            cells.clear();
            let mut next_column = 0;
            while let Some(one) = xml.next_inside()? {
                let place = one.attribute("r").and_then(|place| cell_place(&place));
                let (column, in_row) = place.unwrap_or((next_column, None));
                number = number.or(in_row);
                if column < next_column {
                    return Err(xml.damaged());
                }
                next_column = column + 1;
                value.clear();
                push_value(&mut xml, &one, values, &mut value)?;
                cells.push(column, &value)?;
            }
            let row = number.map_or(next_row, |number| number - 1);
            lines.push(row, &cells)?;
            next_row = row + 1;
        }
        break;
    }
    Ok(lines)
}

/// Column, from 0, and row, from 1, of a place such as `AB12`.
fn cell_place(place: &str) -> Option<(usize, Option<usize>)> {
    let n_letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = place.split_at(n_letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = digits
        .parse()
        .ok()
        .filter(|row| (1..=MAX_ROWS).contains(row));
    Some((column - 1, row))
}

/// Adds the value of the cell that is open as text, and leaves the cell.
fn push_value(
    xml: &mut Xml,
    one: &Element,
    values: &Values,
    text: &mut String,
) -> Result<(), Trouble> {
    let kind = one.attribute("t");
    let mut raw = String::new();
    while let Some(element) = xml.next_inside()? {
        if element.is("v") {
            raw.clear();
            xml.push_text(&mut raw)?;
        } else if element.is("is") && kind.as_deref() == Some("inlineStr") {
            raw.clear();
            push_rich_text(xml, &mut raw)?;
        } else {
            xml.skip()?;
        }
    }
    match kind.as_deref() {
        Some("s") if raw.is_empty() => {}
        Some("s") => {
            let place = raw.trim().parse().ok();
            let shared = place.and_then(|place| values.strings.get(place));
            text.push_str(shared.ok_or(xml.damaged())?);
        }
        Some("str" | "inlineStr") => text.push_str(&without_escapes(&raw)),
        Some("b") => text.push_str(match raw.trim() {
            "1" | "true" => "TRUE",
            "0" | "false" => "FALSE",
            other => other,
        }),
        Some("d") => text.push_str(cell::iso_date(raw.trim())),
        // An error is written as it is shown.
        Some("e") => text.push_str(&raw),
        _ => {
            let style = one
                .attribute("s")
                .and_then(|style| style.parse::<usize>().ok());
            let format = values.formats.get(style.unwrap_or(0));
            push_number(
                raw.trim(),
                format.copied().unwrap_or(Format::Number),
                values,
                text,
            );
        }
    }
    Ok(())
}

fn push_number(raw: &str, format: Format, values: &Values, text: &mut String) {
    let is_plain = raw.len() <= 15 && raw.bytes().all(|byte| byte.is_ascii_digit());
    if format == Format::Number && is_plain {
        return text.push_str(raw);
    }
    let Some(value) = cell::parsed(raw) else {
        return text.push_str(raw);
    };
    match format {
        Format::Number => text.push_str(&cell::number(value)),
        Format::Padded(n) => {
            let digits = cell::number(value);
            let n_missing = usize::from(n).saturating_sub(digits.len());
            let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
            text.extend(std::iter::repeat_n(
                '0',
                if is_whole { n_missing } else { 0 },
            ));
            text.push_str(&digits);
        }
        Format::Date => text.push_str(&cell::date(value, values.is_1904)),
        Format::Duration => text.push_str(&cell::duration(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_column_and_row() {
        assert_eq!(cell_place("A1"), Some((0, Some(1))));
        assert_eq!(cell_place("AB12"), Some((27, Some(12))));
        assert_eq!(cell_place("XFD1048576"), Some((16_383, Some(1_048_576))));
        assert_eq!(cell_place("C"), Some((2, None)));
        assert_eq!(cell_place("12"), None);
        assert_eq!(cell_place("ABCD1"), None);
    }

    #[test]
    fn a_target_is_found_from_the_folder_of_the_one_that_names_it() {
        assert_eq!(
            resolved("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolved("xl", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolved("a/b", "../c/./d.xml"), "a/c/d.xml");
        assert_eq!(resolved("", "../../d.xml"), "d.xml");
    }

    #[test]
    fn escaped_letters_are_letters_again() {
        assert_eq!(without_escapes("a_x000D_b"), "a\rb");
        assert_eq!(without_escapes("_x005F_x000D_"), "_x000D_");
        assert_eq!(without_escapes("_x00_ _xZZZZ_ _x"), "_x00_ _xZZZZ_ _x");
        assert_eq!(without_escapes("ä_x00e4_ö"), "ääö");
    }
}

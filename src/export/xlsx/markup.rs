//! The XML of a workbook: its frame, its styles, and the cells of a sheet.

use chrono::{NaiveDate, NaiveTime};

use crate::export::cell::Leaving;

/// How a cell is formatted, by its place among the formats in `styles.xml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Number = 0,
    Text = 1,
    Day = 2,
    Moment = 3,
    Header = 4,
}

impl Style {
    /// How a cell is formatted that is no header and holds a [number](as_number).
    pub fn of_number(cell: &Leaving) -> Style {
        match cell {
            Leaving::Day(..) => Style::Day,
            Leaving::Moment(..) => Style::Moment,
            _ => Style::Number,
        }
    }

    fn name(self) -> &'static str {
        ["0", "1", "2", "3", "4"][self as usize]
    }
}

/// UTF-16 units that a cell holds, at most.
const MOST_LETTERS: usize = 32_767;
/// The end of a text that was cut.
pub const CUT: &str = "… (cut)";
/// Digits that Excel keeps of a number.
const MOST_DIGITS: usize = 15;

/// What stands in a cell that is no text: a number, or the count of days that a date is.
///
/// Excel knows no date before March 1900 (its February has 29 days then) and none after 9999, and keeps 15 digits:
/// what does not fit stays text, to the letter.
pub fn as_number(cell: &Leaving) -> Option<String> {
    match cell {
        Leaving::Number(number) => {
            let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
            (n_digits <= MOST_DIGITS).then(|| number.clone())
        }
        Leaving::Day(day, _) => serial(*day).map(|days| days.to_string()),
        Leaving::Moment(moment, _) => {
            let days = serial(moment.date())?;
            let past = moment.time().signed_duration_since(NaiveTime::MIN);
            // Millionths of a day are less than a tenth of a second; whole seconds come back by rounding.
            let share = past.num_milliseconds() * 1_000_000_000 / 86_400_000;
            Some(format!("{days}.{share:09}"))
        }
        Leaving::Nothing | Leaving::Text(_) => None,
    }
}

/// Days since the last day of 1899, as Excel counts them.
fn serial(day: NaiveDate) -> Option<i64> {
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = day.signed_duration_since(start).num_days();
    (61..=2_958_465).contains(&days).then_some(days)
}

/// Adds a cell that is no text.
pub fn push_number(out: &mut String, place: (&str, &str), style: Style, number: &str) {
    open_cell(out, place, style);
    out.push_str("\"><v>");
    out.push_str(number);
    out.push_str("</v></c>");
}

/// Adds a text; says whether it had to be cut.
pub fn push_text(out: &mut String, place: (&str, &str), style: Style, text: &str) -> bool {
    open_cell(out, place, style);
    out.push_str("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    // A text of fewer bytes has fewer letters, too.
    let is_long = text.len() > MOST_LETTERS && text.encode_utf16().count() > MOST_LETTERS;
    match is_long {
        true => {
            let mut room = MOST_LETTERS - CUT.encode_utf16().count();
            let fits = |letter: &char| {
                let rest = room.checked_sub(letter.len_utf16());
                room = rest.unwrap_or(0);
                rest.is_some()
            };
            let kept: String = text.chars().take_while(fits).collect();
            push_escaped(out, &kept);
            out.push_str(CUT);
        }
        false => push_escaped(out, text),
    }
    out.push_str("</t></is></c>");
    is_long
}

fn open_cell(out: &mut String, (letters, row): (&str, &str), style: Style) {
    out.push_str("<c r=\"");
    out.push_str(letters);
    out.push_str(row);
    out.push_str("\" s=\"");
    out.push_str(style.name());
}

/// A text as XML holds it; what XML cannot hold is written as `_x0001_`, as Excel does, and what looks so, too.
fn push_escaped(out: &mut String, text: &str) {
    let may_need_it = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_' | ..0x20 | 0xef);
    if !text.bytes().any(may_need_it) {
        return out.push_str(text);
    }
    let mut done = 0;
    for (at, letter) in text.char_indices() {
        let entity = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '_' if is_escape(&text[at..]) => "_x005F_",
            '\t' | '\n' => continue,
            '\0'..'\x20' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&text[done..at]);
                out.push_str(&format!("_x{:04X}_", letter as u32));
                done = at + letter.len_utf8();
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

fn is_escape(text: &str) -> bool {
    match text.as_bytes() {
        [b'_', b'x', digits @ .., _] | [b'_', b'x', digits @ ..] if digits.len() >= 4 => {
            let ends = text.as_bytes().get(6) == Some(&b'_');
            ends && digits[..4].iter().all(u8::is_ascii_hexdigit)
        }
        _ => false,
    }
}

/// The name of a column by its place, from 0: `A`, `Z`, `AA`.
pub fn column_letters(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

/// A title as the name of a sheet: at most 31 letters, and none that Excel refuses.
pub fn sheet_name(title: &str) -> String {
    let allowed = |letter: &char| !"[]:*?/\\'".contains(*letter) && !letter.is_control();
    let name: String = title.chars().filter(allowed).take(31).collect();
    match name.trim() {
        "" | "About" | "Groups" => "Rows".to_string(),
        name => name.to_string(),
    }
}

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts around the sheets, each with its name; `groups` is the range of the sheet of groups, where there is
/// one: it stands between the rows and what they are.
pub fn frame(name: &str, range: &str, groups: Option<&str>) -> [(&'static str, String); 5] {
    let mut sheet = String::new();
    push_escaped(&mut sheet, name);
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let third = match groups {
        Some(_) => format!(
            "<Override PartName=\"/xl/worksheets/sheet3.xml\" ContentType=\"{kind}.worksheet+xml\"/>"
        ),
        None => String::new(),
    };
    let types = format!(
        "{START}<Types xmlns=\"{package}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"{kind}.worksheet+xml\"/>{third}\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/></Types>"
    );
    let root = format!(
        "{START}<Relationships xmlns=\"{package}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let third = match groups {
        Some(_) => format!(
            "<Relationship Id=\"rId4\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet3.xml\"/>"
        ),
        None => String::new(),
    };
    let links = format!(
        "{START}<Relationships xmlns=\"{package}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{office}/styles\" Target=\"styles.xml\"/>{third}</Relationships>"
    );
    let (sheets, names) = match groups {
        Some(range) => (
            "<sheet name=\"Groups\" sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"About\" sheetId=\"3\" r:id=\"rId4\"/>",
            format!(
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"1\" hidden=\"1\">'Groups'!{range}</definedName>"
            ),
        ),
        None => (
            "<sheet name=\"About\" sheetId=\"2\" r:id=\"rId2\"/>",
            String::new(),
        ),
    };
    // The names are how Excel keeps the filter and the header that is repeated on paper.
    let book = format!(
        "{START}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{office}\"><sheets>\
         <sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"rId1\"/>{sheets}</sheets>\
         <definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">'{sheet}'!{range}</definedName>{names}\
         <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'{sheet}'!$1:$1</definedName></definedNames></workbook>"
    );
    [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/styles.xml", format!("{START}{STYLES}")),
    ]
}

/// In the order of [`Style`]: a number as it is, text, a day, a moment, a header.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>\
    <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
    <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EEF7\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// Opens a sheet of rows: its header stays in sight, its columns are as wide as on the screen. One sheet is the
/// one that is opened first.
pub fn open_rows(range: &str, is_first: bool, widths: impl Iterator<Item = u32>) -> String {
    let selected = u8::from(is_first);
    let mut out = format!(
        "{START}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"{range}\"/>\
         <sheetViews><sheetView tabSelected=\"{selected}\" workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>"
    );
    for (place, pixels) in (1..).zip(widths) {
        // A letter of Excel's usual font takes seven pixels.
        out.push_str(&format!(
            "<col min=\"{place}\" max=\"{place}\" width=\"{}\" customWidth=\"1\"/>",
            pixels / 7
        ));
    }
    out.push_str("</cols><sheetData>");
    out
}

/// Closes it, with its filter; on paper it lies on its side and is as wide as the page.
pub fn close_rows(range: &str) -> String {
    format!(
        "</sheetData><autoFilter ref=\"{range}\"/><pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}

/// Opens the sheet that says what the rows are.
pub const OPEN_ABOUT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews>\
    <sheetFormatPr defaultRowHeight=\"15\"/><cols><col min=\"1\" max=\"1\" width=\"32\" customWidth=\"1\"/>\
    <col min=\"2\" max=\"8\" width=\"18\" customWidth=\"1\"/></cols><sheetData>";

/// Closes it.
pub const CLOSE_ABOUT: &str = "</sheetData></worksheet>";

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Leaving<'_> {
        Leaving::Day(text.parse().unwrap(), text)
    }

    #[test]
    fn a_date_is_the_day_that_excel_counts() {
        #[track_caller]
        fn case(cell: Leaving, expected: Option<&str>) {
            assert_eq!(as_number(&cell).as_deref(), expected);
        }
        case(day("2026-11-22"), Some("46348"));
        case(day("1900-03-01"), Some("61"));
        case(day("1900-02-28"), None);
        case(day("9999-12-31"), Some("2958465"));
        let noon = "2026-11-22T18:00:00";
        case(
            Leaving::Moment(noon.parse().unwrap(), noon),
            Some("46348.750000000"),
        );
        let digits = |text: &str| Leaving::Number(text.to_string());
        case(digits("-13.50"), Some("-13.50"));
        case(digits("123456789012345"), Some("123456789012345"));
        case(digits("1234567890123456"), None);
        case(Leaving::Text("46348"), None);
    }

    #[test]
    fn what_xml_cannot_hold_is_written_as_excel_does() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let mut out = String::new();
            push_escaped(&mut out, text);
            assert_eq!(out, expected);
        }
        case("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;");
        case("a\rb\tc\nd", "a_x000D_b\tc\nd");
        case("\0\u{ffff}", "_x0000__xFFFF_");
        case("_x000D_", "_x005F_x000D_");
        case("_x00_ _x12345 _x", "_x00_ _x12345 _x");
        case("é_x0041_", "é_x005F_x0041_");
        case("_x00e4_", "_x005F_x00e4_");
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_and_says_so() {
        let mut out = String::new();
        let place = ("A", "1");
        assert!(!push_text(
            &mut out,
            place,
            Style::Text,
            &"ä".repeat(32_767)
        ));
        out.clear();
        assert!(push_text(&mut out, place, Style::Text, &"ä".repeat(32_768)));
        let text = out.split_once("preserve\">").unwrap().1;
        let text = text.split_once("</t>").unwrap().0;
        assert_eq!(text.encode_utf16().count(), 32_767);
        assert!(text.ends_with(CUT));
    }

    #[test]
    fn columns_and_sheets_are_named_as_excel_names_them() {
        for (place, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(place), letters);
        }
        assert_eq!(sheet_name("Expiring, not mine"), "Expiring, not mine");
        assert_eq!(sheet_name("a/b: c's [d]"), "ab cs d");
        assert_eq!(sheet_name("About"), "Rows");
        assert_eq!(sheet_name(&"a".repeat(40)).len(), 31);
    }
}

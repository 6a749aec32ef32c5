//! Workbooks made part by part: what other programs may write and rarely do.

use crate::zip::{Part, archive, ods, part, stored, xlsx};
use workbook::{Reading, Trouble, read};

#[track_caller]
fn case(parts: &[Part], expected: &str) {
    match read(&archive(parts), None) {
        Ok(Reading::Sheet { csv, .. }) => assert_eq!(csv, expected),
        other => panic!("{other:?}"),
    }
}

fn troubled(parts: &[Part]) -> Trouble {
    read(&archive(parts), None).expect_err("trouble")
}

fn table(rows: &str) -> Vec<Part> {
    ods(&format!(
        "<table:table table:name=\"One\">{rows}</table:table>"
    ))
}

fn text_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn cells_without_a_place_follow_each_other() {
    case(
        &xlsx(&[(
            "One",
            "<row><c t=\"str\"><v>a</v></c><c><v>1</v></c></row><row r=\"3\"><c r=\"B3\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>",
        )]),
        "a,1,\n\n,2,3\n4,,\n",
    );
    case(
        &xlsx(&[("One", "<row><c r=\"A5\"><v>1</v></c></row>")]),
        "\n\n\n\n1\n",
    );
}

#[test]
fn every_kind_of_cell_has_its_text() {
    let cells = [
        ("<c t=\"b\"><v>1</v></c>", "TRUE"),
        ("<c t=\"b\"><v>0</v></c>", "FALSE"),
        ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
        ("<c t=\"e\"><v>#SPILL!</v></c>", "#SPILL!"),
        ("<c t=\"str\"><f>A1</f><v>a&amp;b&#x21;</v></c>", "a&b!"),
        ("<c t=\"d\"><v>2026-11-22T00:00:00</v></c>", "2026-11-22"),
        (
            "<c t=\"inlineStr\"><is><r><rPr/><t>a </t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c>",
            "a b",
        ),
        (
            "<c t=\"inlineStr\"><is><t><![CDATA[<x>]]></t></is></c>",
            "<x>",
        ),
        ("<c t=\"n\"><v>1.0E+2</v></c>", "100"),
        ("<c><v>1E-3</v></c>", "0.001"),
        ("<c><f>NOW()</f></c>", ""),
        ("<c><v></v></c>", ""),
        ("<c><v>no number</v></c>", "no number"),
        ("<c t=\"s\"><v>1</v></c>", "second"),
        ("<c s=\"1\"><v>46348</v></c>", "2026-11-22"),
        ("<c s=\"2\"><v>42</v></c>", "000042"),
        ("<c s=\"9\"><v>42</v></c>", "42"),
        ("<c><extLst/><v>7</v></c>", "7"),
    ];
    for (cell, expected) in cells {
        let data = format!("<row><c t=\"str\"><v>x</v></c>{cell}<c t=\"str\"><v>y</v></c></row>");
        let mut parts = xlsx(&[("One", &data)]);
        parts.push(part(
            "xl/sharedStrings.xml",
            "<x:sst xmlns:x=\"y\"><x:si/><x:si><x:t>second</x:t></x:si></x:sst>",
        ));
        parts.push(part(
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000000\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
             <cellXfs><xf/><xf numFmtId=\"14\"><alignment/></xf><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
        ));
        case(&parts, &format!("x,{expected},y\n"));
    }
}

#[test]
fn a_text_that_is_not_there_is_no_empty_text() {
    let parts = xlsx(&[("One", "<row><c t=\"s\"><v>7</v></c></row>")]);
    assert_eq!(troubled(&parts), Trouble::Damaged("a sheet"));
}

#[test]
fn rows_or_cells_out_of_order_are_refused_rather_than_misplaced() {
    let cells = "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>";
    assert_eq!(
        troubled(&xlsx(&[("One", cells)])),
        Trouble::Damaged("a sheet")
    );
    let rows = "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>2</v></c></row>";
    assert_eq!(
        troubled(&xlsx(&[("One", rows)])),
        Trouble::Damaged("a sheet")
    );
}

#[test]
fn parts_are_found_whatever_case_and_slash_they_are_written_with() {
    let mut parts = xlsx(&[("One", "<row><c><v>1</v></c></row>")]);
    for part in &mut parts {
        part.name = part.name.replace("worksheets/", "Worksheets\\");
    }
    case(&parts, "1\n");
}

#[test]
fn a_part_may_be_utf_16_and_not_packed() {
    let mut parts = xlsx(&[("One", "")]);
    let text = "\u{feff}<worksheet><sheetData><row><c t=\"str\"><v>Åsa</v></c></row></sheetData></worksheet>";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    parts[0] = stored("xl/worksheets/sheet1.xml", bytes);
    case(&parts, "Åsa\n");
}

#[test]
fn a_workbook_without_rows_is_told_so() {
    assert_eq!(
        troubled(&xlsx(&[("One", ""), ("Two", "<row><c/></row>")])),
        Trouble::Empty
    );
    assert_eq!(troubled(&ods("")), Trouble::Empty);
}

#[test]
fn what_repeats_in_an_opendocument_sheet_stands_as_often_as_it_says() {
    let row = format!(
        "<table:table-row table:number-rows-repeated=\"2\">{}<table:table-cell table:number-columns-repeated=\"2\"/>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"1.50\"><text:p>1,5</text:p></table:table-cell></table:table-row>",
        text_cell("a")
    );
    case(&table(&row), "a,,,1.5,1.5\na,,,1.5,1.5\n");
    let gap = format!(
        "<table:table-column/><table:table-header-rows><table:table-row>{0}</table:table-row></table:table-header-rows>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row-group><table:table-row-group><table:table-row>{0}</table:table-row></table:table-row-group></table:table-row-group>",
        text_cell("x")
    );
    case(&table(&gap), "x\n\n\nx\n");
}

#[test]
fn every_kind_of_opendocument_cell_has_its_text() {
    let cells = [
        (
            "office:value-type=\"percentage\" office:value=\"0.25\"",
            "",
            "0.25",
        ),
        (
            "office:value-type=\"date\" office:date-value=\"2026-11-22T10:00:00.000\"",
            "",
            "2026-11-22T10:00:00",
        ),
        (
            "office:value-type=\"time\" office:time-value=\"PT36H00M00S\"",
            "",
            "36:00:00",
        ),
        (
            "office:value-type=\"boolean\" office:boolean-value=\"true\"",
            "<text:p>WAHR</text:p>",
            "TRUE",
        ),
        (
            "office:value-type=\"string\" office:string-value=\"kept\"",
            "<text:p>shown</text:p>",
            "kept",
        ),
        (
            "office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
            "<text:p>#N/A</text:p>",
            "#N/A",
        ),
        (
            "calcext:value-type=\"string\" office:value-type=\"string\"",
            "<text:p>a<text:s text:c=\"2\"/>b<text:span>c</text:span></text:p><text:p>d</text:p>",
            "\"a  bc d\"",
        ),
        (
            "office:value-type=\"string\"",
            "<office:annotation><text:p>a note</text:p></office:annotation><text:p>cell</text:p>",
            "cell",
        ),
        ("", "<text:p>no value</text:p>", ""),
    ];
    for (attributes, content, expected) in cells {
        let row = format!(
            "<table:table-row>{0}<table:table-cell {attributes}>{content}</table:table-cell>{0}</table:table-row>",
            text_cell("x")
        );
        case(&table(&row), &format!("x,{expected},x\n"));
    }
}

#[test]
fn what_stands_behind_the_last_row_or_column_is_never_left_out_in_silence() {
    let blank = "<table:table-row table:number-rows-repeated=\"1048576\"/>";
    let filled = format!("<table:table-row>{}</table:table-row>", text_cell("a"));
    assert_eq!(
        troubled(&table(&format!("{blank}{filled}"))),
        Trouble::Damaged("a sheet")
    );
    let far = format!(
        "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"/>{}</table:table-row>",
        text_cell("a")
    );
    assert_eq!(troubled(&table(&far)), Trouble::Damaged("a sheet"));
    // What is filled nowhere may be repeated as often as it likes.
    let endless = "<table:table-row table:number-rows-repeated=\"18446744073709551615\"/>";
    case(&table(&format!("{filled}{endless}{endless}")), "a\n");
    let none = filled.replace(
        "<table:table-cell",
        "<table:table-cell table:number-columns-repeated=\"0\"",
    );
    case(
        &table(&none.replace(
            "<table:table-row",
            "<table:table-row table:number-rows-repeated=\"0\"",
        )),
        "a\n",
    );
}

#[test]
fn a_number_that_is_none_keeps_its_text() {
    case(
        &xlsx(&[(
            "One",
            "<row><c><v>NaN</v></c><c><v>-inf</v></c><c><v>1e999</v></c></row>",
        )]),
        "NaN,-inf,1e999\n",
    );
    let cell = |attributes: &str| format!("<table:table-cell {attributes}/>");
    let row = format!(
        "<table:table-row>{}{}</table:table-row>",
        cell("office:value-type=\"float\" office:value=\"NaN\""),
        cell("office:value-type=\"time\" office:time-value=\"PTinfH\""),
    );
    case(&table(&row), "NaN,PTinfH\n");
}

#[test]
fn merged_cells_have_their_value_once() {
    let row = format!(
        "<table:table-row>{}<table:covered-table-cell/>{}</table:table-row>",
        text_cell("a").replace(
            "<table:table-cell",
            "<table:table-cell table:number-columns-spanned=\"2\""
        ),
        text_cell("b")
    );
    case(&table(&row), "a,,b\n");
    case(
        &xlsx(&[(
            "One",
            "<row><c r=\"A1\"><v>1</v></c><c r=\"B1\"/><c r=\"C1\"><v>2</v></c></row>",
        )]),
        "1,,2\n",
    );
}

#[test]
fn hidden_sheets_count_and_copies_of_other_files_do_not() {
    let tables = format!(
        "<table:dde-links><table:table table:name=\"Dde\"><table:table-row>{0}</table:table-row></table:table></table:dde-links>\
         <table:table table:name=\"One\" table:style-name=\"off\"><table:table-row>{0}</table:table-row></table:table>\
         <table:table table:name=\"file:///x.ods\"><table:table-source/><table:table-row>{0}</table:table-row></table:table>\
         <table:table table:name=\"Two\"><table:table-row>{0}</table:table-row></table:table>",
        text_cell("x")
    );
    let Ok(Reading::Which(sheets)) = read(&archive(&ods(&tables)), None) else {
        panic!("two sheets are filled");
    };
    let facts: Vec<_> = sheets
        .iter()
        .map(|sheet| (sheet.number, sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(facts, [(1, "One", true), (2, "Two", false)]);
    let chosen = read(&archive(&ods(&tables)), Some(2));
    assert!(matches!(chosen, Ok(Reading::Sheet { name, .. }) if name == "Two"));
}

#[test]
fn what_is_no_workbook_is_named() {
    assert_eq!(
        troubled(&[part("readme.txt", "hello")]),
        Trouble::NoWorkbook
    );
    let binary = part(
        "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>",
    );
    assert_eq!(troubled(&[binary]), Trouble::Binary);
    assert_eq!(troubled(&[part("xl/workbook.bin", "x")]), Trouble::Binary);
    let text = stored("mimetype", "application/vnd.oasis.opendocument.text");
    assert_eq!(
        troubled(&[text, part("content.xml", "<a/>")]),
        Trouble::OtherDocument
    );
    let document = part(
        "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
    );
    assert_eq!(
        troubled(&[document, part("word/document.xml", "<document/>")]),
        Trouble::NoWorkbook
    );
}

#[test]
fn a_password_is_told() {
    let list = part(
        "META-INF/manifest.xml",
        "<manifest><file-entry><encryption-data/></file-entry></manifest>",
    );
    let mut parts = ods("");
    parts.push(list.clone());
    assert_eq!(troubled(&parts), Trouble::Password);
    assert_eq!(
        troubled(&[list, part("encrypted-package", "x")]),
        Trouble::Password
    );
    let mut parts = xlsx(&[("One", "")]);
    parts[0].flags = 1;
    assert_eq!(troubled(&parts), Trouble::Password);
}

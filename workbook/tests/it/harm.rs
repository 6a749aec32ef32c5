//! Workbooks made to do harm: each is refused in a sentence, within time and memory.

use crate::writers::fixture;
use crate::zip::{Part, archive, ods, part, stored, xlsx};
use proptest::prelude::*;
use workbook::{Reading, Trouble, read};

fn troubled(parts: &[Part]) -> Trouble {
    read(&archive(parts), None).expect_err("trouble")
}

const MIB: usize = 1 << 20;

#[test]
fn a_sheet_of_zeros_is_refused_before_it_is_unpacked() {
    let mut parts = xlsx(&[("One", "")]);
    parts[0] = part("xl/worksheets/sheet1.xml", vec![b'0'; 99 * MIB]);
    assert_eq!(troubled(&parts), Trouble::Bomb);
}

#[test]
fn parts_that_are_too_much_together_are_refused_before_one_is_unpacked() {
    let mut parts = xlsx(&[("One", "<row><c><v>1</v></c></row>")]);
    for number in 0..3 {
        let mut large = stored(&format!("xl/media/{number}.png"), [0; 8]);
        // Nothing of the kind is there: the directory alone decides.
        large.method = 8;
        large.packed = vec![0; MIB];
        large.n_unpacked = 40 * MIB as u32;
        parts.push(large);
    }
    assert_eq!(troubled(&parts), Trouble::TooLarge);
    for part in &mut parts {
        part.n_unpacked = u32::MAX - 1;
    }
    assert!(matches!(
        troubled(&parts),
        Trouble::Bomb | Trouble::TooLarge
    ));
}

#[test]
fn a_part_larger_than_it_says_is_refused_where_its_promise_ends() {
    let mut parts = xlsx(&[("One", "")]);
    let mut lying = part("xl/worksheets/sheet1.xml", vec![b' '; 50 * MIB]);
    lying.n_unpacked = 1_000;
    parts[0] = lying;
    assert_eq!(troubled(&parts), Trouble::Bomb);
    parts[0].n_unpacked = 0;
    assert_eq!(troubled(&parts), Trouble::Bomb);
    let mut short = xlsx(&[("One", "<row><c><v>1</v></c></row>")]);
    short[0].n_unpacked += 1;
    assert_eq!(troubled(&short), Trouble::Damaged("a part"));
}

#[test]
fn a_hundred_thousand_parts_are_refused_unread() {
    let parts: Vec<Part> = (0..60_000)
        .map(|number| stored(&format!("{number}"), ""))
        .collect();
    assert_eq!(troubled(&parts), Trouble::TooManyParts);
    // More than the record at the end can say: a second record, made for large archives, says it.
    let mut bytes = archive(&parts);
    let end = bytes.len() - 22;
    let start = u64::from(u32::from_le_bytes(
        bytes[end + 16..end + 20].try_into().unwrap(),
    ));
    let mut records = b"PK\x06\x06".to_vec();
    records.extend([0; 20]);
    records.extend(100_000u64.to_le_bytes());
    records.extend(100_000u64.to_le_bytes());
    records.extend(0u64.to_le_bytes());
    records.extend(start.to_le_bytes());
    records.extend(b"PK\x06\x07\0\0\0\0");
    records.extend((end as u64).to_le_bytes());
    records.extend([0; 4]);
    bytes.splice(end..end, records);
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].fill(0xff);
    assert_eq!(read(&bytes, None), Err(Trouble::TooManyParts));
}

#[test]
fn an_archive_in_an_archive_is_not_opened() {
    let inner = archive(&[part("a", vec![0; 10 * MIB])]);
    let parts = [
        stored("xl/workbook.xml", &inner),
        stored("inner.zip", &inner),
    ];
    assert_eq!(troubled(&parts), Trouble::Damaged("the text of a part"));
}

#[test]
fn one_sheet_listed_often_is_unpacked_only_as_often_as_the_limit_allows() {
    let mut data = String::new();
    for number in 0..30_000 {
        data += &format!("<row><c><v>{}</v></c></row>", number * 7_919 % 100_003);
    }
    let mut parts = xlsx(&[("One", &data)]);
    let tabs = "<sheet name=\"One\" r:id=\"r1\"/>".repeat(200);
    for one in &mut parts {
        if one.name == "xl/workbook.xml" {
            *one = part("xl/workbook.xml", format!("<workbook>{tabs}</workbook>"));
        }
    }
    assert_eq!(troubled(&parts), Trouble::TooLarge);
}

#[test]
fn a_long_text_in_many_cells_is_refused_at_the_limit() {
    let data = "<row><c t=\"s\"><v>0</v></c></row>".repeat(30_000);
    let mut parts = xlsx(&[("One", &data)]);
    let text: String = (0..4_000u32)
        .map(|number| format!("{:07}", number.wrapping_mul(2_654_435_761) % 9_999_991))
        .collect();
    parts.push(part(
        "xl/sharedStrings.xml",
        format!("<sst uniqueCount=\"99999999999\"><si><t>{text}</t></si></sst>"),
    ));
    assert_eq!(troubled(&parts), Trouble::TooLarge);
}

#[test]
fn cells_repeated_over_the_whole_sheet_are_refused_at_the_limit() {
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>";
    let row =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let tables = format!("<table:table table:name=\"One\">{row}</table:table>");
    assert_eq!(troubled(&ods(&tables)), Trouble::TooLarge);
    let deep = "<table:table-row-group>".repeat(20_000);
    let tables = format!("<table:table table:name=\"One\">{deep}");
    assert_eq!(troubled(&ods(&tables)), Trouble::Damaged("its content"));
}

#[test]
fn a_long_text_repeated_within_a_row_is_refused_at_the_limit() {
    let long = "x".repeat(MIB / 2);
    let cell = format!(
        "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell>"
    );
    let tables = format!(
        "<table:table table:name=\"One\"><table:table-row>{cell}</table:table-row></table:table>"
    );
    assert_eq!(troubled(&ods(&tables)), Trouble::TooLarge);
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(16_384);
    let mut parts = xlsx(&[("One", &format!("<row>{cells}</row>"))]);
    parts.push(part(
        "xl/sharedStrings.xml",
        format!("<sst><si><t>{long}</t></si></sst>"),
    ));
    assert_eq!(troubled(&parts), Trouble::TooLarge);
}

#[test]
fn spaces_that_are_only_counted_are_refused_at_the_limit() {
    let spaces = "<text:s text:c=\"1000\"/>".repeat(300_000);
    let cell = format!(
        "<table:table-cell office:value-type=\"string\"><text:p>a{spaces}b</text:p></table:table-cell>"
    );
    let tables = format!(
        "<table:table table:name=\"One\"><table:table-row>{cell}</table:table-row></table:table>"
    );
    assert_eq!(troubled(&ods(&tables)), Trouble::TooLarge);
}

#[test]
fn the_first_cells_of_a_sheet_are_kept_only_as_far_as_they_are_shown() {
    let data = "<row><c t=\"s\"><v>0</v></c></row>";
    let mut parts = xlsx(&[("One", data), ("Two", data)]);
    let long = "ä".repeat(MIB / 4);
    parts.push(part(
        "xl/sharedStrings.xml",
        format!("<sst><si><t>{long}</t></si></sst>"),
    ));
    let Ok(Reading::Which(sheets)) = read(&archive(&parts), None) else {
        panic!("two sheets have rows");
    };
    for sheet in sheets {
        assert_eq!(sheet.first, ["ä".repeat(100)], "{}", sheet.name);
    }
}

#[test]
fn sheets_of_many_rows_are_too_much_together_whether_they_are_wanted_or_not() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    let row =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let sheets = |copied: &str| {
        format!("<table:table table:name=\"One\">{copied}{row}</table:table>").repeat(400)
    };
    for copied in ["", "<table:table-source/>"] {
        let bytes = archive(&ods(&sheets(copied)));
        assert_eq!(read(&bytes, None), Err(Trouble::TooLarge), "{copied}");
        assert_eq!(read(&bytes, Some(1)), Err(Trouble::TooLarge), "{copied}");
    }
}

#[test]
fn a_part_that_is_much_packed_and_little_unpacked_is_not_unpacked_over_and_over() {
    // Blocks of nothing, five bytes each; the last one ends the part.
    let mut blocks = [0, 0, 0, 0xff, 0xff].repeat(200_000);
    blocks.extend([1, 0, 0, 0xff, 0xff]);
    let mut parts = xlsx(&[("One", "")]);
    parts[0].packed = blocks;
    parts[0].n_unpacked = 0;
    let tabs = "<sheet name=\"One\" r:id=\"r1\"/>".repeat(900);
    for one in &mut parts {
        if one.name == "xl/workbook.xml" {
            *one = part("xl/workbook.xml", format!("<workbook>{tabs}</workbook>"));
        }
    }
    assert_eq!(troubled(&parts), Trouble::TooLarge);
}

#[test]
fn more_sheets_or_relations_than_any_workbook_has_are_refused() {
    let tabs = "<sheet name=\"One\" r:id=\"r1\"/>".repeat(30_000);
    let relations = "<Relationship/>".repeat(30_000);
    for (name, text) in [
        ("xl/workbook.xml", format!("<workbook>{tabs}</workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships>{relations}</Relationships>"),
        ),
    ] {
        let mut parts = xlsx(&[("One", "<row><c><v>1</v></c></row>")]);
        for one in &mut parts {
            if one.name == name {
                *one = part(name, &text);
            }
        }
        assert_eq!(troubled(&parts), Trouble::TooManyParts, "{name}");
    }
}

#[test]
fn a_style_that_is_named_at_length_is_noted_once() {
    // Noted for every mention this would take an hour.
    let name = "n".repeat(MIB);
    let mentions = "<x:table-properties table:display=\"false\"/>".repeat(1_500_000);
    let content = format!(
        "<d><style:style style:name=\"{name}\">{mentions}</style:style>\
         <table:table table:name=\"One\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table></d>"
    );
    let parts = [stored("content.xml", content)];
    assert!(read(&archive(&parts), None).is_ok());
}

#[test]
fn spaces_before_a_repeated_cell_are_looked_at_once() {
    // Looked at for every column of every row this would take hours.
    let spaces = "<text:s text:c=\"1000\"/>".repeat(1_000);
    let cell = format!(
        "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>{spaces}</text:p></table:table-cell>"
    );
    let rows = format!("<table:table-row>{cell}</table:table-row>").repeat(40);
    let tables = format!("<table:table table:name=\"One\">{rows}</table:table>");
    assert_eq!(troubled(&ods(&tables)), Trouble::Empty);
}

#[test]
fn what_a_file_declares_of_its_own_is_not_expanded() {
    let text = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    let mut parts = xlsx(&[("One", "")]);
    parts[0] = part("xl/worksheets/sheet1.xml", text);
    assert_eq!(troubled(&parts), Trouble::Damaged("a sheet"));
}

#[test]
fn a_far_cell_of_its_own_is_no_harm() {
    let data = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert!(read(&archive(&xlsx(&[("One", data)])), None).is_ok());
    let beyond = "<row r=\"1048577\"><c><v>1</v></c></row>";
    assert_eq!(
        troubled(&xlsx(&[("One", beyond)])),
        Trouble::Damaged("a sheet")
    );
    let beyond = "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>";
    assert_eq!(
        troubled(&xlsx(&[("One", beyond)])),
        Trouble::Damaged("a sheet")
    );
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>, sheet in 0usize..3) {
        let _ = read(&bytes, Some(sheet));
    }

    #[test]
    fn any_change_of_a_workbook_is_answered(
        name in prop::sample::select(vec!["xlsxwriter.xlsx", "openpyxl.xlsx", "odfpy.ods"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = fixture(name);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes, None);
    }

    #[test]
    fn any_change_of_a_sheet_is_answered(
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&;\"=a-zA-Z0-9 ]{0,4}"), 1..6),
        is_ods: bool,
    ) {
        let mut text = match is_ods {
            true => "<table:table table:name=\"One\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>a<text:s/>b</text:p></table:table-cell></table:table-row></table:table>".to_string(),
            false => "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;b</v></c><c r=\"B1\" s=\"1\"><v>46348</v></c></row>".to_string(),
        };
        for (place, change) in changes {
            let place = place.index(text.len());
            text.insert_str(place, &change);
        }
        let parts = match is_ods {
            true => ods(&text),
            false => xlsx(&[("One", &text)]),
        };
        let _ = read(&archive(&parts), None);
    }
}

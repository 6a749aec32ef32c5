//! Workbooks made to do harm: each is refused in a sentence, within time and memory.

use crate::writers::fixture;
use crate::zip::{Part, archive, ods, part, stored, xlsx};
use proptest::prelude::*;
use workbook::{Trouble, read};

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

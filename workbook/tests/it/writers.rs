//! Workbooks of other programs, see `fixtures/README.md`.

use std::fs;
use std::path::Path;
use workbook::{Reading, Trouble, read};

pub fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read(folder.join(name)).expect(name)
}

#[track_caller]
fn case(name: &str, expected: &str) {
    let reading = read(&fixture(name), None);
    let expected = Reading::Sheet {
        name: "People".to_string(),
        csv: expected.to_string(),
    };
    assert_eq!(reading, Ok(expected), "{name}");
}

const OPENPYXL: &str = "\
PennKey,Name,Expires in days,Scheduled deletion date,Changed,Share,Ready,Note,Formula,Merged
doe01,\"Doe, Ida\",27,2026-11-22,2026-11-22T10:00:00,0.3,TRUE,\"say \"\"hi\"\"\",,

roe02,\"Åsa Roe\",-28,1900-03-01,2026-11-22T10:00:00,0.0000001,FALSE,spaced,#N/A,
";

const XLSXWRITER: &str = "\
PennKey,Name,Expires in days,Scheduled deletion date,Changed,Share,Ready,Note,Formula,Padded,Rich,Merged
doe01,\"Doe, Ida\",27,2026-11-22,2026-11-22T10:00:00,0.3,TRUE,\"say \"\"hi\"\"\",#DIV/0!,00012345,one two three,

roe02,\"Åsa Roe\",-28,1900-03-01,2026-11-22T10:00:00,0.0000001,FALSE,spaced,doe01x,36:00:00,,
";

#[test]
fn workbooks_of_other_programs_are_read_cell_by_cell() {
    case("openpyxl.xlsx", OPENPYXL);
    case("xlsxwriter.xlsx", XLSXWRITER);
    case("xlsxwriter_inline.xlsx", XLSXWRITER);
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    // Before 1904 there is no day in that calendar, so it is left as the number it was written as.
    let late = |csv: &str| csv.replace("1900-03-01", "BEFORE");
    for (name, expected) in [
        ("openpyxl_1904.xlsx", OPENPYXL),
        ("xlsxwriter_1904.xlsx", XLSXWRITER),
    ] {
        let Ok(Reading::Sheet { csv, .. }) = read(&fixture(name), None) else {
            panic!("{name}");
        };
        let before = csv
            .lines()
            .nth(3)
            .and_then(|line| line.split(',').nth(3))
            .map(str::to_string);
        let before = before.expect("a date");
        assert!(
            before.starts_with('-') || before == "1899-12-31" || before == "00:00:00",
            "{name}: {before}"
        );
        assert_eq!(
            csv.replacen(&format!("-28,{before}"), "-28,BEFORE", 1),
            late(expected),
            "{name}"
        );
    }
}

#[test]
fn an_opendocument_sheet_is_read_cell_by_cell() {
    case(
        "odfpy.ods",
        "PennKey,Name,Expires in days,Scheduled deletion date,Changed,Share,Ready,Note\n\
         doe01,\"Doe, Ida\",27,2026-11-22,2026-11-22T10:00:00,0.3,TRUE,\"say \"\"hi\"\"\"\n\
         \n\
         roe02,\"Åsa Roe\",-28,1900-03-01,2026-11-22T10:00:00,0.0000001,FALSE,spaced\n",
    );
}

#[test]
fn of_several_filled_sheets_one_is_chosen_by_its_number() {
    let bytes = fixture("xlsxwriter_sheets.xlsx");
    let Ok(Reading::Which(sheets)) = read(&bytes, None) else {
        panic!("several sheets are filled");
    };
    let facts: Vec<_> = sheets
        .iter()
        .map(|sheet| {
            (
                sheet.number,
                sheet.name.as_str(),
                sheet.hidden,
                sheet.n_rows,
                sheet.n_columns,
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            (1, "People", false, 3, 12),
            (2, "Others & co", false, 3, 12),
            (3, "Notes", true, 3, 12)
        ]
    );
    assert_eq!(sheets[0].first, ["PennKey", "Name", "Expires in days"]);
    let chosen = Reading::Sheet {
        name: "Others & co".to_string(),
        csv: XLSXWRITER.to_string(),
    };
    assert_eq!(read(&bytes, Some(2)), Ok(chosen));
    assert_eq!(read(&bytes, Some(4)), Err(Trouble::Empty));
    assert_eq!(read(&bytes, Some(5)), Err(Trouble::NoSheet(5)));
    assert_eq!(read(&bytes, Some(0)), Err(Trouble::NoSheet(0)));
}

#[test]
fn a_workbook_that_is_cut_or_damaged_is_told_so_and_never_panics() {
    let bytes = fixture("xlsxwriter.xlsx");
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length], None).is_err(), "cut at {length}");
    }
}

//! Any bytes are a sheet, a question which sheet is meant, or a sentence, within time and memory.

#![no_main]

use libfuzzer_sys::fuzz_target;
use workbook::question::question;
use workbook::{Filled, Reading, read};

#[expect(dead_code, reason = "the builders of whole workbooks are for tests")]
#[path = "../../workbook/tests/it/zip.rs"]
mod zip;

/// Bytes the text of a sheet may have.
const MAX_TEXT: usize = 200 << 20;

/// An input that does not begin as an archive is parts to be packed: a line `>>> name` before each
/// and, where it is not to be packed, `>>= name`. So the XML within is reached.
fn archive_of(input: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<zip::Part> = Vec::new();
    let mut content: Vec<u8> = Vec::new();
    let mut head: Option<(bool, String)> = None;
    let mut close = |head: Option<(bool, String)>, content: &mut Vec<u8>| {
        let content = std::mem::take(content);
        match head {
            Some((true, name)) => parts.push(zip::part(&name, content)),
            Some((false, name)) => parts.push(zip::stored(&name, content)),
            None => {}
        }
    };
    for line in input.split_inclusive(|&byte| byte == b'\n') {
        if let [b'>', b'>', kind @ (b'>' | b'='), b' ', name @ ..] = line {
            close(head.take(), &mut content);
            let name = String::from_utf8_lossy(name).trim().to_string();
            head = Some((*kind == b'>', name));
        } else {
            content.extend_from_slice(line);
        }
    }
    close(head, &mut content);
    // A name is longer than its field: such an archive is another fuzzer's.
    let is_sound = !parts.is_empty() && parts.iter().all(|part| part.name.len() < 1_000);
    is_sound.then(|| zip::archive(&parts))
}

/// The filled rows of a sheet's text, all of one width, each on one line.
fn n_filled(csv: &str) -> usize {
    assert!(csv.len() <= MAX_TEXT);
    let mut reader = csv_core::Reader::new();
    let mut width = None;
    let mut n_filled = 0;
    let mut cells = vec![0; csv.len() + 16];
    let mut ends = vec![0; csv.len() + 16];
    for line in csv.split_terminator('\n').filter(|line| !line.is_empty()) {
        // A mark is a letter here, not that of the file.
        let line = [b"x,", line.as_bytes(), b"\n"].concat();
        let (outcome, n_in, _, n_cells) = reader.read_record(&line, &mut cells, &mut ends);
        assert_eq!(outcome, csv_core::ReadRecordResult::Record, "{line:?}");
        assert_eq!(n_in, line.len(), "a row is a line");
        assert_eq!(*width.get_or_insert(n_cells), n_cells, "{csv}");
        n_filled += 1;
    }
    n_filled
}

fn check(bytes: &[u8]) {
    let sheets = match read(bytes, None) {
        Ok(Reading::Which(sheets)) => sheets,
        Ok(Reading::Sheet { csv, .. }) => {
            assert!(n_filled(&csv) > 0);
            return;
        }
        Err(trouble) => {
            let sentence = trouble.sentence();
            assert!(sentence.starts_with("is "), "{sentence}");
            return;
        }
    };
    assert!(sheets.len() > 1, "one sheet is no question");
    assert!(sheets.is_sorted_by(|one, next| one.number < next.number));
    let asked = question(&sheets);
    for Filled {
        number,
        name,
        n_rows,
        ..
    } in sheets.iter().take(3)
    {
        assert!(asked.contains(&format!("\"sheet:{number}\"")), "{asked}");
        match read(bytes, Some(*number)) {
            Ok(Reading::Sheet { name: found, csv }) => {
                assert_eq!((&found, n_filled(&csv)), (name, *n_rows));
            }
            // The rows of one sheet alone may be more than a text may have.
            Err(workbook::Trouble::TooLarge) => {}
            other => panic!("sheet {number} was offered, but is {other:?}"),
        }
    }
}

fuzz_target!(|data: &[u8]| {
    check(data);
    if let Some(archive) = archive_of(data) {
        check(&archive);
    }
});

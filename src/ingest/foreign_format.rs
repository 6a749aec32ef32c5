//! Files that are no text with records, known by their first bytes.

/// What the first bytes of a file say it is, when it is no text with records.
///
/// `None` for what may be an export.
pub fn foreign_format(head: &[u8]) -> Option<&'static str> {
    let text_start = head
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    let text = &head[text_start.unwrap_or(head.len())..];
    let begins = |word: &[u8]| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    match head {
        // Workbooks are read before; what comes here is none.
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some("a zip archive: unpack it first"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if is_locked(head) => {
            Some("a workbook with a password: open it and save a copy without one")
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            Some("an old Excel workbook (.xls): open it and save the sheet as CSV UTF-8")
        }
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF: export the report as CSV instead"),
        [0x1f, 0x8b, ..] => Some("a gzip archive: unpack it first"),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => {
            Some("a picture: export the report as CSV instead")
        }
        _ if begins(b"<!doctype html") || begins(b"<html") => Some(
            "a web page, perhaps a sign-in page that was saved in place of the report: sign in and export again",
        ),
        _ if begins(b"<?xml") => Some("an XML file: export the report as CSV instead"),
        _ if is_json(text) => Some("a JSON file: export the report as CSV instead"),
        _ => None,
    }
}

/// Whether an old container, named in UTF-16, holds a new workbook under a password.
fn is_locked(head: &[u8]) -> bool {
    let wanted = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    head.windows(wanted.len()).any(|part| part == wanted)
}

fn is_json(text: &[u8]) -> bool {
    let mut letters = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    let first_two = (letters.next(), letters.next());
    matches!(
        first_two,
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b'[' | b'"' | b']'))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_kinds_of_file_are_named() {
        #[track_caller]
        fn case(head: &[u8], expected: &str) {
            let found = foreign_format(head).unwrap_or("an export");
            assert!(found.starts_with(expected), "{found}");
        }
        case(b"PK\x03\x04", "a zip archive");
        case(b"\xd0\xcf\x11\xe0", "an old Excel workbook");
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        case(
            &[b"\xd0\xcf\x11\xe0 ", &name[..]].concat(),
            "a workbook with a password",
        );
        case(b"%PDF-1.7", "a PDF");
        case(b"  <!DOCTYPE html>", "a web page");
        case(b"{\"value\": []}", "a JSON file");
        case(b"[{\"a\":1}]", "a JSON file");
        case(b"name,size", "an export");
        case(b"[a],b", "an export");
    }
}

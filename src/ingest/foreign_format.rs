//! Files that are no text with records, known by their first bytes.

/// First bytes of files that are no text, and what they are.
static BINARY: [(&[u8], &str); 18] = [
    // Workbooks are read before; what comes here is none.
    (b"PK\x03\x04", "a zip archive: unpack it first"),
    (b"PK\x05\x06", "a zip archive: unpack it first"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"\xfd7zXZ\0", "an xz archive: unpack it first"),
    (b"BZh91AY&SY", "a bzip2 archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"%PDF", "a PDF: export the report as CSV instead"),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (
        b"SQLite format 3\0",
        "a database: export the report as CSV instead",
    ),
    (b"\xff\xfe\0\0", UTF_32),
    (b"\0\0\xfe\xff", UTF_32),
];

/// How texts begin that are no records, in lower case, and what they are.
static TEXT: [(&str, &str); 18] = [
    ("<!doctype html", WEB_PAGE),
    ("<html", WEB_PAGE),
    ("<head", WEB_PAGE),
    ("<meta", WEB_PAGE),
    ("<body", WEB_PAGE),
    ("<table", WEB_PAGE),
    ("<script", WEB_PAGE),
    ("<style", WEB_PAGE),
    ("<div", WEB_PAGE),
    ("<!--", WEB_PAGE),
    ("<?xml", "an XML file: export the report as CSV instead"),
    ("{\\rtf", DOCUMENT),
    (
        "begin:vcalendar",
        "a calendar file: export the report as CSV instead",
    ),
    (
        "begin:vcard",
        "a file of contacts: export the report as CSV instead",
    ),
    ("mime-version:", MAIL),
    ("return-path:", MAIL),
    ("received: from", MAIL),
    ("delivered-to:", MAIL),
];

/// What is said of JSON that is no answer of Graph.
pub const JSON: &str = "a JSON file: export the report as CSV instead";
const PICTURE: &str = "a picture: export the report as CSV instead";
const UTF_32: &str = "a text in UTF-32: save it as CSV UTF-8";
const WEB_PAGE: &str = "a web page, perhaps a sign-in page that was saved in place of the report: sign in and export again";
const DOCUMENT: &str = "a text document: export the report as CSV instead";
const MAIL: &str = "an e-mail: save what is attached to it, and drop that";

/// What the first bytes of a file say it is, when it is no text with records; of UTF-16 its text says it.
///
/// `None` for what may be an export.
pub fn foreign_format(head: &[u8]) -> Option<&'static str> {
    let known = BINARY.iter().find(|(start, _)| head.starts_with(start));
    if let Some((_, what)) = known {
        return Some(what);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(container(head));
    }
    if head.len() > 1 && head.iter().all(|&byte| byte == 0) {
        return Some(
            "nothing but zero bytes, as a download that was cut off leaves: download or export it again",
        );
    }
    let is_space = |byte: &u8| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte);
    let n_before = head.iter().take_while(|byte| is_space(byte)).count();
    let text = &head[n_before..];
    let begins = |word: &str| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    let what = TEXT.iter().find(|(start, _)| begins(start));
    match what.map(|(_, what)| *what) {
        Some(_) if has(head, b"urn:schemas-microsoft-com:office") => Some(
            "a web page or XML file made for Excel: open it there and save the sheet as CSV UTF-8",
        ),
        None if is_json(text) => Some(JSON),
        what => what,
    }
}

/// What an old container of Microsoft's holds, by the names of its parts in UTF-16; a large one may
/// name them behind its head, and is most often a workbook.
fn container(head: &[u8]) -> &'static str {
    if has(head, b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0") {
        "a workbook with a password: open it and save a copy without one"
    } else if has(head, b"_\0_\0s\0u\0b\0s\0t\0g\0") {
        MAIL
    } else if has(head, b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0") {
        DOCUMENT
    } else {
        "an old Excel workbook (.xls): open it and save the sheet as CSV UTF-8"
    }
}

fn has(head: &[u8], wanted: &[u8]) -> bool {
    head.windows(wanted.len()).any(|part| part == wanted)
}

/// Whether JSON names one of this tool's own formats, which are no answers of Graph.
pub fn names_own_format(head: &[u8]) -> bool {
    has(head, b"\"format\"") && has(head, b"\"rollcall-")
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
        let parts = |name: &str| -> Vec<u8> {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xd0\xcf\x11\xe0 ".iter().copied().chain(name).collect()
        };
        case(&parts("EncryptedPackage"), "a workbook with a password");
        case(&parts("__substg1.0_0037001F"), "an e-mail");
        case(&parts("WordDocument"), "a text document");
        case(&parts("Workbook"), "an old Excel workbook");
        case(b"%PDF-1.7", "a PDF");
        case(b"  <!DOCTYPE html>", "a web page");
        case(b"{\"value\": []}", "a JSON file");
        case(b"[{\"a\":1}]", "a JSON file");
        case(b"name,size", "an export");
        case(b"[a],b", "an export");
        case(b"<Name>,<PennKey>", "an export");
        case(b"GIF,BM,Rar", "an export");
        case(b"<table><tr><td>PennKey", "a web page, perhaps");
        case(
            b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
            "a web page or XML file made for Excel",
        );
        case(&[0; 40], "nothing but zero bytes");
        case(&[0], "an export");
    }
}

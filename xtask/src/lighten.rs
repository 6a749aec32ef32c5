//! Takes from the built page what no browser reads, before anyone downloads it.
//!
//! The sources stay in many short files with comments; the download is one style sheet, scripts without
//! margins, and names between script and module that compress.

use crate::Outcome;
use crate::page::dist;
use crate::sha384::signature;
use std::collections::BTreeMap;
use std::fs;

/// The name under which the page names the styles of what comes later; `boot.js` fetches them with the part `lists`.
pub const LATER: &str = "app-style";

/// The sheets of what a first visit shows, by the beginnings of their names; a new one is drawn by a later part.
const FIRST_SHEETS: [&str; 11] = [
    "layers",
    "tokens",
    "base",
    "layout",
    "button",
    "app-header",
    "notice",
    "load-progress",
    "drop-overlay",
    "empty-page",
    "paste-box",
];

fn is_first(name: &str) -> bool {
    let stem = name.rsplit_once('-').map_or(name, |(stem, _)| stem);
    FIRST_SHEETS.contains(&stem)
}

/// Rewrites the files of `dist/` that a first visit loads.
pub fn lighten() -> Outcome {
    let mut html = text("index.html")?;
    let sheets = linked(&html, "rel=\"stylesheet\"");
    let (mut style, mut later) = (String::new(), String::new());
    for (_, name) in &sheets {
        let sheet = match is_first(name) {
            true => &mut style,
            false => &mut later,
        };
        *sheet += &without_margins(&text(name)?);
    }
    let style_name = format!("style-{:016x}.css", fingerprint(style.as_bytes()));
    let later_name = format!("later-{:016x}.css", fingerprint(later.as_bytes()));
    let signature_of_later = signature(later.as_bytes());
    let mut link = format!(
        "<link rel=\"stylesheet\" href=\"./{style_name}\">\
         <meta name=\"{LATER}\" data-file=\"./{later_name}\" data-integrity=\"{signature_of_later}\">"
    );
    // It stands where the first one stood.
    for (tag, name) in &sheets {
        html = html.replace(tag, &std::mem::take(&mut link));
        let _ = fs::remove_file(dist().join(name));
    }
    write(&style_name, style.as_bytes())?;
    write(&later_name, later.as_bytes())?;

    // The script first: it names every import, in the order they are numbered by.
    let mut numbers = BTreeMap::new();
    for (_, name) in linked(&html, " integrity=\"") {
        let mut bytes = bytes(&name)?;
        if name.ends_with(".js") {
            bytes = without_margins(&String::from_utf8_lossy(&bytes)).into_bytes();
        }
        number_imports(&mut bytes, &mut numbers);
        // Kept for ever by its name, so other bytes need another name.
        let light_name = renamed(&name, fingerprint(&bytes));
        write(&light_name, &bytes)?;
        if light_name != name {
            let _ = fs::remove_file(dist().join(&name));
            html = html.replace(&name, &light_name);
        }
    }
    for (tag, name) in linked(&html, " integrity=\"") {
        let signed = signed(&tag, &signature(&bytes(&name)?));
        html = html.replace(&tag, &signed);
    }
    write("index.html", without_margins(&html).as_bytes())
}

fn bytes(name: &str) -> Outcome<Vec<u8>> {
    fs::read(dist().join(name)).map_err(|error| format!("`dist/{name}` cannot be read: {error}"))
}

fn text(name: &str) -> Outcome<String> {
    Ok(String::from_utf8_lossy(&bytes(name)?).into_owned())
}

fn write(name: &str, bytes: &[u8]) -> Outcome {
    fs::write(dist().join(name), bytes)
        .map_err(|error| format!("`dist/{name}` cannot be written: {error}"))
}

/// The tags that hold `mark`, in their order, each with the file it names.
fn linked(html: &str, mark: &str) -> Vec<(String, String)> {
    let tags = html.split_inclusive('>').filter_map(|text| {
        let tag = &text[text.rfind('<')?..];
        let (_, rest) = tag
            .split_once("href=\"./")
            .or_else(|| tag.split_once("src=\"./"))?;
        let name = rest.split('"').next()?;
        tag.contains(mark)
            .then(|| (tag.to_string(), name.to_string()))
    });
    tags.collect()
}

/// The tag with its signature replaced.
fn signed(tag: &str, signature: &str) -> String {
    let (before, rest) = tag.split_once("integrity=\"").unwrap_or((tag, "\""));
    let (_, after) = rest.split_once('"').unwrap_or_default();
    format!("{before}integrity=\"{signature}\"{after}")
}

/// A page, style sheet or script without indentation, empty lines and comments that begin a line.
pub fn without_margins(text: &str) -> String {
    let mut light = String::with_capacity(text.len());
    let mut comment_ends_with = None;
    for line in text.lines().map(str::trim) {
        let mut rest = line;
        if comment_ends_with.is_none() {
            comment_ends_with = [("/*", "*/"), ("<!--", "-->")]
                .into_iter()
                .find(|(begin, _)| line.starts_with(begin))
                .map(|(_, end)| end);
        }
        if let Some(end) = comment_ends_with {
            let Some((_, after)) = rest.split_once(end) else {
                continue;
            };
            comment_ends_with = None;
            rest = after.trim();
        }
        if !rest.is_empty() && !rest.starts_with("//") {
            light += rest;
            light.push('\n');
        }
    }
    light
}

/// Replaces the sixteen hexadecimal digits at the end of an import's name by its number: digits that
/// nobody could guess do not compress, and they stand in the script and in the module.
fn number_imports(bytes: &mut [u8], numbers: &mut BTreeMap<Vec<u8>, usize>) {
    const PREFIX: &[u8] = b"__wbg_";
    const N_DIGITS: usize = 16;
    let mut at = 0;
    while at + PREFIX.len() < bytes.len() {
        if !bytes[at..].starts_with(PREFIX) {
            at += 1;
            continue;
        }
        let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        let end = at + bytes[at..].iter().take_while(is_of_name).count();
        let name = &mut bytes[at..end];
        at = end;
        let Some(cut) = name.len().checked_sub(N_DIGITS) else {
            continue;
        };
        if name[cut - 1] != b'_' || !name[cut..].iter().all(u8::is_ascii_hexdigit) {
            continue;
        }
        let next = numbers.len();
        let number = *numbers.entry(name.to_vec()).or_insert(next);
        name[cut..].copy_from_slice(format!("{number:0N_DIGITS$}").as_bytes());
    }
}

/// The name with another fingerprint in the place of the sixteen digits it has.
fn renamed(name: &str, fingerprint: u64) -> String {
    let is_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let found = name.match_indices('-').find_map(|(at, _)| {
        let digits = name.get(at + 1..at + 17)?;
        is_digits(digits).then_some(at + 1)
    });
    found.map_or(name.to_string(), |at| {
        format!("{}{fingerprint:016x}{}", &name[..at], &name[at + 16..])
    })
}

/// A file's name changes whenever its bytes do (FNV-1a).
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_are_what_no_browser_reads() {
        let sheet = "/* Two\n   lines. */\n\n.a {\n  color: red; /* stays */\n}\n";
        assert_eq!(without_margins(sheet), ".a {\ncolor: red; /* stays */\n}\n");
        let script = "  // Why.\n  go(); // Stays.\n/**\n * What.\n */\nconst a = \"/* b */\";\n";
        assert_eq!(
            without_margins(script),
            "go(); // Stays.\nconst a = \"/* b */\";\n"
        );
        assert_eq!(without_margins("<p>\n  <!-- Why. --> a\n"), "<p>\na\n");
    }

    #[test]
    fn an_import_has_one_number_in_script_and_module() {
        let mut numbers = BTreeMap::new();
        let mut script =
            b"__wbg_get_0123456789abcdef: __wbg_set_fedcba9876543210: __wbg_ptr".to_vec();
        number_imports(&mut script, &mut numbers);
        assert_eq!(
            script,
            b"__wbg_get_0000000000000000: __wbg_set_0000000000000001: __wbg_ptr"
        );
        let mut module = b"\x1a__wbg_set_fedcba9876543210\0".to_vec();
        number_imports(&mut module, &mut numbers);
        assert_eq!(module, b"\x1a__wbg_set_0000000000000001\0");
    }

    #[test]
    fn other_bytes_have_another_name() {
        assert_eq!(
            renamed("rollcall-page-0123456789abcdef_bg.wasm", 0xa),
            "rollcall-page-000000000000000a_bg.wasm"
        );
        assert_eq!(
            renamed("boot-0123456789abcdef.js", 0xb),
            "boot-000000000000000b.js"
        );
        assert_eq!(renamed("plain.js", 0xc), "plain.js");
    }

    #[test]
    fn a_tag_is_found_with_its_file_and_signed_again() {
        let html = "<head><link rel=\"modulepreload\" href=\"./a.js\" integrity=\"sha384-old\"><p>";
        let found = linked(html, " integrity=\"");
        let tag = "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"sha384-old\">";
        assert_eq!(found, [(tag.to_string(), "a.js".to_string())]);
        assert_eq!(
            signed(tag, "sha384-new"),
            "<link rel=\"modulepreload\" href=\"./a.js\" integrity=\"sha384-new\">"
        );
    }
}

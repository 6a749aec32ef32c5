//! All words of the screen stand in `src/report/words/`: a component holds none (M13).
//!
//! What is a word is told by where a literal stands: as text of an element, in an attribute that people read or
//! hear, or, anywhere else, as two words or a word with a capital. Names of classes, keys and files are none.

use std::path::{Path, PathBuf};

#[test]
fn no_component_holds_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let mut found = Vec::new();
    let mut n_files = 0;
    for file in rust_files(&root) {
        let text = std::fs::read_to_string(&file).expect("a component");
        n_files += 1;
        let name = file
            .strip_prefix(&root)
            .expect("below")
            .display()
            .to_string();
        let words = words_of(&text).into_iter();
        found.extend(words.map(|(line, text)| format!("src/app/{name}:{line}: `{text}`")));
    }
    assert!(n_files > 50, "{n_files}");
    assert!(
        found.is_empty(),
        "move these to src/report/words/screen/:\n{}",
        found.join("\n")
    );
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    for path in entries.map(|entry| entry.path()) {
        match path.is_dir() {
            true => files.extend(rust_files(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}

/// Attributes whose values people read or hear.
const READ: [&str; 6] = [
    "title",
    "aria-label",
    "placeholder",
    "alt",
    "caption",
    "label",
];

/// Names of keys, as the browser has them.
const KEYS: [&str; 15] = [
    "Escape",
    "Enter",
    "Tab",
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Delete",
    "Backspace",
    "Shift",
    "Control",
];

/// The literals of a component that hold words, each with its line.
fn words_of(source: &str) -> Vec<(usize, String)> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let literals = literals(source).into_iter();
    let held = literals.filter(|&(start, end)| is_read(source, start, end));
    held.map(|(start, end)| {
        let line = source[..start].matches('\n').count() + 1;
        (line, source[start + 1..end - 1].to_owned())
    })
    .collect()
}

/// Where each literal of a text begins and ends, quotes included; comments hold none.
fn literals(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += source[at..].find('\n').unwrap_or(source.len() - at);
            }
            // A letter in quotes, and no lifetime.
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at += 3,
            b'\'' if bytes.get(at + 1) == Some(&b'\\') => {
                at += 2 + source[at + 2..].find('\'').unwrap_or(0) + 1;
            }
            b'"' => {
                let start = at;
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
                found.push((start, at));
            }
            _ => at += 1,
        }
    }
    found
}

fn is_read(source: &str, start: usize, end: usize) -> bool {
    let (before, text) = (&source[..start], &source[start + 1..end - 1]);
    let plain = without_escapes(text);
    if !has_word(&plain) {
        return false;
    }
    // An attribute stands without a space around its sign.
    if let Some(rest) = before.strip_suffix('=') {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_:".contains(letter);
        let name = &rest[rest.trim_end_matches(is_name).len()..];
        return READ.contains(&name);
    }
    let tight = before.trim_end();
    let is_child = tight.ends_with('>') && !tight.ends_with("=>") && !tight.ends_with("->");
    let is_among = before.ends_with(['}', '"']) && source[end..].starts_with(['<', '{', '"']);
    if is_child || is_among {
        return true;
    }
    // What a selector, a file or a type is called has points and no space, or a point before a word.
    let is_name = !plain.contains(' ') && plain.contains(['.', '/', '_', '=', '[']);
    let is_style = plain.starts_with("calc(");
    let is_selector = plain
        .split([' ', ','])
        .any(|part| part.starts_with(['.', '#', '[']));
    if KEYS.contains(&text)
        || is_name
        || is_style
        || is_selector
        || before.ends_with("focus_first(")
    {
        return false;
    }
    let mut words = plain.split(|letter: char| !letter.is_alphabetic() && letter != '’');
    let n_words = words.clone().filter(|word| !word.is_empty()).count();
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    let is_sentence = n_words > 1 && plain.contains([' ', '…']);
    is_sentence || plain.ends_with('…') || (n_words == 1 && words.any(is_capital))
}

fn has_word(text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphabetic());
    words.into_iter().any(|word| word.chars().count() > 1)
}

/// A text without what stands for a letter: `\u{2026}`, `\n`, and what is put into it: `{title}`.
fn without_escapes(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                if letters.next() == Some('u') {
                    letters.by_ref().find(|letter| *letter == '}');
                }
            }
            '{' => {
                letters.by_ref().find(|letter| *letter == '}');
            }
            letter => plain.push(letter),
        }
    }
    plain
}

#[test]
fn words_are_told_from_names() {
    #[track_caller]
    fn case(source: &str, n: usize) {
        let found = words_of(source);
        assert_eq!(found.len(), n, "{source}: {found:?}");
    }
    case(r#"view! { <p>"Every row"</p> }"#, 1);
    case(r#"view! { <span>"and"</span> }"#, 1);
    case(r#"view! { <p>"in "{n}"; of them: "{m}</p> }"#, 2);
    case(
        r#"view! { <b aria-label="rows" title="Rows">{text}"×"</b> }"#,
        2,
    );
    case(r#"button("Cancel", Look::Plain, stop)"#, 1);
    case(r#"let label = format!("Keep {} in sight", title);"#, 1);
    case(r#"return Err("the answer was damaged".to_owned());"#, 1);
    case(
        r#"view! { <div class="button-row dialog-actions" data-kind="x y"></div> }"#,
        0,
    );
    case(r#"match key { "Escape" | "ArrowUp" => 1, "a" => 2 }"#, 0);
    case(
        r#"dom::focus_first(".offers button, .details-close button")"#,
        0,
    );
    case(r#"// "A sentence in a comment""#, 0);
    case(r#"storage::keep("letters", "on")"#, 0);
    case(
        r#"download::save("shared_rows.csv", &text, "text/csv;charset=utf-8")"#,
        0,
    );
    case(
        "fn f<'a>(x: &'a str) {} #[cfg(test)] mod tests { const A: &str = \"Two words\"; }",
        0,
    );
}

//! The rule of `src/lib.rs`: a room uses only the rooms named above it.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_room_uses_only_the_rooms_named_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let plan = Plan::of(&fs::read_to_string(root.join("lib.rs")).expect("src/lib.rs"));
    assert!(plan.rooms.len() >= 10, "{:?}", plan.rooms);
    let mut n_files = 0;
    let mut broken = Vec::new();
    for (place, room) in plan.rooms.iter().enumerate() {
        for file in files_of(&root, &room.name) {
            n_files += 1;
            let text = fs::read_to_string(&file).expect("a source file");
            let file = file.strip_prefix(&root).expect("under src").display();
            let found = plan.check(place, &text);
            broken.extend(found.into_iter().map(|why| format!("src/{file}:{why}")));
        }
    }
    assert!(n_files > 80, "only {n_files} files were looked at");
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_source_file_stands_in_a_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let plan = Plan::of(&fs::read_to_string(root.join("lib.rs")).expect("src/lib.rs"));
    let entries = fs::read_dir(&root).expect("src").flatten();
    for name in entries.filter_map(|entry| entry.file_name().into_string().ok()) {
        let room = name.trim_end_matches(".rs");
        let known = plan.rooms.iter().any(|known| known.name == room);
        assert!(
            known || ["lib", "main"].contains(&room),
            "src/{name} is no room"
        );
    }
}

#[test]
fn what_is_compiled_for_speed_is_as_pure_as_the_rooms_that_use_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("quick");
    let files = files_of(&root, "src");
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let code = without_words(&fs::read_to_string(&file).expect("a source file"));
        for word in IMPURE {
            let n = words_in(&code, word).count();
            assert_eq!(n, 0, "{} names `{word}`", file.display());
        }
    }
}

/// The rooms in order.
struct Plan {
    rooms: Vec<Room>,
}

#[derive(Debug)]
struct Room {
    name: String,
    /// Whether it is built without a browser.
    is_pure: bool,
}

/// What only the room `browser` may name, what only `app` may, and what no pure room may.
const OF_BROWSER: [&str; 3] = ["web_sys", "js_sys", "wasm_bindgen"];
const OF_APP: [&str; 1] = ["leptos"];
const IMPURE: [&str; 10] = [
    "std::time",
    "std::fs",
    "std::env",
    "std::net",
    "std::thread",
    "std::process",
    "SystemTime",
    "Instant",
    "Utc",
    "Local",
];
/// The rooms the screen may ask: it knows no table.
const APP_MAY: [&str; 6] = ["app", "browser", "engine", "live", "report", "small_map"];

impl Plan {
    fn of(lib: &str) -> Plan {
        let code = without_words(lib);
        let mut rooms = Vec::new();
        let mut is_pure = true;
        for line in code.lines().map(str::trim) {
            if line.starts_with("#[cfg") {
                is_pure = false;
            }
            let name = line.trim_start_matches("pub ").strip_prefix("mod ");
            if let Some(name) = name.and_then(|name| name.strip_suffix(';')) {
                rooms.push(Room {
                    name: name.to_string(),
                    is_pure,
                });
                is_pure = true;
            }
        }
        Plan { rooms }
    }

    /// What breaks the rule in a file of the room at `place`, each with its line.
    fn check(&self, place: usize, text: &str) -> Vec<String> {
        let room = &self.rooms[place];
        let code = without_words(text);
        let mut broken = Vec::new();
        let mut tell = |at: usize, what: &str| {
            let line = 1 + code[..at].matches('\n').count();
            broken.push(format!("{line}: `{}` may not name {what}", room.name));
        };
        for (at, named) in rooms_named(&code) {
            let known = self.rooms.iter().position(|other| other.name == named);
            if known.is_some_and(|other| other > place) {
                tell(at, &format!("`{named}`, which stands below it"));
            }
            if room.name == "app" && known.is_some() && !APP_MAY.contains(&named) {
                tell(at, &format!("`{named}`: the screen knows no table"));
            }
        }
        if room.name == "app" {
            let is_crate =
                |at: usize| !code[..at].ends_with("::") && code[at..].starts_with("quick::");
            for at in words_in(&code, "quick").filter(|&at| is_crate(at)) {
                tell(at, "`quick`: the screen knows no table");
            }
        }
        let mut forbid = |words: &[&str], why: &str| {
            for word in words {
                for at in words_in(&code, word) {
                    tell(at, &format!("`{word}`: {why}"));
                }
            }
        };
        if room.name != "browser" {
            forbid(&OF_BROWSER, "only `browser` does");
        }
        if room.name != "app" {
            forbid(&OF_APP, "only `app` does");
        }
        if room.is_pure {
            forbid(&IMPURE, "the room is pure");
        }
        broken
    }
}

/// The files of a room: `room.rs` or everything under `room/`.
pub fn files_of(root: &Path, room: &str) -> Vec<PathBuf> {
    let file = root.join(format!("{room}.rs"));
    if file.is_file() {
        return vec![file];
    }
    let mut files = Vec::new();
    let mut folders = vec![root.join(room)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("the folder of a room");
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|end| end == "rs") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files
}

/// The first names of all paths from the crate's root, with their places: `crate::room`,
/// `crate::{room, other}`, and `super::super::room`, which may lead there too.
fn rooms_named(code: &str) -> Vec<(usize, &str)> {
    let mut named = Vec::new();
    for root in ["crate::", "super::super::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            let rest = code[at + root.len()..].trim_start();
            let rest = rest.trim_start_matches("super::");
            match rest.strip_prefix('{') {
                None => named.push((at, first_word(rest))),
                Some(group) => {
                    let names = top_level(group).into_iter();
                    named.extend(names.map(|name| (at, first_word(name.trim()))));
                }
            }
        }
    }
    named
}

/// The parts of a `{…}` group, without what stands in groups inside it.
fn top_level(group: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0, 0);
    let mut parts = Vec::new();
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    &text[..end.unwrap_or(text.len())]
}

/// Where a word stands by itself.
fn words_in<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let found = code.match_indices(word).map(|(at, _)| at);
    found.filter(move |&at| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// The code with comments and texts blanked out; every line stays where it is.
fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let n = length_of_words(rest, code.chars().next_back());
        match n {
            0 => {
                code.push(first);
                rest = &rest[first.len_utf8()..];
            }
            n => {
                let blank = rest[..n].chars();
                code.extend(blank.map(|letter| if letter == '\n' { '\n' } else { ' ' }));
                rest = &rest[n..];
            }
        }
    }
    code
}

/// Length of the comment or text that `rest` begins with; 0 for code.
fn length_of_words(rest: &str, before: Option<char>) -> usize {
    let up_to = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("//") {
        return up_to(rest.find('\n'));
    }
    if rest.starts_with("/*") {
        return up_to(rest.find("*/").map(|at| at + 2));
    }
    let in_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if rest.starts_with("r#\"") && !in_name {
        return up_to(rest.find("\"#").map(|at| at + 2));
    }
    if rest.starts_with("r\"") && !in_name {
        return up_to(rest[2..].find('"').map(|at| at + 3));
    }
    if rest.starts_with('"') {
        return text_length(rest, '"');
    }
    // A letter such as `'"'`; a lifetime has no closing quote right behind one letter.
    let mut letters = rest.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some('\''), Some('\\'), _) => text_length(rest, '\''),
        (Some('\''), Some(letter), Some('\'')) => 2 + letter.len_utf8(),
        _ => 0,
    }
}

fn text_length(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

mod tests {
    use super::*;

    const LIB: &str = "//! Rooms.\n// mod attic;\npub mod cellar;\n\npub mod kitchen;\n\n\
                       #[cfg(target_arch = \"wasm32\")]\npub mod browser;\n\n\
                       #[cfg(target_arch = \"wasm32\")]\npub mod app;\n";

    #[track_caller]
    fn case(room: &str, text: &str, expected: &[&str]) {
        let plan = Plan::of(LIB);
        let place = plan.rooms.iter().position(|known| known.name == room);
        let found = plan.check(place.expect("a room"), text);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_plan_is_read_from_the_lib() {
        let rooms = Plan::of(LIB).rooms;
        let found: Vec<_> = rooms
            .iter()
            .map(|room| (room.name.as_str(), room.is_pure))
            .collect();
        let expected = [
            ("cellar", true),
            ("kitchen", true),
            ("browser", false),
            ("app", false),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_room_below_may_not_be_named_in_any_spelling() {
        let below = "1: `cellar` may not name `kitchen`, which stands below it";
        case("cellar", "use crate::kitchen::Stove;", &[below]);
        case("cellar", "fn f() -> crate::kitchen::Stove {}", &[below]);
        case(
            "cellar",
            "use crate::{cellar::Wine, kitchen::{Stove, Pot}};",
            &[below],
        );
        case("cellar", "use super::super::kitchen::Stove;", &[below]);
        case(
            "cellar",
            "\n#[cfg(test)]\nmod tests { use crate::kitchen; }",
            &["3: `cellar` may not name `kitchen`, which stands below it"],
        );
        case("kitchen", "use crate::{cellar::Wine, kitchen::Pot};", &[]);
        case(
            "cellar",
            "// use crate::kitchen;\nlet a = \"crate::kitchen\";",
            &[],
        );
        case(
            "cellar",
            "let quote = '\"'; // crate::kitchen\nlet b = 'c';",
            &[],
        );
    }

    #[test]
    fn browser_crates_stay_where_they_belong() {
        case("browser", "use web_sys::Window;", &[]);
        case("app", "use leptos::prelude::*;", &[]);
        case(
            "app",
            "use web_sys::Window;",
            &["1: `app` may not name `web_sys`: only `browser` does"],
        );
        case(
            "kitchen",
            "fn f() { leptos::mount() }",
            &["1: `kitchen` may not name `leptos`: only `app` does"],
        );
        case(
            "app",
            "use crate::cellar::Wine;",
            &["1: `app` may not name `cellar`: the screen knows no table"],
        );
        case(
            "app",
            "use quick::RowSet;",
            &["1: `app` may not name `quick`: the screen knows no table"],
        );
        case("app", "let quick = cellar::quick::Wine;", &[]);
    }

    #[test]
    fn a_pure_room_has_no_clock() {
        case(
            "kitchen",
            "let now = std::time::Duration::ZERO;",
            &["1: `kitchen` may not name `std::time`: the room is pure"],
        );
        case(
            "cellar",
            "fn f(at: Instant) {}",
            &["1: `cellar` may not name `Instant`: the room is pure"],
        );
        case("cellar", "/// An Instant.\nstruct Instantly;", &[]);
        case("browser", "use std::time::Instant;", &[]);
    }
}

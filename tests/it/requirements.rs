//! `docs/requirements.md` names every requirement once and says where it stands; what meets one names it.

use std::path::Path;

#[test]
fn every_requirement_is_named_once_and_has_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/requirements.md")).expect("the table");
    let broken = check(&text, &|path| std::fs::read_to_string(root.join(path)).ok());
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The series of requirements and how many each has.
const SERIES: [(&str, u32); 4] = [("D", 35), ("P", 41), ("F", 32), ("M", 13)];

/// What is wrong with the table, and with the files it names.
fn check(text: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let rows: Vec<[&str; 3]> = text.lines().filter_map(row).collect();
    let mut broken = Vec::new();
    let wanted = SERIES
        .iter()
        .flat_map(|&(letter, last)| (1..=last).map(move |number| format!("{letter}{number}")));
    for id in wanted {
        let n = rows.iter().filter(|row| row[0] == id).count();
        if n != 1 {
            broken.push(format!("{id} is named {n} times"));
        }
    }
    for [id, requirement, place] in rows {
        let (letter, number) = id.split_at(1);
        let known = SERIES.iter().any(|&(known, last)| {
            letter == known && number.parse::<u32>().is_ok_and(|number| number <= last)
        });
        if !known {
            broken.push(format!("{id} is no requirement"));
        }
        if requirement.is_empty() {
            broken.push(format!("{id} does not say what is required"));
        }
        let paths: Vec<&str> = place.split('`').skip(1).step_by(2).collect();
        let paths = paths
            .into_iter()
            .filter(|path| path.contains('/') || path.contains('.'));
        let paths: Vec<&str> = paths.collect();
        for path in &paths {
            match read(path) {
                None => broken.push(format!("{id}: there is no `{path}`")),
                Some(file) if place.starts_with("met") && path.ends_with(".rs") => {
                    if !names(&file, id) {
                        broken.push(format!("{id}: `{path}` does not name it"));
                    }
                }
                Some(_) => {}
            }
        }
        let has_place = match place.split_once(' ') {
            Some(("met", rest)) => rest.starts_with("in `") && !paths.is_empty(),
            Some(("part", rest)) => rest.starts_with(|digit| ('2'..='6').contains(&digit)),
            Some(("reason:", why)) => !why.trim().is_empty(),
            _ => false,
        };
        if !has_place {
            broken.push(format!("{id} has neither place, part nor reason: {place}"));
        }
    }
    broken
}

/// Whether a text names a requirement: `P28`, or a span that holds it, `P28 to P32`.
fn names(text: &str, id: &str) -> bool {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &str| -> Option<u32> { word.strip_prefix(&id[..1])?.parse().ok() };
    let is_within = |words: &[&str]| {
        words[1] == "to" && number(words[0]) <= number(id) && number(id) <= number(words[2])
    };
    let spans = words.windows(3);
    let mut spans = spans.filter(|words| number(words[0]).is_some() && number(words[2]).is_some());
    words.contains(&id) || spans.any(is_within)
}

/// The cells of a table row that begins with an id.
fn row(line: &str) -> Option<[&str; 3]> {
    let cells: Vec<&str> = line
        .strip_prefix('|')?
        .strip_suffix('|')?
        .split('|')
        .map(str::trim)
        .collect();
    let &[id, requirement, place] = cells.as_slice() else {
        return None;
    };
    let number = id.strip_prefix(|letter: char| letter.is_ascii_uppercase())?;
    number.parse::<u32>().ok()?;
    Some([id, requirement, place])
}

#[test]
fn a_table_with_a_gap_is_refused() {
    let whole: String = SERIES
        .iter()
        .flat_map(|&(letter, last)| {
            (1..=last).map(move |n| format!("| {letter}{n} | something | part 4 |\n"))
        })
        .collect();
    let found = |from: &str, to: &str| {
        let text = whole.replace(&format!("| {from} |"), to);
        check(&text, &|path| match path {
            "src/here.rs" => Some("//! Here (M13).".to_string()),
            "src/else.rs" => Some("//! Else (M1, M12).".to_string()),
            _ => None,
        })
    };
    assert_eq!(found("nothing", ""), [""; 0]);
    assert_eq!(
        found("D7", "| D8 |"),
        ["D7 is named 0 times", "D8 is named 2 times"]
    );
    assert_eq!(
        found("M13", "| M13 | x | met in `src/here.rs` |\n| |"),
        [""; 0]
    );
    assert_eq!(
        found("M13", "| M13 | x | met in `src/gone.rs` |\n| |"),
        ["M13: there is no `src/gone.rs`"]
    );
    assert_eq!(
        found("M13", "| M13 | x | met in `src/else.rs` |\n| |"),
        ["M13: `src/else.rs` does not name it"]
    );
    assert_eq!(
        found("M13", "| M13 | x | soon |\n| |"),
        ["M13 has neither place, part nor reason: soon"]
    );
    assert_eq!(
        found("M13", "| M13 | x | part 7 |\n| |"),
        ["M13 has neither place, part nor reason: part 7"]
    );
}

#[test]
fn a_span_names_what_lies_within() {
    assert!(names("the older order (P28 to P32)", "P30"));
    assert!(!names("the older order (P28 to P32)", "P33"));
    assert!(!names("the older order (P28 to D32)", "P30"));
    assert!(!names("P30a and P301", "P30"));
}

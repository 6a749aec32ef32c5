//! `docs/requirements.md` names every requirement once and says where it stands.

use std::path::Path;

#[test]
fn every_requirement_is_named_once_and_has_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/requirements.md")).expect("the table");
    let broken = check(&text, &|path| root.join(path).exists());
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The series of requirements and how many each has.
const SERIES: [(&str, u32); 4] = [("D", 35), ("P", 41), ("F", 32), ("M", 13)];

/// What is wrong with the table.
fn check(text: &str, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
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
        let missing = paths.iter().filter(|path| !exists(path));
        broken.extend(missing.map(|path| format!("{id}: there is no `{path}`")));
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
        check(&text, &|path| path == "src/here.rs")
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
        found("M13", "| M13 | x | soon |\n| |"),
        ["M13 has neither place, part nor reason: soon"]
    );
    assert_eq!(
        found("M13", "| M13 | x | part 7 |\n| |"),
        ["M13 has neither place, part nor reason: part 7"]
    );
}

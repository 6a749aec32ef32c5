//! Which commands a typed text means: its letters in their order, not necessarily side by side.

use std::cmp::Reverse;

use crate::letters;

/// How well a text fits a caption; `None` where its letters do not stand in it in their order. Letters at
/// the beginning of a word and those side by side count for more, and a short caption for more than a long one.
pub fn score(text: &str, caption: &str) -> Option<i32> {
    let wanted: Vec<char> = letters::lower(text)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let caption: Vec<char> = letters::lower(caption).chars().collect();
    let Some(first) = wanted.first() else {
        return Some(0);
    };
    let starts = (0..caption.len()).filter(|at| caption[*at] == *first);
    let best = starts
        .filter_map(|start| from(&wanted, &caption, start))
        .max()?;
    Some(best - caption.len() as i32)
}

/// The same for the first letter at a place, each other letter at its next one; one that begins a word is
/// preferred where all that follows still fits.
fn from(wanted: &[char], caption: &[char], start: usize) -> Option<i32> {
    let mut total = worth(caption, start, None);
    let mut before = start;
    for (n, letter) in wanted.iter().enumerate().skip(1) {
        let rest = &wanted[n..];
        let next = (before + 1..caption.len()).filter(|at| caption[*at] == *letter);
        let fits = next.filter(|at| is_within(rest, &caption[*at..]));
        let at = fits.max_by_key(|at| (worth(caption, *at, Some(before)), Reverse(*at)))?;
        total += worth(caption, at, Some(before));
        before = at;
    }
    Some(total)
}

fn worth(caption: &[char], at: usize, before: Option<usize>) -> i32 {
    let begins_word = at == 0 || !caption[at - 1].is_alphanumeric();
    if before.is_some_and(|before| before + 1 == at) {
        50
    } else if begins_word {
        40
    } else {
        1
    }
}

fn is_within(wanted: &[char], caption: &[char]) -> bool {
    let mut letters = caption.iter();
    wanted
        .iter()
        .all(|letter| letters.any(|known| known == letter))
}

/// The places of the captions that a text fits, the best first; of those that fit alike the ones that were
/// used last, then as they stand. `recent` are places, the newest first.
pub fn ranked(captions: &[&str], text: &str, recent: &[usize]) -> Vec<usize> {
    let mut fitting: Vec<(i32, usize, usize)> = Vec::new();
    for (at, caption) in captions.iter().enumerate() {
        if let Some(score) = score(text, caption) {
            let score = if text.trim().is_empty() { 0 } else { -score };
            let used = recent.iter().position(|known| *known == at);
            fitting.push((score, used.unwrap_or(recent.len()), at));
        }
    }
    fitting.sort_unstable();
    fitting.into_iter().map(|(_, _, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CAPTIONS: [&str; 6] = [
        "Add files…",
        "Choose columns",
        "Clear all data",
        "Export…",
        "Report: Expiring among mine",
        "Undo",
    ];

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let found: Vec<&str> = ranked(&CAPTIONS, text, &[])
            .into_iter()
            .map(|at| CAPTIONS[at])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn letters_stand_in_their_order_and_the_better_place_comes_first() {
        case("exp", &["Export…", "Report: Expiring among mine"]);
        case("EXPI", &["Report: Expiring among mine"]);
        case("cc", &["Choose columns"]);
        case("col", &["Choose columns"]);
        case("un", &["Undo", "Choose columns"]);
        case("zz", &[]);
        case("", &CAPTIONS);
    }

    #[test]
    fn the_beginnings_of_words_count_for_more_than_letters_inside() {
        assert!(score("cd", "Clear data") > score("cd", "Hatched"));
        assert!(score("ac", "abc access") > score("ac", "abxc abxs"));
    }

    #[test]
    fn what_was_used_last_comes_first_where_nothing_is_typed() {
        assert_eq!(ranked(&CAPTIONS, " ", &[3, 5])[..3], [3, 5, 0]);
        assert_eq!(ranked(&CAPTIONS, "e", &[4]).len(), 5);
        assert_eq!(ranked(&["Same", "Same"], "sa", &[1]), [1, 0]);
    }

    proptest! {
        #[test]
        fn every_part_of_a_caption_finds_it(caption in "[a-zéß ]{1,20}", picks in proptest::collection::vec(any::<bool>(), 20)) {
            let letters = letters::lower(&caption);
            let text: String = letters.chars().zip(picks).filter(|(_, pick)| *pick).map(|(letter, _)| letter).collect();
            prop_assert!(score(&text, &caption).is_some());
        }
    }
}

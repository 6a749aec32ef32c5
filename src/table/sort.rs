//! Stable orders of rows: by rank in one pass, by text with the first letters at hand.

use std::cmp::Ordering;

use super::column::{TextColumn, is_nothing};
use crate::letters;

/// The rank of a missing cell: last in both directions.
pub const MISSING: u32 = u32::MAX;

/// Orders rows by rank; equal ranks keep their order, [`MISSING`] comes last in both directions.
///
/// `n_ranks` is one more than the largest rank that is not missing.
pub fn by_rank(
    rows: &[u32],
    n_ranks: usize,
    descending: bool,
    rank: impl Fn(usize) -> u32,
) -> Vec<u32> {
    let place = |row: u32| match rank(row as usize) {
        MISSING => n_ranks,
        rank if descending => n_ranks - 1 - rank as usize,
        rank => rank as usize,
    };
    let mut next = vec![0u32; n_ranks + 2];
    rows.iter().for_each(|&row| next[place(row) + 1] += 1);
    for index in 1..next.len() {
        next[index] += next[index - 1];
    }
    let mut ordered = vec![0; rows.len()];
    for &row in rows {
        let place = &mut next[place(row)];
        ordered[*place as usize] = row;
        *place += 1;
    }
    ordered
}

/// The places of `n` things in order; equal ones keep theirs.
///
/// The one stable sort of the tool: every other would be some kilobytes of the download.
pub fn places_by(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..n as u32).collect();
    places.sort_by(|&left, &right| compare(left as usize, right as usize));
    places
}

/// Orders rows by a number; equal numbers keep their order.
pub fn by_number(rows: &[u32], descending: bool, number: impl Fn(usize) -> u32) -> Vec<u32> {
    let number = |place: usize| number(rows[place] as usize);
    let places = places_by(rows.len(), &|left, right| {
        let order = number(left).cmp(&number(right));
        if descending { order.reverse() } else { order }
    });
    places
        .into_iter()
        .map(|place| rows[place as usize])
        .collect()
}

/// Orders rows by their text in [`collated`] order; equal texts keep their order, missing come last.
pub fn by_text(rows: &[u32], column: &TextColumn, descending: bool) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32, u32)> = rows
        .iter()
        .enumerate()
        .map(|(place, &row)| (prefix(column.bytes(row as usize)), place as u32, row))
        .collect();
    let text = |row: u32| column.get(row as usize);
    let is_missing = |row: u32| is_nothing(column.bytes(row as usize));
    keyed.sort_unstable_by(|left, right| {
        let missing = is_missing(left.2).cmp(&is_missing(right.2));
        let by_prefix = left.0.cmp(&right.0);
        let by_key = by_prefix.then_with(|| {
            // Equal first letters: the whole texts decide.
            collated(text(left.2)).cmp(collated(text(right.2)))
        });
        let directed = if descending { by_key.reverse() } else { by_key };
        missing.then(directed).then(left.1.cmp(&right.1))
    });
    keyed.into_iter().map(|(_, _, row)| row).collect()
}

/// Compares two texts as [`by_text`] does.
pub fn compare_texts(left: &str, right: &str) -> Ordering {
    collated(left).cmp(collated(right)).then(left.cmp(right))
}

/// The letters a text is ordered by: lower case, Latin letters without their accents.
pub fn collated(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(collated_letter)
}

/// The first eight bytes of the collated text; equal or smaller whenever the text is.
fn prefix(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let n = text.len().min(8);
    if text[..n].is_ascii() {
        bytes[..n].copy_from_slice(&text[..n]);
        bytes.make_ascii_lowercase();
        return u64::from_be_bytes(bytes);
    }
    let text = String::from_utf8_lossy(text);
    let collated: String = collated(&text).take(8).collect();
    let n = collated.len().min(8);
    bytes[..n].copy_from_slice(&collated.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
}

fn collated_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    if ('\u{c0}'..='\u{17f}').contains(&letter) {
        // One base letter for each of U+00C0 to U+017F; a dot keeps the letter itself.
        const BASES: &str = "aaaaaaaceeeeiiiidnooooo.ouuuuy.saaaaaaaceeeeiiiidnooooo.ouuuuy.y\
            aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllll\
            nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
        let base = BASES.as_bytes()[letter as usize - 0xc0];
        if base != b'.' {
            return char::from(base);
        }
    }
    letters::lower_letter(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(cells: &[&str]) -> TextColumn {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(cell.as_bytes()));
        column
    }

    fn sorted<'a>(cells: &[&'a str], descending: bool) -> Vec<&'a str> {
        let rows: Vec<u32> = (0..cells.len() as u32).collect();
        let order = by_text(&rows, &column(cells), descending);
        order.into_iter().map(|row| cells[row as usize]).collect()
    }

    #[test]
    fn accents_and_case_do_not_part_a_name_from_its_neighbours() {
        let cells = [
            "Zoe", "Åkesson", "abel", "Ábel", "", "Łukasz", "Lukas", "Šimić", "Simic", "žižek",
        ];
        let expected = [
            "abel", "Ábel", "Åkesson", "Lukas", "Łukasz", "Šimić", "Simic", "žižek", "Zoe", "",
        ];
        assert_eq!(sorted(&cells, false), expected);
        assert_eq!(sorted(&cells, true)[0], "Zoe");
        assert_eq!(sorted(&cells, true)[9], "");
    }

    #[test]
    fn what_says_that_there_is_nothing_comes_last_in_both_directions() {
        let cells = ["\u{2}", "Zoe", "\u{3}no row", "abel", "\u{1}"];
        assert_eq!(sorted(&cells, false)[..2], ["abel", "Zoe"]);
        assert_eq!(sorted(&cells, true)[..2], ["Zoe", "abel"]);
    }

    #[test]
    fn the_table_of_base_letters_covers_its_whole_range() {
        for letter in '\u{c0}'..='\u{17f}' {
            collated_letter(letter);
        }
        assert_eq!(collated_letter('ſ'), 's');
        assert_eq!(collated_letter('ÿ'), 'y');
        assert_eq!(collated_letter('Ž'), 'z');
        assert_eq!(collated_letter('ł'), 'l');
        assert_eq!(collated_letter('ñ'), 'n');
        assert_eq!(collated_letter('ř'), 'r');
    }

    proptest! {
        #[test]
        fn orders_are_stable_and_put_missing_last(ranks in proptest::collection::vec(0u32..6, 0..200), descending: bool) {
            let rank = |row: usize| if ranks[row] == 5 { MISSING } else { ranks[row] };
            let rows: Vec<u32> = (0..ranks.len() as u32).collect();
            let order = by_rank(&rows, 5, descending, rank);
            let mut expected = rows.clone();
            expected.sort_by_key(|&row| match rank(row as usize) {
                MISSING => 9,
                rank if descending => 4 - rank,
                rank => rank,
            });
            prop_assert_eq!(order, expected);
        }

        #[test]
        fn text_orders_agree_with_a_plain_sort(cells in proptest::collection::vec("[a-bA-Bé ]{0,12}", 0..60), descending: bool) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let mut expected: Vec<&str> = texts.clone();
            expected.sort_by(|left, right| {
                let key: Ordering = collated(left).cmp(collated(right));
                let directed = if descending { key.reverse() } else { key };
                left.is_empty().cmp(&right.is_empty()).then(directed)
            });
            prop_assert_eq!(sorted(&texts, descending), expected);
        }
    }
}

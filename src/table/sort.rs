//! Stable orders of rows by number and by text; by rank and amount they are in [`rank`](super::rank).

use std::cmp::Ordering;

use super::column::{TextColumn, is_nothing};
use crate::letters;

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
///
/// Of many rows [`by_text`](super::text_order::by_text) does the same far faster; it comes with a later part.
pub fn by_text_slowly(rows: &[u32], column: &TextColumn, descending: bool) -> Vec<u32> {
    let is_missing = |row: u32| is_nothing(column.bytes(row as usize));
    let places = places_by(rows.len(), &|left, right| {
        let (left, right) = (rows[left], rows[right]);
        let text = |row: u32| collated(column.get(row as usize));
        let order = || match descending {
            true => text(right).cmp(text(left)),
            false => text(left).cmp(text(right)),
        };
        let missing = is_missing(left).cmp(&is_missing(right));
        missing.then_with(|| match is_missing(left) {
            true => Ordering::Equal,
            false => order(),
        })
    });
    places
        .into_iter()
        .map(|place| rows[place as usize])
        .collect()
}

/// Compares two texts as [`by_text_slowly`] does.
pub fn compare_texts(left: &str, right: &str) -> Ordering {
    collated(left).cmp(collated(right)).then(left.cmp(right))
}

/// The letters a text is ordered by: lower case, Latin letters without their accents.
pub fn collated(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(collated_letter)
}

pub(super) fn collated_letter(letter: char) -> char {
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
        let order = by_text_slowly(&rows, &column(cells), descending);
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

    #[test]
    fn texts_that_are_alike_for_long_are_told_apart() {
        let long = "a".repeat(300);
        let cells = [
            format!("{long}b"),
            format!("{long}é"),
            long.clone(),
            format!("{long}d"),
            long.clone(),
        ];
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let expected = vec![cells[2], cells[4], cells[0], cells[3], cells[1]];
        assert_eq!(sorted(&cells, false), expected);
        let turned = vec![cells[1], cells[3], cells[0], cells[2], cells[4]];
        assert_eq!(sorted(&cells, true), turned);
    }

    proptest! {
        #[test]
        fn long_texts_are_in_the_order_of_a_plain_sort(cells in proptest::collection::vec("(abcdefgh|É|é|a){0,5}[a-b]{0,2}", 0..60), descending: bool) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let mut expected: Vec<&str> = texts.clone();
            expected.sort_by(|left, right| {
                let key: Ordering = collated(left).cmp(collated(right));
                let directed = if descending { key.reverse() } else { key };
                left.is_empty().cmp(&right.is_empty()).then(directed)
            });
            prop_assert_eq!(sorted(&texts, descending), expected);
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

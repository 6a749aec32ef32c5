//! Many rows ordered by their texts: a text is read where it decides, not at every comparison.
//!
//! Eight letters at a time are a number, and numbers are ordered by their bits, in as many passes as they differ
//! in; what is alike goes on with the eight that follow.

use super::column::{TextColumn, is_nothing};
use super::rank::MISSING;
use super::sort::{collated, collated_letter};

/// The place of every row's text among all different ones in [`collated`] order, and how many there are; a row
/// without a text has [`MISSING`].
pub fn ranks(column: &TextColumn) -> Ranks {
    let rows = 0..column.len() as u32;
    let is_there = |&row: &u32| !is_nothing(column.bytes(row as usize));
    let mut keyed: Vec<Keyed> = rows.filter(is_there).map(|row| (0, row)).collect();
    let mut ranks = Ranks {
        of_row: vec![MISSING; column.len()],
        n: 0,
    };
    let text = |row: u32| column.bytes(row as usize);
    refine(&mut keyed, &mut Vec::new(), 0, &mut ranks, &text);
    ranks
}

/// Where texts stand among each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    /// The rank of every row, or [`MISSING`].
    pub of_row: Vec<u32>,
    /// How many ranks there are.
    pub n: usize,
}

impl Ranks {
    /// These rows have the same text, which comes next.
    fn push(&mut self, alike: &[Keyed]) {
        alike
            .iter()
            .for_each(|(_, row)| self.of_row[*row as usize] = self.n as u32);
        self.n += 1;
    }
}

/// Eight letters as a number, and the row.
type Keyed = (u64, u32);

/// So many letters are compared eight at a time; texts that are alike for longer are compared whole.
const LETTERS_IN_EIGHTS: usize = 256;

/// Fewer are ordered by comparing them.
const FEW: usize = 512;

/// Bits of a pass over numbers.
const BITS: u32 = 11;

/// Ranks rows whose texts have the same first `from` letters: by the eight that follow, then those that are alike
/// by the next eight.
fn refine<'a>(
    keyed: &mut [Keyed],
    spare: &mut Vec<Keyed>,
    from: usize,
    ranks: &mut Ranks,
    text: &impl Fn(u32) -> &'a [u8],
) {
    let mut has_nul = false;
    for (key, row) in keyed.iter_mut() {
        *key = eight(text(*row), from, &mut has_nul);
    }
    match keyed.len() < FEW {
        true => keyed.sort_unstable(),
        false => by_bits(keyed, spare),
    }
    let mut start = 0;
    while start < keyed.len() {
        let key = keyed[start].0;
        let n = keyed[start..].iter().take_while(|other| other.0 == key);
        let end = start + n.count();
        let alike = &mut keyed[start..end];
        start = end;
        let goes_on = |&(_, row): &Keyed| text(row).len() > from + 8;
        // A letter that is zero looks like the end of a text.
        if alike.len() < 2 || !(has_nul || alike.iter().any(goes_on)) {
            ranks.push(alike);
            continue;
        }
        if from < LETTERS_IN_EIGHTS && !has_nul {
            refine(alike, spare, from + 8, ranks, text);
            continue;
        }
        let whole = |row: u32| String::from_utf8_lossy(text(row));
        let compare = |left: u32, right: u32| collated(&whole(left)).cmp(collated(&whole(right)));
        alike.sort_by(|left, right| compare(left.1, right.1));
        let is_same = |left: &Keyed, right: &Keyed| compare(left.1, right.1).is_eq();
        alike.chunk_by(is_same).for_each(|same| ranks.push(same));
    }
}

/// Orders by number, equal ones as they come: the least significant bits first, and only those that differ.
fn by_bits(keyed: &mut [Keyed], spare: &mut Vec<Keyed>) {
    let first = keyed[0].0;
    let differ = keyed.iter().fold(0, |bits, (key, _)| bits | (key ^ first));
    if differ == 0 {
        return;
    }
    spare.resize(spare.len().max(keyed.len()), (0, 0));
    let spare = &mut spare[..keyed.len()];
    let (mut from, mut to): (&mut [Keyed], &mut [Keyed]) = (keyed, spare);
    let mut is_turned = false;
    let mut shift = 0;
    while shift < u64::BITS {
        let mask = (1u64 << BITS) - 1;
        if (differ >> shift) & mask == 0 {
            shift += 1;
            continue;
        }
        let digit = |key: u64| ((key >> shift) & mask) as usize;
        let mut next = [0u32; 1 << BITS];
        from.iter().for_each(|(key, _)| next[digit(*key)] += 1);
        let mut sum = 0;
        for n in &mut next {
            sum += std::mem::replace(n, sum);
        }
        for &one in from.iter() {
            let place = &mut next[digit(one.0)];
            to[*place as usize] = one;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
        is_turned = !is_turned;
        shift += BITS;
    }
    if is_turned {
        to.copy_from_slice(from);
    }
}

/// Eight bytes of the collated text from one on; equal or smaller whenever the text is, if those before are equal.
/// Whether a zero is among them is noted.
fn eight(text: &[u8], from: usize, has_nul: &mut bool) -> u64 {
    let upto = text.len().min(from + 8);
    // Letters that are not ASCII may be collated into fewer bytes: then those before count anew.
    if text[..upto].is_ascii() {
        let mut bytes = [0; 8];
        let rest = text.get(from..upto).unwrap_or_default();
        bytes[..rest.len()].copy_from_slice(rest);
        *has_nul |= rest.contains(&0);
        bytes.make_ascii_lowercase();
        return u64::from_be_bytes(bytes);
    }
    let mut bytes = [0; 8];
    let mut n = 0;
    // A text that ends within a letter has been cut by its source; what stands before it counts.
    let mut letters = |text: &str| {
        for letter in text.chars() {
            let mut own = [0; 4];
            for &byte in collated_letter(letter).encode_utf8(&mut own).as_bytes() {
                if (from..from + 8).contains(&n) {
                    bytes[n - from] = byte;
                    *has_nul |= byte == 0;
                }
                n += 1;
            }
            if n >= from + 8 {
                return;
            }
        }
    };
    match std::str::from_utf8(text) {
        Ok(text) => letters(text),
        Err(_) => letters(&String::from_utf8_lossy(text)),
    }
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rank::by_rank;
    use crate::table::sort::by_text_slowly;
    use proptest::prelude::*;

    fn column(cells: &[String]) -> TextColumn {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(cell.as_bytes()));
        column
    }

    fn agree(cells: &[String], descending: bool) {
        let column = column(cells);
        // Rows come in the order of another column.
        let rows: Vec<u32> = (0..cells.len() as u32).rev().collect();
        let ranks = ranks(&column);
        let found = by_rank(&rows, &ranks.of_row, ranks.n, descending);
        assert_eq!(found, by_text_slowly(&rows, &column, descending));
    }

    proptest! {
        #[test]
        fn few_texts_are_in_the_order_of_a_plain_sort(cells in proptest::collection::vec("(abcdefgh|É|é|a|\u{1}|\u{0})?{0,5}[a-bA-B ]{0,3}", 0..60), descending: bool) {
            agree(&cells, descending);
        }

        #[test]
        fn so_are_many(seeds in proptest::collection::vec(0u32..40_000, 1_500..1_700), descending: bool) {
            let firsts = ["Ann", "Élise", "", "ann", "Anna-Maria von und zu", "Žofie", "Zoe"];
            let cells: Vec<String> = seeds.iter().map(|seed| {
                let first = firsts[*seed as usize % firsts.len()];
                format!("{}{first} {}", "Hernandez, ".repeat(*seed as usize % 3), seed / 100)
            }).collect();
            agree(&cells, descending);
        }
    }

    #[test]
    fn texts_that_are_alike_for_long_are_told_apart() {
        let long = "a".repeat(300);
        let ends = ["b", "é", "", "d", "", "B"];
        agree(&ends.map(|end| format!("{long}{end}")), false);
        agree(&ends.map(|end| format!("{long}{end}")), true);
    }

    #[test]
    fn numbers_are_ordered_by_the_bits_that_differ() {
        let keys: Vec<u64> = (0..2_000u64)
            .map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (n % 60))
            .collect();
        let mut keyed: Vec<Keyed> = keys.iter().copied().zip(0..).collect();
        let mut expected = keyed.clone();
        expected.sort();
        by_bits(&mut keyed, &mut Vec::new());
        assert_eq!(keyed, expected);
    }
}

//! Which rows are kept.

use std::ops::{BitAnd, BitOr, Not};

use super::column::Codes;

/// A set of rows of one table: one bit a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    words: Vec<u64>,
    n_rows: usize,
}

impl RowSet {
    /// No row of `n_rows`.
    pub fn none(n_rows: usize) -> RowSet {
        RowSet {
            words: vec![0; n_rows.div_ceil(64)],
            n_rows,
        }
    }

    /// Every row of `n_rows`.
    pub fn all(n_rows: usize) -> RowSet {
        !RowSet::none(n_rows)
    }

    /// The rows of which the condition holds.
    #[inline(always)]
    pub fn of(n_rows: usize, holds: impl Fn(usize) -> bool) -> RowSet {
        let mut set = RowSet::none(n_rows);
        for (index, word) in set.words.iter_mut().enumerate() {
            let first = index * 64;
            for bit in 0..(n_rows - first).min(64) {
                *word |= u64::from(holds(first + bit)) << bit;
            }
        }
        set
    }

    /// The kept rows of which the condition holds too.
    #[inline(always)]
    pub fn filter(&self, holds: impl Fn(usize) -> bool) -> RowSet {
        let mut set = RowSet::none(self.n_rows);
        for (index, &word) in self.words.iter().enumerate() {
            let mut rest = word;
            let mut kept = 0;
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                kept |= u64::from(holds(index * 64 + bit)) << bit;
                rest &= rest - 1;
            }
            set.words[index] = kept;
        }
        set
    }

    /// How many rows the table has.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: usize) {
        self.words[row / 64] &= !(1 << (row % 64));
    }

    /// Keeps a row.
    #[inline(always)]
    pub fn insert(&mut self, row: usize) {
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Whether a row is kept.
    #[inline(always)]
    pub fn contains(&self, row: usize) -> bool {
        self.words[row / 64] >> (row % 64) & 1 == 1
    }

    /// How many rows are kept.
    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// How many rows of a range are kept.
    pub fn count_in(&self, rows: std::ops::Range<usize>) -> usize {
        rows.filter(|&row| self.contains(row)).count()
    }

    /// Whether no row is kept.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// The kept rows in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    index * 64 + bit
                })
            })
        })
    }

    /// The kept rows in order, as a list.
    pub fn list(&self) -> Vec<u32> {
        let mut list = Vec::with_capacity(self.count());
        self.each(|row| list.push(row as u32));
        list
    }

    /// How many of the kept rows have each of so many codes.
    pub fn counts(&self, codes: &Codes, n_codes: usize) -> Vec<u32> {
        let mut counts = vec![0; n_codes];
        self.each(|row| counts[codes.get(row)] += 1);
        counts
    }

    /// The kept rows whose code is among those that stay.
    pub fn with_codes(&self, codes: &Codes, stays: &[bool]) -> RowSet {
        self.filter(|row| stays[codes.get(row)])
    }

    /// The sum of the numbers of the kept rows for each of so many codes, `None` where no row has one, and how
    /// many of the rows have none: a number up to `nothing` is none. Without codes all rows are of code 0.
    pub fn sums(
        &self,
        codes: Option<&Codes>,
        n_codes: usize,
        numbers: &[i64],
        nothing: i64,
    ) -> (Vec<Option<i128>>, u32) {
        // High and low halves by themselves, so that neither sum can be too large for its bits.
        let mut halves = vec![(0i64, 0u64); n_codes];
        let mut counts = vec![0u32; n_codes];
        let mut n_without = 0;
        let mut add = |code: usize, number: i64| {
            if number <= nothing {
                n_without += 1;
                return;
            }
            let (high, low) = &mut halves[code];
            *high += number >> 32;
            *low += u64::from(number as u32);
            counts[code] += 1;
        };
        match codes {
            None => self.each(|row| add(0, numbers[row])),
            Some(codes) => self.each(|row| add(codes.get(row), numbers[row])),
        }
        let sum = |((high, low), n): ((i64, u64), u32)| {
            (n > 0).then_some((i128::from(high) << 32) + i128::from(low))
        };
        (halves.into_iter().zip(counts).map(sum).collect(), n_without)
    }

    #[inline(always)]
    fn each(&self, mut take: impl FnMut(usize)) {
        for (index, &word) in self.words.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                take(index * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }

    fn zip(&self, other: &RowSet, combine: impl Fn(u64, u64) -> u64) -> RowSet {
        assert_eq!(self.n_rows, other.n_rows, "row sets of one table");
        let words = self.words.iter().zip(&other.words);
        RowSet {
            words: words.map(|(&left, &right)| combine(left, right)).collect(),
            n_rows: self.n_rows,
        }
    }
}

impl BitAnd for &RowSet {
    type Output = RowSet;
    fn bitand(self, other: &RowSet) -> RowSet {
        self.zip(other, |left, right| left & right)
    }
}

impl BitOr for &RowSet {
    type Output = RowSet;
    fn bitor(self, other: &RowSet) -> RowSet {
        self.zip(other, |left, right| left | right)
    }
}

impl Not for &RowSet {
    type Output = RowSet;
    fn not(self) -> RowSet {
        let mut words: Vec<u64> = self.words.iter().map(|word| !word).collect();
        if let Some(last) = words.last_mut() {
            *last &= u64::MAX >> (64 - ((self.n_rows - 1) % 64 + 1));
        }
        RowSet {
            words,
            n_rows: self.n_rows,
        }
    }
}

impl Not for RowSet {
    type Output = RowSet;
    fn not(self) -> RowSet {
        !&self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_complement_holds_exactly_the_other_rows() {
        for n_rows in [0, 1, 63, 64, 65, 200] {
            let even = RowSet::of(n_rows, |row| row % 2 == 0);
            let odd = !&even;
            assert_eq!(even.count() + odd.count(), n_rows);
            assert!((&even & &odd).is_empty());
            assert_eq!(&even | &odd, RowSet::all(n_rows));
            assert!(odd.rows().eq((0..n_rows).filter(|row| row % 2 == 1)));
        }
    }

    proptest! {
        #[test]
        fn what_is_counted_and_summed_by_code_is_what_a_plain_loop_finds(
            rows in proptest::collection::vec((any::<bool>(), 0..5u16, prop_oneof![any::<i64>(), -9..9i64]), 0..200),
            is_wide: bool,
        ) {
            const NOTHING: i64 = i64::MIN + 3;
            let set = RowSet::of(rows.len(), |row| rows[row].0);
            let narrow: Vec<u16> = rows.iter().map(|row| row.1).collect();
            let codes = match is_wide {
                true => Codes::Wide(narrow.iter().map(|&code| code.into()).collect()),
                false => Codes::Narrow(narrow),
            };
            let numbers: Vec<i64> = rows.iter().map(|row| row.2).collect();
            let kept: Vec<_> = rows.iter().filter(|row| row.0).collect();
            let (sums, without) = set.sums(Some(&codes), 5, &numbers, NOTHING);
            let (all, _) = set.sums(None, 1, &numbers, NOTHING);
            let of_code = |code: u16| kept.iter().filter(move |row| row.1 == code);
            let sum = |rows: &[i64]| (!rows.is_empty()).then(|| rows.iter().map(|&n| i128::from(n)).sum::<i128>());
            let known = |number: &i64| *number > NOTHING;
            for code in 0..5 {
                let of_code: Vec<i64> = of_code(code).map(|row| row.2).filter(known).collect();
                prop_assert_eq!(sums[usize::from(code)], sum(&of_code));
            }
            let all_known: Vec<i64> = kept.iter().map(|row| row.2).filter(known).collect();
            prop_assert_eq!(all[0], sum(&all_known));
            prop_assert_eq!(without as usize, kept.len() - all_known.len());
            let counts: Vec<u32> = (0..5).map(|code| of_code(code).count() as u32).collect();
            prop_assert_eq!(set.counts(&codes, 5), counts);
            let stays = [true, false, true, false, false];
            let expected = set.filter(|row| stays[usize::from(rows[row].1)]);
            prop_assert_eq!(set.with_codes(&codes, &stays), expected);
            prop_assert!(set.list().into_iter().eq(set.rows().map(|row| row as u32)));
        }
    }

    #[test]
    fn filtering_asks_only_the_kept_rows() {
        let set = RowSet::of(130, |row| row % 3 == 0);
        let kept = set.filter(|row| {
            assert_eq!(row % 3, 0);
            row > 100
        });
        assert_eq!(
            kept.rows().collect::<Vec<_>>(),
            [102, 105, 108, 111, 114, 117, 120, 123, 126, 129]
        );
    }
}

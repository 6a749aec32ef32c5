//! Which rows are kept.

use std::ops::{BitAnd, BitOr, Not};

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

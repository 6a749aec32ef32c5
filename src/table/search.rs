//! Finds a piece of text in many cells without regard to case.

use super::column::TextColumn;
use super::row_set::RowSet;
use crate::letters;

/// A text to look for, in lower case.
pub struct Needle {
    text: String,
}

impl Needle {
    /// `None` for an empty text, which every cell would hold.
    pub fn new(text: &str) -> Option<Needle> {
        (!text.is_empty()).then(|| Needle {
            text: letters::lower(text),
        })
    }

    /// Whether a number can hold it as it is shown, with its unit: `1,234`, `5.2 MiB`, `−20`, `50 %`.
    pub fn is_like_a_number(&self) -> bool {
        let signs = "0123456789.,-\u{2212} %kmgibytes";
        self.text.chars().all(|letter| signs.contains(letter))
    }

    /// Whether a text holds the needle once it is in lower case.
    pub fn is_in(&self, text: &str) -> bool {
        if text.is_ascii() {
            self.is_in_ascii(text.as_bytes())
        } else {
            letters::lower(text).contains(&self.text)
        }
    }

    /// The rows among `rows` whose cell holds the needle.
    pub fn in_column(&self, column: &TextColumn, rows: &RowSet) -> RowSet {
        let needle = self.text.as_bytes();
        let first = needle.first().copied().unwrap_or_default();
        let arena = column.arena();
        rows.filter(|row| {
            let (from, to) = column.span(row);
            // Most cells are shorter than a block: one look tells of most that they are not it.
            let mut at = from;
            while at < to {
                let block = Block::at(arena, at);
                let inside = Block::first(to - at);
                if block.high() & inside != 0 {
                    return self.is_in(column.get(row));
                }
                let mut starts = block.equal_ignoring_case(first) & inside;
                while starts != 0 {
                    let start = at + starts.trailing_zeros() as usize;
                    if needle.len() == 1 || starts_with_ignoring_case(&arena[start..to], needle) {
                        return true;
                    }
                    starts &= starts - 1;
                }
                at += Block::LEN;
            }
            false
        })
    }

    fn is_in_ascii(&self, text: &[u8]) -> bool {
        let needle = self.text.as_bytes();
        text.len() >= needle.len()
            && (0..=text.len() - needle.len())
                .any(|start| starts_with_ignoring_case(&text[start..], needle))
    }
}

#[inline(always)]
fn starts_with_ignoring_case(text: &[u8], needle: &[u8]) -> bool {
    if text.len() < needle.len() {
        return false;
    }
    for (byte, wanted) in text.iter().zip(needle) {
        if byte.to_ascii_lowercase() != *wanted {
            return false;
        }
    }
    true
}

/// Sixteen bytes that are compared at once.
struct Block([u8; 16]);

impl Block {
    const LEN: usize = 16;

    #[inline(always)]
    fn at(arena: &[u8], at: usize) -> Block {
        match arena.get(at..).and_then(<[u8]>::first_chunk) {
            Some(bytes) => Block(*bytes),
            None => {
                let mut bytes = [0; Block::LEN];
                bytes[..arena.len() - at].copy_from_slice(&arena[at..]);
                Block(bytes)
            }
        }
    }

    /// The bits of the first `n` bytes.
    #[inline(always)]
    fn first(n: usize) -> u32 {
        if n >= Block::LEN {
            0xffff
        } else {
            (1 << n) - 1
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Block {
    #[inline(always)]
    fn vector(&self) -> std::arch::wasm32::v128 {
        let bits = u128::from_le_bytes(self.0);
        std::arch::wasm32::u64x2(bits as u64, (bits >> 64) as u64)
    }

    /// The bytes above 127.
    #[inline(always)]
    fn high(&self) -> u32 {
        u32::from(std::arch::wasm32::u8x16_bitmask(self.vector()))
    }

    /// The bytes that are this lower-case one.
    #[inline(always)]
    fn equal_ignoring_case(&self, byte: u8) -> u32 {
        use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128_or};
        let lower = u8x16_eq(self.vector(), u8x16_splat(byte));
        let upper = u8x16_eq(self.vector(), u8x16_splat(byte.to_ascii_uppercase()));
        u32::from(u8x16_bitmask(v128_or(lower, upper)))
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
impl Block {
    fn bits(&self, holds: impl Fn(u8) -> bool) -> u32 {
        let bits = self.0.iter().enumerate();
        bits.fold(0, |bits, (place, &byte)| {
            bits | u32::from(holds(byte)) << place
        })
    }

    /// The bytes above 127.
    #[inline(always)]
    fn high(&self) -> u32 {
        self.bits(|byte| byte > 127)
    }

    /// The bytes that are this lower-case one.
    #[inline(always)]
    fn equal_ignoring_case(&self, byte: u8) -> u32 {
        self.bits(|other| other.to_ascii_lowercase() == byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(cells: &[String]) -> TextColumn {
        let mut column = TextColumn::default();
        cells.iter().for_each(|cell| column.push(cell.as_bytes()));
        column
    }

    #[test]
    fn what_a_number_cannot_hold_is_told() {
        let is_like =
            |text: &str| Needle::new(text).is_some_and(|needle| needle.is_like_a_number());
        assert!(is_like("1,0") && is_like("GiB") && is_like("\u{2212}20") && is_like("50 %"));
        assert!(!is_like("baker") && !is_like("1 row"));
    }

    proptest! {
        #[test]
        fn a_cell_holds_the_needle_when_its_lower_case_does(
            cells in proptest::collection::vec("[a-dA-D éÉK@]{0,40}", 1..20),
            needle in "[a-dA-DéÉk]{1,3}",
        ) {
            let column = column(&cells);
            let found = Needle::new(&needle).unwrap();
            let in_column = found.in_column(&column, &RowSet::all(cells.len()));
            for (row, cell) in cells.iter().enumerate() {
                let expected = cell.to_lowercase().contains(&needle.to_lowercase());
                prop_assert_eq!(in_column.contains(row), expected, "{} in {}", needle, cell);
                prop_assert_eq!(found.is_in(cell), expected);
            }
        }
    }

    #[test]
    fn the_kelvin_sign_is_found_as_a_k() {
        let column = column(&["300 \u{212a}".to_string()]);
        let found = Needle::new("k").unwrap();
        assert!(found.in_column(&column, &RowSet::all(1)).contains(0));
    }
}

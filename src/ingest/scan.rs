//! Where the bytes that matter stand in a block of 64: one bit a byte.

/// The bytes of a block that part a file into cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// Double quotes.
    pub quote: u64,
    /// Delimiters.
    pub delimiter: u64,
    /// Line feeds.
    pub line_feed: u64,
    /// Carriage returns.
    pub carriage_return: u64,
    /// Bytes above 127.
    pub high: u64,
    /// Whether there is a NUL byte.
    pub any_nul: bool,
}

/// Length of a block.
pub const BLOCK: usize = 64;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Masks {
    /// The masks of a block.
    #[inline(always)]
    pub fn of(block: &[u8; BLOCK], delimiter: u8) -> Masks {
        use std::arch::wasm32::{u8x16_all_true, u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2};
        let mut masks = Masks::default();
        let (parts, _) = block.as_chunks::<16>();
        for (part, bytes) in parts.iter().enumerate() {
            let bits = u128::from_le_bytes(*bytes);
            let vector = u64x2(bits as u64, (bits >> 64) as u64);
            let equal =
                |byte| u64::from(u8x16_bitmask(u8x16_eq(vector, u8x16_splat(byte)))) << (part * 16);
            masks.quote |= equal(b'"');
            masks.delimiter |= equal(delimiter);
            masks.line_feed |= equal(b'\n');
            masks.carriage_return |= equal(b'\r');
            masks.high |= u64::from(u8x16_bitmask(vector)) << (part * 16);
            masks.any_nul |= !u8x16_all_true(vector);
        }
        masks
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
impl Masks {
    /// The masks of a block.
    #[inline(always)]
    pub fn of(block: &[u8; BLOCK], delimiter: u8) -> Masks {
        let mut masks = Masks::default();
        for (place, &byte) in block.iter().enumerate() {
            masks.quote |= u64::from(byte == b'"') << place;
            masks.delimiter |= u64::from(byte == delimiter) << place;
            masks.line_feed |= u64::from(byte == b'\n') << place;
            masks.carriage_return |= u64::from(byte == b'\r') << place;
            masks.high |= u64::from(byte > 127) << place;
            masks.any_nul |= byte == 0;
        }
        masks
    }
}

/// For every bit whether the number of set bits up to and including it is odd.
///
/// Of a mask of quotes: the bytes from an opening quote up to, but without, its closing quote.
#[inline(always)]
pub fn prefix_xor(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ (bits << 32)
}

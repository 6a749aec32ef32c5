//! A fast hash of short byte strings; never a proof of equality.

use super::bytes::{half, word};

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes 64 bits so that every bit of the result depends on every bit of the input.
#[inline(always)]
pub fn mix(mut bits: u64) -> u64 {
    bits ^= bits >> 32;
    bits = bits.wrapping_mul(MULTIPLIER);
    bits ^= bits >> 29;
    bits = bits.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits ^ (bits >> 32)
}

/// The hash of a byte string.
#[inline(always)]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    if n >= 8 {
        let mut state = n as u64;
        let mut at = 0;
        while at + 8 < n {
            state = (state ^ word(bytes, at)).wrapping_mul(MULTIPLIER);
            state ^= state >> 29;
            at += 8;
        }
        mix(state ^ word(bytes, n - 8))
    } else if n >= 4 {
        mix((half(bytes, 0) | half(bytes, n - 4) << 32) ^ (n as u64).wrapping_mul(MULTIPLIER))
    } else if n > 0 {
        let (first, middle, last) = (bytes[0], bytes[n / 2], bytes[n - 1]);
        mix(u64::from(first) | u64::from(middle) << 8 | u64::from(last) << 16 | (n as u64) << 24)
    } else {
        0
    }
}

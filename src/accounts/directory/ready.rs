//! A hasher for keys, which are mixed already.

use std::hash::Hasher;

use crate::table::hash::{hash_bytes, mix};

/// Takes what a key has been mixed to, or mixes plain numbers.
#[derive(Default)]
pub struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0 ^ hash_bytes(bytes));
    }

    // Of which a key has two.
    fn write_u64(&mut self, word: u64) {
        self.0 = mix(self.0.rotate_left(29) ^ word);
    }
}

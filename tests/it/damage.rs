//! What becomes of texts on their way, for the tests of links and shares.

/// A small generator of numbers, so that a failure can be had again.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// What mail, chat and people do to a text: letters changed, lost, doubled, put elsewhere, cut off;
/// `signs` are those that come in for others.
pub fn mutated(text: &str, signs: &[u8], chance: &mut Chance) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=chance.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        let sign = signs[chance.below(signs.len())];
        match chance.below(6) {
            0 => bytes[at] = sign,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, sign),
            3 => bytes.truncate(at),
            4 => {
                let other = chance.below(bytes.len());
                bytes.swap(at, other);
            }
            _ => bytes[at] ^= 1 << chance.below(7),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

//! Any bytes decode to the same text, whole and in pieces, and as the standard library decodes them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::ingest::encoding::{Decoder, Encoding};

const ALL: [Encoding; 5] = [
    Encoding::Utf8,
    Encoding::Utf8Bom,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::Windows1252,
];

fn decode(encoding: Encoding, pieces: &mut dyn Iterator<Item = &[u8]>) -> Vec<u8> {
    let mut decoder = Decoder::default();
    let mut text = Vec::new();
    for piece in pieces {
        decoder.push(encoding, piece, &mut text);
    }
    decoder.finish(&mut text);
    text
}

/// What the standard library makes of UTF-16; an unfinished end is one U+FFFD.
fn by_std(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let ends_in_half_a_pair = units
        .last()
        .is_some_and(|last| (0xd800..0xdc00).contains(last));
    if ends_in_half_a_pair {
        units.pop();
    }
    let mut text = String::from_utf16_lossy(&units);
    if ends_in_half_a_pair || !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

fuzz_target!(|data: &[u8]| {
    let Some((&size, bytes)) = data.split_last() else {
        return;
    };
    let detected = Encoding::detect(bytes);
    assert!(detected.mark_len(bytes) <= bytes.len());
    for encoding in ALL {
        let whole = decode(encoding, &mut std::iter::once(bytes));
        let pieces = decode(encoding, &mut bytes.chunks(usize::from(size % 7) + 1));
        assert_eq!(pieces, whole, "{encoding:?} in pieces");
        match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Workbook | Encoding::Json => {
                assert_eq!(whole, bytes)
            }
            Encoding::Utf16Le => {
                assert_eq!(whole, by_std(bytes, u16::from_le_bytes).as_bytes());
            }
            Encoding::Utf16Be => {
                assert_eq!(whole, by_std(bytes, u16::from_be_bytes).as_bytes());
            }
            Encoding::Windows1252 => {
                let text = std::str::from_utf8(&whole).expect("UTF-8");
                assert_eq!(text.chars().count(), bytes.len());
            }
        }
    }
});

//! Bytes of a file to UTF-8: by byte-order mark, else UTF-8, else Windows-1252.

/// How a file writes its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte-order mark.
    Utf8,
    /// UTF-8 with one.
    Utf8Bom,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The last resort: every byte is a letter, not always the right one.
    Windows1252,
    /// No text, but a sheet of a workbook, whose cells were made into UTF-8.
    Workbook,
    /// JSON, whose records were made into a table in UTF-8.
    Json,
}

impl Encoding {
    /// What the first bytes of a file tell; UTF-8 is a guess until every byte is read.
    pub fn detect(head: &[u8]) -> Encoding {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Encoding::Utf8Bom,
            [0xff, 0xfe, ..] => Encoding::Utf16Le,
            [0xfe, 0xff, ..] => Encoding::Utf16Be,
            _ => Encoding::without_mark(head),
        }
    }

    // In UTF-16 every second byte of Latin text is zero; in UTF-8 text none is.
    fn without_mark(head: &[u8]) -> Encoding {
        let pairs = &head[..head.len().min(512) & !1];
        let zeros = |odd: usize| {
            pairs
                .iter()
                .skip(odd)
                .step_by(2)
                .filter(|byte| **byte == 0)
                .count()
        };
        let mostly = |zeros: usize| pairs.len() >= 8 && zeros * 10 >= pairs.len() * 4;
        if mostly(zeros(1)) && zeros(0) == 0 {
            Encoding::Utf16Le
        } else if mostly(zeros(0)) && zeros(1) == 0 {
            Encoding::Utf16Be
        } else {
            Encoding::Utf8
        }
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Bom => "utf-8-bom",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Workbook => "workbook",
            Encoding::Json => "json",
        }
    }

    /// Whether the bytes of the file are the bytes of its text.
    pub fn is_utf8(self) -> bool {
        !matches!(
            self,
            Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Windows1252
        )
    }

    /// Length of the byte-order mark at the start of `head`.
    pub fn mark_len(self, head: &[u8]) -> usize {
        match self {
            Encoding::Utf8Bom => 3,
            Encoding::Utf16Le if head.starts_with(&[0xff, 0xfe]) => 2,
            Encoding::Utf16Be if head.starts_with(&[0xfe, 0xff]) => 2,
            _ => 0,
        }
    }
}

/// Decodes a file that is not UTF-8 piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    /// First byte of a pair whose second is in the next piece.
    half: Option<u8>,
    /// First half of a surrogate pair.
    surrogate: Option<u16>,
    /// Letters of which a half is missing; each became U+FFFD.
    pub n_lost: u32,
}

impl Decoder {
    /// Adds the text of a piece to `text`; what cannot be decoded becomes U+FFFD.
    pub fn push(&mut self, encoding: Encoding, piece: &[u8], text: &mut Vec<u8>) {
        match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Workbook | Encoding::Json => {
                text.extend_from_slice(piece)
            }
            Encoding::Windows1252 => piece
                .iter()
                .for_each(|&byte| push_letter(windows_1252(byte), text)),
            Encoding::Utf16Le => self.push_utf16(piece, u16::from_le_bytes, text),
            Encoding::Utf16Be => self.push_utf16(piece, u16::from_be_bytes, text),
        }
    }

    /// Adds what an unfinished end stands for.
    pub fn finish(&mut self, text: &mut Vec<u8>) {
        if self.half.take().is_some() | self.surrogate.take().is_some() {
            self.push_lost(text);
        }
    }

    fn push_utf16(&mut self, piece: &[u8], unit: fn([u8; 2]) -> u16, text: &mut Vec<u8>) {
        for &byte in piece {
            match self.half.take() {
                None => self.half = Some(byte),
                Some(first) => self.push_unit(unit([first, byte]), text),
            }
        }
    }

    fn push_unit(&mut self, unit: u16, text: &mut Vec<u8>) {
        if let Some(first) = self.surrogate.take() {
            if let Some(Ok(letter)) = char::decode_utf16([first, unit]).next() {
                return push_letter(letter, text);
            }
            self.push_lost(text);
        }
        match unit {
            0xd800..0xdc00 => self.surrogate = Some(unit),
            _ => match char::from_u32(u32::from(unit)) {
                Some(letter) => push_letter(letter, text),
                None => self.push_lost(text),
            },
        }
    }

    fn push_lost(&mut self, text: &mut Vec<u8>) {
        self.n_lost += 1;
        push_letter(char::REPLACEMENT_CHARACTER, text);
    }
}

fn push_letter(letter: char, text: &mut Vec<u8>) {
    text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The letter of a byte as web browsers read Windows-1252.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decode(encoding: Encoding, pieces: &[&[u8]]) -> String {
        let mut decoder = Decoder::default();
        let mut text = Vec::new();
        pieces
            .iter()
            .for_each(|piece| decoder.push(encoding, piece, &mut text));
        decoder.finish(&mut text);
        String::from_utf8(text).expect("decoded text is UTF-8")
    }

    #[test]
    fn the_first_bytes_tell_the_encoding() {
        assert_eq!(Encoding::detect(b"\xef\xbb\xbfa"), Encoding::Utf8Bom);
        assert_eq!(Encoding::detect(b"\xff\xfea\0"), Encoding::Utf16Le);
        assert_eq!(Encoding::detect(b"\xfe\xff\0a"), Encoding::Utf16Be);
        assert_eq!(Encoding::detect(b"n\0a\0m\0e\0"), Encoding::Utf16Le);
        assert_eq!(Encoding::detect(b"name"), Encoding::Utf8);
    }

    #[test]
    fn windows_1252_has_letters_where_latin_1_has_none() {
        assert_eq!(
            decode(Encoding::Windows1252, &[b"caf\xe9 \x93x\x94 \x80"]),
            "café “x” €"
        );
    }

    #[test]
    fn every_half_of_a_surrogate_pair_is_one_replacement() {
        #[track_caller]
        fn case(units: &[u16], expected: &str) {
            let bytes: Vec<u8> = units.iter().copied().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(Encoding::Utf16Be, &[&bytes]), expected, "{units:x?}");
        }
        case(&[0xd83d, 0xde00], "😀");
        case(&[0xd83d, 0xd83d, 0xd83d], "\u{fffd}\u{fffd}\u{fffd}");
        case(&[0xd83d, 0xd83d, 0xde00], "\u{fffd}😀");
        case(&[0xd83d, 0x61], "\u{fffd}a");
        case(&[0xde00, 0xde00, 0x61], "\u{fffd}\u{fffd}a");
    }

    proptest! {
        #[test]
        fn any_bytes_decode_to_one_text_however_they_are_cut(
            bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0xd8), Just(0xdc), Just(0)], 0..60),
            size in 1usize..9,
        ) {
            for encoding in [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252] {
                let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
                prop_assert_eq!(decode(encoding, &pieces), decode(encoding, &[&bytes]));
            }
            let (pairs, _) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            let whole: Vec<&[u8]> = vec![&bytes[..pairs.len() * 2]];
            prop_assert_eq!(decode(Encoding::Utf16Le, &whole), String::from_utf16_lossy(&units));
        }

        #[test]
        fn utf_16_comes_back_whole_however_it_is_cut(text in "\\PC{0,40}", cut in 0usize..80) {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let (first, second) = bytes.split_at(cut.min(bytes.len()));
            prop_assert_eq!(decode(Encoding::Utf16Le, &[first, second]), text);
        }
    }
}

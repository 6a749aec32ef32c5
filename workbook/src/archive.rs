//! The zip archive a workbook is: its directory first, then one part after the other, within limits.

use crate::Trouble;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Bytes all parts together may unpack to, and bytes that are unpacked at most.
pub const MAX_UNPACKED: u64 = 100 << 20;
/// Parts an archive may have.
pub const MAX_PARTS: usize = 10_000;
/// How many times its packed size a part may unpack to.
const MAX_RATIO: u64 = 200;
/// A part up to this size does no harm, however well it is packed.
const HARMLESS: u64 = 1 << 20;

/// An archive with its directory read and found within the limits.
pub struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
    /// Bytes that may still be unpacked or read for it: a part that is asked for twice counts twice.
    left: u64,
}

struct Part {
    name: String,
    is_packed: bool,
    n_packed: u64,
    n_unpacked: u64,
    offset: u64,
}

const NO_DIRECTORY: Trouble = Trouble::Damaged("its directory");

impl Archive<'_> {
    /// Reads the directory; no part is unpacked.
    pub fn open(bytes: &[u8]) -> Result<Archive<'_>, Trouble> {
        let (start, n_parts) = directory(bytes).ok_or(NO_DIRECTORY)?;
        if n_parts > MAX_PARTS as u64 {
            return Err(Trouble::TooManyParts);
        }
        let mut parts = Vec::new();
        let mut at = start;
        let mut sum = 0;
        for _ in 0..n_parts {
            let (part, next) = part(bytes, at)?;
            if part.n_unpacked > HARMLESS && part.n_unpacked / MAX_RATIO > part.n_packed {
                return Err(Trouble::Bomb);
            }
            sum += part.n_unpacked.min(MAX_UNPACKED + 1);
            parts.push(part);
            at = next;
        }
        if sum > MAX_UNPACKED {
            return Err(Trouble::TooLarge);
        }
        Ok(Archive {
            bytes,
            parts,
            left: MAX_UNPACKED,
        })
    }

    /// Whether it has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.part(name).is_some()
    }

    /// Unpacks a part; `None` where there is none of this name.
    pub fn text(&mut self, name: &str) -> Option<Result<String, Trouble>> {
        let place = self.part(name)?;
        Some(self.unpack(place).and_then(as_text))
    }

    fn part(&self, name: &str) -> Option<usize> {
        // Some writers disagree with themselves about case, and some write Windows paths.
        let same = |known: &Part| {
            known.name.len() == name.len()
                && known.name.bytes().zip(name.bytes()).all(|(known, wanted)| {
                    known.eq_ignore_ascii_case(&wanted) || (known == b'\\' && wanted == b'/')
                })
        };
        self.parts.iter().position(same)
    }

    fn unpack(&mut self, place: usize) -> Result<Vec<u8>, Trouble> {
        const CUT: Trouble = Trouble::Damaged("a part");
        let part = &self.parts[place];
        self.left = self
            .left
            .checked_sub(part.n_unpacked.max(part.n_packed))
            .ok_or(Trouble::TooLarge)?;
        // The part's own head says again how long name and extra field are, and may differ.
        let head = slice(self.bytes, part.offset, 30).ok_or(CUT)?;
        if head[..4] != *b"PK\x03\x04" {
            return Err(CUT);
        }
        let start = part.offset + 30 + u64::from(short(head, 26)) + u64::from(short(head, 28));
        let packed = slice(self.bytes, start, part.n_packed).ok_or(CUT)?;
        if !part.is_packed {
            return Ok(packed.to_vec());
        }
        // Unpacking ends where the promised size does: no part can be larger than it says.
        let limit = part.n_unpacked as usize;
        match decompress_to_vec_with_limit(packed, limit + 1) {
            Ok(unpacked) if unpacked.len() == limit => Ok(unpacked),
            Err(error) if error.output.len() > limit => Err(Trouble::Bomb),
            _ => Err(CUT),
        }
    }
}

/// Where the directory begins and how many parts it has, by the record at the end of the file.
fn directory(bytes: &[u8]) -> Option<(u64, u64)> {
    // A comment of up to 64 KiB may stand behind the record.
    let first = bytes.len().saturating_sub(22 + 0xffff);
    let last = bytes.len().checked_sub(22)?;
    let end = (first..=last)
        .rev()
        .find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))?;
    let record = &bytes[end..];
    let (n_parts, start) = (short(record, 10), long(record, 16));
    if n_parts != u16::MAX && start != u32::MAX {
        return Some((start.into(), n_parts.into()));
    }
    // The record for large archives; what stands twenty bytes before tells where it is.
    let locator = &bytes[end.checked_sub(20)?..end];
    let large = locator.starts_with(b"PK\x06\x07").then(|| huge(locator, 8));
    let Some(large) = large.and_then(|at| slice(bytes, at, 56)) else {
        return Some((start.into(), n_parts.into()));
    };
    large
        .starts_with(b"PK\x06\x06")
        .then(|| (huge(large, 48), huge(large, 32)))
}

/// The entry of the directory at a place, and where the next one is.
fn part(bytes: &[u8], at: u64) -> Result<(Part, u64), Trouble> {
    let entry = slice(bytes, at, 46).ok_or(NO_DIRECTORY)?;
    if entry[..4] != *b"PK\x01\x02" {
        return Err(NO_DIRECTORY);
    }
    let (flags, method) = (short(entry, 8), short(entry, 10));
    let lengths = [28, 30, 32].map(|at| u64::from(short(entry, at)));
    let [n_name, n_extra, n_comment] = lengths;
    let name = slice(bytes, at + 46, n_name).ok_or(NO_DIRECTORY)?;
    let extra = slice(bytes, at + 46 + n_name, n_extra).ok_or(NO_DIRECTORY)?;
    let [n_packed, n_unpacked, offset] =
        large_numbers(extra, [long(entry, 20), long(entry, 24), long(entry, 42)])
            .ok_or(NO_DIRECTORY)?;
    if flags & 1 != 0 {
        return Err(Trouble::Password);
    }
    if method != 0 && method != 8 {
        return Err(NO_DIRECTORY);
    }
    // What is not packed is as long as it is.
    let n_unpacked = if method == 0 {
        n_unpacked.max(n_packed)
    } else {
        n_unpacked
    };
    let part = Part {
        name: String::from_utf8_lossy(name).into_owned(),
        is_packed: method == 8,
        n_packed,
        n_unpacked,
        offset,
    };
    Ok((part, at + 46 + n_name + n_extra + n_comment))
}

/// The packed size, the unpacked size and the offset; those too large for their field stand in the extra one.
fn large_numbers(extra: &[u8], [packed, unpacked, offset]: [u32; 3]) -> Option<[u64; 3]> {
    let mut found: &[u8] = &[];
    let mut rest = extra;
    while rest.len() >= 4 {
        let (id, length) = (short(rest, 0), usize::from(short(rest, 2)));
        let content = rest.get(4..4 + length)?;
        if id == 1 {
            found = content;
        }
        rest = &rest[4 + length..];
    }
    // In this order, and only those that are needed.
    let mut of = |short_form: u32| {
        if short_form != u32::MAX {
            return Some(u64::from(short_form));
        }
        let number = huge(found.get(..8)?, 0);
        found = &found[8..];
        Some(number)
    };
    let unpacked = of(unpacked)?;
    let packed = of(packed)?;
    Some([packed, unpacked, of(offset)?])
}

/// XML is UTF-8, or UTF-16 with a mark.
fn as_text(bytes: Vec<u8>) -> Result<String, Trouble> {
    const NO_TEXT: Trouble = Trouble::Damaged("the text of a part");
    let units = |of: fn([u8; 2]) -> u16| -> Vec<u16> {
        let pairs = bytes[2..].chunks_exact(2);
        pairs.map(|pair| of([pair[0], pair[1]])).collect()
    };
    match bytes[..] {
        [0xff, 0xfe, ..] => String::from_utf16(&units(u16::from_le_bytes)).map_err(|_| NO_TEXT),
        [0xfe, 0xff, ..] => String::from_utf16(&units(u16::from_be_bytes)).map_err(|_| NO_TEXT),
        _ => String::from_utf8(bytes).map_err(|_| NO_TEXT),
    }
}

fn slice(bytes: &[u8], start: u64, length: u64) -> Option<&[u8]> {
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    bytes.get(start..end)
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

fn huge(bytes: &[u8], at: usize) -> u64 {
    u64::from(long(bytes, at)) | u64::from(long(bytes, at + 4)) << 32
}

//! An archive that is written piece by piece: a workbook is one.
//!
//! Sizes stand behind each part, so that a part can leave before its end is known: a million rows need no
//! more memory than a piece of them.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

/// An archive while it is written.
pub struct Zip {
    out: Vec<u8>,
    /// Bytes that left before those of `out`.
    n_left: u64,
    parts: Vec<Part>,
    deflate: Box<CompressorOxide>,
    crc_table: [u32; 256],
}

struct Part {
    name: String,
    at: u64,
    crc: u32,
    n_packed: u64,
    n_bytes: u64,
}

/// Repeated markup packs well at any level, and more of it costs seconds.
const LEVEL: i32 = 1;

/// Bytes of an archive, or of a part, that this one does not reach: beyond it another form is needed.
pub const MOST_BYTES: u64 = 0xffff_0000;

/// 1 January 1980, the first day an archive knows: the same rows give the same bytes.
const NO_TIME: [u8; 4] = [0, 0, 0x21, 0];

/// Version 2.0; sizes behind the part, names in UTF-8; packed by deflate.
const HOW: [u8; 6] = [20, 0, 0x08, 0x08, 8, 0];

impl Default for Zip {
    fn default() -> Zip {
        let flags = create_comp_flags_from_zip_params(LEVEL, -15, 0);
        Zip {
            out: Vec::new(),
            n_left: 0,
            parts: Vec::new(),
            deflate: Box::new(CompressorOxide::new(flags)),
            crc_table: crc_table(),
        }
    }
}

impl Zip {
    /// Begins a part; the one before has to be ended.
    pub fn begin(&mut self, name: &str) {
        self.parts.push(Part {
            name: name.to_string(),
            at: self.n_bytes(),
            crc: 0,
            n_packed: 0,
            n_bytes: 0,
        });
        self.out.extend(b"PK\x03\x04");
        self.out.extend(HOW);
        self.out.extend(NO_TIME);
        self.out.extend([0; 12]);
        push_16(&mut self.out, name.len() as u64);
        push_16(&mut self.out, 0);
        self.out.extend(name.as_bytes());
    }

    /// Adds to the part.
    pub fn write(&mut self, bytes: &[u8]) {
        let Some(part) = self.parts.last_mut() else {
            return;
        };
        part.n_bytes += bytes.len() as u64;
        part.crc = crc_32(&self.crc_table, part.crc, bytes);
        self.pack(bytes, TDEFLFlush::None);
    }

    /// Ends the part.
    pub fn end(&mut self) {
        self.pack(&[], TDEFLFlush::Finish);
        self.deflate.reset();
        if let Some(part) = self.parts.last() {
            self.out.extend(b"PK\x07\x08");
            push_sizes(&mut self.out, part);
        }
    }

    /// A whole part.
    pub fn add(&mut self, name: &str, text: &str) {
        self.begin(name);
        self.write(text.as_bytes());
        self.end();
    }

    /// Bytes written to the part so far.
    pub fn n_bytes_of_part(&self) -> u64 {
        self.parts.last().map_or(0, |part| part.n_bytes)
    }

    /// Ends the archive with its directory.
    pub fn finish(&mut self) {
        let start = self.n_bytes();
        for part in &self.parts {
            self.out.extend(b"PK\x01\x02\x14\0");
            self.out.extend(HOW);
            self.out.extend(NO_TIME);
            push_sizes(&mut self.out, part);
            push_16(&mut self.out, part.name.len() as u64);
            // No extra field, comment, other disk or attributes.
            self.out.extend([0; 12]);
            push_32(&mut self.out, part.at);
            self.out.extend(part.name.as_bytes());
        }
        let n_directory = self.n_bytes() - start;
        self.out.extend(b"PK\x05\x06\0\0\0\0");
        push_16(&mut self.out, self.parts.len() as u64);
        push_16(&mut self.out, self.parts.len() as u64);
        push_32(&mut self.out, n_directory);
        push_32(&mut self.out, start);
        push_16(&mut self.out, 0);
    }

    /// The bytes since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        self.n_left += self.out.len() as u64;
        std::mem::take(&mut self.out)
    }

    fn n_bytes(&self) -> u64 {
        self.n_left + self.out.len() as u64
    }

    fn pack(&mut self, bytes: &[u8], flush: TDEFLFlush) {
        let before = self.out.len();
        let out = &mut self.out;
        compress_to_output(&mut self.deflate, bytes, flush, |packed| {
            out.extend_from_slice(packed);
            true
        });
        let n_packed = (self.out.len() - before) as u64;
        if let Some(part) = self.parts.last_mut() {
            part.n_packed += n_packed;
        }
    }
}

fn push_sizes(out: &mut Vec<u8>, part: &Part) {
    push_32(out, part.crc.into());
    push_32(out, part.n_packed);
    push_32(out, part.n_bytes);
}

fn push_16(out: &mut Vec<u8>, number: u64) {
    out.extend(&number.to_le_bytes()[..2]);
}

fn push_32(out: &mut Vec<u8>, number: u64) {
    out.extend(&number.to_le_bytes()[..4]);
}

fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    for (place, entry) in (0_u32..).zip(&mut table) {
        *entry = (0..8).fold(place, |crc, _| match crc & 1 {
            1 => 0xedb8_8320 ^ (crc >> 1),
            _ => crc >> 1,
        });
    }
    table
}

/// The check sum of an archive (ITU-T V.42), carried on from that of the bytes before.
fn crc_32(table: &[u32; 256], before: u32, bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(!before, |crc, byte| {
        table[usize::from(crc as u8 ^ byte)] ^ (crc >> 8)
    });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_standard_in_any_pieces() {
        let table = crc_table();
        assert_eq!(crc_32(&table, 0, b"123456789"), 0xcbf4_3926);
        let first = crc_32(&table, 0, b"1234");
        assert_eq!(crc_32(&table, first, b"56789"), 0xcbf4_3926);
    }
}

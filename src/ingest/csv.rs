//! Bytes to records: well-formed ones 64 bytes at a time, the others by `csv-core`.
//!
//! Both readers give the same cells for every input, whole or in pieces; a property test holds
//! them to it. A record ends at LF, CR LF or a lone CR outside quotes.

use super::scan::{BLOCK, Masks, prefix_xor};
use quick::signs::line_breaks;

pub use quick::record::{Damage, Record};

/// The longest record that is read, in bytes.
pub const RECORD_LIMIT: usize = 32 << 20;

/// Parts a stream of bytes into records.
#[derive(Debug)]
pub struct Splitter {
    delimiter: u8,
    /// Bytes consumed before the buffer at hand.
    consumed: u64,
    line: u32,
    /// The byte before the buffer was a CR that ended a record.
    after_cr: bool,
    /// Inside a record past the limit, of which only the end is looked for.
    skipping: Option<Skip>,
    ends: Vec<u32>,
    slow: Slow,
}

/// A record too long to be read.
#[derive(Clone, Copy, Debug)]
struct Skip {
    offset: u64,
    line: u32,
    in_quotes: bool,
}

/// How far one scan came.
struct Scan {
    /// First byte that belongs to no complete record.
    record_start: usize,
    /// The record at `record_start` has a quote where none belongs.
    stray_quote: bool,
}

impl Splitter {
    /// A splitter at the start of a file.
    pub fn new(delimiter: u8) -> Splitter {
        Splitter {
            delimiter,
            consumed: 0,
            line: 1,
            after_cr: false,
            skipping: None,
            ends: Vec::with_capacity(64),
            slow: Slow::default(),
        }
    }

    /// How many line breaks the records taken so far hold and end with.
    pub fn n_breaks(&self) -> u32 {
        self.line - 1
    }

    /// Gives the records of `buffer` to `sink` and returns how many bytes they took.
    ///
    /// The next buffer begins with the bytes that were not taken. With `last` every byte is taken.
    pub fn split(&mut self, buffer: &[u8], last: bool, sink: &mut impl FnMut(&Record)) -> usize {
        let mut taken = 0;
        if self.skipping.is_some() {
            taken = self.skip(buffer, last, sink);
            if self.skipping.is_some() {
                return self.take(buffer.len());
            }
        }
        if self.after_cr && taken < buffer.len() {
            self.after_cr = false;
            taken += usize::from(buffer[taken] == b'\n');
        }
        while taken < buffer.len() {
            let scan = self.scan(buffer, taken, last, sink);
            taken = scan.record_start;
            if taken >= buffer.len() {
                break;
            }
            // What is left of the last buffer is a record without a line end or with an open quote.
            if !(scan.stray_quote || last) {
                break;
            }
            match self.read_slowly(buffer, taken, last, scan.stray_quote, sink) {
                Some(end) => taken = end,
                None => break,
            }
        }
        if !last && buffer.len() - taken > RECORD_LIMIT {
            self.begin_skip(buffer, taken);
            taken = buffer.len();
        }
        self.take(taken)
    }

    fn take(&mut self, taken: usize) -> usize {
        self.consumed += taken as u64;
        taken
    }

    /// Reads well-formed records from `start` on.
    fn scan(
        &mut self,
        buffer: &[u8],
        start: usize,
        last: bool,
        sink: &mut impl FnMut(&Record),
    ) -> Scan {
        let mut ends = std::mem::take(&mut self.ends);
        ends.clear();
        let mut record_start = start;
        let mut line = self.line;
        let mut inner_lines = 0;
        // All ones while inside quotes.
        let mut inside_before = 0u64;
        // Bit 0: the byte before the block may come before an opening quote.
        let mut may_open = 1u64;
        // Bit 0: the byte before the block was a closing quote.
        let mut closed = 0u64;
        let mut first_high: Option<usize> = None;
        let mut nul = false;
        let mut stray_quote = false;
        let mut doubled = false;
        let mut at = start;
        let mut tail = [b' '; BLOCK];
        while at < buffer.len() {
            let n = (buffer.len() - at).min(BLOCK);
            let block: &[u8; BLOCK] = match buffer[at..].first_chunk() {
                Some(block) => block,
                None => {
                    tail[..n].copy_from_slice(&buffer[at..]);
                    &tail
                }
            };
            let masks = Masks::of(block, self.delimiter);
            let inside = prefix_xor(masks.quote) ^ inside_before;
            let breaks = masks.line_feed | masks.carriage_return;
            let outside = (masks.delimiter | breaks) & !inside;
            let mut delimiters = masks.delimiter & !inside;
            let mut events = breaks;
            let mut doubled_here = false;
            if masks.quote != 0 || closed != 0 {
                let opening = masks.quote & inside;
                let closing = masks.quote & !inside;
                let before_open = outside | closing;
                let bad_opening = opening & !(before_open << 1 | may_open);
                // What follows a closing quote decides; past the end of the buffer nothing does yet.
                let real = u64::MAX >> (BLOCK - n);
                let bad_after_close = (closing << 1 | closed) & !(outside | opening) & real;
                let bad = bad_opening | bad_after_close;
                if bad != 0 {
                    stray_quote = true;
                    let before = (1 << bad.trailing_zeros()) - 1;
                    events &= before;
                    delimiters &= before;
                }
                doubled_here = (closing << 1 | closed) & opening != 0;
                doubled |= doubled_here;
                closed = (closing >> (n - 1)) & 1;
            }
            may_open = ((outside | (masks.quote & !inside)) >> 63) & 1;
            inside_before = ((inside as i64) >> 63) as u64;
            if masks.high != 0 && first_high.is_none() {
                first_high = Some(at + masks.high.trailing_zeros() as usize);
            }
            nul |= masks.any_nul;
            while events != 0 {
                let bit = events.trailing_zeros();
                let place = at + bit as usize;
                let up_to = (1 << bit) - 1;
                push_ends(&mut ends, delimiters & up_to, at, record_start);
                delimiters &= !up_to;
                events &= events - 1;
                let is_lf = masks.line_feed >> bit & 1 == 1;
                let after_cr = is_lf && place > start && buffer[place - 1] == b'\r';
                if inside >> bit & 1 == 1 {
                    inner_lines += u32::from(!after_cr);
                    continue;
                }
                if after_cr && place == record_start {
                    record_start = place + 1;
                    continue;
                }
                ends.push((place - record_start) as u32);
                let bytes = &buffer[record_start..place];
                let mut damage = Damage {
                    too_long: bytes.len() > RECORD_LIMIT,
                    ..Damage::default()
                };
                if let Some(high) = first_high
                    && high < place
                {
                    damage.not_utf8 =
                        std::str::from_utf8(&buffer[high.max(record_start)..place]).is_err();
                    let later = masks.high & (u64::MAX << bit);
                    first_high = (later != 0).then(|| at + later.trailing_zeros() as usize);
                }
                if nul {
                    damage.nul = bytes.contains(&0);
                    nul = buffer[place..(at + n)].contains(&0);
                }
                sink(&Record {
                    bytes,
                    tail: &buffer[record_start..],
                    ends: &ends,
                    decoded: false,
                    doubled,
                    offset: self.consumed + record_start as u64,
                    line,
                    damage,
                });
                ends.clear();
                // The next record may begin in this block, before or behind its doubled quotes.
                doubled = doubled_here;
                line += 1 + inner_lines;
                inner_lines = 0;
                record_start = place + 1;
            }
            push_ends(&mut ends, delimiters, at, record_start);
            if stray_quote {
                break;
            }
            at += n;
        }
        self.line = line;
        self.ends = ends;
        // A CR as the last byte of the buffer: its LF may come with the next.
        if !last
            && record_start == buffer.len()
            && record_start > start
            && buffer[record_start - 1] == b'\r'
        {
            self.after_cr = true;
        }
        Scan {
            record_start,
            stray_quote,
        }
    }

    /// Reads one record by `csv-core`; `None` when its end is not in the buffer yet.
    fn read_slowly(
        &mut self,
        buffer: &[u8],
        start: usize,
        last: bool,
        stray_quote: bool,
        sink: &mut impl FnMut(&Record),
    ) -> Option<usize> {
        let found = self.slow.read(self.delimiter, &buffer[start..], last)?;
        let end = start + found.n_bytes;
        let raw = &buffer[start..end];
        sink(&Record {
            bytes: &self.slow.cells[..found.n_cell_bytes],
            tail: &self.slow.cells,
            ends: &self.slow.ends[..found.n_cells],
            decoded: true,
            doubled: false,
            offset: self.consumed + start as u64,
            line: self.line,
            damage: Damage {
                stray_quote,
                nul: raw.contains(&0),
                not_utf8: std::str::from_utf8(raw).is_err(),
                unclosed: found.unclosed,
                too_long: raw.len() > RECORD_LIMIT,
            },
        });
        self.line += line_breaks(raw);
        if raw.last() == Some(&b'\r') {
            // `csv-core` ends a record at the CR and would take the LF for a blank line.
            match buffer.get(end) {
                Some(b'\n') => return Some(end + 1),
                Some(_) => {}
                None => self.after_cr = !last,
            }
        }
        Some(end)
    }

    fn begin_skip(&mut self, buffer: &[u8], start: usize) {
        self.skipping = Some(Skip {
            offset: self.consumed + start as u64,
            line: self.line,
            in_quotes: false,
        });
        self.skip_over(&buffer[start..]);
    }

    /// Looks for the end of a record past the limit; returns how many bytes it took.
    fn skip(&mut self, buffer: &[u8], last: bool, sink: &mut impl FnMut(&Record)) -> usize {
        let taken = self.skip_over(buffer);
        let Some(skip) = self.skipping else {
            return taken;
        };
        let ended = taken < buffer.len();
        if ended || last {
            sink(&Record {
                bytes: b"",
                tail: b"",
                ends: &[],
                decoded: true,
                doubled: false,
                offset: skip.offset,
                line: skip.line,
                damage: Damage {
                    too_long: true,
                    unclosed: !ended && skip.in_quotes,
                    ..Damage::default()
                },
            });
            self.skipping = None;
            return if ended {
                self.end_of_line(buffer, taken)
            } else {
                taken
            };
        }
        taken
    }

    /// Follows the quotes up to the line end outside them.
    fn skip_over(&mut self, bytes: &[u8]) -> usize {
        let Some(skip) = &mut self.skipping else {
            return 0;
        };
        for (place, &byte) in bytes.iter().enumerate() {
            match byte {
                b'"' => skip.in_quotes = !skip.in_quotes,
                b'\n' | b'\r' if !skip.in_quotes => return place,
                b'\n' => self.line += 1,
                _ => {}
            }
        }
        bytes.len()
    }

    fn end_of_line(&mut self, buffer: &[u8], at: usize) -> usize {
        self.line += 1;
        if buffer[at] == b'\r' {
            self.after_cr = true;
        }
        at + 1
    }
}

/// Notes where the cells before some delimiters end.
#[inline(always)]
fn push_ends(ends: &mut Vec<u32>, mut delimiters: u64, at: usize, record_start: usize) {
    // A record that begins within the block makes this wrap, and the sum below wrap back.
    let base = at.wrapping_sub(record_start) as u32;
    while delimiters != 0 {
        ends.push(base.wrapping_add(delimiters.trailing_zeros()));
        delimiters &= delimiters - 1;
    }
}

/// One record by `csv-core`, with room for its cells.
#[derive(Debug, Default)]
struct Slow {
    // Building a reader costs more than most records: it is built for the first one and kept.
    reader: Option<Box<csv_core::Reader>>,
    cells: Vec<u8>,
    ends: Vec<u32>,
    places: Vec<usize>,
}

struct SlowRecord {
    n_bytes: usize,
    n_cells: usize,
    n_cell_bytes: usize,
    unclosed: bool,
}

impl Slow {
    /// Reads the record that `bytes` begin with; `None` when its end is not there yet.
    fn read(&mut self, delimiter: u8, bytes: &[u8], last: bool) -> Option<SlowRecord> {
        use csv_core::ReadRecordResult as Outcome;
        let reader = self.reader.get_or_insert_with(|| {
            let mut builder = csv_core::ReaderBuilder::new();
            Box::new(builder.delimiter(delimiter).build())
        });
        reader.reset();
        self.cells.resize(bytes.len() + 64, 0);
        self.places.resize(64.max(self.places.len()), 0);
        let (mut n_bytes, mut n_cell_bytes, mut n_cells) = (0, 0, 0);
        let mut ended = false;
        let mut unclosed = false;
        loop {
            // A line end put behind the last byte ends every record but one with an open quote.
            let input: &[u8] = match (n_bytes < bytes.len(), ended) {
                // Of more than two bytes it would drop a byte-order mark, which here is text.
                (true, _) if n_bytes == 0 => &bytes[..1],
                (true, _) => &bytes[n_bytes..],
                (false, false) if !last => return None,
                (false, false) => b"\n",
                (false, true) => b"",
            };
            let (outcome, n_in, n_out, n_ends) = reader.read_record(
                input,
                &mut self.cells[n_cell_bytes..],
                &mut self.places[n_cells..],
            );
            n_cell_bytes += n_out;
            n_cells += n_ends;
            if n_bytes < bytes.len() {
                n_bytes += n_in;
            } else if !ended {
                ended = n_in == 1;
                unclosed = n_out == 1;
            }
            match outcome {
                Outcome::Record | Outcome::End => break,
                Outcome::InputEmpty => {}
                Outcome::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                Outcome::OutputEndsFull => self.places.resize(self.places.len() * 2, 0),
            }
        }
        // The line end went into an open cell: take it out again.
        n_cell_bytes -= usize::from(unclosed);
        let ends = self.places[..n_cells].iter();
        self.ends.clear();
        self.ends
            .extend(ends.map(|&end| end.min(n_cell_bytes) as u32));
        Some(SlowRecord {
            n_bytes,
            n_cells,
            n_cell_bytes,
            unclosed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row = (u32, u64, Vec<String>);

    fn split_in(pieces: &[&[u8]]) -> Vec<Row> {
        let mut splitter = Splitter::new(b',');
        let mut rows = Vec::new();
        let mut buffer = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            buffer.extend_from_slice(piece);
            let last = index + 1 == pieces.len();
            let taken = splitter.split(&buffer, last, &mut |record| {
                rows.push((record.line, record.offset, record.texts()));
            });
            buffer.drain(..taken);
        }
        assert!(buffer.is_empty(), "every byte is taken");
        rows
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = split_in(&[text.as_bytes()]);
        rows.into_iter().map(|(_, _, cells)| cells).collect()
    }

    #[track_caller]
    fn case(text: &str, expected: &[&[&str]]) {
        assert_eq!(cells(text), expected, "{text:?}");
    }

    #[test]
    fn records_end_at_any_line_end_outside_quotes() {
        case(
            "a,b\r\nc,d\ne,f\rg,h",
            &[&["a", "b"], &["c", "d"], &["e", "f"], &["g", "h"]],
        );
        case("a,\"b\r\nc\",d\r\n", &[&["a", "b\r\nc", "d"]]);
        case("\n\na\n", &[&[""], &[""], &["a"]]);
        case("a\r\n\r\nb", &[&["a"], &[""], &["b"]]);
        case("a,\n", &[&["a", ""]]);
        case("", &[]);
    }

    #[test]
    fn quotes_are_read_as_rfc_4180_says_and_forgiven_where_it_does_not() {
        case("\"a \"\"b\"\" c\",\"\"", &[&["a \"b\" c", ""]]);
        case("5\" pipe,x\ny,z", &[&["5\" pipe", "x"], &["y", "z"]]);
        case("\"a\"b,c\nd,e", &[&["ab", "c"], &["d", "e"]]);
        case("a,\"b\nc", &[&["a", "b\nc"]]);
    }

    #[test]
    fn a_byte_order_mark_within_the_text_stays_whichever_reader_meets_it() {
        case("\u{feff}a,b\n", &[&["\u{feff}a", "b"]]);
        case("\u{feff}5\" pipe,b\n", &[&["\u{feff}5\" pipe", "b"]]);
        case("a\n\u{feff}b", &[&["a"], &["\u{feff}b"]]);
    }

    #[test]
    fn a_quote_that_never_closes_is_told() {
        let mut damages = Vec::new();
        let mut note = |record: &Record| damages.push((record.line, record.damage.unclosed));
        Splitter::new(b',').split(b"a,b\nc,\"d\ne,f\ng,h\n", true, &mut note);
        Splitter::new(b',').split(b"a,\"b\"", true, &mut note);
        Splitter::new(b',').split(b"a,b\"", true, &mut note);
        assert_eq!(damages, [(1, false), (2, true), (1, false), (1, false)]);
    }

    #[test]
    fn lines_count_the_breaks_inside_quotes() {
        let rows = split_in(&[b"a,\"b\r\nc\"\r\nd\n\"e\nf\rg\"x\nh"]);
        let lines: Vec<u32> = rows.iter().map(|row| row.0).collect();
        assert_eq!(lines, [1, 3, 4, 7]);
    }

    #[test]
    fn a_record_of_nothing_but_space_is_blank_however_long() {
        let mut blank = Vec::new();
        let text = b"\n,,\n\"\",\" \"\n          \n      ,\t     \n  a\n,,,x\n\"a\"\n\"  \"x\n";
        Splitter::new(b',').split(text, true, &mut |record| blank.push(record.is_blank()));
        assert_eq!(
            blank,
            [true, true, true, true, true, false, false, false, false]
        );
    }

    #[test]
    fn damaged_bytes_are_told_of_their_record_alone() {
        let mut damaged = Vec::new();
        let text = b"one,caf\xc3\xa9\ntwo,\xe9\nthree,a\0b\nfour,\xc3\xa9\n";
        Splitter::new(b',').split(text, true, &mut |record| {
            damaged.push((record.damage.not_utf8, record.damage.nul));
        });
        assert_eq!(
            damaged,
            [(false, false), (true, false), (false, true), (false, false)]
        );
    }

    #[test]
    fn a_record_past_the_limit_is_told_and_the_next_is_read() {
        let mut text = vec![b'x'; RECORD_LIMIT + 10];
        text.extend_from_slice(b"\nafter,it\n");
        let mut splitter = Splitter::new(b',');
        let mut rows = Vec::new();
        let mut buffer = Vec::new();
        for piece in text.chunks(5 << 20) {
            buffer.extend_from_slice(piece);
            let taken = splitter.split(&buffer, false, &mut |record| {
                rows.push((record.line, record.damage.too_long, record.is_blank()));
            });
            buffer.drain(..taken);
        }
        splitter.split(&buffer, true, &mut |record| {
            rows.push((record.line, record.damage.too_long, record.is_blank()));
        });
        assert_eq!(rows, [(1, true, false), (2, false, false)]);
    }

    /// What `csv-core` alone makes of a text; it passes over blank lines.
    fn by_csv_core(text: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv_core::Reader::new();
        let mut rows = Vec::new();
        let mut cells = vec![0; text.len() + 16];
        let mut ends = vec![0; text.len() + 16];
        let (mut at, mut n_out, mut n_ends) = (0, 0, 0);
        loop {
            use csv_core::ReadRecordResult as Outcome;
            // The first byte alone: of more it would drop a byte-order mark.
            let input = &text[at..text.len().min(if at == 0 { 1 } else { text.len() })];
            let (outcome, n_in, out, found) =
                reader.read_record(input, &mut cells[n_out..], &mut ends[n_ends..]);
            at += n_in;
            n_out += out;
            n_ends += found;
            match outcome {
                Outcome::End => return rows,
                Outcome::Record => {
                    let starts = std::iter::once(0).chain(ends[..n_ends].iter().copied());
                    let spans = starts.zip(&ends[..n_ends]);
                    let texts = spans
                        .map(|(from, &to)| String::from_utf8_lossy(&cells[from..to]).into_owned());
                    rows.push(texts.collect());
                    (n_out, n_ends) = (0, 0);
                }
                Outcome::InputEmpty => {}
                outcome => panic!("{outcome:?}"),
            }
        }
    }

    fn csv_like() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            4 => "[a-z]{1,9}".prop_map(String::into_bytes),
            3 => Just(b",".to_vec()),
            2 => Just(b"\"".to_vec()),
            1 => Just(b"\"\"".to_vec()),
            2 => Just(b"\r\n".to_vec()),
            1 => Just(b"\n".to_vec()),
            1 => Just(b"\r".to_vec()),
            1 => Just("é".as_bytes().to_vec()),
            1 => Just("\u{feff}".as_bytes().to_vec()),
            2 => "\"[a-z,\n]{0,30}\"".prop_map(String::into_bytes),
            1 => "[a-z]{50,90}".prop_map(String::into_bytes),
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(4000)))]
        #[test]
        fn both_readers_give_the_same_cells(text in csv_like()) {
            let ours: Vec<Vec<String>> = cells_of(&text);
            let blank_line = vec![String::new()];
            let theirs = by_csv_core(&text);
            let filled: Vec<_> = ours.into_iter().filter(|row| *row != blank_line).collect();
            let theirs: Vec<_> = theirs.into_iter().filter(|row| *row != blank_line).collect();
            prop_assert_eq!(filled, theirs, "{:?}", String::from_utf8_lossy(&text));
        }

        #[test]
        fn pieces_give_what_the_whole_gives(text in csv_like(), cuts in proptest::collection::vec(0usize..400, 0..8)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).collect();
            cuts.sort_unstable();
            let mut pieces = Vec::new();
            let mut from = 0;
            for cut in cuts {
                pieces.push(&text[from..cut]);
                from = cut;
            }
            pieces.push(&text[from..]);
            prop_assert_eq!(split_in(&pieces), split_in(&[&text]));
            let bytes: Vec<&[u8]> = text.chunks(1).chain(std::iter::once(&b""[..])).collect();
            prop_assert_eq!(split_in(&bytes), split_in(&[&text]));
        }
    }

    fn cells_of(text: &[u8]) -> Vec<Vec<String>> {
        split_in(&[text])
            .into_iter()
            .map(|(_, _, cells)| cells)
            .collect()
    }
}

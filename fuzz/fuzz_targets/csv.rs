//! The fast reader gives the cells that `csv-core` gives, whole and in pieces.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::ingest::csv::{Damage, Splitter};

/// Offset, line, cells and damage of a record.
type Row = (u64, u32, Vec<Vec<u8>>, Damage);

fn split(delimiter: u8, pieces: &mut dyn Iterator<Item = &[u8]>) -> Vec<Row> {
    let mut splitter = Splitter::new(delimiter);
    let mut rows: Vec<Row> = Vec::new();
    let mut buffer: Vec<u8> = Vec::new();
    let mut take = |buffer: &mut Vec<u8>, last| {
        let taken = splitter.split(buffer, last, &mut |record| {
            let cells = (0..record.len()).map(|index| record.cell(index).into_owned());
            rows.push((record.offset, record.line, cells.collect(), record.damage));
        });
        assert!(taken <= buffer.len());
        buffer.drain(..taken);
    };
    for piece in pieces {
        buffer.extend_from_slice(piece);
        take(&mut buffer, false);
    }
    take(&mut buffer, true);
    assert!(buffer.is_empty(), "the end of the file was not taken");
    rows
}

/// What `csv-core` alone makes of a text; it passes over blank lines.
fn by_csv_core(delimiter: u8, text: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
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
                rows.push(spans.map(|(from, &to)| cells[from..to].to_vec()).collect());
                (n_out, n_ends) = (0, 0);
            }
            Outcome::InputEmpty => {}
            outcome => panic!("{outcome:?}"),
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let [text @ .., delimiter, size] = data else {
        return;
    };
    let delimiter = b",;\t|"[usize::from(delimiter % 4)];
    let whole = split(delimiter, &mut std::iter::once(text));
    let pieces = split(delimiter, &mut text.chunks(usize::from(*size).max(1)));
    assert_eq!(pieces, whole, "in pieces of {size}");
    let cells = whole.into_iter().map(|row| row.2);
    let filled: Vec<_> = cells.filter(|row| *row != [b""]).collect();
    let theirs = by_csv_core(delimiter, text).into_iter();
    let theirs: Vec<_> = theirs.filter(|row| *row != [b""]).collect();
    assert_eq!(filled, theirs);
});

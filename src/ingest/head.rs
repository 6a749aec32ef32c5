//! The first records of a file, and the character between their cells.

use super::csv::Splitter;

/// How much of a file is looked at before it is read.
pub const HEAD_BYTES: usize = 256 << 10;

/// The first records of a file.
#[derive(Clone, Debug)]
pub struct Head {
    /// The character between cells.
    pub delimiter: u8,
    /// The first records, blank lines included.
    pub records: Vec<Vec<String>>,
}

/// Records that are looked at, and those on which the delimiters are tried.
const N_RECORDS: usize = 200;
const N_TRIED: usize = 50;
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Head {
    /// Reads the first records of a text; `whole` says that the text is the whole file.
    pub fn of(text: &[u8], whole: bool) -> Head {
        let delimiter = named_delimiter(text).unwrap_or_else(|| best_delimiter(text, whole));
        Head {
            delimiter,
            records: records(text, whole, delimiter, N_RECORDS),
        }
    }

    /// Whether a record is the line `sep=;`.
    pub fn names_delimiter(&self) -> bool {
        self.records.first().is_some_and(|record| {
            record[0]
                .get(..4)
                .is_some_and(|start| start.eq_ignore_ascii_case("sep="))
        })
    }
}

/// The candidate on which the first records agree best; of equals the first, a comma.
fn best_delimiter(text: &[u8], whole: bool) -> u8 {
    let mut best = (0.0, CANDIDATES[0]);
    for delimiter in CANDIDATES {
        let score = consistency(&records(text, whole, delimiter, N_TRIED));
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How well some records agree on a number of cells above one, from 0.
fn consistency(records: &[Vec<String>]) -> f64 {
    let filled = records.iter().filter(|record| !is_blank(record));
    let counts: Vec<usize> = filled.map(Vec::len).collect();
    let n_of = |n: usize| counts.iter().filter(|&&other| other == n).count();
    let usual = counts
        .iter()
        .copied()
        .filter(|&n| n > 1)
        .max_by_key(|&n| (n_of(n), n));
    usual.map_or(0.0, |usual| {
        // Of two that agree as well, the one with more cells: `a;b` inside one column loses.
        n_of(usual) as f64 / counts.len() as f64 + usual.min(100) as f64 / 1_000.0
    })
}

/// Whether no cell holds anything but space.
pub fn is_blank(record: &[String]) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// The delimiter that a first line such as `sep=;` names.
fn named_delimiter(text: &[u8]) -> Option<u8> {
    let line = text.split(|&byte| byte == b'\n' || byte == b'\r').next()?;
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter, rest @ ..]
            if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep"
                && matches!(rest, [] | [b'"'] | [_])
                && delimiter.is_ascii() =>
        {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The first `n` records; of a record longer than the head what is there of it.
fn records(text: &[u8], whole: bool, delimiter: u8, n: usize) -> Vec<Vec<String>> {
    let mut records: Vec<Vec<String>> = Vec::new();
    // A record is rarely longer than a kilobyte: most heads hold enough in their first part.
    for part in [n << 9, n << 11, text.len()] {
        let part = part.min(text.len());
        records.clear();
        Splitter::new(delimiter).split(&text[..part], whole && part == text.len(), &mut |record| {
            if records.len() < n {
                records.push(record.texts());
            }
        });
        if records.len() == n || part == text.len() {
            break;
        }
    }
    if records.is_empty() && !text.is_empty() {
        Splitter::new(delimiter).split(text, true, &mut |record| records.push(record.texts()));
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: char) {
        assert_eq!(
            char::from(Head::of(text.as_bytes(), true).delimiter),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn the_delimiter_is_the_one_on_which_records_agree() {
        case("a,b,c\n1,2,3\n", ',');
        case("a;b;c\n1,5;2,5;3\n", ';');
        case("a\tb\nc, d\te\n", '\t');
        case("a|b\nc|d\n", '|');
        case("sep=;\na;b\n", ';');
        case("\"Doe, Jane\",x;y\n\"Roe, Richard\",x;y\n", ',');
        case("name\njdoe\n", ',');
        case("title\n\na;b;c\n1;2;3\n1;2;3\n", ';');
    }
}

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

/// Records that are looked at.
const N_RECORDS: usize = 400;
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Head {
    /// Reads the first records of a text; `whole` says that the text is the whole file.
    pub fn of(text: &[u8], whole: bool) -> Head {
        if let Some(delimiter) = named_delimiter(text) {
            return Head {
                delimiter,
                records: records(text, whole, delimiter),
            };
        }
        let heads = CANDIDATES.map(|delimiter| Head {
            delimiter,
            records: records(text, whole, delimiter),
        });
        let best = heads.iter().map(Head::consistency).enumerate();
        // The first of equals: a comma before the others.
        let best = best.rev().max_by(|left, right| left.1.total_cmp(&right.1));
        let index = best.map_or(0, |(index, _)| index);
        heads.into_iter().nth(index).expect("one of the candidates")
    }

    /// How well the first records agree on a number of cells above one, from 0.
    fn consistency(&self) -> f64 {
        let counts: Vec<usize> = self
            .records
            .iter()
            .filter(|record| !is_blank(record))
            .take(50)
            .map(Vec::len)
            .collect();
        let most = counts
            .iter()
            .copied()
            .filter(|&n| n > 1)
            .max_by_key(|n| (counts.iter().filter(|other| *other == n).count(), *n));
        let Some(usual) = most else { return 0.0 };
        let share = counts.iter().filter(|&&n| n == usual).count() as f64 / counts.len() as f64;
        // Of two that agree as well, the one with more cells: `a;b` inside one column loses.
        share + usual.min(100) as f64 / 1_000.0
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

fn records(text: &[u8], whole: bool, delimiter: u8) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    Splitter::new(delimiter).split(text, whole, &mut |record| {
        if records.len() < N_RECORDS {
            records.push(record.texts());
        }
    });
    if records.is_empty() && !text.is_empty() {
        // One record longer than the head: what is there of it.
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

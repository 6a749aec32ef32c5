//! Whether the first line is a header or data, and whether a file is a list of names.

use super::super::cloud_control::{LOGON_NAME, is_logon_like};
use super::super::enrollment;
use super::super::head::is_blank;
use super::super::names;
use super::{ENOUGH, Sight};

/// Words that head a list of names, and that can hardly be told from a name by their looks.
const NAME_WORDS: [&str; 9] = [
    "user",
    "name",
    "logonname",
    "mailbox",
    "mailboxe",
    "person",
    "people",
    "member",
    "email",
];

impl Sight<'_> {
    /// Whether the records are names: one on each line, or one line of them.
    pub(super) fn is_names(&self) -> bool {
        let records = self.head.records[self.top..]
            .iter()
            .filter(|record| !is_blank(record));
        let records: Vec<&Vec<String>> = records.collect();
        let texts: Vec<&str> = match records[..] {
            [line] if line.len() > 1 && line.iter().any(|cell| is_certain_header(cell)) => {
                return false;
            }
            [line] => line
                .iter()
                .flat_map(|cell| names::split(cell))
                .map(|name| name.text)
                .collect(),
            // Lines of different lengths are no table; lines of one length may be, and are asked about.
            _ if records.iter().any(|record| record.len() > 1) => {
                if records
                    .iter()
                    .all(|record| record.len() == records[0].len())
                {
                    return false;
                }
                let cells = records.iter().flat_map(|record| record.iter());
                cells
                    .flat_map(|cell| names::split(cell))
                    .map(|name| name.text)
                    .collect()
            }
            _ => {
                let header = usize::from(is_names_header(records[0]));
                records[header..]
                    .iter()
                    .map(|record| record[0].as_str())
                    .collect()
            }
        };
        let n_like = texts.iter().filter(|text| is_logon_like(text)).count();
        !texts.is_empty() && n_like as f64 >= ENOUGH * texts.len() as f64
    }

    /// Whether words stand side by side with nothing but space between them, some of them written as
    /// in sentences, and nothing in any of them says that it is a logon name.
    pub(super) fn may_be_prose(&self) -> bool {
        let n_before = self.top + usize::from(self.names_header().is_some());
        let cells = || self.head.records[n_before..].iter().flatten();
        let words = || {
            cells()
                .flat_map(|cell| names::split(cell))
                .map(|word| word.text)
        };
        let is_of_name = |letter: char| letter.is_ascii_digit() || "@\\_".contains(letter);
        cells().any(|cell| names::split(cell).len() > 1)
            && !words().any(|word| word.contains(is_of_name))
            && (words().any(|word| word.ends_with(['.', ':', '!', '?']))
                || words().any(is_capital) && !words().all(is_capital))
    }

    /// The column of logon names of a mailbox list that is a header and nothing else.
    pub(super) fn lone_header(&self) -> Option<usize> {
        let mut records = self.head.records[self.top..].iter();
        let header = records.find(|record| !is_blank(record))?;
        let is_alone = records.all(|record| is_blank(record));
        let column = header.iter().rposition(|cell| is_certain_header(cell));
        column.filter(|_| is_alone && header.len() > 1)
    }

    /// Whether a column has a logon name in most rows, or is called so: of a column with a few
    /// cells, as a note or an unquoted comma leaves them, that they look like names says nothing.
    pub(super) fn holds_most_names(&self, column: usize) -> bool {
        let records = self.head.records[self.top..].iter();
        let records: Vec<&Vec<String>> = records.filter(|record| !is_blank(record)).collect();
        let is_filled = |record: &&&Vec<String>| {
            let cell = record.get(column);
            cell.is_some_and(|cell| !cell.trim().is_empty())
        };
        let n_filled = records.iter().skip(1).filter(is_filled).count();
        let n_rows = records.len().saturating_sub(1);
        let header = self.head.records[self.top].get(column);
        let squeezed = header.map_or(String::new(), |cell| enrollment::squeezed(cell));
        n_rows > 0
            // One that lacks it is no tenth of a short list.
            && ((n_filled + 1) as f64 >= ENOUGH * n_rows as f64
                || LOGON_NAME.aliases.contains(&squeezed.as_str()))
    }

    /// The cells of a file of one line, where they do not look alike: they may be one record.
    pub(super) fn one_line_of_several_shapes(&self) -> Option<&Vec<String>> {
        let mut records = self.head.records[self.top..].iter();
        let line = records.find(|record| !is_blank(record))?;
        let shape = |cell: &String| (cell.contains('@'), cell.contains('\\'), is_capital(cell));
        let is_record = line.len() > 1
            && records.all(|record| is_blank(record))
            && line.iter().all(|cell| names::split(cell).len() < 2)
            && line.iter().any(|cell| is_logon_like(cell))
            && line.iter().any(|cell| shape(cell) != shape(&line[0]));
        is_record.then_some(line)
    }

    /// Whether the first cell of a column of logon names may be its caption: it can be a name, but
    /// also a word for one, or it is written unlike all others.
    pub(super) fn may_be_header(&self, column: usize) -> bool {
        let records = self.head.records[self.top..].iter();
        let mut cells = records
            .filter(|record| !is_blank(record))
            .filter_map(|record| record.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        let Some(first) = cells.next() else {
            return false;
        };
        let of_words = |cell: &String| cell.trim().is_empty() || is_words(cell);
        let others: Vec<&str> = cells.collect();
        let is_data = others.is_empty() || !self.head.records[self.top].iter().all(of_words);
        if is_data || is_certain_header(first) || first.contains(['@', '.']) {
            return false;
        }
        let word = enrollment::squeezed(first);
        let singular = word.strip_suffix('s').unwrap_or(&word);
        let is_word = |alias: &&str| *alias == word || *alias == singular;
        if LOGON_NAME.aliases.iter().chain(&NAME_WORDS).any(is_word) {
            return true;
        }
        let unlike = |has: fn(&str) -> bool| others.iter().all(|cell| has(cell) != has(first));
        let is_qualified = |cell: &str| cell.contains(['@', '\\']);
        let has_digit = |cell: &str| cell.contains(|c: char| c.is_ascii_digit());
        others.len() >= 2
            && (unlike(is_qualified)
                || is_capital(first) && unlike(is_capital)
                || !has_digit(first) && unlike(has_digit))
    }

    pub(super) fn names_header(&self) -> Option<Vec<String>> {
        let first = self.head.records.get(self.top);
        first.filter(|record| is_names_header(record)).cloned()
    }

    /// Whether the first record names the columns of a mailbox list.
    pub(super) fn has_header(&self, column: usize) -> bool {
        let Some(first) = self.head.records.get(self.top) else {
            return false;
        };
        let cell = first.get(column).map_or("", String::as_str);
        if is_certain_header(cell) {
            return true;
        }
        // A header holds words only: a row with a number, a date or an address is data.
        if first
            .iter()
            .any(|cell| !cell.trim().is_empty() && !is_words(cell))
        {
            return false;
        }
        if !cell.trim().is_empty() && !is_logon_like(cell) {
            return true;
        }
        (0..first.len()).any(|other| {
            let typed = self.share(self.top + 1, other, is_typed);
            !first[other].trim().is_empty() && typed.is_some_and(|share| share >= ENOUGH)
        })
    }

    /// Another column that is called a logon name and looks like one, when this one is not called so.
    pub(super) fn rival_of(&self, column: usize, shares: &[f64]) -> Option<usize> {
        let header = &self.head.records[self.top];
        let named = |column: usize| {
            let cell = header
                .get(column)
                .map_or(String::new(), |cell| enrollment::squeezed(cell));
            LOGON_NAME.aliases.contains(&cell.as_str())
        };
        let is_rival = |&other: &usize| other != column && named(other) && shares[other] >= ENOUGH;
        (0..shares.len())
            .rev()
            .find(is_rival)
            .filter(|_| !named(column))
    }

    /// Whether a column is called a logon name or holds addresses.
    pub(super) fn is_called_logon(&self, column: usize) -> bool {
        let header = self.head.records[self.top].get(column);
        let squeezed = header.map_or(String::new(), |cell| enrollment::squeezed(cell));
        LOGON_NAME.aliases.contains(&squeezed.as_str()) || {
            let share = self.share(self.top + 1, column, |cell| cell.contains('@'));
            share.is_some_and(|share| share >= ENOUGH)
        }
    }
}

/// Whether a cell begins with a capital letter.
fn is_capital(cell: &str) -> bool {
    cell.trim_start().starts_with(char::is_uppercase)
}

fn is_names_header(record: &[String]) -> bool {
    record.len() == 1 && {
        is_certain_header(&record[0]) || enrollment::squeezed(&record[0]) == "logonnames"
    }
}

/// Whether a cell names a column of logon names and can hardly be a logon name itself: `sam`,
/// `login` and `account` can.
pub(super) fn is_certain_header(cell: &str) -> bool {
    const CERTAIN: [&str; 8] = [
        "logonname",
        "userlogonname",
        "loginname",
        "username",
        "accountname",
        "samaccountname",
        "userprincipalname",
        "pennkey",
    ];
    CERTAIN.contains(&enrollment::squeezed(cell).as_str())
}

/// Whether a record is a title of the record after it: a third of its cells or fewer.
pub(super) fn is_title_of(record: &[String], next: &[String]) -> bool {
    record.len() * 3 <= next.len()
}

/// Whether a cell can be a caption: words, perhaps with a unit in brackets.
fn is_words(cell: &str) -> bool {
    !is_typed(cell) && cell.chars().any(char::is_alphabetic) && !cell.contains(['/', '\\'])
}

/// Whether a cell is a number, a date or an address: something a header is not.
pub(super) fn is_typed(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains('@')
        || cell.chars().filter(char::is_ascii_digit).count() * 2 >= cell.chars().count().max(1)
}

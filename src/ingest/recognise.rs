//! What a file is: decided from its first 256 KiB, asked when it fits nothing or fits twice (2.3).

mod exports;

use self::exports::Trial;
use super::cloud_control::{LOGON_NAME, is_logon_like, logon_share};
use super::enrollment::{self, FIELDS, HeaderMatch, N_PUBLISHED};
use super::head::{Head, is_blank};
use super::kinds::header::{Found, find};
use super::names;
use super::source::{Field, Kind, Plan};

/// What was made of a file's first records.
#[derive(Clone, Debug)]
pub enum Recognition {
    /// The file is of one kind, and the plan says why.
    Certain(Plan),
    /// The person is asked.
    Question(Ask),
    /// The file is no export; the sentence says what it is and what to do.
    Refused(String),
}

/// A question about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is asked, and why.
    pub text: String,
    /// What can be answered: the id that [`recognise`] takes as `said`, and what the person reads.
    pub choices: Vec<(String, String)>,
    /// Every column with up to three sample values.
    pub samples: Vec<(String, Vec<String>)>,
}

/// Behind the id of a choice: the first line is a header.
const HEADER: &str = "+header";

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

/// The choice that leaves a file out.
pub const IGNORE: &str = "ignore";

/// What is said of a file that the person wants to be asked about once more.
pub const RECONSIDER: &str = "?";

/// Share of the filled cells of a column that have to fit (2.3).
const ENOUGH: f64 = 0.9;

/// What the first bytes of a file say it is, when it is no text with records.
///
/// `None` for what may be an export.
pub fn foreign_format(head: &[u8]) -> Option<&'static str> {
    let text_start = head
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    let text = &head[text_start.unwrap_or(head.len())..];
    let begins = |word: &[u8]| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(
            "a zip archive or an Excel workbook (.xlsx): open it and save the sheet as CSV UTF-8",
        ),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            Some("an old Excel workbook (.xls): open it and save the sheet as CSV UTF-8")
        }
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF: export the report as CSV instead"),
        [0x1f, 0x8b, ..] => Some("a gzip archive: unpack it first"),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => {
            Some("a picture: export the report as CSV instead")
        }
        _ if begins(b"<!doctype html") || begins(b"<html") => Some(
            "a web page, perhaps a sign-in page that was saved in place of the report: sign in and export again",
        ),
        _ if begins(b"<?xml") => Some("an XML file: export the report as CSV instead"),
        _ if is_json(text) => Some("a JSON file: export the report as CSV instead"),
        _ => None,
    }
}

fn is_json(text: &[u8]) -> bool {
    let mut letters = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    let first_two = (letters.next(), letters.next());
    matches!(
        first_two,
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b'[' | b'"' | b']'))
    )
}

/// Decides what a file is.
///
/// `text` are its first bytes as UTF-8, `whole` whether they are all, `said` what the person
/// answered: a kind, or the id of a choice of an earlier [`Ask`].
pub fn recognise(name: &str, text: &[u8], whole: bool, said: Option<&str>) -> Recognition {
    let head = Head::of(text, whole);
    let n_named = usize::from(head.names_delimiter());
    if head.records[n_named..]
        .iter()
        .all(|record| is_blank(record))
    {
        return Recognition::Refused(format!("`{name}` is empty: export the report again"));
    }
    let sight = Sight::of(name, &head);
    match said {
        None => sight.decide(),
        Some(RECONSIDER) => sight.reconsider(),
        Some(said) => sight.as_said(said),
    }
}

/// What can be seen in the first records.
struct Sight<'a> {
    name: &'a str,
    head: &'a Head,
    /// First record that may be a header or data: after `sep=`, blank lines and titles.
    top: usize,
    /// The record with enrollment headers.
    enrollment: Option<(usize, HeaderMatch)>,
    /// The other kinds whose headers are there.
    exports: Vec<Found>,
    /// The record with such headers, but with none for the logon name.
    nameless: Option<(usize, HeaderMatch)>,
}

/// Records among which the header is looked for (2.3).
const N_HEADER: usize = 10;

impl Sight<'_> {
    fn of<'a>(name: &'a str, head: &'a Head) -> Sight<'a> {
        let mut top = usize::from(head.names_delimiter());
        let records = &head.records;
        while let Some(this) = records.get(top) {
            let next = records[top + 1..].iter().find(|record| !is_blank(record));
            // A logon name alone on its line is a person, not a title.
            let is_title = next.is_some_and(|next| {
                is_blank(this) || (is_title_of(this, next) && !is_logon_like(&this[0]))
            });
            if !is_title {
                break;
            }
            top += 1;
        }
        let rows = records.iter().enumerate().take(N_HEADER);
        let matches: Vec<_> = rows
            .map(|(row, record)| (row, HeaderMatch::of(record)))
            .collect();
        let first =
            |is: fn(&HeaderMatch) -> bool| matches.iter().find(|(_, found)| is(found)).cloned();
        let enrollment = first(HeaderMatch::is_enrollment);
        let nameless = first(HeaderMatch::lacks_logon_name).filter(|_| enrollment.is_none());
        Sight {
            name,
            head,
            top,
            enrollment,
            exports: find(&records[..records.len().min(N_HEADER)]),
            nameless,
        }
    }

    fn decide(&self) -> Recognition {
        if let Some(decided) = self.decide_exports() {
            return decided;
        }
        if let Some((row, found)) = &self.enrollment {
            return self.decide_enrollment(*row, found);
        }
        if let Some((row, found)) = &self.nameless {
            let header = &self.head.records[*row];
            let named: Vec<String> = ["expires_in_days", "scheduled_deletion"]
                .iter()
                .filter_map(|name| found.column_of(name))
                .map(|column| super::issue::quoted(header[column].trim()))
                .collect();
            return self.ask(&format!(
                "`{}` has {} of the O365 enrollment report, but no column called `PennKey` or the like: expected one with logon names",
                self.name,
                list(&named),
            ));
        }
        if let Some(line) = self.one_line_of_several_shapes() {
            return self.ask(&format!(
                "`{}` has one line, {}: it may be a mailbox of a list without a header, or a list of names",
                self.name,
                super::issue::quoted(&line.join(&char::from(self.head.delimiter).to_string())),
            ));
        }
        if self.is_names() {
            if self.may_be_header(0) {
                return self.ask(&format!(
                    "`{}` is a list of logon names, but its first one, {}, may be the header",
                    self.name,
                    self.caption(self.top, 0),
                ));
            }
            return Recognition::Certain(
                self.names_plan("one logon name after another".to_string()),
            );
        }
        let shares = self.logon_shares(self.top);
        if shares.len() > 1 && shares.iter().all(|share| *share >= ENOUGH) {
            return self.ask(&format!(
                "every column of `{}` holds what can be logon names: it may be a list of names, or a mailbox list whose last column holds them",
                self.name,
            ));
        }
        let last = self.last_filled_column();
        let certain = last.filter(|&column| column > 0 && shares[column] >= ENOUGH);
        match certain {
            Some(column) if self.n_columns() >= N_PUBLISHED && !self.has_header(column) => self.ask(&format!(
                "`{}` has no header, and as many columns as the O365 enrollment report: its last one, {}, may hold last names as well as logon names",
                self.name,
                column_letter(column),
            )),
            Some(column) if !self.has_header(column) && self.may_be_header(column) => self.ask(&format!(
                "`{}` may or may not have a header: its first line has {} where the others have logon names",
                self.name,
                self.caption(self.top, column),
            )),
            Some(column) if self.rival_of(column, &shares).is_none() => {
                let why = format!(
                    "{} of its last column {} look like logon names",
                    percent(shares[column]),
                    self.caption(self.top, column),
                );
                Recognition::Certain(self.mailbox_plan(column, why))
            }
            Some(column) => self.ask(&format!(
                "`{}` has logon names in more than one column: its last one, {}, and {}",
                self.name,
                self.caption(self.top, column),
                self.rival_of(column, &shares).map_or(String::new(), |rival| self.caption(self.top, rival)),
            )),
            None => self.ask(&format!(
                "`{}` is no export this tool knows: it has no enrollment headers such as `PennKey` and `Expires in days`, and its last column holds no logon names",
                self.name,
            )),
        }
    }

    /// Asks about a file that was certain.
    fn reconsider(&self) -> Recognition {
        match self.decide() {
            Recognition::Certain(plan) => self.ask(&format!(
                "`{}` was taken for this kind of export: {} ({})",
                self.name,
                plan.kind.label(),
                plan.why
            )),
            other => other,
        }
    }

    fn as_said(&self, said: &str) -> Recognition {
        let (kind, place) = said.split_once(':').unwrap_or((said, ""));
        let (place, with_header) = match place.strip_suffix(HEADER) {
            Some(place) => (place, true),
            None => (place, false),
        };
        let why = || "you said so".to_string();
        let column = place
            .parse::<usize>()
            .ok()
            .and_then(|place| place.checked_sub(1));
        match (Kind::of_id(kind), place) {
            (Some(Kind::Names), _) => {
                let header = with_header.then(|| self.head.records[self.top].clone());
                Recognition::Certain(self.names_plan_under(header.or(self.names_header()), why()))
            }
            (Some(Kind::CloudControl), _) => {
                let shares = self.logon_shares(self.top);
                let last = || shares.iter().rposition(|share| *share >= ENOUGH);
                let last = || last().filter(|&last| self.rival_of(last, &shares).is_none());
                match column.or_else(last) {
                    Some(column) => {
                        let with_header = with_header || self.has_header(column);
                        Recognition::Certain(self.mailbox_plan_under(with_header, column, why()))
                    }
                    None => self.ask(&format!(
                        "`{}` is said to be a mailbox list, but which column holds its logon names is not clear",
                        self.name,
                    )),
                }
            }
            (Some(Kind::Enrollment), "published") => Recognition::Certain(self.published_plan()),
            (Some(Kind::Enrollment), _) => match (&self.enrollment, &self.nameless, column) {
                (None, Some((row, found)), Some(column)) if column < found.fields.len() => {
                    let mut found = found.clone();
                    found.fields[column] = Some(enrollment::field("logon_name"));
                    Recognition::Certain(self.enrollment_plan(*row, &found, why()))
                }
                (Some((row, found)), ..) => Recognition::Certain(self.enrollment_plan(
                    *row,
                    found,
                    "you said so".to_string(),
                )),
                _ => self.ask(&format!(
                    "`{}` has no enrollment headers such as `PennKey` and `Expires in days`",
                    self.name
                )),
            },
            (Some(kind), mapping) => self.export_as_said(kind, mapping),
            (None, _) => self.ask(&format!("`{said}` is no kind this tool knows")),
        }
    }

    fn decide_enrollment(&self, row: usize, found: &HeaderMatch) -> Recognition {
        let header = &self.head.records[row];
        if let Some(ask) = self.ask_about(row, &found.fields, &found.doubled, BY_FIELD) {
            return ask;
        }
        let named: Vec<String> = [
            "logon_name",
            "expires_in_days",
            "scheduled_deletion",
            "reason",
        ]
        .iter()
        .filter_map(|name| found.column_of(name))
        .map(|column| super::issue::quoted(header[column].trim()))
        .collect();
        let why = format!(
            "{} in the header, {} columns known",
            list(&named),
            found.n_named()
        );
        Recognition::Certain(self.enrollment_plan(row, found, why))
    }

    /// What has to be asked about a file with a header: two columns for one field, data before
    /// the header, a column whose cells do not fit.
    fn ask_about(
        &self,
        row: usize,
        fields: &[Option<&'static Field>],
        doubled: &[(&'static str, usize, usize)],
        trial: Trial,
    ) -> Option<Recognition> {
        let header = &self.head.records[row];
        if let Some((field, first, second)) = doubled.first() {
            return Some(self.ask(&format!(
                "`{}` has two columns for the {}: {} with the header {} and {} with the header {}",
                self.name,
                field.replace('_', " "),
                column_letter(*first),
                super::issue::quoted(&header[*first]),
                column_letter(*second),
                super::issue::quoted(&header[*second]),
            )));
        }
        let before = self.head.records[usize::from(self.head.names_delimiter())..row].iter();
        if let Some(data) = before.filter(|record| !is_blank(record)).find(|record| {
            let filled = record.iter().filter(|cell| !cell.trim().is_empty());
            filled.count() * 3 > header.len()
        }) {
            return Some(self.ask(&format!(
                "`{}` has its headers in record {}, but {} before them looks like data and would not be read: put the headers first",
                self.name,
                row + 1,
                super::issue::quoted(&data.join(" ")),
            )));
        }
        let (field, column, share) = fields.iter().enumerate().find_map(|(column, field)| {
            let field = (*field)?;
            let share = self.share(row + 1, column, |cell| (trial.fits)(field, cell))?;
            (share < ENOUGH).then_some((field, column, share))
        })?;
        let caption = self.caption(row, column);
        Some(self.ask(&format!(
            "`{}` has a column {caption}, but only {} of its filled cells can be read as {}",
            self.name,
            percent(share),
            (trial.expected)(field),
        )))
    }

    /// Whether the records are names: one on each line, or one line of them.
    fn is_names(&self) -> bool {
        let records = self.head.records[self.top..]
            .iter()
            .filter(|record| !is_blank(record));
        let records: Vec<&Vec<String>> = records.collect();
        let texts: Vec<&str> = match records[..] {
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

    /// The cells of a file of one line, where they do not look alike: they may be one record.
    fn one_line_of_several_shapes(&self) -> Option<&Vec<String>> {
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
    fn may_be_header(&self, column: usize) -> bool {
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

    fn names_header(&self) -> Option<Vec<String>> {
        let first = self.head.records.get(self.top);
        first.filter(|record| is_names_header(record)).cloned()
    }

    fn names_plan(&self, why: String) -> Plan {
        self.names_plan_under(self.names_header(), why)
    }

    fn names_plan_under(&self, header: Option<Vec<String>>, why: String) -> Plan {
        Plan {
            kind: Kind::Names,
            delimiter: self.head.delimiter,
            // What may be a name is never taken for a title: only the line `sep=;` is none.
            n_before: usize::from(self.head.names_delimiter()) + usize::from(header.is_some()),
            header: header.unwrap_or_default(),
            fields: vec![Some(&LOGON_NAME)],
            why,
        }
    }

    fn mailbox_plan(&self, column: usize, why: String) -> Plan {
        self.mailbox_plan_under(self.has_header(column), column, why)
    }

    fn mailbox_plan_under(&self, has_header: bool, column: usize, why: String) -> Plan {
        let n_columns = self.n_columns().max(column + 1);
        let mut fields: Vec<Option<&'static Field>> = vec![None; n_columns];
        fields[column] = Some(&LOGON_NAME);
        Plan {
            kind: Kind::CloudControl,
            delimiter: self.head.delimiter,
            n_before: self.top + usize::from(has_header),
            header: if has_header {
                self.head.records[self.top].clone()
            } else {
                Vec::new()
            },
            fields,
            why,
        }
    }

    fn enrollment_plan(&self, row: usize, found: &HeaderMatch, why: String) -> Plan {
        Plan {
            kind: Kind::Enrollment,
            delimiter: self.head.delimiter,
            n_before: row + 1,
            header: self.head.records[row].clone(),
            fields: found.fields.clone(),
            why,
        }
    }

    fn published_plan(&self) -> Plan {
        Plan {
            kind: Kind::Enrollment,
            delimiter: self.head.delimiter,
            n_before: self.top,
            header: Vec::new(),
            fields: FIELDS[..N_PUBLISHED].iter().map(Some).collect(),
            why: "you said that its columns stand in the published order A to W".to_string(),
        }
    }

    /// Whether the first record names the columns of a mailbox list.
    fn has_header(&self, column: usize) -> bool {
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
    fn rival_of(&self, column: usize, shares: &[f64]) -> Option<usize> {
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
    fn is_called_logon(&self, column: usize) -> bool {
        let header = self.head.records[self.top].get(column);
        let squeezed = header.map_or(String::new(), |cell| enrollment::squeezed(cell));
        LOGON_NAME.aliases.contains(&squeezed.as_str()) || {
            let share = self.share(self.top + 1, column, |cell| cell.contains('@'));
            share.is_some_and(|share| share >= ENOUGH)
        }
    }

    fn n_columns(&self) -> usize {
        self.head.records.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn last_filled_column(&self) -> Option<usize> {
        let body = &self.head.records[self.top..];
        (0..self.n_columns()).rev().find(|&column| {
            body.iter().skip(1).chain(body.first()).any(|record| {
                record
                    .get(column)
                    .is_some_and(|cell| !cell.trim().is_empty())
            })
        })
    }

    /// For every column how well it fits as logon names, the first record left out as a header may stand there.
    fn logon_shares(&self, top: usize) -> Vec<f64> {
        let body = &self.head.records[(top + 1).min(self.head.records.len() - 1)..];
        (0..self.n_columns())
            .map(|column| {
                let cells: Vec<&str> = body
                    .iter()
                    .filter_map(|record| record.get(column))
                    .map(String::as_str)
                    .collect();
                logon_share(&cells)
            })
            .collect()
    }

    /// The share of filled cells of a column that fit; `None` when none is filled.
    fn share(&self, first_row: usize, column: usize, fits: impl Fn(&str) -> bool) -> Option<f64> {
        let records = self.head.records.get(first_row..)?;
        let cells = records
            .iter()
            .filter_map(|record| record.get(column))
            .map(|cell| cell.trim());
        let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let n_fitting = filled.iter().filter(|cell| fits(cell)).count();
        (!filled.is_empty()).then(|| n_fitting as f64 / filled.len() as f64)
    }

    fn caption(&self, row: usize, column: usize) -> String {
        let cell = self
            .head
            .records
            .get(row)
            .and_then(|record| record.get(column));
        match cell.map(|cell| cell.trim()) {
            Some(cell) if !cell.is_empty() => super::issue::quoted(cell),
            _ => column_letter(column),
        }
    }

    fn ask(&self, why: &str) -> Recognition {
        let shares = self.logon_shares(self.top);
        let mut choices = self.offers();
        let is_known = !choices.is_empty();
        let mut offer = |id: String, label: String| choices.push((id, label));
        if self.enrollment.is_some() {
            offer(
                "enrollment".to_string(),
                "the O365 enrollment report, as its headers say".to_string(),
            );
        } else if self.n_columns() >= N_PUBLISHED && !is_known {
            offer(
                "enrollment:published".to_string(),
                "the O365 enrollment report without headers, columns in the published order A to W"
                    .to_string(),
            );
        }
        for (column, share) in shares
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, share)| **share >= 0.5)
            // Beside a kind that is near, only what can hardly be anything else.
            .filter(|(column, _)| !is_known || self.is_called_logon(*column))
        {
            let caption = self.caption(self.top, column);
            if let Some((row, _)) = &self.nameless {
                offer(
                    format!("enrollment:{}", column + 1),
                    format!(
                        "the O365 enrollment report with the logon names in column {} {} ({} fit)",
                        column + 1,
                        self.caption(*row, column),
                        percent(*share)
                    ),
                );
                continue;
            }
            if !self.has_header(column) && self.may_be_header(column) && self.n_columns() > 1 {
                offer(
                    format!("cloud-control:{}{HEADER}", column + 1),
                    format!(
                        "a mailbox list with the logon names in column {} under the header {caption}",
                        column + 1,
                    ),
                );
            }
            offer(
                format!("cloud-control:{}", column + 1),
                format!(
                    "a mailbox list with the logon names in column {} {caption} ({} fit)",
                    column + 1,
                    percent(*share)
                ),
            );
        }
        let may_be_names = self.n_columns() == 1 || shares.iter().all(|share| *share >= ENOUGH);
        if may_be_names && self.enrollment.is_none() && self.nameless.is_none() {
            if self.n_columns() == 1 && self.names_header().is_none() && self.may_be_header(0) {
                offer(
                    format!("names:{HEADER}"),
                    format!(
                        "a list of logon names under the header {}",
                        self.caption(self.top, 0)
                    ),
                );
            }
            offer("names".to_string(), "a list of logon names".to_string());
        }
        offer(
            Kind::Other.id().to_string(),
            "another table: keep it beside the others".to_string(),
        );
        offer(
            IGNORE.to_string(),
            "none of these: leave it out".to_string(),
        );
        Recognition::Question(Ask {
            text: format!("{why}. What is it?"),
            choices,
            samples: self.samples(),
        })
    }

    fn samples(&self) -> Vec<(String, Vec<String>)> {
        let body = &self.head.records[self.top..];
        (0..self.n_columns().min(60))
            .map(|column| {
                let cells = body
                    .iter()
                    .skip(1)
                    .filter_map(|record| record.get(column))
                    .map(|cell| cell.trim());
                let filled = cells.filter(|cell| !cell.is_empty()).take(3);
                let cut = |cell: &str| cell.chars().take(80).collect();
                (self.caption(self.top, column), filled.map(cut).collect())
            })
            .collect()
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
fn is_certain_header(cell: &str) -> bool {
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
fn is_title_of(record: &[String], next: &[String]) -> bool {
    record.len() * 3 <= next.len()
}

/// Whether a cell can be a caption: words, perhaps with a unit in brackets.
fn is_words(cell: &str) -> bool {
    !is_typed(cell) && cell.chars().any(char::is_alphabetic) && !cell.contains(['/', '\\'])
}

/// Whether a cell is a number, a date or an address: something a header is not.
fn is_typed(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains('@')
        || cell.chars().filter(char::is_ascii_digit).count() * 2 >= cell.chars().count().max(1)
}

/// How the fields of the enrollment report are tried.
const BY_FIELD: Trial = Trial {
    fits: enrollment::fits,
    expected,
};

fn expected(field: &Field) -> &'static str {
    match field.name {
        "scheduled_deletion" => "dates",
        "expires_in_days" => "numbers of days",
        _ => "logon names",
    }
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0) as u32)
}

/// Words after one another: `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} and {last}", words.join(", ")),
    }
}

/// `column C`, as a spreadsheet names it.
pub fn column_letter(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("column {letters}")
}

/// The names in the text of a `names` source, without its header.
pub fn names_of<'a>(plan: &Plan, text: &'a str) -> Vec<names::Name<'a>> {
    let mut found = names::split(text);
    let n_lines = plan.n_before - usize::from(!plan.header.is_empty());
    found.retain(|name| name.line as usize > n_lines);
    if let Some(header) = plan.header.first() {
        let n_words = names::split(header).len();
        found.drain(..n_words.min(found.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> String {
        match recognise("a.csv", text.as_bytes(), true, None) {
            Recognition::Certain(plan) => format!("{} after {}", plan.kind.id(), plan.n_before),
            Recognition::Question(ask) => ask
                .choices
                .iter()
                .map(|choice| choice.0.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            Recognition::Refused(why) => why,
        }
    }

    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(kind(text), expected, "{text:?}");
    }

    #[test]
    fn a_mailbox_list_is_known_by_its_last_column() {
        case(
            "Display Name,Size,Logon Name\nDoe,10,PENN\\jdoe\nRoe,11,rroe@upenn.edu\n",
            "cloud-control after 1",
        );
        case("Doe,10,jdoe\nRoe,11,rroe\n", "cloud-control after 0");
        case(
            "Exchange Users\n\nDisplay Name,Size,Logon\nDoe,10,jdoe\nRoe,11,rroe\n",
            "cloud-control after 3",
        );
    }

    #[test]
    fn an_enrollment_report_is_known_by_its_headers_in_any_order() {
        case("PennKey,Expires in days\njdoe,3\n", "enrollment after 1");
        case(
            "Scheduled deletion date;x;PennKey\n3/2/2026;;jdoe\n",
            "enrollment after 1",
        );
        case(
            "Report of today,,\nName,PennKey,Expires in days\nDoe,jdoe,3\n",
            "enrollment after 2",
        );
    }

    #[test]
    fn names_are_known_one_a_line_or_on_one_line() {
        case("jdoe\nasmith\n", "names after 0");
        case("Logon name\njdoe\nasmith\n", "names after 1");
        case("jdoe, asmith; broe\n", "names after 0");
    }

    #[test]
    fn what_stands_before_the_names_is_none() {
        #[track_caller]
        fn case(text: &str, expected: &[(&str, u32)]) {
            let Recognition::Certain(plan) = recognise("a.csv", text.as_bytes(), true, None) else {
                panic!("{text:?} is no list of names");
            };
            let names = names_of(&plan, text);
            let found: Vec<_> = names.iter().map(|name| (name.text, name.line)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
        case("sep=;\njdoe\nasmith\n", &[("jdoe", 2), ("asmith", 3)]);
        case("\n\nUser name\r\njdoe\r\n", &[("jdoe", 4)]);
        // What may be a name is never taken for a title.
        case(
            "jdoe\nasmith,broe,cpoe\n",
            &[("jdoe", 1), ("asmith", 2), ("broe", 2), ("cpoe", 2)],
        );
    }

    #[test]
    fn as_many_columns_as_the_report_has_are_no_mailbox_list_without_a_header() {
        let row = |n: usize| format!("1000000{n},p{n},3{}name{n}\n", ",".repeat(N_PUBLISHED - 3));
        let rows: String = (1..7).map(row).collect();
        assert_eq!(
            kind(&rows),
            "enrollment:published cloud-control:23 cloud-control:2 other ignore"
        );
    }

    #[test]
    fn what_fits_nothing_or_twice_is_asked() {
        case("a,b\n1,2\n3,4\n", "other ignore");
        case(
            "User name,Alias no\njdoe,x1\nasmith,x2\n",
            "cloud-control:2 cloud-control:1 names other ignore",
        );
        case(
            "PennKey,PennKey,Expires in days\na,b,3\n",
            "enrollment cloud-control:2 cloud-control:1 other ignore",
        );
        case(
            "PennKey,Expires in days\na,tomorrow\nb,soon\n",
            "enrollment cloud-control:2 cloud-control:1 other ignore",
        );
        case(" \n\n", "`a.csv` is empty: export the report again");
        case(
            "account\njdoe\nasmith\n",
            "cloud-control:1 names:+header names other ignore",
        );
        case(
            "Konto\njdoe\nasmith\n",
            "cloud-control:1 names:+header names other ignore",
        );
        case(
            "konto\njdoe@x.edu\nasmith@x.edu\n",
            "cloud-control:1 names:+header names other ignore",
        );
        case(
            "Wer ist es,Konto\nDoe Ida,jdoe\nSmith Abe,asmith\nRoe Eva,rroe\n",
            "cloud-control:2+header cloud-control:2 other ignore",
        );
        case(
            "Doe,mailbox,jdoe\n",
            "cloud-control:3 cloud-control:2 cloud-control:1 names other ignore",
        );
        case(
            "PennID,Kennung,Expires in days,Last name\n1,adoe,3,Doe\n2,broe,4,Roe\n",
            "enrollment:4 enrollment:2 other ignore",
        );
        case(
            "Ida Doe,10,JDoe\nAbe Smith,11,asmith\nEva Roe,12,rroe\n",
            "cloud-control after 0",
        );
        case("sep=;\n", "`a.csv` is empty: export the report again");
        case("sep=;", "`a.csv` is empty: export the report again");
    }

    #[test]
    fn what_the_person_says_is_no_reason_to_guess() {
        #[track_caller]
        fn case(text: &str, said: &str, expected: &str) {
            let found = match recognise("a.csv", text.as_bytes(), true, Some(said)) {
                Recognition::Certain(plan) => {
                    let column = plan.column_of("logon_name").unwrap();
                    format!("{} column {column} after {}", plan.kind.id(), plan.n_before)
                }
                Recognition::Question(ask) => ask.choices[0].0.clone(),
                Recognition::Refused(why) => why,
            };
            assert_eq!(found, expected);
        }
        let sizes = "Name,Logon,Size\nDoe Ida,jdoe,10\nRoe Eva,rroe,11\n";
        case(sizes, "cloud-control", "cloud-control column 1 after 1");
        case("Doe Ida,10\nRoe Eva,11\n", "cloud-control", "other");
        let managers = "Logon name,Manager\njdoe,abc\nasmith,abd\n";
        case(managers, "cloud-control", "cloud-control:2+header");
        case(
            managers,
            "cloud-control:1",
            "cloud-control column 0 after 1",
        );
        let names = "Konto\njdoe\nasmith\n";
        case(names, "names", "names column 0 after 0");
        case(names, "names:+header", "names column 0 after 1");
        let list = "Wer ist es,Konto\nDoe Ida,jdoe\nSmith Abe,asmith\n";
        case(list, "cloud-control:2", "cloud-control column 1 after 0");
        case(
            list,
            "cloud-control:2+header",
            "cloud-control column 1 after 1",
        );
        let report = "PennID,Kennung,Expires in days\n1,adoe,3\n2,broe,4\n";
        case(report, "enrollment:2", "enrollment column 1 after 1");
        case(report, "enrollment", "enrollment:2");
    }

    #[test]
    fn wrong_kinds_of_file_are_named() {
        #[track_caller]
        fn case(head: &[u8], expected: &str) {
            let found = foreign_format(head).unwrap_or("an export");
            assert!(found.starts_with(expected), "{found}");
        }
        case(b"PK\x03\x04", "a zip archive or an Excel workbook");
        case(b"\xd0\xcf\x11\xe0", "an old Excel workbook");
        case(b"%PDF-1.7", "a PDF");
        case(b"  <!DOCTYPE html>", "a web page");
        case(b"{\"value\": []}", "a JSON file");
        case(b"[{\"a\":1}]", "a JSON file");
        case(b"name,size", "an export");
        case(b"[a],b", "an export");
    }
}

//! What a file is: decided from its first 256 KiB, asked when it fits nothing or fits twice (2.3, P12).

mod asker;
mod columns;
mod draft;
mod exports;
mod header;
mod mapped;
mod plan;
mod question;
mod recalled;

pub use self::asker::{Asker, learn_to_ask};
pub use self::asker::{recall, to_remember};
pub use self::draft::{Draft, DraftColumn, draft};
use self::exports::Trial;
use self::header::is_title_of;
use self::mapped::Mapped;
pub use self::mapped::choice_of;
pub use self::plan::names_of;
pub use self::question::Ask;
use self::question::{HEADER, percent};
pub use self::recalled::LONGEST_ANSWER;
use super::cloud_control::is_logon_like;
use super::enrollment::{self, HeaderMatch, N_PUBLISHED};
use super::head::{Head, is_blank};
use super::issue::{list, quoted};
use super::kinds::header::{Found, find};
use super::kinds::is_known;
use super::source::{Field, Kind, Plan, column_letter, field_label};

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

/// Why a file is read by an answer.
const SAID: &str = "you said so";

/// The choice that leaves a file out.
pub const IGNORE: &str = "ignore";

/// What is said of a file that the person wants to be asked about once more.
pub const RECONSIDER: &str = "?";

/// The header of a file of rejected rows, as this tool saves it.
pub const REJECTED_HEADER: [&str; 5] = ["line", "record", "column", "reason", "original"];

/// Share of the filled cells of a column that have to fit: domain 2.3 sets 90 % for the fields of a
/// report and for the logon names of a mailbox list, and what is decided beside them keeps to it.
const ENOUGH: f64 = 0.9;

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
        // Pasted names need no question, and so nothing that may be missing.
        Some(said) if said == Kind::Names.id() => {
            Recognition::Certain(sight.names_as_said(sight.names_header()))
        }
        Some(said) => sight.by_answer(said),
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
        if self.head.records[self.top] == REJECTED_HEADER {
            return self.ask(&format!(
                "`{}` holds rejected rows that were saved from this page: mend them in the file they came from and load that one again; here they can only be kept beside the others",
                self.name
            ));
        }
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
                .map(|column| quoted(header[column].trim()))
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
                quoted(&line.join(&char::from(self.head.delimiter).to_string())),
            ));
        }
        if self.is_names() {
            if self.names_header().is_none() && self.may_be_header(0) {
                return self.ask(&format!(
                    "`{}` is a list of logon names, but its first one, {}, may be the header",
                    self.name,
                    self.caption(self.top, 0),
                ));
            }
            if self.may_be_prose() {
                return self.ask(&format!(
                    "`{}` has words side by side that may be logon names or sentences",
                    self.name
                ));
            }
            return Recognition::Certain(
                self.names_plan("one logon name after another".to_string()),
            );
        }
        if let Some(column) = self.lone_header() {
            let why = format!("its header has {}", self.caption(self.top, column));
            return Recognition::Certain(self.mailbox_plan(column, why));
        }
        let shares = self.logon_shares(self.top);
        if shares.len() > 1 && shares.iter().all(|share| *share >= ENOUGH) {
            return self.ask(&format!(
                "every column of `{}` holds what can be logon names: it may be a list of names, or a mailbox list whose last column holds them",
                self.name,
            ));
        }
        let last = self.last_filled_column();
        let certain = last.filter(|&column| {
            column > 0 && shares[column] >= ENOUGH && self.holds_most_names(column)
        });
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
        match self.planned(said) {
            Ok(Mapped {
                plan,
                trouble: None,
            }) => Recognition::Certain(plan),
            Ok(Mapped {
                trouble: Some(why), ..
            })
            | Err(why) => self.ask(&why),
        }
    }

    fn names_as_said(&self, header: Option<Vec<String>>) -> Plan {
        self.names_plan_under(header, SAID.to_string())
    }

    /// How the file is read by an answer, and what stands against it.
    fn planned(&self, said: &str) -> Result<Mapped, String> {
        let (kind, place) = said.split_once(':').unwrap_or((said, ""));
        let kind = Kind::of_id(kind)
            .filter(|&kind| is_known(kind))
            .ok_or_else(|| format!("`{said}` is no kind this tool knows"))?;
        if place.contains('=') {
            return self.mapped(kind, place);
        }
        let (place, with_header) = match place.strip_suffix(HEADER) {
            Some(place) => (place, true),
            None => (place, false),
        };
        let column = place
            .parse::<usize>()
            .ok()
            .and_then(|place| place.checked_sub(1))
            .filter(|&column| column < self.n_columns());
        let why = SAID.to_string();
        let plan = match (kind, place) {
            (Kind::Names, _) => {
                let header = with_header.then(|| self.head.records[self.top].clone());
                self.names_as_said(header.or(self.names_header()))
            }
            (Kind::CloudControl, _) => {
                let shares = self.logon_shares(self.top);
                let last = || shares.iter().rposition(|share| *share >= ENOUGH);
                let last = || last().filter(|&last| self.rival_of(last, &shares).is_none());
                let Some(column) = column.or_else(last) else {
                    return Ok(self.unclear_mailbox_list());
                };
                let with_header = with_header || self.has_header(column);
                self.mailbox_plan_under(with_header, column, why)
            }
            (Kind::Enrollment, "published") => self.published_plan(),
            (Kind::Enrollment, _) => match (&self.enrollment, &self.nameless, column) {
                (None, Some((row, found)), Some(column)) => {
                    let mut found = found.clone();
                    // A row may be longer than the header.
                    let n_fields = found.fields.len().max(column + 1);
                    found.fields.resize(n_fields, None);
                    found.fields[column] = Some(enrollment::field("logon_name"));
                    self.enrollment_plan(*row, &found, why)
                }
                (Some((row, found)), ..) => self.enrollment_plan(*row, found, why),
                _ => {
                    let mut mapped = self.mapped(kind, "")?;
                    mapped.trouble = Some(format!(
                        "`{}` has no enrollment headers such as `PennKey` and `Expires in days`",
                        self.name
                    ));
                    return Ok(mapped);
                }
            },
            (kind, mapping) => return self.mapped(kind, mapping),
        };
        Ok(Mapped {
            plan,
            trouble: None,
        })
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
        .map(|column| quoted(header[column].trim()))
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
                field_label(field),
                column_letter(*first),
                quoted(&header[*first]),
                column_letter(*second),
                quoted(&header[*second]),
            )));
        }
        if let Some(data) = data_before(self.head, row) {
            return Some(self.ask(&format!(
                "`{}` has its headers in record {}, but {} before them looks like data and would not be read: put the headers first",
                self.name,
                row + 1,
                quoted(&data.join(" ")),
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
}

/// The first record before a header that looks like data: more than a third as many filled cells
/// as the header has columns.
fn data_before(head: &Head, row: usize) -> Option<&Vec<String>> {
    // A header may itself begin as a line that names the delimiter.
    let n_named = usize::from(head.names_delimiter());
    let mut before = head.records[..row].iter().skip(n_named);
    before.find(|record| {
        let filled = record.iter().filter(|cell| !cell.trim().is_empty());
        filled.count() * 3 > head.records[row].len() && !is_blank(record)
    })
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
}

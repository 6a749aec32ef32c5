//! Handing out: the shown rows in one file for each department, center or other value, so that each manager gets
//! only their own people (M10).

use chrono::NaiveDate;

use super::definition::{Definition, Kind};
use super::words::{counted, number, plain_day};

/// What each of those who are handed something gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A CSV file.
    #[default]
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// A report as one web page.
    Page,
    /// A draft of a mail with the CSV file attached.
    Mail,
    /// A link of the view, without anyone's data.
    Links,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Form; 5] = [Form::Csv, Form::Xlsx, Form::Page, Form::Mail, Form::Links];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Xlsx => "xlsx",
            Form::Page => "page",
            Form::Mail => "mail",
            Form::Links => "links",
        }
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The end of a file's name.
    pub fn end(self) -> &'static str {
        match self {
            Form::Csv | Form::Links => "csv",
            Form::Xlsx => "xlsx",
            Form::Page => "html",
            Form::Mail => "eml",
        }
    }

    /// What a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Form::Csv => "A CSV file (.csv)",
            Form::Xlsx => "An Excel workbook (.xlsx)",
            Form::Page => "A report as one web page (.html)",
            Form::Mail => "A draft of a mail with the CSV file in it (.eml)",
            Form::Links => "A link without data: one list of all (.csv)",
        }
    }

    /// What kind of file it is, as browsers name it.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Csv | Form::Links => "text/csv;charset=utf-8",
            Form::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Form::Page => "text/html;charset=utf-8",
            Form::Mail => "message/rfc822",
        }
    }
}

/// What kind of file an archive is.
pub const ZIP_TYPE: &str = "application/zip";

/// What the person chose; every part may be missing and then means the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandOutPlan {
    /// The column whose values part the rows; `department` usually.
    pub column: String,
    /// Name of a [`Form`].
    pub form: String,
    /// The values that get a file, as filters spell them; none for all of them.
    pub groups: Option<Vec<String>>,
    /// Whether all files are one archive.
    pub zip: bool,
    /// `filtered`, the usual, `all` or `selected`.
    pub rows: String,
    /// `visible`, the usual, or `all`.
    pub columns: String,
    /// Subject of a mail; `{group}`, `{rows}`, `{day}` and `{report}` stand for what they name.
    pub subject: String,
    /// Text of a mail; the same stand for the same.
    pub text: String,
    /// The column that holds addresses for a mail; empty for none.
    pub to: String,
    /// The page's address, for links.
    pub address: String,
    /// When the files are made, in UTC; empty where nobody says so.
    pub stamp: String,
}

impl HandOutPlan {
    /// The form; a sentence where there is none of its name.
    pub fn form(&self) -> Result<Form, String> {
        match self.form.as_str() {
            "" => Ok(Form::default()),
            name => Form::named(name).ok_or_else(|| {
                format!("`form` is `{name}`: expected `csv`, `xlsx`, `page`, `mail` or `links`")
            }),
        }
    }
}

/// The groups of some rows, each row in exactly one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandOutGroups {
    /// The groups: named ones in the order of their names, then the rows without a value.
    pub groups: Vec<HandOutGroup>,
    /// All rows.
    pub rows: u32,
}

/// The rows that have one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandOutGroup {
    /// As filters spell it; empty for the rows without one.
    pub value: String,
    /// What a person reads.
    pub text: String,
    /// How many rows have it.
    pub rows: u32,
}

/// A file that is handed out, or a piece of the archive of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandOutPiece {
    /// What asks for the next one; 0 where this is the last.
    pub next: u32,
    /// The file's name, or the archive's.
    pub name: String,
    /// Its text, or as base64 its bytes where it is a workbook or an archive.
    pub text: String,
    /// Groups written so far.
    pub done: u32,
    /// Groups that get a file.
    pub groups: u32,
    /// Rows in all files so far.
    pub rows: u32,
}

/// Groups, at most: of more nobody hands out files.
pub const MOST_GROUPS: usize = 2_000;

/// What stands for the name of the rows without a value.
pub const NO_VALUE: &str = "without a value";

/// The subject and text that are offered.
pub const SUBJECT: &str = "{report}: {group}, {rows} on {day}";
/// The text that is offered.
pub const TEXT: &str = "Please look at the attached list of {rows} of {group} as of {day}, and say who has to keep the account.";

/// The columns by which rows may be parted: what several rows share, department and center first.
pub fn columns_for(report: &Definition) -> Vec<(&'static str, &'static str)> {
    let can_part =
        |kind: Kind| matches!(kind, Kind::Text | Kind::Enum | Kind::Boolean | Kind::List);
    let first = ["department", "center", "center_name", "center_code"];
    let named = first.iter().filter_map(|id| report.column(id));
    let others = report.columns.iter();
    let others = others.filter(|column| can_part(column.kind) && !first.contains(&column.id));
    named
        .chain(others)
        .map(|column| (column.id, column.title))
        .collect()
}

/// A text in which `{group}`, `{rows}`, `{day}` and `{report}` stand for what they name.
pub fn filled(text: &str, group: &str, rows: u32, day: NaiveDate, report: &str) -> String {
    let rows = counted(rows.into(), "account", "accounts");
    let day = plain_day(day);
    let mut filled = String::new();
    let mut rest = text;
    // One walk: what a group is named is not filled in again.
    while let Some(at) = rest.find('{') {
        let words = [
            ("{group}", group),
            ("{rows}", &rows),
            ("{day}", &day),
            ("{report}", report),
        ];
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        match words.into_iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, meaning)) => {
                filled.push_str(meaning);
                rest = &rest[word.len()..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled + rest
}

/// Bytes of a group's part of a file name, at most.
const MOST_NAME: usize = 80;

/// The name of a group's file, which every system takes and which no other file has; `taken` are the others.
pub fn file_name(
    report: &str,
    day: NaiveDate,
    group: &str,
    rows: u32,
    end: &str,
    taken: &mut Vec<String>,
) -> String {
    let group = safe(group);
    let mut n = 1;
    loop {
        let number = match n {
            1 => String::new(),
            n => format!("_{n}"),
        };
        let name = format!("{report}_{day}_{group}{number}_{rows}.{end}");
        // Windows and macOS take names for the same that differ by case only.
        let folded = name.to_lowercase();
        if !taken.contains(&folded) {
            taken.push(folded);
            return name;
        }
        n += 1;
    }
}

/// A text as a part of a file name: without what Windows refuses, what cannot be seen, and what turns the direction
/// of writing; never empty, never a device, never with a dot or a space at its end.
fn safe(text: &str) -> String {
    let hides = |sign: char| matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let mut safe = String::new();
    for sign in text.trim().chars().filter(|&sign| !hides(sign)) {
        let sign = match sign {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
            sign if sign.is_control() || sign.is_whitespace() => ' ',
            sign => sign,
        };
        if safe.len() + sign.len_utf8() > MOST_NAME {
            break;
        }
        safe.push(sign);
    }
    let safe = safe.trim_matches([' ', '.']);
    let device = safe
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_uppercase();
    let is_device = matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || ["COM", "LPT"].iter().any(|kind| {
            let port = device.strip_prefix(kind).unwrap_or_default();
            port.chars().count() == 1
                && port
                    .chars()
                    .all(|sign| "0123456789\u{b9}\u{b2}\u{b3}".contains(sign))
        });
    match safe {
        "" => "unnamed".to_owned(),
        safe if is_device => format!("{safe}-"),
        safe => safe.to_owned(),
    }
}

/// What will be handed out: `12 files with 345 of 400 rows`.
pub fn what_goes(form: Form, groups: usize, rows: u64, of: u64) -> String {
    let files = match form {
        Form::Mail => counted(groups as u64, "draft", "drafts"),
        Form::Links => counted(groups as u64, "link", "links"),
        _ => counted(groups as u64, "file", "files"),
    };
    match rows == of {
        true => format!("{files} with all {}", counted(of, "row", "rows")),
        false => format!(
            "{files} with {} of {}",
            number(rows),
            counted(of, "row", "rows")
        ),
    }
}

/// What a person reads once all was handed to the browser.
pub fn handed_out(files: u32, groups: u32, rows: u32) -> String {
    format!(
        "{} for {} with {} handed to the browser",
        counted(files.into(), "file", "files"),
        counted(groups.into(), "group", "groups"),
        counted(rows.into(), "row", "rows")
    )
}

/// How far it is.
pub fn written(piece: &HandOutPiece) -> String {
    format!(
        "{} of {}",
        number(piece.done.into()),
        counted(piece.groups.into(), "group", "groups")
    )
}

/// What is said where there would be too many files.
pub fn too_many(groups: usize) -> String {
    format!(
        "the column has {} different values in these rows, and at most {} files are made at once: choose another column, or filter",
        number(groups as u64),
        number(MOST_GROUPS as u64)
    )
}

/// What is said where nothing was chosen.
pub const NONE_CHOSEN: &str = "no group is chosen: tick at least one";

/// What a person reads of files that come one after another.
pub const ONE_BY_ONE: &str = "The browser may ask once whether this page may save several files.";

/// What is said of a plan that is none.
pub const BAD_OPTIONS: &str = "the options are not understood: expected an object with `report`, `column`, `form` (\"csv\", \"xlsx\", \"page\", \"mail\" or \"links\"), \
    `groups`, `zip`, `rows`, `columns`, `subject`, `text`, `to` and `stamp`, each of which may be missing";

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    #[test]
    fn a_group_is_named_as_every_system_takes_it() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(safe(text), expected);
        }
        case("Arts & Humanities", "Arts & Humanities");
        case("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j");
        case("..", "unnamed");
        case(" . ", "unnamed");
        case("ends. ", "ends");
        case("con", "con-");
        case("LPT1.txt", "LPT1.txt-");
        case("COM\u{b9}", "COM\u{b9}-");
        case("COM10", "COM10");
        case("line\r\nbreak\u{0}", "line  break");
        case("gpj\u{202e}exe", "gpjexe");
        case(&"é".repeat(100), &"é".repeat(40));
    }

    #[test]
    fn no_two_files_have_one_name_whatever_their_case() {
        let mut taken = Vec::new();
        let mut name = |group: &str| file_name("expiring", day(), group, 3, "csv", &mut taken);
        assert_eq!(name("Finance"), "expiring_2026-11-22_Finance_3.csv");
        assert_eq!(name("FINANCE"), "expiring_2026-11-22_FINANCE_2_3.csv");
        assert_eq!(name("Finance."), "expiring_2026-11-22_Finance_3_3.csv");
    }

    #[test]
    fn a_text_is_filled_in_once() {
        let text = filled("{group}: {rows}, {day} {other} {", "{rows}", 1, day(), "x");
        assert_eq!(text, "{rows}: 1 account, 22 Nov 2026 {other} {");
    }

    #[test]
    fn what_goes_is_told_in_numbers() {
        assert_eq!(what_goes(Form::Mail, 2, 5, 9), "2 drafts with 5 of 9 rows");
        assert_eq!(what_goes(Form::Csv, 1, 9, 9), "1 file with all 9 rows");
        for form in Form::ALL {
            assert_eq!(Form::named(form.name()), Some(form));
        }
    }
}

//! The mailbox list of a provisioning console: known by its content, not by its header (P12).

use super::enrollment::squeezed;
use super::month;
use super::source::{Field, Form, Type};
use crate::letters;
use crate::small_map::SmallMap;

/// The column that rows meet by: the last one with logon-like values.
pub const LOGON_NAME: Field = Field {
    name: "logon_name",
    holds: Type::Text,
    form: Some(Form::Text),
    aliases: &[
        "logonname",
        "userlogonname",
        "logon",
        "loginname",
        "login",
        "username",
        "useraccount",
        "account",
        "accountname",
        "samaccountname",
        "sam",
        "userprincipalname",
        "upn",
        "pennkey",
        "alias",
        "userid",
    ],
};

/// The name as people read it, where a header calls a column so: by it a logon name with one wrong
/// letter is known again (T7).
pub const NAME: Field = Field {
    name: "name",
    holds: Type::Text,
    form: Some(Form::Text),
    aliases: &["displayname", "fulldisplayname", "fullname", "name"],
};

/// What the columns of a mailbox list can hold.
pub const FIELDS: &[Field] = &[LOGON_NAME, NAME];

/// For every column of a header whether it is called the person's name: the first such column is.
pub fn fields_by_header(header: &[String]) -> Vec<Option<&'static Field>> {
    let mut fields = vec![None; header.len()];
    let spelt: Vec<String> = header.iter().map(|cell| squeezed(cell)).collect();
    let mut aliases = NAME.aliases.iter();
    if let Some(column) = aliases.find_map(|alias| spelt.iter().position(|cell| cell == alias)) {
        fields[column] = Some(&NAME);
    }
    fields
}

/// Whether a text can be a logon name: `jdoe`, `DOMAIN\jdoe` or `jdoe@domain`, with a letter in it.
pub fn is_logon_like(cell: &str) -> bool {
    let around = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '=');
    let seen: String = cell
        .chars()
        .filter(|&letter| !letters::is_invisible(letter))
        .collect();
    let cell = seen.trim_matches(around);
    let lower = cell.to_ascii_lowercase();
    if !lower.starts_with(SMTP) {
        return is_one_name(cell);
    }
    // Each address of a list of them has its prefix.
    let mut addresses = lower.split(SMTP).skip(1);
    addresses.all(|address| is_one_name(address.trim_end_matches(['+', ';', ' '])))
}

const SMTP: &str = "smtp:";

fn is_one_name(cell: &str) -> bool {
    let name = cell.rsplit('\\').next().unwrap_or(cell);
    let name = name.split('@').next().unwrap_or(name);
    let is_letter = |letter: char| letter.is_alphanumeric() || "._-'&#$!~".contains(letter);
    let whole = |letter: char| is_letter(letter) || matches!(letter, '@' | '\\');
    cell.chars().all(whole)
        && cell.matches('@').count() <= 1
        && cell.matches('\\').count() <= 1
        && name.chars().any(char::is_alphabetic)
        && name.chars().count() <= 64
        && !looks_like_a_date(name)
}

fn looks_like_a_date(name: &str) -> bool {
    let mut parts = name.split('-');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year), None) => {
            is_number(day) && is_number(year) && month::named(month).is_some()
        }
        _ => false,
    }
}

/// How well a column fits as logon names: the share of filled cells that look like one, if they
/// are mostly different from each other.
pub fn logon_share(cells: &[&str]) -> f64 {
    let filled: Vec<&str> = cells
        .iter()
        .copied()
        .filter(|cell| !cell.trim().is_empty())
        .collect();
    if filled.is_empty() {
        return 0.0;
    }
    let mut different = SmallMap::default();
    for cell in &filled {
        different.insert(letters::lower(cell.trim()), ());
    }
    const FLAGS: [&str; 8] = [
        "true", "false", "yes", "no", "enabled", "disabled", "y", "n",
    ];
    let all_flags = different.keys().all(|cell| FLAGS.contains(&cell.as_str()));
    // A column of a few words over and over is a category, not a name of each row. Both numbers are
    // our choice: a list has each name once, or twice where two exports were put together, and in
    // fewer than eight cells a repeat may be chance.
    let is_category = filled.len() >= 8 && different.len() * 2 < filled.len();
    if all_flags || is_category {
        return 0.0;
    }
    filled.iter().filter(|cell| is_logon_like(cell)).count() as f64 / filled.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(cell: &str, expected: bool) {
        assert_eq!(is_logon_like(cell), expected, "{cell:?}");
    }

    #[test]
    fn a_logon_name_is_one_word_with_a_letter() {
        case("jdoe", true);
        case(" PENN\\JDoe ", true);
        case("jdoe@upenn.edu", true);
        case("o'neil.j-2", true);
        case("=\"jdoe\"", true);
        case("\u{200b}jd\u{ad}oe\u{2060}\u{a0}", true);
        case("\u{200b}", false);
        case("g1234567", true);
        case("Doe, Jane", false);
        case("12345678", false);
        case("10.5", false);
        case("3/4/2026", false);
        case("12-Dec-2026", false);
        case("12-december-2026", false);
        case("EX DB", false);
        case("SMTP:a@b.c+smtp:d@e.f", true);
        case("smtp:jdoe@b.c;SMTP:d@e.f", true);
        case("SMTP:a@b.c+smtp:", false);
        case("SMTP:a@b.c+d@e.f", false);
    }

    #[test]
    fn a_column_of_categories_holds_no_logon_names() {
        assert_eq!(logon_share(&["Active"; 20]), 0.0);
        assert_eq!(logon_share(&["True", "False"]), 0.0);
        assert_eq!(logon_share(&["jdoe", "", "asmith"]), 1.0);
    }
}

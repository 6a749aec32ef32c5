//! Keeps spreadsheets from running a cell as a formula.

use std::borrow::Cow;

/// A cell with an apostrophe before it where a spreadsheet would take it for a formula.
///
/// Plain numbers and the hyphen alone are left as they are.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    match is_formula(cell) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

fn is_formula(cell: &str) -> bool {
    let starts = cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
    ]);
    starts && cell != "-" && !is_number(cell)
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    !digits.is_empty()
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        && digits.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        #[track_caller]
        fn case(cell: &str, expected: &str) {
            assert_eq!(guarded(cell), expected);
        }
        case("=1+1", "'=1+1");
        case("+1 215 555", "'+1 215 555");
        case("@SUM(A1)", "'@SUM(A1)");
        case("-2", "-2");
        case("-2.5", "-2.5");
        case("-", "-");
        case("-2+3", "'-2+3");
        case("\tx", "'\tx");
        case("＝1", "'＝1");
        case("jdoe", "jdoe");
    }
}

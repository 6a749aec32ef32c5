//! Keeps spreadsheets from running a cell as a formula.

use std::borrow::Cow;

use crate::ingest::guard::needs_guard;

/// A cell with an apostrophe before it where a spreadsheet would take it for a formula (domain 2.11).
///
/// Plain numbers and the hyphen alone are left as they are.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    match needs_guard(cell.as_bytes()) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::guard::guard_len;
    use proptest::prelude::*;

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
        case("'=1", "''=1");
        case("jdoe", "jdoe");
        case("'t Hooft", "'t Hooft");
    }

    proptest! {
        #[test]
        fn the_guard_comes_off_again_and_nothing_else_does(cell in "['=+@\t\r＝a1. -]{0,6}") {
            let written = guarded(&cell);
            let read = &written[guard_len(written.as_bytes())..];
            prop_assert_eq!(read, &cell);
        }
    }
}

//! The apostrophe that keeps a spreadsheet from running a cell as a formula (domain 2.11, ux 6).
//!
//! It is put before a cell where this tool writes CSV (`export/guard.rs`) and taken off again where a
//! file is read, so that an export that is read back gives the table it was made of. No mark in the file says
//! that it is one of ours (a comment line would be no CSV, names of files are changed), and none is needed:
//! it is only taken off where the rest is exactly what the guard is put before. No name begins with an
//! apostrophe and a sign of a formula, and other tools guard such cells in the same way (OWASP). A cell that had
//! both of its own gets a second apostrophe when it is written, so nothing is lost on the way there and back.
//! What the details show of a row is the text of its file, guard and all.

/// Whether a spreadsheet would take a cell for a formula. Plain numbers and the hyphen alone, which stands
/// for no license, are none.
fn is_formula(cell: &[u8]) -> bool {
    let starts = match cell {
        [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0, ..] => true,
        // The full-width forms: `＝`, `＋`, `－`, `＠`.
        [0xef, 0xbc, 0x9d | 0x8b | 0x8d | 0xa0, ..] => true,
        _ => false,
    };
    starts && cell != b"-" && !is_number(cell)
}

/// Whether a guard is put before a cell: before a formula, and before a formula that is guarded already.
pub fn needs_guard(cell: &[u8]) -> bool {
    let n_guards = cell.iter().take_while(|&&byte| byte == b'\'').count();
    is_formula(&cell[n_guards..])
}

/// Bytes of the guard that a cell of a file begins with: one or none.
#[inline]
pub fn guard_len(cell: &[u8]) -> usize {
    match cell.first() {
        Some(b'\'') => behind_apostrophe(&cell[1..]),
        _ => 0,
    }
}

/// A cell without the space around it and without the guard of an export.
pub fn without_guard(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    &cell[guard_len(cell)..]
}

#[cold]
fn behind_apostrophe(rest: &[u8]) -> usize {
    usize::from(needs_guard(rest))
}

fn is_number(cell: &[u8]) -> bool {
    let digits = cell.strip_prefix(b"-").unwrap_or(cell);
    let n_points = digits.iter().filter(|&&byte| byte == b'.').count();
    digits.first().is_some_and(u8::is_ascii_digit)
        && n_points <= 1
        && digits
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_guard_is_put_before_loses_one() {
        #[track_caller]
        fn case(cell: &str, expected: &str) {
            assert_eq!(&cell[guard_len(cell.as_bytes())..], expected);
        }
        case("'=1+1", "=1+1");
        case("'-2+3", "-2+3");
        case("'＝1", "＝1");
        case("''=1", "'=1");
        case("'\tx", "\tx");
        // Names, a guarded number of some other tool, the hyphen for no license.
        case("'t Hooft", "'t Hooft");
        case("'-5", "'-5");
        case("'-", "'-");
        case("'", "'");
        case("", "");
        case("=1", "=1");
    }
}

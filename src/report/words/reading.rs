//! How a source is read, and how far that is.

use super::{bytes, bytes_exactly, counted, number};

/// What is said when an answer about a file is kept.
pub const REMEMBERED: &str =
    "read as you said; the next file with these columns will be read so, too";

/// What is said when all answers about files are forgotten.
pub const FORGOTTEN: &str = "no answer about a file is kept any more";

/// Where the headers of a file stand.
pub fn header_in(record: u32) -> String {
    match record {
        0 => "no header".to_owned(),
        record => format!("header in record {record}"),
    }
}

/// How many columns of a very wide file are shown.
pub fn columns_shown(n_shown: u32, n_columns: u32) -> String {
    format!(
        "{} of {} columns are shown: those that are used, and the first that are found. Look for another by its caption or letter",
        number(n_shown.into()),
        number(n_columns.into())
    )
}

/// The heading over how a source is read.
pub fn reading_of(source: &str) -> String {
    format!("How {source} is read")
}

/// What the choice of a column's field is called.
pub fn taken_for(caption: &str) -> String {
    format!("{caption} is taken for")
}

/// How many answers about files this browser keeps.
pub fn answers_kept(n: usize) -> String {
    match n {
        0 => "No answer about a file is kept.".to_owned(),
        n => format!(
            "{} kept.",
            counted(n as u64, "answer about files is", "answers about files are")
        ),
    }
}

/// How a file is written: `utf-8, comma between cells, 59.5 MiB (62,400,000 bytes)`.
pub fn writing(encoding: &str, delimiter: &str, n_bytes: u64) -> String {
    if encoding == "workbook" {
        return format!("a sheet of a workbook, {}", bytes_exactly(n_bytes));
    }
    if encoding == "json" {
        return format!("JSON, read as a table, {}", bytes_exactly(n_bytes));
    }
    format!(
        "{encoding}, {} between cells, {}",
        self::delimiter(delimiter),
        bytes_exactly(n_bytes)
    )
}

/// How many columns were recognised, given the field each was taken for.
pub fn columns_used<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let (mut used, mut all) = (0, 0);
    for field in fields {
        all += 1;
        used += u64::from(!field.is_empty());
    }
    format!(
        "{} of {} recognised",
        number(used),
        counted(all, "column", "columns")
    )
}

/// What character stands between the cells.
pub fn delimiter(character: &str) -> &str {
    match character {
        "," => "comma",
        ";" => "semicolon",
        "\t" => "tab",
        "|" => "bar",
        "" => "none",
        other => other,
    }
}

/// How far a load is, for the line under its bar.
pub fn progress(bytes_read: u64, total_bytes: u64, rows: u64, elapsed_ms: u32) -> String {
    let mut text = format!(
        "{} of {}, {}",
        bytes(bytes_read),
        bytes(total_bytes),
        counted(rows, "row", "rows"),
    );
    // The first half second says nothing about the rest.
    if elapsed_ms >= 500 && bytes_read > 0 && bytes_read < total_bytes {
        let rest = u64::from(elapsed_ms) * (total_bytes - bytes_read) / bytes_read;
        text.push_str(", ");
        text.push_str(&remaining(rest));
    }
    text
}

fn remaining(ms: u64) -> String {
    match ms.div_ceil(1000) {
        0..=1 => "about a second left".to_owned(),
        seconds @ 2..=90 => format!("about {seconds} seconds left"),
        seconds => format!("about {} minutes left", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_what_is_left_once_it_knows() {
        assert_eq!(
            progress(10_000_000, 40_000_000, 5_000, 200),
            "9.5 MiB of 38.1 MiB, 5,000 rows"
        );
        assert_eq!(
            progress(10_000_000, 40_000_000, 5_000, 1_000),
            "9.5 MiB of 38.1 MiB, 5,000 rows, about 3 seconds left"
        );
    }
}

//! What the tests of this room share, and the properties that hold across its files.

use chrono::NaiveDate;

/// A day written as `2026-03-02`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

//! What the enrollment report says of the end of accounts, as columns of the reports over all sources.

use super::Across;
use super::columns::{Columns, not_loaded, show_day, show_word, unknown};
use super::fields::ENROLLMENT;

/// The column `disable_day`.
pub fn disable_day(columns: &mut Columns, across: &Across, accounts: &[u32]) {
    let is_loaded = across.has(ENROLLMENT);
    if columns.looks("disable_day", is_loaded) {
        return;
    }
    let cells = accounts.iter().map(|&account| {
        let standing = across.standing(account);
        match (standing.and_then(|standing| standing.clocks), standing) {
            (Some(clocks), _) => clocks.disable_day.to_string(),
            (None, Some(standing)) if standing.flagged => unknown("unknown"),
            (None, Some(_)) => unknown("not flagged"),
            (None, None) if is_loaded => unknown("no row"),
            (None, None) => not_loaded(),
        }
    });
    columns.made("disable_day", show_day, cells);
}

/// The column `urgency`.
pub fn urgency(columns: &mut Columns, across: &Across, accounts: &[u32]) {
    let is_loaded = across.has(ENROLLMENT);
    if columns.looks("urgency", is_loaded) {
        return;
    }
    let cells = accounts
        .iter()
        .map(|&account| match across.standing(account) {
            Some(standing) => {
                let urgency = standing.urgency;
                format!("{}\t{}", urgency.name(), urgency.label())
            }
            None if is_loaded => unknown("no row"),
            None => not_loaded(),
        });
    columns.made("urgency", show_word, cells);
}

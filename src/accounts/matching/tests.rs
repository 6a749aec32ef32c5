//! The vectors of domain 3.1, the reasons of 2.5, and what holds of every match.

mod invariants;
mod scale;
mod truth;
mod vectors;

use super::*;
use crate::accounts::logon_name::tests::nfkc;
use crate::table::{Column, Table, TextColumn};

/// A row as the cells it has, by role.
type Row<'a> = &'a [(Role, &'a str)];

/// A column's name by its role.
const NAMES: [(Role, &str); Role::ALL.len()] = [
    (Role::ObjectId, "object_id"),
    (Role::Upn, "upn"),
    (Role::Mail, "mail"),
    (Role::Proxies, "proxies"),
    (Role::PersonId, "person_id"),
    (Role::LogonName, "logon_name"),
    (Role::Surname, "surname"),
    (Role::DisplayName, "display_name"),
    (Role::Department, "department"),
];

fn table<'a>(rows: impl Iterator<Item = Vec<(Role, &'a str)>>) -> Table {
    let mut columns = NAMES.map(|(_, name)| (name, TextColumn::default()));
    let mut n_rows = 0;
    for row in rows {
        for (role, _) in NAMES {
            let cell = row.iter().find(|(known, _)| *known == role);
            columns[role as usize]
                .1
                .push(cell.map_or("", |(_, text)| text).as_bytes());
        }
        n_rows += 1;
    }
    let columns = columns.map(|(name, column)| (name, Column::Text(column)));
    Table::new(columns.into(), n_rows)
}

/// The tables of two sides, row by row.
fn tables(left: &[Row], right: &[Row]) -> [Table; 2] {
    [left, right].map(|rows| table(rows.iter().map(|row| row.to_vec())))
}

fn side(table: &Table) -> MatchSide<'_> {
    MatchSide::of(table, &NAMES)
}

fn matching_under(rules: &MatchRules, left: &[Row], right: &[Row]) -> Matching {
    let [left, right] = tables(left, right);
    match_sides(&side(&left), &side(&right), rules, &[], nfkc)
}

fn matching(left: &[Row], right: &[Row]) -> Matching {
    matching_under(&MatchRules::default(), left, right)
}

/// The pairs with their tiers.
fn joined(matching: &Matching) -> Vec<(u32, u32, &'static str)> {
    let pairs = matching.joined.iter();
    pairs
        .map(|pair| (pair.left, pair.right, pair.tier.id()))
        .collect()
}

fn left_reason(matching: &Matching, row: u32) -> Reason {
    let unmatched = matching.left.unmatched_row(row);
    unmatched.expect("an unmatched row").reason
}

fn right_reason(matching: &Matching, row: u32) -> Reason {
    let unmatched = matching.right.unmatched_row(row);
    unmatched.expect("an unmatched row").reason
}

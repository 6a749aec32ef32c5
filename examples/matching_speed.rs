//! Times the matching of two generated sources: `cargo run --release --example matching_speed`.
//!
//! Arguments: rows a side, and `rest` (nobody matches, 100 surnames), `block` (one surname for
//! all), `alike` (one surname and names one letter apart) or `joined` (everybody matches).
#![allow(
    clippy::disallowed_methods,
    reason = "a measurement on the host reads the clock"
)]

use std::time::Instant;

use rollcall::accounts::Role;
use rollcall::accounts::matching::{MatchRules, MatchSide, match_sides};
use rollcall::table::hash::mix;
use rollcall::table::{Column, Table, TextColumn};
use unicode_normalization::UnicodeNormalization;

const ROLES: [(Role, &str); 6] = [
    (Role::Upn, "upn"),
    (Role::PersonId, "person_id"),
    (Role::LogonName, "logon_name"),
    (Role::Surname, "surname"),
    (Role::DisplayName, "display_name"),
    (Role::Department, "department"),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let n_rows = arguments.next().and_then(|text| text.parse().ok());
    let n_rows: u64 = n_rows.unwrap_or(200_000);
    let kinds: Vec<String> = arguments.collect();
    let all = ["rest", "block", "alike", "joined"];
    for kind in all
        .iter()
        .filter(|kind| kinds.is_empty() || kinds.iter().any(|k| k == *kind))
    {
        let (left, right) = (table(n_rows, 0, kind), table(n_rows, 1, kind));
        let side = |table| MatchSide::of(table, &ROLES);
        let (left, right) = (side(&left), side(&right));
        let nfkc = |text: &str| text.nfkc().collect();
        let start = Instant::now();
        let found = match_sides(&left, &right, &MatchRules::default(), &[], nfkc);
        let time = start.elapsed();
        println!(
            "{kind:>6}: {n_rows} x {n_rows} rows in {time:.0?}: {} joined, {} and {} unmatched, {} suggestions, {} left out",
            found.joined.len(),
            found.left.unmatched.len(),
            found.right.unmatched.len(),
            found.suggestions.len(),
            found.n_left_out,
        );
    }
}

/// The rows of one side.
fn table(n_rows: u64, side: u64, kind: &str) -> Table {
    let mut columns = ROLES.map(|_| TextColumn::default());
    for row in 0..n_rows {
        let person = match kind {
            "joined" => row,
            _ => row * 2 + side,
        };
        let name = match kind {
            "alike" => format!("a{person:06}"),
            _ => word(mix(person)),
        };
        let surname = match kind {
            "rest" | "joined" => format!("surname{}", mix(person + 9) % 100),
            _ => "doe".to_string(),
        };
        let cells = [
            format!("{name}@upenn.edu"),
            format!("{:08}", person + 10_000_000),
            format!("UPENN\\{name}"),
            surname.clone(),
            format!("{surname}, {}", word(mix(person + 7))),
            format!("department {}", person % 300),
        ];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell.as_bytes());
        }
    }
    let names = ROLES.map(|(_, name)| name);
    let columns = names.into_iter().zip(columns.map(Column::Text));
    Table::new(columns.collect(), n_rows as usize)
}

/// Seven letters that look random.
fn word(mut bits: u64) -> String {
    let letters = (0..7).map(|_| {
        let letter = char::from(b'a' + (bits % 26) as u8);
        bits /= 26;
        letter
    });
    letters.collect()
}

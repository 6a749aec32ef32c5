//! Users of Graph stand in for the mailbox list where none is loaded, so that an enrollment report and a sign-in
//! are enough (P15, part 6).

use super::Engine;
use crate::accounts::Roster;
use crate::ingest::Kind;
use crate::table::{Column, Table, TextColumn};

/// What the card of users says that stand in.
pub(super) const STANDS_IN: &str = "; they stand in for the mailbox list, of which none is loaded";

/// Lets users stand in for the mailbox list, or no longer.
pub(super) fn stand_in(engine: &mut Engine, roster: &mut Roster) {
    let kind = |held: &super::Held| held.read.as_ref().map(|read| read.source.plan.kind);
    let has = |is_it: fn(Kind) -> bool| {
        let mut sources = engine.sources.iter();
        sources.any(|held| kind(held).is_some_and(is_it))
    };
    // Without a report to look them up in nobody asks which accounts are mine.
    let stands_in = has(|kind| kind == Kind::Enrollment) && !has(Kind::is_mine);
    let is_users = |held: &&mut super::Held| kind(held) == Some(Kind::GraphUsers);
    for held in engine.sources.iter_mut().filter(is_users) {
        let stands = roster.mine.spans.iter().any(|&(id, _)| id == held.id);
        let Some(read) = &mut held.read else { continue };
        let why = &mut read.source.plan.why;
        if !stands_in {
            if stands {
                roster.mine.remove(held.id, engine.nfkc);
            }
            if let Some(bare) = why.strip_suffix(STANDS_IN) {
                *why = bare.to_owned();
            }
            continue;
        }
        if !why.ends_with(STANDS_IN) {
            why.push_str(STANDS_IN);
        }
        if let (false, Some(union)) = (stands, engine.shelves.of(Kind::GraphUsers)) {
            let mut names = TextColumn::default();
            let rows = union.rows_of(held.id);
            for row in rows.clone() {
                // Of an account without a name from a directory on premises its principal name is what it signs in with.
                let cell = match union.table.cell("logon_name", row) {
                    "" => union.table.cell("upn", row),
                    name => name,
                };
                names.push(cell.as_bytes());
            }
            let lines = union.lines[rows.clone()].to_vec();
            let table = Table::new(vec![("logon_name", Column::Text(names))], rows.len());
            roster.mine.add(held.id, table, lines, engine.nfkc);
        }
    }
}

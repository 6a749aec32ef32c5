//! The enrollment rows and my logon names, brought together by key (P16, P17).

use std::collections::HashMap;

use super::keys::{Keys, OddKind, Packed};
use super::logon_name::{Nfkc, Reading, read_logon_name};
use super::matching::MatchRules;
use super::realm::{Realm, Realms};
use crate::table::group::{Meeting, NO_ROW, Sides, join};
use crate::table::sort::places_by;
use crate::table::{RowSet, Table};

/// The rows of one side of the join, over all its sources.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Their columns.
    pub table: Table,
    /// Their keys.
    pub keys: Keys,
    /// Which source each row came from: source number and first row, in order.
    pub spans: Vec<(u32, usize)>,
    /// First line of each row in its file.
    pub lines: Vec<u32>,
    /// The columns that each source has, in the order of the spans.
    columns: Vec<Vec<&'static str>>,
    /// Rows that end before a column that says whether the account ends, in order.
    pub cut: Vec<u32>,
}

impl Side {
    /// Adds the rows of a source and their lines.
    pub fn add(&mut self, source: u32, table: Table, lines: Vec<u32>, nfkc: Nfkc) {
        let first = self.table.n_rows();
        self.spans.push((source, first));
        self.columns.push(table.names().collect());
        if first == 0 {
            self.table = table;
            self.lines = lines;
        } else {
            self.table.append(&table);
            self.lines.extend(lines);
        }
        if let Some(column) = self.table.text("logon_name") {
            self.keys.extend(column, first, nfkc);
        }
    }

    /// Takes the rows of a source out again.
    pub fn remove(&mut self, source: u32, nfkc: Nfkc) {
        let Some(span) = self.spans.iter().position(|&(known, _)| known == source) else {
            return;
        };
        let rows = self.rows_of(source);
        self.table = self.table.without(rows.clone());
        self.lines.drain(rows.clone());
        self.spans.remove(span);
        self.columns.remove(span);
        // A column that no source has is missing, not empty.
        let columns = self.columns.iter().flatten();
        self.table
            .retain(|name| columns.clone().any(|known| *known == name));
        let behind = self.spans[span..].iter_mut();
        behind.for_each(|(_, first)| *first -= rows.len());
        self.cut.retain(|&row| !rows.contains(&(row as usize)));
        let behind = self.cut.iter_mut().filter(|row| **row as usize >= rows.end);
        behind.for_each(|row| *row -= rows.len() as u32);
        self.keys = Keys::default();
        if let Some(column) = self.table.text("logon_name") {
            self.keys.extend(column, 0, nfkc);
        }
    }

    /// Notes rows of the source added last that are cut short.
    pub fn note_cut(&mut self, rows: &[u32]) {
        let first = self.spans.last().map_or(0, |&(_, first)| first as u32);
        self.cut.extend(rows.iter().map(|row| first + row));
    }

    /// How many rows.
    pub fn n_rows(&self) -> usize {
        self.table.n_rows()
    }

    /// The source of a row, and its row there.
    pub fn place(&self, row: usize) -> (u32, usize) {
        let (source, first) = self.spans[self.span(row)];
        (source, row - first)
    }

    fn span(&self, row: usize) -> usize {
        self.spans.partition_point(|&(_, first)| first <= row) - 1
    }

    /// Whether the source of a row has a column: in others its cells are missing.
    pub fn has_column(&self, name: &str, row: usize) -> bool {
        self.columns[self.span(row)].contains(&name)
    }

    /// The rows of a source.
    pub fn rows_of(&self, source: u32) -> std::ops::Range<usize> {
        let span = self.spans.iter().position(|&(known, _)| known == source);
        span.map_or(0..0, |span| {
            let end = self
                .spans
                .get(span + 1)
                .map_or(self.n_rows(), |&(_, first)| first);
            self.spans[span].1..end
        })
    }

    /// The key of a row as text; empty without one.
    pub fn key_text(&self, row: usize, nfkc: Nfkc) -> String {
        match read_logon_name(self.table.cell("logon_name", row), nfkc) {
            Reading::Name(name) if self.keys.get(row).is_some() => name.name,
            _ => String::new(),
        }
    }

    /// The rows that have this key.
    pub fn rows_with(&self, key: &str, nfkc: Nfkc) -> Vec<usize> {
        let Reading::Name(name) = read_logon_name(key, nfkc) else {
            return Vec::new();
        };
        let wanted = Packed::of(name.name.as_bytes());
        let rows = (0..self.keys.len()).filter(|&row| self.keys.get(row) == wanted);
        rows.filter(|&row| !wanted.is_long() || self.key_text(row, nfkc) == name.name)
            .collect()
    }

    /// Whether two rows of equal packed keys have the same name.
    fn is_same_name(&self, row: usize, other: &Side, other_row: usize, nfkc: Nfkc) -> bool {
        let (left, right) = (self.keys.get(row), other.keys.get(other_row));
        left == right
            && (!left.is_long() || self.key_text(row, nfkc) == other.key_text(other_row, nfkc))
    }
}

/// By what two rows meet whose bare names do not tell (T3, T6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherKey {
    /// The name of one is among the addresses of the other (T3).
    Address,
    /// One is a guest, whose name was made of the other's (T6, K9).
    Guest,
    /// One is a deleted account, whose name was the other's (T6, K10).
    Deleted,
}

/// An enrollment row, the row of mine that it meets, and by what.
pub type MetByOther = (u32, u32, OtherKey);

/// Both sides and how they meet.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Rows of the enrollment reports.
    pub enrollment: Side,
    /// Rows of the mailbox lists and pasted names.
    pub mine: Side,
    /// For every enrollment row the first of my rows it meets, or [`NO_ROW`].
    pub partner: Vec<u32>,
    /// Enrollment rows whose key is among mine.
    pub matched: RowSet,
    /// Enrollment rows whose key another row has too.
    pub duplicate: RowSet,
    /// Enrollment rows whose key stands for more than one account.
    pub ambiguous: RowSet,
    /// Enrollment rows that repeat another exactly: they are not counted again.
    pub repeated: RowSet,
    /// Enrollment rows that a newer report of the same accounts replaces: they meet nobody.
    pub history: RowSet,
    /// Enrollment rows that are in no list: history, and those that repeat one that is in it.
    pub left_out: RowSet,
    /// My rows that repeat another exactly.
    pub mine_repeated: RowSet,
    /// Those of them that repeat a row of another source: they are not counted again.
    pub mine_again: RowSet,
    /// The first row of each of my accounts.
    pub mine_first: RowSet,
    /// Those of them that an enrollment row meets.
    pub mine_found: RowSet,
    /// Those of them whose name stands in the report, but in another domain.
    pub mine_near: RowSet,
    /// Enrollment rows that meet a row of mine only because the person accepted the pair.
    pub accepted: RowSet,
    /// Enrollment rows that meet a row of mine by something else than the bare name, in order.
    pub by_other: Vec<(u32, OtherKey)>,
    /// Pairs of my rows that are one account: the first and a later one.
    mine_repeats: Vec<(u32, u32)>,
    /// Pairs of enrollment rows that are the same in every cell: the first and a later one.
    repeats: Vec<(u32, u32)>,
    /// Pairs of enrollment rows that agree in every column kept: the first and a later one.
    candidates: Vec<(u32, u32)>,
    /// The same of my rows.
    mine_candidates: Vec<(u32, u32)>,
}

impl Roster {
    /// Brings the sides together: semi-join and both anti-joins by T5, duplicates, ambiguous keys.
    ///
    /// The person's rules about domains and labels count; the suggestions they accept come in by
    /// [`Roster::accept`].
    pub fn meet(&mut self, rules: &MatchRules, nfkc: Nfkc) {
        self.history = RowSet::none(self.enrollment.n_rows());
        self.repeats.clear();
        self.bring_together(rules, nfkc);
    }

    fn bring_together(&mut self, rules: &MatchRules, nfkc: Nfkc) {
        let history = (!self.history.is_empty()).then_some(&self.history);
        let (enrollment, mine) = (&self.enrollment, &self.mine);
        let written = enrollment.keys.realms();
        let (left, right) = Realms::of(&written, &mine.keys.realms(), rules);
        let found = join(&Sides {
            n_left: enrollment.keys.len(),
            n_right: mine.keys.len(),
            left_hash: |row: usize| match history.is_some_and(|rows| rows.contains(row)) {
                true => None,
                false => Packed::hash(enrollment.keys.get(row)),
            },
            right_hash: |row: usize| Packed::hash(mine.keys.get(row)),
            same_left: |a: usize, b: usize| enrollment.is_same_name(a, enrollment, b, nfkc),
            same_right: |a: usize, b: usize| {
                mine.is_same_name(a, mine, b, nfkc)
                    && right.identity[mine.keys.realm(a)] == right.identity[mine.keys.realm(b)]
            },
            same_name: |a: usize, b: usize| enrollment.is_same_name(a, mine, b, nfkc),
            meets: |a: usize, b: usize| {
                left.meets(enrollment.keys.realm(a), &right, mine.keys.realm(b))
            },
        });
        self.candidates = exact_candidates(enrollment, &found.repeats);
        self.mine_candidates = exact_candidates(mine, &found.right_repeats);
        self.mine_repeated = RowSet::none(mine.n_rows());
        self.mine_again = RowSet::none(mine.n_rows());
        self.note_duplicates(&found, &written, &left);
        self.repeated = RowSet::none(found.partner.len());
        self.left_out = self.history.clone();
        self.accepted = RowSet::none(found.partner.len());
        self.by_other.clear();
        self.matched = RowSet::of(found.partner.len(), |row| found.partner[row] != NO_ROW);
        self.ambiguous = &self.ambiguous | &found.several;
        self.partner = found.partner;
        self.mine_repeats = found.right_repeats;
        self.mine_first = found.right_first;
        self.mine_found = found.right_met;
        self.mine_near = found.right_near;
    }

    /// How many rows of mine hold no logon name: none of the lists can show them.
    pub fn mine_without_name(&self) -> usize {
        let odd = self.mine.keys.odd.iter();
        odd.filter(|odd| {
            odd.what != OddKind::Invisible && !self.mine_again.contains(odd.row as usize)
        })
        .count()
    }

    /// Lets enrollment rows meet one of these rows of mine, where one of their account is among them.
    pub fn prefer(&mut self, rows: &RowSet) {
        let mut preferred: HashMap<u32, u32> = HashMap::new();
        for &(first, row) in &self.mine_repeats {
            if rows.contains(row as usize) && !rows.contains(first as usize) {
                preferred.entry(first).or_insert(row);
            }
        }
        if preferred.is_empty() {
            return;
        }
        for partner in &mut self.partner {
            *partner = preferred.get(partner).copied().unwrap_or(*partner);
        }
    }

    /// Brings the sides together anew under other rules; which rows repeat another is known already.
    pub fn meet_again(&mut self, rules: &MatchRules, nfkc: Nfkc) {
        let known = [
            &mut self.repeated,
            &mut self.mine_repeated,
            &mut self.mine_again,
        ];
        let [repeated, mine_repeated, mine_again] = known.map(std::mem::take);
        self.bring_together(rules, nfkc);
        self.repeated = repeated;
        self.mine_repeated = mine_repeated;
        self.mine_again = mine_again;
        self.settle_repeats();
    }

    /// Lets enrollment rows meet rows of mine that the person accepted as theirs: pairs of both.
    ///
    /// A row that met another by its key stays with that, unless it could be several: then the person
    /// has decided which.
    pub fn accept(&mut self, pairs: &[(u32, u32)]) {
        let firsts = self.firsts_of_mine();
        for &(row, mine) in pairs {
            let at = row as usize;
            if self.matched.contains(at) && !self.ambiguous.contains(at) {
                continue;
            }
            self.ambiguous.remove(at);
            self.matched.insert(at);
            self.accepted.insert(at);
            self.partner[at] = mine;
            let first = firsts.get(&mine).copied().unwrap_or(mine);
            self.mine_found.insert(first as usize);
        }
    }

    /// Whether a row may meet another by more than its bare name: see [`Roster::meet_by_others`].
    pub fn may_hide(&self) -> bool {
        self.mine.keys.may_hide || self.enrollment.keys.may_hide
    }

    /// Lets enrollment rows meet rows of mine by other keys than the bare name: triples of both rows
    /// and the key. A row that met another by its name stays with that.
    pub fn meet_by_others(&mut self, pairs: &[MetByOther]) {
        let firsts = self.firsts_of_mine();
        for &(row, mine, by) in pairs {
            let at = row as usize;
            if self.matched.contains(at) {
                continue;
            }
            self.matched.insert(at);
            self.partner[at] = mine;
            let first = firsts.get(&mine).copied().unwrap_or(mine);
            self.mine_found.insert(first as usize);
            self.by_other.push((row, by));
        }
        self.by_other.sort_by_key(|&(row, _)| row);
    }

    /// By what an enrollment row meets its row of mine, where that is not the bare name.
    pub fn other_key(&self, row: usize) -> Option<OtherKey> {
        let place = self
            .by_other
            .binary_search_by_key(&row, |&(row, _)| row as usize);
        place.ok().map(|place| self.by_other[place].1)
    }

    /// For every row of mine that repeats an account the first row of that.
    fn firsts_of_mine(&self) -> HashMap<u32, u32> {
        let repeats = self.mine_repeats.iter();
        repeats.map(|&(first, later)| (later, first)).collect()
    }

    /// Marks every row of a group; a group is ambiguous when its rows name different accounts.
    fn note_duplicates(&mut self, found: &Meeting, written: &[Realm], realms: &Realms) {
        let side = &self.enrollment;
        let mut duplicate = RowSet::none(side.keys.len());
        let mut groups = RowSet::none(side.keys.len());
        // The first strong key of each group that is not blank: a blank one tells nothing apart.
        let mut known: HashMap<u32, (&str, Option<&String>)> = HashMap::new();
        let penn_id = |row: u32| side.table.cell("penn_id", row as usize);
        let domain_of = |row: u32| written[side.keys.realm(row as usize)].domain.as_ref();
        let identity = |row: u32| realms.identity[side.keys.realm(row as usize)];
        for place in places_by(found.repeats.len(), &|left, right| {
            found.repeats[left].1.cmp(&found.repeats[right].1)
        }) {
            let (first, row) = found.repeats[place as usize];
            duplicate.insert(first as usize);
            duplicate.insert(row as usize);
            let strong = known
                .entry(first)
                .or_insert_with(|| (penn_id(first), domain_of(first)));
            let (id, domain) = (penn_id(row), domain_of(row));
            let ids_differ = !strong.0.is_empty() && !id.is_empty() && strong.0 != id;
            let domains_differ =
                matches!((strong.1, domain), (Some(left), Some(right)) if left != right);
            if ids_differ || domains_differ || identity(first) != identity(row) {
                groups.insert(first as usize);
            }
            if strong.0.is_empty() {
                strong.0 = id;
            }
            if strong.1.is_none() {
                strong.1 = domain;
            }
        }
        let mut ambiguous = groups.clone();
        for &(first, row) in &found.repeats {
            if groups.contains(first as usize) {
                ambiguous.insert(row as usize);
            }
        }
        self.duplicate = duplicate;
        self.ambiguous = ambiguous;
    }

    /// Pairs of rows that may be exact repeats: they agree in every column kept.
    pub fn repeat_candidates(&self) -> &[(u32, u32)] {
        &self.candidates
    }

    /// The same of my rows.
    pub fn mine_repeat_candidates(&self) -> &[(u32, u32)] {
        &self.mine_candidates
    }

    /// Marks a row of mine as an exact repeat of another.
    pub fn mark_mine_repeated(&mut self, first: usize, row: usize) {
        self.mine_repeated.insert(row);
        if self.mine.place(first).0 != self.mine.place(row).0 {
            self.mine_again.insert(row);
        }
    }

    /// My rows that no enrollment row meets.
    pub fn mine_unmatched(&self) -> RowSet {
        let mut met = self.mine_found.clone();
        for &(first, row) in &self.mine_repeats {
            if self.mine_found.contains(first as usize) {
                met.insert(row as usize);
            }
        }
        !met
    }

    /// Marks a row as an exact repeat of another.
    ///
    /// It stays in no list; where its group holds nothing else, the other is no duplicate any more.
    pub fn mark_repeated(&mut self, first: usize, row: usize) {
        self.repeated.insert(row);
        self.repeats.push((first as u32, row as u32));
    }

    /// Takes back the duplicate mark of rows whose every double is an exact repeat.
    pub fn settle_repeats(&mut self) {
        self.left_out = &self.repeated | &self.history;
        // Of rows that are all the same the first that is no history counts.
        let mut firsts = RowSet::none(self.repeated.n_rows());
        for &(first, row) in &self.repeats {
            let is_history = |row: u32| self.history.contains(row as usize);
            if is_history(first) && !is_history(row) && !firsts.contains(first as usize) {
                firsts.insert(first as usize);
                self.left_out.remove(row as usize);
            }
        }
        if self.left_out.is_empty() {
            return;
        }
        self.ambiguous = &self.ambiguous & &!&self.left_out;
        let mut rows_by_key: HashMap<(u32, u128), u32> = HashMap::new();
        let key = |row: usize| {
            let packed = self.enrollment.keys.get(row);
            (packed.hash().unwrap_or_default(), packed.bits())
        };
        for row in self
            .duplicate
            .rows()
            .filter(|&row| !self.left_out.contains(row))
        {
            *rows_by_key.entry(key(row)).or_default() += 1;
        }
        let still = self.duplicate.filter(|row| {
            !self.left_out.contains(row)
                && rows_by_key.get(&key(row)).is_some_and(|&n_rows| n_rows > 1)
        });
        self.duplicate = still;
    }
}

/// Repeats that agree in every column kept, each with the first row it agrees with.
fn exact_candidates(side: &Side, repeats: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut firsts: HashMap<(u32, u64), u32> = HashMap::new();
    let mut candidates = Vec::new();
    // Rows without a key meet no other, but one that says the same twice still counts once.
    for odd in &side.keys.odd {
        if side.keys.get(odd.row as usize).is_some() {
            continue;
        }
        let hash = side.table.row_hash(odd.row as usize);
        let same = firsts.entry((NO_ROW, hash)).or_insert(odd.row);
        if *same != odd.row {
            candidates.push((*same, odd.row));
        }
    }
    // Most repeats say what the first says; only the others are told apart by hash.
    let mut others: Vec<(u32, u32, u64)> = Vec::new();
    for &(first, row) in repeats {
        let hash = side.table.row_hash(row as usize);
        match hash == side.table.row_hash(first as usize) {
            true => candidates.push((first, row)),
            false => others.push((row, first, hash)),
        }
    }
    others.sort_unstable();
    for (row, first, hash) in others {
        let same = firsts.entry((first, hash)).or_insert(row);
        if *same != row {
            candidates.push((*same, row));
        }
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::super::logon_name::tests::nfkc;
    use super::*;
    use crate::table::{Column, DictColumn, TextColumn};

    fn table(rows: &[(&str, &str)]) -> Table {
        let mut names = TextColumn::default();
        let mut ids = DictColumn::default();
        for (name, id) in rows {
            names.push(name.as_bytes());
            ids.push(id.as_bytes());
        }
        Table::new(
            vec![
                ("logon_name", Column::Text(names)),
                ("penn_id", Column::Dict(ids)),
            ],
            rows.len(),
        )
    }

    fn roster(mine: &[&str], enrollment: &[(&str, &str)]) -> Roster {
        let mut roster = Roster::default();
        let mine: Vec<(&str, &str)> = mine.iter().map(|name| (*name, "")).collect();
        roster.mine.add(1, table(&mine), vec![0; mine.len()], nfkc);
        roster
            .enrollment
            .add(2, table(enrollment), vec![0; enrollment.len()], nfkc);
        roster.meet(&MatchRules::default(), nfkc);
        roster
    }

    fn rows(set: &RowSet) -> Vec<usize> {
        set.rows().collect()
    }

    #[test]
    fn the_key_vectors_of_domain_3_1_join_by_t5() {
        #[track_caller]
        fn case(mine: &str, enrollment: &str, joins: bool) {
            let found = roster(&[mine], &[(enrollment, "")]);
            assert_eq!(
                found.matched.contains(0),
                joins,
                "{mine:?} and {enrollment:?}"
            );
        }
        case("UPENN\\jdoe", "jdoe@upenn.edu", true);
        case("JDoe@UPENN.EDU", "jdoe@upenn.edu", true);
        case("\u{feff}jdoe\u{a0}", "jdoe", true);
        case("=\"jdoe\"", "jdoe", true);
        case("jdoe@exchange.upenn.edu", "jdoe@upenn.edu", true);
        case("jdoe@gmail.com", "jdoe@upenn.edu", false);
        case(
            "bookings-sas-helpdesk@upenn.edu",
            "bookings-sas-helpdesk@bookings.penno365.upenn.edu",
            false,
        );
        case("јdoe", "jdoe", false);
        case("Doe, Jane", "Doe, Jane", false);
        case("", "", false);
        case(
            "averyverylongaccountname1",
            "AVeryVeryLongAccountName1@upenn.edu",
            true,
        );
        case(
            "averyverylongaccountname1",
            "averyverylongaccountname2",
            false,
        );
    }

    #[test]
    fn one_name_of_mine_and_two_accounts_are_ambiguous_and_both_shown() {
        let found = roster(
            &["jdoe"],
            &[("jdoe@upenn.edu", ""), ("jdoe@med.upenn.edu", "")],
        );
        assert_eq!(rows(&found.matched), [0, 1]);
        assert_eq!(rows(&found.duplicate), [0, 1]);
        assert_eq!(rows(&found.ambiguous), [0, 1]);
    }

    #[test]
    fn a_key_twice_among_mine_counts_once() {
        let found = roster(
            &["jdoe", "PENN\\JDoe", "jdoe@upenn.edu", "absent", "ABSENT"],
            &[("jdoe", "1")],
        );
        assert_eq!(rows(&found.mine_first), [0, 3]);
        assert_eq!(rows(&found.mine_found), [0]);
        assert_eq!(found.partner, [0]);
        assert!(found.ambiguous.is_empty());
    }

    #[test]
    fn of_several_rows_of_one_account_of_mine_a_preferred_one_is_met() {
        let mut found = roster(
            &["jdoe", "asmith", "PENN\\JDoe"],
            &[("asmith", ""), ("jdoe", "")],
        );
        assert_eq!(found.partner, [1, 0]);
        found.prefer(&RowSet::of(3, |row| row == 2));
        assert_eq!(found.partner, [1, 2]);
        assert_eq!(rows(&found.mine_found), [0, 1]);
    }

    #[test]
    fn one_name_under_two_labels_is_ambiguous() {
        let found = roster(&["PENN\\jdoe", "WHARTON\\jdoe"], &[("jdoe", "1")]);
        assert_eq!(rows(&found.ambiguous), [0]);
        assert_eq!(rows(&found.matched), [0]);
    }

    #[test]
    fn two_rows_of_one_key_are_duplicates_and_ambiguous_only_if_strong_keys_differ() {
        let found = roster(
            &["jdoe", "asmith"],
            &[
                ("jdoe", "1"),
                ("jdoe", "1"),
                ("asmith", "2"),
                ("asmith", "3"),
            ],
        );
        assert_eq!(rows(&found.duplicate), [0, 1, 2, 3]);
        assert_eq!(rows(&found.ambiguous), [2, 3]);
        assert_eq!(found.repeat_candidates(), [(0, 1)]);
    }

    #[test]
    fn a_blank_strong_key_hides_no_difference_of_the_others() {
        let found = roster(&["jdoe"], &[("jdoe", ""), ("jdoe", "1"), ("jdoe", "2")]);
        assert_eq!(rows(&found.ambiguous), [0, 1, 2]);
        let found = roster(
            &["jdoe"],
            &[
                ("jdoe", ""),
                ("jdoe@upenn.edu", ""),
                ("jdoe@med.upenn.edu", ""),
            ],
        );
        assert_eq!(rows(&found.ambiguous), [0, 1, 2]);
    }

    #[test]
    fn one_domain_in_several_spellings_makes_no_key_ambiguous() {
        let names = [
            "<jdoe@upenn.edu>",
            "jdoe@UPENN.edu.",
            "\u{202a}jdoe@upenn.edu\u{202c}",
            "jdoe@ｕｐｅｎｎ.edu",
            "jdoe@upenn.edu",
        ];
        let found = roster(&["jdoe"], &names.map(|name| (name, "")));
        assert_eq!(found.duplicate.count(), names.len());
        assert!(found.ambiguous.is_empty());
    }

    #[test]
    fn an_exact_repeat_is_no_duplicate() {
        let mut found = roster(&["jdoe"], &[("jdoe", "1"), ("jdoe", "1")]);
        found.mark_repeated(0, 1);
        found.settle_repeats();
        assert!(found.duplicate.is_empty());
    }

    #[test]
    fn a_rule_lets_names_of_two_domains_meet_and_another_keeps_them_apart() {
        let mut found = roster(
            &["jdoe@gmail.com", "PENN\\asmith", "roe@med.upenn.edu"],
            &[
                ("jdoe@upenn.edu", "1"),
                ("asmith", "2"),
                ("roe@upenn.edu", "3"),
                ("roe@upenn.edu", "3"),
            ],
        );
        found.mark_repeated(2, 3);
        found.settle_repeats();
        let before = found.clone();
        assert_eq!(rows(&found.matched), [1, 2, 3]);
        let mut rules = MatchRules::default();
        rules.accept_domains("gmail.com", "upenn.edu");
        found.meet_again(&rules, nfkc);
        assert_eq!(rows(&found.matched), [0, 1, 2, 3]);
        assert_eq!(rows(&found.repeated), [3]);
        assert!(found.duplicate.is_empty());
        rules.set_group_apart("upenn.edu", true);
        rules.set_label_apart("penn", true);
        found.meet_again(&rules, nfkc);
        assert_eq!(rows(&found.matched), [0]);
        found.meet_again(&MatchRules::default(), nfkc);
        assert_eq!(found.partner, before.partner);
        assert_eq!(found.matched, before.matched);
        assert_eq!(found.mine_found, before.mine_found);
        assert_eq!(found.duplicate, before.duplicate);
    }

    #[test]
    fn a_pair_that_the_person_accepted_meets_unless_the_row_has_met_another() {
        let mut found = roster(
            &["jd0e", "asmith", "JD0E"],
            &[("jdoe", "1"), ("asmith", "2")],
        );
        found.accept(&[(0, 2), (1, 0)]);
        assert_eq!(found.partner, [2, 1]);
        assert_eq!(rows(&found.accepted), [0]);
        assert_eq!(rows(&found.mine_found), [0, 1]);
    }

    #[test]
    fn my_name_in_another_domain_is_near() {
        let found = roster(&["jdoe@gmail.com", "x"], &[("jdoe@upenn.edu", "")]);
        assert_eq!(rows(&found.mine_near), [0]);
        assert!(found.mine_found.is_empty());
    }

    #[test]
    fn as_many_labels_and_domains_as_rows_are_met_at_once() {
        const N: usize = 20_000;
        let name = |row: usize, side: &str| format!("{side}{row}\\p{row}@campus{row}.edu");
        let mine: Vec<String> = (0..N).map(|row| name(row, "here")).collect();
        let theirs: Vec<String> = (0..N).map(|row| name(row, "there")).collect();
        let mine: Vec<&str> = mine.iter().map(String::as_str).collect();
        let theirs: Vec<(&str, &str)> = theirs.iter().map(|name| (name.as_str(), "")).collect();
        let found = roster(&mine, &theirs);
        assert_eq!(found.matched.count(), N);
        assert!(found.duplicate.is_empty() && found.ambiguous.is_empty());
    }

    #[test]
    fn rows_know_their_source() {
        let mut side = Side::default();
        side.add(1, table(&[("a", ""), ("b", "")]), vec![1, 2], nfkc);
        side.add(4, table(&[("c", "")]), vec![1], nfkc);
        assert_eq!((side.place(1), side.place(2)), ((1, 1), (4, 0)));
        assert_eq!(side.rows_of(4), 2..3);
        assert_eq!(side.keys.len(), 3);
    }
}

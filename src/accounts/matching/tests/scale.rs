//! Many rows: the reasons add up, blocks of equal surnames do not explode, the lists agree.

use super::*;
use crate::accounts::roster::Roster;
use crate::table::hash::mix;
use proptest::prelude::*;

fn names(names: &[String]) -> Table {
    table(
        names
            .iter()
            .map(|name| vec![(Role::LogonName, name.as_str())]),
    )
}

/// Six letters, different for every number.
fn word(number: u32) -> String {
    let mut rest = u64::from(number).wrapping_mul(0x9e37_79b1) % 308_915_776;
    let letters = (0..6).map(|_| {
        let letter = char::from(b'a' + (rest % 26) as u8);
        rest /= 26;
        letter
    });
    letters.collect()
}

#[test]
fn of_200_000_rows_with_damaged_keys_every_reason_is_counted() {
    use ReasonKind::*;
    const N_ROWS: u32 = 200_000;
    let right: Vec<String> = (0..N_ROWS)
        .map(|row| format!("{}@upenn.edu", word(row)))
        .collect();
    let damage = |row: u32| -> (String, Option<ReasonKind>) {
        let name = word(row);
        match row % 160 {
            0 => (String::new(), Some(EmptyKey)),
            20 => (format!("{name}, Jane"), Some(NotAKey)),
            40 => ("(Unknown)".to_string(), Some(Concealed)),
            60 => (format!("{name}@gmail.com"), Some(DomainDiffers)),
            80 => (format!("{name}_x.org#EXT#@t.onmicrosoft.com"), Some(Guest)),
            100 => (format!("{:032x}{name}zz@x.org", row + 1), Some(SoftDeleted)),
            120 => (format!("{name}absent"), Some(NotInOtherSource)),
            140 => (
                format!("{}.{}", &name[..2], &name[2..]),
                Some(NotInOtherSource),
            ),
            _ => (name, None),
        }
    };
    let left: Vec<(String, Option<ReasonKind>)> = (0..N_ROWS).map(damage).collect();
    let cells: Vec<String> = left.iter().map(|(cell, _)| cell.clone()).collect();
    let (left_table, right_table) = (names(&cells), names(&right));
    let (l, r) = (side(&left_table), side(&right_table));
    let found = match_sides(&l, &r, &MatchRules::default(), &[], nfkc);
    for (kind, n) in found.left.counts() {
        let expected = left
            .iter()
            .filter(|(_, reason)| *reason == Some(kind))
            .count();
        assert_eq!(n as usize, expected, "{kind:?}");
    }
    let n_damaged = (N_ROWS / 20) as usize;
    assert_eq!(found.left.unmatched.len(), n_damaged);
    assert_eq!(found.joined.len() + n_damaged, N_ROWS as usize);
    assert_eq!(found.right.unmatched.len(), n_damaged);
    let dots = found
        .suggestions
        .iter()
        .filter(|pair| pair.kind == SuggestionKind::Dots);
    assert_eq!(dots.count(), (N_ROWS / 160) as usize);
}

#[test]
fn a_slip_is_found_in_a_block_of_many_equal_surnames() {
    const N_ROWS: u32 = 3_000;
    let slip = |row: u32| {
        let name = word(row);
        match row % 4 {
            0 => name[1..].to_string(),
            1 => format!("{}0{}", &name[..3], &name[3..]),
            2 => format!("{}0{}", &name[..2], &name[3..]),
            _ => format!("{}10{}", &name[..2], &name[2..]),
        }
    };
    let right_name = |row: u32| match row % 4 {
        3 => format!("{}01{}", &word(row)[..2], &word(row)[2..]),
        _ => word(row),
    };
    let build = |name: &dyn Fn(u32) -> String| {
        let names: Vec<String> = (0..N_ROWS).map(name).collect();
        table(
            names
                .iter()
                .map(|name| vec![(Role::LogonName, name.as_str()), (Role::Surname, "Smith")]),
        )
    };
    let (left, right) = (build(&slip), build(&right_name));
    let found = match_sides(
        &side(&left),
        &side(&right),
        &MatchRules::default(),
        &[],
        nfkc,
    );
    assert_eq!(joined(&found), []);
    let is_found = |row: u32| {
        let wanted = |pair: &&Suggestion| (pair.left, pair.right) == (row, row);
        found.suggestions.iter().any(|pair| wanted(&pair))
    };
    let missed: Vec<u32> = (0..N_ROWS).filter(|&row| !is_found(row)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    assert_eq!(found.n_left_out, 0);
}

#[test]
fn what_too_many_share_is_left_out_and_said() {
    let rows = |side: char| -> Table {
        let names: Vec<String> = (0..100).map(|row| format!("{side}{}", word(row))).collect();
        table(names.iter().map(|name| {
            vec![
                (Role::LogonName, name.as_str()),
                (Role::DisplayName, "Jane Smith"),
                (Role::Department, "Law"),
            ]
        }))
    };
    let (left, right) = (rows('1'), rows('2'));
    let mut rules = MatchRules::default();
    rules.set_accepted(SuggestionKind::SameName, true);
    let found = match_sides(&side(&left), &side(&right), &rules, &[], nfkc);
    assert_eq!(found.n_left_out, 200);
    assert!(
        found
            .suggestions
            .iter()
            .all(|pair| pair.kind == SuggestionKind::Typo)
    );
    assert_eq!(joined(&found), []);
}

#[test]
fn a_name_in_many_tenants_meets_its_own() {
    let row = |tenant: u32| format!("admin@tenant{tenant}.example");
    let left: Vec<String> = (0..500).map(row).collect();
    let right: Vec<String> = left
        .iter()
        .rev()
        .map(|name| name.replace('@', "@mail."))
        .collect();
    let (left, right) = (names(&left), names(&right));
    let found = match_sides(
        &side(&left),
        &side(&right),
        &MatchRules::default(),
        &[],
        nfkc,
    );
    // `tenant1.example` is registrable; `example` alone is not.
    assert_eq!(found.joined.len(), 500);
    assert!(
        found
            .joined
            .iter()
            .all(|pair| pair.left + pair.right == 499)
    );
}

#[test]
fn a_name_that_thousands_share_is_ambiguous_for_all_of_them() {
    let many: Vec<String> = vec!["admin".to_string(); 2_000];
    let (left, right) = (names(&many), names(&many));
    let found = match_sides(
        &side(&left),
        &side(&right),
        &MatchRules::default(),
        &[],
        nfkc,
    );
    assert_eq!(joined(&found), []);
    assert_eq!(found.groups.len(), 1);
    let expected = [(ReasonKind::Ambiguous, 2_000)];
    let counts = found.left.counts();
    assert!(counts.iter().filter(|(_, n)| *n > 0).eq(&expected));
}

proptest! {
    #[test]
    fn the_lists_and_the_tiers_find_the_same_rows(
        rows in proptest::collection::vec((0u32..60, 0usize..8, any::<bool>(), any::<bool>()), 0..40),
    ) {
        const SPELLINGS: [&str; 8] =
            ["{}", "PENN\\{}", "{}@upenn.edu", "{}@med.upenn.edu", " {}\u{a0}", "=\"{}\"", "{}@gmail.com", "SMTP:{}@upenn.edu"];
        let mut known = std::collections::BTreeSet::new();
        let (mut mine, mut enrollment) = (Vec::new(), Vec::new());
        for (number, spelling, is_mine, is_enrolled) in rows {
            if known.insert(number) {
                let spell = |at: usize| SPELLINGS[at % 8].replace("{}", &word(number));
                mine.extend(is_mine.then(|| spell(spelling)));
                enrollment.extend(is_enrolled.then(|| spell(mix(u64::from(number)) as usize)));
            }
        }
        let (left, right) = (names(&enrollment), names(&mine));
        let found = match_sides(&side(&left), &side(&right), &MatchRules::default(), &[], nfkc);
        let mut roster = Roster::default();
        roster.mine.add(1, right, vec![0; mine.len()], nfkc);
        roster.enrollment.add(2, left, vec![0; enrollment.len()], nfkc);
        roster.meet(&MatchRules::default(), nfkc);
        for row in 0..enrollment.len() {
            let partner = found.joined.iter().find(|pair| pair.left as usize == row);
            let expected = partner.map_or(NO_ROW, |pair| pair.right);
            prop_assert_eq!(roster.partner[row], expected, "{:?} {:?}", enrollment, mine);
        }
    }
}

//! What holds of every match, whatever the rows.

use super::*;
use proptest::prelude::*;

type OwnedRow = Vec<(Role, String)>;

fn own_table(rows: &[OwnedRow]) -> Table {
    table(rows.iter().map(|row| {
        let cells = row.iter();
        cells.map(|(role, text)| (*role, text.as_str())).collect()
    }))
}

fn run(left: &[OwnedRow], right: &[OwnedRow]) -> Matching {
    let (left, right) = (own_table(left), own_table(right));
    match_sides(
        &side(&left),
        &side(&right),
        &MatchRules::default(),
        &[],
        nfkc,
    )
}

/// Rows of few values, so that they meet in every way.
fn rows() -> impl Strategy<Value = Vec<OwnedRow>> {
    let id = "|[a-c]1b2c3d4e5f60718293a4b5c6d7e8f90";
    let name = "|[ab]{1,2}|[ab]\\.b|PENN\\\\a|W\\\\[ab]|[ab]@(u\\.edu|m\\.u\\.edu|x\\.org)|[ab]_x\\.org#EXT#@t\\.edu|Doe, J|12-dec|dec12|\\(Unknown\\)";
    let upn =
        "|[ab]{1,2}@(u\\.edu|m\\.u\\.edu|x\\.org)|[ab]1b2c3d4e5f60718293a4b5c6d7e8f90[ab]@u\\.edu";
    let mail = "|[ab]@(u\\.edu|x\\.org)";
    let proxies = "|SMTP:[ab]@u\\.edu\\+smtp:[abc]@x\\.org";
    let person = "|[12]|0123456[78]|123456[78]";
    let surname = "|Doe|Roe";
    let row = (id, name, upn, mail, proxies, person, surname).prop_map(
        |(id, name, upn, mail, proxies, person, surname)| {
            vec![
                (Role::ObjectId, id),
                (Role::LogonName, name),
                (Role::Upn, upn),
                (Role::Mail, mail),
                (Role::Proxies, proxies),
                (Role::PersonId, person),
                (Role::Surname, surname),
            ]
        },
    );
    proptest::collection::vec(row, 0..9)
}

fn pairs(matching: &Matching) -> Vec<(u32, u32, Tier)> {
    let mut pairs: Vec<_> = matching
        .joined
        .iter()
        .map(|pair| (pair.left, pair.right, pair.tier))
        .collect();
    pairs.sort_unstable();
    pairs
}

fn reasons(side: &SideOutcome) -> Vec<(u32, ReasonKind)> {
    let unmatched = side.unmatched.iter();
    unmatched.map(|row| (row.row, row.reason.kind())).collect()
}

proptest! {
    #[test]
    fn every_row_has_one_place_and_at_most_one_partner(left in rows(), right in rows()) {
        let found = run(&left, &right);
        let mut seen = [vec![0; left.len()], vec![0; right.len()]];
        for pair in &found.joined {
            seen[0][pair.left as usize] += 1;
            seen[1][pair.right as usize] += 1;
            // Nothing that is merely alike is ever joined.
            prop_assert_ne!(pair.tier, Tier::Suggestion);
        }
        for (side, outcome) in [&found.left, &found.right].into_iter().enumerate() {
            outcome.unmatched.iter().for_each(|row| seen[side][row.row as usize] += 1);
            let n_by_reason: u32 = outcome.counts().iter().map(|(_, n)| n).sum();
            prop_assert_eq!(n_by_reason as usize, outcome.unmatched.len());
        }
        prop_assert!(seen.iter().flatten().all(|&n| n == 1), "{:?}", seen);
        for pair in &found.suggestions {
            prop_assert!(matches!(found.left_row(pair.left), Standing::Unmatched(_)));
            prop_assert!(matches!(found.right_row(pair.right), Standing::Unmatched(_)));
        }
        let grouped: Vec<u32> = found.groups.iter().flat_map(|group| group.left.clone()).collect();
        for row in &grouped {
            prop_assert!(matches!(found.left_row(*row), Standing::Unmatched(_)));
            prop_assert_eq!(grouped.iter().filter(|other| *other == row).count(), 1);
        }
    }

    #[test]
    fn the_sides_may_be_swapped(left in rows(), right in rows()) {
        let (found, swapped) = (run(&left, &right), run(&right, &left));
        let mut back: Vec<_> =
            pairs(&swapped).into_iter().map(|(left, right, tier)| (right, left, tier)).collect();
        back.sort_unstable();
        prop_assert_eq!(pairs(&found), back);
        prop_assert_eq!(reasons(&found.left), reasons(&swapped.right));
        prop_assert_eq!(reasons(&found.right), reasons(&swapped.left));
    }

    #[test]
    fn two_object_ids_are_never_joined(left in rows(), right in rows()) {
        let found = run(&left, &right);
        for pair in &found.joined {
            let id = |rows: &[OwnedRow], row: u32| rows[row as usize][0].1.clone();
            let (left, right) = (id(&left, pair.left), id(&right, pair.right));
            prop_assert!(left.is_empty() || right.is_empty() || left == right);
        }
    }

    #[test]
    fn a_row_that_has_nothing_to_do_with_others_changes_nothing(
        left in rows(),
        right in rows(),
        on_left in any::<bool>(),
        with_label in any::<bool>(),
    ) {
        let before = run(&left, &right);
        // A second label of a side is not unrelated: then labels tell names apart (K7).
        let own = if on_left { &left } else { &right };
        let label = own.iter().flatten().find_map(|(_, cell)| Some(cell.split_once('\\')?.0));
        let name = match label {
            Some(label) if with_label => format!("{label}\\unrelated"),
            _ => String::from("unrelated@z.example"),
        };
        let row = vec![(Role::LogonName, name), (Role::PersonId, "987654321".to_string())];
        let (mut more_left, mut more_right) = (left, right);
        let place = if on_left { &mut more_left } else { &mut more_right };
        place.push(row);
        let last = place.len() as u32 - 1;
        let after = run(&more_left, &more_right);
        prop_assert_eq!(pairs(&before), pairs(&after));
        prop_assert_eq!(&before.suggestions, &after.suggestions);
        prop_assert_eq!(&before.groups, &after.groups);
        let (mut left_reasons, mut right_reasons) = (reasons(&after.left), reasons(&after.right));
        let added = if on_left { &mut left_reasons } else { &mut right_reasons };
        prop_assert_eq!(added.pop(), Some((last, ReasonKind::NotInOtherSource)));
        prop_assert_eq!(reasons(&before.left), left_reasons);
        prop_assert_eq!(reasons(&before.right), right_reasons);
    }

    #[test]
    fn the_order_of_rows_changes_no_pair(left in rows(), right in rows()) {
        let found = run(&left, &right);
        let reversed: Vec<OwnedRow> = left.iter().rev().cloned().collect();
        let mut back: Vec<_> = pairs(&run(&reversed, &right))
            .into_iter()
            .map(|(row, right, tier)| (left.len() as u32 - 1 - row, right, tier))
            .collect();
        back.sort_unstable();
        prop_assert_eq!(pairs(&found), back);
    }
}

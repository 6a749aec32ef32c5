//! Rows of a report as somebody shared them, beside the same report as it is here: which row is which, and
//! what differs (D27, M11).

use std::collections::HashMap;

/// What of the columns names a row, the strongest first: of two lists the first that both have.
pub const KEYS: [&str; 8] = [
    "entra_id",
    "key",
    "user_principal_name",
    "user_email",
    "logon_name",
    "sku_id",
    "sku_part_number",
    "product_name",
];

/// Columns of a report beside the key without which a row is not told from others of the same account: of
/// each list one is enough.
pub fn beside(report: &str) -> &'static [&'static str] {
    match report {
        "signins" => &["app_id", "app_display_name"],
        "licence-holders" => &["license_id", "sku_id", "product_name"],
        "licences" => &["tenant_id", "tenant"],
        _ => &[],
    }
}

/// Columns by which rows of one key are told apart where several have it; they may change.
pub const APART: [&str; 4] = [
    "center",
    "customer_name",
    "custom_attribute_name",
    "managed_by",
];

/// Whether a report lists what can be found again in another state of it.
pub fn is_comparable(report: &str) -> bool {
    !matches!(report, "matching" | "counts" | "changes")
}

/// Whether a column differs in every file and says nothing: lines, sizes and times of use.
pub fn says_nothing(id: &str) -> bool {
    let of_use = ["last_activity", "last_non_interactive", "last_interactive"];
    let counts = ["mailbox_share", "item_count", "file_count", "entries"];
    id == "source_row"
        || id == "last_seen"
        || of_use.contains(&id)
        || id.ends_with("_last_activity")
        || id.ends_with("_bytes")
        || id.ends_with("_mb")
        || counts.contains(&id)
}

/// Whether a column follows from the deletion day, so that it says nothing more where that differs.
pub fn follows_from_deletion(id: &str) -> bool {
    const FOLLOWING: [&str; 9] = [
        "stage",
        "urgency",
        "days_to_disable",
        "last_safe_day",
        "disable_day",
        "scheduled_deletion",
        "recovery_end",
        "safe_recovery_day",
        "days_left",
    ];
    FOLLOWING.contains(&id)
}

/// A row of one of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What names it, as it is compared; empty where nothing does.
    pub key: String,
    /// A weaker key, such as the name without its domain: it counts where it stands once in both lists.
    pub bare: String,
    /// What tells it from other rows of its key.
    pub apart: String,
    /// The texts that are compared, in the order of the columns.
    pub cells: Vec<String>,
}

/// Which row is which: every row of both lists is in exactly one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paired {
    /// The places of one row in the older and in the newer list, in the order of the newer.
    pub pairs: Vec<(usize, usize)>,
    /// Rows of the older list alone.
    pub older: Vec<usize>,
    /// Rows of the newer list alone.
    pub newer: Vec<usize>,
}

/// Brings two lists together: by key, and of several rows of a key those that say the same first, then
/// those with the same beside it, then the first to the first; what is left by the weaker key, where that
/// stands for one row of each.
pub fn paired(older: &[Row], newer: &[Row]) -> Paired {
    let mut partner: Vec<Option<usize>> = vec![None; newer.len()];
    let mut is_taken = vec![false; older.len()];
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, row) in older
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.key.is_empty())
    {
        places.entry(&row.key).or_default().push(at);
    }
    let ways: [fn(&Row, &Row) -> bool; 3] = [
        |one, other| one.cells == other.cells,
        |one, other| one.apart == other.apart,
        |_, _| true,
    ];
    for way in ways {
        for (at, row) in newer.iter().enumerate() {
            if partner[at].is_some() {
                continue;
            }
            let same = places.get(row.key.as_str()).into_iter().flatten();
            let mut open = same.copied().filter(|&place| !is_taken[place]);
            partner[at] = open.find(|&place| way(&older[place], row));
            if let Some(place) = partner[at] {
                is_taken[place] = true;
            }
        }
    }
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, row) in older.iter().enumerate().filter(|(at, _)| !is_taken[*at]) {
        by_name.entry(&row.bare).or_default().push(at);
    }
    let mut n_newer: HashMap<&str, usize> = HashMap::new();
    for (row, _) in newer
        .iter()
        .zip(&partner)
        .filter(|(_, known)| known.is_none())
    {
        *n_newer.entry(&row.bare).or_default() += 1;
    }
    for (row, partner) in newer.iter().zip(&mut partner) {
        let is_open = partner.is_none() && !row.bare.is_empty();
        if is_open
            && n_newer.get(row.bare.as_str()) == Some(&1)
            && let Some(&[place]) = by_name.get(row.bare.as_str()).map(Vec::as_slice)
        {
            *partner = Some(place);
            is_taken[place] = true;
        }
    }
    let mut all = Paired::default();
    for (at, partner) in partner.into_iter().enumerate() {
        match partner {
            Some(place) => all.pairs.push((place, at)),
            None => all.newer.push(at),
        }
    }
    let left = is_taken
        .iter()
        .enumerate()
        .filter(|(_, is_taken)| !**is_taken);
    all.older = left.map(|(at, _)| at).collect();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(key: &str, bare: &str, apart: &str, cell: &str) -> Row {
        Row {
            key: key.to_owned(),
            bare: bare.to_owned(),
            apart: apart.to_owned(),
            cells: vec![cell.to_owned()],
        }
    }

    #[test]
    fn of_rows_of_one_key_those_that_say_the_same_belong_together() {
        let older = [row("a", "", "1", "x"), row("a", "", "2", "y")];
        let newer = [
            row("a", "", "2", "x"),
            row("a", "", "1", "z"),
            row("a", "", "3", "w"),
        ];
        let paired = paired(&older, &newer);
        assert_eq!(paired.pairs, [(0, 0), (1, 1)]);
        assert_eq!(paired.newer, [2]);
    }

    #[test]
    fn a_name_without_its_domain_counts_where_it_stands_once() {
        let older = [
            row("one\\a", "a", "", ""),
            row("one\\b", "b", "", ""),
            row("", "", "", ""),
        ];
        let newer = [
            row("two\\a", "a", "", ""),
            row("two\\b", "b", "", ""),
            row("three\\b", "b", "", ""),
            row("", "", "", ""),
        ];
        let paired = paired(&older, &newer);
        assert_eq!(paired.pairs, [(0, 0)]);
        assert_eq!(paired.older, [1, 2]);
        assert_eq!(paired.newer, [1, 2, 3]);
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let one = ("[ab]{0,1}", "[ab]{0,1}", "[ab]{0,1}", "[ab]{0,1}");
        let one = one.prop_map(|(key, bare, apart, cell)| row(&key, &bare, &apart, &cell));
        prop::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn every_row_of_both_is_in_exactly_one_place(older in rows(), newer in rows()) {
            let paired = paired(&older, &newer);
            let mut left: Vec<usize> = paired.pairs.iter().map(|pair| pair.0).collect();
            left.extend(&paired.older);
            left.sort_unstable();
            prop_assert_eq!(left, (0..older.len()).collect::<Vec<_>>());
            let mut right: Vec<usize> = paired.pairs.iter().map(|pair| pair.1).collect();
            right.extend(&paired.newer);
            right.sort_unstable();
            prop_assert_eq!(right, (0..newer.len()).collect::<Vec<_>>());
        }

        #[test]
        fn the_same_rows_in_any_order_are_the_same(rows in rows(), by in 0usize..12) {
            let named: Vec<Row> = rows.into_iter().filter(|row| !row.key.is_empty()).collect();
            let mut turned = named.clone();
            turned.rotate_left(by.min(named.len()));
            let paired = paired(&named, &turned);
            prop_assert!(paired.older.is_empty() && paired.newer.is_empty());
            for (one, other) in paired.pairs {
                prop_assert_eq!(&named[one].cells, &turned[other].cells);
            }
        }
    }
}

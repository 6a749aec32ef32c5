//! Rows that share a key, found bucket by bucket so that each piece fits the processor's cache.

use super::row_set::RowSet;

/// No row.
pub const NO_ROW: u32 = u32::MAX;

/// The keys of both sides of a join.
///
/// A row without a hash has no key and meets nothing, not even another row without a key.
pub struct Sides<LeftHash, RightHash, SameLeft, SameRight, SameName, Meets> {
    /// Rows on the left.
    pub n_left: usize,
    /// Rows on the right.
    pub n_right: usize,
    /// Hash of a left row's name.
    pub left_hash: LeftHash,
    /// Hash of a right row's name.
    pub right_hash: RightHash,
    /// Whether two left rows have one name.
    pub same_left: SameLeft,
    /// Whether two right rows are one identity.
    pub same_right: SameRight,
    /// Whether a left and a right row have one name.
    pub same_name: SameName,
    /// Whether a left and a right row of one name may stand for one account.
    pub meets: Meets,
}

/// What a join found.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    /// For every left row the first right row it meets, or [`NO_ROW`].
    pub partner: Vec<u32>,
    /// Left rows that meet several identities on the right.
    pub several: RowSet,
    /// Pairs of left rows with one name: the first of them and each later one.
    pub repeats: Vec<(u32, u32)>,
    /// Pairs of right rows that are one identity: the first of them and each later one.
    pub right_repeats: Vec<(u32, u32)>,
    /// The first row of every identity on the right.
    pub right_first: RowSet,
    /// Right identities (their first rows) that a left row meets.
    pub right_met: RowSet,
    /// Right identities (their first rows) whose name stands on the left but may not meet it.
    pub right_near: RowSet,
}

/// Brings the rows of both sides together by key.
pub fn join<LH, RH, SL, SR, SN, M>(sides: &Sides<LH, RH, SL, SR, SN, M>) -> Meeting
where
    LH: Fn(usize) -> Option<u32>,
    RH: Fn(usize) -> Option<u32>,
    SL: Fn(usize, usize) -> bool,
    SR: Fn(usize, usize) -> bool,
    SN: Fn(usize, usize) -> bool,
    M: Fn(usize, usize) -> bool,
{
    let mut meeting = Meeting {
        partner: vec![NO_ROW; sides.n_left],
        several: RowSet::none(sides.n_left),
        repeats: Vec::new(),
        right_repeats: Vec::new(),
        right_first: RowSet::none(sides.n_right),
        right_met: RowSet::none(sides.n_right),
        right_near: RowSet::none(sides.n_right),
    };
    let bits = bucket_bits(sides.n_left.max(sides.n_right));
    let left = Buckets::of(sides.n_left, bits, &sides.left_hash);
    let right = Buckets::of(sides.n_right, bits, &sides.right_hash);
    let mut left_slots = Slots::default();
    let mut right_slots = Slots::default();
    for bucket in 0..1 << bits {
        let (left, right) = (left.entries(bucket), right.entries(bucket));
        right_slots.clear(right.len(), bits);
        for &entry in right {
            let row = row_of(entry);
            match right_slots.find(entry, |other| (sides.same_right)(other, row)) {
                Some(first) => meeting.right_repeats.push((first as u32, row as u32)),
                None => {
                    right_slots.insert(entry);
                    meeting.right_first.insert(row);
                }
            }
        }
        left_slots.clear(left.len(), bits);
        for &entry in left {
            let row = row_of(entry);
            match left_slots.find(entry, |other| (sides.same_left)(other, row)) {
                Some(first) => meeting.repeats.push((first as u32, row as u32)),
                None => left_slots.insert(entry),
            }
            right_slots.find(entry, |other| {
                if (sides.same_name)(row, other) {
                    meeting.met(row, other, (sides.meets)(row, other));
                }
                false
            });
        }
    }
    meeting
}

impl Meeting {
    #[inline(always)]
    fn met(&mut self, left: usize, right: usize, meets: bool) {
        if !meets {
            self.right_near.insert(right);
            return;
        }
        self.right_met.insert(right);
        let partner = &mut self.partner[left];
        if *partner == NO_ROW {
            *partner = right as u32;
        } else {
            self.several.insert(left);
        }
    }
}

/// Buckets of about 2,000 rows: their entries and slots stay in the first-level cache.
fn bucket_bits(n_rows: usize) -> u32 {
    (n_rows / 2048)
        .checked_ilog2()
        .map_or(0, |log| log + 1)
        .min(12)
}

/// A row number below its hash.
fn entry_of(hash: u32, row: usize) -> u64 {
    u64::from(hash) << 32 | row as u64
}

fn row_of(entry: u64) -> usize {
    entry as u32 as usize
}

/// Rows sorted into buckets by the upper bits of their hash, in row order within each.
struct Buckets {
    starts: Vec<u32>,
    entries: Vec<u64>,
}

impl Buckets {
    fn of(n_rows: usize, bits: u32, hash: &impl Fn(usize) -> Option<u32>) -> Buckets {
        let bucket = |hash: u32| (u64::from(hash) >> (32 - bits)) as usize;
        let mut starts = vec![0; (1 << bits) + 1];
        for hash in (0..n_rows).filter_map(hash) {
            starts[bucket(hash) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![0; starts[1 << bits] as usize];
        for row in 0..n_rows {
            if let Some(hash) = hash(row) {
                let place = &mut next[bucket(hash)];
                entries[*place as usize] = entry_of(hash, row);
                *place += 1;
            }
        }
        Buckets { starts, entries }
    }

    fn entries(&self, bucket: usize) -> &[u64] {
        &self.entries[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

/// An open-addressing table of one bucket, used again for the next.
#[derive(Default)]
struct Slots {
    slots: Vec<u64>,
    shift: u32,
}

const EMPTY: u64 = u64::MAX;

impl Slots {
    fn clear(&mut self, n_entries: usize, bucket_bits: u32) {
        let n_slots = (n_entries * 2 + 2).next_power_of_two();
        self.slots.clear();
        self.slots.resize(n_slots, EMPTY);
        self.shift = bucket_bits;
    }

    // The bucket has used the upper bits of the hash: the slot takes those below.
    #[inline(always)]
    fn first_slot(&self, entry: u64) -> usize {
        let hash = (entry >> 32) as u32;
        let bits = self.slots.len().trailing_zeros();
        (hash.wrapping_shl(self.shift) >> (32 - bits)) as usize
    }

    /// The first row of the same hash for which `same` holds.
    #[inline(always)]
    fn find(&self, entry: u64, mut same: impl FnMut(usize) -> bool) -> Option<usize> {
        let mut slot = self.first_slot(entry);
        loop {
            let other = self.slots[slot];
            if other == EMPTY {
                return None;
            }
            if other >> 32 == entry >> 32 && same(row_of(other)) {
                return Some(row_of(other));
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn insert(&mut self, entry: u64) {
        let mut slot = self.first_slot(entry);
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::mix;
    use super::*;
    use proptest::prelude::*;

    /// A key is a name below 40 and, on the right, one of three identities of that name.
    fn name(key: u8) -> u8 {
        key % 40
    }

    /// Rows of one name may or may not stand for one account.
    fn meets(left: u8, right: u8) -> bool {
        (left + right / 40).is_multiple_of(2)
    }

    fn meeting(left: &[u8], right: &[u8]) -> Meeting {
        // Name 0 is a missing key.
        let hash = |key: u8| (name(key) != 0).then(|| mix(u64::from(name(key))) as u32);
        join(&Sides {
            n_left: left.len(),
            n_right: right.len(),
            left_hash: |row: usize| hash(left[row]),
            right_hash: |row: usize| hash(right[row]),
            same_left: |a: usize, b: usize| left[a] == left[b],
            same_right: |a: usize, b: usize| right[a] == right[b],
            same_name: |a: usize, b: usize| left[a] == name(right[b]),
            meets: |a: usize, b: usize| meets(left[a], right[b]),
        })
    }

    /// Rows with a key that another row has before them, each behind the first of these, in order.
    fn repeats(keys: &[u8]) -> Vec<(u32, u32)> {
        let first = |row: usize| keys.iter().position(|key| *key == keys[row]).unwrap();
        let pairs = (0..keys.len()).map(|row| (first(row), row));
        let pairs = pairs.filter(|&(first, row)| first != row && name(keys[row]) != 0);
        pairs
            .map(|(first, row)| (first as u32, row as u32))
            .collect()
    }

    fn in_order(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
        pairs.sort_by_key(|pair| pair.1);
        pairs
    }

    proptest! {
        #[test]
        fn a_join_finds_what_a_plain_loop_finds(
            left in proptest::collection::vec(0u8..40, 0..9000),
            right in proptest::collection::vec(0u8..120, 0..50),
        ) {
            let found = meeting(&left, &right);
            let is_first = |row: usize| name(right[row]) != 0 && !right[..row].contains(&right[row]);
            let firsts: Vec<usize> = (0..right.len()).filter(|&row| is_first(row)).collect();
            for (row, &key) in left.iter().enumerate() {
                let met = |other: &&usize| name(right[**other]) == key && meets(key, right[**other]);
                let met: Vec<usize> = firsts.iter().filter(met).copied().collect();
                prop_assert_eq!(found.partner[row], met.first().map_or(NO_ROW, |row| *row as u32));
                prop_assert_eq!(found.several.contains(row), met.len() > 1);
            }
            prop_assert_eq!(in_order(found.repeats), repeats(&left));
            prop_assert_eq!(in_order(found.right_repeats), repeats(&right));
            for (row, &key) in right.iter().enumerate() {
                let stands = |met: bool| {
                    is_first(row) && left.iter().any(|&other| other == name(key) && meets(other, key) == met)
                };
                prop_assert_eq!(found.right_first.contains(row), is_first(row));
                prop_assert_eq!(found.right_met.contains(row), stands(true));
                prop_assert_eq!(found.right_near.contains(row), stands(false));
            }
        }
    }
}

//! Stable orders of rows by rank and by number, in as many passes as ranks and numbers need.

use super::column::Codes;

/// The rank of a missing cell: last in both directions.
pub const MISSING: u32 = u32::MAX;

/// Orders rows by the rank of their code; equal ranks keep their order, [`MISSING`] comes last in both
/// directions.
pub fn by_code(rows: &[u32], codes: &Codes, ranks: &[u32], descending: bool) -> Vec<u32> {
    let present = ranks.iter().filter(|rank| **rank != MISSING);
    let n_ranks = present.max().map_or(0, |rank| *rank as usize + 1);
    let places: Vec<u32> = ranks
        .iter()
        .map(|&rank| place_of(rank, n_ranks, descending))
        .collect();
    let placed = rows.iter().map(|&row| places[codes.get(row as usize)]);
    in_places(rows, &placed.collect::<Vec<u32>>(), n_ranks)
}

/// Orders rows by their rank, one of `n_ranks`, as [`by_code`] does.
pub fn by_rank(rows: &[u32], ranks: &[u32], n_ranks: usize, descending: bool) -> Vec<u32> {
    let placed = rows
        .iter()
        .map(|&row| place_of(ranks[row as usize], n_ranks, descending));
    in_places(rows, &placed.collect::<Vec<u32>>(), n_ranks)
}

/// Where a rank comes in a direction: one of `n_ranks` places, the missing after them.
fn place_of(rank: u32, n_ranks: usize, descending: bool) -> u32 {
    match rank {
        MISSING => n_ranks as u32,
        rank if descending => n_ranks as u32 - 1 - rank,
        rank => rank,
    }
}

/// The rows by the place of each among `n_ranks` and the missing; equal ones keep their order.
#[inline(never)]
fn in_places(rows: &[u32], placed: &[u32], n_ranks: usize) -> Vec<u32> {
    let mut next = vec![0u32; n_ranks + 2];
    placed
        .iter()
        .for_each(|&place| next[place as usize + 1] += 1);
    for index in 1..next.len() {
        next[index] += next[index - 1];
    }
    let mut ordered = vec![0; rows.len()];
    for (&row, &place) in rows.iter().zip(placed) {
        ordered[next[place as usize] as usize] = row;
        next[place as usize] += 1;
    }
    ordered
}

/// Orders rows by a number; equal numbers keep their order, and those up to `nothing`, which are none, come
/// last in both directions.
///
/// Sixteen bits are ordered at a time, the least significant first: as many passes as the numbers need.
#[inline(never)]
pub fn by_amount(rows: &[u32], descending: bool, numbers: &[i64], nothing: i64) -> Vec<u32> {
    const BITS: u32 = 16;
    let (mut least, mut most) = (i64::MAX, i64::MIN);
    let (mut keyed, mut without) = (Vec::with_capacity(rows.len()), Vec::new());
    for &row in rows {
        let number = numbers[row as usize];
        match number <= nothing {
            true => without.push(row),
            false => {
                (least, most) = (least.min(number), most.max(number));
                keyed.push((number, row));
            }
        }
    }
    let above = |number: i64| number.wrapping_sub(least).cast_unsigned();
    let span = if keyed.is_empty() { 0 } else { above(most) };
    let turned = if descending { span } else { 0 };
    let mut shift = 0;
    while shift < u64::BITS && span >> shift > 0 {
        let digit = |number: i64| {
            let above = above(number);
            let above = if descending { turned - above } else { above };
            (above >> shift) as usize & ((1 << BITS) - 1)
        };
        let n_digits = (span >> shift).min((1 << BITS) - 1) as usize + 1;
        let mut next = vec![0u32; n_digits + 1];
        keyed
            .iter()
            .for_each(|&(number, _)| next[digit(number) + 1] += 1);
        for index in 1..next.len() {
            next[index] += next[index - 1];
        }
        let mut ordered = vec![(0, 0); keyed.len()];
        for &one in &keyed {
            let place = &mut next[digit(one.0)];
            ordered[*place as usize] = one;
            *place += 1;
        }
        keyed = ordered;
        shift += BITS;
    }
    let known = keyed.into_iter().map(|(_, row)| row);
    known.chain(without).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTHING: i64 = i64::MIN + 3;

    fn any_number() -> impl Strategy<Value = i64> {
        prop_oneof![
            any::<i64>(),
            -3..3i64,
            0..200_000i64,
            Just(i64::MAX),
            Just(NOTHING + 1),
            Just(NOTHING),
            Just(i64::MIN)
        ]
    }

    proptest! {
        #[test]
        fn rows_are_ordered_by_number_and_equal_ones_keep_their_order(numbers in proptest::collection::vec(any_number(), 0..60), descending: bool) {
            let rows: Vec<u32> = (0..numbers.len() as u32).rev().collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|&row| {
                let number = numbers[row as usize];
                match number <= NOTHING {
                    true => (1, 0),
                    false => (0, if descending { -i128::from(number) } else { number.into() }),
                }
            });
            prop_assert_eq!(by_amount(&rows, descending, &numbers, NOTHING), expected);
        }

        #[test]
        fn orders_are_stable_and_put_missing_last(cells in proptest::collection::vec(0u16..6, 0..200), ranks in proptest::collection::vec(prop_oneof![0..4u32, Just(MISSING)], 6), descending: bool) {
            let rows: Vec<u32> = (0..cells.len() as u32).collect();
            let order = by_code(&rows, &Codes::Narrow(cells.clone()), &ranks, descending);
            let mut expected = rows.clone();
            expected.sort_by_key(|&row| match ranks[usize::from(cells[row as usize])] {
                MISSING => 9,
                rank if descending => 4 - rank,
                rank => rank,
            });
            prop_assert_eq!(order, expected);
        }
    }
}

//! Which rows of the shown order are selected, as ranges of places.

/// Selected places in the shown order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    // Sorted, neither touching nor overlapping; both ends are selected.
    ranges: Vec<(u32, u32)>,
    // Where a range that Shift extends began.
    anchor: Option<u32>,
}

impl Selection {
    /// The selected ranges in order, both ends included.
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// How many rows are selected.
    pub fn len(&self) -> u32 {
        self.ranges
            .iter()
            .map(|(first, last)| last - first + 1)
            .sum()
    }

    /// Whether no row is selected.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether the row at this place is selected.
    pub fn contains(&self, place: u32) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= place);
        after > 0 && self.ranges[after - 1].1 >= place
    }

    /// Selects or deselects one row, which later extensions start from.
    pub fn toggle(&mut self, place: u32) {
        if self.contains(place) {
            self.remove(place);
        } else {
            self.add(place);
        }
        self.anchor = Some(place);
    }

    /// Selects exactly the rows from where the selection was begun to this one.
    pub fn extend_to(&mut self, from: u32, place: u32) {
        let anchor = *self.anchor.get_or_insert(from);
        self.ranges = vec![(anchor.min(place), anchor.max(place))];
    }

    /// Selects all rows of the result.
    pub fn all(&mut self, total: u32) {
        self.ranges = if total == 0 {
            vec![]
        } else {
            vec![(0, total - 1)]
        };
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Selection::default();
    }

    // Adds a row that is not selected.
    fn add(&mut self, place: u32) {
        let at = self.ranges.partition_point(|(first, _)| *first < place);
        let mut range = (place, place);
        if self
            .ranges
            .get(at)
            .is_some_and(|(first, _)| *first == place + 1)
        {
            range.1 = self.ranges.remove(at).1;
        }
        if at > 0 && self.ranges[at - 1].1 + 1 == place {
            self.ranges[at - 1].1 = range.1;
        } else {
            self.ranges.insert(at, range);
        }
    }

    fn remove(&mut self, place: u32) {
        let mut kept = Vec::with_capacity(self.ranges.len() + 1);
        for (first, last) in self.ranges.drain(..) {
            if place < first || place > last {
                kept.push((first, last));
                continue;
            }
            if first < place {
                kept.push((first, place - 1));
            }
            if place < last {
                kept.push((place + 1, last));
            }
        }
        self.ranges = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toggling_merges_and_splits_ranges() {
        let mut selection = Selection::default();
        for place in [4, 6, 5, 9] {
            selection.toggle(place);
        }
        assert_eq!(selection.ranges(), [(4, 6), (9, 9)]);
        selection.toggle(5);
        assert_eq!(selection.ranges(), [(4, 4), (6, 6), (9, 9)]);
        assert_eq!(selection.len(), 3);
    }

    #[test]
    fn extending_starts_where_the_selection_was_begun() {
        let mut selection = Selection::default();
        selection.toggle(5);
        selection.extend_to(5, 8);
        assert_eq!(selection.ranges(), [(5, 8)]);
        selection.extend_to(8, 2);
        assert_eq!(selection.ranges(), [(2, 5)]);
    }

    #[test]
    fn all_rows_of_an_empty_result_are_none() {
        let mut selection = Selection::default();
        selection.all(0);
        assert!(selection.is_empty());
        selection.all(3);
        assert!(selection.contains(2) && !selection.contains(3));
    }
}

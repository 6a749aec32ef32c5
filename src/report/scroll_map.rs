//! Which rows are in sight: a scrollbar of limited height mapped to any number of rows.
//!
//! Browsers cap the height of an element near 33 million pixels, 1,000,000 rows want more. So the
//! scrolled element is never higher than [`TALLEST`], and what is in sight is kept here as a place
//! in a list of full height: small movements of the scrollbar move the list as many pixels, large
//! ones (a dragged thumb) go to the same part of the list.

/// Height the scrolled element never exceeds, in pixels; some browsers allow less than Chromium.
pub const TALLEST: f64 = 8_000_000.0;

/// Sizes that decide which rows are in sight, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScrollMap {
    /// Rows of the list.
    pub total: u32,
    /// Height of a row.
    pub row: f64,
    /// Height of the view without its header.
    pub view: f64,
}

/// Rows in sight and how far the first is scrolled away.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct InSight {
    /// Place of the first row in sight.
    pub first: u32,
    /// How many rows are in sight, the cut ones included.
    pub n_rows: u32,
    /// Pixels of the first row above the edge.
    pub offset: f64,
}

impl ScrollMap {
    /// Height of the scrolled element.
    pub fn height(&self) -> f64 {
        self.full_height().min(TALLEST).max(self.view)
    }

    /// The furthest place the list can be scrolled to.
    pub fn end(&self) -> f64 {
        (self.full_height() - self.view).max(0.0)
    }

    /// Where the list stands when the scrollbar moves from one place to another.
    pub fn moved(&self, top: f64, from: f64, to: f64) -> f64 {
        let by = to - from;
        if self.is_scaled() && by.abs() > self.view * 1.5 {
            return self.clamp(to * self.scale());
        }
        if self.is_scaled() {
            return self.clamp(top + by);
        }
        self.clamp(to)
    }

    /// Where the scrollbar stands when the list stands here.
    pub fn scrollbar(&self, top: f64) -> f64 {
        if self.is_scaled() {
            self.clamp(top) / self.scale()
        } else {
            self.clamp(top)
        }
    }

    /// Whether the scrollbar moves less than the list.
    pub fn is_scaled(&self) -> bool {
        self.full_height() > TALLEST
    }

    /// The rows in sight when the list stands here.
    pub fn in_sight(&self, top: f64) -> InSight {
        if self.total == 0 || self.row <= 0.0 {
            return InSight::default();
        }
        let top = self.clamp(top);
        let first = ((top / self.row) as u32).min(self.total - 1);
        let last = ((top + self.view) / self.row).ceil() as u32;
        InSight {
            first,
            n_rows: last.min(self.total).max(first + 1) - first,
            offset: top - f64::from(first) * self.row,
        }
    }

    /// Where the list has to stand so that this row is wholly in sight, moved as little as possible.
    pub fn revealing(&self, top: f64, row: u32) -> f64 {
        let above = f64::from(row) * self.row;
        let below = above + self.row - self.view;
        self.clamp(top.min(above).max(below.min(above)))
    }

    /// Whole rows a view holds: what PageUp and PageDown move by.
    pub fn page(&self) -> u32 {
        ((self.view / self.row.max(1.0)) as u32).max(2) - 1
    }

    fn full_height(&self) -> f64 {
        f64::from(self.total) * self.row
    }

    fn scale(&self) -> f64 {
        self.end() / (self.height() - self.view).max(1.0)
    }

    fn clamp(&self, top: f64) -> f64 {
        top.clamp(0.0, self.end())
    }
}

/// The rows to ask for so that those in sight and some around them are there.
///
/// `None` while the rows held, `[first, first + n_rows)`, reach far enough.
pub fn band_to_fetch(
    in_sight: InSight,
    total: u32,
    held: Option<(u32, u32)>,
) -> Option<(u32, u32)> {
    if total == 0 {
        return None;
    }
    let margin = in_sight.n_rows.max(10);
    let end = in_sight.first + in_sight.n_rows;
    if let Some((first, n_rows)) = held {
        let reaches_up = first <= in_sight.first.saturating_sub(margin);
        let reaches_down = first + n_rows >= (end + margin).min(total);
        if reaches_up && reaches_down {
            return None;
        }
    }
    let first = in_sight.first.saturating_sub(3 * margin);
    Some((first, in_sight.n_rows + 6 * margin))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLION: ScrollMap = ScrollMap {
        total: 1_000_000,
        row: 32.0,
        view: 600.0,
    };
    const FEW: ScrollMap = ScrollMap {
        total: 100,
        row: 32.0,
        view: 600.0,
    };

    #[test]
    fn the_scrolled_element_is_never_too_high() {
        assert_eq!(MILLION.height(), TALLEST);
        assert_eq!(FEW.height(), 3200.0);
        assert_eq!(ScrollMap { total: 3, ..FEW }.height(), 600.0);
    }

    #[test]
    fn the_last_row_is_reached() {
        let top = MILLION.moved(0.0, 0.0, MILLION.height() - MILLION.view);
        let sight = MILLION.in_sight(top);
        assert_eq!(sight.first + sight.n_rows, 1_000_000);
    }

    #[test]
    fn a_notch_of_the_wheel_moves_the_same_few_rows_in_any_list() {
        let top = MILLION.moved(
            16_000_000.0,
            MILLION.scrollbar(16_000_000.0),
            MILLION.scrollbar(16_000_000.0) + 100.0,
        );
        assert_eq!(top, 16_000_100.0);
        assert_eq!(FEW.moved(320.0, 320.0, 420.0), 420.0);
    }

    #[test]
    fn a_dragged_thumb_goes_to_the_same_part_of_the_list() {
        let middle = (MILLION.height() - MILLION.view) / 2.0;
        let top = MILLION.moved(0.0, 0.0, middle);
        assert!((top - MILLION.end() / 2.0).abs() < 1.0);
        assert!((MILLION.scrollbar(top) - middle).abs() < 1.0);
    }

    #[test]
    fn a_row_is_revealed_with_the_least_movement() {
        assert_eq!(FEW.revealing(0.0, 3), 0.0);
        assert_eq!(FEW.revealing(320.0, 3), 96.0);
        assert_eq!(FEW.revealing(0.0, 50), 50.0 * 32.0 + 32.0 - 600.0);
        assert_eq!(FEW.revealing(0.0, 99), FEW.end());
    }

    #[test]
    fn cut_rows_are_in_sight() {
        let sight = FEW.in_sight(40.0);
        assert_eq!(
            sight,
            InSight {
                first: 1,
                n_rows: 19,
                offset: 8.0
            }
        );
        assert_eq!(
            ScrollMap { total: 0, ..FEW }.in_sight(0.0),
            InSight::default()
        );
    }

    #[test]
    fn rows_are_asked_for_before_they_are_seen() {
        let sight = InSight {
            first: 100,
            n_rows: 20,
            offset: 0.0,
        };
        assert_eq!(band_to_fetch(sight, 1000, None), Some((40, 140)));
        assert_eq!(band_to_fetch(sight, 1000, Some((40, 140))), None);
        assert_eq!(band_to_fetch(sight, 1000, Some((90, 140))), Some((40, 140)));
        assert_eq!(band_to_fetch(sight, 120, Some((40, 80))), None);
        assert_eq!(band_to_fetch(InSight::default(), 0, Some((40, 0))), None);
    }
}

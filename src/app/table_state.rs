//! What is done with the table at the moment: a column that is dragged, the room there is, commands used.

use super::slot::{Kept, Slot};

/// What is done with the table at the moment; what was chosen of it is in the query.
#[derive(Clone, Copy)]
pub struct Table {
    /// The column whose edge or header is dragged.
    pub drag: Slot<Option<Drag>>,
    /// Whether the click that follows is the end of a drag.
    pub is_dragged: Kept<bool>,
    /// Width of the grid in CSS pixels.
    pub room: Slot<f64>,
    /// Commands of the palette that were used, the newest first.
    pub used: Kept<Vec<String>>,
}

/// A column that is dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drag {
    /// Its id.
    pub column: &'static str,
    /// Its place among the visible ones.
    pub at: u32,
    /// Where the drag began, from the left.
    pub from: f64,
    /// What is dragged.
    pub part: Part,
}

/// What is dragged of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Its edge: the width before and now.
    Edge(u32, u32),
    /// Its header: the gap between columns where it would go, once it has left its place.
    Header(Option<u32>),
}

impl Table {
    /// Nothing is done yet.
    pub fn new() -> Table {
        Table {
            drag: Slot::new(None),
            is_dragged: Kept::new(false),
            room: Slot::new(0.0),
            used: Kept::new(Vec::new()),
        }
    }
}

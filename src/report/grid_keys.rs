//! What a key does in the grid, after the W3C grid pattern and Excel (M13, D20).

/// A pressed key; `ctrl` is the command key on a Mac.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pressed<'a> {
    /// The browser's name of the key.
    pub key: &'a str,
    /// Control or command is held.
    pub ctrl: bool,
    /// Shift is held.
    pub shift: bool,
    /// Alt is held.
    pub alt: bool,
}

/// A cell of the grid: `row` is `None` in the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Place of the row in the shown order.
    pub row: Option<u32>,
    /// Place of the column among the visible ones.
    pub column: u32,
}

/// How large the grid is.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Rows of the result.
    pub rows: u32,
    /// Visible columns.
    pub columns: u32,
    /// Rows that PageUp and PageDown move by.
    pub page: u32,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Focus goes to this cell.
    Go(Place),
    /// Focus goes to this row and the selection reaches to it.
    Extend(Place),
    /// The row's details open.
    Open,
    /// The column becomes the order; added to the order when it holds true.
    Sort(bool),
    /// The column's menu opens.
    Menu,
    /// The column moves by one place.
    MoveColumn(i32),
    /// The column becomes wider or, below zero, narrower by so many pixels.
    ResizeColumn(i32),
    /// The row is selected or deselected.
    Toggle,
    /// The selection reaches to the focused row.
    ExtendHere,
    /// All rows of the result are selected.
    SelectAll,
    /// The selected rows are copied.
    Copy,
    /// The logon names of the selected rows are copied.
    CopyLogonNames,
    /// The suggestion of the row is accepted, or what was accepted is taken back: under *Matching* only.
    Accept,
    /// Selection and details go away.
    Escape,
}

/// A column becomes wider or narrower by so many pixels with a key.
pub const RESIZED_PX: i32 = 16;

/// What the key does at this cell; `None` leaves it to the browser.
pub fn action(pressed: Pressed, at: Place, extent: Extent) -> Option<Action> {
    if pressed.alt {
        return match (pressed.key, at.row) {
            ("ArrowLeft", None) if pressed.shift => Some(Action::ResizeColumn(-RESIZED_PX)),
            ("ArrowRight", None) if pressed.shift => Some(Action::ResizeColumn(RESIZED_PX)),
            ("ArrowLeft", None) => Some(Action::MoveColumn(-1)),
            ("ArrowRight", None) => Some(Action::MoveColumn(1)),
            ("ArrowDown", None) => Some(Action::Menu),
            _ => None,
        };
    }
    if let Some(place) = moved(pressed, at, extent) {
        let extends = pressed.shift && place.row.is_some() && at.row.is_some();
        return Some(if extends && place.row != at.row {
            Action::Extend(place)
        } else {
            Action::Go(place)
        });
    }
    match (pressed.key, at.row) {
        ("Enter", None) => Some(Action::Sort(pressed.shift)),
        (" ", None) => Some(Action::Sort(pressed.shift)),
        ("F2" | "ContextMenu", None) => Some(Action::Menu),
        ("Enter" | "F2", Some(_)) => Some(Action::Open),
        (" ", Some(_)) if pressed.shift => Some(Action::ExtendHere),
        (" ", Some(_)) => Some(Action::Toggle),
        ("a" | "A", _) if pressed.ctrl => Some(Action::SelectAll),
        ("c" | "C", _) if pressed.ctrl && pressed.shift => Some(Action::CopyLogonNames),
        ("c" | "C", _) if pressed.ctrl => Some(Action::Copy),
        ("a" | "A", Some(_)) => Some(Action::Accept),
        ("Escape", _) => Some(Action::Escape),
        _ => None,
    }
}

fn moved(pressed: Pressed, at: Place, extent: Extent) -> Option<Place> {
    let last_row = extent.rows.checked_sub(1);
    let last_column = extent.columns.saturating_sub(1);
    let up = |by: u32| at.row.and_then(|row| row.checked_sub(by));
    let down = |by: u32| match at.row {
        Some(row) => last_row.map(|last| row.saturating_add(by).min(last)),
        None => last_row.map(|last| (by - 1).min(last)),
    };
    let (row, column) = match (pressed.key, pressed.ctrl) {
        ("ArrowLeft", false) => (at.row, at.column.saturating_sub(1)),
        ("ArrowRight", false) => (at.row, (at.column + 1).min(last_column)),
        ("ArrowUp", false) => (up(1), at.column),
        ("ArrowDown", false) => (down(1), at.column),
        ("PageUp", false) => (at.row.map(|row| row.saturating_sub(extent.page)), at.column),
        ("PageDown", false) => (down(extent.page), at.column),
        ("Home", false) | ("ArrowLeft", true) => (at.row, 0),
        ("End", false) | ("ArrowRight", true) => (at.row, last_column),
        ("ArrowUp", true) => (last_row.map(|_| 0), at.column),
        ("ArrowDown", true) => (last_row, at.column),
        ("Home", true) => (last_row.map(|_| 0), 0),
        ("End", true) => (last_row, last_column),
        _ => return None,
    };
    Some(Place { row, column })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent {
        rows: 100,
        columns: 5,
        page: 10,
    };

    #[track_caller]
    fn case(keys: &str, at: (Option<u32>, u32), expected: Option<Action>) {
        let pressed = Pressed {
            key: keys.rsplit_once('+').map_or(keys, |(_, key)| key),
            ctrl: keys.contains("Ctrl+"),
            shift: keys.contains("Shift+"),
            alt: keys.contains("Alt+"),
        };
        let at = Place {
            row: at.0,
            column: at.1,
        };
        assert_eq!(action(pressed, at, EXTENT), expected, "{keys}");
    }

    fn go(row: Option<u32>, column: u32) -> Option<Action> {
        Some(Action::Go(Place { row, column }))
    }

    #[test]
    fn arrows_stop_at_the_edges() {
        case("ArrowRight", (Some(3), 4), go(Some(3), 4));
        case("ArrowLeft", (Some(3), 0), go(Some(3), 0));
        case("ArrowDown", (Some(99), 1), go(Some(99), 1));
        case("ArrowUp", (Some(0), 1), go(None, 1));
        case("ArrowUp", (None, 1), go(None, 1));
        case("ArrowDown", (None, 1), go(Some(0), 1));
    }

    #[test]
    fn pages_and_edges_are_reached_in_one_press() {
        case("PageDown", (Some(95), 2), go(Some(99), 2));
        case("PageUp", (Some(3), 2), go(Some(0), 2));
        case("Home", (Some(3), 2), go(Some(3), 0));
        case("End", (None, 2), go(None, 4));
        case("Ctrl+Home", (Some(3), 2), go(Some(0), 0));
        case("Ctrl+End", (Some(3), 2), go(Some(99), 4));
        case("Ctrl+ArrowDown", (Some(3), 2), go(Some(99), 2));
    }

    #[test]
    fn a_row_opens_and_a_header_sorts() {
        case("Enter", (Some(3), 2), Some(Action::Open));
        case("Enter", (None, 2), Some(Action::Sort(false)));
        case("Shift+Enter", (None, 2), Some(Action::Sort(true)));
        case("F2", (None, 2), Some(Action::Menu));
        case("Alt+ArrowRight", (None, 2), Some(Action::MoveColumn(1)));
        case("Alt+ArrowRight", (Some(1), 2), None);
    }

    #[test]
    fn shift_makes_a_column_wider_instead_of_moving_it() {
        case(
            "Alt+Shift+ArrowRight",
            (None, 2),
            Some(Action::ResizeColumn(16)),
        );
        case(
            "Alt+Shift+ArrowLeft",
            (None, 2),
            Some(Action::ResizeColumn(-16)),
        );
        case("Alt+Shift+ArrowLeft", (Some(1), 2), None);
    }

    #[test]
    fn rows_are_selected_and_copied_as_in_a_spreadsheet() {
        let next = Place {
            row: Some(4),
            column: 2,
        };
        case("Shift+ArrowDown", (Some(3), 2), Some(Action::Extend(next)));
        case(" ", (Some(3), 2), Some(Action::Toggle));
        case("Ctrl+a", (Some(3), 2), Some(Action::SelectAll));
        case("Ctrl+c", (Some(3), 2), Some(Action::Copy));
        case("Ctrl+Shift+C", (Some(3), 2), Some(Action::CopyLogonNames));
        case("c", (Some(3), 2), None);
        case("a", (Some(3), 2), Some(Action::Accept));
        case("a", (None, 2), None);
    }

    #[test]
    fn an_empty_result_keeps_the_focus_in_the_header() {
        let extent = Extent { rows: 0, ..EXTENT };
        let pressed = Pressed {
            key: "ArrowDown",
            ..Pressed::default()
        };
        let at = Place {
            row: None,
            column: 1,
        };
        assert_eq!(action(pressed, at, extent), Some(Action::Go(at)));
    }
}

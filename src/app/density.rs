//! How high rows are.

use crate::browser::{dom, storage};
use crate::report::words::screen::density as said;

/// How high rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// As many rows as can be read.
    Compact,
    /// The usual.
    #[default]
    Usual,
    /// For fingers.
    Roomy,
}

impl Density {
    /// All of them, for a choice.
    pub const ALL: [Density; 3] = [Density::Compact, Density::Usual, Density::Roomy];

    /// The name style sheets and the browser's storage know it by.
    pub fn name(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Usual => "usual",
            Density::Roomy => "roomy",
        }
    }

    /// The word on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Density::Compact => said::COMPACT_ROWS,
            Density::Usual => said::NORMAL_ROWS,
            Density::Roomy => said::ROOMY_ROWS,
        }
    }

    /// The density of this name.
    pub fn named(name: &str) -> Density {
        let mut all = Density::ALL.into_iter();
        all.find(|density| density.name() == name)
            .unwrap_or_default()
    }

    /// The one that was chosen before.
    pub fn kept() -> Density {
        Density::named(&storage::kept("density").unwrap_or_default())
    }

    /// Keeps the choice and tells the style sheets.
    pub fn apply(self) {
        dom::set_page_state("data-density", self.name());
        storage::keep("density", self.name());
    }

    /// The style sheet's `--row-height`: of a row or, where columns do not fit, of a card.
    pub fn row_px(self, is_cards: bool) -> f64 {
        match (self, is_cards) {
            (Density::Compact, false) => 24.0,
            (Density::Usual, false) => 32.0,
            (Density::Roomy, false) => 44.0,
            (Density::Compact, true) => 56.0,
            (Density::Usual, true) => 64.0,
            (Density::Roomy, true) => 80.0,
        }
    }
}

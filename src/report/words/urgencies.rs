//! Urgencies and stages: their words, shapes and meanings (M13).

/// How an urgency is told: by a word, a shape and a sentence; its colour comes on top.
#[derive(Debug, PartialEq, Eq)]
pub struct UrgencyWord {
    /// Kebab-case name, as `values` of a report spells it.
    pub name: &'static str,
    /// The word on the screen.
    pub title: &'static str,
    /// Outline of its shape in a square of 16, as SVG writes paths.
    pub shape: &'static str,
    /// What it asks of the reader.
    pub meaning: &'static str,
}

/// Every urgency, in the order in which someone has to look at them.
pub const URGENCIES: &[UrgencyWord] = &[
    UrgencyWord {
        name: "unclear",
        title: "Unclear",
        shape: "M8 1l7 7-7 7-7-7zM7.2 9.4h1.6V9c0-.5.3-.8.9-1.3.7-.5 1.2-1.1 1.2-2C10.9 4.5 9.8 3.6 8 3.6c-1.4 0-2.5.7-2.9 1.8l1.5.6c.2-.5.6-.8 1.3-.8.7 0 1.2.3 1.2.8 0 .4-.2.6-.8 1-.7.5-1.1 1-1.1 1.9zm0 2.7h1.6v-1.6H7.2z",
        meaning: "no usable date: find out by hand, treat as urgent until then",
    },
    UrgencyWord {
        name: "late",
        title: "Late",
        shape: "M5 1h6l4 4v6l-4 4H5l-4-4V5zM7.1 4v5h1.8V4zm0 6.3v1.8h1.8v-1.8z",
        meaning: "past the last safe working day: act now and by phone",
    },
    UrgencyWord {
        name: "imminent",
        title: "Imminent",
        shape: "M8 1l7.5 14H.5zM7.2 6v4.5h1.6V6zm0 5.7v1.6h1.6v-1.6z",
        meaning: "the last safe working day is at most a week away, or as the policy has it",
    },
    UrgencyWord {
        name: "soon",
        title: "Soon",
        shape: "M8 2l6.8 12H1.2zM8 5.8L4.3 12.3h7.4z",
        meaning: "the last safe working day is one to two weeks away, or as the policy has it",
    },
    UrgencyWord {
        name: "watch",
        title: "Watch",
        shape: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
        meaning: "the last safe working day is two to four weeks away, or as the policy has it",
    },
    UrgencyWord {
        name: "none",
        title: "None",
        shape: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8z",
        meaning: "nobody has to act yet",
    },
    UrgencyWord {
        name: "recovery",
        title: "Recovery",
        shape: "M2 3v4.5h4.5L4.8 5.8a4.4 4.4 0 1 1-1 4.6l-1.6.6A6.1 6.1 0 1 0 3.6 4.6z",
        meaning: "deprovisioned; the old mailbox can still be reattached",
    },
    UrgencyWord {
        name: "recovery-late",
        title: "Recovery late",
        shape: "M2 3v4.5h4.5L4.8 5.8a4.4 4.4 0 1 1-1 4.6l-1.6.6A6.1 6.1 0 1 0 3.6 4.6zM7.3 5.5v3.6h1.5V5.5zm0 4.4v1.5h1.5V9.9z",
        meaning: "deprovisioned; reattaching may not fit any more",
    },
    UrgencyWord {
        name: "lost",
        title: "Lost",
        shape: "M3.4 2L8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z",
        meaning: "past the end of recovery: gone for good",
    },
];

/// The urgency with this name.
pub fn urgency(name: &str) -> Option<&'static UrgencyWord> {
    URGENCIES.iter().find(|urgency| urgency.name == name)
}

/// The word for a stage's kebab-case name.
pub fn stage(name: &str) -> &'static str {
    match name {
        "active" => "Active",
        "flagged" => "Flagged, still works",
        "disabled" => "Disabled",
        "deprovisioned" => "Deprovisioned",
        "deleted" => "Deleted",
        _ => "Unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::urgency::Urgency;
    use std::collections::BTreeSet;

    #[test]
    fn every_urgency_has_its_own_word_and_shape() {
        let mut shapes = BTreeSet::new();
        for known in Urgency::ALL {
            let word = urgency(known.name()).unwrap_or_else(|| panic!("{known:?}"));
            assert_eq!(word.title.to_lowercase().replace(' ', "-"), known.name());
            assert!(shapes.insert(word.shape), "{}", word.name);
        }
        assert_eq!(URGENCIES.len(), Urgency::ALL.len());
    }
}

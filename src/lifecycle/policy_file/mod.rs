//! A policy as data: its lines by key, its file, and the difference that a link carries
//! (domain 2.2 `PolicyProfile`, documented in `docs/policy.md`).

pub mod check;
pub mod difference;
pub mod edit;
pub mod kinds;
pub mod lines;
pub mod maps;
pub mod read;
pub mod steps;
pub mod write;

#[cfg(test)]
mod tests;

pub use difference::{choice_of, resolve};

/// Why a line of a policy is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key, as the file writes it with dots between: `calendar.weekdays`.
    pub key: String,
    /// What was expected and what was found, or what does not fit together.
    pub sentence: String,
}

impl Refusal {
    fn new(key: impl Into<String>, sentence: impl Into<String>) -> Refusal {
        Refusal {
            key: key.into(),
            sentence: sentence.into(),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, text: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(text, "policy line `{}`: {}", self.key, self.sentence)
    }
}

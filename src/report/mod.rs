//! What is shown, and as what text.

pub mod definition;
pub mod query;
pub mod view;

//! What is shown, and as what text.

pub mod account;
pub mod cells;
pub mod dataset;
pub mod definition;
pub mod findings;
pub mod query;
pub mod run;
pub mod select;
pub mod summary;
pub mod view;

pub use dataset::Dataset;

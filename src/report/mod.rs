//! What is shown, and as what text.

pub mod choose;
pub mod column_width;
pub mod definition;
pub mod empty;
pub mod grid_keys;
pub mod query;
pub mod scroll_map;
pub mod selection;
pub mod view;
pub mod week_chart;
pub mod words;

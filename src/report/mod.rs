//! What is shown, and as what text.

// Which rows, in what order, as what cells.
pub mod account;
pub mod across;
pub mod cells;
pub mod dataset;
pub mod decisions;
pub mod definition;
pub mod facts;
pub mod findings;
pub mod groups;
pub mod lists;
pub mod matching;
pub mod older_files;
pub mod older_rows;
pub mod other_order;
pub mod pivot;
pub mod policy_view;
pub mod policy_words;
pub mod query;
pub mod run;
pub mod select;
pub mod summary;
pub mod tabular;
pub mod ticket;
pub mod todo;
pub mod values;
pub mod view;
pub mod waiting;
pub mod weeks;
pub mod what_if;

// What the screen reads and computes without a browser.
pub mod calendar;
pub mod choose;
pub mod clause;
pub mod column_width;
pub mod empty;
pub mod exports;
pub mod filter_builder;
pub mod grid_keys;
pub mod hand_out;
pub mod hand_over;
pub mod history;
pub mod layout;
pub mod palette;
pub mod scroll_map;
pub mod selection;
pub mod timeline;
pub mod views;
pub mod week_chart;
pub mod words;

pub use dataset::Dataset;

//! What is done for every row or cell, for any room: compiled for speed, where all else is compiled for the size of
//! the download.
//!
//! Generic code is compiled where it is used. So what counts here are plain functions over plain columns:
//! a loop over all rows stands in them whole, or they are called once a row.

// A table's columns and sets of rows, and orders of these.
pub mod column;
pub mod gather;
pub mod rank;
pub mod row_set;

// Cells on their way from a file into columns.
pub mod guard;
pub mod odd;
pub mod plain;
pub mod record;
pub mod signs;

// Keys, and the accounts that they mean.
pub mod hash;
pub mod index;
pub mod key;
pub mod names;

mod address;
mod bytes;
mod places;

pub use column::{Column, DictColumn, TextColumn};
pub use row_set::RowSet;

//! What is done for every row or cell: the part of the room `table` that is compiled for speed, where all else
//! is compiled for the size of the download.
//!
//! Generic code is compiled where it is used. So what counts here are plain functions over plain columns:
//! a loop over all rows stands in them whole, or they are called once a row.

pub mod address;
pub mod bytes;
pub mod column;
pub mod gather;
pub mod guard;
pub mod hash;
pub mod index;
pub mod key;
pub mod names;
pub mod odd;
pub mod places;
pub mod plain;
pub mod rank;
pub mod record;
pub mod row_set;

pub use column::{Column, DictColumn, TextColumn};
pub use row_set::RowSet;

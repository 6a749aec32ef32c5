//! See the house plan in `lib.rs`.

pub mod cell;

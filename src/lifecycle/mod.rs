//! See the house plan in `lib.rs`.

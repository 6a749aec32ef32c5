//! Rows to the bytes of a file.

pub mod clipboard;
pub mod csv;
pub mod guard;

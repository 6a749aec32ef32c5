//! Rows to the bytes of a file.

pub mod calendar;
pub mod clipboard;
pub mod csv;
pub mod guard;
pub mod ics;
pub mod sha256;

//! Rows to the bytes of a file.

pub mod about;
pub mod base64;
pub mod calendar;
pub mod cell;
pub mod clipboard;
pub mod csv;
pub mod file;
pub mod groups;
pub mod guard;
pub mod html;
pub mod ics;
pub mod json;
pub mod mail;
pub mod page;
pub mod sha256;
pub mod xlsx;
pub mod zip;

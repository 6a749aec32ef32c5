//! An export, or pasted text, to a table and its issues.

pub mod csv;
pub mod scan;

//! An export, or pasted text, to a table and its issues.

pub mod cell;
pub mod cloud_control;
pub mod concealed;
pub mod content;
pub mod csv;
pub mod customers;
pub mod encoding;
pub mod enrollment;
pub mod foreign_format;
pub mod graph;
pub mod guid;
pub mod head;
pub mod instant;
pub mod intake;
pub mod issue;
pub mod kinds;
pub mod month;
pub mod named_day;
pub mod names;
pub mod number;
pub mod recognise;
pub mod review;
pub mod role;
pub mod scan;
pub mod source;
pub mod union;
pub mod zone;

pub use intake::{Intake, Step};
pub use source::{Ingested, Kind, Source};

// It is asked for every cell.
pub use quick::guard;

//! An export, or pasted text, to a table and its issues.

pub mod cell;
pub mod cloud_control;
pub mod csv;
pub mod encoding;
pub mod enrollment;
pub mod head;
pub mod intake;
pub mod instant;
pub mod issue;
pub mod names;
pub mod number;
pub mod recognise;
pub mod scan;
pub mod source;
pub mod zone;

pub use intake::{Intake, Step};
pub use source::{Ingested, Kind, Source};

//! Answers of Microsoft Graph saved as JSON, read as a table of flattened columns (F1 to F32, 2.10).
//!
//! The text is read once, piece by piece, and written anew as CSV: a row a record, a column a
//! property, `signInActivity.lastSignInDateTime` where it lies within another. What follows is the
//! way of every other export; only the places of its rows are those in the JSON file.

mod cells;
mod json;
mod kind;
mod record;
mod rows;
mod stream;

use super::encoding::Encoding;
use super::intake::Step;
use super::kinds::{self, GRAPH_EXPORTS};

/// Reads a JSON file piece by piece.
pub trait Flatten {
    /// Room for the next `n` bytes.
    fn space(&mut self, n: usize) -> &mut [u8];
    /// Takes the first `n` bytes of the last [`Flatten::space`].
    fn filled(&mut self, n: usize);
    /// How many records were read.
    fn n_rows(&self) -> u32;
    /// Takes the end of the file of this name; `said` is what the person answered about it.
    fn finish(self: Box<Self>, name: &str, said: Option<&str>) -> Step;
}

/// Begins to read a JSON file that is written so.
pub type Begin = fn(Encoding) -> Box<dyn Flatten>;

/// Begins to read a JSON file; from now on the kinds of Graph are known.
pub fn begin(encoding: Encoding) -> Box<dyn Flatten> {
    kinds::learn(&GRAPH_EXPORTS);
    Box::new(stream::Stream::new(encoding))
}

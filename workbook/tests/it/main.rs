//! Workbooks in, CSV out: those of other programs, and those made here part by part.

mod harm;
mod made;
mod writers;
mod zip;

//! The rooms, in the order the data walks through them.
//! A room uses only the rooms named above it.

// Letters: which cannot be seen, and their upper and lower case.
pub mod letters;

// A map of few keys.
pub mod small_map;

// JSON as messages and small files use it.
pub mod json;

// A table of columns; knows no account.
pub mod table;

// An export, or pasted text, to a table and its issues.
pub mod ingest;

// Keys normalised, sources joined: one row an account.
pub mod accounts;

// How far an account is on its way out, and by when to act.
pub mod lifecycle;

// What is shown, and as what text.
pub mod report;

// An invented pair of exports, for a first look.
pub mod sample;

// Rows to the bytes of a file.
pub mod export;

// A view, or rows that are taken along, to the text of a link, and back.
pub mod share;

// The whole walk behind Request and Reply.
pub mod engine;

// What is asked of Microsoft Graph, in which order, and what is said of it.
pub mod live;

// Every call to the browser.
#[cfg(target_arch = "wasm32")]
pub mod browser;

// The screen: a component a file.
#[cfg(target_arch = "wasm32")]
pub mod app;

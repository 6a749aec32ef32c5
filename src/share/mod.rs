//! A view of a report as the text of a link, and back (M8, domain 2.11); and rows and names that are taken
//! along on purpose, as the text of a report code, sealed or not (M11).
//!
//! A view is plain JSON here: which report, and what was chosen of it. What it means is known further on.

pub mod base64;
pub mod code;
pub mod dictionary;
pub mod link;
pub mod packed;
pub mod rows;
pub mod sealed;

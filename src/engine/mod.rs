//! The whole walk behind Request and Reply.

pub mod message;

//! Keys normalised, sources joined: one row an account.

pub mod keys;
pub mod logon_name;
pub mod realm;
pub mod roster;

pub use keys::Keys;
pub use roster::{Roster, Side};

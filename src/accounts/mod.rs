//! Keys normalised, sources joined: one row an account.

pub mod concealed;
pub mod damage;
pub mod derived;
pub mod guid;
pub mod keys;
pub mod logon_name;
pub mod lookalike;
pub mod proxies;
pub mod raw_key;
pub mod realm;
pub mod role;
pub mod roster;

pub mod matching;

pub use keys::Keys;
pub use role::Role;
pub use roster::{Roster, Side};

//! Keys normalised, sources joined: one row an account.

pub mod activity;
pub mod backup;
pub mod damage;
pub mod derived;
pub mod directory;
pub mod keys;
pub mod logon_name;
pub mod lookalike;
pub mod matching;
pub mod mfa;
pub mod proxies;
pub mod raw_key;
pub mod realm;
pub mod roster;
pub mod signin;
pub mod sku;
pub mod sku_names;
pub mod tenancy;

pub use keys::Keys;
pub use roster::{MetByOther, OtherKey, Roster, Side};

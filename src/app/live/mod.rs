//! Live mode: the panel in which a person signs in with Microsoft, chooses what Graph is asked for, and sees how far it is.
//!
//! It is in a part of its own (`live`), which only `live.html` names.

mod account;
mod as_person;
mod commands;
mod customers;
mod delivery;
mod desk;
mod doubt;
mod listings;
mod own_mailbox;
mod panel;
mod runs;
mod set_up;
mod shared_file;

pub use desk::begin;
pub use panel::LivePanel;

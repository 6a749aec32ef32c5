//! Answers asked of Microsoft Graph: what may be asked, in which order and how often, and what is said of it.
//!
//! Nothing here sends a request or knows the time: the page does what a [`run::Run`] says, and tells it what
//! came of it. Tokens never come here.

pub mod address;
pub mod catalog;
pub mod challenge;
pub mod cloud;
pub mod config;
pub mod customers;
pub mod gate;
mod instant;
pub mod kept;
mod listings;
pub mod next_link;
pub mod page;
pub mod retry;
pub mod run;
pub mod shared_file;
pub mod sign_in_words;
pub mod subscription;
mod told;
pub mod trouble;
mod why;

//! Messages to their text and back.
//!
//! What serde derives is the largest part of a small download: each record becomes code of its own,
//! several times. So a text is first read into plain JSON values and every record is picked from
//! them by name; and a record is written by walking a list of its parts.

#[macro_use]
mod macros;
pub mod inquiries;
mod messages;
mod parts;
mod queries;
#[cfg(test)]
mod tests;

use super::message::*;
use crate::json::{Json, parse};
pub use crate::lifecycle::calendar::iso_day;
use crate::report::query::Query;

pub use parts::{Read, Write};

/// A reply from its text; `None` for a text that is none.
pub fn reply(text: &str) -> Option<Reply> {
    understood(text)
}

/// How far a load is, from the text of a reply; `None` for any other reply.
///
/// The page's first download knows this reply and a failure, and leaves the others to its later parts.
pub fn progress(text: &str) -> Option<Progress> {
    let json = one_of(text, "Progress")?;
    let mut trouble = false;
    let progress = Progress::read(&json, &mut trouble);
    (!trouble).then_some(progress)
}

/// Why a request failed, from the text of a reply; `None` for any other reply.
pub fn failure(text: &str) -> Option<String> {
    match one_of(text, "Failed")? {
        Json::Text(sentence) => Some(sentence),
        _ => None,
    }
}

/// What the only member of a record holds, if it has this name.
fn one_of(text: &str, name: &str) -> Option<Json> {
    match parse(text)? {
        Json::Record(mut parts) if parts.len() == 1 && parts[0].0 == name => {
            Some(parts.remove(0).1)
        }
        _ => None,
    }
}

/// A request with its number from its text; `None` for a text that is none.
pub fn envelope(text: &str) -> Option<Envelope> {
    understood(text)
}

/// A query from its text; `None` where a part is not understood.
pub fn query(text: &str) -> Option<Query> {
    understood(text)
}

/// A window from its text; `None` where a part is not understood.
pub fn window(text: &str) -> Option<Window> {
    understood(text)
}

/// A question from its text; `None` for a text that is none.
pub fn question(text: &str) -> Option<Question> {
    understood(text)
}

fn understood<T: Read>(text: &str) -> Option<T> {
    let json = parse(text)?;
    let mut trouble = false;
    let value = T::read(&json, &mut trouble);
    (!trouble).then_some(value)
}

/// The text of a message.
pub fn text(message: &impl Write) -> String {
    let mut out = String::new();
    message.write(&mut out);
    out
}

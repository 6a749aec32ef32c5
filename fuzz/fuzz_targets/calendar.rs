//! A calendar file that was saved before: what is read of it is the same once it was written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::export::ics::{At, Calendar, read, write};

/// What is written and not read again, for a later file needs none of it; and a reminder without a rule is no reminder.
fn as_read(calendar: &Calendar) -> Calendar {
    let mut calendar = calendar.clone();
    for event in &mut calendar.events {
        event.alarm = None;
        if let At::Again { minute, .. } = &mut event.at {
            *minute %= 1_440;
        }
    }
    calendar
}

fuzz_target!(|text: &str| {
    // Control letters are not written, as the standard has it, nor tabs within an address; a carriage return alone is
    // the end of a line within a text.
    let unfolded = text.replace("\r\n", "\n").replace("\n\t", "\n ");
    if unfolded.contains(|letter: char| letter.is_control() && letter != '\n') {
        return;
    }
    let Ok(calendar) = read(text) else {
        return;
    };
    let calendar = as_read(&calendar);
    let written = write(&calendar);
    for line in written.split("\r\n") {
        assert!(line.len() <= 75, "{line:?}");
    }
    let again = read(&written).map(|again| as_read(&again));
    assert_eq!(again.as_ref(), Ok(&calendar), "{written}");
});

//! What is put into the person's own calendar or mail, on request: a reminder with the link of a view (D21).

use crate::json::push_text;

/// The permission for a calendar, and for mail.
pub const CALENDAR_SCOPE: &str = "Calendars.ReadWrite";
/// The permission for mail.
pub const MAIL_SCOPE: &str = "Mail.Send";
/// Where an event is put.
pub const EVENTS_PATH: &str = "/v1.0/me/events";
/// Where mail is sent.
pub const MAIL_PATH: &str = "/v1.0/me/sendMail";

/// A reminder of a view: once a week, on the day it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription<'a> {
    /// What the view is called.
    pub title: &'a str,
    /// Its link.
    pub link: &'a str,
    /// The first day: `2026-11-30`.
    pub day: chrono::NaiveDate,
    /// Minutes after midnight; a reminder takes a quarter of an hour.
    pub minute: u32,
    /// The time zone, by its name in the IANA list or of Windows.
    pub zone: &'a str,
}

/// The body of `POST /me/events`: a recurring event without end, without attendees, shown as free.
pub fn event_body(reminder: &Subscription) -> String {
    let end = reminder.minute + 15;
    let mut out = String::from("{\"subject\":");
    push_text(&mut out, &format!("Look at: {}", reminder.title));
    push_words(&mut out, reminder.link);
    for (name, minute) in [("start", reminder.minute), ("end", end)] {
        let day = match minute / 1440 {
            0 => Some(reminder.day),
            _ => reminder.day.succ_opt(),
        };
        out.push_str(&format!(",\"{name}\":{{\"dateTime\":"));
        let (hour, rest) = (minute / 60 % 24, minute % 60);
        push_text(
            &mut out,
            &format!("{}T{hour:02}:{rest:02}:00", day.unwrap_or(reminder.day)),
        );
        out.push_str(",\"timeZone\":");
        push_text(&mut out, reminder.zone);
        out.push('}');
    }
    out.push_str(",\"showAs\":\"free\",\"isReminderOn\":true,\"recurrence\":{\"pattern\":");
    out.push_str(&format!(
        "{{\"type\":\"weekly\",\"interval\":1,\"daysOfWeek\":[\"{}\"]}}",
        weekday(reminder.day)
    ));
    out.push_str(&format!(
        ",\"range\":{{\"type\":\"noEnd\",\"startDate\":\"{}\"}}}}}}",
        reminder.day
    ));
    out
}

/// The body of `POST /me/sendMail`: one mail to the person's own address.
pub fn mail_body(title: &str, link: &str, address: &str) -> String {
    let mut out = String::from("{\"message\":{\"subject\":");
    push_text(&mut out, &format!("Look at: {title}"));
    push_words(&mut out, link);
    out.push_str(",\"toRecipients\":[{\"emailAddress\":{\"address\":");
    push_text(&mut out, address);
    out.push_str("}}]},\"saveToSentItems\":true}");
    out
}

/// What the event or mail says. It is text, not HTML: a title from a link is never markup.
fn push_words(out: &mut String, link: &str) {
    out.push_str(",\"body\":{\"contentType\":\"text\",\"content\":");
    push_text(
        out,
        &format!(
            "Open the view, load this week's exports or sign in, and act on what is due:\n\n{link}"
        ),
    );
    out.push('}');
}

fn weekday(day: chrono::NaiveDate) -> &'static str {
    use chrono::Datelike;
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    days[day.weekday().num_days_from_monday() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn reminder(minute: u32) -> Subscription<'static> {
        Subscription {
            title: "Expiring \"soon\"",
            link: "https://roll.test/live.html#v1.abc",
            day: chrono::NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day"),
            minute,
            zone: "Europe/Berlin",
        }
    }

    #[test]
    fn an_event_comes_again_on_its_day_and_holds_the_link() {
        let event: Value = serde_json::from_str(&event_body(&reminder(8 * 60))).expect("JSON");
        assert_eq!(event["subject"], "Look at: Expiring \"soon\"");
        assert_eq!(
            event["start"],
            json!({"dateTime": "2026-11-30T08:00:00", "timeZone": "Europe/Berlin"})
        );
        assert_eq!(event["end"]["dateTime"], "2026-11-30T08:15:00");
        assert_eq!(
            event["recurrence"],
            json!({
                "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]},
                "range": {"type": "noEnd", "startDate": "2026-11-30"},
            })
        );
        assert!(
            event["body"]["content"]
                .as_str()
                .expect("a text")
                .contains("https://roll.test/live.html#v1.abc")
        );
        assert!(event.get("attendees").is_none());
    }

    #[test]
    fn an_event_before_midnight_ends_on_the_next_day() {
        let event: Value = serde_json::from_str(&event_body(&reminder(1430))).expect("JSON");
        assert_eq!(event["end"]["dateTime"], "2026-12-01T00:05:00");
        assert_eq!(
            event["recurrence"]["pattern"],
            json!({"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]})
        );
    }

    proptest! {
        #[test]
        fn whatever_a_view_is_called_the_mail_is_text(title: String, address: String) {
            let mail: Value = serde_json::from_str(&mail_body(&title, "https://roll.test/#a", &address)).expect("JSON");
            let subject = format!("Look at: {title}");
            prop_assert_eq!(mail["message"]["subject"].as_str(), Some(subject.as_str()));
            prop_assert_eq!(mail["message"]["toRecipients"][0]["emailAddress"]["address"].as_str(), Some(address.as_str()));
            prop_assert_eq!(&mail["message"]["body"]["contentType"], "text");
            prop_assert_eq!(&mail["saveToSentItems"], true);
        }
    }
}

//! A calendar file after RFC 5545 (M9): written, and read again as far as this tool wrote it.

use chrono::{Days, NaiveDate};

/// A calendar with its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Its name in the calendar program.
    pub name: String,
    /// What is to be known of it as a whole.
    pub description: String,
    /// When it was made, `20261122T140000Z`: the caller's clock, not ours.
    pub stamp: String,
    /// What hashed names were mixed with, so that a later file hashes alike.
    pub salt: String,
    /// The policy whose id is in the hashes.
    pub policy: String,
    /// The events in order.
    pub events: Vec<Event>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What makes it the same event in a later file.
    pub uid: String,
    /// Grows from file to file: of two events with one uid the calendar keeps the higher one.
    pub sequence: u64,
    /// When it is.
    pub at: At,
    /// Its title.
    pub summary: String,
    /// The text below it, lines apart.
    pub description: String,
    /// An address to open; empty for none.
    pub url: String,
    /// What it is about, a word of this tool.
    pub about: String,
    /// Hashes of the accounts and clocks it stands for.
    pub of: Vec<String>,
    /// Whether it is taken out of the calendar.
    pub is_cancelled: bool,
    /// Minutes from its start to its alarm, negative is before; `None` for no alarm.
    pub alarm: Option<i32>,
}

/// When an event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// All of a day.
    Day(NaiveDate),
    /// Half an hour, again and again, by the clock of whoever looks at it.
    Again {
        /// The first day.
        first: NaiveDate,
        /// When it begins, as minutes after midnight.
        minute: u32,
        /// The rule by which it comes back, such as `FREQ=WEEKLY;BYDAY=MO`.
        rule: String,
    },
}

impl At {
    /// The day, or the first day.
    pub fn day(&self) -> NaiveDate {
        match *self {
            At::Day(day) | At::Again { first: day, .. } => day,
        }
    }
}

/// Who made the file, as every calendar file has to say.
const PRODUCT: &str = "-//Rollcall//Account deadlines//EN";

/// The bytes of the file (domain 2.11).
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", PRODUCT);
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    line(&mut out, "X-WR-CALNAME", &escaped(&calendar.name));
    line(&mut out, "X-WR-CALDESC", &escaped(&calendar.description));
    line(&mut out, "X-ROLLCALL-SALT", &calendar.salt);
    line(&mut out, "X-ROLLCALL-POLICY", &escaped(&calendar.policy));
    for event in &calendar.events {
        write_event(&mut out, event, &calendar.stamp);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn write_event(out: &mut String, event: &Event, stamp: &str) {
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &event.uid);
    line(out, "DTSTAMP", stamp);
    line(out, "SEQUENCE", &event.sequence.to_string());
    match &event.at {
        At::Day(day) => {
            line(out, "DTSTART;VALUE=DATE", &plain(*day));
            // The end of an all-day event is the first day that is no longer part of it.
            let next = day.checked_add_days(Days::new(1)).unwrap_or(*day);
            line(out, "DTEND;VALUE=DATE", &plain(next));
        }
        At::Again {
            first,
            minute,
            rule,
        } => {
            line(out, "DTSTART", &local(*first, *minute));
            line(out, "DURATION", "PT30M");
            line(out, "RRULE", rule);
        }
    }
    let status = match event.is_cancelled {
        true => "CANCELLED",
        false => "CONFIRMED",
    };
    line(out, "STATUS", status);
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "SUMMARY", &escaped(&event.summary));
    if !event.description.is_empty() {
        line(out, "DESCRIPTION", &escaped(&event.description));
    }
    if !event.url.is_empty() {
        line(out, "URL", &of_one_line(&event.url));
    }
    line(out, "CATEGORIES", "Rollcall");
    line(out, "X-ROLLCALL-ABOUT", &event.about);
    if !event.of.is_empty() {
        line(out, "X-ROLLCALL-OF", &event.of.join(","));
    }
    if let Some(minutes) = event.alarm.filter(|_| !event.is_cancelled) {
        line(out, "BEGIN", "VALARM");
        line(out, "ACTION", "DISPLAY");
        line(out, "DESCRIPTION", &escaped(&event.summary));
        line(out, "TRIGGER", &duration(minutes));
        line(out, "END", "VALARM");
    }
    line(out, "END", "VEVENT");
}

/// `20261122`.
fn plain(day: NaiveDate) -> String {
    day.to_string().replace('-', "")
}

/// `20261123T090000`: without a zone, so that nine o'clock is nine o'clock wherever one is.
fn local(day: NaiveDate, minute: u32) -> String {
    format!("{}T{:02}{:02}00", plain(day), minute / 60, minute % 60)
}

/// `-P2DT15H`, from minutes.
fn duration(minutes: i32) -> String {
    let (sign, all) = (if minutes < 0 { "-" } else { "" }, minutes.unsigned_abs());
    let (days, hours, rest) = (all / 1_440, all / 60 % 24, all % 60);
    let mut text = format!("{sign}P");
    if days > 0 {
        text.push_str(&format!("{days}D"));
    }
    if hours + rest > 0 || days == 0 {
        text.push('T');
        if hours > 0 {
            text.push_str(&format!("{hours}H"));
        }
        if rest > 0 || hours == 0 {
            text.push_str(&format!("{rest}M"));
        }
    }
    text
}

/// A text as the standard writes it: `\\`, `\;`, `\,`, `\n`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(letter),
            // No calendar file may hold them.
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

fn of_one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Octets of a line without its end, at most (RFC 5545, 3.1).
const WIDTH: usize = 75;

/// Appends a line; a longer one is folded between letters, never within one.
fn line(out: &mut String, name: &str, value: &str) {
    let mut width = 0;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if width + letter.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(letter);
        width += letter.len_utf8();
    }
    out.push_str("\r\n");
}

/// A calendar file of this tool from its text.
pub fn read(text: &str) -> Result<Calendar, String> {
    let mut calendar = Calendar::default();
    let mut event: Option<Event> = None;
    let mut is_alarm = false;
    for (name, value) in lines(text) {
        match (name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") => event = Some(nothing()),
            ("BEGIN", "VALARM") => is_alarm = true,
            ("END", "VALARM") => is_alarm = false,
            ("END", "VEVENT") => {
                let read = event.take().filter(|event| !event.uid.is_empty());
                calendar.events.extend(read);
            }
            _ if is_alarm => {}
            _ => match &mut event {
                Some(event) => read_line(event, &name, &value),
                None => match name.as_str() {
                    "X-ROLLCALL-SALT" => calendar.salt = value,
                    "X-ROLLCALL-POLICY" => calendar.policy = unescaped(&value),
                    "X-WR-CALNAME" => calendar.name = unescaped(&value),
                    "X-WR-CALDESC" => calendar.description = unescaped(&value),
                    _ => {}
                },
            },
        }
    }
    match calendar.salt.is_empty() {
        false => Ok(calendar),
        true => Err(
            "this is no calendar file that this tool saved: expected a line `X-ROLLCALL-SALT`, but \
             found none; pick the file as it was saved, for a calendar program leaves such lines out"
                .to_string(),
        ),
    }
}

fn nothing() -> Event {
    Event {
        uid: String::new(),
        sequence: 0,
        at: At::Day(NaiveDate::default()),
        summary: String::new(),
        description: String::new(),
        url: String::new(),
        about: String::new(),
        of: Vec::new(),
        is_cancelled: false,
        alarm: None,
    }
}

fn read_line(event: &mut Event, name: &str, value: &str) {
    match name {
        "UID" => event.uid = value.to_string(),
        "SEQUENCE" => event.sequence = value.parse().unwrap_or(0),
        "DTSTART" => {
            let Some((first, minute)) = read_start(value) else {
                return;
            };
            event.at = match (minute, &event.at) {
                (None, _) => At::Day(first),
                (Some(minute), At::Again { rule, .. }) => At::Again {
                    first,
                    minute,
                    rule: rule.clone(),
                },
                (Some(minute), At::Day(_)) => At::Again {
                    first,
                    minute,
                    rule: String::new(),
                },
            };
        }
        "RRULE" => {
            if let At::Again { rule, .. } = &mut event.at {
                *rule = value.to_string();
            }
        }
        "STATUS" => event.is_cancelled = value == "CANCELLED",
        "SUMMARY" => event.summary = unescaped(value),
        "DESCRIPTION" => event.description = unescaped(value),
        "URL" => event.url = value.to_string(),
        "X-ROLLCALL-ABOUT" => event.about = value.to_string(),
        "X-ROLLCALL-OF" => event.of = value.split(',').map(str::to_string).collect(),
        _ => {}
    }
}

/// The day, and the minute where there is one.
fn read_start(value: &str) -> Option<(NaiveDate, Option<u32>)> {
    let number = |from: usize, to: usize| value.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?;
    let minute = || Some(number(9, 11)? * 60 + number(11, 13)?);
    Some((day, minute()))
}

/// Name, without parameters, and value of every line.
fn lines(text: &str) -> Vec<(String, String)> {
    let mut whole: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => whole.push(line.to_string()),
        }
    }
    let parts = whole.iter().filter_map(|line| line.split_once(':'));
    parts
        .map(|(name, value)| {
            let name = name.split(';').next().unwrap_or_default();
            (name.to_ascii_uppercase(), value.to_string())
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn event() -> Event {
        Event {
            uid: "a1@rollcall".to_string(),
            sequence: 7,
            at: At::Day(day("2026-12-31")),
            summary: "1 account is disabled on this day".to_string(),
            description: "Departments: Classics; Law, none.\nC:\\x".to_string(),
            about: "disable_day".to_string(),
            of: vec!["a1".to_string(), "b2".to_string()],
            alarm: Some(-3 * 1_440 + 540),
            ..nothing()
        }
    }

    fn calendar(events: Vec<Event>) -> Calendar {
        Calendar {
            name: "Rollcall".to_string(),
            description: "as of 21 Nov 2026".to_string(),
            stamp: "20261122T140000Z".to_string(),
            salt: "5a17".to_string(),
            policy: "penn-2020".to_string(),
            events,
        }
    }

    // One line a line of the file.
    #[rustfmt::skip]
    #[test]
    fn an_event_of_a_day_is_written_as_the_standard_says() {
        let text = write(&calendar(vec![event()]));
        let expected = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rollcall//Account deadlines//EN", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:Rollcall", "X-WR-CALDESC:as of 21 Nov 2026", "X-ROLLCALL-SALT:5a17",
            "X-ROLLCALL-POLICY:penn-2020",
            "BEGIN:VEVENT", "UID:a1@rollcall", "DTSTAMP:20261122T140000Z", "SEQUENCE:7",
            "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT",
            "SUMMARY:1 account is disabled on this day", "DESCRIPTION:Departments: Classics\\; Law\\, none.\\nC:\\\\x",
            "CATEGORIES:Rollcall", "X-ROLLCALL-ABOUT:disable_day", "X-ROLLCALL-OF:a1,b2",
            "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:1 account is disabled on this day", "TRIGGER:-P2DT15H", "END:VALARM",
            "END:VEVENT", "END:VCALENDAR", "",
        ];
        assert_eq!(text, expected.join("\r\n"));
    }

    #[test]
    fn a_reminder_comes_back_by_a_rule_and_has_no_zone() {
        let again = At::Again {
            first: day("2026-11-23"),
            minute: 9 * 60,
            rule: "FREQ=WEEKLY;BYDAY=MO".to_string(),
        };
        let event = Event {
            at: again,
            url: "https://example.edu/rollcall/".to_string(),
            ..event()
        };
        let text = write(&calendar(vec![event]));
        for line in [
            "DTSTART:20261123T090000\r\n",
            "DURATION:PT30M\r\n",
            "RRULE:FREQ=WEEKLY;BYDAY=MO\r\n",
            "URL:https://example.edu/rollcall/\r\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn what_is_cancelled_says_so_and_rings_no_more() {
        let event = Event {
            is_cancelled: true,
            ..event()
        };
        let text = write(&calendar(vec![event]));
        assert!(text.contains("\r\nSTATUS:CANCELLED\r\n"));
        assert!(!text.contains("VALARM"));
    }

    #[test]
    fn an_alarm_stands_so_many_minutes_from_the_start() {
        #[track_caller]
        fn case(minutes: i32, expected: &str) {
            assert_eq!(duration(minutes), expected);
        }
        case(540, "PT9H");
        case(0, "PT0M");
        case(-900, "-PT15H");
        case(-1_440, "-P1D");
        case(-3_780, "-P2DT15H");
        case(-1_470, "-P1DT30M");
    }

    #[test]
    fn a_file_of_another_program_is_refused_with_what_to_do() {
        let error = read("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").unwrap_err();
        assert!(error.contains("X-ROLLCALL-SALT"), "{error}");
        assert!(read("").is_err());
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_none_cuts_a_letter(text in "[aé漢\u{1f600};,\\\\ \n]{0,200}") {
            let event = Event { summary: text.clone(), description: text, ..event() };
            let file = write(&calendar(vec![event]));
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= 75, "{line}");
                prop_assert!(!line.contains('\n'));
            }
        }

        #[test]
        fn what_is_written_is_read_again(summary in "[aé漢;,:\\\\ \n]{0,90}", description in ".{0,90}", n_of in 0_usize..9, is_cancelled: bool) {
            // Control characters are left out, and every line break becomes one kind.
            let description: String = description.chars().filter(|letter| !letter.is_control()).collect();
            let one = Event {
                summary,
                description,
                is_cancelled,
                of: (0..n_of).map(|n| format!("{n:016x}")).collect(),
                alarm: None,
                ..event()
            };
            let again = At::Again { first: day("2026-11-23"), minute: 545, rule: "FREQ=DAILY".to_string() };
            let sent = calendar(vec![one, Event { uid: "b".to_string(), at: again, alarm: None, ..event() }]);
            let read = read(&write(&sent)).unwrap();
            prop_assert_eq!(read, Calendar { stamp: String::new(), ..sent });
        }
    }
}

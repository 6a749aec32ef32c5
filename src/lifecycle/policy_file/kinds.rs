//! What the value of a policy line may be, in a file and in a control.

use crate::json::Json;

/// The longest text of a line, in letters.
const LONGEST: usize = 400;

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A whole number of some unit.
    Number {
        /// What is counted, such as `days`.
        unit: &'static str,
        /// The least there may be.
        least: u32,
        /// The most there may be.
        most: u32,
    },
    /// One of some words, each with what it means.
    Choice(fn() -> Vec<(&'static str, &'static str)>),
    /// Yes or no.
    YesNo,
    /// A text.
    Text,
    /// A short name of small letters, digits and hyphens.
    Id,
    /// The name of a time zone.
    Zone,
    /// A time of the day, `09:00` to `24:00`.
    Time,
    /// A list of weekdays.
    Weekdays,
}

/// The weekdays as files write them, Monday first, and as the screen does.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "Mon"),
    ("tue", "Tue"),
    ("wed", "Wed"),
    ("thu", "Thu"),
    ("fri", "Fri"),
    ("sat", "Sat"),
    ("sun", "Sun"),
];

impl Kind {
    /// Whether a value is of this kind.
    ///
    /// # Errors
    /// What was expected and what was found.
    pub fn check(self, json: &Json) -> Result<(), String> {
        let is_good = match (self, json) {
            (Kind::Number { least, most, .. }, Json::Number(number)) => {
                (i64::from(least)..=i64::from(most)).contains(number)
            }
            (Kind::Choice(words), Json::Text(text)) => words().iter().any(|(name, _)| name == text),
            (Kind::YesNo, Json::Bool(_)) => true,
            (Kind::Text | Kind::Zone, Json::Text(text)) => text.chars().count() <= LONGEST,
            (Kind::Id, Json::Text(text)) => is_id(text),
            (Kind::Time, Json::Text(text)) => minutes(text).is_some(),
            (Kind::Weekdays, Json::List(items)) => weekdays(items).is_some(),
            _ => false,
        };
        match is_good {
            true => Ok(()),
            false => Err(self.unexpected(json)),
        }
    }

    /// What was expected of a value, and what was found.
    pub fn unexpected(self, json: &Json) -> String {
        format!("expected {}, but found {}", self.expected(), found(json))
    }

    /// What a control holds, as a value of this kind; a text that cannot be one stays a text.
    pub fn of_control(self, text: &str) -> Json {
        let text = text.trim();
        match self {
            Kind::Number { .. } => match text.parse() {
                Ok(number) => Json::Number(number),
                Err(_) => Json::Text(text.to_owned()),
            },
            Kind::YesNo => Json::Bool(text == "true"),
            Kind::Weekdays => {
                let words = text.split(',').filter(|word| !word.is_empty());
                Json::List(words.map(|word| Json::Text(word.to_owned())).collect())
            }
            Kind::Time => Json::Text(match text.len() {
                4 => format!("0{text}"),
                _ => text.to_owned(),
            }),
            Kind::Choice(_) | Kind::Text | Kind::Id | Kind::Zone => Json::Text(text.to_owned()),
        }
    }

    /// A value of this kind as its control holds it.
    pub fn to_control(self, json: &Json) -> String {
        match json {
            Json::Number(number) => number.to_string(),
            Json::Bool(is) => is.to_string(),
            Json::Text(text) => text.clone(),
            Json::List(items) => {
                let words = items.iter().map(|item| match item {
                    Json::Text(word) => word.as_str(),
                    _ => "",
                });
                words.collect::<Vec<_>>().join(",")
            }
            Json::Null | Json::Fraction(..) | Json::Record(_) => String::new(),
        }
    }

    /// A value of this kind as a person reads it.
    pub fn show(self, json: &Json) -> String {
        match (self, json) {
            (Kind::Number { unit: "", .. }, Json::Number(number)) => number.to_string(),
            (Kind::Number { unit, .. }, Json::Number(1)) => format!("1 {}", one(unit)),
            (Kind::Number { unit, .. }, Json::Number(number)) => format!("{number} {unit}"),
            (Kind::Choice(words), Json::Text(text)) => {
                let words = words();
                let word = words.iter().find(|(name, _)| name == text);
                word.map_or_else(|| text.clone(), |(_, label)| (*label).to_owned())
            }
            (Kind::YesNo, Json::Bool(is)) => String::from(if *is { "yes" } else { "no" }),
            (Kind::Weekdays, Json::List(items)) => {
                let worked = weekdays(items).unwrap_or_default();
                let worked = WEEKDAYS.iter().zip(worked).filter(|(_, worked)| *worked);
                let labels: Vec<&str> = worked.map(|((_, label), _)| *label).collect();
                labels.join(", ")
            }
            (_, Json::Text(text)) if text.is_empty() => "empty".to_owned(),
            (kind, json) => kind.to_control(json),
        }
    }

    fn expected(self) -> String {
        match self {
            Kind::Number { unit, least, most } => {
                let unit = if unit.is_empty() {
                    String::new()
                } else {
                    format!(" of {unit}")
                };
                format!("a whole number{unit} from {least} to {most}")
            }
            Kind::Choice(words) => {
                let words = words().into_iter().map(|(name, _)| format!("`{name}`"));
                format!("one of {}", words.collect::<Vec<_>>().join(", "))
            }
            Kind::YesNo => "true or false".to_owned(),
            Kind::Text => format!("a text of at most {LONGEST} letters"),
            Kind::Id => "a name of up to 40 small letters, digits and hyphens".to_owned(),
            Kind::Zone => {
                "a time zone that this browser knows, by its IANA name such as \"Europe/Berlin\""
                    .to_owned()
            }
            Kind::Time => "a time such as \"09:00\", up to \"24:00\"".to_owned(),
            Kind::Weekdays => {
                "a list of weekdays, each once, such as [\"mon\", \"tue\"]".to_owned()
            }
        }
    }
}

/// `days` → `day`.
fn one(unit: &str) -> &str {
    unit.strip_suffix('s').unwrap_or(unit)
}

/// What was found, as part of a sentence.
pub fn found(json: &Json) -> String {
    match json {
        Json::Null => "nothing (`null`)".to_owned(),
        Json::Bool(is) => format!("`{is}`"),
        Json::Number(number) => format!("`{number}`"),
        Json::Fraction(..) => "a number that is not whole".to_owned(),
        Json::Text(text) if text.is_empty() => "an empty text".to_owned(),
        Json::Text(text) => {
            let few: String = text.chars().take(40).collect();
            let more = if few.len() < text.len() { "…" } else { "" };
            format!("the text `{few}{more}`")
        }
        Json::List(items) if items.is_empty() => "an empty list".to_owned(),
        Json::List(_) => "another list".to_owned(),
        Json::Record(_) => "a record in braces".to_owned(),
    }
}

fn is_id(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(is_sign)
}

/// Minutes after midnight of `09:00`.
pub fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let is_pair = |part: &str| part.len() == 2 && part.bytes().all(|sign| sign.is_ascii_digit());
    if !(is_pair(hour) && is_pair(minute)) {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

/// `09:00`.
pub fn time(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Which weekdays a list names, Monday first; `None` where a word is no weekday or stands twice.
pub fn weekdays(items: &[Json]) -> Option<[bool; 7]> {
    let mut worked = [false; 7];
    for item in items {
        let Json::Text(word) = item else { return None };
        let place = WEEKDAYS.iter().position(|(name, _)| name == word)?;
        if std::mem::replace(&mut worked[place], true) {
            return None;
        }
    }
    Some(worked)
}

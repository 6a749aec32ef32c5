//! Holidays from a calendar file: the days of its events (RFC 5545).

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::HolidayList;

/// A yearly event is taken from the year before the evaluation day on, for so many years.
const YEARS: i32 = 7;

/// Reads the events of a calendar file.
pub fn read(text: &str, today: NaiveDate) -> HolidayList {
    let mut list = HolidayList::default();
    let mut event: Option<Event> = None;
    for (line, content) in unfolded(text) {
        let Some((name, value)) = property(&content) else {
            list.refuse(
                line,
                "expected a name, a colon and a value, as calendar files have them",
            );
            continue;
        };
        match (name.as_str(), value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") => {
                let begun = Event {
                    line,
                    ..Event::default()
                };
                if let Some(event) = event.replace(begun) {
                    event.refuse_cut(&mut list);
                }
            }
            ("END", "VEVENT") => {
                if let Some(event) = event.take() {
                    event.take(&mut list, today);
                }
            }
            // What stands inside of an event, such as an alarm, is none of its days.
            ("BEGIN", _) => event.iter_mut().for_each(|event| event.depth += 1),
            ("END", _) => event
                .iter_mut()
                .for_each(|event| event.depth = event.depth.saturating_sub(1)),
            _ => {
                if let Some(event) = event.as_mut().filter(|event| event.depth == 0) {
                    event.note(&name, value);
                }
            }
        }
    }
    if let Some(event) = event {
        event.refuse_cut(&mut list);
    }
    list
}

/// The lines with their numbers; one that begins with a space goes on with the line before.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((place + 1, line.to_owned())),
        }
    }
    lines
}

/// The name in capital letters, and the value. A day is taken as it is written, so no parameter matters.
fn property(line: &str) -> Option<(String, &str)> {
    let mut is_quoted = false;
    let colon = line.find(|sign| {
        is_quoted ^= sign == '"';
        sign == ':' && !is_quoted
    })?;
    let (head, value) = (&line[..colon], line[colon + 1..].trim());
    let name = head.split(';').next().unwrap_or_default();
    Some((name.to_ascii_uppercase(), value))
}

/// What an event says of its days.
#[derive(Default)]
struct Event {
    line: usize,
    depth: u32,
    start: Option<String>,
    end: Option<String>,
    duration: Option<String>,
    rule: Option<String>,
    except: Vec<String>,
    has_more_days: bool,
    is_cancelled: bool,
    name: String,
}

impl Event {
    /// The file, or a piece of it that is gone, ends before the event does.
    fn refuse_cut(&self, list: &mut HolidayList) {
        list.refuse(
            self.line,
            "the event that begins here has no end: the file is cut",
        );
    }

    fn note(&mut self, name: &str, value: &str) {
        let text = || Some(value.to_ascii_uppercase());
        match name {
            "DTSTART" => self.start = text(),
            "DTEND" => self.end = text(),
            "DURATION" => self.duration = text(),
            "RRULE" => self.rule = text(),
            "EXDATE" => self
                .except
                .extend(value.split(',').map(str::to_ascii_uppercase)),
            "RDATE" | "EXRULE" => self.has_more_days = true,
            "STATUS" => self.is_cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            "SUMMARY" => self.name = unescaped(value),
            _ => {}
        }
    }

    fn take(self, list: &mut HolidayList, today: NaiveDate) {
        let title = match self.name.as_str() {
            "" => "the event".to_owned(),
            name => format!("`{}`", name.chars().take(40).collect::<String>()),
        };
        let mut refuse = |why: &str| list.refuse(self.line, &format!("{title} {why}"));
        if self.is_cancelled {
            return refuse("is cancelled and was left out");
        }
        if self.has_more_days {
            return refuse(
                "repeats on days that are listed one by one, which is not read: add them by hand",
            );
        }
        let Some((start, _)) = self.start.as_deref().and_then(moment) else {
            return refuse("has no day on which it begins");
        };
        let n_days = match self.n_days(start) {
            Ok(n_days) => n_days,
            Err(why) => return refuse(why),
        };
        let starts = match &self.rule {
            None => vec![start],
            Some(rule) => match yearly(rule, start, today) {
                Ok(starts) => starts,
                Err(why) => return refuse(&why),
            },
        };
        let except: Vec<NaiveDate> = self
            .except
            .iter()
            .filter_map(|text| Some(moment(text)?.0))
            .collect();
        for start in starts.into_iter().filter(|start| !except.contains(start)) {
            if let Some(last) = start.checked_add_days(Days::new(n_days - 1)) {
                list.take(self.line, start, last, &self.name);
            }
        }
    }

    /// Days from the first to the last, both counted; the end of an event is no day of it.
    fn n_days(&self, start: NaiveDate) -> Result<u64, &'static str> {
        if let Some(end) = &self.end {
            let (end, has_begun) = moment(end).ok_or("has an end that is no day")?;
            let n_days = end.signed_duration_since(start).num_days() + i64::from(has_begun);
            return u64::try_from(n_days)
                .map(|n_days| n_days.max(1))
                .map_err(|_| "ends before it begins");
        }
        let Some(duration) = &self.duration else {
            return Ok(1);
        };
        let unreadable = "has a duration that is not read: expected whole days or weeks";
        let (number, times) = match duration.strip_prefix('P').ok_or(unreadable)? {
            text if text.starts_with('T') => return Ok(1),
            text => match (text.strip_suffix('D'), text.strip_suffix('W')) {
                (Some(days), _) => (days, 1),
                (_, Some(weeks)) => (weeks, 7),
                _ => return Err(unreadable),
            },
        };
        let number: u64 = number.parse().map_err(|_| unreadable)?;
        Ok((number.min(10_000) * times).max(1))
    }
}

/// The day of a date or a date with a time, and whether some of that day has gone by.
fn moment(text: &str) -> Option<(NaiveDate, bool)> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, time.trim_end_matches('Z')),
        None => (text, "000000"),
    };
    let is_digits = day.len() == 8 && day.bytes().all(|sign| sign.is_ascii_digit());
    is_digits.then_some(())?;
    let number = |from: usize, to: usize| day[from..to].parse().ok();
    let date = NaiveDate::from_ymd_opt(day[..4].parse().ok()?, number(4, 6)?, number(6, 8)?)?;
    Some((date, time.bytes().any(|sign| sign != b'0')))
}

/// The first days of an event that comes back every year, in the years around today.
fn yearly(rule: &str, start: NaiveDate, today: NaiveDate) -> Result<Vec<NaiveDate>, String> {
    let refused = || format!("repeats by `{rule}`, which is not read: add its days by hand");
    let mut weekday = None;
    let mut month = start.month();
    let (mut count, mut until) = (i32::MAX, NaiveDate::MAX);
    let mut is_yearly = false;
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or_else(refused)?;
        let is_fine = match name {
            "FREQ" => {
                is_yearly = value == "YEARLY";
                is_yearly
            }
            "INTERVAL" => value == "1",
            "WKST" => true,
            "COUNT" => value.parse().map(|n| count = n).is_ok(),
            "UNTIL" => moment(value).map(|(day, _)| until = day).is_some(),
            "BYMONTH" => value.parse().is_ok_and(|n| {
                month = n;
                (1..=12).contains(&n)
            }),
            "BYMONTHDAY" => value.parse() == Ok(start.day()),
            "BYDAY" => {
                weekday = nth_weekday(value);
                weekday.is_some()
            }
            _ => false,
        };
        if !is_fine {
            return Err(refused());
        }
    }
    if !is_yearly || (weekday.is_none() && month != start.month()) {
        return Err(refused());
    }
    let on = |year| match weekday {
        None => NaiveDate::from_ymd_opt(year, month, start.day()),
        Some((weekday, nth)) => nth_of_month(year, month, weekday, nth),
    };
    let first = start.year();
    let from = first.max(today.year() - 1);
    // The 29th of February counts in the years that have one.
    let mut n_before = (first..from).filter(|year| on(*year).is_some()).count() as i32;
    let mut days = Vec::new();
    for year in from..from + YEARS {
        let Some(day) = on(year) else { continue };
        n_before += 1;
        if n_before <= count && day <= until && day >= start {
            days.push(day);
        }
    }
    match days.is_empty() {
        true => Err("repeats, but not in the years around the evaluation day".to_owned()),
        false => Ok(days),
    }
}

/// `4TH`: the fourth Thursday; `-1MO`: the last Monday.
fn nth_weekday(text: &str) -> Option<(Weekday, i8)> {
    let at = text.len().checked_sub(2)?;
    let (nth, name) = (text.get(..at)?, text.get(at..)?);
    let weekday = match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let nth: i8 = nth.parse().ok()?;
    ((1..=5).contains(&nth) || nth == -1).then_some((weekday, nth))
}

fn nth_of_month(year: i32, month: u32, weekday: Weekday, nth: i8) -> Option<NaiveDate> {
    let on = |nth: u8| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth);
    match nth {
        -1 => on(5).or_else(|| on(4)),
        nth => on(nth.unsigned_abs()),
    }
}

/// A text without the marks that calendar files put before commas and line ends.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::tests::day;

    fn told(event: &str) -> String {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        super::super::read(&text, day("2026-11-22")).told()
    }

    #[test]
    fn an_event_closes_its_days_and_not_the_one_it_ends_on() {
        #[track_caller]
        fn case(event: &str, expected: &str) {
            assert_eq!(told(event), expected);
        }
        case(
            "DTSTART;VALUE=DATE:20261228\r\nSUMMARY:break",
            "2026-12-28 break",
        );
        case(
            "DTSTART;VALUE=DATE:20261228\r\nDTEND;VALUE=DATE:20261229",
            "2026-12-28",
        );
        case(
            "SUMMARY:break\\, long\r\nDTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270102",
            "2026-12-30 break, long | 2026-12-31 break, long | 2027-01-01 break, long",
        );
        case(
            "DTSTART;VALUE=DATE:20261228\r\nDURATION:P2D",
            "2026-12-28 | 2026-12-29",
        );
        case(
            "DTSTART;TZID=\"a:b\":20261228T090000\r\nDTEND:20261228T170000",
            "2026-12-28",
        );
        case(
            "DTSTART:20261228T000000Z\r\nDTEND:20261229T000000Z",
            "2026-12-28",
        );
        case(
            "DTSTART:20261228T230000\r\nDTEND:20261229T010000",
            "2026-12-28 | 2026-12-29",
        );
        case(
            "DTSTART:20261228\r\nSUMMARY:winter\r\n  break\r\n BEGIN:x",
            "2026-12-28 winter breakBEGIN:x",
        );
        case(
            "DTSTART:20261228\r\nBEGIN:VALARM\r\nDURATION:P9D\r\nSUMMARY:x\r\nEND:VALARM",
            "2026-12-28",
        );
    }

    #[test]
    fn a_yearly_event_is_taken_for_the_years_around_the_evaluation_day() {
        #[track_caller]
        fn case(rule: &str, expected: &str) {
            assert_eq!(
                told(&format!("DTSTART;VALUE=DATE:20240229\r\nRRULE:{rule}")),
                expected
            );
        }
        case("FREQ=YEARLY", "2028-02-29");
        case(
            "FREQ=YEARLY;UNTIL=20261231",
            "line 3: the event repeats, but not in the years around the evaluation day",
        );
        let thursdays =
            told("DTSTART:20201126\r\nSUMMARY:T\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=8");
        assert_eq!(thursdays, "2025-11-27 T | 2026-11-26 T | 2027-11-25 T");
        let fridays = told(
            "DTSTART:20260626\r\nRRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=-1FR;UNTIL=20271231T000000Z\r\nEXDATE:20260626",
        );
        assert_eq!(fridays, "2027-06-25");
        let all = told(
            "DTSTART:20261224\r\nRRULE:FREQ=YEARLY;INTERVAL=1;WKST=SU;BYMONTH=12;BYMONTHDAY=24",
        );
        assert_eq!(all.split(" | ").count(), 7);
        for rule in [
            "FREQ=WEEKLY",
            "FREQ=YEARLY;INTERVAL=2",
            "FREQ=YEARLY;BYDAY=TH",
            "FREQ=YEARLY;BYMONTH=3",
            "COUNT=2",
        ] {
            let expected = format!(
                "line 3: the event repeats by `{rule}`, which is not read: add its days by hand"
            );
            case(rule, &expected);
        }
    }

    #[test]
    fn every_event_that_is_not_taken_is_told_with_its_line() {
        #[track_caller]
        fn case(event: &str, expected: &str) {
            assert_eq!(told(event), expected);
        }
        case("SUMMARY:x", "line 3: `x` has no day on which it begins");
        case(
            "DTSTART:20260230",
            "line 3: the event has no day on which it begins",
        );
        case(
            "DTSTART:20261228\r\nDTEND:20261227",
            "line 3: the event ends before it begins",
        );
        case(
            "DTSTART:20261228\r\nSTATUS:CANCELLED",
            "line 3: the event is cancelled and was left out",
        );
        case(
            "DTSTART:20261228\r\nDURATION:P1M",
            "line 3: the event has a duration that is not read: expected whole days or weeks",
        );
        case(
            "DTSTART:20261228\r\nnonsense",
            "2026-12-28 | line 5: expected a name, a colon and a value, as calendar files have them",
        );
        let merged = read(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261228\nBEGIN:VEVENT\nDTSTART:20261230\nEND:VEVENT",
            day("2026-11-22"),
        );
        assert_eq!(merged.days, [(day("2026-12-30"), String::new())]);
        assert_eq!(
            merged.refused,
            ["line 2: the event that begins here has no end: the file is cut"]
        );
        let cut = read(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261228",
            day("2026-11-22"),
        );
        assert_eq!(
            cut.refused,
            ["line 2: the event that begins here has no end: the file is cut"]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_read(text in "(BEGIN:V(CALENDAR|EVENT)\n|END:VEVENT\n|DT(START|END)[:;]|RRULE:FREQ=YEARLY;|BYDAY=|-?[0-9TZ]{0,9}|P[0-9]*[DWT]|\n| |,|é){0,40}") {
            read(&text, day("2026-11-22"));
            super::super::read(&text, day("2026-11-22"));
        }
    }
}

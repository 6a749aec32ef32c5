//! Deadlines by week as bars: one a week around the evaluation day, the rest in two ends.

use chrono::{Days, NaiveDate};

use super::weeks::WeekParts;
use super::words;
use crate::lifecycle::calendar::monday_of;

/// Weeks before the evaluation day that have a bar of their own.
const BEFORE: u64 = 5;
/// Weeks after it.
const AFTER: u64 = 16;

/// Width of a bar with the space beside it, in the drawing's pixels: as wide as a finger needs.
const SLOT: i32 = 26;
/// Width of a bar.
const WIDTH_OF_BAR: i32 = 18;
/// Height of the drawing above the captions.
const TALL: i32 = 76;
/// Room above the highest bar for its number.
const NUMBER: i32 = 14;
/// Room for the captions.
const CAPTION: i32 = 16;
/// Captions under every such bar; more would run into each other.
const CAPTION_EVERY: usize = 3;

/// How large the drawing is, as SVG writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartSize {
    /// Its own measure.
    pub view_box: String,
    /// Width in pixels.
    pub width: String,
    /// Height in pixels.
    pub height: String,
}

/// The size of a drawing of so many bars.
pub fn chart_size(n_bars: usize) -> ChartSize {
    let (width, height) = (n_bars as i32 * SLOT, TALL + CAPTION);
    ChartSize {
        view_box: format!("0 0 {width} {height}"),
        width: width.to_string(),
        height: height.to_string(),
    }
}

/// Where a bar is drawn, as SVG writes paths and places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// What can be pressed: the whole slot.
    pub target: String,
    /// The bar itself.
    pub fill: String,
    /// Middle of the slot.
    pub middle: String,
    /// Foot of the number over the bar.
    pub above: String,
    /// Foot of the caption.
    pub below: String,
}

impl Bar {
    /// How it is drawn as the bar at this place.
    pub fn drawn(&self, at: usize) -> Drawn {
        let left = at as i32 * SLOT;
        let height = (self.height * (TALL - NUMBER) + 500) / 1_000;
        let bar_left = left + (SLOT - WIDTH_OF_BAR) / 2;
        Drawn {
            target: format!("M{left} 0h{SLOT}v{}h-{SLOT}z", TALL + CAPTION),
            fill: format!("M{bar_left} {TALL}v-{height}h{WIDTH_OF_BAR}v{height}z"),
            middle: (left + SLOT / 2).to_string(),
            above: (TALL - height - 3).to_string(),
            below: (TALL + CAPTION - 4).to_string(),
        }
    }

    /// What the bar is made of, from its foot up; none where the parts are of other rows than the bar.
    pub fn parts(&self, parts: &WeekParts) -> Vec<(usize, u32)> {
        let mut counts = vec![0; parts.values.len() + usize::from(parts.others)];
        let own = parts
            .weeks
            .iter()
            .filter(|(monday, _)| self.from <= *monday && *monday <= self.to);
        for (_, week) in own {
            counts.iter_mut().zip(week).for_each(|(sum, n)| *sum += n);
        }
        if counts.iter().sum::<u32>() != self.count {
            return Vec::new();
        }
        let there = counts.into_iter().enumerate().filter(|(_, n)| *n > 0);
        there.collect()
    }

    /// Where its parts are drawn as the bar at this place, as SVG writes paths.
    pub fn drawn_parts(&self, at: usize, parts: &[(usize, u32)]) -> Vec<String> {
        let left = at as i32 * SLOT + (SLOT - WIDTH_OF_BAR) / 2;
        let height = i64::from((self.height * (TALL - NUMBER) + 500) / 1_000);
        let mut below = 0;
        let drawn = parts.iter().map(|(_, n)| {
            let foot = height * i64::from(below) / i64::from(self.count.max(1));
            below += n;
            let head = height * i64::from(below) / i64::from(self.count.max(1));
            let (foot, tall) = (i64::from(TALL) - foot, head - foot);
            format!("M{left} {foot}v-{tall}h{WIDTH_OF_BAR}v{tall}z")
        });
        drawn.collect()
    }

    /// The bar and its parts in words.
    pub fn sentence_with(&self, parts: &WeekParts) -> String {
        let own = self.parts(parts);
        let told = own.iter().map(|(place, n)| {
            format!(
                "{} {}",
                part_title(parts, *place),
                words::number((*n).into())
            )
        });
        let told: Vec<String> = told.collect();
        match told.is_empty() {
            true => self.sentence(),
            false => format!("{} ({})", self.sentence(), told.join(", ")),
        }
    }

    /// The bar in words: `9 Mar 2026 to 15 Mar 2026: 12 accounts`.
    pub fn sentence(&self) -> String {
        let now = if self.is_now { " (this week)" } else { "" };
        format!(
            "{}{now}: {}",
            self.span,
            words::counted(self.count.into(), "account", "accounts")
        )
    }

    /// The number over the bar; none over an empty one.
    pub fn count_text(&self) -> String {
        match self.count {
            0 => String::new(),
            n @ 1..10_000 => n.to_string(),
            n => format!("{}k", n / 1_000),
        }
    }

    /// The caption under the bar at this place; empty under most.
    pub fn label_at(&self, at: usize) -> String {
        if at.is_multiple_of(CAPTION_EVERY) {
            self.label.clone()
        } else {
            String::new()
        }
    }
}

/// The word for a part: an urgency, a department, or all others.
pub fn part_title(parts: &WeekParts, place: usize) -> String {
    match parts.values.get(place) {
        None => "Other departments".to_owned(),
        Some(name) if parts.by == "urgency" => {
            words::urgency(name).map_or_else(String::new, |urgency| urgency.title.to_owned())
        }
        Some(name) => words::department(name).to_owned(),
    }
}

/// A part of a week in words: `Late: 3 accounts`.
pub fn part_of_week(title: &str, n: u64) -> String {
    format!("{title}: {}", words::counted(n, "account", "accounts"))
}

/// The parts that occur in some week, in the order in which they are stacked.
pub fn parts_there(parts: &WeekParts) -> Vec<usize> {
    let n_parts = parts.values.len() + usize::from(parts.others);
    let is_there = |place: &usize| {
        let mut weeks = parts.weeks.iter();
        weeks.any(|(_, counts)| counts.get(*place).is_some_and(|n| *n > 0))
    };
    (0..n_parts).filter(is_there).collect()
}

/// One bar: the rows whose disable day lies in a closed span of days.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// First day of the span.
    pub from: NaiveDate,
    /// Last day of the span.
    pub to: NaiveDate,
    /// Caption under the bar.
    pub label: String,
    /// The span in words.
    pub span: String,
    /// How many rows.
    pub count: u32,
    /// Height from 0 to 1,000; a count above zero is never flat.
    pub height: i32,
    /// Whether the evaluation day lies in it.
    pub is_now: bool,
}

/// The bars for counts by week, given as the week's Monday and its rows, in order.
pub fn bars(weeks: &[(NaiveDate, u32)], today: NaiveDate) -> Vec<Bar> {
    let (Some((earliest, _)), Some((latest, _))) = (weeks.first(), weeks.last()) else {
        return Vec::new();
    };
    let now = monday_of(today);
    let first = (*earliest).max(now - Days::new(7 * BEFORE));
    let last = (*latest).min(now + Days::new(7 * AFTER)).max(now);
    let first = first.min(now);

    let mut bars = Vec::new();
    let earlier = total(weeks, |monday| monday < first);
    if earlier > 0 {
        let to = first - Days::new(1);
        bars.push(bar(*earliest, to, "earlier".to_owned(), earlier, now));
    }
    let mut monday = first;
    while monday <= last {
        let count = total(weeks, |week| week == monday);
        bars.push(bar(
            monday,
            monday + Days::new(6),
            words::day_of_year(monday),
            count,
            now,
        ));
        monday = monday + Days::new(7);
    }
    let later = total(weeks, |week| week > last);
    if later > 0 {
        let to = *latest + Days::new(6);
        bars.push(bar(monday, to, "later".to_owned(), later, now));
    }
    raise(&mut bars);
    bars
}

fn bar(from: NaiveDate, to: NaiveDate, label: String, count: u32, now: NaiveDate) -> Bar {
    Bar {
        from,
        to,
        label,
        span: format!("{} to {}", words::plain_day(from), words::plain_day(to)),
        count,
        height: 0,
        is_now: from == now,
    }
}

fn raise(bars: &mut [Bar]) {
    let highest = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    for bar in bars {
        if bar.count > 0 {
            let height = u64::from(bar.count) * 1_000 / u64::from(highest);
            bar.height = height.max(40) as i32;
        }
    }
}

fn total(weeks: &[(NaiveDate, u32)], kept: impl Fn(NaiveDate) -> bool) -> u32 {
    weeks
        .iter()
        .filter(|(monday, _)| kept(*monday))
        .map(|(_, count)| count)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_between_have_empty_bars() {
        let weeks = [(day("2026-11-23"), 4), (day("2026-12-14"), 1)];
        let bars = bars(&weeks, day("2026-11-25"));
        let counts: Vec<u32> = bars.iter().map(|bar| bar.count).collect();
        assert_eq!(counts, [4, 0, 0, 1]);
        assert!(bars[0].is_now);
        assert_eq!(bars[3].height, 250);
        assert_eq!(bars[3].span, "14 Dec 2026 to 20 Dec 2026");
    }

    #[test]
    fn far_away_weeks_are_counted_at_the_ends() {
        let weeks = [
            (day("2020-01-06"), 2),
            (day("2026-11-23"), 1),
            (day("2030-01-07"), 3),
        ];
        let bars = bars(&weeks, day("2026-11-22"));
        assert_eq!(bars.first().unwrap().count, 2);
        assert_eq!(bars.last().unwrap().count, 3);
        assert_eq!(bars.last().unwrap().to, day("2030-01-13"));
        assert_eq!(bars.iter().map(|bar| bar.count).sum::<u32>(), 6);
        assert_eq!(bars.len(), 24);
    }

    fn parts() -> WeekParts {
        WeekParts {
            by: "department".to_owned(),
            values: vec!["Finance".to_owned(), String::new()],
            others: true,
            weeks: vec![
                (day("2026-11-23"), vec![3, 0, 1]),
                (day("2026-12-14"), vec![0, 1, 0]),
            ],
        }
    }

    #[test]
    fn a_bar_is_stacked_from_its_parts_without_a_gap() {
        let weeks = [(day("2026-11-23"), 4), (day("2026-12-14"), 1)];
        let bars = bars(&weeks, day("2026-11-25"));
        let parts = parts();
        let own = bars[0].parts(&parts);
        assert_eq!(own, [(0, 3), (2, 1)]);
        assert_eq!(
            bars[0].drawn_parts(0, &own),
            ["M4 76v-46h18v46z", "M4 30v-16h18v16z"]
        );
        assert_eq!(bars[0].drawn(0).fill, "M4 76v-62h18v62z");
        assert_eq!(
            bars[0].sentence_with(&parts),
            "23 Nov 2026 to 29 Nov 2026 (this week): 4 accounts (Finance 3, Other departments 1)"
        );
        assert_eq!(parts_there(&parts), [0, 1, 2]);
        // Of other rows: the bar is drawn whole until its own parts come.
        let other = bar(bars[0].from, bars[0].to, String::new(), 5, bars[0].from);
        assert_eq!(other.parts(&parts), []);
        assert_eq!(other.sentence_with(&parts), other.sentence());
    }

    #[test]
    fn no_deadline_has_no_bars() {
        assert!(bars(&[], day("2026-11-22")).is_empty());
    }
}

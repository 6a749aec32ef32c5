//! One account's way out as a drawing: its dates on a scaled axis, its stages as bands, today as a line (P5, P35).
//!
//! Labels of the left half stand above the axis, each on a line of its own, the earliest highest; those of the
//! right half below it, the latest lowest. So no label covers another or the line that leads to one.

use chrono::NaiveDate;

use super::words;
use crate::lifecycle::clocks::days_until;

/// Width of the drawing in its own measure, which is that of pixels on a narrow screen.
pub const WIDTH: i32 = 340;
const MARGIN: i32 = 10;
/// Height of a line of text.
const LINE: i32 = 15;
/// Height of the bands.
const BAND: i32 = 22;
/// Space between a label and the line that leads to it.
const GAP: i32 = 4;
/// Width of a letter of a label, at most on average.
const LETTER: i32 = 6;

/// The dates of an account by their names, in the order in which they are told.
pub type Dates = [(String, NaiveDate)];

/// A date on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// Its label.
    pub text: String,
    /// Where it stands on the axis.
    pub x: i32,
    /// The line that leads to its label, as SVG writes paths.
    pub lead: String,
    /// Where its label begins or ends.
    pub text_x: i32,
    /// Foot of its label.
    pub text_y: i32,
    /// `start` where the label begins there, `end` where it ends there.
    pub anchor: &'static str,
}

/// The time an account spends in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Kebab-case stage.
    pub stage: &'static str,
    /// Its word, where there is room for it.
    pub text: &'static str,
    /// Left edge.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// What works in it and what does not.
    pub meaning: &'static str,
}

/// The drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Its own measure, as SVG writes it.
    pub view_box: String,
    /// All dates in order, as a sentence.
    pub sentence: String,
    /// The stages in order.
    pub bands: Vec<Band>,
    /// The dates in order.
    pub marks: Vec<Mark>,
    /// Upper edge of the bands.
    pub top: i32,
    /// Height of the bands.
    pub tall: i32,
}

const WORKS: &str = "Flagged: the account works as before.";
const STOPPED: &str = "Disabled: sign-in has stopped.";
const CLOSED: &str =
    "Once deprovisioned, the mailbox gets no mail, and can be brought back for a while.";
const GONE: &str = "Deleted: nothing brings it back.";

/// The label of a date.
fn title(name: &str) -> &'static str {
    match name {
        "inactive" => "Role ended",
        "last_safe_day" => "Last safe day",
        "disable_day" => "Disabled",
        "deletion_day" => "Deprovisioned",
        "safe_recovery_day" => "Reinstate by",
        "recovery_end" => "Gone for good",
        "today" => "Today",
        _ => "",
    }
}

/// The drawing of an account's dates, among them `today`; `None` where it has no others.
pub fn timeline(dates: &Dates) -> Option<Timeline> {
    let of = |name: &str| {
        let found = dates.iter().find(|(known, _)| known == name);
        found.map(|(_, day)| *day)
    };
    let mut known: Vec<(&str, NaiveDate)> = Vec::new();
    for (name, day) in dates.iter().filter(|(name, _)| !title(name).is_empty()) {
        // Few enough to be put in their places one by one; of one day they stay in the order they came in.
        let place = known.partition_point(|(_, before)| before <= day);
        known.insert(place, (name, *day));
    }
    let (disable, deletion, end) = (of("disable_day")?, of("deletion_day")?, of("recovery_end")?);
    let (first, last) = (known.first()?.1, known.last()?.1);
    let span = days_until(last, first).max(1);
    let inner = WIDTH - 2 * MARGIN;
    // In 64 bits, for a year may have six digits.
    let x_of = |day: NaiveDate| {
        let days = i64::from(days_until(day, first));
        MARGIN + (days * i64::from(inner) / i64::from(span)) as i32
    };
    let placed: Vec<(&str, i32, String)> = known
        .iter()
        .map(|(name, day)| {
            let text = format!("{} {}", title(name), words::plain_day(*day));
            (*name, x_of(*day), text)
        })
        .collect();
    let width = |text: &str| GAP + text.chars().count() as i32 * LETTER;
    // Above as long as the label fits to the right of its date and the date lies in the left half.
    let n_above = placed
        .iter()
        .take_while(|(_, x, text)| *x <= WIDTH / 2 && x + width(text) <= WIDTH)
        .count();
    let top = LINE * n_above as i32 + GAP;
    let n_below = (placed.len() - n_above) as i32;
    let foot = top + BAND;
    let mark = |(at, (name, x, text)): (usize, &(&str, i32, String))| {
        let (lead, text_x, text_y, anchor) = if at < n_above {
            let line = LINE * at as i32;
            (
                format!("M{x} {}V{foot}", line + 3),
                x + GAP,
                line + LINE - 3,
                "start",
            )
        } else {
            let line = foot + GAP + LINE * (at - n_above) as i32;
            (
                format!("M{x} {top}V{}", line + LINE - 3),
                x - GAP,
                line + LINE - 3,
                "end",
            )
        };
        Mark {
            name: (*name).to_string(),
            text: text.clone(),
            x: *x,
            lead,
            text_x,
            text_y,
            anchor,
        }
    };
    let sentences = known
        .iter()
        .map(|(name, day)| format!("{} {}", title(name), words::plain_day(*day)));
    let sentences: Vec<String> = sentences.collect();
    let edges = [
        ("flagged", "Flagged", WORKS, MARGIN, x_of(disable)),
        (
            "disabled",
            "Disabled",
            STOPPED,
            x_of(disable),
            x_of(deletion),
        ),
        (
            "deprovisioned",
            "Deprovisioned",
            CLOSED,
            x_of(deletion),
            x_of(end),
        ),
        ("deleted", "Deleted", GONE, x_of(end), WIDTH - MARGIN),
    ];
    let bands = edges.into_iter().filter(|(.., from, to)| from < to);
    Some(Timeline {
        view_box: format!("0 0 {WIDTH} {}", foot + GAP + LINE * n_below),
        sentence: format!("Dates in order: {}. {CLOSED}", sentences.join(", ")),
        bands: bands
            .map(|(stage, text, meaning, from, to)| Band {
                stage,
                meaning,
                text: if to - from > width(text) { text } else { "" },
                x: from,
                width: to - from,
            })
            .collect(),
        marks: placed.iter().enumerate().map(mark).collect(),
        top,
        tall: BAND,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::clocks::clocks;
    use crate::lifecycle::policy::Policy;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(
        deletion: NaiveDate,
        today: NaiveDate,
        inactive: Option<NaiveDate>,
    ) -> Vec<(String, NaiveDate)> {
        let clocks = clocks(deletion, &Policy::penn()).unwrap();
        let inactive = inactive.map(|day| ("inactive", day));
        let days = [
            ("last_safe_day", clocks.last_safe_day),
            ("disable_day", clocks.disable_day),
            ("deletion_day", clocks.deletion_day),
            ("safe_recovery_day", clocks.safe_recovery_day),
            ("recovery_end", clocks.recovery_end),
            ("today", today),
        ];
        let all = inactive.into_iter().chain(days);
        all.map(|(name, day)| (name.to_string(), day)).collect()
    }

    /// Left edge, right edge, upper edge of a label.
    fn place(mark: &Mark) -> (i32, i32, i32) {
        let wide = mark.text.chars().count() as i32 * LETTER;
        match mark.anchor {
            "start" => (mark.text_x, mark.text_x + wide, mark.text_y - LINE + 3),
            _ => (mark.text_x - wide, mark.text_x, mark.text_y - LINE + 3),
        }
    }

    #[test]
    fn the_dates_are_told_in_order_and_stages_lie_between_them() {
        let dates = dates(day("2026-11-29"), day("2026-11-22"), None);
        let drawn = timeline(&dates).unwrap();
        assert_eq!(
            drawn.sentence,
            "Dates in order: Today 22 Nov 2026, Last safe day 25 Nov 2026, Disabled 28 Nov 2026, Deprovisioned 29 Nov 2026, \
             Reinstate by 24 Dec 2026, Gone for good 29 Dec 2026. Once deprovisioned, the mailbox gets no mail, and can be brought back for a while."
        );
        let stages: Vec<&str> = drawn.bands.iter().map(|band| band.stage).collect();
        // Nothing of the axis lies behind the end of recovery.
        assert_eq!(stages, ["flagged", "disabled", "deprovisioned"]);
        assert_eq!(drawn.bands[2].text, "Deprovisioned");
        assert_eq!(drawn.bands[1].text, "");
    }

    #[test]
    fn an_account_without_dates_has_no_drawing() {
        assert_eq!(timeline(&[("today".to_string(), day("2026-11-22"))]), None);
        assert_eq!(timeline(&[]), None);
    }

    proptest! {
        #[test]
        fn labels_stay_inside_and_cover_neither_each_other_nor_a_line(due in -400_i64..400, ended in 0_i64..200, has_ended: bool) {
            let today = day("2026-11-22");
            let deletion = today + chrono::TimeDelta::days(due);
            let inactive = has_ended.then(|| deletion - chrono::TimeDelta::days(ended));
            let drawn = timeline(&dates(deletion, today, inactive)).unwrap();
            prop_assert!(drawn.marks.windows(2).all(|pair| pair[0].x <= pair[1].x));
            let now = drawn.marks.iter().find(|mark| mark.name == "today").unwrap();
            prop_assert!((MARGIN..=WIDTH - MARGIN).contains(&now.x));
            for (at, mark) in drawn.marks.iter().enumerate() {
                let (left, right, upper) = place(mark);
                prop_assert!(left >= 0 && right <= WIDTH, "{mark:?}");
                for other in &drawn.marks[at + 1..] {
                    let (other_left, other_right, other_upper) = place(other);
                    let apart = upper + LINE <= other_upper || other_upper + LINE <= upper || right <= other_left || other_right <= left;
                    prop_assert!(apart, "{mark:?} {other:?}");
                }
                for other in &drawn.marks {
                    // The line to another label passes this one's line of text only outside of it.
                    let (y_first, y_last) = (other.text_y.min(drawn.top) - 3, other.text_y.max(drawn.top + BAND));
                    let passes = y_first < upper + LINE - 3 && upper < y_last && other.anchor == mark.anchor;
                    let is_beyond = match mark.anchor { "start" => other.text_y <= mark.text_y, _ => other.text_y >= mark.text_y };
                    if passes && is_beyond && other.name != mark.name {
                        prop_assert!(other.x < left || right < other.x, "{mark:?} {other:?}");
                    }
                }
            }
            let sum: i32 = drawn.bands.iter().map(|band| band.width).sum();
            let first = drawn.bands[0].x;
            prop_assert_eq!(first + sum, WIDTH - MARGIN);
            prop_assert!(drawn.bands.windows(2).all(|pair| pair[0].x + pair[0].width == pair[1].x));
        }
    }
}

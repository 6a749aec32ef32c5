//! From two files to a calendar file, to what would become of an account, and to what a week is made of.

use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::message::Reply;
use rollcall::engine::wire::{self, inquiries};
use rollcall::report::calendar::{CalendarPlan, CalendarView};
use rollcall::report::query::{Filter, Query};
use rollcall::report::weeks::WeekParts;
use rollcall::report::what_if::WhatIfView;
use rollcall::sample::sample;

use crate::walk::{TODAY, Walk, day};

fn walk() -> Walk {
    let pair = sample(day(TODAY));
    let mut walk = Walk::on(TODAY);
    walk.drop_files(&[
        (pair.exchange_name, pair.exchange_csv.into()),
        (pair.enrollment_name, pair.enrollment_csv.into()),
    ]);
    walk
}

fn told<T: wire::Read>(walk: &mut Walk, inquiry: Inquiry) -> Result<T, String> {
    let text = walk.engine.tell(inquiry, walk.today, &mut walk.disk)?;
    match wire::reply(&text) {
        Some(Reply::Told(json)) => inquiries::answer(&json).ok_or("another answer".to_string()),
        _ => Err("no answer".to_string()),
    }
}

fn calendar(id: &str, query: Query, earlier: Option<String>) -> Inquiry {
    Inquiry::Calendar {
        id: id.to_string(),
        query,
        ranges: vec![(0, u32::MAX)],
        plan: CalendarPlan {
            salt: "0123456789abcdef".to_string(),
            stamp: "20261122T140000Z".to_string(),
            ..CalendarPlan::default()
        },
        earlier,
    }
}

#[test]
fn every_account_of_the_list_is_in_an_event_or_told() {
    let mut walk = walk();
    let report = walk.report("expiring");
    let view: CalendarView = told(&mut walk, calendar("expiring", Query::default(), None)).unwrap();
    assert!(view.text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(view.headline.contains("accounts"), "{}", view.headline);
    let ahead = |column: &str| {
        let place = report
            .columns
            .iter()
            .position(|known| known.id == column)
            .unwrap();
        let days = report.values.iter().map(move |row| row[place].clone());
        days.filter(|value| matches!(value, rollcall::report::view::Value::Text(day) if day.as_str() >= TODAY))
            .count()
    };
    // The members of the groups are hashes, so every date is counted without a name.
    let members = view.text.replace("\r\n ", "");
    let members = members
        .lines()
        .filter_map(|line| line.strip_prefix("X-ROLLCALL-OF:"));
    let n_members: usize = members.map(|line| line.split(',').count()).sum();
    assert_eq!(n_members, ahead("last_safe_day") + ahead("disable_day"));
    for row in &report.handles {
        assert!(!view.text.contains(&row.key), "{}", row.key);
    }
    let unclear = report
        .handles
        .iter()
        .filter(|row| row.urgency == "unclear")
        .count();
    assert!(unclear > 0);
    assert!(
        view.notes
            .iter()
            .any(|note| note.starts_with(&format!("{unclear} account"))),
        "{:?}",
        view.notes
    );
}

#[test]
fn the_same_list_gives_the_same_file_and_a_narrower_one_takes_nothing_away() {
    let mut walk = walk();
    let first: CalendarView =
        told(&mut walk, calendar("expiring", Query::default(), None)).unwrap();
    let again: CalendarView =
        told(&mut walk, calendar("expiring", Query::default(), None)).unwrap();
    assert_eq!(first.text, again.text);
    let earlier = Some(first.text.clone());
    let second: CalendarView = told(
        &mut walk,
        calendar("expiring", Query::default(), earlier.clone()),
    )
    .unwrap();
    assert!(!second.text.contains("CANCELLED"));
    let narrow = Query {
        filters: vec![Filter::AnyOf {
            column: "urgency".to_string(),
            any_of: vec!["soon".to_string()],
        }],
        ..Query::default()
    };
    let third: CalendarView = told(&mut walk, calendar("expiring", narrow, earlier)).unwrap();
    assert!(
        third
            .notes
            .iter()
            .any(|note| note.contains("left as before")),
        "{:?}",
        third.notes
    );
}

#[test]
fn a_list_without_deadlines_has_no_calendar() {
    let mut walk = walk();
    let error = told::<CalendarView>(
        &mut walk,
        calendar("mine-not-found", Query::default(), None),
    )
    .unwrap_err();
    assert!(error.contains("this list has no deadlines"), "{error}");
    let error = told::<CalendarView>(
        &mut walk,
        calendar("expiring", Query::default(), Some(String::new())),
    )
    .unwrap_err();
    assert!(error.contains("X-ROLLCALL-SALT"), "{error}");
}

#[test]
fn what_is_tried_on_an_account_is_not_stored() {
    let mut walk = walk();
    let report = walk.report("expiring");
    let row = report
        .handles
        .iter()
        .find(|row| row.urgency == "soon")
        .unwrap();
    let wish = |affiliation: Option<&str>| Inquiry::WhatIf {
        key: row.key.clone(),
        row: Some(row.row),
        report: Some("expiring".to_string()),
        day: None,
        affiliation: affiliation.map(str::to_string),
        until: None,
    };
    let view: WhatIfView = told(&mut walk, wish(Some("CTSY"))).unwrap();
    assert_eq!(view.stage, "active");
    assert!(
        view.differences
            .iter()
            .any(|text| text.starts_with("Disable day: ") && text.ends_with("→ none")),
        "{view:?}"
    );
    let view: WhatIfView = told(&mut walk, wish(None)).unwrap();
    assert_eq!(view.differences, [""; 0]);
    assert_eq!(walk.report("expiring"), report);
}

#[test]
fn the_parts_of_the_weeks_add_up_to_the_weeks() {
    let mut walk = walk();
    let weeks = walk.report("expiring").summary.by_week;
    for by in ["urgency", "department"] {
        let parts: WeekParts = told(
            &mut walk,
            Inquiry::Weeks {
                id: "expiring".to_string(),
                query: Query::default(),
                by: by.to_string(),
            },
        )
        .unwrap();
        let sums: Vec<_> = parts
            .weeks
            .iter()
            .map(|(monday, parts)| (*monday, parts.iter().sum::<u32>()))
            .collect();
        let expected: Vec<_> = weeks.iter().map(|week| (week.monday, week.count)).collect();
        assert_eq!(sums, expected, "{by}");
        assert!(
            parts
                .weeks
                .iter()
                .all(|(_, counts)| counts.len() == parts.values.len() + usize::from(parts.others))
        );
    }
    let wrong = Inquiry::Weeks {
        id: "expiring".to_string(),
        query: Query::default(),
        by: "mood".to_string(),
    };
    assert!(
        told::<WeekParts>(&mut walk, wrong)
            .unwrap_err()
            .contains("`mood`")
    );
}

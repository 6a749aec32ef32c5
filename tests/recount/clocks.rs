//! Reads rows as JSON lines and prints what the rules make of each, so that an independent recount can
//! be held against it; see `recount.mjs`.

use std::io::{BufRead, Write};

use chrono::{Days, NaiveDate, NaiveDateTime, Weekday};
use rollcall::ingest::cell::{read_days, read_written_date};
use rollcall::ingest::zone::ZoneRules;
use rollcall::lifecycle::deadline::Evidence;
use rollcall::lifecycle::facts::{Deleted, Facts};
use rollcall::lifecycle::policy::{Policy, RecoveryStart};
use rollcall::lifecycle::standing::standing;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", answer(&row))?;
    }
    out.flush()
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

fn day(row: &Value, name: &str) -> Option<NaiveDate> {
    text(row, name).parse().ok()
}

fn answer(row: &Value) -> Value {
    let policy = policy(&row["policy"]);
    let today = day(row, "today").expect("a day");
    let evidence = Evidence {
        scheduled: read_written_date(text(row, "scheduled"), None),
        days: read_days(text(row, "days")),
        has_reason: true,
        inactive_on: read_written_date(text(row, "inactiveOn"), None),
        deceased: row["deceased"] == true,
        ..Evidence::default()
    };
    let deleted_at: Option<NaiveDateTime> = text(row, "deletedAt").parse().ok();
    let facts = Facts {
        deleted: deleted_at.map_or(Deleted::No, Deleted::At),
        override_until: day(row, "overrideUntil"),
        ..Facts::default()
    };
    let plan = standing(&evidence, day(row, "asOf"), today, &policy);
    let found = facts.correct(plan, today, &policy);
    let days = found.clocks.map(|clocks| {
        json!({
            "L": clocks.last_safe_day,
            "X": clocks.disable_day,
            "W": clocks.deletion_day,
            "R": clocks.recovery_end,
            "safe": clocks.safe_recovery_day,
        })
    });
    json!({ "days": days, "stage": found.stage.name(), "urgency": found.urgency.name() })
}

/// The example policy with the numbers of a row.
fn policy(said: &Value) -> Policy {
    let number = |name: &str| said[name].as_u64().and_then(|n| u32::try_from(n).ok());
    let mut policy = Policy::penn();
    policy.zone = zone(text(said, "zone"));
    policy.grace_days = number("grace").expect("days of grace");
    policy.disable_lead_days = number("lead").expect("days before");
    policy.recovery_days = number("recovery").expect("days of recovery");
    policy.lead_time_others = number("others").expect("days of others");
    if said["fromDisabling"] == true {
        policy.recovery_counts_from = RecoveryStart::DisableDate;
    }
    let weekday = said["weekday"].as_u64().and_then(|n| u8::try_from(n).ok());
    policy.deletion_weekday = weekday.and_then(|n| Weekday::try_from(n).ok());
    for (place, is_worked) in policy.calendar.weekdays.iter_mut().enumerate() {
        *is_worked = said["weekdays"][place] == true;
    }
    for closure in said["closures"].as_array().into_iter().flatten() {
        let first = day(closure, "first").expect("a first day");
        for ahead in 0..closure["days"].as_u64().expect("a number of days") {
            let holidays = &mut policy.calendar.holidays;
            holidays.insert(first + Days::new(ahead), String::from("closed"));
        }
    }
    policy
}

/// The rules of a zone as a browser gave them; of New York those that need none.
fn zone(name: &str) -> ZoneRules {
    let mut lines = include_str!("../it/zones.txt").lines();
    let line = lines.find(|line| line.split(' ').next() == Some(name));
    let line = line.filter(|_| name != "America/New_York");
    let Some(line) = line else {
        return rollcall::ingest::zone::built_in(name).expect("a zone");
    };
    let mut words = line.split(' ').skip(1);
    let first = words.next().and_then(|first| first.parse().ok());
    let changes = words.map(|word| {
        let (at, offset) = word.split_once(':').expect("a change");
        let at = at.parse().expect("a second");
        (at, offset.parse().expect("seconds"))
    });
    ZoneRules::with_changes(name, first.expect("seconds"), changes.collect())
}

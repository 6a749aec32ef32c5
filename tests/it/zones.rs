//! A policy of any zone: an instant is a day of it, and a written day is the same everywhere.

use rollcall::engine::inquiry::{Inquiry, PolicyChoice, PolicyEdit};
use rollcall::engine::message::Window;
use rollcall::engine::wire::query;
use rollcall::ingest::zone::{ZoneRules, built_in};
use rollcall::lifecycle::policy_file;

use super::walk::{Walk, day};

const NAMES: [&str; 7] = [
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
    "Asia/Kathmandu",
];

/// What a browser says of zones, from 2009 to 2032: a line each with its name, the seconds from UTC, and
/// every change.
pub fn zones(name: &str) -> Option<ZoneRules> {
    let mut lines = include_str!("zones.txt").lines();
    let line = lines.find(|line| line.split(' ').next() == Some(name));
    let Some(line) = line else {
        return built_in(name);
    };
    let mut words = line.split(' ').skip(1);
    let first = words.next()?.parse().ok()?;
    let changes = words.map(|word| {
        let (at, offset) = word.split_once(':').expect("a change");
        let at = at.parse().expect("a second");
        (at, offset.parse().expect("seconds"))
    });
    Some(ZoneRules::with_changes(name, first, changes.collect()))
}

/// Rows of deletion days that are instants near midnight in New York, in Berlin and in Kathmandu.
const INSTANTS: &str = "\
PennKey,Name,Scheduled deletion date,Expires in days
berlin,Before midnight in Berlin,2026-12-02T22:59:59Z,
berlin2,Midnight in Berlin,2026-12-02T23:00:00Z,
york,Midnight in New York,2026-12-02T05:00:00Z,
nepal,Midnight in Kathmandu,2026-12-02T18:15:00Z,
plain,A day,2026-12-02,
clock,A time without a zone,2026-12-02T23:30:00,
";

fn walk(text: &str) -> Walk {
    let mut walk = Walk::on("2026-11-22");
    walk.engine.take_policies(policy_file::resolve, zones);
    walk.drop_file("enrollment.csv", text);
    walk
}

/// Name and deletion day of every row under a zone, in the order of the names.
fn days(walk: &mut Walk, zone: &str) -> Result<Vec<(String, String)>, String> {
    let changes = match zone {
        "" => String::new(),
        zone => format!(r#""policy":{{"changes":{{"zone":"{zone}"}}}},"#),
    };
    let columns = r#"["key","deletion_day"]"#;
    let query = query(&format!(
        r#"{{{changes}"columns":{columns},"sort":[["key","asc"]]}}"#
    ));
    let query = query.expect("a query");
    let today = walk.today;
    let view = walk
        .engine
        .report("expiring-not-mine", &query, Window::default(), today)?;
    let pair = |row: &Vec<String>| (row[0].clone(), row[1].clone());
    Ok(view.rows.iter().map(pair).collect())
}

#[test]
fn an_instant_near_midnight_is_the_day_of_the_policys_zone() {
    let mut walk = walk(INSTANTS);
    #[track_caller]
    fn case(walk: &mut Walk, zone: &str, expected: [&str; 6]) {
        let found = days(walk, zone).unwrap();
        let keys = ["berlin", "berlin2", "clock", "nepal", "plain", "york"];
        let expected = keys.into_iter().zip(expected);
        let expected: Vec<(String, String)> = expected
            .map(|(key, day)| (key.to_string(), format!("{day} Dec 2026")))
            .collect();
        assert_eq!(found, expected, "{zone}");
    }
    let new_york = ["Wed 2", "Wed 2", "Wed 2", "Wed 2", "Wed 2", "Wed 2"];
    case(&mut walk, "", new_york);
    let berlin = ["Wed 2", "Thu 3", "Wed 2", "Wed 2", "Wed 2", "Wed 2"];
    case(&mut walk, "Europe/Berlin", berlin);
    let nepal = ["Thu 3", "Thu 3", "Wed 2", "Thu 3", "Wed 2", "Wed 2"];
    case(&mut walk, "Asia/Kathmandu", nepal);
    let west = ["Wed 2", "Wed 2", "Wed 2", "Wed 2", "Wed 2", "Tue 1"];
    case(&mut walk, "-06:00", west);
    case(&mut walk, "UTC", new_york);
    // What comes later and what is loaded anew goes by it, too, and all goes back.
    case(&mut walk, "Asia/Kathmandu", nepal);
    walk.engine.clear();
    walk.drop_file("enrollment.csv", INSTANTS);
    case(&mut walk, "Asia/Kathmandu", nepal);
    case(&mut walk, "", new_york);
}

#[test]
fn an_account_names_the_zone_whose_day_it_tells() {
    let mut walk = walk(INSTANTS);
    days(&mut walk, "Europe/Berlin").unwrap();
    let today = walk.today;
    let account = walk
        .engine
        .account("berlin2", None, None, today, &mut walk.disk)
        .unwrap();
    let told = account
        .explanation
        .iter()
        .map(|step| step.statement.as_str());
    let told: Vec<&str> = told.collect();
    assert!(
        told.iter()
            .any(|said| said.contains("Thu 3 Dec 2026") && said.contains("in Europe/Berlin")),
        "{told:?}"
    );
    assert!(!told.iter().any(|said| said.contains("New York")));
}

#[test]
fn a_zone_that_nobody_knows_is_refused_and_changes_nothing() {
    let mut walk = walk(INSTANTS);
    let before = days(&mut walk, "Asia/Kathmandu").unwrap();
    let why = days(&mut walk, "Europe/Berlino").unwrap_err();
    assert_eq!(
        why,
        "policy line `zone`: expected a time zone that this browser knows, by its IANA name such as \
         \"Europe/Berlin\", but found the text `Europe/Berlino`"
    );
    assert_eq!(days(&mut walk, "Asia/Kathmandu").unwrap(), before);
    // A file that names it is told line and key, and the policy stays.
    let choice = PolicyChoice::default();
    let today = walk.today;
    let file = policy_file::write::write(&policy_file::resolve(&choice, zones).unwrap());
    let text = file.replace("America/New_York", "Europe/Berlino");
    let edit = PolicyEdit::Import { text };
    let told = walk
        .engine
        .tell(Inquiry::Policy { choice, edit }, today, &mut walk.disk);
    let told = told.unwrap();
    assert!(
        told.contains("line 9, `zone`: expected a time zone that this browser knows"),
        "{told}"
    );
    assert!(
        told.contains(r#""choice":{}"#) || !told.contains("Berlino\"}"),
        "{told}"
    );
}

/// The same table in six zones and on 366 days: a day is a day, whenever clocks are put forward or back.
#[test]
fn no_zone_and_no_change_of_its_clocks_shifts_a_day() {
    let columns = r#"["key","urgency","days_to_disable","last_safe_day","disable_day","deletion_day","recovery_end"]"#;
    let mut tables: Vec<Vec<Vec<Vec<String>>>> = Vec::new();
    for zone in NAMES {
        let mut walk = Walk::with(&["published_columns.csv"]);
        walk.engine.take_policies(policy_file::resolve, zones);
        let text = format!(r#"{{"policy":{{"changes":{{"zone":"{zone}"}}}},"columns":{columns}}}"#);
        let query = query(&text).expect("a query");
        let tables_of_days = day("2026-01-01").iter_days().take(366).map(|today| {
            let view = walk
                .engine
                .report("expiring-not-mine", &query, Window::default(), today);
            view.expect("a list").rows
        });
        tables.push(tables_of_days.collect());
    }
    assert!(tables[0].iter().all(|table| !table.is_empty()));
    for (table, zone) in tables.iter().zip(NAMES) {
        assert_eq!(table, &tables[0], "{zone}");
    }
    assert_ne!(tables[0][0], tables[0][365], "the days left do count");
}

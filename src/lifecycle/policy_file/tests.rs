//! Whatever is written is read again, and whatever is wrong is told by line and key.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::check::check;
use super::difference::choice_of;
use super::edit::{Edit, Edited};
use super::lines::{lines, maps};
use super::read::known_keys;
use super::write::write;
use crate::ingest::zone::pinned::{SIX, zone, zones};
use crate::json::parse;
use crate::lifecycle::holiday::HolidayRules;
use crate::lifecycle::policy::{
    AffiliationRule, Checklist, ChecklistStep, Deceased, Eligible, GraceDays, Inactivity, Origin,
    Policy, RecoveryStart, SeveralAffiliations, Thresholds, Wait, Workday,
};
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::lifecycle::profiles;
use crate::lifecycle::tests::day;

const TODAY: &str = "2026-11-22";

fn read(text: &str) -> Result<Policy, String> {
    super::read::read(text, zones)
}

fn resolve(choice: &PolicyChoice) -> Result<Policy, String> {
    super::resolve(choice, zones)
}

fn edit(choice: &PolicyChoice, edit: &Edit, today: NaiveDate) -> Result<Edited, String> {
    super::edit::edit(choice, edit, today, zones)
}

/// The text of the example with one piece replaced by another.
fn with(piece: &str, other: &str) -> String {
    let text = write(&Policy::penn());
    assert!(text.contains(piece), "{piece}");
    text.replacen(piece, other, 1)
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    assert_eq!(read(text).unwrap_err(), expected);
}

#[test]
fn the_example_is_written_for_people_and_read_again() {
    let text = write(&Policy::penn());
    let head: Vec<&str> = text.lines().take(5).collect();
    assert_eq!(
        head,
        [
            "{",
            "  \"format\": \"rollcall-policy\",",
            "  \"format_version\": 1,",
            "  \"id\": \"penn-2020\",",
            "  \"name\": \"Penn (published process, example)\","
        ]
    );
    assert!(text.contains("    \"weekdays\": [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"],\n"));
    for policy in profiles::all() {
        assert_eq!(read(&write(&policy)), Ok(policy));
    }
    assert_eq!(read(&format!("\u{feff}{text}")), Ok(Policy::penn()));
    assert_eq!(read(&text.replace('\n', "\r\n")), Ok(Policy::penn()));
}

#[test]
fn a_zone_is_taken_where_somebody_knows_it_and_nothing_is_changed_where_nobody_does() {
    let berlin = with("\"America/New_York\"", "\"Europe/Berlin\"");
    assert_eq!(read(&berlin).unwrap().zone, zone("Europe/Berlin"));
    let set = |text: &str| Edit::Set {
        key: "zone".to_owned(),
        text: text.to_owned(),
    };
    let start = PolicyChoice::default();
    assert_eq!(start.zone(), "America/New_York");
    let taken = edit(&start, &set(" Asia/Kathmandu "), day(TODAY)).unwrap();
    assert_eq!(taken.refusal, None);
    assert_eq!(taken.policy.zone, zone("Asia/Kathmandu"));
    assert_eq!(taken.choice.zone(), "Asia/Kathmandu");
    assert_eq!(resolve(&taken.choice), Ok(taken.policy));
    for unknown in ["Europe/Berlino", "", "10"] {
        let left = edit(&taken.choice, &set(unknown), day(TODAY)).unwrap();
        assert_eq!(left.choice, taken.choice);
        let refusal = left.refusal.unwrap();
        assert_eq!(refusal.key, "zone");
        assert!(
            refusal
                .sentence
                .starts_with("expected a time zone that this browser knows")
        );
    }
    let back = Edit::Back {
        key: "zone".to_owned(),
    };
    let back = edit(&taken.choice, &back, day(TODAY)).unwrap();
    assert_eq!(back.choice, start);
    // What a choice is shown by until it is resolved.
    for policy in profiles::all() {
        assert_eq!(PolicyChoice::of(&policy.id).zone(), policy.zone.name());
    }
}

#[test]
fn what_is_no_such_file_says_so() {
    refused(
        "",
        "line 1: expected JSON with texts in double quotes and whole numbers, but found the end of the line or of the file",
    );
    refused(
        "{\n  \"format\": 'x'\n}",
        "line 2: expected JSON with texts in double quotes and whole numbers, but found `'x'`",
    );
    refused(
        "{\n\n}",
        "line 1, `format`: this is no policy file: expected `rollcall-policy`, but found nothing (`null`)",
    );
    refused(
        "[]",
        "line 1, `format`: this is no policy file: expected `rollcall-policy`, but found nothing (`null`)",
    );
    refused(
        &with("\"format_version\": 1", "\"format_version\": 2"),
        "line 3, `format_version`: this page reads version 1 of the format, but found `2`",
    );
    refused(
        &with("\"grace_days\": 60", "\"grace_days\": 1.5"),
        "line 10, `grace_days`: expected a whole number of days from 0 to 3650, but found a number that is not whole",
    );
}

#[test]
fn a_wrong_value_is_told_by_line_and_key() {
    #[track_caller]
    fn case(piece: &str, other: &str, expected: &str) {
        refused(&with(piece, other), expected);
    }
    case(
        "\"grace_days\": 60",
        "\"grace_days\": \"soon\"",
        "line 10, `grace_days`: expected a whole number of days from 0 to 3650, but found the text `soon`",
    );
    case(
        "\"grace_days\": 60",
        "\"grace_days\": -1",
        "line 10, `grace_days`: expected a whole number of days from 0 to 3650, but found `-1`",
    );
    case(
        "\"recovery_counts_from\": \"scheduled-date\"",
        "\"recovery_counts_from\": \"scheduled\"",
        "line 15, `recovery_counts_from`: expected one of `scheduled-date`, `disable-date`, `deleted-at`, but found the text `scheduled`",
    );
    case(
        "\"start\": \"09:00\"",
        "\"start\": \"9\"",
        "line 28, `workday.start`: expected a time such as \"09:00\", up to \"24:00\", but found the text `9`",
    );
    case(
        "[\"mon\", \"tue\"",
        "[\"mon\", \"mon\"",
        "line 23, `calendar.weekdays`: expected a list of weekdays, each once, such as [\"mon\", \"tue\"], but found another list",
    );
    case(
        "\"America/New_York\"",
        "\"Europe/Berlino\"",
        "line 9, `zone`: expected a time zone that this browser knows, by its IANA name such as \"Europe/Berlin\", but found the text `Europe/Berlino`",
    );
    case(
        "\"America/New_York\"",
        "1",
        "line 9, `zone`: expected a time zone that this browser knows, by its IANA name such as \"Europe/Berlin\", but found `1`",
    );
    case(
        "\"holidays\": {}",
        "\"holidays\": {\"2026-02-30\": \"x\"}",
        "line 25, `calendar.holidays.2026-02-30`: expected a day of the years 1970 to 2199 such as `2026-12-28` as the day, but found `2026-02-30`",
    );
    case(
        "\"origin\": \"payroll\"",
        "\"origin\": \"pay\"",
        "line 135, `affiliations.codes.CTWK.origin`: expected one of `payroll`, `student-records`, `manual`, `unmarked`, but found the text `pay`",
    );
    case(
        "\"owner\": \"PennKey administrator\"",
        "\"owner\": 7",
        "line 65, `checklists.1.steps.1.owner`: expected a text of at most 400 letters, but found `7`",
    );
    case(
        "\"disable_lead_days\": 1,\n",
        "",
        "the key `disable_lead_days` is missing: a policy file holds every key, so that nothing is assumed",
    );
    case(
        "\"minutes_min\": 15,\n",
        "",
        "line 37, `waits.sync and autoprovisioning`: the key `minutes_min` is missing",
    );
}

#[test]
fn a_key_that_nobody_knows_is_never_passed_over() {
    #[track_caller]
    fn case(piece: &str, other: &str, expected: &str) {
        refused(&with(piece, other), expected);
    }
    case(
        "\"grace_days\"",
        "\"grace_day\"",
        "line 10, `grace_day`: there is no such key; perhaps `grace_days` is meant",
    );
    case(
        "\"weekdays\"",
        "\"week_days\"",
        "line 23, `calendar.week_days`: there is no such key; perhaps `calendar.weekdays` is meant",
    );
    case(
        "\"counted\"",
        "\"count\"",
        "line 40, `waits.sync and autoprovisioning.count`: there is no such key; perhaps `counted` is meant",
    );
    case(
        "\"format_version\": 1,",
        "\"format_version\": 1, \"colour\": 1,",
        "line 3, `colour`: there is no such key",
    );
    case(
        "\"grace_days\": 60,",
        "\"grace_days\": 60, \"grace_days\": 90,",
        "line 10, `grace_days`: the key stands twice",
    );
}

#[test]
fn what_cannot_be_true_together_is_refused_with_a_sentence() {
    #[track_caller]
    fn case(change: impl Fn(&mut Policy), key: &str, words: &str) {
        let mut policy = Policy::penn();
        change(&mut policy);
        let refusal = check(&policy).unwrap_err();
        assert_eq!(refusal.key, key);
        assert!(refusal.sentence.contains(words), "{}", refusal.sentence);
        let told = read(&write(&policy)).unwrap_err();
        assert!(told.ends_with(&refusal.sentence), "{told}");
    }
    case(
        |policy| {
            policy.recovery_counts_from = RecoveryStart::DisableDate;
            policy.disable_lead_days = 7;
            policy.recovery_days = 6;
        },
        "recovery_days",
        "recovery would end before the deletion",
    );
    case(
        |policy| policy.calendar.weekdays = [false; 7],
        "calendar.weekdays",
        "no working day in a year",
    );
    case(
        |policy| {
            policy.calendar.rules = HolidayRules::None;
            let days = day("2026-01-01").iter_days().take(366);
            days.for_each(|day| policy.calendar.holidays.insert(day, String::new()));
        },
        "calendar.holidays",
        "no working day in the year from 1 Jan 2026 to 1 Jan 2027",
    );
    case(
        |policy| policy.workday.end_minute = 9 * 60,
        "workday.end",
        "end after it begins",
    );
    case(
        |policy| policy.thresholds.soon = 7,
        "thresholds.soon",
        "soon (7) has to begin more days ahead than imminent (7)",
    );
    case(
        |policy| policy.thresholds.watch = 14,
        "thresholds.watch",
        "watch (14)",
    );
    case(
        |policy| policy.disable_lead_days = 61,
        "grace_days",
        "disabled before its last affiliation ends",
    );
    case(
        |policy| policy.checklist_in_force = "x".to_owned(),
        "checklist_in_force",
        "found `x`",
    );
    case(
        |policy| policy.checklists[1].name = policy.checklists[0].name.clone(),
        "checklists",
        "a name of its own",
    );
    case(
        |policy| policy.name = " ".to_owned(),
        "name",
        "needs a name",
    );
    // 365 days are no year without work: it has one day in 366.
    let mut policy = Policy::penn();
    let days = day("2026-01-01").iter_days().take(360);
    days.for_each(|day| policy.calendar.holidays.insert(day, String::new()));
    assert_eq!(check(&policy), Ok(()));
    policy.recovery_counts_from = RecoveryStart::DisableDate;
    policy.recovery_days = 0;
    assert_eq!(check(&policy), Ok(()), "0 says that there is none");
}

#[test]
fn a_condition_belongs_to_an_if() {
    let penn = write(&Policy::penn());
    let at = penn.find("\"ERF\"").unwrap();
    let (before, erf) = penn.split_at(at);
    let yes = format!("{before}{}", erf.replacen("\"if\"", "\"yes\"", 1));
    assert!(
        read(&yes)
            .unwrap_err()
            .contains("`affiliations.codes.ERF.condition`: a condition belongs to")
    );
    let empty = format!(
        "{before}{}",
        erf.replacen(
            "emeritus only: job family Emeritus, Tenure or Clinician Educator",
            "",
            1
        )
    );
    assert!(read(&empty).unwrap_err().contains("needs to say which"));
}

#[test]
fn a_link_holds_the_id_or_the_difference() {
    assert_eq!(choice_of(&Policy::penn()), PolicyChoice::default());
    assert_eq!(choice_of(&profiles::blank()), PolicyChoice::of("blank"));
    let mut policy = Policy::penn();
    policy.grace_days = 90;
    policy
        .calendar
        .holidays
        .insert(day("2026-12-28"), "break".to_owned());
    policy.affiliations.rules.retain(|rule| rule.code != "CTSY");
    let choice = choice_of(&policy);
    assert_eq!(choice.id, "penn-2020");
    let expected = r#"{"grace_days": 90, "calendar.holidays.2026-12-28": "break", "affiliations.codes.CTSY": null}"#;
    assert_eq!(Some(&choice.changes), parse(expected).as_ref());
    assert_eq!(resolve(&choice), Ok(policy));
}

#[test]
fn a_choice_that_makes_no_sense_says_why() {
    #[track_caller]
    fn case(id: &str, changes: &str, expected: &str) {
        let choice = PolicyChoice {
            id: id.to_owned(),
            changes: parse(changes).unwrap(),
        };
        assert_eq!(resolve(&choice).unwrap_err(), expected);
    }
    case(
        "pen-2020",
        "null",
        "there is no policy profile `pen-2020`: expected one of `penn-2020`, `microsoft-30-day`, `blank`",
    );
    case(
        "",
        r#"{"grace": 1}"#,
        "policy line `grace`: there is no such key",
    );
    case(
        "",
        r#"{"grace_days": "x"}"#,
        "policy line `grace_days`: expected a whole number of days from 0 to 3650, but found the text `x`",
    );
    case(
        "",
        r#"{"thresholds.soon": 5}"#,
        "policy line `thresholds.soon`: soon (5) has to begin more days ahead than imminent (7)",
    );
    case(
        "",
        r#"{"affiliations.codes.STAF": {"eligible": "no"}}"#,
        "policy line `affiliations.codes.STAF`: the key `meaning` is missing",
    );
}

/// Makes changes one after the other; the policy and what was said of the last.
#[track_caller]
fn edited(edits: &[Edit]) -> (Policy, PolicyChoice, String, Vec<String>) {
    let mut choice = PolicyChoice::default();
    let mut last = None;
    for one in edits {
        let made = edit(&choice, one, day(TODAY)).unwrap();
        choice = made.choice.clone();
        last = Some(made);
    }
    let last = last.unwrap();
    let refusal = last
        .refusal
        .map_or(String::new(), |refusal| refusal.to_string());
    (last.policy, last.choice, refusal, last.notes)
}

fn set(key: &str, text: &str) -> Edit {
    Edit::Set {
        key: key.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn a_control_changes_one_line_and_takes_it_back() {
    let (policy, choice, ..) = edited(&[set("grace_days", " 90 "), set("workday.end", "8:00")]);
    assert_eq!(policy.grace_days, 90);
    assert_eq!(
        policy.workday.end_minute,
        17 * 60,
        "before work begins it cannot end"
    );
    assert_eq!(Some(choice.changes), parse(r#"{"grace_days": 90}"#));
    let (policy, choice, ..) = edited(&[
        set("grace_days", "90"),
        Edit::Back {
            key: "grace_days".to_owned(),
        },
    ]);
    assert_eq!((policy, choice), (Policy::penn(), PolicyChoice::default()));
    let (policy, ..) = edited(&[
        set("calendar.weekdays", "sun,mon"),
        set("workday.start", "8:30"),
    ]);
    assert_eq!(
        policy.calendar.weekdays,
        [true, false, false, false, false, false, true]
    );
    assert_eq!(policy.workday.start_minute, 8 * 60 + 30);
}

#[test]
fn weekdays_are_put_in_and_taken_out_one_by_one() {
    let key = "calendar.weekdays";
    let (policy, ..) = edited(&[set(key, "-mon"), set(key, "-tue"), set(key, "+sun")]);
    assert_eq!(
        policy.calendar.weekdays,
        [false, false, true, true, true, false, true]
    );
    let (.., refusal, _) = edited(&[set(key, "+someday")]);
    assert!(refusal.contains("expected a list of weekdays"), "{refusal}");
}

#[test]
fn a_wrong_value_in_a_control_changes_nothing_and_is_told() {
    let (policy, choice, refusal, _) = edited(&[set("grace_days", "two months")]);
    assert_eq!((policy, choice), (Policy::penn(), PolicyChoice::default()));
    assert_eq!(
        refusal,
        "policy line `grace_days`: expected a whole number of days from 0 to 3650, but found the text `two months`"
    );
    let (.., refusal, _) = edited(&[set("calendar.weekdays", "")]);
    assert!(refusal.contains("no weekday is worked"), "{refusal}");
    let (.., refusal, _) = edited(&[set("waits.sync and autoprovisioning.minutes_max", "10")]);
    assert_eq!(
        refusal,
        "policy line `waits.sync and autoprovisioning.minutes_max`: a wait of at least 15 minutes cannot take at most 10"
    );
    let (.., refusal, _) = edited(&[set("affiliations.codes.XYZ.meaning", "x")]);
    assert_eq!(
        refusal,
        "policy line `affiliations.codes.XYZ.meaning`: there is no code `XYZ`"
    );
}

#[test]
fn codes_are_added_changed_and_taken_out() {
    let add = |key: &str, text: &str| Edit::Add {
        key: key.to_owned(),
        text: text.to_owned(),
    };
    let codes = "affiliations.codes";
    let (policy, choice, ..) = edited(&[
        add(codes, " alum "),
        set("affiliations.codes.ALUM.meaning", "Alumni"),
        set("affiliations.codes.ALUM.eligible", "if"),
        Edit::Remove {
            key: "affiliations.codes.CTSY".to_owned(),
        },
    ]);
    let rule = policy.affiliation("alum").unwrap();
    assert_eq!(rule.meaning, "Alumni");
    assert_eq!(
        rule.eligible,
        Eligible::If("a condition that is not stated".to_owned())
    );
    assert_eq!(policy.affiliation("CTSY"), None);
    assert_eq!(resolve(&choice), Ok(policy));
    let (policy, _, refusal, _) = edited(&[add(codes, "ALUM"), add(codes, "alum")]);
    assert_eq!(
        refusal,
        "policy line `affiliations.codes`: there is a code `ALUM` already"
    );
    assert_eq!(policy.affiliation("ALUM").unwrap().eligible, Eligible::No);
    let (.., refusal, _) = edited(&[add(codes, "a b")]);
    assert_eq!(
        refusal,
        "policy line `affiliations.codes`: expected 1 to 12 capital letters and digits as the code, but found `A B`"
    );
    let back = Edit::Back {
        key: "affiliations.codes.CTSY".to_owned(),
    };
    let (policy, ..) = edited(&[
        Edit::Remove {
            key: "affiliations.codes.CTSY".to_owned(),
        },
        back,
    ]);
    assert!(policy.affiliation("CTSY").is_some());
    let (policy, ..) = edited(&[
        add("waits", "transfer of files"),
        set("waits.transfer of files.minutes_max", "30"),
    ]);
    assert_eq!(policy.wait_minutes(), 110);
}

#[test]
fn holidays_come_as_a_list_and_what_is_not_taken_is_told() {
    let add = |text: &str| Edit::Add {
        key: "calendar.holidays".to_owned(),
        text: text.to_owned(),
    };
    let (policy, _, refusal, notes) = edited(&[add("2026-12-28 break\n03/04/2026")]);
    assert_eq!(policy.calendar.holiday(day("2026-12-28")), Some("break"));
    assert_eq!(refusal, "");
    assert_eq!(notes[0], "1 day was taken");
    assert!(notes[1].starts_with("line 2: `03/04/2026` is"), "{notes:?}");
    let (.., notes) = edited(&[add("2026-12-28"), add("2026-12-28\n2026-12-29")]);
    assert_eq!(notes, ["2 days were taken, 1 of them already in the list"]);
    let (policy, _, refusal, _) = edited(&[add("someday")]);
    assert_eq!(policy, Policy::penn());
    assert!(refusal.contains("line 1: expected a day"), "{refusal}");
}

#[test]
fn a_file_comes_in_and_a_broken_one_changes_nothing() {
    let mut other = Policy::penn();
    other.id = "med-2026".to_owned();
    other.grace_days = 45;
    let import = |text: String| Edit::Import { text };
    let (policy, choice, ..) = edited(&[import(write(&other))]);
    assert_eq!(policy, other);
    assert_eq!(choice.id, "penn-2020");
    let broken = write(&other).replace("45", "\"45\"");
    let (policy, _, refusal, _) = edited(&[set("grace_days", "90"), import(broken)]);
    assert_eq!(policy.grace_days, 90);
    assert!(
        refusal.contains("line 10, `grace_days`: expected a whole number"),
        "{refusal}"
    );
    let (policy, choice, ..) = edited(&[
        set("grace_days", "90"),
        Edit::Profile {
            id: "blank".to_owned(),
        },
    ]);
    assert_eq!(
        (policy, choice),
        (profiles::blank(), PolicyChoice::of("blank"))
    );
}

#[test]
fn every_line_says_what_it_means() {
    for line in lines() {
        assert!(
            !line.caption.is_empty() && !line.help.is_empty(),
            "{}",
            line.key
        );
        assert_eq!(
            line.kind.check(&(line.get)(&Policy::penn())),
            Ok(()),
            "{}",
            line.key
        );
    }
    assert!(maps().iter().all(|map| !map.help.is_empty()));
    assert_eq!(known_keys().count(), 32);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z0-9 ,.\"\\\\é]{0,20}", Just("x".to_owned())]
}

fn any_name() -> impl Strategy<Value = String> {
    "[a-z][a-z \"é]{0,10}"
}

fn any_days() -> impl Strategy<Value = Vec<(NaiveDate, String)>> {
    let day = (0..2000i64).prop_map(|n| day("2024-01-01") + TimeDelta::days(n));
    proptest::collection::vec((day, any_text()), 0..30)
}

fn any_waits() -> impl Strategy<Value = Vec<Wait>> {
    let wait = (any_name(), 0..300u32, 0..300u32, any::<bool>());
    proptest::collection::vec(wait, 0..4).prop_map(|waits| {
        let mut all: Vec<Wait> = Vec::new();
        for (name, least, more, counted) in waits {
            all.retain(|known| known.name != name);
            all.push(Wait {
                name,
                minutes_min: least,
                minutes_max: least + more,
                counted,
            });
        }
        all
    })
}

fn any_rules() -> impl Strategy<Value = Vec<AffiliationRule>> {
    let origin = prop::sample::select(vec![
        Origin::Payroll,
        Origin::StudentRecords,
        Origin::Manual,
        Origin::Unmarked,
    ]);
    let eligible = prop_oneof![
        Just(Eligible::Yes),
        Just(Eligible::No),
        "[a-z]{1,9}".prop_map(Eligible::If)
    ];
    let code = prop_oneof![
        "[A-Z0-9]{1,12}",
        prop::sample::select(vec!["STAF", "STU", "FAC"]).prop_map(str::to_owned)
    ];
    let rule =
        (code, any_text(), origin, eligible).prop_map(|(code, meaning, origin, eligible)| {
            AffiliationRule {
                code,
                meaning,
                origin,
                eligible,
            }
        });
    (any::<bool>(), proptest::collection::vec(rule, 0..6)).prop_map(|(penn, rules)| {
        let mut all = if penn {
            Policy::penn().affiliations.rules
        } else {
            Vec::new()
        };
        for rule in rules {
            all.retain(|known: &AffiliationRule| known.code != rule.code);
            all.push(rule);
        }
        all
    })
}

fn any_checklists() -> impl Strategy<Value = Vec<Checklist>> {
    let step =
        (any_text(), any_text(), 0..200u32).prop_map(|(text, owner, wait_minutes)| ChecklistStep {
            text,
            owner,
            wait_minutes,
        });
    let steps = proptest::collection::vec(step, 0..3);
    proptest::collection::vec(steps, 0..3).prop_map(|lists| {
        let name = |n: usize| format!("version {n}");
        lists
            .into_iter()
            .enumerate()
            .map(|(n, steps)| Checklist {
                name: name(n),
                steps,
            })
            .collect()
    })
}

prop_compose! {
    /// Any policy that fits together.
    fn any_policy()(
        words in (any_text(), any_text(), any_name(), "[a-z0-9-]{1,12}", any_text()),
        built_in in prop::option::of(prop::sample::select(vec!["penn-2020", "blank", "microsoft-30-day"])),
        numbers in (0..60u32, 60..900u32, 60..400u32, 0..9u32, 1..50u32),
        counts in prop::sample::select(vec![GraceDays::CalendarDays, GraceDays::WorkingDays, GraceDays::NotUsed]),
        from in prop::sample::select(vec![RecoveryStart::ScheduledDate, RecoveryStart::DisableDate, RecoveryStart::DeletedAt]),
        calendar in (prop::sample::select(HolidayRules::ALL.to_vec()), 1..128u8, any_days()),
        weekday in prop::option::of(0..7u8),
        work in (0..1000u32, 1..440u32),
        steps in (0..20u32, 1..20u32, 1..20u32),
        waits in any_waits(),
        rules in any_rules(),
        lists in any_checklists(),
        longest in any::<bool>(),
        name in prop::sample::select([&SIX[..], &["America/New_York", "UTC", "-03:30"]].concat()),
    ) -> Policy {
        let mut policy = Policy::penn();
        policy.zone = zone(name);
        policy.id = built_in.map_or(words.3, str::to_owned);
        policy.name = words.2;
        (policy.source, policy.source_date) = (words.0, words.1);
        policy.version = numbers.4;
        policy.grace_counts = counts;
        policy.recovery_counts_from = from;
        policy.disable_lead_days = numbers.0;
        policy.grace_days = numbers.1;
        policy.recovery_days = numbers.2;
        policy.lead_time_others = numbers.3;
        policy.deceased = Deceased { grace_days: numbers.2, recovery_days: numbers.1, extension_months: numbers.3 };
        policy.calendar.rules = calendar.0;
        for place in 0..7 {
            policy.calendar.weekdays[place] = calendar.1 & (1 << place) != 0;
        }
        policy.calendar.holidays = calendar.2.into_iter().collect();
        policy.deletion_weekday = weekday.map(|n| chrono::Weekday::try_from(n).unwrap());
        policy.workday = Workday { start_minute: work.0, end_minute: work.0 + work.1 };
        policy.thresholds = Thresholds { imminent: steps.0, soon: steps.0 + steps.1, watch: steps.0 + steps.1 + steps.2 };
        policy.waits = waits;
        policy.affiliations.rules = rules;
        policy.affiliations.source_date = words.4;
        policy.checklist_in_force = lists.last().map_or(String::new(), |list| list.name.clone());
        policy.checklists = lists;
        if longest {
            policy.several_affiliations = SeveralAffiliations::LongestWins;
        }
        policy.inactivity = Inactivity { days: numbers.1, min_account_age_days: numbers.0 };
        policy
    }
}

/// One small damage: a letter out, in or changed.
fn damaged(text: &str, place: prop::sample::Index, with: Option<char>) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = place.index(letters.len());
    match with {
        Some(letter) => letters[place] = letter,
        None => drop(letters.remove(place)),
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(policy in any_policy()) {
        prop_assert_eq!(check(&policy), Ok(()));
        prop_assert_eq!(read(&write(&policy)), Ok(policy));
    }

    #[test]
    fn a_link_gives_the_policy_it_was_made_of(policy in any_policy()) {
        let choice = choice_of(&policy);
        prop_assert_eq!(resolve(&choice), Ok(policy.clone()));
        prop_assert_eq!(edit(&choice, &Edit::Show, day(TODAY)).unwrap().choice, choice);
    }

    #[test]
    fn a_damaged_file_is_read_as_a_sound_policy_or_not_at_all(
        policy in any_policy(),
        place in any::<prop::sample::Index>(),
        letter in prop::option::of(prop::sample::select("{}[]\",:0-9ax\n\u{e9}".chars().collect::<Vec<_>>())),
    ) {
        match read(&damaged(&write(&policy), place, letter)) {
            Ok(read) => prop_assert_eq!(check(&read), Ok(())),
            Err(why) => prop_assert!(!why.is_empty()),
        }
    }

    #[test]
    fn no_control_breaks_a_policy(key in prop::sample::select(known_keys().collect::<Vec<_>>()), text in any_text()) {
        for one in [set(key, &text), Edit::Add { key: key.to_owned(), text: text.clone() }, Edit::Back { key: key.to_owned() }] {
            let made = edit(&PolicyChoice::default(), &one, day(TODAY)).unwrap();
            prop_assert_eq!(check(&made.policy), Ok(()));
            prop_assert_eq!(resolve(&made.choice), Ok(made.policy));
        }
    }
}

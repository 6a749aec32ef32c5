use super::*;
use crate::ingest::cell::DateReading;
use crate::lifecycle::deadline::Evidence;
use crate::lifecycle::decision::{Change, Decisions, Verdict};
use crate::lifecycle::standing::standing;

/// What to do about an account that is deleted on this day, at this moment.
fn todo_of(deletion: Option<&str>, now: &str, decisions: &Decisions) -> TodoView {
    let policy = Policy::penn();
    let now = Moment::parse(now).unwrap();
    let evidence = Evidence {
        scheduled: deletion.map_or(DateReading::Missing, |text| DateReading::Day(day(text))),
        has_reason: true,
        ..Evidence::default()
    };
    let today = now.local(&policy.zone).0;
    let standing = standing(&evidence, None, today, &policy);
    todo(&About {
        key: "jdoe",
        name: "Jo Doe",
        standing: Some(&standing),
        policy: &policy,
        decision: decisions.of("jdoe"),
        today,
        now,
    })
}

fn titles(todo: &TodoView) -> Vec<&str> {
    todo.branches
        .iter()
        .map(|branch| branch.title.as_str())
        .collect()
}

fn starts(branch: &BranchView) -> Vec<&str> {
    let steps = branch.steps.iter();
    steps.map(|step| step.start_by.as_str()).collect()
}

#[test]
fn each_step_before_a_wait_says_by_when_it_has_to_begin() {
    let none = Decisions::default();
    // Sat 28 Nov is the disable day, Thanksgiving and the day after are holidays.
    let todo = todo_of(Some("2026-11-29"), "2026-11-22T19:00:00Z", &none);
    assert_eq!(titles(&todo), ["Keep it", "Or let it go"]);
    let keep = &todo.branches[0];
    assert_eq!(
        starts(keep),
        [
            "start by Wed 25 Nov 2026 15:40 to be safe",
            "start by Wed 25 Nov 2026 16:00 to be safe",
            "start by Wed 25 Nov 2026 16:00 to be safe",
            "",
        ]
    );
    assert_eq!(
        keep.note,
        "All waits take 80 minutes at most: start by Wed 25 Nov 2026 15:40 to be safe. \
         At Fri 27 Nov 2026 22:40 it is too late: sign-in is disabled on Sat 28 Nov 2026."
    );
    assert_eq!(
        todo.followed,
        "Steps “Active Roles (since 2021)” of the policy Penn (published process, example), version 1"
    );
}

#[test]
fn a_safe_start_that_is_past_is_told_as_past_and_the_waits_that_do_not_fit_too() {
    let none = Decisions::default();
    let note = |now| {
        todo_of(Some("2026-11-29"), now, &none).branches[0]
            .note
            .clone()
    };
    assert!(note("2026-11-25T20:40:00Z").contains("start by Wed 25 Nov 2026 15:40 to be safe"));
    let late = note("2026-11-25T20:41:00Z");
    assert!(late.contains("is past: act now, by phone"), "{late}");
    let todo = todo_of(Some("2026-11-29"), "2026-11-25T20:41:00Z", &none);
    assert_eq!(
        starts(&todo.branches[0])[0],
        "was to be started by Wed 25 Nov 2026 15:40 to be safe"
    );
    let too_late = note("2026-11-28T03:41:00Z");
    assert_eq!(
        too_late,
        "All waits take 80 minutes at most, and they do not fit any more: sign-in is disabled on Sat 28 Nov 2026. Act now, by phone."
    );
}

/// What to do about an account that is deleted in a week, under a policy.
fn todo_under(policy: &Policy) -> TodoView {
    let evidence = Evidence {
        scheduled: DateReading::Day(day("2026-11-29")),
        ..Evidence::default()
    };
    let today = day("2026-11-22");
    let standing = standing(&evidence, None, today, policy);
    todo(&About {
        key: "jdoe",
        name: "Jo Doe",
        standing: Some(&standing),
        policy,
        decision: None,
        today,
        now: Moment::parse("2026-11-22T19:00:00Z").unwrap(),
    })
}

#[test]
fn the_older_order_of_the_steps_gives_other_last_moments() {
    let mut policy = Policy::penn();
    policy.checklists.remove(0);
    let todo = todo_under(&policy);
    assert!(
        todo.followed
            .starts_with("Steps “Cloud Control (until 2021)” of the policy")
    );
    let expected = ["15:40", "15:40", "16:00"]
        .map(|time| format!("start by Wed 25 Nov 2026 {time} to be safe"));
    assert_eq!(starts(&todo.branches[0])[..3], expected);
}

#[test]
fn what_is_offered_depends_on_the_stage() {
    #[track_caller]
    fn case(deletion: Option<&str>, expected: &[&str], note: &str) {
        let todo = todo_of(deletion, "2026-11-22T19:00:00Z", &Decisions::default());
        assert_eq!(titles(&todo), expected);
        let notes: Vec<&str> = todo
            .branches
            .iter()
            .map(|branch| branch.note.as_str())
            .collect();
        assert!(notes.iter().any(|found| found.contains(note)), "{notes:?}");
    }
    case(
        Some("2026-12-18"),
        &["Keep it", "Or let it go"],
        "possible only until the account is deprovisioned on Fri 18 Dec 2026",
    );
    case(
        Some("2026-11-23"),
        &["Keep it", "Or let it go"],
        "At Sun 22 Nov 2026 22:40 it is too late: it is deprovisioned on Mon 23 Nov 2026",
    );
    case(
        Some("2026-11-10"),
        &["Bring it back", "Let it go"],
        "start by Tue 8 Dec 2026 15:40 to be safe",
    );
    case(
        Some("2026-11-10"),
        &["Bring it back", "Let it go"],
        "gone for good on Thu 10 Dec 2026",
    );
    case(
        Some("2026-10-01"),
        &["Nothing can be done any more"],
        "gone for good since Sat 31 Oct 2026",
    );
    case(
        None,
        &["Find out first", "Keep it", "Or let it go"],
        "treat it as urgent until it is explained",
    );
}

#[test]
fn a_tick_is_shown_with_who_and_when_and_its_wait_runs() {
    let mut decisions = Decisions::default();
    let policy = Policy::penn();
    let now = Moment::parse("2026-11-23T19:05:00Z").unwrap();
    let first = &policy.checklists[0].steps[0];
    let tick = |step: &str, list: &str, state, wait| Change::Step {
        list: list.into(),
        step: step.into(),
        state: Some(state),
        wait,
    };
    decisions.change(
        "jdoe",
        "AB",
        now,
        tick(&first.text, "new", StepState::Done, 20),
    );
    decisions.change(
        "jdoe",
        "AB",
        now,
        tick(QUESTIONS[0].0, LET_GO, StepState::NotWanted, 0),
    );
    decisions.change(
        "jdoe",
        "CD",
        now,
        tick("An older step.", "old", StepState::Done, 0),
    );
    decisions.change(
        "jdoe",
        "CD",
        now,
        Change::Decide(Some(Verdict::Keep), "by phone".into()),
    );
    let todo = todo_of(Some("2026-11-29"), "2026-11-23T19:13:00Z", &decisions);
    let step = &todo.branches[0].steps[0];
    assert_eq!(
        (step.state.as_str(), step.said.as_str()),
        ("done", "done, AB, Mon 23 Nov 2026 14:05")
    );
    assert_eq!(todo.branches[1].steps[0].state, "not-wanted");
    assert_eq!(todo.branches[1].steps[3].wait_minutes, 75);
    assert_eq!(
        todo.elsewhere,
        ["An older step. (old): done, CD, Mon 23 Nov 2026 14:05"]
    );
    assert_eq!(todo.waits.len(), 1);
    assert_eq!(
        todo.waits[0].line(
            Moment::parse("2026-11-23T19:13:00Z").unwrap().0,
            &policy.zone
        ),
        "waiting since 14:05, done by 14:25 at the latest; 12 min left"
    );
    assert_eq!(todo.decided, "keep, CD, Mon 23 Nov 2026 14:05");
    assert_eq!(todo.note, "by phone");
}

#[test]
fn the_letter_asks_the_manager_with_the_days_that_count() {
    let none = Decisions::default();
    let letter = todo_of(Some("2026-11-29"), "2026-11-22T19:00:00Z", &none).letter;
    assert_eq!(
        letter,
        "The account of Jo Doe (jdoe) ends on Sun 29 Nov 2026: shall we keep it?\n\n\
         The account is flagged for deprovisioning. Sign-in is disabled on Sat 28 Nov 2026, and on Sun 29 Nov 2026 the account is \
         closed and gets no more mail; until Tue 29 Dec 2026 its mailbox can be brought back.\n\n\
         Please tell us by Wed 25 Nov 2026:\n\
         - Shall we keep it? In which role does the person go on, and until when?\n\
         - Or shall we let it go? Then please answer, for it is possible only until Sun 29 Nov 2026:\n  \
         - Export the mail: to whom does it go?\n  \
         - Forward new mail: to which address?\n  \
         - Automatic reply: with which text, and until when?\n  \
         - Block the person's sign-in? Where the separation is contentious, ask by phone for the immediate way.\n  \
         - Keep it functioning as it is until the end?\n"
    );
    assert!(
        todo_of(None, "2026-11-22T19:00:00Z", &none)
            .letter
            .contains("does not say when it ends")
    );
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_wait_that_is_counted_and_that_no_step_waits_for_is_a_step_of_its_own() {
    let mut policy = Policy::penn();
    let propagation = policy
        .waits
        .iter_mut()
        .find(|wait| wait.name == "propagation");
    propagation.unwrap().counted = true;
    let todo = todo_under(&policy);
    let keep = &todo.branches[0];
    let waits: Vec<u32> = keep.steps.iter().map(|step| step.wait_minutes).collect();
    assert_eq!(waits, [20, 0, 60, 30, 0]);
    assert_eq!(keep.steps[3].text, "Wait for propagation.");
    // Half an hour earlier than without.
    assert_eq!(starts(keep)[0], "start by Wed 25 Nov 2026 15:10 to be safe");
    assert_eq!(starts(keep)[3], "start by Wed 25 Nov 2026 16:30 to be safe");
}

#[test]
fn what_is_asked_for_before_somebody_leaves_takes_its_time() {
    let todo = todo_of(
        Some("2026-11-29"),
        "2026-11-22T19:00:00Z",
        &Decisions::default(),
    );
    let steps = todo.branches[1].steps.iter();
    let waits: Vec<u32> = steps.map(|step| step.wait_minutes).collect();
    // Forwarding and a reply hold after half an hour (P40), a block after an hour and a quarter (P38).
    assert_eq!(waits, [0, 30, 30, 75, 0]);
}

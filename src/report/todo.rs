//! What to do about one account: which ways are open, each as a list of steps with who, by when and what became of it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::waiting::{WaitView, waits_of};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::calendar::show_weekday_date;
use crate::lifecycle::clocks::{Clocks, end_of_work, safe_end};
use crate::lifecycle::decision::{Decision, LET_GO, StepState};
use crate::lifecycle::moment::{Moment, show_minute};
use crate::lifecycle::policy::Policy;
use crate::lifecycle::stage::Stage;
use crate::lifecycle::standing::Standing;

/// What to do about one account, and what was decided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TodoView {
    /// The account's key.
    pub key: String,
    /// Whose steps these are: the policy, and the version of its checklist in force (P33).
    pub followed: String,
    /// The ways that are open, the one to try first first.
    pub branches: Vec<BranchView>,
    /// Stable name of what was decided; empty while nothing was.
    pub verdict: String,
    /// What was decided, by whom and when, as a sentence.
    pub decided: String,
    /// The note.
    pub note: String,
    /// Steps that were ticked in a list that is not shown here.
    pub elsewhere: Vec<String>,
    /// The account's waits.
    pub waits: Vec<WaitView>,
    /// A text that asks the person's manager what is to become of the account.
    pub letter: String,
}

impl TodoView {
    /// The same before anything was said: what changes only with the account, the policy and the hour.
    pub fn without_answers(&self) -> TodoView {
        let mut bare = TodoView {
            verdict: String::new(),
            decided: String::new(),
            note: String::new(),
            elsewhere: Vec::new(),
            waits: Vec::new(),
            ..self.clone()
        };
        for step in bare
            .branches
            .iter_mut()
            .flat_map(|branch| &mut branch.steps)
        {
            step.state.clear();
            step.said.clear();
        }
        bare
    }
}

/// One way to go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BranchView {
    /// The list that its steps are ticked in; empty where there is nothing to tick.
    pub list: String,
    /// Its caption.
    pub title: String,
    /// What is to be known about it: by when, or why nothing can be done.
    pub note: String,
    /// Its steps in their order; questions have none.
    pub steps: Vec<TodoStep>,
}

/// A step, or a question to be answered (P37).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TodoStep {
    /// What to do, or what is asked.
    pub text: String,
    /// Who does it.
    pub owner: String,
    /// Whether it is a question, which may be answered by “not wanted”.
    pub is_question: bool,
    /// By when to start, where waits follow (domain 2.7 rule 3).
    pub start_by: String,
    /// Minutes to wait after it, at most.
    pub wait_minutes: u32,
    /// Stable name of what became of it; empty while nothing did.
    pub state: String,
    /// What became of it, by whom and when.
    pub said: String,
    /// The step as a text of its own.
    pub copy: String,
}

/// What is known of the account when its steps are made.
pub struct About<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its name.
    pub name: &'a str,
    /// How it stands; nothing where it is in no enrollment report.
    pub standing: Option<&'a Standing>,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What was decided.
    pub decision: Option<&'a Decision>,
    /// The evaluation day.
    pub today: NaiveDate,
    /// The moment it is asked at.
    pub now: Moment,
}

/// The five questions before somebody leaves (P37); each is possible only until the account is deprovisioned.
/// With each the wait of a policy that follows it.
const QUESTIONS: [(&str, &str); 5] = [
    ("Export the mail: to whom does it go?", ""),
    ("Forward new mail: to which address?", PROPAGATION),
    (
        "Automatic reply: with which text, and until when?",
        PROPAGATION,
    ),
    (BLOCK, BLOCK_WAIT),
    ("Keep it functioning as it is until the end?", ""),
];

/// P38: the block group works slowly, and there is another way where there is no time.
const BLOCK: &str = "Block the person's sign-in? Where the separation is contentious, ask by phone for the immediate way.";

/// The wait of a policy that follows a block.
const BLOCK_WAIT: &str = "block of sign-in";

/// The wait of a policy until a changed setting holds everywhere (P40).
const PROPAGATION: &str = "propagation";

/// What to do first where nothing is known about the end of an account.
const FIND_OUT: [&str; 3] = [
    "Read under Why what is missing, and correct it where the file is wrong.",
    "Look the person up where affiliations are kept, or ask who keeps them: is an eligible affiliation active, and until when?",
    "Load a report that has the date, or note here what was found out.",
];

/// The same for a name of one's own list that no report has.
const FIND_ROW: [&str; 3] = [
    "Look under Matching whether the report spells the name otherwise.",
    "Look the person up where affiliations are kept, or ask who keeps them: is an eligible affiliation active, and until when?",
    "Load a report that has the person, or note here what was found out.",
];

const SUPPORT: &str = "local support provider";

/// What to do about an account (P28 to P38).
pub fn todo(about: &About) -> TodoView {
    let branches = branches(about);
    let (decision, zone) = (about.decision, &about.policy.zone);
    let shown = |text: &str| {
        let mut steps = branches.iter().flat_map(|branch| &branch.steps);
        steps.any(|step| step.text == text)
    };
    let steps = decision.into_iter().flat_map(|decision| &decision.steps);
    let elsewhere = steps.filter(|step| !shown(&step.step)).map(|step| {
        let said = said(Some(step.state), &step.by, step.at, zone);
        format!("{} ({}): {said}", step.step, step.list)
    });
    TodoView {
        key: about.key.to_string(),
        followed: followed(about.policy),
        verdict: decision
            .and_then(|decision| decision.verdict)
            .map_or(String::new(), |verdict| verdict.name().to_string()),
        decided: decision.map_or(String::new(), |decision| decided(decision, zone)),
        note: decision.map_or(String::new(), |decision| decision.note.clone()),
        elsewhere: elsewhere.collect(),
        waits: decision.map_or(Vec::new(), waits_of),
        letter: letter(about),
        branches,
    }
}

/// What was decided, by whom and when: `keep, AB, Sun 22 Nov 2026 14:05`.
pub fn decided(decision: &Decision, zone: &ZoneRules) -> String {
    let what = match decision.verdict {
        Some(verdict) => verdict.label(),
        None if decision.by.is_empty() => return String::new(),
        None => "undecided again",
    };
    format!("{what}, {}, {}", decision.by, decision.at.show(zone))
}

fn said(state: Option<StepState>, by: &str, at: Moment, zone: &ZoneRules) -> String {
    let what = match state {
        None => return String::new(),
        Some(StepState::Done) => "done",
        Some(StepState::Wanted) => "wanted",
        Some(StepState::NotWanted) => "not wanted",
    };
    format!("{what}, {by}, {}", at.show(zone))
}

fn followed(policy: &Policy) -> String {
    let place = format!("of the policy {}, version {}", policy.name, policy.version);
    match policy.checklist() {
        Some(list) => format!("Steps “{}” {place}", list.name),
        None => format!("No steps: the checklist {place}, is empty"),
    }
}

fn branches(about: &About) -> Vec<BranchView> {
    let nothing = |title: &str, note: String| BranchView {
        title: title.to_string(),
        note,
        ..BranchView::default()
    };
    let clocks = about.standing.and_then(|standing| standing.clocks);
    let stage = about
        .standing
        .map_or(Stage::Unknown, |standing| standing.stage);
    let day = |day: fn(&Clocks) -> NaiveDate| {
        clocks
            .as_ref()
            .map_or(String::new(), |clocks| show_weekday_date(day(clocks)))
    };
    match stage {
        Stage::Active => vec![nothing(
            "Nothing to do",
            "It is not flagged, and an affiliation keeps it.".to_string(),
        )],
        Stage::Flagged | Stage::Disabled => vec![kept(about, "Keep it"), let_go(about)],
        Stage::Deprovisioned => vec![
            kept(about, "Bring it back"),
            nothing(
                "Let it go",
                format!(
                    "It was closed on {}: mail could be exported or forwarded, a reply set and sign-in blocked only until then. \
                     Unless it is brought back, the mailbox is gone for good on {}.",
                    day(|clocks| clocks.deletion_day),
                    day(|clocks| clocks.recovery_end)
                ),
            ),
        ],
        Stage::Deleted => vec![nothing(
            "Nothing can be done any more",
            format!(
                "The account and its mail are gone for good since {}: nobody can bring them back. \
                 A new account would begin empty.",
                day(|clocks| clocks.recovery_end)
            ),
        )],
        Stage::Unknown => {
            let first = match about.standing {
                Some(_) => &FIND_OUT,
                None => &FIND_ROW,
            };
            let mut branches = vec![BranchView {
                list: "find out".to_string(),
                title: "Find out first".to_string(),
                note: "Nothing says by when to act: treat it as urgent until it is explained."
                    .to_string(),
                steps: first
                    .iter()
                    .map(|text| step(about, text, SUPPORT, 0, String::new()))
                    .collect(),
            }];
            if about.standing.is_some() {
                branches.extend([kept(about, "Keep it"), let_go(about)]);
            }
            branches
        }
    }
}

/// By when the waits have to be over: to be safe, and at all, with what happens then.
fn ends(about: &About) -> Option<(NaiveDateTime, NaiveDateTime, String)> {
    let standing = about.standing?;
    let clocks = standing.clocks.as_ref()?;
    let (disabled, closed) = (clocks.disable_day, clocks.deletion_day);
    let at = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    Some(match standing.stage {
        Stage::Deprovisioned => {
            let end = at(clocks.recovery_end);
            let safe = end_of_work(clocks.safe_recovery_day, about.policy)?;
            let lost = format!(
                "it is gone for good on {}",
                show_weekday_date(clocks.recovery_end)
            );
            (safe.min(end), end, lost)
        }
        Stage::Disabled => {
            let safe = safe_end(clocks, about.policy)?;
            let closes = format!("it is deprovisioned on {}", show_weekday_date(closed));
            (safe, at(closed), closes)
        }
        _ => {
            let safe = safe_end(clocks, about.policy)?;
            let closes = format!("sign-in is disabled on {}", show_weekday_date(disabled));
            (safe, at(disabled), closes)
        }
    })
}

/// The evaluation day at the time of day it is now.
fn now_of(about: &About) -> NaiveDateTime {
    let minute = TimeDelta::minutes(i64::from(about.now.local(&about.policy.zone).1));
    about.today.and_time(NaiveTime::MIN) + minute
}

fn show(time: NaiveDateTime) -> String {
    let minute = time.signed_duration_since(time.date().and_time(NaiveTime::MIN));
    let minute = u32::try_from(minute.num_minutes()).unwrap_or(0);
    format!("{} {}", show_weekday_date(time.date()), show_minute(minute))
}

/// The checklist in force, each step with the last moment at which the waits behind it still fit.
fn kept(about: &About, title: &str) -> BranchView {
    let Some(list) = about.policy.checklist() else {
        return BranchView {
            title: title.to_string(),
            note: followed(about.policy),
            ..BranchView::default()
        };
    };
    // Where the list waits longer than the policy counts, the list is right.
    let all = about.policy.steps();
    let total: u32 = all
        .iter()
        .fold(0, |sum, step| sum.saturating_add(step.wait_minutes));
    let total = total.max(about.policy.wait_minutes());
    let ends = ends(about);
    let now = now_of(about);
    let mut before = 0_u32;
    let mut steps = Vec::new();
    for (place, known) in all.iter().enumerate() {
        let waits_follow = all[place..].iter().any(|step| step.wait_minutes > 0);
        let left = total - before.min(total);
        let latest = ends.as_ref().filter(|_| waits_follow);
        let latest = latest.and_then(|(safe, ..)| about.policy.zone.minutes_before(*safe, left));
        let start_by = latest.map_or(String::new(), |latest| match now <= latest {
            true => format!("start by {} to be safe", show(latest)),
            false => format!("was to be started by {} to be safe", show(latest)),
        });
        before = before.saturating_add(known.wait_minutes);
        steps.push(step(
            about,
            &known.text,
            &known.owner,
            known.wait_minutes,
            start_by,
        ));
    }
    BranchView {
        list: list.name.clone(),
        title: title.to_string(),
        note: ends.map_or(String::new(), |ends| {
            urgency_note(ends, total, now, &about.policy.zone)
        }),
        steps,
    }
}

fn urgency_note(
    (safe, hard, then): (NaiveDateTime, NaiveDateTime, String),
    total: u32,
    now: NaiveDateTime,
    zone: &ZoneRules,
) -> String {
    let (safe, hard) = (
        zone.minutes_before(safe, total),
        zone.minutes_before(hard, total),
    );
    let (Some(safe), Some(hard)) = (safe, hard) else {
        return String::new();
    };
    let all = format!("All waits take {total} minutes at most");
    if now <= safe {
        return format!(
            "{all}: start by {} to be safe. At {} it is too late: {then}.",
            show(safe),
            show(hard)
        );
    }
    match now <= hard {
        true => format!(
            "{all}. The safe start, {}, is past: act now, by phone. At {} it is too late: {then}.",
            show(safe),
            show(hard)
        ),
        false => format!("{all}, and they do not fit any more: {then}. Act now, by phone."),
    }
}

/// The five questions, possible only until the account is deprovisioned (P37).
fn let_go(about: &About) -> BranchView {
    let wait = |name: &str| {
        let mut waits = about.policy.waits.iter();
        let known = waits.find(|wait| wait.name == name);
        known.map_or(0, |wait| wait.minutes_max)
    };
    let steps = QUESTIONS.iter().map(|&(text, follows)| TodoStep {
        is_question: true,
        ..step(about, text, SUPPORT, wait(follows), String::new())
    });
    let clocks = about.standing.and_then(|standing| standing.clocks);
    let until = clocks.map_or_else(
        || "until the account is deprovisioned, and nobody knows when that is".to_string(),
        |clocks| {
            format!(
                "until the account is deprovisioned on {}",
                show_weekday_date(clocks.deletion_day)
            )
        },
    );
    BranchView {
        list: LET_GO.to_string(),
        title: "Or let it go".to_string(),
        note: format!(
            "Five questions to answer first. What they ask for is possible only {until}."
        ),
        steps: steps.collect(),
    }
}

fn step(about: &About, text: &str, owner: &str, wait_minutes: u32, start_by: String) -> TodoStep {
    let mut steps = about
        .decision
        .into_iter()
        .flat_map(|decision| &decision.steps);
    let known = steps.find(|known| known.step == text);
    let mut copy = format!("{} ({}): {text}", about.name, about.key);
    for (before, part) in [(" Who: ", owner), (" By when: ", start_by.as_str())] {
        if !part.is_empty() {
            copy.push_str(&format!("{before}{part}."));
        }
    }
    TodoStep {
        text: text.to_string(),
        owner: owner.to_string(),
        is_question: false,
        start_by,
        wait_minutes,
        state: known.map_or(String::new(), |known| known.state.name().to_string()),
        said: known.map_or(String::new(), |known| {
            said(Some(known.state), &known.by, known.at, &about.policy.zone)
        }),
        copy,
    }
}

/// A text that asks the person's manager what is to become of the account; nothing where nothing is to decide.
fn letter(about: &About) -> String {
    let Some(standing) = about.standing else {
        return String::new();
    };
    let who = format!("{} ({})", about.name, about.key);
    let Some(clocks) = &standing.clocks else {
        return match standing.stage {
            Stage::Active => String::new(),
            _ => format!(
                "The account of {who}: is it still needed?\n\n\
                 A report lists this account, but does not say when it ends. Please tell us soon whether the person \
                 still works with you, and in which role, so that we can keep the account or let it go.\n"
            ),
        };
    };
    let [disabled, closed, end] =
        [clocks.disable_day, clocks.deletion_day, clocks.recovery_end].map(show_weekday_date);
    let by = show_weekday_date(match standing.stage {
        Stage::Deprovisioned => clocks.safe_recovery_day.max(about.today),
        _ => clocks.last_safe_day.max(about.today),
    });
    match standing.stage {
        Stage::Deleted => format!(
            "The account of {who} is gone\n\n\
             It was closed on {closed} and is gone for good since {end}, with its mail. Nobody can bring it back.\n"
        ),
        Stage::Deprovisioned => format!(
            "The account of {who} is closed: shall we bring it back?\n\n\
             It was closed on {closed}. Until {end} its mailbox can be brought back, \
             after that it is gone for good. Please tell us by {by} whether it is still needed, and in which role.\n"
        ),
        _ => format!(
            "The account of {who} ends on {closed}: shall we keep it?\n\n\
             The account is flagged for deprovisioning. Sign-in is disabled on {disabled}, and on {closed} the account is \
             closed and gets no more mail; until {end} its mailbox can be brought back.\n\n\
             Please tell us by {by}:\n\
             - Shall we keep it? In which role does the person go on, and until when?\n\
             - Or shall we let it go? Then please answer, for it is possible only until {closed}:\n{}",
            QUESTIONS
                .map(|(question, _)| format!("  - {question}\n"))
                .concat()
        ),
    }
}

#[cfg(test)]
mod tests;

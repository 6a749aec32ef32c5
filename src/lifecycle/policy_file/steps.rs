//! The steps of the checklists, one by one, as the controls of the screen change them (P28 to P33).
//!
//! A key names a step by places from 1, as a file's errors do: `checklists.1.steps.2.text`. A step of the
//! profile that was taken out is `checklists.1.profile.2`, by its place there.

use super::Refusal;
use super::kinds::Kind;
use super::lines::{CHECKLISTS, MINUTES, number, text, unexpected};
use crate::json::Json;
use crate::lifecycle::policy::{Checklist, ChecklistStep, Policy};

/// What a step has: its key, its caption, and what its value may be.
pub const FIELDS: [(&str, &str, Kind); 3] = [
    ("text", "What to do", Kind::Text),
    ("owner", "Who", Kind::Text),
    ("wait_minutes", "Then wait", MINUTES),
];

/// What a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Which checklist, from 0.
    pub list: usize,
    /// Which of its steps, from 0; of all of them where none is named.
    pub step: Option<usize>,
    /// Whether the step is one of the profile's that was taken out.
    pub is_gone: bool,
    /// The key of what the step has; empty for all of it.
    pub field: &'a str,
}

/// The key of the steps of a checklist, from 0.
pub fn key_of_list(list: usize) -> String {
    format!("{CHECKLISTS}.{}.steps", list + 1)
}

/// The key of a step, both from 0.
pub fn key_of_step(list: usize, step: usize) -> String {
    format!("{}.{}", key_of_list(list), step + 1)
}

/// The key of a step that the profile has and the policy no longer has, both from 0.
pub fn key_of_gone(list: usize, step: usize) -> String {
    format!("{CHECKLISTS}.{}.profile.{}", list + 1, step + 1)
}

/// What a key names; `None` where it names no step.
pub fn place(key: &str) -> Option<Place<'_>> {
    let rest = key.strip_prefix(CHECKLISTS)?.strip_prefix('.')?;
    let mut parts = rest.splitn(4, '.');
    let counted = |part: &str| part.parse::<usize>().ok()?.checked_sub(1);
    let list = counted(parts.next()?)?;
    let is_gone = match parts.next()? {
        "steps" => false,
        "profile" => true,
        _ => return None,
    };
    let step = match parts.next() {
        Some(part) => Some(counted(part)?),
        None => None,
    };
    Some(Place {
        list,
        step,
        is_gone,
        field: parts.next().unwrap_or_default(),
    })
}

/// A value of a step.
pub fn value(step: &ChecklistStep, field: &str) -> Json {
    match field {
        "owner" => Json::Text(step.owner.clone()),
        "wait_minutes" => Json::Number(step.wait_minutes.into()),
        _ => Json::Text(step.text.clone()),
    }
}

/// Sets what a step has, to what its control holds.
///
/// # Errors
/// Where there is no such step, or it cannot be that.
pub fn set(policy: &mut Policy, key: &str, held: &str) -> Result<(), Refusal> {
    let none = || Refusal::new(key, "there is no such step");
    let place = place(key).ok_or_else(none)?;
    let kind = FIELDS.iter().find(|(name, ..)| *name == place.field);
    let (name, _, kind) = kind.ok_or_else(none)?;
    let json = kind.of_control(held);
    kind.check(&json)
        .map_err(|sentence| Refusal::new(key, sentence))?;
    let list = policy.checklists.get_mut(place.list).ok_or_else(none)?;
    let step = place.step.and_then(|step| list.steps.get_mut(step));
    let step = step.ok_or_else(none)?;
    match *name {
        "owner" => step.owner = text(&json),
        "wait_minutes" => step.wait_minutes = number(&json),
        _ => step.text = said(key, &text(&json))?,
    }
    Ok(())
}

/// Adds a step behind the others.
///
/// # Errors
/// Where there is no such checklist, or nothing is said.
pub fn add(policy: &mut Policy, key: &str, held: &str) -> Result<(), Refusal> {
    let none = || Refusal::new(key, "there is no such checklist");
    let place = place(key).ok_or_else(none)?;
    let list = policy.checklists.get_mut(place.list).ok_or_else(none)?;
    let json = Json::Text(held.trim().to_owned());
    if Kind::Text.check(&json).is_err() {
        return Err(unexpected(key, "a text of at most 400 letters", &json));
    }
    let owner = list
        .steps
        .last()
        .map_or(String::new(), |step| step.owner.clone());
    list.steps.push(ChecklistStep {
        text: said(key, held)?,
        owner,
        wait_minutes: 0,
    });
    Ok(())
}

/// Takes a step out.
///
/// # Errors
/// Where there is no such step.
pub fn remove(policy: &mut Policy, key: &str) -> Result<(), Refusal> {
    let none = || Refusal::new(key, "there is no such step");
    let place = place(key).filter(|place| !place.is_gone).ok_or_else(none)?;
    let list = policy.checklists.get_mut(place.list).ok_or_else(none)?;
    let step = place.step.filter(|&step| step < list.steps.len());
    list.steps.remove(step.ok_or_else(none)?);
    Ok(())
}

/// Takes a step back to what the profile says of it: one that it does not have goes, one that was taken out
/// comes to its place.
///
/// # Errors
/// Where there is no such step.
pub fn back(policy: &mut Policy, original: &Policy, key: &str) -> Result<(), Refusal> {
    let none = || Refusal::new(key, "there is no such step");
    let place = place(key).ok_or_else(none)?;
    let step = place.step.ok_or_else(none)?;
    let list = policy.checklists.get_mut(place.list).ok_or_else(none)?;
    let before = before_of(list, place.list, original);
    if place.is_gone {
        let one = before.get(step).ok_or_else(none)?;
        list.steps.insert(step.min(list.steps.len()), one.clone());
        return Ok(());
    }
    let known = counterparts(&list.steps, before).get(step).copied();
    match known.ok_or_else(none)? {
        Some(known) => list.steps[step] = before[known].clone(),
        None => drop(list.steps.remove(step)),
    }
    Ok(())
}

/// The steps that the profile has in this checklist: the one of its name, else the one in its place.
pub fn before_of<'a>(list: &Checklist, place: usize, original: &'a Policy) -> &'a [ChecklistStep] {
    let mut lists = original.checklists.iter();
    let named = lists.find(|known| known.name == list.name);
    let found = named.or(original.checklists.get(place));
    found.map_or(&[], |known| &known.steps)
}

/// For each step the place of the one of the profile that it is, or was made of: the one that says the same,
/// else the one between the same neighbours, rather one of the same owner, and of those one of the same wait.
pub fn counterparts(now: &[ChecklistStep], before: &[ChecklistStep]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::new();
    let mut next = 0;
    for step in now {
        let same = (next..before.len()).find(|&at| before[at].text == step.text);
        next = same.map_or(next, |at| at + 1);
        found.push(same);
    }
    for at in 0..now.len() {
        if found[at].is_some() {
            continue;
        }
        let first = match at.checked_sub(1) {
            None => 0,
            Some(behind) => match found[behind] {
                Some(known) => known + 1,
                None => continue,
            },
        };
        let last = found[at..].iter().flatten().next();
        let last = last.copied().unwrap_or(before.len());
        // The first of those that share most with it.
        found[at] = (first..last).min_by_key(|&known| {
            let (known, now) = (&before[known], &now[at]);
            (
                known.owner != now.owner,
                known.wait_minutes != now.wait_minutes,
            )
        });
    }
    found
}

fn said(key: &str, held: &str) -> Result<String, Refusal> {
    match held.trim() {
        "" => Err(Refusal::new(
            key,
            "a step has to say what is to be done: take it out where nothing is",
        )),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::zone::built_in;
    use crate::lifecycle::policy_choice::PolicyChoice;
    use crate::lifecycle::policy_file::edit::{Edit, edit};
    use crate::lifecycle::policy_file::resolve;

    fn after(edits: &[Edit]) -> Result<Policy, String> {
        let mut choice = PolicyChoice::default();
        let today = "2026-11-22".parse().unwrap();
        for one in edits {
            let edited = edit(&choice, one, today, built_in)?;
            if let Some(refusal) = edited.refusal {
                return Err(refusal.to_string());
            }
            choice = edited.choice;
        }
        // What a link carries is the policy again.
        resolve(&choice, built_in)
    }

    fn change(key: &str, text: &str) -> Edit {
        let (key, text) = (key.to_owned(), text.to_owned());
        Edit::Set { key, text }
    }

    fn texts(policy: &Policy) -> Vec<String> {
        let steps = policy.checklists[0].steps.iter();
        steps
            .map(|step| step.text.split(' ').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn what_a_step_says_who_does_it_and_what_is_waited_are_set_one_by_one() {
        let policy = after(&[
            change("checklists.1.steps.2.text", " Ask the dean. "),
            change("checklists.1.steps.2.owner", "dean"),
            change("checklists.1.steps.2.wait_minutes", "45"),
        ]);
        let policy = policy.unwrap();
        let step = &policy.checklists[0].steps[1];
        assert_eq!(
            (step.text.as_str(), step.owner.as_str(), step.wait_minutes),
            ("Ask the dean.", "dean", 45)
        );
        // The other version is as it was.
        assert_eq!(policy.checklists[1], Policy::penn().checklists[1]);
    }

    #[test]
    fn a_step_is_added_taken_out_and_taken_back_where_it_was() {
        let add = Edit::Add {
            key: "checklists.1.steps".to_owned(),
            text: "Write it down.".to_owned(),
        };
        let out = |key: &str| Edit::Remove {
            key: key.to_owned(),
        };
        let back = |key: &str| Edit::Back {
            key: key.to_owned(),
        };
        let first = out("checklists.1.steps.1");
        #[track_caller]
        fn case(edits: &[Edit], expected: &str) {
            assert_eq!(texts(&after(edits).unwrap()).join(" "), expected);
        }
        case(&[], "Give Override Enable Check");
        case(
            std::slice::from_ref(&add),
            "Give Override Enable Check Write",
        );
        case(std::slice::from_ref(&first), "Override Enable Check");
        case(
            &[first.clone(), back("checklists.1.profile.1")],
            "Give Override Enable Check",
        );
        case(
            &[add.clone(), back("checklists.1.steps.5")],
            "Give Override Enable Check",
        );
        case(
            &[
                change("checklists.1.steps.2.text", "Ask."),
                back("checklists.1.steps.2"),
            ],
            "Give Override Enable Check",
        );
        // The places after one that was taken out do not count as changed.
        case(
            &[first, back("checklists.1.steps.1")],
            "Override Enable Check",
        );
    }

    #[test]
    fn what_makes_no_step_is_refused_beside_its_control() {
        #[track_caller]
        fn case(edit: Edit, expected: &str) {
            assert_eq!(after(&[edit]).unwrap_err(), expected);
        }
        case(
            change("checklists.1.steps.2.text", "  "),
            "policy line `checklists.1.steps.2.text`: a step has to say what is to be done: take it out where nothing is",
        );
        case(
            change("checklists.1.steps.2.wait_minutes", "soon"),
            "policy line `checklists.1.steps.2.wait_minutes`: expected a whole number of minutes from 0 to 10080, but found the text `soon`",
        );
        case(
            change("checklists.9.steps.2.text", "Ask."),
            "policy line `checklists.9.steps.2.text`: there is no such step",
        );
        let key = "checklists.1.steps.9".to_owned();
        case(
            Edit::Remove { key },
            "policy line `checklists.1.steps.9`: there is no such step",
        );
    }

    #[test]
    fn a_changed_step_is_told_from_an_added_one_by_its_neighbours() {
        let steps = |texts: &str| -> Vec<ChecklistStep> {
            let texts = texts.chars();
            texts
                .map(|text| ChecklistStep {
                    text: text.to_string(),
                    owner: String::new(),
                    wait_minutes: 0,
                })
                .collect()
        };
        #[track_caller]
        fn case(now: Vec<ChecklistStep>, before: Vec<ChecklistStep>, expected: &[Option<usize>]) {
            assert_eq!(counterparts(&now, &before), expected);
        }
        case(steps("abc"), steps("abc"), &[Some(0), Some(1), Some(2)]);
        case(steps("axc"), steps("abc"), &[Some(0), Some(1), Some(2)]);
        case(steps("bc"), steps("abc"), &[Some(1), Some(2)]);
        case(
            steps("abcx"),
            steps("abc"),
            &[Some(0), Some(1), Some(2), None],
        );
        case(steps("xyc"), steps("abc"), &[Some(0), Some(1), Some(2)]);
        case(steps("x"), steps(""), &[None]);
    }
}

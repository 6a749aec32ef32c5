//! A policy as the screen shows it: lines with their controls, so that the screen knows no rule.

use crate::json::Json;
use crate::lifecycle::policy::Policy;
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::lifecycle::policy_file::edit::Edited;
use crate::lifecycle::policy_file::kinds::{Kind, WEEKDAYS};
use crate::lifecycle::policy_file::lines::{CHECKLISTS, Line, PARTS, Part, lines};
use crate::lifecycle::policy_file::maps::{Map, part};
use crate::lifecycle::policy_file::steps;
use crate::lifecycle::policy_file::write::values;
use crate::lifecycle::profiles;
use crate::report::words::counted;

/// A policy with everything the person may change of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyView {
    /// What a query names it by.
    pub choice: PolicyChoice,
    /// Its own id, which files are named after.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who published the numbers, and when.
    pub source: String,
    /// How many lines differ from the profile it was made of; entries count one each.
    pub changed: u32,
    /// Built-in profiles: id and name.
    pub profiles: Vec<(String, String)>,
    /// What was taken of a list of holidays and what was not.
    pub notes: Vec<String>,
    /// Key of the line that was not taken.
    pub refused: String,
    /// Why it was not; empty where nothing was refused.
    pub trouble: String,
    /// Every line, in the order of the file.
    pub lines: Vec<PolicyLineView>,
}

/// A line of a policy with its control.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyLineView {
    /// The key that a change names.
    pub key: String,
    /// `heading`, `number`, `choice`, `yes-no`, `text`, `long-text`, `zone`, `time`, `weekdays`, `entries` (which may be added
    /// to), `holidays` (the same, by a list), `removed` (an entry of the profile that was taken out) or
    /// `fixed` (which only a file changes).
    pub kind: String,
    /// Its name.
    pub caption: String,
    /// What it means.
    pub help: String,
    /// What is counted.
    pub unit: String,
    /// What its control holds.
    pub value: String,
    /// What the profile says, where that is something else.
    pub original: String,
    /// What can be chosen: id and name.
    pub choices: Vec<(String, String)>,
    /// The entry it belongs to; empty where it is a line of its own.
    pub entry: String,
    /// The key of that entry, on its first line.
    pub entry_key: String,
}

/// What stands where the profile says nothing.
const NOT_THERE: &str = "not in the profile";
/// What stands where an entry of the profile was taken out.
const THERE: &str = "in the profile";

/// What became of a change.
pub fn policy_view(edited: &Edited) -> PolicyView {
    let policy = &edited.policy;
    let original = profiles::profile(&edited.choice.id).unwrap_or_else(profiles::blank);
    let mut lines = Vec::new();
    for part in PARTS {
        push_part(&mut lines, part, policy, &original);
    }
    let (refused, trouble) = match &edited.refusal {
        None => (String::new(), String::new()),
        Some(refusal) => (refusal.key.clone(), refusal.sentence.clone()),
    };
    let profiles = profiles::all().into_iter();
    PolicyView {
        id: policy.id.clone(),
        name: policy.name.clone(),
        source: format!("{} ({})", policy.source, policy.source_date),
        changed: match &edited.choice.changes {
            Json::Record(changes) => changes.len() as u32,
            _ => 0,
        },
        profiles: profiles.map(|policy| (policy.id, policy.name)).collect(),
        notes: edited.notes.clone(),
        refused,
        trouble,
        lines,
        choice: edited.choice.clone(),
    }
}

fn push_part(lines: &mut Vec<PolicyLineView>, part: &Part, policy: &Policy, original: &Policy) {
    match part {
        Part::Heading(caption) => lines.push(PolicyLineView {
            key: format!("heading {caption}"),
            kind: "heading".to_owned(),
            caption: (*caption).to_owned(),
            ..PolicyLineView::default()
        }),
        Part::Line(line) => lines.push(of_line(line, policy, original)),
        Part::Map(map) => push_map(lines, map, policy, original),
        Part::Checklists => push_checklists(lines, policy, original),
    }
}

/// The versions of what to do: each with its steps, and with those of the profile that were taken out.
fn push_checklists(lines: &mut Vec<PolicyLineView>, policy: &Policy, original: &Policy) {
    if policy.checklists.is_empty() {
        lines.push(PolicyLineView {
            key: CHECKLISTS.to_owned(),
            kind: "fixed".to_owned(),
            caption: "Versions of the steps".to_owned(),
            help: "a policy file brings them: save this one, write them into it, and open it"
                .to_owned(),
            value: "none".to_owned(),
            ..PolicyLineView::default()
        });
    }
    for (place, list) in policy.checklists.iter().enumerate() {
        lines.push(PolicyLineView {
            key: steps::key_of_list(place),
            kind: "entries".to_owned(),
            caption: format!("Steps: {}", list.name),
            help: "what to do, who does it, and minutes to wait afterwards, at most".to_owned(),
            unit: "step".to_owned(),
            ..PolicyLineView::default()
        });
        let before = steps::before_of(list, place, original);
        let counterparts = steps::counterparts(&list.steps, before);
        let named = |at: usize| format!("Step {} of {}", at + 1, list.name);
        for (at, step) in list.steps.iter().enumerate() {
            let before = counterparts[at].map(|known| &before[known]);
            let key = steps::key_of_step(place, at);
            for (field, (name, caption, kind)) in steps::FIELDS.into_iter().enumerate() {
                let now = steps::value(step, name);
                let mut view = control(kind, &now);
                if name == "text" {
                    view.kind = "long-text".to_owned();
                }
                view.original = match before.map(|before| steps::value(before, name)) {
                    None if field == 0 => NOT_THERE.to_owned(),
                    Some(before) if before != now => kind.show(&before),
                    _ => String::new(),
                };
                view.key = format!("{key}.{name}");
                view.caption = caption.to_owned();
                view.entry = named(at);
                if field == 0 {
                    view.entry_key.clone_from(&key);
                }
                lines.push(view);
            }
        }
        let gone = (0..before.len()).filter(|at| !counterparts.contains(&Some(*at)));
        for at in gone {
            let key = steps::key_of_gone(place, at);
            lines.push(PolicyLineView {
                key: key.clone(),
                kind: "removed".to_owned(),
                entry: before[at].text.clone(),
                entry_key: key,
                original: THERE.to_owned(),
                ..PolicyLineView::default()
            });
        }
    }
}

fn of_line(line: &Line, policy: &Policy, original: &Policy) -> PolicyLineView {
    let (now, before) = ((line.get)(policy), (line.get)(original));
    let mut view = control(line.kind, &now);
    // The steps in force are one of those that there are.
    if line.key == "checklist_in_force" {
        view.kind = "choice".to_owned();
        let names = policy.checklists.iter().map(|list| list.name.clone());
        let names = names.map(|name| (name.clone(), name));
        let first = policy
            .checklists
            .first()
            .map_or("none", |list| list.name.as_str());
        let first = (String::new(), format!("the first: {first}"));
        view.choices = std::iter::once(first).chain(names).collect();
    }
    view.key = line.key.to_owned();
    view.caption = line.caption.to_owned();
    view.help = line.help.to_owned();
    if now != before {
        view.original = line.kind.show(&before);
    }
    view
}

/// The control of a value, without what it is called.
fn control(kind: Kind, json: &Json) -> PolicyLineView {
    let mut view = PolicyLineView {
        value: kind.to_control(json),
        ..PolicyLineView::default()
    };
    let pairs = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(id, label)| ((*id).to_owned(), (*label).to_owned()))
            .collect()
    };
    let name = match kind {
        Kind::Number { unit, .. } => {
            view.unit = unit.to_owned();
            "number"
        }
        Kind::Choice(words) => {
            view.choices = pairs(&words());
            "choice"
        }
        Kind::YesNo => "yes-no",
        Kind::Text | Kind::Id => "text",
        Kind::Zone => "zone",
        Kind::Time => "time",
        Kind::Weekdays => {
            view.choices = pairs(&WEEKDAYS);
            "weekdays"
        }
    };
    view.kind = name.to_owned();
    view
}

fn push_map(lines: &mut Vec<PolicyLineView>, map: &Map, policy: &Policy, original: &Policy) {
    lines.push(PolicyLineView {
        key: map.key.to_owned(),
        kind: String::from(if map.fields.is_empty() {
            "holidays"
        } else {
            "entries"
        }),
        caption: map.caption.to_owned(),
        help: map.help.to_owned(),
        unit: map.entry.to_owned(),
        ..PolicyLineView::default()
    });
    for name in (map.names)(policy) {
        let now = (map.get)(policy, &name).unwrap_or_default();
        let before = (map.get)(original, &name);
        push_entry(lines, map, &name, &now, before.as_ref());
    }
    let gone = (map.names)(original).into_iter();
    for name in gone.filter(|name| (map.get)(policy, name).is_none()) {
        let key = format!("{}.{name}", map.key);
        lines.push(PolicyLineView {
            kind: "removed".to_owned(),
            caption: name.clone(),
            original: THERE.to_owned(),
            entry: name,
            entry_key: key.clone(),
            key,
            ..PolicyLineView::default()
        });
    }
}

fn push_entry(
    lines: &mut Vec<PolicyLineView>,
    map: &Map,
    name: &str,
    now: &Json,
    before: Option<&Json>,
) {
    let entry_key = format!("{}.{name}", map.key);
    if map.fields.is_empty() {
        let mut view = control(Kind::Text, now);
        view.original = match before {
            None => NOT_THERE.to_owned(),
            Some(before) if before == now => String::new(),
            Some(before) => Kind::Text.show(before),
        };
        view.key = entry_key.clone();
        view.caption = "Name".to_owned();
        view.entry = name.to_owned();
        view.entry_key = entry_key;
        return lines.push(view);
    }
    let is_if = *part(now, "eligible") == Json::Text("if".to_owned());
    for (place, field) in map.fields.iter().enumerate() {
        // A condition is there for an affiliation that is kept under one.
        if field.name == "condition" && !is_if {
            continue;
        }
        let value = part(now, field.name);
        let mut view = control(field.kind, value);
        view.original = match before.map(|before| part(before, field.name)) {
            None if place == 0 => NOT_THERE.to_owned(),
            Some(before) if before != value => field.kind.show(before),
            _ => String::new(),
        };
        view.key = format!("{entry_key}.{}", field.name);
        view.caption = field.caption.to_owned();
        view.entry = name.to_owned();
        view.entry_key = match place {
            0 => entry_key.clone(),
            _ => String::new(),
        };
        lines.push(view);
    }
}

/// The value of a line, or of all lines under a key, as a sentence of reasons cites it.
pub fn cited(policy: &Policy, key: &str) -> String {
    let group = |known: &str| {
        known
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let own = lines().filter(|line| line.key == key || group(line.key));
    let mut values_of: Vec<String> = own
        .map(|line| {
            let value = line.kind.show(&(line.get)(policy));
            match line.key == key || matches!(line.kind, Kind::Weekdays | Kind::Choice(_)) {
                true => value,
                false => format!("{} {value}", line.caption.to_lowercase()),
            }
        })
        .collect();
    for (known, json) in values(policy).filter(|(known, _)| *known == key || group(known)) {
        let (Json::Record(entries), false) = (json, lines().any(|line| line.key == known)) else {
            continue;
        };
        match known {
            "waits" => {
                let counted = policy.counted_waits();
                let told =
                    counted.map(|wait| format!("{} {} minutes", wait.name, wait.minutes_max));
                values_of.extend(told);
            }
            "calendar.holidays" if entries.is_empty() => {}
            "calendar.holidays" => {
                let n = entries.len() as u64;
                values_of.push(counted(n, "own holiday", "own holidays"));
            }
            _ => values_of.push(format!("{} entries", entries.len())),
        }
    }
    match values_of.is_empty() {
        true => "none".to_owned(),
        false => values_of.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::zone::pinned::zones;
    use crate::lifecycle::policy_file::edit::{Edit, edit};

    fn after(edits: &[Edit]) -> PolicyView {
        let mut view = PolicyView::default();
        let today = "2026-11-22".parse().unwrap();
        for one in edits {
            view = policy_view(&edit(&view.choice, one, today, zones).unwrap());
        }
        view
    }

    fn line<'a>(view: &'a PolicyView, key: &str) -> &'a PolicyLineView {
        view.lines.iter().find(|line| line.key == key).unwrap()
    }

    fn set(key: &str, text: &str) -> Edit {
        Edit::Set {
            key: key.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn every_line_has_a_control_and_a_changed_one_its_original() {
        let view = after(&[Edit::Show]);
        assert_eq!((view.changed, view.id.as_str()), (0, "penn-2020"));
        assert!(
            view.source
                .ends_with("(eligible affiliations of 18 Nov 2020, change of the console in 2021)")
        );
        assert!(view.lines.iter().all(|line| line.original.is_empty()));
        let grace = line(&view, "grace_days");
        assert_eq!(
            (
                grace.kind.as_str(),
                grace.value.as_str(),
                grace.unit.as_str()
            ),
            ("number", "60", "days")
        );
        let view = after(&[
            set("grace_days", "90"),
            set("affiliations.codes.STAF.eligible", "no"),
        ]);
        assert_eq!(view.changed, 2);
        assert_eq!(line(&view, "grace_days").original, "60 days");
        assert_eq!(
            line(&view, "affiliations.codes.STAF.eligible").original,
            "yes"
        );
        assert_eq!(line(&view, "affiliations.codes.STAF.meaning").original, "");
    }

    #[test]
    fn an_entry_that_was_added_or_taken_out_says_so() {
        let key = "affiliations.codes".to_owned();
        let view = after(&[
            Edit::Add {
                key: key.clone(),
                text: "ALUM".to_owned(),
            },
            Edit::Remove {
                key: format!("{key}.CTSY"),
            },
        ]);
        assert_eq!(
            line(&view, "affiliations.codes.ALUM.meaning").original,
            NOT_THERE
        );
        assert_eq!(line(&view, "affiliations.codes.CTSY").kind, "removed");
        let conditions = view
            .lines
            .iter()
            .filter(|line| line.key.ends_with(".condition"));
        assert_eq!(conditions.count(), 1, "only ERF is kept under a condition");
    }

    #[test]
    fn the_steps_have_controls_of_their_own_and_tell_what_the_profile_says() {
        let view = after(&[Edit::Show]);
        let first = line(&view, "checklists.1.steps.1.text");
        assert_eq!(first.kind, "long-text");
        assert!(
            first.value.starts_with("Give the person"),
            "{}",
            first.value
        );
        assert_eq!(line(&view, "checklists.2.steps.2.wait_minutes").value, "20");
        let view = after(&[
            set("checklists.1.steps.2.text", "Ask the dean."),
            set("checklists.1.steps.2.wait_minutes", "45"),
            Edit::Add {
                key: "checklists.1.steps".to_owned(),
                text: "Write it down.".to_owned(),
            },
            Edit::Remove {
                key: "checklists.1.steps.1".to_owned(),
            },
        ]);
        assert_eq!(view.changed, 1);
        let changed = line(&view, "checklists.1.steps.1.text");
        assert_eq!(changed.value, "Ask the dean.");
        let before = &changed.original;
        assert!(before.starts_with("Override the person"), "{before}");
        assert_eq!(line(&view, "checklists.1.steps.2.text").original, "");
        let added = line(&view, "checklists.1.steps.4.text");
        assert_eq!(added.original, NOT_THERE);
        assert_eq!(line(&view, "checklists.1.profile.1").kind, "removed");
        let of_other = view
            .lines
            .iter()
            .filter(|line| line.key.starts_with("checklists.2"));
        assert!(
            of_other.clone().count() > 4 && of_other.clone().all(|line| line.original.is_empty())
        );
        let profile = Edit::Profile {
            id: "blank".to_owned(),
        };
        assert_eq!(line(&after(&[profile]), "checklists").value, "none");
    }

    #[test]
    fn what_is_refused_is_told_beside_its_line() {
        let view = after(&[set("thresholds.soon", "5")]);
        assert_eq!(view.refused, "thresholds.soon");
        assert_eq!(
            view.trouble,
            "soon (5) has to begin more days ahead than imminent (7)"
        );
        assert_eq!(view.choice, PolicyChoice::default());
    }

    #[test]
    fn a_cited_line_is_shown_with_its_value() {
        #[track_caller]
        fn case(key: &str, expected: &str) {
            assert_eq!(cited(&Policy::penn(), key), expected);
        }
        case("disable_lead_days", "1 day");
        case("recovery_counts_from", "the deletion day");
        case(
            "thresholds",
            "imminent from 7 days, soon from 14 days, watch from 30 days",
        );
        case("workday", "work begins 09:00, work ends 17:00");
        case(
            "calendar",
            "Mon, Tue, Wed, Thu, Fri, usual at US universities (9 days)",
        );
        case(
            "waits",
            "sync and autoprovisioning 20 minutes, mailbox and license 60 minutes",
        );
        case("deletion_weekday", "on every day");
        case("affiliations", "as published on 18 Nov 2020, 26 entries");
    }
}

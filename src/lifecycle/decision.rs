//! What people decided about accounts, and how the decisions of several people become one.
//!
//! A decision knows which changes it rests on: the last one of every person. So of two versions of it
//! one is either made from the other, and counts; or both were changed apart from each other, which
//! is a conflict: then the later one counts, and both are told.

use super::moment::Moment;

/// What was decided about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is kept: the steps are to be done.
    Keep,
    /// It ends as it is scheduled.
    LetGo,
    /// Somebody was asked.
    Asked,
    /// Nothing is left to do.
    Done,
}

impl Verdict {
    /// Every one, in the order of the screen.
    pub const ALL: [Verdict; 4] = [Verdict::Keep, Verdict::LetGo, Verdict::Asked, Verdict::Done];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Keep => "keep",
            Verdict::LetGo => "let-go",
            Verdict::Asked => "asked",
            Verdict::Done => "done",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Verdict> {
        Verdict::ALL
            .into_iter()
            .find(|verdict| verdict.name() == name)
    }

    /// The words on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::LetGo => "let go",
            other => other.name(),
        }
    }
}

/// What became of a step, or the answer to a question (P37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepState {
    /// It is done.
    Done,
    /// It is wanted, and not done yet.
    Wanted,
    /// It is not wanted.
    NotWanted,
}

impl StepState {
    /// Every one.
    pub const ALL: [StepState; 3] = [StepState::Done, StepState::Wanted, StepState::NotWanted];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Wanted => "wanted",
            StepState::NotWanted => "not-wanted",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<StepState> {
        StepState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// The list of the questions before somebody leaves; they wait for nobody.
pub const LET_GO: &str = "let go";

/// A step that was ticked, or a question that was answered.
///
/// It carries its own text and wait: a policy that changes later does not change what was done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticked {
    /// The step's text; it names the step in whatever list it stands.
    pub step: String,
    /// The list it was ticked in: the name of a checklist, or [`LET_GO`].
    pub list: String,
    /// What became of it.
    pub state: StepState,
    /// When that was said.
    pub at: Moment,
    /// Initials of who said it.
    pub by: String,
    /// Minutes to wait after it was done, at most.
    pub wait: u32,
}

/// What was decided and done about one account.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// When it was changed last: of two that were changed apart the later one counts.
    pub changed: Moment,
    /// The account's key: its normalised logon name.
    pub account: String,
    /// What was decided; nothing while only steps were ticked.
    pub verdict: Option<Verdict>,
    /// Initials of who decided; empty while nobody did.
    pub by: String,
    /// When that was decided.
    pub at: Moment,
    /// What is to be known about it.
    pub note: String,
    /// The steps and questions with what became of them, in the order in which that was said.
    pub steps: Vec<Ticked>,
    /// The changes it rests on: of every person the last one, in the order of their initials.
    pub seen: Vec<(String, Moment)>,
}

impl Decision {
    /// Whether this was made from the other, or is as far.
    pub fn rests_on(&self, other: &Decision) -> bool {
        let knows = |(by, at): &(String, Moment)| {
            let mut mine = self.seen.iter();
            mine.any(|(known, until)| known == by && until >= at)
        };
        other.seen.iter().all(knows)
    }

    /// Whether both say the same, whoever changed what.
    pub fn says_the_same(&self, other: &Decision) -> bool {
        let what = |decision: &Decision| Decision {
            changed: Moment::default(),
            seen: Vec::new(),
            ..decision.clone()
        };
        what(self) == what(other)
    }

    /// Notes that this person changes it now; a clock that runs behind does not undo the order.
    fn touch(&mut self, by: &str, now: Moment) -> Moment {
        let now = match self.seen.is_empty() {
            true => now,
            false => now.max(Moment(self.changed.0.saturating_add(1))),
        };
        self.changed = now;
        self.seen.retain(|(known, _)| known != by);
        let place = self.seen.partition_point(|(known, _)| known.as_str() < by);
        self.seen.insert(place, (by.to_string(), now));
        now
    }

    /// The waits that are not over by a later step: the step and until when, the last one first.
    pub fn waits(&self) -> impl Iterator<Item = (&Ticked, Moment)> {
        let is_last = |step: &Ticked| {
            let mut done = self.steps.iter();
            !done.any(|other| {
                other.list == step.list && other.state == StepState::Done && other.at > step.at
            })
        };
        let waits = self.steps.iter().rev().filter(move |step| {
            step.wait > 0 && step.state == StepState::Done && (step.list == LET_GO || is_last(step))
        });
        // What is done needs no waiting any more.
        let is_open = self.verdict != Some(Verdict::Done);
        waits
            .filter(move |_| is_open)
            .map(|step| (step, step.at.plus_minutes(step.wait)))
    }
}

/// What a person says about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// What is decided, with a note.
    Decide(Option<Verdict>, String),
    /// What became of a step.
    Step {
        /// The list it stands in.
        list: String,
        /// Its text.
        step: String,
        /// What became of it; `None` takes back what was said.
        state: Option<StepState>,
        /// Minutes to wait after it is done, at most.
        wait: u32,
    },
}

/// One decision of two versions of it, and whether they were changed apart and differ.
///
/// The result does not depend on which is which.
pub fn merged(ours: &Decision, theirs: &Decision) -> (Decision, bool) {
    let (is_ahead, is_behind) = (ours.rests_on(theirs), theirs.rests_on(ours));
    let ours_count = match is_ahead == is_behind {
        true => ours >= theirs,
        false => is_ahead,
    };
    let mut merged = if ours_count { ours } else { theirs }.clone();
    let other = if ours_count { theirs } else { ours };
    for (by, at) in &other.seen {
        match merged.seen.iter_mut().find(|(known, _)| known == by) {
            Some((_, known)) => *known = (*known).max(*at),
            None => merged.seen.push((by.clone(), *at)),
        }
    }
    merged.seen.sort();
    merged.changed = merged.changed.max(other.changed);
    let is_conflict = is_ahead == is_behind && !ours.says_the_same(theirs);
    (merged, is_conflict)
}

/// Two versions of a decision that were changed apart from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The one that does not count.
    pub other: Decision,
}

/// All decisions, each account's once, in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    all: Vec<Decision>,
    conflicts: Vec<Conflict>,
}

impl Decisions {
    /// All decisions.
    pub fn all(&self) -> &[Decision] {
        &self.all
    }

    /// What is decided about an account.
    pub fn of(&self, account: &str) -> Option<&Decision> {
        let place = self.place(account).ok()?;
        self.all.get(place)
    }

    /// The versions that do not count and were never looked at from the one that does.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    fn place(&self, account: &str) -> Result<usize, usize> {
        let key = |known: &Decision| known.account.as_str().cmp(account);
        self.all.binary_search_by(key)
    }

    /// Takes what a person says about an account at a moment.
    pub fn change(&mut self, account: &str, by: &str, now: Moment, change: Change) {
        let place = self.place(account).unwrap_or_else(|place| {
            let account = account.to_string();
            let fresh = Decision {
                account,
                ..Decision::default()
            };
            self.all.insert(place, fresh);
            place
        });
        let decision = &mut self.all[place];
        let now = decision.touch(by, now);
        match change {
            Change::Decide(verdict, note) => {
                decision.verdict = verdict;
                decision.note = note;
                decision.by = by.to_string();
                decision.at = now;
            }
            Change::Step {
                list,
                step,
                state,
                wait,
            } => {
                decision.steps.retain(|known| known.step != step);
                decision.steps.extend(state.map(|state| Ticked {
                    step,
                    list,
                    state,
                    at: now,
                    by: by.to_string(),
                    wait,
                }));
            }
        }
    }

    /// Takes the decisions of another file; of each account the last writer's counts. How many
    /// accounts say something else now, and how many conflicts that gave.
    pub fn merge(&mut self, theirs: Vec<Decision>) -> (u32, u32) {
        let (mut n_changed, mut n_conflicts) = (0, 0);
        for theirs in theirs {
            let place = match self.place(&theirs.account) {
                Ok(place) => place,
                Err(place) => {
                    n_changed += 1;
                    self.all.insert(place, theirs);
                    continue;
                }
            };
            let ours = &self.all[place];
            let (merged, is_conflict) = merged(ours, &theirs);
            n_changed += u32::from(!merged.says_the_same(ours));
            if is_conflict {
                n_conflicts += 1;
                let other = match merged.says_the_same(ours) {
                    true => theirs,
                    false => ours.clone(),
                };
                self.settle(Some(&other.account));
                self.conflicts.push(Conflict { other });
            }
            self.all[place] = merged;
        }
        (n_changed, n_conflicts)
    }

    /// Lets the other side of an account's conflict count from now on; the sides change places.
    pub fn choose_other(&mut self, account: &str, by: &str, now: Moment) {
        let conflict = self
            .conflicts
            .iter()
            .position(|known| known.other.account == account);
        let (Some(at), Ok(place)) = (conflict, self.place(account)) else {
            return;
        };
        let ours = std::mem::take(&mut self.all[place]);
        let mut theirs = std::mem::take(&mut self.conflicts[at].other);
        theirs.seen.clone_from(&ours.seen);
        theirs.changed = theirs.changed.max(ours.changed);
        theirs.touch(by, now);
        self.all[place] = theirs;
        self.conflicts[at].other = ours;
    }

    /// Conflicts are looked at and done with: of one account, or all.
    pub fn settle(&mut self, account: Option<&str>) {
        self.conflicts
            .retain(|known| account.is_some_and(|account| known.other.account != account));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decided(decisions: &mut Decisions, by: &str, at: i64, verdict: Verdict) {
        let change = Change::Decide(Some(verdict), String::new());
        decisions.change("doe01", by, Moment(at), change);
    }

    fn verdict(decisions: &Decisions) -> Option<Verdict> {
        decisions.of("doe01")?.verdict
    }

    #[test]
    fn the_last_writer_counts_and_what_was_made_from_the_other_is_no_conflict() {
        let mut ours = Decisions::default();
        decided(&mut ours, "AB", 10, Verdict::Asked);
        let mut theirs = ours.clone();
        decided(&mut theirs, "CD", 20, Verdict::Keep);
        assert_eq!(ours.merge(theirs.all().to_vec()), (1, 0));
        assert_eq!(verdict(&ours), Some(Verdict::Keep));
        assert_eq!(ours.merge(theirs.all().to_vec()), (0, 0));
    }

    #[test]
    fn both_changed_since_they_parted_is_a_conflict_and_the_other_side_can_be_chosen() {
        let mut ours = Decisions::default();
        decided(&mut ours, "AB", 10, Verdict::Asked);
        let mut theirs = ours.clone();
        decided(&mut theirs, "CD", 20, Verdict::Keep);
        decided(&mut ours, "AB", 30, Verdict::LetGo);
        assert_eq!(ours.merge(theirs.all().to_vec()), (0, 1));
        assert_eq!(verdict(&ours), Some(Verdict::LetGo));
        assert_eq!(ours.conflicts()[0].other.verdict, Some(Verdict::Keep));
        ours.choose_other("doe01", "AB", Moment(40));
        assert_eq!(verdict(&ours), Some(Verdict::Keep));
        assert_eq!(ours.of("doe01").unwrap().by, "CD");
        assert_eq!(ours.conflicts()[0].other.verdict, Some(Verdict::LetGo));
        // Whoever wrote the other side learns of the choice without another conflict.
        assert_eq!(theirs.merge(ours.all().to_vec()).1, 0);
        assert_eq!(theirs.all(), ours.all());
        ours.settle(None);
        assert_eq!(ours.conflicts(), []);
    }

    #[test]
    fn the_same_time_and_something_else_is_a_conflict_for_either_side() {
        let (mut ours, mut theirs) = (Decisions::default(), Decisions::default());
        decided(&mut ours, "AB", 10, Verdict::Keep);
        decided(&mut theirs, "AB", 10, Verdict::LetGo);
        let before = ours.clone();
        assert_eq!(ours.merge(theirs.all().to_vec()).1, 1);
        assert_eq!(theirs.merge(before.all().to_vec()).1, 1);
        assert_eq!(ours.all(), theirs.all());
    }

    #[test]
    fn a_clock_that_runs_behind_does_not_lose_a_change() {
        let mut decisions = Decisions::default();
        decided(&mut decisions, "AB", 100, Verdict::Keep);
        decided(&mut decisions, "CD", 50, Verdict::Done);
        assert_eq!(decisions.of("doe01").unwrap().changed, Moment(101));
    }

    #[test]
    fn a_wait_runs_from_the_tick_until_the_next_step() {
        let mut decisions = Decisions::default();
        let tick = |list: &str, step: &str, state, wait| Change::Step {
            list: list.into(),
            step: step.into(),
            state,
            wait,
        };
        let done = Some(StepState::Done);
        let mut say = |at, change| -> Vec<(String, i64)> {
            decisions.change("doe01", "AB", Moment(at), change);
            let decision = decisions.of("doe01").unwrap();
            let waits = decision.waits();
            waits
                .map(|(step, until)| (step.step.clone(), until.0))
                .collect()
        };
        let sync = || ("affiliation".to_string(), 600 + 20 * 60);
        let block = || ("block".to_string(), 700 + 75 * 60);
        assert_eq!(say(600, tick("new", "affiliation", done, 20)), [sync()]);
        // The questions wait for nobody, and nobody for them.
        assert_eq!(say(700, tick(LET_GO, "block", done, 75)), [block(), sync()]);
        assert_eq!(say(710, tick(LET_GO, "export", done, 0)), [block(), sync()]);
        assert_eq!(say(1900, tick("new", "override", done, 0)), [block()]);
        // Taken back, the one before counts again.
        assert_eq!(
            say(1910, tick("new", "override", None, 0)),
            [block(), sync()]
        );
        let over = Change::Decide(Some(Verdict::Done), String::new());
        assert_eq!(say(1920, over), []);
    }

    fn any_decision() -> impl Strategy<Value = Decision> {
        let seen = proptest::collection::btree_map("[ABC]", (0i64..4).prop_map(Moment), 1..4);
        (seen, 0usize..4, "[xy]?").prop_map(|(seen, verdict, note)| Decision {
            changed: seen.values().max().copied().unwrap_or_default(),
            account: "doe01".into(),
            verdict: Some(Verdict::ALL[verdict]),
            by: "A".into(),
            at: Moment(1),
            note,
            steps: Vec::new(),
            seen: seen.into_iter().collect(),
        })
    }

    proptest! {
        #[test]
        fn a_merge_does_not_ask_who_is_first_and_a_second_one_changes_nothing(
            ours in any_decision(),
            theirs in any_decision(),
        ) {
            let (one, conflict) = merged(&ours, &theirs);
            let (other, conflict_there) = merged(&theirs, &ours);
            prop_assert_eq!(&one, &other);
            prop_assert_eq!(conflict, conflict_there);
            prop_assert!(one.says_the_same(&ours) || one.says_the_same(&theirs));
            prop_assert!(one.rests_on(&ours) && one.rests_on(&theirs));
            prop_assert_eq!(&merged(&one, &ours).0, &one);
            prop_assert_eq!(&merged(&one, &theirs).0, &one);
            prop_assert_eq!(merged(&ours, &ours), (ours.clone(), false));
        }

        #[test]
        fn no_change_is_lost_in_silence(ours in any_decision(), theirs in any_decision()) {
            let (one, is_conflict) = merged(&ours, &theirs);
            for side in [&ours, &theirs] {
                let is_known = one.says_the_same(side) || !side.rests_on(if std::ptr::eq(side, &ours) { &theirs } else { &ours });
                prop_assert!(is_known || is_conflict);
            }
        }
    }
}

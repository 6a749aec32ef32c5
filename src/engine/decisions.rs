//! What people decided about accounts: kept with the data, and gone with it.
//!
//! Decisions hold names and travel in no view's link. They are reached by the part `answers`; the first
//! download holds no more than where they are kept.

use chrono::NaiveDate;

use super::inquiry::Edit;
use super::message::{DecisionsView, Reply, TodoView};
use super::wire::inquiries::plain;
use super::{Engine, MATCHING, placed};
use crate::lifecycle::decision::{Change, Decisions, StepState, Verdict};
use crate::lifecycle::decision_file;
use crate::lifecycle::moment::Moment;
use crate::report::account::Place;
use crate::report::dataset::Dataset;
use crate::report::decisions::{mark, merged_sentence, view};
use crate::report::todo::{About, todo};

/// The decisions, and how they get into the lists.
#[derive(Default)]
pub struct Decided {
    decisions: Decisions,
    /// Nothing before there is a decision: so it is no part of a first visit.
    mark: Option<fn(&mut Dataset, &Decisions)>,
}

impl Decided {
    /// Tells the rows of other data what was decided about their accounts.
    pub fn mark(&self, dataset: &mut Dataset) {
        if let Some(mark) = self.mark {
            mark(dataset, &self.decisions);
        }
    }
}

impl Engine {
    /// Takes what a person says about accounts, or about the dates of a source.
    ///
    /// # Errors
    /// A sentence that says what is missing; then nothing has changed.
    pub fn take_edit(&mut self, edit: Edit, today: NaiveDate) -> Result<Reply, String> {
        Ok(match edit {
            Edit::Dates { source, order } => Reply::Loaded(self.read_dates(source, &order, today)?),
            Edit::Count { source, counts } => {
                Reply::Loaded(self.count_older(source, counts, today)?)
            }
            Edit::Live { marks } => Reply::Loaded(self.take_marks(marks, today)),
            edit => Reply::Told(plain(&self.say_of_accounts(edit)?)),
        })
    }

    /// Takes what a person says about accounts.
    ///
    /// # Errors
    /// A sentence that says what is missing, or where a file is damaged; then nothing has changed.
    pub fn say_of_accounts(&mut self, edit: Edit) -> Result<DecisionsView, String> {
        self.exports.stop();
        let mut told = String::new();
        let decisions = &mut self.decided.decisions;
        match edit {
            Edit::Decide {
                key,
                decision,
                by,
                note,
                now,
            } => {
                let verdict = Verdict::named(&decision);
                if verdict.is_none() && !decision.is_empty() {
                    return Err(format!(
                        "`{decision}` is no decision: expected `keep`, `let-go`, `asked` or `done`"
                    ));
                }
                let (key, by) = who(&key, &by)?;
                decisions.change(key, by, Moment(now), Change::Decide(verdict, note));
            }
            Edit::Step {
                key,
                list,
                step,
                state,
                wait,
                by,
                now,
            } => {
                let became = StepState::named(&state);
                if became.is_none() && !state.is_empty() {
                    return Err(format!(
                        "`{state}` is nothing a step can be: expected `done`, `wanted` or `not-wanted`"
                    ));
                }
                let (key, by) = who(&key, &by)?;
                let change = Change::Step {
                    list,
                    step,
                    state: became,
                    wait,
                };
                decisions.change(key, by, Moment(now), change);
                // No list shows its steps.
                return Ok(view(decisions, told, &self.dataset.policy.zone));
            }
            Edit::Merge { name, text } => {
                let theirs = decision_file::read(&text);
                let theirs =
                    theirs.map_err(|why| format!("`{name}`, {why}; nothing was changed"))?;
                let (n_changed, n_conflicts) = decisions.merge(theirs);
                told = format!("`{name}`: {}", merged_sentence(n_changed, n_conflicts));
            }
            Edit::Other { key, by, now } => {
                let (key, by) = who(&key, &by)?;
                decisions.choose_other(key, by, Moment(now));
            }
            Edit::Settle => decisions.settle(None),
            Edit::Dates { .. } | Edit::Count { .. } | Edit::Live { .. } => {
                return Err("this is no word about an account".to_string());
            }
        }
        self.decided.mark = Some(mark);
        self.decided.mark(&mut self.dataset);
        self.kept = Default::default();
        Ok(view(
            &self.decided.decisions,
            told,
            &self.dataset.policy.zone,
        ))
    }

    /// What was decided about all accounts.
    pub(super) fn decisions(&self) -> DecisionsView {
        let zone = &self.dataset.policy.zone;
        view(&self.decided.decisions, String::new(), zone)
    }

    /// The file that holds all decisions.
    pub(super) fn decision_file(&self, now: i64) -> String {
        decision_file::file(&self.decided.decisions, Moment(now))
    }

    /// What to do about an account on a day at a moment, as [`Engine::account`] finds it.
    pub(super) fn todo(
        &mut self,
        key: &str,
        row: Option<u32>,
        report: Option<&str>,
        (today, now): (NaiveDate, i64),
    ) -> Result<TodoView, String> {
        // A row of a report over all sources is no enrollment row: its number is that of another account.
        // What changed of an account is decided about by its key, where the lists have that.
        let is_change = report == Some("changes");
        if !is_change && report.is_some_and(|id| id == MATCHING || Engine::is_survey(id)) {
            return Ok(TodoView::default());
        }
        let row = row.filter(|_| !is_change);
        let standings = self.standings.on(&self.dataset, today);
        let dataset = &self.dataset;
        let place = match placed(dataset, key, row, report, standings) {
            Err(_) if is_change => return Ok(TodoView::default()),
            place => place?,
        };
        let (side, row) = match place {
            Place::Enrollment(row) => (&dataset.roster.enrollment, row),
            Place::Mine(row) => (&dataset.roster.mine, row),
        };
        let key = dataset.key_text(side, row);
        let cell = |name: &str| side.table.cell(name, row);
        let is_enrolled = matches!(place, Place::Enrollment(_));
        let name = match cell("name") {
            "" => cell("logon_name"),
            name => name,
        };
        Ok(todo(&About {
            key: &key,
            name,
            standing: is_enrolled.then(|| &standings[dataset.statement_of.get(row)]),
            policy: &dataset.policy,
            decision: self.decided.decisions.of(&key),
            today,
            now: Moment(now),
        }))
    }
}

fn who<'a>(key: &'a str, by: &'a str) -> Result<(&'a str, &'a str), String> {
    match (key.trim(), by.trim()) {
        ("", _) => Err("the account has no logon name to remember a decision by".to_string()),
        (_, "") => Err("write your initials first: a decision says who made it".to_string()),
        who => Ok(who),
    }
}

//! The one way to what brings sources together: computed when it is first asked for, and kept until
//! the data or the rules change. A load waits for it only where the person has accepted pairs.

use chrono::NaiveDate;

use super::held::Held;
use super::inquiry::Inquiry;
use super::load::{Load, Outcome, Staged};
use super::matcher::Matcher;
use super::message::{AccountView, MatchView, Request};
use super::older_files::OlderTold;
use super::records::Files;
use super::{Engine, MATCHING};
use crate::accounts::Side;
use crate::accounts::matching::MatchRules;
use crate::ingest::Kind;
use crate::ingest::kinds::export_of;
use crate::ingest::named_day::day_in_name;
use crate::ingest::role::Role;
use crate::report::dataset::Dataset;
use crate::report::lists::MINE_NOT_FOUND;
use crate::report::matching::{AcceptedPair, Input, Matched, ReasonsOfMine};
use crate::report::query::Query;
use crate::report::run::Body;
use crate::table::RowSet;

/// What was matched, under which rules.
#[derive(Default)]
pub struct Matches {
    /// What the lists are joined under.
    pub(super) applied: MatchRules,
    /// The pairs that the person accepted one by one: they hold names and travel in no view.
    pub(super) accepted: Vec<AcceptedPair>,
    /// Whether the accepted pairs changed since the lists were joined.
    pub(super) changed: bool,
    pub(super) matched: Option<Matched>,
    /// Enrollment reports that are older than another of the same accounts.
    pub(super) older: Vec<OlderTold>,
    /// What brings sources together, once it is there.
    pub(super) matcher: Option<Matcher>,
}

impl Matches {
    /// What was matched and accepted is gone.
    pub fn clear(&mut self) {
        *self = Matches {
            matcher: self.matcher,
            ..Matches::default()
        };
    }

    /// The data changed; the lists are joined anew without any rule. Whether they may hide names that
    /// only what brings sources together finds, is told.
    pub fn forget(&mut self, may_hide: bool) {
        self.applied = MatchRules::default();
        self.changed = may_hide || !self.accepted.is_empty();
        self.matched = None;
    }

    /// The rows of the report.
    pub fn rows<'a>(&'a self, dataset: &'a Dataset) -> Option<Box<dyn Body + 'a>> {
        let tabular = &self.matched.as_ref()?.tabular;
        Some((tabular.body)(tabular, dataset))
    }

    /// Why rows of mine met nobody, where that was found.
    pub fn reasons_of_mine(&self) -> Option<ReasonsOfMine<'_>> {
        self.matched.as_ref()?.reasons_of_mine()
    }

    /// The rules that the lists follow.
    pub fn rules(&self) -> &MatchRules {
        &self.applied
    }

    /// The rules, and what is to be known.
    pub fn view(&self) -> Option<MatchView> {
        Some(self.matched.as_ref()?.view.clone())
    }
}

/// The kinds whose rows are accounts, one each.
pub(super) const OF_ACCOUNTS: [Kind; 16] = [
    Kind::Ars,
    Kind::M365Users,
    Kind::EntraUsers,
    Kind::EntraRegistration,
    Kind::UsageActiveUsers,
    Kind::UsageMailbox,
    Kind::UsageOnedrive,
    Kind::GraphUsers,
    Kind::GraphDeletedUsers,
    Kind::GraphRegistration,
    Kind::GraphUsageActiveUsers,
    Kind::GraphUsageMailbox,
    Kind::GraphUsageOnedrive,
    Kind::DruvaProvisioning,
    Kind::DruvaPreserved,
    Kind::Other,
];

/// The kinds that may say something of the end of an account.
const OF_FACTS: [Kind; 3] = [Kind::M365Users, Kind::Ars, Kind::DruvaPreserved];

/// What says who an enrollment row or one of mine is.
const OWN_ROLES: [(Role, &str); 4] = [
    (Role::LogonName, "logon_name"),
    (Role::PersonId, "penn_id"),
    (Role::DisplayName, "name"),
    (Role::Department, "department"),
];

const NO_MATCHER: &str = "nothing is matched";

impl Engine {
    /// Joins the lists under these rules and the accepted pairs, unless they are.
    pub(super) fn follow(&mut self, rules: &MatchRules) {
        if self.matches.applied == *rules && !self.matches.changed {
            return self.look_for_facts();
        }
        self.matches.applied = rules.clone();
        self.matches.changed = false;
        self.matches.matched = None;
        self.dataset.join_again(rules);
        self.meet_by_others(rules);
        if !(rules.accepted().is_empty() && self.matches.accepted.is_empty()) {
            match self.matches.matcher {
                Some(matcher) => (matcher.follow_accepted)(self),
                // As soon as there is what brings them together.
                None => self.matches.changed = true,
            }
        }
        self.dataset.found = None;
        self.look_for_facts();
        self.forget_rows();
    }

    /// Lets the lists follow further addresses and hidden names, as soon as there is what finds them.
    fn meet_by_others(&mut self, rules: &MatchRules) {
        if !self.dataset.roster.may_hide() {
            return;
        }
        match self.matches.matcher {
            Some(matcher) => (matcher.meet_by_others)(self, rules),
            None => self.matches.changed = true,
        }
    }

    /// Looks for what other exports say of enrollment rows, unless that is known under these rules.
    pub(super) fn look_for_facts(&mut self) {
        let matcher = self.matches.matcher.filter(|_| self.has_facts());
        if let (None, Some(matcher)) = (&self.dataset.found, matcher) {
            (matcher.find_facts)(self);
            self.forget_rows();
        }
    }

    /// Whether a loaded export may say something of the end of enrollment rows.
    fn has_facts(&self) -> bool {
        let has = |kind: &Kind| self.shelves.of(*kind).is_some();
        self.dataset.roster.enrollment.n_rows() > 0 && OF_FACTS.iter().any(has)
    }

    /// Whether what a load brings, or what it leaves, waits for what brings sources together.
    pub fn needs_matcher_after(&self, load: &Load) -> bool {
        let is_fact = |staged: &Staged| match &staged.outcome {
            Outcome::Read(read) => OF_FACTS.contains(&read.source.plan.kind),
            Outcome::Ask(_) => false,
        };
        let is_there = OF_FACTS.iter().any(|kind| self.shelves.of(*kind).is_some());
        let is_report = |staged: &&Staged| match &staged.outcome {
            Outcome::Read(read) => read.source.plan.kind == Kind::Enrollment,
            Outcome::Ask(_) => false,
        };
        let n_reports = load.staged.iter().filter(is_report).count();
        let has_several = n_reports + self.dataset.roster.enrollment.spans.len() > 1;
        let is_fact = is_there || load.staged.iter().any(is_fact);
        !self.has_matcher() && (is_fact || has_several)
    }

    /// Brings all sources together under the rules that the lists follow, unless they are.
    pub(super) fn match_all(&mut self) {
        if let (None, Some(matcher)) = (&self.matches.matched, self.matches.matcher) {
            (matcher.match_all)(self);
        }
    }

    /// Whether a request needs what brings sources together: the report itself, and every list that
    /// follows accepted suggestions.
    pub fn needs_matcher(&self, request: &Request) -> bool {
        match request {
            Request::Report { id, query, .. } => id == MINE_NOT_FOUND || self.is_matched(id, query),
            Request::Sources => self.has_facts(),
            Request::Match { .. } => true,
            _ => false,
        }
    }

    /// Whether an inquiry needs it.
    pub fn needs_matcher_for(&self, inquiry: &Inquiry) -> bool {
        match inquiry {
            Inquiry::Copy { id, query, .. }
            | Inquiry::Names { id, query, .. }
            | Inquiry::Share { id, query, .. }
            | Inquiry::Groups { id, query, .. } => self.is_matched(id, query),
            // A page explains accounts.
            Inquiry::Export {
                id, query, plan, ..
            } => self.is_matched(id, query) || (plan.page && self.has_facts()),
            Inquiry::HandOut {
                id, query, plan, ..
            } => self.is_matched(id, query) || (plan.form == "page" && self.has_facts()),
            Inquiry::Account { report, .. } => {
                report.as_deref() == Some(MATCHING) || self.has_facts()
            }
            Inquiry::Issues { .. } => self.has_facts(),
            // Which report was shared, and what it says may meet, is in its text.
            Inquiry::CompareRows { .. } => true,
            _ => false,
        }
    }

    /// Whether a request is answered without it where it does not come: one list then says its reasons
    /// less finely.
    pub fn can_do_without(&self, request: &Request) -> bool {
        if self.needs_names(request) {
            // A list of names makes products readable; whatever else a report of them needs is there first.
            let has_matcher = self.has_matcher() || !self.needs_matcher(request);
            return has_matcher && !self.needs_policies(request) && self.has_surveyor();
        }
        match request {
            Request::Report { id, query, .. } => {
                id == MINE_NOT_FOUND && !self.is_matched(MINE_NOT_FOUND, query)
            }
            _ => false,
        }
    }

    fn is_matched(&self, id: &str, query: &Query) -> bool {
        id == MATCHING
            || !query.match_rules.accepted().is_empty()
            || !self.matches.accepted.is_empty()
            || self.dataset.roster.may_hide()
            || self.has_facts()
    }

    /// Whether it is there.
    pub fn has_matcher(&self) -> bool {
        self.matches.matcher.is_some()
    }

    /// Gives what brings sources together, which may come later than everything else.
    pub fn take_matcher(&mut self, matcher: Matcher) {
        self.matches.matcher = Some(matcher);
        self.set_history_aside();
    }

    /// Takes two rows of the report as one account, or takes them apart again; without a partner
    /// all pairs are taken apart.
    ///
    /// # Errors
    /// When the two are no rows of two sources that were brought together.
    pub fn decide(&mut self, row: u32, partner: Option<u32>, accepted: bool) -> Result<(), String> {
        let matcher = self.matches.matcher.ok_or(NO_MATCHER)?;
        self.exports.stop();
        (matcher.decide)(self, row, partner, accepted)
    }

    /// Finds the rows of accepted pairs again after files were read anew; says how many were dropped.
    pub(super) fn keep_accepted(&mut self) -> Option<String> {
        // Without what brings sources together nothing was ever accepted.
        let is_open = !self.matches.accepted.is_empty();
        let matcher = self.matches.matcher.filter(|_| is_open)?;
        (matcher.keep_accepted)(self)
    }

    /// A row of the report in full: by its handle, else the first of its key.
    pub(super) fn matched_row(
        &mut self,
        row: Option<u32>,
        key: &str,
        files: &mut dyn Files,
    ) -> Result<AccountView, String> {
        let matcher = self.matches.matcher.ok_or(NO_MATCHER)?;
        (matcher.row)(self, row, key, files)
    }

    /// The rows that can be brought together, by kind.
    pub(super) fn inputs(&self) -> Vec<Input<'_>> {
        let own = [Kind::CloudControl, Kind::Enrollment].into_iter();
        let kinds = own.chain(OF_ACCOUNTS);
        kinds.filter_map(|kind| self.input(kind)).collect()
    }

    /// The rows of a kind; those of mine, pasted ones too, go by the name of the mailbox list.
    pub(super) fn input(&self, kind: Kind) -> Option<Input<'_>> {
        let roster = &self.dataset.roster;
        match kind {
            Kind::CloudControl => {
                let spans = roster.mine.spans.iter();
                // Users of Graph that stand in are a source of their own.
                let is_own = |&(id, _): &(u32, usize)| {
                    let read = self.held(id).and_then(|held| held.read.as_ref());
                    read.is_some_and(|read| read.source.plan.kind.is_mine())
                };
                if !spans.clone().all(is_own) {
                    return None;
                }
                let days = spans.map(|&(id, _)| day_in_name(&self.held(id)?.name));
                self.own_input("mine", "Mine", &roster.mine, None, days.collect())
            }
            Kind::Enrollment => {
                let day = |source: u32| {
                    let mut reports = self.dataset.reports.iter();
                    Some(reports.find(|report| report.source == source)?.as_of?.day)
                };
                let spans = roster.enrollment.spans.iter();
                let days = spans.map(|&(id, _)| day(id)).collect();
                // What is history meets nobody.
                let repeated = Some(&roster.left_out);
                self.own_input(
                    "enrollment",
                    "Enrollment",
                    &roster.enrollment,
                    repeated,
                    days,
                )
            }
            kind => self.shelf_input(kind),
        }
    }

    fn own_input<'a>(
        &'a self,
        id: &'static str,
        label: &'static str,
        side: &'a Side,
        repeated: Option<&'a RowSet>,
        days: Vec<Option<NaiveDate>>,
    ) -> Option<Input<'a>> {
        (side.n_rows() > 0).then(|| Input {
            id,
            label,
            table: &side.table,
            roles: OWN_ROLES.to_vec(),
            lines: &side.lines,
            spans: &side.spans,
            names: self.names_of(&side.spans),
            repeated,
            days,
        })
    }

    fn shelf_input(&self, kind: Kind) -> Option<Input<'_>> {
        let (union, export) = (self.shelves.of(kind)?, export_of(kind)?);
        let keys = export.keys.iter().copied();
        let mut roles: Vec<(Role, &'static str)> =
            keys.filter(|(role, _)| Role::ALL.contains(role)).collect();
        roles.extend([
            (Role::DisplayName, "display_name"),
            (Role::Department, "department"),
        ]);
        let spans = union.spans.iter();
        let days = spans.map(|&(id, _)| Some(self.shelves.as_of(self.held(id)?)?.day));
        Some(Input {
            id: kind.id(),
            label: crate::report::words::kind(kind.id()),
            table: &union.table,
            roles,
            lines: &union.lines,
            spans: &union.spans,
            names: self.names_of(&union.spans),
            repeated: None,
            days: days.collect(),
        })
    }

    fn names_of(&self, spans: &[(u32, usize)]) -> Vec<&str> {
        let held = spans.iter().map(|&(id, _)| self.held(id));
        held.map(|held| held.map_or("", |held: &Held| &held.name))
            .collect()
    }
}

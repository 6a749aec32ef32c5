//! What is asked about a list, and what is answered.
//!
//! These travel inside of [`Request::Ask`](super::message::Request::Ask) and
//! [`Reply::Told`](super::message::Reply::Told): their code is in the part `answers` of the worker and
//! in the part `lists` of the page, so that a first visit does not pay for it.

use chrono::NaiveDate;

use super::Engine;
use super::calendar::Wanted;
use super::exports::Export;
use super::hand_out::HandOut;
use super::lives::LiveMark;
use super::records::Files;
use super::shares::{self, SharePlan, opened_rows, text_of_rows};
use super::wire::inquiries::told;
pub use crate::lifecycle::policy_choice::PolicyChoice;
use crate::lifecycle::policy_file;
pub use crate::lifecycle::policy_file::edit::Edit as PolicyEdit;
pub use crate::lifecycle::policy_file::read::is_policy_file;
use crate::lifecycle::policy_file::write::write;
use crate::lifecycle::what_if::Wish;
use crate::report::calendar::CalendarPlan;
use crate::report::exports::ExportPlan;
use crate::report::hand_out::HandOutPlan;
use crate::report::policy_view::policy_view;
use crate::report::query::Query;

/// What may be asked about a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Inquiry {
    /// Rows of a report as tab-separated text for the clipboard, with a header line.
    Copy {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// Places in the shown order, as ranges `[first, last]`.
        ranges: Vec<(u32, u32)>,
        /// Only this column's cells, one a line, without a header.
        column: Option<String>,
    },
    /// The logon names of rows in the form another console takes, each once, one a line (P15).
    Names {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// Places in the shown order, as ranges `[first, last]`.
        ranges: Vec<(u32, u32)>,
        /// Name of a [`crate::report::hand_over::NameForm`].
        form: String,
        /// The domain or label of names that are written without.
        realm: String,
    },
    /// What is wrong with the data.
    Issues {
        /// Only this source's.
        source: Option<u32>,
    },
    /// A page of the rows that a number of a source's summary counts.
    SourceRows {
        /// Source id.
        source: u32,
        /// `lines`, `records`, `accepted`, `rejected`, `blank`, `duplicates` or `unmatched`.
        part: String,
        /// The first row wanted, from 0.
        first: u32,
    },
    /// The rejected rows of a source as a CSV file.
    Rejected {
        /// Source id.
        source: u32,
    },
    /// One account with its explanation.
    Account {
        /// The cell of column `key`.
        key: String,
        /// The row handle of a [`ReportView`], where several rows share the key.
        row: Option<u32>,
        /// The report the row handle belongs to.
        report: Option<String>,
    },
    /// The deadlines of rows as a calendar file (D21).
    Calendar {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// Places in the shown order, as ranges `[first, last]`.
        ranges: Vec<(u32, u32)>,
        /// What goes into the file.
        plan: CalendarPlan,
        /// The text of the file that was saved before.
        earlier: Option<String>,
    },
    /// The next piece of a view as a file (M10).
    Export {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// The selected rows, as places in the shown order: ranges `[first, last]`.
        ranges: Vec<(u32, u32)>,
        /// What goes into the file.
        plan: ExportPlan,
        /// The piece that is wanted; 0 begins a file.
        next: u32,
    },
    /// The groups that rows would be handed out by (M10).
    HandOutGroups {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// The selected rows, as places in the shown order.
        ranges: Vec<(u32, u32)>,
        /// What is handed out, and how.
        plan: HandOutPlan,
    },
    /// The next file that is handed out, one for each group, or the next piece of their archive.
    HandOut {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// The selected rows, as places in the shown order.
        ranges: Vec<(u32, u32)>,
        /// What is handed out, and how.
        plan: HandOutPlan,
        /// The file that is wanted; 0 begins.
        next: u32,
    },
    /// What would become of an account; nothing is stored.
    WhatIf {
        /// The cell of column `key`.
        key: String,
        /// The row handle of a report, where several rows share the key.
        row: Option<u32>,
        /// The report the row handle belongs to.
        report: Option<String>,
        /// The day on which it is done or looked at; `None` is the evaluation day.
        day: Option<NaiveDate>,
        /// The code of an affiliation that the person is given.
        affiliation: Option<String>,
        /// The end of an override.
        until: Option<NaiveDate>,
    },
    /// What each week of disable days is made of.
    Weeks {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// `urgency` or `department`.
        by: String,
    },
    /// What to do about an account, as the account is asked for.
    Todo {
        /// The cell of column `key`.
        key: String,
        /// The row handle, where several rows share the key.
        row: Option<u32>,
        /// The report the row handle belongs to.
        report: Option<String>,
        /// The moment, in seconds since 1970.
        now: i64,
    },
    /// What was decided about all accounts.
    Decisions,
    /// The file that holds all decisions.
    DecisionFile {
        /// The moment, in seconds since 1970.
        now: i64,
    },
    /// Tries an answer about a source without giving it.
    Examine {
        /// Source id.
        source: u32,
        /// The answer; empty for how the source is read now.
        choice: String,
        /// A part of the captions of the columns that are shown, or a letter; empty for the first ones.
        sought: String,
    },
    /// A policy as the screen shows it, after one change of it.
    Policy {
        /// Which policy.
        choice: PolicyChoice,
        /// What is changed.
        edit: PolicyEdit,
    },
    /// A policy as a file.
    PolicyFile {
        /// Which policy.
        choice: PolicyChoice,
    },
    /// What is to be known of a report over all sources before anything is concluded from its rows.
    About {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// How many groups of each sum are wanted.
        groups: u32,
    },
    /// The values that a column of a report has, for a quick filter (D17, D18).
    Values {
        /// Report id.
        id: String,
        /// What the person chose, without what the column is narrowed to.
        query: Query,
        /// The column.
        column: String,
        /// A part of the values that are wanted; empty for all.
        text: String,
        /// How many are wanted at most.
        limit: u32,
    },
    /// The rows of a report by the columns that its layout groups them by.
    Groups {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// How many groups are wanted at most.
        limit: u32,
    },
    /// The link of a view of a report (M8).
    Link {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
    },
    /// The same, with what tells whether somebody else has the same data loaded.
    LinkWithData {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// What the hashes of the sources are salted with; it travels.
        salt: String,
    },
    /// Rows or names of a report as a code (M11).
    Share {
        /// Report id.
        id: String,
        /// What the person chose.
        query: Query,
        /// Places in the shown order, as ranges `[first, last]`.
        ranges: Vec<(u32, u32)>,
        /// What is taken along, and what is taken out of it.
        plan: SharePlan,
    },
    /// The rows of a code.
    OpenRows {
        /// The code, or a whole address, as mail programs leave it.
        text: String,
        /// Today.
        now: NaiveDate,
    },
    /// The rows of a code as a text.
    TextOfRows {
        /// The code.
        text: String,
        /// `csv` or `tsv`.
        form: String,
    },
    /// How the rows of a code differ from the same report here.
    CompareRows {
        /// The code.
        text: String,
        /// Empty, or `csv` for the comparison as a text.
        form: String,
    },
    /// The view of a link; nothing is applied.
    Open {
        /// The text behind `#`, or a whole address, as mail programs leave it.
        text: String,
    },
    /// Steps of the last load.
    Timings,
}

/// What a person says about accounts.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// What is decided about an account.
    Decide {
        /// The account's key.
        key: String,
        /// `keep`, `let-go`, `asked` or `done`; empty for nothing.
        decision: String,
        /// Initials of who decides.
        by: String,
        /// What is to be known about it.
        note: String,
        /// The moment, in seconds since 1970.
        now: i64,
    },
    /// What became of a step.
    Step {
        /// The account's key.
        key: String,
        /// The list it stands in.
        list: String,
        /// Its text.
        step: String,
        /// `done`, `wanted` or `not-wanted`; empty takes it back.
        state: String,
        /// Minutes to wait after it, at most.
        wait: u32,
        /// Initials of who says so.
        by: String,
        /// The moment, in seconds since 1970.
        now: i64,
    },
    /// Merges a file of decisions.
    Merge {
        /// Name of the file.
        name: String,
        /// Its text.
        text: String,
    },
    /// Lets the other side of an account's conflict count.
    Other {
        /// The account's key.
        key: String,
        /// Initials of who chooses.
        by: String,
        /// The moment, in seconds since 1970.
        now: i64,
    },
    /// The conflicts were looked at.
    Settle,
    /// Lets the rows of an older enrollment report count, or takes them as history (D27); answered as a load is.
    Count {
        /// Source id.
        source: u32,
        /// Whether they count.
        counts: bool,
    },
    /// Reads the dates of a source in another order of day and month (domain 2.8); answered as a load is.
    Dates {
        /// Source id.
        source: u32,
        /// `day-first`, `month-first`, or `back` for the order before.
        order: String,
    },
    /// What became of listings of Graph (F31); their files are loaded after it. Answered as a load is.
    Live {
        /// The listings of which something is new.
        marks: Vec<LiveMark>,
    },
}

impl Engine {
    /// The text of the reply to an inquiry, or the sentence that says why there is none.
    pub fn tell(
        &mut self,
        inquiry: Inquiry,
        today: NaiveDate,
        files: &mut dyn Files,
    ) -> Result<String, String> {
        if matches!(inquiry, Inquiry::Issues { .. } | Inquiry::SourceRows { .. }) {
            self.settle(files);
        }
        Ok(match inquiry {
            Inquiry::Copy {
                id,
                query,
                ranges,
                column,
            } => told(&self.copy(&id, &query, &ranges, column.as_deref(), today)?),
            Inquiry::Names {
                id,
                query,
                ranges,
                form,
                realm,
            } => told(&self.names(&id, &query, &ranges, &form, &realm, today)?),
            Inquiry::Issues { source } => told(&self.issues(source, today)),
            Inquiry::SourceRows {
                source,
                part,
                first,
            } => told(&self.rows(source, &part, first, files)?),
            Inquiry::Examine {
                source,
                choice,
                sought,
            } => {
                let mut view = self.examine(source, &choice, &sought, files)?;
                view.orders = self.orders_of(source, today);
                told(&view)
            }
            Inquiry::Rejected { source } => told(&self.rejected(source, files)?),
            Inquiry::Account { key, row, report } => {
                told(&self.account(&key, row, report.as_deref(), today, files)?)
            }
            Inquiry::Policy { choice, edit } => told(&policy_view(&policy_file::edit::edit(
                &choice,
                &edit,
                today,
                self.zones(),
            )?)),
            Inquiry::PolicyFile { choice } => {
                told(&write(&policy_file::resolve(&choice, self.zones())?))
            }
            Inquiry::Calendar {
                id,
                query,
                ranges,
                plan,
                earlier,
            } => {
                let wanted = Wanted {
                    id: &id,
                    query: &query,
                    ranges: &ranges,
                };
                told(&self.calendar(wanted, &plan, earlier.as_deref(), today)?)
            }
            Inquiry::Export {
                id,
                query,
                ranges,
                plan,
                next,
            } => {
                let wanted = Export {
                    id: &id,
                    query: &query,
                    ranges: &ranges,
                    plan: &plan,
                    next,
                };
                told(&self.export(wanted, today, files)?)
            }
            Inquiry::HandOutGroups {
                id,
                query,
                ranges,
                plan,
            } => {
                let wanted = HandOut {
                    id: &id,
                    query: &query,
                    ranges: &ranges,
                    plan: &plan,
                    next: 0,
                };
                told(&self.hand_out_groups(wanted, today)?)
            }
            Inquiry::HandOut {
                id,
                query,
                ranges,
                plan,
                next,
            } => {
                let wanted = HandOut {
                    id: &id,
                    query: &query,
                    ranges: &ranges,
                    plan: &plan,
                    next,
                };
                told(&self.hand_out(wanted, today, files)?)
            }
            Inquiry::WhatIf {
                key,
                row,
                report,
                day,
                affiliation,
                until,
            } => {
                let wish = Wish {
                    day: day.unwrap_or(today),
                    affiliation,
                    override_until: until,
                };
                told(&self.what_if(&key, row, report.as_deref(), &wish, today)?)
            }
            Inquiry::Weeks { id, query, by } => told(&self.weeks(&id, &query, &by, today)?),
            Inquiry::Todo {
                key,
                row,
                report,
                now,
            } => told(&self.todo(&key, row, report.as_deref(), (today, now))?),
            Inquiry::About { id, query, groups } => told(&self.about(&id, &query, groups, today)?),
            Inquiry::Values {
                id,
                query,
                column,
                text,
                limit,
            } => told(&self.values(&id, &query, &column, (&text, limit), today)?),
            Inquiry::Groups { id, query, limit } => told(&self.groups(&id, &query, limit, today)?),
            Inquiry::Link { id, query } => told(&self.link(&id, &query)?),
            Inquiry::LinkWithData { id, query, salt } => {
                told(&self.link_with_data(&id, &query, &salt, today)?)
            }
            Inquiry::Open { text } => told(&self.opened(&text, today)?),
            Inquiry::Share {
                id,
                query,
                ranges,
                plan,
            } => {
                let wanted = shares::Wanted {
                    id: &id,
                    query: &query,
                    ranges: &ranges,
                    plan: &plan,
                };
                told(&self.share(wanted, today)?)
            }
            Inquiry::OpenRows { text, now } => told(&opened_rows(&text, now)?),
            Inquiry::TextOfRows { text, form } => told(&text_of_rows(&text, &form)?),
            Inquiry::CompareRows { text, form } => {
                let compared = self.compare_rows(&text, today)?;
                match form.as_str() {
                    "csv" => told(&compared.csv()),
                    _ => told(&compared),
                }
            }
            Inquiry::Decisions => told(&self.decisions()),
            Inquiry::DecisionFile { now } => told(&self.decision_file(now)),
            Inquiry::Timings => told(&self.timings()),
        })
    }
}

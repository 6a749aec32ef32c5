//! Inquiries and their answers, to their text and back.

use super::parts::{self, part, write_variant};
use super::*;
use crate::engine::inquiry::{Edit, Inquiry, PolicyEdit};
use crate::engine::links::{LinkView, OpenView};
use crate::engine::lives::LiveMark;
use crate::engine::shared_rows::ComparedRows;
use crate::engine::shares::{OpenedRows, SharePlan, ShareView};
use crate::report::across::about::{AboutView, NoteView, SumView};
use crate::report::calendar::{CalendarPlan, CalendarView, Reminder};
use crate::report::exports::{CopyView, ExportPiece, ExportPlan};
use crate::report::groups::{GroupSum, GroupValue, GroupView, GroupsView};
use crate::report::hand_out::{HandOutGroup, HandOutGroups, HandOutPiece, HandOutPlan};
use crate::report::other_order::OrderView;
use crate::report::policy_view::{PolicyLineView, PolicyView};
use crate::report::values::{ValueView, ValuesView};
use crate::report::weeks::WeekParts;
use crate::report::what_if::{WhatIfRow, WhatIfView};

/// An inquiry as it travels.
pub fn asked(inquiry: &Inquiry) -> Json {
    plain(inquiry)
}

/// What a person says about accounts, as it travels.
pub fn edited(edit: &Edit) -> Json {
    plain(edit)
}

/// What a script says about an account, as the text of an object; `None` for what is not understood.
pub fn edit_of(key: &str, said: &str, now: i64) -> Option<Edit> {
    let said = parse(said)?;
    let is_step = *part(&said, "step") != Json::Null;
    let words: &[&str] = match is_step {
        true => &["step", "state", "by", "list", "wait"],
        false => &["decision", "by", "note"],
    };
    let Json::Record(parts) = &said else {
        return None;
    };
    let mut trouble = parts
        .iter()
        .any(|(name, _)| !words.contains(&name.as_str()));
    let mut text = |name| match part(&said, name) {
        Json::Null => String::new(),
        json => String::read(json, &mut trouble),
    };
    let key = key.to_owned();
    let by = text("by");
    let mut edit = match is_step {
        true => Edit::Step {
            key,
            list: text("list"),
            step: text("step"),
            state: text("state"),
            wait: 0,
            by,
            now,
        },
        false => Edit::Decide {
            key,
            decision: text("decision"),
            by,
            note: text("note"),
            now,
        },
    };
    if let Edit::Step { wait, .. } = &mut edit {
        *wait = Option::read(part(&said, "wait"), &mut trouble).unwrap_or(0);
    }
    (!trouble).then_some(edit)
}

/// An answer as a reply holds it.
pub fn plain(message: &impl Write) -> Json {
    // What was just written is JSON.
    parse(&text(message)).unwrap_or(Json::Null)
}

/// An inquiry as it came; `None` for what is none.
pub fn inquiry(json: &Json) -> Option<Inquiry> {
    answer(json)
}

/// The text of the reply that holds an answer.
pub fn told(answer: &impl Write) -> String {
    let mut out = String::new();
    write_variant(&mut out, "Told", answer);
    out
}

/// What a script chose of a calendar file; `None` where a part is not understood.
pub fn calendar_plan(text: &str) -> Option<CalendarPlan> {
    answer(&parse(text)?)
}

/// What a script chose to hand out; `None` where a part is not understood.
pub fn hand_out_plan(text: &str) -> Option<HandOutPlan> {
    answer(&parse(text)?)
}

/// What a script chose of an export; `None` where a part is not understood.
pub fn export_plan(text: &str) -> Option<ExportPlan> {
    answer(&parse(text)?)
}

/// What a script chose of a share; `None` where a part is not understood.
pub fn share_plan(text: &str) -> Option<SharePlan> {
    answer(&parse(text)?)
}

/// An answer as it came; `None` for what is no such answer.
pub fn answer<T: Read>(json: &Json) -> Option<T> {
    let mut trouble = false;
    let value = T::read(json, &mut trouble);
    (!trouble).then_some(value)
}

choice!(Inquiry {
    Copy { id, query, ranges, column },
    Names { id, query, ranges, form, realm },
    Issues { source },
    SourceRows { source, part, first },
    Examine { source, choice, sought },
    Rejected { source },
    Account { key, row, report },
    Policy { choice, edit },
    PolicyFile { choice },
    Calendar { id, query, ranges, plan, earlier },
    Export { id, query, ranges, plan, next },
    HandOutGroups { id, query, ranges, plan },
    HandOut { id, query, ranges, plan, next },
    WhatIf { key, row, report, day, affiliation, until },
    Weeks { id, query, by },
    Todo { key, row, report, now },
    Decisions,
    DecisionFile { now },
    About { id, query, groups },
    Values { id, query, column, text, limit },
    Groups { id, query, limit },
    Link { id, query },
    LinkWithData { id, query, salt },
    Open { text },
    Share { id, query, ranges, plan },
    OpenRows { text, now },
    TextOfRows { text, form },
    CompareRows { text, form },
    Timings,
} else Timings);
choice!(Edit {
    Decide { key, decision, by, note, now },
    Step { key, list, step, state, wait, by, now },
    Merge { name, text },
    Other { key, by, now },
    Settle,
    Dates { source, order },
    Count { source, counts },
    Live { marks },
} else Settle);
record!(LiveMark {
    tenant,
    tenant_name,
    listing,
    title,
    kind,
    file,
    state,
    rows,
    why,
    at,
    since
});
record!(LinkView {
    text,
    left_out,
    reveals,
    meaning
});
record!(SharePlan {} maybe {
    share,
    names,
    ids,
    phones,
    salt,
    made,
    expires
});
record!(ShareView {
    text,
    bytes,
    columns,
    rows,
    total,
    sources,
    told
});
record!(OpenedRows {
    kind,
    title,
    meaning,
    made,
    expiry,
    is_expired,
    redacted,
    columns,
    rows,
    view
});
record!(ComparedRows {
    title,
    sentence,
    notes,
    columns,
    rows
});
record!(OpenView {
    report,
    query,
    applied,
    ignored,
    meaning,
    same,
    has_data
});
record!(TodoView {
    key,
    followed,
    branches,
    verdict,
    decided,
    note,
    elsewhere,
    waits,
    letter,
});
record!(BranchView {
    list,
    title,
    note,
    steps
});
record!(TodoStep {
    text,
    owner,
    is_question,
    start_by,
    wait_minutes,
    state,
    said,
    copy,
});
record!(WaitView {
    key,
    step,
    since,
    until
});
record!(DecisionsView {
    decisions,
    waits,
    conflicts,
    told
});
record!(DecidedView {
    key,
    decision,
    by,
    text,
    note,
    n_done
});
record!(ConflictView { key, counts, other });
record!(DraftView {
    source,
    asked,
    choice,
    kind,
    kinds,
    fields,
    header,
    trouble,
    columns,
    n_columns,
    captions,
    first,
} maybe { orders });
record!(OrderView {
    source,
    text,
    caption,
    order
});
record!(DraftColumnView {
    place,
    caption,
    samples,
    field,
    by_header,
    fit,
    trouble
});
record!(RowsView { total, rows });
record!(RowView {
    line,
    record,
    column,
    reason,
    text
});
record!(IssueView {
    source,
    line,
    row,
    column,
    code,
    message
});
record!(AccountView {
    key,
    name,
    fields,
    stage,
    urgency,
    headline,
    marks,
    clocks,
    explanation,
    checklist,
} maybe { offers, eligibility, timeline, orders });
record!(EligibilityView {
    title,
    state,
    reason,
    cells
});
record!(CalendarPlan {} maybe {
    clocks,
    group,
    names,
    alarm_days,
    quiet,
    reminder,
    address,
    salt,
    stamp
});
record!(Reminder { every, on, at });
record!(CalendarView {
    name,
    text,
    salt,
    headline,
    notes,
    preview
});
record!(ExportPlan {} maybe {
    format,
    columns,
    rows,
    bom,
    guard,
    stamp,
    page,
    groups
});
record!(HandOutPlan {} maybe {
    column,
    form,
    groups,
    zip,
    rows,
    columns,
    subject,
    text,
    to,
    address,
    stamp
});
record!(HandOutGroups { groups, rows });
record!(HandOutGroup { value, text, rows });
record!(HandOutPiece {
    next,
    name,
    text,
    done,
    groups,
    rows
});
record!(CopyView { text, html });
record!(ExportPiece {
    next,
    name,
    text,
    done,
    rows,
    columns
});
record!(WhatIfView {
    codes,
    stage,
    urgency,
    headline,
    rows,
    differences,
    explanation
});
record!(WhatIfRow {
    caption,
    now,
    then,
    difference
});
record!(WeekParts {
    by,
    values,
    others,
    weeks
});
record!(FieldView { field, value, cell } maybe { note, source });
record!(CellView {
    source,
    name,
    line,
    column,
    raw
});
record!(StepView { statement, cells, rule } maybe { policy });
choice!(PolicyEdit {
    Show,
    Set { key, text },
    Add { key, text },
    Remove { key },
    Back { key },
    Profile { id },
    Import { text },
} else Show);
record!(PolicyView {
    choice, id, name, source, changed, profiles, lines,
} maybe { notes, refused, trouble });
record!(PolicyLineView { key, kind } maybe {
    caption,
    help,
    unit,
    value,
    original,
    choices,
    entry,
    entry_key
});
record!(ChecklistStep {
    text,
    owner,
    wait_minutes
});
record!(AboutView {
    notes,
    columns,
    missing,
    sums,
    older_days
});
record!(NoteView { weight, text });
record!(SumView {
    column,
    by,
    groups,
    n_groups,
    unknown
});
record!(GroupsView {
    levels,
    sums,
    total,
    groups,
    all
});
record!(GroupView { values, rows, sums });
record!(GroupValue { value, text });
record!(GroupSum { text, unknown });
record!(ValuesView { total, values });
record!(ValueView { value, text, rows });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wire::tests::{any_query, cell, text};
    use chrono::NaiveDate;

    #[track_caller]
    fn reads_back<T: Read + Write + PartialEq + std::fmt::Debug>(sent: T) {
        let text = told(&sent);
        let Some(Reply::Told(json)) = reply(&text) else {
            panic!("{text}");
        };
        assert_eq!(answer(&json), Some(sent), "{text}");
    }

    #[track_caller]
    fn is_asked(sent: Inquiry) {
        let request = Request::Ask(asked(&sent));
        let today = iso_day("2026-11-22").unwrap();
        let (id, request) = (7, request);
        let text = super::text(&Envelope { id, today, request });
        let Some(Request::Ask(json)) = envelope(&text).map(|heard| heard.request) else {
            panic!("{text}");
        };
        assert_eq!(inquiry(&json), Some(sent), "{text}");
    }

    #[test]
    fn an_account_and_issues_are_read_as_they_were_sent() {
        reads_back(AccountView {
            key: text(),
            fields: vec![FieldView {
                field: text(),
                value: text(),
                cell: cell(),
                note: text(),
                source: text(),
            }],
            clocks: vec![(text(), text())],
            explanation: vec![StepView {
                statement: text(),
                cells: vec![cell()],
                rule: text(),
                policy: vec![(text(), text())],
            }],
            checklist: vec![ChecklistStep {
                text: text(),
                owner: text(),
                wait_minutes: 20,
            }],
            timeline: vec![(text(), NaiveDate::default())],
            offers: vec![OfferView {
                text: text(),
                row: 1,
                partner: 2,
                accepted: true,
            }],
            eligibility: vec![EligibilityView {
                title: text(),
                state: text(),
                reason: text(),
                cells: vec![cell()],
            }],
            orders: vec![OrderView {
                source: 2,
                text: text(),
                caption: text(),
                order: text(),
            }],
            ..AccountView::default()
        });
        let issue = IssueView {
            line: Some(1),
            column: Some(text()),
            ..IssueView::default()
        };
        reads_back(vec![issue, IssueView::default()]);
        let row = RowView {
            record: Some(7),
            text: text(),
            ..RowView::default()
        };
        let column = DraftColumnView {
            place: 3,
            caption: text(),
            samples: vec![text()],
            ..DraftColumnView::default()
        };
        reads_back(DraftView {
            asked: text(),
            header: 1,
            columns: vec![column],
            first: vec![vec![text()]],
            ..DraftView::default()
        });
        reads_back(RowsView {
            total: 9,
            rows: vec![row, RowView::default()],
        });
        reads_back(text());
        reads_back(Timings {
            read: 1,
            total: 1_000_000,
            ..Timings::default()
        });
        reads_back(CalendarView {
            notes: vec![text()],
            preview: vec![(text(), text())],
            ..CalendarView::default()
        });
        reads_back(WhatIfView {
            codes: vec![(text(), text())],
            rows: vec![WhatIfRow {
                now: text(),
                ..WhatIfRow::default()
            }],
            differences: vec![text()],
            explanation: vec![StepView::default()],
            ..WhatIfView::default()
        });
        reads_back(WeekParts {
            by: text(),
            values: vec![text()],
            others: true,
            weeks: vec![(NaiveDate::default(), vec![1, 2])],
        });
        reads_back(AboutView {
            notes: vec![NoteView {
                weight: "warning".to_owned(),
                text: text(),
            }],
            columns: vec![(text(), text())],
            missing: vec![text()],
            sums: vec![SumView {
                groups: vec![(text(), Value::Integer(7)), (text(), Value::Null)],
                n_groups: 2,
                ..SumView::default()
            }],
            older_days: vec![(text(), text())],
        });
        reads_back(ShareView {
            bytes: 7,
            columns: vec![text()],
            rows: vec![vec![text()]],
            ..ShareView::default()
        });
        reads_back(OpenedRows {
            is_expired: true,
            redacted: vec![text()],
            rows: vec![vec![text()]],
            ..OpenedRows::default()
        });
        reads_back(ComparedRows {
            sentence: text(),
            notes: vec![text()],
            rows: vec![vec![text()]],
            ..ComparedRows::default()
        });
        reads_back(SharePlan {
            share: text(),
            made: Some(NaiveDate::default()),
            ..SharePlan::default()
        });
        reads_back(ValuesView {
            total: 9,
            values: vec![ValueView {
                rows: 3,
                ..ValueView::default()
            }],
        });
        assert_eq!(answer::<RowsView>(&Json::Null), None);
    }

    fn every_edit() -> Vec<PolicyEdit> {
        let (key, id) = (text(), text());
        vec![
            PolicyEdit::Show,
            PolicyEdit::Set {
                key: key.clone(),
                text: text(),
            },
            PolicyEdit::Add {
                key: key.clone(),
                text: text(),
            },
            PolicyEdit::Remove { key: key.clone() },
            PolicyEdit::Back { key },
            PolicyEdit::Profile { id },
            PolicyEdit::Import { text: text() },
        ]
    }

    #[test]
    fn a_policy_is_shown_as_it_was_sent() {
        reads_back(PolicyView {
            choice: any_query().policy,
            changed: 2,
            profiles: vec![(text(), text())],
            lines: vec![PolicyLineView {
                key: text(),
                choices: vec![(text(), text())],
                ..PolicyLineView::default()
            }],
            ..PolicyView::default()
        });
    }

    #[test]
    fn what_to_do_and_what_was_decided_are_read_as_they_were_sent() {
        let wait = WaitView {
            key: text(),
            step: text(),
            since: 1,
            until: 1 << 40,
        };
        let step = TodoStep {
            text: text(),
            is_question: true,
            wait_minutes: 20,
            ..TodoStep::default()
        };
        let branch = BranchView {
            list: text(),
            steps: vec![step, TodoStep::default()],
            ..BranchView::default()
        };
        reads_back(TodoView {
            key: text(),
            branches: vec![branch],
            waits: vec![wait.clone()],
            ..TodoView::default()
        });
        let decided = DecidedView {
            key: text(),
            n_done: 2,
            ..DecidedView::default()
        };
        let conflict = ConflictView {
            key: text(),
            counts: text(),
            other: text(),
        };
        reads_back(DecisionsView {
            decisions: vec![decided],
            waits: vec![wait],
            conflicts: vec![conflict],
            told: text(),
        });
    }

    #[test]
    fn what_a_script_says_of_an_account_is_understood_or_refused() {
        let step = edit_of(
            "doe01",
            r#"{"step":"Override.","state":"done","by":"AB","wait":20}"#,
            7,
        );
        assert_eq!(
            step,
            Some(Edit::Step {
                key: "doe01".to_owned(),
                list: String::new(),
                step: "Override.".to_owned(),
                state: "done".to_owned(),
                wait: 20,
                by: "AB".to_owned(),
                now: 7,
            })
        );
        assert!(edit_of("doe01", r#"{"decision":"keep","by":"AB"}"#, 7).is_some());
        for odd in [
            "[]",
            "{",
            r#"{"decison":"keep"}"#,
            r#"{"decision":1}"#,
            r#"{"step":"a","wait":-1}"#,
        ] {
            assert_eq!(edit_of("doe01", odd, 7), None, "{odd}");
        }
    }

    #[test]
    fn everything_said_about_accounts_is_heard_as_it_was_said() {
        let (key, by, now) = (text(), text(), 7);
        for edit in [
            Edit::Decide {
                key: key.clone(),
                decision: text(),
                by: by.clone(),
                note: text(),
                now,
            },
            Edit::Step {
                key: key.clone(),
                list: text(),
                step: text(),
                state: text(),
                wait: 20,
                by: by.clone(),
                now,
            },
            Edit::Merge {
                name: text(),
                text: text(),
            },
            Edit::Other { key, by, now },
            Edit::Settle,
            Edit::Dates {
                source: 2,
                order: text(),
            },
            Edit::Live {
                marks: vec![LiveMark {
                    file: text(),
                    rows: 7,
                    at: -3,
                    ..LiveMark::default()
                }],
            },
        ] {
            assert_eq!(answer(&edited(&edit)), Some(edit));
        }
    }

    #[test]
    fn every_inquiry_is_heard_as_it_was_asked() {
        let ranges = vec![(0, 4), (9, 9)];
        is_asked(Inquiry::Examine {
            source: 2,
            choice: text(),
            sought: text(),
        });
        is_asked(Inquiry::Share {
            id: text(),
            query: any_query(),
            ranges: vec![(0, 7)],
            plan: SharePlan {
                expires: Some(NaiveDate::default()),
                ..SharePlan::default()
            },
        });
        is_asked(Inquiry::LinkWithData {
            id: text(),
            query: any_query(),
            salt: text(),
        });
        is_asked(Inquiry::OpenRows {
            text: text(),
            now: NaiveDate::default(),
        });
        is_asked(Inquiry::TextOfRows {
            text: text(),
            form: text(),
        });
        is_asked(Inquiry::CompareRows {
            text: text(),
            form: text(),
        });
        is_asked(Inquiry::Copy {
            id: text(),
            query: any_query(),
            ranges: ranges.clone(),
            column: Some(text()),
        });
        is_asked(Inquiry::Export {
            id: text(),
            query: any_query(),
            ranges: ranges.clone(),
            plan: ExportPlan {
                format: text(),
                columns: text(),
                rows: text(),
                bom: Some(false),
                guard: Some(false),
                stamp: text(),
                page: true,
                groups: true,
            },
            next: 3,
        });
        let plan = HandOutPlan {
            column: text(),
            form: text(),
            groups: Some(vec![text()]),
            zip: true,
            rows: text(),
            columns: text(),
            subject: text(),
            text: text(),
            to: text(),
            address: text(),
            stamp: text(),
        };
        is_asked(Inquiry::HandOutGroups {
            id: text(),
            query: any_query(),
            ranges: ranges.clone(),
            plan: plan.clone(),
        });
        is_asked(Inquiry::HandOut {
            id: text(),
            query: any_query(),
            ranges: ranges.clone(),
            plan,
            next: 3,
        });
        reads_back(HandOutGroups {
            groups: vec![HandOutGroup {
                value: text(),
                text: text(),
                rows: 2,
            }],
            rows: 2,
        });
        reads_back(HandOutPiece {
            next: 3,
            name: text(),
            text: text(),
            done: 1,
            groups: 2,
            rows: 5,
        });
        reads_back(ExportPiece {
            next: 3,
            name: text(),
            text: text(),
            done: 5_000,
            rows: 12_000,
            columns: 16,
        });
        reads_back(CopyView {
            text: text(),
            html: text(),
        });
        is_asked(Inquiry::Names {
            id: text(),
            query: any_query(),
            ranges,
            form: text(),
            realm: text(),
        });
        is_asked(Inquiry::Issues { source: None });
        is_asked(Inquiry::Rejected { source: 2 });
        is_asked(Inquiry::SourceRows {
            source: 2,
            part: text(),
            first: 200,
        });
        is_asked(Inquiry::Account {
            key: text(),
            row: Some(1),
            report: None,
        });
        is_asked(Inquiry::PolicyFile {
            choice: any_query().policy,
        });
        for edit in every_edit() {
            let choice = any_query().policy;
            is_asked(Inquiry::Policy { choice, edit });
        }
        is_asked(Inquiry::Calendar {
            id: text(),
            query: any_query(),
            ranges: vec![(0, 4)],
            plan: CalendarPlan {
                clocks: vec![text()],
                names: true,
                alarm_days: Some(0),
                reminder: Some(Reminder {
                    every: text(),
                    ..Reminder::default()
                }),
                ..CalendarPlan::default()
            },
            earlier: Some(text()),
        });
        assert_eq!(calendar_plan("{}"), Some(CalendarPlan::default()));
        assert_eq!(calendar_plan("{\"names\": 1}"), None);
        is_asked(Inquiry::WhatIf {
            key: text(),
            row: Some(1),
            report: None,
            day: iso_day("2026-11-22"),
            affiliation: Some(text()),
            until: None,
        });
        is_asked(Inquiry::Weeks {
            id: text(),
            query: any_query(),
            by: text(),
        });
        is_asked(Inquiry::Todo {
            key: text(),
            row: Some(1),
            report: Some(text()),
            now: -1,
        });
        is_asked(Inquiry::About {
            id: text(),
            query: any_query(),
            groups: 20,
        });
        is_asked(Inquiry::Values {
            id: text(),
            query: any_query(),
            column: text(),
            text: text(),
            limit: 50,
        });
        is_asked(Inquiry::Groups {
            id: text(),
            query: any_query(),
            limit: 500,
        });
        is_asked(Inquiry::Decisions);
        is_asked(Inquiry::DecisionFile { now: 1 << 40 });
        is_asked(Inquiry::Timings);
        assert_eq!(inquiry(&Json::Text("Unheard".to_owned())), None);
    }
}

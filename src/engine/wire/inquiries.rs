//! Inquiries and their answers, to their text and back.

use super::*;
use crate::engine::inquiry::Inquiry;
use crate::lifecycle::policy_file::edit::Edit;
use crate::report::calendar::{CalendarPlan, CalendarView, Reminder};
use crate::report::policy_view::{PolicyLineView, PolicyView};
use crate::report::weeks::WeekParts;
use crate::report::what_if::{WhatIfRow, WhatIfView};

/// An inquiry as it travels.
pub fn asked(inquiry: &Inquiry) -> Json {
    // What was just written is JSON.
    parse(&text(inquiry)).unwrap_or(Json::Null)
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
    WhatIf { key, row, report, day, affiliation, until },
    Weeks { id, query, by },
    Timings,
} else Timings);
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
} maybe { offers, eligibility, timeline });
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
record!(FieldView { field, value, cell });
record!(CellView {
    source,
    name,
    line,
    column,
    raw
});
record!(StepView { statement, cells, rule } maybe { policy });
choice!(Edit {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wire::tests::{any_query, cell, text};

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
        assert_eq!(answer::<RowsView>(&Json::Null), None);
    }

    fn every_edit() -> Vec<Edit> {
        let (key, id) = (text(), text());
        vec![
            Edit::Show,
            Edit::Set {
                key: key.clone(),
                text: text(),
            },
            Edit::Add {
                key: key.clone(),
                text: text(),
            },
            Edit::Remove { key: key.clone() },
            Edit::Back { key },
            Edit::Profile { id },
            Edit::Import { text: text() },
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
    fn every_inquiry_is_heard_as_it_was_asked() {
        let ranges = vec![(0, 4), (9, 9)];
        is_asked(Inquiry::Examine {
            source: 2,
            choice: text(),
            sought: text(),
        });
        is_asked(Inquiry::Copy {
            id: text(),
            query: any_query(),
            ranges: ranges.clone(),
            column: Some(text()),
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
        is_asked(Inquiry::Timings);
        assert_eq!(inquiry(&Json::Text("Unheard".to_owned())), None);
    }
}

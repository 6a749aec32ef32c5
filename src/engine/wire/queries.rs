//! Queries and windows, to their text and back.

use super::parts::{self, Read, Write, part, variant, write_record};
use crate::accounts::matching::{MatchRules, SuggestionKind};
use crate::engine::message::Window;
use crate::json::{Json, push_text};
use crate::lifecycle::policy_choice::PolicyChoice;
use crate::report::query::{Direction, Filter, Query};

impl Read for PolicyChoice {
    fn read(json: &Json, trouble: &mut bool) -> PolicyChoice {
        *trouble |= !matches!(json, Json::Record(_));
        let changes = part(json, "changes").clone();
        *trouble |= !matches!(changes, Json::Record(_) | Json::Null);
        PolicyChoice {
            id: Option::read(part(json, "id"), trouble).unwrap_or_default(),
            changes,
        }
    }
}

impl Write for PolicyChoice {
    fn write(&self, out: &mut String) {
        write_record(out, &[], &[("id", &self.id), ("changes", &self.changes)]);
    }

    fn is_default(&self) -> bool {
        PolicyChoice::is_default(self)
    }
}

impl Read for Direction {
    fn read(json: &Json, trouble: &mut bool) -> Direction {
        match variant(json).0 {
            "asc" => Direction::Asc,
            other => {
                *trouble |= other != "desc";
                Direction::Desc
            }
        }
    }
}

impl Write for Direction {
    fn write(&self, out: &mut String) {
        let name = match self {
            Direction::Asc => "asc",
            Direction::Desc => "desc",
        };
        push_text(out, name);
    }
}

impl Read for Filter {
    fn read(json: &Json, trouble: &mut bool) -> Filter {
        let (from, to) = (part(json, "from"), part(json, "to"));
        match part(json, "any_of") {
            Json::Null if *from != Json::Null && *to != Json::Null => Filter::Between {
                column: Read::read(part(json, "column"), trouble),
                from: Read::read(from, trouble),
                to: Read::read(to, trouble),
            },
            // Whether it is a condition, is found out when it is applied.
            Json::Null => Filter::Clause(json.clone()),
            any_of => Filter::AnyOf {
                column: Read::read(part(json, "column"), trouble),
                any_of: Read::read(any_of, trouble),
            },
        }
    }
}

impl Write for Filter {
    fn write(&self, out: &mut String) {
        match self {
            Filter::AnyOf { column, any_of } => {
                write_record(out, &[("column", column), ("any_of", any_of)], &[]);
            }
            Filter::Between { column, from, to } => {
                write_record(out, &[("column", column), ("from", from), ("to", to)], &[]);
            }
            Filter::Clause(json) => json.write(out),
        }
    }
}

impl Read for SuggestionKind {
    fn read(json: &Json, trouble: &mut bool) -> SuggestionKind {
        SuggestionKind::of_name(variant(json).0).unwrap_or_else(|| {
            *trouble = true;
            SuggestionKind::Typo
        })
    }
}

impl Write for SuggestionKind {
    fn write(&self, out: &mut String) {
        push_text(out, self.name());
    }
}

impl Read for MatchRules {
    fn read(json: &Json, trouble: &mut bool) -> MatchRules {
        *trouble |= !matches!(json, Json::Record(_));
        let some = |name| Some(part(json, name)).filter(|json| **json != Json::Null);
        let mut rules = MatchRules::of(
            some("same").map_or_else(Vec::new, |json| Read::read(json, trouble)),
            some("apart").map_or_else(Vec::new, |json| Read::read(json, trouble)),
            &some("accepted").map_or_else(Vec::new, |json| Vec::read(json, trouble)),
        );
        if let Some(json) = some("attribute") {
            rules.set_attribute(&String::read(json, trouble));
        }
        rules
    }
}

impl Write for MatchRules {
    fn write(&self, out: &mut String) {
        let (same, apart) = (self.same().to_vec(), self.apart().to_vec());
        let accepted = self.accepted().to_vec();
        write_record(
            out,
            &[],
            &[
                ("same", &same),
                ("apart", &apart),
                ("accepted", &accepted),
                ("attribute", &self.attribute().to_string()),
            ],
        );
    }

    fn is_default(&self) -> bool {
        MatchRules::is_default(self)
    }
}

record!(Query {} maybe {
    search,
    sort,
    columns,
    filters,
    today,
    presence,
    match_rules,
    policy,
    layout
});

record!(Window {} maybe { first, rows, departments });

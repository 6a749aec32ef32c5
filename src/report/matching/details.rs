//! A row of the report in full: both raw keys, every step that changed them, and what to decide (M5).

use super::super::account::{Records, SourceRow};
use super::super::view::{AccountView, CellView, FieldView, OfferView, StepView};
use super::{Input, Matched, PairMatched, words};
use crate::accounts::logon_name::Nfkc;
use crate::accounts::matching::{
    Accepted, MatchSide, Notes, Reason, Standing, Suggestion, Tier, explain,
    side::{NameSource, role_of},
};
use crate::accounts::raw_key::{KeyReading, read_key};
use crate::ingest::role::Role;

/// Candidates of an ambiguous row that are told at most.
const MANY_CANDIDATES: usize = 20;

impl Matched {
    /// What became of a row, and why.
    pub fn details(
        &self,
        inputs: &[Input],
        handle: u32,
        records: &mut dyn Records,
        nfkc: Nfkc,
    ) -> Result<AccountView, String> {
        let (pair, side, row) = self
            .locate(handle)
            .ok_or_else(|| format!("there is no row {handle} in this report"))?;
        let mut told = Told {
            pair,
            inputs: pair.inputs.map(|place| &inputs[place]),
            side,
            row,
            records,
            nfkc,
            view: AccountView {
                name: words::visible(self.tabular.table.cell("written", handle as usize)),
                key: self.tabular.table.cell("key", handle as usize).to_string(),
                ..AccountView::default()
            },
        };
        told.tell()?;
        Ok(told.view)
    }
}

/// A row while it is told.
struct Told<'a> {
    pair: &'a PairMatched,
    inputs: [&'a Input<'a>; 2],
    side: usize,
    row: u32,
    records: &'a mut dyn Records,
    nfkc: Nfkc,
    view: AccountView,
}

impl Told<'_> {
    fn tell(&mut self) -> Result<(), String> {
        let (side, row) = (self.side, self.row);
        let pair = self.pair;
        let own = self.read(side, row)?;
        self.push_fields(&own);
        match pair.found.row(side, row) {
            Standing::Joined(joined) => {
                let other = [joined.right, joined.left][side];
                self.view.headline = format!(
                    "matched with a row of {} by {}",
                    self.inputs[1 - side].label,
                    words::tier_text(joined.tier)
                );
                self.push_pair(other, joined.tier)?;
                self.push_notes(joined.notes);
                match joined.accepted {
                    Some(Accepted::Pair) => self.offer(other, "You accepted this pair", true),
                    Some(Accepted::Kind(kind)) => self.say(
                        format!(
                            "You accepted all suggestions of this kind: {}.",
                            words::likeness_text(kind)
                        ),
                        kind.rule(),
                    ),
                    None => {}
                }
                let other = self.read(1 - side, other)?;
                self.push_fields(&other);
            }
            Standing::Repeats(first) => {
                let line = (first != row).then(|| self.inputs[side].lines[first as usize]);
                self.view.headline = words::repeats(line).into_owned();
                self.push_own()?;
            }
            Standing::Unmatched(unmatched) => {
                let realms = [side, 1 - side].map(|side| &pair.found.outcome(side).realms[..]);
                let reason = words::reason(unmatched.reason, realms);
                let text = reason.split_once('\t').map_or("", |(_, text)| text);
                self.view.headline = match unmatched.reason {
                    Reason::Ambiguous(_) => format!("ambiguous: {text}"),
                    _ => format!("unmatched: {text}"),
                };
                if let Reason::Concealed(_) = unmatched.reason {
                    let why = format!(
                        "The name cannot be read, because {}.",
                        words::CONCEALING_SETTING
                    );
                    self.say(why, "concealed-names");
                }
                self.push_own()?;
                if let Some(near) = unmatched.near {
                    self.say(
                        format!("Nearly matched by {}.", words::near(near)),
                        near.tier.id(),
                    );
                    self.push_reading(1 - side, near.other, near.tier)?;
                }
                self.push_candidates()?;
                self.push_suggestions()?;
            }
        }
        Ok(())
    }

    fn say(&mut self, statement: String, rule: &str) {
        self.view.explanation.push(StepView {
            statement,
            cells: Vec::new(),
            rule: rule.to_string(),
            policy: Vec::new(),
        });
    }

    fn read(&mut self, side: usize, row: u32) -> Result<SourceRow, String> {
        let input = self.inputs[side];
        let (source, source_row) = input.place(row as usize);
        let mut found = self.records.read(source, source_row)?;
        found.line = input.lines[row as usize];
        Ok(found)
    }

    fn push_fields(&mut self, row: &SourceRow) {
        let fields = row.cells.iter().map(|cell| FieldView {
            field: cell.caption.clone(),
            value: words::visible(cell.text.trim()),
            cell: cell_view(row, &cell.caption, &cell.text),
            note: String::new(),
            source: String::new(),
        });
        self.view.fields.extend(fields);
    }

    fn match_side(&self, side: usize) -> MatchSide<'_> {
        self.inputs[side].side()
    }

    /// Both raw keys of a pair, own side first, each with every step.
    fn push_pair(&mut self, other: u32, tier: Tier) -> Result<(), String> {
        let rows = [[self.row, other], [other, self.row]][self.side];
        let readings = explain(
            (&self.match_side(0), rows[0]),
            (&self.match_side(1), rows[1]),
            tier,
            self.nfkc,
        );
        for side in [self.side, 1 - self.side] {
            let (role, reading) = &readings[side];
            self.push_step(side, rows[side], *role, reading)?;
        }
        Ok(())
    }

    /// The raw key of one row by which a tier compares it.
    fn push_reading(&mut self, side: usize, row: u32, tier: Tier) -> Result<(), String> {
        let rows = [[row, self.row], [self.row, row]][side];
        let readings = explain(
            (&self.match_side(0), rows[0]),
            (&self.match_side(1), rows[1]),
            tier,
            self.nfkc,
        );
        let (role, reading) = &readings[side];
        self.push_step(side, row, *role, reading)
    }

    /// The row's own name.
    fn push_own(&mut self) -> Result<(), String> {
        let input = self.match_side(self.side);
        let cells = [NameSource::LogonName, NameSource::Upn, NameSource::Mail]
            .map(role_of)
            .map(|role| (role, input.cell(role, self.row as usize)));
        let filled = cells.into_iter().find(|(_, cell)| !cell.is_empty());
        let (role, cell) = filled.unwrap_or(cells[0]);
        let reading = read_key(cell, role, self.nfkc);
        self.push_step(self.side, self.row, role, &reading)
    }

    fn push_step(
        &mut self,
        side: usize,
        row: u32,
        role: Role,
        reading: &KeyReading,
    ) -> Result<(), String> {
        let input = self.inputs[side];
        let found = self.read(side, row)?;
        let field = input.roles.iter().find(|(known, _)| *known == role);
        let cell = found
            .cells
            .iter()
            .find(|cell| field.is_some_and(|(_, field)| cell.field == *field));
        let caption = cell.map_or(role.label(), |cell| &cell.caption);
        let shown = words::visible(&reading.raw);
        let mut statement = match (shown.is_empty(), reading.key.is_empty()) {
            (true, _) => format!("{}: the cell of the {} is empty", input.label, role.label()),
            (_, true) => format!("{}: “{shown}” is {}", input.label, reading.kind.found()),
            (_, false) => format!(
                "{}: “{shown}” is {}, compared as “{}”",
                input.label,
                reading.kind.found(),
                words::visible(&reading.key)
            ),
        };
        let mut rules = Vec::new();
        for step in &reading.steps {
            let done = format!("; {}: “{}”", step.rule.done(), words::visible(&step.result));
            statement.push_str(&done);
            rules.push(step.rule.id());
        }
        statement.push('.');
        let cell = CellView {
            raw: shown,
            ..cell_view(&found, caption, "")
        };
        self.view.explanation.push(StepView {
            statement,
            cells: vec![cell],
            rule: rules.join(", "),
            policy: Vec::new(),
        });
        Ok(())
    }

    fn push_notes(&mut self, notes: Notes) {
        for (note, statement, rule) in [
            (
                Notes::CASE,
                "The two keys differ in upper and lower case.",
                "K6",
            ),
            (
                Notes::SPACES,
                "The two keys differ in spaces or characters that cannot be seen.",
                "K2",
            ),
            (
                Notes::PERSON_IDS_DIFFER,
                "The two rows give different PennIDs: the university may have merged them; look before you act.",
                "T4",
            ),
            (
                Notes::DELETED,
                "One of the two is a deleted account.",
                "K10",
            ),
            (Notes::GUEST, "One of the two is a guest.", "K9"),
            (
                Notes::UNCHECKED,
                "The deleted account's row gives no object id to check its name with.",
                "K10",
            ),
        ] {
            if notes.has(note) {
                self.say(statement.to_string(), rule);
            }
        }
    }

    /// The other rows of an ambiguous group, each of which may be taken.
    fn push_candidates(&mut self) -> Result<(), String> {
        let (side, row) = (self.side, self.row);
        let groups = self.pair.found.groups.iter();
        let mut groups = groups.map(|group| (group.tier, [&group.left, &group.right]));
        let Some((tier, rows)) = groups.find(|(_, rows)| rows[side].contains(&row)) else {
            return Ok(());
        };
        let [n_own, n_other] = [rows[side].len(), rows[1 - side].len()];
        self.say(
            format!(
                "{n_own} here and {n_other} there stand for one another by {}: which is which is yours to say.",
                words::tier_text(tier)
            ),
            tier.id(),
        );
        for &other in rows[1 - side].iter().take(MANY_CANDIDATES) {
            self.push_reading(1 - side, other, tier)?;
            self.offer(other, "Both rows are one account", false);
        }
        Ok(())
    }

    /// What the row may be.
    fn push_suggestions(&mut self) -> Result<(), String> {
        let (side, row) = (self.side, self.row);
        let of_row = |pair: &&Suggestion| [pair.left, pair.right][side] == row;
        let found: Vec<Suggestion> = self
            .pair
            .found
            .suggestions
            .iter()
            .filter(of_row)
            .copied()
            .collect();
        let mut told: Option<u32> = None;
        for pair in found {
            let other = [pair.right, pair.left][side];
            let likeness = words::likeness_text(pair.kind);
            self.say(
                format!(
                    "A row of {} is like it: {likeness}.",
                    self.inputs[1 - side].label
                ),
                pair.kind.rule(),
            );
            self.push_reading(1 - side, other, Tier::Suggestion)?;
            if told != Some(other) {
                self.offer(other, likeness, false);
                let other = self.read(1 - side, other)?;
                self.push_fields(&other);
            }
            told = Some(other);
        }
        Ok(())
    }

    /// Offers a pair with another row, or offers to take it apart.
    fn offer(&mut self, other: u32, why: &str, accepted: bool) {
        let (side, row) = (self.side, self.row);
        let input = self.inputs[1 - side];
        let handle = |side: usize, row: u32| (self.pair.firsts[side] + row as usize) as u32;
        let other_side = self.match_side(1 - side);
        let cells = [Role::LogonName, Role::Upn, Role::Mail]
            .map(|role| other_side.cell(role, other as usize));
        let name = cells.into_iter().find(|cell| !cell.is_empty());
        let offer = OfferView {
            text: format!(
                "{} ({}, line {}): {why}",
                words::visible(name.unwrap_or_default()),
                input.names[input.span(other as usize)],
                input.lines[other as usize],
            ),
            row: handle(side, row),
            partner: handle(1 - side, other),
            accepted,
        };
        self.view.offers.push(offer);
    }
}

fn cell_view(row: &SourceRow, column: &str, raw: &str) -> CellView {
    CellView {
        source: row.source,
        name: row.name.clone(),
        line: row.line,
        column: column.to_string(),
        raw: words::visible(raw),
    }
}

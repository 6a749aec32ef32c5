//! Whether a link was made from the data that is loaded here: kinds, days, numbers and a salted hash of each
//! source travel, and no name (issue of views, part 4).

use chrono::NaiveDate;

use super::Engine;
use super::held::Held;
use crate::export::sha256::digest;
use crate::ingest::Kind;
use crate::json::Json;
use crate::lifecycle::calendar::iso_day;
use crate::report::words;
use crate::share::base64;
use crate::table::Table;
use crate::table::hash::{hash_bytes, mix};

/// The member of a link that tells of its data.
pub const DATA: &str = "data";

/// A source as a link tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    kind: String,
    as_of: Option<NaiveDate>,
    rows: i64,
    hash: String,
}

/// So many bytes of a hash: by chance two sources are one once in 2^48.
const N_HASH: usize = 6;

impl Engine {
    /// What a link tells of the loaded sources; `None` where nothing is loaded.
    pub(super) fn data(&mut self, salt: &str, today: NaiveDate) -> Option<Json> {
        let sources = self.told(salt, today);
        let source = |told: Told| {
            let day = told
                .as_of
                .map_or(Json::Null, |day| Json::Text(day.to_string()));
            Json::List(vec![
                Json::Text(told.kind),
                day,
                Json::Number(told.rows),
                Json::Text(told.hash),
            ])
        };
        if sources.is_empty() {
            return None;
        }
        let mut parts = vec![Json::Text(salt.to_owned())];
        parts.extend(sources.into_iter().map(source));
        Some(Json::List(parts))
    }

    /// How the loaded sources differ from those that a link tells of, each a sentence; none where nothing is
    /// loaded yet.
    pub(super) fn compared(&mut self, data: &Json, today: NaiveDate) -> Vec<String> {
        let Some((salt, mut theirs)) = read(data) else {
            return vec![words::DATA_NOT_UNDERSTOOD.to_owned()];
        };
        let mut ours = self.told(&salt, today);
        if ours.is_empty() {
            return Vec::new();
        }
        theirs.retain(|told| {
            let same = ours
                .iter()
                .position(|own| own.kind == told.kind && own.hash == told.hash);
            if let Some(place) = same {
                ours.remove(place);
            }
            same.is_none()
        });
        let mut said = Vec::new();
        for told in theirs {
            let Some(place) = ours.iter().position(|own| own.kind == told.kind) else {
                said.push(words::only_sender(&told.kind));
                continue;
            };
            let own = ours.remove(place);
            let days = match (own.as_of, told.as_of) {
                (Some(own), Some(other)) => Some((own - other).num_days()),
                _ => None,
            };
            said.push(words::other_data(&told.kind, days, own.rows - told.rows));
        }
        said.extend(ours.iter().map(|own| words::only_here(&own.kind)));
        if said.is_empty() {
            said.push(words::SAME_DATA.to_owned());
        }
        said
    }

    fn told(&mut self, salt: &str, today: NaiveDate) -> Vec<Told> {
        let views = self.source_views(today);
        let told = self.sources.iter().zip(views).filter_map(|(held, view)| {
            Some(Told {
                hash: self.hash_of(held, salt)?,
                kind: view.kind,
                as_of: view.as_of.date,
                rows: view.accepted.into(),
            })
        });
        told.collect()
    }

    /// A hash of all cells that were taken from a source, whatever their order and whatever else is loaded.
    fn hash_of(&self, held: &Held, salt: &str) -> Option<String> {
        let roster = &self.dataset.roster;
        let (table, rows) = match held.read.as_ref()?.source.plan.kind {
            Kind::Enrollment => (&roster.enrollment.table, roster.enrollment.rows_of(held.id)),
            kind if kind.is_mine() => (&roster.mine.table, roster.mine.rows_of(held.id)),
            kind => {
                let union = self.shelves.of(kind)?;
                (&union.table, union.rows_of(held.id))
            }
        };
        let mut sums: Vec<u64> = rows.map(|row| sum_of(table, row)).collect();
        sums.sort_unstable();
        let mut bytes = salt.as_bytes().to_vec();
        bytes.push(0);
        sums.iter().for_each(|sum| bytes.extend(sum.to_le_bytes()));
        Some(base64::text(&digest(&bytes)[..N_HASH]))
    }
}

fn sum_of(table: &Table, row: usize) -> u64 {
    let cells = table.names().zip(table.cells(row));
    // A column that only another source has is empty here.
    let filled = cells.filter(|(_, cell)| !cell.is_empty());
    filled.fold(0, |sum, (name, cell)| {
        let one = mix(hash_bytes(name.as_bytes()) ^ hash_bytes(cell.as_bytes()).rotate_left(17));
        sum.wrapping_add(one)
    })
}

fn read(data: &Json) -> Option<(String, Vec<Told>)> {
    let Json::List(parts) = data else { return None };
    let (Json::Text(salt), sources) = parts.split_first()? else {
        return None;
    };
    let source = |json: &Json| {
        let Json::List(items) = json else { return None };
        match items.as_slice() {
            [Json::Text(kind), day, Json::Number(rows), Json::Text(hash)] => Some(Told {
                kind: kind.clone(),
                as_of: match day {
                    Json::Null => None,
                    Json::Text(day) => Some(iso_day(day)?),
                    _ => return None,
                },
                rows: *rows,
                hash: hash.clone(),
            }),
            _ => None,
        }
    };
    let sources: Option<Vec<Told>> = sources.iter().map(source).collect();
    Some((salt.clone(), sources?))
}

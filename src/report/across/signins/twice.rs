//! Sign-ins that stand in several files count once; where that is not certain, all of them count (F22 to F25).

use super::super::super::matching::Input;
use super::who::{Apps, Numbers};
use crate::accounts::signin::Outcome;
use crate::table::Column;
use crate::table::hash::{hash_bytes, mix};

/// One row of a file of sign-ins.
#[derive(Clone, Copy)]
pub struct Row {
    /// The kind of files it stands in, as a place among them.
    pub kind: usize,
    /// The row there.
    pub row: usize,
    /// Place among the users.
    pub user: u32,
    /// Place among the applications.
    pub app: u32,
    /// When it was, in seconds since 1970 of UTC.
    pub at: Option<i64>,
    /// How it ended.
    pub outcome: Outcome,
}

/// What a row is beside those that were met before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// A sign-in of its own.
    New,
    /// One that another file told already.
    Twice,
    /// Perhaps one that another file told already: it counts.
    Unsure,
}

/// What was met of the sign-ins.
///
/// A request id is of one sign-in; that of a correlation is of several and says nothing here. A row
/// without an id is what another kind of file has of the same user in the same application in the same
/// second and with the same outcome; of several in one second as many are taken as there are.
#[derive(Default)]
pub struct Twice<'a> {
    /// The request ids of each kind of files.
    ids: Vec<Option<&'a Column>>,
    /// Where an id was met first, by its hash.
    by_id: Numbers<u64, First>,
    /// Of another kind of file: how many of each moment have an id, and how many have none.
    moments: Numbers<Moment, [u32; 2]>,
    /// Moments in applications of which nobody can say whether they are one.
    unclear: Numbers<Moment, u8>,
    /// For every application the one it is.
    settled: Vec<u32>,
    /// For applications that share a name with one that has no id, the place of the first; else none.
    namesakes: Vec<Option<u32>>,
    has_id: Vec<bool>,
}

/// A user, an application, a second and an outcome.
type Moment = (u64, i64, u8);

struct First {
    kind: u32,
    row: u32,
    at: Option<i64>,
}

impl<'a> Twice<'a> {
    /// Nothing met yet. Without a second file no row is compared: what repeats to the letter within one
    /// is known before.
    pub fn new(inputs: &[&Input<'a>], apps: &Apps) -> Twice<'a> {
        if inputs.iter().map(|input| input.spans.len()).sum::<usize>() < 2 {
            return Twice::default();
        }
        let settled = apps.settled();
        Twice {
            ids: (inputs.iter().map(|input| input.table.column("request_id"))).collect(),
            namesakes: apps.namesakes(&settled),
            has_id: apps.all.iter().map(|app| !app.id.is_empty()).collect(),
            settled,
            ..Twice::default()
        }
    }

    /// Whether any row can stand in another file, too.
    pub fn is_possible(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Compares a row with those that were met; those of a kind come one after the other.
    pub fn meet(&mut self, row: Row) -> Met {
        if !self.is_possible() {
            return Met::New;
        }
        let id = self.id_of(row.kind, row.row);
        let has_id = !id.is_empty();
        let moment = self.moment(&row, self.settled[row.app as usize]);
        let is_last = row.kind + 1 == self.ids.len();
        if has_id {
            let hash = mix(hash_bytes(id.as_bytes()));
            match self.by_id.get(&hash) {
                Some(first) if self.id_of(first.kind as usize, first.row as usize) == id => {
                    let is_other_time = first.at.is_some() && row.at.is_some();
                    if is_other_time && first.at != row.at {
                        return Met::Unsure;
                    }
                    let of_other_kind = first.kind as usize != row.kind;
                    if let Some(moment) = moment.filter(|_| of_other_kind) {
                        self.take(moment, &[0]);
                    }
                    return Met::Twice;
                }
                Some(_) => {}
                None => {
                    let (kind, at) = (row.kind as u32, row.at);
                    let row = row.row as u32;
                    self.by_id.insert(hash, First { kind, row, at });
                }
            }
        }
        let Some(moment) = moment else {
            return Met::New;
        };
        if row.kind > 0 {
            // Two ids are two sign-ins, however much else they share.
            let which: &[usize] = if has_id { &[1] } else { &[1, 0] };
            if self.take(moment, which) {
                return Met::Twice;
            }
            if self.is_unclear(&row, has_id) {
                return Met::Unsure;
            }
        }
        if !is_last {
            self.remember(&row, moment, has_id);
        }
        Met::New
    }

    /// Takes one of a moment out of the first of these lists that has one.
    fn take(&mut self, moment: Moment, which: &[usize]) -> bool {
        let Some(left) = self.moments.get_mut(&moment) else {
            return false;
        };
        let mut which = which.iter();
        let place = which.find(|place| left[**place] > 0);
        place.map(|place| left[*place] -= 1).is_some()
    }

    fn id_of(&self, kind: usize, row: usize) -> &'a str {
        let column = self.ids.get(kind).copied().flatten();
        column.map_or("", |column| column.get(row).trim())
    }

    /// The moment of a row by its application, where it has a time.
    fn moment(&self, row: &Row, app: u32) -> Option<Moment> {
        let key = u64::from(row.user) << 32 | u64::from(app);
        Some((key, row.at?, row.outcome as u8))
    }

    /// Whether a row of another kind may be this one although their applications are two.
    fn is_unclear(&self, row: &Row, has_id: bool) -> bool {
        let told = || {
            let first = self.namesakes[row.app as usize]?;
            self.unclear.get(&self.moment(row, first)?).copied()
        };
        let has_app = self.has_id[row.app as usize];
        let others = [(false, false), (false, true), (true, false), (true, true)];
        // Two ids of one sort are two sign-ins.
        let mut others = others
            .into_iter()
            .filter(|other| !(has_id && other.0 || has_app && other.1));
        told().is_some_and(|told| others.any(|(id, app)| told & bit(id, app) != 0))
    }

    fn remember(&mut self, row: &Row, moment: Moment, has_id: bool) {
        self.moments.entry(moment).or_default()[usize::from(!has_id)] += 1;
        let first = self.namesakes[row.app as usize];
        if let Some(moment) = first.and_then(|first| self.moment(row, first)) {
            *self.unclear.entry(moment).or_default() |= bit(has_id, self.has_id[row.app as usize]);
        }
    }
}

/// A bit for rows with or without a request id, and with or without an application's id.
fn bit(has_id: bool, has_app: bool) -> u8 {
    1 << (u8::from(has_id) << 1 | u8::from(has_app))
}

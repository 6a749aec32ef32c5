//! Why a row met nobody: exactly one reason a row (domain 2.5).

use super::rules::SuggestionKind;
use super::side::{Keyless, MatchSide, SideKeys};
use super::suggest::Suggestion;
use super::tiers::{Hindrance, Near, RowState, Tiers};
use crate::accounts::derived::IdCheck;
use crate::accounts::logon_name::NotAKey;
use crate::ingest::concealed::Concealment;

/// Why a row met nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has no key.
    EmptyKey,
    /// What it has is no key.
    NotAKey(NotAKey),
    /// Its name is concealed.
    Concealed(Concealment),
    /// Several rows stand for one another.
    Ambiguous(u32),
    /// A spreadsheet damaged its key, and the other side holds what it was.
    ExcelDamage,
    /// Its name, or the other's, was cut after 20 characters.
    Truncated,
    /// It is a deleted account's.
    SoftDeleted(IdCheck),
    /// It is a guest's.
    Guest,
    /// Its name stands on the other side in another domain, or under another label.
    DomainDiffers {
        /// Its own realm, as a place in its side's realms.
        own: u32,
        /// The realm on the other side.
        other: u32,
    },
    /// The other source is older by so many days: it may not know the account yet.
    OtherSourceOlder(u32),
    /// The other source does not have it.
    NotInOtherSource,
}

/// A reason without its particulars: what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonKind {
    /// See [`Reason::EmptyKey`].
    EmptyKey,
    /// See [`Reason::NotAKey`].
    NotAKey,
    /// See [`Reason::Concealed`].
    Concealed,
    /// See [`Reason::Ambiguous`].
    Ambiguous,
    /// See [`Reason::ExcelDamage`].
    ExcelDamage,
    /// See [`Reason::Truncated`].
    Truncated,
    /// See [`Reason::SoftDeleted`].
    SoftDeleted,
    /// See [`Reason::Guest`].
    Guest,
    /// See [`Reason::DomainDiffers`].
    DomainDiffers,
    /// See [`Reason::OtherSourceOlder`].
    OtherSourceOlder,
    /// See [`Reason::NotInOtherSource`].
    NotInOtherSource,
}

impl ReasonKind {
    /// Every kind, in the order of its place.
    pub const ALL: [ReasonKind; 11] = [
        ReasonKind::EmptyKey,
        ReasonKind::NotAKey,
        ReasonKind::Concealed,
        ReasonKind::Ambiguous,
        ReasonKind::ExcelDamage,
        ReasonKind::Truncated,
        ReasonKind::SoftDeleted,
        ReasonKind::Guest,
        ReasonKind::DomainDiffers,
        ReasonKind::OtherSourceOlder,
        ReasonKind::NotInOtherSource,
    ];

    /// The stable name, as scripts and filters see it.
    pub const fn name(self) -> &'static str {
        match self {
            ReasonKind::EmptyKey => "empty-key",
            ReasonKind::NotAKey => "not-a-key",
            ReasonKind::Concealed => "concealed",
            ReasonKind::Ambiguous => "ambiguous",
            ReasonKind::ExcelDamage => "excel-damage",
            ReasonKind::Truncated => "truncated",
            ReasonKind::SoftDeleted => "soft-deleted",
            ReasonKind::Guest => "guest",
            ReasonKind::DomainDiffers => "domain-differs",
            ReasonKind::OtherSourceOlder => "other-source-older",
            ReasonKind::NotInOtherSource => "not-in-other-source",
        }
    }
}

impl Reason {
    /// Its kind.
    pub fn kind(self) -> ReasonKind {
        match self {
            Reason::EmptyKey => ReasonKind::EmptyKey,
            Reason::NotAKey(_) => ReasonKind::NotAKey,
            Reason::Concealed(_) => ReasonKind::Concealed,
            Reason::Ambiguous(_) => ReasonKind::Ambiguous,
            Reason::ExcelDamage => ReasonKind::ExcelDamage,
            Reason::Truncated => ReasonKind::Truncated,
            Reason::SoftDeleted(_) => ReasonKind::SoftDeleted,
            Reason::Guest => ReasonKind::Guest,
            Reason::DomainDiffers { .. } => ReasonKind::DomainDiffers,
            Reason::OtherSourceOlder(_) => ReasonKind::OtherSourceOlder,
            Reason::NotInOtherSource => ReasonKind::NotInOtherSource,
        }
    }
}

/// A row that met nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// The row.
    pub row: u32,
    /// Why.
    pub reason: Reason,
    /// The strongest rule that nearly fired.
    pub near: Option<Near>,
}

/// What the reasons of one side are found from.
#[derive(Debug)]
pub struct Reasons<'a> {
    /// Its keys.
    pub keys: &'a SideKeys,
    /// The other side's keys.
    pub other: &'a SideKeys,
    /// How many days older the other source is.
    pub days_older: Option<u32>,
    /// For every row the most telling suggestion.
    pub suggested: &'a [Option<SuggestionKind>],
}

impl Reasons<'_> {
    /// Why a row met nobody.
    pub fn of(&self, row: u32, state: &RowState) -> Reason {
        match self.suggested[row as usize] {
            Some(
                SuggestionKind::ExcelDate | SuggestionKind::LostZero | SuggestionKind::Scientific,
            ) => return Reason::ExcelDamage,
            Some(SuggestionKind::Truncated) => return Reason::Truncated,
            _ => {}
        }
        match self.keys.keyless_of(row) {
            Keyless::Empty => return Reason::EmptyKey,
            Keyless::NotAKey(what) => return Reason::NotAKey(what),
            Keyless::Concealed(how) => return Reason::Concealed(how),
            Keyless::No => {}
        }
        if Tiers::is_ambiguous(state) {
            return Reason::Ambiguous(state.n_candidates);
        }
        if let Some(hidden) = self.keys.hidden_of(row) {
            return match hidden.id {
                Some(_) => Reason::SoftDeleted(hidden.check),
                None => Reason::Guest,
            };
        }
        if let Some(near) = state.near
            && near.why == Hindrance::OtherRealm
        {
            return Reason::DomainDiffers {
                own: self.keys.realm_of[row as usize],
                other: self.other.realm_of[near.other as usize],
            };
        }
        match self.days_older {
            Some(days) => Reason::OtherSourceOlder(days),
            None => Reason::NotInOtherSource,
        }
    }
}

/// How many days older the other source is, if it is.
pub fn days_older(side: &MatchSide, other: &MatchSide) -> Option<u32> {
    let days = side.day()?.signed_duration_since(other.day()?).num_days();
    u32::try_from(days).ok().filter(|&days| days > 0)
}

/// The most telling suggestion of every row of one side.
pub fn suggested(
    pairs: &[Suggestion],
    n_rows: usize,
    row: impl Fn(&Suggestion) -> u32,
) -> Vec<Option<SuggestionKind>> {
    let mut best: Vec<Option<SuggestionKind>> = vec![None; n_rows];
    for pair in pairs {
        let best = &mut best[row(pair) as usize];
        *best = best.or(Some(pair.kind));
    }
    best
}

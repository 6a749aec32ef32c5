//! What holds of an account whatever its stage.

/// A fact beside the stage (domain 2.6); each has a sentence in the chain of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overlay {
    /// Sign-in is disabled although that is not due.
    Blocked,
    /// It has no license.
    Unlicensed,
    /// Its backup is kept although it is gone, or about to go (D31).
    Preserved,
    /// The person has died: there is no recovery (P36).
    Deceased,
    /// A legal hold keeps its backup (D32).
    Hold,
    /// An override keeps it until a day (P39).
    OverrideEnds,
    /// The directory has deleted it; it can be restored for 30 days.
    SoftDeleted,
    /// It works although its deletion day is over: the plan did not run.
    Overdue,
}

impl Overlay {
    /// The short word on the row.
    pub fn mark(self) -> &'static str {
        match self {
            Overlay::Blocked => "blocked",
            Overlay::Unlicensed => "unlicensed",
            Overlay::Preserved => "preserved",
            Overlay::Deceased => "deceased",
            Overlay::Hold => "legal hold",
            Overlay::OverrideEnds => "override ends",
            Overlay::SoftDeleted => "soft-deleted",
            Overlay::Overdue => "overdue",
        }
    }
}

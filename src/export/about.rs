//! Where the rows of an export come from: what stands beside or above them (P17, P18, domain 2.11).

use chrono::NaiveDate;

/// What is to be known of the rows of an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Report id.
    pub report: String,
    /// The report's name.
    pub title: String,
    /// What its list holds, as a sentence.
    pub meaning: String,
    /// How many rows are written.
    pub n_rows: u32,
    /// Which rows these are, and in which order, as a line.
    pub view: String,
    /// The query they follow from, as JSON.
    pub query: String,
    /// The evaluation day.
    pub today: NaiveDate,
    /// The zone whose dates the deadlines are.
    pub zone: String,
    /// Id of the policy.
    pub policy: String,
    /// The policy's name.
    pub policy_name: String,
    /// Whether lines of it were changed.
    pub policy_changed: bool,
    /// When the file was made, in UTC; empty where that is not said.
    pub stamp: String,
    /// Whether the people are invented.
    pub is_sample: bool,
    /// What was loaded, in order of arrival.
    pub sources: Vec<Source>,
}

/// A source as exports name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// File name.
    pub name: String,
    /// A kind's id.
    pub kind: String,
    /// The day the source was true, where it is known.
    pub as_of: Option<NaiveDate>,
    /// How that day is known: `column`, `inferred`, `file-name`, `said` or `unknown`.
    pub provenance: String,
    /// Data records.
    pub rows: u32,
    /// Records placed in the table.
    pub accepted: u32,
    /// Records that could not be.
    pub rejected: u32,
    /// Records without a value.
    pub blank: u32,
}

/// Captions over the sources.
pub const SOURCE_CAPTIONS: [&str; 8] = [
    "Source",
    "Kind",
    "As of",
    "As known by",
    "Records",
    "Accepted",
    "Rejected",
    "Blank",
];

impl About {
    /// Captions and texts, in their order.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let changed = match self.policy_changed {
            true => ", with changed lines",
            false => "",
        };
        let mut lines = vec![
            ("Report", format!("{} ({})", self.title, self.report)),
            ("Holds", self.meaning.clone()),
            ("Rows", self.n_rows.to_string()),
            ("Shown", self.view.clone()),
            ("Evaluated for", self.today.to_string()),
            ("Time zone", self.zone.clone()),
            (
                "Policy",
                format!("{} ({}{changed})", self.policy_name, self.policy),
            ),
        ];
        if !self.stamp.is_empty() {
            lines.push(("Made", self.stamp.clone()));
        }
        if self.is_sample {
            lines.push(("Sample", "the people are invented".to_string()));
        }
        lines
    }
}

impl Source {
    /// Its day, or that it is unknown.
    pub fn day(&self) -> String {
        self.as_of
            .map_or("unknown".to_string(), |day| day.to_string())
    }

    /// Its numbers, in the order of their captions.
    pub fn numbers(&self) -> [u32; 4] {
        [self.rows, self.accepted, self.rejected, self.blank]
    }
}

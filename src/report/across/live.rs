//! What became of the listings of Graph that were asked for, and what reports say of it: loaded, loading, not
//! available, or older than was wanted (F19, F31, domain 2.1).

use super::about::{AboutView, NoteView};
use super::fields::{ACTIVE_USERS, MAILBOX, ONEDRIVE, REGISTRATION, USERS};
use crate::ingest::zone::ZoneRules;
use crate::lifecycle::moment::Moment;
use crate::report::words::counted;

/// What the page says of a listing of a tenant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiveMark {
    /// Id of the tenant.
    pub tenant: String,
    /// Its name; of two tenants of one name something that tells them apart, too.
    pub tenant_name: String,
    /// Id of the listing.
    pub listing: String,
    /// What the person reads of it.
    pub title: String,
    /// The kind of source that its answers are; empty for one that becomes no table.
    pub kind: String,
    /// Name of the file with its answers, which is loaded next; empty where there is none.
    pub file: String,
    /// `loading`, `loaded`, `partial` or `unavailable`.
    pub state: String,
    /// Rows that came.
    pub rows: u64,
    /// Why it is not whole and who can mend it, or what is worth knowing.
    pub why: String,
    /// When it was told, in seconds since 1970.
    pub at: i64,
    /// When the first page of its rows was asked for, in seconds since 1970; 0 without rows. Going on later makes
    /// none of them newer.
    pub since: i64,
}

impl LiveMark {
    /// Of when its rows are: none of them is older.
    fn of_when(&self) -> Moment {
        Moment(match self.since {
            0 => self.at,
            since => since.min(self.at),
        })
    }
}

/// A listing: what was said of it last, and what was said of the rows that are loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// What was said last.
    pub now: LiveMark,
    /// What was said when its rows were loaded; `None` without any.
    pub loaded: Option<LiveMark>,
    /// The source that has its rows; 0 for none.
    pub source: u32,
    /// What was said of its rows where they are in no list, as the person is asked about their file.
    pub asked: Option<LiveMark>,
}

/// How a listing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Whole,
    Loading,
    Partial,
    Unavailable,
    /// What is loaded is older than what was asked for in vain.
    Stale,
}

impl Listed {
    fn stand(&self) -> Stand {
        match (self.now.state.as_str(), &self.loaded) {
            ("loading", _) => Stand::Loading,
            ("loaded", _) if self.has_come() => Stand::Whole,
            ("partial", _) if self.has_come() => Stand::Partial,
            (_, Some(_)) => Stand::Stale,
            (_, None) => Stand::Unavailable,
        }
    }

    /// Whether the rows that were spoken of last are here: a load may be cancelled, and a file refused.
    fn has_come(&self) -> bool {
        self.asked.is_none()
            && (self.now.file.is_empty() || self.loaded.as_ref() == Some(&self.now))
    }

    /// Whether the rows that are loaded were a part when they came: asking anew makes no part whole.
    fn is_part(&self) -> bool {
        self.loaded
            .as_ref()
            .is_some_and(|one| one.state != "loaded")
    }

    /// Why it is not whole, or what is worth knowing.
    fn why(&self) -> &str {
        match self.has_come() {
            true => &self.now.why,
            false if self.asked.is_some() => "its file waits for your answer",
            false => "its rows were not loaded: fetch it again",
        }
    }

    /// The tenant's listing, as sentences name it.
    fn name(&self) -> String {
        format!("{} of {}", self.now.title, self.now.tenant_name)
    }

    /// What the card of its source says.
    pub fn card(&self, zone: &ZoneRules) -> String {
        let of = |mark: &LiveMark| mark.of_when().show(zone);
        let from = "asked of Microsoft Graph";
        let (now, loaded) = (&self.now, self.loaded.as_ref());
        let told = Moment(now.at).show(zone);
        let because = match self.why() {
            "" => String::new(),
            why => format!(": {why}"),
        };
        match self.stand() {
            Stand::Whole => format!("{from}, loaded {}{because}", of(now)),
            Stand::Loading => match loaded {
                Some(loaded) if self.is_part() => format!(
                    "INCOMPLETE: {from}, a part loaded {}; it is being loaded anew",
                    of(loaded)
                ),
                Some(loaded) => format!("{from}, loaded {}; it is being loaded anew", of(loaded)),
                None => format!("{from}, still loading"),
            },
            Stand::Partial => {
                let rows = counted(now.rows, "row", "rows");
                // Within a minute both times would read alike.
                let first = match now.at - now.of_when().0 < 60 {
                    true => String::new(),
                    false => format!(", the first of them of {}", of(now)),
                };
                format!("INCOMPLETE: {from}, {rows} until {told}{first}{because}")
            }
            Stand::Stale if self.is_part() => format!(
                "INCOMPLETE and stale: {from}, a part loaded {}, and not renewed {told}{because}",
                loaded.map_or(String::new(), of)
            ),
            Stand::Stale => format!(
                "stale: {from}, loaded {}, and not renewed {told}{because}",
                loaded.map_or(String::new(), of)
            ),
            Stand::Unavailable => format!("not available{because}"),
        }
    }

    /// What stands above a report; nothing of one that is whole and needs no word.
    fn note(&self, zone: &ZoneRules) -> Option<NoteView> {
        let (name, why) = (self.name(), self.why());
        let end = |text: String| format!("{}.", text.trim_end_matches('.'));
        let loaded = self.loaded.as_ref();
        let of = loaded.map_or(String::new(), |loaded| loaded.of_when().show(zone));
        let text = match self.stand() {
            Stand::Whole if why.is_empty() => return None,
            Stand::Whole => return Some(NoteView::plain(end(format!("{name}: {why}")))),
            Stand::Loading if self.is_part() => format!(
                "INCOMPLETE: {name} are being loaded anew; until then a part of them is shown, of {of}"
            ),
            Stand::Loading if loaded.is_some() => {
                format!("{name}: being loaded anew; until then the rows of {of} are shown")
            }
            Stand::Loading => format!("INCOMPLETE: {name} are still loading"),
            Stand::Partial => format!(
                "INCOMPLETE: {name} were read in part, {}: {why}",
                counted(self.now.rows, "row", "rows")
            ),
            Stand::Stale if self.is_part() => {
                format!("INCOMPLETE: {name} are stale and a part, of {of}: {why}")
            }
            Stand::Stale => format!("{name} are stale, of {of}: {why}"),
            Stand::Unavailable => format!("{name} are not available: {why}"),
        };
        Some(NoteView::warning(end(text)))
    }

    /// Whether a total over its kind leaves something out; `others` says whether another tenant's is there.
    fn is_incomplete(&self, others: bool) -> bool {
        match self.stand() {
            Stand::Partial => true,
            Stand::Loading => self.loaded.is_none() || self.is_part(),
            Stand::Stale => self.is_part(),
            Stand::Unavailable => others,
            Stand::Whole => false,
        }
    }
}

/// The reports that rows of a kind of listing go into.
fn concerns(kind: &str, listing: &str, report: &str) -> bool {
    let of = |kinds: &[&str]| kinds.contains(&kind);
    match report {
        _ if of(USERS) => true,
        "mfa" => of(REGISTRATION),
        "activity" => of(ACTIVE_USERS) || of(MAILBOX) || of(ONEDRIVE) || listing == SETTINGS,
        "signins" => kind == "graph-signins",
        "licences" => of(ACTIVE_USERS) || kind == "graph-subscribed-skus",
        "licence-holders" => of(ACTIVE_USERS),
        "provisioning" => kind == "graph-customers" || listing == LOG,
        "counts" | "changes" => of(REGISTRATION) || of(ACTIVE_USERS) || of(MAILBOX) || of(ONEDRIVE),
        _ => false,
    }
}

/// The listing that tells whether usage reports hide names; it has no rows.
const SETTINGS: &str = "report-settings";

/// The log of automatic provisioning; it has none either.
const LOG: &str = "provisioning";

/// The columns of a report that come from a kind of listing alone.
fn columns_of(kind: &str, report: &str) -> &'static [&'static str] {
    match (kind, report) {
        ("graph-registration", "mfa") => &[
            "mfa_status",
            "mfa_reason",
            "is_admin",
            "methods",
            "is_mfa_capable",
            "is_mfa_registered",
            "default_method",
        ],
        ("graph-subscribed-skus", "licences") => &[
            "purchased",
            "consumed",
            "in_use",
            "free",
            "suspended",
            "warning",
        ],
        _ => &[],
    }
}

/// Adds what is to be said of listings to what is known of a report, the most pressing first, and puts the word
/// before sums that leave something out (F31).
pub fn add(listed: &[Listed], report: &str, zone: &ZoneRules, view: &mut AboutView) {
    let concerned = |one: &&Listed| concerns(&one.now.kind, &one.now.listing, report);
    let concerned: Vec<&Listed> = listed.iter().filter(concerned).collect();
    let mut notes: Vec<NoteView> = concerned.iter().filter_map(|one| one.note(zone)).collect();
    notes.sort_by_key(|note| !note.text.starts_with(INCOMPLETE));
    let is_incomplete = concerned.iter().any(|one| {
        let is_same = |other: &&&Listed| other.now.kind == one.now.kind && other.loaded.is_some();
        one.is_incomplete(concerned.iter().any(|other| is_same(&other)))
    });
    if is_incomplete {
        for note in view.notes.iter_mut().filter(|note| note.weight == "sum") {
            note.text = format!("{INCOMPLETE}: {}", note.text);
        }
    }
    view.notes.splice(0..0, notes);
    for one in concerned {
        if one.stand() == Stand::Whole && one.why().is_empty() {
            continue;
        }
        let told = format!("{}: {}.", one.name(), one.card(zone));
        for &column in columns_of(&one.now.kind, report) {
            match view.columns.iter_mut().find(|(id, _)| id == column) {
                Some((_, known)) => *known = format!("{known} {told}"),
                None => view.columns.push((column.to_owned(), told.clone())),
            }
        }
    }
}

const INCOMPLETE: &str = "INCOMPLETE";

/// What is put behind the line that says of when a list is; empty where its users are all there.
pub fn behind_as_of(listed: &[Listed]) -> String {
    let users = listed.iter().filter(|one| one.now.kind == "graph-users");
    let names: Vec<String> = users
        .filter(|one| one.is_incomplete(true))
        .map(Listed::name)
        .collect();
    match names.is_empty() {
        true => String::new(),
        false => format!("; {INCOMPLETE}: {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(kind: &str, state: &str, loaded: bool) -> Listed {
        let now = LiveMark {
            tenant_name: "Contoso".to_owned(),
            title: "Users".to_owned(),
            kind: kind.to_owned(),
            state: state.to_owned(),
            rows: 3,
            why: if state == "loaded" { "" } else { "it failed" }.to_owned(),
            at: 1_795_867_200,
            ..LiveMark::default()
        };
        let before = LiveMark {
            at: now.at - 86_400,
            state: "loaded".to_owned(),
            ..now.clone()
        };
        Listed {
            loaded: loaded.then_some(before),
            now,
            source: u32::from(loaded),
            asked: None,
        }
    }

    fn about(listed: &[Listed], report: &str) -> AboutView {
        let mut view = AboutView {
            notes: vec![NoteView::sum("5 accounts.".to_owned())],
            ..AboutView::default()
        };
        add(listed, report, &ZoneRules::default(), &mut view);
        view
    }

    #[test]
    fn each_state_of_a_listing_has_its_own_words() {
        #[track_caller]
        fn case(state: &str, loaded: bool, expected: &str, sum: &str) {
            let notes = about(&[listed("graph-users", state, loaded)], "mfa").notes;
            let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
            let expected: Vec<&str> = [expected, sum]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            assert_eq!(texts, expected);
        }
        const SUM: &str = "5 accounts.";
        const CUT: &str = "INCOMPLETE: 5 accounts.";
        case("loaded", true, "", SUM);
        case(
            "loading",
            false,
            "INCOMPLETE: Users of Contoso are still loading.",
            CUT,
        );
        case(
            "partial",
            true,
            "INCOMPLETE: Users of Contoso were read in part, 3 rows: it failed.",
            CUT,
        );
        case(
            "unavailable",
            false,
            "Users of Contoso are not available: it failed.",
            SUM,
        );
        case(
            "unavailable",
            true,
            "Users of Contoso are stale, of Fri 27 Nov 2026 07:00: it failed.",
            SUM,
        );
    }

    #[test]
    fn rows_are_as_old_as_the_first_page_however_late_the_last_one_came() {
        let zone = ZoneRules::default();
        let mut one = listed("graph-users", "partial", true);
        let first = one.now.at - 7_200;
        let card = |one: &Listed| one.card(&zone);
        one.now.since = one.now.at - 1;
        assert!(card(&one).starts_with("INCOMPLETE: asked of Microsoft Graph, 3 rows until Sat 28 Nov 2026 07:00: it failed"), "{}", card(&one));
        one.now.since = first;
        assert!(card(&one).ends_with("3 rows until Sat 28 Nov 2026 07:00, the first of them of Sat 28 Nov 2026 05:00: it failed"), "{}", card(&one));
        one.now.state = "loaded".to_owned();
        one.now.why.clear();
        one.loaded = Some(one.now.clone());
        assert_eq!(
            card(&one),
            "asked of Microsoft Graph, loaded Sat 28 Nov 2026 05:00"
        );
        for (state, rest) in [
            ("loading", "; it is being loaded anew"),
            ("unavailable", ", and not renewed Sat 28 Nov 2026 07:00"),
        ] {
            one.now.state = state.to_owned();
            one.now.since = 0;
            let told = card(&one);
            assert!(
                told.ends_with(&format!("loaded Sat 28 Nov 2026 05:00{rest}")),
                "{told}"
            );
            let notes = about(std::slice::from_ref(&one), "mfa").notes;
            assert!(
                notes[0].text.contains("Sat 28 Nov 2026 05:00"),
                "{}",
                notes[0].text
            );
        }
        // A clock that was set back in between makes nothing newer than now.
        one.now.since = one.now.at + 60;
        one.now.state = "loaded".to_owned();
        one.loaded = Some(one.now.clone());
        assert_eq!(
            card(&one),
            "asked of Microsoft Graph, loaded Sat 28 Nov 2026 07:00"
        );
    }

    #[test]
    fn a_part_leaves_totals_incomplete_whatever_is_asked_anew() {
        for state in ["loading", "unavailable"] {
            let mut one = listed("graph-users", state, true);
            let sum = |one: &Listed| {
                about(std::slice::from_ref(one), "mfa").notes[1]
                    .text
                    .clone()
            };
            assert_eq!(sum(&one), "5 accounts.");
            assert_eq!(behind_as_of(std::slice::from_ref(&one)), "");
            if let Some(loaded) = &mut one.loaded {
                loaded.state = "partial".to_owned();
            }
            assert_eq!(sum(&one), "INCOMPLETE: 5 accounts.");
            let behind = behind_as_of(std::slice::from_ref(&one));
            assert_eq!(behind, "; INCOMPLETE: Users of Contoso");
        }
    }

    #[test]
    fn one_tenant_that_fails_makes_totals_with_another_incomplete() {
        let both = [
            listed("graph-users", "loaded", true),
            listed("graph-users", "unavailable", false),
        ];
        let notes = about(&both, "mfa").notes;
        assert_eq!(notes[1].text, "INCOMPLETE: 5 accounts.");
    }

    #[test]
    fn a_listing_is_told_of_where_its_rows_go() {
        let one = [listed("graph-registration", "unavailable", false)];
        assert_eq!(about(&one, "signins").notes.len(), 1);
        let view = about(&one, "mfa");
        assert_eq!(view.notes.len(), 2);
        let column = view.columns.iter().find(|(id, _)| id == "mfa_status");
        assert_eq!(
            column.map(|(_, told)| told.as_str()),
            Some("Users of Contoso: not available: it failed.")
        );
    }
}

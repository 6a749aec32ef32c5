//! What can be asked of Graph, and what the person is told of each listing before agreeing to it (2.10).

use super::address::encoded;
use super::config::Config;
use super::instant::{day_start, iso};
pub use super::listings::LISTINGS;

/// A listing that Graph offers.
#[derive(Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its stable id.
    pub id: &'static str,
    /// The kind of source that its answers are; empty for one that becomes no table.
    pub kind: &'static str,
    /// What the person reads.
    pub title: &'static str,
    /// What it fills.
    pub what: &'static str,
    /// Delegated permissions, by their names alone.
    pub scopes: &'static [&'static str],
    /// The directory role that the signed-in person needs besides; empty for none.
    pub role: &'static str,
    /// The license that the tenant needs; empty for none.
    pub license: &'static str,
    /// How old its data are.
    pub freshness: &'static str,
    /// Which limit it is held to.
    pub lane: Lane,
    /// The clouds that have it; empty for all.
    pub clouds: &'static [&'static str],
    /// Its address behind the origin.
    pub path: &'static str,
    /// The query of its first page, as it is sent.
    pub query: &'static str,
    /// Whether an answer is a list of records, or one record.
    pub is_list: bool,
    /// The property by which it is asked for some days only; empty where it is asked for as a whole.
    pub day_property: &'static str,
    /// Whether it may hold the time of the last sign-in, which asks for more than the rest.
    pub has_activity: bool,
}

/// Listings that share a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// The directory: as often as four requests at once allow.
    Directory,
    /// Logs and registration: 5 requests in 10 seconds for the application in a tenant.
    Logs,
    /// Usage reports: 100 requests in 10 minutes for each.
    Usage,
}

/// What the person chose of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// So many days back, today being the first; of listings that are asked by days.
    pub days: u32,
    /// No further page is asked for once so many rows are there; of listings that are asked by days.
    pub cap: u64,
    /// Whether the last sign-in is asked for, too; of users.
    pub activity: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            days: 7,
            cap: 100_000,
            activity: true,
        }
    }
}

/// The listing of an id.
pub fn listing(id: &str) -> Option<&'static Listing> {
    LISTINGS.iter().find(|listing| listing.id == id)
}

/// A stretch of time, in milliseconds since 1970: from, and up to but without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its beginning.
    pub from: i64,
    /// Its end; `None` up to now.
    pub until: Option<i64>,
}

impl Stretch {
    /// Its earlier and its later half; `None` once it is an hour or less.
    pub fn halves(self, now_ms: i64) -> Option<[Stretch; 2]> {
        let length = self.until.unwrap_or(now_ms) - self.from;
        let middle = self.from + length / 2_000 * 1_000;
        let halves = [
            Stretch {
                from: self.from,
                until: Some(middle),
            },
            Stretch {
                from: middle,
                until: self.until,
            },
        ];
        (length > 3_600_000).then_some(halves)
    }
}

impl Listing {
    /// The permissions it needs, by their names alone.
    pub fn scope_names(&self, options: &Options) -> Vec<&'static str> {
        let mut names = self.scopes.to_vec();
        if self.has_activity && options.activity {
            names.push("AuditLog.Read.All");
        }
        names
    }

    /// The permissions it needs, as a token is asked for.
    pub fn scopes_of(&self, config: &Config, options: &Options) -> Vec<String> {
        let names = self.scope_names(options).into_iter();
        names.map(|name| config.scope(name)).collect()
    }

    /// Whether a cloud has it.
    pub fn is_in(&self, cloud: &str) -> bool {
        self.clouds.is_empty() || self.clouds.contains(&cloud)
    }

    /// The stretches of time it is asked in, the latest last; one where it is asked for as a whole.
    ///
    /// Sign-ins are asked for day by day: they are the heaviest of all, and what is there when the person stops
    /// is whole days.
    pub fn stretches(&self, options: &Options, now_ms: i64) -> Vec<Stretch> {
        const DAY_MS: i64 = 86_400_000;
        let today = day_start(now_ms);
        let back = |n: i64| today - n * DAY_MS;
        let n_days = i64::from(options.days.clamp(1, 30));
        if self.day_property != "createdDateTime" {
            return vec![Stretch {
                from: back(n_days - 1),
                until: None,
            }];
        }
        (0..n_days)
            .rev()
            .map(|n| Stretch {
                from: back(n),
                until: (n > 0).then(|| back(n - 1)),
            })
            .collect()
    }

    /// The address of its first page in a stretch of time.
    pub fn first(&self, graph: &str, options: &Options, stretch: Stretch) -> String {
        let mut address = format!("{graph}{}", self.path);
        let mut sign = '?';
        if !self.query.is_empty() {
            address.push(sign);
            address.push_str(self.query);
            sign = '&';
        }
        if self.has_activity {
            // With the last sign-in a page has at most 500.
            address.push_str(match options.activity {
                true => ",signInActivity&$top=500",
                false => "&$top=999",
            });
        }
        let by = self.day_property;
        if !by.is_empty() {
            // The log of provisioning knows no `ge`.
            let word = if by == "createdDateTime" { "ge" } else { "gt" };
            let mut filter = format!("{by} {word} {}", iso(stretch.from));
            if let Some(until) = stretch.until {
                filter.push_str(&format!(" and {by} lt {}", iso(until)));
            }
            address.push(sign);
            address.push_str("$filter=");
            address.push_str(&encoded(&filter).replace("%3A", ":"));
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::Kind;
    use crate::live::next_link::Trail;

    const NOW: i64 = 1_795_780_800_000 + 45_000_000;
    const GRAPH: &str = "https://graph.microsoft.us";

    fn first(id: &str, options: Options) -> String {
        let listing = listing(id).expect("a listing");
        let stretch = listing.stretches(&options, NOW).pop().expect("a stretch");
        listing.first(GRAPH, &options, stretch)
    }

    #[test]
    fn every_listing_names_what_it_needs_before_it_is_asked_for() {
        for listing in LISTINGS {
            assert!(
                listing.kind.is_empty() || Kind::of_id(listing.kind).is_some(),
                "{}",
                listing.id
            );
            for text in [listing.title, listing.what, listing.freshness] {
                assert!(!text.is_empty(), "{}", listing.id);
            }
            assert!(!listing.scopes.is_empty(), "{}", listing.id);
            let address = first(listing.id, Options::default());
            assert!(!address.contains(' '), "{address}");
            // What it is told as next within itself can be followed.
            let sign = if address.contains('?') { "&" } else { "?" };
            let next = address + sign + "$skiptoken=a";
            assert_eq!(Trail::default().follow(&next, GRAPH, listing.path), Ok(()));
        }
        assert!(listing("mail").is_none());
    }

    #[test]
    fn users_are_asked_for_in_the_largest_pages_there_are() {
        let all = first("users", Options::default());
        assert!(
            all.starts_with("https://graph.microsoft.us/v1.0/users?$select=id,"),
            "{all}"
        );
        assert!(all.ends_with(",signInActivity&$top=500"), "{all}");
        let without = Options {
            activity: false,
            ..Options::default()
        };
        assert!(first("users", without).ends_with("&$top=999"));
        let users = listing("users").expect("a listing");
        assert_eq!(
            users.scope_names(&Options::default()),
            ["User.Read.All", "AuditLog.Read.All"]
        );
        assert_eq!(users.scope_names(&without), ["User.Read.All"]);
    }

    #[test]
    fn sign_ins_are_asked_for_day_by_day_the_latest_first() {
        let signins = listing("sign-ins").expect("a listing");
        let options = Options {
            days: 3,
            ..Options::default()
        };
        let addresses: Vec<String> = signins
            .stretches(&options, NOW)
            .into_iter()
            .rev()
            .map(|stretch| signins.first("", &options, stretch))
            .collect();
        assert_eq!(
            addresses,
            [
                "/v1.0/auditLogs/signIns?$top=1000&$filter=createdDateTime%20ge%202026-11-28T00:00:00Z",
                "/v1.0/auditLogs/signIns?$top=1000&$filter=createdDateTime%20ge%202026-11-27T00:00:00Z%20and%20createdDateTime%20lt%202026-11-28T00:00:00Z",
                "/v1.0/auditLogs/signIns?$top=1000&$filter=createdDateTime%20ge%202026-11-26T00:00:00Z%20and%20createdDateTime%20lt%202026-11-27T00:00:00Z",
            ]
        );
    }

    #[test]
    fn a_stretch_is_halved_without_a_gap_down_to_an_hour() {
        let day = Stretch {
            from: 0,
            until: Some(86_400_000),
        };
        let [earlier, later] = day.halves(0).expect("halves");
        assert_eq!(
            (earlier.until, later.from, later.until),
            (Some(43_200_000), 43_200_000, day.until)
        );
        assert_eq!(
            Stretch {
                from: 0,
                until: Some(3_600_000)
            }
            .halves(0),
            None
        );
        let open = Stretch {
            from: 0,
            until: None,
        };
        assert_eq!(
            open.halves(7_200_000).map(|halves| halves[1].until),
            Some(None)
        );
    }

    #[test]
    fn the_log_of_provisioning_is_asked_for_in_one_stretch_by_what_it_knows() {
        let address = first(
            "provisioning",
            Options {
                days: 30,
                ..Options::default()
            },
        );
        assert!(
            address.ends_with("?$top=100&$filter=activityDateTime%20gt%202026-10-30T00:00:00Z"),
            "{address}"
        );
    }
}

//! Where a logon name belongs: the label before `\` and the domain behind `@` (K7, K8).

use std::collections::HashMap;

use super::matching::MatchRules;

/// What surrounds the bare name in one spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Realm {
    /// The domain behind `@`.
    pub domain: Option<String>,
    /// The label before `\`.
    pub label: Option<String>,
}

/// Domains that are one by default: those under one registrable domain (K8).
///
/// A tenant's domain of Bookings calendars is none of them: a calendar's address there is no one's
/// name to sign in with elsewhere, so only an id, an address or the person joins it (domain 3.1).
pub fn alias_group(domain: &str) -> &str {
    if domain.starts_with("bookings.") {
        return domain;
    }
    let mut starts = domain.rmatch_indices('.').map(|(dot, _)| dot + 1);
    let n_labels = if is_second_level_suffix(domain) || domain.ends_with(".onmicrosoft.com") {
        3
    } else {
        2
    };
    starts
        .nth(n_labels - 1)
        .map_or(domain, |start| &domain[start..])
}

// Country registries that sell names one level down, as `ac.uk` and `edu.au` do.
fn is_second_level_suffix(domain: &str) -> bool {
    const SECOND: [&str; 14] = [
        "ac", "co", "com", "edu", "gov", "go", "net", "ne", "or", "org", "gob", "gouv", "mil",
        "sch",
    ];
    let mut labels = domain.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let second = labels.next().unwrap_or_default();
    top.len() == 2 && SECOND.contains(&second)
}

/// What the logon names of one side are told apart by, beside their bare names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realms {
    /// For every realm its alias group and its label: rows of one name are one account where both
    /// are equal. Of which the side has a single one, it tells nothing apart and is [`NONE`].
    pub identity: Vec<(u32, u32)>,
    /// For every realm the number of its alias group, one over both sides.
    groups: Vec<u32>,
    /// What the person's rules change; nothing without any.
    ruled: Option<Ruled>,
}

/// What the person's rules say about the realms of one side (K7, K8).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ruled {
    /// For every realm the number of its domain as it is written.
    domains: Vec<u32>,
    /// For every realm the number of its label, and whether the label counts.
    labels: Vec<(u32, bool)>,
    /// Pairs of numbers that are one because the person says so.
    same: Vec<(u32, u32)>,
}

impl Ruled {
    fn are_same(&self, left: u32, right: u32) -> bool {
        self.same.contains(&(left, right)) || self.same.contains(&(right, left))
    }
}

/// No alias group, or no label.
pub const NONE: u32 = 0;

/// Names and their numbers, from 1 on.
type Numbers<'a> = HashMap<&'a str, u32>;

impl Realms {
    /// Numbers the realms of both sides under the person's rules.
    pub fn of(left: &[Realm], right: &[Realm], rules: &MatchRules) -> (Realms, Realms) {
        let (left_groups, right_groups) = (groups_of(left, rules), groups_of(right, rules));
        let mut numbers = Numbers::new();
        let mut here = Realms::numbered(left, &left_groups, &mut numbers);
        let mut there = Realms::numbered(right, &right_groups, &mut numbers);
        if !(rules.same().is_empty() && rules.apart().is_empty()) {
            let mut same = Vec::new();
            for (one, other) in rules.same() {
                let one = number(&mut numbers, Some(one));
                same.push((one, number(&mut numbers, Some(other))));
            }
            let mut labels = Numbers::new();
            here.ruled = Some(ruled(left, rules, &same, &mut numbers, &mut labels));
            there.ruled = Some(ruled(right, rules, &same, &mut numbers, &mut labels));
        }
        (here, there)
    }

    fn numbered<'a>(
        realms: &'a [Realm],
        groups: &'a [Option<String>],
        numbers: &mut Numbers<'a>,
    ) -> Realms {
        let groups = groups.iter().map(|group| number(numbers, group.as_deref()));
        let groups: Vec<u32> = groups.collect();
        let labels = realms.iter().map(|realm| realm.label.as_deref());
        let labels: Vec<u32> = labels.map(|label| number(numbers, label)).collect();
        let identity = telling(&groups).into_iter().zip(telling(&labels));
        Realms {
            identity: identity.collect(),
            groups,
            ruled: None,
        }
    }

    /// Whether names of a realm here and of one on the other side may stand for one account.
    #[inline(always)]
    pub fn meets(&self, realm: usize, other: &Realms, other_realm: usize) -> bool {
        let (group, other_group) = (self.groups[realm], other.groups[other_realm]);
        let meets = group == NONE || other_group == NONE || group == other_group;
        match (&self.ruled, &other.ruled) {
            (Some(ruled), Some(others)) => {
                (meets || ruled.are_same(group, other_group) || {
                    ruled.are_same(ruled.domains[realm], others.domains[other_realm])
                }) && labels_meet(ruled.labels[realm], others.labels[other_realm])
            }
            _ => meets,
        }
    }
}

/// A label that counts meets no name without it or under another.
fn labels_meet(left: (u32, bool), right: (u32, bool)) -> bool {
    !(left.1 || right.1) || left.0 == right.0
}

fn ruled<'a>(
    realms: &'a [Realm],
    rules: &MatchRules,
    same: &[(u32, u32)],
    numbers: &mut Numbers<'a>,
    labels: &mut Numbers<'a>,
) -> Ruled {
    let mut label = |realm: &'a Realm| {
        let text = realm.label.as_deref();
        let counts = text.is_some_and(|text| rules.is_label_apart(text));
        (number(labels, text), counts)
    };
    Ruled {
        domains: realms
            .iter()
            .map(|realm| number(numbers, realm.domain.as_deref()))
            .collect(),
        labels: realms.iter().map(&mut label).collect(),
        same: same.to_vec(),
    }
}

fn groups_of(realms: &[Realm], rules: &MatchRules) -> Vec<Option<String>> {
    let domains = realms.iter().map(|realm| realm.domain.as_deref());
    domains
        .map(|domain| domain.map(|domain| rules.group(domain)))
        .collect()
}

fn number<'a>(numbers: &mut Numbers<'a>, name: Option<&'a str>) -> u32 {
    let next = numbers.len() as u32 + 1;
    name.map_or(NONE, |name| *numbers.entry(name).or_insert(next))
}

/// With one domain or label in a file, names without it belong to the same accounts.
fn telling(numbers: &[u32]) -> Vec<u32> {
    let mut named = numbers.iter().filter(|number| **number != NONE);
    let first = named.next();
    match named.all(|number| Some(number) == first) {
        true => vec![NONE; numbers.len()],
        false => numbers.to_vec(),
    }
}

/// The alias group of a domain.
///
/// A tenant's routing domains are one group (K8). Which other domains are that tenant's no export
/// says, so they join with none of them before the person says so.
pub(super) fn group_of(domain: Option<&str>) -> Option<String> {
    let domain = domain?;
    match domain.strip_suffix(".mail.onmicrosoft.com") {
        Some(tenant) => Some(format!("{tenant}.onmicrosoft.com")),
        None => Some(alias_group(domain).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn domains_under_one_registrable_domain_are_a_group() {
        #[track_caller]
        fn case(domain: &str, expected: &str) {
            assert_eq!(alias_group(domain), expected);
        }
        case("exchange.upenn.edu", "upenn.edu");
        case("upenn.edu", "upenn.edu");
        case("med.ox.ac.uk", "ox.ac.uk");
        case("mail.unsw.edu.au", "unsw.edu.au");
        case("localhost", "localhost");
        case("a.contoso.onmicrosoft.com", "contoso.onmicrosoft.com");
        case("bookings.penno365.upenn.edu", "bookings.penno365.upenn.edu");
        case("mybookings.upenn.edu", "upenn.edu");
        case("mail.bookings.com", "bookings.com");
        case("bookings.com", "bookings.com");
    }

    fn realm(text: &str) -> Realm {
        let (label, domain) = text.split_once('@').unwrap_or((text, ""));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        Realm {
            label: some(label),
            domain: some(domain),
        }
    }

    fn of_texts(left: &[&str], right: &[&str]) -> (Realms, Realms) {
        let of = |texts: &[&str]| texts.iter().map(|text| realm(text)).collect::<Vec<_>>();
        Realms::of(&of(left), &of(right), &MatchRules::default())
    }

    #[test]
    fn one_label_or_domain_in_a_file_tells_nothing_apart() {
        let (found, _) = of_texts(
            &["", "penn", "@upenn.edu", "penn@med.upenn.edu"],
            &["wharton", "@gmail.com"],
        );
        assert_eq!(found.identity, [(NONE, NONE); 4]);
    }

    #[test]
    fn two_labels_or_domains_do() {
        let (_, found) = of_texts(
            &["penn"],
            &["", "penn", "wharton", "@upenn.edu", "@gmail.com"],
        );
        let different: HashSet<(u32, u32)> = found.identity.iter().copied().collect();
        assert_eq!(different.len(), 5);
    }

    #[test]
    fn only_names_of_one_group_or_of_none_meet() {
        let (left, right) = of_texts(
            &["", "@upenn.edu", "penn", "@t.mail.onmicrosoft.com"],
            &["@med.upenn.edu", "@t.onmicrosoft.com"],
        );
        let meets = |realm| [0, 1].map(|other| left.meets(realm, &right, other));
        assert_eq!(
            [0, 1, 2, 3].map(meets),
            [[true, true], [true, false], [true, true], [false, true]]
        );
    }

    #[test]
    fn each_of_many_labels_and_domains_is_one_of_its_own() {
        // More labels than sixteen bits count, and domains that would share their number.
        let many: Vec<Realm> = (0..70_000)
            .map(|n| realm(&format!("label{n}@campus{}.edu", n % 3)))
            .collect();
        let (left, right) = Realms::of(&many, &many, &MatchRules::default());
        let different: HashSet<(u32, u32)> = left.identity.iter().copied().collect();
        assert_eq!(different.len(), many.len());
        assert!(left.meets(1, &right, 4) && !left.meets(1, &right, 2));
    }
}

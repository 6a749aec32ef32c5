//! Where a logon name belongs: the label before `\` and the domain behind `@` (K7, K8).

use crate::small_map::SmallMap;

/// What surrounds the bare name in one spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Realm {
    /// The domain behind `@`.
    pub domain: Option<String>,
    /// The label before `\`.
    pub label: Option<String>,
}

/// Domains that are one by default: those under one registrable domain (K8).
pub fn alias_group(domain: &str) -> &str {
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

/// What a logon name of one side is told apart by, beside its bare name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realms {
    /// For every realm the identity group: rows of one name and one group are one account.
    pub identity: Vec<u32>,
    /// For every realm its alias group; `None` meets any.
    pub groups: Vec<Option<String>>,
}

type Names<'a> = SmallMap<&'a String, ()>;

impl Realms {
    /// Sorts the realms of one side into groups.
    pub fn of(realms: &[Realm]) -> Realms {
        let groups: Vec<Option<String>> = realms
            .iter()
            .map(|realm| group_of(realm.domain.as_deref()))
            .collect();
        let domains: Names = groups.iter().flatten().map(|name| (name, ())).collect();
        let labels: Names = realms
            .iter()
            .filter_map(|realm| Some((realm.label.as_ref()?, ())))
            .collect();
        let place = |set: &Names, name: Option<&String>| -> u32 {
            // With one domain or label in a file, names without it belong to the same accounts.
            let name = name.filter(|_| set.len() > 1);
            name.and_then(|name| set.keys().position(|known| *known == name))
                .map_or(0, |place| place as u32 + 1)
        };
        let identity = realms.iter().zip(&groups).map(|(realm, group)| {
            place(&domains, group.as_ref()) << 16 | place(&labels, realm.label.as_ref())
        });
        Realms {
            identity: identity.collect(),
            groups: groups.clone(),
        }
    }

    /// For every pair of realms whether names of them may stand for one account.
    pub fn meets(&self, other: &Realms) -> Vec<Vec<bool>> {
        let meets = |left: &Option<String>, right: &Option<String>| match (left, right) {
            (Some(left), Some(right)) => left == right,
            _ => true,
        };
        self.groups
            .iter()
            .map(|left| {
                other
                    .groups
                    .iter()
                    .map(|right| meets(left, right))
                    .collect()
            })
            .collect()
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
    }

    fn realm(text: &str) -> Realm {
        let (label, domain) = text.split_once('@').unwrap_or((text, ""));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        Realm {
            label: some(label),
            domain: some(domain),
        }
    }

    fn identities(realms: &[&str]) -> Vec<u32> {
        Realms::of(&realms.iter().map(|text| realm(text)).collect::<Vec<_>>()).identity
    }

    #[test]
    fn one_label_or_domain_in_a_file_tells_nothing_apart() {
        assert_eq!(
            identities(&["", "penn", "@upenn.edu", "penn@med.upenn.edu"]),
            [0, 0, 0, 0]
        );
    }

    #[test]
    fn two_labels_or_domains_do() {
        let found = identities(&["", "penn", "wharton", "@upenn.edu", "@gmail.com"]);
        let different: std::collections::BTreeSet<u32> = found.iter().copied().collect();
        assert_eq!(different.len(), 5);
    }

    #[test]
    fn only_names_of_one_group_or_of_none_meet() {
        let left = Realms::of(&[
            realm(""),
            realm("@upenn.edu"),
            realm("penn"),
            realm("@t.mail.onmicrosoft.com"),
        ]);
        let right = Realms::of(&[realm("@med.upenn.edu"), realm("@t.onmicrosoft.com")]);
        assert_eq!(
            left.meets(&right),
            [[true, true], [true, false], [true, true], [false, true]]
        );
    }
}

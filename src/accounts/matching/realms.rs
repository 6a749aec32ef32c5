//! Which realms of two sides may meet, asked once for each domain and label.

use super::index::Entry;
use super::rules::MatchRules;
use super::side::NameSource;
use crate::accounts::realm::Realm;

/// Whether two rows of one key may be one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They may.
    Yes,
    /// They have nothing to do with each other.
    No,
    /// Their object ids differ.
    OtherObjectId,
    /// Their domains or labels are not one.
    OtherRealm,
}

/// What a realm is compared by; 0 stands for none.
#[derive(Clone, Copy, Debug)]
struct Codes {
    group: u32,
    /// Groups that the person's rules connect share it, and meet no other.
    component: u32,
    label: u32,
    is_label_apart: bool,
}

/// The realms of both sides.
#[derive(Clone, Debug)]
pub struct RealmPairs<'a> {
    left: &'a [Realm],
    right: &'a [Realm],
    left_codes: Vec<Codes>,
    right_codes: Vec<Codes>,
    /// Whether each side has one label at most: then labels tell nothing apart (K7).
    labels_are_alone: bool,
    rules: &'a MatchRules,
}

/// Whether one label at most stands before the names of a side.
pub fn has_one_label(realms: &[Realm]) -> bool {
    let mut labels = realms.iter().filter_map(|realm| realm.label.as_deref());
    let first = labels.next();
    labels.all(|label| Some(label) == first)
}

/// Left and right entries that may meet each other and nobody else.
pub type Part = (Vec<Entry>, Vec<Entry>);

impl<'a> RealmPairs<'a> {
    /// Reads the realms of both sides under the person's rules.
    pub fn of(left: &'a [Realm], right: &'a [Realm], rules: &'a MatchRules) -> RealmPairs<'a> {
        let all = || left.iter().chain(right);
        let group = |realm: &Realm| realm.domain.as_deref().map(|domain| rules.group(domain));
        let mut groups: Vec<String> = all().filter_map(group).collect();
        let mut labels: Vec<&str> = all().filter_map(|realm| realm.label.as_deref()).collect();
        groups.sort_unstable();
        groups.dedup();
        labels.sort_unstable();
        labels.dedup();
        let code = |place: Result<usize, usize>| place.map_or(0, |place| place as u32 + 1);
        let mut components: Vec<u32> = (0..=groups.len() as u32).collect();
        for (one, other) in rules.same() {
            let places = [one, other].map(|name| code(groups.binary_search(name)) as usize);
            let [from, to] = places.map(|place| components[place]);
            if !places.contains(&0) {
                let joined = components.iter_mut().filter(|known| **known == from);
                joined.for_each(|known| *known = to);
            }
        }
        let codes = |realms: &[Realm]| -> Vec<Codes> {
            let group_code =
                |realm: &Realm| group(realm).map_or(0, |group| code(groups.binary_search(&group)));
            let of = |realm: &Realm| Codes {
                group: group_code(realm),
                component: components[group_code(realm) as usize],
                label: realm
                    .label
                    .as_deref()
                    .map_or(0, |label| code(labels.binary_search(&label))),
                is_label_apart: realm
                    .label
                    .as_deref()
                    .is_some_and(|label| rules.is_label_apart(label)),
            };
            realms.iter().map(of).collect()
        };
        RealmPairs {
            left,
            right,
            left_codes: codes(left),
            right_codes: codes(right),
            labels_are_alone: has_one_label(left) && has_one_label(right),
            rules,
        }
    }

    /// Whether names of two realms may stand for one account (K7, K8).
    pub fn fits(&self, left: u32, right: u32) -> Fit {
        let (l, r) = (
            self.left_codes[left as usize],
            self.right_codes[right as usize],
        );
        let labels_meet = match (l.label, r.label) {
            (0, 0) => true,
            (0, _) => !r.is_label_apart,
            (_, 0) => !l.is_label_apart,
            (left, right) if left == right => true,
            _ => self.labels_are_alone && !(l.is_label_apart || r.is_label_apart),
        };
        let groups_meet = l.group == 0 || r.group == 0 || l.group == r.group;
        let meets = labels_meet && groups_meet || {
            let (left, right) = (&self.left[left as usize], &self.right[right as usize]);
            let has_rules = !self.rules.same().is_empty();
            has_rules && (labels_meet || self.rules.labels_meet(left, right)) && {
                self.rules.realm_domains_meet(left, right)
            }
        };
        if meets { Fit::Yes } else { Fit::OtherRealm }
    }

    /// Whether the local part of a mail address may be a name of the other side.
    ///
    /// An address is no name to sign in with: it meets only a logon name that has no domain, or
    /// one whose domain the person has accepted.
    pub fn mail_fits(&self, other: NameSource, name: u32, mail: u32, mail_is_right: bool) -> Fit {
        if other != NameSource::LogonName {
            return Fit::No;
        }
        let (name_realm, mail_realm, fit) = match mail_is_right {
            true => (
                &self.left[name as usize],
                &self.right[mail as usize],
                self.fits(name, mail),
            ),
            false => (
                &self.right[name as usize],
                &self.left[mail as usize],
                self.fits(mail, name),
            ),
        };
        match (&name_realm.domain, &mail_realm.domain) {
            (Some(name), Some(mail)) if name == mail => Fit::No,
            (Some(name), Some(mail)) => {
                let groups = (self.rules.group(name), self.rules.group(mail));
                let is_accepted = self.rules.are_same(name, mail)
                    || groups.0 != groups.1 && self.rules.are_same(&groups.0, &groups.1);
                if is_accepted { fit } else { Fit::OtherRealm }
            }
            _ => fit,
        }
    }

    /// Parts the entries of one name by their domains, unless one has none and meets them all.
    pub fn parts(&self, lefts: &[Entry], rights: &[Entry]) -> Option<Vec<Part>> {
        let group = |codes: &[Codes], entry: &Entry| codes[entry.tag as usize].component;
        let sorted = |codes: &[Codes], entries: &[Entry]| -> Vec<(u32, Entry)> {
            let mut sorted: Vec<(u32, Entry)> = entries
                .iter()
                .map(|entry| (group(codes, entry), *entry))
                .collect();
            sorted.sort_by_key(|&(group, entry)| (group, entry.row));
            sorted
        };
        let left = sorted(&self.left_codes, lefts);
        let right = sorted(&self.right_codes, rights);
        if left[0].0 == 0 || right[0].0 == 0 {
            return None;
        }
        let mut parts = Vec::new();
        for run in left.chunk_by(|one, other| one.0 == other.0) {
            let from = right.partition_point(|&(group, _)| group < run[0].0);
            let to = right.partition_point(|&(group, _)| group <= run[0].0);
            let entries = |run: &[(u32, Entry)]| run.iter().map(|&(_, entry)| entry).collect();
            if from < to {
                parts.push((entries(run), entries(&right[from..to])));
            }
        }
        Some(parts)
    }
}

//! What the person accepts or switches off about which names may meet (K7, K8, T7).

use super::super::realm::{Realm, group_of};
use crate::letters::fold;

/// The person's own rules of matching: they travel with the view and hold no name of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MatchRules {
    /// Pairs of domains or labels that the person says are one, each pair and all of them in order.
    ///
    /// A label is written with its backslash. Pairs are no chains: with `a`–`b` and `b`–`c`
    /// accepted, `a` and `c` stay two.
    same: Vec<(String, String)>,
    /// Registrable domains whose subdomains are told apart, and labels that are never dropped.
    apart: Vec<String>,
    /// Kinds of suggestion that are taken where they fit one row on either side.
    accepted: Vec<SuggestionKind>,
    /// The custom attribute of the backup's users that names their account; empty for none (D16).
    attribute: Box<str>,
}

/// What makes two unmatched rows alike (T7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SuggestionKind {
    /// A spreadsheet took a name for a date (K11).
    ExcelDate,
    /// Zeros at the beginning were lost (K11).
    LostZero,
    /// A name or id was shown as a power of ten (K11).
    Scientific,
    /// The name was cut after 20 characters (K12).
    Truncated,
    /// A tag behind `+` (K13).
    Tag,
    /// `.` and `_` (K14).
    Dots,
    /// Cyrillic or Greek letters that look like Latin ones (K15).
    Homoglyph,
    /// Marks on letters (K16).
    Diacritics,
    /// One letter, and the surname is equal.
    Typo,
    /// The same name as shown, in the same department.
    SameName,
}

impl SuggestionKind {
    /// Every kind, the most telling first.
    pub const ALL: [SuggestionKind; 10] = [
        SuggestionKind::ExcelDate,
        SuggestionKind::LostZero,
        SuggestionKind::Scientific,
        SuggestionKind::Truncated,
        SuggestionKind::Tag,
        SuggestionKind::Dots,
        SuggestionKind::Homoglyph,
        SuggestionKind::Diacritics,
        SuggestionKind::Typo,
        SuggestionKind::SameName,
    ];

    /// The stable name, as scripts and links see it.
    pub fn name(self) -> &'static str {
        [
            "excel-date",
            "lost-zero",
            "scientific",
            "truncated",
            "tag",
            "dots",
            "homoglyph",
            "diacritics",
            "typo",
            "same-name",
        ][self as usize]
    }

    /// The kind of this name.
    pub fn of_name(name: &str) -> Option<SuggestionKind> {
        SuggestionKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// The rule behind it.
    pub fn rule(self) -> &'static str {
        match self {
            SuggestionKind::ExcelDate | SuggestionKind::LostZero | SuggestionKind::Scientific => {
                "K11"
            }
            SuggestionKind::Truncated => "K12",
            SuggestionKind::Tag => "K13",
            SuggestionKind::Dots => "K14",
            SuggestionKind::Homoglyph => "K15",
            SuggestionKind::Diacritics => "K16",
            SuggestionKind::Typo | SuggestionKind::SameName => "T7",
        }
    }
}

impl MatchRules {
    /// Rules from their parts as a link or a script writes them, in any order.
    pub fn of(
        same: Vec<(String, String)>,
        apart: Vec<String>,
        accepted: &[SuggestionKind],
    ) -> MatchRules {
        let mut rules = MatchRules::default();
        for (left, right) in same {
            rules.accept(fold(&left), fold(&right));
        }
        for what in apart {
            rules.set_apart(fold(&what), true);
        }
        for &kind in accepted {
            rules.set_accepted(kind, true);
        }
        rules
    }

    /// Whether the person changed nothing.
    pub fn is_default(&self) -> bool {
        *self == MatchRules::default()
    }

    /// The custom attribute of the backup's users that names their account; empty for none (D16).
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// Chooses that attribute, or with an empty name none.
    pub fn set_attribute(&mut self, name: &str) {
        self.attribute = name.trim().into();
    }

    /// Takes back that two domains, groups or labels are one, as [`MatchRules::same`] writes them.
    pub fn undo_same(&mut self, pair: &(String, String)) {
        self.same.retain(|known| known != pair);
    }

    /// Makes one again what was told apart, as [`MatchRules::apart`] writes it.
    pub fn undo_apart(&mut self, what: &str) {
        self.set_apart(what.to_string(), false);
    }

    /// Says that two domains are one, with all their subdomains where these are not told apart.
    pub fn accept_domains(&mut self, left: &str, right: &str) {
        let (left_group, right_group) = (self.group(left), self.group(right));
        // Within one group only the two domains as they are can be meant.
        match left_group == right_group {
            true => self.accept(left.to_string(), right.to_string()),
            false => self.accept(left_group, right_group),
        }
    }

    /// Says that two labels name one forest.
    pub fn accept_labels(&mut self, left: &str, right: &str) {
        self.accept(label_text(left), label_text(right));
    }

    fn accept(&mut self, left: String, right: String) {
        let pair = in_order(left, right);
        if let Err(place) = self.same.binary_search(&pair) {
            self.same.insert(place, pair);
        }
    }

    /// Takes back that two domains are one.
    pub fn undo_domains(&mut self, left: &str, right: &str) {
        let exact = in_order(left.to_string(), right.to_string());
        let groups = in_order(self.group(left), self.group(right));
        self.same.retain(|pair| *pair != exact && *pair != groups);
    }

    /// Takes back that two labels are one.
    pub fn undo_labels(&mut self, left: &str, right: &str) {
        let pair = in_order(label_text(left), label_text(right));
        self.same.retain(|known| *known != pair);
    }

    /// Tells the domains under one registrable domain apart (`true`), or makes them one again (K8).
    pub fn set_group_apart(&mut self, group: &str, is_apart: bool) {
        self.set_apart(group.to_string(), is_apart);
    }

    /// Lets a label count (`true`): a name under it meets that label only; or drops it again (K7).
    pub fn set_label_apart(&mut self, label: &str, is_apart: bool) {
        self.set_apart(label_text(label), is_apart);
    }

    fn set_apart(&mut self, what: String, is_apart: bool) {
        match self.apart.binary_search(&what) {
            Ok(place) if !is_apart => drop(self.apart.remove(place)),
            Err(place) if is_apart => self.apart.insert(place, what),
            _ => {}
        }
    }

    /// Takes or no longer takes all suggestions of a kind.
    pub fn set_accepted(&mut self, kind: SuggestionKind, is_accepted: bool) {
        match self.accepted.binary_search(&kind) {
            Ok(place) if !is_accepted => drop(self.accepted.remove(place)),
            Err(place) if is_accepted => self.accepted.insert(place, kind),
            _ => {}
        }
    }

    /// The kinds of suggestion that are taken.
    pub fn accepted(&self) -> &[SuggestionKind] {
        &self.accepted
    }

    /// The pairs that the person accepted; labels end with a backslash.
    pub fn same(&self) -> &[(String, String)] {
        &self.same
    }

    /// The registrable domains and labels that the person told apart.
    pub fn apart(&self) -> &[String] {
        &self.apart
    }

    /// Whether a label counts.
    pub fn is_label_apart(&self, label: &str) -> bool {
        self.apart.binary_search(&label_text(label)).is_ok()
    }

    /// The group of a domain under these rules (K8).
    pub fn group(&self, domain: &str) -> String {
        let group = group_of(Some(domain)).unwrap_or_default();
        match self.apart.binary_search(&group) {
            Ok(_) => domain.to_string(),
            Err(_) => group,
        }
    }

    /// Whether the person said that two domains, groups or labels are one.
    pub fn are_same(&self, left: &str, right: &str) -> bool {
        if self.same.is_empty() {
            return false;
        }
        let pair = in_order(left.to_string(), right.to_string());
        self.same.binary_search(&pair).is_ok()
    }

    /// Whether names of two realms may stand for one account, where each side has several labels.
    ///
    /// Where only one side has a domain, or a label, the other does not contradict it.
    pub fn meets(&self, left: &Realm, right: &Realm) -> bool {
        self.labels_meet(left, right) && self.realm_domains_meet(left, right)
    }

    /// Whether the labels of two realms are one, or one of them has none that counts (K7).
    pub fn labels_meet(&self, left: &Realm, right: &Realm) -> bool {
        match (&left.label, &right.label) {
            (Some(left), Some(right)) => {
                left == right || self.are_same(&label_text(left), &label_text(right))
            }
            (Some(one), None) | (None, Some(one)) => !self.is_label_apart(one),
            (None, None) => true,
        }
    }

    /// Whether the domains of two realms are one, or one of them has none (K8).
    pub fn realm_domains_meet(&self, left: &Realm, right: &Realm) -> bool {
        match (&left.domain, &right.domain) {
            (Some(left), Some(right)) => self.domains_meet(left, right),
            _ => true,
        }
    }

    /// Whether two domains are one.
    pub fn domains_meet(&self, left: &str, right: &str) -> bool {
        let (left_group, right_group) = (self.group(left), self.group(right));
        left_group == right_group
            || self.are_same(&left_group, &right_group)
            || self.are_same(left, right)
    }
}

fn label_text(label: &str) -> String {
    format!("{label}\\")
}

fn in_order(left: String, right: String) -> (String, String) {
    match left <= right {
        true => (left, right),
        false => (right, left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn realm(text: &str) -> Realm {
        let (label, domain) = text.split_once('@').unwrap_or((text, ""));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        Realm {
            label: some(label),
            domain: some(domain),
        }
    }

    #[track_caller]
    fn case(rules: &MatchRules, left: &str, right: &str, expected: bool) {
        assert_eq!(
            rules.meets(&realm(left), &realm(right)),
            expected,
            "{left} {right}"
        );
        assert_eq!(
            rules.meets(&realm(right), &realm(left)),
            expected,
            "{right} {left}"
        );
    }

    #[test]
    fn by_default_one_registrable_domain_is_one_and_a_label_says_nothing() {
        let rules = MatchRules::default();
        case(&rules, "", "@upenn.edu", true);
        case(&rules, "penn", "@upenn.edu", true);
        case(&rules, "@upenn.edu", "@museum.upenn.edu", true);
        case(&rules, "@upenn.edu", "@gmail.com", false);
        case(&rules, "penn", "penn", true);
        case(&rules, "penn", "wharton", false);
        case(
            &rules,
            "@t.onmicrosoft.com",
            "@t.mail.onmicrosoft.com",
            true,
        );
        case(&rules, "@t.onmicrosoft.com", "@upenn.edu", false);
    }

    #[test]
    fn what_the_person_accepts_meets_and_what_is_undone_does_not() {
        let mut rules = MatchRules::default();
        rules.accept_domains("mail.gmail.com", "upenn.edu");
        rules.accept_labels("wharton", "penn");
        case(&rules, "@gmail.com", "@med.upenn.edu", true);
        case(&rules, "penn", "wharton", true);
        rules.accept_domains("gmail.com", "x.org");
        case(&rules, "@x.org", "@upenn.edu", false);
        rules.undo_domains("upenn.edu", "gmail.com");
        rules.undo_labels("penn", "wharton");
        case(&rules, "@gmail.com", "@upenn.edu", false);
        case(&rules, "penn", "wharton", false);
        case(&rules, "@gmail.com", "@x.org", true);
    }

    #[test]
    fn a_group_and_a_label_can_be_switched_off() {
        let mut rules = MatchRules::default();
        rules.set_group_apart("upenn.edu", true);
        rules.set_label_apart("penn", true);
        case(&rules, "@upenn.edu", "@med.upenn.edu", false);
        case(&rules, "@upenn.edu", "@upenn.edu", true);
        case(&rules, "penn", "@upenn.edu", false);
        case(&rules, "penn", "penn", true);
        case(&rules, "wharton", "", true);
        rules.accept_domains("upenn.edu", "med.upenn.edu");
        case(&rules, "@upenn.edu", "@med.upenn.edu", true);
        rules.set_group_apart("upenn.edu", false);
        rules.set_label_apart("penn", false);
        case(&rules, "@sas.upenn.edu", "@med.upenn.edu", true);
        case(&rules, "penn", "", true);
    }

    #[test]
    fn rules_are_the_same_from_their_parts_in_any_order() {
        let mut rules = MatchRules::default();
        rules.accept_domains("gmail.com", "upenn.edu");
        rules.accept_domains("x.org", "a.org");
        rules.set_label_apart("penn", true);
        rules.set_accepted(SuggestionKind::LostZero, true);
        rules.set_accepted(SuggestionKind::Typo, true);
        let pair = |left: &str, right: &str| (left.to_string(), right.to_string());
        let parts = MatchRules::of(
            vec![pair("x.org", "A.org"), pair("upenn.edu", "gmail.com")],
            vec!["PENN\\".to_string()],
            &[SuggestionKind::Typo, SuggestionKind::LostZero],
        );
        assert_eq!(parts, rules);
        rules.set_accepted(SuggestionKind::Typo, false);
        rules.set_accepted(SuggestionKind::LostZero, false);
        rules.undo_same(&pair("a.org", "x.org"));
        rules.undo_same(&pair("gmail.com", "upenn.edu"));
        assert!(!rules.is_default());
        rules.undo_apart("penn\\");
        assert!(rules.is_default());
    }

    #[test]
    fn every_kind_of_suggestion_has_its_name() {
        for kind in SuggestionKind::ALL {
            assert_eq!(SuggestionKind::of_name(kind.name()), Some(kind));
        }
        assert_eq!(SuggestionKind::of_name("likeness"), None);
    }
}

//! A raw key read in full: what it is, and every step that changed it (K1 to K10).

use super::derived::{deleted_name, guest_address};
use super::logon_name::{
    LogonName, Nfkc, NotAKey, domain_key, unwrapped, without_invisible, without_prefix,
};
use crate::ingest::concealed::{Concealment, concealment};
use crate::ingest::guid::{guid_text, read_guid};
use crate::ingest::role::Role;
use crate::letters::fold;

/// What a raw key is (K5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Nothing once space is taken away.
    Empty,
    /// An object id.
    Guid,
    /// `DOMAIN\user`.
    DomainUser,
    /// `user@domain`.
    UserAtDomain,
    /// A PennID: eight digits.
    PennId,
    /// A guest's PennKey: `g` and seven digits.
    GuestPennKey,
    /// A bare name.
    Plain,
    /// A name that the tenant conceals.
    Concealed(Concealment),
    /// Something that is no key.
    NotAKey(NotAKey),
}

impl KeyKind {
    /// What it is, in words.
    pub fn found(self) -> &'static str {
        match self {
            KeyKind::Empty => "nothing",
            KeyKind::Guid => "an object id",
            KeyKind::DomainUser => "a name under a domain label",
            KeyKind::UserAtDomain => "a name with a domain",
            KeyKind::PennId => "a PennID",
            KeyKind::GuestPennKey => "a guest PennKey",
            KeyKind::Plain => "a bare name",
            KeyKind::Concealed(_) => "a concealed name",
            KeyKind::NotAKey(what) => what.found(),
        }
    }
}

/// A rule that changed a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Compatibility forms of letters (K1).
    Form,
    /// Characters that cannot be seen, and spaces (K2).
    Space,
    /// Quotes, brackets, text guards and trailing punctuation (K3).
    Wrapping,
    /// Prefixes of addresses and claims (K4).
    Prefix,
    /// Upper and lower case (K6).
    Case,
    /// The label before `\` (K7).
    Label,
    /// The domain's spelling (K8).
    Domain,
    /// The guest form (K9).
    Guest,
    /// The form of a deleted account (K10).
    Deleted,
}

impl Rule {
    /// The rule's number in the description of keys.
    pub fn id(self) -> &'static str {
        match self {
            Rule::Form => "K1",
            Rule::Space => "K2",
            Rule::Wrapping => "K3",
            Rule::Prefix => "K4",
            Rule::Case => "K6",
            Rule::Label => "K7",
            Rule::Domain => "K8",
            Rule::Guest => "K9",
            Rule::Deleted => "K10",
        }
    }

    /// What was done, in words.
    pub fn done(self) -> &'static str {
        match self {
            Rule::Form => "letters brought to their plain form",
            Rule::Space => "spaces and characters that cannot be seen taken away",
            Rule::Wrapping => "quotes, guards and punctuation around it taken away",
            Rule::Prefix => "prefix taken away",
            Rule::Case => "upper and lower case made one",
            Rule::Label => "label before the backslash set apart",
            Rule::Domain => "domain spelt as the network spells it",
            Rule::Guest => "guest form turned into the address at home",
            Rule::Deleted => "object id before a deleted account's name taken away",
        }
    }
}

/// A step that changed a key, and what it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule.
    pub rule: Rule,
    /// The key after it.
    pub result: String,
}

/// A key that another form of the name hides (K9, K10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derived {
    /// A guest's address at home.
    Guest {
        /// The bare name.
        name: String,
        /// The domain.
        domain: String,
    },
    /// A deleted account's former name; its domain is that of the key.
    Deleted {
        /// The object id in the name.
        id: u128,
        /// The bare name.
        name: String,
    },
}

/// A raw key, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyReading {
    /// As the export writes it.
    pub raw: String,
    /// What it is.
    pub kind: KeyKind,
    /// Every step that changed it, in order.
    pub steps: Vec<Step>,
    /// The key as keys are compared; empty for what is no key.
    pub key: String,
    /// Name, domain and label of a name; all empty for other kinds.
    pub name: LogonName,
    /// The key that its form hides.
    pub derived: Option<Derived>,
    /// Whether it is written as the primary address: `SMTP:` in capitals (K4).
    pub is_primary: bool,
}

/// Reads a raw key and records every step that changed it (K1 to K10).
///
/// The role decides what 32 digits are: an object id in a column of such, else a concealed name.
/// K17: no key is ever read as a number.
pub fn read_key(raw: &str, role: Role, nfkc: Nfkc) -> KeyReading {
    let mut reading = KeyReading {
        raw: raw.to_string(),
        kind: KeyKind::Empty,
        steps: Vec::new(),
        key: String::new(),
        name: LogonName::default(),
        derived: None,
        is_primary: false,
    };
    reading.read(nfkc, role);
    reading
}

impl KeyReading {
    fn read(&mut self, nfkc: Nfkc, role: Role) {
        let composed = match self.raw.is_ascii() {
            true => self.raw.clone(),
            false => nfkc(&self.raw),
        };
        let raw = self.raw.clone();
        self.note(Rule::Form, &raw, &composed);
        let (spaced, had_invisible) = without_invisible(&composed);
        self.note(Rule::Space, &composed, &spaced);
        if let Some(how) = concealment(&spaced)
            && role != Role::ObjectId
        {
            self.kind = KeyKind::Concealed(how);
            return;
        }
        let bare = unwrapped(&spaced);
        self.note(Rule::Wrapping, &spaced, bare);
        if bare.is_empty() {
            return;
        }
        let is_dashed = bare.contains('-') || role == Role::ObjectId;
        if let Some(id) = read_guid(bare).filter(|_| is_dashed) {
            self.kind = KeyKind::Guid;
            self.key = guid_text(id);
            let (before, after) = (bare.to_string(), self.key.clone());
            self.note(Rule::Case, &before, &after);
            return;
        }
        let text = without_prefix(bare);
        self.is_primary = bare.starts_with("SMTP:");
        self.note(Rule::Prefix, bare, text);
        match not_a_key(text) {
            Some(what) => self.kind = KeyKind::NotAKey(what),
            None => self.read_name(text, had_invisible),
        }
    }

    fn read_name(&mut self, text: &str, had_invisible: bool) {
        let folded = fold(text);
        self.note(Rule::Case, text, &folded);
        let (label, rest) = match folded.split_once('\\') {
            Some((label, rest)) => (label.trim(), rest),
            None => ("", folded.as_str()),
        };
        self.note(Rule::Label, &folded, rest);
        let (name, domain) = rest.split_once('@').unwrap_or((rest, ""));
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let network = domain_key(domain);
        let key = match network.as_str() {
            "" => name.to_string(),
            domain => format!("{name}@{domain}"),
        };
        self.note(Rule::Domain, rest, &key);
        self.kind = match (label, domain) {
            (_, domain) if !domain.is_empty() => KeyKind::UserAtDomain,
            (label, _) if !label.is_empty() => KeyKind::DomainUser,
            _ => plain_kind(name),
        };
        self.derive(name, &network);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        self.name = LogonName {
            name: name.to_string(),
            domain: some(&network),
            label: some(label),
            had_invisible,
        };
        self.key = key;
    }

    /// Notes what the guest form and the form of deleted accounts hide (K9, K10).
    fn derive(&mut self, name: &str, domain: &str) {
        if let Some((local, home)) = guest_address(name) {
            self.derived = Some(Derived::Guest {
                name: local.to_string(),
                domain: domain_key(home),
            });
            let result = format!("{local}@{home}");
            self.note(Rule::Guest, name, &result);
        } else if let Some((id, former)) = deleted_name(name).filter(|_| !domain.is_empty()) {
            self.derived = Some(Derived::Deleted {
                id,
                name: former.to_string(),
            });
            let result = format!("{former}@{domain}");
            self.note(Rule::Deleted, name, &result);
        }
    }

    fn note(&mut self, rule: Rule, before: &str, after: &str) {
        if before != after {
            self.steps.push(Step {
                rule,
                result: after.to_string(),
            });
        }
    }
}

/// Why a text without prefix is no key (K4, K5).
fn not_a_key(text: &str) -> Option<NotAKey> {
    let starts = |prefix: &str| {
        let start = text.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts("/o=") || starts("x500:") {
        return Some(NotAKey::ExchangeAddress);
    }
    if starts("cn=") {
        return Some(NotAKey::DistinguishedName);
    }
    text.contains([' ', ',']).then_some(NotAKey::FreeText)
}

fn plain_kind(name: &str) -> KeyKind {
    let is_digits = |text: &str, n: usize| {
        text.len() == n && text.bytes().all(|letter| letter.is_ascii_digit())
    };
    if is_digits(name, 8) {
        return KeyKind::PennId;
    }
    let digits = name.strip_prefix('g');
    if digits.is_some_and(|digits| is_digits(digits, 7)) {
        return KeyKind::GuestPennKey;
    }
    KeyKind::Plain
}

#[cfg(test)]
mod tests {
    use super::super::logon_name::tests::nfkc;
    use super::super::logon_name::{Reading, read_logon_name};
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(raw: &str, kind: KeyKind, key: &str, rules: &[&str]) {
        let found = read_key(raw, Role::LogonName, nfkc);
        let steps: Vec<_> = found.steps.iter().map(|step| step.rule.id()).collect();
        assert_eq!(
            (found.kind, found.key.as_str(), steps.as_slice()),
            (kind, key, rules),
            "{raw:?}"
        );
    }

    #[test]
    fn a_key_says_what_it_is_and_which_rules_changed_it() {
        use KeyKind::*;
        case("jdoe", Plain, "jdoe", &[]);
        case("UPENN\\jdoe", DomainUser, "jdoe", &["K6", "K7"]);
        case("JDoe@UPENN.EDU", UserAtDomain, "jdoe@upenn.edu", &["K6"]);
        case("\u{feff}jdoe\u{a0}", Plain, "jdoe", &["K1", "K2"]);
        case("jd\u{200b}oe", Plain, "jdoe", &["K2"]);
        case("=\"jdoe\"", Plain, "jdoe", &["K3"]);
        case("SMTP:a@b.c", UserAtDomain, "a@b.c", &["K4"]);
        case("i:0#.f|membership|a@b.c", UserAtDomain, "a@b.c", &["K4"]);
        case(
            "jdoe@bücher.example",
            UserAtDomain,
            "jdoe@xn--bcher-kva.example",
            &["K8"],
        );
        case("01234567", PennId, "01234567", &[]);
        case("g1234567", GuestPennKey, "g1234567", &[]);
        case(
            "{A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90}",
            Guid,
            "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90",
            &["K6"],
        );
        case("(Unknown)", Concealed(Concealment::Unknown), "", &[]);
        case(
            "<PII:H105(se/njc=)>@contoso.com",
            Concealed(Concealment::Pii),
            "",
            &[],
        );
        case(
            "85926F73B5A9FA60D166E6057BA76F4A",
            Concealed(Concealment::Digest),
            "",
            &[],
        );
        case("Doe, Jane", NotAKey(super::NotAKey::FreeText), "", &[]);
        case(
            "CN=Jane,OU=x",
            NotAKey(super::NotAKey::DistinguishedName),
            "",
            &[],
        );
        case("/o=Org", NotAKey(super::NotAKey::ExchangeAddress), "", &[]);
        case("", Empty, "", &[]);
        case("1.2E+10", Plain, "1.2e+10", &["K6"]);
    }

    #[test]
    fn a_hidden_key_is_found() {
        let guest = read_key(
            "alice_contoso.com#EXT#@tenant.onmicrosoft.com",
            Role::Upn,
            nfkc,
        );
        assert_eq!(
            guest.derived,
            Some(Derived::Guest {
                name: "alice".to_string(),
                domain: "contoso.com".to_string()
            })
        );
        assert_eq!(guest.steps[1].result, "alice@contoso.com");
        let raw = "a1b2c3d4e5f60718293a4b5c6d7e8f90jdoe@upenn.edu";
        let deleted = read_key(raw, Role::Upn, nfkc);
        assert_eq!(
            deleted.derived,
            Some(Derived::Deleted {
                id: 0xa1b2c3d4_e5f6_0718_293a_4b5c6d7e8f90,
                name: "jdoe".to_string()
            })
        );
        assert_eq!(deleted.steps[0].result, "jdoe@upenn.edu");
    }

    #[test]
    fn the_role_decides_what_32_digits_are() {
        let digits = "85926F73B5A9FA60D166E6057BA76F4A";
        let kind = |role| read_key(digits, role, nfkc).kind;
        assert_eq!(kind(Role::ObjectId), KeyKind::Guid);
        assert_eq!(kind(Role::Upn), KeyKind::Concealed(Concealment::Digest));
    }

    #[test]
    fn the_primary_address_is_written_in_capitals() {
        assert!(read_key("SMTP:a@b.c", Role::Mail, nfkc).is_primary);
        assert!(!read_key("smtp:a@b.c", Role::Mail, nfkc).is_primary);
    }

    proptest! {
        #[test]
        fn a_name_is_read_as_the_lists_read_it(
            cell in "[a-zA-ZäİıßΣ０-９0-9._@\\\\ ,;='\"<>\u{200b}\u{a0}-]{0,16}|(SMTP:|AzureAD\\\\|PENN\\\\)[a-zA-Z]{1,9}@?[A-Z.]{0,9}",
        ) {
            let found = read_key(&cell, Role::LogonName, nfkc);
            match read_logon_name(&cell, nfkc) {
                Reading::Name(name) => prop_assert_eq!(found.name, name),
                Reading::Empty => prop_assert_eq!(found.kind, KeyKind::Empty),
                Reading::NotAKey(what) => prop_assert_eq!(found.kind, KeyKind::NotAKey(what)),
            }
        }
    }
}

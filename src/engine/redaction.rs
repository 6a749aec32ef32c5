//! What names a person is taken out of rows before they are shared (M11, P24): columns of names, ids and phones
//! are kept, dropped or hashed, and what remains of them in other texts is taken out as well.

use std::collections::HashSet;

use super::Engine;
use crate::accounts::logon_name::{Nfkc, Reading, read_logon_name};
use crate::export::sha256::digest;
use crate::ingest::role::Role;
use crate::letters;
use crate::report::definition::{ColumnDefinition, Kind};
use crate::report::words;
use crate::table::Column;

/// What stands in a text in place of what named somebody.
pub const MARK: &str = "[redacted]";

/// What is done with a sort of column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// It is shared as it is.
    #[default]
    Keep,
    /// It is left out.
    Drop,
    /// A token stands in place of each value.
    Hash,
}

/// What a column says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// How somebody is called.
    Name,
    /// A logon name, an address, a number.
    Id,
    /// A phone number.
    Phone,
}

/// What is taken out.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// Of columns of names.
    pub names: Way,
    /// Of columns of ids.
    pub ids: Way,
    /// Of phone numbers.
    pub phones: Way,
    /// Makes tokens of one share unlike those of any other; it does not travel.
    pub salt: String,
}

/// Columns of names, by id.
const NAMES: [&str; 6] = [
    "name",
    "display_name",
    "user_name",
    "surname",
    "first_name",
    "last_name",
];

/// Columns of ids.
const IDS: [&str; 17] = [
    "logon_name",
    "key",
    "user_principal_name",
    "user_email",
    "written",
    "normalised",
    "partner",
    "suggestion",
    "near",
    "pair",
    "entra_id",
    "custom_attribute_value",
    "custom_attributes",
    "upn",
    "mail",
    "penn_id",
    "proxy_addresses",
];

/// Columns of texts that speak of organisations and things: only who is in the shared rows is looked for in
/// them, or every department would be without words that are also somebody's name.
const ORGANISATION: [&str; 20] = [
    "department",
    "center",
    "job_org",
    "job_title",
    "customer_name",
    "account_name",
    "tenant",
    "tenant_id",
    "global_customer_id",
    "profile",
    "service_plan",
    "service_plans",
    "product_name",
    "other_names",
    "sku_id",
    "sku_part_number",
    "app_display_name",
    "app_id",
    "licenses",
    "affiliations",
];

impl Way {
    /// The way of this name, empty for the usual one.
    ///
    /// # Errors
    /// The sentence that says which there are; `of` is what it is chosen for.
    pub fn named(of: &str, name: &str) -> Result<Way, String> {
        match name {
            "" | "keep" => Ok(Way::Keep),
            "drop" => Ok(Way::Drop),
            "hash" => Ok(Way::Hash),
            other => Err(words::way_unknown(of, other)),
        }
    }
}

/// What a column of this id says of a person; `None` where it says nothing of one by itself.
pub fn class_of(id: &str) -> Option<Class> {
    if NAMES.contains(&id) {
        return Some(Class::Name);
    }
    if id.contains("phone") || id.contains("Phone") || id.contains("mobile") {
        return Some(Class::Phone);
    }
    let is_id = IDS.contains(&id) || id.starts_with("attribute:");
    is_id.then_some(Class::Id)
}

/// What the keys of a role are.
fn class_of_role(role: Role) -> Option<Class> {
    match role {
        Role::Surname | Role::DisplayName => Some(Class::Name),
        Role::Department | Role::Tenant | Role::Sku => None,
        _ => Some(Class::Id),
    }
}

impl Redaction {
    /// What is done with a column of this sort.
    pub fn way(&self, class: Class) -> Way {
        match class {
            Class::Name => self.names,
            Class::Id => self.ids,
            Class::Phone => self.phones,
        }
    }

    /// Whether anything is taken out.
    pub fn is_any(&self) -> bool {
        [self.names, self.ids, self.phones] != [Way::Keep; 3]
    }

    /// The token of a value: the same for every spelling of one logon name, and of one name.
    pub fn token(&self, class: Class, value: &str, nfkc: Nfkc) -> String {
        let known = match (class, read_logon_name(value, nfkc)) {
            (Class::Id, Reading::Name(name)) => name.name,
            _ => {
                let words: Vec<&str> = value.split_whitespace().collect();
                letters::lower(&words.join(" "))
            }
        };
        let class = match class {
            Class::Name => "name",
            Class::Id => "id",
            Class::Phone => "phone",
        };
        let hash = digest([&self.salt, class, &known].join("\0").as_bytes());
        let digits = hash[..5].iter().map(|byte| format!("{byte:02x}"));
        format!("#{}", digits.collect::<String>())
    }
}

/// Whether a text is a token as [`Redaction::token`] makes them.
pub fn is_token(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether texts of a column may name somebody.
pub fn is_text(column: &ColumnDefinition) -> bool {
    matches!(column.kind, Kind::Text | Kind::List) && class_of(column.id).is_none()
}

/// Whether they are free: anybody may be named in them.
pub fn is_free(column: &ColumnDefinition) -> bool {
    is_text(column) && !ORGANISATION.contains(&column.id)
}

/// What names somebody in some texts.
#[derive(Default)]
pub struct Named {
    names: HashSet<String>,
    ids: HashSet<String>,
}

impl Named {
    /// What may name somebody in a text.
    pub fn may_be_in(&mut self, text: &str) {
        each_token(text, &mut |token, is_token| {
            if !is_token {
                return;
            }
            for id in ids_of(token) {
                self.ids.insert(id);
            }
            each_word(token, &mut |word, is_word| {
                if is_word {
                    self.names.insert(letters::lower(word));
                }
            });
        });
    }

    /// Takes out of `sought` what a value of a name or an id is made of.
    fn find(&mut self, class: Class, value: &str, sought: &Named) {
        match class {
            Class::Name => each_word(value, &mut |word, is_word| {
                if is_word && word.chars().nth(1).is_some() {
                    take(&letters::lower(word), &sought.names, &mut self.names);
                }
            }),
            Class::Id => {
                let parts = value.split([' ', ',', ';', '\t', '\n']);
                for id in parts.flat_map(ids_of) {
                    take(&id, &sought.ids, &mut self.ids);
                }
            }
            Class::Phone => {}
        }
    }

    /// Whoever the values name.
    pub fn of<'a>(
        values: impl Iterator<Item = (Class, &'a str)>,
        redaction: &Redaction,
        sought: &Named,
    ) -> Named {
        let mut named = Named::default();
        for (class, value) in values {
            if redaction.way(class) != Way::Keep {
                named.find(class, value, sought);
            }
        }
        named
    }

    /// A text without what names somebody, where there is such.
    pub fn cleaned(&self, text: &str, redaction: &Redaction) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let has_ids = redaction.ids != Way::Keep;
        each_token(text, &mut |token, is_token| {
            if !is_token {
                return out.push_str(token);
            }
            // An address names somebody whether the data knows it or not.
            let is_address = token.contains('@');
            let is_id = || ids_of(token).iter().any(|id| self.ids.contains(id));
            if has_ids && (is_address || is_id()) {
                return out.push_str(MARK);
            }
            each_word(token, &mut |word, is_word| {
                // Short names are also short words: only what is written as a name is one.
                let is_short = word.chars().nth(2).is_none();
                let is_name = !is_short || word.chars().next().is_some_and(char::is_uppercase);
                let is_known = || self.names.contains(&letters::lower(word));
                match is_word && is_name && is_known() {
                    true => out.push_str(MARK),
                    false => out.push_str(word),
                }
            });
        });
        if redaction.phones != Way::Keep {
            out = without_phones(&out);
        }
        (out != text).then_some(out)
    }
}

fn take(piece: &str, from: &HashSet<String>, to: &mut HashSet<String>) {
    if from.contains(piece) && !to.contains(piece) {
        to.insert(piece.to_owned());
    }
}

/// The spellings by which a value is known in a text: whole, without its domain, without its label.
fn ids_of(value: &str) -> Vec<String> {
    let value = letters::lower(value.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let mut ids = Vec::new();
    let bare = value.rsplit(['\\', ':']).next().unwrap_or_default();
    let local = bare.split('@').next().unwrap_or_default();
    for id in [value.as_str(), bare, local] {
        if id.chars().nth(1).is_some() && !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    ids
}

/// Runs of letters that a logon name or an address may be made of, and what stands between them.
fn each_token(text: &str, take: &mut dyn FnMut(&str, bool)) {
    let is_part = |letter: char| letter.is_alphanumeric() || "._-@\\'\u{2019}+".contains(letter);
    each_run(text, &is_part, take);
}

/// Runs of letters and digits, and what stands between them.
fn each_word(text: &str, take: &mut dyn FnMut(&str, bool)) {
    each_run(text, &char::is_alphanumeric, take);
}

fn each_run(text: &str, is_part: &dyn Fn(char) -> bool, take: &mut dyn FnMut(&str, bool)) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_run = is_part(first);
        let end = rest.find(|letter| is_part(letter) != is_run);
        let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
        take(run, is_run);
        rest = behind;
    }
}

/// A text without phone numbers: seven to fifteen digits, with the signs that stand between them.
fn without_phones(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_part = |letter: char| letter.is_ascii_digit() || "+()-./ \u{a0}".contains(letter);
    let mut before = None;
    each_run(text, &is_part, &mut |run, is_run| {
        let core = run.trim_matches(|letter: char| {
            !letter.is_ascii_digit() && letter != '+' && letter != '('
        });
        let n_digits = core.bytes().filter(u8::is_ascii_digit).count();
        // A day is none, and neither is a piece of a longer word.
        let is_day = crate::lifecycle::calendar::iso_day(core.trim()).is_some();
        let in_word = run.starts_with(core) && before.is_some_and(char::is_alphanumeric);
        match is_run && (7..=15).contains(&n_digits) && !is_day && !in_word {
            true => out.push_str(&run.replace(core, MARK)),
            false => out.push_str(run),
        }
        before = run.chars().next_back();
    });
    out
}

impl Engine {
    /// Of what may name somebody, whatever does so in any loaded file.
    pub(super) fn named(&self, redaction: &Redaction, sought: &Named) -> Named {
        let mut named = Named::default();
        let mut inputs = self.all_inputs();
        inputs.extend(self.other_inputs());
        for input in &inputs {
            for id in input.table.names() {
                let roles = input.roles.iter().filter(|(_, known)| *known == id);
                let by_role = roles.filter_map(|(role, _)| class_of_role(*role)).next();
                let Some(class) = by_role.or_else(|| class_of(id)) else {
                    continue;
                };
                if redaction.way(class) == Way::Keep {
                    continue;
                }
                let mut find = |value: &str| named.find(class, value, sought);
                match input.table.column(id) {
                    Some(Column::Text(column)) => {
                        (0..column.len()).for_each(|row| find(column.get(row)));
                    }
                    Some(Column::Dict(column)) => column.values().for_each(find),
                    None => {}
                }
            }
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nfkc(text: &str) -> String {
        text.to_owned()
    }

    fn redaction() -> Redaction {
        Redaction {
            names: Way::Drop,
            ids: Way::Drop,
            phones: Way::Drop,
            salt: "0123456789abcdef".to_owned(),
        }
    }

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let values = [
            (Class::Name, "Baker, Thomas"),
            (Class::Name, "Li Wu"),
            (Class::Id, "PENN\\tbaker"),
            (Class::Id, "smtp:t.baker@example.edu"),
            (Class::Id, "12345678"),
        ];
        let mut sought = Named::default();
        sought.may_be_in(text);
        let named = Named::of(values.into_iter(), &redaction(), &sought);
        let cleaned = named.cleaned(text, &redaction());
        assert_eq!(cleaned.as_deref().unwrap_or(text), expected);
    }

    #[test]
    fn what_names_somebody_is_taken_out_of_texts() {
        case("asked baker's manager", "asked [redacted]'s manager");
        case("Bakerfield is a town", "Bakerfield is a town");
        case("THOMAS BAKER left", "[redacted] [redacted] left");
        case(
            "see tbaker, or PENN\\tbaker.",
            "see [redacted], or [redacted]",
        );
        case("mail t.baker@other.org now", "mail [redacted] now");
        case("mail nobody@other.org now", "mail [redacted] now");
        case("ID 12345678 moved", "ID [redacted] moved");
        case("Li called, li did not", "[redacted] called, li did not");
        case("Affiliation ended: STAF", "Affiliation ended: STAF");
        case("", "");
    }

    #[test]
    fn a_phone_number_is_known_by_its_digits() {
        case("call +1 (215) 898-5000 today", "call [redacted] today");
        case("call 215.898.5000", "call [redacted]");
        case("due 2026-11-22, 30 days", "due 2026-11-22, 30 days");
        case("room 1234", "room 1234");
        case("build abc12345678", "build abc12345678");
    }

    #[test]
    fn one_person_has_one_token_in_a_share_and_another_in_the_next() {
        let token = |value: &str| redaction().token(Class::Id, value, nfkc);
        assert_eq!(token("PENN\\TBaker"), token("tbaker"));
        assert_eq!(token("tbaker@example.edu"), token("tbaker"));
        assert_ne!(token("tbaker"), token("tbaker2"));
        let name = |value: &str| redaction().token(Class::Name, value, nfkc);
        assert_eq!(name("Baker,  Thomas"), name("baker, thomas"));
        assert_eq!(name("Baker, Thomas").len(), 11);
        let other = Redaction {
            salt: "another salt than that".to_owned(),
            ..redaction()
        };
        assert_ne!(other.token(Class::Id, "tbaker", nfkc), token("tbaker"));
    }

    #[test]
    fn what_a_column_says_of_a_person_is_known() {
        assert_eq!(class_of("name"), Some(Class::Name));
        assert_eq!(class_of("attribute:employeeID"), Some(Class::Id));
        assert_eq!(class_of("attribute:mobilePhone"), Some(Class::Phone));
        assert_eq!(class_of("department"), None);
    }
}

//! A logon name as the exports share it: rules K1 to K8 of domain 2.5.

use super::proxies::primary_of_several;
use crate::letters::{fold, is_invisible};

/// Brings a text to Unicode form NFKC: the browser's own, or a library's in tests.
pub type Nfkc = fn(&str) -> String;

/// What a cell of logon names says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A logon name.
    Name(LogonName),
    /// Nothing once space is taken away.
    Empty,
    /// Something that is no logon name.
    NotAKey(NotAKey),
}

/// A logon name as names are compared: no prefix, no surrounding space, case folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogonName {
    /// The bare name.
    pub name: String,
    /// What stood behind `@`, case folded, as A-labels, without a trailing dot.
    pub domain: Option<String>,
    /// What stood before `\`, case folded.
    pub label: Option<String>,
    /// Whether characters were removed that cannot be seen (K2).
    pub had_invisible: bool,
}

/// Why a cell is no logon name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAKey {
    /// It contains a space or a comma (K5).
    FreeText,
    /// It is a distinguished name (K5).
    DistinguishedName,
    /// It is an X.400 or X.500 address (K4).
    ExchangeAddress,
}

impl NotAKey {
    /// What was found, in words.
    pub fn found(self) -> &'static str {
        match self {
            NotAKey::FreeText => "text with a space or comma",
            NotAKey::DistinguishedName => "a distinguished name",
            NotAKey::ExchangeAddress => "an X500 address",
        }
    }
}

/// Reads a cell of logon names (K1 to K8).
pub fn read_logon_name(cell: &str, nfkc: Nfkc) -> Reading {
    let composed = if cell.is_ascii() {
        cell.to_string()
    } else {
        nfkc(cell)
    };
    let (spaced, had_invisible) = without_invisible(&composed);
    let text = unwrapped(&spaced);
    if text.is_empty() {
        return Reading::Empty;
    }
    let text = without_prefix(text);
    let lower = text
        .get(..3)
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    if lower == "/o="
        || text
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("x500:"))
    {
        return Reading::NotAKey(NotAKey::ExchangeAddress);
    }
    if lower == "cn=" {
        return Reading::NotAKey(NotAKey::DistinguishedName);
    }
    if text.contains([' ', ',']) {
        return Reading::NotAKey(NotAKey::FreeText);
    }
    let (label, rest) = match text.split_once('\\') {
        Some((label, rest)) => (label, rest),
        None => ("", text),
    };
    let (name, domain) = rest.split_once('@').unwrap_or((rest, ""));
    // K6.
    let name = fold(name.trim());
    if name.is_empty() {
        return Reading::Empty;
    }
    let some = |text: String| (!text.is_empty()).then_some(text);
    Reading::Name(LogonName {
        name,
        domain: some(domain_key(domain)),
        label: some(fold(label.trim())),
        had_invisible,
    })
}

/// Removes what cannot be seen, turns every space into one, trims and collapses (K2).
pub(super) fn without_invisible(text: &str) -> (String, bool) {
    let mut clean = String::with_capacity(text.len());
    let mut had_invisible = false;
    for letter in text.chars() {
        match letter {
            _ if is_invisible(letter) => had_invisible = true,
            _ if letter.is_whitespace() || letter.is_control() => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            _ => clean.push(letter),
        }
    }
    (clean.trim().to_string(), had_invisible)
}

/// Strips quotes, angle brackets, Excel's text guards and trailing punctuation (K3).
pub(super) fn unwrapped(mut text: &str) -> &str {
    loop {
        let before = text;
        text = text
            .strip_prefix('=')
            .filter(|rest| rest.starts_with('"'))
            .unwrap_or(text);
        text = text.trim_matches(['"', '\'', '<', '>', ' ']);
        text = text.trim_end_matches([',', ';', '.', ' ']);
        if text == before {
            return text;
        }
    }
}

/// Strips the prefixes of addresses and claims; of several addresses the primary one is left (K4).
pub(super) fn without_prefix(text: &str) -> &str {
    if let Some(primary) = primary_of_several(text) {
        return primary;
    }
    const PREFIXES: [&str; 5] = [
        "smtp:",
        "sip:",
        "mailto:",
        "i:0#.f|membership|",
        "azuread\\",
    ];
    for prefix in PREFIXES {
        if let Some(start) = text.get(..prefix.len())
            && start.eq_ignore_ascii_case(prefix)
        {
            return &text[prefix.len()..];
        }
    }
    text
}

/// A domain as domains are compared (K8).
pub(super) fn domain_key(domain: &str) -> String {
    let domain = fold(domain.trim().trim_end_matches('.'));
    if domain.is_ascii() {
        return domain;
    }
    let labels = domain
        .split(['.', '。', '．', '｡'])
        .map(|label| match label.is_ascii() {
            true => label.to_string(),
            false => format!("xn--{}", punycode(label)),
        });
    labels.collect::<Vec<_>>().join(".")
}

/// The Punycode of a label (RFC 3492).
fn punycode(label: &str) -> String {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut code: String = label.chars().filter(char::is_ascii).collect();
    let n_basic = code.len() as u32;
    if n_basic > 0 {
        code.push('-');
    }
    let (mut next, mut delta, mut bias, mut n_done) = (128u32, 0u32, 72u32, n_basic);
    while (n_done as usize) < letters.len() {
        let smallest = letters
            .iter()
            .copied()
            .filter(|&letter| letter >= next)
            .min()
            .unwrap_or(next);
        delta = delta.wrapping_add((smallest - next).wrapping_mul(n_done + 1));
        next = smallest;
        for &letter in &letters {
            if letter < next {
                delta += 1;
            } else if letter == next {
                push_delta(&mut code, delta, bias);
                bias = adapt(delta, n_done + 1, n_done == n_basic);
                delta = 0;
                n_done += 1;
            }
        }
        delta += 1;
        next += 1;
    }
    code
}

fn push_delta(code: &mut String, mut delta: u32, bias: u32) {
    let digit = |value: u32| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[value as usize]);
    for position in 1.. {
        let threshold = (36 * position as u32).saturating_sub(bias).clamp(1, 26);
        if delta < threshold {
            break;
        }
        code.push(digit(threshold + (delta - threshold) % (36 - threshold)));
        delta = (delta - threshold) / (36 - threshold);
    }
    code.push(digit(delta));
}

fn adapt(delta: u32, n_points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / n_points;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    /// What the browser's `String.normalize("NFKC")` does.
    pub(crate) fn nfkc(text: &str) -> String {
        text.nfkc().collect()
    }

    #[track_caller]
    fn case(cell: &str, expected: &str) {
        let found = match read_logon_name(cell, nfkc) {
            Reading::Empty => "empty".to_string(),
            Reading::NotAKey(why) => why.found().to_string(),
            Reading::Name(found) => {
                let label = found
                    .label
                    .map(|label| format!("{label}\\"))
                    .unwrap_or_default();
                let domain = found
                    .domain
                    .map(|domain| format!("@{domain}"))
                    .unwrap_or_default();
                format!("{label}{}{domain}", found.name)
            }
        };
        assert_eq!(found, expected, "{cell:?}");
    }

    #[test]
    fn a_logon_name_is_read_by_rules_k1_to_k8() {
        case("JDoe@UPENN.EDU", "jdoe@upenn.edu");
        case("UPENN\\jdoe", "upenn\\jdoe");
        case("\u{feff}jdoe\u{a0}", "jdoe");
        case("=\"jdoe\"", "jdoe");
        case("'jdoe", "jdoe");
        case("<jdoe@upenn.edu>;", "jdoe@upenn.edu");
        case("SMTP:jdoe@upenn.edu", "jdoe@upenn.edu");
        case("i:0#.f|membership|jdoe@upenn.edu", "jdoe@upenn.edu");
        case("AzureAD\\JaneDoe", "janedoe");
        case("jdoe@upenn.edu.", "jdoe@upenn.edu");
        case("jd\u{ad}oe", "jdoe");
        case("ｊｄｏｅ", "jdoe");
        case("STRASSE", "strasse");
        case("straße", "strasse");
        case("STRAẞE", "strasse");
        case("ΟΔΟΣ", "οδοσ");
        case("οδος", "οδοσ");
        case("Iı", "iı");
        case("Ｍüller@bücher.example", "müller@xn--bcher-kva.example");
        case("Doe, Jane", "text with a space or comma");
        case("CN=Jane,OU=x", "a distinguished name");
        case("/o=Org/ou=x", "an X500 address");
        case("", "empty");
        case(" \u{200b} ", "empty");
        case("PENN\\@upenn.edu", "empty");
    }

    #[test]
    fn invisible_characters_are_told() {
        let had = |cell| match read_logon_name(cell, nfkc) {
            Reading::Name(name) => name.had_invisible,
            _ => false,
        };
        assert!(had("jd\u{200b}oe"));
        assert!(!had("jdoe "));
    }

    #[test]
    fn international_domains_are_spelt_as_rfc_3492_shows() {
        assert_eq!(punycode("他们为什么不说中文"), "ihqwcrb4cv8a8dqg056pqjye");
        assert_eq!(
            punycode("pročprostěnemluvíčesky"),
            "proprostnemluvesky-uyb24dma41a"
        );
        assert_eq!(punycode("3年b組金八先生"), "3b-ww4c5e180e575a65lsy2b");
    }
}

//! A cell of several addresses, as the admin centre joins them (K4).

/// One address of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy<'a> {
    /// The address without its prefix.
    pub address: &'a str,
    /// Whether it is the primary one: written `SMTP:` in capitals.
    pub is_primary: bool,
}

/// The mail and sign-in addresses of a cell; X500 and other kinds are left out.
///
/// `+` separates addresses, but is part of a name when it stands before the `@` (K13).
pub fn proxies(cell: &str) -> impl Iterator<Item = Proxy<'_>> {
    let mut rest = cell;
    let pieces = std::iter::from_fn(move || {
        (!rest.is_empty()).then(|| {
            let end = piece_end(rest);
            let piece = &rest[..end];
            let separator = rest[end..].chars().next().map_or(0, char::len_utf8);
            rest = &rest[end + separator..];
            piece
        })
    });
    pieces.filter_map(proxy)
}

/// The primary address of a cell of several, else their first; `None` where the cell holds one, or
/// none of them says that it is a mail address: then it is whatever else it is (T3, K4).
pub fn primary_of_several(cell: &str) -> Option<&str> {
    if cell.bytes().filter(|&byte| byte == b'@').count() < 2 {
        return None;
    }
    let mut found: Option<&str> = None;
    let (mut n, mut has_primary) = (0, false);
    for proxy in proxies(cell) {
        n += 1;
        if found.is_none() || proxy.is_primary && !has_primary {
            found = Some(proxy.address);
        }
        has_primary |= proxy.is_primary;
    }
    let has_prefix = || cell.to_ascii_lowercase().contains("smtp:");
    found.filter(|_| n > 1 && has_prefix())
}

/// Where the first address ends.
fn piece_end(text: &str) -> usize {
    let mut has_at = false;
    for (at, letter) in text.char_indices() {
        let behind = || &text[at + letter.len_utf8()..];
        match letter {
            '@' => has_at = true,
            ';' | ',' | '|' | '\n' | '\r' | '\t' => return at,
            // No domain holds either of them; before the `@` they need a prefix behind them.
            '+' | ' ' if has_at || scheme(behind()).is_some() => return at,
            _ => {}
        }
    }
    text.len()
}

/// The prefix before the first colon, if it is one.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.len() <= 8
        && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_scheme.then_some(scheme)
}

fn proxy(piece: &str) -> Option<Proxy<'_>> {
    let piece = piece.trim();
    let (kind, address) = match scheme(piece) {
        Some(kind) => (kind, &piece[kind.len() + 1..]),
        None => ("", piece),
    };
    let is_known = ["", "smtp", "sip", "mailto"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known));
    (is_known && address.contains('@')).then_some(Proxy {
        address,
        is_primary: kind == "SMTP",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_addresses_is_taken_apart() {
        #[track_caller]
        fn case(cell: &str, expected: &[&str]) {
            let found: Vec<String> = proxies(cell)
                .map(|proxy| {
                    let mark = if proxy.is_primary { "*" } else { "" };
                    format!("{mark}{}", proxy.address)
                })
                .collect();
            assert_eq!(found, expected, "{cell:?}");
        }
        case(
            "SMTP:jdoe@upenn.edu+smtp:jd@sas.upenn.edu",
            &["*jdoe@upenn.edu", "jd@sas.upenn.edu"],
        );
        case(
            "smtp:jdoe+list@upenn.edu+SMTP:a@b.c",
            &["jdoe+list@upenn.edu", "*a@b.c"],
        );
        case("a@b.c+d@e.f; g@h.i", &["a@b.c", "d@e.f", "g@h.i"]);
        case(
            "X500:/o=First Organization/cn=jdoe+smtp:a@b.c+SPO:SPO_1@SPO_2",
            &["a@b.c"],
        );
        case("SIP:jdoe@upenn.edu", &["jdoe@upenn.edu"]);
        case("", &[]);
        case("+", &[]);
    }

    #[test]
    fn of_several_addresses_one_is_the_primary() {
        #[track_caller]
        fn case(cell: &str, expected: Option<&str>) {
            assert_eq!(primary_of_several(cell), expected, "{cell:?}");
        }
        case("smtp:a@b.c+SMTP:d@e.f+SMTP:g@h.i", Some("d@e.f"));
        case("smtp:a@b.c+smtp:d@e.f", Some("a@b.c"));
        case("SMTP:a@b.c", None);
        case("SMTP:a@b.c+X500:/o=x", None);
        case("a@b.c+d@e.f", None);
        case("jdoe@upenn.edu@x", None);
    }
}

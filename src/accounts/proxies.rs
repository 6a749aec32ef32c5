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
}

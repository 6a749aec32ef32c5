//! Addresses, as far as they decide where a token may go.

/// The origin an address begins with, where it is `https`, all in small letters and written as plainly as can
/// be: no name or password before the host, nothing that a browser would read another way.
pub fn origin(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    let n = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, port) = match rest[..n].split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (&rest[..n], None),
    };
    let is_port =
        |port: &str| matches!(port.parse::<u16>(), Ok(1..)) && !port.starts_with(['+', '0']);
    let is_plain = is_host(host) && port.is_none_or(is_port) && port != Some("443");
    is_plain.then(|| &address[..address.len() - rest.len() + n])
}

/// Whether a text is the name of a host: letters, digits and hyphens, parted by points.
fn is_host(host: &str) -> bool {
    let is_part = |part: &str| {
        let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !part.is_empty() && part.len() < 64 && part.bytes().all(is_sign) && !part.starts_with('-')
    };
    // A browser reads what ends in a number as the number of a machine, in many spellings.
    let is_named = |part: &str| !part.starts_with(|sign: char| sign.is_ascii_digit());
    host == "localhost"
        || host.len() < 254
            && host.contains('.')
            && host.split('.').all(is_part)
            && host.rsplit('.').next().is_some_and(is_named)
}

/// Whether an address lies at one of these hosts: an origin, or `https://*.example.com` for all below it.
pub fn is_at(address: &str, hosts: &[String]) -> bool {
    let Some(origin) = origin(address) else {
        return false;
    };
    hosts
        .iter()
        .any(|host| match host.strip_prefix("https://*") {
            Some(end) => {
                let name = &origin["https://".len()..];
                name.len() > end.len() && name.ends_with(end)
            }
            None => host == origin,
        })
}

/// Whether a text is what [`is_at`] takes for hosts.
pub fn is_hosts(text: &str) -> bool {
    let below = text
        .strip_prefix("https://*.")
        .map(|rest| format!("https://{rest}"));
    let bare = below.as_deref().unwrap_or(text);
    origin(bare) == Some(bare)
}

/// A text as a part of a query: whatever is no letter, digit or one of `-._~` as `%41`.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                out.extend(
                    [byte >> 4, byte & 15]
                        .map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])),
                );
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_taken_in_its_plainest_spelling_only() {
        #[track_caller]
        fn case(address: &str, expected: Option<&str>) {
            assert_eq!(origin(address), expected, "{address}");
        }
        case(
            "https://graph.microsoft.com",
            Some("https://graph.microsoft.com"),
        );
        case(
            "https://graph.microsoft.com/v1.0/users?a=b",
            Some("https://graph.microsoft.com"),
        );
        case(
            "https://graph.rollcall.test:6443/v1.0",
            Some("https://graph.rollcall.test:6443"),
        );
        case("https://localhost:8080", Some("https://localhost:8080"));
        for odd in [
            "http://graph.microsoft.com",
            "https:/graph.microsoft.com",
            "//graph.microsoft.com",
            "https://graph.microsoft.com@evil.test/",
            "https://user:secret@graph.microsoft.com/",
            "https://graph.microsoft.com\\@evil.test/",
            "https://graph.microsoft.com:443/",
            "https://graph.microsoft.com:+80/",
            "https://graph.microsoft.com:99999/",
            "https://graph.microsoft.com:/",
            "https://GRAPH.microsoft.com/",
            "https://graph.microsoft.com./",
            "https://gr\taph.microsoft.com/",
            " https://graph.microsoft.com/",
            "https://graphеmicrosoft.com/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://intranet/",
            "https://",
            "",
        ] {
            case(odd, None);
        }
    }

    #[test]
    fn hosts_below_another_are_told_from_those_that_only_end_alike() {
        let hosts = [
            "https://*.sharepoint.com".to_string(),
            "https://files.test:1".to_string(),
        ];
        assert!(is_at(
            "https://contoso.sharepoint.com/_layouts/download.aspx?a",
            &hosts
        ));
        assert!(is_at("https://files.test:1/a", &hosts));
        for other in [
            "https://sharepoint.com/a",
            "https://evilsharepoint.com/a",
            "https://contoso.sharepoint.com.evil.test/a",
            "https://contoso.sharepoint.com:8443/a",
            "http://contoso.sharepoint.com/a",
            "https://files.test/a",
            "https://evil.test/https://contoso.sharepoint.com/",
        ] {
            assert!(!is_at(other, &hosts), "{other}");
        }
        assert!(is_hosts("https://*.sharepoint.com") && is_hosts("https://files.test:1"));
        for odd in [
            "*",
            "https://*",
            "https://*.",
            "https://a.*.com",
            "https://files.test/",
        ] {
            assert!(!is_hosts(odd), "{odd}");
        }
    }

    #[test]
    fn a_part_of_a_query_holds_no_sign_that_ends_it() {
        assert_eq!(encoded("a b&c=ü/~"), "a%20b%26c%3D%C3%BC%2F~");
    }
}

//! Where a listing may go on: at Graph itself, in the same listing, and never twice at one address.

use super::address::origin;

/// The addresses of a listing that were asked for.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    seen: Vec<String>,
}

impl Trail {
    /// Notes an address that is asked for first.
    pub fn begin(&mut self, address: &str) {
        self.seen = vec![address.to_owned()];
    }

    /// Whether no next link was followed yet.
    pub fn is_at_beginning(&self) -> bool {
        self.seen.len() < 2
    }

    /// Takes a next link, to be followed with the token.
    ///
    /// # Errors
    /// Why it is not followed: it leads elsewhere, or in a circle.
    pub fn follow(&mut self, link: &str, graph: &str, path: &str) -> Result<(), String> {
        check(link, graph, path)?;
        if self.seen.iter().any(|seen| seen == link) {
            return Err("Graph named a next page that was read already: the listing goes round in a circle, so it was stopped there".to_owned());
        }
        self.seen.push(link.to_owned());
        Ok(())
    }
}

/// Whether a next link leads to the listing at `path` of the Graph at this origin.
///
/// # Errors
/// Why not, with the place it leads to.
fn check(link: &str, graph: &str, path: &str) -> Result<(), String> {
    let refuse = |found: &str| {
        Err(format!(
            "the next page should be at `{graph}`, but Graph named {found}: it was not followed, and no token was sent there"
        ))
    };
    if link
        .bytes()
        .any(|byte| byte < 0x20 || byte == 0x7f || byte == b'\\')
    {
        return refuse("an address with signs that no address has");
    }
    let Some(found) = origin(link) else {
        return refuse("an address that is none of `https://` and a host alone");
    };
    if found != graph {
        return refuse(&format!("`{found}`"));
    }
    let rest = &link[found.len()..];
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    // Graph itself writes these three either way.
    let way = rest[..end].to_ascii_lowercase();
    let way = way
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")");
    if way != path.to_ascii_lowercase() || rest.contains('#') {
        return Err("the next page should be one of the same listing, but Graph named another address: it was not followed".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GRAPH: &str = "https://graph.microsoft.com";
    const PATH: &str = "/v1.0/users";

    #[test]
    fn a_next_link_is_followed_within_its_listing() {
        for link in [
            "https://graph.microsoft.com/v1.0/users?$select=id&$skiptoken=RFNwdAIAAQ",
            "https://graph.microsoft.com/v1.0/Users?$filter=createdDateTime ge 2026-11-01&$skiptoken=a%2Fb",
        ] {
            assert_eq!(check(link, GRAPH, PATH), Ok(()), "{link}");
        }
        let report = "/beta/reports/getMailboxUsageDetail(period='D180')";
        let link = "https://graph.microsoft.com/beta/reports/getMailboxUsageDetail(period=%27D180%27)?$skiptoken=a";
        assert_eq!(check(link, GRAPH, report), Ok(()));
        assert_eq!(
            check(
                "https://graph.test:6443/v1.0/users?a",
                "https://graph.test:6443",
                PATH
            ),
            Ok(())
        );
    }

    #[test]
    fn a_next_link_to_anywhere_else_is_refused_in_every_spelling() {
        for link in [
            // Other host, look-alike, user before the host, no TLS.
            "https://evil.test/v1.0/users?$skiptoken=a",
            "https://graph.microsoft.com.evil.test/v1.0/users?$skiptoken=a",
            "https://graph.rnicrosoft.com/v1.0/users?$skiptoken=a",
            "https://graph.microsoft.com@evil.test/v1.0/users?$skiptoken=a",
            "https://graph.microsoft.com:pass@evil.test/v1.0/users",
            "http://graph.microsoft.com/v1.0/users?$skiptoken=a",
            // Other port, backslashes, tabs, space, no scheme, no letters of ASCII.
            "https://graph.microsoft.com:444/v1.0/users",
            "https://graph.microsoft.com:443/v1.0/users",
            "https://graph.microsoft.com\\@evil.test/v1.0/users",
            "https:\\\\evil.test\\v1.0\\users",
            "https://graph.microsoft.com/v1.0\\users",
            "https://graph.mi\tcrosoft.com/v1.0/users",
            "https://graph.microsoft.com\t.evil.test/v1.0/users",
            "\nhttps://evil.test/v1.0/users",
            " https://graph.microsoft.com/v1.0/users",
            "//evil.test/v1.0/users",
            "/v1.0/users?$skiptoken=a",
            "javascript:alert(1)",
            "data:application/json,{}",
            "https://graph.miсrosoft.com/v1.0/users",
            "https://graph.microsoft.com。evil.test/v1.0/users",
            "HTTPS://graph.microsoft.com/v1.0/users",
            "",
            // The right host, but another listing.
            "https://graph.microsoft.com/v1.0/me/messages?$skiptoken=a",
            "https://graph.microsoft.com/v1.0/users/../me/messages",
            "https://graph.microsoft.com/v1.0/users/%2e%2e/me",
            "https://graph.microsoft.com/v1.0/users%2f..%2fme",
            "https://graph.microsoft.com/v1.0//users",
            "https://graph.microsoft.com/beta/users",
            "https://graph.microsoft.com/v1.0/users#",
            "https://graph.microsoft.com?/v1.0/users",
        ] {
            assert!(check(link, GRAPH, PATH).is_err(), "{link}");
        }
    }

    #[test]
    fn an_address_that_comes_again_ends_the_listing() {
        let mut trail = Trail::default();
        trail.begin("https://graph.microsoft.com/v1.0/users?$top=999");
        let next = |n: u32| format!("https://graph.microsoft.com/v1.0/users?$skiptoken={n}");
        for n in 0..20 {
            assert_eq!(trail.follow(&next(n), GRAPH, PATH), Ok(()));
        }
        assert!(trail.follow(&next(7), GRAPH, PATH).is_err());
        assert!(
            trail
                .follow(
                    "https://graph.microsoft.com/v1.0/users?$top=999",
                    GRAPH,
                    PATH
                )
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn what_is_followed_begins_with_the_origin_and_the_way(link in "(https://graph.microsoft.com|https://evil.test)[/@\\\\:.a-z0-9?#%]{0,30}") {
            if check(&link, GRAPH, PATH).is_ok() {
                let begins = format!("{GRAPH}{PATH}");
                prop_assert!(link.to_ascii_lowercase().starts_with(&begins));
                prop_assert!(link.len() == begins.len() || link[begins.len()..].starts_with('?'));
            }
        }
    }
}

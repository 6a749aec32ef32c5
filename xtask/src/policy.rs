//! The page's own Content-Security-Policy, written once, in `index.html`.

/// The policy that stands in the page's head.
pub fn of_page(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../index.html");

    #[test]
    fn the_policy_lets_nothing_out() {
        let policy = of_page(PAGE).unwrap();
        for rule in [
            "default-src 'none'",
            "connect-src 'self'",
            "form-action 'none'",
            "base-uri 'none'",
        ] {
            assert!(
                policy.split("; ").any(|part| part == rule),
                "{rule} is missing"
            );
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert!(!policy.contains("http") && !policy.contains('*'));
    }

    #[test]
    fn the_policy_binds_whatever_stands_in_the_head() {
        let (_, head) = PAGE.split_once("<head>").unwrap();
        assert!(
            head.trim_start()
                .starts_with("<meta http-equiv=\"Content-Security-Policy\"")
        );
    }

    #[test]
    fn nothing_stands_inline_in_the_page() {
        assert!(!PAGE.contains("<style") && !PAGE.contains("style=\""));
        assert!(
            PAGE.split("<script")
                .skip(1)
                .all(|script| script.contains("src=\""))
        );
    }
}

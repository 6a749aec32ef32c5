//! A claims challenge: Graph wants a token with more said in it, and says what (graph.md 4.3).

use crate::export::base64::decode;
use crate::json::{Json, parse};

/// The claims that the header `WWW-Authenticate` asks for, as JSON; `None` for any other header.
pub fn claims(header: &str) -> Option<String> {
    let mut error = None;
    let mut claims = None;
    for (name, value) in parameters(header) {
        match name.to_ascii_lowercase().as_str() {
            "error" => error = Some(value),
            "claims" => claims = Some(value),
            _ => {}
        }
    }
    if error? != "insufficient_claims" {
        return None;
    }
    let written = claims?.replace('-', "+").replace('_', "/");
    let bare = written.trim_end_matches('=');
    let padding = "=".repeat(bare.len().wrapping_neg() % 4);
    let text = String::from_utf8(decode(&format!("{bare}{padding}"))?).ok()?;
    matches!(parse(&text), Some(Json::Record(_))).then_some(text)
}

/// The parameters of all challenges of a header: `name="value"`, or `name=value`.
fn parameters(header: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = header;
    while let Some(at) = rest.find('=') {
        let name = rest[..at].trim_end();
        let name = &name[name.rfind([' ', ',', '\t']).map_or(0, |at| at + 1)..];
        rest = rest[at + 1..].trim_start();
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut letters = quoted.char_indices();
            let mut end = quoted.len();
            while let Some((at, letter)) = letters.next() {
                match letter {
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
                    letter => value.push(letter),
                }
            }
            rest = &quoted[end..];
        } else {
            let end = rest.find([',', ' ']).unwrap_or(rest.len());
            value.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        found.push((name, value));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CLAIMS: &str =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNzM0NTY3ODkwIn19fQ==";

    #[test]
    fn the_claims_of_a_challenge_are_read_in_any_order_and_padding() {
        let expected = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1734567890\"}}}";
        let bare = CLAIMS.trim_end_matches('=');
        for header in [
            format!(
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{CLAIMS}\""
            ),
            format!("Bearer claims=\"{bare}\",error=\"insufficient_claims\""),
            format!("PoP nonce=\"a=b\", Bearer error=insufficient_claims, claims={bare}"),
        ] {
            assert_eq!(claims(&header).as_deref(), Some(expected), "{header}");
        }
    }

    #[test]
    fn any_other_header_asks_for_no_claims() {
        for header in [
            String::new(),
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com\""
                .to_string(),
            format!("Bearer error=\"invalid_token\", claims=\"{CLAIMS}\""),
            "Bearer error=\"insufficient_claims\"".to_string(),
            "Bearer error=\"insufficient_claims\", claims=\"***\"".to_string(),
            "Bearer error=\"insufficient_claims\", claims=\"W10=\"".to_string(),
        ] {
            assert_eq!(claims(&header), None, "{header}");
        }
    }

    proptest! {
        #[test]
        fn no_header_is_too_odd(header in "[a-z=\", \\\\é]{0,40}") {
            let _ = claims(&header);
        }
    }
}

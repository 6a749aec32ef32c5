//! What Graph says where it refuses, and what the person is told: what happened, and who can mend it (graph.md 4.1).
//!
//! Whether something is tried again is decided by the status alone; the code chooses the words, and whether users
//! are asked for once more without their last sign-in.

use super::catalog::{Listing, Options};
use super::run::Mend;
use super::why::Why;
use crate::json::{Json, parse};

/// What Graph says of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// Graph's word; may be empty.
    pub code: String,
    /// Graph's own id of the request, by which Microsoft finds it.
    pub request_id: String,
}

impl Refusal {
    /// Reads an answer that is an error; `request_id` is that of its header.
    pub fn of(status: u16, request_id: Option<&str>, body: &[u8]) -> Refusal {
        let mut refusal = Refusal {
            status,
            ..Refusal::default()
        };
        // An error is short; what is longer is something else.
        let text = std::str::from_utf8(body)
            .ok()
            .filter(|text| text.len() < 65_536);
        if let Some(error) = text
            .and_then(parse)
            .as_ref()
            .and_then(|body| part(body, "error"))
        {
            refusal.code = text_of(error, "code").chars().take(100).collect();
            refusal.request_id = inner_id(error, 0);
        }
        let id = request_id.map(str::trim).filter(|id| is_request_id(id));
        if let Some(id) = id {
            refusal.request_id = id.to_owned();
        }
        refusal
    }

    fn is(&self, codes: &[&str]) -> bool {
        codes
            .iter()
            .any(|code| self.code.eq_ignore_ascii_case(code))
    }

    /// Whether the tenant lacks a premium license.
    pub fn is_premium(&self) -> bool {
        self.status == 403 && self.is(&["Authentication_RequestFromNonPremiumTenantOrB2CTenant"])
    }

    /// Whether the place to go on from is no longer known: the listing begins again.
    pub fn is_expired_page(&self) -> bool {
        let codes = [
            "Directory_ExpiredPageToken",
            "resyncRequired",
            "syncStateNotFound",
        ];
        self.status == 410 || self.status == 400 && self.is(&codes)
    }

    /// What of the person makes the listing go on; going on by itself would only be refused once more where a role,
    /// a permission or a license is missing.
    pub fn mend(&self, listing: &Listing) -> Mend {
        match self.status {
            401 => Mend::SignIn,
            403 if self.is_premium() => Mend::Nothing,
            403 if self.lacks_role() || !listing.role.is_empty() => Mend::SignIn,
            403 => Mend::Consent,
            _ => Mend::Resume,
        }
    }

    fn lacks_role(&self) -> bool {
        self.is(&[
            "Authentication_RequestFromUnsupportedUserRole",
            "S2SUnauthorized",
        ])
    }

    /// What happened to a listing, and who can mend it.
    pub fn sentence(&self, listing: &Listing, options: &Options) -> String {
        self.why(listing, options).sentence()
    }

    /// The same in two: what happened, and who can mend it.
    pub(super) fn why(&self, listing: &Listing, options: &Options) -> Why {
        let scopes = listing.scope_names(options).join(" and ");
        let role = in_short(listing.role);
        let (what, to_do) = match self.status {
            400 if self.is_expired_page() => ("Graph no longer knows where the listing stopped, even after it began again".to_owned(), "try it again when the directory changes less".to_owned()),
            400 => (format!("Graph does not understand the request{}", self.code_words()), "this is a defect of this page, please report it; the same data as a CSV export can be loaded instead".to_owned()),
            401 => ("Graph does not take the sign-in, even a renewed one".to_owned(), "sign in again; if that does not help, sign out first".to_owned()),
            403 if self.is_premium() => ("the tenant has no license for it".to_owned(), format!("it needs {}, which whoever buys licenses can add; the other sources do without", premium(listing))),
            403 if self.lacks_role() => ("this account has no role that may read it".to_owned(), format!("it needs {role}; an administrator can assign one, then sign in again")),
            403 if role.is_empty() => ("this account may not read it".to_owned(), format!("it needs the permission {scopes}; an administrator can grant it")),
            403 => ("this account may not read it".to_owned(), format!("it needs the permission {scopes} and a role: {role}; an administrator can give both, then sign in again")),
            404 if self.is(&["MailboxNotEnabledForRESTAPI"]) => ("this account has no mailbox in Exchange Online".to_owned(), "save the calendar file instead, which needs none".to_owned()),
            404 if self.is(&["itemNotFound"]) => ("the shared file is not there, or this account may not open it".to_owned(), "whoever shared it can share it again".to_owned()),
            404 => (format!("Graph does not have it for this tenant or cloud{}", self.code_words()), "load a CSV export instead".to_owned()),
            410 => ("Graph no longer knows where the listing stopped".to_owned(), "begin it again".to_owned()),
            429 => ("Graph is asked too often, by this page or another application in the tenant".to_owned(), "go on in some minutes".to_owned()),
            501 => (format!("Graph does not offer what was asked for{}", self.code_words()), "this is a defect of this page, please report it".to_owned()),
            503 => ("Graph is overloaded or being worked on".to_owned(), "go on in some minutes".to_owned()),
            502 => ("a gateway before Graph did not get through to it".to_owned(), "go on in some minutes".to_owned()),
            504 => ("Graph took too long to answer, as it does for large listings".to_owned(), "go on in some minutes, or ask for fewer days".to_owned()),
            500..=599 => (format!("Graph failed at it{}", self.code_words()), "go on in some minutes; if it stays, tell Microsoft the request id".to_owned()),
            status => (format!("Graph answered with the status {status}{}, which is not expected here", self.code_words()), "try it again, or load a CSV export instead".to_owned()),
        };
        Why {
            what,
            to_do: to_do + &self.id_words(),
        }
    }

    fn code_words(&self) -> String {
        // Its letters come from outside, and are shown as text only.
        match self.code.is_empty() {
            true => String::new(),
            false => format!(" (`{}`)", self.code.replace('`', "'")),
        }
    }

    /// The id of the request, to be put behind a sentence.
    pub fn id_words(&self) -> String {
        match self.request_id.is_empty() {
            true => String::new(),
            false => format!(" (request id {})", self.request_id),
        }
    }
}

/// What is said where users come without their last sign-in.
pub fn without_activity(refusal: &Refusal) -> String {
    let why = match refusal.is_premium() {
        true => "the tenant has no license for it, which is Entra ID P1 or P2",
        false => {
            "this account may not read it; it needs the permission AuditLog.Read.All and a role such as Reports Reader"
        }
    };
    format!("without the last sign-in: {why}{}", refusal.id_words())
}

/// What is said where no answer came.
pub const NO_ANSWER: &str = "no answer came through: the network, a proxy or a browser extension stands between this page and Graph; look at the connection, then go on";

/// What is said where an answer took too long.
pub const TIMED_OUT: &str =
    "no answer came in time: the network or Graph is slow; go on in some minutes";

/// What is said where a cloud has no such listing.
pub fn not_in_cloud(cloud: &str) -> String {
    format!("Microsoft does not offer it in this cloud ({cloud}): nobody can mend that here")
}

/// What is said where Graph asks for a wait that is too long.
pub fn too_long(ms: u64) -> String {
    format!(
        "Graph asks to wait for {}, which is longer than this page waits: it stopped, and goes on when you say so, not before that time",
        duration(ms)
    )
}

/// A time as people say it, rounded up: `40 seconds`, `24 hours`.
pub fn duration(ms: u64) -> String {
    let seconds = ms.div_ceil(1000);
    let (n, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds.div_ceil(60), "minute"),
        7_200..=172_799 => (seconds.div_ceil(3_600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    crate::report::words::counted(n, unit, &format!("{unit}s"))
}

/// A role without what stands in brackets: that is told where the listing is chosen.
fn in_short(role: &str) -> String {
    match (role.split_once(" ("), role.split_once(')')) {
        (Some((before, _)), Some((_, behind))) => format!("{before}{behind}"),
        _ => role.to_owned(),
    }
}

fn premium(listing: &Listing) -> &'static str {
    match listing.license {
        "" => "Entra ID P1 or P2",
        license => license,
    }
}

fn part<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Record(parts) = json else {
        return None;
    };
    let found = parts
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, part)| part)
}

fn text_of<'a>(json: &'a Json, name: &str) -> &'a str {
    match part(json, name) {
        Some(Json::Text(text)) => text,
        _ => "",
    }
}

/// The request id of an error, which may lie within others.
fn inner_id(error: &Json, depth: u32) -> String {
    let Some(inner) = part(error, "innerError").filter(|_| depth < 4) else {
        return String::new();
    };
    match text_of(inner, "request-id") {
        id if is_request_id(id) => id.to_owned(),
        _ => inner_id(inner, depth + 1),
    }
}

fn is_request_id(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=64).contains(&text.len()) && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::catalog::{LISTINGS, listing};
    use proptest::prelude::*;

    fn refusal(status: u16, code: &str) -> Refusal {
        let body = format!(
            "{{\"error\": {{\"code\": \"{code}\", \"message\": \"m\", \"innererror\": {{\"innerError\": {{\"request-id\": \"93b6f17e-c05d\"}}}}}}}}"
        );
        Refusal::of(status, None, body.as_bytes())
    }

    #[test]
    fn an_error_is_read_with_its_request_id() {
        let read = refusal(403, "Authorization_RequestDenied");
        assert_eq!(
            (read.code.as_str(), read.request_id.as_str()),
            ("Authorization_RequestDenied", "93b6f17e-c05d")
        );
        let read = Refusal::of(403, Some("abc-1"), b"<html>");
        assert_eq!(
            (read.code.as_str(), read.request_id.as_str()),
            ("", "abc-1")
        );
        assert_eq!(Refusal::of(500, Some("<b>"), b"").request_id, "");
    }

    #[test]
    fn a_refusal_says_what_happened_and_who_can_mend_it() {
        #[track_caller]
        fn case(id: &str, status: u16, code: &str, expected: &[&str]) {
            let sentence = refusal(status, code)
                .sentence(listing(id).expect("a listing"), &Options::default());
            for part in expected {
                assert!(sentence.contains(part), "{part}: {sentence}");
            }
        }
        case(
            "registration",
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            &[
                "Entra ID P1 or P2",
                "whoever buys licenses can add",
                "(request id 93b6f17e-c05d)",
            ],
        );
        case(
            "registration",
            403,
            "Authentication_RequestFromUnsupportedUserRole",
            &["Reports Reader", "then sign in again"],
        );
        case(
            "usage-mailbox",
            403,
            "S2SUnauthorized",
            &["it needs Reports Reader; a Global Reader gets totals only; an administrator"],
        );
        case(
            "deleted-users",
            403,
            "Authorization_RequestDenied",
            &[
                "User.Read.All",
                "an administrator can give both",
                "User Administrator",
            ],
        );
        case("report-settings", 400, "", &["defect"]);
        case(
            "users",
            404,
            "Request_ResourceNotFound",
            &["`Request_ResourceNotFound`"],
        );
        case("users", 429, "UnknownError", &["too often"]);
        case("sign-ins", 504, "UnknownError", &["fewer days"]);
        case("users", 501, "NotImplemented", &["defect"]);
        case("users", 418, "", &["status 418"]);
    }

    #[test]
    fn every_status_of_every_listing_has_its_sentence() {
        for listing in LISTINGS {
            for status in [400, 401, 403, 404, 410, 429, 500, 501, 502, 503, 504] {
                let sentence = refusal(status, "x").sentence(listing, &Options::default());
                assert!(
                    sentence.len() > 40 && !sentence.contains("permission ,"),
                    "{sentence}"
                );
            }
        }
    }

    #[test]
    fn a_page_that_is_no_longer_known_is_told_from_a_wrong_request() {
        assert!(refusal(400, "Directory_ExpiredPageToken").is_expired_page());
        assert!(refusal(410, "resyncRequired").is_expired_page());
        assert!(!refusal(400, "Request_BadRequest").is_expired_page());
        assert!(!refusal(403, "Directory_ExpiredPageToken").is_expired_page());
    }

    #[test]
    fn a_time_is_said_as_people_say_it() {
        let said: Vec<String> = [1, 2_128, 120_000, 86_400_000, 864_000_000]
            .map(duration)
            .into();
        assert_eq!(
            said,
            ["1 second", "3 seconds", "2 minutes", "24 hours", "10 days"]
        );
    }

    proptest! {
        #[test]
        fn no_body_is_too_odd(body: Vec<u8>, id: String) {
            let _ = Refusal::of(500, Some(&id), &body);
        }
    }
}

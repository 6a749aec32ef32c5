//! What is told of listings that become no table: whether reports hide names, and what provisioning failed at
//! (graph.md 1.7 and 1.9).

use crate::json::{Json, parse};
use crate::report::words::{counted, number};

/// Names of accounts that a sentence lists.
const MOST_NAMES: usize = 5;

/// What was gathered of such a listing, page by page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    n: u64,
    n_failed: u64,
    /// Steps that do not say how they went.
    n_unknown: u64,
    /// Pages of which nothing could be read.
    n_unread: u64,
    /// The first accounts at which it failed, each once.
    failed: Vec<String>,
    hides_names: Option<bool>,
}

impl Gathered {
    /// Takes a page.
    pub fn take(&mut self, listing: &str, body: &[u8]) {
        let Some(body) = std::str::from_utf8(body).ok().and_then(parse) else {
            self.n_unread += 1;
            return;
        };
        match (listing, part(&body, "value")) {
            ("report-settings", inner) => {
                // The documentation wraps it, and Graph does not.
                let settings = inner.unwrap_or(&body);
                if let Some(Json::Bool(hides)) = part(settings, "displayConcealedNames") {
                    self.hides_names = Some(*hides);
                }
            }
            ("provisioning", Some(Json::List(events))) => {
                events.iter().for_each(|event| self.event(event));
            }
            ("provisioning", _) => self.n_unread += 1,
            _ => {}
        }
    }

    fn event(&mut self, event: &Json) {
        self.n += 1;
        let status = at(event, &["provisioningStatusInfo", "status"]).to_ascii_lowercase();
        match status.as_str() {
            "failure" => {}
            "success" | "skipped" | "warning" => return,
            _ => {
                self.n_unknown += 1;
                return;
            }
        }
        self.n_failed += 1;
        let names = ["targetIdentity", "sourceIdentity"];
        let names = names.map(|identity| at(event, &[identity, "displayName"]));
        let name = names.into_iter().find(|name| !name.is_empty());
        let system = at(event, &["targetSystem", "displayName"]);
        let text = match (name, system) {
            (None, _) => return,
            (Some(name), "") => name.to_owned(),
            (Some(name), system) => format!("{name} in {system}"),
        };
        if self.failed.len() < MOST_NAMES && !self.failed.contains(&text) {
            self.failed.push(text);
        }
    }

    /// What is said of it; empty where there is nothing to say.
    pub fn sentence(&self, listing: &str) -> String {
        match (listing, self.hides_names) {
            ("report-settings", None) => "Graph's answer does not say whether usage reports hide names: look whether names in them are 32 letters and digits".to_owned(),
            ("report-settings", Some(true)) => "usage reports of this tenant hide the names of people, so they meet no account: an administrator unticks \u{201c}Display concealed user, group, and site names in all reports\u{201d} in the Microsoft 365 admin center under Settings, Org settings, Reports; it shows within 48 hours".to_owned(),
            ("provisioning", _) => self.steps(),
            _ => String::new(),
        }
    }

    /// What is said of steps of provisioning: of what could not be read nothing is known.
    fn steps(&self) -> String {
        const WHERE: &str = "the provisioning logs of Entra";
        let pages = counted(self.n_unread, "page", "pages");
        let steps = counted(self.n, "step", "steps");
        let names = match self.failed.is_empty() {
            true => String::new(),
            false => format!(", among them {}", self.failed.join("; ")),
        };
        let failed = format!(
            "{} of {steps} of automatic provisioning failed{names}",
            number(self.n_failed)
        );
        let mut what = match (self.n, self.n_failed, self.n_unknown) {
            (0, ..) if self.n_unread > 0 => {
                return format!(
                    "{pages} of automatic provisioning could not be read, and no other has a step: fetch it again, or look at {WHERE}"
                );
            }
            (0, ..) => return "no step of automatic provisioning in these days".to_owned(),
            (n, 0, unknown) if n == unknown => {
                format!("{steps} of automatic provisioning, of which no status could be read")
            }
            (_, 0, 0) => format!("none of {steps} of automatic provisioning failed"),
            (_, 0, unknown) => format!(
                "{steps} of automatic provisioning, of {} no status could be read, and none of the others failed",
                number(unknown)
            ),
            (.., 0) => failed,
            (.., unknown) => format!(
                "{failed}, and of {} no status could be read",
                number(unknown)
            ),
        };
        if self.n_unread > 0 {
            what += &format!(", and {pages} could not be read");
        }
        match (self.n_failed, self.n_unknown + self.n_unread) {
            (0, 0) => what,
            (0, _) => format!("{what}: look at {WHERE}"),
            _ => format!("{what}: {WHERE} say why"),
        }
    }
}

fn part<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Record(parts) = json else {
        return None;
    };
    let found = parts.iter().find(|(known, _)| known == name);
    found.map(|(_, part)| part)
}

/// A text within others; empty where there is none.
fn at<'a>(json: &'a Json, path: &[&str]) -> &'a str {
    let found = path.iter().try_fold(json, |json, name| part(json, name));
    match found {
        Some(Json::Text(text)) => text.trim(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(listing: &str, pages: &[&str]) -> String {
        let mut told = Gathered::default();
        pages
            .iter()
            .for_each(|page| told.take(listing, page.as_bytes()));
        told.sentence(listing)
    }

    #[test]
    fn hidden_names_are_told_in_both_shapes_of_the_answer() {
        let hides = said("report-settings", &["{\"displayConcealedNames\": true}"]);
        assert!(hides.contains("hide the names") && hides.contains("an administrator unticks"));
        assert_eq!(
            said(
                "report-settings",
                &["{\"value\": {\"displayConcealedNames\": true}}"]
            ),
            hides
        );
        assert_eq!(
            said("report-settings", &["{\"displayConcealedNames\": false}"]),
            ""
        );
        assert!(
            said("report-settings", &["{\"displayConcealedNames\": \"yes\"}"])
                .contains("does not say")
        );
    }

    #[test]
    fn what_provisioning_failed_at_is_told_with_the_accounts() {
        let event = |status: &str, name: &str| {
            format!(
                "{{\"provisioningStatusInfo\": {{\"status\": \"{status}\"}}, \"targetIdentity\": {{\"displayName\": \"\"}}, \"sourceIdentity\": {{\"displayName\": \"{name}\"}}, \"targetSystem\": {{\"displayName\": \"Payroll\"}}}}"
            )
        };
        let page = |events: &[String]| format!("{{\"value\": [{}]}}", events.join(", "));
        let first = page(&[
            event("success", "Ana"),
            event("Failure", "Ben"),
            event("failure", "Ben"),
        ]);
        let second = page(&[event("skipped", "Cid"), event("failure", "")]);
        assert_eq!(
            said("provisioning", &[&first, &second]),
            "3 of 5 steps of automatic provisioning failed, among them Ben in Payroll: the provisioning logs of Entra say why"
        );
        assert_eq!(
            said("provisioning", &[&page(&[event("success", "Ana")])]),
            "none of 1 step of automatic provisioning failed"
        );
        assert_eq!(
            said("provisioning", &["{\"value\": []}"]),
            "no step of automatic provisioning in these days"
        );
        assert_eq!(said("users", &[&first]), "");
    }

    #[test]
    fn what_could_not_be_read_never_counts_as_well() {
        let page = |statuses: &[&str]| {
            let events: Vec<String> = statuses
                .iter()
                .map(|status| format!("{{\"provisioningStatusInfo\": {status}}}"))
                .collect();
            format!("{{\"value\": [{}]}}", events.join(", "))
        };
        let (good, bad) = ("{\"status\": \"Success\"}", "{\"status\": \"failure\"}");
        let unknown = ["null", "{\"status\": \"unknownFutureValue\"}"];
        let five = page(&[good, good, good, unknown[0], unknown[1]]);
        #[track_caller]
        fn case(pages: &[&str], expected: &str) {
            assert_eq!(said("provisioning", pages), expected);
        }
        case(
            &[&five],
            "5 steps of automatic provisioning, of 2 no status could be read, and none of the others failed: look at the provisioning logs of Entra",
        );
        case(
            &[&page(&[bad, unknown[0]])],
            "1 of 2 steps of automatic provisioning failed, and of 1 no status could be read: the provisioning logs of Entra say why",
        );
        case(
            &[&page(&unknown)],
            "2 steps of automatic provisioning, of which no status could be read: look at the provisioning logs of Entra",
        );
        for odd in ["<html>", "{\"value\": 5}", "{}"] {
            case(
                &[odd],
                "1 page of automatic provisioning could not be read, and no other has a step: fetch it again, or look at the provisioning logs of Entra",
            );
            case(
                &[&page(&[good]), odd],
                "none of 1 step of automatic provisioning failed, and 1 page could not be read: look at the provisioning logs of Entra",
            );
        }
    }
}

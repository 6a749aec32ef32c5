//! What went wrong with a sign-in, and who can mend it.
//!
//! What the page does next hangs on the class alone; Microsoft may change its numbers at any time, so they choose
//! nothing but the words.

mod numbers;

use super::config::{Config, is_id, is_many};
use super::run::Mend;
use super::why::Why;

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthTrouble {
    /// What kind of trouble it is.
    pub class: AuthClass,
    /// The sign-in library's word, or that of OAuth.
    pub code: String,
    /// Microsoft's number behind `AADSTS`; 0 for none.
    pub number: u32,
    /// Microsoft's own id of the request, by which it is found; empty for none. It comes from outside: what is not
    /// written as an id is not shown.
    pub request: String,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthClass {
    /// The person has to do something: sign in again, agree, give a second factor.
    Interaction,
    /// The person or an administrator said no.
    Denied,
    /// The window for it was left open, or closed without a word.
    Timeout,
    /// The browser did not open the window.
    Popup,
    /// Nothing came through.
    Network,
    /// Microsoft's sign-in failed, and may work in some minutes.
    Server,
    /// The application or its settings are wrong.
    Config,
    /// Anything else.
    Other,
}

impl AuthClass {
    /// The class of the adapter's word.
    pub fn of(word: &str) -> AuthClass {
        match word {
            "interaction" => AuthClass::Interaction,
            "denied" => AuthClass::Denied,
            "timeout" => AuthClass::Timeout,
            "popup" => AuthClass::Popup,
            "network" => AuthClass::Network,
            "server" => AuthClass::Server,
            "config" => AuthClass::Config,
            _ => AuthClass::Other,
        }
    }

    /// Whether a click of the person may mend it.
    pub fn wants_click(self) -> bool {
        matches!(
            self,
            AuthClass::Interaction | AuthClass::Timeout | AuthClass::Popup
        )
    }

    /// Whether it may pass by itself.
    pub fn may_pass(self) -> bool {
        matches!(self, AuthClass::Network | AuthClass::Server)
    }
}

/// What is said where nothing is known but that the person has to sign in.
pub const SIGN_IN_AGAIN: &str = "Microsoft wants you to sign in again before it goes on: select Sign in again; what is loaded stays";

impl AuthTrouble {
    /// What of the person makes a listing go on that has no token for this reason. The class alone says whether
    /// anything does; the number says only what the button is called.
    pub fn mend(&self) -> Mend {
        match self.class {
            _ if self.code == "other_tenant" => Mend::SignIn,
            AuthClass::Config => Mend::Nothing,
            AuthClass::Denied => Mend::Consent,
            class if class.wants_click() && numbers::is_consent(self.number) => Mend::Consent,
            class if class.wants_click() => Mend::SignIn,
            _ => Mend::Resume,
        }
    }

    /// What happened, and who can mend it; `tenant` is the one that was signed in to.
    pub fn sentence(&self, config: &Config, tenant: &str) -> String {
        self.why(config, tenant).sentence()
    }

    /// The same in two.
    pub(super) fn why(&self, config: &Config, tenant: &str) -> Why {
        let words = numbers::words(self.number).unwrap_or_else(|| self.by_class());
        // Nobody's organization is called `organizations`.
        let name = match is_many(tenant) {
            true => "your organization",
            false => tenant,
        };
        let filled = |text: &str| {
            text.replace("{tenant}", name)
                .replace("{setting}", tenant)
                .replace("{client}", &config.client_id)
                .replace("{cloud}", config.cloud.name)
                .replace("{portal}", config.cloud.portal)
        };
        let Why { what, to_do } = Why::of(words);
        let is_odd = matches!(self.class, AuthClass::Other | AuthClass::Config);
        let mut to_do = filled(&to_do);
        match self.number {
            0 if is_odd && is_code(&self.code) => to_do += &format!(" (`{}`)", self.code),
            0 => {}
            number => to_do += &format!(" (AADSTS{number})"),
        }
        if is_id(&self.request) {
            to_do += &format!(" (request id {})", self.request);
        }
        let what = filled(&what);
        Why { what, to_do }
    }

    fn by_class(&self) -> &'static str {
        match self.class {
            _ if self.code == "other_tenant" => {
                "Microsoft gave a token of another tenant than {tenant}, so it was used for nothing: sign out and in again, and tell whoever set up this page if it stays"
            }
            AuthClass::Interaction => SIGN_IN_AGAIN,
            AuthClass::Denied => {
                "access was not granted, so nothing was read: ask an administrator, or load CSV exports"
            }
            AuthClass::Timeout => {
                "the sign-in was not finished, or its window was closed: sign in once more"
            }
            AuthClass::Popup => {
                "the browser did not open the window for signing in: allow windows for this page, or sign in on this page itself"
            }
            AuthClass::Network => {
                "Microsoft's sign-in could not be reached: look at the connection, a proxy or a browser extension, then try again"
            }
            AuthClass::Server => {
                "Microsoft's sign-in has a failure at the moment: try again in some minutes"
            }
            AuthClass::Config => {
                "the application ID, tenant or cloud does not fit the app registration: whoever set up this page can mend it in its settings"
            }
            AuthClass::Other => {
                "signing in failed in a way that is not known here: try again, or go on with CSV exports"
            }
        }
    }
}

/// Whether a word is fit to be shown: a code, not a text from outside.
fn is_code(code: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=60).contains(&code.len()) && code.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(class: &str, code: &str, number: u32) -> AuthTrouble {
        AuthTrouble {
            class: AuthClass::of(class),
            code: code.to_owned(),
            number,
            request: "AADSTS secret-token".to_owned(),
        }
    }

    fn said(trouble: &AuthTrouble) -> String {
        let config = Config::of(
            "00001111-aaaa-2222-bbbb-3333cccc4444",
            "organizations",
            "gcchigh",
            "",
            "",
        );
        trouble.sentence(&config.expect("a config"), "contoso.onmicrosoft.us")
    }

    #[test]
    fn every_number_of_the_contract_has_words_of_its_own_without_a_gap() {
        // The numbers of `shared/graph/entra/aadsts.json`.
        let numbers = [
            65001, 65004, 90094, 90095, 900941, 50105, 700016, 700011, 7000112, 70001, 9002326,
            9002327, 50011, 50194, 90002, 90038, 50020, 500208, 50034, 50057, 50058, 50076, 50079,
            50173, 53000, 53001, 53003, 530032, 54005, 650052, 650056, 650057, 700084, 70043,
            70011, 700022, 90099, 530034, 50177, 90006,
        ];
        assert_eq!(numbers.len(), 40);
        for number in numbers {
            let sentence = said(&trouble("other", "server_error", number));
            assert_ne!(Some(sentence.as_str()), None);
            assert!(numbers::words(number).is_some(), "{number}");
            assert!(
                sentence.ends_with(&format!("(AADSTS{number})")),
                "{sentence}"
            );
            assert!(!sentence.contains('{') && sentence.len() > 50, "{sentence}");
        }
    }

    #[test]
    fn a_number_that_is_not_known_is_told_by_its_class() {
        let sentence = said(&trouble("denied", "access_denied", 123));
        assert!(
            sentence.starts_with("access was not granted") && sentence.ends_with("(AADSTS123)")
        );
        assert!(
            said(&trouble("config", "endpoints_resolution_error", 0))
                .ends_with("(`endpoints_resolution_error`)")
        );
        for class in [
            "interaction",
            "denied",
            "timeout",
            "popup",
            "network",
            "server",
            "config",
            "other",
            "new",
        ] {
            let sentence = said(&trouble(class, "<b>x</b>", 0));
            assert!(
                !sentence.contains('<') && !sentence.contains("secret"),
                "{sentence}"
            );
        }
    }

    #[test]
    fn a_token_of_another_tenant_is_told_with_the_tenant_that_was_meant() {
        let sentence = said(&trouble("other", "other_tenant", 0));
        assert!(
            sentence.starts_with("Microsoft gave a token of another tenant than contoso.onmicrosoft.us, so it was used for nothing"),
            "{sentence}"
        );
    }

    #[test]
    fn microsoft_is_told_which_request_it_was() {
        const ID: &str = "0f1e2d3c-aaaa-2222-bbbb-3333cccc4444";
        let with = |request: &str| {
            said(&AuthTrouble {
                request: request.to_owned(),
                ..trouble("server", "server_error", 90006)
            })
        };
        let bare = with("");
        assert_eq!(with(ID), format!("{bare} (request id {ID})"));
        for odd in ["abc", "<b>", "0f1e2d3c-aaaa-2222-bbbb-3333cccc444 "] {
            assert_eq!(with(odd), bare);
        }
    }

    #[test]
    fn the_number_changes_nothing_but_the_words() {
        for number in [0, 65001, 700016, 50076] {
            assert!(trouble("interaction", "", number).class.wants_click());
            assert!(!trouble("denied", "", number).class.wants_click());
            assert!(trouble("network", "", number).class.may_pass());
        }
    }
}

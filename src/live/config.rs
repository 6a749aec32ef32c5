//! Which application signs in, to which tenant and cloud: from `config.json` beside the page, or from the person.

use super::address::{encoded, is_hosts, origin};
use super::cloud::{CLOUDS, Cloud, cloud};
use crate::json::{Json, parse, push_text};

/// What is needed to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The application's id, in small letters; empty where the file leaves it to the person.
    pub client_id: String,
    /// An id or a domain of a tenant, `organizations` or `common`.
    pub tenant: String,
    /// The cloud.
    pub cloud: &'static Cloud,
    /// Where people sign in: the cloud's origin, or another.
    pub authority: String,
    /// Where Graph is: the cloud's origin, or another.
    pub graph: String,
    /// From where shared files may come, as [`super::address::is_at`] takes them.
    pub downloads: Vec<String>,
    /// Whether a server of plain OpenID Connect signs in, which has no tenants; for trying it out.
    pub is_oidc: bool,
}

impl Config {
    /// What `config.json` says; its client id may be empty, which leaves it to the person.
    ///
    /// # Errors
    /// A sentence for everything that is wrong with it.
    pub fn read(text: &str) -> Result<Config, Vec<String>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let Some(Json::Record(parts)) = parse(text) else {
            return Err(vec!["`config.json`: expected an object such as `{\"client_id\": \"\", \"tenant\": \"contoso.example\", \"cloud\": \"global\"}`, but found something else: mend the file beside the page".to_string()]);
        };
        let mut wrong = Vec::new();
        let mut said = |name: &str| match parts.iter().find(|(known, _)| known == name) {
            None | Some((_, Json::Null)) => String::new(),
            Some((_, Json::Text(text))) => text.trim().to_string(),
            Some(_) => {
                wrong.push(format!(
                    "`config.json`, `{name}`: expected a text in quotes, but found something else"
                ));
                String::new()
            }
        };
        let [client_id, tenant, cloud, authority, graph, protocol] = [
            "client_id",
            "tenant",
            "cloud",
            "authority",
            "graph",
            "protocol",
        ]
        .map(&mut said);
        let downloads = match parts.iter().find(|(known, _)| known == "downloads") {
            Some((_, Json::List(items))) => items.clone(),
            Some((_, Json::Null)) | None => Vec::new(),
            Some((_, one)) => vec![one.clone()],
        };
        let checked = Config::checked(&client_id, &tenant, &cloud, &authority, &graph);
        let (mut config, others) = checked;
        wrong.extend(others.into_iter().map(|one| one.sentence));
        config.is_oidc = protocol == "OIDC";
        if !downloads.is_empty() {
            config.downloads.clear();
        }
        for host in downloads {
            match host {
                Json::Text(host) if is_hosts(&host) => config.downloads.push(host),
                _ => wrong.push("`config.json`, `downloads`: expected hosts such as `https://*.sharepoint.com`, but found another text".to_string()),
            }
        }
        if wrong.is_empty() {
            Ok(config)
        } else {
            Err(wrong)
        }
    }

    /// What the person said; an empty authority and Graph mean those of the cloud.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the form.
    pub fn of(
        client_id: &str,
        tenant: &str,
        cloud_id: &str,
        authority: &str,
        graph: &str,
    ) -> Result<Config, Vec<Wrong>> {
        let (config, mut wrong) = Config::checked(client_id, tenant, cloud_id, authority, graph);
        // A file may leave both to the person; the person leaves them to nobody.
        if tenant.trim().is_empty() {
            wrong.push(Wrong {
                field: Field::Tenant,
                sentence: format!("tenant: expected {TENANT}, but found nothing: copy the Directory (tenant) ID from the app registration's overview"),
            });
        }
        if config.client_id.is_empty() && client_id.trim().is_empty() {
            wrong.push(Wrong {
                field: Field::ClientId,
                sentence: format!("application (client) ID: {CLIENT_ID}, but found nothing: copy it from the app registration's overview"),
            });
        }
        wrong.sort_by_key(|one| one.field as u8);
        if wrong.is_empty() {
            Ok(config)
        } else {
            Err(wrong)
        }
    }

    /// The same with what the form does not show as it was known, while sign-in and Graph are where they were.
    pub fn with_rest_of(mut self, known: &Config) -> Config {
        let place = |config: &Config| {
            (
                config.cloud.id,
                config.authority.clone(),
                config.graph.clone(),
            )
        };
        if place(&self) == place(known) {
            self.downloads.clone_from(&known.downloads);
            self.is_oidc = known.is_oidc;
        }
        self
    }

    fn checked(
        client_id: &str,
        tenant: &str,
        cloud_id: &str,
        authority: &str,
        graph: &str,
    ) -> (Config, Vec<Wrong>) {
        let [client_id, tenant, cloud_id, authority, graph] =
            [client_id, tenant, cloud_id, authority, graph].map(str::trim);
        let mut wrong = Vec::new();
        let mut tell = |field, sentence| wrong.push(Wrong { field, sentence });
        if !client_id.is_empty() && !is_id(client_id) {
            tell(
                Field::ClientId,
                format!(
                    "application (client) ID: {CLIENT_ID}, but found `{client_id}`: copy it from the app registration's overview"
                ),
            );
        }
        let tenant = match tenant {
            "" => "organizations",
            tenant => tenant,
        };
        if !is_tenant(tenant) {
            tell(
                Field::Tenant,
                format!("tenant: expected {TENANT}, but found `{tenant}`"),
            );
        }
        let found = match cloud_id {
            "" => Some(&CLOUDS[0]),
            id => cloud(id),
        };
        if found.is_none() {
            let ids: Vec<String> = CLOUDS
                .iter()
                .map(|cloud| format!("`{}`", cloud.id))
                .collect();
            tell(
                Field::Cloud,
                format!(
                    "cloud: expected one of {}, but found `{cloud_id}`",
                    ids.join(", ")
                ),
            );
        }
        let cloud = found.unwrap_or(&CLOUDS[0]);
        let mut own = |(field, what): (Field, &str), said: &str, usual: &str| {
            let said = said.strip_suffix('/').unwrap_or(said);
            if said.is_empty() {
                return usual.to_string();
            }
            if origin(said) != Some(said) {
                tell(
                    field,
                    format!(
                        "{what}: expected an address that begins with `https://` and has no path, such as `{usual}`, but found `{said}`"
                    ),
                );
            }
            said.to_string()
        };
        let authority = own(
            (Field::Authority, "sign-in address"),
            authority,
            cloud.authority,
        );
        let graph = own((Field::Graph, "Graph address"), graph, cloud.graph);
        let config = Config {
            client_id: client_id.to_ascii_lowercase(),
            tenant: tenant.to_ascii_lowercase(),
            cloud,
            authority,
            graph,
            downloads: cloud
                .downloads
                .iter()
                .map(|&host| host.to_string())
                .collect(),
            is_oidc: false,
        };
        (config, wrong)
    }

    /// Whether someone can sign in with it.
    pub fn is_complete(&self) -> bool {
        !self.client_id.is_empty()
    }

    /// Whether sign-in and Graph are at other addresses than those of the cloud.
    pub fn has_own_hosts(&self) -> bool {
        (self.authority.as_str(), self.graph.as_str()) != (self.cloud.authority, self.cloud.graph)
    }

    /// The text that [`Config::read`] reads.
    pub fn text(&self) -> String {
        let mut text = String::from("{");
        let members = [
            ("client_id", self.client_id.as_str()),
            ("tenant", &self.tenant),
            ("cloud", self.cloud.id),
            ("authority", &self.authority),
            ("graph", &self.graph),
            ("protocol", if self.is_oidc { "OIDC" } else { "" }),
        ];
        for (place, (name, value)) in members.into_iter().enumerate() {
            text.push_str(if place > 0 { ",\"" } else { "\"" });
            text.push_str(name);
            text.push_str("\":");
            push_text(&mut text, value);
        }
        text.push_str(",\"downloads\":[");
        for (place, host) in self.downloads.iter().enumerate() {
            text.push_str(if place > 0 { "," } else { "" });
            push_text(&mut text, host);
        }
        text.push_str("]}");
        text
    }

    /// A scope as a token is asked for: with the host of the cloud's Graph.
    pub fn scope(&self, name: &str) -> String {
        format!("{}/{name}", self.graph)
    }

    /// Where a page may connect to, as a policy names it: sign-in, Graph, and the hosts of shared files.
    pub fn hosts(&self) -> Vec<String> {
        let mut hosts = vec![self.authority.clone(), self.graph.clone()];
        hosts.extend(self.downloads.iter().cloned());
        hosts.dedup();
        hosts
    }
}

/// The page on which an administrator allows some scopes for everyone; it leads back to `redirect`.
pub fn admin_consent_link(config: &Config, scopes: &[&str], redirect: &str) -> String {
    admin_consent_link_of(config, &config.tenant, scopes, redirect)
}

/// The same for another tenant: a customer's.
pub fn admin_consent_link_of(
    config: &Config,
    tenant: &str,
    scopes: &[&str],
    redirect: &str,
) -> String {
    // Consent is given within one tenant: `common` has none.
    let tenant = match tenant {
        "common" => "organizations",
        tenant => tenant,
    };
    let scopes: Vec<String> = scopes.iter().map(|name| config.scope(name)).collect();
    format!(
        "{}/{}/v2.0/adminconsent?client_id={}&redirect_uri={}&scope={}&state=adminconsent",
        config.authority,
        encoded(tenant),
        encoded(&config.client_id),
        encoded(redirect),
        encoded(&scopes.join(" ")),
    )
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The application's id.
    ClientId,
    /// The tenant.
    Tenant,
    /// The cloud.
    Cloud,
    /// Where people sign in.
    Authority,
    /// Where Graph is.
    Graph,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: Field,
    /// What was expected, what was found, and what to do.
    pub sentence: String,
}

/// Whether a tenant is none by itself: people of any organization sign in.
pub fn is_many(tenant: &str) -> bool {
    matches!(tenant, "organizations" | "common")
}

const TENANT: &str = "the ID or a domain of your organization, such as `contoso.onmicrosoft.com`, or `organizations`";

const CLIENT_ID: &str = "expected an ID such as `00001111-aaaa-2222-bbbb-3333cccc4444`";

/// Whether a text is an id with its hyphens.
pub fn is_id(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_tenant(text: &str) -> bool {
    let domain = format!("https://{}", text.to_ascii_lowercase());
    is_many(text)
        || is_id(text)
        || text.contains('.')
            && !text.contains([':', '/'])
            && origin(&domain) == Some(domain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00001111-AAAA-2222-bbbb-3333cccc4444";

    #[test]
    fn what_the_form_does_not_show_stays_while_the_addresses_are_the_same() {
        let file = format!(
            "{{\"client_id\": \"{ID}\", \"authority\": \"https://idp.test\", \"graph\": \"https://graph.test\", \"downloads\": [\"https://files.test\"], \"protocol\": \"OIDC\"}}"
        );
        let known = Config::read(&file).expect("a config");
        let said = |graph| Config::of(ID, "contoso.example", "global", "https://idp.test", graph);
        let same = said("https://graph.test").expect("a config");
        let same = same.with_rest_of(&known);
        assert_eq!((same.hosts(), same.is_oidc), (known.hosts(), true));
        assert_eq!(same.tenant, "contoso.example");
        let other = said("https://other.test").expect("a config");
        let other = other.clone().with_rest_of(&known);
        assert_eq!(
            (other.is_oidc, other.downloads),
            (false, vec!["https://*.sharepoint.com".to_owned()])
        );
    }

    #[test]
    fn what_the_page_comes_with_is_read_and_leaves_the_client_id_to_the_person() {
        let file =
            "\u{feff}{\"client_id\": \"\", \"tenant\": \"organizations\", \"cloud\": \"global\"}";
        let config = Config::read(file).expect("a config");
        assert!(!config.is_complete());
        assert_eq!(config.graph, "https://graph.microsoft.com");
        let hosts = [
            "https://login.microsoftonline.com",
            "https://graph.microsoft.com",
            "https://*.sharepoint.com",
        ];
        assert_eq!(config.hosts(), hosts);
        assert_eq!(Config::read("{}").expect("a config"), config);
    }

    #[test]
    fn another_cloud_is_named_by_its_origins() {
        let file = format!(
            "{{\"client_id\": \"{ID}\", \"authority\": \"https://login.rollcall.test:6443/\", \"graph\": \"https://graph.rollcall.test:6443\", \"downloads\": [\"https://files.rollcall.test:6443\"]}}"
        );
        let config = Config::read(&file).expect("a config");
        assert_eq!(config.client_id, ID.to_ascii_lowercase());
        assert_eq!(
            config.scope("User.Read.All"),
            "https://graph.rollcall.test:6443/User.Read.All"
        );
        assert_eq!(config.authority, "https://login.rollcall.test:6443");
        assert_eq!(config.hosts()[2..], ["https://files.rollcall.test:6443"]);
    }

    #[test]
    fn every_mistake_is_said_with_what_was_found() {
        #[track_caller]
        fn case(parts: [&str; 5], expected: &str) {
            let [id, tenant, cloud, authority, graph] = parts;
            let wrong = Config::of(id, tenant, cloud, authority, graph).expect_err("a mistake");
            assert_eq!(wrong.len(), 1, "{wrong:?}");
            assert!(
                wrong[0].sentence.starts_with(expected),
                "{}",
                wrong[0].sentence
            );
        }
        case(
            ["", "common", "global", "", ""],
            "application (client) ID: expected an ID",
        );
        case(
            ["1234", "common", "global", "", ""],
            "application (client) ID: expected an ID",
        );
        case(
            [ID, "con toso", "global", "", ""],
            "tenant: expected the ID or a domain of your organization",
        );
        case([ID, "consumers", "global", "", ""], "tenant: expected");
        case([ID, "../x.y", "global", "", ""], "tenant: expected");
        case(
            [ID, "common", "mars", "", ""],
            "cloud: expected one of `global`, `gcchigh`, `dod`, `china`, but found `mars`",
        );
        case(
            [ID, "common", "", "http://login.test.example", ""],
            "sign-in address: expected an address",
        );
        case(
            [ID, "common", "", "", "https://graph.test.example/v1.0"],
            "Graph address: expected an address",
        );
        case([ID, " ", "", "", ""], "tenant: expected");
        let all = Config::of("1", "", "", "http://a", "b").expect_err("mistakes");
        let fields: Vec<Field> = all.iter().map(|one| one.field).collect();
        assert_eq!(
            fields,
            [
                Field::ClientId,
                Field::Tenant,
                Field::Authority,
                Field::Graph
            ]
        );
        assert!(Config::of(ID, "contoso.onmicrosoft.com", "gcchigh", "", "").is_ok());
        assert!(Config::of(&format!(" {ID} "), ID, "", "", "").is_ok());
        for file in [
            "",
            "[]",
            "{\"client_id\": 5}",
            "{\"tenant\": \"a b\", \"cloud\": \"x\"}",
            "{\"downloads\": \"*\"}",
        ] {
            assert!(Config::read(file).is_err(), "{file}");
        }
    }

    #[test]
    fn an_administrator_is_led_to_the_consent_of_exactly_these_scopes() {
        let config = Config::of(ID, "common", "gcchigh", "", "").expect("a config");
        let link = admin_consent_link(
            &config,
            &["User.Read.All", "Reports.Read.All"],
            "https://roll.test/redirect.html",
        );
        assert_eq!(
            link,
            "https://login.microsoftonline.us/organizations/v2.0/adminconsent?client_id=00001111-aaaa-2222-bbbb-3333cccc4444&redirect_uri=https%3A%2F%2Froll.test%2Fredirect.html&scope=https%3A%2F%2Fgraph.microsoft.us%2FUser.Read.All%20https%3A%2F%2Fgraph.microsoft.us%2FReports.Read.All&state=adminconsent"
        );
    }
}

//! Microsoft's clouds: where each signs in, where its Graph is, and from where its files come (2.10).

/// One of Microsoft's clouds; a token of one is none in another.
#[derive(Debug, PartialEq, Eq)]
pub struct Cloud {
    /// As `config.json` names it.
    pub id: &'static str,
    /// What the person reads.
    pub name: &'static str,
    /// Where people sign in: an origin.
    pub authority: &'static str,
    /// Where Graph is: an origin.
    pub graph: &'static str,
    /// Where an application is registered: an origin.
    pub portal: &'static str,
    /// From where shared files come, as a policy names hosts.
    pub downloads: &'static [&'static str],
}

/// Every cloud; the first is meant where none is named.
pub const CLOUDS: [Cloud; 4] = [
    Cloud {
        id: "global",
        name: "Global, also GCC",
        authority: "https://login.microsoftonline.com",
        graph: "https://graph.microsoft.com",
        portal: "https://portal.azure.com",
        downloads: &["https://*.sharepoint.com"],
    },
    Cloud {
        id: "gcchigh",
        name: "US Government L4, GCC High",
        authority: "https://login.microsoftonline.us",
        graph: "https://graph.microsoft.us",
        portal: "https://portal.azure.us",
        downloads: &["https://*.sharepoint.us"],
    },
    Cloud {
        id: "dod",
        name: "US Government L5, DoD",
        authority: "https://login.microsoftonline.us",
        graph: "https://dod-graph.microsoft.us",
        portal: "https://portal.azure.us",
        downloads: &["https://*.sharepoint-mil.us"],
    },
    Cloud {
        id: "china",
        name: "China, operated by 21Vianet",
        authority: "https://login.chinacloudapi.cn",
        graph: "https://microsoftgraph.chinacloudapi.cn",
        portal: "https://portal.azure.cn",
        downloads: &["https://*.sharepoint.cn"],
    },
];

/// The cloud of an id.
pub fn cloud(id: &str) -> Option<&'static Cloud> {
    CLOUDS.iter().find(|cloud| cloud.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::address::origin;

    #[test]
    fn every_address_of_a_cloud_is_an_origin() {
        for cloud in &CLOUDS {
            for address in [cloud.authority, cloud.graph, cloud.portal] {
                assert_eq!(origin(address), Some(address), "{}", cloud.id);
            }
            assert_eq!(super::cloud(cloud.id), Some(cloud));
        }
        assert_eq!(super::cloud("Global"), None);
    }
}

//! A file that a colleague shares in SharePoint or OneDrive, named by its sharing link (graph.md 1.12).

use super::address::{is_at, origin};
use super::config::Config;
use crate::json::{Json, parse};
use crate::share::base64;

/// What Graph says of a shared file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedFile {
    /// Its name.
    pub name: String,
    /// Where its bytes are, for some minutes: a secret, fetched without any header and never shown.
    pub download: String,
}

/// The permission that reading files of others needs.
pub const SCOPE: &str = "Files.Read.All";

/// A header of the request: it makes the link work for someone who has not opened it before.
pub const PREFER: (&str, &str) = ("Prefer", "redeemSharingLinkIfNecessary");

/// Where Graph tells about the file of a sharing link.
///
/// # Errors
/// Why the link is none of a shared file.
pub fn address(config: &Config, link: &str) -> Result<String, String> {
    let link = link.trim();
    let is_odd = |letter: char| letter.is_control() || letter.is_whitespace() || letter == '\\';
    if origin(link).is_none() || link.contains(is_odd) || link.len() > 4_000 {
        return Err("expected a sharing link of SharePoint or OneDrive, which begins with `https://`, but found something else: copy the link once more".to_owned());
    }
    if !is_at(link, &config.downloads) {
        let hosts = config.downloads.join("` or `");
        return Err(format!(
            "the link leads to `{}`, but shared files of this cloud are at `{hosts}`: nothing was asked",
            origin(link).unwrap_or_default()
        ));
    }
    let token = base64::text(link.as_bytes());
    Ok(format!(
        "{}/v1.0/shares/u!{token}/driveItem?$select=id,name,size,file,@microsoft.graph.downloadUrl",
        config.graph
    ))
}

/// Reads what Graph tells of the file.
///
/// # Errors
/// Why it is not fetched.
pub fn read(config: &Config, body: &[u8]) -> Result<SharedFile, String> {
    let Some(Json::Record(parts)) = std::str::from_utf8(body).ok().and_then(parse) else {
        return Err("Graph's answer about the shared file cannot be read: try it again".to_owned());
    };
    let part = |name: &str| {
        parts
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, part)| part)
    };
    let text = |name: &str| match part(name) {
        Some(Json::Text(text)) => text.as_str(),
        _ => "",
    };
    let download = text("@microsoft.graph.downloadUrl");
    let name = text("name").to_owned();
    if download.is_empty() {
        return Err(
            "Graph names no download for the link: it may lead to a folder; share one file"
                .to_owned(),
        );
    }
    let is_odd = |byte: u8| byte <= 0x20 || byte == 0x7f || byte == b'\\';
    if !is_at(download, &config.downloads) || download.bytes().any(is_odd) {
        return Err("Graph names a download at a host where shared files of this cloud are not: it was not fetched".to_owned());
    }
    Ok(SharedFile {
        name: if name.is_empty() {
            "shared file".to_owned()
        } else {
            name
        },
        download: download.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config::read("{}").expect("a config")
    }

    #[test]
    fn a_sharing_link_is_asked_about_as_a_token() {
        let address = address(
            &config(),
            " https://contoso.sharepoint.com/:x:/s/it/EaB?e=4 ",
        )
        .expect("an address");
        assert_eq!(
            address,
            "https://graph.microsoft.com/v1.0/shares/u!aHR0cHM6Ly9jb250b3NvLnNoYXJlcG9pbnQuY29tLzp4Oi9zL2l0L0VhQj9lPTQ/driveItem?$select=id,name,size,file,@microsoft.graph.downloadUrl"
        );
    }

    #[test]
    fn a_link_to_anywhere_else_is_not_asked_about() {
        for link in [
            "",
            "contoso.sharepoint.com/a",
            "http://contoso.sharepoint.com/a",
            "https://evil.test/a",
            "https://contoso.sharepoint.com.evil.test/a",
            "https://contoso.sharepoint.com@evil.test/a",
            "https://contoso.sharepoint.com/a b",
            "https://contoso.sharepoint.com\\a",
            "https://contoso.sharepoint.us/a",
        ] {
            assert!(address(&config(), link).is_err(), "{link}");
        }
    }

    fn body(download: &str) -> String {
        format!(
            "{{\"@microsoft.graph.downloadUrl\": \"{download}\", \"name\": \"workspace.json\", \"size\": 109112, \"file\": {{}}}}"
        )
    }

    #[test]
    fn a_file_is_fetched_from_the_hosts_of_its_cloud_only() {
        let download = "https://contoso.sharepoint.com/_layouts/15/download.aspx?UniqueId=9&tempauth=v1.example";
        let file = read(&config(), body(download).as_bytes()).expect("a file");
        assert_eq!(
            (file.name.as_str(), file.download.as_str()),
            ("workspace.json", download)
        );
        for other in [
            "http://contoso.sharepoint.com/a",
            "https://evil.test/a",
            "https://contoso.sharepoint.com.evil.test/a",
            "https://contoso.sharepoint.com@evil.test/a",
            "https://contoso.sharepoint.com:444/a",
            "https://contoso.sharepoint.com/\\t",
            "//contoso.sharepoint.com/a",
            "",
        ] {
            assert!(read(&config(), body(other).as_bytes()).is_err(), "{other}");
        }
        assert!(read(&config(), b"<html>").is_err());
        assert!(read(&config(), b"{\"name\": \"a folder\", \"folder\": {}}").is_err());
    }
}

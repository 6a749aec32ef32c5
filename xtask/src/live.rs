//! `live.html`: the same page with a policy that also lets it reach Microsoft's sign-in, Graph and shared files.
//!
//! `index.html` cannot reach any of them, whatever its code does; so live mode is a document of its own, made of the
//! first one, beside the sign-in library in a file that is fetched on the way into it.

use crate::Outcome;
use crate::page::dist;
use crate::program::{program, root, run, say};
use crate::sha384::signature;
use crate::{node, policy};
use std::fs;
use std::path::PathBuf;

/// The document of live mode; `index.html` names it by a `meta`, so that only a page that has it offers it.
pub const PAGE: &str = "live.html";

/// The files that are fetched on the way into live mode and never before, by the beginnings of their names.
const FILES: [&str; 4] = ["live", "auth-", "redirect", "config.json"];

/// Where people sign in: the clouds of Microsoft 365.
const SIGN_IN: [&str; 3] = [
    "https://login.microsoftonline.com",
    "https://login.microsoftonline.us",
    "https://login.chinacloudapi.cn",
];

/// Where their Graph answers.
const GRAPH: [&str; 4] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// Where shared files are downloaded from.
const FILES_FROM: [&str; 4] = [
    "https://*.sharepoint.com",
    "https://*.sharepoint.us",
    "https://*.sharepoint-mil.us",
    "https://*.sharepoint.cn",
];

/// How the document names the part of the program that live mode needs.
const PART: &str = "<meta name=\"app-part\" content=\"live\"";

/// What a built page is called until it is named by its content.
const MAKING: &str = ".making";

/// Makes the document and its scripts of what is in `dist/`.
pub fn build() -> Outcome {
    node::packages(&root())?;
    say("bundling the sign-in library");
    let auth = bundle("auth")?;
    let redirect = bundle("redirect")?;
    let live = bundle("live")?;
    let text = |name: &str| -> Outcome<String> {
        let path = root().join("sign-in").join(name);
        fs::read_to_string(&path)
            .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
    };
    write(
        "redirect.html",
        &text("redirect.html")?.replace("./redirect.js", &format!("./{redirect}")),
    )?;
    write("config.json", &text("config.json")?)?;
    copy_license()?;

    let index = fs::read_to_string(dist().join("index.html"))
        .map_err(|error| format!("`dist/index.html` cannot be read: {error}"))?;
    let script = fs::read(dist().join(&live))
        .map_err(|error| format!("`dist/{live}` cannot be read: {error}"))?;
    write(PAGE, &made_of(&index, &auth, &live, &signature(&script))?)?;
    write("index.html", &offering(&index)?)
}

/// Whether a file of `dist/` belongs to live mode alone.
pub fn is_of_live_mode(name: &str) -> bool {
    FILES.iter().any(|start| name.starts_with(start))
}

/// The document of live mode: another policy and another title, and the script that knows the way to the library.
fn made_of(index: &str, auth: &str, live: &str, signature: &str) -> Outcome<String> {
    let old = policy::of_page(index).ok_or("`index.html` holds no Content-Security-Policy")?;
    let hosts = [&SIGN_IN[..], &GRAPH[..], &FILES_FROM[..]]
        .concat()
        .join(" ");
    let new = old.replace("connect-src 'self'", &format!("connect-src 'self' {hosts}"));
    let head = format!(
        "<meta name=\"live-files\" data-auth=\"./{auth}\">\n\
         <script type=\"module\" src=\"./{live}\" integrity=\"{signature}\"></script>\n</head>"
    );
    if new == *old || !index.contains("</head>") || !index.contains("<title>Rollcall</title>") {
        return Err("`index.html` is not as `live.html` is made of it".into());
    }
    Ok(index
        .replace(old, &new)
        .replace("<title>Rollcall</title>", "<title>Rollcall, live</title>")
        .replacen("</head>", &head, 1))
}

/// The first document, saying that there is one for live mode, and without the part that only that one needs.
fn offering(index: &str) -> Outcome<String> {
    let meta = format!("<meta name=\"live-page\" content=\"{PAGE}\">\n</head>");
    let (before, rest) = index
        .split_once(PART)
        .ok_or("the page has no part `live`")?;
    let (_, behind) = rest.split_once('>').ok_or("a part has no end")?;
    match behind.contains("</head>") {
        true => Ok(format!("{before}{}", behind.replacen("</head>", &meta, 1))),
        false => Err("`index.html` has no head".into()),
    }
}

/// Bundles a script of `sign-in/` into `dist/`; its name there tells its content.
fn bundle(name: &str) -> Outcome<String> {
    let made = dist().join(format!("{name}{MAKING}"));
    run(program("node")
        .arg(root().join("node_modules/esbuild/bin/esbuild"))
        .arg(root().join(format!("sign-in/{name}.mjs")))
        .args(["--bundle", "--format=esm", "--minify", "--target=es2022"])
        // The license goes along as a file.
        .args(["--legal-comments=none", "--log-level=warning"])
        .arg(format!("--outfile={}", made.display())))?;
    let bytes = fs::read(&made).map_err(|error| format!("`{}`: {error}", made.display()))?;
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let file = format!("{name}-{hash:016x}.js");
    fs::rename(&made, dist().join(&file))
        .map_err(|error| format!("`dist/{file}` cannot be written: {error}"))?;
    Ok(file)
}

fn copy_license() -> Outcome {
    let from: PathBuf = root().join("node_modules/@azure/msal-browser/LICENSE");
    fs::copy(&from, dist().join("auth-LICENSE.txt"))
        .map(drop)
        .map_err(|error| format!("`{}` cannot be copied: {error}", from.display()))
}

fn write(name: &str, text: &str) -> Outcome {
    fs::write(dist().join(name), text)
        .map_err(|error| format!("`dist/{name}` cannot be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = include_str!("../../index.html");

    fn live() -> String {
        made_of(INDEX, "auth-1.js", "live-2.js", "sha384-x").unwrap()
    }

    #[test]
    fn only_live_mode_may_reach_microsoft() {
        let (index, live) = (policy::of_page(INDEX).unwrap(), live());
        let live = policy::of_page(&live).unwrap();
        for host in SIGN_IN.iter().chain(&GRAPH).chain(&FILES_FROM) {
            assert!(live.contains(host) && !index.contains(host), "{host}");
        }
        // In nothing else is it weaker.
        let rest = |policy: &str| -> Vec<String> {
            let parts = policy
                .split("; ")
                .filter(|part| !part.starts_with("connect-src"));
            parts.map(str::to_string).collect()
        };
        assert_eq!(rest(live), rest(index));
    }

    #[test]
    fn the_policy_knows_every_cloud_that_can_be_chosen() {
        let clouds = include_str!("../../src/live/cloud.rs");
        for host in SIGN_IN.iter().chain(&GRAPH) {
            assert!(clouds.contains(host), "{host} is in no cloud");
        }
        for host in FILES_FROM {
            assert!(clouds.contains(host), "{host} is in no cloud");
        }
    }

    #[test]
    fn the_first_page_names_no_file_of_live_mode_but_the_page() {
        let built = INDEX.replace(
            "</head>",
            &format!("{PART} data-file=\"./live-3.wasm\">\n</head>"),
        );
        let index = offering(&built).unwrap();
        assert!(index.contains("name=\"live-page\"") && !index.contains("live-3.wasm"));
        assert!(offering(INDEX).is_err());
        assert!(!index.contains("auth-") && !index.contains("rollcallLive"));
        let live = live();
        assert!(live.contains("data-auth=\"./auth-1.js\"") && live.contains("src=\"./live-2.js\""));
        assert!(!live.contains("name=\"live-page\""));
    }
}

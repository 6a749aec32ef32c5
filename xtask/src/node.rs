//! Node.js and the packages the tests need; nothing of either is shipped.

use crate::Outcome;
use crate::program::{answer, program, run, say};
use std::path::Path;
use std::time::SystemTime;

const OLDEST_NODE: u32 = 20;

/// Installs the packages of `folder` as its lock file has them; quick when that was done before.
pub fn packages(folder: &Path) -> Outcome {
    check_node()?;
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    let locked = modified(&folder.join("package-lock.json"));
    if locked.is_none() || installed >= locked {
        return Ok(());
    }
    say("installing npm packages (under a minute)");
    // Install scripts of packages do not run, and the browser is the one `browser.rs` finds.
    run(program(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

fn check_node() -> Outcome {
    let found = answer(program("node").arg("--version"));
    match found.as_deref().map(major_version) {
        Some(Some(major)) if major >= OLDEST_NODE => Ok(()),
        Some(_) => Err(format!(
            "Node.js {OLDEST_NODE} or newer is needed, but {} was found; see https://nodejs.org",
            found.unwrap_or_default()
        )),
        None => Err(format!(
            "Node.js {OLDEST_NODE} or newer is needed, but none was found; see https://nodejs.org"
        )),
    }
}

/// `20` of `v20.1.0`.
fn major_version(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major_version("v20.20.2"), Some(20));
        assert_eq!(major_version("v8"), Some(8));
        assert_eq!(major_version("nonsense"), None);
    }
}

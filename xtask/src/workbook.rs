//! The module that reads workbooks: built beside the page, and fetched by it only when a workbook comes.

use crate::Outcome;
use crate::lighten::fingerprint;
use crate::page::dist;
use crate::program::{cargo, root, run};
use crate::sha384::signature;
use crate::tools::WASM;
use std::ffi::OsStr;
use std::fs;

/// What its file's name begins with, so that it is told from what a first visit takes.
pub const PREFIX: &str = "workbook-";

/// Builds the module, puts it into `dist/` under a name of its content, and tells the page name and hash.
pub fn build(flags: &OsStr) -> Outcome {
    run(cargo()
        .args(["build", "--release", "--locked", "--package", "workbook"])
        .args(["--target", WASM, "--target-dir"])
        .arg(root().join("target"))
        .env("CARGO_ENCODED_RUSTFLAGS", flags))?;
    let built = root().join(format!("target/{WASM}/release/workbook.wasm"));
    let bytes = fs::read(&built).map_err(|error| format!("`{}`: {error}", built.display()))?;
    let name = format!("{PREFIX}{:016x}.wasm", fingerprint(&bytes));
    let path = dist().join("index.html");
    let html = fs::read_to_string(&path).map_err(|error| format!("`index.html`: {error}"))?;
    let html = with_address(&html, &name, &signature(&bytes))
        .ok_or("`index.html` has no `app-files` to name the workbook module beside")?;
    fs::write(dist().join(&name), bytes).map_err(|error| format!("`{name}`: {error}"))?;
    fs::write(path, html).map_err(|error| format!("`index.html`: {error}"))
}

/// The page with the module's address and hash where `boot.js` looks for them.
fn with_address(html: &str, name: &str, signature: &str) -> Option<String> {
    let (before, behind) = html.split_once("<meta name=\"app-files\"")?;
    let address = format!("data-workbook=\"./{name}\" data-integrity=\"{signature}\"");
    Some(format!(
        "{before}<meta name=\"app-files\" {address}{behind}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_module_beside_its_own() {
        let html = "a<meta name=\"app-files\" data-js=\"b\">";
        assert_eq!(
            with_address(html, "workbook-1.wasm", "sha384-x").as_deref(),
            Some(
                "a<meta name=\"app-files\" data-workbook=\"./workbook-1.wasm\" data-integrity=\"sha384-x\" data-js=\"b\">"
            )
        );
        assert_eq!(with_address("nothing", "a", "b"), None);
    }
}

//! The part that reads workbooks: a package of its own, for each file gets a new memory.

use crate::Outcome;
use crate::parts;
use crate::program::{cargo, root, run};
use crate::tools::WASM;
use std::ffi::OsStr;
use std::fs;

/// Its name.
pub const NAME: &str = "workbook";

/// Builds it and puts it beside the page.
pub fn build(flags: &OsStr) -> Outcome {
    run(cargo()
        .args(["build", "--release", "--locked", "--package", NAME])
        .args(["--target", WASM, "--target-dir"])
        .arg(root().join("target"))
        .env("CARGO_ENCODED_RUSTFLAGS", flags))?;
    let built = root().join(format!("target/{WASM}/release/{NAME}.wasm"));
    let bytes = fs::read(&built).map_err(|error| format!("`{}`: {error}", built.display()))?;
    parts::add(NAME, &bytes)
}

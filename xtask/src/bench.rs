//! The benchmark: set up here, run by `bench/run.mjs`.

use crate::program::{self, program, root};
use crate::{Outcome, node, page, tools};

/// Measures the release page beside its peers; every word goes to the runner.
pub fn run(words: &[String]) -> Outcome {
    tools::for_page()?;
    page::build()?;
    node::packages(&root().join("bench"))?;
    let chromium = crate::browser::chromium()?;
    program::run(
        program("node")
            .arg("bench/run.mjs")
            .args(words)
            .env("ROLLCALL_CHROMIUM", &chromium)
            .env("CHROMIUM", &chromium),
    )
}

//! The page against a made-up directory: sign-in and Graph on this machine, in a browser that has a profile of its own.

use crate::program::{program, root, run as start, say};
use crate::{Outcome, browser, node, page, tools};

/// Builds the page where there is none yet, then runs until the browser is closed. `words` go to
/// `tests/graph-sim/main.mjs`.
pub fn run(words: &[String]) -> Outcome {
    node::packages(&root())?;
    if page::dist().join("live.html").exists() {
        say("the page in `dist/` is shown as it is; `cargo xtask build` makes a new one");
    } else {
        tools::for_page()?;
        page::build()?;
    }
    let mut simulator = program("node");
    simulator.arg("tests/graph-sim/main.mjs").args(words);
    // Without a browser the simulator says how to open the page in one.
    match browser::chromium() {
        Ok(file) => {
            simulator.arg("--browser").arg(file);
        }
        Err(sentence) => say(&sentence),
    }
    start(&mut simulator)
}

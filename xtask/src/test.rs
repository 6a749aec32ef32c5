//! Every test, from the quick ones to the slow; the first that fails ends it.

use crate::arguments::Part;
use crate::program::{cargo, program, root, run as start, say};
use crate::tools::WASM;
use crate::{Outcome, browser, node, page, single, size, tools};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A step's name, the half it belongs to, and what it does.
type Step<'a> = (&'static str, Part, &'a dyn Fn() -> Outcome);

/// Installs what is missing, then runs the steps of `only`, or all.
pub fn run(only: Option<Part>, browser_test_words: &[String]) -> Outcome {
    let in_browser = || in_browser(browser_test_words);
    let steps: [Step; 12] = [
        ("set-up of the lints", Part::Host, &set_up_host),
        ("formatting", Part::Host, &|| {
            start(cargo().args(["fmt", "--all", "--check"]))
        }),
        ("lints, host", Part::Host, &|| {
            lint(&["--workspace", "--all-targets"])
        }),
        ("lints, wasm", Part::Host, &|| {
            lint(&[
                "--target",
                WASM,
                "--package",
                "rollcall",
                "--package",
                "workbook",
                "--lib",
                "--bins",
            ])
        }),
        ("tests, host", Part::Host, &|| {
            start(cargo().args(["test", "--workspace", "--locked"]))
        }),
        ("tests, simulator of Graph", Part::Host, &simulator),
        ("set-up of the browser", Part::Browser, &set_up_browser),
        ("recount of the clocks", Part::Browser, &|| {
            start(program("node").arg("tests/recount/recount.mjs"))
        }),
        ("release page", Part::Browser, &page::build),
        ("size of the page", Part::Browser, &size::check),
        ("page as one file", Part::Browser, &single::build),
        ("tests, browser", Part::Browser, &in_browser),
    ];
    let mut times = Vec::new();
    let wanted = steps
        .iter()
        .filter(|(_, part, _)| only.is_none_or(|only| only == *part));
    for (name, _, step) in wanted {
        say(&format!("── {name}"));
        let (outcome, time) = timed(step);
        times.push((*name, time));
        if let Err(sentence) = outcome {
            print_times(&times);
            return Err(format!("FAILED at `{name}`: {sentence}"));
        }
    }
    print_times(&times);
    println!("all passed");
    Ok(())
}

/// All that compiles needs the wasm target, so the tools of the page come first.
fn set_up_host() -> Outcome {
    tools::for_page()?;
    tools::for_lints()
}

fn set_up_browser() -> Outcome {
    tools::for_page()?;
    node::packages(&root())?;
    browser::chromium().map(drop)
}

/// The simulator against the contract it plays, so that a test of the page is never right about a wrong Graph.
fn simulator() -> Outcome {
    node::packages(&root())?;
    let tests = root().join("tests/graph-sim");
    let entries =
        fs::read_dir(&tests).map_err(|error| format!("`{}`: {error}", tests.display()))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    start(
        program("node")
            .args(["--test", "--test-reporter=dot"])
            .args(files),
    )
}

fn lint(what: &[&str]) -> Outcome {
    start(
        cargo()
            .args(["clippy", "--locked"])
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

/// The tests in `tests/e2e/` against `dist/`, in the browser that was found.
fn in_browser(words: &[String]) -> Outcome {
    start(
        program("node")
            .args([
                "node_modules/@playwright/test/cli.js",
                "test",
                "--config",
                "tests/e2e",
            ])
            .args(words)
            .env("ROLLCALL_CHROMIUM", browser::chromium()?),
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "this runs outside the browser, where there is a clock"
)]
fn timed(step: &dyn Fn() -> Outcome) -> (Outcome, Duration) {
    let start = Instant::now();
    (step(), start.elapsed())
}

fn print_times(times: &[(&str, Duration)]) {
    println!();
    for (name, time) in times {
        println!("{:>7.1} s  {name}", time.as_secs_f64());
    }
}

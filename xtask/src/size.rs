//! What a first visit costs, as a host that compresses sends it.

use crate::Outcome;
use crate::page::{dist, files, shown};
use crate::program::{answer, program};
use crate::workbook;

/// Bytes after Brotli until the page is usable. A file that is loaded later, on demand, is not in it.
///
/// More than 250,000 is too much; until it is no more, this may only fall.
const BUDGET: usize = 278_000;

/// Bytes after Brotli of the module that is fetched when a workbook comes.
const WORKBOOK_BUDGET: usize = 75_000;

/// Prints the weight of each file and fails when all of them together weigh more than the budget.
pub fn check() -> Outcome {
    let html = std::fs::read_to_string(dist().join("index.html"))
        .map_err(|error| format!("`dist/index.html` cannot be read: {error}"))?;
    let names: Vec<String> = files()?.iter().map(|file| shown(file)).collect();
    let is_workbook = |name: &String| name.starts_with(workbook::PREFIX);
    let (later, others): (Vec<String>, Vec<String>) = names.into_iter().partition(is_workbook);
    let first: Vec<String> = others
        .into_iter()
        .filter(|name| is_first(&html, name))
        .collect();
    weigh(&first, BUDGET, "until the page is usable")?;
    weigh(&later, WORKBOOK_BUDGET, "more when a workbook comes")
}

fn weigh(names: &[String], budget: usize, when: &str) -> Outcome {
    let weights = compressed(names)?;
    for (name, weight) in names.iter().zip(&weights) {
        println!("{weight:>9}  {name}");
    }
    let total: usize = weights.iter().sum();
    println!("{total:>9}  bytes {when}, of {budget} allowed");
    match total <= budget {
        true => Ok(()),
        false => Err(format!(
            "{total} bytes {when}, {} more than their budget",
            total - budget
        )),
    }
}

/// The page itself and whatever it names.
fn is_first(html: &str, name: &str) -> bool {
    name == "index.html" || html.contains(name)
}

/// Node.js has a Brotli; the standard library has none.
fn compressed(names: &[String]) -> Outcome<Vec<usize>> {
    const SCRIPT: &str = "const { brotliCompressSync } = require('zlib'), { readFileSync } = require('fs');\
        for (const name of process.argv.slice(1)) console.log(brotliCompressSync(readFileSync(name)).length)";
    let lines = answer(
        program("node")
            .current_dir(dist())
            .args(["-e", SCRIPT, "--"])
            .args(names),
    );
    let lines = lines.ok_or("Node.js could not compress the files of `dist/`")?;
    lines
        .lines()
        .map(|line| {
            line.parse()
                .map_err(|_| format!("expected a size, but found `{line}`"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_takes_the_page_and_what_it_names() {
        let html = "<link href=\"./base-1a.css\"><meta data-js=\"./page-2b.js\">";
        assert!(is_first(html, "index.html"));
        assert!(is_first(html, "page-2b.js"));
        assert!(!is_first(html, "LICENSE.txt"));
    }
}

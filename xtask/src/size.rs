//! What a first visit costs, as a host that compresses sends it.

use crate::Outcome;
use crate::page::{dist, files, shown};
use crate::program::{answer, program};
use crate::{live, parts, workbook};

/// Bytes after Brotli until the page is usable: drawn, with an engine that takes files.
const BUDGET: usize = 250_000;

/// Bytes after Brotli of the parts that are fetched once the page is usable, so that they are there when needed.
/// The policy with its editor takes some 50,000 of them, the calendar file with what would become of an account 45,000,
/// what to do with decisions 40,000, what other exports say of an account 20,000, the sample and the styles of lists 10,000,
/// the reports over all sources 215,000, matching 54,000, the files of a view, one-page reports and handing out 45,000, sharing
/// 40,000, the filter builder with columns, groups and the palette 45,000, views with names and links 25,000. What reads the
/// worker's answers moved here from the first visit (8,000); comparing shared rows, groups in files, numbers of a locale and what
/// is said of the listings of Graph came with 40,000.
const PARTS_BUDGET: usize = 870_000;

/// Bytes after Brotli of the part that is fetched when a workbook comes.
const WORKBOOK_BUDGET: usize = 75_000;

/// Bytes after Brotli of the part that is fetched when a JSON file comes.
const JSON_BUDGET: usize = 20_000;

/// Bytes after Brotli of the list of product names, fetched for the first report of licenses.
const NAMES_BUDGET: usize = 110_000;

/// Bytes after Brotli of the part that signs in and asks Graph, and of the library it does that with: nothing of it is
/// fetched but on the way into live mode. The library is 63 kB of it; what mends each refusal, and what is asked before
/// the data of two organizations meets, took the last 5 kB.
const LIVE_BUDGET: usize = 165_000;

/// The names of the last two parts.
const JSON: &str = "json";
const NAMES: &str = "names";

/// Prints the weight of each file and fails when all of them together weigh more than the budget.
pub fn check() -> Outcome {
    let html = std::fs::read_to_string(dist().join("index.html"))
        .map_err(|error| format!("`dist/index.html` cannot be read: {error}"))?;
    let names: Vec<String> = files()?.iter().map(|file| shown(file)).collect();
    let (mut later, mut workbooks, mut json) = (Vec::new(), Vec::new(), Vec::new());
    let mut product_names = Vec::new();
    let of_live_mode: Vec<String> = names
        .iter()
        .filter(|name| live::is_of_live_mode(name) && !name.ends_with("LICENSE.txt"))
        .cloned()
        .collect();
    let is_later_style = |name: &&String| name.starts_with("later-") && name.ends_with(".css");
    later.extend(names.iter().find(is_later_style).cloned());
    for (part, file) in parts::named(&html) {
        match part.as_str() {
            workbook::NAME => workbooks.push(file),
            JSON => json.push(file),
            NAMES => product_names.push(file),
            _ => later.push(file),
        }
    }
    let is_part = |name: &String| {
        [&later, &workbooks, &json, &product_names, &of_live_mode]
            .iter()
            .any(|part| part.contains(name))
    };
    let first: Vec<String> = names
        .into_iter()
        .filter(|name| is_first(&html, name) && !is_part(name))
        .collect();
    weigh(&first, BUDGET, "until the page is usable")?;
    weigh(&later, PARTS_BUDGET, "more after that")?;
    weigh(&workbooks, WORKBOOK_BUDGET, "more when a workbook comes")?;
    weigh(&json, JSON_BUDGET, "more when a JSON file comes")?;
    weigh(
        &product_names,
        NAMES_BUDGET,
        "more for the report of licenses",
    )?;
    weigh(&of_live_mode, LIVE_BUDGET, "more on the way into live mode")
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

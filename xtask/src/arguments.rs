//! The command line: words to a task.

use crate::Outcome;

/// What was asked for.
#[derive(Debug, PartialEq)]
pub enum Task {
    Help,
    SetUp,
    Build,
    Single,
    Run {
        port: Option<u16>,
    },
    Test {
        only: Option<Part>,
        browser_test_words: Vec<String>,
    },
    Bench {
        words: Vec<String>,
    },
    DemoLive {
        words: Vec<String>,
    },
    Names {
        words: Vec<String>,
    },
}

/// One half of the tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Formatting, lints and everything that runs without a browser.
    Host,
    /// The release page, its size and the tests in a real browser.
    Browser,
}

/// Printed by `cargo xtask help`.
pub const HELP: &str = "\
cargo xtask run [--port N]             install what is missing, build the release page and serve it here
cargo xtask test [--only host|browser] install what is missing and run every test (or one half of them)
                 [-- WORDS]            words after `--` go to the browser tests: -- -g \"opens\"
cargo xtask build                      leave a static page in dist/, for any sub-path of any static host
cargo xtask single                     leave the whole page as one file in dist-single/, to be opened without a host
cargo xtask bench [--rows 1k,100k,1M]  measure the page beside its peers; all words go to bench/run.mjs
cargo xtask demo-live [--users 50k]    open the page in a browser of its own against a made-up directory to sign in to
cargo xtask names LIST.csv DAY         make the page's list of product names of Microsoft's published one
cargo xtask setup                      only install what is missing

Needed beforehand: rustup, a C compiler and, for `test`, `bench` and `demo-live`, Node.js 20 or newer.
The first run installs its tools into .tools/ and takes about 5 to 15 minutes; later ones start at once.
ROLLCALL_CHROMIUM names the Chromium, Chrome or Edge to test with, where none is found by itself.";

/// The task in `words`, or a sentence about the word that fits nowhere.
pub fn parse(words: &[String]) -> Outcome<Task> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [] | ["help" | "-h" | "--help"] => Ok(Task::Help),
        ["setup"] => Ok(Task::SetUp),
        ["build"] => Ok(Task::Build),
        ["single"] => Ok(Task::Single),
        ["run"] => Ok(Task::Run { port: None }),
        ["run", "--port", number] => match number.parse() {
            Ok(port) => Ok(Task::Run { port: Some(port) }),
            Err(_) => Err(format!(
                "`--port`: expected a number up to 65535, but found `{number}`"
            )),
        },
        ["test", ref rest @ ..] => parse_test(rest),
        ["bench", ref rest @ ..] => Ok(Task::Bench { words: owned(rest) }),
        ["demo-live", ref rest @ ..] => Ok(Task::DemoLive { words: owned(rest) }),
        ["names", ref rest @ ..] => Ok(Task::Names { words: owned(rest) }),
        _ => Err(format!(
            "`{}` is no task; `cargo xtask help` lists them",
            words.join(" ")
        )),
    }
}

fn parse_test(words: &[&str]) -> Outcome<Task> {
    let (own, browser_test_words) = match words.iter().position(|word| *word == "--") {
        Some(at) => (&words[..at], owned(&words[at + 1..])),
        None => (words, Vec::new()),
    };
    let only = match own {
        [] => None,
        ["--only", "host"] => Some(Part::Host),
        ["--only", "browser"] => Some(Part::Browser),
        _ => {
            return Err(format!(
                "`test`: expected `--only host` or `--only browser`, but found `{}`",
                own.join(" ")
            ));
        }
    };
    Ok(Task::Test {
        only,
        browser_test_words,
    })
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(line: &str, expected: Task) {
        let words: Vec<String> = line.split_whitespace().map(str::to_string).collect();
        assert_eq!(parse(&words), Ok(expected));
    }

    #[test]
    fn each_task_is_one_word() {
        case("", Task::Help);
        case("setup", Task::SetUp);
        case("build", Task::Build);
        case("single", Task::Single);
        case("run", Task::Run { port: None });
        case("run --port 8080", Task::Run { port: Some(8080) });
        case(
            "bench --rows 1k,1M",
            Task::Bench {
                words: vec!["--rows".into(), "1k,1M".into()],
            },
        );
    }

    #[test]
    fn the_words_of_the_demonstration_are_passed_on() {
        case("demo-live", Task::DemoLive { words: vec![] });
        case(
            "demo-live --users 50k",
            Task::DemoLive {
                words: vec!["--users".into(), "50k".into()],
            },
        );
    }

    #[test]
    fn tests_can_be_halved_and_words_passed_on() {
        case(
            "test",
            Task::Test {
                only: None,
                browser_test_words: vec![],
            },
        );
        case(
            "test --only host",
            Task::Test {
                only: Some(Part::Host),
                browser_test_words: vec![],
            },
        );
        let words = vec!["-g".into(), "opens".into()];
        case(
            "test --only browser -- -g opens",
            Task::Test {
                only: Some(Part::Browser),
                browser_test_words: words,
            },
        );
    }

    #[test]
    fn a_word_that_fits_nowhere_is_named() {
        let sentence = |line: &str| {
            parse(&line.split(' ').map(str::to_string).collect::<Vec<_>>()).unwrap_err()
        };
        assert!(sentence("fly").contains("`fly`"));
        assert!(sentence("run --port many").contains("`many`"));
        assert!(sentence("test --only quick").contains("quick"));
    }
}

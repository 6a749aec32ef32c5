//! `cargo xtask`: what is needed to run, build, test and measure Rollcall, in one word each.

mod arguments;
mod bench;
mod browser;
mod demo_live;
mod lighten;
mod live;
mod node;
mod page;
mod parts;
mod policy;
mod program;
mod serve;
mod sha384;
mod single;
mod size;
mod test;
mod tools;
mod workbook;

use arguments::Task;
use std::process::ExitCode;

/// What a step gives: nothing, or a sentence about what went wrong and what to do.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match arguments::parse(&words).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Outcome {
    match task {
        Task::Help => {
            println!("{}", arguments::HELP);
            Ok(())
        }
        Task::SetUp => {
            tools::for_page()?;
            tools::for_lints()?;
            node::packages(&program::root())?;
            browser::chromium().map(drop)
        }
        Task::Build => {
            tools::for_page()?;
            page::build()
        }
        Task::Single => {
            tools::for_page()?;
            page::build()?;
            single::build()
        }
        Task::Run { port } => {
            tools::for_page()?;
            page::build()?;
            serve::forever(page::dist(), port)
        }
        Task::Test {
            only,
            browser_test_words,
        } => test::run(only, &browser_test_words),
        Task::Bench { words } => bench::run(&words),
        Task::DemoLive { words } => demo_live::run(&words),
        Task::Names { words } => program::run(
            program::cargo()
                .args(["run", "--quiet", "--locked", "--example", "sku-names", "--"])
                .args(words),
        ),
    }
}

//! The Rust tools: installed where they are missing, left alone where they are there.

use crate::Outcome;
use crate::program::{answer, cargo, program, root, run, say, tools_folder};
use std::path::Path;

/// Newer trunks need a newer compiler than `rust-toolchain.toml` names.
const TRUNK: &str = "0.21.14";

/// Cuts parts out of the page's module; it has no option that prints its version.
pub const SPLITTER: &str = "wasm-split-cli";

/// In step with `wasm_split_helpers`, which Leptos brings along.
const SPLITTER_VERSION: &str = "0.2.4";

/// Where the page is compiled to.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A program from a crate, in exactly one version.
struct Tool<'a> {
    package: &'a str,
    name: &'a str,
    version: &'a str,
    how_long: &'a str,
    options: &'a [&'a str],
    settings: &'a [(&'a str, &'a str)],
}

/// A tool that only moves bytes about need not be fast, so it is compiled quickly instead.
const QUICKLY: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// What building the page needs.
pub fn for_page() -> Outcome {
    wasm_target()?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("`Cargo.lock` cannot be read: {error}"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("`Cargo.lock` was expected to hold `wasm-bindgen`, but it does not")?;
    Tool {
        package: "wasm-bindgen-cli",
        name: "wasm-bindgen",
        // Glue and module must come from one version, to the last digit.
        version,
        how_long: "2 to 5 minutes",
        options: &[],
        settings: &[],
    }
    .install()?;
    Tool {
        package: "wasm_split_cli_support",
        name: SPLITTER,
        version: SPLITTER_VERSION,
        how_long: "1 to 3 minutes",
        options: &["--features", "build-binary"],
        settings: &QUICKLY,
    }
    .install()?;
    Tool {
        package: "trunk",
        name: "trunk",
        version: TRUNK,
        how_long: "4 to 9 minutes",
        options: &["--no-default-features", "--features", "rustls"],
        settings: &QUICKLY,
    }
    .install()
}

/// What the formatting and lint steps need.
pub fn for_lints() -> Outcome {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if answer(cargo().args([subcommand, "--version"])).is_none() {
            say(&format!("installing {component} (seconds)"));
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// A missing target makes rustup ignore the file that asks for it, and only wasm builds then fail; so it is looked for.
fn wasm_target() -> Outcome {
    let folder = answer(program("rustc").args(["--print", "target-libdir", "--target", WASM]))
        .ok_or("`rustc` does not answer; install Rust with rustup, see https://rustup.rs")?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    say(&format!("installing the {WASM} target (seconds)"));
    rustup(&["target", "add", WASM])
}

fn rustup(words: &[&str]) -> Outcome {
    run(program("rustup").args(words)).map_err(|error| {
        format!("{error}\n  without rustup, install what `rust-toolchain.toml` lists by your system's own means")
    })
}

impl Tool<'_> {
    /// Makes it answer with its version, from the PATH or from `.tools/`.
    fn install(&self) -> Outcome {
        if self.is_there() || self.fetch() {
            return Ok(());
        }
        say(&format!(
            "compiling {} {} into .tools/ (once; {} on two cores)",
            self.package, self.version, self.how_long
        ));
        // A lock file outlives what it names: a version that the registry offers no more stops the
        // first try, although the tool builds with the one after it.
        self.compile(&["--locked"]).or_else(|sentence| {
            say(&format!(
                "{sentence}; compiling {} once more with the newest versions it allows, not those of its lock file",
                self.package
            ));
            self.compile(&[])
        })?;
        match self.is_there() {
            true => Ok(()),
            false => Err(format!(
                "`{}` was installed into .tools/, but does not answer with version {}",
                self.name, self.version
            )),
        }
    }

    fn is_there(&self) -> bool {
        answer(program(self.name).arg("--version"))
            .is_some_and(|line| line.split_whitespace().nth(1) == Some(self.version))
            || self.is_noted()
    }

    /// Whether cargo notes it among what it has installed into `.tools/`.
    fn is_noted(&self) -> bool {
        let notes = std::fs::read_to_string(tools_folder().join(".crates.toml"));
        let is_it = format!("\"{} {} ", self.package, self.version);
        let is_file = |name: String| tools_folder().join("bin").join(name).is_file();
        notes.is_ok_and(|notes| notes.contains(&is_it))
            && is_file(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }

    /// Gets it ready made, where the person has cargo binstall.
    fn fetch(&self) -> bool {
        if answer(cargo().args(["binstall", "-V"])).is_none() {
            return false;
        }
        say(&format!(
            "fetching {} {} with cargo binstall",
            self.package, self.version
        ));
        let mut fetch = cargo();
        fetch
            .args(["binstall", "--no-confirm", "--force", "--root"])
            .arg(tools_folder());
        fetch.arg(format!("{}@{}", self.package, self.version));
        run(&mut fetch).is_ok() && self.is_there()
    }

    fn compile(&self, lock: &[&str]) -> Outcome {
        let mut install = cargo();
        install.args([
            "install",
            self.package,
            "--force",
            "--version",
            self.version,
        ]);
        install
            .args(lock)
            .args(self.options)
            .arg("--root")
            .arg(tools_folder());
        run(install.envs(self.settings.iter().copied()))
    }
}

/// The version of `package` in the text of a `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ") == Some(&format!("\"{package}\"")))?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\n \"wasm-bindgen\",\n]\n";

    #[test]
    fn a_locked_version_is_found_by_the_whole_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures"), Some("0.4.80"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn the_real_lock_names_the_glue() {
        let lock = include_str!("../../Cargo.lock").replace("\r\n", "\n");
        assert!(
            locked_version(&lock, "wasm-bindgen")
                .is_some_and(|version| version.starts_with("0.2."))
        );
    }
}

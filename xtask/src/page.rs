//! The release page: `dist/`, which any static host can serve from any sub-path.

use crate::lighten::lighten;
use crate::program::{answer, cargo, program, root, run, say};
use crate::{Outcome, live, parts, workbook};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Between two flags in `CARGO_ENCODED_RUSTFLAGS`, so that a path may hold spaces.
const BETWEEN_FLAGS: &str = "\u{1f}";

/// Where the page is built to.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds the page; what was in `dist/` before is gone, so no test meets an old file.
pub fn build() -> Outcome {
    say("building the release page (the first time 2 to 5 minutes)");
    // Sources must lie in their folders before those folders can be renamed in the build.
    run(cargo().args(["fetch", "--quiet", "--locked"]))?;
    if dist().exists() {
        fs::remove_dir_all(dist())
            .map_err(|error| format!("`dist/` cannot be emptied: {error}"))?;
    }
    let mut trunk = program("trunk");
    let mut page_flags = flags()?;
    for flag in parts::FLAGS {
        page_flags.push(BETWEEN_FLAGS);
        page_flags.push(flag);
    }
    trunk
        .args(["build", "--release"])
        .env("CARGO_ENCODED_RUSTFLAGS", page_flags)
        // A part is cut out by its names; they are left out after that.
        .env("CARGO_PROFILE_RELEASE_STRIP", "none");
    // Building asks nobody whether there is a newer trunk.
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk takes `true` and `false` only, where the rest of the world writes `1`.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    run(&mut trunk)?;
    // The folder trunk collects its output in.
    let _ = fs::remove_dir_all(dist().join(".stage"));
    fs::copy(root().join("LICENSE"), dist().join("LICENSE.txt"))
        .map_err(|error| format!("the license cannot be copied to `dist/`: {error}"))?;
    parts::split()?;
    lighten()?;
    workbook::build(&flags()?)?;
    live::build()?;
    names_no_path_of_this_machine()
}

/// The compiler's flags: those of `.cargo/config.toml`, which the variable would otherwise replace, and the renamed paths.
fn flags() -> Outcome<OsString> {
    let config = fs::read_to_string(root().join(".cargo/config.toml"))
        .map_err(|error| format!("`.cargo/config.toml` cannot be read: {error}"))?;
    let mut flags = OsString::from(configured_flags(&config).join(BETWEEN_FLAGS));
    for (from, to) in renamed_paths() {
        flags.push(BETWEEN_FLAGS);
        flags.push("--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    Ok(flags)
}

/// The quoted words of the `rustflags` line in the text of a cargo configuration.
fn configured_flags(config: &str) -> Vec<&str> {
    let line = config.lines().find(|line| line.starts_with("rustflags"));
    line.map(|line| line.split('"').skip(1).step_by(2).collect())
        .unwrap_or_default()
}

/// Panic messages carry source paths: each folder of this machine gets a name that is the same on all machines.
/// Where several fit the last one counts, so the registry's folders, named by where crates come from, stand last.
fn renamed_paths() -> Vec<(PathBuf, &'static str)> {
    let mut paths = vec![(root(), "rollcall")];
    if let Some(folder) = env::var_os("CARGO_TARGET_DIR") {
        paths.push((root().join(folder), "target"));
    }
    if let Some(folder) = answer(program("rustc").args(["--print", "sysroot"])) {
        paths.push((folder.into(), "rust"));
    }
    if let Some(home) = cargo_home() {
        let registries = fs::read_dir(home.join("registry/src"))
            .into_iter()
            .flatten()
            .flatten();
        let registries: Vec<PathBuf> = registries.map(|entry| entry.path()).collect();
        paths.push((home, "cargo"));
        paths.extend(registries.into_iter().map(|folder| (folder, "crates")));
    }
    paths
}

fn cargo_home() -> Option<PathBuf> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_HOME")
        .map(|folder| root().join(folder))
        .or_else(home)
}

/// Proves what `renamed_paths` promises.
fn names_no_path_of_this_machine() -> Outcome {
    for file in files()? {
        let bytes = fs::read(&file)
            .map_err(|error| format!("`{}` cannot be read: {error}", file.display()))?;
        for (folder, _) in renamed_paths() {
            let folder = folder.to_string_lossy().into_owned();
            if contains(&bytes, folder.as_bytes()) {
                return Err(format!(
                    "`{}` names `{folder}`, a path of this machine",
                    shown(&file)
                ));
            }
        }
    }
    Ok(())
}

/// Every file of the page, in the order of their names.
pub fn files() -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![dist()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file of the page as its address below `dist/`.
pub fn shown(file: &Path) -> String {
    file.strip_prefix(dist())
        .unwrap_or(file)
        .to_string_lossy()
        .replace('\\', "/")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn configured_flags_are_the_quoted_words() {
        let config = "[alias]\nxtask = \"run\"\n\n[target.wasm32-unknown-unknown]\nrustflags = [\"-C\", \"opt=1\"]\n";
        assert_eq!(configured_flags(config), ["-C", "opt=1"]);
        assert!(configured_flags("[alias]\n").is_empty());
    }

    #[test]
    fn the_page_is_built_with_the_flags_of_the_configuration() {
        let flags = flags().unwrap().to_string_lossy().into_owned();
        assert!(
            flags.starts_with("-C\u{1f}target-feature=+simd128\u{1f}--cfg\u{1f}erase_components\u{1f}--remap-path-prefix="),
            "{flags}"
        );
    }

    #[test]
    fn a_part_is_found_wherever_it_stands() {
        assert!(contains(b"panicked at /home/me/src", b"/home/me"));
        assert!(!contains(b"panicked at rollcall/src", b"/home/me"));
    }
}

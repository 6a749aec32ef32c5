//! Other programs: found, started, listened to.

use crate::Outcome;
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder with the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies inside the workspace")
        .to_path_buf()
}

/// The folder this project's own tools are installed to.
pub fn tools_folder() -> PathBuf {
    root().join(".tools")
}

/// A program by name, started in the project's folder and with the project's own tools found first.
pub fn program(name: &str) -> Command {
    let mut folders = vec![tools_folder().join("bin")];
    folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    let mut command = Command::new(name);
    command.current_dir(root());
    if let Ok(path) = env::join_paths(folders) {
        command.env("PATH", path);
    }
    command
}

/// The cargo that started this.
pub fn cargo() -> Command {
    program(&env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// Runs it to its end with its output in sight; anything but success is an error that names it.
pub fn run(command: &mut Command) -> Outcome {
    let line = spelled(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` failed ({status})")),
        Err(error) => Err(format!("`{line}` could not be started: {error}")),
    }
}

/// What it prints, trimmed; `None` if it is not there or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// Says what goes on, so that a wait has a reason.
pub fn say(sentence: &str) {
    eprintln!("xtask: {sentence}");
}

/// The command as a person would type it, with a full path cut to its last part.
fn spelled(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_stem()
        .unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Trunk.toml").is_file());
    }

    #[test]
    fn a_command_is_spelled_as_a_person_would_type_it() {
        assert_eq!(
            spelled(Command::new("some/where/cargo").args(["test", "--workspace"])),
            "cargo test --workspace"
        );
    }

    #[test]
    fn a_program_that_is_not_there_answers_nothing() {
        assert_eq!(answer(&mut program("rollcall-no-such-program")), None);
    }
}

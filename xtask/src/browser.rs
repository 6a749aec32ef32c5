//! The browser for the tests: any Chromium that is there, else one from the system's packages.

use crate::Outcome;
use crate::program::{answer, program, run, say};
use std::env;
use std::path::{Path, PathBuf};

/// Asked in this order; the first one set wins over everything found.
const VARIABLES: [&str; 2] = ["ROLLCALL_CHROMIUM", "CHROMIUM"];

const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];

const MAC_APPS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const WINDOWS_APPS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
];

/// The program file of a Chromium, Chrome or Edge, installed by apt if there is none.
pub fn chromium() -> Outcome<PathBuf> {
    for variable in VARIABLES {
        if let Some(file) = env::var_os(variable).map(PathBuf::from) {
            return match file.is_file() {
                true => Ok(file),
                false => Err(format!(
                    "`{variable}` names `{}`, but no file is there",
                    file.display()
                )),
            };
        }
    }
    if let Some(file) = find() {
        return Ok(file);
    }
    install_by_apt();
    find().ok_or_else(|| {
        "no Chromium, Chrome or Edge was found to run the browser tests in; install one, \
         or name its program file in the variable ROLLCALL_CHROMIUM"
            .into()
    })
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = NAMES
        .iter()
        .flat_map(|name| on_path(name, env::split_paths(&path)));
    let mac = MAC_APPS.iter().map(PathBuf::from);
    let homes = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
    let homes = homes.iter().filter_map(env::var_os).map(PathBuf::from);
    let windows = homes.flat_map(|home| WINDOWS_APPS.map(|app| home.join(app)));
    on_path
        .chain(mac)
        .chain(windows)
        .find(|file| file.is_file() && starts(file))
}

fn on_path(name: &str, folders: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    folders
        .map(|folder| folder.join(&name))
        .filter(|file| file.is_file())
        .collect()
}

/// On Ubuntu `chromium-browser` may be a stub that only says where to get one. On Windows `--version` would open a window.
fn starts(file: &Path) -> bool {
    cfg!(windows) || answer(program(&file.to_string_lossy()).arg("--version")).is_some()
}

/// Whether it worked shows when it is looked for again.
fn install_by_apt() {
    if answer(program("apt-get").arg("--version")).is_none() {
        return;
    }
    let Some(rights) = administrator() else {
        say(
            "no browser found, and apt-get needs an administrator: `sudo apt-get install chromium` would do",
        );
        return;
    };
    say("installing Chromium by apt-get (1 to 3 minutes)");
    let apt = |words: &[&str]| {
        let words: Vec<&str> = rights
            .iter()
            .chain(&["apt-get"])
            .chain(words)
            .copied()
            .collect();
        run(program(words[0])
            .args(&words[1..])
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let install = ["install", "-y", "chromium"];
    // A fresh container has no package lists yet.
    let outcome = apt(&install).or_else(|_| apt(&["update"]).and_then(|()| apt(&install)));
    if let Err(error) = outcome {
        say(&error);
    }
}

/// The words to put before a command that needs an administrator; `None` where it cannot be one without asking.
fn administrator() -> Option<&'static [&'static str]> {
    if answer(program("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    answer(program("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"] as &[&str])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_in_every_folder_of_the_path() {
        let here = std::env::current_exe().unwrap();
        let folder = here.parent().unwrap().to_path_buf();
        let name = here.file_stem().unwrap().to_string_lossy().into_owned();
        assert_eq!(
            on_path(&name, [folder.join("none"), folder].into_iter()),
            [here]
        );
    }
}

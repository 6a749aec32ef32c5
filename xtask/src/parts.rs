//! The parts of the program that a first visit does not wait for, each a wasm module of its own.
//!
//! What `#[wasm_split(name)]` marks in the sources is cut out of the page's module, with whatever only it
//! uses. `boot.js` fetches a part by its name; the page names the file and its hash.

use crate::Outcome;
use crate::lighten::fingerprint;
use crate::page::dist;
use crate::program::{program, root, run};
use crate::sha384::signature;
use crate::tools::{SPLITTER, WASM};
use std::fs;
use std::path::Path;

/// What the compiler has to leave in the module, so that it can be cut.
pub const FLAGS: [&str; 2] = ["-C", "link-arg=--emit-relocs"];

/// The module as the compiler names it.
const MODULE: &str = "rollcall-page";

/// The script that loads parts, as the splitter names it.
const LOADER: &str = "__wasm_split.js";

/// Cuts the module that was just compiled, and puts its parts, itself and its script into `dist/`.
pub fn split() -> Outcome {
    let target = root().join("target");
    let folder = target.join("parts");
    let _ = fs::remove_dir_all(&folder);
    run(program(SPLITTER)
        .arg(target.join(format!("{WASM}/release/{MODULE}.wasm")))
        .arg(&folder)
        .args(["--out-name", MODULE]))?;
    // Trunk has done this once, for the whole module; its parts call what would now be left out.
    run(program("wasm-bindgen")
        .arg(folder.join(format!("{MODULE}.wasm")))
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .arg("--out-dir")
        .arg(folder.join("bound"))
        .args(["--out-name", MODULE]))?;

    let mut loader = text(&folder.join(LOADER))?;
    for path in files(&folder)?.iter().filter(|path| is_wasm(path)) {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        if stem == MODULE {
            continue;
        }
        let name = stem.strip_prefix("split_").unwrap_or(&stem);
        add(name, &without_notes(&bytes(path)?)?)?;
        loader = replaced(
            &loader,
            &format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))"),
            &format!("rollcallPart(\"{name}\")"),
        )?;
    }
    loader = replaced(
        &loader,
        "WebAssembly.instantiateStreaming(src, imports)",
        "WebAssembly.instantiate(await src, imports)",
    )?;
    let script = text(&folder.join(format!("bound/{MODULE}.js")))?;
    let module = bytes(&folder.join(format!("bound/{MODULE}_bg.wasm")))?;
    replace_in_dist(".js", with_loader(&script, &loader)?.as_bytes())?;
    replace_in_dist("_bg.wasm", &without_notes(&module)?)
}

/// Puts a part into `dist/` under a name of its content, and tells the page name and hash.
pub fn add(name: &str, bytes: &[u8]) -> Outcome {
    let file = format!("{name}-{:016x}.wasm", fingerprint(bytes));
    let page = dist().join("index.html");
    let html = with_part(&text(&page)?, name, &file, &signature(bytes))
        .ok_or("`index.html` has no `app-files` to name parts beside")?;
    write(&dist().join(file), bytes)?;
    write(&page, html.as_bytes())
}

/// The parts a page names: each with its file.
pub fn named(html: &str) -> Vec<(String, String)> {
    let tags = html.split("<meta name=\"app-part\" content=\"").skip(1);
    let parts = tags.filter_map(|tag| {
        let (name, rest) = tag.split_once('"')?;
        let (_, rest) = rest.split_once("data-file=\"./")?;
        Some((name.to_string(), rest.split('"').next()?.to_string()))
    });
    parts.collect()
}

/// The page with a part's address and hash where `boot.js` looks for them.
fn with_part(html: &str, name: &str, file: &str, signature: &str) -> Option<String> {
    let (before, behind) = html.split_once("<meta name=\"app-files\"")?;
    Some(format!(
        "{before}<meta name=\"app-part\" content=\"{name}\" data-file=\"./{file}\" data-integrity=\"{signature}\">\
         <meta name=\"app-files\"{behind}"
    ))
}

/// The page's script with the loader of its parts in it: a file less to wait for.
fn with_loader(script: &str, loader: &str) -> Outcome<String> {
    let mut light = String::new();
    let mut names = Vec::new();
    for line in loader.lines().filter(|line| !line.starts_with("import ")) {
        let line = match line.strip_prefix("export const ") {
            Some(rest) => {
                names.extend(rest.split_whitespace().next());
                format!("const {rest}")
            }
            None => line.to_string(),
        };
        light += &line;
        light.push('\n');
    }
    light += &format!("const partLoaders = {{ {} }};\n", names.join(", "));
    let mut n_imports = 0;
    for line in script.lines() {
        let imported = line
            .strip_prefix("import * as ")
            .and_then(|rest| rest.split_once(" from "));
        match imported {
            Some((name, from)) if from.contains(LOADER) => {
                n_imports += 1;
                light += &format!("const {name} = partLoaders;\n");
            }
            _ => {
                light += line;
                light.push('\n');
            }
        }
    }
    match n_imports {
        0 => Err(format!(
            "the page's script was expected to import `{LOADER}`, but it does not"
        )),
        _ => Ok(light),
    }
}

fn replaced(text: &str, from: &str, to: &str) -> Outcome<String> {
    match text.contains(from) {
        true => Ok(text.replace(from, to)),
        false => Err(format!(
            "`{LOADER}` was expected to hold `{from}`, but it does not"
        )),
    }
}

/// A module without its custom sections: names and notes that no browser needs.
fn without_notes(module: &[u8]) -> Outcome<Vec<u8>> {
    const HEAD: usize = 8;
    let mut light = module.get(..HEAD).ok_or("a module is cut off")?.to_vec();
    let mut at = HEAD;
    while at < module.len() {
        let (length, body) = number(module, at + 1).ok_or("a module's section has no length")?;
        let section = module
            .get(at..body + length)
            .ok_or("a module's section is cut off")?;
        if section[0] != 0 {
            light.extend_from_slice(section);
        }
        at = body + length;
    }
    Ok(light)
}

/// A LEB128 number, and the place behind it.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(at)?;
        at += 1;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some((number, at));
        }
    }
    None
}

/// Writes over the one file of the page's module that ends so.
fn replace_in_dist(end: &str, bytes: &[u8]) -> Outcome {
    let is_it = |path: &&std::path::PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        name.starts_with(MODULE) && name.ends_with(end)
    };
    let found = files(&dist())?;
    let path = found.iter().find(is_it);
    let path = path.ok_or_else(|| format!("`dist/` has no `{MODULE}…{end}`"))?;
    write(path, bytes)
}

fn files(folder: &Path) -> Outcome<Vec<std::path::PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn is_wasm(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "wasm")
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

fn text(path: &Path) -> Outcome<String> {
    Ok(String::from_utf8_lossy(&bytes(path)?).into_owned())
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes)
        .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_a_part_with_its_file() {
        let html = "a<meta name=\"app-files\" data-js=\"b\">";
        let html = with_part(html, "lists", "lists-1.wasm", "sha384-x").unwrap();
        let html = with_part(&html, "workbook", "workbook-2.wasm", "sha384-y").unwrap();
        assert!(
            html.ends_with("<meta name=\"app-files\" data-js=\"b\">"),
            "{html}"
        );
        assert!(html.contains(
            "<meta name=\"app-part\" content=\"lists\" data-file=\"./lists-1.wasm\" data-integrity=\"sha384-x\">"
        ));
        let pair = |name: &str, file: &str| (name.to_string(), file.to_string());
        assert_eq!(
            named(&html),
            [
                pair("lists", "lists-1.wasm"),
                pair("workbook", "workbook-2.wasm")
            ]
        );
        assert_eq!(with_part("nothing", "a", "b", "c"), None);
    }

    #[test]
    fn the_loader_stands_in_the_script_in_place_of_its_import() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\ngo(import1);\n";
        let loader = "import { initSync } from \"./rollcall-page.js\";\nexport const load_a = 1;\nexport const load_b = 2;\n";
        assert_eq!(
            with_loader(script, loader).unwrap(),
            "const load_a = 1;\nconst load_b = 2;\nconst partLoaders = { load_a, load_b };\n\
             const import1 = partLoaders;\nconst import2 = partLoaders;\ngo(import1);\n"
        );
        assert!(with_loader("go();\n", loader).is_err());
    }

    #[test]
    fn custom_sections_are_left_out_and_others_stay() {
        let module = b"\0asm\x01\0\0\0\x00\x02ab\x01\x01c\x00\x81\x00d";
        assert_eq!(without_notes(module).unwrap(), b"\0asm\x01\0\0\0\x01\x01c");
        assert!(without_notes(b"\0asm\x01\0\0\0\x01\x09c").is_err());
    }
}

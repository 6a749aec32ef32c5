//! The whole page as one file (M1), for people who may not host anything: it is opened from a disk or a mail.
//!
//! It wraps what `cargo xtask build` left in `dist/`: the same modules, packed and written as Base64, the same
//! styles, and one classic script made of `boot.js`, `single.js` and the page's own script.

use crate::Outcome;
use crate::lighten::{LATER, without_margins};
use crate::page::dist;
use crate::parts;
use crate::program::{root, say};
use crate::sha384::{base64, sha384, signature};
use std::fs;
use std::path::PathBuf;

/// The folder the file is written to.
const FOLDER: &str = "dist-single";

/// Its name.
const FILE: &str = "rollcall.html";

/// The name under which `single.js` finds the page's module.
const MODULE: &str = "rollcall-page";

/// How hard modules are packed; it is done once and read often.
const LEVEL: u8 = 9;

/// Bytes of the file: a mail takes it.
const BUDGET: usize = 2_200_000;

/// What stands in the page until it can be used, and what is said where no script runs.
const NOTICES: &str = "<p class=\"boot-notice\" role=\"status\">Opening Rollcall. If this sentence stays, this browser is too old: a current Chrome, Edge, Firefox or Safari runs it.</p>\n\
    <noscript><p class=\"boot-notice\">Rollcall works on your data inside this page, so it needs JavaScript. Allow it for this file and open it again; a preview in a mail program does not run it, so save the file first.</p></noscript>\n";

/// Writes the file of what is in `dist/`, and tells its size and hash.
pub fn build() -> Outcome {
    let page = page()?;
    let folder = root().join(FOLDER);
    let file = folder.join(FILE);
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, &page))
        .map_err(|error| format!("`{}` cannot be written: {error}", file.display()))?;
    let hash: String = sha384(page.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    say(&format!("{FOLDER}/{FILE}: {} bytes", page.len()));
    println!("{hash}  {FILE} (SHA-384)");
    match page.len() <= BUDGET {
        true => Ok(()),
        false => Err(format!(
            "`{FILE}` has {} bytes, {} more than its budget",
            page.len(),
            page.len() - BUDGET
        )),
    }
}

fn page() -> Outcome<String> {
    let index = text("index.html").map_err(|error| {
        format!("{error}; `cargo xtask build` makes what this wraps into one file")
    })?;
    let script = script(
        &read(root().join("boot.js"))?,
        &read(root().join("single.js"))?,
        &text(between(&index, "data-js=\"./", "\"")?)?,
    )?;
    let style = text(between(&index, "rel=\"stylesheet\" href=\"./", "\"")?)?
        + &text(between(
            &index,
            &format!("name=\"{LATER}\" data-file=\"./"),
            "\"",
        )?)?;
    let mut modules = vec![(
        MODULE.to_string(),
        between(&index, "data-wasm=\"./", "\"")?.to_string(),
    )];
    modules.extend(parts::named(&index));
    let mut data = String::new();
    for (name, file) in modules {
        let path = dist().join(&file);
        let bytes = fs::read(&path)
            .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&bytes, LEVEL);
        data += &format!("<script type=\"application/zlib\" data-part=\"{name}\">");
        data += &base64(&packed);
        data += "</script>\n";
    }
    wrapped(&index, &style, &data, &script)
}

/// The page of its pieces: what the built page says of itself, and everything it would fetch.
fn wrapped(index: &str, style: &str, data: &str, script: &str) -> Outcome<String> {
    if style.to_ascii_lowercase().contains("</style") || style.contains('\r') {
        return Err("the styles hold what would end them inside of a page".into());
    }
    let mut head = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
        policy(script, style)
    );
    for start in [
        "<meta charset",
        "<meta name=\"viewport\"",
        "<meta name=\"referrer\"",
        "<meta name=\"color-scheme\"",
        "<meta name=\"description\"",
        "<title>",
        "<link rel=\"icon\"",
    ] {
        let line = index
            .lines()
            .find(|line| line.trim_start().starts_with(start));
        head +=
            line.ok_or_else(|| format!("`index.html` has no line that begins with `{start}`"))?;
        head.push('\n');
    }
    Ok(format!(
        "{head}<style>{style}</style>\n</head>\n<body>\n{NOTICES}{data}<script>{script}</script>\n</body>\n</html>\n"
    ))
}

/// Nothing is fetched, so nothing is allowed; the one script and the one style sheet are named by their hashes, and
/// the worker, a Blob of the same script, is bound by the same policy.
fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; worker-src blob:; style-src '{}'; img-src data:; \
         connect-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; \
         require-trusted-types-for 'script'; trusted-types default",
        signature(script.as_bytes()),
        signature(style.as_bytes())
    )
}

/// One classic script of the three.
fn script(boot: &str, single: &str, glue: &str) -> Outcome<String> {
    let boot = with_functions_of(boot, single);
    let glue = as_function(glue)?;
    let whole = format!("(() => {{\n\"use strict\";\n{boot}\n{glue}\n}})();\n");
    let whole = without_margins(&whole);
    let bad = ["import.meta", "import(", "<!--", "\r"];
    if let Some(bad) = bad.into_iter().find(|bad| whole.contains(bad)) {
        return Err(format!(
            "the script of the one file holds `{bad}`, which cannot stand there"
        ));
    }
    if whole.to_ascii_lowercase().contains("</script") {
        return Err("the script of the one file holds what would end it inside of a page".into());
    }
    Ok(whole)
}

/// `boot` with each function of `single` in the place of its own of that name, and with those that `single` adds.
fn with_functions_of(boot: &str, single: &str) -> String {
    // Of what was replaced these are left: nobody calls them.
    const UNUSED: [&str; 2] = ["fetchLaterStyles", "integrityOf"];
    let mut text = boot.to_string();
    let mut added = String::new();
    for (name, function) in functions(single) {
        match named(&text, &name) {
            Some(old) => text = text.replace(&old, &function),
            None => added += &function,
        }
    }
    for unused in UNUSED
        .into_iter()
        .filter_map(|name| named(&text, name))
        .collect::<Vec<_>>()
    {
        text = text.replace(&unused, "");
    }
    text + &added
}

fn named(script: &str, name: &str) -> Option<String> {
    let mut functions = functions(script).into_iter();
    functions
        .find(|(known, _)| known == name)
        .map(|(_, function)| function)
}

/// The functions at the margin of a script: name and text.
fn functions(script: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in script.lines() {
        let rest = line.strip_prefix("async ").unwrap_or(line);
        if let Some(rest) = rest.strip_prefix("function ") {
            let name = rest.split('(').next().unwrap_or_default().to_string();
            open = Some((name, String::new()));
        }
        if let Some((_, text)) = &mut open {
            text.push_str(line);
            text.push('\n');
        }
        if line == "}" {
            found.extend(open.take());
        }
    }
    found
}

/// The page's script, a module, as a function that gives what the module exports as its default.
fn as_function(glue: &str) -> Outcome<String> {
    const EXPORT: &str = "export { initSync, __wbg_init as default };";
    if !glue.contains(EXPORT) {
        return Err(format!(
            "the page's script was expected to hold `{EXPORT}`, but it does not"
        ));
    }
    let body = glue
        .replace(EXPORT, "return __wbg_init;")
        // Where its module would lie: it is always handed over instead.
        .replace("import.meta.url", "undefined");
    Ok(format!("function glue() {{\n{body}\n}}"))
}

fn between<'a>(text: &'a str, before: &str, behind: &str) -> Outcome<&'a str> {
    let found = text
        .split_once(before)
        .and_then(|(_, rest)| rest.split_once(behind));
    found
        .map(|(found, _)| found)
        .ok_or_else(|| format!("`index.html` was expected to hold `{before}`, but it does not"))
}

fn text(name: &str) -> Outcome<String> {
    read(dist().join(name))
}

fn read(path: PathBuf) -> Outcome<String> {
    fs::read_to_string(&path)
        .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: &str = include_str!("../../boot.js");
    const SINGLE: &str = include_str!("../../single.js");
    const GLUE: &str = "let wasm;\nx = new URL('a.wasm', import.meta.url);\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn each_function_of_the_one_file_takes_the_place_of_its_namesake() {
        let boot = "go();\nfunction go() {\n  fetch();\n}\nasync function stay() {\n  wait();\n}\n";
        let single = "function go() {\n  unpack();\n}\n";
        assert_eq!(
            with_functions_of(boot, single),
            "go();\nfunction go() {\n  unpack();\n}\nasync function stay() {\n  wait();\n}\n"
        );
        let more = "function fly() {\n}\n";
        assert_eq!(with_functions_of(boot, more), boot.to_owned() + more);
    }

    #[test]
    fn the_one_script_is_classic_and_fetches_nothing() {
        let whole = script(BOOT, SINGLE, GLUE).unwrap();
        assert!(whole.contains("function glue()") && whole.contains("return __wbg_init;"));
        assert_eq!(whole.matches("async function openPage()").count(), 1);
        let whole = whole.replace("\"importScripts\"", "");
        for gone in ["fetch(", "import", "integrity", "stylesheet"] {
            assert!(!whole.contains(gone), "{gone}");
        }
        let other_glue = "export default start;\n";
        assert!(script(BOOT, SINGLE, other_glue).is_err());
    }

    #[test]
    fn the_guard_of_markup_is_that_of_the_served_page() {
        let guard = |text: &str| {
            let line = text
                .lines()
                .find(|line| line.trim_start().starts_with("const canRun = "));
            line.map(str::to_string)
        };
        assert!(guard(BOOT).is_some());
        assert_eq!(guard(BOOT), guard(SINGLE));
    }

    #[test]
    fn the_policy_allows_no_connection_and_names_script_and_style_by_hash() {
        let index = "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"a\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
            <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"description\" content=\"b\">\n<title>Rollcall</title>\n<link rel=\"icon\" href=\"data:,\">\n";
        let page = wrapped(index, "a{}", "DATA", "go();").unwrap();
        let policy = crate::policy::of_page(&page).unwrap();
        for rule in [
            "default-src 'none'",
            "connect-src 'none'",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.split("; ").any(|part| part == rule), "{rule}");
        }
        assert!(policy.contains(&signature(b"go();")) && policy.contains(&signature(b"a{}")));
        assert!(
            !policy.contains("unsafe-inline")
                && !policy.contains("'unsafe-eval'")
                && !policy.contains("'self'")
        );
        let head = page.split_once("<head>\n").unwrap().1;
        assert!(head.starts_with("<meta http-equiv=\"Content-Security-Policy\""));
        assert!(page.contains("<script>go();</script>") && page.contains("<style>a{}</style>"));
        assert!(wrapped(index, "a{}</STYLE>", "", "").is_err());
        assert!(wrapped("<head>", "", "", "").is_err());
    }
}

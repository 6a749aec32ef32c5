//! What `README.md` says can be held against the tree.

use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

#[test]
fn the_policy_to_send_as_a_header_is_the_one_of_the_page() {
    let page = read("index.html");
    let (_, rest) = page
        .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
        .expect("a policy in the page");
    let policy = rest.split('"').next().unwrap_or_default();
    let header = format!("Content-Security-Policy: {policy}; frame-ancestors 'none'\n");
    assert!(read("README.md").contains(&header), "{header}");
}

#[test]
fn the_rooms_are_listed_in_their_order() {
    let lib = read("src/lib.rs");
    let rooms = lib.lines().filter_map(|line| {
        let name = line.strip_prefix("pub mod ")?;
        name.strip_suffix(';')
    });
    let readme = read("README.md");
    let (_, table) = readme.split_once("| room | what |").expect("the table");
    let listed = table.lines().skip(2).map_while(|line| {
        let cell = line.strip_prefix("| `")?;
        cell.split('`').next()
    });
    assert!(
        rooms.eq(listed),
        "the rooms of src/lib.rs and of README.md differ"
    );
}

#[test]
fn every_link_to_a_page_of_ours_leads_somewhere() {
    for file in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/issues.md",
        "docs/automation.md",
        "docs/decisions.md",
        "docs/rules.md",
        "docs/sources.md",
        "docs/sharing.md",
    ] {
        let text = read(file);
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.ends_with(".png")) {
            let folder = Path::new(file).parent().expect("a folder");
            let (page, heading) = link.split_once('#').unwrap_or((link, ""));
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(folder)
                .join(page);
            assert!(path.exists(), "{file}: there is no {link}");
            if !heading.is_empty() {
                let text = std::fs::read_to_string(path).expect("a page of ours");
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let slug = |line: &str| {
                    line.trim_start_matches(['#', ' '])
                        .to_lowercase()
                        .replace(' ', "-")
                };
                assert!(
                    headings.any(|line| slug(line) == heading),
                    "{file}: there is no {link}"
                );
            }
        }
    }
}

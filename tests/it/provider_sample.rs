//! The sample of a provider: every file is known without a question, and every state occurs.

use crate::walk::Walk;
use rollcall::engine::message::Loaded;
use rollcall::sample::provider::provider;

fn walk() -> (Walk, Loaded) {
    let mut walk = Walk::new();
    let files = provider(walk.today);
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.clone().into_bytes()))
        .collect();
    let loaded = walk.drop_files(&files);
    (walk, loaded)
}

#[test]
fn every_file_is_known_without_a_question() {
    let (_, loaded) = walk();
    assert!(loaded.questions.is_empty(), "{:?}", loaded.questions);
    let kinds: Vec<&str> = loaded
        .sources
        .iter()
        .map(|source| source.kind.as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "druva-provisioning",
            "druva-provisioning",
            "druva-preserved",
            "partner-customers",
            "graph-users",
            "graph-deleted-users",
            "m365-users",
            "entra-registration",
            "usage-active-users",
            "usage-mailbox",
            "usage-onedrive",
            "graph-subscribed-skus",
            "entra-signins",
        ]
    );
}

#[test]
fn every_state_of_mfa_and_of_use_occurs() {
    let (mut walk, _) = walk();
    #[track_caller]
    fn names(walk: &mut Walk, report: &str) -> Vec<String> {
        let summary = walk.report(report).summary;
        let counted = &summary.by_value[0].1;
        counted.iter().map(|(name, _)| name.clone()).collect()
    }
    assert_eq!(
        names(&mut walk, "mfa"),
        ["disabled", "non-compliant", "not-available", "enabled"]
    );
    assert_eq!(
        names(&mut walk, "activity"),
        ["never", "inactive", "unknown", "too-new", "active"]
    );
}

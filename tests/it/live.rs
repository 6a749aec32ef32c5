//! Listings of Graph as sources: what is there once, what is said of a part, and who stands in for whom
//! (F19, F31, domain 2.1, 2.4).

use std::collections::BTreeSet;

use rollcall::engine::inquiry::Edit;
use rollcall::engine::lives::{GONE, LiveMark};
use rollcall::engine::message::{Loaded, Reply, Value};
use rollcall::engine::wire::inquiries::{answer, edited};

use rollcall::report::definition::definition;
use rollcall::sample::sample;

use crate::across::told;
use crate::walk::{self, Walk, query};

const CONTOSO: &str = "aaaaaaaa-0000-4000-8000-000000000001";
const FABRIKAM: &str = "aaaaaaaa-0000-4000-8000-000000000002";
/// What the file of Contoso's users is called.
const FILE: &str = "Users of Contoso 2026-11-21.json";

fn mark(listing: &str, kind: &str, state: &str, rows: u64, why: &str) -> LiveMark {
    LiveMark {
        tenant: CONTOSO.to_string(),
        tenant_name: "Contoso".to_string(),
        listing: listing.to_string(),
        title: rollcall::live::catalog::listing(listing)
            .expect("a listing")
            .title
            .to_string(),
        kind: kind.to_string(),
        file: String::new(),
        state: state.to_string(),
        rows,
        why: why.to_string(),
        at: 1_795_348_800,
        since: 0,
    }
}

fn of_fabrikam(mark: LiveMark) -> LiveMark {
    LiveMark {
        tenant: FABRIKAM.to_string(),
        tenant_name: "Fabrikam".to_string(),
        ..mark
    }
}

/// Says something of listings, as it travels.
fn say(walk: &mut Walk, marks: &[LiveMark]) -> Loaded {
    let edit = Edit::Live {
        marks: marks.to_vec(),
    };
    let edit = answer(&edited(&edit)).expect("an edit");
    match walk.engine.take_edit(edit, walk.today) {
        Ok(Reply::Loaded(loaded)) => loaded,
        other => panic!("{other:?}"),
    }
}

/// Says what a listing is, and loads its pages, one behind the other.
fn deliver(walk: &mut Walk, mark: LiveMark, pages: &[String]) -> Loaded {
    let file = format!("{} of {} 2026-11-21.json", mark.title, mark.tenant_name);
    let kind = mark.kind.clone();
    say(
        walk,
        &[LiveMark {
            file: file.clone(),
            ..mark
        }],
    );
    walk.drop_as(&file, &pages.join("\n"), &kind)
}

fn user(domain: &str, name: &str) -> String {
    format!(
        r#"{{"id":"{:08}-0000-4000-8000-000000000000","userPrincipalName":"{name}@{domain}","displayName":"{name}","mail":"{name}@{domain}","accountEnabled":true,"userType":"Member","createdDateTime":"2020-01-01T00:00:00Z","onPremisesSamAccountName":"{name}"}}"#,
        name.bytes()
            .chain(domain.bytes())
            .fold(7u32, |sum, byte| sum
                .wrapping_mul(31)
                .wrapping_add(byte.into()))
            % 99_999_999
    )
}

fn page(domain: &str, names: &[&str]) -> String {
    let users: Vec<String> = names.iter().map(|name| user(domain, name)).collect();
    format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName)","value":[{}]}}"#,
        users.join(",")
    )
}

fn users_of(walk: &mut Walk) -> Vec<String> {
    let mut names = walk.column("mfa", "user_principal_name");
    names.sort();
    names
}

#[test]
fn a_listing_that_goes_on_takes_the_place_of_its_part_and_no_row_is_there_twice() {
    let mut walk = Walk::new();
    let first = page("contoso.com", &["ana", "ben"]);
    let part = mark(
        "users",
        "graph-users",
        "partial",
        2,
        "no answer came through",
    );
    let loaded = deliver(&mut walk, part, std::slice::from_ref(&first));
    assert_eq!(loaded.sources.len(), 1);
    let why = &loaded.sources[0].why;
    assert!(why.starts_with("INCOMPLETE: asked of Microsoft Graph, 2 rows until Sun 22 Nov 2026 07:00: no answer came through"), "{why}");
    assert_eq!(
        walk.notes("mfa")[0],
        "INCOMPLETE: Users of Contoso were read in part, 2 rows: no answer came through."
    );
    // No day stands before it, where no file was dropped.
    let as_of = walk.report("expiring").summary.as_of;
    assert_eq!(as_of, "INCOMPLETE: Users of Contoso");

    let all = [first, page("contoso.com", &["cid"])];
    let loaded = deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 3, ""),
        &all,
    );
    assert_eq!(loaded.sources.len(), 1, "it is the same source");
    assert_eq!(loaded.sources[0].id, 1);
    assert_eq!((loaded.sources[0].rows, loaded.sources[0].accepted), (3, 3));
    assert!(
        loaded.sources[0]
            .why
            .starts_with("asked of Microsoft Graph, loaded Sun 22 Nov")
    );
    assert_eq!(
        users_of(&mut walk),
        ["ana@contoso.com", "ben@contoso.com", "cid@contoso.com"]
    );
    assert!(
        walk.notes("mfa")
            .iter()
            .all(|note| !note.contains("INCOMPLETE"))
    );
    assert_eq!(
        loaded.sources[0]
            .as_of
            .date
            .map(|day| day.to_string())
            .as_deref(),
        Some("2026-11-21")
    );
}

#[test]
fn what_is_not_available_is_said_with_what_it_needs_and_touches_nothing_else() {
    let mut walk = Walk::new();
    deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 1, ""),
        &[page("contoso.com", &["ana"])],
    );
    let why = "the tenant has no license for it: it needs Entra ID P1 or P2";
    say(
        &mut walk,
        &[mark(
            "registration",
            "graph-registration",
            "unavailable",
            0,
            why,
        )],
    );
    assert_eq!(
        walk.notes("mfa")[0],
        format!("Registration details of Contoso are not available: {why}.")
    );
    let about = walk.about("mfa", &query("{}"));
    let told = about.columns.iter().find(|(id, _)| id == "mfa_status");
    assert_eq!(
        told.map(|(_, told)| told.clone()),
        Some(format!(
            "Registration details of Contoso: not available: {why}."
        ))
    );
    assert_eq!(walk.column("mfa", "mfa_status"), ["Not available"]);
    assert!(
        walk.notes("licences")
            .iter()
            .all(|note| !note.contains("Registration"))
    );
}

#[test]
fn what_could_not_be_renewed_is_stale_and_stays() {
    let mut walk = Walk::new();
    deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 1, ""),
        &[page("contoso.com", &["ana"])],
    );
    let later = LiveMark {
        at: 1_795_348_800 + 86_400,
        ..mark(
            "users",
            "graph-users",
            "unavailable",
            0,
            "Graph is overloaded",
        )
    };
    let loaded = say(&mut walk, &[later]);
    let why = &loaded.sources[0].why;
    assert!(why.starts_with("stale: asked of Microsoft Graph, loaded Sun 22 Nov 2026 07:00, and not renewed Mon 23 Nov 2026 07:00: Graph is overloaded"), "{why}");
    assert_eq!(
        walk.notes("mfa")[0],
        "Users of Contoso are stale, of Sun 22 Nov 2026 07:00: Graph is overloaded."
    );
    assert_eq!(users_of(&mut walk), ["ana@contoso.com"]);
}

#[test]
fn a_listing_without_a_record_any_more_takes_its_rows_away() {
    let mut walk = Walk::new();
    let deleted = r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#directoryObjects/microsoft.graph.user","value":[{"id":"11111111-0000-4000-8000-000000000000","userPrincipalName":"eve@contoso.com","deletedDateTime":"2026-11-01T00:00:00Z"}]}"#;
    deliver(
        &mut walk,
        mark("deleted-users", "graph-deleted-users", "loaded", 1, ""),
        &[deleted.to_string()],
    );
    deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 1, ""),
        &[page("contoso.com", &["ana"])],
    );
    assert_eq!(users_of(&mut walk), ["ana@contoso.com", "eve@contoso.com"]);
    let loaded = say(
        &mut walk,
        &[mark(
            "deleted-users",
            "graph-deleted-users",
            "loaded",
            0,
            "",
        )],
    );
    assert_eq!(loaded.sources.len(), 1);
    assert_eq!(users_of(&mut walk), ["ana@contoso.com"]);
}

#[test]
fn listings_that_are_taken_away_leave_the_rows_of_others_and_no_word_of_themselves() {
    let mut walk = Walk::new();
    let skus = mark("subscribed-skus", "graph-skus", "unavailable", 0, "no role");
    deliver(
        &mut walk,
        mark("users", "graph-users", "partial", 1, "it was stopped"),
        &[page("contoso.com", &["ana"])],
    );
    say(&mut walk, std::slice::from_ref(&skus));
    deliver(
        &mut walk,
        of_fabrikam(mark("users", "graph-users", "loaded", 1, "")),
        &[page("fabrikam.com", &["ben"])],
    );
    assert!(walk.notes("mfa").join("\n").contains("INCOMPLETE"));
    let gone = |mark: LiveMark| LiveMark {
        state: GONE.to_string(),
        ..mark
    };
    let users = mark("users", "graph-users", "partial", 1, "");
    let loaded = say(&mut walk, &[gone(users), gone(skus)]);
    assert_eq!(loaded.sources.len(), 1);
    assert_eq!(users_of(&mut walk), ["ben@fabrikam.com"]);
    let notes = walk.notes("mfa").join("\n");
    assert!(
        !notes.contains("INCOMPLETE") && !notes.contains("Contoso"),
        "{notes}"
    );
    // What is taken away twice, or was never there, changes nothing.
    let never = gone(mark("users", "graph-users", "loaded", 0, ""));
    assert_eq!(say(&mut walk, &[never]).sources.len(), 1);
}

#[test]
fn pages_without_a_record_are_read_where_others_have_some() {
    let mut walk = Walk::new();
    let pages = [
        page("contoso.com", &[]),
        page("contoso.com", &["ana"]),
        page("contoso.com", &[]),
    ];
    let loaded = deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 1, ""),
        &pages,
    );
    assert_eq!((loaded.sources[0].rows, loaded.refused.len()), (1, 0));
    assert!(loaded.sources[0].n_issues == 0, "{:?}", walk.issues());
}

fn organization(id: &str, name: &str, domain: &str) -> String {
    format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#organization(id,displayName,verifiedDomains)","value":[{{"id":"{id}","displayName":"{name}","verifiedDomains":[{{"isDefault":true,"isInitial":true,"name":"{domain}","type":"Managed"}}]}}]}}"#
    )
}

#[test]
fn the_accounts_of_several_tenants_are_told_apart_by_their_organizations() {
    let mut walk = Walk::new();
    deliver(
        &mut walk,
        mark("organization", "graph-customers", "loaded", 1, ""),
        &[organization(CONTOSO, "Contoso", "contoso.com")],
    );
    deliver(
        &mut walk,
        of_fabrikam(mark("organization", "graph-customers", "loaded", 1, "")),
        &[organization(FABRIKAM, "Fabrikam", "fabrikam.com")],
    );
    deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 2, ""),
        &[page("contoso.com", &["ana", "doe"])],
    );
    let loaded = deliver(
        &mut walk,
        of_fabrikam(mark("users", "graph-users", "loaded", 1, "")),
        &[page("fabrikam.com", &["doe"])],
    );
    assert_eq!(
        loaded.questions,
        [],
        "nothing is asked of tenants that are known"
    );
    assert_eq!(loaded.sources.len(), 4);
    let columns = query(
        r#"{"columns":["user_email","customer_name","tenant_id"],"sort":[["user_email","asc"]]}"#,
    );
    assert_eq!(
        told(&walk.ask("provisioning", &columns)),
        format!(
            "ana Contoso {CONTOSO} / doe Contoso {CONTOSO} / doe@fabrikam.com Fabrikam {FABRIKAM}"
        )
    );
    // One customer's failure hides no other's, and totals say what they leave out.
    say(
        &mut walk,
        &[LiveMark {
            tenant: "aaaaaaaa-0000-4000-8000-000000000003".to_string(),
            tenant_name: "Adatum".to_string(),
            ..mark(
                "users",
                "graph-users",
                "unavailable",
                0,
                "the customer has not approved this application",
            )
        }],
    );
    let notes = walk.notes("provisioning");
    assert_eq!(
        notes[0],
        "Users of Adatum are not available: the customer has not approved this application."
    );
    assert_eq!(walk.ask("provisioning", &columns).rows.len(), 3);
}

/// Registration details, as Graph would give them without an object id: the name alone says who it is.
fn registered(names: &[&str]) -> String {
    let records: Vec<String> = names
        .iter()
        .map(|name| {
            format!(
                r#"{{"userPrincipalName":"{name}","userDisplayName":"{name}","isMfaCapable":true,"isMfaRegistered":true,"isAdmin":false,"methodsRegistered":["email"]}}"#
            )
        })
        .collect();
    format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#reports/authenticationMethods/userRegistrationDetails","value":[{}]}}"#,
        records.join(",")
    )
}

/// The customers of a partner as delegated admin relationships name them, which say nothing of domains.
fn customers() -> String {
    format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#tenantRelationships/delegatedAdminCustomers","value":[{{"id":"{CONTOSO}","tenantId":"{CONTOSO}","displayName":"Contoso"}},{{"id":"{FABRIKAM}","tenantId":"{FABRIKAM}","displayName":"Fabrikam"}}]}}"#
    )
}

#[test]
fn nobody_is_asked_of_which_tenant_a_file_is_that_graph_gave() {
    let mut walk = Walk::new();
    let users = mark("users", "graph-users", "loaded", 1, "");
    deliver(&mut walk, users.clone(), &[page("contoso.com", &["ana"])]);
    let loaded = deliver(
        &mut walk,
        of_fabrikam(users.clone()),
        &[page("fabrikam.com", &["doe", "eve"])],
    );
    assert_eq!(loaded.questions, []);
    // Domains that no directory has: of the same tenant all the same.
    let registration = mark("registration", "graph-registration", "loaded", 1, "");
    let loaded = deliver(
        &mut walk,
        of_fabrikam(registration),
        &[registered(&["kim@bought.example"])],
    );
    assert_eq!(loaded.questions, []);
    // An export of one of these tenants is known by its domains; one of a third is asked about.
    let export = |name: &str| {
        format!(
            "userPrincipalName,displayName,userType,accountEnabled,createdDateTime\n{name},x,Member,true,2020-01-01T00:00:00Z\n"
        )
    };
    let loaded = walk.drop_file("fabrikam.csv", export("max@bought.example"));
    assert_eq!(loaded.questions, []);
    let loaded = walk.drop_file("adatum.csv", export("lee@adatum.example"));
    assert_eq!(loaded.questions.len(), 1);
    assert!(loaded.questions[0].text.starts_with("`adatum.csv` has"));
    let loaded = walk.answer(&loaded.questions[0], "another-tenant");
    assert_eq!(loaded.expect("an answer").questions, []);
    // Nor is anybody asked while it comes anew, in part or as a whole.
    let loaded = deliver(
        &mut walk,
        of_fabrikam(LiveMark {
            state: "partial".to_string(),
            why: "it was stopped".to_string(),
            ..users
        }),
        &[page("fabrikam.com", &["doe"])],
    );
    assert_eq!(loaded.questions, []);

    // The list of customers has no domains; whose they are is known by the tenants that Graph was asked for.
    let list = mark("customers", "graph-customers", "loaded", 2, "");
    let loaded = deliver(&mut walk, list, &[customers()]);
    assert_eq!((loaded.questions.len(), loaded.refused.len()), (0, 0));
    let columns = query(
        r#"{"columns":["user_principal_name","customer_name","tenant_id"],"sort":[["user_principal_name","asc"]]}"#,
    );
    assert_eq!(
        told(&walk.ask("provisioning", &columns)),
        format!(
            "ana Contoso {CONTOSO} / doe@fabrikam.com Fabrikam {FABRIKAM} / lee@adatum.example - - / max@bought.example Fabrikam {FABRIKAM}"
        )
    );
}

#[test]
fn what_a_list_or_another_tenant_says_of_a_domain_is_held_against_what_graph_gave() {
    let columns = query(
        r#"{"columns":["user_principal_name","customer_name"],"sort":[["user_principal_name","asc"]]}"#,
    );
    let users = mark("users", "graph-users", "loaded", 2, "");
    let pages = |domain: &str, other: &str, names: [&str; 2]| {
        format!(
            r#"{{"value":[{},{}]}}"#,
            user(domain, names[0]),
            user(other, names[1])
        )
    };
    let walk = |list: &str| {
        let mut walk = Walk::new();
        walk.drop_file("customers.csv", list);
        deliver(
            &mut walk,
            users.clone(),
            &[
                pages("contoso.com", "shared.example", ["ana", "sue"]),
                page("bought.example", &["cid"]),
            ],
        );
        let loaded = deliver(
            &mut walk,
            of_fabrikam(users.clone()),
            &[pages("fabrikam.com", "shared.example", ["bob", "tom"])],
        );
        assert_eq!(loaded.questions, []);
        told(&walk.ask("provisioning", &columns))
    };
    // A domain that came for two tenants is of neither, and brings the two together no more than a list does.
    assert_eq!(
        walk(&format!(
            "Microsoft ID,Company name,Primary domain name,Relationship\n{CONTOSO},Contoso,contoso.com,Reseller\n{FABRIKAM},Fabrikam,fabrikam.com,Reseller\n"
        )),
        "ana Contoso / bob@fabrikam.com Fabrikam / cid@bought.example Contoso / sue@shared.example - / tom@shared.example -"
    );
    // A list without ids knows the same customers by their names.
    assert_eq!(
        walk(
            "Company name,Primary domain name,Relationship\nContoso Ltd,contoso.com,Reseller\nFabrikam Inc,fabrikam.com,Reseller\n"
        ),
        "ana Contoso Ltd / bob@fabrikam.com Fabrikam Inc / cid@bought.example Contoso Ltd / sue@shared.example - / tom@shared.example -"
    );
}

#[test]
fn what_graph_gave_for_two_tenants_meets_by_nothing() {
    const GUEST: &str = "bob_fabrikam.com#EXT#@contoso.com";
    let guest = user("contoso.com", "bob")
        .replace(
            "bob@contoso.com\",\"displayName",
            &format!("{GUEST}\",\"displayName"),
        )
        .replace("bob@contoso.com", "bob@fabrikam.com");
    let mut walk = Walk::new();
    let users = mark("users", "graph-users", "loaded", 1, "");
    deliver(
        &mut walk,
        users.clone(),
        &[
            page("contoso.com", &["ana"]),
            format!(r#"{{"value":[{guest}]}}"#),
        ],
    );
    // The guest's address is a name in the other tenant, whose users could not be read.
    let registration = mark("registration", "graph-registration", "loaded", 1, "");
    deliver(
        &mut walk,
        of_fabrikam(registration.clone()),
        &[registered(&["bob@fabrikam.com", "ana@contoso.com"])],
    );
    let columns = query(
        r#"{"columns":["user_principal_name","mfa_status"],"sort":[["user_principal_name","asc"],["mfa_status","asc"]]}"#,
    );
    let rows = |walk: &mut Walk| {
        let mut all: Vec<String> = told(&walk.ask("mfa", &columns))
            .split(" / ")
            .map(str::to_string)
            .collect();
        all.sort();
        all
    };
    assert_eq!(
        rows(&mut walk),
        [
            "ana enabled",
            "ana not-available",
            "bob@fabrikam.com enabled",
            "bob_fabrikam.com#EXT# not-available",
        ]
    );
    // What the tenant itself says of its users meets them.
    deliver(
        &mut walk,
        registration,
        &[registered(&["ana@contoso.com", GUEST])],
    );
    let rows = rows(&mut walk);
    assert!(
        rows.contains(&"bob_fabrikam.com#EXT# enabled".to_string()),
        "{rows:?}"
    );
}

#[test]
fn users_of_graph_stand_in_for_the_mailbox_list_until_one_is_loaded() {
    let pair = sample(walk::day(walk::TODAY));
    let mut walk = Walk::new();
    walk.drop_file(pair.enrollment_name, pair.enrollment_csv);
    assert_eq!(walk.report("expiring").summary.counts.mine, 0);
    let keys = walk.keys("expiring-not-mine");
    let names: Vec<&str> = keys
        .iter()
        .map(String::as_str)
        .take(2)
        .chain(["nobody1"])
        .collect();
    let loaded = deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 3, ""),
        &[page("contoso.com", &names)],
    );
    let users = loaded
        .sources
        .iter()
        .find(|source| source.kind == "graph-users")
        .expect("a source");
    assert!(
        users
            .why
            .ends_with("they stand in for the mailbox list, of which none is loaded"),
        "{}",
        users.why
    );
    let mut mine = walk.keys("expiring");
    mine.sort();
    let mut expected: Vec<String> = keys.iter().take(2).cloned().collect();
    expected.sort();
    assert_eq!(mine, expected);
    assert_eq!(walk.keys("mine-not-found"), ["nobody1"]);
    // What an account is told of cites the record of Graph.
    let account = walk.account(&keys[0]);
    assert!(format!("{account:?}").contains("Users of Contoso 2026-11-21.json"));

    // A part says so where the list says of when it is.
    let part = mark("users", "graph-users", "partial", 1, "it was stopped");
    deliver(&mut walk, part, &[page("contoso.com", &names[..1])]);
    assert_eq!(walk.keys("expiring"), [keys[0].clone()]);
    assert!(
        walk.report("expiring")
            .summary
            .as_of
            .ends_with("; INCOMPLETE: Users of Contoso")
    );

    // The real list takes its place.
    walk.paste(&keys[1]);
    assert_eq!(walk.keys("expiring"), [keys[1].clone()]);
    let users = walk
        .sources()
        .into_iter()
        .find(|source| source.kind == "graph-users");
    assert!(users.is_some_and(|users| !users.why.contains("stand in")));
}

#[test]
fn hidden_names_are_told_above_what_they_spoil() {
    let mut walk = Walk::new();
    deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 1, ""),
        &[page("contoso.com", &["ana"])],
    );
    say(
        &mut walk,
        &[mark(
            "report-settings",
            "",
            "loaded",
            1,
            "usage reports of this tenant hide the names of people",
        )],
    );
    assert_eq!(
        walk.notes("activity")[0],
        "Report settings of Contoso: usage reports of this tenant hide the names of people."
    );
    assert!(
        walk.notes("mfa")
            .iter()
            .all(|note| !note.contains("settings"))
    );
}

/// The files of a folder of the sample tenant, by name.
fn tenant(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = format!("{}/tests/tenant/{folder}", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(folder)
        .expect("the sample tenant")
        .flatten();
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().expect("a plain name");
            (name, std::fs::read(entry.path()).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

const KINDS: [(&str, &str); 8] = [
    ("deleted-users", "graph-deleted-users"),
    ("registration", "graph-registration"),
    ("sign-ins", "graph-signins"),
    ("subscribed-skus", "graph-subscribed-skus"),
    ("usage-active-users", "graph-usage-active-users"),
    ("usage-mailbox", "graph-usage-mailbox"),
    ("usage-onedrive", "graph-usage-onedrive"),
    ("users", "graph-users"),
];

/// The tenant as Graph gives it; without the last sign-in, which no export has.
fn by_graph() -> Walk {
    let mut walk = Walk::new();
    walk.engine
        .take_names(Some(rollcall::accounts::sku_names::BUILT_IN));
    for (name, bytes) in tenant("graph") {
        let id = name.trim_end_matches(".json");
        let kind = KINDS
            .iter()
            .find(|(known, _)| *known == id)
            .expect("a kind")
            .1;
        let pages = String::from_utf8(bytes).expect("a text");
        let pages: Vec<String> = pages.lines().map(without_activity).collect();
        let loaded = deliver(&mut walk, mark(id, kind, "loaded", 1, ""), &pages);
        assert_eq!(
            (loaded.refused.len(), loaded.questions.len()),
            (0, 0),
            "{id}: {loaded:?}"
        );
    }
    walk
}

fn without_activity(page: &str) -> String {
    let mut page: serde_json::Value = serde_json::from_str(page).expect("JSON");
    for record in page["value"].as_array_mut().expect("a list") {
        record
            .as_object_mut()
            .expect("an object")
            .remove("signInActivity");
    }
    page.to_string()
}

fn by_csv() -> Walk {
    let mut walk = Walk::new();
    walk.engine
        .take_names(Some(rollcall::accounts::sku_names::BUILT_IN));
    let files = tenant("csv");
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.clone()))
        .filter(|(name, _)| !name.starts_with("enrollment"))
        .collect();
    let loaded = walk.drop_files(&files);
    assert_eq!(
        (loaded.refused.len(), loaded.questions.len()),
        (0, 0),
        "{loaded:?}"
    );
    walk
}

/// Columns of which one way tells more than the other, or in other words; all others are the same.
const TOLD_OTHERWISE: [(&str, &str); 15] = [
    // The portal's file has neither, and another word for the method that is asked for first.
    ("mfa", "mfa_reason"),
    ("mfa", "default_method"),
    // Graph names a product that no list knows by its part number, the admin center by a name.
    ("mfa", "licenses"),
    ("activity", "licenses"),
    ("signins", "licenses"),
    ("provisioning", "licenses"),
    // A word as each writes it, `true` or `True`.
    ("provisioning", "on_prem_sync"),
    // Deleted users have a mail address in Graph, and none in the export.
    ("provisioning", "user_email"),
    // By what a license came, and what went wrong with it, is in no export.
    ("licence-holders", "via"),
    ("licence-holders", "state"),
    ("licence-holders", "counted_as"),
    ("licence-holders", "said_by"),
    ("licence-holders", "contradicted_by"),
    ("licence-holders", "license_id"),
    ("licence-holders", "product_name"),
];

#[test]
fn one_tenant_by_graph_and_by_its_exports_gives_the_same_reports() {
    let (mut graph, mut csv) = (by_graph(), by_csv());
    let mut differ: Vec<String> = Vec::new();
    for id in [
        "mfa",
        "activity",
        "signins",
        "licence-holders",
        "provisioning",
    ] {
        let all = definition(id).expect("a report").columns;
        assert!(graph.report(id).rows.len() > 10);
        for column in all.iter().map(|column| column.id) {
            let asked = query(&format!(r#"{{"columns":["{column}"]}}"#));
            let rows = |walk: &mut Walk| {
                let view = walk.ask(id, &asked);
                let rows = view.handles.into_iter().zip(view.values);
                let mut rows: Vec<(String, String)> = rows
                    .map(|(handle, values)| (handle.key, said(&values[0])))
                    .collect();
                rows.sort();
                rows.dedup();
                rows
            };
            let (left, right) = (rows(&mut graph), rows(&mut csv));
            let keys = |rows: &[(String, String)]| -> BTreeSet<String> {
                rows.iter().map(|row| row.0.clone()).collect()
            };
            // Licenses that could not be assigned are told by Graph alone.
            let is_part = id == "licence-holders" && keys(&left).is_superset(&keys(&right));
            assert!(is_part || keys(&left) == keys(&right), "{id}");
            if TOLD_OTHERWISE.contains(&(id, column)) {
                continue;
            }
            for row in &right {
                let same = left.iter().filter(|other| other.0 == row.0);
                let same: Vec<&(String, String)> = same.collect();
                // What only one of them has is missing in the other, never something else.
                let agrees = same
                    .iter()
                    .any(|other| other.1 == row.1 || other.1.is_empty());
                if !agrees && !row.1.is_empty() {
                    differ.push(format!("{id} {column}: {row:?} {same:?}"));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// A value as a text; empty where there is none.
fn said(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        value => format!("{value:?}"),
    }
}

#[test]
fn a_listing_whose_file_never_came_is_not_whole() {
    let mut walk = Walk::new();
    deliver(
        &mut walk,
        mark("users", "graph-users", "loaded", 1, ""),
        &[page("contoso.com", &["ana"])],
    );
    let again = LiveMark {
        file: "Users of Contoso 2026-11-22.json".to_string(),
        at: 1_795_348_800 + 86_400,
        ..mark("users", "graph-users", "loaded", 2, "")
    };
    let loaded = say(&mut walk, &[again]);
    let why = &loaded.sources[0].why;
    assert!(why.starts_with("stale: asked of Microsoft Graph, loaded Sun 22 Nov 2026 07:00, and not renewed Mon 23 Nov 2026 07:00: its rows were not loaded: fetch it again"), "{why}");
    assert_eq!(
        walk.notes("mfa")[0],
        "Users of Contoso are stale, of Sun 22 Nov 2026 07:00: its rows were not loaded: fetch it again."
    );
    assert_eq!(users_of(&mut walk), ["ana@contoso.com"]);

    let never = LiveMark {
        file: "Registration details of Contoso 2026-11-22.json".to_string(),
        ..mark("registration", "graph-registration", "loaded", 2, "")
    };
    say(&mut walk, &[never]);
    let notes = walk.notes("mfa");
    assert!(
        notes.contains(&"Registration details of Contoso are not available: its rows were not loaded: fetch it again.".to_string()),
        "{notes:?}"
    );
}

#[test]
fn a_file_that_is_refused_is_not_taken_for_what_was_asked_for() {
    let mut walk = Walk::new();
    let users = mark("users", "graph-users", "loaded", 1, "");
    let loaded = deliver(&mut walk, users, &["<html>".to_string()]);
    assert_eq!(loaded.sources.len(), 0, "{loaded:?}");
    assert_eq!(
        walk.notes("mfa")[0],
        "Users of Contoso are not available: its rows were not loaded: fetch it again."
    );
}

#[test]
fn a_part_stays_a_part_while_it_is_asked_anew_and_when_that_fails() {
    let pair = sample(walk::day(walk::TODAY));
    let mut walk = Walk::new();
    walk.drop_file(pair.enrollment_name, pair.enrollment_csv);
    let part = mark("users", "graph-users", "partial", 1, "it was stopped");
    deliver(&mut walk, part, &[page("contoso.com", &["ana"])]);
    let loading = mark("users", "graph-users", "loading", 0, "");
    let unavailable = mark("users", "graph-users", "unavailable", 0, "it failed");
    for (mark, card, note) in [
        (
            loading,
            "INCOMPLETE: asked of Microsoft Graph, a part loaded Sun 22 Nov 2026 07:00; it is being loaded anew",
            "INCOMPLETE: Users of Contoso are being loaded anew; until then a part of them is shown, of Sun 22 Nov 2026 07:00.",
        ),
        (
            unavailable,
            "INCOMPLETE and stale: asked of Microsoft Graph, a part loaded Sun 22 Nov 2026 07:00, and not renewed Sun 22 Nov 2026 07:00: it failed",
            "INCOMPLETE: Users of Contoso are stale and a part, of Sun 22 Nov 2026 07:00: it failed.",
        ),
    ] {
        let loaded = say(&mut walk, &[mark]);
        let why = &loaded.sources[1].why;
        assert!(why.starts_with(card), "{why}");
        assert_eq!(walk.notes("mfa")[0], note);
        let as_of = walk.report("expiring").summary.as_of;
        assert!(as_of.ends_with("; INCOMPLETE: Users of Contoso"), "{as_of}");
    }
}

#[test]
fn a_file_of_somebody_elses_choosing_takes_no_place_of_a_listing() {
    let mut walk = Walk::new();
    // Somebody's own file, called as the listing's will be.
    let own = page("contoso.com", &["own"]);
    let before = walk.drop_as(FILE, &own, "graph-users").sources[0]
        .why
        .clone();
    let users = || mark("users", "graph-users", "loaded", 1, "");
    let loaded = deliver(&mut walk, users(), &[page("contoso.com", &["ana"])]);
    assert_eq!(loaded.sources.len(), 2, "the own file stays");
    // Another one of that name, after the listing came.
    let loaded = walk.drop_as(FILE, &page("contoso.com", &["eve"]), "graph-users");
    assert_eq!(loaded.sources.len(), 3, "the listing stays");
    assert_eq!(
        users_of(&mut walk),
        ["ana@contoso.com", "eve@contoso.com", "own@contoso.com"]
    );
    let failed = mark("users", "graph-users", "unavailable", 0, "it failed");
    let loaded = say(&mut walk, &[failed]);
    let whys: Vec<&str> = loaded.sources.iter().map(|one| one.why.as_str()).collect();
    assert_eq!(whys[0], before);
    assert!(whys[1].starts_with("stale: "), "{whys:?}");
    assert!(!whys[2].contains("Microsoft Graph, "), "{whys:?}");
    // What is empty by now takes away the listing's rows alone.
    say(&mut walk, &[mark("users", "graph-users", "loaded", 0, "")]);
    assert_eq!(users_of(&mut walk), ["eve@contoso.com", "own@contoso.com"]);
    // Nor does a file whose load was cancelled leave its place to another one for ever.
    let due = LiveMark {
        file: FILE.to_string(),
        ..users()
    };
    say(&mut walk, &[due]);
    say(
        &mut walk,
        &[mark(
            "deleted-users",
            "graph-deleted-users",
            "loading",
            0,
            "",
        )],
    );
    let loaded = walk.drop_as(FILE, &page("contoso.com", &["kim"]), "graph-users");
    assert!(!loaded.sources[2].why.contains("Microsoft Graph, "));
    assert_eq!(
        walk.notes("mfa")[1],
        "Users of Contoso are not available: its rows were not loaded: fetch it again."
    );
}

#[test]
fn a_listing_that_waits_for_an_answer_or_is_something_else_by_now_is_not_whole() {
    let mut walk = Walk::new();
    let users = mark("users", "graph-users", "loaded", 1, "");
    let loaded = deliver(&mut walk, users, &[page("contoso.com", &["ana"])]);
    let source = loaded.sources[0].id;
    let asked = walk.reconsider(source).expect("a question");
    let notes = walk.notes("mfa");
    assert_eq!(
        notes[0],
        "Users of Contoso are not available: its file waits for your answer."
    );
    let loaded = walk
        .answer(&asked.questions[0], "graph-users")
        .expect("a file");
    let why = &loaded.sources[0].why;
    assert!(
        why.starts_with("asked of Microsoft Graph, loaded Sun"),
        "{why}"
    );
    assert!(
        walk.notes("mfa")
            .iter()
            .all(|note| !note.contains("Users of"))
    );
    walk.change(source, "graph-deleted-users").expect("a file");
    assert_eq!(
        walk.notes("mfa")[0],
        "Users of Contoso are not available: its rows were not loaded: fetch it again."
    );
}

#[test]
fn a_file_meets_its_listing_though_the_same_edit_speaks_of_it_again() {
    let mut walk = Walk::new();
    let first = page("contoso.com", &["ana"]);
    let with_file = |state: &str, rows: u64| LiveMark {
        file: FILE.to_string(),
        ..mark("users", "graph-users", state, rows, "")
    };
    deliver(
        &mut walk,
        mark("users", "graph-users", "partial", 1, "it was stopped"),
        std::slice::from_ref(&first),
    );
    // A part came, and the person had it go on before it was handed over.
    let loading = || mark("users", "graph-users", "loading", 2, "");
    say(&mut walk, &[with_file("partial", 2), loading()]);
    let two = format!("{first}\n{}", page("contoso.com", &["ben"]));
    let loaded = walk.drop_as(FILE, &two, "graph-users");
    assert_eq!(loaded.sources.len(), 1, "it takes the place of the part");
    assert_eq!(users_of(&mut walk), ["ana@contoso.com", "ben@contoso.com"]);
    assert!(
        walk.notes("mfa")[0].starts_with("INCOMPLETE: Users of Contoso are being loaded anew"),
        "{:?}",
        walk.notes("mfa")
    );
}

#[test]
fn two_files_of_one_listing_in_one_load_are_one_source() {
    for has_before in [false, true] {
        let mut walk = Walk::new();
        let first = page("contoso.com", &["ana"]);
        if has_before {
            let part = mark("users", "graph-users", "partial", 1, "it was stopped");
            deliver(&mut walk, part, std::slice::from_ref(&first));
        }
        let with_file = |state: &str, rows: u64| LiveMark {
            file: FILE.to_string(),
            ..mark("users", "graph-users", state, rows, "")
        };
        say(
            &mut walk,
            &[with_file("partial", 1), with_file("loaded", 2)],
        );
        let all = format!("{first}\n{}", page("contoso.com", &["ben"]));
        let loaded = walk.drop_files(&[(FILE, first.into_bytes()), (FILE, all.into_bytes())]);
        assert_eq!(loaded.sources.len(), 1, "{:?}", loaded.sources);
        assert_eq!(users_of(&mut walk), ["ana@contoso.com", "ben@contoso.com"]);
        assert!(
            walk.notes("mfa")
                .iter()
                .all(|note| !note.contains("INCOMPLETE") && !note.contains("Users of")),
            "{:?}",
            walk.notes("mfa")
        );
    }
}

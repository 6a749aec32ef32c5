//! Of which tenant accounts are, and what is asked of a file of another one (D2 to D5, K8).

use rollcall::engine::message::Loaded;

use crate::across::told;
use crate::walk::{Walk, query};

const CONTOSO: &str = "aaaaaaaa-0000-4000-8000-000000000001";
const FABRIKAM: &str = "aaaaaaaa-0000-4000-8000-000000000002";

fn users(names: &[&str]) -> String {
    let mut text =
        "userPrincipalName,displayName,userType,accountEnabled,createdDateTime\n".to_string();
    for name in names {
        let shown = name.split(['@', '_']).next().expect("a name");
        text += &format!("{name},{shown},Member,true,2020-01-01T00:00:00Z\n");
    }
    text
}

fn registration(names: &[&str]) -> String {
    let mut text =
        "userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin\n"
            .to_string();
    for name in names {
        text += &format!("{name},,true,true,email,false\n");
    }
    text
}

const TENANTS: &str =
    r#"{"columns":["user_email","customer_name","tenant_id"],"sort":[["user_email","asc"]]}"#;

fn walk(files: &[(&str, String)]) -> Walk {
    let mut walk = Walk::new();
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(name, text)| (*name, text.clone().into_bytes()))
        .collect();
    walk.drop_files(&files);
    walk
}

#[test]
fn a_tenant_is_known_by_every_verified_domain_and_by_those_that_a_directory_has_beside_them() {
    let organization = format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#organization","value":[
        {{"id":"{CONTOSO}","displayName":"Contoso","verifiedDomains":[
        {{"isDefault":false,"isInitial":true,"name":"Contoso.onmicrosoft.com","type":"Managed"}},
        {{"isDefault":true,"isInitial":false,"name":"contoso.org","type":"Managed"}}]}}]}}"#
    );
    let mut one = walk(&[
        ("organization.json", organization),
        (
            "users.csv",
            users(&[
                "ana@contoso.org",
                "ben@contoso.mail.onmicrosoft.com",
                "cid@bought.example",
                "dot@CONTOSO.onmicrosoft.com",
            ]),
        ),
    ]);
    let all = format!("Contoso {CONTOSO}");
    assert_eq!(
        told(&one.ask("provisioning", &query(TENANTS))),
        format!(
            "ana@contoso.org {all} / ben@contoso.mail.onmicrosoft.com {all} / cid@bought.example {all} / dot@CONTOSO.onmicrosoft.com {all}"
        )
    );
    // Another file of the tenant shares a domain with the first, and brings one more.
    one.drop_file(
        "registration.csv",
        registration(&["eve@bought.example", "fay@more.example"]),
    );
    one.drop_file("more.csv", users(&["fay@more.example"]));
    let told = told(&one.ask("provisioning", &query(TENANTS)));
    assert!(told.ends_with(&format!("fay@more.example {all}")), "{told}");
}

#[test]
fn a_list_with_all_domains_of_each_customer_tells_tenants_apart() {
    let customers = format!(
        "Microsoft ID,Company name,Primary domain name,Domains,Relationship\n\
         {CONTOSO},Contoso,contoso.onmicrosoft.com,\"contoso.onmicrosoft.com, contoso.org; shared.example\",Reseller\n\
         {FABRIKAM},Fabrikam,fabrikam.com,fabrikam.com+shared.example,Reseller\n"
    );
    let mut one = walk(&[
        ("customers.csv", customers),
        (
            "contoso.csv",
            users(&["ana@contoso.org", "sue@shared.example"]),
        ),
        (
            "fabrikam.csv",
            users(&["bob@fabrikam.com", "kim@unlisted.example"]),
        ),
    ]);
    // Whose the shared domain is, nobody can say; the file that has it does not bring the two together.
    assert_eq!(
        told(&one.ask("provisioning", &query(TENANTS))),
        format!(
            "ana@contoso.org Contoso {CONTOSO} / bob@fabrikam.com Fabrikam {FABRIKAM} \
             / kim@unlisted.example Fabrikam {FABRIKAM} / sue@shared.example - -"
        )
    );
    let notes = crate::provisioning::notes_of(&mut one, "{}");
    assert!(
        notes.contains("Two customers of the lists have `shared.example`"),
        "{notes}"
    );
    // Listed tenants are known, and not asked about.
    assert!(questions(&mut one).is_empty());
}

/// What is asked after a file that changes nothing.
fn questions(walk: &mut Walk) -> Vec<rollcall::engine::message::Question> {
    walk.drop_file("nobody.csv", "PennKey,Name,Scheduled deletion date\n")
        .questions
        .into_iter()
        .filter(|question| {
            question
                .choices
                .iter()
                .any(|choice| choice.id == "same-tenant")
        })
        .collect()
}

/// A guest of Contoso, and the same person at home in another tenant's file.
const GUESTS: [&str; 2] = [
    "ana@contoso.com",
    "bob_fabrikam.com#EXT#@contoso.onmicrosoft.com",
];

fn rows(walk: &mut Walk) -> String {
    let asked = query(
        r#"{"columns":["display_name","mfa_status"],"sort":[["user_principal_name","asc"]]}"#,
    );
    told(&walk.ask("mfa", &asked))
}

const APART: &str = "ana not-available / - enabled / bob not-available";
const JOINED: &str = "ana not-available / bob enabled";

fn two_tenants() -> (Walk, Loaded) {
    let mut one = Walk::new();
    let first = one.drop_file("users.csv", users(&GUESTS));
    assert!(first.questions.is_empty());
    let loaded = one.drop_file("registration.csv", registration(&["bob@fabrikam.com"]));
    (one, loaded)
}

#[test]
fn a_file_of_another_tenant_is_asked_about_and_meets_until_then_by_ids_and_addresses_alone() {
    let (mut one, loaded) = two_tenants();
    assert_eq!(loaded.questions.len(), 1);
    let question = &loaded.questions[0];
    assert_eq!(
        question.text,
        "`registration.csv` has 1 account of `fabrikam.com`, and no account of the loaded directory has such a domain: `users.csv` has `contoso.com` and `contoso.onmicrosoft.com`. Of which tenant is it? Until you say so, its rows meet those accounts by object ids and addresses alone."
    );
    assert_eq!(rows(&mut one), APART);
    assert!(one.answer(question, "perhaps").is_err());
    let loaded = one.answer(question, "same-tenant").expect("an answer");
    assert!(loaded.questions.is_empty());
    assert_eq!(rows(&mut one), JOINED);
}

#[test]
fn another_tenant_stays_apart_and_further_files_of_it_are_not_asked_about() {
    let (mut one, loaded) = two_tenants();
    let loaded = one
        .answer(&loaded.questions[0], "another-tenant")
        .expect("an answer");
    assert!(loaded.questions.is_empty());
    assert_eq!(rows(&mut one), APART);
    let next = one.drop_file("fabrikam.csv", users(&["bob@fabrikam.com"]));
    assert!(next.questions.is_empty(), "{:?}", next.questions);
    let third = one.drop_file("adatum.csv", users(&["kim@adatum.example"]));
    assert_eq!(third.questions.len(), 1);
    let loaded = one
        .answer(&third.questions[0], "several-tenants")
        .expect("an answer");
    assert!(loaded.questions.is_empty());
    let fourth = one.drop_file("proseware.csv", users(&["lee@proseware.example"]));
    assert!(fourth.questions.is_empty());
    let backup = one.drop_file(
        "backup.csv",
        "Customer Name,User Name,User Email,Profile,User Status,Microsoft 365 License\nWoodgrove,Max,max@woodgrove.example,Staff,Active,active\n",
    );
    assert!(backup.questions.is_empty());
    // What was said goes with the data.
    one.engine.clear();
    let (_, loaded) = two_tenants();
    assert_eq!(loaded.questions.len(), 1);
}

#[test]
fn a_report_over_many_tenants_is_asked_about_where_it_shares_no_domain_and_once() {
    let mut one = Walk::new();
    one.drop_file("users.csv", users(&GUESTS));
    let text = "Customer Name,User Name,User Email,Profile,User Status,Microsoft 365 License\nFabrikam,Bob,bob@fabrikam.com,Staff,Active,active\nWoodgrove,Max,max@woodgrove.example,Staff,Active,active\n";
    let loaded = one.drop_file("backup.csv", text);
    assert_eq!(loaded.questions.len(), 1);
    let loaded = one
        .answer(&loaded.questions[0], "another-tenant")
        .expect("an answer");
    assert!(loaded.questions.is_empty());
    // Its domains are no single tenant's: a file of each is known to be none of the directory's.
    let loaded = one.drop_file("registration.csv", registration(&["max@woodgrove.example"]));
    assert!(loaded.questions.is_empty());
    let shared = format!("{text}Contoso,Ana,ana@contoso.com,Staff,Active,active\n");
    let mut other = Walk::new();
    other.drop_file("users.csv", users(&GUESTS));
    assert!(other.drop_file("backup.csv", shared).questions.is_empty());
}

#[test]
fn nothing_is_asked_where_a_domain_is_shared_or_the_person_made_domains_one() {
    let mut one = Walk::new();
    one.drop_file("users.csv", users(&GUESTS));
    let loaded = one.drop_file(
        "registration.csv",
        registration(&["bob@fabrikam.com", "ana@mail.contoso.com"]),
    );
    assert!(loaded.questions.is_empty());
    let (mut one, _) = two_tenants();
    let asked = query(
        r#"{"columns":["display_name","mfa_status"],"sort":[["user_principal_name","asc"]],"match_rules":{"same":[["contoso.onmicrosoft.com","fabrikam.com"]]}}"#,
    );
    assert_eq!(told(&one.ask("mfa", &asked)), JOINED);
}

#[test]
fn a_question_goes_with_the_directory_that_it_is_about() {
    let (mut one, loaded) = two_tenants();
    let number = loaded.questions[0].id;
    // It keeps its number while files come.
    let later = one.drop_file(
        "names.csv",
        "PennKey,Name,Scheduled deletion date\nzoe,Zoe,\n",
    );
    let kept: Vec<u32> = later.questions.iter().map(|question| question.id).collect();
    assert!(kept.contains(&number), "{kept:?}");
    let loaded = one.change(1, "other:upn=1").expect("an answer");
    let ids: Vec<u32> = loaded
        .questions
        .iter()
        .map(|question| question.id)
        .collect();
    assert!(!ids.contains(&number), "{ids:?}");
}

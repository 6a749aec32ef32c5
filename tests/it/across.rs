//! Reports over all sources: MFA and activity of accounts that several files know (F17 to F21, 2.4).

use crate::walk::{Walk, query};
use rollcall::engine::message::{ReportView, Value};

const USERS: &str = "\
userPrincipalName,displayName,mail,id,userType,accountEnabled,createdDateTime,department
ana@contoso.com,Ana Alt,ana@contoso.com,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Member,true,2020-01-01T00:00:00Z,Sales
ben@contoso.com,Ben Berg,,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,Member,false,2020-01-01T00:00:00Z,Sales
cid@contoso.com,Cid Croft,,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f03,Member,true,2026-11-10T00:00:00Z,
dot@contoso.com,Dot Dale,,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f04,Member,true,2020-01-01T00:00:00Z,IT
";

const REGISTRATION: &str = "\
userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin
ana@contoso.com,Ana Alt,true,true,\"mobilePhone, email\",true
DOT@CONTOSO.COM,Dot Dale,false,true,email,false
eve@contoso.com,Eve Elm,true,false,,false
";

const BARE_REGISTRATION: &str = "\
userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin
cid@contoso.com,Cid Croft,false,false,,false
";

const USAGE: &str = "\
Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Has Exchange License,Has Teams License,Exchange Last Activity Date,Teams Last Activity Date,Assigned Products
2026-11-20,ana@contoso.com,Ana Alt,False,,True,True,2026-11-18,2026-11-19,MICROSOFT 365 E3
2026-11-20,ben@contoso.com,Ben Berg,False,,True,True,2026-07-01,,MICROSOFT 365 E3
2026-11-20,cid@contoso.com,Cid Croft,False,,True,True,,,
";

const MAILBOXES: &str = "\
Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),Prohibit Send/Receive Quota (Byte),Report Period
2026-11-20,ana@contoso.com,Ana Alt,False,,2020-01-01,2026-11-18,120,1073741824,1,2147483648,3,30
";

fn walk() -> Walk {
    let mut walk = Walk::new();
    walk.drop_files(&[
        ("users.csv", USERS.as_bytes().to_vec()),
        ("registration.csv", REGISTRATION.as_bytes().to_vec()),
        ("active users.csv", USAGE.as_bytes().to_vec()),
        ("mailboxes.csv", MAILBOXES.as_bytes().to_vec()),
    ]);
    walk
}

/// The values of some columns, row by row: `ana enabled / ben …`.
pub fn told(view: &ReportView) -> String {
    let rows = view.values.iter().map(|row| {
        let cells = row.iter().map(|value| match value {
            Value::Null => "-".to_string(),
            Value::Text(text) => text.replace("@contoso.com", ""),
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Boolean(flag) => flag.to_string(),
            Value::List(items) => items.join("+"),
        });
        cells.collect::<Vec<_>>().join(" ")
    });
    rows.collect::<Vec<_>>().join(" / ")
}

#[test]
fn mfa_is_told_of_every_account_and_why_it_is_not_known() {
    let mut walk = walk();
    let asked = query(
        r#"{"columns":["user_principal_name","mfa_status","mfa_reason","account_enabled","is_admin"]}"#,
    );
    assert_eq!(
        told(&walk.ask("mfa", &asked)),
        "dot non-compliant not-allowed true false \
         / ben not-available disabled-user-not-reported false - \
         / cid not-available incomplete true - \
         / ana enabled registered-and-capable true true \
         / eve enabled contradicted - false"
    );
    let summary = walk.report("mfa").summary;
    let counted = &summary.by_value[0];
    assert_eq!(counted.0, "mfa_status");
    let counts: Vec<_> = counted
        .1
        .iter()
        .map(|(name, n)| (name.as_str(), *n))
        .collect();
    assert_eq!(
        counts,
        [("non-compliant", 1), ("not-available", 2), ("enabled", 2)]
    );
}

#[test]
fn activity_is_the_last_day_over_all_workloads_and_unknown_is_not_inactive() {
    let mut walk = walk();
    let asked = query(
        r#"{"columns":["user_principal_name","activity_state","last_activity","last_activity_source","mailbox_bytes","mailbox_share"]}"#,
    );
    assert_eq!(
        told(&walk.ask("activity", &asked)),
        "ben inactive 2026-07-01 exchange - - \
         / cid unknown - - - - \
         / dot unknown - - - - \
         / ana active 2026-11-19 teams 1073741824 50"
    );
    let sorted = query(r#"{"columns":["user_principal_name"],"sort":[["mailbox_bytes","asc"]]}"#);
    let view = walk.ask("activity", &sorted);
    assert_eq!(view.rows[0], ["ana@contoso.com"]);
    let shown =
        query(r#"{"columns":["mailbox_bytes","last_activity"],"sort":[["mailbox_bytes","desc"]]}"#);
    assert_eq!(
        walk.ask("activity", &shown).rows[0],
        ["1.0 GiB", "19 Nov 2026"]
    );
}

#[test]
fn every_state_of_use_and_of_mfa_says_why() {
    let mut walk = Walk::new();
    walk.drop_file("users.json", GRAPH_USERS);
    walk.drop_file("registration.csv", REGISTRATION);
    walk.drop_file("registration 2.csv", BARE_REGISTRATION);
    walk.drop_file("active users.csv", USAGE);
    let whys = |walk: &mut Walk, report: &str, column: &str| {
        let asked = format!(r#"{{"columns":["user_principal_name","{column}"]}}"#);
        let view = walk.ask(report, &query(&asked));
        let rows = view.rows.into_iter().map(|row| row.join(": "));
        let mut rows: Vec<String> = rows.collect();
        rows.sort();
        rows
    };
    assert_eq!(
        whys(&mut walk, "activity", "activity_reason"),
        [
            "ana@contoso.com: last used 2 days ago",
            "ben@contoso.com: last used 144 days ago, more than 90 count as inactive",
            "cid@contoso.com: no sign-in since 1 Apr 2020, from when on the directory keeps them",
        ]
    );
    assert_eq!(
        whys(&mut walk, "mfa", "mfa_reason"),
        [
            "DOT@CONTOSO.COM: a method is registered that the policy does not allow",
            "ana@contoso.com: registered, capable",
            "ben@contoso.com: disabled accounts are not in the registration details",
            "cid@contoso.com: nothing registered, not capable",
            "eve@contoso.com: capable, but without a registered method: the details contradict themselves",
        ]
    );
    let found = walk
        .engine
        .account(
            "ben@contoso.com",
            None,
            Some("activity"),
            walk.today,
            &mut walk.disk,
        )
        .expect("an account");
    let told = found
        .explanation
        .iter()
        .find(|step| step.rule == "last-real-use");
    assert_eq!(
        told.expect("a sentence").statement,
        "Use: Inactive; the last real use was on 1 Jul 2026 (Exchange): last used 144 days ago, more than 90 count as inactive."
    );
}

#[test]
fn an_account_over_all_sources_tells_how_each_row_came_to_it() {
    let mut walk = walk();
    let found = walk
        .engine
        .account(
            "ana@contoso.com",
            None,
            Some("mfa"),
            walk.today,
            &mut walk.disk,
        )
        .expect("an account");
    assert_eq!(found.name, "Ana Alt");
    assert_eq!(
        found.headline,
        "4 rows of the loaded files are this account"
    );
    let rules: Vec<&str> = found
        .explanation
        .iter()
        .map(|step| step.rule.as_str())
        .collect();
    assert_eq!(
        rules,
        [
            "first-row",
            "T1",
            "T1",
            "T1",
            "mfa-table",
            "last-real-use",
            "account-enabled",
            "licenses-of"
        ]
    );
    let joined = &found.explanation[..4];
    assert!(joined.iter().all(|step| step.cells.len() == 1));
    let files: std::collections::BTreeSet<&str> = found
        .fields
        .iter()
        .map(|field| field.cell.name.as_str())
        .collect();
    assert_eq!(files.len(), 4);
    let mut headings: Vec<&str> = found
        .fields
        .iter()
        .map(|field| field.source.as_str())
        .collect();
    headings.dedup();
    assert_eq!(
        headings,
        [
            "Entra users, of an unknown day",
            "Registration details, of an unknown day",
            "Active users, as of 20 Nov 2026",
            "Mailbox usage, as of 20 Nov 2026"
        ]
    );
}

fn sentence(walk: &mut Walk, report: &str, key: &str, rule: &str) -> String {
    let found = walk
        .engine
        .account(key, None, Some(report), walk.today, &mut walk.disk)
        .expect("an account");
    let step = found.explanation.iter().find(|step| step.rule == rule);
    step.map_or_else(String::new, |step| step.statement.clone())
}

#[test]
fn an_account_says_who_allows_sign_in_and_who_gives_which_license_how() {
    let mut walk = Walk::new();
    walk.drop_file("users.json", LICENSED);
    walk.drop_file(
        "admin 2026-11-15.csv",
        "Display name,User principal name,Object Id,Block credential,Licenses,When created\n\
         Ana Alt,ana@contoso.com,11111111-0000-4000-8000-000000000001,True,Visio Plan 2,2020-01-01 00:00:00Z\n",
    );
    walk.drop_file("registration.csv", REGISTRATION);
    assert_eq!(
        sentence(&mut walk, "mfa", "ana@contoso.com", "account-enabled"),
        "Sign-in is allowed: Graph users, of an unknown day (`true`) says so, and counts because its source is trusted more. Microsoft 365 users, as of 15 Nov 2026 (`True`) says the opposite."
    );
    assert_eq!(
        sentence(&mut walk, "mfa", "eve@contoso.com", "account-enabled"),
        "Whether sign-in is allowed is unknown: no file that has such a column says so of this account."
    );
    let told = sentence(&mut walk, "mfa", "ana@contoso.com", "licenses-of");
    let e3 = "05e9a617-0261-4cee-bb44-138d3ef5d965";
    assert!(
        told.starts_with(&format!("Licenses: {e3}, by Graph users")),
        "{told}"
    );
    assert!(
        told.contains(&format!("{e3} by the group `22222222-0000-4000-8000-000000000001`, with the error `CountViolation`")),
        "{told}"
    );
    assert!(
        told.ends_with("Microsoft 365 users, as of 15 Nov 2026 (`Visio Plan 2`) lists Visio Plan 2, which does not count: its source is trusted more."),
        "{told}"
    );
}

#[test]
fn an_account_says_of_which_tenant_it_is_and_that_only_an_older_file_has_it() {
    let mut walk = Walk::new();
    let user =
        |name: &str| format!("{name}@contoso.com,{name},,Member,true,2020-01-01T00:00:00Z\n");
    let header = "userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime\n";
    let old = format!("{header}{}{}", user("ana"), user("ben"));
    walk.drop_file("users 2026-11-03.csv", &old);
    walk.drop_file("users 2026-11-20.csv", format!("{header}{}", user("ana")));
    walk.drop_file(
        "customers.csv",
        "Microsoft ID,Company name,Primary domain name,Relationship\naaaaaaaa-0000-4000-8000-000000000001,Contoso,contoso.com,Reseller\n",
    );
    assert_eq!(
        sentence(&mut walk, "activity", "ben@contoso.com", "tenant-of-domain"),
        "It is of the tenant `aaaaaaaa-0000-4000-8000-000000000001` by its domain `contoso.com`: a list of customers gives it that domain."
    );
    assert_eq!(
        sentence(&mut walk, "activity", "ben@contoso.com", "last-seen"),
        "It was last seen in a file of 3 Nov 2026, 19 days before the evaluation day: newer files of the same kind and customers do not have it."
    );
    assert_eq!(
        sentence(&mut walk, "activity", "ana@contoso.com", "last-seen"),
        ""
    );
}

const LICENSED: &str = r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
  "value": [
    {"id": "11111111-0000-4000-8000-000000000001", "userPrincipalName": "ana@contoso.com", "displayName": "Ana Alt",
     "accountEnabled": true, "userType": "Member", "createdDateTime": "2020-01-01T00:00:00Z",
     "assignedLicenses": [{"disabledPlans": [], "skuId": "05e9a617-0261-4cee-bb44-138d3ef5d965"}],
     "licenseAssignmentStates": [{"skuId": "05e9a617-0261-4cee-bb44-138d3ef5d965",
       "assignedByGroup": "22222222-0000-4000-8000-000000000001", "state": "Error", "error": "CountViolation",
       "lastUpdatedDateTime": "2026-11-01T00:00:00Z", "disabledPlans": []}]}
  ]
}"#;

#[test]
fn what_no_file_has_is_told_apart_from_what_is_empty() {
    let mut walk = Walk::new();
    walk.drop_file("users.csv", USERS);
    let asked =
        query(r#"{"columns":["mfa_status","mfa_reason","is_admin","department"],"presence":true}"#);
    let view = walk.ask("mfa", &asked);
    let presence = view.presence.expect("asked for");
    assert_eq!(
        presence[2],
        ["value", "value", "source-not-loaded", "empty-in-source"]
    );
    assert_eq!(
        view.values[0][1],
        Value::Text("source-not-loaded".to_string())
    );
}

#[test]
fn answers_of_graph_are_trusted_before_exports_and_tell_sign_ins() {
    let mut walk = Walk::new();
    walk.drop_file("users.json", GRAPH_USERS);
    walk.drop_file("registration.csv", REGISTRATION);
    let asked = query(
        r#"{"columns":["user_principal_name","mfa_status","mfa_reason","account_enabled","user_type"]}"#,
    );
    assert_eq!(
        told(&walk.ask("mfa", &asked)),
        "DOT@CONTOSO.COM non-compliant not-allowed - - \
         / ben not-available disabled-user-not-reported false Member \
         / cid not-available incomplete true Member \
         / ana enabled registered-and-capable true Member \
         / eve enabled contradicted - -"
    );
    let asked = query(
        r#"{"columns":["user_principal_name","activity_state","activity_reason","last_activity","last_activity_source","created"]}"#,
    );
    assert_eq!(
        told(&walk.ask("activity", &asked)),
        "cid never no-sign-in - - 2020-01-01T00:00:00Z \
         / ben unknown only-attempts - - 2020-01-01T00:00:00Z \
         / ana active used-lately 2026-11-20 sign-in 2020-01-01T00:00:00Z"
    );
}

#[test]
fn a_day_of_use_that_cannot_be_read_makes_nobody_unused() {
    let mut walk = Walk::new();
    let odd =
        r#""lastSignInDateTime": null, "lastSuccessfulSignInDateTime": "2026-02-29T08:00:00Z""#;
    let known =
        r#""lastSignInDateTime": "0001-01-01T00:00:00Z", "lastSuccessfulSignInDateTime": null"#;
    walk.drop_file("users.json", GRAPH_USERS.replace(known, odd));
    let asked = query(
        r#"{"columns":["user_principal_name","activity_state","activity_reason","last_activity"],"filters":[{"column":"user_principal_name","contains":"cid"}]}"#,
    );
    let view = walk.ask("activity", &asked);
    assert_eq!(told(&view), "cid unknown unreadable -");
    assert_eq!(view.rows[0][3], "unreadable");
}

const GRAPH_USERS: &str = r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
  "value": [
    {"id": "11111111-0000-4000-8000-000000000001", "userPrincipalName": "ana@contoso.com", "displayName": "Ana Alt",
     "accountEnabled": true, "userType": "Member", "createdDateTime": "2020-01-01T00:00:00Z",
     "signInActivity": {"lastSignInDateTime": "2026-11-21T16:41:33Z", "lastSuccessfulSignInDateTime": "2026-11-20T16:41:33Z"}},
    {"id": "11111111-0000-4000-8000-000000000002", "userPrincipalName": "ben@contoso.com", "displayName": "Ben Berg",
     "accountEnabled": false, "userType": "Member", "createdDateTime": "2020-01-01T00:00:00Z",
     "signInActivity": {"lastSignInDateTime": "2026-11-21T16:41:33Z", "lastSuccessfulSignInDateTime": null}},
    {"id": "11111111-0000-4000-8000-000000000003", "userPrincipalName": "cid@contoso.com", "displayName": "Cid Croft",
     "accountEnabled": true, "userType": "Member", "createdDateTime": "2020-01-01T00:00:00Z",
     "signInActivity": {"lastSignInDateTime": "0001-01-01T00:00:00Z", "lastSuccessfulSignInDateTime": null}}
  ]
}"#;

#[test]
fn a_deleted_account_is_met_by_the_address_that_its_name_hides() {
    let mut walk = Walk::new();
    walk.drop_file("deleted.json", DELETED_USERS);
    walk.drop_file("backup.csv", BACKUP);
    let asked = query(r#"{"columns":["user_email","m365_license","known_to"]}"#);
    let view = walk.ask("provisioning", &asked);
    assert_eq!(view.rows, [["dot@contoso.com", "Preserved", "backup"]]);
}

#[test]
fn rows_of_accounts_are_never_taken_for_rows_of_deadlines() {
    let mut walk = walk();
    for report in ["provisioning", "licence-holders"] {
        walk.report(report);
        let weeks = walk
            .engine
            .weeks(report, &query("{}"), "urgency", walk.today);
        assert!(weeks.is_err(), "{report}");
    }
}

const DELETED_USERS: &str = r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#directoryObjects/microsoft.graph.user",
  "value": [
    {"id": "11111111-0000-4000-8000-000000000004", "displayName": "Dot Dale",
     "userPrincipalName": "11111111000040008000000000000004dot@contoso.com", "deletedDateTime": "2026-11-18T10:00:00Z"}
  ]
}"#;

const BACKUP: &str = "\
Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,User Status,Microsoft 365 License
c1,Contoso,Contoso,Dot Dale,dot@contoso.com,Default,Active,Preserve
";

//! Details over all sources: what contradicts, which value counts and why, and what is concluded (2.1, M5).

use crate::across::told;
use crate::walk::{Walk, query};

const USERS: &str = "\
userPrincipalName,displayName,mail,id,userType,accountEnabled,createdDateTime,department
ana@contoso.com,Ana Alt,ana@contoso.com,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Member,true,2020-01-01T00:00:00Z,Sales
ben@contoso.com,Ben Berg,,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,Member,false,2020-01-01T00:00:00Z,Sales
";

const NEWER: &str = "\
Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Has Exchange License,Has Teams License,Exchange Last Activity Date,Teams Last Activity Date,Assigned Products
2026-11-20,ANA@CONTOSO.COM,Ana Neu,False,,True,True,2026-07-01,,MICROSOFT 365 E3
2026-11-20,ben@contoso.com,\"Berg, Ben\",False,,True,True,2026-11-18,,MICROSOFT 365 E3
";

fn opened(walk: &mut Walk, report: &str) -> rollcall::engine::message::AccountView {
    let key = "ana@contoso.com";
    let found = walk
        .engine
        .account(key, None, Some(report), walk.today, &mut walk.disk);
    found.unwrap_or_else(|_| {
        let key = "ANA@CONTOSO.COM";
        let found = walk
            .engine
            .account(key, None, Some(report), walk.today, &mut walk.disk);
        found.expect("an account")
    })
}

#[test]
fn what_contradicts_is_named_with_what_counts_and_why() {
    let mut walk = Walk::new();
    walk.drop_file("users 2026-11-10.csv", USERS);
    walk.drop_file("active users.csv", NEWER);
    let asked =
        query(r#"{"columns":["display_name","contradicted"],"sort":[["display_name","asc"]]}"#);
    // Case of addresses and the order of a name's words are no contradiction.
    assert_eq!(told(&walk.ask("mfa", &asked)), "Ana Neu name / Berg, Ben -");
    let found = opened(&mut walk, "mfa");
    assert_eq!(found.marks, ["contradicted"]);
    let step = found
        .explanation
        .iter()
        .find(|step| step.rule == "most-trusted-newest");
    let step = step.expect("a sentence");
    assert!(
        step.statement
            .starts_with("Contradicted: name. `Ana Neu` of "),
        "{}",
        step.statement
    );
    assert!(
        step.statement
            .contains("it is newer (20 Nov 2026 against 10 Nov 2026)"),
        "{}",
        step.statement
    );
    assert_eq!(step.cells.len(), 2);
    let noted: Vec<&str> = found
        .fields
        .iter()
        .filter(|field| !field.note.is_empty())
        .map(|field| field.value.as_str())
        .collect();
    assert_eq!(noted, ["Ana Alt"]);
}

#[test]
fn every_conclusion_is_explained_with_what_it_rests_on() {
    let mut walk = Walk::new();
    walk.drop_file("users 2026-11-10.csv", USERS);
    walk.drop_file("active users.csv", NEWER);
    walk.drop_file(
        "registration.csv",
        "userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin\nana@contoso.com,Ana Alt,true,false,,true\n",
    );
    let found = opened(&mut walk, "activity");
    let of = |rule: &str| {
        let step = found.explanation.iter().find(|step| step.rule == rule);
        step.unwrap_or_else(|| panic!("{rule}: {:?}", found.explanation))
    };
    assert_eq!(
        of("mfa-table").statement,
        "MFA is Enabled \u{2013} capable, but without a registered method: the details contradict themselves. Concluded from: capable `true`, registered `false`, methods empty; the account is enabled."
    );
    assert_eq!(
        of("last-real-use").statement,
        "Use: Inactive; the last real use was on 1 Jul 2026 (Exchange): last used 144 days ago, more than 90 count as inactive."
    );
    assert_eq!(
        of("last-real-use").policy[0],
        ("inactivity.days".to_string(), "90".to_string())
    );
    let joined = &found.explanation[0].statement;
    assert!(joined.ends_with("It is as of 10 Nov 2026."), "{joined}");
}

#[test]
fn a_block_credential_is_the_inverse_of_enabled_and_the_newer_counts() {
    let mut walk = Walk::new();
    walk.drop_file("users 2026-11-10.csv", USERS);
    let admin = "Display name,User principal name,Object Id,Block credential,Licenses,When created\n\
        Ana Alt,ana@contoso.com,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,True,Unlicensed,2020-01-01 00:00:00Z\n\
        Ben Berg,ben@contoso.com,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,True,Unlicensed,2020-01-01 00:00:00Z\n";
    walk.drop_file("users_2026-11-15.csv", admin);
    let asked = query(
        r#"{"columns":["display_name","account_enabled","contradicted"],"sort":[["display_name","asc"]]}"#,
    );
    assert_eq!(
        told(&walk.ask("mfa", &asked)),
        "Ana Alt false account enabled / Ben Berg false -"
    );
}

#[test]
fn a_user_that_is_in_no_file_of_accounts_is_told_by_its_sign_ins() {
    let mut walk = Walk::new();
    walk.drop_file("users.csv", USERS);
    walk.drop_file(
        "signins.csv",
        "Date (UTC),Username,User,Application,Application ID,Status\n2026-11-18T08:00:00Z,zoe@fabrikam.com,Zoe Zorn,Mail,88888888-0000-4000-8000-000000000001,Success\n2026-11-19T08:00:00Z,zoe@fabrikam.com,Zoe Zorn,Mail,88888888-0000-4000-8000-000000000001,Failure\n",
    );
    let found = walk.engine.account(
        "zoe@fabrikam.com",
        None,
        Some("signins"),
        walk.today,
        &mut walk.disk,
    );
    let found = found.expect("a user");
    assert_eq!(found.name, "Zoe Zorn");
    assert_eq!(
        found.headline,
        "in no loaded file of accounts: only sign-ins are known"
    );
    assert_eq!(found.explanation.len(), 1);
    assert_eq!(
        found.explanation[0].statement,
        "Signed in to Mail: 2 sign-ins, 1 failed, from 18 Nov 2026 08:00 UTC to 19 Nov 2026 08:00 UTC."
    );
}

//! The report of sign-ins: who signed in where, how often, and how often in vain (F22 to F25, F28, F29).

use crate::across::told;
use crate::walk::{Walk, query};

const PORTAL: &str = "\
Date (UTC),Request ID,User ID,User,Username,User type,Application,Application ID ,Status,Sign-in error code,Failure reason,Client app,Operating System
2026-11-18T08:00:00Z,r1,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Member,Mail,88888888-0000-4000-8000-000000000001,Success,0,Other.,Browser,Windows10
2026-11-19T08:00:00Z,r2,A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F01,Ana Alt,ANA@contoso.com,Member,Mail,88888888-0000-4000-8000-000000000001,Success,0,Other.,Mobile Apps and Desktop clients,Ios 17
2026-11-20T08:00:00Z,r3,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Member,Mail,88888888-0000-4000-8000-000000000001,Failure,50126,Error validating credentials.,Browser,Windows10
2026-11-20T08:00:00Z,r3,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Member,Mail,88888888-0000-4000-8000-000000000001,Failure,50126,Error validating credentials.,Browser,Windows10
2026-11-20T09:00:00Z,r4,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Member,Wiki,88888888-0000-4000-8000-000000000002,Interrupted,50140,,Browser,Windows10
2026-11-20T09:30:00Z,r5,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,Ben Berg,ben@contoso.com,Member,Mail,88888888-0000-4000-8000-000000000001,Failure,50126,Wrong,Browser,Windows10
2026-11-20T10:00:00Z,r6,b1b2c3d4-e5f6-0718-293a-4b5c6d7e8f09,Zoe Zorn,zoe@fabrikam.com,Guest,Mail,88888888-0000-4000-8000-000000000001,Deferred,,,,
,r7,b1b2c3d4-e5f6-0718-293a-4b5c6d7e8f09,Zoe Zorn,zoe@fabrikam.com,Guest,Mail,88888888-0000-4000-8000-000000000001,Success,0,,,
";

const USERS: &str = "\
userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime
ana.alt@contoso.com,Ana Renamed,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Member,true,2020-01-01T00:00:00Z
ben@contoso.com,Ben Berg,,Member,false,2020-01-01T00:00:00Z
";

const COLUMNS: &str = r#"{"columns":["user_principal_name","app_display_name","count","failures","successes","interrupted","other_outcomes"]}"#;

#[test]
fn sign_ins_are_counted_by_account_and_application_failures_apart() {
    let mut walk = Walk::new();
    walk.drop_file("InteractiveSignIns.csv", PORTAL);
    // The third sign-in stands there twice, to the letter, and is one.
    assert_eq!(
        told(&walk.ask("signins", &query(COLUMNS))),
        "ana Mail 3 1 2 0 0 / ana Wiki 1 0 0 1 0 / ben Mail 1 1 0 0 0 / zoe@fabrikam.com Mail 2 0 1 0 1"
    );
    let asked = query(
        r#"{"columns":["user_principal_name","first","last","days","last_failure","last_failure_reason"],"filters":[{"column":"app_display_name","any_of":["Mail"]}]}"#,
    );
    assert_eq!(
        told(&walk.ask("signins", &asked)),
        "ana 2026-11-18T08:00:00Z 2026-11-20T08:00:00Z 3 2026-11-20T08:00:00Z Error validating credentials. \
         / ben 2026-11-20T09:30:00Z 2026-11-20T09:30:00Z 1 2026-11-20T09:30:00Z Wrong \
         / zoe@fabrikam.com 2026-11-20T10:00:00Z 2026-11-20T10:00:00Z 1 - -"
    );
    let by_app = &walk.report("signins").summary.by_value[0];
    assert_eq!(by_app.0, "app_display_name");
    assert_eq!(by_app.1, [("Mail".to_string(), 3), ("Wiki".to_string(), 1)]);
}

#[test]
fn a_window_and_what_may_be_missing_stand_above_the_report() {
    let mut walk = Walk::new();
    walk.drop_file("InteractiveSignIns.csv", PORTAL);
    let notes = walk.notes("signins");
    assert_eq!(
        notes,
        [
            "7 sign-ins from 18 Nov 2026 08:00 UTC to 20 Nov 2026 10:00 UTC.",
            "Sign-ins arrive up to 3 days late: some after 19 Nov 2026 may still be missing. The directory keeps them for 7 days, with a premium licence for 30: who is not listed here may have signed in before.",
            "1 sign-in has no time that can be read: it is counted, but is neither first nor last.",
            "1 sign-in has no status, or one that is not known: it counts neither as a success nor as a failure.",
        ]
    );
    // The other reports over all sources have nothing to say there.
    walk.drop_file("users.csv", USERS);
    assert!(walk.notes("mfa").is_empty());
    // What a script is told of a report is told in one place.
    assert!(walk.report("signins").matching.is_none());
}

#[test]
fn an_unknown_status_is_kept_as_text_and_devices_are_those_of_successes() {
    let mut walk = Walk::new();
    walk.drop_file("InteractiveSignIns.csv", PORTAL);
    let asked = query(
        r#"{"columns":["user_principal_name","statuses","client_apps","device_usage","interactive"],"presence":true}"#,
    );
    let view = walk.ask("signins", &asked);
    assert_eq!(
        told(&view),
        "ana - Browser+Mobile Apps and Desktop clients Mobile+Web - \
         / ana - Browser - - / ben - Browser - - / zoe@fabrikam.com Deferred: 1 - - -"
    );
    assert_eq!(view.presence.expect("asked for")[0][4], "source-not-loaded");
    // Ninety days later the devices are no longer those of the last 90 days.
    walk.today = crate::walk::day("2027-02-17");
    let asked = query(r#"{"columns":["user_principal_name","device_usage"]}"#);
    let view = walk.ask("signins", &asked);
    assert!(told(&view).starts_with("ana Mobile /"), "{}", told(&view));
}

#[test]
fn users_are_joined_to_the_directory_by_object_id_else_by_name() {
    let mut walk = Walk::new();
    walk.drop_file("users.csv", USERS);
    walk.drop_file("InteractiveSignIns.csv", PORTAL);
    let asked = query(
        r#"{"columns":["user_principal_name","display_name","app_display_name","account_enabled","in_directory"]}"#,
    );
    assert_eq!(
        told(&walk.ask("signins", &asked)),
        "ana.alt Ana Renamed Mail true true / ana.alt Ana Renamed Wiki true true \
         / ben Ben Berg Mail false true / zoe@fabrikam.com Zoe Zorn Mail - false"
    );
}

#[test]
fn what_graph_and_the_portal_both_tell_counts_once() {
    let mut walk = Walk::new();
    walk.drop_file("InteractiveSignIns.csv", PORTAL);
    walk.drop_file("signins.json", GRAPH);
    let asked = query(
        r#"{"columns":["user_principal_name","app_display_name","count","failures","successes","interactive"],"filters":[{"column":"user_principal_name","any_of":["ana@contoso.com"]}]}"#,
    );
    // Of three sign-ins of Graph, one is a second one in the same second.
    assert_eq!(
        told(&walk.ask("signins", &asked)),
        "ana Mail 4 1 3 3 / ana Wiki 1 0 0 0"
    );
    let notes = walk.notes("signins");
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("2 sign-ins stand in several files")),
        "{notes:?}"
    );
}

/// A file of the portal without request ids and ids of applications.
fn bare(rows: &[(&str, &str)]) -> String {
    let mut text = "Date (UTC),Username,Application,Status\n".to_string();
    for (at, app) in rows {
        text += &format!("{at},ana@contoso.com,{app},Success\n");
    }
    text
}

const COUNTED: &str =
    r#"{"columns":["app_display_name","count"],"sort":[["app_display_name","asc"]]}"#;

fn note_of<'a>(notes: &'a [String], part: &str) -> Option<&'a str> {
    notes
        .iter()
        .map(String::as_str)
        .find(|note| note.contains(part))
}

#[test]
fn an_application_without_its_id_is_no_second_sign_in() {
    let mut walk = Walk::new();
    walk.drop_file("signins.json", GRAPH);
    // Graph has two of the first second; the third stands in the portal's file alone.
    let rows = [
        ("2026-11-18T08:00:00Z", "mail"),
        ("2026-11-18T08:00:00Z", "Mail"),
        ("2026-11-18T08:00:00Z", "Mail"),
        ("2026-11-18T08:00:01Z", "Mail"),
    ];
    let mut text = bare(&rows);
    // Else the third would be a row that repeats the second to the letter.
    text = text.replacen("Mail,Success", "Mail, Success", 1);
    walk.drop_file("portal.csv", &text);
    let view = walk.ask("signins", &query(COUNTED));
    assert_eq!(told(&view), "Mail 5");
    let notes = walk.notes("signins");
    assert!(
        note_of(&notes, "2 sign-ins stand in several files").is_some(),
        "{notes:?}"
    );
    assert!(
        note_of(&notes, "may stand in several").is_none(),
        "{notes:?}"
    );
}

#[test]
fn a_name_that_several_applications_have_is_counted_each_time_and_told() {
    let mut walk = Walk::new();
    let other = GRAPH.replacen(
        "0000-4000-8000-000000000001",
        "0000-4000-8000-000000000009",
        1,
    );
    walk.drop_file("signins.json", &other);
    walk.drop_file("portal.csv", bare(&[("2026-11-18T08:00:00Z", "Mail")]));
    let view = walk.ask("signins", &query(r#"{"columns":["count"]}"#));
    let n: u32 = told(&view)
        .split(" / ")
        .filter_map(|n| n.parse::<u32>().ok())
        .sum();
    assert_eq!(n, 4);
    let notes = walk.notes("signins");
    assert!(
        note_of(&notes, "1 sign-in may stand in several files").is_some(),
        "{notes:?}"
    );
}

#[test]
fn two_exports_that_overlap_count_a_request_once_and_two_requests_of_one_second_twice() {
    let mut walk = Walk::new();
    let file = |rows: &[(&str, &str)]| {
        let mut text =
            "Date (UTC),Request ID,Username,Application,Status,Failure reason\n".to_string();
        for (id, why) in rows {
            text += &format!("2026-11-18T08:00:00Z,{id},ana@contoso.com,Mail,Success,{why}\n");
        }
        text
    };
    walk.drop_file("monday.csv", file(&[("q1", "Other."), ("q2", "")]));
    // The same requests, not to the letter, and one that is new.
    walk.drop_file("tuesday.csv", file(&[("q2", "None"), ("q3", "")]));
    let view = walk.ask("signins", &query(COUNTED));
    assert_eq!(told(&view), "Mail 3");
    let notes = walk.notes("signins");
    assert!(
        note_of(&notes, "1 sign-in stands in several files").is_some(),
        "{notes:?}"
    );
    // One id with two times is told, and both count.
    let later = file(&[("q3", "")]).replace("08:00:00", "08:00:09");
    walk.drop_file("wednesday.csv", &later);
    let view = walk.ask("signins", &query(COUNTED));
    assert_eq!(told(&view), "Mail 4");
    let notes = walk.notes("signins");
    assert!(
        note_of(&notes, "1 sign-in may stand in several files").is_some(),
        "{notes:?}"
    );
}

#[test]
fn only_sign_ins_that_succeeded_are_activity() {
    let mut walk = Walk::new();
    walk.drop_file("users.csv", USERS);
    walk.drop_file("InteractiveSignIns.csv", PORTAL);
    let asked = query(
        r#"{"columns":["user_principal_name","activity_state","activity_reason","last_activity","last_activity_source","last_successful","device_usage"]}"#,
    );
    let told_of = |walk: &mut Walk| {
        let mut rows: Vec<String> = told(&walk.ask("activity", &asked))
            .split(" / ")
            .map(str::to_string)
            .collect();
        rows.sort();
        rows.join(" / ")
    };
    assert_eq!(
        told_of(&mut walk),
        "ana.alt active used-lately 2026-11-19 sign-in 2026-11-19T08:00:00Z Mobile+Web \
         / ben unknown only-attempts - - - -"
    );
}

#[test]
fn a_service_that_signs_in_is_kept_and_is_nobodys_account() {
    let mut walk = Walk::with(&["entra_signins_application.csv"]);
    let asked = query(
        r#"{"columns":["user_principal_name","user_type","app_display_name","count","in_directory"]}"#,
    );
    assert_eq!(
        told(&walk.ask("signins", &asked)),
        "- service principal backup-connector 2 false"
    );
}

#[test]
fn dates_that_can_be_read_two_ways_are_the_earlier_one_until_that_is_answered() {
    let mut walk = Walk::new();
    let loaded = walk.drop_file(
        "signins.csv",
        "CreatedDateTime,UserPrincipalName,AppDisplayName,Status\n3/12/2025 7:22:00 AM,ana@contoso.com,Mail,Success\n",
    );
    let asked = query(r#"{"columns":["last"]}"#);
    assert_eq!(told(&walk.ask("signins", &asked)), "2025-03-12T07:22:00Z");
    walk.answer(&loaded.questions[0], "day-first")
        .expect("an answer");
    assert_eq!(told(&walk.ask("signins", &asked)), "2025-12-03T07:22:00Z");
}

const GRAPH: &str = r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns",
  "value": [
    {"id": "r1", "createdDateTime": "2026-11-18T08:00:00.25Z", "userDisplayName": "Ana Alt", "userPrincipalName": "ana@contoso.com",
     "userId": "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01", "appId": "88888888-0000-4000-8000-000000000001", "appDisplayName": "Mail",
     "clientAppUsed": "Browser", "isInteractive": true, "status": {"errorCode": 0, "failureReason": null}},
    {"id": "r1b", "createdDateTime": "2026-11-18T08:00:00.75Z", "userDisplayName": "Ana Alt", "userPrincipalName": "ana@contoso.com",
     "userId": "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01", "appId": "88888888-0000-4000-8000-000000000001", "appDisplayName": "Mail",
     "clientAppUsed": "Browser", "isInteractive": true, "status": {"errorCode": 0, "failureReason": null}},
    {"id": "r3", "createdDateTime": "2026-11-20T08:00:00Z", "userDisplayName": "Ana Alt", "userPrincipalName": "ana@contoso.com",
     "userId": "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01", "appId": "88888888-0000-4000-8000-000000000001", "appDisplayName": "Mail",
     "clientAppUsed": "Browser", "isInteractive": true, "status": {"errorCode": 50126, "failureReason": "Error validating credentials."}}
  ]
}"#;

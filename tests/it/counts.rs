//! Several dated exports of one kind: counts by week and month, and accounts that only an older one has (D34).

use crate::across::told;
use crate::walk::{Walk, query};

fn provisioning(rows: &[(&str, &str)]) -> String {
    let mut text =
        "User Name,User Email,Profile,User Status,Microsoft 365 License,Backup Data (MB)\n"
            .to_string();
    for (name, license) in rows {
        text += &format!("{name},{name}@contoso.com,Staff,Active,{license},10\n");
    }
    text
}

fn walk() -> Walk {
    let mut walk = Walk::new();
    let early = [
        ("ana", "Active"),
        ("ben", "Active"),
        ("cid", "Active"),
        ("dot", "Preserved"),
    ];
    let late = [
        ("ana", "Preserved"),
        ("ben", "Active"),
        ("dot", "Preserved"),
        ("eve", "Active"),
        ("fay", "Active"),
    ];
    let other = [("kim", "Active"), ("lea", "Active")];
    walk.drop_files(&[
        (
            "provisioning 2026-11-03.csv",
            provisioning(&early).into_bytes(),
        ),
        (
            "provisioning 2026-11-20.csv",
            provisioning(&late).into_bytes(),
        ),
        // Another customer's accounts are no later state of these.
        (
            "elsewhere 2026-11-19.csv",
            provisioning(&other).into_bytes(),
        ),
    ]);
    walk
}

const ASKED: &str =
    r#"{"columns":["name","total","total_preserved","added","deleted","preserved","export_day"]}"#;

#[test]
fn accounts_are_counted_by_week_and_month_between_exports_of_the_same_customers() {
    let mut walk = walk();
    let view = walk.ask("counts", &query(ASKED));
    assert_eq!(view.total, 20);
    let rows = told(&view);
    let rows: Vec<&str> = rows.split(" / ").collect();
    assert_eq!(rows[0], "2026-W47 5 2 2 1 1 2026-11-20");
    assert_eq!(rows[1], "2026-W46 - - - - - -");
    assert_eq!(rows[2], "2026-W45 4 1 - - - 2026-11-03");
    // Both exports are of this month, so the first and the last of it are compared.
    assert_eq!(rows[8], "2026-11 5 2 2 1 1 2026-11-20");
    assert_eq!(rows[9], "2026-10 - - - - - -");
    let notes = walk.notes("counts");
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0].contains("2 days with exports from 3 Nov 2026 to 20 Nov 2026"),
        "{notes:?}"
    );
}

#[test]
fn one_export_is_not_enough_and_that_is_said() {
    let mut walk = Walk::new();
    let rows = provisioning(&[("ana", "Active")]);
    walk.drop_file("provisioning 2026-11-20.csv", &rows);
    let view = walk.ask("counts", &query(ASKED));
    assert_eq!(view.total, 0);
    let notes = walk.notes("counts");
    assert!(notes[0].contains("at least two exports"), "{notes:?}");
    // Nor are two of one day.
    walk.drop_file("again 2026-11-20.csv", &rows);
    assert_eq!(walk.ask("counts", &query(ASKED)).total, 0);
}

#[test]
fn a_row_that_counts_opens_no_account() {
    let mut walk = walk();
    let opened = walk
        .engine
        .account("2026-W47", None, Some("counts"), walk.today, &mut walk.disk);
    assert!(opened.is_err_and(|why| why.contains("counts accounts")));
}

const HEADER: &str = "userPrincipalName,displayName,id,userType,accountEnabled,createdDateTime";

#[test]
fn an_account_that_only_an_older_file_has_is_marked() {
    let mut walk = Walk::new();
    let row = |name: &str, n: u32| {
        format!(
            "{name}@contoso.com,{name},a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f0{n},Member,true,2020-01-01T00:00:00Z\n"
        )
    };
    let old = format!(
        "{HEADER}\n{}{}{}",
        row("ana", 1),
        row("ben", 2),
        row("cid", 3)
    );
    let new = format!("{HEADER}\n{}{}", row("ana", 1), row("dot", 4));
    walk.drop_file("exportUsers_2026-11-03.csv", &old);
    walk.drop_file("exportUsers_2026-11-20.csv", &new);
    // Who stands in another file that nothing replaces is there.
    walk.drop_file(
        "registration.csv",
        "userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin\ncid@contoso.com,cid,true,true,email,false\n",
    );
    let asked = query(
        r#"{"columns":["user_principal_name","last_seen"],"sort":[["user_principal_name","asc"]]}"#,
    );
    let view = walk.ask("mfa", &asked);
    assert_eq!(told(&view), "ana - / ben 2026-11-03 / cid - / dot -");
    let marks: Vec<String> = view.handles.iter().map(|row| row.marks.join("+")).collect();
    assert_eq!(marks, ["", "only in the file of 3 Nov 2026", "", ""]);
}

#[test]
fn who_also_stands_in_a_file_that_nothing_replaces_is_not_gone() {
    let mut walk = Walk::new();
    let list = |names: &[&str]| {
        let mut text = format!("{HEADER}\n");
        for name in names {
            text += &format!("{name}@contoso.com,{name},,Member,true,2020-01-01T00:00:00Z\n");
        }
        text
    };
    walk.drop_file("staff 2026-11-03.csv", list(&["ana", "ben", "cid", "dot"]));
    walk.drop_file("staff 2026-11-20.csv", list(&["ana", "ben"]));
    // Of the same kind and a day of its own, but of other accounts: no state of those above.
    walk.drop_file("guests 2026-11-04.csv", list(&["cid", "kim", "lea", "max"]));
    let asked = query(
        r#"{"columns":["user_principal_name","last_seen"],"sort":[["user_principal_name","asc"]]}"#,
    );
    assert_eq!(
        told(&walk.ask("activity", &asked)),
        "ana - / ben - / cid - / dot 2026-11-03 / kim - / lea - / max -"
    );
}

#[test]
fn every_report_with_accounts_marks_those_that_only_an_older_file_has() {
    let mut walk = walk();
    let asked = query(r#"{"columns":["user_name","last_seen"],"sort":[["user_name","asc"]]}"#);
    let view = walk.ask("provisioning", &asked);
    assert_eq!(
        told(&view),
        "ana - / ben - / cid 2026-11-03 / dot - / eve - / fay - / kim - / lea -"
    );
    assert_eq!(view.handles[2].marks, ["only in the file of 3 Nov 2026"]);

    let licensed = |rows: &[&str]| {
        let mut text =
            "User principal name,Display name,Object Id,Licenses,Block credential,When created\n"
                .to_string();
        for name in rows {
            text += &format!("{name}@contoso.com,{name},,Visio,False,2020-01-01\n");
        }
        text
    };
    walk.drop_file("users 2026-11-03.csv", licensed(&["ana", "cid"]));
    walk.drop_file("users 2026-11-20.csv", licensed(&["ana"]));
    let asked = query(
        r#"{"columns":["user_principal_name","last_seen"],"sort":[["user_principal_name","asc"]]}"#,
    );
    assert_eq!(
        told(&walk.ask("licence-holders", &asked)),
        "ana - / cid 2026-11-03"
    );

    walk.drop_file(
        "InteractiveSignIns.csv",
        "Date (UTC),Username,Application,Status\n2026-11-18T08:00:00Z,cid@contoso.com,Mail,Success\n2026-11-18T08:00:00Z,zoe@contoso.com,Mail,Success\n",
    );
    let asked = query(
        r#"{"columns":["user_principal_name","last_seen"],"presence":true,"sort":[["user_principal_name","asc"]]}"#,
    );
    let view = walk.ask("signins", &asked);
    assert_eq!(told(&view), "cid 2026-11-03 / zoe -");
    // Of an account that no file has nothing is concluded.
    assert_eq!(view.rows[1][1], "no row");
    assert_eq!(view.handles[0].marks, ["only in the file of 3 Nov 2026"]);
}

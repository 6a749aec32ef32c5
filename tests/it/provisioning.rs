//! The report `provisioning` and its quick filters (D1 to D18, D22, D23, D26, D28, D30 to D33).

use crate::walk::{Walk, query};
use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::message::{ReportView, Value};
use rollcall::report::across::about::AboutView;
use rollcall::report::values::ValuesView;

const HEADER: &str = "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,User Status,Microsoft 365 License,SMB License,Backup Data (MB),Created On,Managed By,Mapping,Custom Attribute Name,Custom Attribute Value";

/// A report of the backup with these rows.
fn backup(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn three_customers() -> String {
    backup(&[
        "c-1,Alpha Inc,Alpha Inc,Ana Alt,ana@alpha.example,Default,Active,active,-,\"1,234.5\",2024-02-01 10:30:00,Azure AD,Map1,Department,History",
        "c-1,Alpha Inc,Alpha Inc,Ben Berg,ben@alpha.example,Default,Active,preserve,-,100.25,2024-02-02 00:00:00,Azure AD,Manual,Department,Law",
        "c-2,Beta GmbH,Hidden 7,Cid Croft,cid@beta.example,Gold,Inactive,\u{2013},Active,,2024-02-03 00:00:00,AD,Map2,,",
        "c-3,Gamma Ltd,Gamma Ltd,Dot Dale,dot@gamma.example,Gold,Pending,Trial,\u{2014},0.5,2024-02-04 00:00:00,AD,Map2,,",
        "c-3,Gamma Ltd,Gamma Ltd,Eve Elm,eve@gamma.example,Gold,Active,,preserved,2,2024-02-05 00:00:00,AD,Map2,,",
    ])
}

fn walk(files: &[(&str, String)]) -> Walk {
    let mut walk = Walk::new();
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(name, text)| (*name, text.clone().into_bytes()))
        .collect();
    walk.drop_files(&files);
    walk
}

fn asked(walk: &mut Walk, columns: &[&str]) -> ReportView {
    let columns = columns.join("\",\"");
    let asked = query(&format!(r#"{{"columns":["{columns}"],"presence":true}}"#));
    walk.ask("provisioning", &asked)
}

/// The values of some columns, row by row.
fn told(view: &ReportView) -> String {
    let rows = view.values.iter().map(|row| {
        let cells = row.iter().map(|value| match value {
            Value::Null => "-".to_string(),
            Value::Text(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Boolean(flag) => flag.to_string(),
            Value::List(items) => items.join("+"),
        });
        cells.collect::<Vec<_>>().join(" ")
    });
    rows.collect::<Vec<_>>().join(" / ")
}

fn about(walk: &mut Walk, asked: &str) -> AboutView {
    walk.about("provisioning", &query(asked))
}

fn values(walk: &mut Walk, asked: &str, column: &str, text: &str, limit: u32) -> ValuesView {
    let inquiry = Inquiry::Values {
        id: "provisioning".to_string(),
        query: query(asked),
        column: column.to_string(),
        text: text.to_string(),
        limit,
    };
    walk.tell(inquiry)
}

fn offered(view: &ValuesView) -> Vec<(&str, u32)> {
    let values = view.values.iter();
    values.map(|one| (one.text.as_str(), one.rows)).collect()
}

fn notes(view: &AboutView) -> String {
    let notes: Vec<&str> = view.notes.iter().map(|note| note.text.as_str()).collect();
    notes.join("\n")
}

/// What stands above the report, a line each.
pub fn notes_of(walk: &mut Walk, asked: &str) -> String {
    notes(&about(walk, asked))
}

#[test]
fn the_fifteen_columns_of_the_backup_and_the_service_plan_are_shown_in_their_order() {
    let mut walk = walk(&[("backup.csv", three_customers())]);
    let view = walk.report("provisioning");
    let ids: Vec<&str> = view
        .columns
        .iter()
        .map(|column| column.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "global_customer_id",
            "customer_name",
            "account_name",
            "user_name",
            "user_email",
            "profile",
            "user_status",
            "m365_license",
            "smb_license",
            "backup_mb",
            "created_on",
            "managed_by",
            "mapping",
            "custom_attribute_name",
            "custom_attribute_value",
            "service_plan"
        ]
    );
    let kinds: Vec<&str> = view
        .columns
        .iter()
        .map(|column| column.kind.as_str())
        .collect();
    assert_eq!(&kinds[6..11], ["enum", "enum", "enum", "number", "instant"]);
    assert_eq!(view.total, 5);
    assert_eq!(
        told(&ReportView {
            values: vec![view.values[0].clone()],
            ..ReportView::default()
        }),
        "c-1 Alpha Inc Alpha Inc Ana Alt ana@alpha.example Default active active unlicensed 1234.50 2024-02-01T10:30:00Z Azure AD Map1 Department History -"
    );
    assert_eq!(view.rows[0][10], "1 Feb 2024 10:30 UTC");
    assert_eq!(view.rows[0][9], "1,234.50");
}

#[test]
fn licenses_are_three_states_and_words_that_are_not_known_are_kept_and_counted() {
    let mut walk = walk(&[("backup.csv", three_customers())]);
    let view = asked(
        &mut walk,
        &["user_email", "user_status", "m365_license", "smb_license"],
    );
    assert_eq!(
        told(&view),
        "ana@alpha.example active active unlicensed \
         / ben@alpha.example active preserved unlicensed \
         / cid@beta.example inactive unlicensed active \
         / dot@gamma.example Pending Trial unlicensed \
         / eve@gamma.example active unlicensed preserved"
    );
    let presence = view.presence.expect("asked for");
    assert_eq!(presence[4][2], "empty-in-source");
    assert_eq!(presence[2][2], "value");
    assert_eq!(view.rows[4][2], "Unlicensed (empty)");
    assert_eq!(view.rows[3][1], "Pending (unknown word)");
    assert!(view.handles[3].marks.contains(&"unknown word".to_string()));
    let counted = &view.summary.by_value;
    let of = |id: &str| {
        let found = counted.iter().find(|(known, _)| known == id);
        let counts = found.expect("it is counted").1.iter();
        let counts = counts.map(|(name, n)| format!("{name} {n}"));
        counts.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(of("user_status"), "active 3, inactive 1, Pending 1");
    assert_eq!(
        of("m365_license"),
        "active 1, preserved 1, unlicensed 2, Trial 1"
    );
    let narrowed = r#"{"filters":[{"column":"m365_license","any_of":["unlicensed"]}]}"#;
    assert_eq!(walk.ask("provisioning", &query(narrowed)).total, 2);
    assert!(
        notes(&about(&mut walk, "{}"))
            .contains("User Status has words that this page does not know: `Pending` (1)")
    );
}

#[test]
fn sizes_are_read_in_the_mark_of_their_file_and_summed_by_group() {
    let with_commas = three_customers()
        .replace("\"1,234.5\"", "\"1.234,5\"")
        .replace("100.25", "\"100,25\"")
        .replace(",0.5,", ",\"0,5\",");
    for text in [three_customers(), with_commas] {
        let mut walk = walk(&[("backup.csv", text)]);
        let view = asked(&mut walk, &["backup_mb"]);
        assert_eq!(told(&view), "1234.50 / 100.25 / - / 0.50 / 2.00");
        assert_eq!(view.presence.expect("asked for")[2], ["empty-in-source"]);
        let about = about(&mut walk, "{}");
        let sums: Vec<String> = about
            .sums
            .iter()
            .map(|sum| {
                let groups = sum.groups.iter();
                let groups = groups.map(|(name, value)| format!("{name}={}", told_of(value)));
                format!(
                    "{} by `{}`: {}",
                    sum.column,
                    sum.by,
                    groups.collect::<Vec<_>>().join(" ")
                )
            })
            .collect();
        assert_eq!(
            sums,
            [
                "backup_mb by ``: =1337.25",
                "backup_mb by `customer_name`: Alpha Inc=1334.75 Gamma Ltd=2.5",
                "backup_mb by `profile`: Default=1334.75 Gold=2.5"
            ]
        );
        assert_eq!(about.sums[0].unknown, 1);
        assert!(
            notes(&about)
                .contains("Backup data of the rows shown: 1,337.25 MB; 1 row is without a number")
        );
        let sorted = query(r#"{"columns":["user_email"],"sort":[["backup_mb","desc"]]}"#);
        let sorted = walk.ask("provisioning", &sorted).rows.concat();
        assert_eq!(sorted[0], "ana@alpha.example");
        assert_eq!(sorted[4], "cid@beta.example");
    }
}

fn told_of(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn the_sum_follows_the_rows_that_are_shown() {
    let mut walk = walk(&[("backup.csv", three_customers())]);
    let narrowed = r#"{"filters":[{"column":"profile","any_of":["Gold"]}]}"#;
    let about = about(&mut walk, narrowed);
    assert_eq!(told_of(&about.sums[0].groups[0].1), "2.5");
}

#[test]
fn a_number_that_may_be_thousands_or_decimals_is_known_once_it_was_said() {
    let mut walk = Walk::new();
    let loaded = walk.drop_file(
        "backup.csv",
        backup(&["c-1,Alpha Inc,Alpha Inc,Ana Alt,ana@alpha.example,Default,Active,active,-,\"1,234\",2024-02-01,Azure AD,Map1,,"]),
    );
    let view = asked(&mut walk, &["backup_mb"]);
    assert_eq!(view.rows[0], ["unknown"]);
    assert_eq!(about(&mut walk, "{}").sums[0].unknown, 1);
    let question = &loaded.questions[0];
    let comma = question
        .choices
        .iter()
        .find(|choice| choice.label.contains("1.234"));
    let choice = comma
        .map_or(&question.choices[1].id, |choice| &choice.id)
        .clone();
    walk.answer(question, &choice).expect("an answer");
    let said = told(&asked(&mut walk, &["backup_mb"]));
    assert!(said == "1.234" || said == "1234", "{said}");
}

#[test]
fn two_entries_of_one_person_are_two_rows_and_a_row_an_attribute_is_one() {
    let mut walk = walk(&[(
        "backup.csv",
        backup(&[
            "c-1,Alpha Inc,Alpha Inc,Ana Alt,ana@alpha.example,Default,Inactive,preserve,-,10,2023-01-01,AD,Manual,,",
            "c-1,Alpha Inc,Alpha Inc,Ana Alt,ana@alpha.example,Default,Active,active,-,20,2024-02-01,Azure AD,Map1,,",
            "c-1,Alpha Inc,Alpha Inc,Ben Berg,ben@alpha.example,Default,Active,active,-,30,2024-02-01,Azure AD,Map1,Department,\"Law, Tax\"",
            "c-1,Alpha Inc,Alpha Inc,Ben Berg,BEN@alpha.example,Default,Active,active,-,30,2024-02-01,Azure AD,Map1,Site,North",
            "c-1,Alpha Inc,Alpha Inc,Ben Berg,ben@alpha.example,Default,Active,active,-,30,2024-02-01,Azure AD,Map1,Site,South",
        ]),
    )]);
    let view = asked(
        &mut walk,
        &["user_email", "mapping", "entries", "custom_attributes"],
    );
    // Ben's second row writes the address otherwise: it differs in more than the attribute.
    assert_eq!(
        told(&view),
        "ana@alpha.example Manual 2 - \
         / ana@alpha.example Map1 2 - \
         / ben@alpha.example Map1 2 Department=Law, Tax+Site=South \
         / BEN@alpha.example Map1 2 Site=North"
    );
    assert_eq!(view.handles[0].marks, ["one person, two entries"]);
    let names = asked(
        &mut walk,
        &["custom_attribute_name", "custom_attribute_value"],
    );
    assert_eq!(names.rows[2], ["Department; Site", "Law, Tax; South"]);
    assert_eq!(
        names.values[2][0],
        Value::Text("Department; Site".to_string())
    );
    let narrowed = r#"{"filters":[{"column":"custom_attribute_names","any_of":["Site"]}]}"#;
    assert_eq!(walk.ask("provisioning", &query(narrowed)).total, 2);
    let found = walk
        .engine
        .account(
            "ana@alpha.example",
            None,
            Some("provisioning"),
            walk.today,
            &mut walk.disk,
        )
        .expect("an account");
    let rules: Vec<&str> = found
        .explanation
        .iter()
        .map(|step| step.rule.as_str())
        .collect();
    assert!(rules.contains(&"backup-entries"), "{rules:?}");
    assert_eq!(
        rules
            .iter()
            .filter(|rule| **rule == "backup-licenses")
            .count(),
        2
    );
    let mapping = found
        .explanation
        .iter()
        .find(|step| step.rule == "backup-mapping");
    assert!(
        mapping
            .expect("a step")
            .statement
            .contains("old entry of a person")
    );
}

#[test]
fn of_two_files_of_a_customer_the_newer_counts_and_the_older_is_told() {
    let row = |size: &str| {
        backup(&[&format!(
            "c-1,Alpha Inc,Alpha Inc,Ana Alt,ana@alpha.example,Default,Active,active,-,{size},2024-02-01,Azure AD,Map1,,"
        )])
    };
    let mut walk = walk(&[
        ("backup 2026-11-21.csv", row("20.5")),
        ("backup 2026-11-14.csv", row("10.5")),
    ]);
    let view = asked(&mut walk, &["backup_mb", "entries"]);
    assert_eq!(told(&view), "20.5 1");
    assert_eq!(view.handles[0].marks, ["also in an older file"]);
}

#[test]
fn one_id_with_two_names_is_an_issue_and_marked_in_its_rows() {
    let mut walk = walk(&[(
        "backup.csv",
        backup(&[
            "c-1,Alpha Inc,Alpha Inc,Ana Alt,ana@alpha.example,Default,Active,active,-,1,2024-02-01,AD,Map1,,",
            "c-1,Alpha Ltd,Alpha Inc,Ben Berg,ben@alpha.example,Default,Active,active,-,2,2024-02-01,AD,Map1,,",
            "c-2,Beta GmbH,Hidden 7,Cid Croft,cid@beta.example,Default,Active,active,-,3,2024-02-01,AD,Map1,,",
            "c-3,Delta,Delta,Dot Dale,dot@delta.example,Default,Active,active,-,4,2024-02-01,AD,Map1,,",
            "c-4,Delta,Delta,Eve Elm,eve@delta.example,Default,Active,active,-,5,2024-02-01,AD,Map1,,",
        ]),
    )]);
    let issues = walk.issues();
    let told_issues: Vec<String> = issues
        .iter()
        .filter(|issue| issue.code == "customer-conflict")
        .map(|issue| format!("{:?} {}", issue.line, issue.message))
        .collect();
    assert_eq!(told_issues.len(), 4, "{told_issues:?}");
    assert!(told_issues[1].contains("line 3, `Customer Name`: expected one name of the customer `c-1`, but found `Alpha Ltd`"), "{told_issues:?}");
    assert!(told_issues[3].contains(
        "`Global Customer ID`: expected one id of the customer `Delta`, but found `c-4`"
    ));
    assert_eq!(walk.sources()[0].n_issues, 4);
    let view = asked(
        &mut walk,
        &["user_email", "names_differ", "customer_conflict"],
    );
    assert_eq!(
        told(&view),
        "ana@alpha.example false true / ben@alpha.example true true / cid@beta.example true false \
         / dot@delta.example false true / eve@delta.example false true"
    );
    assert_eq!(view.handles[0].marks, ["customer conflict"]);
    assert!(
        notes(&about(&mut walk, "{}"))
            .contains("4 rows are of customers whose id has several names")
    );
}

const CUSTOMERS: &str = "\
Company Name,Primary Domain Name,Relationship,Microsoft ID,Service Plan
Alpha Inc,alpha.example,Reseller,00000000-0000-4000-8000-000000000001,Elite
Beta GmbH,beta.example,Reseller,00000000-0000-4000-8000-000000000002,
Omega AG,omega.example,Reseller,00000000-0000-4000-8000-000000000003,Business
";

#[test]
fn a_listed_customer_without_a_row_may_be_new_and_is_not_told_as_one_without_users() {
    let mut walk = walk(&[
        ("backup 2026-11-20.csv", three_customers()),
        ("customers.csv", CUSTOMERS.to_string()),
    ]);
    let about = about(&mut walk, "{}");
    let notes = notes(&about);
    assert!(notes.contains("1 customer is in the list of customers and not in the backup's report: `Omega AG`. That does not say that they have no users"), "{notes}");
    assert!(notes.contains("may be newer than 48 h"), "{notes}");
    assert!(
        notes.contains("`backup 2026-11-20.csv` is of 20 Nov 2026, older than 12 hours"),
        "{notes}"
    );
    let plans = asked(&mut walk, &["customer_name", "service_plan", "tenant_id"]);
    assert_eq!(
        told(&plans),
        "Alpha Inc Elite 00000000-0000-4000-8000-000000000001 \
         / Alpha Inc Elite 00000000-0000-4000-8000-000000000001 \
         / Beta GmbH - 00000000-0000-4000-8000-000000000002 \
         / Gamma Ltd - - / Gamma Ltd - -"
    );
    let presence = plans.presence.expect("asked for");
    assert_eq!(presence[2][1], "empty-in-source");
    assert_eq!(presence[3][1], "not-knowable");
    let origin = about.columns.iter().find(|(id, _)| id == "customer_name");
    assert_eq!(
        origin.expect("told").1,
        "From Druva provisioning of 20 Nov 2026, then Customers of an unknown day."
    );
}

#[test]
fn a_file_of_today_is_fresh_and_one_without_a_day_is_not_called_so() {
    let of = |name: &str| {
        let mut walk = walk(&[(name, three_customers())]);
        notes(&about(&mut walk, "{}"))
    };
    assert!(!of("backup 2026-11-22.csv").contains("12 hours"));
    assert!(
        of("backup 2026-11-21.csv")
            .contains("is of yesterday, 21 Nov 2026, and may be older than 12 hours")
    );
    assert!(of("backup.csv").contains("does not say of when it is"));
}

const USERS: &str = "\
userPrincipalName,displayName,mail,id,userType,accountEnabled,createdDateTime,department,jobTitle,usageLocation
ana@alpha.example,Ana Alternate,ana@alpha.example,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Member,true,2020-01-01T00:00:00Z,Sales,Lead,US
zoe@omega.example,Zoe Zimt,,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,Member,false,2021-01-01T08:00:00Z,,,
";

#[test]
fn without_the_backup_directories_fill_what_they_can_and_the_rest_is_said_to_be_unknown() {
    let mut walk = walk(&[
        ("users.csv", USERS.to_string()),
        ("customers.csv", CUSTOMERS.to_string()),
    ]);
    let view = asked(
        &mut walk,
        &[
            "customer_name",
            "user_name",
            "user_email",
            "user_status",
            "created_on",
            "m365_license",
            "backup_mb",
            "known_to",
            "job_title",
            "usage_location",
        ],
    );
    assert_eq!(
        told(&view),
        "Alpha Inc Ana Alternate ana@alpha.example active 2020-01-01T00:00:00Z - - directory Lead US \
         / Omega AG Zoe Zimt zoe@omega.example inactive 2021-01-01T08:00:00Z - - directory - -"
    );
    assert_eq!(view.rows[1][3], "Inactive (sign-in blocked)");
    let presence = view.presence.expect("asked for");
    assert_eq!(
        presence[0][5..7],
        ["source-not-loaded", "source-not-loaded"]
    );
    assert_eq!(presence[1][8], "empty-in-source");
    let about = about(&mut walk, "{}");
    for id in [
        "global_customer_id",
        "m365_license",
        "smb_license",
        "backup_mb",
        "mapping",
        "custom_attribute_name",
    ] {
        assert!(
            about.missing.iter().any(|known| known == id),
            "{id}: {:?}",
            about.missing
        );
    }
    for id in ["customer_name", "user_name", "service_plan", "created_on"] {
        assert!(!about.missing.iter().any(|known| known == id), "{id}");
    }
    assert!(about.sums.is_empty());
    let notes = notes(&about);
    assert!(notes.contains("Without Druva's user provisioning report these columns cannot be known: Global Customer ID, Account Name, Profile,"), "{notes}");
    assert!(notes.contains(
        "Managed Services Center under Reports, Microsoft 365, User Provisioning Report"
    ));
}

#[test]
fn one_row_holds_what_the_backup_and_the_directory_know_of_an_account() {
    let mut walk = walk(&[
        ("backup.csv", three_customers()),
        ("users.csv", USERS.to_string()),
    ]);
    let view = asked(
        &mut walk,
        &[
            "user_email",
            "user_name",
            "display_name",
            "department",
            "known_to",
            "account_enabled",
        ],
    );
    assert_eq!(view.total, 6);
    let rows = told(&view);
    assert!(
        rows.contains("ana@alpha.example Ana Alt Ana Alternate Sales backup true"),
        "{rows}"
    );
    assert!(
        rows.contains("zoe@omega.example Zoe Zimt Zoe Zimt - directory false"),
        "{rows}"
    );
    // Without a customer a row stands last.
    assert!(
        rows.ends_with("zoe@omega.example Zoe Zimt Zoe Zimt - directory false"),
        "{rows}"
    );
    let search = query(r#"{"search":"no row"}"#);
    assert_eq!(walk.ask("provisioning", &search).total, 0);
}

#[test]
fn preserved_users_have_their_day_their_mode_and_a_second_clock() {
    let preserved = "\
Global Customer ID,Customer Name,Account Name,User Email ID,User Name,Profile,Preserved On,Mode,Auto Delete After Days,Legal Hold
c-1,Alpha Inc,Alpha Inc,ben@alpha.example,Ben Berg,Default,2026-10-01,AD/LDAP,60,No
c-1,Alpha Inc,Alpha Inc,gus@alpha.example,Gus Gray,Silver,2026-10-02 04:05:06,Azure AD,90,Yes
";
    let mut walk = walk(&[
        ("backup.csv", three_customers()),
        ("preserved.csv", preserved.to_string()),
    ]);
    let view = asked(
        &mut walk,
        &[
            "user_email",
            "profile",
            "known_to",
            "preserved_on",
            "preserve_mode",
            "backup_end",
            "legal_hold",
        ],
    );
    assert_eq!(view.total, 6);
    let rows = told(&view);
    assert!(
        rows.contains(
            "ben@alpha.example Default backup 2026-10-01T00:00:00Z AD/LDAP 2026-11-30 false"
        ),
        "{rows}"
    );
    assert!(
        rows.contains("gus@alpha.example Silver preserved 2026-10-02T04:05:06Z Azure AD - true"),
        "{rows}"
    );
    assert!(
        rows.contains("ana@alpha.example Default backup - - - -"),
        "{rows}"
    );
    let held = view
        .rows
        .iter()
        .find(|row| row[0].starts_with("gus"))
        .expect("a row");
    assert_eq!(held[5], "kept by a legal hold");
    let ben = view
        .rows
        .iter()
        .find(|row| row[0].starts_with("ben"))
        .expect("a row");
    assert_eq!(ben[5], "30 Nov 2026 or a day later");
    let modes = values(&mut walk, "{}", "preserve_mode", "", 10);
    assert_eq!(
        offered(&modes),
        [("AD/LDAP", 1), ("Azure AD", 1), ("none given", 4)]
    );
    let found = walk
        .engine
        .account(
            "ben@alpha.example",
            None,
            Some("provisioning"),
            walk.today,
            &mut walk.disk,
        )
        .expect("an account");
    let kept = found
        .explanation
        .iter()
        .find(|step| step.rule == "backup-kept");
    let kept = kept.expect("a step");
    assert!(
        kept.statement
            .contains("deleted on 30 Nov 2026 or 1 Dec 2026 by the job for AD and LDAP accounts"),
        "{}",
        kept.statement
    );
    assert_eq!(kept.cells.len(), 4);
}

#[test]
fn suggestions_hold_the_text_and_those_that_begin_with_it_come_first() {
    let mut rows: Vec<String> = Vec::new();
    for (name, n) in [
        ("Northwind", 1),
        ("Upper North", 3),
        ("northern Light", 2),
        ("South", 4),
    ] {
        for at in 0..n {
            rows.push(format!("{name},{name},{name},User {at},{}{at}@x.example,Default,Active,active,-,1,2024-02-01,AD,Map1,,", name.replace(' ', "")));
        }
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut walk = walk(&[("backup.csv", backup(&rows))]);
    let found = values(&mut walk, "{}", "customer_name", "NORTH", 10);
    assert_eq!(
        offered(&found),
        [("northern Light", 2), ("Northwind", 1), ("Upper North", 3)]
    );
    assert_eq!(found.total, 3);
    let first = values(&mut walk, "{}", "customer_name", "", 2);
    assert_eq!(offered(&first), [("South", 4), ("Upper North", 3)]);
    assert_eq!(first.total, 4);
    let narrowed = r#"{"filters":[{"column":"user_name","any_of":["User 2"]}]}"#;
    let narrowed = values(&mut walk, narrowed, "customer_name", "", 10);
    assert_eq!(offered(&narrowed), [("South", 1), ("Upper North", 1)]);
    let unknown = Inquiry::Values {
        id: "provisioning".to_string(),
        query: query("{}"),
        column: "shoe_size".to_string(),
        text: String::new(),
        limit: 3,
    };
    let refused = walk.engine.tell(unknown, walk.today, &mut walk.disk);
    assert_eq!(
        refused,
        Err("the report has no column `shoe_size`".to_string())
    );
}

#[test]
fn every_column_of_the_report_holds_a_cell_for_every_row() {
    let mut walk = walk(&[
        ("backup.csv", three_customers()),
        ("users.csv", USERS.to_string()),
    ]);
    let all = rollcall::report::across::PROVISIONING.columns.iter();
    let all: Vec<&str> = all.map(|column| column.id).collect();
    let view = asked(&mut walk, &all);
    let presence = view.presence.expect("asked for");
    for (row, presences) in view.rows.iter().zip(&presence) {
        for ((text, presence), id) in row.iter().zip(presences).zip(&all) {
            assert!(!text.is_empty(), "{id}");
            // What reads so is a column that the report lists and nobody fills.
            assert!(text != "not in this export", "{id} {presence}");
        }
    }
}

fn with_attributes() -> String {
    let user = |name: &str, pair: &str| {
        format!(
            "c-1,Alpha Inc,Alpha Inc,{name},{name}@alpha.example,Default,Active,active,-,1,2024-02-01,AD,Map1,{pair}"
        )
    };
    backup(
        &[
            user("ana", "Department,History"),
            user("ana", "employeeID,0017"),
            user("ben", "Department,Law"),
            user("ben", "Department,Tax"),
            user("cid", "Department,"),
            user("dot", ","),
        ]
        .each_ref()
        .map(String::as_str),
    )
}

#[test]
fn each_attribute_is_a_column_that_is_shown_sorted_filtered_and_offered() {
    let users = "id,userPrincipalName,mail,displayName,accountEnabled\n\
        00000000-0000-0000-0000-000000000001,zoe@alpha.example,zoe@alpha.example,Zoe,True\n";
    let mut walk = walk(&[
        ("backup.csv", with_attributes()),
        ("entra.csv", users.to_string()),
    ]);
    let view = asked(
        &mut walk,
        &["user_email", "attribute:Department", "attribute:employeeID"],
    );
    assert_eq!(view.columns[1].title, "Department");
    assert_eq!(view.columns[1].kind, "list");
    assert_eq!(
        told(&view),
        "ana@alpha.example History 0017 / ben@alpha.example Law+Tax - / cid@alpha.example - - \
         / dot@alpha.example - - / zoe@alpha.example - -"
    );
    let presence = view.presence.as_ref().expect("asked for");
    let of_department: Vec<&str> = presence.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(
        of_department,
        [
            "value",
            "value",
            "empty-in-source",
            "empty-in-source",
            "not-knowable"
        ]
    );
    // Two values contradict each other: both are there, and the row is marked.
    assert_eq!(view.rows[1][1], "Law; Tax (2 values)");
    assert_eq!(view.handles[1].marks, ["several values of an attribute"]);
    assert!(view.handles[0].marks.is_empty());

    let emails = |walk: &mut Walk, asked: &str| {
        let view = walk.ask("provisioning", &query(asked));
        view.rows.concat().join(" ")
    };
    assert_eq!(
        emails(
            &mut walk,
            r#"{"columns":["user_email"],"filters":[{"column":"attribute:Department","any_of":["Tax","History"]}]}"#
        ),
        "ana@alpha.example ben@alpha.example"
    );
    assert_eq!(
        emails(
            &mut walk,
            r#"{"columns":["user_name"],"sort":[["attribute:Department","desc"]]}"#
        ),
        "ben ana Zoe cid dot"
    );
    assert_eq!(
        offered(&values(&mut walk, "{}", "attribute:Department", "", 9)),
        [("History", 1), ("Law", 1), ("Tax", 1), ("none given", 3)]
    );
    assert_eq!(
        offered(&values(&mut walk, "{}", "custom_attribute_names", "emp", 9)),
        [("employeeID", 1)]
    );
    // A search looks at it where it is shown.
    let found = r#"{"columns":["user_name","attribute:employeeID"],"search":"0017"}"#;
    assert_eq!(emails(&mut walk, found), "ana 0017");
}

#[test]
fn a_link_may_name_an_attribute_that_no_loaded_file_has() {
    let mut with = walk(&[("backup.csv", with_attributes())]);
    let view = asked(&mut with, &["attribute:extensionAttribute7"]);
    let presence = view.presence.expect("asked for");
    assert_eq!(presence.concat(), ["empty-in-source"; 4]);
    let without = three_customers();
    let without: Vec<String> = without
        .lines()
        .map(|line| line.rsplitn(3, ',').last().expect("a part").to_string())
        .collect();
    let mut without = walk(&[("backup.csv", without.join("\n"))]);
    let view = asked(&mut without, &["attribute:extensionAttribute7"]);
    let presence = view.presence.expect("asked for");
    assert_eq!(presence.concat(), ["source-not-loaded"; 5]);
    // What is no attribute is no column.
    let asked = query(r#"{"columns":["attribute:"]}"#);
    let window = rollcall::engine::message::Window::default();
    let found = with
        .engine
        .report("provisioning", &asked, window, with.today);
    assert!(found.is_err_and(|why| why.contains("`attribute:`")));
}

#[test]
fn several_values_of_an_attribute_are_told_with_their_cells() {
    let mut walk = walk(&[("backup.csv", with_attributes())]);
    let found = walk
        .engine
        .account(
            "ben@alpha.example",
            None,
            Some("provisioning"),
            walk.today,
            &mut walk.disk,
        )
        .expect("an account");
    let steps: Vec<&str> = found
        .explanation
        .iter()
        .filter(|step| step.rule == "backup-attributes")
        .map(|step| step.statement.as_str())
        .collect();
    assert_eq!(
        steps,
        [
            "The backup gives `Department` 2 values: `Law`, `Tax`. All are kept, and none counts before another."
        ]
    );
}

/// Accounts of a directory as Graph answers: number, local part of the name, address, number of the person.
fn directory(accounts: &[(u8, &str, &str, &str)]) -> String {
    let users = accounts.iter().map(|(id, name, mail, person)| {
        format!(
            r#"{{"id":"00000000-0000-0000-0000-00000000000{id}","userPrincipalName":"{name}@corp.example","mail":"{mail}@corp.example","displayName":"{name}","employeeId":"{person}","accountEnabled":true,"userType":"Member","createdDateTime":"2024-01-01T00:00:00Z"}}"#
        )
    });
    let users: Vec<String> = users.collect();
    format!(
        r##"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[{}]}}"##,
        users.join(",")
    )
}

const ACCOUNTS: [(u8, &str, &str, &str); 4] = [
    (1, "ana", "ana", "0017"),
    (2, "ben", "ben.b", "0018"),
    (3, "cid", "cid", "0019"),
    (4, "dot", "dot", "0020"),
];

/// Users of the backup with addresses that no directory has but Dot's, and their attribute `key`.
fn keyed(pairs: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let rows: Vec<String> = pairs
        .iter()
        .map(|(email, pair)| {
            format!("c-1,Alpha Inc,Alpha Inc,Somebody,{email},Default,Active,active,-,1,2024-02-01,AD,Map1,{pair}")
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    vec![
        ("backup.csv", backup(&rows)),
        ("users.json", directory(&ACCOUNTS)),
    ]
}

/// For every row its address in the backup and its name in the directory, by the attribute `key`.
fn met(walk: &mut Walk) -> String {
    let asked = query(
        r#"{"columns":["user_email","display_name"],"match_rules":{"attribute":"key"},"sort":[["user_email","asc"]]}"#,
    );
    told(&walk.ask("provisioning", &asked))
}

#[test]
fn a_chosen_attribute_brings_users_to_accounts_by_number_name_and_address() {
    let mut walk = walk(&keyed(&[
        // Each row of a user belongs to the account, not only the one with the attribute.
        ("a@old.example", "key,0017"),
        ("a@old.example", "Site,North"),
        ("b@old.example", "key,BEN.B@corp.example"),
        ("c@old.example", "key,CORP\\cid"),
    ]));
    let without = asked(&mut walk, &["user_email"]);
    assert_eq!(without.total, 7, "nothing joins by itself");
    assert_eq!(
        met(&mut walk),
        "a@old.example ana / b@old.example ben / c@old.example cid / dot@corp.example dot"
    );
    let asked = r#"{"match_rules":{"attribute":"key"}}"#;
    assert!(
        notes(&about(&mut walk, asked)).contains(
            "The custom attribute `key` was chosen as a key: 3 users of the backup met an account by it alone."
        )
    );
    let found = walk
        .engine
        .account(
            "ana@corp.example",
            None,
            Some("provisioning"),
            walk.today,
            &mut walk.disk,
        )
        .expect("an account");
    let step = found
        .explanation
        .iter()
        .find(|step| {
            step.statement
                .contains("`key`, which was chosen as a key, names it")
        })
        .expect("it is told");
    assert_eq!(
        (step.rule.as_str(), step.cells[0].raw.as_str()),
        ("T4", "0017")
    );
    // Another query without it takes them apart again.
    assert_eq!(walk.report("provisioning").total, 7);
}

#[test]
fn what_a_user_met_by_its_attribute_is_known_by_its_address_from_then_on() {
    let mut files = keyed(&[("a@old.example", "key,0017")]);
    files.push((
        "preserved.csv",
        "Global Customer ID,Customer Name,Account Name,User Email ID,User Name,Profile,Preserved On,Mode\n\
         c-1,Alpha Inc,Alpha Inc,a@old.example,Ana,Default,2026-10-01,AD/LDAP\n"
            .to_string(),
    ));
    let mut walk = walk(&files);
    assert!(met(&mut walk).starts_with("a@old.example ana /"));
    let asked = query(
        r#"{"columns":["display_name","preserve_mode"],"match_rules":{"attribute":"key"},"search":"AD/LDAP"}"#,
    );
    assert_eq!(told(&walk.ask("provisioning", &asked)), "ana AD/LDAP");
}

#[test]
fn a_chosen_attribute_that_contradicts_merges_nothing() {
    // One user, two values; one account, two users; one value, two accounts; an address that says otherwise.
    let mut walk = walk(&keyed(&[
        ("a@old.example", "key,0017"),
        ("a@old.example", "key,0018"),
        ("b@old.example", "key,0018"),
        ("c@old.example", "key,0018"),
        ("dot@corp.example", "key,0019"),
        ("e@old.example", "key,0020"),
    ]));
    assert_eq!(
        met(&mut walk),
        "a@old.example - / ana@corp.example ana / b@old.example - / ben.b@corp.example ben \
         / c@old.example - / cid@corp.example cid / dot@corp.example dot / e@old.example -"
            .replace(" -", " Somebody")
    );
    let said = notes(&about(&mut walk, r#"{"match_rules":{"attribute":"key"}}"#));
    assert!(
        said.contains("0 users of the backup met an account by it alone."),
        "{said}"
    );
    assert!(
        said.contains("or one that another user is or names: 3 users."),
        "{said}"
    );
    assert!(said.contains("and the address counts: 1 user."), "{said}");
    let none = notes(&about(&mut walk, r#"{"match_rules":{"attribute":"Key"}}"#));
    assert!(
        none.contains("No user of the backup has the custom attribute `Key`"),
        "{none}"
    );
}

#[test]
fn a_value_that_names_two_accounts_is_ambiguous_and_stays_apart() {
    let mut files = keyed(&[("a@old.example", "key,0017")]);
    // The number of one account is the name of another.
    let [one, .., other] = ACCOUNTS;
    files[1].1 = directory(&[one, other, (5, "0017", "eve", "0021")]);
    let mut walk = walk(&files);
    assert!(met(&mut walk).contains("a@old.example Somebody"));
    let said = notes(&about(&mut walk, r#"{"match_rules":{"attribute":"key"}}"#));
    assert!(
        said.contains("or one that another user is or names: 1 user."),
        "{said}"
    );
}

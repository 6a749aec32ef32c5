//! The report of licenses: units, names, assignments and who holds the seats (F1 to F7, F9; domain 2.2, 3.3).

use crate::walk::{Walk, fixture, query};
use rollcall::accounts::sku_names::{BUILT_IN, SkuNames};
use rollcall::engine::inquiry::Inquiry;
use rollcall::engine::message::{AccountView, Reply, ReportView, TodoView, Value};
use rollcall::engine::wire::{inquiries, reply};
use rollcall::report::across::licences::opens::opened;

const TENANT: &str = "33333333-0000-4000-8000-000000000001";
const OTHER_TENANT: &str = "33333333-0000-4000-8000-000000000002";
const TEAMS_PREMIUM: &str = "36a0f3b3-adb5-49ea-bf66-762134cf063a";
const SHARED_DEVICES: &str = "420c7602-7f70-4895-9394-d3d679ea36fb";
const AGENT: &str = "4b74a65c-8b4a-4fc8-9f6b-5177ed11ddfa";
const E3: &str = "05e9a617-0261-4cee-bb44-138d3ef5d965";
const UNKNOWN: &str = "12345678-0000-4000-8000-000000000001";
const NAMELESS: &str = "12345678-0000-4000-8000-000000000002";

/// Product, part number, enabled, warning, suspended, consumed: domain 3.3.
const LISTED: [(&str, &str, [i64; 4]); 6] = [
    (TEAMS_PREMIUM, "Microsoft_Teams_Premium", [0, 1100, 0, 1100]),
    (SHARED_DEVICES, "MCOCAP_FACULTY", [5, 0, 0, 6]),
    (E3, "SPE_E3", [10, 0, 40, 30]),
    (AGENT, "VIRTUAL_AGENT_USL", [10_000, 0, 0, 1]),
    (UNKNOWN, "NEW_PRODUCT", [7, 0, 0, 2]),
    (NAMELESS, "", [1, 0, 0, 0]),
];

fn as_json() -> String {
    let items = LISTED.map(|(sku, part, [enabled, warning, suspended, consumed])| {
        format!(
            r#"{{"accountName":"Contoso","accountId":"{TENANT}","appliesTo":"User","capabilityStatus":"Enabled","consumedUnits":{consumed},"id":"{TENANT}_{sku}","prepaidUnits":{{"enabled":{enabled},"lockedOut":0,"suspended":{suspended},"warning":{warning}}},"servicePlans":[{{"servicePlanId":"57ff2da0-773e-42df-b2af-ffb7a2317929","servicePlanName":"TEAMS1","provisioningStatus":"Success","appliesTo":"User"}}],"skuId":"{sku}","skuPartNumber":"{part}"}}"#
        )
    });
    format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#subscribedSkus","value":[{}]}}"#,
        items.join(",")
    )
}

fn as_csv() -> String {
    let rows = LISTED.map(|(sku, part, [enabled, warning, suspended, consumed])| {
        format!("{TENANT}_{sku},Contoso,{TENANT},{sku},{part},{consumed},{enabled},{warning},{suspended},0,Enabled,User\n")
    });
    let header = "id,accountName,accountId,skuId,skuPartNumber,consumedUnits,prepaidUnits.enabled,prepaidUnits.warning,prepaidUnits.suspended,prepaidUnits.lockedOut,capabilityStatus,appliesTo\n";
    format!("{header}{}", rows.concat())
}

fn walk_with(files: &[(&str, String)]) -> Walk {
    let mut walk = Walk::new();
    walk.engine.take_names(Some(BUILT_IN));
    for (name, text) in files {
        let loaded = walk.drop_file(name, text);
        assert!(
            loaded.questions.is_empty(),
            "{name}: {:?}",
            loaded.questions
        );
        assert!(loaded.refused.is_empty(), "{name}: {:?}", loaded.refused);
    }
    walk
}

fn skus() -> (&'static str, String) {
    ("skus.json", as_json())
}

/// The values of some columns, row by row.
fn told(view: &ReportView) -> Vec<String> {
    let rows = view.values.iter().map(|row| {
        let cells = row.iter().map(|value| match value {
            Value::Null => "-".to_string(),
            Value::Text(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Boolean(flag) => flag.to_string(),
            Value::List(items) => items.join("+"),
        });
        cells.collect::<Vec<_>>().join(" | ")
    });
    rows.collect()
}

fn asked(walk: &mut Walk, report: &str, columns: &str) -> Vec<String> {
    let columns: Vec<String> = columns.split(' ').map(|id| format!("\"{id}\"")).collect();
    let query = query(&format!(r#"{{"columns":[{}]}}"#, columns.join(",")));
    told(&walk.ask(report, &query))
}

#[test]
fn units_names_and_flags_are_those_of_the_vectors() {
    let mut walk = walk_with(&[skus()]);
    assert_eq!(
        asked(
            &mut walk,
            "licences",
            "product_name enabled warning suspended consumed usable assignable over reactivatable"
        ),
        [
            "Microsoft 365 E3 | 10 | 0 | 40 | 30 | 10 | -20 | 20 | 40",
            "Microsoft Teams Shared Devices for Faculty | 5 | 0 | 0 | 6 | 5 | -1 | 1 | 0",
            "Microsoft Teams Premium Introductory Pricing | 0 | 1100 | 0 | 1100 | 1100 | 0 | 0 | 0",
            "12345678-0000-4000-8000-000000000002 | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0",
            "Microsoft Copilot Studio User License | 10000 | 0 | 0 | 1 | 10000 | 9999 | 0 | 0",
            "NEW_PRODUCT | 7 | 0 | 0 | 2 | 7 | 5 | 0 | 0",
        ]
    );
    let view = walk.report("licences");
    let marks: Vec<String> = view.handles.iter().map(|row| row.marks.join(";")).collect();
    assert_eq!(
        marks,
        [
            "over-assigned",
            "over-assigned",
            "",
            "no name known",
            "",
            "no name known"
        ]
    );
    assert_eq!(view.handles[0].key, format!("{TENANT}_{E3}"));
    assert_eq!(
        asked(
            &mut walk,
            "licences",
            "tenant name_from other_names assigned held_disabled"
        )[4],
        "Contoso | list-of-2026-06-24 | Power Virtual Agent User License | - | -"
    );
    let presence = query(r#"{"columns":["assigned","held_shared"],"presence":true}"#);
    let presence = walk.ask("licences", &presence).presence.expect("asked for");
    assert_eq!(presence[0], ["source-not-loaded", "source-not-loaded"]);
    // A negative number is shown with the sign that stands on a line with digits.
    let shown = query(r#"{"columns":["assignable"]}"#);
    assert_eq!(walk.ask("licences", &shown).rows[0], ["\u{2212}20"]);
}

#[test]
fn json_and_csv_give_the_same_report() {
    let mut json = walk_with(&[skus()]);
    let mut csv = walk_with(&[("skus.csv", as_csv())]);
    let columns = json.report("licences").columns;
    assert!(columns.len() > 10);
    let ids = "product_name tenant tenant_id sku_id sku_part_number enabled consumed warning suspended locked_out usable assignable over reactivatable capability_status applies_to name_from other_names service_plans";
    assert_eq!(
        asked(&mut json, "licences", ids),
        asked(&mut csv, "licences", ids)
    );
}

#[test]
fn both_names_of_a_product_are_searched_and_only_the_newest_is_shown() {
    let mut walk = walk_with(&[skus()]);
    for search in ["power virtual agent", "copilot studio"] {
        let query = query(&format!(
            r#"{{"search":"{search}","columns":["product_name"]}}"#
        ));
        let view = walk.ask("licences", &query);
        assert_eq!(
            view.rows,
            [["Microsoft Copilot Studio User License"]],
            "{search}"
        );
    }
}

#[test]
fn the_list_of_the_program_is_clean_and_dated() {
    let list = SkuNames::read(BUILT_IN);
    assert_eq!(list.counts(), (619, 791));
    assert_eq!(list.built_in_day, "2026-06-24");
    assert!(!BUILT_IN.contains(['\u{a0}', '\r', '\u{feff}']));
    assert_eq!(list.to_text("2026-06-24"), BUILT_IN);
}

#[test]
fn a_list_that_is_loaded_goes_before_that_of_the_program() {
    let list = format!(
        "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n\
         Newly Named,NEW_PRODUCT,{UNKNOWN},P1,57ff2da0-773e-42df-b2af-ffb7a2317929,Plan One\n\
         Teams Premium,Microsoft_Teams_Premium,{}\u{a0},P1,57ff2da0-773e-42df-b2af-ffb7a2317929,Plan One\n",
        TEAMS_PREMIUM.to_uppercase()
    );
    let mut walk = walk_with(&[skus(), ("names 2026-11-01.csv", list)]);
    let rows = asked(
        &mut walk,
        "licences",
        "sku_part_number product_name name_from other_names service_plans",
    );
    let of = |part: &str| rows.iter().find(|row| row.starts_with(part)).unwrap();
    assert_eq!(
        of("NEW_PRODUCT"),
        "NEW_PRODUCT | Newly Named | loaded-list-of-2026-11-01 | - | Plan One"
    );
    assert_eq!(
        of("Microsoft_Teams_Premium"),
        "Microsoft_Teams_Premium | Teams Premium | loaded-list-of-2026-11-01 | Microsoft Teams Premium Introductory Pricing | Plan One"
    );
    assert!(of("SPE_E3").contains("list-of-2026-06-24"));
}

const USERS: &str = r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[
  {"id":"11111111-0000-4000-8000-000000000001","userPrincipalName":"ana@contoso.com","displayName":"Ana Alt","accountEnabled":true,"createdDateTime":"2020-01-01T00:00:00Z",
   "assignedLicenses":[{"skuId":"SKU_E3","disabledPlans":[]},{"skuId":"SKU_TEAMS","disabledPlans":[]}],
   "licenseAssignmentStates":[{"skuId":"SKU_E3","assignedByGroup":null,"state":"Active","error":"None","disabledPlans":[]},
     {"skuId":"SKU_E3","assignedByGroup":"77777777-0000-4000-8000-000000000001","state":"Active","error":"None","disabledPlans":[]},
     {"skuId":"SKU_TEAMS","assignedByGroup":"77777777-0000-4000-8000-000000000001","state":"ActiveWithError","error":"DependencyViolation","disabledPlans":[]}],
   "signInActivity":{"lastSignInDateTime":"2026-11-21T16:41:33Z","lastSuccessfulSignInDateTime":"2026-11-20T16:41:33Z"}},
  {"id":"11111111-0000-4000-8000-000000000002","userPrincipalName":"ben@contoso.com","displayName":"Ben Berg","accountEnabled":false,"createdDateTime":"2020-01-01T00:00:00Z",
   "assignedLicenses":[{"skuId":"SKU_E3","disabledPlans":[]}],
   "licenseAssignmentStates":[{"skuId":"SKU_E3","assignedByGroup":null,"state":"Active","error":"None","disabledPlans":[]},
     {"skuId":"SKU_DEVICES","assignedByGroup":"77777777-0000-4000-8000-000000000002","state":"Error","error":"CountViolation","disabledPlans":[]}],
   "signInActivity":{"lastSignInDateTime":"2026-02-01T16:41:33Z","lastSuccessfulSignInDateTime":"2026-02-01T16:41:33Z"}},
  {"id":"11111111-0000-4000-8000-000000000003","userPrincipalName":"cid@contoso.com","displayName":"Cid Croft","accountEnabled":true,"createdDateTime":"2020-01-01T00:00:00Z",
   "assignedLicenses":[],"licenseAssignmentStates":[]},
  {"id":"11111111-0000-4000-8000-000000000004","userPrincipalName":"dot@contoso.com","displayName":"Dot Dale","accountEnabled":true,"createdDateTime":"2020-01-01T00:00:00Z",
   "assignedLicenses":[{"skuId":"99999999-0000-4000-8000-000000000009","disabledPlans":[]}],"licenseAssignmentStates":[]}
]}"#;

fn users() -> (&'static str, String) {
    let text = USERS
        .replace("SKU_E3", E3)
        .replace("SKU_TEAMS", TEAMS_PREMIUM)
        .replace("SKU_DEVICES", SHARED_DEVICES);
    ("users.json", text)
}

fn deleted() -> (&'static str, String) {
    let text = format!(
        r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#directoryObjects/microsoft.graph.user","value":[
        {{"id":"11111111-0000-4000-8000-000000000005","userPrincipalName":"111111110000400080000000000000005eve@contoso.com","displayName":"Eve Elm","deletedDateTime":"2026-11-15T00:00:00Z","assignedLicenses":[{{"skuId":"{E3}","disabledPlans":[]}}]}}]}}"#
    );
    ("deleted.json", text)
}

/// Of the admin center: names of products; one of them has a plus, one is no product.
const ADMIN: &str = "\
Display name,User principal name,Object Id,Block credential,Licenses,When created,Soft deletion time stamp
Flo Fay,flo@contoso.com,11111111-0000-4000-8000-000000000006,False,microsoft 365 e3+Enterprise Mobility + Security E3+Home Made Product,2020-01-01 00:00:00Z,
Gus Gold,gus@contoso.com,11111111-0000-4000-8000-000000000007,True,Unlicensed,2020-01-01 00:00:00Z,
Ana Alt,ana@contoso.com,11111111-0000-4000-8000-000000000001,False,Microsoft 365 E3,2020-01-01 00:00:00Z,
";

const ENROLLMENT: &str = "\
PennID,PennKey,Name,Institutional Preferred email,Phone,Active Code,O365 Primary Affiliation,Active Affiliations,O365 Ready,Expires in Days,Scheduled Deletion Date
10000001,ana,\"Alt, Ana\",ana@contoso.com,,A,FacultyStaff,STAF,No: not eligible,12,2026-12-02
";

fn everything() -> Walk {
    walk_with(&[
        skus(),
        users(),
        deleted(),
        ("admin users.csv", ADMIN.to_string()),
        (
            "druva.csv",
            "Global Customer ID,Customer Name,Account Name,User Name,User Email,Profile,User Status,Microsoft 365 License,SMB License,Backup Data (MB),Created On,Managed By,Mapping\n\
             c1,Contoso,Contoso,Flo Fay,flo@contoso.com,Default,Active,-,active,1,2020-01-01,Admin,Manual\n"
                .to_string(),
        ),
    ])
}

#[test]
fn which_lists_name_the_products_that_are_shown_stands_above_them() {
    let mut walk = everything();
    let said = walk.notes("licences");
    assert_eq!(said.len(), 1);
    assert!(
        said[0].contains("are named by Microsoft\u{2019}s list of")
            && said[0].contains("by no list."),
        "{said:?}"
    );
    let one = query(r#"{"search":"NEW_PRODUCT","columns":["sku_part_number"]}"#);
    let about = walk.about("licences", &one);
    assert_eq!(about.notes[0].text, "1 product is named by no list.");
    assert!(walk.notes("licence-holders").is_empty());
}

#[test]
fn seats_are_counted_by_how_they_came_and_who_holds_them() {
    let mut walk = everything();
    let rows = asked(
        &mut walk,
        "licences",
        "product_name consumed assigned assigned_directly assigned_by_group assignment_errors held_disabled held_expiring held_deleted held_inactive held_shared",
    );
    assert_eq!(
        rows,
        [
            "Microsoft 365 E3 | 30 | 4 | 2 | 1 | 0 | 1 | - | 1 | 1 | 1",
            "Microsoft Teams Shared Devices for Faculty | 6 | 0 | 0 | 0 | 1 | 0 | - | 0 | 0 | 0",
            "Microsoft Teams Premium Introductory Pricing | 1100 | 1 | 0 | 1 | 1 | 0 | - | 0 | 0 | 0",
            "12345678-0000-4000-8000-000000000002 | 0 | 0 | 0 | 0 | 0 | 0 | - | 0 | 0 | 0",
            "Microsoft Copilot Studio User License | 1 | 0 | 0 | 0 | 0 | 0 | - | 0 | 0 | 0",
            "NEW_PRODUCT | 2 | 0 | 0 | 0 | 0 | 0 | - | 0 | 0 | 0",
            "99999999-0000-4000-8000-000000000009 | - | 1 | 0 | 0 | 0 | 0 | - | 0 | 1 | 0",
            "Enterprise Mobility + Security E3 | - | 1 | 0 | 0 | 0 | 0 | - | 0 | 0 | 1",
            "Home Made Product | - | 1 | 0 | 0 | 0 | 0 | - | 0 | 0 | 1",
        ]
    );
    let marks: Vec<String> = walk.report("licences").handles[6..]
        .iter()
        .map(|row| row.marks.join(";"))
        .collect();
    assert_eq!(
        marks,
        [
            "no name known;not in the listing",
            "not in the listing",
            "no name known;not in the listing"
        ]
    );
}

#[test]
fn every_number_equals_the_rows_that_it_opens() {
    let mut walk = everything();
    let counted = [
        "assigned",
        "assigned_directly",
        "assigned_by_group",
        "assignment_errors",
        "held_disabled",
        "held_deleted",
        "held_inactive",
        "held_shared",
    ];
    let mut n_opened = 0;
    for column in counted {
        let view = walk.ask(
            "licences",
            &query(&format!(r#"{{"columns":["{column}"]}}"#)),
        );
        for (values, row) in view.values.iter().zip(&view.handles) {
            let Value::Integer(number) = values[0] else {
                panic!("{column} of {} is no number", row.key);
            };
            let (report, query) = opened("licences", column, &row.key).expect("it opens");
            let opened = walk.ask(report, &query);
            assert_eq!(i64::from(opened.total), number, "{column} of {}", row.key);
            n_opened += opened.total;
        }
    }
    assert!(n_opened > 12, "{n_opened}");
    assert_eq!(opened("licences", "usable", "x"), None);
    let (report, query) = opened("licences", "held_disabled", &format!("{TENANT}_{E3}")).unwrap();
    let names = walk.ask(report, &query);
    assert_eq!(names.rows[0][1], "ben@contoso.com");
}

#[test]
fn a_license_says_how_it_came_and_who_says_otherwise() {
    let mut walk = everything();
    let rows = asked(
        &mut walk,
        "licence-holders",
        "user_principal_name product_name via error counted_as said_by contradicted_by",
    );
    let of = |start: &str| {
        let mut found = rows.iter().filter(|row| row.starts_with(start));
        found
            .next()
            .unwrap_or_else(|| panic!("{start}: {rows:#?}"))
            .clone()
    };
    assert_eq!(
        of("ana@contoso.com | Microsoft 365 E3"),
        "ana@contoso.com | Microsoft 365 E3 | both | - | assigned+direct+group | Graph users | Microsoft 365 users"
    );
    assert_eq!(
        of("ana@contoso.com | Microsoft Teams Premium"),
        "ana@contoso.com | Microsoft Teams Premium Introductory Pricing | group | DependencyViolation | assigned+group+error | Graph users | Microsoft 365 users"
    );
    assert_eq!(
        of("ben@contoso.com | Microsoft Teams Shared"),
        "ben@contoso.com | Microsoft Teams Shared Devices for Faculty | failed | CountViolation | error | Graph users | -"
    );
    assert_eq!(
        of("flo@contoso.com | Home Made Product"),
        "flo@contoso.com | Home Made Product | not-told | - | assigned+shared | Microsoft 365 users | -"
    );
    // Nobody without a license is a row.
    assert!(
        !rows
            .iter()
            .any(|row| row.starts_with("cid") || row.starts_with("gus"))
    );
}

#[test]
fn flagged_accounts_hold_seats_until_their_disable_day() {
    let mut walk = walk_with(&[skus(), users()]);
    let loaded = walk.drop_file("O365 enrollment 2026-11-20.csv", ENROLLMENT);
    assert!(loaded.questions.is_empty(), "{:?}", loaded.questions);
    let rows = asked(&mut walk, "licences", "product_name held_expiring");
    assert!(
        rows.contains(&"Microsoft 365 E3 | 1".to_string()),
        "{rows:#?}"
    );
    let key = format!("{TENANT}_{E3}");
    let (report, mut query) = opened("licences", "held_expiring", &key).unwrap();
    query.columns = vec!["user_principal_name".to_string(), "disable_day".to_string()];
    assert_eq!(
        told(&walk.ask(report, &query)),
        ["ana@contoso.com | 2026-12-01"]
    );
}

fn opened_row(walk: &mut Walk, key: &str) -> AccountView {
    let found = walk
        .engine
        .account(key, None, Some("licences"), walk.today, &mut walk.disk);
    found.unwrap_or_else(|why| panic!("{key}: {why}"))
}

#[test]
fn an_opened_product_explains_each_number_down_to_its_cells() {
    let mut walk = everything();
    let found = opened_row(&mut walk, &format!("{TENANT}_{E3}"));
    assert_eq!(found.name, "Microsoft 365 E3");
    assert_eq!(
        found.headline,
        "20 more assigned than the 10 that can be used"
    );
    let step = |rule: &str| {
        let mut steps = found.explanation.iter().filter(|step| step.rule == rule);
        steps.next().unwrap_or_else(|| panic!("{rule}")).clone()
    };
    assert_eq!(
        step("sku-name").statement,
        "It is called Microsoft 365 E3 by Microsoft\u{2019}s list of 24 Jun 2026."
    );
    let usable = step("sku-usable");
    assert!(
        usable
            .statement
            .starts_with("10 can be used: 10 enabled and 0 of an expired")
    );
    let cells: Vec<&str> = usable.cells.iter().map(|cell| cell.raw.as_str()).collect();
    assert_eq!(cells, ["10", "0"]);
    assert!(
        step("sku-assignable")
            .statement
            .contains("30 are assigned, 20 more than the 10")
    );
    assert!(
        step("sku-reactivatable")
            .statement
            .starts_with("40 can be reactivated")
    );
    let accounts: Vec<_> = found
        .explanation
        .iter()
        .filter(|step| step.rule == "sku-accounts")
        .collect();
    assert!(
        accounts[0]
            .statement
            .starts_with("4 accounts of the loaded files have it. The directory counts 30")
    );
    assert!(
        accounts.iter().all(|step| !step.cells.is_empty()),
        "{accounts:#?}"
    );
    assert!(
        accounts.iter().any(|step| step.statement
            == "1 account with it may not sign in. Of 1 more it is not known."),
        "{accounts:#?}"
    );
    assert!(found.fields.iter().any(|field| field.value == "SPE_E3"));
    assert!(step("sku-plans").statement.contains("Microsoft Teams"));

    let unlisted = opened_row(
        &mut walk,
        &format!("{TENANT}_99999999-0000-4000-8000-000000000009"),
    );
    assert!(
        unlisted
            .headline
            .starts_with("only accounts name this product")
    );
    let nominal = opened_row(&mut walk, &format!("{TENANT}_{AGENT}"));
    assert!(
        nominal
            .explanation
            .iter()
            .any(|step| step.rule == "sku-nominal")
    );
    assert!(
        nominal.explanation[0]
            .statement
            .ends_with("It was called Power Virtual Agent User License before.")
    );
}

#[test]
fn tenants_stay_apart_and_what_contradicts_is_told() {
    let listing = |tenant: &str, name: &str, enabled: u32| {
        format!(
            "id,accountName,accountId,skuId,skuPartNumber,consumedUnits,prepaidUnits.enabled,prepaidUnits.warning,prepaidUnits.suspended,capabilityStatus,appliesTo\n\
             {tenant}_{E3},{name},{tenant},{E3},SPE_E3,1,{enabled},0,0,Enabled,User\n\
             {tenant}_{AGENT},{name},{tenant},{AGENT},VIRTUAL_AGENT_USL,1,1,0,0,Enabled,Company\n"
        )
    };
    let customers = format!(
        "Microsoft ID,Company name,Primary domain name,Relationship\n{TENANT},Contoso,contoso.com,Reseller\n{OTHER_TENANT},Fabrikam,fabrikam.com,Reseller\n"
    );
    let admin = "Display name,User principal name,Object Id,Block credential,Licenses\n\
         Ana,ana@contoso.com,11111111-0000-4000-8000-000000000001,False,Microsoft 365 E3\n\
         Bo,bo@fabrikam.com,11111111-0000-4000-8000-000000000002,False,Microsoft 365 E3\n\
         Cy,cy@elsewhere.com,11111111-0000-4000-8000-000000000003,False,Microsoft 365 E3\n";
    let mut walk = walk_with(&[
        ("one.csv", listing(TENANT, "Contoso", 5)),
        ("again.csv", listing(TENANT, "Contoso Ltd", 6)),
        ("other.csv", listing(OTHER_TENANT, "Fabrikam", 7)),
        ("customers.csv", customers),
        ("admin users.csv", admin.to_string()),
    ]);
    assert_eq!(
        asked(
            &mut walk,
            "licences",
            "tenant product_name enabled usable assignable assigned applies_to"
        ),
        [
            "Contoso | Microsoft 365 E3 | 6 | 6 | 5 | 1 | User",
            "Contoso | Microsoft Copilot Studio User License | 1 | 1 | - | 0 | Company",
            "Fabrikam | Microsoft 365 E3 | 7 | 7 | 6 | 1 | User",
            "Fabrikam | Microsoft Copilot Studio User License | 1 | 1 | - | 0 | Company",
            "- | Microsoft 365 E3 | - | - | - | 1 | -",
        ]
    );
    let marks = walk.report("licences").handles[0].marks.join(";");
    assert_eq!(marks, "contradicted;tenant has several names");
    let found = opened_row(&mut walk, &format!("{TENANT}_{E3}"));
    let rules: Vec<&str> = found
        .explanation
        .iter()
        .map(|step| step.rule.as_str())
        .collect();
    assert!(
        rules.contains(&"sku-repeated") && rules.contains(&"sku-tenant"),
        "{rules:?}"
    );
}

#[test]
fn a_report_that_conceals_its_names_counts_nobody_twice() {
    let usage = "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Has Exchange License,Exchange Last Activity Date,Assigned Products\n\
        2026-11-20,0D6F3A1B2C4D5E6F708192A3B4C5D6E7,A0D6F3A1B2C4D5E6F708192A3B4C5D6E,False,True,2026-11-18,MICROSOFT 365 E3\n\
        2026-11-20,1D6F3A1B2C4D5E6F708192A3B4C5D6E7,B0D6F3A1B2C4D5E6F708192A3B4C5D6E,False,True,2026-11-18,MICROSOFT 365 E3\n";
    let count = |walk: &mut Walk| asked(walk, "licences", "product_name assigned")[0].clone();
    let mut alone = walk_with(&[skus(), ("usage.csv", usage.to_string())]);
    assert_eq!(count(&mut alone), "Microsoft 365 E3 | 2");
    let mut beside = walk_with(&[skus(), users(), ("usage.csv", usage.to_string())]);
    assert_eq!(count(&mut beside), "Microsoft 365 E3 | 2");
    let found = opened_row(&mut beside, &format!("{TENANT}_{E3}"));
    assert!(
        found
            .explanation
            .iter()
            .any(|step| step.statement.contains("would count twice"))
    );
}

#[test]
fn the_newest_listing_counts_and_an_older_one_is_no_contradiction() {
    let older = as_csv().replace(",30,10,0,40,0,", ",29,99,0,40,0,");
    let mut walk = walk_with(&[
        ("skus 2026-11-20.csv", as_csv()),
        ("skus 2026-11-01.csv", older),
    ]);
    let view = walk.ask("licences", &query(r#"{"columns":["enabled"]}"#));
    assert_eq!(view.total, 6);
    assert_eq!(view.rows[0], ["10"]);
    assert_eq!(view.handles[0].marks, ["over-assigned"]);
}

#[test]
fn ids_of_products_are_readable_beside_other_things() {
    let mut walk = walk_with(&[users(), ("registration.csv",
        "userPrincipalName,userDisplayName,isMfaCapable,isMfaRegistered,methodsRegistered,isAdmin\nana@contoso.com,Ana Alt,true,true,email,false\n".to_string())]);
    let rows = asked(&mut walk, "mfa", "user_principal_name licenses");
    assert!(
        rows.contains(
            &"ana@contoso.com | Microsoft 365 E3+Microsoft Teams Premium Introductory Pricing"
                .to_string()
        ),
        "{rows:#?}"
    );
    assert!(
        rows.contains(&"cid@contoso.com | ".to_string()),
        "{rows:#?}"
    );
    // Without a list of names the ids stay.
    walk.engine.take_names(None);
    let rows = asked(&mut walk, "mfa", "user_principal_name licenses");
    assert!(
        rows.contains(&format!("ana@contoso.com | {E3}+{TEAMS_PREMIUM}")),
        "{rows:#?}"
    );
}

#[test]
fn a_listing_with_holes_says_unknown_and_loses_no_row() {
    let mut walk = walk_with(&[(
        "skus.json",
        String::from_utf8(fixture("subscribed_skus.json")).unwrap(),
    )]);
    let rows = asked(
        &mut walk,
        "licences",
        "sku_part_number consumed enabled usable assignable capability_status",
    );
    assert_eq!(
        rows,
        [
            "ENTERPRISEPACK | 28 | 25 | 28 | 0 | Enabled",
            "FLOW_FREE | 1000 | - | - | - | Enabled",
            "Microsoft_Teams_Premium | 0 | - | - | - | Suspended",
        ]
    );
    let mut walk = walk_with(&[(
        "skus.csv",
        String::from_utf8(fixture("subscribed_skus.csv")).unwrap(),
    )]);
    let rows = asked(
        &mut walk,
        "licences",
        "sku_part_number tenant usable assignable locked_out",
    );
    assert_eq!(
        rows,
        [
            "ENTERPRISEPACK | - | 28 | 0 | 0",
            "FLOW_FREE | - | 10000 | 9999 | -"
        ]
    );
}

#[test]
fn what_to_do_is_not_told_of_another_account_of_the_same_number() {
    let mut walk = walk_with(&[skus(), users()]);
    walk.drop_file("O365 enrollment 2026-11-20.csv", ENROLLMENT);
    let today = walk.today;
    let mut of = |report: &str| {
        let inquiry = Inquiry::Todo {
            key: "ana".to_string(),
            row: Some(0),
            report: Some(report.to_string()),
            now: 0,
        };
        let told = walk.engine.tell(inquiry, today, &mut walk.disk);
        let Some(Reply::Told(json)) = reply(&told.expect("an answer")) else {
            panic!("{report}: nothing is told");
        };
        let found: TodoView = inquiries::answer(&json).expect("what to do");
        found.key
    };
    assert_eq!(of("expiring-not-mine"), "ana");
    for report in ["mfa", "activity", "licences", "licence-holders"] {
        assert_eq!(of(report), "", "{report}");
    }
}

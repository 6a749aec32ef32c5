//! Every kind of export is known by its own headers, in any order, and taken for no other.

use rollcall::engine::message::{Loaded, Question, SourceView};
use rollcall::ingest::Kind;
use rollcall::ingest::kinds::header::{Columns, Spellings, find};
use rollcall::ingest::kinds::{EXPORTS, GRAPH_EXPORTS, export_of, learn};
use rollcall::ingest::number::{Mark, NumberReading, read_number};
use rollcall::ingest::role::Role;

use super::walk::{Walk, fixture};

/// The header of every kind as its makers publish it; `|` stands between two captions.
#[rustfmt::skip]
const HEADERS: &[(Kind, &str)] = &[
    (Kind::M365Users, "Display name|DirSyncEnabled|User principal name|Object Id|First name|Last name|When created|Soft deletion time stamp|Title|Department|Preferred data location|City|CountryOrRegion|Office|StateOrProvince|Usage location|Last dirsync time|Block credential|Licenses|Password never expires|Last password change time stamp|Mobile Phone|Phone number|Postal code|Preferred language|Street address|Fax|Proxy addresses"),
    (Kind::M365Users, "Block credential|City|Country/Region|Department|DirSyncEnabled|Display name|Fax|First name|Last dirsync time|Last name|Last password change time stamp|License assignment details|Licenses|Mobile Phone|Oath token meta data|Object Id|Office|Password never expires|Phone number|Postal code|Preferred data location|Preferred language|Proxy addresses|Release track|Soft deletion time stamp|State|Street address|Strong password required|Title|Usage location|User principal name|When created"),
    (Kind::EntraUsers, "userPrincipalName|displayName|surname|mail|givenName|id|userType|jobTitle|department|accountEnabled|usageLocation|streetAddress|state|country|officeLocation|city|postalCode|telephoneNumber|mobilePhone|alternateEmailAddress|ageGroup|consentProvidedForMinor|legalAgeGroupClassification|companyName|creationType|directorySynced|invitationState|identityIssuer|createdDateTime"),
    (Kind::EntraRegistration, "userPrincipalName|userDisplayName|isMfaCapable|isPasswordlessCapable|isSsprCapable|defaultMfaMethod|methodsRegistered|lastUpdatedDateTime"),
    (Kind::EntraSignins, "Date (UTC)|Request ID|User agent|Correlation ID|User ID|User|Username|User type|Cross tenant access type|Incoming token type|Authentication Protocol|Unique token identifier|Original transfer method|Client credential type|Token Protection - Sign In Session|Token Protection - Sign In Session StatusCode|Application|Application ID |App owner tenant ID|Resource|Resource ID |Resource tenant ID|Resource owner tenant ID|Home tenant ID|Home tenant name|IP address|Location|Status|Sign-in error code|Failure reason|Client app|Device ID|Browser|Operating System|Compliant|Managed|Join Type|Multifactor authentication result|Multifactor authentication auth method|Multifactor authentication auth detail|Authentication requirement|Sign-in identifier|Session ID|IP address (seen by resource)|Through Global Secure Access|Global Secure Access IP address|Autonomous system  number|Flagged for review|Token issuer type|Incoming token type|Token issuer name|Latency|Conditional Access|Managed Identity type|Associated Resource Id|Federated Token Id|Federated Token Issuer"),
    (Kind::EntraSignins, "Date (UTC)|Request ID|Correlation ID|Service principal ID|Service principal name|Credential key ID|Credential thumbprint|Application|Application ID |App owner tenant ID|Resource|Resource ID |Resource tenant ID|Resource owner tenant ID|Home tenant ID|Home tenant name|IP address|Location|Status|Sign-in error code|Failure reason|Conditional Access"),
    (Kind::UsageActiveUsers, "Report Refresh Date|User Principal Name|Display Name|Is Deleted|Deleted Date|Has Exchange License|Has OneDrive License|Has SharePoint License|Has Skype For Business License|Has Yammer License|Has Teams License|Exchange Last Activity Date|OneDrive Last Activity Date|SharePoint Last Activity Date|Skype For Business Last Activity Date|Yammer Last Activity Date|Teams Last Activity Date|Exchange License Assign Date|OneDrive License Assign Date|SharePoint License Assign Date|Skype For Business License Assign Date|Yammer License Assign Date|Teams License Assign Date|Assigned Products"),
    (Kind::UsageMailbox, "Report Refresh Date|User Principal Name|Display Name|Is Deleted|Deleted Date|Created Date|Last Activity Date|Item Count|Storage Used (Byte)|Issue Warning Quota (Byte)|Prohibit Send Quota (Byte)|Prohibit Send/Receive Quota (Byte)|Deleted Item Count|Deleted Item Size (Byte)|Deleted Item Quota (Byte)|Has Archive|Report Period"),
    (Kind::UsageOnedrive, "Report Refresh Date|Site URL|Owner Display Name|Is Deleted|Last Activity Date|File Count|Active File Count|Storage Used (Byte)|Storage Allocated (Byte)|Owner Principal Name|Report Period"),
    (Kind::PartnerCustomers, "Microsoft ID|Company name|Primary domain name|Relationship|Tags"),
    (Kind::DruvaProvisioning, "Global Customer ID|Customer Name|Account Name|User Name|User Email|Profile|User Status|Microsoft 365 License|SMB License|Backup Data (MB)|Created On|Managed By|Mapping|Custom Attribute Name|Custom Attribute Value"),
    (Kind::DruvaPreserved, "Global Customer ID|Customer Name|Account Name|User Email ID|User Name|Profile|Preserved On|Mode"),
    (Kind::SkuNames, "Product_Display_Name|String_Id|GUID|Service_Plan_Name|Service_Plan_Id|Service_Plans_Included_Friendly_Names"),
    (Kind::GraphSubscribedSkus, "id|accountId|accountName|appliesTo|capabilityStatus|consumedUnits|skuId|skuPartNumber|prepaidUnits.enabled|prepaidUnits.warning|prepaidUnits.suspended|prepaidUnits.lockedOut|servicePlans|subscriptionIds"),
    (Kind::Ars, "Name|Logon Name (pre-Windows 2000)|User Logon Name|E-mail|Distinguished Name|UsersFunctional"),
    (Kind::Enrollment, "PennID|PennKey|Name|Institutional preferred email|Phone|Active Code|O365 primary affiliation|Center|Center name|Home org|SRS division|SRS school|All active affilations|O365 Ready|Expires in days|Has mailbox|O365 center|Job org class title|Scheduled deletion date|Person description|First name|Last name|DN"),
];

/// A plain generator of orders: the same in every run.
fn shuffled(captions: &[&str], seed: u32) -> Vec<String> {
    let mut captions: Vec<String> = captions.iter().map(|one| one.to_string()).collect();
    let mut state = seed * 2 + 1;
    for last in (1..captions.len()).rev() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        captions.swap(last, (state >> 8) as usize % (last + 1));
    }
    captions
}

fn kind_of(captions: &[String], delimiter: &str) -> String {
    let text = format!("{}\r\n", captions.join(delimiter));
    let loaded = Walk::new().drop_file("export.csv", text);
    assert_eq!(loaded.refused, [""; 0]);
    loaded.sources[0].kind.clone()
}

#[test]
fn every_kind_is_known_by_its_own_header_in_any_order_and_as_no_other() {
    for (kind, header) in HEADERS {
        let captions: Vec<&str> = header.split('|').collect();
        for seed in 0..8 {
            let captions = match seed {
                0 => captions.iter().map(|one| one.to_string()).collect(),
                seed => shuffled(&captions, seed),
            };
            assert_eq!(kind_of(&captions, ","), kind.id(), "{captions:?}");
            assert_eq!(kind_of(&captions, ";"), kind.id(), "{captions:?}");
            let found = find(&[captions]);
            let kinds: Vec<Kind> = found.iter().map(|found| found.export.kind).collect();
            match kind {
                Kind::Enrollment => assert_eq!(kinds, []),
                kind => assert_eq!(kinds, [*kind]),
            }
        }
    }
    let tested = |kind: Kind| HEADERS.iter().any(|(known, _)| *known == kind);
    assert!(EXPORTS.iter().all(|export| tested(export.kind)));
}

#[test]
fn a_key_of_a_kind_stands_in_its_published_header() {
    for (kind, header) in HEADERS {
        let Some(export) = export_of(*kind) else {
            continue;
        };
        let captions: Vec<String> = header.split('|').map(str::to_string).collect();
        let columns = Columns::of(export, &Spellings::of(&captions));
        let is_there = |(_, field): &&(Role, &str)| columns.column_of(field).is_some();
        // A sign-in of a service belongs to no account.
        let is_of_people = !header.contains("Service principal ID");
        let has_key = export.keys.iter().any(|key| is_there(&key));
        assert_eq!(has_key, is_of_people, "{}", kind.id());
        assert_eq!(columns.doubled, [], "{}", kind.id());
    }
}

#[test]
fn title_rows_and_blank_lines_before_a_header_are_passed_over() {
    let mut walk = Walk::new();
    let text = "Customers of today\n\nMicrosoft ID,Company name,Primary domain name,Relationship,Tags\n\
                1aecaf40-dc3a-461f-88a8-d06994e12898,Example Inc,example.edu,Cloud Reseller,\n\n";
    let source = walk.drop_file("customers.csv", text).sources.remove(0);
    assert_eq!(source.kind, "partner-customers");
    assert_eq!([source.rows, source.accepted, source.blank], [2, 1, 1]);
}

#[test]
fn files_of_one_kind_are_united_and_keep_their_origin() {
    let names = [
        "usage_mailbox.csv",
        "m365_users.csv",
        "usage_mailbox_older_columns.csv",
    ];
    let mut walk = Walk::with(&names);
    let kinds: Vec<String> = walk.sources().into_iter().map(|one| one.kind).collect();
    assert_eq!(kinds, ["usage-mailbox", "m365-users", "usage-mailbox"]);
    let union = walk.engine.rows_of(Kind::UsageMailbox).expect("two files");
    assert_eq!(union.table.n_rows(), 7);
    let places: Vec<_> = (0..7).map(|row| union.place(row)).collect();
    let expected = [(1, 0), (1, 1), (1, 2), (1, 3), (3, 0), (3, 1), (3, 2)];
    assert_eq!(places, expected);
    assert_eq!(union.table.cell("upn", 4), "adoe@example.edu");
    // A column that only one of them has is empty in the other.
    assert_eq!(union.table.cell("has_archive", 0), "True");
    assert_eq!(union.table.cell("has_archive", 4), "");
    walk.engine.clear();
    assert!(walk.engine.rows_of(Kind::UsageMailbox).is_none());
}

#[test]
fn other_exports_leave_the_lists_as_they_are() {
    let lists = |names: &[&str]| {
        let mut walk = Walk::with(names);
        ["expiring", "mine", "mine-not-found", "expiring-not-mine"].map(|id| {
            let view = walk.report(id);
            (view.rows, view.summary.counts)
        })
    };
    let pair = ["mailbox_logon_name_last.csv", "published_columns.csv"];
    let more = [
        "usage_mailbox.csv",
        "mailbox_logon_name_last.csv",
        "druva_provisioning_many_customers.csv",
        "published_columns.csv",
        "entra_users_formulas.csv",
    ];
    assert_eq!(lists(&more), lists(&pair));
}

#[test]
fn a_source_says_when_it_was_true() {
    let as_of = |name: &str, fixture_name: &str| {
        let source = Walk::new()
            .drop_file(name, fixture(fixture_name))
            .sources
            .remove(0);
        let day = source.as_of.date.map(|day| day.to_string());
        (day.unwrap_or_default(), source.as_of.provenance)
    };
    let found = |day: &str, how: &str| (day.to_string(), how.to_string());
    assert_eq!(
        as_of("2026-11-21.csv", "usage_onedrive.csv"),
        found("2026-11-19", "column")
    );
    assert_eq!(
        as_of(
            "exportUserRegistrationDetails_2026-9-23.csv",
            "entra_registration_lists_in_cells.csv"
        ),
        found("2026-09-23", "file-name")
    );
    assert_eq!(
        as_of("Customers.csv", "sku_names_reordered.csv"),
        found("", "unknown")
    );
}

#[test]
fn a_source_of_a_day_after_the_evaluation_day_is_remarked_upon_and_counted() {
    let remarks = |today: &str, fixture_name: &str| {
        let mut walk = Walk::on(today);
        let loaded = walk.drop_file(fixture_name, fixture(fixture_name));
        let issues = walk.issues().into_iter();
        let later: Vec<String> = issues
            .filter(|issue| issue.code == "later-report")
            .map(|issue| issue.message)
            .collect();
        assert_eq!(loaded.sources[0].n_issues as usize, walk.issues().len());
        later
    };
    for (day, fixture_name) in [
        ("2026-11-19", "usage_onedrive.csv"),
        ("2026-11-25", "made_after_the_evaluation_day.csv"),
    ] {
        assert_eq!(remarks(day, fixture_name), [""; 0], "{fixture_name}");
        assert_eq!(
            remarks("2026-11-18", fixture_name).len(),
            1,
            "{fixture_name}"
        );
    }
    let by_a_day = remarks("2026-11-24", "made_after_the_evaluation_day.csv");
    let or = ", or whether the days left end a day before the deletion";
    assert!(by_a_day[0].ends_with(or), "{by_a_day:?}");
    assert_eq!(
        remarks("2026-11-18", "usage_onedrive.csv"),
        [
            "`usage_onedrive.csv`: expected a file of the evaluation day, 18 Nov 2026, or of a day before it, but found one of 19 Nov 2026 (from a column of the report): it knows more than that day could; look whether the evaluation day is right"
        ]
    );
}

#[test]
fn columns_without_a_header_are_known_by_their_place() {
    let source = one("druva_provisioning_unnamed_columns.csv");
    let fields: Vec<&str> = source
        .columns
        .iter()
        .map(|column| column.field.as_str())
        .collect();
    assert_eq!((fields[5], fields[12]), ("profile", "mapping"));
    assert!(
        source
            .why
            .contains("column F has no header and is taken for the profile by its place"),
        "{}",
        source.why
    );
}

#[test]
fn the_reason_names_the_deciding_headers() {
    assert_eq!(
        one("m365_users.csv").why,
        "`User principal name` and `Block credential` in the header, 16 of 28 columns known"
    );
    assert_eq!(
        one("usage_onedrive_shuffled.csv").why,
        "`Report Refresh Date`, `Site URL` and `Storage Allocated (Bytes)` in the header, 11 of 11 columns known"
    );
}

fn one(name: &str) -> SourceView {
    Walk::new().drop_file(name, fixture(name)).sources.remove(0)
}

fn asked(name: &str) -> (Walk, Question) {
    let mut walk = Walk::new();
    let mut loaded = walk.drop_file(name, fixture(name));
    let question = loaded.questions.remove(0);
    (walk, question)
}

#[test]
fn the_order_of_day_and_month_is_asked_once_for_a_file_and_remembered() {
    let (mut walk, question) = asked("entra_signins_older_portal.csv");
    assert!(
        question.text.contains("dates in `CreatedDateTime`"),
        "{}",
        question.text
    );
    assert_eq!(walk.codes(), ["ambiguous-date"]);
    assert!(walk.answer(&question, "point").is_err());
    let loaded = walk.answer(&question, "month-first").expect("an answer");
    assert_eq!(loaded.questions, []);
    assert_eq!(walk.codes(), [""; 0]);
    assert_eq!(loaded.sources[0].n_issues, 0);
    // What is loaded later asks nothing about it again.
    assert_eq!(
        walk.drop_file("more.csv", fixture("usage_mailbox.csv"))
            .questions,
        []
    );
}

#[test]
fn a_decimal_mark_is_decided_by_the_column_or_asked() {
    let mut walk = Walk::with(&["druva_provisioning_decimal_commas.csv"]);
    assert_eq!(walk.codes(), [""; 0]);
    let (mut walk, question) = asked("druva_provisioning_thousands_or_decimals.csv");
    assert_eq!(
        question.samples,
        [(
            "Backup Data (MB)".to_string(),
            ["1,234", "2,048", "3,072"].map(str::to_string).to_vec()
        )]
    );
    assert_eq!(walk.codes(), ["ambiguous-number"]);
    let loaded = walk.answer(&question, "comma").expect("an answer");
    assert_eq!(loaded.questions, []);
    assert_eq!(walk.codes(), [""; 0]);
    let NumberReading::Is(number) = read_number("1,234", Some(Mark::Comma)) else {
        panic!("no number");
    };
    assert_eq!((number.digits, number.places), (1_234, 3));
}

#[test]
fn columns_are_mapped_by_hand_and_no_row_is_lost() {
    let (mut walk, question) = asked("other_staff_list.csv");
    let answer = |loaded: Loaded| loaded.sources.into_iter().next().expect("a source");
    let source = answer(
        walk.answer(&question, "other:mail=2,display_name=3")
            .expect("a mapping"),
    );
    assert_eq!(
        (source.kind.as_str(), source.rows, source.accepted),
        ("other", 4, 4)
    );
    assert_eq!(source.why, "you said which columns hold what");
    let union = walk.engine.rows_of(Kind::Other).expect("a table");
    assert_eq!(union.table.cell("mail", 0), "adoe@example.edu");
    assert_eq!(union.table.cell("display_name", 3), "Dara Hoe");

    // Without a header the first record is a row; the person may say that it is none.
    let (mut walk, question) = asked("other_without_header.csv");
    let source = answer(walk.answer(&question, "other:mail=1").expect("a mapping"));
    assert_eq!((source.rows, source.accepted), (4, 4));
    let (mut walk, question) = asked("other_without_header.csv");
    let source = answer(
        walk.answer(&question, "other:mail=1,header=1")
            .expect("a mapping"),
    );
    assert_eq!((source.rows, source.accepted), (3, 3));
}

#[test]
fn a_wrong_mapping_is_asked_again() {
    #[track_caller]
    fn case(choice: &str, expected: &str) {
        let (mut walk, question) = asked("other_staff_list.csv");
        let loaded = walk.answer(&question, choice).expect("a question again");
        let text = &loaded.questions[0].text;
        assert!(text.contains(expected), "{text}");
        assert_eq!(loaded.sources[0].kind, "unknown");
    }
    case("other:mail=9", "has 4 columns: the mail cannot be column I");
    case("other:upn=9", "the user principal name cannot be column I");
    case("other:shoe=1", "`shoe` is no field of `other`");
    case("usage-mailbox", "has no header of this kind of export");
    let (mut walk, question) = asked("other_staff_list.csv");
    let refused = walk.answer(&question, "shoes").unwrap_err();
    assert_eq!(refused, "`shoes` is no answer to this question");
}

#[test]
fn a_kind_that_is_asked_about_can_be_said() {
    let (mut walk, question) = asked("m365_users_wrong_ids.csv");
    let loaded = walk.answer(&question, "m365-users").expect("an answer");
    assert_eq!(loaded.sources[0].kind, "m365-users");
    assert_eq!(loaded.sources[0].accepted, 3);
    assert_eq!(walk.codes(), ["unreadable-cell"]);

    // A column may be given to another field of a known kind.
    let (mut walk, question) = asked("usage_sharepoint_sites.csv");
    walk.answer(&question, "usage-onedrive:display_name=14,upn=4")
        .expect("a mapping");
    let union = walk.engine.rows_of(Kind::UsageOnedrive).expect("a table");
    assert_eq!(union.table.cell("upn", 0), "Ada Doe");
    assert_eq!(union.table.cell("display_name", 0), "adoe@example.edu");
}

#[test]
fn a_file_can_be_taken_for_something_else_and_back() {
    let names = [
        "names_one_a_line.csv",
        "usage_mailbox.csv",
        "mailbox_logon_name_last.csv",
        "published_columns.csv",
        "cut_short.csv",
    ];
    let mut walk = Walk::with(&names);
    let seen = |walk: &mut Walk| {
        let reports = ["expiring", "mine", "mine-not-found", "expiring-not-mine"];
        let rows = reports.map(|id| walk.report(id).rows);
        let issues: Vec<String> = walk.issues().into_iter().map(|one| one.message).collect();
        let sources = walk.sources();
        let sources = sources
            .into_iter()
            .map(|one| (one.kind, one.accepted, one.n_issues));
        (rows, issues, sources.collect::<Vec<_>>())
    };
    let whole = seen(&mut walk);
    for (source, choice, other) in [
        (1, "names", "ignore"),
        (2, "usage-mailbox", "cloud-control:2"),
        (3, "cloud-control:5", "other:mail=2"),
        (4, "enrollment", "other"),
        (5, "enrollment", "other"),
    ] {
        let loaded = walk.reconsider(source).expect("a question");
        let question = loaded.questions[0].clone();
        assert!(question.text.contains("was taken for"), "{}", question.text);
        assert_eq!(loaded.sources[source as usize - 1].kind, "unknown");
        walk.answer(&question, choice).expect("the same again");
        assert!(seen(&mut walk) == whole, "source {source}");

        // As something else it gives what it would have given had it come so.
        let mut changed = Walk::with(&names);
        let loaded = changed.reconsider(source).expect("a question");
        let loaded = changed.answer(&loaded.questions[0].clone(), other);
        let loaded = loaded.expect("another kind");
        assert_eq!(loaded.questions, []);
        let without: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| *name != names[source as usize - 1])
            .collect();
        if other.starts_with("other") || other == "ignore" {
            let mut fresh = Walk::with(&without);
            assert_eq!(seen(&mut changed).0, seen(&mut fresh).0, "source {source}");
        }
    }
    let mut walk = Walk::new();
    walk.paste("adoe");
    let why = walk.reconsider(1).unwrap_err();
    assert!(why.starts_with("`pasted names` is no file"), "{why}");
    assert_eq!(walk.reconsider(9).unwrap_err(), "source 9 is not loaded");
}

#[test]
fn a_hundred_thousand_columns_are_no_trouble() {
    let wide: Vec<String> = (0..100_000).map(|n| format!("h{n}")).collect();
    let text = format!("{}\n{}\n", wide.join(","), "1,".repeat(99_999));
    let loaded = Walk::new().drop_file("wide.csv", text);
    assert_eq!(loaded.sources[0].kind, "unknown");
}

#[test]
fn the_documentation_names_every_kind_with_its_headers_keys_and_day() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sources.md");
    let text = std::fs::read_to_string(path).expect("docs/sources.md");
    learn(&GRAPH_EXPORTS);
    let rows = Kind::all().map(|kind| match export_of(kind) {
        Some(export) if kind != Kind::Other => documented(export),
        _ => format!("| `{}` | ", kind.id()),
    });
    let n_of = |row: &str| text.lines().filter(|line| line.starts_with(row)).count();
    let missing: Vec<String> = rows.filter(|row| n_of(row) != 1).collect();
    assert!(
        missing.is_empty(),
        "lines of docs/sources.md have to begin with\n{}",
        missing.join("\n")
    );
}

/// The line of a kind in `docs/sources.md`.
fn documented(export: &rollcall::ingest::kinds::Export) -> String {
    let told = export.told_by.iter().map(|fields| fields.join(" + "));
    let told: Vec<String> = told.map(|list| format!("`{list}`")).collect();
    let keys = export.keys.iter();
    let keys: Vec<String> = keys
        .map(|(role, field)| format!("{} `{field}`", role.label()))
        .collect();
    let as_of = match export.as_of {
        Some(field) => format!("`{field}`, else the file’s name"),
        None => "the file’s name".to_string(),
    };
    format!(
        "| `{}` | {} | {} | {} |",
        export.kind.id(),
        told.join(" or "),
        keys.join(", "),
        as_of
    )
}

//! Every small file of `tests/fixtures/` and what is understood of it, a line each.

use std::collections::BTreeSet;

use super::walk::{Walk, fixture};

/// File, kind, `[rows, accepted, rejected, blank]`, encoding, delimiter, codes of its issues.
type Understood = (
    &'static str,
    &'static str,
    [u32; 4],
    &'static str,
    char,
    &'static str,
);

#[rustfmt::skip]
const READ: &[Understood] = &[
    ("ambiguous_slash_dates.csv",                 "enrollment",    [ 3,  3, 0, 0], "utf-8",        ',',  "ambiguous-date"),
    ("ars_attribute_names.csv",                      "ars",               [ 4,  4, 0, 0], "utf-8",        ';',  ""),
    ("ars_chosen_columns.csv",                       "ars",               [ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("benchmark_spelling.csv",                    "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("blank_lines.csv",                           "enrollment",    [13,  6, 0, 7], "utf-8",        ',',  ""),
    ("blank_logon_names.csv",                     "enrollment",    [ 8,  8, 0, 0], "utf-8",        ',',  "empty-key"),
    ("bom_crlf.csv",                              "enrollment",    [ 6,  6, 0, 0], "utf-8-bom",    ',',  ""),
    ("cut_short.csv",                             "enrollment",    [ 4,  4, 0, 0], "utf-8",        ',',  "short-row"),
    ("dates_disagree.csv",                        "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  "contradiction"),
    ("dates_that_stand_for_none.csv",             "enrollment",    [ 5,  5, 0, 0], "utf-8",        ',',  ""),
    ("dates_with_times.csv",                      "enrollment",    [ 5,  5, 0, 0], "utf-8",        ',',  ""),
    ("day_and_month_first_dates.csv",             "enrollment",    [ 3,  3, 0, 0], "utf-8",        ',',  "ambiguous-date"),
    ("day_and_month_swapped.csv",                 "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  "contradiction"),
    ("day_first_dates.csv",                       "enrollment",    [ 2,  2, 0, 0], "utf-8",        ',',  ""),
    ("delimiters_in_quotes.csv",                  "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("domain_label_one.csv",                      "cloud-control", [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("domain_labels_two.csv",                     "cloud-control", [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("druva_preserved.csv",                          "druva-preserved",   [ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("druva_preserved_older_captions.csv",           "druva-preserved",   [ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("druva_provisioning_decimal_commas.csv",        "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ';',  ""),
    ("druva_provisioning_endpoints.csv",             "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("druva_provisioning_few_columns.csv",           "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("druva_provisioning_many_customers.csv",        "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("druva_provisioning_single_tenant.csv",         "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("druva_provisioning_thousands_or_decimals.csv", "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ',',  "ambiguous-number"),
    ("druva_provisioning_unnamed_columns.csv",       "druva-provisioning",[ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("duplicate_keys.csv",                        "enrollment",    [ 8,  8, 0, 0], "utf-8",        ',',  "ambiguous-key duplicate-key"),
    ("duplicate_rows.csv",                        "enrollment",    [ 8,  8, 0, 0], "utf-8",        ',',  "duplicate-row"),
    ("entra_registration_lists_in_cells.csv",        "entra-registration",[ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("entra_registration_portal_captions.csv",       "entra-registration",[ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("entra_signins_application.csv",                "entra-signins",     [ 2,  2, 0, 0], "utf-8-bom",    ',',  ""),
    ("entra_signins_doubled_headers.csv",            "entra-signins",     [ 5,  5, 0, 0], "utf-8-bom",    ',',  ""),
    ("entra_signins_older_portal.csv",               "entra-signins",     [ 4,  4, 0, 0], "utf-8",        ',',  "ambiguous-date"),
    ("entra_users_documented_names.csv",             "entra-users",       [ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("entra_users_formulas.csv",                     "entra-users",       [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("excel_serial_dates.csv",                    "enrollment",    [ 5,  5, 0, 0], "utf-8",        ',',  ""),
    ("excel_text_guards.csv",                     "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("expired_and_lower_bounds.csv",              "enrollment",    [ 8,  8, 0, 0], "utf-8",        ',',  ""),
    ("flagged_while_eligible.csv",                "enrollment",    [ 2,  2, 0, 0], "utf-8",        ',',  "contradiction"),
    ("flagged_without_date.csv",                  "enrollment",    [ 8,  8, 0, 0], "utf-8",        ',',  ""),
    ("header_only.csv",                           "enrollment",    [ 0,  0, 0, 0], "utf-8",        ',',  ""),
    ("invalid_utf8_after_bom.csv",                "enrollment",    [ 6,  6, 0, 0], "utf-8-bom",    ',',  "invalid-utf8"),
    ("isc_variant.csv",                           "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("lines_of_spaces.csv",                       "enrollment",    [ 9,  6, 0, 3], "utf-8",        ',',  ""),
    ("lone_cr.csv",                               "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("m365_users.csv",                               "m365-users",        [ 4,  4, 0, 0], "utf-8-bom",    ',',  ""),
    ("m365_users_age_group.csv",                     "m365-users",        [ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("m365_users_dates_through_excel.csv",           "m365-users",        [ 3,  3, 0, 0], "utf-8",        ',',  "ambiguous-date"),
    ("m365_users_older_columns.csv",                 "m365-users",        [ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("m365_users_semicolons.csv",                    "m365-users",        [ 4,  4, 0, 0], "utf-8",        ';',  ""),
    ("m365_users_utf16le_tab.csv",                   "m365-users",        [ 4,  4, 0, 0], "utf-16le",     '\t', ""),
    ("made_over_midnight.csv",                    "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  "off-by-one"),
    ("mailbox_blank_names.csv",                   "cloud-control", [ 3,  3, 0, 0], "utf-8",        ',',  "empty-key"),
    ("mailbox_logon_name_last.csv",               "cloud-control", [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("mailbox_twice.csv",                         "cloud-control", [ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("mailbox_without_header.csv",                "cloud-control", [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("mixed_line_ends.csv",                       "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("names_in_one_line.txt",                     "names",         [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("names_one_a_line.csv",                      "names",         [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("names_quoted.csv",                          "names",         [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("names_under_sep_line.csv",                  "names",         [ 3,  3, 0, 0], "utf-8",        ';',  ""),
    ("names_utf16le.txt",                         "names",         [ 3,  3, 0, 0], "utf-16le",     ',',  ""),
    ("names_with_header.csv",                     "names",         [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("names_with_nul_byte.csv",                   "names",         [11, 10, 1, 0], "utf-8",        ',',  "not-text"),
    ("no_affiliation_keeps.csv",                  "enrollment",    [ 5,  5, 0, 0], "utf-8",        ',',  ""),
    ("no_final_line_end.csv",                     "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("not_a_key.csv",                             "enrollment",    [21, 21, 0, 0], "utf-8",        ',',  "not-a-key"),
    ("not_expiring_export.csv",                   "enrollment",    [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("nul_byte.csv",                              "enrollment",    [ 6,  5, 1, 0], "utf-8",        ',',  "not-text"),
    ("nul_byte_before_blank_lines.csv",           "enrollment",    [ 8,  5, 1, 2], "utf-8",        ',',  "not-text"),
    ("off_by_one.csv",                            "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  "off-by-one"),
    ("partner_customers_commas_in_names.csv",        "partner-customers", [ 2,  2, 0, 0], "utf-8",        ',',  ""),
    ("partner_customers_other_spelling.csv",         "partner-customers", [ 2,  2, 0, 0], "utf-8",        ';',  ""),
    ("pipe_delimited.csv",                        "enrollment",    [ 6,  6, 0, 0], "utf-8",        '|',  ""),
    ("published_columns.csv",                     "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("quoted_everything.csv",                     "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("quoted_line_breaks.csv",                    "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("ragged_rows.csv",                           "enrollment",    [ 9,  9, 0, 0], "utf-8",        ',',  "long-row short-row"),
    ("reason_beside_o365_ready.csv",              "enrollment",    [ 4,  4, 0, 0], "utf-8",        ',',  ""),
    ("semicolons_and_decimal_commas.csv",         "cloud-control", [ 3,  3, 0, 0], "utf-8",        ';',  ""),
    ("sep_line_semicolon.csv",                    "enrollment",    [ 6,  6, 0, 0], "utf-8",        ';',  ""),
    ("shuffled_columns.csv",                      "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("sku_names_odd_spaces.csv",                     "sku-names",         [ 3,  3, 0, 0], "utf-8",        ',',  ""),
    ("sku_names_reordered.csv",                      "sku-names",         [ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("stale_days.csv",                            "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  "contradiction"),
    ("stray_quotes.csv",                          "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  "stray-quote"),
    ("surplus_delimiters_in_rows.csv",            "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("title_rows.csv",                            "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("trailing_delimiters.csv",                   "enrollment",    [ 6,  6, 0, 0], "utf-8",        ',',  ""),
    ("two_digit_years.csv",                       "enrollment",    [ 2,  2, 0, 0], "utf-8",        ',',  "two-digit-year"),
    ("unclosed_quote.csv",                        "enrollment",    [ 3,  2, 1, 0], "utf-8",        ',',  "unclosed-quote"),
    ("unreadable_dates.csv",                      "enrollment",    [21, 21, 0, 0], "utf-8",        ',',  "unreadable-date"),
    ("unreadable_days.csv",                       "enrollment",    [21, 21, 0, 0], "utf-8",        ',',  "unreadable-days"),
    ("usage_active_users.csv",                       "usage-active-users",[ 4,  4, 0, 0], "utf-8-bom",    ',',  ""),
    ("usage_active_users_concealed.csv",             "usage-active-users",[ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("usage_active_users_fewer_workloads.csv",       "usage-active-users",[ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("usage_mailbox.csv",                            "usage-mailbox",     [ 4,  4, 0, 0], "utf-8-bom",    ',',  ""),
    ("usage_mailbox_older_columns.csv",              "usage-mailbox",     [ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("usage_mailbox_rounded_bytes.csv",              "usage-mailbox",     [ 3,  3, 0, 0], "utf-8",        ',',  "rounded-number"),
    ("usage_mailbox_unreadable_cells.csv",           "usage-mailbox",     [20, 20, 0, 0], "utf-8",        ',',  "unreadable-cell"),
    ("usage_onedrive.csv",                           "usage-onedrive",    [ 4,  4, 0, 0], "utf-8-bom",    ',',  ""),
    ("usage_onedrive_shuffled.csv",                  "usage-onedrive",    [ 3,  3, 0, 0], "utf-8-bom",    ',',  ""),
    ("utf16be.csv",                               "enrollment",    [ 6,  6, 0, 0], "utf-16be",     ',',  ""),
    ("utf16le_tab.csv",                           "enrollment",    [ 6,  6, 0, 0], "utf-16le",     '\t', ""),
    ("utf16le_without_mark.csv",                  "enrollment",    [ 6,  6, 0, 0], "utf-16le",     ',',  ""),
    ("windows_1252.csv",                          "enrollment",    [ 6,  6, 0, 0], "windows-1252", ',',  "encoding-guessed"),
    ("zero_width.csv",                            "cloud-control", [ 4,  4, 0, 0], "utf-8",        ',',  "invisible-characters"),
];

/// Files that fit nothing or fit twice: what the question says, and the ids of its choices.
#[rustfmt::skip]
const ASKED: &[(&str, &str, &str)] = &[
    ("ars_or_mailbox_list.csv",            "accounts in a directory, and its last column `sAMAccountName` holds what can be logon names", "ars cloud-control:3 cloud-control:2 other ignore"),
    ("dates_soon.csv",                     "only 33 % of its filled cells can be read as dates", "enrollment cloud-control:5 cloud-control:3 cloud-control:2 other ignore"),
    ("fits_nothing.csv",                   "no export this tool knows", "other ignore"),
    ("headers_of_two_kinds.csv",           "the headers of more than one kind of export: usage report of active users and usage report of mailboxes", "usage-active-users usage-mailbox cloud-control:2 other ignore"),
    ("header_twice.csv",                   "two columns for the logon name: column A with the header `PennKey` and column B", "enrollment cloud-control:2 cloud-control:1 other ignore"),
    ("m365_users_wrong_ids.csv",           "only 33 % of its filled cells can be read as ids", "m365-users cloud-control:3 other ignore"),
    ("other_staff_list.csv",               "no export this tool knows", "cloud-control:2 other ignore"),
    ("other_without_header.csv",           "no export this tool knows", "cloud-control:1 other ignore"),
    ("published_order_without_header.csv", "no export this tool knows", "enrollment:published cloud-control:22 cloud-control:21 cloud-control:18 cloud-control:17 cloud-control:14 cloud-control:13 cloud-control:6 cloud-control:4 cloud-control:2 other ignore"),
    ("published_order_without_header_or_dn.csv", "as many columns as the O365 enrollment report", "enrollment:published cloud-control:22 cloud-control:21 cloud-control:18 cloud-control:17 cloud-control:14 cloud-control:13 cloud-control:6 cloud-control:4 cloud-control:2 other ignore"),
    ("usage_sharepoint_sites.csv",         "no export this tool knows", "usage-onedrive usage-mailbox cloud-control:14 other ignore"),
    ("two_logon_columns.csv",              "every column of `two_logon_columns.csv` holds what can be logon names", "cloud-control:2 cloud-control:1 names other ignore"),
];

/// Files that are no export: what the sentence calls them.
#[rustfmt::skip]
const REFUSED: &[(&str, &str)] = &[
    ("empty.csv",                "is empty: export the report again"),
    ("not_a_csv.gz",             "is a gzip archive: unpack it first"),
    ("not_a_csv.html",           "is a web page, perhaps a sign-in page that was saved in place of the report: sign in and export again"),
    ("not_a_csv.json",           "is a JSON file: export the report as CSV instead"),
    ("not_a_csv.pdf",            "is a PDF: export the report as CSV instead"),
    ("not_a_csv.png",            "is a picture: export the report as CSV instead"),
    ("not_a_csv.xls",            "is an old Excel workbook (.xls): open it and save the sheet as CSV UTF-8"),
    ("not_a_csv.xml",            "is an XML file: export the report as CSV instead"),
    ("not_a_csv.zip",            "is a zip archive: unpack it first"),
    ("only_blank_lines.csv",     "is empty: export the report again"),
    ("only_byte_order_mark.csv", "is empty: export the report again"),
    ("signins_AuthDetails.csv",  "comes with a download of sign-ins and says nothing that is shown here: drop the file of the sign-ins itself"),
];

/// The same six people and days in as many spellings of a file.
const SAME_REPORT: [&str; 17] = [
    "bom_crlf.csv",
    "delimiters_in_quotes.csv",
    "excel_text_guards.csv",
    "lone_cr.csv",
    "mixed_line_ends.csv",
    "no_final_line_end.csv",
    "pipe_delimited.csv",
    "quoted_everything.csv",
    "quoted_line_breaks.csv",
    "sep_line_semicolon.csv",
    "stray_quotes.csv",
    "surplus_delimiters_in_rows.csv",
    "title_rows.csv",
    "trailing_delimiters.csv",
    "utf16be.csv",
    "utf16le_tab.csv",
    "windows_1252.csv",
];

/// The same again in the published columns and their relatives.
const SAME_WIDE_REPORT: [&str; 4] = [
    "published_columns.csv",
    "shuffled_columns.csv",
    "isc_variant.csv",
    "benchmark_spelling.csv",
];

#[test]
fn a_file_is_read_as_what_it_is_and_every_row_is_accounted_for() {
    for &(name, kind, [rows, accepted, rejected, blank], encoding, delimiter, codes) in READ {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(name));
        assert_eq!(loaded.refused, [""; 0], "{name}");
        let source = &loaded.sources[0];
        assert_eq!(source.kind, kind, "{name}: {}", source.why);
        let found = [source.rows, source.accepted, source.rejected, source.blank];
        assert_eq!(found, [rows, accepted, rejected, blank], "{name}");
        assert_eq!(rows, accepted + rejected + blank, "{name}");
        assert_eq!(source.encoding, encoding, "{name}");
        assert_eq!(source.delimiter, delimiter.to_string(), "{name}");
        assert_eq!(walk.codes().join(" "), codes, "{name}");
        assert_eq!(source.n_issues as usize, walk.issues().len(), "{name}");
    }
}

#[test]
fn a_file_that_fits_nothing_or_twice_is_asked_about() {
    for &(name, says, choices) in ASKED {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(name));
        assert_eq!(loaded.sources[0].kind, "unknown", "{name}");
        let question = &loaded.questions[0];
        assert!(question.text.contains(says), "{name}: {}", question.text);
        let ids: Vec<&str> = question.choices.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids.join(" "), choices, "{name}");
        assert!(!question.samples.is_empty(), "{name}");
        assert_eq!(walk.report("mine").summary.counts.mine, 0, "{name}");
    }
}

#[test]
fn a_file_that_is_no_export_is_named_as_what_it_is() {
    for &(name, says) in REFUSED {
        let mut walk = Walk::new();
        let loaded = walk.drop_file(name, fixture(name));
        assert_eq!(loaded.refused, [format!("`{name}` {says}")]);
        assert!(loaded.sources.is_empty(), "{name}");
    }
}

#[test]
fn every_fixture_stands_in_one_of_the_tables() {
    let folder = format!("{}/tests/fixtures", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(folder).expect("the fixtures").flatten();
    let files: BTreeSet<String> = entries
        .map(|entry| entry.file_name().into_string().expect("a plain name"))
        .collect();
    let read = READ.iter().map(|line| line.0);
    let asked = ASKED.iter().map(|line| line.0);
    let listed: Vec<&str> = read
        .chain(asked)
        .chain(REFUSED.iter().map(|line| line.0))
        .collect();
    assert_eq!(
        listed.len(),
        files.len(),
        "a file is listed twice or not at all"
    );
    assert!(listed.len() >= 40);
    for name in files {
        assert!(listed.contains(&name.as_str()), "{name} stands in no table");
    }
}

#[test]
fn however_a_report_is_written_it_says_the_same() {
    let days = |name: &str| {
        let mut walk = Walk::new();
        walk.drop_file(name, fixture(name));
        walk.paste("adoe bfoe cgoe dhoe ejoe fkoe");
        let keys = walk.keys("mine");
        let deletion = walk.column("mine", "deletion_day");
        keys.into_iter().zip(deletion).collect::<Vec<_>>()
    };
    let expected = [
        ("adoe", "Wed 25 Nov 2026"),
        ("bfoe", "Mon 30 Nov 2026"),
        ("cgoe", "Wed 2 Dec 2026"),
        ("dhoe", "Thu 10 Dec 2026"),
        ("ejoe", "Wed 30 Dec 2026"),
        ("fkoe", "not flagged"),
    ]
    .map(|(key, day)| (key.to_string(), day.to_string()));
    for name in SAME_REPORT.into_iter().chain(SAME_WIDE_REPORT) {
        assert_eq!(days(name), expected, "{name}");
    }
}

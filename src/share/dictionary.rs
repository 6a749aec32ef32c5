//! The words that are numbers in links.
//!
//! Every link that was ever made names words by their places here: a word keeps its place for good, new
//! ones stand behind all others, and none is taken away.

/// The words; the first 64 take one byte, the others two or three.
#[rustfmt::skip]
pub const WORDS: &[&str] = &[
    "report", "query", "search", "sort", "columns", "filters", "today", "match_rules", "policy",
    "layout", "asc", "desc", "column", "any_of", "from", "to", "min", "max", "is", "days", "contains",
    "equals", "starts", "ends", "any", "all", "not", "empty", "value", "pinned", "widths", "group",
    "id", "changes", "v", "expiring", "mine", "mine-not-found", "expiring-not-mine", "matching",
    "provisioning", "name", "logon_name", "key", "urgency", "disable_day", "last_safe_day",
    "days_to_disable", "stage", "department", "reason", "deletion_day", "decision", "display_name",
    "user_principal_name", "customer_name", "mfa_status", "licenses", "imminent", "soon", "watch",
    "center", "affiliations", "late", "recovery", "recovery-late", "lost", "unclear", "none", "active",
    "flagged", "disabled", "deprovisioned", "deleted", "unknown", "scheduled_deletion", "recovery_end",
    "safe_recovery_day", "days_left", "job_org", "has_mailbox", "source_row", "written", "side",
    "outcome", "suggestion", "likeness", "partner", "tier", "near", "normalised", "source", "pair",
    "activity_state", "activity_reason", "last_activity", "last_activity_source", "mailbox_bytes",
    "mailbox_share", "onedrive_bytes", "account_enabled", "exchange_last_activity",
    "onedrive_last_activity", "sharepoint_last_activity", "teams_last_activity",
    "viva_engage_last_activity", "skype_last_activity", "mailbox_quota", "onedrive_quota", "item_count",
    "created", "last_successful", "device_usage", "last_interactive", "last_non_interactive",
    "deleted_item_count", "file_count", "has_archive", "last_seen", "contradicted", "is_deleted",
    "kind", "period", "total", "total_preserved", "added", "preserved", "export_day", "compared_day",
    "first_day", "series", "product_name", "via", "state", "counted_as", "tenant", "error", "groups",
    "said_by", "contradicted_by", "user_type", "sku_id", "license_id", "assignable", "usable",
    "consumed", "enabled", "warning", "suspended", "locked_out", "assigned", "held_disabled",
    "held_expiring", "held_deleted", "held_inactive", "held_shared", "sku_part_number", "over",
    "reactivatable", "assigned_directly", "assigned_by_group", "assignment_errors", "capability_status",
    "applies_to", "name_from", "other_names", "service_plans", "tenant_id", "mfa_reason", "is_admin",
    "methods", "is_mfa_capable", "is_mfa_registered", "default_method", "global_customer_id",
    "account_name", "user_name", "user_email", "profile", "user_status", "m365_license", "smb_license",
    "backup_mb", "created_on", "managed_by", "mapping", "custom_attribute_name",
    "custom_attribute_value", "service_plan", "names_differ", "customer_conflict", "entries",
    "known_to", "custom_attributes", "custom_attribute_names", "preserved_on", "preserve_mode",
    "auto_delete_days", "backup_end", "legal_hold", "endpoints_license", "endpoints_mb",
    "google_license", "entra_id", "job_title", "country", "usage_location", "on_prem_sync",
    "deleted_at", "app_display_name", "app_id", "first", "last", "count", "failures", "successes",
    "interrupted", "other_outcomes", "statuses", "last_success", "last_failure", "last_failure_reason",
    "interactive", "non_interactive", "client_apps", "in_directory", "licences", "licence-holders",
    "mfa", "activity", "signins", "counts", "empty-in-source", "source-not-loaded", "not-knowable",
    "true", "false", "same", "apart", "accepted", "presence", "data", "salt", "non-compliant",
    "not-available", "inactive", "never", "unlicensed", "backup", "directory", "direct", "both",
    "failed", "not-told", "not-assigned", "keep", "let-go", "asked", "done", "penn-2020",
    "microsoft-30-day", "blank", "zone", "grace_days", "grace_counts", "disable_lead_days",
    "deletion_weekday", "recovery_days", "recovery_counts_from", "lead_time_others",
    "thresholds.imminent", "thresholds.soon", "thresholds.watch", "calendar.weekdays", "calendar.rules",
    "calendar.holidays", "workday.start", "workday.end", "inactivity.days",
    "inactivity.min_account_age_days", "several_affiliations", "checklist_in_force", "waits",
    "thresholds", "calendar", "inactivity", "min_account_age_days", "weekdays", "rules", "holidays",
    "excel-date", "lost-zero", "scientific", "truncated", "tag", "dots", "homoglyph", "diacritics",
    "typo", "same-name", "matched", "ambiguous", "unmatched", "repeated", "enrollment",
    "change", "fate", "before", "after", "days_moved", "also", "fate_reason", "accounts", "older_day",
    "newer_day", "older_file", "older_line", "newer_file", "newer_line", "removed", "flag-added",
    "flag-removed", "date-moved", "reason-changed", "license-changed", "mapping-changed",
    "other-changed", "saved", "still-there",
];

/// The number of a word.
pub fn number_of(text: &str) -> Option<usize> {
    WORDS.iter().position(|word| *word == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sha256::sha256;
    use crate::report::across::SURVEYS;
    use crate::report::definition::LISTS;

    #[test]
    fn words_keep_their_places() {
        // Of the words that the first version had; whoever changes this breaks every link there is.
        let first: Vec<&str> = WORDS[..N_FIRST].to_vec();
        assert_eq!(sha256(first.join(" ").as_bytes()), FIRST);
    }

    const N_FIRST: usize = 305;
    const FIRST: &str = "ade01fe948adce95b52dff72346c14bdf583444921a3a5500062d08b2b2adbd3";

    #[test]
    fn no_word_stands_twice() {
        for (at, word) in WORDS.iter().enumerate() {
            assert_eq!(number_of(word), Some(at), "{word}");
        }
    }

    #[test]
    fn every_report_and_column_is_a_word() {
        let reports = LISTS.iter().chain(SURVEYS.iter().copied());
        let ids = reports.flat_map(|report| {
            let columns = report.columns.iter().map(|column| column.id);
            columns.chain([report.id])
        });
        let missing: Vec<&str> = ids.filter(|id| number_of(id).is_none()).collect();
        assert_eq!(missing, [""; 0]);
    }
}

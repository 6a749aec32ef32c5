//! The quick filters above a report over all sources (D17, D18, D30, F27).

/// A filter that is offered above the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quick {
    /// The column it narrows.
    pub column: &'static str,
    /// Its caption.
    pub title: &'static str,
    /// How values are chosen.
    pub way: Way,
}

/// How the values of a quick filter are chosen; each way takes several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From a list that drops down, with the number of rows of each.
    DropDown,
    /// By typing a part of the name, from suggestions.
    TypeAhead,
    /// By a button for each value of the rows that are shown, those of most rows first.
    Chips,
    /// By buttons for these values, which are there even where no row has one.
    Buttons(&'static [(&'static str, &'static str)]),
}

/// The states of multifactor authentication: what is to be acted on stands first.
const MFA_STATES: &[(&str, &str)] = &[
    ("disabled", "Disabled"),
    ("non-compliant", "Non-compliant"),
    ("not-available", "Not Available"),
    ("enabled", "Enabled"),
];

const fn quick(column: &'static str, title: &'static str, way: Way) -> Quick {
    Quick { column, title, way }
}

const OF_PROVISIONING: &[Quick] = &[
    quick("service_plan", "Service plan", Way::DropDown),
    quick("customer_name", "Customer Name", Way::TypeAhead),
    quick("profile", "Profile", Way::DropDown),
    quick("preserve_mode", "Mode", Way::DropDown),
    quick("custom_attribute_names", "Attribute", Way::DropDown),
];

const OF_MFA: &[Quick] = &[quick("mfa_status", "MFA", Way::Buttons(MFA_STATES))];

/// What the quick filter of changes offers; the gravest first.
const CHANGES: &[(&str, &str)] = &[
    ("added", "Added"),
    ("flag-added", "Flagged now"),
    ("removed", "Removed"),
    ("flag-removed", "No longer flagged"),
    ("date-moved", "Date moved"),
    ("reason-changed", "Reason changed"),
    ("license-changed", "License changed"),
    ("mapping-changed", "Mapping changed"),
    ("other-changed", "Other change"),
];

/// What became of entries that the newer file lacks.
const FATES: &[(&str, &str)] = &[
    ("unknown", "Unknown"),
    ("deleted", "Deleted"),
    ("disabled", "Sign-in disabled"),
    ("still-there", "Still there"),
    ("saved", "Saved"),
];

const OF_CHANGES: &[Quick] = &[
    quick("change", "Change", Way::Buttons(CHANGES)),
    quick("fate", "What became of it", Way::Buttons(FATES)),
    quick("customer_name", "Customer Name", Way::TypeAhead),
];

const OF_SIGNINS: &[Quick] = &[quick("app_display_name", "Application", Way::Chips)];

/// The quick filters of a report.
pub fn quick_filters(report: &str) -> &'static [Quick] {
    match report {
        "provisioning" => OF_PROVISIONING,
        "mfa" => OF_MFA,
        "changes" => OF_CHANGES,
        "signins" => OF_SIGNINS,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::SURVEYS;
    use super::*;

    #[test]
    fn a_quick_filter_narrows_a_column_of_its_report() {
        let all = SURVEYS.iter().flat_map(|report| {
            quick_filters(report.id)
                .iter()
                .map(move |quick| (report, quick))
        });
        let all: Vec<_> = all.collect();
        assert_eq!(all.len(), 10);
        for (report, quick) in all {
            assert!(report.column(quick.column).is_some(), "{}", quick.column);
        }
    }
}

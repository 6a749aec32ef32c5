//! What the backup's report says of a user: which licenses it takes and whether it is active
//! (D9 to D11, D33, domain 2.4).

/// The state of one of the two licenses of the backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BackupLicense {
    /// It is taken, and backups run.
    Active,
    /// It is taken by what is kept: no backup runs any more.
    Preserved,
    /// None is taken.
    Unlicensed,
    /// A word that is not known.
    Other,
}

/// Reads the state of a license (domain 2.4); an empty cell is unlicensed too, but the caller says so.
pub fn read_license(text: &str) -> BackupLicense {
    let text = text.trim();
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["", "-", "\u{2013}", "\u{2014}", "unlicensed"]
        .iter()
        .any(is)
    {
        return BackupLicense::Unlicensed;
    }
    // Pages of one vendor write the one state in two ways.
    if ["preserve", "preserved"].iter().any(is) {
        return BackupLicense::Preserved;
    }
    match is(&"active") {
        true => BackupLicense::Active,
        false => BackupLicense::Other,
    }
}

impl BackupLicense {
    /// The stable name; none for a word that is not known, which is its own.
    pub fn name(self) -> Option<&'static str> {
        match self {
            BackupLicense::Active => Some("active"),
            BackupLicense::Preserved => Some("preserved"),
            BackupLicense::Unlicensed => Some("unlicensed"),
            BackupLicense::Other => None,
        }
    }

    /// What a person reads.
    pub fn label(self) -> &'static str {
        match self {
            BackupLicense::Active => "Active",
            BackupLicense::Preserved => "Preserved",
            BackupLicense::Unlicensed => "Unlicensed",
            BackupLicense::Other => "unknown word",
        }
    }
}

/// Whether the backup's report calls a user active (D9); `None` for a word that is not known.
pub fn read_status(text: &str) -> Option<bool> {
    let text = text.trim();
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if ["active", "enabled"].iter().any(is) {
        return Some(true);
    }
    let closed = ["inactive", "not active", "disabled"];
    closed.iter().any(is).then_some(false)
}

/// What the two licenses of a user mean together (D33), as a sentence: of the Microsoft 365 license
/// and of the one of a shared mailbox.
pub fn both_licenses(m365: BackupLicense, smb: BackupLicense) -> &'static str {
    use BackupLicense::{Active, Other, Preserved, Unlicensed};
    match (m365, smb) {
        (Other, _) | (_, Other) => {
            "One of the two licenses has a word that this page does not know: look it up in the backup's console."
        }
        (Active, Unlicensed) => {
            "The user takes a Microsoft 365 license and no license of a shared mailbox: an ordinary user whose data is backed up."
        }
        (Unlicensed, Active) => {
            "The user takes only the license of a shared mailbox: that is a shared mailbox without a backup of OneDrive or of an endpoint."
        }
        (Active, Active) => {
            "The user takes both licenses: a shared mailbox does where OneDrive or an endpoint is backed up, too."
        }
        (Preserved, Unlicensed) => {
            "The user's backup is only kept: no backup runs any more, and a preserve license is taken. A shared mailbox that was deleted for good looks so, too."
        }
        (Preserved, Active) => {
            "The shared mailbox is still backed up, while the rest of the user's data is only kept."
        }
        (Active, Preserved) => {
            "The shared mailbox is only kept, while the rest of the user's data is still backed up."
        }
        (Unlicensed, Preserved) => {
            "Only a shared mailbox was backed up, and its backup is only kept: it was preserved or deleted for good."
        }
        (Preserved, Preserved) => {
            "Both backups are only kept: no backup of the shared mailbox or of the rest runs any more."
        }
        (Unlicensed, Unlicensed) => {
            "The user takes no license: nothing is backed up or kept, as far as the report says."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_is_read_in_all_its_spellings() {
        #[track_caller]
        fn case(text: &str, expected: BackupLicense) {
            assert_eq!(read_license(text), expected, "{text}");
        }
        case("active", BackupLicense::Active);
        case(" Active ", BackupLicense::Active);
        case("preserve", BackupLicense::Preserved);
        case("Preserved", BackupLicense::Preserved);
        for none in ["-", "\u{2013}", "\u{2014}", "", "Unlicensed"] {
            case(none, BackupLicense::Unlicensed);
        }
        case("Suspended", BackupLicense::Other);
        case("N/A", BackupLicense::Other);
    }

    #[test]
    fn an_unknown_status_is_neither_active_nor_not() {
        assert_eq!(read_status("Active"), Some(true));
        assert_eq!(read_status("disabled"), Some(false));
        assert_eq!(read_status("Pending"), None);
        assert_eq!(read_status(""), None);
    }

    #[test]
    fn every_pair_of_licenses_has_a_sentence_of_its_own() {
        use BackupLicense::{Active, Preserved, Unlicensed};
        let known = [Active, Preserved, Unlicensed];
        let pairs = known.iter().flat_map(|&m365| known.map(|smb| (m365, smb)));
        let told: std::collections::BTreeSet<&str> =
            pairs.map(|(m365, smb)| both_licenses(m365, smb)).collect();
        assert_eq!(told.len(), 9);
        assert!(both_licenses(Active, Active).contains("both licenses"));
        assert!(both_licenses(BackupLicense::Other, Active).contains("does not know"));
    }
}

//! When the kept backup of an account that is gone is deleted too (D31, D32).

use chrono::{Days, NaiveDate};

/// A backup that is kept although its account is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Preserved {
    /// Since which day, in the policy's zone.
    pub on: Option<NaiveDate>,
    /// Which job deletes it.
    pub job: Job,
    /// After how many calendar days it is deleted.
    pub delete_after_days: Option<u32>,
    /// Whether a legal hold keeps it, where that is known.
    pub held: Option<bool>,
}

/// The job that deletes kept backups: two of them run at different times (D32).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Job {
    /// The one for accounts of a directory on premises.
    Directory,
    /// The one for accounts of a cloud directory, or made by hand.
    CloudOrManual,
    /// The export does not say which.
    #[default]
    Either,
}

impl Job {
    /// The job by the mode in which a backup came to be kept.
    pub fn of_mode(mode: &str) -> Job {
        let mode = mode.to_ascii_lowercase();
        let has = |word: &&str| mode.contains(*word);
        // `Azure AD` is a cloud directory, though it ends in `AD`.
        if ["azure", "entra", "scim", "manual", "cloud"]
            .iter()
            .any(has)
        {
            return Job::CloudOrManual;
        }
        let mut words = mode.split(|letter: char| !letter.is_alphanumeric());
        match words.any(|word| matches!(word, "ad" | "ldap")) {
            true => Job::Directory,
            false => Job::Either,
        }
    }

    /// Who is meant, as part of a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Job::Directory => "the job for AD and LDAP accounts",
            Job::CloudOrManual => "the job for SCIM, Azure AD and manual accounts",
            Job::Either => {
                "one of two jobs, for AD and LDAP accounts or for SCIM and manual ones, which run \
                 at different times"
            }
        }
    }
}

/// When a kept backup is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupEnd {
    /// Not while a legal hold keeps it.
    Held,
    /// Between these days, both included: nobody publishes when the jobs run.
    Between(NaiveDate, NaiveDate),
    /// Since which day it is kept, or for how long, is not known.
    Unknown,
}

impl Preserved {
    /// When it is deleted (D32); the earliest day is the one to act by.
    pub fn end(&self) -> BackupEnd {
        if self.held == Some(true) {
            return BackupEnd::Held;
        }
        // A job of the next day may be the one that finds it.
        let days = self.on.zip(self.delete_after_days).and_then(|(on, days)| {
            let earliest = on.checked_add_days(Days::new(u64::from(days)))?;
            Some((earliest, earliest.succ_opt()?))
        });
        days.map_or(BackupEnd::Unknown, |(earliest, latest)| {
            BackupEnd::Between(earliest, latest)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::tests::day;

    #[test]
    fn a_kept_backup_goes_after_its_days_unless_it_is_held() {
        let kept = Preserved {
            on: Some(day("2026-02-01")),
            delete_after_days: Some(30),
            ..Preserved::default()
        };
        let days = BackupEnd::Between(day("2026-03-03"), day("2026-03-04"));
        assert_eq!(kept.end(), days);
        let with = |held| Preserved { held, ..kept }.end();
        assert_eq!(with(Some(false)), days);
        assert_eq!(with(Some(true)), BackupEnd::Held);
    }

    #[test]
    fn without_a_first_day_or_a_number_of_days_its_end_is_unknown() {
        #[track_caller]
        fn case(on: Option<NaiveDate>, delete_after_days: Option<u32>) {
            let kept = Preserved {
                on,
                delete_after_days,
                ..Preserved::default()
            };
            assert_eq!(kept.end(), BackupEnd::Unknown);
        }
        case(None, Some(30));
        case(Some(day("2026-02-01")), None);
        case(Some(NaiveDate::MAX), Some(1));
    }

    #[test]
    fn the_mode_tells_which_job_comes() {
        #[track_caller]
        fn case(mode: &str, expected: Job) {
            assert_eq!(Job::of_mode(mode), expected);
        }
        case("AD/LDAP sync", Job::Directory);
        case("LDAP", Job::Directory);
        case("Azure AD", Job::CloudOrManual);
        case("SCIM", Job::CloudOrManual);
        case("Manual", Job::CloudOrManual);
        case("Auto", Job::Either);
        case("Upload", Job::Either);
        case("", Job::Either);
    }
}

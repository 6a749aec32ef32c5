//! Why an account counts as used, unused or unknown: the column `activity_reason` (F20, domain 2.4).

use chrono::NaiveDate;

use crate::lifecycle::calendar::show_date;
use crate::report::words::counted;

/// What the use of an account was concluded from, or why it is not known. Days are whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Used so many days before the evaluation day; less than 0 where that is behind the use.
    UsedLately(i64),
    /// Used so many days before, and after how many an account counts as inactive.
    Unused(i64, u32),
    /// So many days old, and how old an account must be before it is called unused.
    TooNew(i64, u32),
    /// No sign-in since the day from which the directory would know of one.
    NoSignIn(Since),
    /// The usage report that would say has another name for everybody.
    Concealed,
    /// The account is not among the users that were listed with their sign-ins.
    NoSignIns,
    /// Nobody in the listing has a sign-in: the tenant does not keep them.
    NotKept,
    /// The account was tried, and no success is known.
    OnlyAttempts,
    /// It is not said how old the account is.
    NoAge,
    /// A report has a text for the day of its use that is no day.
    Unreadable,
}

/// From when on a sign-in would be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The account is not older.
    Created(NaiveDate),
    /// The directory keeps no older ones (domain 2.10).
    Kept(NaiveDate),
}

impl Why {
    /// No sign-in of an account that was created on a day; whether attempts are told, too.
    ///
    /// A directory keeps attempts since April 2020 and successes since December 2023: of an older
    /// account nothing is known of the time before.
    pub fn no_sign_in(created: Option<NaiveDate>, knows_attempts: bool) -> Why {
        let (year, month) = if knows_attempts {
            (2020, 4)
        } else {
            (2023, 12)
        };
        let kept = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
        Why::NoSignIn(match created {
            Some(created) if created >= kept => Since::Created(created),
            _ => Since::Kept(kept),
        })
    }

    /// The stable name, as scripts and links spell it.
    pub fn name(self) -> &'static str {
        match self {
            Why::UsedLately(_) => "used-lately",
            Why::Unused(..) => "unused",
            Why::TooNew(..) => "too-new",
            Why::NoSignIn(_) => "no-sign-in",
            Why::Concealed => "concealed",
            Why::NoSignIns => "no-sign-ins",
            Why::NotKept => "not-kept",
            Why::OnlyAttempts => "only-attempts",
            Why::NoAge => "no-age",
            Why::Unreadable => "unreadable",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> String {
        let days = |n: i64| counted(n.unsigned_abs(), "day", "days");
        match self {
            Why::UsedLately(0) => "last used today".to_string(),
            Why::UsedLately(n) if n < 0 => {
                format!("last used {} after the evaluation day", days(n))
            }
            Why::UsedLately(n) => format!("last used {} ago", days(n)),
            Why::Unused(n, limit) => {
                format!(
                    "last used {} ago, more than {limit} count as inactive",
                    days(n)
                )
            }
            Why::TooNew(age, _) if age < 0 => {
                format!("created {} after the evaluation day", days(age))
            }
            Why::TooNew(age, limit) => {
                format!("{} old, younger than {}", days(age), days(limit.into()))
            }
            Why::NoSignIn(Since::Created(day)) => {
                format!("no sign-in since it was created on {}", show_date(day))
            }
            Why::NoSignIn(Since::Kept(day)) => format!(
                "no sign-in since {}, from when on the directory keeps them",
                show_date(day)
            ),
            Why::Concealed => {
                "the usage report conceals names: nothing is known of this account".to_string()
            }
            Why::NoSignIns => {
                "no use in the usage reports, and no loaded source tells its sign-ins".to_string()
            }
            Why::NotKept => {
                "the directory keeps no sign-ins of anybody: that takes a premium licence"
                    .to_string()
            }
            Why::OnlyAttempts => {
                "sign-ins were tried; whether one succeeded is not known".to_string()
            }
            Why::NoAge => "no use is known, and not how old the account is".to_string(),
            Why::Unreadable => {
                "a day of its use cannot be read: the issues of the file say where it stands"
                    .to_string()
            }
        }
    }

    /// As a column of an enumeration holds it.
    pub fn cell(self) -> String {
        format!("{}\t{}", self.name(), self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_says_in_a_few_words_what_it_follows_from() {
        #[track_caller]
        fn case(why: Why, expected: &str) {
            assert_eq!(why.words(), expected);
        }
        case(Why::UsedLately(0), "last used today");
        case(Why::UsedLately(1), "last used 1 day ago");
        case(
            Why::UsedLately(-9),
            "last used 9 days after the evaluation day",
        );
        case(
            Why::Unused(120, 90),
            "last used 120 days ago, more than 90 count as inactive",
        );
        case(Why::TooNew(12, 30), "12 days old, younger than 30 days");
        case(
            Why::TooNew(-2, 30),
            "created 2 days after the evaluation day",
        );
    }

    #[test]
    fn an_account_without_a_sign_in_is_watched_since_the_directory_keeps_them_or_it_exists() {
        #[track_caller]
        fn case(created: &str, knows_attempts: bool, expected: &str) {
            let found = Why::no_sign_in(created.parse().ok(), knows_attempts);
            assert_eq!(found.words(), expected);
        }
        const KEPT: &str = "from when on the directory keeps them";
        case(
            "2019-05-06",
            true,
            &format!("no sign-in since 1 Apr 2020, {KEPT}"),
        );
        case(
            "2022-05-06",
            true,
            "no sign-in since it was created on 6 May 2022",
        );
        case(
            "2022-05-06",
            false,
            &format!("no sign-in since 1 Dec 2023, {KEPT}"),
        );
        case(
            "2024-05-06",
            false,
            "no sign-in since it was created on 6 May 2024",
        );
    }
}

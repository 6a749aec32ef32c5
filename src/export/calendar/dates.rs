//! The dates of accounts, each with the hash that stands for it from file to file.

use chrono::NaiveDate;

use super::choices::Choices;
use super::earlier::Earlier;
use super::{Account, Fate, Given, Index};
use crate::export::sha256::sha256;
use crate::lifecycle::clocks::Clocks;
use crate::report::calendar::{CalendarCounts, DueClock};

/// An account's clock.
pub(super) struct Date<'a> {
    pub hash: String,
    pub clock: DueClock,
    pub day: NaiveDate,
    pub account: &'a Account,
    pub clocks: Clocks,
}

/// One account for each key: of two rows the one that ends earlier drives (domain 2.8).
pub(super) fn of_each_key<'a>(
    listed: &'a [Account],
    counts: &mut CalendarCounts,
) -> Vec<&'a Account> {
    let mut kept: Vec<&Account> = Vec::new();
    let mut place_of = Index::new();
    for account in listed {
        match place_of.get(&account.key) {
            None => {
                place_of.insert(account.key.clone(), kept.len());
                kept.push(account);
            }
            Some(&place) => {
                counts.same_name += 1;
                let day = |account: &Account| account.clocks.map(|clocks| clocks.deletion_day);
                let is_earlier = match (day(account), day(kept[place])) {
                    (Some(new), Some(old)) => new < old,
                    (new, old) => new.is_some() && old.is_none(),
                };
                if is_earlier {
                    kept[place] = account;
                }
            }
        }
    }
    counts.unclear = kept
        .iter()
        .filter(|account| account.clocks.is_none() && account.fate != Fate::Safe)
        .count() as u64;
    kept
}

pub(super) fn dates<'a>(
    given: &Given,
    choices: &Choices,
    accounts: &[&'a Account],
    earlier: &Earlier,
    counts: &mut CalendarCounts,
) -> Vec<Date<'a>> {
    let mut dates = Vec::new();
    for &account in accounts {
        let Some(clocks) = account.clocks else {
            continue;
        };
        for &clock in &choices.clocks {
            let day = clock.day(&clocks);
            let hash = hash_of(choices, &account.key, clock);
            // An event that lies ahead in the calendar has to be moved even where its day is past by now.
            let before = earlier.day_of(&hash);
            if day < given.today && before.is_none_or(|before| before < given.today) {
                counts.past += 1;
                continue;
            }
            dates.push(Date {
                hash,
                clock,
                day,
                account,
                clocks,
            });
        }
    }
    dates
}

/// What stands for an account and one of its clocks, from file to file.
pub(super) fn hash_of(choices: &Choices, key: &str, clock: DueClock) -> String {
    hashed(&[&choices.policy, key, clock.name(), &choices.salt])
}

/// The first 64 bits of a hash of some texts: of a million dates two are alike once in forty million files,
/// and an event of thousands of accounts stays short.
pub(super) fn hashed(parts: &[&str]) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        // No text holds a NUL, so that no two lists of texts are the same bytes.
        bytes.extend(part.bytes());
        bytes.push(0);
    }
    let mut hash = sha256(&bytes);
    hash.truncate(16);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::calendar::tests::{SALT, account, due_on, made, plan, told};
    use crate::export::ics::{read, write};

    #[test]
    fn hashes_depend_on_every_part_and_on_nothing_else() {
        assert_eq!(hashed(&["a", "b"]), hashed(&["a", "b"]));
        assert_ne!(hashed(&["a", "b"]), hashed(&["ab", ""]));
        assert_ne!(hashed(&["a", "b", SALT]), hashed(&["a", "b", "another"]));
        assert_eq!(hashed(&["a"]).len(), 16);
        let listed = due_on(&["2026-12-01"]);
        let again = write(&read(&made(&listed, &plan()).text).unwrap());
        assert!(again.contains(&read(&made(&listed, &plan()).text).unwrap().events[0].uid));
    }

    #[test]
    fn two_rows_of_one_name_are_one_account_by_the_earlier_date() {
        let listed = [
            account("jdoe", Some("2026-12-09")),
            account("jdoe", Some("2026-12-01")),
            account("jdoe", None),
        ];
        let view = made(&listed, &plan());
        assert_eq!(
            told(&view),
            ["2026-11-30 1 account is disabled on this day"]
        );
        assert_eq!(
            view.notes,
            ["2 rows with a logon name that another row has too: the earlier dates count."]
        );
    }
}

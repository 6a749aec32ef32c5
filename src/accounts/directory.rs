//! All sources brought together: one account for everything that is one (domain 2.1, 2.5).
//!
//! [`super::matching`] explains two sources to each other; this one takes many, the most trusted
//! first, in linear time. A row that joins no account is an account of its own: none is lost.

mod adding;
mod chosen;
mod ready;

use chrono::NaiveDate;

use self::adding::{Adding, first_proxies};
use super::matching::side::{Key, SideKeys};
use super::matching::{MatchRules, Tier};
use super::realm::Realm;
use super::tenancy::Tenancy;
use crate::table::group::NO_ROW;
use quick::index::{Candidate, Index, Met};

pub use chosen::Chosen;
pub use ready::Ready;

/// Every account of all sources that were added.
#[derive(Debug)]
pub struct Directory {
    /// What is known of each account by which rows meet it.
    accounts: Vec<Known>,
    /// The sources in the order in which they were added.
    sources: Vec<Joined>,
    realms: Vec<Realm>,
    /// For every realm the group of its domain, where files tell.
    tenants: Vec<Option<u32>>,
    tenancy: Tenancy,
    /// Of which tenant the rows of the next source surely are, from a row on; 0 is any.
    sure: Vec<(usize, u32)>,
    by_id: Index,
    /// By user principal name, by primary address, and by any address.
    by_address: Index,
    by_person: Index,
    /// The bare name of every account, by the row that made it.
    names: Vec<Key>,
    by_hidden: Index,
}

/// The ways in which an address may be meant.
const UPN: usize = 0;
const MAIL: usize = 1;
const ANY: usize = 2;

/// What an account is met by beside the indexes.
#[derive(Clone, Copy, Debug)]
struct Known {
    id: Key,
    /// The realm of its bare name, as a place in [`Directory::realms`].
    realm: u32,
    /// The tenant that it surely is of; 0 is any.
    tenant: u32,
}

/// The rows of one source and the accounts they belong to.
#[derive(Debug, Default)]
pub struct Joined {
    /// For every row its account.
    pub account_of: Vec<u32>,
    /// For every row how it came to its account.
    pub how: Vec<How>,
    /// For every account its first row here, or [`NO_ROW`].
    pub row_of: Vec<u32>,
    /// Further rows of accounts that have a row here already, in row order.
    pub further: Vec<(u32, u32)>,
    /// The attribute that was a key here, empty without one.
    pub chosen: String,
    /// Rows whose attribute names another account than the one they are, in order.
    pub against: Vec<u32>,
}

/// How a row came to its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is the first row of a new account.
    Made,
    /// It joined an account that was there.
    By(Tier),
    /// It made a new account although its name stands for another one: their object ids differ, as
    /// those of an account and of one that was made again under its name do (2.5).
    OtherObjectId,
    /// It made a new account, because its name stands for several or several rows stand for one.
    Ambiguous,
    /// It joined the account that its chosen attribute names (T4, D16).
    ByChosen,
    /// It made a new account, because its chosen attribute names several accounts, or one that another
    /// user of the source is or names, too.
    ChosenApart,
}

impl Directory {
    /// No account yet. Over tenants that are told apart only ids and addresses of the directory join
    /// rows (T0 to T3).
    pub fn over(tenancy: Tenancy) -> Directory {
        Directory {
            accounts: Vec::new(),
            sources: Vec::new(),
            realms: Vec::new(),
            tenants: Vec::new(),
            tenancy,
            sure: Vec::new(),
            by_id: Index::of_ways(1),
            by_address: Index::of_ways(3),
            by_person: Index::of_ways(1),
            names: Vec::new(),
            by_hidden: Index::of_ways(1),
        }
    }

    /// How many accounts there are.
    pub fn n_accounts(&self) -> usize {
        self.accounts.len()
    }

    /// The sources in the order in which they were added.
    pub fn sources(&self) -> &[Joined] {
        &self.sources
    }

    /// The first row that an account has in a source.
    pub fn row(&self, source: usize, account: usize) -> Option<usize> {
        let row = self.sources[source].row_of.get(account).copied();
        row.filter(|&row| row != NO_ROW).map(|row| row as usize)
    }

    /// The account that a row of another table means by its object id, else by its user principal
    /// name (T0, T1); none where the name's account has another id.
    pub fn meet(&self, keys: &SideKeys, row: u32) -> Option<u32> {
        let id = keys.identity(row);
        if let Candidate::One(account) = self.by_id.find(id, 0) {
            return Some(account);
        }
        let Candidate::One(account) = self.by_address.find(SideKeys::get(&keys.upns, row), UPN)
        else {
            return None;
        };
        let known = self.accounts.as_slice()[account as usize].id;
        let contradicts = id.is_some() && known.is_some() && id != known;
        (!contradicts).then_some(account)
    }

    /// Of accounts that have several rows in the source that was added last, lets the one come first
    /// whose file is the newest; `day_of` tells the day of a row's file, where it is known (2.1).
    pub fn prefer_newest(&mut self, day_of: impl Fn(usize) -> Option<NaiveDate>) {
        let Some(joined) = self.sources.last_mut() else {
            return;
        };
        for (account, row) in &mut joined.further {
            let first = &mut joined.row_of[*account as usize];
            if day_of(*row as usize) > day_of(*first as usize) {
                std::mem::swap(first, row);
            }
        }
        joined.further.sort_unstable_by_key(|&(_, row)| row);
    }

    /// Says of which tenant the rows of the source that is added next surely are, from a row on: by numbers from
    /// 1 on, 0 where nobody says so. What is surely of two tenants meets by nothing (D5).
    pub fn next_is_of(&mut self, sure: Vec<(usize, u32)>) {
        self.sure = sure;
    }

    /// Adds the rows of a source; those of more trusted sources were added before (2.1).
    ///
    /// Rows join tier by tier: the first tier that gives exactly one account wins, and weak tiers
    /// (T5, T6) besides want exactly one row. What contradicts in its object id never joins.
    pub fn add(&mut self, keys: &SideKeys, rules: &MatchRules) {
        self.add_with(keys, rules, &Chosen::default());
    }

    /// The same, with an attribute of the source as one more key.
    pub fn add_with(&mut self, keys: &SideKeys, rules: &MatchRules, chosen: &Chosen) {
        let first_realm = self.realms.len() as u32;
        self.realms.extend(keys.realms.iter().cloned());
        let groups = keys
            .realms
            .iter()
            .map(|realm| self.tenancy.group(realm.domain.as_deref()?));
        self.tenants.extend(groups);
        if self.accounts.is_empty() {
            // Every row of the first source makes an account, but for those that repeat another.
            self.accounts.reserve_exact(keys.n_rows);
            self.by_address.reserve(keys.n_rows);
            self.names.reserve_exact(keys.n_rows);
            if !keys.ids.is_empty() {
                self.by_id.reserve(keys.n_rows);
            }
        }
        let mut adding = Adding {
            first_realm,
            n_before: self.accounts.len(),
            keys,
            rules,
            account_of: vec![NO_ROW; keys.n_rows].into(),
            how: vec![How::Made; keys.n_rows].into(),
            row_of: vec![NO_ROW; self.accounts.len()],
            by: vec![Tier::Suggestion; self.accounts.len()],
            further: Vec::new(),
            first_proxy: first_proxies(keys),
            against: Vec::new(),
            sure: std::mem::take(&mut self.sure),
        };
        self.join(&mut adding, Tier::ObjectId);
        self.join(&mut adding, Tier::Upn);
        self.join(&mut adding, Tier::Mail);
        self.join(&mut adding, Tier::Proxy);
        self.join(&mut adding, Tier::PersonId);
        self.join_chosen(&mut adding, chosen);
        self.join(&mut adding, Tier::LogonName);
        self.join(&mut adding, Tier::Derived);
        self.learn(&adding);
        self.make_accounts(&mut adding);
        let Adding {
            account_of,
            how,
            row_of,
            mut further,
            against,
            ..
        } = adding;
        further.sort_unstable_by_key(|&(_, row)| row);
        self.sources.push(Joined {
            account_of: account_of.into(),
            how: how.into(),
            row_of,
            further,
            chosen: chosen.name.clone(),
            against,
        });
        let n_accounts = self.accounts.len();
        for source in &mut self.sources {
            source.row_of.resize(n_accounts, NO_ROW);
        }
    }

    /// No source is added after this: what only further rows would be met by is dropped.
    pub fn close(&mut self) {
        self.by_person = Index::of_ways(1);
        self.names = Vec::new();
        self.by_hidden = Index::of_ways(1);
    }

    /// Lets the rows that are left join by one tier.
    fn join(&mut self, adding: &mut Adding, tier: Tier) {
        if adding.n_before == 0 {
            return;
        }
        let Met { mut found, several } = self.met(adding, tier);
        for row in several {
            adding.how[row as usize] = How::Ambiguous;
        }
        if tier >= Tier::LogonName {
            found.sort_unstable();
            adding.leave_apart(&mut found);
        }
        for (account, row) in found {
            let own = adding.keys.identity(row);
            // A row before it may have told the tenant of the account.
            if self.is_surely_other(adding, row, account) {
                continue;
            }
            let Known {
                id: known, tenant, ..
            } = &mut self.accounts.as_mut_slice()[account as usize];
            if own.is_some() && known.is_some() && own != *known {
                adding.how[row as usize] = How::OtherObjectId;
                continue;
            }
            if adding.has_by_stronger(account, tier) {
                adding.how[row as usize] = How::Ambiguous;
                continue;
            }
            if !known.is_some() && tier < Tier::PersonId {
                *known = own;
            }
            *tenant = (*tenant).max(adding.tenant(row));
            adding.take(account, row, How::By(tier), tier);
        }
    }

    /// The accounts that the rows which are left mean by a tier.
    fn met(&self, adding: &Adding, tier: Tier) -> Met {
        let keys = adding.keys;
        let simple = match tier {
            Tier::ObjectId if keys.hidden.is_empty() => Some((&self.by_id, &keys.ids, 0)),
            Tier::Upn => Some((&self.by_address, &keys.upns, UPN)),
            Tier::Mail => Some((&self.by_address, &keys.mails, MAIL)),
            _ => None,
        };
        if let Some((index, keys, way)) = simple {
            return index.meet(keys, way, &adding.account_of, NO_ROW);
        }
        let mut met = Met::default();
        let is_open = |row: u32| {
            let is_apart = adding.how[row as usize] == How::ChosenApart;
            adding.account_of[row as usize] == NO_ROW && !is_apart
        };
        let open = || (0..keys.n_rows as u32).filter(|&row| is_open(row));
        let name_of = |row| SideKeys::get(&keys.names, row);
        let by_name = (tier == Tier::LogonName).then(|| self.by_name(open().map(name_of)));
        for row in open() {
            let candidate = match &by_name {
                Some(names) => {
                    self.of_realm(adding, names.find(name_of(row), 0), adding.realm(row))
                }
                None => self.candidate(adding, tier, row),
            };
            match candidate {
                Candidate::None => {}
                Candidate::One(account)
                    if tier >= Tier::PersonId && self.is_of_other_tenant(adding, row, account) => {}
                Candidate::One(account) if self.is_surely_other(adding, row, account) => {}
                Candidate::One(account) => met.found.push((account, row)),
                Candidate::Several => met.several.push(row),
            }
        }
        met
    }

    /// The account that each of some bare names means. As few rows are met by their name alone, those are sought
    /// among the accounts, not the accounts among all names.
    fn by_name(&self, sought: impl Iterator<Item = Key>) -> Index {
        debug_assert_eq!(self.names.len(), self.accounts.len());
        let mut names = Index::of_ways(1);
        sought.for_each(|name| names.seek(name));
        names.add_sought(&self.names, 0);
        names
    }

    /// What a bare name of a realm means: the account that has it, if the realms can be one.
    fn of_realm(&self, adding: &Adding, found: Candidate, realm: &Realm) -> Candidate {
        let Candidate::One(account) = found else {
            return found;
        };
        let known = self.accounts.as_slice()[account as usize].realm;
        match adding.rules.meets(realm, &self.realms[known as usize]) {
            true => found,
            false => Candidate::None,
        }
    }

    /// Whether the domains of a row and of an account are of two tenants, as far as files tell.
    fn is_of_other_tenant(&self, adding: &Adding, row: u32, account: u32) -> bool {
        let realm = adding.first_realm + adding.keys.realm_of[row as usize];
        let tenant = |realm: u32| self.tenants.get(realm as usize).copied().flatten();
        let (own, known) = (
            tenant(realm),
            tenant(self.accounts.as_slice()[account as usize].realm),
        );
        own.is_some() && known.is_some() && own != known
    }

    /// Whether a row and an account are of two tenants for sure.
    fn is_surely_other(&self, adding: &Adding, row: u32, account: u32) -> bool {
        let known = self.accounts.as_slice()[account as usize].tenant;
        let own = adding.tenant(row);
        own > 0 && known > 0 && own != known
    }

    /// The account that a row means by a tier.
    fn candidate(&self, adding: &Adding, tier: Tier, row: u32) -> Candidate {
        let keys = adding.keys;
        let get = |column: &[Key]| SideKeys::get(column, row);
        match tier {
            Tier::ObjectId => self.by_id.find(keys.identity(row), 0),
            Tier::Upn => self.by_address.find(get(&keys.upns), UPN),
            Tier::Mail => self.by_address.find(get(&keys.mails), MAIL),
            Tier::Proxy => {
                let own = [get(&keys.upns), get(&keys.mails)].into_iter();
                let own = own.chain(adding.proxies(row));
                own.fold(Candidate::None, |found, key| {
                    found.or(self.by_address.find(key, ANY))
                })
            }
            Tier::PersonId => self.by_person.find(get(&keys.persons), 0),
            Tier::Derived => {
                let hidden = keys.hidden_of(row).map(|hidden| hidden.address);
                let hidden = hidden.unwrap_or(Key::NONE);
                let by_hidden = |key| self.by_hidden.find(key, 0);
                let by_upn = self.by_address.find(hidden, UPN);
                let own = by_upn.or(self.by_address.find(hidden, MAIL));
                let other = by_hidden(get(&keys.upns));
                own.or(other).or(by_hidden(get(&keys.mails)))
            }
            // A bare name is looked for in an index of those that are sought.
            Tier::LogonName | Tier::Suggestion => Candidate::None,
        }
    }

    /// Makes accounts of the rows that joined none; rows of one strong key are one account.
    fn make_accounts(&mut self, adding: &mut Adding) {
        let keys = adding.keys;
        for row in 0..keys.n_rows as u32 {
            if adding.account_of[row as usize] != NO_ROW {
                continue;
            }
            let same = match adding.how[row as usize] {
                How::Made | How::ChosenApart => self.made_here(adding, row),
                _ => None,
            };
            if let Some((account, tier)) = same {
                adding.take(account, row, How::By(tier), tier);
                continue;
            }
            let account = self.accounts.len() as u32;
            self.accounts.push(Known {
                id: keys.identity(row),
                realm: adding.first_realm + keys.realm_of[row as usize],
                tenant: adding.tenant(row),
            });
            adding.row_of.push(NO_ROW);
            adding.by.push(Tier::ObjectId);
            let how = adding.how[row as usize];
            adding.take(account, row, how, Tier::ObjectId);
            self.index(adding, account, row);
        }
    }

    /// The account that an earlier row of the same source made under a strong key of this one.
    fn made_here(&self, adding: &Adding, row: u32) -> Option<(u32, Tier)> {
        for tier in [Tier::ObjectId, Tier::Upn, Tier::Mail] {
            let Candidate::One(account) = self.candidate(adding, tier, row) else {
                continue;
            };
            let (own, known) = (
                adding.keys.identity(row),
                self.accounts.as_slice()[account as usize].id,
            );
            let contradicts = own.is_some() && known.is_some() && own != known;
            let is_other = contradicts || self.is_surely_other(adding, row, account);
            if account as usize >= adding.n_before && !is_other {
                return Some((account, tier));
            }
        }
        None
    }

    /// Lets accounts be met by what strongly joined rows say of them besides: their names are
    /// no bridge, so that weak links make no chain.
    fn learn(&mut self, adding: &Adding) {
        for row in 0..adding.keys.n_rows as u32 {
            let account = adding.account_of[row as usize];
            let (is_strong, came) = match adding.how[row as usize] {
                How::By(tier) => (tier < Tier::PersonId, Some(tier)),
                how => (how == How::ByChosen, None),
            };
            if is_strong {
                self.index_strong(adding, account, row, came);
            }
        }
    }

    fn index(&mut self, adding: &Adding, account: u32, row: u32) {
        self.index_strong(adding, account, row, None);
        self.names.push(SideKeys::get(&adding.keys.names, row));
        let hidden = adding.keys.hidden_of(row);
        if let Some(hidden) = hidden {
            self.by_hidden.add(hidden.address, 0, account);
        }
    }

    /// Lets an account be met by the strong keys of a row. The one by which the row `came` to it is
    /// known; so are all addresses that are known as a user principal name or as a primary one.
    fn index_strong(&mut self, adding: &Adding, account: u32, row: u32, came: Option<Tier>) {
        let keys = adding.keys;
        let get = |column: &[Key]| SideKeys::get(column, row);
        let (upn, mail) = (get(&keys.upns), get(&keys.mails));
        if came != Some(Tier::ObjectId) {
            self.by_id.add(keys.identity(row), 0, account);
        }
        let addresses = &mut self.by_address;
        match came {
            Some(Tier::Upn) if upn == mail => addresses.add(mail, MAIL, account),
            _ if upn == mail => addresses.add_in(upn, &[UPN, MAIL, ANY], account),
            came => {
                if came != Some(Tier::Upn) {
                    addresses.add_in(upn, &[UPN, ANY], account);
                }
                if came != Some(Tier::Mail) {
                    addresses.add_in(mail, &[MAIL, ANY], account);
                }
            }
        }
        self.by_person.add(get(&keys.persons), 0, account);
        for key in adding.proxies(row) {
            if key != upn && key != mail {
                self.by_address.add(key, ANY, account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::accounts::logon_name::tests::nfkc;
    use crate::accounts::matching::MatchSide;
    use crate::ingest::role::Role::{self, *};
    use crate::table::{Column, Table, TextColumn};

    const ID: &str = "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90";
    const OTHER_ID: &str = "b1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90";

    type Row<'a> = &'a [(Role, &'a str)];

    const ROLES: [(Role, &str); 6] = [
        (ObjectId, "object_id"),
        (Upn, "upn"),
        (Mail, "mail"),
        (Proxies, "proxies"),
        (PersonId, "person_id"),
        (LogonName, "logon_name"),
    ];

    fn table(rows: &[Row]) -> Table {
        let columns = ROLES.map(|(role, name)| {
            let mut column = TextColumn::default();
            for row in rows {
                let cell = row.iter().find(|(known, _)| *known == role);
                column.push(cell.map_or("", |(_, text)| text).as_bytes());
            }
            (name, Column::Text(column))
        });
        Table::new(columns.into(), rows.len())
    }

    /// The rows of a source, and from which on they are surely of which tenant.
    type Sure<'a> = (&'a [Row<'a>], &'a [(usize, u32)]);

    fn directory_of(sources: &[Sure]) -> Directory {
        let rules = MatchRules::default();
        let mut directory = Directory::over(Tenancy::default());
        for (rows, sure) in sources {
            let table = table(rows);
            let keys = SideKeys::of(&MatchSide::of(&table, &ROLES), &rules, nfkc);
            directory.next_is_of(sure.to_vec());
            directory.add(&keys, &rules);
        }
        directory
    }

    /// The sources, of whose tenants nobody says anything.
    fn directory(sources: &[&[Row]]) -> Directory {
        let unsure: Vec<Sure> = sources.iter().map(|&rows| (rows, &[][..])).collect();
        directory_of(&unsure)
    }

    /// The accounts of every source's rows: `0 1 / 0 2`.
    fn accounts_in(directory: &Directory) -> String {
        let of = |joined: &Joined| {
            let accounts = joined.account_of.iter().map(u32::to_string);
            accounts.collect::<Vec<_>>().join(" ")
        };
        let all: Vec<String> = directory.sources().iter().map(of).collect();
        all.join(" / ")
    }

    fn told(sources: &[&[Row]]) -> String {
        accounts_in(&directory(sources))
    }

    fn told_of(sources: &[Sure]) -> String {
        accounts_in(&directory_of(sources))
    }

    #[test]
    fn rows_join_by_the_first_tier_that_knows_one_account() {
        #[track_caller]
        fn case(left: Row, right: Row, tier: Tier) {
            let found = directory(&[&[left], &[right]]);
            assert_eq!(found.n_accounts(), 1, "{left:?} {right:?}");
            assert_eq!(found.sources()[1].how, [How::By(tier)]);
            assert_eq!(found.row(1, 0), Some(0));
        }
        case(
            &[(ObjectId, ID), (Upn, "jdoe@upenn.edu")],
            &[(ObjectId, ID), (Upn, "renamed@upenn.edu")],
            Tier::ObjectId,
        );
        case(
            &[(Upn, "JDoe@UPENN.EDU")],
            &[(Upn, "jdoe@upenn.edu")],
            Tier::Upn,
        );
        case(&[(Mail, "a@x.org")], &[(Mail, "A@X.ORG")], Tier::Mail);
        case(
            &[(Proxies, "SMTP:jdoe@upenn.edu+smtp:jd@sas.upenn.edu")],
            &[(Mail, "jd@sas.upenn.edu")],
            Tier::Proxy,
        );
        case(
            &[(Upn, "jd@x.org")],
            &[(Proxies, "SMTP:j.doe@x.org+smtp:jd@x.org")],
            Tier::Proxy,
        );
        case(
            &[(PersonId, "01234567")],
            &[(PersonId, "01234567")],
            Tier::PersonId,
        );
        case(
            &[(Upn, "jdoe@upenn.edu")],
            &[(LogonName, "UPENN\\jdoe")],
            Tier::LogonName,
        );
        case(
            &[(Upn, "alice@contoso.com")],
            &[(Upn, "alice_contoso.com#EXT#@t.onmicrosoft.com")],
            Tier::Derived,
        );
        case(
            &[(Upn, "alice_contoso.com#EXT#@t.onmicrosoft.com")],
            &[(Upn, "alice@contoso.com")],
            Tier::Derived,
        );
    }

    #[test]
    fn rows_that_are_surely_of_two_tenants_meet_by_no_key() {
        let keys: [Row; 7] = [
            &[(ObjectId, ID)],
            &[(Upn, "jdoe@x.org")],
            &[(Mail, "jdoe@x.org")],
            &[(Proxies, "SMTP:jdoe@x.org")],
            &[(PersonId, "01234567")],
            &[(LogonName, "CORP\\jdoe")],
            &[(Upn, "alice_contoso.com#EXT#@t.onmicrosoft.com")],
        ];
        for row in keys {
            let told = told_of(&[(&[row], &[(0, 1)]), (&[row], &[(0, 2)])]);
            assert_eq!(told, "0 / 1", "{row:?}");
            let told = told_of(&[(&[row], &[(0, 1)]), (&[row], &[(0, 1)])]);
            assert_eq!(told, "0 / 0", "{row:?}");
            let told = told_of(&[(&[row], &[(0, 1)]), (&[row], &[])]);
            assert_eq!(told, "0 / 0", "{row:?}");
            let told = told_of(&[(&[row, row], &[(0, 1), (1, 2)])]);
            assert_eq!(told, "0 1", "{row:?}");
        }
    }

    #[test]
    fn what_says_nothing_of_its_tenant_is_no_bridge_between_two() {
        let upn: Row = &[(Upn, "jdoe@x.org")];
        let told = told_of(&[(&[upn], &[]), (&[upn, upn], &[(0, 1), (1, 2)])]);
        assert_eq!(told, "0 / 0 1");
    }

    #[test]
    fn another_object_id_is_another_account_whatever_the_name() {
        let again = told(&[
            &[&[(ObjectId, ID), (Upn, "jdoe@upenn.edu")]],
            &[&[(ObjectId, OTHER_ID), (Upn, "jdoe@upenn.edu")]],
        ]);
        assert_eq!(again, "0 / 1");
        // The first row gives the account its id, and the second contradicts it.
        let late = directory(&[
            &[&[(Upn, "jdoe@upenn.edu")]],
            &[
                &[(ObjectId, ID), (Upn, "jdoe@upenn.edu")],
                &[(ObjectId, OTHER_ID), (Upn, "jdoe@upenn.edu")],
            ],
        ]);
        assert_eq!(late.sources()[1].account_of, [0, 1]);
        assert_eq!(late.sources()[1].how[1], How::OtherObjectId);
    }

    #[test]
    fn weak_links_make_no_chain() {
        // The bare name stands for both, so it joins neither.
        let chain = directory(&[
            &[&[(Upn, "jdoe@upenn.edu")], &[(Upn, "jdoe@gmail.com")]],
            &[&[(LogonName, "jdoe")]],
        ]);
        assert_eq!(chain.n_accounts(), 3);
        assert_eq!(chain.sources()[1].how, [How::Ambiguous]);
        // A bare name that joined one account is no bridge to it.
        let bridge = told(&[
            &[&[(Upn, "jdoe@upenn.edu")]],
            &[&[(LogonName, "jdoe"), (Mail, "x@y.org")]],
            &[&[(Mail, "x@y.org")]],
        ]);
        assert_eq!(bridge, "0 / 0 / 1");
    }

    #[test]
    fn one_name_under_two_labels_is_left_apart() {
        let labels = directory(&[
            &[&[(Upn, "jdoe@upenn.edu")]],
            &[
                &[(LogonName, "PENN\\jdoe")],
                &[(LogonName, "WHARTON\\jdoe")],
                &[(LogonName, "PENN\\jdoe")],
            ],
        ]);
        assert_eq!(labels.sources()[1].how, [How::Ambiguous; 3]);
        assert_eq!(labels.n_accounts(), 4);
    }

    #[test]
    fn of_several_rows_the_one_of_the_newest_file_comes_first() {
        let rows: [Row; 4] = [
            &[(Mail, "a@x.org")],
            &[(Mail, "b@x.org")],
            &[(Mail, "a@x.org")],
            &[(Mail, "a@x.org")],
        ];
        let mut directory = directory(&[&rows]);
        let days = [
            None,
            None,
            "2026-11-20".parse().ok(),
            "2026-11-13".parse().ok(),
        ];
        directory.prefer_newest(|row| days[row]);
        assert_eq!(directory.row(0, 0), Some(2));
        assert_eq!(directory.row(0, 1), Some(1));
        assert_eq!(directory.sources()[0].further, [(0, 0), (0, 3)]);
    }

    #[test]
    fn two_rows_of_one_strong_key_are_one_account_and_both_are_kept() {
        let twice = directory(&[
            &[&[(Mail, "a@x.org")], &[(Mail, "a@x.org")]],
            &[
                &[(Mail, "a@x.org")],
                &[(Mail, "b@x.org")],
                &[(Mail, "a@x.org")],
            ],
        ]);
        assert_eq!(twice.sources()[0].account_of, [0, 0]);
        assert_eq!(twice.sources()[0].further, [(0, 1)]);
        assert_eq!(twice.sources()[1].account_of, [0, 1, 0]);
        assert_eq!(twice.sources()[1].further, [(0, 2)]);
        assert_eq!((twice.row(0, 1), twice.row(1, 1)), (None, Some(1)));
    }

    #[test]
    fn a_row_without_a_key_is_an_account_of_its_own() {
        let found = told(&[&[&[], &[(Upn, "(Unknown)")]], &[&[], &[(Upn, "(Unknown)")]]]);
        assert_eq!(found, "0 1 / 2 3");
    }

    /// Whose rows these are, and every source by its truth.
    fn any_sources() -> impl Strategy<Value = Vec<Vec<(u8, u8)>>> {
        let rows = proptest::collection::vec((0..12u8, 0..8u8), 0..12);
        proptest::collection::vec(rows, 1..4)
    }

    proptest! {
        // Each of twelve people has an object id, a UPN and a name that nobody else has.
        #[test]
        fn people_who_share_nothing_are_never_one_and_no_row_is_lost(sources in any_sources()) {
            let rules = MatchRules::default();
            let mut directory = Directory::over(Tenancy::default());
            for source in &sources {
                let cells: Vec<[(Role, String); 3]> = source.iter().map(|&(who, shown)| {
                    let part = |bit: u8, text: String| if shown & bit == 0 { text } else { String::new() };
                    [
                        (ObjectId, part(1, format!("{:032x}", u32::from(who) + 1))),
                        (Upn, part(2, format!("user{who}@x.org"))),
                        (LogonName, part(4, format!("user{who}"))),
                    ]
                }).collect();
                let rows: Vec<Vec<(Role, &str)>> = cells.iter().map(|row| {
                    row.iter().map(|(role, text)| (*role, text.as_str())).collect()
                }).collect();
                let rows: Vec<Row> = rows.iter().map(Vec::as_slice).collect();
                let table = table(&rows);
                let keys = SideKeys::of(&MatchSide::of(&table, &ROLES), &rules, nfkc);
                directory.add(&keys, &rules);
            }
            let mut whose = vec![None; directory.n_accounts()];
            for (source, joined) in sources.iter().zip(directory.sources()) {
                prop_assert_eq!(joined.account_of.len(), source.len());
                let n_first = joined.row_of.iter().filter(|row| **row != NO_ROW).count();
                prop_assert_eq!(n_first + joined.further.len(), source.len());
                for (&(who, shown), &account) in source.iter().zip(&joined.account_of) {
                    let who = if shown == 7 { None } else { Some(who) };
                    let known = &mut whose[account as usize];
                    prop_assert!(known.is_none() || *known == Some(who), "{:?}", directory);
                    *known = Some(who);
                }
            }
        }
    }
}

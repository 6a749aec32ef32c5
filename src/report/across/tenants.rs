//! Of which tenant accounts are, and which files are of another one than the loaded directory (D2 to D5).
//!
//! A domain is of one tenant alone. Which it is, lists of customers tell; that two domains are of one
//! tenant, each file that lists the accounts of a tenant tells. What is said of two tenants is said of none.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Input;
use super::fields::{
    ACTIVE_USERS, BACKUP, MAILBOX, ONEDRIVE, OTHER, PRESERVED, REGISTRATION, USERS,
};
use crate::accounts::matching::MatchRules;
use crate::accounts::tenancy::Tenancy;
use crate::ingest::guid::{guid_text, read_guid};
use crate::ingest::issue::{list, quoted};
use crate::ingest::role::Role;
use crate::letters;
use crate::report::words::counted;
use quick::names::domains as domains_of;

/// The kinds whose files each hold the accounts of one tenant.
const OF_ONE_TENANT: [&[&str]; 5] = [USERS, REGISTRATION, ACTIVE_USERS, MAILBOX, ONEDRIVE];
/// Further kinds whose rows have addresses.
const OF_MANY: [&[&str]; 3] = [BACKUP, PRESERVED, OTHER];
/// The kinds of lists of customers.
pub const LISTS: [&str; 2] = ["graph-customers", "partner-customers"];

/// Names that a sentence lists.
const MOST_NAMES: usize = 5;

/// Ids of the answers to the question whether a file is of another tenant.
pub const ANOTHER: &str = "another-tenant";
/// The file is of the tenant of the directory.
pub const SAME: &str = "same-tenant";
/// All files are of tenants of their own.
pub const ALL_APART: &str = "several-tenants";

/// What can be answered: the id, and what the person reads.
pub const ANSWERS: [(&str, &str); 3] = [
    (ANOTHER, "of another tenant: keep its accounts apart"),
    (
        SAME,
        "of the same tenant, under other domains: let bare names, person ids and hidden names meet as well",
    ),
    (
        ALL_APART,
        "the loaded files are of several tenants: keep all of them apart, and ask no more",
    ),
];

/// The tenants as the loaded files tell of them.
#[derive(Debug, Default)]
pub struct Tenants {
    /// Which domains are of one tenant.
    pub tenancy: Tenancy,
    /// Files that may be of another tenant than the directory: the source, and what is asked.
    pub asked: Vec<(u32, String)>,
    /// What two tenants claim, as sentences.
    pub notes: Vec<String>,
    /// Tenant by domain, as lists of customers have it; none where two have the domain.
    by_domain: HashMap<String, Option<String>>,
    /// Tenant by group of domains.
    by_group: HashMap<u32, Option<String>>,
    /// Sources that Graph gave, each with the tenant whose token they were asked for with.
    given: Vec<Given>,
    /// Groups of the domains that such sources have.
    given_groups: BTreeSet<u32>,
}

/// A source that Graph gave, and the id of the tenant that it was asked of: that is known for sure.
pub type Given = (u32, String);

/// A file with accounts, and of which domains they are.
struct File<'a> {
    source: u32,
    name: &'a str,
    is_directory: bool,
    is_of_one: bool,
    /// Each domain with its rows, in order.
    domains: BTreeMap<String, u32>,
}

impl Tenants {
    /// What files and lists of customers tell, and what Graph gave for which tenant, under the person's rules and
    /// answers.
    pub fn of(
        inputs: &[Input],
        others: &[Input],
        rules: &MatchRules,
        answers: &[(u32, &'static str)],
        given: Vec<Given>,
    ) -> Tenants {
        let mut tenants = Tenants {
            tenancy: Tenancy::under(rules),
            given,
            ..Tenants::default()
        };
        for (left, right) in rules.same() {
            let (left, right) = (tenants.tenancy.take(left), tenants.tenancy.take(right));
            tenants.tenancy.unite(left, right);
        }
        tenants.take_lists(others);
        let mut files: Vec<File> = inputs.iter().flat_map(files_of).collect();
        files.sort_by_key(|file| file.source);
        for file in files.iter().filter(|file| file.is_of_one) {
            if tenants.given_for(file.source).is_none() {
                tenants.unite(file.domains.keys());
            }
        }
        let of_given = tenants.unite_given(&files);
        tenants.ask(&files, answers);
        tenants.name_groups(&files);
        tenants.name_given(&of_given);
        tenants
    }

    /// The tenant of an address: by its domain, else by other domains of the same tenant. The id, or
    /// where the lists have none the customer's name in lower case.
    pub fn of_address(&self, address: &str) -> Option<&str> {
        let (_, domain) = address.rsplit_once('@')?;
        match self.by_domain.get(&letters::lower(domain.trim())) {
            Some(tenant) => tenant.as_deref(),
            None => self.by_group.get(&self.tenancy.group(domain)?)?.as_deref(),
        }
    }

    /// Whether Graph gave accounts of this domain for the tenant that it is of.
    pub fn is_given(&self, domain: &str) -> bool {
        let group = self.tenancy.group(domain);
        group.is_some_and(|group| self.given_groups.contains(&group))
    }

    /// From which row on the rows of an input are surely of which tenant, by numbers from 1 on; 0 is any. Empty
    /// where Graph gave nothing of it.
    pub fn sure(&self, input: &Input) -> Vec<(usize, u32)> {
        let mut ids: Vec<&str> = self.given.iter().map(|(_, id)| id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let number = |source: u32| {
            let id = self.given_for(source)?;
            ids.binary_search(&id).ok().map(|at| at as u32 + 1)
        };
        let spans = input.spans.iter();
        let sure: Vec<(usize, u32)> = spans
            .map(|&(source, first)| (first, number(source).unwrap_or(0)))
            .collect();
        match sure.iter().all(|&(_, tenant)| tenant == 0) {
            true => Vec::new(),
            false => sure,
        }
    }

    /// The tenant that Graph gave a source for.
    fn given_for(&self, source: u32) -> Option<&str> {
        let mut given = self.given.iter();
        let given = given.find(|(known, _)| *known == source);
        given.map(|(_, id)| id.as_str())
    }

    /// Brings together the domains of everything that Graph gave for one tenant; one that it gave for two tenants
    /// says nothing of either. Gives a domain of each tenant.
    fn unite_given(&mut self, files: &[File]) -> BTreeMap<String, String> {
        let mut tenants_of: BTreeMap<&String, BTreeSet<&str>> = BTreeMap::new();
        for file in files {
            let Some(id) = self.given_for(file.source) else {
                continue;
            };
            for domain in file.domains.keys() {
                tenants_of.entry(domain).or_default().insert(id);
            }
        }
        let mut of_tenant: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (domain, ids) in tenants_of {
            if let (Some(id), 1) = (ids.first(), ids.len()) {
                let domains = of_tenant.entry((*id).to_owned()).or_default();
                domains.push(domain.clone());
            }
        }
        let mut firsts = BTreeMap::new();
        for (id, mut domains) in of_tenant {
            self.unite(&domains);
            firsts.insert(id, domains.swap_remove(0));
        }
        firsts
    }

    /// Names the groups of domains that Graph gave; two tenants in one group leave it without a name.
    fn name_given(&mut self, of_given: &BTreeMap<String, String>) {
        for (id, domain) in of_given {
            if let Some(group) = self.tenancy.group(domain) {
                self.given_groups.insert(group);
                let known = self.by_group.entry(group).or_insert(Some(id.clone()));
                // A list without ids knows its customers by their names, which contradict nothing.
                let other = known.as_ref().filter(|known| *known != id);
                if other.is_some_and(|other| read_guid(other).is_some()) {
                    *known = None;
                }
            }
        }
    }

    /// Whether a list of customers has this domain.
    pub fn is_listed(&self, domain: &str) -> bool {
        self.by_domain.contains_key(&letters::lower(domain.trim()))
    }

    /// Whether any list of customers has a domain.
    pub fn has_domains(&self) -> bool {
        !self.by_domain.is_empty()
    }

    fn unite<'d>(&mut self, domains: impl IntoIterator<Item = &'d String>) -> Option<u32> {
        let mut domains = domains.into_iter();
        let first = self.tenancy.take(domains.next()?);
        for domain in domains {
            let place = self.tenancy.take(domain);
            self.tenancy.unite(first, place);
        }
        Some(first)
    }

    fn take_lists(&mut self, others: &[Input]) {
        let mut of_tenant: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for input in others.iter().filter(|input| LISTS.contains(&input.id)) {
            for row in 0..input.table.n_rows() {
                let Some(tenant) = tenant_of_row(input, row) else {
                    continue;
                };
                for domain in domains_of_row(input, row) {
                    let known = self.by_domain.entry(domain.clone());
                    let known = known.or_insert_with(|| Some(tenant.clone()));
                    if known.as_ref().is_some_and(|known| *known != tenant) {
                        *known = None;
                    }
                    of_tenant.entry(tenant.clone()).or_default().push(domain);
                }
            }
        }
        for domains in of_tenant.values() {
            let by_domain = &self.by_domain;
            let own = domains.iter().filter(|domain| by_domain[*domain].is_some());
            let own: Vec<String> = own.cloned().collect();
            self.unite(&own);
        }
        let mut claimed: Vec<&String> = self
            .by_domain
            .iter()
            .filter(|(_, tenant)| tenant.is_none())
            .map(|(domain, _)| domain)
            .collect();
        claimed.sort();
        if !claimed.is_empty() {
            let domains = names(claimed.iter().map(|domain| domain.as_str()));
            self.notes.push(format!(
                "Two customers of the lists have {domains}: accounts of that domain are of no known tenant. Correct the list that is wrong.",
            ));
        }
    }

    /// Asks about the files none of whose domains any directory before them has.
    fn ask(&mut self, files: &[File], answers: &[(u32, &'static str)]) {
        let directories: Vec<&File> = files.iter().filter(|file| file.is_directory).collect();
        let Some(first) = directories.first() else {
            return;
        };
        let all_apart = answers.iter().any(|(_, answer)| *answer == ALL_APART);
        // Files of which is known, or asked already, that they are of another tenant.
        let mut known: Vec<&File> = Vec::new();
        for file in files {
            let mut said = answers.iter().filter(|(source, _)| *source == file.source);
            match said.next_back() {
                _ if self.given_for(file.source).is_some() => known.push(file),
                Some((_, SAME)) => {
                    self.unite(first.domains.keys().take(1).chain(file.domains.keys()));
                }
                Some(_) => {
                    self.take_all(file);
                    known.push(file);
                }
                None => {}
            }
        }
        for file in files {
            if self.given_for(file.source).is_some() {
                continue;
            }
            let before = directories.iter().filter(|other| {
                other.source != file.source && (!file.is_directory || other.source < file.source)
            });
            let before: Vec<&File> = before.copied().collect();
            let groups = |tenants: &Tenants, file: &File| -> Vec<u32> {
                let domains = file.domains.keys();
                domains
                    .filter_map(|domain| tenants.tenancy.group(domain))
                    .collect()
            };
            let shares = |tenants: &Tenants, others: &[&File]| {
                let own = groups(tenants, file);
                let mut others = others.iter();
                others.any(|other| {
                    groups(tenants, other)
                        .iter()
                        .any(|group| own.contains(group))
                })
            };
            if before.is_empty() || shares(self, &before) {
                continue;
            }
            self.take_all(file);
            let is_known = shares(self, &known);
            known.push(file);
            let is_listed = file
                .domains
                .keys()
                .any(|domain| self.by_domain.contains_key(domain));
            if !all_apart && !is_known && !is_listed {
                self.asked.push((file.source, question(file, &before)));
            }
        }
    }

    /// Takes the domains of a file, each by itself: what lists many tenants says nothing of two domains.
    fn take_all(&mut self, file: &File) {
        for domain in file.domains.keys() {
            self.tenancy.take(domain);
        }
    }

    /// Finds the tenant of each group of domains.
    fn name_groups(&mut self, files: &[File]) {
        let mut domains: Vec<(&String, &String)> = self
            .by_domain
            .iter()
            .filter_map(|(domain, tenant)| Some((domain, tenant.as_ref()?)))
            .collect();
        domains.sort();
        for (domain, tenant) in domains {
            let Some(group) = self.tenancy.group(domain) else {
                continue;
            };
            let known = self
                .by_group
                .entry(group)
                .or_insert_with(|| Some(tenant.clone()));
            if known.as_ref().is_some_and(|known| known != tenant) {
                *known = None;
            }
        }
        for file in files.iter().filter(|file| file.is_of_one) {
            let group = file
                .domains
                .keys()
                .find_map(|domain| self.tenancy.group(domain));
            let is_open = group.is_some_and(|group| self.by_group.get(&group) == Some(&None));
            let mut unlisted = file
                .domains
                .keys()
                .filter(|domain| !self.by_domain.contains_key(*domain));
            if is_open && let Some(domain) = unlisted.next() {
                self.notes.push(format!(
                    "`{}` has accounts of domains that the lists give to several tenants: of which tenant {} is, nobody can say.",
                    file.name,
                    quoted(domain)
                ));
            }
        }
    }
}

/// The sentence that asks about a file.
fn question(file: &File, directories: &[&File]) -> String {
    let own = names(file.domains.keys().map(String::as_str));
    let theirs: BTreeMap<&str, ()> = directories
        .iter()
        .flat_map(|other| other.domains.keys().map(|domain| (domain.as_str(), ())))
        .collect();
    let n_rows = file.domains.values().sum::<u32>();
    let loaded = list(
        &directories
            .iter()
            .take(MOST_NAMES)
            .map(|other| quoted(other.name))
            .collect::<Vec<_>>(),
    );
    format!(
        "`{}` has {} of {own}, and no account of the loaded directory has such a domain: {loaded} {} {}. Of which tenant is it? Until you say so, its rows meet those accounts by object ids and addresses alone.",
        file.name,
        counted(n_rows.into(), "account", "accounts"),
        if directories.len() == 1 {
            "has"
        } else {
            "have"
        },
        names(theirs.into_keys()),
    )
}

/// Some names, and how many there are besides.
fn names<'n>(all: impl Iterator<Item = &'n str>) -> String {
    let all: Vec<String> = all.map(quoted).collect();
    match all.len().checked_sub(MOST_NAMES) {
        Some(n @ 1..) => format!("{} and {n} more", all[..MOST_NAMES].join(", ")),
        _ => list(&all),
    }
}

/// The cell that holds the id of a row of a list of customers: of an `organization` its own.
pub fn id_of_row<'a>(input: &Input<'a>, row: usize) -> &'a str {
    let cell = |column| input.table.cell(column, row).trim();
    match cell("tenant_id") {
        "" if !cell("domains").is_empty() => cell("organization_id"),
        id => id,
    }
}

/// The tenant of a row of a list of customers: its id, else the name in lower case.
pub fn tenant_of_row(input: &Input, row: usize) -> Option<String> {
    match read_guid(id_of_row(input, row)) {
        Some(id) => Some(guid_text(id)),
        None => Some(letters::lower(input.table.cell("company", row).trim()))
            .filter(|name| !name.is_empty()),
    }
}

/// The domains of a row of a list of customers, in lower case.
fn domains_of_row(input: &Input, row: usize) -> Vec<String> {
    let cells = ["primary_domain", "domains"].map(|column| input.table.cell(column, row));
    let parts = cells
        .into_iter()
        .flat_map(|cell| cell.split(['+', ',', ';', ' ', '|']));
    let parts = parts.map(|part| letters::lower(part.trim()));
    parts
        .filter(|part| part.contains('.') && !part.contains('@'))
        .collect()
}

/// The files of a kind, each with the domains of its accounts.
fn files_of<'a>(input: &'a Input<'a>) -> Vec<File<'a>> {
    let is_in = |groups: &[&[&str]]| groups.iter().any(|kinds| kinds.contains(&input.id));
    let is_of_one = is_in(&OF_ONE_TENANT);
    let column = [Role::Upn, Role::Mail].iter().find_map(|role| {
        let (_, name) = input.roles.iter().find(|(known, _)| known == role)?;
        input.table.column(name)
    });
    let Some(column) = column.filter(|_| is_of_one || is_in(&OF_MANY)) else {
        return Vec::new();
    };
    let ends = input.spans.iter().skip(1).map(|&(_, first)| first);
    let ends = ends.chain([input.table.n_rows()]);
    let spans = input.spans.iter().zip(ends).zip(&input.names);
    let file = |((&(source, first), end), name): ((&(u32, usize), usize), &&'a str)| {
        let mut domains: BTreeMap<String, u32> = BTreeMap::new();
        for (domain, n) in domains_of(column, first..end) {
            let domain = letters::lower(domain.trim().trim_end_matches('.'));
            // Whatever else stands behind an `@` is no domain, and says nothing.
            if domain.contains('.') && !domain.contains(char::is_whitespace) {
                *domains.entry(domain).or_default() += n;
            }
        }
        File {
            source,
            name,
            is_directory: USERS.contains(&input.id),
            is_of_one,
            domains,
        }
    };
    let files = spans.map(file);
    files.filter(|file| !file.domains.is_empty()).collect()
}

//! Who has a license of which product, and what that account is: one entry an account and product.

use super::super::activity::Seen;
use super::super::fields::{
    ACTIVE_USERS, ARS, BACKUP, ENROLLMENT, Enabled, Field, MAILBOX, ONEDRIVE, PRINCIPAL_NAME,
    Places, USERS,
};
use super::super::{Across, Found};
use super::assignment::{Assigned, ids_of_json, is_none, states};
use super::products::{Products, SkuRef};
use crate::accounts::activity::ActivityState;
use crate::ingest::cell::{read_date, read_flag};
use crate::table::{Column, DictColumn};

/// Where the licenses of an account stand, by id or by name.
pub const LISTED: Places = &[
    (USERS, "assigned_licenses"),
    (USERS, "licenses"),
    (ACTIVE_USERS, "assigned_products"),
    (ARS, "licenses"),
];
/// Where it stands how each of them came.
pub const STATES: Places = &[(USERS, "license_states")];
/// Where it stands that an account is deleted.
pub const DELETED: Places = &[(USERS, "deleted_at"), (ACTIVE_USERS, "is_deleted")];
/// Where it stands that a mailbox is shared.
pub const SHARED: Places = &[(MAILBOX, "recipient_type"), (BACKUP, "smb_license")];

/// What is counted of the licenses of a product, as bits of an entry.
pub type Flags = u16;
/// The account has it.
pub const ASSIGNED: Flags = 1;
/// It was assigned to the person.
pub const DIRECT: Flags = 1 << 1;
/// It came by a group.
pub const GROUP: Flags = 1 << 2;
/// Assigning it failed, or does in part; the account need not have it.
pub const ERROR: Flags = 1 << 3;
/// Its account may not sign in.
pub const OF_DISABLED: Flags = 1 << 4;
/// Its account is flagged for deprovisioning.
pub const OF_EXPIRING: Flags = 1 << 5;
/// Its account is deleted, and can still be restored.
pub const OF_DELETED: Flags = 1 << 6;
/// Its account has not been used for the days of the policy, or never.
pub const OF_INACTIVE: Flags = 1 << 7;
/// Its account is a shared mailbox.
pub const OF_SHARED: Flags = 1 << 8;
/// Whether its account may sign in is not told.
pub const SIGN_IN_UNKNOWN: Flags = 1 << 9;
/// Whether its account is in use is not known.
pub const USE_UNKNOWN: Flags = 1 << 10;

/// Every license of every account, as columns of entries in the order of the accounts.
#[derive(Default)]
pub struct Holdings {
    /// The account.
    pub accounts: Vec<u32>,
    /// The place of the product.
    pub products: Vec<u32>,
    /// What is counted of it.
    pub flags: Vec<Flags>,
    /// The groups it came by, joined by `+`.
    pub groups: DictColumn,
    /// The words of its states, joined by `+`.
    pub states: DictColumn,
    /// What went wrong, joined by `+`.
    pub errors: DictColumn,
    /// The source that says so, as a place among the inputs.
    pub sources: Vec<u8>,
    /// The source that says otherwise, as a place among the inputs.
    pub contradicted_by: Vec<Option<u8>>,
    /// What the loaded sources can tell.
    pub known: KnownOf,
}

/// What the loaded sources can tell of licenses and of accounts.
#[derive(Clone, Copy, Default)]
pub struct KnownOf {
    /// Which licenses accounts have.
    pub licenses: bool,
    /// How each of them came.
    pub states: bool,
    /// Whether accounts may sign in.
    pub sign_in: bool,
    /// Which accounts are flagged.
    pub ending: bool,
    /// Which accounts are deleted.
    pub deleted: bool,
    /// Which accounts are in use.
    pub activity: bool,
    /// Which mailboxes are shared.
    pub shared: bool,
    /// Whether the licenses of a usage report that conceals its names are left out.
    pub leaves_out: bool,
}

impl KnownOf {
    /// Whether a number of entries can be told.
    pub fn tells(&self, flag: Flags) -> bool {
        self.licenses
            && match flag {
                DIRECT | GROUP | ERROR => self.states,
                OF_DISABLED => self.sign_in,
                OF_EXPIRING => self.ending,
                OF_DELETED => self.deleted,
                OF_INACTIVE => self.activity,
                OF_SHARED => self.shared,
                _ => true,
            }
    }
}

/// What a cell of licenses says; read once for every different text.
enum Listed {
    /// Nothing: another source is asked.
    Empty,
    /// These, as they are written.
    These(Vec<String>),
}

/// The columns of licenses with their different texts, read.
struct Lists<'a> {
    columns: Vec<(usize, &'a Column, Vec<Listed>)>,
    /// Whether a usage report was left out: under other names it would count everybody twice (2.4).
    leaves_out: bool,
}

impl<'a> Lists<'a> {
    fn of(across: &'a Across<'a>, products: &Products) -> Lists<'a> {
        let field = across.field(LISTED);
        let read = |text: &str| match text.trim() {
            "" => Listed::Empty,
            text if is_none(text) => Listed::These(Vec::new()),
            text => Listed::These(ids_of_json(text).unwrap_or_else(|| {
                let parts = products.names.split(text).into_iter();
                parts.map(str::to_string).collect()
            })),
        };
        let is_usage = |source: usize| ACTIVE_USERS.contains(&across.inputs[source].id);
        let has_others = field.columns().any(|(source, _)| !is_usage(source));
        let is_concealed = across.is_concealed(&[ACTIVE_USERS]);
        let is_left_out = |source| has_others && is_concealed && is_usage(source);
        let leaves_out = field.columns().any(|(source, _)| is_left_out(source));
        let counted = field.columns().filter(|&(source, _)| !is_left_out(source));
        let columns = counted.map(|(source, column)| {
            let values = match column {
                Column::Dict(dict) => dict.values().map(read).collect(),
                Column::Text(text) => (0..text.len()).map(|row| read(text.get(row))).collect(),
            };
            (source, column, values)
        });
        Lists {
            columns: columns.collect(),
            leaves_out,
        }
    }

    /// What each source says of an account, the most trusted first.
    fn all(&self, across: &Across, account: u32) -> impl Iterator<Item = (usize, &[String])> {
        self.columns
            .iter()
            .filter_map(move |(source, column, values)| {
                let row = across.directory.row(*source, account as usize)?;
                let read = match column {
                    Column::Dict(dict) => &values[dict.code(row)],
                    Column::Text(_) => &values[row],
                };
                match read {
                    Listed::These(names) => Some((*source, names.as_slice())),
                    Listed::Empty => None,
                }
            })
    }
}

impl Holdings {
    /// Every license that a loaded source of accounts has; products that only accounts name are added.
    pub fn of(across: &Across, products: &mut Products) -> Holdings {
        let lists = Lists::of(across, products);
        let states_of = across.field(STATES);
        let names = across.field(PRINCIPAL_NAME);
        let traits = Traits::of(across);
        let mut holdings = Holdings {
            known: KnownOf {
                licenses: !lists.columns.is_empty() || states_of.is_loaded(),
                states: states_of.is_loaded(),
                leaves_out: lists.leaves_out,
                ..traits.known
            },
            ..Holdings::default()
        };
        for account in across.accounts_in(&[USERS, ACTIVE_USERS, ARS]) {
            let mut said = lists.all(across, account);
            let listed = said.next();
            let assigned = states(states_of.text(account));
            if listed.is_none_or(|(_, names)| names.is_empty()) && assigned.is_empty() {
                continue;
            }
            let tenant = products.tenant_of(names.text(account)).to_string();
            let mut own = Own::of(products, &tenant, listed, &assigned);
            let contradicted_by = listed.and_then(|(_, names)| {
                let is_other =
                    |other: &&(usize, &[String])| differ(products, &tenant, names, other.1);
                said.find(|other| is_other(&other))
                    .map(|(source, _)| source as u8)
            });
            let of_account = traits.of_account(account, across);
            let source = listed.map_or_else(
                || states_of.all(account).next().map_or(0, |said| said.source),
                |(source, _)| source,
            );
            own.sort();
            for one in own {
                holdings.accounts.push(account);
                holdings.products.push(products.place(&tenant, one.sku));
                holdings.flags.push(match one.flags & ASSIGNED {
                    0 => one.flags & ERROR,
                    _ => one.flags | of_account,
                });
                holdings.groups.push(one.groups.join("+").as_bytes());
                holdings.states.push(one.states.join("+").as_bytes());
                holdings.errors.push(one.errors.join("+").as_bytes());
                holdings.sources.push(source as u8);
                holdings.contradicted_by.push(contradicted_by);
            }
        }
        holdings
    }

    /// How many entries of every product have a flag.
    pub fn counts(&self, flag: Flags, n_products: usize) -> Vec<i64> {
        let mut counts = vec![0; n_products];
        for (&product, flags) in self.products.iter().zip(&self.flags) {
            counts[product as usize] += i64::from(flags & flag != 0);
        }
        counts
    }

    /// The entries of a product that have a flag.
    pub fn with(&self, product: u32, flag: Flags) -> impl Iterator<Item = usize> + '_ {
        let all = 0..self.accounts.len();
        all.filter(move |&at| self.products[at] == product && self.flags[at] & flag != 0)
    }
}

/// Whether two sources name different products; names that nobody knows tell nothing.
fn differ(products: &Products, tenant: &str, left: &[String], right: &[String]) -> bool {
    let ids = |names: &[String]| -> Option<Vec<SkuRef>> {
        let ids = names.iter().map(|name| match products.find(tenant, name) {
            SkuRef::Id(id) => Some(SkuRef::Id(id)),
            SkuRef::Text(_) => None,
        });
        let mut ids: Vec<SkuRef> = ids.collect::<Option<_>>()?;
        ids.sort();
        ids.dedup();
        Some(ids)
    };
    match (ids(left), ids(right)) {
        (Some(left), Some(right)) => left != right,
        _ => false,
    }
}

/// A product that an account has, or that it should have been given.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Own {
    sku: SkuRef,
    flags: Flags,
    groups: Vec<String>,
    states: Vec<String>,
    errors: Vec<String>,
}

impl Own {
    fn of(
        products: &Products,
        tenant: &str,
        listed: Option<(usize, &[String])>,
        assigned: &[Assigned],
    ) -> Vec<Own> {
        let mut own: Vec<Own> = Vec::new();
        for name in listed.map_or(&[][..], |(_, names)| names) {
            own_of(&mut own, products.find(tenant, name)).flags |= ASSIGNED;
        }
        for one in assigned {
            let entry = own_of(&mut own, products.find(tenant, &one.sku));
            // Where the list is not told, its states tell what is on it.
            if listed.is_none() && one.is_active() {
                entry.flags |= ASSIGNED;
            }
            if one.is_direct {
                entry.flags |= DIRECT;
            } else if !one.group.is_empty() {
                entry.flags |= GROUP;
                entry.groups.push(one.group.clone());
            }
            if one.has_failed() {
                entry.flags |= ERROR;
                let error = if one.error.is_empty() {
                    &one.state
                } else {
                    &one.error
                };
                entry.errors.push(error.clone());
            }
            entry.states.push(one.state.clone());
        }
        own
    }
}

fn own_of(own: &mut Vec<Own>, sku: SkuRef) -> &mut Own {
    let at = own.iter().position(|known| known.sku == sku);
    let at = at.unwrap_or_else(|| {
        own.push(Own {
            sku,
            flags: 0,
            groups: Vec::new(),
            states: Vec::new(),
            errors: Vec::new(),
        });
        own.len() - 1
    });
    &mut own[at]
}

/// What the sources tell of accounts beside their licenses.
struct Traits<'a> {
    enabled: Enabled<'a>,
    seen: Seen<'a>,
    deleted: Field<'a>,
    deleted_users: Vec<usize>,
    recipient_type: Field<'a>,
    smb_license: Field<'a>,
    known: KnownOf,
}

impl<'a> Traits<'a> {
    fn of(across: &'a Across<'a>) -> Traits<'a> {
        let enabled = Enabled::of(across);
        let deleted = across.field(DELETED);
        let inputs = across.inputs.iter().enumerate();
        let deleted_users = inputs.filter(|(_, input)| input.id == "graph-deleted-users");
        let deleted_users: Vec<usize> = deleted_users.map(|(at, _)| at).collect();
        let [recipient_type, smb_license] = [&SHARED[..1], &SHARED[1..]].map(|at| across.field(at));
        let last_used: Places = &[(USERS, "last_successful")];
        Traits {
            known: KnownOf {
                sign_in: enabled.is_loaded(),
                ending: across.has(ENROLLMENT),
                deleted: deleted.is_loaded() || !deleted_users.is_empty(),
                activity: [ACTIVE_USERS, MAILBOX, ONEDRIVE]
                    .iter()
                    .any(|kinds| across.has(kinds))
                    || across.field(last_used).is_loaded(),
                shared: recipient_type.is_loaded() || smb_license.is_loaded(),
                ..KnownOf::default()
            },
            enabled,
            seen: Seen::of(across),
            deleted,
            deleted_users,
            recipient_type,
            smb_license,
        }
    }

    fn of_account(&self, account: u32, across: &Across) -> Flags {
        let mut flags = match self.enabled.get(account) {
            Some(true) => 0,
            Some(false) => OF_DISABLED,
            None => SIGN_IN_UNKNOWN,
        };
        if across
            .standing(account)
            .is_some_and(|standing| standing.flagged)
        {
            flags |= OF_EXPIRING;
        }
        if self.is_deleted(account, across) {
            flags |= OF_DELETED;
        }
        flags |= match self.seen.state(account, across) {
            ActivityState::Inactive | ActivityState::Never => OF_INACTIVE,
            ActivityState::Unknown => USE_UNKNOWN,
            ActivityState::Active | ActivityState::TooNew => 0,
        };
        if self.is_shared(account) {
            flags |= OF_SHARED;
        }
        flags
    }

    fn is_deleted(&self, account: u32, across: &Across) -> bool {
        let mut sources = self.deleted_users.iter();
        let is_listed =
            sources.any(|&source| across.directory.row(source, account as usize).is_some());
        let says = |text: &str| {
            read_flag(text).unwrap_or_else(|| read_date(text, None, across.zone).day().is_some())
        };
        is_listed || self.deleted.all(account).any(|said| says(said.text))
    }

    /// A mailbox of this type, or one that takes the backup's license for shared mailboxes (D11).
    fn is_shared(&self, account: u32) -> bool {
        let by_type = self.recipient_type.text(account);
        let by_backup = self.smb_license.of(account);
        by_type.to_ascii_lowercase().contains("shared")
            || matches!(by_backup, Found::Text(text) if !is_none(text))
    }
}

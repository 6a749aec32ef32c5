//! The products of every tenant: those that a listing has, and those that only accounts name (F1 to F7).

use super::super::Across;
use super::super::columns::whole;
use super::super::tenants::tenant_of_row;
use super::super::{Found, Input};
use crate::accounts::sku::Units;
use crate::accounts::sku_names::{Named, SkuNames};
use crate::ingest::Kind;
use crate::ingest::guid::{guid_text, read_guid};
use crate::report::tabular::Amounts;
use crate::small_map::SmallMap;

/// The columns of a listing that count units, in the order of [`Units`].
pub const UNITS: [&str; 5] = ["enabled", "consumed", "warning", "suspended", "locked_out"];

/// What an account's license is named by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkuRef {
    /// The id of a product.
    Id(u128),
    /// A name that stands for several products, or for none that is known.
    Text(String),
}

/// A product of a tenant.
#[derive(Clone, Debug, Default)]
pub struct Product {
    /// The tenant's id; empty where nothing tells it.
    pub tenant_id: String,
    /// What a person reads of the tenant.
    pub tenant: String,
    /// The product's id, where it has one.
    pub id: Option<u128>,
    /// Its part number, or the name that accounts have it under.
    pub written: String,
    /// Rows of the listing that are it; the first is the one that counts.
    pub rows: Vec<usize>,
    /// Whether rows of it that are equally new say different things.
    pub is_contradicted: bool,
}

impl Product {
    /// `tenant_product`, as the directory makes the key of a product (F2).
    pub fn key(&self) -> String {
        format!("{}_{}", self.tenant_id, self.sku())
    }

    /// Its id, else what it is called.
    pub fn sku(&self) -> String {
        self.id.map_or_else(|| self.written.clone(), guid_text)
    }
}

/// Where the name of a product comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFrom {
    /// From the list that came with the program.
    BuiltIn,
    /// From a list that is loaded.
    Loaded,
    /// No list has it: its part number stands for it.
    PartNumber,
    /// No list has it, nor has it a part number: its id stands for it.
    Id,
    /// Accounts name it, and no list has this name, or several products have it.
    Written,
}

/// Every product of every tenant.
pub struct Products<'a> {
    /// Their names.
    pub names: SkuNames,
    /// The listing.
    pub listing: Option<&'a Input<'a>>,
    /// All of them.
    pub all: Vec<Product>,
    places: SmallMap<(String, SkuRef), u32>,
    /// The names of tenants that have several, each with its tenant's id.
    pub doubly_named: Vec<(String, String)>,
    tenants: Tenants<'a>,
}

impl<'a> Products<'a> {
    /// The products of the listing.
    pub fn of(across: &'a Across<'a>) -> Products<'a> {
        let listing = across.other(&[Kind::GraphSubscribedSkus.id()]);
        let mut products = Products {
            names: across.sku_names(),
            listing,
            all: Vec::new(),
            places: SmallMap::default(),
            doubly_named: Vec::new(),
            tenants: Tenants::of(across),
        };
        if let Some(listing) = listing {
            for row in 0..listing.table.n_rows() {
                products.take_row(listing, row);
            }
            for product in &mut products.all {
                settle(product, listing);
            }
        }
        products
    }

    fn take_row(&mut self, listing: &Input, row: usize) {
        let cell = |column| listing.table.cell(column, row).trim();
        let (tenant, sku) = cell("subscribed_id").split_once('_').unwrap_or_default();
        let tenant = match cell("account_id") {
            "" => tenant,
            id => id,
        };
        let tenant = read_guid(tenant).map_or_else(|| tenant.to_string(), guid_text);
        let part_number = cell("sku_part_number");
        let id = read_guid(cell("sku_id")).or_else(|| read_guid(sku));
        let sku = match (id, cell("sku_id"), part_number) {
            (Some(id), ..) => SkuRef::Id(id),
            (None, "", written) | (None, written, _) => SkuRef::Text(written.to_string()),
        };
        let name = cell("account_name");
        self.tenants.note(&tenant, name, &mut self.doubly_named);
        let place = self.place(&tenant, sku);
        let product = &mut self.all[place as usize];
        product.rows.push(row);
        if !part_number.is_empty() {
            product.written = part_number.to_string();
        }
    }

    /// The place of a product, which is made where it is new.
    pub fn place(&mut self, tenant_id: &str, sku: SkuRef) -> u32 {
        let key = (tenant_id.to_string(), sku);
        if let Some(&place) = self.places.get(&key) {
            return place;
        }
        let place = self.all.len() as u32;
        self.all.push(Product {
            tenant: self.tenants.name_of(tenant_id),
            tenant_id: tenant_id.to_string(),
            id: match &key.1 {
                SkuRef::Id(id) => Some(*id),
                SkuRef::Text(_) => None,
            },
            written: match &key.1 {
                SkuRef::Id(_) => String::new(),
                SkuRef::Text(text) => text.clone(),
            },
            ..Product::default()
        });
        self.places.insert(key, place);
        place
    }

    /// What a product is by an id, a name or a part number that accounts have it under.
    ///
    /// Of several products of one name the one that the tenant has is meant; where that does not tell
    /// them apart, the name stands for itself.
    pub fn find(&self, tenant_id: &str, written: &str) -> SkuRef {
        if let Some(id) = read_guid(written) {
            return SkuRef::Id(id);
        }
        let mut ids: Vec<u128> = self.names.named(written).map(|named| named.id).collect();
        if ids.len() != 1 {
            let listed = self.all.iter().filter(|product| {
                let is_named = product.written.eq_ignore_ascii_case(written);
                let is_meant = match ids.is_empty() {
                    true => is_named,
                    false => product.id.is_some_and(|id| ids.contains(&id)),
                };
                product.tenant_id == tenant_id && !product.rows.is_empty() && is_meant
            });
            ids = listed.filter_map(|product| product.id).collect();
        }
        match ids[..] {
            [id] => SkuRef::Id(id),
            _ => SkuRef::Text(written.to_string()),
        }
    }

    /// The tenant of an account; empty where nothing tells it.
    pub fn tenant_of(&self, principal_name: &str) -> &str {
        self.tenants.of_account(principal_name)
    }

    /// Whether the accounts of different tenants have to be told apart.
    pub fn has_domains(&self) -> bool {
        self.tenants.known.has_domains()
    }

    /// The name of a product in a list.
    pub fn named(&self, product: &Product) -> Option<&Named> {
        self.names.product(product.id?)
    }

    /// What a person reads of a product, and where that comes from.
    pub fn name_of(&self, product: &Product) -> (String, NameFrom) {
        match self.named(product) {
            Some(named) if named.is_loaded => (named.name().to_string(), NameFrom::Loaded),
            Some(named) => (named.name().to_string(), NameFrom::BuiltIn),
            None if product.id.is_none() => (product.written.clone(), NameFrom::Written),
            None if product.written.is_empty() => (product.sku(), NameFrom::Id),
            None => (product.written.clone(), NameFrom::PartNumber),
        }
    }

    /// A number of units of a product as a column of numbers holds it.
    pub fn amount(&self, product: &Product, column: &str) -> i64 {
        let Some(listing) = self.listing else {
            return Amounts::NOT_LOADED;
        };
        let Some(&row) = product.rows.first() else {
            return Amounts::UNKNOWN;
        };
        match listing.table.column(column).map(|column| column.get(row)) {
            None => Amounts::NOT_LOADED,
            Some("") => Amounts::EMPTY,
            Some(text) => whole(Found::Text(text)),
        }
    }

    /// The units of a product.
    pub fn units(&self, product: &Product) -> Units {
        let number = |column| {
            let number = self.amount(product, column);
            (!Amounts::is_none(number)).then_some(number)
        };
        let [enabled, consumed, warning, suspended, locked_out] = UNITS.map(number);
        Units {
            enabled,
            consumed,
            warning,
            suspended,
            locked_out,
        }
    }

    /// A cell of the row that counts.
    pub fn cell(&self, product: &Product, column: &str) -> &str {
        let listing = self.listing.zip(product.rows.first());
        listing.map_or("", |(listing, &row)| listing.table.cell(column, row))
    }

    /// Whether it is for a whole company and has no seats of people.
    pub fn is_of_company(&self, product: &Product) -> bool {
        self.cell(product, "applies_to")
            .eq_ignore_ascii_case("company")
    }
}

/// Lets the row of the newest file count, of equally new ones the last; what they differ in is told.
fn settle(product: &mut Product, listing: &Input) {
    let newest = product.rows.iter().map(|&row| listing.day_of(row)).max();
    let newest = newest.flatten();
    product.rows.sort_by_key(|&row| {
        (
            std::cmp::Reverse(listing.day_of(row)),
            std::cmp::Reverse(row),
        )
    });
    let first = product.rows[0];
    let mut as_new = product.rows.iter().skip(1);
    product.is_contradicted = as_new.any(|&row| {
        // Without its day a file may be as new as any.
        let is_as_new = listing.day_of(row).is_none() || listing.day_of(row) == newest;
        let differs =
            |column: &&str| listing.table.cell(column, row) != listing.table.cell(column, first);
        is_as_new && UNITS.iter().chain(&["capability_status"]).any(differs)
    });
}

/// The tenants, and which of them an account is of.
struct Tenants<'a> {
    /// The name of every tenant by its id.
    names: SmallMap<String, String>,
    /// The tenants of the listing.
    listed: Vec<String>,
    /// The tenants of domains.
    known: &'a super::super::Tenants,
}

impl<'a> Tenants<'a> {
    fn of(across: &'a Across) -> Tenants<'a> {
        let mut tenants = Tenants {
            names: SmallMap::default(),
            listed: Vec::new(),
            known: across.tenants,
        };
        for kind in [Kind::GraphCustomers, Kind::PartnerCustomers] {
            let Some(customers) = across.other(&[kind.id()]) else {
                continue;
            };
            for row in 0..customers.table.n_rows() {
                let cell = |column| customers.table.cell(column, row).trim();
                let Some(id) = tenant_of_row(customers, row) else {
                    continue;
                };
                if !cell("company").is_empty() && tenants.names.get(&id).is_none() {
                    tenants
                        .names
                        .insert(id.clone(), cell("company").to_string());
                }
            }
        }
        tenants
    }

    /// Takes a tenant of the listing; another name than the one it has already is told.
    fn note(&mut self, id: &str, name: &str, doubly_named: &mut Vec<(String, String)>) {
        if !self.listed.iter().any(|known| known == id) {
            self.listed.push(id.to_string());
        }
        let known = self.names.get(id).cloned();
        match known {
            _ if name.is_empty() => {}
            None => self.names.insert(id.to_string(), name.to_string()),
            Some(known) if known != name => {
                for name in [known.as_str(), name] {
                    let pair = (id.to_string(), name.to_string());
                    if !doubly_named.contains(&pair) {
                        doubly_named.push(pair);
                    }
                }
            }
            Some(_) => {}
        }
    }

    fn name_of(&self, id: &str) -> String {
        self.names.get(id).map_or(id, String::as_str).to_string()
    }

    /// By its domain, else the only tenant that is listed.
    fn of_account(&self, principal_name: &str) -> &str {
        match (self.known.of_address(principal_name), &self.listed[..]) {
            (Some(id), _) => id,
            (None, [only]) => only,
            (None, _) => "",
        }
    }
}

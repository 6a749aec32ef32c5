//! Readable names of products for reports over all sources (F6, F7, domain 2.2 SkuName).

use super::super::Across;
use crate::accounts::sku_names::{ListedRow, Named, SkuNames};
use crate::ingest::Kind;
use crate::ingest::guid::{guid_text, read_guid};
use crate::small_map::SmallMap;

impl Across<'_> {
    /// The names of products: a list that is loaded before the one that came with the program.
    pub fn sku_names(&self) -> SkuNames {
        let mut names = self.names.map(SkuNames::read).unwrap_or_default();
        if let Some(list) = self.other(&[Kind::SkuNames.id()]) {
            let cell = |column, row| list.table.cell(column, row);
            names.put_before(SkuNames::of_list((0..list.table.n_rows()).map(|row| {
                ListedRow {
                    sku_id: cell("sku_id", row),
                    part_number: cell("sku_part_number", row),
                    name: cell("product_name", row),
                    plan_id: cell("plan_id", row),
                    plan_name: cell("plan_name", row),
                    plan_title: cell("plan_title", row),
                }
            })));
        }
        names
    }
}

/// Makes lists of product ids readable, for reports that show licenses beside something else.
pub struct Readable {
    names: SkuNames,
    /// Part numbers of listed products by id, for those that no list names.
    part_numbers: SmallMap<u128, String>,
    known: SmallMap<String, String>,
}

/// What parts the names of a readable list; no name has it.
pub const BETWEEN: char = '\t';

impl Readable {
    /// By the lists of names and the listing of products that are there.
    pub fn of(across: &Across) -> Readable {
        let mut part_numbers = SmallMap::default();
        if let Some(listing) = across.other(&[Kind::GraphSubscribedSkus.id()]) {
            for row in 0..listing.table.n_rows() {
                let part_number = listing.table.cell("sku_part_number", row);
                let id = read_guid(listing.table.cell("sku_id", row));
                if let (Some(id), false) = (id, part_number.is_empty()) {
                    part_numbers.insert(id, part_number.to_string());
                }
            }
        }
        Readable {
            names: across.sku_names(),
            part_numbers,
            known: SmallMap::default(),
        }
    }

    /// A list of product ids or names that `+` joins, as names with [`BETWEEN`] between them: of an id
    /// without a name its part number, else the id itself; a name as it is written.
    pub fn list(&mut self, text: &str) -> String {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let parts = self.names.split(text);
        let names: Vec<String> = parts.iter().map(|part| self.one(part)).collect();
        let list = names.join(&BETWEEN.to_string());
        self.known.insert(text.to_string(), list.clone());
        list
    }

    fn one(&self, part: &str) -> String {
        let Some(id) = read_guid(part) else {
            return part.to_string();
        };
        let named = self.names.product(id).map(Named::name);
        let named = named.or_else(|| self.part_numbers.get(&id).map(String::as_str));
        named.map_or_else(|| guid_text(id), str::to_string)
    }
}

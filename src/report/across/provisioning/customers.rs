//! The customers of a partner: which one an account is of, and which the backup does not know (D23).

use std::collections::HashMap;

use super::super::{Across, Input};
use crate::letters;

/// The lists of customers, by domain and by name.
pub struct Customers<'a> {
    inputs: &'a [Input<'a>],
    by_domain: HashMap<String, Option<Place>>,
    by_name: HashMap<String, Option<Place>>,
}

/// The kinds of sources that list customers.
const LISTS: [&str; 2] = ["graph-customers", "partner-customers"];

/// A customer: the place of its list among [`Across::others`], and its row there.
pub type Place = (usize, usize);

impl<'a> Customers<'a> {
    /// Those of all lists; what stands for two tenants stands for none.
    pub fn of(across: &'a Across) -> Customers<'a> {
        let mut customers = Customers {
            inputs: across.others,
            by_domain: HashMap::new(),
            by_name: HashMap::new(),
        };
        let others = across.others.iter().enumerate();
        for (at, input) in others.filter(|(_, input)| LISTS.contains(&input.id)) {
            for row in 0..input.table.n_rows() {
                let tenant = |(at, row): Place| {
                    let cell = across.others[at].table.cell("tenant_id", row);
                    letters::lower(cell.trim())
                };
                let add = |index: &mut HashMap<String, Option<Place>>, key: &str| {
                    let key = folded(key);
                    if key.is_empty() {
                        return;
                    }
                    let known = index.entry(key).or_insert(Some((at, row)));
                    // One tenant may stand in several lists.
                    if known.is_some_and(|known| tenant(known) != tenant((at, row))) {
                        *known = None;
                    }
                };
                add(
                    &mut customers.by_domain,
                    input.table.cell("primary_domain", row),
                );
                add(&mut customers.by_name, input.table.cell("company", row));
            }
        }
        customers
    }

    /// The customer with this name or, where that is unknown, with the domain of an address.
    pub fn find(&self, name: &str, address: &str) -> Option<Place> {
        let by_name = self.by_name.get(&folded(name)).copied().flatten();
        by_name.or_else(|| self.of_address(address))
    }

    /// The customer whose domain an address has.
    pub fn of_address(&self, address: &str) -> Option<Place> {
        let (_, domain) = address.rsplit_once('@')?;
        self.by_domain.get(&folded(domain)).copied().flatten()
    }

    /// A field of a customer.
    pub fn cell(&self, (at, row): Place, field: &str) -> &'a str {
        self.inputs[at].table.cell(field, row)
    }

    /// Whether a list has this field.
    pub fn has(&self, field: &str) -> bool {
        let mut inputs = self.inputs.iter();
        inputs.any(|input| input.table.column(field).is_some())
    }

    /// The names of customers, each once, in the order of their lists.
    pub fn names(&self) -> Vec<&'a str> {
        let mut seen = std::collections::HashSet::new();
        let all = self.inputs.iter().flat_map(|input| {
            (0..input.table.n_rows()).map(|row| input.table.cell("company", row).trim())
        });
        all.filter(|name| !name.is_empty() && seen.insert(folded(name)))
            .collect()
    }
}

/// A name as it is compared: without case and surrounding space.
pub fn folded(name: &str) -> String {
    letters::lower(name.trim())
}

//! The customers of a partner: which one an account is of, and which the backup does not know (D23).

use std::collections::HashMap;

use super::super::tenants::{LISTS, id_of_row, tenant_of_row};
use super::super::{Across, Input, Tenants};
use crate::letters;

/// The lists of customers, by tenant and by name.
pub struct Customers<'a> {
    inputs: &'a [Input<'a>],
    tenants: &'a Tenants,
    by_tenant: HashMap<String, Place>,
    by_name: HashMap<String, Option<Place>>,
}

/// A customer: the place of its list among [`Across::others`], and its row there.
pub type Place = (usize, usize);

impl<'a> Customers<'a> {
    /// Those of all lists; what stands for two tenants stands for none.
    pub fn of(across: &'a Across) -> Customers<'a> {
        let mut customers = Customers {
            inputs: across.others,
            tenants: across.tenants,
            by_tenant: HashMap::new(),
            by_name: HashMap::new(),
        };
        let others = across.others.iter().enumerate();
        for (at, input) in others.filter(|(_, input)| LISTS.contains(&input.id)) {
            for row in 0..input.table.n_rows() {
                let tenant = |(at, row): Place| tenant_of_row(&across.others[at], row);
                let Some(own) = tenant((at, row)) else {
                    continue;
                };
                // One tenant may stand in several lists.
                customers.by_tenant.entry(own.clone()).or_insert((at, row));
                let name = folded(input.table.cell("company", row));
                if name.is_empty() {
                    continue;
                }
                let known = customers.by_name.entry(name).or_insert(Some((at, row)));
                if known.is_some_and(|known| tenant(known).as_ref() != Some(&own)) {
                    *known = None;
                }
            }
        }
        customers
    }

    /// The customer with this name or, where that is unknown, with the domain of an address.
    pub fn find(&self, name: &str, address: &str) -> Option<Place> {
        let by_name = self.by_name.get(&folded(name)).copied().flatten();
        by_name.or_else(|| self.of_address(address))
    }

    /// The customer of whose tenant the domain of an address is.
    pub fn of_address(&self, address: &str) -> Option<Place> {
        let tenant = self.tenants.of_address(address)?;
        self.by_tenant.get(tenant).copied()
    }

    /// A field of a customer.
    pub fn cell(&self, (at, row): Place, field: &str) -> &'a str {
        match field {
            "tenant_id" => id_of_row(&self.inputs[at], row),
            field => self.inputs[at].table.cell(field, row),
        }
    }

    /// Whether a list has this field.
    pub fn has(&self, field: &str) -> bool {
        let mut inputs = self.inputs.iter();
        inputs.any(|input| {
            let has = |field| input.table.column(field).is_some();
            has(field) || field == "tenant_id" && has("organization_id") && has("domains")
        })
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

//! The customers of a partner, from the answers that list them, to choose from (D2 to D5).

use super::config::is_id;
use crate::json::{Json, parse};

/// A tenant that the partner may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// Its tenant id, in small letters.
    pub tenant_id: String,
    /// Its name; its id where it has none.
    pub name: String,
    /// Its domain; empty where the answer has none.
    pub domain: String,
}

/// Adds the customers of a page to those of others; one that stands twice is one.
///
/// # Errors
/// Why the page is no list of customers; how many of its records are none is said, too.
pub fn add(customers: &mut Vec<Customer>, page: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(page).ok();
    let Some(Json::Record(parts)) = text.and_then(parse) else {
        return Err(
            "expected a list of customers from Graph, but found something else: ask for it again"
                .to_owned(),
        );
    };
    let Some((_, Json::List(items))) = parts.iter().find(|(name, _)| name == "value") else {
        return Err("expected a list of customers from Graph, but its answer has no list `value`: ask for it again".to_owned());
    };
    let mut n_odd = 0;
    for item in items {
        match customer(item) {
            Some(customer) => unite(customers, customer),
            None => n_odd += 1,
        }
    }
    match n_odd {
        0 => Ok(()),
        n => Err(format!(
            "{} without the ID of a tenant: left out of the choice",
            crate::report::words::counted(n, "customer", "customers")
        )),
    }
}

fn customer(item: &Json) -> Option<Customer> {
    let Json::Record(parts) = item else {
        return None;
    };
    let text = |name: &str| match parts.iter().find(|(known, _)| known == name) {
        Some((_, Json::Text(text))) => text.trim().to_owned(),
        _ => String::new(),
    };
    // A contract has an id of its own, which is no tenant's.
    let ids = [text("customerId"), text("tenantId")];
    let tenant_id = ids.into_iter().find(|id| is_id(id))?.to_ascii_lowercase();
    let name = match text("displayName") {
        name if name.is_empty() => tenant_id.clone(),
        name => name,
    };
    Some(Customer {
        tenant_id,
        name,
        domain: text("defaultDomainName"),
    })
}

fn unite(customers: &mut Vec<Customer>, customer: Customer) {
    match customers
        .iter_mut()
        .find(|known| known.tenant_id == customer.tenant_id)
    {
        Some(known) if known.domain.is_empty() => known.domain = customer.domain,
        Some(_) => {}
        None => customers.push(customer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_of_both_listings_are_one_list() {
        let mut customers = Vec::new();
        let delegated = br#"{"value": [{"id": "x", "tenantId": "4FDBFF88-9d6b-42e0-9713-45c922ba8001", "displayName": "Contoso Inc"}, {"tenantId": "1c0fa218-5dec-49db-8247-cfa457af8116"}]}"#;
        let contracts = br#"{"value": [{"id": "b4cbf9b4-1a0a-4b33-8c3e-4c2d1a9f0001", "customerId": "4fdbff88-9d6b-42e0-9713-45c922ba8001", "displayName": "Contoso", "defaultDomainName": "contoso.onmicrosoft.com"}]}"#;
        assert_eq!(add(&mut customers, delegated), Ok(()));
        assert_eq!(add(&mut customers, contracts), Ok(()));
        let found: Vec<_> = customers
            .iter()
            .map(|one| {
                (
                    one.tenant_id.as_str(),
                    one.name.as_str(),
                    one.domain.as_str(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (
                    "4fdbff88-9d6b-42e0-9713-45c922ba8001",
                    "Contoso Inc",
                    "contoso.onmicrosoft.com"
                ),
                (
                    "1c0fa218-5dec-49db-8247-cfa457af8116",
                    "1c0fa218-5dec-49db-8247-cfa457af8116",
                    ""
                ),
            ]
        );
    }

    #[test]
    fn what_names_no_tenant_is_told_and_left_out() {
        let mut customers = Vec::new();
        let page = br#"{"value": [{"displayName": "A"}, null, {"tenantId": "../common"}]}"#;
        assert_eq!(
            add(&mut customers, page),
            Err("3 customers without the ID of a tenant: left out of the choice".to_owned())
        );
        assert!(customers.is_empty());
        for page in [&b"<html>"[..], b"{}", b"[]", b"\xff"] {
            assert!(add(&mut customers, page).is_err());
        }
    }
}

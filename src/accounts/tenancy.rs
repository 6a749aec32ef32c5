//! Which domains are of one tenant, as far as files tell (D5, K8).

use std::collections::HashMap;

use super::matching::MatchRules;
use crate::letters;

/// Domains in groups, each of one tenant.
///
/// Of two domains in different groups it is known that nobody brought them together: names and ids that
/// are no addresses do not meet over them.
#[derive(Clone, Debug, Default)]
pub struct Tenancy {
    rules: MatchRules,
    places: HashMap<String, u32>,
    parents: Vec<u32>,
}

impl Tenancy {
    /// No domain yet; domains under one registrable domain are one where the rules do not part them.
    pub fn under(rules: &MatchRules) -> Tenancy {
        Tenancy {
            rules: rules.clone(),
            ..Tenancy::default()
        }
    }

    /// Takes a domain and gives its place.
    pub fn take(&mut self, domain: &str) -> u32 {
        let key = self.key(domain);
        let n = self.parents.len() as u32;
        let place = *self.places.entry(key).or_insert(n);
        if place == n {
            self.parents.push(n);
        }
        place
    }

    /// Says that two places are of one tenant.
    pub fn unite(&mut self, left: u32, right: u32) {
        let (left, right) = (self.root(left), self.root(right));
        self.parents[left.max(right) as usize] = left.min(right);
    }

    /// The group of a domain; `None` where no file tells of it.
    pub fn group(&self, domain: &str) -> Option<u32> {
        if self.places.is_empty() || domain.is_empty() {
            return None;
        }
        let place = self.places.get(&self.key(domain))?;
        Some(self.root(*place))
    }

    fn root(&self, mut place: u32) -> u32 {
        while self.parents[place as usize] != place {
            place = self.parents[place as usize];
        }
        place
    }

    fn key(&self, domain: &str) -> String {
        self.rules.group(&letters::lower(domain.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_of_one_tenant_where_something_says_so() {
        let mut tenancy = Tenancy::under(&MatchRules::default());
        let places = [
            "contoso.com",
            "Contoso.onmicrosoft.com",
            "fabrikam.com",
            "other.org",
        ]
        .map(|domain| tenancy.take(domain));
        tenancy.unite(places[0], places[1]);
        tenancy.unite(places[3], places[1]);
        let group = |domain: &str| tenancy.group(domain);
        assert_eq!(
            group("mail.contoso.com"),
            group("contoso.mail.onmicrosoft.com")
        );
        assert_eq!(group("other.org"), group("CONTOSO.COM"));
        assert_ne!(group("fabrikam.com"), group("contoso.com"));
        assert_eq!(group("unheard.of"), None);
        assert_eq!(group(""), None);
    }
}

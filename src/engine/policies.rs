//! The one way to another policy: the lists go by the one their query names.

use super::message::Request;
use super::{Engine, said_of};
use crate::ingest::zone::{self, Zones};
use crate::lifecycle::policy::Policy;
use crate::lifecycle::policy_choice::PolicyChoice;

/// Makes a policy of a choice with the zones there are, or says why there is none.
pub type Resolver = fn(&PolicyChoice, Zones) -> Result<Policy, String>;

/// What the lists go by.
#[derive(Default)]
pub struct Policies {
    /// The choice behind the policy of the lists.
    pub(super) applied: PolicyChoice,
    /// What makes policies of choices and knows the time zones there are, once it is there.
    resolver: Option<(Resolver, Zones)>,
}

impl Engine {
    /// Goes by the policy of this choice, unless it does; where the choice makes no sense, everything
    /// stays as it is.
    ///
    /// # Errors
    /// The sentence that says what is wrong with the choice.
    pub(super) fn follow_policy(&mut self, choice: &PolicyChoice) -> Result<(), String> {
        if self.policies.applied == *choice {
            return Ok(());
        }
        let policy = match (choice.is_default(), self.policies.resolver) {
            (true, _) => Policy::penn(),
            (false, Some((resolve, zones))) => resolve(choice, zones)?,
            // Whoever hears requests asks first whether it is needed.
            (false, None) => return Err("the policy cannot be read yet".to_owned()),
        };
        self.policies.applied = choice.clone();
        let said = &self.said;
        self.dataset.go_by(policy, &|source| said_of(said, source));
        self.forget_rows();
        Ok(())
    }

    /// Whether a choice makes a policy; nothing goes by it yet.
    ///
    /// # Errors
    /// The sentence that says what is wrong with the choice.
    pub(super) fn resolves(&self, choice: &PolicyChoice) -> Result<(), String> {
        match (choice.is_default(), self.policies.resolver) {
            (true, _) => Ok(()),
            (false, Some((resolve, zones))) => resolve(choice, zones).map(|_| ()),
            (false, None) => Err("the policy cannot be read yet".to_owned()),
        }
    }

    /// The policy of the lists, for those that are made anew.
    pub(super) fn take_policy(&mut self) -> Policy {
        std::mem::replace(&mut self.dataset.policy, Policy::penn())
    }

    /// Whether a request needs what makes policies of choices, and it is not there.
    pub fn needs_policies(&self, request: &Request) -> bool {
        let is_open = match request {
            Request::Report { query, .. } => !query.policy.is_default(),
            _ => false,
        };
        is_open && self.policies.resolver.is_none()
    }

    /// Gives what makes policies of choices and knows the time zones there are, which may come later than
    /// everything else.
    pub fn take_policies(&mut self, resolver: Resolver, zones: Zones) {
        self.policies.resolver = Some((resolver, zones));
    }

    /// Who knows zones: without a browser the few that need none.
    pub(super) fn zones(&self) -> Zones {
        let known = self.policies.resolver;
        known.map_or(zone::built_in, |(_, zones)| zones)
    }
}

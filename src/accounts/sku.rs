//! The seats of a product: what its numbers come to (domain 2.2 Sku; F1, F3 to F5).

/// The units of a product as its tenant's directory counts them; `None` where nobody told a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Paid for and in force (F3).
    pub enabled: Option<i64>,
    /// Assigned (F1).
    pub consumed: Option<i64>,
    /// Of a subscription that has expired and is in its days of grace (F4).
    pub warning: Option<i64>,
    /// Of a subscription that was cancelled and can be reactivated until it is deleted (F5).
    pub suspended: Option<i64>,
    /// Of a subscription that is locked.
    pub locked_out: Option<i64>,
}

impl Units {
    /// Units that can be used: a subscription in its days of grace counts, a suspended one does not (F4).
    ///
    /// `None` where one of the two numbers is not told: neither is taken for zero.
    pub fn usable(&self) -> Option<i64> {
        self.enabled?.checked_add(self.warning?)
    }

    /// Units that can still be assigned; negative where more are assigned than can be used.
    pub fn assignable(&self) -> Option<i64> {
        self.usable()?.checked_sub(self.consumed?)
    }

    /// Units that are assigned beyond what can be used.
    pub fn over(&self) -> Option<i64> {
        Some(self.assignable()?.checked_neg()?.max(0))
    }

    /// Units that can be brought back by reactivating a cancelled subscription before it is deleted (F5).
    pub fn reactivatable(&self) -> Option<i64> {
        self.suspended
    }
}

/// Free and trial products have so many units in their listing, whatever is used: nobody pays for them.
pub fn is_nominal(enabled: i64) -> bool {
    matches!(enabled, 10_000 | 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enabled, warning, suspended, consumed.
    fn units([enabled, warning, suspended, consumed]: [i64; 4]) -> Units {
        Units {
            enabled: Some(enabled),
            warning: Some(warning),
            suspended: Some(suspended),
            consumed: Some(consumed),
            locked_out: None,
        }
    }

    /// Domain 3.3.
    #[test]
    fn days_of_grace_are_usable_and_suspended_units_are_not() {
        #[track_caller]
        fn case(numbers: [i64; 4], usable: i64, assignable: i64, over: i64, reactivatable: i64) {
            let units = units(numbers);
            assert_eq!(units.usable(), Some(usable));
            assert_eq!(units.assignable(), Some(assignable));
            assert_eq!(units.over(), Some(over));
            assert_eq!(units.reactivatable(), Some(reactivatable));
        }
        case([0, 1100, 0, 1100], 1100, 0, 0, 0);
        case([5, 0, 0, 6], 5, -1, 1, 0);
        case([10, 0, 40, 30], 10, -20, 20, 40);
    }

    #[test]
    fn a_number_that_nobody_told_is_not_zero() {
        let without = |lift: fn(&mut Units)| {
            let mut units = units([5, 1, 2, 3]);
            lift(&mut units);
            (units.usable(), units.assignable(), units.over())
        };
        let nothing = (None, None, None);
        assert_eq!(without(|units| units.warning = None), nothing);
        assert_eq!(without(|units| units.enabled = None), nothing);
        assert_eq!(
            without(|units| units.consumed = None),
            (Some(6), None, None)
        );
        assert_eq!(without(|units| units.enabled = Some(i64::MAX)), nothing);
        assert_eq!(
            without(|units| units.suspended = None),
            (Some(6), Some(3), Some(0))
        );
    }

    #[test]
    fn a_nominal_number_of_units_is_known() {
        assert!(is_nominal(10_000) && is_nominal(1_000_000));
        assert!(!is_nominal(1_100));
    }
}

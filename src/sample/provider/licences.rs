//! The subscriptions.

use super::Csv;
use super::people::{CUSTOMERS, MICROSOFT_365_E3, TEAMS_PREMIUM};

/// More seats than are used, fewer, a subscription in its days of grace, and one that was cancelled.
pub(super) fn subscribed() -> String {
    let mut csv = Csv::new(
        "id,accountName,accountId,skuId,skuPartNumber,capabilityStatus,appliesTo,consumedUnits,\
         prepaidUnits.enabled,prepaidUnits.warning,prepaidUnits.suspended,prepaidUnits.lockedOut",
    );
    #[rustfmt::skip]
    const ROWS: [(usize, &str, &str, &str, [u32; 5]); 6] = [
        (0, MICROSOFT_365_E3.0, "SPE_E3", "Enabled", [12, 25, 0, 0, 0]),
        (0, TEAMS_PREMIUM.0, "Microsoft_Teams_Premium", "Warning", [1, 0, 10, 0, 0]),
        (1, MICROSOFT_365_E3.0, "SPE_E3", "Enabled", [10, 9, 0, 0, 0]),
        (1, TEAMS_PREMIUM.0, "Microsoft_Teams_Premium", "Suspended", [30, 10, 0, 40, 0]),
        (2, MICROSOFT_365_E3.0, "SPE_E3", "LockedOut", [11, 20, 0, 0, 5]),
        (2, "0f0e0d0c-0004-4000-8000-00000000000a", "CAMPUS_PRINTING_PLUS", "Enabled", [2, 5, 0, 0, 0]),
    ];
    for (customer, sku, part, status, [consumed, enabled, warning, suspended, locked_out]) in ROWS {
        let tenant = &CUSTOMERS[customer];
        let numbers = [consumed, enabled, warning, suspended, locked_out].map(|n| n.to_string());
        csv.row(&[
            &format!("{}_{sku}", tenant.id),
            tenant.name,
            tenant.id,
            sku,
            part,
            status,
            "User",
            &numbers[0],
            &numbers[1],
            &numbers[2],
            &numbers[3],
            &numbers[4],
        ]);
    }
    csv.0
}

//! Runs that were asked for by an account of another tenant than that of the signed-in one: two organizations come
//! into one list only where the person says so.

use std::cell::RefCell;

use super::super::delivery::{load_soon, take_away};
use super::super::desk::Desk;
use super::{OfTenant, RUNS, drop_runs, own, show, with_run};

thread_local! {
    /// Tenants whose accounts may fetch side by side: the person said so.
    static TOGETHER: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Forgets which tenants belong together: the data was cleared.
pub(super) fn forget() {
    TOGETHER.take();
}

/// Whether a run was asked for by an account of another tenant than that of the signed-in one.
pub(super) fn is_of_other(desk: Desk, of: &OfTenant) -> bool {
    let is_other = desk.account.with(|account| {
        let own = account.as_ref().map(|account| &account.tenant);
        own.is_some_and(|own| *own != of.by)
    });
    is_other && !of.lists_customers
}

/// Whether only an account of another tenant can go on with a run.
pub fn is_strange(desk: Desk, number: u32) -> bool {
    with_run(number, |of| is_of_other(desk, of)) == Some(true)
}

/// Whether a run is of another tenant's account, and the person did not say that both tenants belong together.
fn is_stranger(desk: Desk, of: &OfTenant, own: &String) -> bool {
    let are_together = TOGETHER.with_borrow(|all| all.contains(&of.by) && all.contains(own));
    is_of_other(desk, of) && !are_together
}

/// The organizations whose data was fetched by strangers, by their names.
pub fn strangers(desk: Desk) -> Vec<String> {
    let own = own(desk).id;
    RUNS.with_borrow(|runs| {
        let strange = runs
            .iter()
            .filter(|of| of.has_rows && is_stranger(desk, of, &own));
        strange.map(|of| of.name.clone()).collect()
    })
}

/// Notes that what is loaded and the signed-in tenant belong together.
pub fn know_strangers(desk: Desk) {
    let others = RUNS.with_borrow(|runs| {
        let others = runs.iter().filter(|of| is_of_other(desk, of));
        others.map(|of| of.by.clone()).collect::<Vec<String>>()
    });
    TOGETHER.with_borrow_mut(|all| {
        all.extend(others);
        all.push(own(desk).id);
    });
}

/// Takes away what strangers asked for, with what is loaded of it.
pub fn take_strangers_away(desk: Desk) {
    let own = own(desk).id;
    let is_meant = |of: &OfTenant| is_stranger(desk, of, &own);
    RUNS.with_borrow(|runs| {
        runs.iter().filter(|of| is_meant(of)).for_each(take_away);
    });
    drop_runs(is_meant);
    load_soon(desk);
    show(desk);
}

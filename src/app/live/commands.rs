//! What Ctrl+K can do with Microsoft 365 at the moment.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, Stage, desk};
use super::{account, runs};
use crate::app::state::{AppState, MoreCommand};
use crate::browser::{dom, timer};
use crate::report::words::screen::palette as said;

/// Lets the command list of the page know them.
pub fn begin(state: AppState) {
    state.more_commands.set(|| untrack(now));
}

/// The panel's buttons by their names, as far as they are there.
fn now() -> Vec<MoreCommand> {
    let Some(desk) = Desk::known() else {
        return Vec::new();
    };
    let mut all: Vec<MoreCommand> =
        vec![(said::OPEN_MICROSOFT_365, |state| show(self::desk(state)))];
    if desk.stage.get() == Stage::Set && desk.is_ready.get() && !desk.is_asking.get() {
        let is_signed_in = desk.account.with(Option::is_some);
        all.push(match (is_signed_in, runs::is_running(desk)) {
            (false, _) => (said::SIGN_IN_TO_MICROSOFT_365, fetch),
            (true, false) => (said::FETCH_FROM_MICROSOFT_365, fetch),
            (true, true) => (said::STOP_FETCHING, |state| runs::stop(self::desk(state))),
        });
        if is_signed_in && runs::n_resumable(desk) > 0 {
            all.push((said::RESUME_ALL_SOURCES, |state| {
                spawn_local(runs::resume_all(self::desk(state)));
            }));
        }
        if is_signed_in {
            all.push((said::SIGN_OUT_OF_MICROSOFT_365, |state| {
                self::desk(state).sign_out();
            }));
        }
    }
    if desk.stage.get() != Stage::Reading {
        all.push((said::APPLICATION_SETTINGS, |state| {
            let desk = self::desk(state);
            desk.change_config();
            show(desk);
            timer::after(50, || {
                dom::focus_first("#live .live-form input");
            });
        }));
    }
    all
}

fn fetch(state: AppState) {
    account::fetch(desk(state));
}

/// Opens the panel, which may be folded to its line, and goes there.
fn show(desk: Desk) {
    desk.is_used.set(true);
    timer::next_frame(|| {
        dom::unfold("#live > details");
        dom::reveal("#live");
        dom::focus_first("#live > details > summary");
    });
}

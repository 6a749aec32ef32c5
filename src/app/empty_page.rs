//! The page before anything is loaded: what it does, what to drop, where to get it (P11).

use leptos::prelude::*;

use super::button::{Look, button};
use super::drop_target::open_picker;
use super::page::{Piece, drawn};
use super::paste_box::PasteBox;
use super::state::app;
use super::view::when;
use crate::report::words::screen::empty_page as said;

/// The page before anything is loaded.
#[component]
pub fn EmptyPage() -> impl IntoView {
    let state = app();
    view! {
        <div class="empty-page">
            <p class="awaited" role="status">{move || state.awaited.get()}</p>
            <div class="empty-lead">
                <h2>{said::WHICH_OF_YOUR_ACCOUNTS_ARE_ABOUT}</h2>
                <p>{said::DROP_TWO_EXPORTS_ANYWHERE_ON_THIS_PAGE}</p>
                <div class="empty-drop">
                    <p class="empty-drop-title">{said::DROP_BOTH_FILES_HERE}</p>
                    <div class="button-row">
                        {button(said::CHOOSE_FILES, Look::Primary, open_picker)}
                        {button(said::TRY_WITH_SAMPLE_DATA, Look::Plain, move || state.take_sample())}
                        {button(said::TRY_A_PROVIDERS_SAMPLE, Look::Plain, move || state.take_provider_sample())}
                        {when(move || state.has_lists.get(), || drawn(Piece::Connect))}
                    </div>
                    <p class="fine">{said::CSV_ANY_SEPARATOR_ANY_USUAL_ENCODING}</p>
                </div>
            </div>
            <ol class="empty-steps">
                <li class="empty-step">
                    <h3>{said::YOUR_ACCOUNTS}</h3>
                    <p>{said::IN_CLOUD_CONTROL}<b>{said::REPORTS}</b>", "<b>{said::ADVANCED_REPORTS}</b>", "<b>{said::EXCHANGE_USERS_ON_PREMISES}</b>{said::CHANGE_ONLY_THE_LAST_VALUE}<b>{said::CSV_FILE}</b>{said::AND_GENERATE}</p>
                    <p class="fine">{said::OR_PASTE_THE_LOGON_NAMES_ANYWHERE}</p>
                    <PasteBox caption=said::USE_THESE_NAMES/>
                </li>
                <li class="empty-step">
                    <h3>{said::THE_ENROLLMENT_REPORT}</h3>
                    <p>{said::IN_O365_TOOLS_OPEN}<b>{said::O365_ENROLLMENT}</b>{said::FILTER_BY}<b>{said::PEOPLE}</b>{said::MAKE_SURE}<b>{said::EXPIRING}</b>{said::IS_CHECKED_AND_EXPORT_THE_LIST}</p>
                    <p class="fine">{said::COLUMNS_MAY_STAND_IN_ANY_ORDER_THEY}</p>
                </li>
                <li class="empty-step">
                    <h3>{said::FOUR_LISTS}</h3>
                    <p>{said::EXPIRING_AMONG_YOURS_ALL_OF_YOURS}</p>
                    <p class="fine">{said::DAYS_COUNT_TO_THE_DAY_SIGN}</p>
                </li>
            </ol>
        </div>
    }
}

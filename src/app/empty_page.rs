//! The page before anything is loaded: what it does, what to drop, where to get it (P11).

use leptos::prelude::*;

use super::button::{Look, button};
use super::drop_target::open_picker;
use super::page::{Piece, drawn};
use super::paste_box::PasteBox;
use super::state::app;
use super::view::when;

/// The page before anything is loaded.
#[component]
pub fn EmptyPage() -> impl IntoView {
    let state = app();
    view! {
        <div class="empty-page">
            <p class="awaited" role="status">{move || state.awaited.get()}</p>
            <div class="empty-lead">
                <h2>"Which of your accounts are about to go?"</h2>
                <p>"Drop two exports anywhere on this page. Seconds later you read who of your people is losing the account, when, why, and by which working day someone must act."</p>
                <div class="empty-drop">
                    <p class="empty-drop-title">"Drop both files here"</p>
                    <div class="button-row">
                        {button("Choose files…", Look::Primary, open_picker)}
                        {button("Try with sample data", Look::Plain, move || state.take_sample())}
                        {button("Try a provider’s sample", Look::Plain, move || state.take_provider_sample())}
                        {when(move || state.has_lists.get(), || drawn(Piece::Connect))}
                    </div>
                    <p class="fine">"CSV, any separator, any usual encoding; or a workbook, .xlsx or .ods; or an answer of Graph, .json. Read in this tab; nothing is sent."</p>
                </div>
            </div>
            <ol class="empty-steps">
                <li class="empty-step">
                    <h3>"Your accounts"</h3>
                    <p>"In Cloud Control: "<b>"Reports"</b>", "<b>"Advanced Reports"</b>", "<b>"Exchange Users - On-premises"</b>". Change only the last value to "<b>"CSV file"</b>" and generate."</p>
                    <p class="fine">"Or paste the logon names: anywhere on the page, or here."</p>
                    <PasteBox caption="Use these names"/>
                </li>
                <li class="empty-step">
                    <h3>"The enrollment report"</h3>
                    <p>"In O365 Tools: open "<b>"O365 enrollment"</b>", filter by "<b>"People"</b>", make sure "<b>"Expiring"</b>" is checked, and export the list as CSV."</p>
                    <p class="fine">"Columns may stand in any order; they are found by their headers."</p>
                </li>
                <li class="empty-step">
                    <h3>"Four lists"</h3>
                    <p>"Expiring among yours, all of yours that were found, yours that were not found, and expiring ones that are not yours. Each with its count; no row gets lost."</p>
                    <p class="fine">"Days count to the day sign-in stops, one day before the deletion day."</p>
                </li>
            </ol>
        </div>
    }
}

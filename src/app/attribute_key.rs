//! Above a report whose users have custom attributes: one of them may be a key (D16, T4).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::further_names::further_names;
use super::state::{AppState, app};
use super::view::{handler, list};
use crate::report::across::words as across_words;
use crate::report::values::ValuesView;
use crate::report::words::screen::attribute_key as said;

/// Names that the box suggests: who does not find theirs types it.
const OFFERED: u32 = 200;

/// The box in which the attribute is chosen; with nothing in it none is.
#[component]
pub fn AttributeKey() -> impl IntoView {
    let state = app();
    let names = RwSignal::new(ValuesView::default());
    let chosen = move || {
        state
            .query
            .with(|query| query.match_rules.attribute().to_owned())
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        state
            .query
            .update(|query| query.match_rules.set_attribute(&name));
    };
    let options = move || {
        let offered = names.get().values.into_iter();
        let named = offered.filter(|one| !one.value.is_empty());
        named
            .map(|one| view! { <option value=one.value></option> }.into_any())
            .collect()
    };
    view! {
        <details class="survey-more" name="survey-sums">
            <summary>{move || across_words::attribute_key(&chosen())}</summary>
            <div class="popover">
            <p class="fine">{across_words::ATTRIBUTE_KEY}</p>
            <label for="attribute-key">{said::MATCH_USERS_ALSO_BY_ATTRIBUTE}</label>
            <input id="attribute-key" type="text" list="attribute-names" placeholder=said::NONE autocomplete="off" spellcheck="false"
                prop:value=chosen on:focus=handler(move |_: leptos::ev::FocusEvent| ask(state, names)) on:change=handler(choose)/>
            <datalist id="attribute-names">{list(options)}</datalist>
            </div>
        </details>
    }
}

fn ask(state: AppState, names: RwSignal<ValuesView>) {
    spawn_local(async move {
        // The box may be gone by then.
        if let Some(offered) = further_names(state, "", OFFERED).await {
            let _ = names.try_set(offered);
        }
    });
}

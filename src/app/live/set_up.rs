//! The settings: by which application people sign in, with the help to register one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::customers::PARTNERS;
use super::desk::Desk;
use crate::app::button::{Look, button};
use crate::app::view::{each, fresh, maybe};
use crate::browser::{dom, location, timer};
use crate::live::catalog::{LISTINGS, Options};
use crate::live::cloud::{CLOUDS, cloud};
use crate::live::config::{Config, Field, Wrong, is_many};
use crate::report::words;

/// The form and the help.
#[component]
pub fn SetUp() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let known = desk.config.get_untracked();
    let of = |text: fn(&Config) -> String| known.as_ref().map(text).unwrap_or_default();
    let client_id = RwSignal::new(of(|config| config.client_id.clone()));
    let tenant = RwSignal::new(of(|config| config.tenant.clone()));
    let cloud_id = RwSignal::new(
        known
            .as_ref()
            .map_or("global", |config| config.cloud.id)
            .to_owned(),
    );
    let is_own = known.as_ref().is_some_and(Config::has_own_hosts);
    let authority = RwSignal::new(if is_own {
        of(|config| config.authority.clone())
    } else {
        String::new()
    });
    let graph = RwSignal::new(if is_own {
        of(|config| config.graph.clone())
    } else {
        String::new()
    });
    let in_memory = RwSignal::new(desk.in_memory.get_untracked());
    let wrong = RwSignal::new(Vec::new());
    let use_them = move || {
        let config = Config::of(
            &client_id.get_untracked(),
            &tenant.get_untracked(),
            &cloud_id.get_untracked(),
            &authority.get_untracked(),
            &graph.get_untracked(),
        );
        match config {
            Err(all) => {
                desk.troubles.update(Vec::clear);
                wrong.set(all);
                // In a fold that opens for it.
                timer::next_frame(|| {
                    dom::focus_first("#live .live-form [aria-invalid]");
                });
            }
            Ok(config) => {
                wrong.set(Vec::new());
                let known = desk.config.get_untracked();
                let config = match &known {
                    Some(known) => config.with_rest_of(known),
                    None => config,
                };
                spawn_local(desk.use_config(config, in_memory.get_untracked()));
            }
        }
    };
    let clouds = each(&CLOUDS, |cloud| {
        view! { <option value=cloud.id>{cloud.name}</option> }.into_any()
    });
    view! {
        <p>{words::SET_UP_LEAD}</p>
        <div class="live-form">
            <div class="live-field">
                <label class="field">{words::CLIENT_ID}<input type="text" autocomplete="off" spellcheck="false" bind:value=client_id aria-invalid=invalid(wrong, Field::ClientId) aria-describedby=told_by(Field::ClientId)/></label>
                {what_is_wrong(wrong, Field::ClientId)}
            </div>
            <div class="live-field">
                <label class="field">{words::TENANT}<input type="text" autocomplete="off" spellcheck="false" bind:value=tenant aria-invalid=invalid(wrong, Field::Tenant) aria-describedby=[told_by(Field::Tenant), "live-tenant-hint"].join(" ")/></label>
                {what_is_wrong(wrong, Field::Tenant)}
                <p class="fine" id="live-tenant-hint">{words::TENANT_HINT}</p>
            </div>
            <div class="live-field">
                <label class="field">{words::CLOUD}<select bind:value=cloud_id aria-invalid=invalid(wrong, Field::Cloud) aria-describedby=told_by(Field::Cloud)>{clouds}</select></label>
                {what_is_wrong(wrong, Field::Cloud)}
            </div>
            <details class="live-needs" prop:open=move || is_own || has(wrong, Field::Authority) || has(wrong, Field::Graph)>
                <summary>{words::OWN_HOSTS}</summary>
                <p class="fine">{words::OWN_HOSTS_LEAD}</p>
                <div class="live-field">
                    <label class="field">{words::OWN_AUTHORITY}<input type="url" autocomplete="off" bind:value=authority aria-invalid=invalid(wrong, Field::Authority) aria-describedby=told_by(Field::Authority)/></label>
                    {what_is_wrong(wrong, Field::Authority)}
                </div>
                <div class="live-field">
                    <label class="field">{words::OWN_GRAPH}<input type="url" autocomplete="off" bind:value=graph aria-invalid=invalid(wrong, Field::Graph) aria-describedby=told_by(Field::Graph)/></label>
                    {what_is_wrong(wrong, Field::Graph)}
                </div>
            </details>
            <label class="choice"><input type="checkbox" bind:checked=in_memory/>{words::IN_MEMORY}</label>
            <div class="button-row">
                {button(words::USE_SETTINGS, Look::Primary, use_them)}
                {maybe(desk.config.get_untracked(), move |_| button(words::KEEP_SETTINGS, Look::Plain, move || desk.keep_config()))}
            </div>
        </div>
        <details class="live-fold" open=!dom::is_narrow()>
            <summary>{words::REGISTER}</summary>
            {fresh(move || help(&cloud_id.get(), tenant.with(|tenant| is_many(tenant))))}
        </details>
    }
}

fn has(wrong: RwSignal<Vec<Wrong>>, field: Field) -> bool {
    wrong.with(|all| all.iter().any(|one| one.field == field))
}

/// The mark of a field that is wrong, until the settings are used.
fn invalid(wrong: RwSignal<Vec<Wrong>>, field: Field) -> impl Fn() -> Option<&'static str> + Send {
    move || has(wrong, field).then_some("true")
}

/// By what a field is told of.
fn told_by(field: Field) -> &'static str {
    match field {
        Field::ClientId => "live-client-id-wrong",
        Field::Tenant => "live-tenant-wrong",
        Field::Cloud => "live-cloud-wrong",
        Field::Authority => "live-authority-wrong",
        Field::Graph => "live-graph-wrong",
    }
}

/// What is wrong with a field, below it.
fn what_is_wrong(wrong: RwSignal<Vec<Wrong>>, field: Field) -> AnyView {
    let sentence = move || {
        wrong.with(|all| {
            let one = all.iter().find(|one| one.field == field);
            one.map(|one| one.sentence.clone())
        })
    };
    view! { <p class="live-wrong" id=told_by(field)>{sentence}</p> }.into_any()
}

fn help(cloud_id: &str, has_customers: bool) -> AnyView {
    let redirect = location::beside("redirect.html");
    let portal = cloud(cloud_id).map_or("", |cloud| cloud.portal);
    let mut scopes: Vec<&str> = vec!["User.Read"];
    let options = Options::default();
    let of_partners = |id: &str| PARTNERS.contains(&id);
    let listings = LISTINGS
        .iter()
        .filter(|one| has_customers || !of_partners(one.id));
    for scope in listings.flat_map(|one| one.scope_names(&options)) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let script = words::register_script(&scopes, &redirect, has_customers);
    view! {
        <ol class="live-steps">{each(words::REGISTER_STEPS, |step| view! { <li>{step}</li> }.into_any())}</ol>
        <dl class="fact-list">
            <dt>{words::PORTAL}</dt><dd><a href=portal target="_blank" rel="noreferrer">{portal}</a></dd>
            <dt>{words::REDIRECT_URI}</dt><dd><code>{redirect}</code></dd>
            <dt>{words::PERMISSIONS}</dt><dd>{scopes.join(", ")}</dd>
        </dl>
        <p>{words::REGISTER_SCRIPT}</p>
        <pre class="live-script" tabindex="0"><code>{script}</code></pre>
    }
    .into_any()
}

//! Every command of the page by its name: Ctrl+K, a few letters, Enter.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::density::Density;
use super::drop_target::open_picker;
use super::notice_state::Weight;
use super::page::focus_grid;
use super::slot::follow;
use super::state::{AppState, FilterAt, Over, app};
use super::view::{handler, list, maybe};
use super::{decisions, looks, policy_desk, theme};
use crate::browser::{clipboard, dom, location, tabs, timer};
use crate::engine::inquiry::Inquiry;
use crate::engine::links::LinkView;
use crate::report::definition::reports;
use crate::report::layout::Layout;
use crate::report::palette::ranked;
use crate::report::words;
use crate::report::words::screen::palette as said;

/// Commands that were used and come first, at most.
const USED: usize = 5;

/// A command of the page.
#[derive(Clone)]
struct Command {
    /// What it does.
    caption: String,
    /// The key that does the same, if there is one.
    key: &'static str,
    act: Act,
}

#[derive(Clone, Copy)]
enum Act {
    Do(fn(AppState)),
    Open(Over),
    Report(&'static str),
    Rows(Density),
    Theme(&'static str),
}

/// Hears Ctrl+K wherever nobody types.
pub fn begin(state: AppState) {
    dom::on_window("keydown", move |event: KeyboardEvent| {
        let is_asked = dom::holds_control(&event) && !event.shift_key() && !event.alt_key();
        if !is_asked || !event.key().eq_ignore_ascii_case("k") || event.default_prevented() {
            return;
        }
        // A field may have a use of its own for it.
        if dom::is_typing(&event) || dom::has_dialog() {
            return;
        }
        event.prevent_default();
        state.over.set(Some(Over::Palette));
    });
}

/// What can be done now.
fn commands(state: AppState) -> Vec<Command> {
    let command = |caption: &str, key, act| Command {
        caption: caption.to_owned(),
        key,
        act,
    };
    let mut all = vec![
        command(said::ADD_FILES, "", Act::Do(|_| open_picker())),
        command(said::PASTE_LOGON_NAMES, "Ctrl+V", Act::Open(Over::Paste)),
        command(
            said::TRY_WITH_SAMPLE_DATA,
            "",
            Act::Do(|state| state.take_sample()),
        ),
        command(
            said::TRY_A_PROVIDERS_SAMPLE,
            "",
            Act::Do(|state| state.take_provider_sample()),
        ),
        command(said::KEYS_AND_HELP, "?", Act::Open(Over::Keys)),
        command(
            said::POLICY,
            "",
            Act::Do(|state| policy_desk::open(state, "")),
        ),
        command(
            said::WHAT_HAPPENS_TO_YOUR_DATA,
            "",
            Act::Open(Over::Privacy),
        ),
        command(said::COLOURS_AS_THE_SYSTEM_HAS_THEM, "", Act::Theme("auto")),
        command(said::COLOURS_LIGHT, "", Act::Theme("light")),
        command(said::COLOURS_DARK, "", Act::Theme("dark")),
    ];
    if tabs::live_page().is_some() {
        all.push(command(words::CONNECT, "", Act::Open(Over::Connect)));
    }
    for (caption, work) in state.more_commands.get_untracked()() {
        all.push(command(caption, "", Act::Do(work)));
    }
    if state.sources.with_untracked(Vec::is_empty) {
        return all;
    }
    for report in reports().filter(|report| untrack(|| state.offers(report))) {
        let caption = said::report(report.title);
        all.push(command(&caption, "", Act::Report(report.id)));
    }
    all.extend([
        command(
            said::SEARCH,
            "/",
            Act::Do(|_| {
                dom::focus_first(".search-box input");
            }),
        ),
        command(said::FILTER, "", Act::Open(Over::Filter(FilterAt::Start))),
        command(
            said::SHOW_ALL_ROWS,
            "",
            Act::Do(|state| state.query.update(|query| query.show_all())),
        ),
        command(said::CHOOSE_COLUMNS, "", Act::Open(Over::Columns)),
        command(said::GO_TO_THE_LIST, "F6", Act::Do(|_| focus_grid())),
        command(said::UNDO, "Ctrl+Z", Act::Do(looks::undo)),
        command(said::REDO, "Ctrl+Y", Act::Do(looks::redo)),
        command(said::SHARE, "", Act::Open(Over::Share)),
        command(said::EXPORT, "", Act::Open(Over::Export)),
        command(said::HAND_OUT, "", Act::Open(Over::HandOut)),
        command(said::COPY_ROWS, "Ctrl+C", Act::Do(|state| state.copy(None))),
        command(
            said::COPY_LOGON_NAMES,
            "Ctrl+Shift+C",
            Act::Do(|state| state.copy(Some(state.name_column()))),
        ),
        command(said::COPY_A_LINK_TO_THIS_VIEW, "", Act::Do(copy_link)),
        command(said::PRINT, "", Act::Do(print)),
        command(said::DECISIONS, "", Act::Open(Over::Decisions)),
        command(
            said::ISSUES_IN_ALL_SOURCES,
            "",
            Act::Open(Over::Contradictions),
        ),
        command(said::CLEAR_ALL_DATA, "", Act::Do(decisions::clear)),
    ]);
    for density in Density::ALL {
        all.push(command(density.title(), "", Act::Rows(density)));
    }
    let report = state.report.get_untracked();
    if report.column("logon_name").is_some() {
        all.push(command(
            said::HAND_OVER_LOGON_NAMES,
            "",
            Act::Open(Over::Names),
        ));
    }
    if report.has_deadlines() {
        all.push(command(said::CALENDAR_FILE, "", Act::Open(Over::Calendar)));
    }
    if state
        .query
        .with_untracked(|query| !Layout::of(query).group.is_empty())
    {
        let leave = |state: AppState| {
            state
                .query
                .update(|query| query.lay_out(|layout| layout.group.clear()));
        };
        all.push(command(said::NO_GROUPS, "", Act::Do(leave)));
    }
    all
}

fn copy_link(state: AppState) {
    spawn_local(async move {
        let inquiry = Inquiry::Link {
            id: state.report.get_untracked().id.to_owned(),
            query: state.query.get_untracked(),
        };
        let link = match state.inquire::<LinkView>(inquiry).await {
            Ok(link) => link,
            Err(sentence) => return state.notices.show(Weight::Failure, sentence),
        };
        let address = words::link_address(&location::page_address(), &link.text);
        match clipboard::write(&address).await {
            true => state.notices.show(Weight::Done, words::VIEW_LINK_COPIED),
            false => state.notices.show(Weight::Failure, words::NO_CLIPBOARD),
        }
        for sentence in link.left_out.into_iter().chain(link.reveals) {
            state.notices.show(Weight::Warning, sentence);
        }
    });
}

fn print(state: AppState) {
    spawn_local(async move {
        state.rows.ready_paper(state).await;
        dom::print();
    });
}

fn run(state: AppState, act: Act) {
    match act {
        Act::Do(work) => work(state),
        Act::Open(over) => state.over.set(Some(over)),
        Act::Report(id) => {
            state.look_at(id);
            timer::next_frame(focus_grid);
        }
        Act::Rows(density) => state.density.set(density),
        Act::Theme(name) => theme::choose(name),
    }
}

/// The commands, their box and their list: the focus stays in the box.
#[component]
pub fn Palette() -> impl IntoView {
    let state = app();
    let commands = StoredValue::new(commands(state));
    let text = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let text = text.get();
        commands.with_value(|commands| {
            let captions: Vec<&str> = commands.iter().map(|one| one.caption.as_str()).collect();
            let place = |used: &String| captions.iter().position(|caption| caption == used);
            let used: Vec<usize> = state
                .table
                .used
                .with(|used| used.iter().filter_map(place).collect());
            ranked(&captions, &text, &used)
        })
    });
    let has_list = !state.sources.with_untracked(Vec::is_empty);
    // Behind the commands: whoever is named so.
    let goes = move || has_list && text.with(|text| !text.trim().is_empty());
    let n = move || found.with(Vec::len) + usize::from(goes());
    let choose = move |place: usize| {
        let known = found.with_untracked(|found| found.get(place).copied());
        let command = known.and_then(|known| commands.with_value(|all| all.get(known).cloned()));
        let sought = text.get_untracked();
        state.over.set(None);
        match command {
            Some(command) => {
                state.table.used.update(|used| {
                    used.retain(|caption| *caption != command.caption);
                    used.insert(0, command.caption.clone());
                    used.truncate(USED);
                });
                // The dialog gives the focus back first.
                timer::next_frame(move || timer::next_frame(move || run(state, command.act)));
            }
            None if has_list && !sought.trim().is_empty() => {
                state
                    .query
                    .update(|query| sought.trim().clone_into(&mut query.search));
                timer::next_frame(move || timer::next_frame(focus_grid));
            }
            None => {}
        }
    };
    let walk = move |by: isize| {
        let n = untrack(n);
        if n > 0 {
            at.update(|at| *at = at.saturating_add_signed(by + n as isize) % n);
            dom::reveal(&format!("#command-{}", at.get_untracked()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => walk(1),
            "ArrowUp" => walk(-1),
            "Enter" => choose(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let typed = move |event| {
        text.set(event_target_value(&event));
        at.set(0);
    };
    let option = move |place: usize, caption: String, key: &'static str| {
        let is_at = move || (at.get() == place).to_string();
        view! {
            <li class="quick-option" role="option" id=format!("command-{place}") aria-selected=is_at data-at=is_at on:click=handler(move |_| choose(place))>
                <span class="quick-name">{caption}</span>
                {maybe((!key.is_empty()).then_some(key), |key| view! { <kbd>{key}</kbd> }.into_any())}
            </li>
        }
        .into_any()
    };
    let options = move || {
        let known = found.get();
        let mut all: Vec<AnyView> = commands.with_value(|commands| {
            let known = known.iter().enumerate();
            known
                .map(|(place, &one)| {
                    option(place, commands[one].caption.clone(), commands[one].key)
                })
                .collect()
        });
        if goes() {
            let caption = said::go_to(&text.with(|text| text.trim().to_owned()));
            all.push(option(known.len(), caption, ""));
        }
        all
    };
    follow(move || {
        timer::next_frame(|| {
            dom::focus_first("#command-box");
        })
    });
    let active = move || (n() > 0).then(|| format!("command-{}", at.get()));
    let told = move || words::commands_found(n());
    view! {
        <div class="palette">
            <input id="command-box" type="text" role="combobox" aria-label=said::COMMAND_OR_A_NAME_TO_GO aria-expanded="true" aria-controls="command-list"
                aria-autocomplete="list" aria-activedescendant=active autocomplete="off" spellcheck="false" placeholder=said::TYPE_A_COMMAND_OR_A_NAME
                prop:value=move || text.get() on:input=handler(typed) on:keydown=handler(on_key)/>
            <ul id="command-list" class="palette-list" role="listbox" aria-label=said::COMMANDS on:pointerdown=handler(|event: PointerEvent| event.prevent_default())>{list(options)}</ul>
            <p class="fine" role="status">{told}</p>
        </div>
    }
}

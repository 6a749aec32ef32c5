//! What live mode knows: the settings, who is signed in, what was chosen and how far each source is.

use std::cell::{Cell, RefCell};

use leptos::task::spawn_local;

use super::doubt::{self, Doubt};
use super::{commands, delivery, runs};
use crate::app::notice_state::Weight;
use crate::app::slot::Slot;
use crate::app::state::AppState;
use crate::browser::sign_in::{self, Account, SignIn, Wanted};
use crate::browser::{dom, location, requests, session, timer};
use crate::live::catalog::{Options, listing};
use crate::live::config::Config;
use crate::live::customers::Customer;
use crate::live::kept::Kept;
use crate::live::run::{ListingView, State};
use crate::live::sign_in_words::AuthTrouble;
use crate::report::words;

/// Where the panel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The settings are being read.
    Reading,
    /// Nobody has said by which application people sign in.
    Unset,
    /// The settings are there.
    Set,
}

/// The sources of one tenant and how far they are.
#[derive(Clone, Debug, PartialEq)]
pub struct TenantView {
    /// The number of its run.
    pub number: u32,
    /// The tenant's id.
    pub id: String,
    /// What it is called here.
    pub name: String,
    /// One a source.
    pub listings: Vec<ListingView>,
}

/// What is chosen at first: all that one consent of an administrator for reading users and reports covers.
const CHOSEN_FIRST: [&str; 8] = [
    "users",
    "deleted-users",
    "subscribed-skus",
    "registration",
    "usage-active-users",
    "usage-mailbox",
    "usage-onedrive",
    "organization",
];

/// Everything the panel follows.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page's store.
    pub state: AppState,
    /// Where the panel stands.
    pub stage: Slot<Stage>,
    /// The settings.
    pub config: Slot<Option<Config>>,
    /// What is wrong with them, or with the last sign-in.
    pub troubles: Slot<Vec<String>>,
    /// Who is signed in.
    pub account: Slot<Option<Account>>,
    /// Whether the sign-in library is there: before it is, a click could open no window.
    pub is_ready: Slot<bool>,
    /// Whether a window of the sign-in is open.
    pub is_asking: Slot<bool>,
    /// Whether tokens stay in no storage.
    pub in_memory: Slot<bool>,
    /// Ids of the listings that are chosen.
    pub chosen: Slot<Vec<String>>,
    /// How much of the sign-ins, and of the users.
    pub limits: Slot<Options>,
    /// How far each source of each tenant is.
    pub shown: Slot<Vec<TenantView>>,
    /// Milliseconds since 1970, followed while a source is under way.
    pub now: Slot<i64>,
    /// Whether the panel stays open although everything is whole: something in it is being used.
    pub is_used: Slot<bool>,
    /// The scopes that somebody has agreed to here, or has a token for.
    granted: Slot<Vec<String>>,
    /// The customers that were listed, each with whether it is chosen.
    pub customers: Slot<Vec<(Customer, bool)>>,
    /// What is asked before it is done.
    pub doubt: Slot<Option<Doubt>>,
}

/// The adapter's word for a wait that was given up here.
const GIVEN_UP: &str = "cancelled_here";

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
    static SIGN_IN: RefCell<Option<SignIn>> = const { RefCell::new(None) };
    /// Whether the wait for a window ends only to open another.
    static IS_AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// The desk of this page; there is one from the first time it is asked for.
pub fn desk(state: AppState) -> Desk {
    if let Some(desk) = DESK.with_borrow(|desk| *desk) {
        return desk;
    }
    let desk = Desk {
        state,
        stage: Slot::new(Stage::Reading),
        config: Slot::new(None),
        troubles: Slot::new(Vec::new()),
        account: Slot::new(None),
        is_ready: Slot::new(false),
        is_asking: Slot::new(false),
        in_memory: Slot::new(false),
        chosen: Slot::new(CHOSEN_FIRST.iter().map(ToString::to_string).collect()),
        limits: Slot::new(Options::default()),
        shown: Slot::new(Vec::new()),
        now: Slot::new(0),
        is_used: Slot::new(false),
        granted: Slot::new(Vec::new()),
        customers: Slot::new(Vec::new()),
        doubt: Slot::new(None),
    };
    state.on_clear.set(forget_all);
    commands::begin(state);
    DESK.set(Some(desk));
    desk
}

/// What was fetched, or is on its way, goes with the data that is cleared.
fn forget_all() {
    if let Some(desk) = DESK.with_borrow(|desk| *desk) {
        delivery::forget_all();
        runs::forget_all(desk);
        desk.doubt.set(None);
    }
}

/// Reads the settings and whether a sign-in is coming back; called once.
pub fn begin(state: AppState) {
    let desk = desk(state);
    spawn_local(async move {
        let kept = session::kept().and_then(|text| Kept::read(&text));
        if let Some(kept) = &kept {
            desk.chosen.set(kept.chosen.clone());
            desk.limits.set(kept.limits);
            desk.in_memory.set(kept.in_memory);
        }
        let text = sign_in::config_text().await;
        let of_host = match text.is_empty() {
            // A host without the file leaves it to the person.
            true => Config::read("{}"),
            false => Config::read(&text),
        };
        let config = match (kept.and_then(|kept| kept.config), of_host) {
            (Some(own), _) => Some(own),
            (None, Ok(config)) if config.is_complete() => Some(config),
            (None, Ok(_)) => None,
            (None, Err(troubles)) => {
                desk.troubles.set(troubles);
                None
            }
        };
        match config {
            None => desk.stage.set(Stage::Unset),
            Some(config) => desk.take_config(config).await,
        }
    });
}

impl Desk {
    /// The desk, where somebody has asked for it.
    pub fn known() -> Option<Desk> {
        DESK.with_borrow(|desk| *desk)
    }

    /// Begins with the settings that the person entered; other addresses need the page to begin again, because its
    /// policy is narrowed: that takes a second press. Whoever was signed in by others is signed out.
    pub async fn use_config(self, config: Config, in_memory: bool) {
        let before = self.config.get_untracked();
        let is_elsewhere = before
            .as_ref()
            .is_some_and(|before| before.hosts() != config.hosts());
        let is_other = before.is_some_and(|before| before != config)
            || in_memory != self.in_memory.get_untracked();
        let is_asked = self
            .troubles
            .with_untracked(|troubles| troubles.iter().any(|one| one == words::RELOADS));
        if is_elsewhere && !is_asked {
            self.troubles.set(vec![words::RELOADS.to_owned()]);
            return;
        }
        if let Some(adapter) = self.adapter().filter(|_| is_other) {
            runs::stop(self);
            // It has no other place to say that it did not work than the next sign-in.
            let _ = adapter.sign_out().await;
        }
        self.in_memory.set(in_memory);
        if !is_elsewhere {
            self.take_config(config).await;
            self.keep();
        } else {
            self.config.set(Some(config));
            self.keep();
            location::reload();
        }
    }

    /// Begins with these settings.
    pub async fn take_config(self, config: Config) {
        sign_in::narrow(&config.hosts());
        requests::allow(config.hosts());
        self.state.promise.set(words::requests_of_live);
        self.config.set(Some(config.clone()));
        self.stage.set(Stage::Set);
        self.is_ready.set(false);
        let adapter = match SignIn::begin(&config, self.in_memory.get_untracked()).await {
            Ok(adapter) => adapter,
            Err(trouble) => return self.tell(&trouble),
        };
        SIGN_IN.set(Some(adapter.clone()));
        self.troubles.set(Vec::new());
        // A sign-in that went over the whole page ends here, one that was refused as well.
        let back = adapter.come_back().await.unwrap_or_else(|trouble| {
            self.tell(&trouble);
            None
        });
        let known = back
            .clone()
            .or_else(|| adapter.accounts().into_iter().next());
        self.is_ready.set(true);
        self.account.set(known);
        if back.is_some() {
            doubt::fetch_own(self);
        }
        self.keep_focus();
    }

    /// The button that was pressed may be gone: whoever has no focus then is put to the head of the panel.
    pub fn keep_focus(self) {
        timer::after(50, || {
            if dom::has_no_focus() {
                dom::focus_first("#live .live-head button");
            }
        });
    }

    /// Whether a source is under way or ended otherwise than whole, or a sign-in is waited for.
    pub fn wants_a_look(self) -> bool {
        let is_whole = |tenant: &TenantView| {
            let mut listings = tenant.listings.iter();
            listings.all(|listing| listing.state == State::Loaded)
        };
        let are_whole = self.shown.with(|tenants| tenants.iter().all(is_whole));
        !are_whole || self.is_used.get() || self.stage.get() == Stage::Unset || self.is_asking.get()
    }

    /// The adapter, once it is there.
    pub fn adapter(self) -> Option<SignIn> {
        SIGN_IN.with_borrow(Clone::clone)
    }

    /// Begins once more with the settings there are: the library did not come.
    pub async fn begin_again(self) {
        self.troubles.update(Vec::clear);
        if let Some(config) = self.config.get_untracked() {
            self.take_config(config).await;
        }
    }

    /// What the library knows the signed-in person by.
    pub fn account_id(self) -> String {
        let account = self.account.get_untracked();
        account.map(|account| account.id).unwrap_or_default()
    }

    /// Whether somebody has agreed to all of these scopes here.
    pub fn has_granted(self, scopes: &[String]) -> bool {
        self.granted
            .with_untracked(|granted| scopes.iter().all(|scope| granted.contains(scope)))
    }

    /// Shows the form of the settings again; who is signed in stays so until others are used.
    pub fn change_config(self) {
        self.stage.set(Stage::Unset);
    }

    /// Leaves the settings as they are.
    pub fn keep_config(self) {
        self.troubles.update(Vec::clear);
        self.stage.set(Stage::Set);
        self.keep_focus();
    }

    /// Says what was wrong with a sign-in.
    pub fn tell(self, trouble: &AuthTrouble) {
        self.troubles.set(vec![self.sentence_of(trouble)]);
    }

    /// What a trouble of the sign-in means, and who can mend it.
    pub fn sentence_of(self, trouble: &AuthTrouble) -> String {
        self.config.with_untracked(|config| {
            let config = config.as_ref();
            config
                .map(|config| trouble.sentence(config, &config.tenant))
                .unwrap_or_default()
        })
    }

    /// The scopes of the chosen listings, and of whatever is asked for beside them.
    pub fn scopes(self) -> Vec<String> {
        let Some(config) = self.config.get_untracked() else {
            return Vec::new();
        };
        let names = self.scope_names();
        names.iter().map(|name| config.scope(name)).collect()
    }

    /// The names of the permissions that the chosen listings need; who asks follows the choice.
    pub fn scope_names(self) -> Vec<&'static str> {
        let limits = self.limits.get();
        let mut names = vec!["User.Read"];
        self.chosen.with(|chosen| {
            let listings = chosen.iter().filter_map(|id| listing(id));
            for name in listings.flat_map(|one| one.scope_names(&limits)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        });
        names
    }

    /// Asks the person in a window; whether someone is signed in after it.
    pub async fn ask_person(self, scopes: Vec<String>, claims: String, tenant: String) -> bool {
        let Some(adapter) = self.adapter() else {
            return false;
        };
        self.troubles.set(Vec::new());
        self.is_asking.set(true);
        let known = self.account.get_untracked();
        let wanted = Wanted {
            scopes,
            claims,
            tenant,
            account: known.map(|account| account.id).unwrap_or_default(),
        };
        let asked = loop {
            let asked = adapter.ask_person(&wanted).await;
            let is_given_up = matches!(&asked, Err(trouble) if trouble.code == GIVEN_UP);
            // The click that wants another window opens it: it is younger than what the browser takes for one.
            if !(IS_AGAIN.take() && is_given_up) {
                break asked;
            }
        };
        self.is_asking.set(false);
        self.keep_focus();
        match asked {
            Ok(account) => {
                self.granted.update(|granted| granted.extend(wanted.scopes));
                if self.account.with_untracked(Option::is_none) {
                    self.account.set(account);
                }
                true
            }
            // Who pressed Cancel knows it.
            Err(trouble) if trouble.code == GIVEN_UP => false,
            Err(trouble) => {
                self.tell(&trouble);
                false
            }
        }
    }

    /// Leaves the page for the sign-in; what was chosen is kept for the way back. A window that is waited for is
    /// given up.
    pub fn leave_page(self) {
        self.cancel_asking();
        self.keep();
        let wanted = Wanted {
            scopes: self.scopes(),
            account: self.account_id(),
            ..Wanted::default()
        };
        spawn_local(async move {
            let Some(adapter) = self.adapter() else {
                return;
            };
            if let Err(trouble) = adapter.leave_page(&wanted).await {
                self.tell(&trouble);
            }
        });
    }

    /// Gives the wait for a window up.
    pub fn cancel_asking(self) {
        if let Some(adapter) = self.adapter() {
            adapter.cancel();
        }
    }

    /// Opens another window in the place of one that was closed or lost.
    pub fn open_again(self) {
        IS_AGAIN.set(true);
        self.cancel_asking();
    }

    /// Forgets every token; what was loaded stays.
    pub fn sign_out(self) {
        runs::stop(self);
        self.doubt.set(None);
        let adapter = self.adapter();
        spawn_local(async move {
            if let Some(adapter) = adapter
                && let Err(trouble) = adapter.sign_out().await
            {
                self.tell(&trouble);
                return;
            }
            session::forget();
            self.account.set(None);
            self.granted.update(Vec::clear);
            self.customers.update(Vec::clear);
            self.state.notices.show(Weight::Done, words::SIGNED_OUT);
        });
    }

    /// Keeps the settings that were entered here, and what was chosen, until the tab closes.
    pub fn keep(self) {
        let kept = Kept {
            config: self.config.get_untracked(),
            chosen: self.chosen.get_untracked(),
            limits: self.limits.get_untracked(),
            in_memory: self.in_memory.get_untracked(),
        };
        session::keep(&kept.text());
    }
}

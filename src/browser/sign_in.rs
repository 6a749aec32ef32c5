//! Signing in with Microsoft, through the adapter that only live mode loads (`sign-in/auth.mjs`).
//!
//! Tokens pass through here on their way to a request and are kept nowhere.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::live::config::Config;
use crate::live::sign_in_words::{AuthClass, AuthTrouble};

/// Someone who is signed in here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What the library knows them by.
    pub id: String,
    /// What they sign in with.
    pub name: String,
    /// Their display name; may be empty.
    pub person: String,
    /// The tenant they signed in to.
    pub tenant: String,
}

/// What a sign-in is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What it shall allow, written with the host of Graph.
    pub scopes: Vec<String>,
    /// Claims that Graph asked for; empty for none.
    pub claims: String,
    /// The tenant, where it is not that of the configuration.
    pub tenant: String,
    /// The account, where it is known; empty lets the person choose.
    pub account: String,
}

/// The adapter, started.
#[derive(Clone)]
pub struct SignIn(JsValue);

/// The sign-in library could not be fetched.
const NOT_THERE: &str = "library_missing";

impl SignIn {
    /// Fetches and starts the library.
    pub async fn begin(config: &Config, in_memory: bool) -> Result<SignIn, AuthTrouble> {
        let adapter = promised(&live(), "auth", &[]).await;
        let Ok(adapter) = adapter else {
            return Err(AuthTrouble {
                class: AuthClass::Network,
                code: NOT_THERE.to_owned(),
                number: 0,
                request: String::new(),
            });
        };
        let sign_in = SignIn(adapter);
        let wish = object(&[
            ("clientId", config.client_id.as_str().into()),
            ("authority", config.authority.as_str().into()),
            ("tenant", config.tenant.as_str().into()),
            ("memory", in_memory.into()),
            ("oidc", config.is_oidc.into()),
        ]);
        sign_in.call("init", &wish).await?;
        Ok(sign_in)
    }

    /// Ends a sign-in that went over the whole page: the account that came back, if one did.
    pub async fn come_back(&self) -> Result<Option<Account>, AuthTrouble> {
        let back = self.call("comeBack", &JsValue::UNDEFINED).await?;
        Ok(account(&back))
    }

    /// Asks the person in a window of its own, which a click has to open; the account that signed in.
    pub async fn ask_person(&self, wanted: &Wanted) -> Result<Option<Account>, AuthTrouble> {
        let got = self.call("signIn", &wish(wanted)).await?;
        Ok(account(&get(&got, "account")))
    }

    /// The same by leaving the page; it goes on with [`SignIn::begin`] when the person comes back.
    pub async fn leave_page(&self, wanted: &Wanted) -> Result<(), AuthTrouble> {
        let wish = wish(wanted);
        let _ = Reflect::set(&wish, &"redirect".into(), &true.into());
        self.call("signIn", &wish).await.map(drop)
    }

    /// A token without asking anybody.
    pub async fn token(&self, wanted: &Wanted, force_new: bool) -> Result<String, AuthTrouble> {
        let wish = wish(wanted);
        let _ = Reflect::set(&wish, &"force".into(), &force_new.into());
        let got = self.call("token", &wish).await?;
        Ok(text(&got, "token"))
    }

    /// Everyone who is signed in here.
    pub fn accounts(&self) -> Vec<Account> {
        let Some(all) = method(&self.0, "accounts").and_then(|list| list.call0(&self.0).ok())
        else {
            return Vec::new();
        };
        Array::from(&all)
            .iter()
            .filter_map(|one| account(&one))
            .collect()
    }

    /// Ends the wait for a window that the person closed.
    pub fn cancel(&self) {
        if let Some(cancel) = method(&self.0, "cancel") {
            let _ = cancel.call0(&self.0);
        }
    }

    /// Forgets every token and account.
    pub async fn sign_out(&self) -> Result<(), AuthTrouble> {
        self.call("signOut", &JsValue::UNDEFINED).await.map(drop)
    }

    async fn call(&self, name: &str, wish: &JsValue) -> Result<JsValue, AuthTrouble> {
        promised(&self.0, name, std::slice::from_ref(wish))
            .await
            .map_err(|error| trouble(&error))
    }
}

/// Whether this document is that of live mode.
pub fn is_live() -> bool {
    !live().is_undefined()
}

/// The text of the configuration beside the page; empty where there is none.
pub async fn config_text() -> String {
    let got = promised(&live(), "config", &[]).await;
    got.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// From here on the page reaches no host but its own and these.
pub fn narrow(hosts: &[String]) {
    let live = live();
    if let Some(narrow) = method(&live, "narrow") {
        let hosts: Array = hosts
            .iter()
            .map(|host| JsValue::from(host.as_str()))
            .collect();
        let _ = narrow.call1(&live, &hosts);
    }
}

/// What `sign-in/live.mjs` offers; nothing where that script does not stand in the document.
pub(super) fn live() -> JsValue {
    get(&js_sys::global(), "rollcallLive")
}

/// What a method of an object promises.
pub(super) async fn promised(
    object: &JsValue,
    name: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let method = method(object, name).ok_or(JsValue::UNDEFINED)?;
    let arguments: Array = arguments.iter().collect();
    let promise = method.apply(object, &arguments)?;
    JsFuture::from(Promise::resolve(&promise)).await
}

pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

pub(super) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let made = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&made, &(*name).into(), value);
    }
    made.into()
}

fn wish(wanted: &Wanted) -> JsValue {
    let scopes: Array = wanted
        .scopes
        .iter()
        .map(|scope| JsValue::from(scope.as_str()))
        .collect();
    object(&[
        ("scopes", scopes.into()),
        ("claims", wanted.claims.as_str().into()),
        ("tenant", wanted.tenant.as_str().into()),
        ("account", wanted.account.as_str().into()),
    ])
}

fn account(value: &JsValue) -> Option<Account> {
    let id = text(value, "id");
    (!id.is_empty()).then(|| Account {
        id,
        name: text(value, "name"),
        person: text(value, "person"),
        tenant: text(value, "tenant"),
    })
}

fn trouble(error: &JsValue) -> AuthTrouble {
    AuthTrouble {
        class: AuthClass::of(&text(error, "class")),
        code: text(error, "code"),
        number: get(error, "number").as_f64().unwrap_or_default() as u32,
        request: text(error, "request"),
    }
}

//! Codes sealed and opened by the browser's own cipher: AES-256-GCM, and PBKDF2-HMAC-SHA-256 for passphrases (M11).
//!
//! A passphrase is handed on and never kept.

use chrono::NaiveDate;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::window;
use super::random;
use crate::share::code::{self, CodeError};
use crate::share::sealed::{self, Header, N_KEY, ROUNDS, Sealed};

/// Pages that are not served over https have no cipher.
const NO_CIPHER: &str = "this browser seals and opens nothing on a page that is not served over https: open the page by its https address";

/// Where the key of what is sealed comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// A passphrase that comes another way.
    Passphrase(String),
    /// A random key that travels in the text.
    KeyInside,
    /// A random key that comes another way.
    KeyApart,
}

/// What was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// The sealed code.
    pub text: String,
    /// The key that is to be sent another way; empty where there is none.
    pub key: String,
}

/// What is known of a sealed code without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Whether it waits for a passphrase.
    pub has_passphrase: bool,
    /// Whether a key is in it.
    pub has_key: bool,
    /// The day it was made.
    pub made: NaiveDate,
    /// The last day on which it is meant to be used.
    pub expires: Option<NaiveDate>,
}

/// How long a sealed code will be.
pub fn length(n_bytes: u32, lock: &Lock) -> usize {
    sealed::length(n_bytes as usize, *lock == Lock::KeyInside)
}

/// Seals a code; the error is a sentence.
pub async fn seal(
    text: &str,
    lock: &Lock,
    made: NaiveDate,
    expires: Option<NaiveDate>,
) -> Result<Sealing, String> {
    let packed = code::open(text).map_err(|error| error.sentence().to_owned())?;
    let mut header = Header {
        has_passphrase: matches!(lock, Lock::Passphrase(_)),
        rounds: 0,
        salt: [0; 16],
        nonce: [0; 12],
        made,
        expires,
    };
    random::fill(&mut header.nonce)?;
    let mut key = [0; N_KEY];
    let cipher = match lock {
        Lock::Passphrase(passphrase) => {
            header.rounds = ROUNDS;
            random::fill(&mut header.salt)?;
            derived(passphrase, &header).await
        }
        _ => {
            random::fill(&mut key)?;
            imported(&key).await
        }
    };
    let bytes = match cipher {
        Ok(cipher) => worked("encrypt", &header, &cipher, &packed).await,
        Err(trouble) => Err(trouble),
    };
    let sealed = Sealed {
        header,
        bytes: bytes.map_err(|_| NO_CIPHER.to_owned())?,
        key: (*lock == Lock::KeyInside).then_some(key),
    };
    Ok(Sealing {
        text: sealed::text(&sealed),
        key: match lock {
            Lock::KeyApart => sealed::key_text(&key),
            _ => String::new(),
        },
    })
}

/// What is known of a sealed code; the error is a sentence.
pub fn known(text: &str) -> Result<Known, String> {
    let sealed = sealed::open(text).map_err(|error| error.sentence().to_owned())?;
    Ok(Known {
        has_passphrase: sealed.header.has_passphrase,
        has_key: sealed.key.is_some(),
        made: sealed.header.made,
        expires: sealed.header.expires,
    })
}

/// The code that was sealed; `secret` is the passphrase or the key that came another way. The error is a sentence.
pub async fn unseal(text: &str, secret: &str) -> Result<String, String> {
    let told = |error: CodeError| error.sentence().to_owned();
    let sealed = sealed::open(text).map_err(told)?;
    if !has_cipher() {
        return Err(NO_CIPHER.to_owned());
    }
    let header = &sealed.header;
    let cipher = match header.has_passphrase {
        true if secret.is_empty() => return Err(told(CodeError::KeyMissing)),
        true => derived(secret, header).await,
        false => {
            let key = sealed.key.or_else(|| sealed::key_of(secret));
            let missing = match secret.is_empty() {
                true => CodeError::KeyMissing,
                false => CodeError::WrongKey,
            };
            imported(&key.ok_or_else(|| told(missing))?).await
        }
    };
    let cipher = cipher.map_err(|_| NO_CIPHER.to_owned())?;
    let packed = worked("decrypt", header, &cipher, &sealed.bytes).await;
    packed
        .map(|packed| code::text(&packed))
        // What is damaged was seen before: the checksum covers all but the key.
        .map_err(|_| {
            told(match sealed.key {
                Some(_) => CodeError::Damaged,
                None => CodeError::WrongKey,
            })
        })
}

fn subtle() -> Result<JsValue, JsValue> {
    let crypto = window().crypto()?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    match subtle.is_object() {
        true => Ok(subtle),
        false => Err(JsValue::NULL),
    }
}

/// Whether this browser has a cipher for this page.
pub fn has_cipher() -> bool {
    subtle().is_ok()
}

async fn call(name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let subtle = subtle()?;
    let function: Function = Reflect::get(&subtle, &name.into())?.dyn_into()?;
    let arguments: Array = arguments.iter().collect();
    let promise: Promise = Reflect::apply(&function, &subtle, &arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn options(parts: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn list(words: &[&str]) -> JsValue {
    let words: Array = words.iter().map(|word| JsValue::from(*word)).collect();
    words.into()
}

const USES: [&str; 2] = ["encrypt", "decrypt"];

async fn imported(key: &[u8]) -> Result<JsValue, JsValue> {
    let arguments = [
        "raw".into(),
        bytes(key),
        "AES-GCM".into(),
        false.into(),
        list(&USES),
    ];
    call("importKey", &arguments).await
}

async fn derived(passphrase: &str, header: &Header) -> Result<JsValue, JsValue> {
    let arguments = [
        "raw".into(),
        bytes(passphrase.as_bytes()),
        "PBKDF2".into(),
        false.into(),
        list(&["deriveKey"]),
    ];
    let start = call("importKey", &arguments).await?;
    let way = options(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", bytes(&header.salt)),
        ("iterations", header.rounds.into()),
    ]);
    let cipher = options(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    call(
        "deriveKey",
        &[way, start, cipher, false.into(), list(&USES)],
    )
    .await
}

async fn worked(
    name: &str,
    header: &Header,
    cipher: &JsValue,
    content: &[u8],
) -> Result<Vec<u8>, JsValue> {
    let way = options(&[
        ("name", "AES-GCM".into()),
        ("iv", bytes(&header.nonce)),
        ("additionalData", bytes(&header.bound())),
        ("tagLength", 128.into()),
    ]);
    let done = call(name, &[way, cipher.clone(), bytes(content)]).await?;
    Ok(Uint8Array::new(&done).to_vec())
}

//! What the page's address asks for.

use chrono::NaiveDate;
use web_sys::UrlSearchParams;

use super::dom::window;

/// The day after `today=`; `Err` holds a text that is no day.
pub fn asked_day() -> Option<Result<NaiveDate, String>> {
    let text = parameter("today")?;
    Some(text.parse().map_err(|_| text))
}

/// Whether scripts may drive the page: `automation=1`.
pub fn asks_for_automation() -> bool {
    parameter("automation").as_deref() == Some("1")
}

fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

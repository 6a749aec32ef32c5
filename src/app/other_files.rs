//! Files that are no exports: policies, lists of holidays and decisions are known by what they say.

use super::decision_files;
use super::notice_state::Weight;
use super::policy_desk;
use super::shared;
use super::state::AppState;
use super::views;
use crate::browser::files::{self, File};
use crate::engine::inquiry::is_policy_file;
use crate::report::views::is_view_file;
use crate::report::{policy_words, words};

/// Takes files of these kinds for what they are; the others are read as exports.
pub async fn take(state: AppState, files: Vec<File>) {
    let mut exports = Vec::new();
    for file in files {
        let name = file.name();
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".rollcall") {
            let outcome = match files::text(&file).await {
                Some(text) => shared::take_or_ask(state, text).await,
                None => Err(words::unreadable_share(&name)),
            };
            if let Err(sentence) = outcome {
                state.notices.show(Weight::Failure, sentence);
            }
            continue;
        }
        let text = match lower.ends_with(".json") || lower.ends_with(".ics") {
            true => files::text(&file).await.unwrap_or_default(),
            false => String::new(),
        };
        if is_view_file(&text) {
            views::merge(state, &text);
        } else if words::is_decision_file(&text) {
            decision_files::merge(state, name, text).await;
        } else if is_policy_file(&text) || policy_words::is_calendar_file(&text) {
            state.policy.update(|desk| desk.offer = Some((name, text)));
            policy_desk::open(state, "");
        } else {
            exports.push(file);
        }
    }
    state.load_files(exports);
}

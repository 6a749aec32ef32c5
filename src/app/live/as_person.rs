//! Single questions to Graph beside the runs, as the signed-in person: a shared file, a reminder.

use super::desk::Desk;
use crate::browser::graph::{self, Asking};
use crate::browser::sign_in::Wanted;
use crate::live::challenge;
use crate::live::run::{Failure, Heard};
use crate::live::trouble::{self, Refusal};
use crate::report::words;

/// A question.
pub(super) struct Question<'a> {
    /// The whole address.
    pub url: &'a str,
    /// The permission it needs, by its name alone.
    pub scope: &'a str,
    /// Headers beside the token.
    pub headers: &'a [(&'static str, &'static str)],
    /// What is sent; a question without it only reads.
    pub content: Option<&'a str>,
}

/// Asks, with a window of the sign-in where one is needed; a challenge for more claims is answered once.
pub(super) async fn ask(desk: Desk, question: &Question<'_>) -> Result<(Heard, Vec<u8>), String> {
    let mut claims = String::new();
    loop {
        let token = token(desk, &[question.scope], &claims).await?;
        let asking = Asking {
            id: 0,
            url: question.url,
            headers: question.headers,
            token: &token,
            content: question.content,
        };
        let (heard, body) = graph::ask(&asking).await.map_err(no_answer)?;
        let challenge = heard
            .www_authenticate
            .as_deref()
            .and_then(challenge::claims);
        match challenge.filter(|_| heard.status == 401 && claims.is_empty()) {
            Some(more) => claims = more,
            None => return Ok((heard, body)),
        }
    }
}

/// Why no answer came, as a sentence.
pub(super) fn no_answer(failure: Failure) -> String {
    match failure {
        Failure::TimedOut => trouble::TIMED_OUT.to_owned(),
        Failure::Aborted => words::STOPPED_HERE.to_owned(),
        Failure::Network => trouble::NO_ANSWER.to_owned(),
    }
}

/// What a refused request is known by at Microsoft, to be put behind a sentence.
pub(super) fn id_of(heard: &Heard, body: &[u8]) -> String {
    Refusal::of(heard.status, heard.request_id.as_deref(), body).id_words()
}

/// A token for these permissions. Where one is new here the window comes first: only a click may open it, and the
/// click is over by the time a silent question is answered.
pub(super) async fn token(desk: Desk, scopes: &[&str], claims: &str) -> Result<String, String> {
    let config = desk.config.get_untracked().ok_or(words::READING_CONFIG)?;
    let adapter = desk.adapter().ok_or(words::READING_CONFIG)?;
    let scopes: Vec<String> = scopes.iter().map(|scope| config.scope(scope)).collect();
    let wanted = |account: String| Wanted {
        scopes: scopes.clone(),
        claims: claims.to_owned(),
        account,
        ..Wanted::default()
    };
    if desk.has_granted(&scopes)
        && let Ok(token) = adapter.token(&wanted(desk.account_id()), false).await
    {
        return Ok(token);
    }
    if !desk
        .ask_person(scopes.clone(), claims.to_owned(), String::new())
        .await
    {
        return Err(desk.troubles.with_untracked(|troubles| troubles.join(" ")));
    }
    let token = adapter.token(&wanted(desk.account_id()), false).await;
    token.map_err(|trouble| desk.sentence_of(&trouble))
}

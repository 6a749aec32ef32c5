//! Runs against a Graph of plain values, with a clock that is moved by hand.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::live::catalog::LISTINGS;
use crate::live::sign_in_words::AuthClass;

mod going_on_late;
mod side_by_side;

const ID: &str = "00001111-aaaa-2222-bbbb-3333cccc4444";
const NOW: i64 = 1_795_780_800_000 + 45_000_000;
const GRAPH: &str = "https://graph.microsoft.com";

fn config(cloud: &str) -> Config {
    Config::of(ID, "organizations", cloud, "", "").expect("a config")
}

fn wanted(listing: &str) -> Wanted {
    Wanted {
        listing: listing.to_owned(),
        options: Options::default(),
    }
}

fn run_of(listings: &[&str]) -> Run {
    let wanted: Vec<Wanted> = listings.iter().map(|id| wanted(id)).collect();
    Run::new(config("global"), "organizations", &wanted, 5)
}

/// A run of the sign-ins of so many days, up to so many rows.
fn run_of_sign_ins(days: u32, cap: u64) -> Run {
    let wanted = [Wanted {
        listing: "sign-ins".to_owned(),
        options: Options {
            days,
            cap,
            activity: true,
        },
    }];
    Run::new(config("global"), "organizations", &wanted, 5)
}

/// What comes of a request.
#[derive(Clone, Debug)]
enum Answer {
    Body(u16, String),
    Head(Heard, String),
    Fails(Failure),
    NoToken(AuthClass, &'static str, u32),
}

fn status(status: u16) -> Answer {
    Answer::Body(
        status,
        format!(
            "{{\"error\": {{\"code\": \"c\", \"innerError\": {{\"request-id\": \"r-{status}\"}}}}}}"
        ),
    )
}

fn told(status: u16, retry_after: &str) -> Answer {
    let heard = Heard {
        status,
        retry_after: Some(retry_after.to_owned()),
        ..Heard::default()
    };
    Answer::Head(heard, String::new())
}

/// A page of one record, that names the next one where there is one.
fn page(listing: &str, k: usize, n: usize) -> Answer {
    let path = super::listing(listing).expect("a listing").path;
    let next = match k + 1 < n {
        true => format!(
            "\"@odata.nextLink\": \"{GRAPH}{path}?$skiptoken={}\", ",
            k + 1
        ),
        false => String::new(),
    };
    Answer::Body(
        200,
        format!("{{\"@odata.count\": {n}, {next}\"value\": [{{\"id\": \"{k}\"}}]}}"),
    )
}

/// What Graph says once it has forgotten the place in a listing.
fn expired() -> Answer {
    Answer::Body(
        400,
        "{\"error\": {\"code\": \"Directory_ExpiredPageToken\"}}".to_owned(),
    )
}

/// Which page of a listing an address asks for.
fn place(url: &str) -> usize {
    let token = url
        .rsplit_once("$skiptoken=")
        .map(|(_, token)| token.parse().expect("a number"));
    token.unwrap_or(0)
}

/// What a run did: requests with their times, and what was delivered.
#[derive(Debug, Default)]
struct Log {
    asked: Vec<(i64, &'static str, usize, u32)>,
    urls: Vec<String>,
    claims: Vec<Option<String>>,
    forced: Vec<bool>,
    delivered: Vec<(&'static str, Vec<u32>, bool, String)>,
    forgotten: Vec<u32>,
    is_done: bool,
    now: i64,
    gate: Gate,
    /// Of each request the run that sent it.
    run_of: Vec<usize>,
    most_at_once: usize,
}

impl Log {
    /// The places of the pages that were delivered last of a listing.
    fn places(&self, listing: &str) -> Vec<usize> {
        let last = self
            .delivered
            .iter()
            .rfind(|(id, ..)| *id == listing)
            .expect("a delivery");
        let of = |id: &u32| {
            self.asked
                .iter()
                .find(|(.., known)| known == id)
                .expect("a request")
                .2
        };
        last.1.iter().map(of).collect()
    }

    fn n_asked(&self, listing: &str) -> usize {
        self.asked
            .iter()
            .filter(|(_, id, ..)| *id == listing)
            .count()
    }
}

/// Lets a run go on until nothing more happens; each answer takes a tenth of a second.
fn drive(run: &mut Run, log: &mut Log, mut graph: impl FnMut(&'static str, &str) -> Answer) {
    drive_all(std::slice::from_mut(run), log, |_, listing, url| {
        graph(listing, url)
    });
}

/// The same of several runs side by side, which have their turns one after another.
fn drive_all(
    runs: &mut [Run],
    log: &mut Log,
    mut graph: impl FnMut(usize, &'static str, &str) -> Answer,
) {
    const TAKES_MS: i64 = 100;
    let mut coming: Vec<(i64, usize, u32, Answer)> = Vec::new();
    if log.now == 0 {
        log.now = NOW;
    }
    for round in 0..100_000 {
        let mut wake: Option<i64> = None;
        for turn in 0..runs.len() {
            let at = (round + turn) % runs.len();
            for act in runs[at].next(log.now, &mut log.gate) {
                match act {
                    Act::Fetch {
                        id,
                        listing,
                        url,
                        claims,
                        force_new_token,
                        scopes,
                        headers,
                    } => {
                        assert!(
                            url.starts_with(GRAPH) && !scopes.is_empty() && !headers.is_empty()
                        );
                        log.asked.push((log.now, listing, place(&url), id));
                        log.run_of.push(at);
                        log.claims.push(claims);
                        log.forced.push(force_new_token);
                        coming.push((log.now + TAKES_MS, at, id, graph(at, listing, &url)));
                        log.urls.push(url);
                    }
                    Act::WakeAt(at) => {
                        assert!(at > log.now);
                        wake = Some(wake.map_or(at, |other| other.min(at)));
                    }
                    Act::Deliver {
                        listing,
                        pages,
                        whole,
                        why,
                    } => log.delivered.push((listing, pages, whole, why)),
                    Act::Forget { pages } => log.forgotten.extend(pages),
                    Act::Done => log.is_done = true,
                }
            }
        }
        assert!(coming.len() <= 4, "{} requests at once", coming.len());
        log.most_at_once = log.most_at_once.max(coming.len());
        let first = coming.iter().map(|(at, ..)| *at).min();
        let Some(then) = [wake, first].into_iter().flatten().min() else {
            return;
        };
        log.now = then;
        let (come, rest) = coming.into_iter().partition(|(at, ..)| *at <= then);
        coming = rest;
        let come: Vec<(i64, usize, u32, Answer)> = come;
        for (_, at, id, answer) in come {
            log.gate.ended(0);
            let run = &mut runs[at];
            match answer {
                Answer::Body(status, body) => {
                    let heard = Heard {
                        status,
                        ..Heard::default()
                    };
                    run.heard(id, &heard, body.as_bytes(), log.now);
                }
                Answer::Head(heard, body) => run.heard(id, &heard, body.as_bytes(), log.now),
                Answer::Fails(failure) => run.failed(id, failure, log.now),
                Answer::NoToken(class, code, number) => {
                    let trouble = AuthTrouble {
                        class,
                        code: code.to_owned(),
                        number,
                        request: String::new(),
                    };
                    run.no_token(id, &trouble, log.now);
                }
            }
        }
    }
    panic!("the run has no end");
}

fn view(run: &Run, listing: &str) -> ListingView {
    run.views()
        .into_iter()
        .find(|view| view.id == listing)
        .expect("a view")
}

#[test]
fn a_listing_is_read_page_by_page_and_delivered_once() {
    let mut run = run_of(&["users"]);
    assert_eq!(view(&run, "users").state, State::Waiting);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| {
        page(listing, place(url), 20)
    });
    assert_eq!(
        log.delivered,
        [("users", (0..20).collect(), true, String::new())]
    );
    assert_eq!(log.forgotten, (0..20).collect::<Vec<u32>>());
    assert!(log.is_done);
    let view = view(&run, "users");
    assert_eq!(
        (view.state, view.rows, view.count, view.mend),
        (State::Loaded, 20, Some(20), Mend::Nothing)
    );
}

#[test]
fn whichever_page_fails_and_however_going_on_reads_exactly_the_rest() {
    let failures = [
        status(500),
        status(502),
        status(504),
        status(429),
        status(503),
        told(429, "86400"),
        status(400),
        status(404),
        status(403),
        status(501),
        Answer::Fails(Failure::Network),
        Answer::Fails(Failure::TimedOut),
        Answer::Fails(Failure::Aborted),
        Answer::Body(200, "{\"value\": [{\"id\"".to_owned()),
        Answer::Body(200, "<html>".to_owned()),
        Answer::Body(200, "{\"error\": {}}".to_owned()),
        Answer::NoToken(AuthClass::Denied, "access_denied", 65004),
        Answer::NoToken(AuthClass::Network, "no_network", 0),
        Answer::NoToken(AuthClass::Config, "", 700016),
    ];
    for k in 0..20 {
        for failure in &failures {
            let mut run = run_of(&["usage-mailbox"]);
            let mut log = Log::default();
            drive(&mut run, &mut log, |listing, url| match place(url) {
                at if at == k => failure.clone(),
                at => page(listing, at, 20),
            });
            let known: Vec<usize> = (0..k).collect();
            assert_eq!(log.places("usage-mailbox"), known, "{k} {failure:?}");
            let seen = view(&run, "usage-mailbox");
            let state = if k == 0 {
                State::Unavailable
            } else {
                State::Partial
            };
            assert_eq!((seen.state, seen.rows), (state, k as u64), "{failure:?}");
            assert!(!seen.sentence.is_empty());
            assert!(log.forgotten.is_empty(), "what is read stays");

            let n_before = log.n_asked("usage-mailbox");
            let now = log.now;
            run.resume("usage-mailbox", now);
            drive(&mut run, &mut log, |listing, url| {
                page(listing, place(url), 20)
            });
            let asked: Vec<usize> = log.asked[n_before..].iter().map(|asked| asked.2).collect();
            assert_eq!(
                asked,
                (k..20).collect::<Vec<_>>(),
                "exactly the rest: {k} {failure:?}"
            );
            assert_eq!(log.places("usage-mailbox"), (0..20).collect::<Vec<_>>());
            assert_eq!(view(&run, "usage-mailbox").rows, 20);
            assert_eq!(view(&run, "usage-mailbox").state, State::Loaded);
        }
    }
}

#[test]
fn each_failure_is_tried_as_often_as_it_may_pass() {
    #[track_caller]
    fn case(answer: Answer, n_asked: usize) {
        let mut run = run_of(&["deleted-users"]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |_, _| answer.clone());
        assert_eq!(log.asked.len(), n_asked, "{answer:?}");
    }
    for lasting in [400, 403, 404, 405, 418, 501] {
        case(status(lasting), 1);
    }
    for passing in [500, 502, 504] {
        case(status(passing), 4);
    }
    case(Answer::Fails(Failure::Network), 4);
    case(Answer::Body(200, "{".to_owned()), 4);
    for throttled in [429, 503] {
        case(status(throttled), 7);
    }
    case(told(429, "86400"), 1);
    // Once more with a new token.
    case(status(401), 2);
}

#[test]
fn a_listing_that_fails_touches_no_other() {
    let all: Vec<&str> = LISTINGS.iter().map(|listing| listing.id).collect();
    for bad in &all {
        let mut run = run_of(&all);
        let mut log = Log::default();
        drive(&mut run, &mut log, |listing, url| match listing {
            "report-settings" if listing != *bad => {
                Answer::Body(200, "{\"displayConcealedNames\": true}".to_owned())
            }
            listing if listing == *bad => status(403),
            "sign-ins" => Answer::Body(200, "{\"value\": []}".to_owned()),
            listing => page(listing, place(url), 3),
        });
        assert!(log.is_done);
        for seen in run.views() {
            // Users are asked for once more without their last sign-in.
            let expected = if seen.id == *bad {
                State::Unavailable
            } else {
                State::Loaded
            };
            assert_eq!(seen.state, expected, "{} while {bad} fails", seen.id);
        }
        assert_eq!(log.delivered.len(), all.len());
    }
}

#[test]
fn no_more_than_five_requests_of_the_logs_go_out_in_ten_seconds() {
    let mut run = run_of(&["registration", "sign-ins", "provisioning", "users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| match listing {
        "sign-ins" if !url.contains("skiptoken") => Answer::Body(200, "{\"value\": []}".to_owned()),
        listing => page(listing, place(url), 9),
    });
    let times: Vec<i64> = log
        .asked
        .iter()
        .filter(|asked| asked.1 != "users")
        .map(|asked| asked.0)
        .collect();
    assert_eq!(times.len(), 9 + 9 + 7);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 2_000));
    assert!(times.windows(6).all(|six| six[5] - six[0] > 10_000));
    let users: Vec<i64> = log
        .asked
        .iter()
        .filter(|asked| asked.1 == "users")
        .map(|asked| asked.0)
        .collect();
    assert!(
        users.windows(2).all(|pair| pair[1] - pair[0] <= 100),
        "the directory is not held up"
    );
}

#[test]
fn in_a_storm_of_429_nothing_is_asked_before_the_time_that_was_told() {
    let waits = [
        "10",
        "2.128",
        "0",
        "Sun, 29 Nov 2026 12:00:00 GMT",
        "soon",
        "",
        "300",
        "7",
    ];
    let mut run = run_of(&[
        "users",
        "deleted-users",
        "subscribed-skus",
        "registration",
        "sign-ins",
        "usage-mailbox",
    ]);
    let mut log = Log::default();
    let mut n = 0;
    let mut free: HashMap<&str, i64> = HashMap::new();
    let mut early = Vec::new();
    // What each request was told.
    let mut notes: Vec<(&str, i64)> = Vec::new();
    drive(&mut run, &mut log, |listing, url| {
        n += 1;
        let wait = waits[n % waits.len()];
        let ms = match wait {
            "10" => 10_000,
            "2.128" => 2_128,
            "300" => 300_000,
            "7" => 7_000,
            _ => 0,
        };
        // Every third request passes.
        let passes = n % 3 == 0;
        notes.push((listing, if passes { 0 } else { ms }));
        match passes {
            true => match listing {
                "sign-ins" => Answer::Body(200, "{\"value\": []}".to_owned()),
                listing => page(listing, place(url), 5),
            },
            false => told(429, wait),
        }
    });
    for (asked, (listing, ms)) in log.asked.iter().zip(&notes) {
        if free.get(listing).is_some_and(|free| asked.0 < *free) {
            early.push((*asked, free[listing]));
        }
        // The answer takes a tenth of a second to come.
        free.insert(listing, asked.0 + 100 + ms);
    }
    assert!(early.is_empty(), "{early:?}");
    assert!(log.is_done);
}

#[test]
fn a_wait_longer_than_five_minutes_is_said_and_kept_even_when_the_person_goes_on() {
    let mut run = run_of(&["usage-mailbox"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| match place(url) {
        2 => told(429, "3600"),
        at => page(listing, at, 4),
    });
    let seen = view(&run, "usage-mailbox");
    assert!(seen.sentence.contains("60 minutes"), "{}", seen.sentence);
    let told_at = log.now;
    log.now += 5_000;
    run.resume("usage-mailbox", log.now);
    let seen = view(&run, "usage-mailbox");
    assert_eq!(
        (seen.state, seen.until_ms),
        (State::Paused, Some(told_at + 3_600_000))
    );
    drive(&mut run, &mut log, |listing, url| {
        page(listing, place(url), 4)
    });
    assert!(log.asked[3].0 >= told_at + 3_600_000);
    assert_eq!(view(&run, "usage-mailbox").state, State::Loaded);
}

#[test]
fn a_pause_has_its_end_and_says_that_it_goes_on() {
    let mut run = run_of(&["users"]);
    let id = match &run.next(NOW, &mut Gate::default())[0] {
        Act::Fetch { id, .. } => *id,
        act => panic!("{act:?}"),
    };
    assert_eq!(view(&run, "users").state, State::Loading);
    let heard = Heard {
        status: 429,
        retry_after: Some("10".into()),
        request_id: Some("r-1".into()),
        ..Heard::default()
    };
    run.heard(id, &heard, b"", NOW + 100);
    let seen = view(&run, "users");
    assert_eq!(
        (seen.state, seen.mend, seen.needs_sign_in),
        (State::Paused, Mend::Nothing, false)
    );
    assert!(seen.until_ms.is_some_and(|until| until >= NOW + 10_100));
    assert!(
        seen.sentence.ends_with("it goes on by itself"),
        "{}",
        seen.sentence
    );
    assert!(
        matches!(run.next(NOW + 200, &mut Gate::default())[..], [Act::WakeAt(at)] if Some(at) == seen.until_ms)
    );
}

#[test]
fn a_word_of_graph_cuts_no_sentence_in_two() {
    let mut run = run_of(&["users"]);
    let id = match &run.next(NOW, &mut Gate::default())[0] {
        Act::Fetch { id, .. } => *id,
        act => panic!("{act:?}"),
    };
    let heard = Heard {
        status: 500,
        ..Heard::default()
    };
    run.heard(id, &heard, br#"{"error": {"code": "a: b"}}"#, NOW + 100);
    assert_eq!(
        view(&run, "users").sentence,
        "Graph failed at it (`a: b`): it goes on by itself"
    );
}

#[test]
fn a_listing_that_goes_round_in_a_circle_is_stopped() {
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| match place(url) {
        3 => Answer::Body(
            200,
            format!(
                "{{\"@odata.nextLink\": \"{GRAPH}/v1.0/users?$skiptoken=1\", \"value\": [{{}}]}}"
            ),
        ),
        at => page(listing, at, 20),
    });
    assert_eq!(log.asked.len(), 4);
    let seen = view(&run, "users");
    assert_eq!((seen.state, seen.rows), (State::Partial, 4));
    assert!(seen.sentence.contains("circle"));
}

#[test]
fn a_next_link_to_another_place_is_not_followed_in_any_spelling() {
    for link in [
        "https://evil.test/v1.0/users?$skiptoken=1",
        "https://graph.microsoft.com.evil.test/v1.0/users?$skiptoken=1",
        "https://graph.microsoft.com@evil.test/v1.0/users?$skiptoken=1",
        "http://graph.microsoft.com/v1.0/users?$skiptoken=1",
    ] {
        let mut run = run_of(&["users", "deleted-users"]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |listing, url| {
            match (listing, place(url)) {
                ("users", 1) => Answer::Body(
                    200,
                    format!("{{\"@odata.nextLink\": \"{link}\", \"value\": [{{}}]}}"),
                ),
                (listing, at) => page(listing, at, 5),
            }
        });
        assert!(
            log.urls
                .iter()
                .all(|url| url.starts_with("https://graph.microsoft.com/v1.0/"))
        );
        assert_eq!(view(&run, "users").state, State::Partial);
        assert_eq!(view(&run, "deleted-users").state, State::Loaded);
        // Going on begins with the first page: the place to go on from is not to be trusted.
        run.resume("users", log.now);
        drive(&mut run, &mut log, |listing, url| {
            page(listing, place(url), 5)
        });
        assert_eq!(log.places("users"), [0, 1, 2, 3, 4]);
        assert_eq!(log.forgotten[..5].len(), 5);
    }
}

#[test]
fn an_expired_page_begins_the_listing_again_once() {
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    let mut n = 0;
    drive(&mut run, &mut log, |listing, url| {
        n += 1;
        if n == 4 {
            expired()
        } else {
            page(listing, place(url), 6)
        }
    });
    let asked: Vec<usize> = log.asked.iter().map(|asked| asked.2).collect();
    assert_eq!(asked, [0, 1, 2, 3, 0, 1, 2, 3, 4, 5]);
    assert_eq!(log.forgotten[..3], [0, 1, 2]);
    assert_eq!(log.places("users"), [0, 1, 2, 3, 4, 5]);
    assert_eq!(view(&run, "users").rows, 6, "no row twice");

    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| {
        if place(url) == 2 {
            expired()
        } else {
            page(listing, place(url), 6)
        }
    });
    assert_eq!(log.asked.len(), 6, "once, not for ever");
    assert_eq!(view(&run, "users").state, State::Partial);
}

#[test]
fn users_come_without_their_last_sign_in_where_the_tenant_or_the_role_lacks_it() {
    for code in [
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Authentication_RequestFromUnsupportedUserRole",
    ] {
        let mut run = run_of(&["users"]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |listing, url| {
            match url.contains("signInActivity") {
                true => Answer::Body(403, format!("{{\"error\": {{\"code\": \"{code}\"}}}}")),
                false => page(listing, place(url), 3),
            }
        });
        assert_eq!(log.asked.len(), 4);
        assert!(log.urls[1].ends_with("&$top=999"));
        let (_, _, whole, why) = &log.delivered[0];
        assert!(
            *whole && why.starts_with("without the last sign-in: "),
            "{why}"
        );
        let seen = view(&run, "users");
        assert_eq!(seen.state, State::Loaded);
        assert_eq!(
            seen.sentence.contains("Entra ID P1"),
            code.contains("Premium"),
            "{}",
            seen.sentence
        );
    }
}

#[test]
fn a_claims_challenge_is_answered_once_and_then_by_the_person() {
    const CLAIMS: &str =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNzM0NTY3ODkwIn19fQ==";
    let challenge = || {
        let header =
            format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{CLAIMS}\"");
        Answer::Head(
            Heard {
                status: 401,
                www_authenticate: Some(header),
                ..Heard::default()
            },
            String::new(),
        )
    };
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    let mut n = 0;
    drive(&mut run, &mut log, |listing, url| {
        n += 1;
        if n == 2 {
            challenge()
        } else {
            page(listing, place(url), 3)
        }
    });
    assert_eq!(view(&run, "users").state, State::Loaded);
    let with: Vec<bool> = log.claims.iter().map(Option::is_some).collect();
    assert_eq!(with, [false, false, true, false]);
    assert!(
        log.claims[2]
            .as_ref()
            .is_some_and(|claims| claims.contains("\"nbf\""))
    );

    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| {
        if place(url) == 1 {
            challenge()
        } else {
            page(listing, place(url), 3)
        }
    });
    let seen = view(&run, "users");
    assert_eq!(
        (log.asked.len(), seen.state, seen.needs_sign_in),
        (3, State::Paused, true)
    );
    assert_eq!(log.places("users"), [0], "what is loaded stays");
    run.may_go_on(log.now);
    drive(&mut run, &mut log, |_, _| challenge());
    assert_eq!(
        (log.asked.len(), view(&run, "users").state),
        (4, State::Partial),
        "no endless asking"
    );
    assert!(log.claims[3].is_some());
}

#[test]
fn a_session_that_ends_in_the_middle_keeps_what_is_loaded_and_goes_on_after_signing_in() {
    for over in [
        Answer::NoToken(AuthClass::Interaction, "interaction_required", 700084),
        status(401),
    ] {
        let mut run = run_of(&["users", "usage-mailbox"]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |listing, url| match place(url) {
            3 => over.clone(),
            at => page(listing, at, 6),
        });
        // Nothing is left to ask without the person: another tenant has its turn.
        assert!(std::mem::take(&mut log.is_done));
        for seen in run.views() {
            assert_eq!(
                (seen.state, seen.rows, seen.needs_sign_in),
                (State::Paused, 3, true)
            );
        }
        let (_, pages, whole, _) = &log.delivered[0];
        assert_eq!((pages.len(), *whole), (3, false));
        run.may_go_on(log.now);
        drive(&mut run, &mut log, |listing, url| {
            page(listing, place(url), 6)
        });
        assert!(log.is_done);
        for listing in ["users", "usage-mailbox"] {
            assert_eq!(log.places(listing), [0, 1, 2, 3, 4, 5]);
        }
    }
}

#[test]
fn what_mends_a_refusal_is_offered_and_nothing_where_only_others_can() {
    fn refused(status: u16, code: &str) -> Answer {
        let body = format!("{{\"error\": {{\"code\": \"{code}\", \"message\": \"m\"}}}}");
        Answer::Body(status, body)
    }
    let no_token = |class, number| Answer::NoToken(class, "code", number);
    let cases = [
        ("users", refused(501, "NotImplemented"), Mend::Resume),
        ("users", status(401), Mend::SignIn),
        (
            "registration",
            refused(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
            Mend::Nothing,
        ),
        (
            "registration",
            refused(403, "Authentication_RequestFromUnsupportedUserRole"),
            Mend::SignIn,
        ),
        (
            "usage-mailbox",
            refused(403, "S2SUnauthorized"),
            Mend::SignIn,
        ),
        (
            "report-settings",
            refused(403, "Authorization_RequestDenied"),
            Mend::SignIn,
        ),
        ("users", no_token(AuthClass::Config, 700016), Mend::Nothing),
        ("users", no_token(AuthClass::Denied, 90094), Mend::Consent),
        (
            "users",
            no_token(AuthClass::Interaction, 65001),
            Mend::Consent,
        ),
        (
            "users",
            no_token(AuthClass::Interaction, 50076),
            Mend::SignIn,
        ),
        ("users", no_token(AuthClass::Other, 0), Mend::Resume),
    ];
    for (id, answer, expected) in cases {
        let mut run = run_of(&[id]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |_, _| answer.clone());
        let seen = view(&run, id);
        assert_eq!(seen.mend, expected, "{id}: {}", seen.sentence);
        // Once somebody has mended it, it goes on.
        run.may_go_on(log.now);
        run.resume(id, log.now);
        drive(&mut run, &mut log, |listing, url| {
            page(listing, place(url), 1)
        });
        assert_eq!(view(&run, id).state, State::Loaded, "{id}");
    }
}

#[test]
fn a_listing_that_waits_for_the_person_before_its_first_row_says_so() {
    for refused in [
        Answer::NoToken(AuthClass::Interaction, "interaction_required", 50076),
        status(401),
    ] {
        let mut run = run_of(&["users"]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |_, _| refused.clone());
        let seen = view(&run, "users");
        assert_eq!((seen.rows, seen.needs_sign_in), (0, true));
        let [(_, pages, false, why)] = &log.delivered[..] else {
            panic!("{:?}", log.delivered);
        };
        assert!(pages.is_empty() && *why == seen.sentence && why.contains("ign in again"));
        run.may_go_on(log.now);
        drive(&mut run, &mut log, |listing, url| {
            page(listing, place(url), 2)
        });
        assert_eq!(log.places("users"), [0, 1]);
    }
}

#[test]
fn a_token_is_renewed_by_force_once() {
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    let mut n = 0;
    drive(&mut run, &mut log, |listing, url| {
        n += 1;
        if n == 3 {
            status(401)
        } else {
            page(listing, place(url), 4)
        }
    });
    assert_eq!(log.forced, [false, false, false, true, false]);
    assert_eq!(view(&run, "users").state, State::Loaded);
}

#[test]
fn sign_ins_end_at_the_number_of_rows_and_go_on_for_as_many_again() {
    let mut run = run_of_sign_ins(3, 4);
    let mut log = Log::default();
    let rows = |n: usize| {
        Answer::Body(
            200,
            format!("{{\"value\": [{}]}}", vec!["{}"; n].join(", ")),
        )
    };
    drive(&mut run, &mut log, |_, _| rows(2));
    let seen = view(&run, "sign-ins");
    assert_eq!(
        (seen.state, seen.rows, seen.mend),
        (State::Partial, 4, Mend::Resume)
    );
    assert!(
        seen.sentence.starts_with("stopped at 4 rows"),
        "{}",
        seen.sentence
    );
    assert!(log.urls[0].contains("2026-11-28") && log.urls[1].contains("2026-11-27"));
    run.resume("sign-ins", log.now);
    drive(&mut run, &mut log, |_, _| rows(2));
    let seen = view(&run, "sign-ins");
    assert_eq!(
        (seen.state, seen.rows, log.asked.len()),
        (State::Loaded, 6, 3)
    );
}

#[test]
fn a_day_of_sign_ins_that_takes_too_long_is_halved_and_nothing_is_left_out() {
    let mut run = run_of_sign_ins(2, 1000);
    let mut log = Log::default();
    drive(&mut run, &mut log, |_, url| {
        match url.contains("ge%202026-11-27T00:00:00Z%20and%20createdDateTime%20lt%202026-11-28") {
            true => status(504),
            false => Answer::Body(200, "{\"value\": [{}]}".to_owned()),
        }
    });
    let filters: Vec<&str> = log
        .urls
        .iter()
        .map(|url| url.rsplit_once("$filter=").expect("a filter").1)
        .collect();
    assert_eq!(filters, [
        "createdDateTime%20ge%202026-11-28T00:00:00Z",
        "createdDateTime%20ge%202026-11-27T00:00:00Z%20and%20createdDateTime%20lt%202026-11-28T00:00:00Z",
        "createdDateTime%20ge%202026-11-27T12:00:00Z%20and%20createdDateTime%20lt%202026-11-28T00:00:00Z",
        "createdDateTime%20ge%202026-11-27T00:00:00Z%20and%20createdDateTime%20lt%202026-11-27T12:00:00Z",
    ].map(|filter| filter));
    assert_eq!(view(&run, "sign-ins").rows, 3);
}

#[test]
fn a_cloud_without_a_listing_is_not_asked_for_it() {
    let mut run = Run::new(
        config("china"),
        "organizations",
        &[wanted("report-settings"), wanted("provisioning")],
        5,
    );
    let acts = run.next(NOW, &mut Gate::default());
    assert!(acts.iter().all(|act| !matches!(act, Act::Fetch { .. })));
    assert!(matches!(acts.last(), Some(Act::Done)));
    for seen in run.views() {
        assert_eq!((seen.state, seen.mend), (State::Unavailable, Mend::Nothing));
        assert!(seen.sentence.contains("China"));
    }
}

#[test]
fn pages_without_a_record_are_followed_and_an_empty_listing_is_whole() {
    let mut run = run_of(&["users", "deleted-users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| {
        match (listing, place(url)) {
            ("users", 1) => Answer::Body(
                200,
                format!(
                    "{{\"@odata.nextLink\": \"{GRAPH}/v1.0/users?$skiptoken=2\", \"value\": []}}"
                ),
            ),
            ("users", at) => page(listing, at, 3),
            _ => Answer::Body(200, "{\"value\": []}".to_owned()),
        }
    });
    assert_eq!(
        (view(&run, "users").rows, view(&run, "users").state),
        (2, State::Loaded)
    );
    assert_eq!(
        (
            view(&run, "deleted-users").rows,
            view(&run, "deleted-users").state
        ),
        (0, State::Loaded)
    );
    // Nothing to load: it takes the place of what was there before.
    let empty = log.delivered.iter().find(|(id, ..)| *id == "deleted-users");
    assert!(matches!(empty, Some((_, pages, true, _)) if pages.is_empty()));
}

#[test]
fn what_is_stopped_keeps_its_pages_and_goes_on() {
    let mut run = run_of(&["users"]);
    let fetch = |run: &mut Run, now| match &run.next(now, &mut Gate::default())[..] {
        [.., Act::Fetch { id, .. }] => *id,
        acts => panic!("{acts:?}"),
    };
    let first = fetch(&mut run, NOW);
    let Answer::Body(_, body) = page("users", 0, 3) else {
        panic!()
    };
    run.heard(
        first,
        &Heard {
            status: 200,
            ..Heard::default()
        },
        body.as_bytes(),
        NOW + 1,
    );
    let second = fetch(&mut run, NOW + 1);
    run.stop();
    assert_eq!(view(&run, "users").state, State::Partial);
    // What comes late of it changes nothing.
    run.heard(
        second,
        &Heard {
            status: 200,
            ..Heard::default()
        },
        body.as_bytes(),
        NOW + 2,
    );
    run.failed(second, Failure::Aborted, NOW + 2);
    assert_eq!(view(&run, "users").rows, 1);
    let acts = run.next(NOW + 3, &mut Gate::default());
    assert!(matches!(&acts[0], Act::Deliver { pages, whole: false, .. } if pages == &[first]));
    run.resume("users", NOW + 4);
    let mut log = Log {
        now: NOW + 4,
        ..Log::default()
    };
    drive(&mut run, &mut log, |listing, url| {
        page(listing, place(url), 3)
    });
    assert_eq!(log.asked.len(), 2);
    assert!(matches!(&log.delivered[..], [(_, pages, true, _)] if pages.len() == 3));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever goes wrong, and however often: in the end every page is there once, in its order.
    #[test]
    fn after_any_failures_all_is_read_once_someone_keeps_going_on(seed: u64, n_pages in 1usize..8, rate in 0u64..80) {
        let ids = ["users", "registration", "usage-onedrive", "contracts"];
        let wanted: Vec<Wanted> = ids.iter().map(|id| wanted(id)).collect();
        let mut run = Run::new(config("global"), "organizations", &wanted, seed);
        let mut log = Log::default();
        let mut chance = Chance::of(seed ^ 77);
        for round in 0..200 {
            drive(&mut run, &mut log, |listing, url| {
                if round < 100 && chance.below(100) < rate {
                    let all = [429, 503, 500, 502, 504, 400, 401, 403, 404, 410, 501];
                    return match chance.below(14) {
                        11 => Answer::Fails(Failure::Network),
                        12 => Answer::NoToken(AuthClass::Interaction, "login_required", 50058),
                        13 => Answer::Body(200, "{\"value\": [".to_owned()),
                        14 => expired(),
                        n => status(all[n as usize]),
                    };
                }
                page(listing, place(url), n_pages)
            });
            if log.is_done && run.views().iter().all(|seen| seen.state == State::Loaded) {
                break;
            }
            run.may_go_on(log.now);
            ids.iter().for_each(|id| run.resume(id, log.now));
        }
        for id in ids {
            prop_assert_eq!(log.places(id), (0..n_pages).collect::<Vec<_>>());
            prop_assert_eq!(view(&run, id).state, State::Loaded);
        }
    }

    #[test]
    fn no_body_brings_a_run_to_fall(bodies in proptest::collection::vec(("[\\[\\]{}\":,a@]{0,20}", 100u16..600), 1..12)) {
        let mut run = run_of(&["users", "report-settings", "sign-ins"]);
        let mut log = Log::default();
        let mut n = 0;
        drive(&mut run, &mut log, |_, _| {
            n += 1;
            let (body, status) = &bodies[n % bodies.len()];
            Answer::Body(*status, body.clone())
        });
    }
}

#[test]
fn what_becomes_no_table_is_told() {
    let mut run = run_of(&["report-settings", "provisioning"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| {
        match (listing, place(url)) {
            ("report-settings", _) => {
                Answer::Body(200, "{\"displayConcealedNames\": true}".to_owned())
            }
            (_, 0) => Answer::Body(
                200,
                format!(
                    "{{\"@odata.nextLink\": \"{GRAPH}/v1.0/auditLogs/provisioning?$skiptoken=1\", \"value\": [{{\"provisioningStatusInfo\": {{\"status\": \"failure\"}}}}]}}"
                ),
            ),
            _ => Answer::Body(200, "{\"value\": [{}]}".to_owned()),
        }
    });
    let said = |id: &str| {
        let told = log.delivered.iter().find(|(known, ..)| *known == id);
        told.map(|(_, _, whole, why)| (*whole, why.clone()))
    };
    assert!(
        said("report-settings").is_some_and(|(whole, why)| whole && why.contains("hide the names"))
    );
    assert!(
        said("provisioning").is_some_and(|(whole, why)| whole && why.starts_with("1 of 2 steps"))
    );
}

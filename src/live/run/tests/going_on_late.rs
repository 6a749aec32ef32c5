//! Going on when Graph has forgotten the place, and how old the rows are then; pages without a record.

use super::*;

#[test]
fn going_on_late_leaves_the_rows_as_old_as_their_first_page() {
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |listing, url| match place(url) {
        1 => status(404),
        at => page(listing, at, 3),
    });
    assert_eq!(view(&run, "users").since_ms, Some(NOW));
    log.now += 7_200_000;
    run.resume("users", log.now);
    drive(&mut run, &mut log, |listing, url| {
        page(listing, place(url), 3)
    });
    let seen = view(&run, "users");
    assert_eq!((seen.state, seen.since_ms), (State::Loaded, Some(NOW)));

    // Beginning with the first page again is as new as that.
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    let mut n = 0;
    drive(&mut run, &mut log, |listing, url| {
        n += 1;
        if n == 3 {
            expired()
        } else {
            page(listing, place(url), 3)
        }
    });
    let asked_again = log.asked[3].0;
    assert_eq!(view(&run, "users").since_ms, Some(asked_again));
    assert!(asked_again > NOW);
}

#[test]
fn a_place_that_is_forgotten_when_somebody_goes_on_late_begins_the_listing_again_without_a_row_twice()
 {
    let late = |code: u16, word: &str| {
        Answer::Body(code, format!("{{\"error\": {{\"code\": \"{word}\"}}}}"))
    };
    for (listing, answer) in [
        ("users", late(400, "Directory_ExpiredPageToken")),
        ("usage-mailbox", late(410, "resyncRequired")),
        ("registration", late(410, "")),
        // Listings that have no word of their own for it.
        ("registration", late(400, "UnknownError")),
        ("usage-mailbox", late(400, "BadRequest")),
    ] {
        let mut run = run_of(&[listing]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |listing, url| match place(url) {
            2 => status(404),
            at => page(listing, at, 4),
        });
        assert_eq!(log.places(listing), [0, 1]);
        log.now += 3_600_000;
        run.resume(listing, log.now);
        let mut is_first = true;
        drive(&mut run, &mut log, |listing, url| {
            match std::mem::take(&mut is_first) {
                true => answer.clone(),
                false => page(listing, place(url), 4),
            }
        });
        assert_eq!(log.places(listing), [0, 1, 2, 3], "{answer:?}");
        let seen = view(&run, listing);
        assert_eq!((seen.state, seen.rows), (State::Loaded, 4), "{answer:?}");
        assert!(seen.since_ms.is_some_and(|since| since >= NOW + 3_600_000));
        // What was read before is not needed any more.
        assert_eq!(log.forgotten[..2], [0, 1]);

        // Once, and not for ever.
        let mut run = run_of(&[listing]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |listing, url| match place(url) {
            2 => status(404),
            at => page(listing, at, 4),
        });
        run.resume(listing, log.now);
        let n = log.asked.len();
        drive(&mut run, &mut log, |listing, url| match place(url) {
            2 => answer.clone(),
            at => page(listing, at, 4),
        });
        assert_eq!(log.asked.len() - n, 4, "{answer:?}");
        assert_eq!(view(&run, listing).state, State::Partial);
        assert_eq!(log.places(listing), [0, 1]);
    }
    // A request that was never understood is no forgotten place.
    let mut run = run_of(&["users"]);
    let mut log = Log::default();
    drive(&mut run, &mut log, |_, _| status(400));
    run.resume("users", log.now);
    drive(&mut run, &mut log, |_, _| status(400));
    assert_eq!(log.asked.len(), 2);
}

#[test]
fn twenty_pages_without_a_record_are_gone_through_to_the_rows_behind_them() {
    let listing = super::listing("users").expect("a listing");
    for last in ["", "{\"id\": \"a\"}"] {
        let mut run = run_of(&["users"]);
        let mut log = Log::default();
        drive(&mut run, &mut log, |_, url| {
            let at = place(url);
            Answer::Body(
                200,
                match at {
                    20 => format!("{{\"value\": [{last}]}}"),
                    // No count anywhere.
                    at => format!(
                        "{{\"@odata.nextLink\": \"{GRAPH}{}?$skiptoken={}\", \"value\": []}}",
                        listing.path,
                        at + 1
                    ),
                },
            )
        });
        let seen = view(&run, "users");
        let n = u64::from(!last.is_empty());
        assert_eq!(
            (seen.state, seen.rows, seen.count, log.asked.len()),
            (State::Loaded, n, None, 21)
        );
        assert_eq!(log.delivered.len(), 1);
        assert_eq!(log.delivered[0].1.len(), 21 * n as usize);
    }
}

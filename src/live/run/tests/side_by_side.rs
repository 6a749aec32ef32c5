//! Runs of several tenants, which share what Graph allows, and clocks that are set.

use super::*;

/// Runs of these tenants, each of these listings.
fn runs_of(tenants: &[&str], listings: &[&str]) -> Vec<Run> {
    let wanted: Vec<Wanted> = listings.iter().map(|id| wanted(id)).collect();
    let runs = tenants.iter().zip(5..);
    runs.map(|(tenant, seed)| Run::new(config("global"), tenant, &wanted, seed))
        .collect()
}

#[test]
fn runs_side_by_side_have_four_requests_together_and_take_turns() {
    let listings = ["users", "deleted-users", "usage-mailbox", "usage-onedrive"];
    let mut runs = runs_of(&["one", "other"], &listings);
    let mut log = Log::default();
    drive_all(&mut runs, &mut log, |_, listing, url| {
        page(listing, place(url), 5)
    });
    assert_eq!((log.most_at_once, log.asked.len()), (4, 40));
    // Nobody waits until the other one has all it wants.
    for run in [0, 1] {
        let first = log.run_of[..20].iter().filter(|of| **of == run).count();
        assert!(first >= 5, "{first} of 20 requests");
    }
    for seen in runs.iter().flat_map(Run::views) {
        assert_eq!((seen.state, seen.rows), (State::Loaded, 5));
    }
}

#[test]
fn the_logs_of_one_tenant_are_one_queue_whoever_asks_and_those_of_another_one_another() {
    for (tenants, is_one) in [(["one", "one"], true), (["one", "other"], false)] {
        let mut runs = runs_of(&tenants, &["registration"]);
        let mut log = Log::default();
        drive_all(&mut runs, &mut log, |_, listing, url| {
            page(listing, place(url), 4)
        });
        let mut times: Vec<i64> = log.asked.iter().map(|asked| asked.0).collect();
        times.sort_unstable();
        let gaps: Vec<i64> = times.windows(2).map(|two| two[1] - two[0]).collect();
        assert_eq!(times.len(), 8);
        assert_eq!(gaps.iter().all(|gap| *gap >= 2_000), is_one, "{gaps:?}");
        let of = |run| {
            log.run_of
                .iter()
                .zip(&log.asked)
                .filter(move |(of, _)| **of == run)
        };
        for run in [0, 1] {
            let own: Vec<i64> = of(run).map(|(_, asked)| asked.0).collect();
            assert!(
                own.windows(2).all(|two| two[1] - two[0] >= 2_000),
                "{own:?}"
            );
        }
    }
}

#[test]
fn a_tenant_that_is_told_to_wait_for_its_logs_waits_with_every_run() {
    let mut runs = runs_of(&["one", "one"], &["registration"]);
    let mut log = Log::default();
    let mut is_first = true;
    drive_all(
        &mut runs,
        &mut log,
        |_, listing, url| match std::mem::take(&mut is_first) {
            true => told(429, "60"),
            false => page(listing, place(url), 1),
        },
    );
    assert_eq!(log.asked.len(), 3);
    assert!(
        log.asked[1..].iter().all(|asked| asked.0 >= NOW + 60_000),
        "{:?}",
        log.asked
    );
}

#[test]
fn a_run_that_is_replaced_leaves_behind_what_it_spent() {
    let mut gate = Gate::default();
    let is_fetch = |act: &Act| matches!(act, Act::Fetch { .. });
    let listings = ["registration", "users", "deleted-users", "organization"];
    let mut runs = runs_of(&["one", "one"], &listings);
    let n = |acts: Vec<Act>| acts.iter().filter(|act| is_fetch(act)).count();
    assert_eq!(n(runs[0].next(NOW, &mut gate)), 4);
    // Its requests are still under way.
    assert_eq!(n(runs[1].next(NOW + 10, &mut gate)), 0);
    for _ in 0..4 {
        gate.ended(0);
    }
    let acts = runs[1].next(NOW + 20, &mut gate);
    assert_eq!(acts.iter().filter(|act| is_fetch(act)).count(), 3);
    assert!(matches!(acts.last(), Some(Act::WakeAt(at)) if *at == NOW + 2_100));
}

#[test]
fn a_request_that_never_ends_holds_nothing_up_once_all_are_stopped() {
    let mut gate = Gate::default();
    let listings = ["users", "deleted-users", "subscribed-skus", "organization"];
    let mut runs = runs_of(&["one", "other"], &listings);
    let n = |acts: Vec<Act>| {
        let fetches = acts.iter().filter(|act| matches!(act, Act::Fetch { .. }));
        fetches.count()
    };
    assert_eq!(n(runs[0].next(NOW, &mut gate)), 4);
    let before = gate.round();
    runs[0].stop();
    gate.end_all();
    assert_eq!(n(runs[1].next(NOW + 1, &mut gate)), 4);
    // One of them ends after all: it is none of those that are under way now.
    gate.ended(before);
    let mut third = runs_of(&["third"], &listings);
    assert_eq!(n(third[0].next(NOW + 2, &mut gate)), 0);
    gate.ended(gate.round());
    assert_eq!(n(third[0].next(NOW + 3, &mut gate)), 1);
}

#[test]
fn no_wait_grows_with_a_clock_that_is_set_back() {
    const DAY: i64 = 86_400_000;
    let mut gate = Gate::default();
    let mut run = run_of(&["users", "registration"]);
    let ids: Vec<u32> = run
        .next(NOW, &mut gate)
        .iter()
        .filter_map(|act| match act {
            Act::Fetch { id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    let heard = Heard {
        status: 429,
        retry_after: Some("10".into()),
        ..Heard::default()
    };
    let Answer::Body(_, body) = page("registration", 0, 2) else {
        panic!()
    };
    run.heard(ids[0], &heard, b"", NOW + 100);
    let heard = Heard {
        status: 200,
        ..Heard::default()
    };
    run.heard(ids[1], &heard, body.as_bytes(), NOW + 100);
    ids.iter().for_each(|_| gate.ended(0));
    // The wait of two seconds began before; what is left of it stays, counted from the last look at the clock.
    let acts = run.next(NOW + 100 - DAY, &mut gate);
    let [Act::WakeAt(at)] = acts[..] else {
        panic!("{acts:?}")
    };
    assert_eq!(at, NOW + 2_200 - DAY);
    let until = view(&run, "users").until_ms.expect("a time");
    assert!(
        (10_000..=10_250).contains(&(until - NOW - 100 + DAY)),
        "{until}"
    );
    assert!(
        matches!(run.next(at, &mut gate)[..], [Act::Fetch { listing: "registration", .. }, Act::WakeAt(then)] if then == until)
    );
}

//! The other order of day and month: offered where it explains a contradiction, taken and taken back.

use rollcall::engine::inquiry::Edit;
use rollcall::engine::message::{Loaded, OrderView, Reply};

use super::walk::Walk;

const HEADER: &str = "PennID,PennKey,Name,Expires in days,Scheduled deletion date,O365 Ready\n";

/// Dates with the day first; the days left are counted from 20 November 2026.
const DAY_FIRST: &str = "10000011,adoe,Ada Doe,12,02/12/2026,No\n\
    10000012,bfoe,Ben Foe,20,10/12/2026,No\n\
    10000013,cgoe,Cem Goe,15,05/12/2026,No\n";

/// A date that somebody wrote with the month first: it decides the column.
const BY_HAND: &str = "10000014,dhoe,Dee Hoe,5,11/25/2026,No\n";

fn walk(rows: &[&str]) -> (Walk, Loaded) {
    let mut walk = Walk::new();
    let text = format!("{HEADER}{}", rows.concat());
    let loaded = walk.drop_file("report_2026-11-20.csv", text);
    (walk, loaded)
}

fn take(walk: &mut Walk, order: &str) -> Result<Loaded, String> {
    let edit = Edit::Dates {
        source: 1,
        order: order.to_string(),
    };
    match walk.engine.take_edit(edit, walk.today)? {
        Reply::Loaded(loaded) => Ok(loaded),
        reply => panic!("{reply:?}"),
    }
}

fn captions(orders: &[OrderView]) -> Vec<&str> {
    orders.iter().map(|order| order.caption.as_str()).collect()
}

fn days(walk: &mut Walk) -> Vec<String> {
    walk.column("expiring-not-mine", "deletion_day")
}

#[test]
fn the_other_order_is_offered_beside_the_contradiction_and_says_what_it_changes() {
    let (mut walk, _) = walk(&[DAY_FIRST, BY_HAND]);
    let orders = walk.account("adoe").orders;
    assert_eq!(captions(&orders), ["Read the day first"]);
    assert_eq!(
        orders[0].text,
        "`Scheduled deletion date` of `report_2026-11-20.csv` is read with the month first. With the day first \
         3 dates would be other days, 1 could not be read; rows whose date and days left contradict each other: \
         3 now, 0 then."
    );
    // A row that agrees with itself has nothing to be explained.
    assert_eq!(walk.account("dhoe").orders, []);
}

#[test]
fn a_taken_order_reads_the_dates_anew_and_undo_takes_it_back() {
    let (mut walk, _) = walk(&[DAY_FIRST, BY_HAND]);
    let before = days(&mut walk);
    assert!(
        before.contains(&"Thu 12 Feb 2026".to_string()),
        "{before:?}"
    );
    let loaded = take(&mut walk, "day-first").unwrap();
    assert_eq!(
        loaded.notes,
        [
            "`Scheduled deletion date` of `report_2026-11-20.csv` is read with the day first now: 3 dates are other \
          days, 1 cannot be read. Rows whose date and days left contradict each other: 3 before, 0 now."
        ]
    );
    let now = days(&mut walk);
    assert!(now.contains(&"Wed 2 Dec 2026".to_string()), "{now:?}");
    // What can no longer be read goes by its days left, not by nothing.
    assert!(now.contains(&"Wed 25 Nov 2026".to_string()), "{now:?}");
    assert!(walk.codes().contains(&"unreadable-date".to_string()));
    assert_eq!(captions(&walk.account("adoe").orders), ["Undo"]);

    take(&mut walk, "back").unwrap();
    assert_eq!(days(&mut walk), before);
    assert_eq!(
        captions(&walk.account("adoe").orders),
        ["Read the day first"]
    );
    assert!(take(&mut walk, "back").is_err());
    assert!(take(&mut walk, "year-first").is_err());
    assert_eq!(days(&mut walk), before);
}

#[test]
fn undo_gives_back_what_the_person_answered_before() {
    let (mut walk, loaded) = walk(&[DAY_FIRST]);
    // Nobody has said anything: the earlier day counts, and the order that explains more is offered.
    assert_eq!(
        captions(&walk.account("adoe").orders),
        ["Read the day first"]
    );
    walk.answer(&loaded.questions[0], "month-first").unwrap();
    let before = days(&mut walk);
    assert_eq!(
        captions(&walk.account("adoe").orders),
        ["Read the day first"]
    );
    assert_eq!(take(&mut walk, "day-first").unwrap().questions, []);
    assert_ne!(days(&mut walk), before);
    let loaded = take(&mut walk, "back").unwrap();
    assert_eq!(days(&mut walk), before);
    assert_eq!(loaded.questions, []);
}

#[test]
fn an_order_taken_while_the_question_is_open_answers_it_and_undo_asks_again() {
    let (mut walk, loaded) = walk(&[DAY_FIRST]);
    assert_eq!(loaded.questions.len(), 1);
    assert_eq!(take(&mut walk, "day-first").unwrap().questions, []);
    assert_eq!(take(&mut walk, "back").unwrap().questions.len(), 1);
}

#[test]
fn dates_that_are_written_one_way_only_have_no_other_order() {
    let mut walk = Walk::with(&["day_and_month_swapped.csv"]);
    assert_eq!(walk.account("fkoe").orders, []);
    assert_eq!(walk.orders_of_source(), []);
}

#[test]
fn the_source_offers_it_too() {
    let (mut walk, _) = walk(&[DAY_FIRST, BY_HAND]);
    assert_eq!(captions(&walk.orders_of_source()), ["Read the day first"]);
    take(&mut walk, "day-first").unwrap();
    assert_eq!(captions(&walk.orders_of_source()), ["Undo"]);
}

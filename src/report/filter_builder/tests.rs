use super::*;
use crate::json::parse;
use crate::report::definition::definition;
use proptest::prelude::*;

fn clause(text: &str) -> Filter {
    Filter::Clause(parse(text).unwrap())
}

fn column(id: &str) -> &'static ColumnDefinition {
    definition("expiring").unwrap().column(id).unwrap()
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let text = |name: &'static str| {
        "[a-z]{1,3}".prop_map(move |text| format!(r#"{{"column":"name","{name}":"{text}"}}"#))
    };
    let leaf = prop_oneof![
        text("contains"),
        text("starts"),
        (0i32..40).prop_map(|n| format!(r#"{{"column":"disable_day","days":[0,{n}]}}"#)),
        (-9i32..9).prop_map(|n| format!(r#"{{"column":"days_left","min":{n}}}"#)),
        Just(r#"{"column":"department","is":["empty"]}"#.to_owned()),
        Just(r#"{"column":"urgency","any_of":["late","soon"]}"#.to_owned()),
    ];
    let tree = leaf.prop_recursive(3, 12, 3, |inner| {
        let list = proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list.clone()
                .prop_map(|parts| format!(r#"{{"any":[{}]}}"#, parts.join(","))),
            list.prop_map(|parts| format!(r#"{{"all":[{}]}}"#, parts.join(","))),
            inner.prop_map(|part| format!(r#"{{"not":{part}}}"#)),
        ]
    });
    tree.prop_map(|text| clause(&text))
}

proptest! {
    #[test]
    fn what_comes_by_a_link_is_taken_apart_and_put_together_without_a_loss(filters in proptest::collection::vec(any_filter(), 0..4)) {
        let built = Builder::of(&filters).filters();
        let meaning = |filters: &[Filter]| filters.iter().map(as_clause).collect::<Vec<_>>();
        prop_assert_eq!(meaning(&built), meaning(&filters));
        prop_assert_eq!(Builder::of(&built).filters(), built);
    }
}

#[test]
fn an_unfinished_condition_narrows_nothing_and_stays() {
    let mut builder = Builder::default();
    let at = builder.add(column("name"), None);
    assert!(builder.filters().is_empty());
    builder.change(at, |condition| condition.texts[0] = "bak".to_owned());
    assert_eq!(
        builder.filters(),
        [clause(r#"{"column":"name","contains":"bak"}"#)]
    );
    builder.change(at, |condition| condition.texts[0].clear());
    assert!(builder.filters().is_empty());
    assert_eq!(builder.items.len(), 1);
}

#[test]
fn a_condition_becomes_a_group_and_is_left_where_the_others_go() {
    let mut builder = Builder::of(&[clause(r#"{"column":"name","contains":"bak"}"#)]);
    let at = builder.add(column("days_left"), Some(0));
    assert_eq!(at, (0, Some(1)));
    assert_eq!(
        builder.filters(),
        [clause(r#"{"column":"name","contains":"bak"}"#)]
    );
    builder.change(at, |condition| {
        condition.texts[0] = "3".to_owned();
        condition.with_missing = false;
    });
    let group = r#"{"any":[{"column":"name","contains":"bak"},{"column":"days_left","min":3}]}"#;
    assert_eq!(builder.filters(), [clause(group)]);
    builder.set_any(0, false);
    assert_eq!(builder.filters(), [clause(&group.replace("any", "all"))]);
    builder.remove((0, Some(0)));
    assert_eq!(
        builder.filters(),
        [clause(r#"{"column":"days_left","min":3}"#)]
    );
    builder.remove((0, None));
    assert_eq!(builder, Builder::default());
}

#[test]
fn what_stands_deeper_is_a_sentence_and_stays() {
    let deep = r#"{"any":[{"all":[{"column":"name","contains":"a"},{"column":"key","contains":"b"}]},{"column":"name","starts":"c"}]}"#;
    let mut builder = Builder::of(&[clause(deep)]);
    let Item::Group { any: true, parts } = &builder.items[0] else {
        panic!("{builder:?}");
    };
    assert!(matches!(parts.as_slice(), [Part::Kept(_), Part::One(_)]));
    assert_eq!(builder.filters(), [clause(deep)]);
    builder.remove((0, Some(1)));
    assert_eq!(builder.filters().len(), 1);
    let none = clause(r#"{"column":"name","like":"a"}"#);
    let kept = Builder::of(std::slice::from_ref(&none));
    assert_eq!(kept.filters(), [none]);
    let report = definition("expiring").unwrap();
    assert!(kept.items[0].sentence(report).contains("expected a test"));
}

#[test]
fn values_and_spans_are_the_filters_that_buttons_and_charts_set() {
    let mut builder = Builder::default();
    let at = builder.add(column("urgency"), None);
    builder.change(at, |condition| condition.toggle_value("late"));
    let any_of = Filter::AnyOf {
        column: "urgency".to_owned(),
        any_of: vec!["late".to_owned()],
    };
    assert_eq!(builder.filters(), [any_of]);
    let span = parse(r#"{"column":"disable_day","from":"2026-11-01","to":"2026-11-09"}"#).unwrap();
    let built = Builder::of(&[Filter::Clause(span)]).filters();
    assert!(matches!(built[0], Filter::Between { .. }));
}

#[test]
fn typing_is_one_step_and_everything_else_one_of_its_own() {
    let name = |text: &str| clause(&format!(r#"{{"column":"name","contains":"{text}"}}"#));
    let late = Filter::AnyOf {
        column: "urgency".to_owned(),
        any_of: vec!["late".to_owned()],
    };
    assert!(is_typed(&[], &[name("b")]));
    assert!(is_typed(
        &[late.clone(), name("b")],
        &[late.clone(), name("ba")]
    ));
    let group = |text: &str| {
        clause(&format!(
            r#"{{"any":[{{"column":"key","is":["empty"]}},{{"column":"name","contains":"{text}"}}]}}"#
        ))
    };
    assert!(is_typed(&[group("b")], &[group("ba")]));
    assert!(!is_typed(&[name("b")], &[group("b")]));
    assert!(!is_typed(&[name("b")], &[]));
    assert!(!is_typed(&[], std::slice::from_ref(&late)));
    assert!(!is_typed(
        &[name("b")],
        &[clause(r#"{"column":"name","starts":"b"}"#)]
    ));
    assert!(!is_typed(&[name("b")], &[name("b")]));
    assert!(!is_typed(&[name("b"), name("c")], &[name("d"), name("e")]));
}

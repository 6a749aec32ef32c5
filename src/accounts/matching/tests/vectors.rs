//! The vectors of domain 3.1 and each reason of 2.5, one by one.

use super::*;
use crate::accounts::derived::IdCheck;
use crate::accounts::logon_name::NotAKey;
use crate::accounts::raw_key::KeyKind;
use crate::ingest::concealed::Concealment;
use crate::table::RowSet;
use Role::*;

const ID: &str = "a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90";
const OTHER_ID: &str = "b1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90";
const DELETED: &str = "a1b2c3d4e5f60718293a4b5c6d7e8f90jdoe@upenn.edu";

/// One row on either side: the tier and the notes, or nothing.
#[track_caller]
fn case(left: Row, right: Row, expected: Option<(Tier, Notes)>) {
    for (left, right) in [(left, right), (right, left)] {
        let found = matching(&[left], &[right]);
        let pair = found.joined.first().map(|pair| (pair.tier, pair.notes));
        assert_eq!(pair, expected, "{left:?} {right:?}");
    }
}

#[test]
fn the_key_vectors_of_domain_3_1_fire_their_tiers() {
    let names = |left, right, expected| case(&[(LogonName, left)], &[(LogonName, right)], expected);
    let t5 = |notes| Some((Tier::LogonName, notes));
    names("UPENN\\jdoe", "jdoe@upenn.edu", t5(Notes::NONE));
    names("\u{feff}jdoe\u{a0}", "jdoe", t5(Notes::SPACES));
    names("=\"jdoe\"", "jdoe", t5(Notes::NONE));
    names("Doe, Jane", "Doe, Jane", None);
    names("", "", None);
    names("јdoe", "jdoe", None);
    names("12-Dec", "dec12@upenn.edu", None);
    names(
        "averyverylongaccount",
        "averyverylongaccountname@x.edu",
        None,
    );
    case(
        &[(Upn, "JDoe@UPENN.EDU")],
        &[(Upn, "jdoe@upenn.edu")],
        Some((Tier::Upn, Notes::CASE)),
    );
    names(
        "JDoe@UPENN.EDU",
        "jdoe@upenn.edu",
        Some((Tier::Upn, Notes::CASE)),
    );
    case(
        &[(Proxies, "SMTP:jdoe@upenn.edu+smtp:jd@sas.upenn.edu")],
        &[(Mail, "jd@sas.upenn.edu")],
        Some((Tier::Proxy, Notes::NONE)),
    );
    case(
        &[(Upn, DELETED), (ObjectId, ID)],
        &[(Upn, "jdoe@upenn.edu")],
        Some((Tier::Derived, Notes::DELETED)),
    );
    case(
        &[(Upn, DELETED), (ObjectId, OTHER_ID)],
        &[(Upn, "jdoe@upenn.edu")],
        None,
    );
    case(
        &[(Upn, "alice_contoso.com#EXT#@tenant.onmicrosoft.com")],
        &[(Upn, "alice@contoso.com")],
        Some((Tier::Derived, Notes::GUEST)),
    );
    let bookings = "bookings-sas-helpdesk@upenn.edu";
    let address = "bookings-sas-helpdesk@bookings.penno365.upenn.edu";
    case(&[(Upn, bookings)], &[(Mail, address)], None);
    case(&[(LogonName, bookings)], &[(Mail, address)], None);
    // Nor where a list writes the one or the other as a logon name, whichever way round.
    names(bookings, address, None);
    names(address, bookings, None);
    case(&[(Upn, bookings)], &[(Upn, address)], None);
    case(
        &[(Upn, bookings), (ObjectId, ID)],
        &[(Mail, address), (ObjectId, ID)],
        Some((Tier::ObjectId, Notes::NONE)),
    );
    case(
        &[(Upn, bookings), (Proxies, &format!("SMTP:{address}"))],
        &[(Mail, address)],
        Some((Tier::Mail, Notes::NONE)),
    );
}

#[test]
fn concealed_names_meet_nobody_and_say_so() {
    #[track_caller]
    fn concealed(name: &str, how: Concealment) {
        case(&[(Upn, name)], &[(Upn, name)], None);
        let found = matching(&[&[(Upn, name)]], &[&[(Upn, "jdoe@upenn.edu")]]);
        assert_eq!(left_reason(&found, 0), Reason::Concealed(how));
        assert!(found.left.concealed.is_concealed());
        assert!(!found.right.concealed.is_concealed());
    }
    concealed("85926F73B5A9FA60D166E6057BA76F4A", Concealment::Digest);
    concealed("<PII:H105(se/njc=)>@contoso.com", Concealment::Pii);
    concealed("(Unknown)", Concealment::Unknown);
}

/// The suggestions for one damaged name among others.
#[track_caller]
fn suggested(left: Row, right: &[Row], kind: SuggestionKind, row: u32) -> Matching {
    let found = matching(&[left], right);
    assert_eq!(joined(&found), [], "suggestions never join");
    let expected = [Suggestion {
        kind,
        left: 0,
        right: row,
    }];
    assert_eq!(found.suggestions, expected, "{left:?}");
    let swapped = matching(right, &[left]);
    let expected = [Suggestion {
        kind,
        left: row,
        right: 0,
    }];
    assert_eq!(swapped.suggestions, expected, "{left:?}");
    found
}

#[test]
fn what_a_key_may_be_is_suggested_from_what_the_other_side_holds() {
    use SuggestionKind::*;
    let name = |left: &str, right: &str, kind| {
        let right: [Row; 2] = [&[(LogonName, "other")], &[(LogonName, right)]];
        suggested(&[(LogonName, left)], &right, kind, 1)
    };
    let found = name("12-Dec", "dec12@upenn.edu", ExcelDate);
    assert_eq!(left_reason(&found, 0), Reason::ExcelDamage);
    assert_eq!(right_reason(&found, 1), Reason::ExcelDamage);
    assert_eq!(right_reason(&found, 0), Reason::NotInOtherSource);
    name("12. Dez", "dec12", ExcelDate);
    name("1.2E+10", "12e9", Scientific);
    name("1.23457E+11", "123456789012", Scientific);
    name("1234567", "01234567", LostZero);
    let found = name(
        "averyverylongaccount",
        "averyverylongaccountname@x.edu",
        Truncated,
    );
    assert_eq!(left_reason(&found, 0), Reason::Truncated);
    name("jdoe+list", "jdoe", Tag);
    name("j.doe", "jdoe@upenn.edu", Dots);
    let found = name("јdoe", "jdoe", Homoglyph);
    assert_eq!(left_reason(&found, 0), Reason::NotInOtherSource);
    name("müller", "muller", Diacritics);
    suggested(
        &[(PersonId, "1234567")],
        &[&[(PersonId, "01234568")], &[(PersonId, "01234567")]],
        LostZero,
        1,
    );
}

#[test]
fn one_slip_is_suggested_for_equal_surnames_only() {
    let left: Row = &[(LogonName, "jsmiht"), (Surname, "Smith")];
    let right: Row = &[(LogonName, "jsmith"), (DisplayName, "Smith, Jane")];
    suggested(left, &[right], SuggestionKind::Typo, 0);
    let other: Row = &[(LogonName, "jsmith"), (Surname, "Smythe")];
    assert_eq!(matching(&[left], &[other]).suggestions, []);
}

#[test]
fn a_name_in_its_department_is_suggested() {
    let left: Row = &[
        (LogonName, "jd1"),
        (DisplayName, "Doe, Jane"),
        (Department, "Law"),
    ];
    let right: Row = &[
        (LogonName, "x22"),
        (DisplayName, "Jane Doe"),
        (Department, "LAW"),
    ];
    suggested(left, &[right], SuggestionKind::SameName, 0);
}

#[test]
fn one_name_and_two_accounts_are_ambiguous() {
    let found = matching(
        &[&[(LogonName, "jdoe")]],
        &[
            &[(LogonName, "jdoe@upenn.edu")],
            &[(LogonName, "jdoe@med.upenn.edu")],
        ],
    );
    assert_eq!(joined(&found), []);
    assert_eq!(left_reason(&found, 0), Reason::Ambiguous(2));
    assert_eq!(right_reason(&found, 1), Reason::Ambiguous(2));
    let group = AmbiguousGroup {
        tier: Tier::LogonName,
        left: vec![0],
        right: vec![0, 1],
    };
    assert_eq!(found.groups, [group]);
    assert_eq!(found.suggestions, []);
}

#[test]
fn a_stronger_tier_resolves_what_a_weaker_one_leaves_open() {
    let found = matching(
        &[&[(LogonName, "jdoe"), (PersonId, "2")]],
        &[
            &[(LogonName, "jdoe"), (PersonId, "1")],
            &[(LogonName, "jdoe"), (PersonId, "2")],
        ],
    );
    assert_eq!(joined(&found), [(0, 1, "T4")]);
    // The other row of that name is not taken for a second account of hers.
    assert_eq!(right_reason(&found, 0), Reason::Ambiguous(2));
}

#[test]
fn a_weaker_tier_decides_among_the_candidates_of_a_stronger_one_and_never_beyond() {
    let twice: [Row; 2] = [
        &[(Upn, "x@upenn.edu"), (PersonId, "1")],
        &[(Upn, "x@upenn.edu"), (PersonId, "2")],
    ];
    let found = matching(&twice, &twice);
    assert_eq!(joined(&found), [(0, 0, "T4"), (1, 1, "T4")]);
    let found = matching(
        &twice,
        &[
            &[(Upn, "x@upenn.edu")],
            &[(LogonName, "y"), (PersonId, "2")],
        ],
    );
    assert_eq!(joined(&found), []);
    assert_eq!(left_reason(&found, 1), Reason::Ambiguous(2));
    assert_eq!(right_reason(&found, 1), Reason::NotInOtherSource);
}

#[test]
fn two_object_ids_beat_every_weaker_agreement() {
    let all = |id| -> Vec<(Role, &'static str)> {
        vec![
            (ObjectId, id),
            (Upn, "jdoe@upenn.edu"),
            (Mail, "jdoe@upenn.edu"),
            (PersonId, "01234567"),
            (LogonName, "jdoe"),
        ]
    };
    let (left, right) = (all(ID), all(OTHER_ID));
    let found = matching(&[&left], &[&right]);
    assert_eq!(joined(&found), []);
    let near = Near {
        tier: Tier::Upn,
        other: 0,
        why: Hindrance::OtherObjectId,
    };
    assert_eq!(found.left.unmatched[0].near, Some(near));
    assert_eq!(left_reason(&found, 0), Reason::NotInOtherSource);
    assert_eq!(found.suggestions, []);
}

#[test]
fn an_account_made_again_under_the_name_of_a_deleted_one_is_another() {
    let found = matching(
        &[&[(Upn, DELETED)]],
        &[&[(Upn, "jdoe@upenn.edu"), (ObjectId, OTHER_ID)]],
    );
    assert_eq!(joined(&found), []);
    assert_eq!(
        left_reason(&found, 0),
        Reason::SoftDeleted(IdCheck::Unknown)
    );
    let near = found.right.unmatched[0].near.expect("a near rule");
    assert_eq!(
        (near.tier, near.why),
        (Tier::Derived, Hindrance::OtherObjectId)
    );
    // The account itself, wherever its id is known, is found by it.
    let found = matching(
        &[&[(Upn, DELETED)]],
        &[&[(Upn, "renamed@upenn.edu"), (ObjectId, ID)]],
    );
    assert_eq!(joined(&found), [(0, 0, "T6")]);
}

#[test]
fn a_deleted_account_without_an_object_id_is_marked_as_unchecked() {
    let found = matching(&[&[(Upn, DELETED)]], &[&[(LogonName, "jdoe")]]);
    assert_eq!(found.joined[0].notes, Notes::DELETED.and(Notes::UNCHECKED));
    let found = matching(
        &[&[(Upn, DELETED), (ObjectId, OTHER_ID)]],
        &[&[(LogonName, "jdoe")]],
    );
    assert_eq!(
        left_reason(&found, 0),
        Reason::SoftDeleted(IdCheck::Differs)
    );
}

#[test]
fn every_row_without_partner_says_why() {
    #[track_caller]
    fn reason(row: Row, expected: Reason) {
        let right: [Row; 1] = [&[(LogonName, "jdoe@upenn.edu")]];
        assert_eq!(
            left_reason(&matching(&[row], &right), 0),
            expected,
            "{row:?}"
        );
    }
    reason(&[], Reason::EmptyKey);
    reason(&[(LogonName, " \u{200b}")], Reason::EmptyKey);
    reason(&[(LogonName, "-")], Reason::EmptyKey);
    reason(
        &[(LogonName, "Doe, Jane")],
        Reason::NotAKey(NotAKey::FreeText),
    );
    reason(
        &[(LogonName, "CN=Jane,OU=x")],
        Reason::NotAKey(NotAKey::DistinguishedName),
    );
    reason(
        &[(LogonName, "/o=Org/cn=x")],
        Reason::NotAKey(NotAKey::ExchangeAddress),
    );
    reason(&[(Upn, "al_x.org#EXT#@t.onmicrosoft.com")], Reason::Guest);
    reason(&[(LogonName, "absent")], Reason::NotInOtherSource);
    reason(
        &[(Upn, "(Unknown)"), (Mail, "absent@upenn.edu")],
        Reason::NotInOtherSource,
    );
}

#[test]
fn a_name_in_another_domain_says_which_and_joins_once_accepted() {
    let left: [Row; 1] = [&[(LogonName, "jdoe@gmail.com")]];
    let right: [Row; 1] = [&[(LogonName, "jdoe@upenn.edu")]];
    let found = matching(&left, &right);
    let Reason::DomainDiffers { own, other } = left_reason(&found, 0) else {
        panic!("{:?}", found.left.unmatched);
    };
    let own = found.left.realms[own as usize].domain.as_deref();
    let other = found.right.realms[other as usize].domain.as_deref();
    assert_eq!((own, other), (Some("gmail.com"), Some("upenn.edu")));
    let pair = RealmRule::Domains("gmail.com".to_string(), "upenn.edu".to_string());
    assert_eq!(found.rules_on_offer, [(pair.clone(), 1)]);
    let mut rules = MatchRules::default();
    rules.accept_domains("upenn.edu", "gmail.com");
    let found = matching_under(&rules, &left, &right);
    assert_eq!(joined(&found), [(0, 0, "T5")]);
    assert_eq!(found.rules_in_use, [(pair, 1)]);
}

#[test]
fn alias_domains_and_labels_are_named_and_can_be_switched_off() {
    let left: [Row; 2] = [
        &[(LogonName, "PENN\\jdoe")],
        &[(LogonName, "asmith@exchange.upenn.edu")],
    ];
    let right: [Row; 2] = [
        &[(LogonName, "jdoe@upenn.edu")],
        &[(LogonName, "asmith@upenn.edu")],
    ];
    let found = matching(&left, &right);
    assert_eq!(joined(&found), [(0, 0, "T5"), (1, 1, "T5")]);
    assert_eq!(
        found.rules_in_use,
        [
            (RealmRule::Group("upenn.edu".to_string()), 1),
            (RealmRule::Label("penn".to_string()), 1)
        ]
    );
    let mut rules = MatchRules::default();
    rules.set_group_apart("upenn.edu", true);
    rules.set_label_apart("penn", true);
    assert_eq!(joined(&matching_under(&rules, &left, &right)), []);
}

#[test]
fn one_name_under_two_labels_is_ambiguous() {
    let found = matching(
        &[
            &[(LogonName, "PENN\\jdoe")],
            &[(LogonName, "WHARTON\\jdoe")],
        ],
        &[&[(LogonName, "jdoe")]],
    );
    assert_eq!(right_reason(&found, 0), Reason::Ambiguous(2));
}

#[test]
fn the_one_label_of_a_file_says_nothing_and_one_of_several_does() {
    let left: [Row; 2] = [&[(LogonName, "PENN\\jdoe")], &[(LogonName, "PENN\\asmith")]];
    let right: [Row; 2] = [&[(LogonName, "WHARTON\\jdoe")], &[(LogonName, "jroe")]];
    let found = matching(&left, &right);
    assert_eq!(joined(&found), [(0, 0, "T5")]);
    let label = |label: &str| (RealmRule::Label(label.to_string()), 1);
    assert_eq!(found.rules_in_use, [label("penn"), label("wharton")]);

    let mut rules = MatchRules::default();
    rules.set_label_apart("wharton", true);
    assert_eq!(joined(&matching_under(&rules, &left, &right)), []);

    let several: [Row; 2] = [left[0], &[(LogonName, "SEAS\\asmith")]];
    let found = matching(&several, &right);
    assert_eq!(joined(&found), []);
    let offer = RealmRule::Labels("penn".to_string(), "wharton".to_string());
    assert_eq!(found.rules_on_offer, [(offer, 1)]);
    let mut rules = MatchRules::default();
    rules.accept_labels("penn", "wharton");
    assert_eq!(
        joined(&matching_under(&rules, &several, &right)),
        [(0, 0, "T5")]
    );
}

#[test]
fn a_bare_logon_name_is_of_the_domain_of_its_upn() {
    let row =
        |upn: &'static str| -> Vec<(Role, &'static str)> { vec![(LogonName, "jdoe"), (Upn, upn)] };
    let (left, right) = (row("jdoe@gmail.com"), row("jdoe@upenn.edu"));
    assert_eq!(joined(&matching(&[&left], &[&right])), []);
}

#[test]
fn an_older_source_is_the_reason_where_there_is_no_other() {
    let [left, right] = tables(&[&[(LogonName, "new")]], &[&[(LogonName, "old")]]);
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 2, day).expect("a day");
    let found = match_sides(
        &side(&left).as_of(day(12)),
        &side(&right).as_of(day(9)),
        &MatchRules::default(),
        &[],
        nfkc,
    );
    assert_eq!(left_reason(&found, 0), Reason::OtherSourceOlder(3));
    assert_eq!(right_reason(&found, 0), Reason::NotInOtherSource);
}

#[test]
fn a_list_counts_a_name_once_and_an_exact_repeat_stands_aside() {
    let [left, right] = tables(
        &[
            &[(LogonName, "jdoe")],
            &[(LogonName, "PENN\\JDoe")],
            &[(LogonName, "jdoe@upenn.edu")],
        ],
        &[
            &[(LogonName, "jdoe"), (PersonId, "1")],
            &[(LogonName, "jdoe"), (PersonId, "1")],
        ],
    );
    let repeated = RowSet::of(2, |row| row == 1);
    let found = match_sides(
        &side(&left).counting_once(),
        &side(&right).without(&repeated),
        &MatchRules::default(),
        &[],
        nfkc,
    );
    assert_eq!(joined(&found), [(0, 0, "T5")]);
    assert_eq!(found.left.repeats, [(1, 0), (2, 0)]);
    assert_eq!(found.left_row(2), Standing::Repeats(0));
    assert_eq!(found.right_row(1), Standing::Repeats(1));
    assert!(found.left.unmatched.is_empty());
}

#[test]
fn accepted_suggestions_join_and_are_undone_by_leaving_them_out() {
    let [left, right] = tables(
        &[&[(LogonName, "12-Dec")], &[(LogonName, "j.doe")]],
        &[&[(LogonName, "dec12")], &[(LogonName, "jdoe")]],
    );
    let run = |rules: &MatchRules, pairs: &[(u32, u32)]| {
        match_sides(&side(&left), &side(&right), rules, pairs, nfkc)
    };
    let mut rules = MatchRules::default();
    let found = run(&rules, &[(1, 1)]);
    assert_eq!(joined(&found), [(1, 1, "T7")]);
    assert_eq!(found.joined[0].accepted, Some(Accepted::Pair));
    assert_eq!(found.suggestions.len(), 1);
    rules.set_accepted(SuggestionKind::ExcelDate, true);
    let found = run(&rules, &[]);
    assert_eq!(joined(&found), [(0, 0, "T7")]);
    let kind = Accepted::Kind(SuggestionKind::ExcelDate);
    assert_eq!(found.joined[0].accepted, Some(kind));
    rules.set_accepted(SuggestionKind::ExcelDate, false);
    assert_eq!(joined(&run(&rules, &[])), []);
}

#[test]
fn a_kind_is_not_accepted_where_it_fits_twice() {
    let mut rules = MatchRules::default();
    rules.set_accepted(SuggestionKind::Dots, true);
    let found = matching_under(
        &rules,
        &[&[(LogonName, "j.doe")]],
        &[&[(LogonName, "jdoe")], &[(LogonName, "jd_oe")]],
    );
    assert_eq!(joined(&found), []);
    assert_eq!(found.suggestions.len(), 2);
}

#[test]
fn a_pair_is_explained_by_both_raw_keys_and_their_steps() {
    let [left, right] = tables(
        &[&[(LogonName, "x")], &[(Upn, DELETED), (ObjectId, ID)]],
        &[&[(LogonName, "\u{feff}JDoe")]],
    );
    let (left, right) = (side(&left), side(&right));
    let found = match_sides(&left, &right, &MatchRules::default(), &[], nfkc);
    let [(left_role, left_key), (right_role, right_key)] =
        explain((&left, 1), (&right, 0), found.joined[0].tier, nfkc);
    assert_eq!((left_role, right_role), (Upn, LogonName));
    assert_eq!(left_key.raw, DELETED);
    assert_eq!(
        left_key.steps.last().map(|step| step.rule.id()),
        Some("K10")
    );
    assert_eq!(right_key.raw, "\u{feff}JDoe");
    assert_eq!(
        (right_key.kind, right_key.key.as_str()),
        (KeyKind::Plain, "jdoe")
    );
    let rules: Vec<_> = right_key.steps.iter().map(|step| step.rule.id()).collect();
    assert_eq!(rules, ["K2", "K6"]);
}

#[test]
fn merged_person_ids_are_noted() {
    let found = matching(
        &[&[(LogonName, "jdoe"), (PersonId, "1")]],
        &[&[(LogonName, "jdoe"), (PersonId, "2")]],
    );
    assert!(found.joined[0].notes.has(Notes::PERSON_IDS_DIFFER));
}

//! What the person said about a file, kept for the next one with the same headers.

use super::super::enrollment::squeezed;
use super::super::head::Head;
use super::super::kinds::mapping::Mapping;
use super::super::source::{Kind, Plan};
use super::mapped::choice_of;
use super::{N_HEADER, Sight, data_before};
use crate::small_map::SmallMap;
use crate::table::hash::hash_bytes;
use crate::table::sort::places_by;

/// Why a file is read as it is, where an earlier answer says so.
const RECALLED: &str = "as you said last time for these columns";

/// Bytes of the longest kept answer that is looked at: what comes back may be anyone's text.
pub const LONGEST_ANSWER: usize = 4_000;

/// A set of headers, and which of its columns comes at which place in the order of the spellings.
struct HeaderSet {
    key: String,
    order: Vec<u32>,
}

impl HeaderSet {
    /// `None` for a record without any caption.
    fn of(header: &[String]) -> Option<HeaderSet> {
        let spelt: Vec<String> = header.iter().map(|cell| squeezed(cell)).collect();
        if spelt.iter().all(String::is_empty) {
            return None;
        }
        let mut order = places_by(spelt.len(), &|left, right| spelt[left].cmp(&spelt[right]));
        let spelling = |place: &u32| spelt[*place as usize].as_str();
        let is_double = |pair: &[u32]| spelling(&pair[0]) == spelling(&pair[1]);
        // Two columns of one caption are told apart by their places only: their order counts.
        if order.windows(2).any(is_double) {
            order = (0..spelt.len() as u32).collect();
        }
        let sorted: Vec<&str> = order.iter().map(spelling).collect();
        let text = sorted.join("\u{1f}");
        // Two hashes: by chance no two sets of headers have both.
        let other = hash_bytes(format!("{}\u{1e}{text}", sorted.len()).as_bytes());
        let key = format!("{:016x}{other:016x}", hash_bytes(text.as_bytes()));
        Some(HeaderSet { key, order })
    }
}

/// Under which key the reading of a file is kept, and the text that is kept: the kind and the
/// columns, counted in the order of their captions. `None` for a file without a header.
pub fn to_remember(plan: &Plan) -> Option<(String, String)> {
    let set = HeaderSet::of(&plan.header)?;
    let mut ranks: Vec<usize> = (0..plan.fields.len()).collect();
    for (rank, &column) in set.order.iter().enumerate() {
        if let Some(known) = ranks.get_mut(column as usize) {
            *known = rank;
        }
    }
    let text = choice_of(plan, false, &|column| ranks[column]);
    Some((set.key, text))
}

/// How a file is read by an earlier answer for the same headers, wherever they stand in it and in
/// whatever order; `None` where there is none, or none that makes sense, or where data before the
/// header would be left out without a question.
pub fn recall(
    name: &str,
    text: &[u8],
    whole: bool,
    remembered: &SmallMap<String, String>,
) -> Option<Plan> {
    if remembered.is_empty() {
        return None;
    }
    let head = Head::of(text, whole);
    let records = head.records.iter().take(N_HEADER).enumerate();
    let (row, order, said) = records
        .filter_map(|(row, record)| {
            let set = HeaderSet::of(record)?;
            let said = remembered.get(&set.key)?;
            Some((row, set.order, said))
        })
        .next()?;
    if data_before(&head, row).is_some() {
        return None;
    }
    let (kind, mapping) = said.split_once(':').unwrap_or((said, ""));
    let kind = Kind::of_id(kind)?;
    let is_sane = said.len() <= LONGEST_ANSWER && head.records.iter().any(|one| !one.is_empty());
    let mut mapping = Mapping::parse(mapping, kind).ok().filter(|_| is_sane)?;
    for (_, column) in &mut mapping.columns {
        *column = order
            .get(*column)
            .map_or(*column, |&column| column as usize);
    }
    mapping.header = Some(row + 1);
    let sight = Sight::of(name, &head);
    let mapped = sight.mapped_by(kind, &mapping).ok()?;
    // The same headers may stand over other cells this time: then it is asked again.
    if !sight.fits_what_was_said(&mapped.plan, &mapping.columns) {
        return None;
    }
    let mut plan = mapped.plan;
    plan.why = RECALLED.to_string();
    mapped.trouble.is_none().then_some(plan)
}

#[cfg(test)]
mod tests {
    use super::super::{Recognition, recognise};
    use super::*;

    fn plan(text: &str, said: &str) -> Plan {
        match recognise("a.csv", text.as_bytes(), true, Some(said)) {
            Recognition::Certain(plan) => plan,
            other => panic!("{other:?}"),
        }
    }

    fn recalled(text: &str, pair: (String, String)) -> Option<String> {
        let remembered = SmallMap::from_iter([pair]);
        let plan = recall("b.csv", text.as_bytes(), true, &remembered)?;
        assert_eq!(plan.why, RECALLED);
        Some(choice_of(&plan, true, &|column| column))
    }

    const LIST: &str = "Owner,Konto,Size\nDoe Ida,jdoe,10\nRoe Eva,rroe,11\n";

    #[test]
    fn an_answer_holds_for_the_same_headers_in_any_order_and_below_titles() {
        let kept = to_remember(&plan(LIST, "cloud-control:2")).expect("headers");
        assert_eq!(kept.1, "cloud-control:logon_name=1");
        #[track_caller]
        fn case(kept: &(String, String), text: &str, expected: Option<&str>) {
            assert_eq!(recalled(text, kept.clone()).as_deref(), expected, "{text}");
        }
        // The names have moved to another column: what was said is asked again.
        case(
            &kept,
            "Owner,Konto,Size\ndoe1,Doe Ida,1\nroe1,Roe Eva,2\n",
            None,
        );
        let same = Some("cloud-control:header=1,logon_name=2");
        case(&kept, LIST, same);
        case(&kept, "OWNER, konto ,Size:\nx,adoe,1\n", same);
        let moved = Some("cloud-control:header=1,logon_name=3");
        case(&kept, "Size,Owner,Konto\n1,Doe Ida,jdoe\n", moved);
        let below = Some("cloud-control:header=2,logon_name=2");
        case(&kept, "A title\nOwner,Konto,Size\nx,adoe,1\n", below);
        case(&kept, "Owner,Konto\nDoe Ida,jdoe\n", None);
        case(&kept, "Owner,Konto,Size,More\nDoe Ida,jdoe,1,2\n", None);
    }

    #[test]
    fn data_above_the_headers_is_asked_about() {
        let kept = to_remember(&plan(LIST, "cloud-control:2")).expect("headers");
        let text = "Poe Amy,apoe,9\nLoe Jim,jloe,8\nOwner,Konto,Size\nDoe Ida,jdoe,10\n";
        assert_eq!(recalled(text, kept.clone()), None);
        let blank = ",,\nOwner,Konto,Size\nDoe Ida,jdoe,10\n";
        let below = Some("cloud-control:header=2,logon_name=2");
        assert_eq!(recalled(blank, kept).as_deref(), below);
    }

    #[test]
    fn of_doubled_captions_the_order_counts() {
        let text = "Konto,Konto,Size\njdoe,x1,10\nrroe,x2,11\n";
        let kept = to_remember(&plan(text, "cloud-control:header=1,logon_name=2"));
        let kept = kept.expect("headers");
        let same = recalled(text, kept.clone());
        assert_eq!(same.as_deref(), Some("cloud-control:header=1,logon_name=2"));
        assert_eq!(recalled("Konto,Size,Konto\njdoe,1,x\n", kept), None);
    }

    #[test]
    fn what_is_kept_is_checked_like_any_answer() {
        let (key, _) = to_remember(&plan(LIST, "cloud-control:2")).expect("headers");
        for text in [
            "",
            "shoes",
            "ignore",
            "?",
            "sheet:2",
            "other:shoe=1",
            "other:mail=9",
            "other:display_name=1",
            "enrollment:logon_name=1",
            "cloud-control:",
            "cloud-control:logon_name=18446744073709551615",
            "cloud-control:header=18446744073709551615,logon_name=0",
        ] {
            let found = recalled(LIST, (key.clone(), text.to_string()));
            assert_eq!(found, None, "{text}");
        }
        let long = format!("cloud-control:{}logon_name=1", ",".repeat(LONGEST_ANSWER));
        assert_eq!(recalled(LIST, (key, long)), None);
    }

    #[test]
    fn a_file_without_a_header_is_not_remembered() {
        let plan = plan("jdoe,1\nasmith,2\n", "cloud-control:header=0,logon_name=1");
        assert_eq!(to_remember(&plan), None);
    }
}

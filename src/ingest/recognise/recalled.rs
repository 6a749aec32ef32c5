//! What the person said about a file, kept for the next one with the same headers.

use std::ops::Range;

use super::super::enrollment::squeezed;
use super::super::head::Head;
use super::super::kinds::mapping::Mapping;
use super::super::source::{Field, Kind, Plan};
use super::mapped::{choice_of, fields_by_header};
use super::{N_HEADER, Sight, data_before};
use crate::small_map::SmallMap;
use crate::table::hash::hash_bytes;
use crate::table::sort::places_by;

/// Why a file is read as it is, where an earlier answer says so.
const RECALLED: &str = "as you said last time for these columns";

/// Bytes of the longest kept answer that is looked at: what comes back may be anyone's text.
pub const LONGEST_ANSWER: usize = 4_000;

/// A set of headers, and which of its columns comes at which place in the order of the spellings:
/// those of one caption in the order in which they stand.
struct HeaderSet {
    key: String,
    order: Vec<u32>,
    /// Where in that order the columns of one caption begin and end; those of a caption of their own
    /// are left out.
    doubles: Vec<Range<usize>>,
}

impl HeaderSet {
    /// `None` for a record without any caption.
    fn of(header: &[String]) -> Option<HeaderSet> {
        let spelt: Vec<String> = header.iter().map(|cell| squeezed(cell)).collect();
        if spelt.iter().all(String::is_empty) {
            return None;
        }
        let order = places_by(spelt.len(), &|left, right| {
            spelt[left].cmp(&spelt[right]).then(left.cmp(&right))
        });
        let sorted: Vec<&str> = order
            .iter()
            .map(|&at| spelt[at as usize].as_str())
            .collect();
        let mut doubles = Vec::new();
        let mut start = 0;
        for run in sorted.chunk_by(|one, other| one == other) {
            if run.len() > 1 {
                doubles.push(start..start + run.len());
            }
            start += run.len();
        }
        let text = sorted.join("\u{1f}");
        // Two hashes: by chance no two sets of headers have both.
        let other = hash_bytes(format!("{}\u{1e}{text}", sorted.len()).as_bytes());
        let key = format!("{:016x}{other:016x}", hash_bytes(text.as_bytes()));
        Some(HeaderSet {
            key,
            order,
            doubles,
        })
    }

    /// The other columns of the caption of one, which comes at this place in the order.
    fn twins(&self, place: usize) -> impl Iterator<Item = usize> {
        let mut doubles = self.doubles.iter();
        let twins = doubles.find(|twins| twins.contains(&place));
        let twins = twins.cloned().unwrap_or_default();
        twins
            .filter(move |&twin| twin != place)
            .map(|twin| self.order[twin] as usize)
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
    let (row, set, said) = records
        .filter_map(|(row, record)| {
            let set = HeaderSet::of(record)?;
            let said = remembered.get(&set.key)?;
            Some((row, set, said))
        })
        .next()?;
    if data_before(&head, row).is_some() {
        return None;
    }
    let (kind, mapping) = said.split_once(':').unwrap_or((said, ""));
    let kind = Kind::of_id(kind)?;
    let is_sane = said.len() <= LONGEST_ANSWER && head.records.iter().any(|one| !one.is_empty());
    let mut mapping = Mapping::parse(mapping, kind).ok().filter(|_| is_sane)?;
    let by_header = fields_by_header(kind, &head.records[row]);
    let mut twins: Vec<(&Field, usize)> = Vec::new();
    for (field, column) in &mut mapping.columns {
        let place = *column;
        *column = set.order.get(place).map_or(place, |&there| there as usize);
        // What is not kept, and the person's name on a mailbox list, is never asked about: the first
        // column of its caption is meant.
        let is_first = by_header.get(*column) == Some(&Some(*field));
        let is_asked = field.form.is_some() && kind != Kind::CloudControl;
        if is_asked || !is_first {
            twins.extend(set.twins(place).map(|twin| (*field, twin)));
        }
    }
    mapping.header = Some(row + 1);
    let sight = Sight::of(name, &head);
    let mapped = sight.mapped_by(kind, &mapping).ok()?;
    // The same headers may stand over other cells this time: then it is asked again.
    if !sight.fits_what_was_said(&mapped.plan, &mapping.columns) {
        return None;
    }
    // Two columns of one caption may have changed places: only their cells tell them apart, and
    // where those fit either it is asked again.
    let is_unclear = |&twin: &(&Field, usize)| sight.fits_what_was_said(&mapped.plan, &[twin]);
    if twins.iter().any(is_unclear) {
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
    fn columns_of_one_caption_are_told_apart_by_their_cells_or_asked_about() {
        let text = "Konto,Konto,Size\njdoe,Doe Ida,10\nrroe,Roe Eva,11\n";
        let kept = to_remember(&plan(text, "cloud-control:header=1,logon_name=1"));
        let kept = kept.expect("headers");
        #[track_caller]
        fn case(kept: &(String, String), text: &str, expected: Option<&str>) {
            assert_eq!(recalled(text, kept.clone()).as_deref(), expected, "{text}");
        }
        let same = Some("cloud-control:header=1,logon_name=1");
        case(&kept, text, same);
        // The others may stand elsewhere.
        let moved = Some("cloud-control:header=1,logon_name=2");
        case(&kept, "Size,Konto,Konto\n1,adoe,Doe Amy\n", moved);
        // Either may be meant.
        case(&kept, "Konto,Konto,Size\njdoe,x1,10\nrroe,x2,11\n", None);
        case(&kept, "Konto,Konto,Size\njdoe,,10\nrroe,,11\n", None);
        // They have changed places.
        case(
            &kept,
            "Konto,Konto,Size\nDoe Ida,jdoe,10\nRoe Eva,rroe,11\n",
            None,
        );
    }

    #[test]
    fn doubled_captions_that_are_not_used_stand_in_nobodys_way() {
        let text = "Note,Konto,Note\nx,jdoe,y\nx,rroe,y\n";
        let kept = to_remember(&plan(text, "cloud-control:header=1,logon_name=2"));
        let found = recalled("Konto,Note,Note\njdoe,y,x\n", kept.expect("headers"));
        assert_eq!(
            found.as_deref(),
            Some("cloud-control:header=1,logon_name=1")
        );
        let text = "Name,Konto,Name\nx,jdoe,y\nx,rroe,y\n";
        let kept = to_remember(&plan(text, "cloud-control:header=1,logon_name=2"));
        assert!(recalled(text, kept.expect("headers")).is_some());
    }

    #[test]
    fn two_columns_of_one_caption_that_were_both_said_are_asked_about_where_either_fits_both() {
        let text = "Address,Address\na@x.edu,b@x.edu\nc@x.edu,d@x.edu\n";
        let kept = to_remember(&plan(text, "other:header=1,upn=1,mail=2"));
        assert_eq!(recalled(text, kept.expect("headers")), None);
        // Of columns that are looked at only, the first of a caption is meant as ever.
        let text = "Service principal name,Service principal name,Date (UTC),Who,Application\nx,y,2026-01-02,a@x.edu,z\n";
        let kept = to_remember(&plan(text, "entra-signins:header=1,upn=4"));
        assert!(recalled(text, kept.expect("headers")).is_some());
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

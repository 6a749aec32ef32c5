//! What each week of disable days is made of: by urgency, or by department.

use chrono::NaiveDate;

use super::dataset::Dataset;
use crate::lifecycle::calendar::monday_of;
use crate::lifecycle::standing::Standing;
use crate::lifecycle::urgency::Urgency;
use crate::small_map::SmallMap;
use crate::table::RowSet;
use crate::table::sort::places_by;

/// What each week is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeekParts {
    /// `urgency` or `department`.
    pub by: String,
    /// The values that have a part of their own, in the order in which they are stacked; departments as in the
    /// file, `""` for none.
    pub values: Vec<String>,
    /// Whether the last part is of all other values.
    pub others: bool,
    /// Each week's Monday and the rows of each part.
    pub weeks: Vec<(NaiveDate, Vec<u32>)>,
}

/// Departments that have a part of their own: more colours nobody tells apart.
const OWN_PARTS: usize = 4;

/// The parts of the weeks of some enrollment rows; none by anything else than the two.
pub fn week_parts(
    dataset: &Dataset,
    rows: &RowSet,
    standings: &[Standing],
    by: &str,
) -> Option<WeekParts> {
    let department = dataset.roster.enrollment.table.dict("department");
    let is_due = |row: usize| standings[dataset.statement_of.get(row)].clocks;
    let mut counts = vec![0_u32; department.map_or(1, |column| column.n_values().max(1))];
    let code = |row: usize| department.map_or(0, |column| column.code(row));
    // The code of each value, in order: what is not among them is counted as other.
    let (values, codes): (Vec<String>, Vec<usize>) = match by {
        "urgency" => {
            let order = Urgency::ALL.into_iter();
            order
                .map(|urgency| (urgency.name().to_string(), urgency as usize))
                .unzip()
        }
        "department" => {
            for row in rows.rows().filter(|row| is_due(*row).is_some()) {
                counts[code(row)] += 1;
            }
            let name = |code: usize| department.map_or("", |column| column.value(code));
            // As the facet lists them: most rows first, then by name.
            let order = places_by(counts.len(), &|left, right| {
                let by_name = || name(left).encode_utf16().cmp(name(right).encode_utf16());
                counts[right].cmp(&counts[left]).then_with(by_name)
            });
            let most = order.into_iter().map(|code| code as usize);
            let most = most.filter(|code| counts[*code] > 0).take(OWN_PARTS);
            most.map(|code| (name(code).to_string(), code)).unzip()
        }
        _ => return None,
    };
    let is_by_urgency = by == "urgency";
    let n_all = counts.iter().filter(|n| **n > 0).count();
    let others = !is_by_urgency && n_all > values.len();
    let n_parts = values.len() + usize::from(others);
    let mut weeks: SmallMap<NaiveDate, Vec<u32>> = SmallMap::default();
    for row in rows.rows() {
        let standing = &standings[dataset.statement_of.get(row)];
        let Some(clocks) = &standing.clocks else {
            continue;
        };
        let of = match is_by_urgency {
            true => standing.urgency as usize,
            false => code(row),
        };
        let place = codes.iter().position(|code| *code == of);
        let week = weeks.or_default(monday_of(clocks.disable_day));
        week.resize(n_parts, 0);
        week[place.unwrap_or(n_parts - 1)] += 1;
    }
    Some(WeekParts {
        by: by.to_string(),
        values,
        others,
        weeks: weeks.into_pairs(),
    })
}

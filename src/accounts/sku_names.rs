//! Readable names of products and of their service plans (domain 2.2 SkuName; F6, F7).
//!
//! Microsoft publishes a list, *Product names and service plan identifiers for licensing*. The program
//! comes with one of it, cleaned, as a text: a first line with its day, a line for every product, a blank
//! line, and a line for every service plan. A newer list that is loaded goes before it.

use crate::ingest::guid::{guid_text, read_guid};
use crate::letters;

/// The list that comes with the program; `cargo xtask names` makes it.
///
/// It is a part of the program of its own, so only what fetches that part may name it.
pub const BUILT_IN: &str = include_str!("../../assets/sku-names.txt");

/// What parts the columns of a line.
const TAB: char = '\t';
/// What parts names of one product, the newest first; no name has it.
const BAR: char = '|';

/// The list knows no order in time, being in that of the alphabet. Names that begin with the first of
/// these are older than those that begin with the second: the products were renamed.
const RENAMED: [(&str, &str); 1] = [("Power Virtual Agent", "Microsoft Copilot Studio")];

/// A row of the published list, as it is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListedRow<'a> {
    /// The product's id.
    pub sku_id: &'a str,
    /// The product's part number, *String Id*.
    pub part_number: &'a str,
    /// The product's name.
    pub name: &'a str,
    /// The id of a service plan in it.
    pub plan_id: &'a str,
    /// The plan's own name, such as `EXCHANGE_S_STANDARD`.
    pub plan_name: &'a str,
    /// What a person reads of the plan.
    pub plan_title: &'a str,
}

/// A product, or a service plan, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: u128,
    /// Its part number; of a plan its own name. Of several the last.
    pub part_number: String,
    /// All its names, the newest first.
    pub names: Vec<String>,
    /// The plans of a product, as places among the plans; of a plan none.
    plans: Vec<u32>,
    /// Whether a list that was loaded names it, and not only the one of the program.
    pub is_loaded: bool,
}

impl Named {
    /// The newest name.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// Products and plans by their ids.
#[derive(Clone, Debug, Default)]
pub struct SkuNames {
    /// The day of the list that came with the program, as it is written there; empty without one.
    pub built_in_day: String,
    products: Vec<Named>,
    plans: Vec<Named>,
    /// Every name and part number as it is compared, with the places of its products, in order.
    by_name: Vec<(String, u32)>,
}

impl SkuNames {
    /// The list that came with the program; empty where it did not come.
    pub fn read(text: &str) -> SkuNames {
        let mut lines = text.lines();
        let mut list = SkuNames {
            built_in_day: lines.next().unwrap_or_default().to_string(),
            ..SkuNames::default()
        };
        let mut is_plan = false;
        for line in lines {
            if line.is_empty() {
                is_plan = true;
                continue;
            }
            let mut parts = line.split(TAB);
            let mut part = || parts.next().unwrap_or_default();
            let Some(id) = read_guid(part()) else {
                continue;
            };
            let named = Named {
                id,
                part_number: part().to_string(),
                names: part().split(BAR).map(str::to_string).collect(),
                plans: part().split(' ').filter_map(|at| at.parse().ok()).collect(),
                is_loaded: false,
            };
            match is_plan {
                true => list.plans.push(named),
                false => list.products.push(named),
            }
        }
        list.index();
        list
    }

    /// A list as it was published, cleaned (domain 2.2): spaces of every kind around ids and names go, so
    /// do stray brackets; ids are compared by their digits; of several names the last counts, unless the
    /// product is known to have been renamed the other way. A row without a readable id names nothing.
    pub fn of_list<'a>(rows: impl Iterator<Item = ListedRow<'a>>) -> SkuNames {
        let mut list = SkuNames::default();
        for row in rows {
            let Some(sku_id) = read_guid(row.sku_id) else {
                continue;
            };
            let plan = read_guid(row.plan_id).map(|plan_id| {
                let plan = place_of(&mut list.plans, plan_id);
                list.plans[plan].say(bare(row.plan_name), spaced(row.plan_title));
                plan as u32
            });
            let product = place_of(&mut list.products, sku_id);
            let product = &mut list.products[product];
            product.say(bare(row.part_number), spaced(row.name));
            if let Some(plan) = plan
                && !product.plans.contains(&plan)
            {
                product.plans.push(plan);
            }
        }
        for named in list.products.iter_mut().chain(&mut list.plans) {
            newest_first(&mut named.names);
        }
        list.index();
        list
    }

    /// Lets a list that was loaded go before this one: its names come first, its plans count.
    pub fn put_before(&mut self, newer: SkuNames) {
        let plan_places: Vec<u32> = newer
            .plans
            .iter()
            .map(|plan| take_before(&mut self.plans, plan) as u32)
            .collect();
        for product in &newer.products {
            let place = take_before(&mut self.products, product);
            let plans = product.plans.iter();
            self.products[place].plans = plans.map(|&plan| plan_places[plan as usize]).collect();
        }
        self.index();
    }

    /// The list as the program comes with it.
    pub fn to_text(&self, day: &str) -> String {
        let mut text = format!("{day}\n");
        for (named, is_plan) in self
            .products
            .iter()
            .map(|named| (named, false))
            .chain(self.plans.iter().map(|named| (named, true)))
        {
            if is_plan && named.id == self.plans[0].id {
                text.push('\n');
            }
            text += &guid_text(named.id).replace('-', "");
            for part in [&named.part_number, &named.names.join("|")] {
                text.push(TAB);
                text += part;
            }
            if !is_plan {
                let plans: Vec<String> = named.plans.iter().map(u32::to_string).collect();
                text.push(TAB);
                text += &plans.join(" ");
            }
            text.push('\n');
        }
        text
    }

    /// How many products and how many service plans it names.
    pub fn counts(&self) -> (usize, usize) {
        (self.products.len(), self.plans.len())
    }

    /// The product with this id.
    pub fn product(&self, id: u128) -> Option<&Named> {
        self.products.iter().find(|product| product.id == id)
    }

    /// The service plan with this id.
    pub fn plan(&self, id: u128) -> Option<&Named> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The service plans of a product.
    pub fn plans_of(&self, product: &Named) -> impl Iterator<Item = &Named> {
        let plans = product.plans.iter();
        plans.filter_map(|&place| self.plans.get(place as usize))
    }

    /// The products with this name or part number, whatever its case and its spaces; one part number
    /// may stand for two.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Named> {
        let wanted = compared(name);
        let first = self.by_name.partition_point(|(known, _)| *known < wanted);
        let found = self.by_name[first..].iter();
        found
            .take_while(move |(known, _)| *known == wanted)
            .map(|&(_, place)| &self.products[place as usize])
    }

    /// The names in a list that `+` joins; a plus in a name parts none.
    pub fn split<'a>(&self, list: &'a str) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut rest = list;
        while !rest.trim().is_empty() {
            let ends = rest.match_indices('+').map(|(at, _)| at);
            let ends: Vec<usize> = ends.chain([rest.len()]).collect();
            let known = |end: &&usize| self.named(&rest[..**end]).next().is_some();
            let end = ends.iter().rev().find(known).unwrap_or(&ends[0]);
            let name = rest[..*end].trim();
            if !name.is_empty() {
                names.push(name);
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        names
    }

    fn index(&mut self) {
        let mut by_name: Vec<(String, u32)> = Vec::new();
        for (product, place) in self.products.iter().zip(0..) {
            let names = product.names.iter().chain([&product.part_number]);
            by_name.extend(names.map(|name| (compared(name), place)));
        }
        by_name.sort();
        by_name.dedup();
        self.by_name = by_name;
    }
}

impl Named {
    fn new(id: u128) -> Named {
        Named {
            id,
            part_number: String::new(),
            names: Vec::new(),
            plans: Vec::new(),
            is_loaded: true,
        }
    }

    /// Takes what a row says of it; what was said before is older.
    fn say(&mut self, part_number: String, name: String) {
        if !part_number.is_empty() {
            self.part_number = part_number;
        }
        if !name.is_empty() {
            self.names.retain(|known| *known != name);
            self.names.push(name);
        }
    }
}

/// The place of an id, which is made where it is new.
fn place_of(all: &mut Vec<Named>, id: u128) -> usize {
    let known = all.iter().position(|named| named.id == id);
    known.unwrap_or_else(|| {
        all.push(Named::new(id));
        all.len() - 1
    })
}

/// Lets what a newer list says of an id go before what is known; says its place.
fn take_before(all: &mut Vec<Named>, newer: &Named) -> usize {
    let place = place_of(all, newer.id);
    let known = &mut all[place];
    let mut names = newer.names.clone();
    names.extend(std::mem::take(&mut known.names));
    let mut seen: Vec<String> = Vec::new();
    names.retain(|name| {
        let is_new = !seen.contains(name);
        seen.push(name.clone());
        is_new
    });
    known.names = names;
    if !newer.part_number.is_empty() {
        known.part_number.clone_from(&newer.part_number);
    }
    known.is_loaded = true;
    place
}

/// Turns names in the order of a list to the newest first.
fn newest_first(names: &mut Vec<String>) {
    names.reverse();
    let is_older = |name: &&String| {
        RENAMED.iter().any(|(older, newer)| {
            name.starts_with(older) && names.iter().any(|other| other.starts_with(newer))
        })
    };
    let older: Vec<String> = names.iter().filter(is_older).cloned().collect();
    names.retain(|name| !older.contains(name));
    names.extend(older);
}

/// A part number with single plain spaces, and without a bracket that has no partner.
fn bare(text: &str) -> String {
    let text = spaced(text);
    let mut text = text.as_str();
    let count = |text: &str, bracket: char| text.matches(bracket).count();
    for (open, close) in [('(', ')'), ('{', '}')] {
        if count(text, close) > count(text, open) {
            text = text.strip_suffix(close).unwrap_or(text).trim_end();
        } else if count(text, open) > count(text, close) {
            text = text.strip_prefix(open).unwrap_or(text).trim_start();
        }
    }
    text.to_string()
}

/// A name with single plain spaces, and without what parts columns and names.
fn spaced(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter == BAR)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A name as it is compared: exports write it in other cases and with other spaces.
fn compared(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_whitespace());
    letters::lower(&letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEAMS: &str = "420c7602-7f70-4895-9394-d3d679ea36fb";
    const AGENT: &str = "4b74a65c-8b4a-4fc8-9f6b-5177ed11ddfa";
    const PLAN: &str = "57ff2da0-773e-42df-b2af-ffb7a2317929";

    fn row<'a>(sku_id: &'a str, part_number: &'a str, name: &'a str) -> ListedRow<'a> {
        ListedRow {
            sku_id,
            part_number,
            name,
            plan_id: PLAN,
            plan_name: "TEAMS1)",
            plan_title: "Microsoft\u{a0}Teams",
        }
    }

    fn id(text: &str) -> u128 {
        read_guid(text).expect("an id")
    }

    fn name_of(list: &SkuNames, sku: &str) -> String {
        list.product(id(sku)).expect("a product").name().to_string()
    }

    #[test]
    fn odd_spaces_brackets_and_cases_are_cleaned_away() {
        let upper = format!("\u{a0}({}\u{a0}\t", TEAMS.to_uppercase());
        let rows = [
            row(
                &upper,
                "MCOCAP_FACULTY\u{a0}",
                "Microsoft  Teams Shared Devices\t",
            ),
            row("no id", "X", "Y"),
        ];
        let list = SkuNames::of_list(rows.into_iter());
        assert_eq!(list.counts(), (1, 1));
        let product = list.product(id(TEAMS)).unwrap();
        assert_eq!(product.part_number, "MCOCAP_FACULTY");
        assert_eq!(product.name(), "Microsoft Teams Shared Devices");
        let plan = list.plans_of(product).next().unwrap();
        assert_eq!(
            (plan.part_number.as_str(), plan.name()),
            ("TEAMS1", "Microsoft Teams")
        );
        assert_eq!(bare("Rights (E3/E5)"), "Rights (E3/E5)");
        assert_eq!(bare("{RIGHTS"), "RIGHTS");
    }

    #[test]
    fn of_two_names_the_newest_is_told_and_both_are_found() {
        let rows = [
            row(TEAMS, "A", "Old name"),
            row(TEAMS, "B", "New name"),
            row(TEAMS, "B", "Old name again"),
            row(TEAMS, "B", "New name"),
            // In the order of the alphabet the older of these stands last.
            row(AGENT, "C", "Microsoft Copilot Studio User License"),
            row(AGENT, "C", "Power Virtual Agent User License"),
        ];
        let list = SkuNames::of_list(rows.into_iter());
        assert_eq!(name_of(&list, TEAMS), "New name");
        assert_eq!(
            name_of(&list, AGENT),
            "Microsoft Copilot Studio User License"
        );
        let found = |name: &str| list.named(name).map(|known| known.id).collect::<Vec<_>>();
        assert_eq!(found("OLD NAME"), [id(TEAMS)]);
        assert_eq!(found("power virtual agent  user license"), [id(AGENT)]);
        assert_eq!(found("b"), [id(TEAMS)]);
        assert_eq!(found("nobody"), []);
    }

    #[test]
    fn a_plus_in_a_name_parts_no_names() {
        let rows = [
            row(TEAMS, "EMS", "Enterprise Mobility + Security E3"),
            row(AGENT, "AGENT", "Agent"),
        ];
        let list = SkuNames::of_list(rows.into_iter());
        assert_eq!(
            list.split("Agent+Enterprise Mobility + Security E3+Nobody's + Product"),
            [
                "Agent",
                "Enterprise Mobility + Security E3",
                "Nobody's",
                "Product"
            ]
        );
        assert_eq!(list.split(" + "), [""; 0]);
    }

    #[test]
    fn the_text_gives_the_list_again_and_a_newer_one_goes_before_it() {
        let rows = [
            row(TEAMS, "A", "Old"),
            row(TEAMS, "A", "New"),
            row(AGENT, "C", "Agent"),
        ];
        let text = SkuNames::of_list(rows.into_iter()).to_text("2026-06-24");
        let mut list = SkuNames::read(&text);
        assert_eq!(list.built_in_day, "2026-06-24");
        assert_eq!(list.to_text("2026-06-24"), text);
        assert_eq!(list.product(id(TEAMS)).unwrap().names, ["New", "Old"]);
        assert!(!list.product(id(TEAMS)).unwrap().is_loaded);
        list.put_before(SkuNames::of_list([row(TEAMS, "A2", "Newest")].into_iter()));
        let product = list.product(id(TEAMS)).unwrap();
        assert_eq!(product.names, ["Newest", "New", "Old"]);
        assert_eq!(product.part_number, "A2");
        assert!(product.is_loaded);
        assert_eq!(name_of(&list, AGENT), "Agent");
        assert_eq!(list.named("new").count(), 1);
    }
}

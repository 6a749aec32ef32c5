//! The report `licences`: what each tenant has of each product, who holds it, and what can be freed
//! (F1 to F7, F9; domain 2.2 Sku, 3.3).

pub mod assignment;
mod explain;
mod holders;
pub mod holdings;
pub mod names;
pub mod opens;
mod products;

use super::about::NoteView;
use super::columns::{self, Columns, show_text};
use super::{Across, Survey};
use crate::ingest::Kind;
use crate::report::cells::{Cell, Presence};
use crate::report::definition::{ColumnDefinition, Definition, Kind as Holds, hidden, shown};
use crate::report::tabular::{Amounts, Tabular, body};
use crate::report::view::Value;
use crate::report::words;
use crate::table::{RowSet, Table};
use holdings::{Flags, Holdings};
use products::{NameFrom, Product, Products, UNITS};

pub(super) use assignment::is_none;
pub use explain::details;
pub use holders::{HOLDERS, survey as holders};

/// What can be shown of it.
pub const LICENCES: Definition = Definition {
    id: "licences",
    title: "Licenses",
    meaning: "every product of every tenant: its units, who has it, and which seats could be freed",
    needs: NEEDS,
    columns: COLUMNS,
    further: None,
    names_products: true,
};

/// The kinds that name licenses.
const NEEDS: &[&str] = &[
    "graph-subscribed-skus",
    "graph-users",
    "graph-deleted-users",
    "m365-users",
    "graph-usage-active-users",
    "usage-active-users",
];

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("product_name", "Product", Holds::Text, "The newest name in the list of product names; a search finds older ones too. Without a name its part number, else its id."),
    shown("tenant", "Tenant", Holds::Text, "The tenant that has the product; of what only accounts name, the tenant of their domain, or the only one that is listed."),
    shown("assignable", "Assignable", Holds::Integer, "Usable less assigned; negative where more is assigned than can be used. A product of the whole company has no seats."),
    shown("usable", "Usable", Holds::Integer, "Enabled, and those of an expired subscription in its days of grace."),
    shown("consumed", "Assigned, by the directory", Holds::Integer, "Units that the directory counts as assigned."),
    shown("enabled", "Enabled", Holds::Integer, "Units that are paid for."),
    shown("warning", "Days of grace", Holds::Integer, "Units of an expired subscription before it is cancelled: they can still be used."),
    shown("suspended", "Suspended", Holds::Integer, "Units of a cancelled subscription: they cannot be assigned, but be reactivated until it is deleted."),
    shown("locked_out", "Locked out", Holds::Integer, "Units of a subscription that is locked."),
    shown("assigned", "Accounts with it", Holds::Integer, "Accounts of the loaded files that have it. Click to see them."),
    shown("held_disabled", "Of disabled", Holds::Integer, "Seats of accounts that may not sign in. Click to see them."),
    shown("held_expiring", "Of expiring", Holds::Integer, "Seats of accounts that the enrollment report flags for deprovisioning. Click to see them."),
    shown("held_deleted", "Of deleted", Holds::Integer, "Seats of accounts that are deleted and can still be restored. Click to see them."),
    shown("held_inactive", "Of inactive", Holds::Integer, "Seats of accounts that were not used within the days of the policy, or never. What is unknown is not counted. Click to see them."),
    shown("held_shared", "Of shared", Holds::Integer, "Seats of shared mailboxes. Click to see them."),
    shown("sku_part_number", "Part number", Holds::Text, "As the directory names the product."),
    hidden("over", "Over", Holds::Integer, "Units that are assigned beyond what can be used."),
    hidden("reactivatable", "Can be reactivated", Holds::Integer, "Suspended units that come back if the subscription is reactivated before it is deleted."),
    hidden("assigned_directly", "Directly", Holds::Integer, "Accounts to which it was assigned as such. Click to see them."),
    hidden("assigned_by_group", "By group", Holds::Integer, "Accounts that have it by a group. Click to see them."),
    hidden("assignment_errors", "With errors", Holds::Integer, "Accounts for which assigning it failed, whether they have it or not. Click to see them."),
    hidden("capability_status", "Status", Holds::Enum, "Of the subscription, as the directory has it: Enabled, Warning, Suspended, Deleted, LockedOut."),
    hidden("applies_to", "For", Holds::Enum, "User or Company; a product of a company has no seats of people."),
    hidden("name_from", "Name from", Holds::Enum, "Where the name comes from."),
    hidden("other_names", "Other names", Holds::List, "Older names of the product."),
    hidden("service_plans", "Service plans", Holds::List, "What is in the product, by the list of product names."),
    hidden("sku_id", "Product id", Holds::Text, "The product's id."),
    hidden("tenant_id", "Tenant id", Holds::Text, "The tenant's id."),
];

/// A number that opens its accounts: its column, its flag, and the word that its accounts have among
/// those of the column `counted_as`.
pub type Counted = (&'static str, Flags, &'static str);

/// Every number that opens its accounts.
pub const COUNTED: [Counted; 9] = [
    ("assigned", holdings::ASSIGNED, "assigned"),
    ("assigned_directly", holdings::DIRECT, "direct"),
    ("assigned_by_group", holdings::GROUP, "group"),
    ("assignment_errors", holdings::ERROR, "error"),
    ("held_disabled", holdings::OF_DISABLED, "disabled"),
    ("held_expiring", holdings::OF_EXPIRING, "expiring"),
    ("held_deleted", holdings::OF_DELETED, "deleted"),
    ("held_inactive", holdings::OF_INACTIVE, "inactive"),
    ("held_shared", holdings::OF_SHARED, "shared"),
];

/// Which words the summary counts, each with its values in order.
const SUMMED: &[(&str, &[&str])] = &[("name_from", &[])];

/// What the numbers were counted from: every product, and every license that an account has.
pub struct Behind {
    products: Vec<Product>,
    holdings: Holdings,
}

/// The rows: a product of a tenant each.
pub fn survey(across: &Across) -> Survey {
    let mut products = Products::of(across);
    let holdings = Holdings::of(across, &mut products);
    let products = &products;
    let all = &products.all;
    let mut columns = Columns::default();
    let names: Vec<(String, NameFrom)> = all.iter().map(|one| products.name_of(one)).collect();
    columns.made_texts("key", show_text, all.iter().map(Product::key));
    columns.made_texts(
        "product_name",
        show_first,
        all.iter().zip(&names).map(|(one, (name, _))| {
            let named = products.named(one);
            let older = named.map_or(&[][..], |named| &named.names[1..]);
            let mut text = name.clone();
            for older in older {
                text.push(names::BETWEEN);
                text += older;
            }
            text
        }),
    );
    columns.words(
        "name_from",
        names
            .iter()
            .map(|(_, from)| from_cell(*from, products, across)),
    );
    let text = |text: &str| match text {
        "" => columns::unknown("unknown"),
        text => text.to_string(),
    };
    columns.made("tenant", show_text, all.iter().map(|one| text(&one.tenant)));
    columns.made(
        "tenant_id",
        show_text,
        all.iter().map(|one| text(&one.tenant_id)),
    );
    columns.made_texts(
        "sku_id",
        show_text,
        all.iter().map(|one| match one.id {
            Some(_) => one.sku(),
            None => columns::unknown("no id is known"),
        }),
    );
    columns.made_texts(
        "sku_part_number",
        show_text,
        all.iter().map(|one| {
            let named = products.named(one).map(|named| named.part_number.as_str());
            match products.cell(one, "sku_part_number") {
                "" => text(named.unwrap_or_default()),
                listed => listed.to_string(),
            }
        }),
    );
    for (id, column) in [
        ("capability_status", "capability_status"),
        ("applies_to", "applies_to"),
    ] {
        let cell = |one: &Product| match products.cell(one, column) {
            "" if one.rows.is_empty() => columns::unknown("not in a listing"),
            listed => listed.to_string(),
        };
        columns.made(id, show_text, all.iter().map(cell));
    }
    columns.made(
        "other_names",
        show_names,
        all.iter().map(|one| {
            let named = products.named(one);
            let older = named.map_or(&[][..], |named| &named.names[1..]);
            older.join(&names::BETWEEN.to_string())
        }),
    );
    columns.made(
        "service_plans",
        show_names,
        all.iter().map(|one| {
            let plans = products.named(one).into_iter();
            let plans = plans.flat_map(|named| products.names.plans_of(named));
            let titles: Vec<&str> = plans.map(|plan| plan.name()).collect();
            titles.join(&names::BETWEEN.to_string())
        }),
    );
    push_units(&mut columns, products);
    for (id, flag, _) in COUNTED {
        let counts = match holdings.known.tells(flag) {
            true => holdings.counts(flag, all.len()),
            false => vec![Amounts::NOT_LOADED; all.len()],
        };
        columns.amount(id, counts, show_number);
    }
    let marks: Vec<String> = all
        .iter()
        .zip(&names)
        .map(|(one, (_, from))| marks_of(one, *from, products))
        .collect();
    columns.ranks("order", all.iter().map(|one| rank(one, products)));
    columns.plain("marks", marks.into_iter());
    let n_products = all.len();
    let (columns, shows, amounts) = columns.into_parts();
    Survey {
        tabular: Tabular {
            body,
            definition: &LICENCES,
            table: Table::new(columns, n_products),
            numbers: Vec::new(),
            amounts,
            shows,
            own_order: &["tenant", "order", "product_name"],
            pivot: None,
            counted: SUMMED,
            marks: "marks",
        },
        // A row is no account: its place among the products stands for it.
        accounts: (0..n_products as u32).collect(),
        notes: Vec::new(),
        behind: Some(Box::new(Behind {
            products: all.clone(),
            holdings,
        })),
        changes: None,
    }
}

/// By which lists the products of these rows are named.
pub fn about(across: &Across, tabular: &Tabular, rows: &RowSet) -> Vec<NoteView> {
    let counted = (tabular.body)(tabular, across.dataset).summary(rows);
    let counts = counted.by_value.iter().find(|(id, _)| id == "name_from");
    let line = counts.map_or(String::new(), |(_, counts)| opens::names_line(counts));
    let line = (!line.is_empty()).then(|| NoteView::sum(line));
    line.into_iter().collect()
}

/// The units as they are listed, and what they come to.
fn push_units(columns: &mut Columns, products: &Products) {
    let all = &products.all;
    for id in UNITS {
        let numbers = all.iter().map(|one| products.amount(one, id));
        columns.amount(id, numbers, show_number);
    }
    let made = |number: &dyn Fn(&Product) -> Option<i64>| -> Vec<i64> {
        let numbers = all.iter().map(|one| match number(one) {
            Some(number) => number,
            None if products.listing.is_none() => Amounts::NOT_LOADED,
            None => Amounts::UNKNOWN,
        });
        numbers.collect()
    };
    let seats = |one: &Product| (!products.is_of_company(one)).then(|| products.units(one));
    columns.amount(
        "usable",
        made(&|one| products.units(one).usable()),
        show_number,
    );
    columns.amount(
        "assignable",
        made(&|one| seats(one)?.assignable()),
        show_number,
    );
    columns.amount("over", made(&|one| seats(one)?.over()), show_number);
    columns.amount(
        "reactivatable",
        made(&|one| products.units(one).reactivatable()),
        show_number,
    );
}

/// What is to be acted on stands first: more assigned than usable, then what is about to go.
fn rank(product: &Product, products: &Products) -> u8 {
    let units = products.units(product);
    let has = |number: Option<i64>| number.is_some_and(|number| number > 0);
    match () {
        () if has(units.over()) && !products.is_of_company(product) => 0,
        () if has(units.warning) || has(units.suspended) || has(units.locked_out) => 1,
        () if product.rows.is_empty() => 3,
        () => 2,
    }
}

fn marks_of(product: &Product, from: NameFrom, products: &Products) -> String {
    let units = products.units(product);
    let is_over = units.over().is_some_and(|over| over > 0) && !products.is_of_company(product);
    let is_unnamed = !matches!(from, NameFrom::BuiltIn | NameFrom::Loaded);
    let mut tenants = products.doubly_named.iter();
    let marks = [
        (is_over, "over-assigned"),
        (product.is_contradicted, "contradicted"),
        (is_unnamed, "no name known"),
        (
            product.rows.is_empty() && products.listing.is_some(),
            "not in the listing",
        ),
        (
            tenants.any(|(id, _)| *id == product.tenant_id),
            "tenant has several names",
        ),
    ];
    let marks: Vec<&str> = marks
        .iter()
        .filter_map(|&(holds, mark)| holds.then_some(mark))
        .collect();
    marks.join(";")
}

/// Where a name comes from, with the day of its list.
fn from_cell(from: NameFrom, products: &Products, across: &Across) -> String {
    let name = match from {
        NameFrom::BuiltIn => format!("{}{}", opens::BUILT_IN, products.names.built_in_day),
        NameFrom::Loaded => {
            let list = across.other(&[Kind::SkuNames.id()]);
            let day = list.and_then(|list| list.as_of());
            let day = day.map_or(String::new(), |day| format!("-of-{day}"));
            format!("{}{day}", opens::LOADED)
        }
        NameFrom::PartNumber => return "part-number\tno list has it: its part number".to_string(),
        NameFrom::Id => return "id\tno list has it: its id".to_string(),
        NameFrom::Written => {
            return "as-written\tas accounts have it; no product of this name is known".to_string();
        }
    };
    let words = opens::from_words(&name).unwrap_or_default();
    format!("{name}\t{words}")
}

/// The first of several names; a search looks at all of them.
fn show_first(text: &str) -> Cell {
    let (first, _) = text.split_once(names::BETWEEN).unwrap_or((text, ""));
    Cell::of(first, Value::Text(first.to_string()))
}

/// Names with [`names::BETWEEN`] between them.
pub fn show_names(text: &str) -> Cell {
    match text {
        "" => Cell::missing("none", Presence::EmptyInSource),
        text => {
            let names: Vec<String> = text.split(names::BETWEEN).map(str::to_string).collect();
            Cell::of(names.join(", "), Value::List(names))
        }
    }
}

/// A number with its sign.
fn show_number(n: i64) -> String {
    let number = words::number(n.unsigned_abs());
    if n < 0 {
        format!("\u{2212}{number}")
    } else {
        number
    }
}

//! A product in full: how each of its numbers came about, down to the cells of the files.

use super::super::Across;
use super::super::fields::{ACTIVE_USERS, ENROLLMENT, MAILBOX, ONEDRIVE, Places, USERS};
use super::holdings::{self, DELETED, Flags, Holdings, LISTED, SHARED, STATES};
use super::opens::from_words;
use super::products::{NameFrom, Product, Products};
use super::{Behind, COUNTED, from_cell, marks_of};
use crate::accounts::sku::is_nominal;
use crate::ingest::guid::read_guid;
use crate::report::account::{Records, SourceRow};
use crate::report::view::{AccountView, CellView, FieldView, StepView};
use crate::report::words::{self, counted};

/// How many accounts are cited for a number; a click on it shows all.
const CITED: usize = 3;

/// A product in full, by its place among the products.
pub fn details(
    across: &Across,
    behind: &Behind,
    place: u32,
    records: &mut dyn Records,
) -> Result<AccountView, String> {
    let mut products = Products::of(across);
    products.all.clone_from(&behind.products);
    let missing = || "there is no such product".to_string();
    let product = products.all.get(place as usize).ok_or_else(missing)?;
    let mut rows = Vec::new();
    for &row in &product.rows {
        let listing = products.listing.ok_or_else(missing)?;
        let (source, source_row) = listing.place(row);
        let mut read = records.read(source, source_row)?;
        read.line = listing.lines[row];
        rows.push(read);
    }
    let (name, from) = products.name_of(product);
    let mut telling = Telling {
        products: &products,
        product,
        rows,
        steps: Vec::new(),
    };
    telling.name(&name, from, across);
    telling.plans();
    telling.units();
    telling.contradictions();
    telling.accounts(&behind.holdings, place, across, records)?;
    let marks = marks_of(product, from, &products);
    let Telling { rows, steps, .. } = telling;
    Ok(AccountView {
        key: product.key(),
        name,
        headline: headline(product, &products),
        marks: marks
            .split(';')
            .filter(|mark| !mark.is_empty())
            .map(str::to_string)
            .collect(),
        explanation: steps,
        fields: rows.iter().flat_map(fields).collect(),
        ..AccountView::default()
    })
}

/// Whole numbers as a sentence has them.
fn n(number: i64) -> String {
    let digits = words::number(number.unsigned_abs());
    if number < 0 {
        format!("\u{2212}{digits}")
    } else {
        digits
    }
}

fn headline(product: &Product, products: &Products) -> String {
    let units = products.units(product);
    if product.rows.is_empty() {
        return "only accounts name this product: how many units there are is not known"
            .to_string();
    }
    if products.is_of_company(product) {
        return "a product of the whole company: it has no seats of people".to_string();
    }
    match (units.usable(), units.assignable()) {
        (Some(usable), Some(left)) if left < 0 => {
            format!(
                "{} more assigned than the {} that can be used",
                n(-left),
                n(usable)
            )
        }
        (Some(usable), Some(left)) => format!("{} of {} can still be assigned", n(left), n(usable)),
        _ => "how many can still be assigned is not known".to_string(),
    }
}

fn fields(row: &SourceRow) -> impl Iterator<Item = FieldView> + '_ {
    row.cells.iter().map(|cell| FieldView {
        field: cell.caption.clone(),
        value: cell.text.trim().to_string(),
        note: String::new(),
        source: String::new(),
        cell: view_of(row, &cell.caption, &cell.text),
    })
}

fn view_of(row: &SourceRow, caption: &str, text: &str) -> CellView {
    CellView {
        source: row.source,
        name: row.name.clone(),
        line: row.line,
        column: caption.to_string(),
        raw: text.to_string(),
    }
}

/// The cells of a row that hold these fields.
fn cited(row: &SourceRow, wanted: &[&str]) -> Vec<CellView> {
    let cells = row.cells.iter().filter(|cell| wanted.contains(&cell.field));
    cells
        .map(|cell| view_of(row, &cell.caption, &cell.text))
        .collect()
}

struct Telling<'a> {
    products: &'a Products<'a>,
    product: &'a Product,
    /// The rows of the listing, the one that counts first.
    rows: Vec<SourceRow>,
    steps: Vec<StepView>,
}

impl Telling<'_> {
    fn say(&mut self, rule: &str, statement: String, cells: Vec<CellView>) {
        self.steps.push(StepView {
            statement,
            cells,
            rule: rule.to_string(),
            policy: Vec::new(),
        });
    }

    /// Cells of the row that counts.
    fn cells(&self, wanted: &[&str]) -> Vec<CellView> {
        self.rows
            .first()
            .map(|row| cited(row, wanted))
            .unwrap_or_default()
    }

    fn name(&mut self, name: &str, from: NameFrom, across: &Across) {
        let cell = from_cell(from, self.products, across);
        let by = cell.split_once('\t').and_then(|(from, _)| from_words(from));
        let mut statement = match (by, from) {
            (Some(list), _) => format!("It is called {name} by {list}."),
            (None, NameFrom::Written) => format!(
                "Accounts have it as {name}; no product of that name is known, or several are."
            ),
            (None, _) if across.names.is_none() => format!(
                "{name} stands for its name: the list of product names that comes with this page could not be fetched."
            ),
            (None, _) => format!(
                "{name} stands for its name, which no list has: load Microsoft\u{2019}s newest list of product names."
            ),
        };
        let older = self.products.named(self.product);
        let older = older.map_or(&[][..], |named| &named.names[1..]);
        if !older.is_empty() {
            statement += &format!(" It was called {} before.", older.join(", "));
        }
        let cells = self.cells(&["sku_id", "sku_part_number", "subscribed_id"]);
        self.say("sku-name", statement, cells);
    }

    /// The service plans that the tenant's row names, else those that the list of names has.
    fn plans(&mut self) {
        let cells = self.cells(&["service_plans"]);
        let listed = cells.first().map_or("", |cell| cell.raw.as_str());
        let title = |part: &str| {
            let mut parts = part.split('|');
            let id = read_guid(parts.next().unwrap_or_default());
            let named = id.and_then(|id| self.products.names.plan(id));
            let own = parts.next().unwrap_or(part).to_string();
            named.map_or(own, |plan| plan.name().to_string())
        };
        let titles: Vec<String> = match listed.starts_with('[') {
            true => Vec::new(),
            false => listed
                .split('+')
                .filter(|part| !part.is_empty())
                .map(title)
                .collect(),
        };
        let (titles, by) = match (titles.is_empty(), self.products.named(self.product)) {
            (false, _) => (titles, "the listing"),
            (true, Some(named)) => {
                let plans = self.products.names.plans_of(named);
                (
                    plans.map(|plan| plan.name().to_string()).collect(),
                    "the list of names",
                )
            }
            (true, None) => (titles, ""),
        };
        if !titles.is_empty() {
            let statement = format!("Its service plans, by {by}: {}.", titles.join(", "));
            self.say("sku-plans", statement, cells);
        }
    }

    fn units(&mut self) {
        let units = self.products.units(self.product);
        if self.rows.is_empty() {
            let why = match self.products.listing {
                Some(_) => "The listing of products does not have it",
                None => "No listing of products is loaded",
            };
            let statement = format!("{why}: how many units there are is not known.");
            return self.say("sku-listing", statement, Vec::new());
        }
        let known = |number: Option<i64>| number.map_or("an unknown number".to_string(), n);
        let statement = match units.usable() {
            Some(usable) => format!(
                "{} can be used: {} enabled and {} of an expired subscription in its days of grace, which can still be used.",
                n(usable),
                known(units.enabled),
                known(units.warning)
            ),
            None => format!(
                "How many can be used is not known: {} enabled, {} in their days of grace.",
                known(units.enabled),
                known(units.warning)
            ),
        };
        let cells = self.cells(&["enabled", "warning"]);
        self.say("sku-usable", statement, cells);
        if units.enabled.is_some_and(is_nominal) {
            let statement = "Free and trial products are listed with such a number of units, whatever is used: nobody pays for them.";
            let cells = self.cells(&["enabled"]);
            self.say("sku-nominal", statement.to_string(), cells);
        }
        let cells = self.cells(&["consumed", "applies_to"]);
        let statement = match (units.usable(), units.assignable()) {
            _ if self.products.is_of_company(self.product) => {
                "It is for the whole company, so no seats of people are counted.".to_string()
            }
            (Some(usable), Some(left)) if left < 0 => format!(
                "{} are assigned, {} more than the {} that can be used: licenses have to be taken away, or bought, before the directory takes them away.",
                known(units.consumed),
                n(-left),
                n(usable)
            ),
            (Some(usable), Some(left)) => format!(
                "{} can still be assigned: {} that can be used less {} that are assigned.",
                n(left),
                n(usable),
                known(units.consumed)
            ),
            _ => "How many can still be assigned is not known.".to_string(),
        };
        self.say("sku-assignable", statement, cells);
        if let Some(suspended) = units.reactivatable().filter(|&suspended| suspended > 0) {
            let statement = format!(
                "{} can be reactivated: their subscription was cancelled, and until it is deleted it can be brought back; they cannot be assigned now.",
                n(suspended)
            );
            let cells = self.cells(&["suspended"]);
            self.say("sku-reactivatable", statement, cells);
        }
        if let Some(locked) = units.locked_out.filter(|&locked| locked > 0) {
            let statement = format!(
                "{} are of a subscription that is locked: they cannot be used.",
                n(locked)
            );
            let cells = self.cells(&["locked_out"]);
            self.say("sku-locked", statement, cells);
        }
    }

    fn contradictions(&mut self) {
        if self.rows.len() > 1 {
            let statement = match self.product.is_contradicted {
                true => {
                    "Several rows are this product of this tenant, equally new as far as is known, and say different things: the last one counts. If they are two tenants, their files have to say which."
                }
                false => {
                    "Several rows are this product of this tenant: the one of the newest file counts."
                }
            };
            let wanted = ["consumed", "enabled", "warning", "suspended"];
            let cells = self
                .rows
                .iter()
                .flat_map(|row| cited(row, &wanted))
                .collect();
            self.say("sku-repeated", statement.to_string(), cells);
        }
        let names = self.products.doubly_named.iter();
        let names = names.filter(|(id, _)| *id == self.product.tenant_id);
        let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
        if names.len() > 1 {
            let statement = format!("Its tenant has several names: {}.", names.join(", "));
            let cells = self.cells(&["account_id", "account_name"]);
            self.say("sku-tenant", statement, cells);
        }
    }

    /// Who has it, by the files of accounts.
    fn accounts(
        &mut self,
        holdings: &Holdings,
        place: u32,
        across: &Across,
        records: &mut dyn Records,
    ) -> Result<(), String> {
        if !holdings.known.licenses {
            let statement = "No loaded file says which accounts have it.".to_string();
            self.say("sku-accounts", statement, Vec::new());
            return Ok(());
        }
        let tenant = match (
            self.product.tenant_id.is_empty(),
            self.products.has_domains(),
        ) {
            (true, _) => "",
            (false, true) => {
                " Their tenant is told by their domain, or is the only one that is listed."
            }
            (false, false) => " They are taken for accounts of the only tenant that is listed.",
        };
        for (column, flag, _) in COUNTED {
            let entries: Vec<usize> = holdings.with(place, flag).collect();
            let number = entries.len() as i64;
            if !holdings.known.tells(flag) || (number == 0 && flag != holdings::ASSIGNED) {
                continue;
            }
            let accounts = counted(number as u64, "account", "accounts");
            let mut statement = format!("{accounts} {}.", what(column, number == 1));
            if flag == holdings::ASSIGNED {
                let consumed = self.products.units(self.product).consumed;
                if let Some(consumed) = consumed.filter(|&consumed| consumed != number) {
                    statement += &format!(
                        " The directory counts {}: deleted accounts, groups with errors, files of different days or of a part of the accounts make the two differ.",
                        n(consumed)
                    );
                }
                if number > 0 {
                    statement += tenant;
                }
                if holdings.known.leaves_out {
                    statement += " The usage report conceals its names, so its licenses are not counted beside those of the other files: they would count twice.";
                }
            }
            let unknown = match flag {
                holdings::OF_DISABLED => holdings.with(place, holdings::SIGN_IN_UNKNOWN).count(),
                holdings::OF_INACTIVE => holdings.with(place, holdings::USE_UNKNOWN).count(),
                _ => 0,
            };
            if unknown > 0 {
                statement += &format!(" Of {} more it is not known.", n(unknown as i64));
            }
            let mut cells = Vec::new();
            for &entry in entries.iter().take(CITED) {
                let account = holdings.accounts[entry];
                cells.extend(cell_of(across, account, behind(flag), records)?);
            }
            self.say("sku-accounts", statement, cells);
        }
        Ok(())
    }
}

/// What is said of the accounts of a number.
fn what(column: &str, is_one: bool) -> &'static str {
    match (column, is_one) {
        ("assigned", true) => "of the loaded files has it",
        ("assigned", false) => "of the loaded files have it",
        ("assigned_directly", true) => "has it directly",
        ("assigned_directly", false) => "have it directly",
        ("assigned_by_group", true) => "has it by a group",
        ("assigned_by_group", false) => "have it by a group",
        ("assignment_errors", true) => "could not be given it, or has it with an error",
        ("assignment_errors", false) => "could not be given it, or have it with an error",
        ("held_disabled", _) => "with it may not sign in",
        ("held_expiring", true) => "with it is flagged for deprovisioning",
        ("held_expiring", false) => "with it are flagged for deprovisioning",
        ("held_deleted", true) => "with it is deleted and can still be restored",
        ("held_deleted", false) => "with it are deleted and can still be restored",
        ("held_inactive", true) => "with it was not used within the days of the policy, or never",
        ("held_inactive", false) => "with it were not used within the days of the policy, or never",
        (_, true) => "with it is a shared mailbox",
        (_, false) => "with it are shared mailboxes",
    }
}

/// Where it stands what a number counts.
fn behind(flag: Flags) -> Places {
    match flag {
        holdings::DIRECT | holdings::GROUP | holdings::ERROR => STATES,
        holdings::OF_DISABLED => &[(USERS, "account_enabled"), (USERS, "blocked")],
        holdings::OF_EXPIRING => &[
            (ENROLLMENT, "scheduled_deletion"),
            (ENROLLMENT, "days_left"),
            (ENROLLMENT, "reason"),
            (ENROLLMENT, "o365_ready"),
        ],
        holdings::OF_DELETED => DELETED,
        holdings::OF_INACTIVE => &[
            (USERS, "last_successful"),
            (ACTIVE_USERS, "exchange_last_activity"),
            (ACTIVE_USERS, "teams_last_activity"),
            (MAILBOX, "last_activity"),
            (ONEDRIVE, "last_activity"),
            (USERS, "created"),
        ],
        holdings::OF_SHARED => SHARED,
        _ => LISTED,
    }
}

/// The first filled cell of an account among some places, as its file has it.
fn cell_of(
    across: &Across,
    account: u32,
    places: Places,
    records: &mut dyn Records,
) -> Result<Option<CellView>, String> {
    for (source, input) in across.inputs.iter().enumerate() {
        let Some(row) = across.directory.row(source, account as usize) else {
            continue;
        };
        let here = places.iter().filter(|(kinds, _)| kinds.contains(&input.id));
        for (_, column) in here {
            if input.table.cell(column, row).is_empty() {
                continue;
            }
            let (source, source_row) = input.place(row);
            let mut found = records.read(source, source_row)?;
            found.line = input.lines[row];
            if let Some(cell) = cited(&found, &[column]).into_iter().next() {
                return Ok(Some(cell));
            }
        }
    }
    Ok(None)
}

//! The report `licence-holders`: a license of an account a row, which a number of `licences` opens (F9).

use super::super::columns::{self, Columns, Form, Taken, show_flag, show_text, taken};
use super::super::fields::{DEPARTMENT, DISPLAY_NAME, Enabled, PRINCIPAL_NAME, USER_TYPE};
use super::super::{Across, Survey, ending};
use super::holdings::{ASSIGNED, DIRECT, ERROR, Flags, GROUP, Holdings};
use super::products::Products;
use super::{COUNTED, NEEDS, show_names};
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};

/// What can be shown of it.
pub const HOLDERS: Definition = Definition {
    id: "licence-holders",
    title: "License holders",
    meaning: "every license of every account: how it came, and what the account is",
    needs: NEEDS,
    columns: COLUMNS,
    further: None,
    names_products: true,
};

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("display_name", "Name", Kind::Text, "The name as the most trusted source writes it."),
    shown("user_principal_name", "User principal name", Kind::Text, "What the person signs in with."),
    shown("product_name", "Product", Kind::Text, "The newest name of the product."),
    shown("via", "Came", Kind::Enum, "Directly, by a group, or both; not told where no source has the states of licenses."),
    shown("state", "State", Kind::List, "Of the license, as the directory has it."),
    shown("counted_as", "Counted as", Kind::List, "The numbers of Licenses in which this row is counted."),
    shown("account_enabled", "Account enabled", Kind::Boolean, "Whether sign-in is allowed."),
    shown("disable_day", "Disable day", Kind::Date, "The day on which sign-in is disabled, by the enrollment report."),
    hidden("tenant", "Tenant", Kind::Text, "The tenant of the account."),
    hidden("error", "Error", Kind::List, "What went wrong where assigning it failed."),
    hidden("groups", "Groups", Kind::List, "The groups it came by."),
    hidden("said_by", "Said by", Kind::Text, "The most trusted source that names the account's licenses."),
    hidden("contradicted_by", "Contradicted by", Kind::Text, "A source that names other licenses for the account."),
    hidden("department", "Department", Kind::Text, "The department as the most trusted source writes it."),
    hidden("user_type", "User type", Kind::Text, "Member or guest."),
    hidden("sku_id", "Product id", Kind::Text, "The product's id."),
    hidden("license_id", "License", Kind::Text, "The tenant's and the product's id, as the directory joins them."),
    hidden("last_seen", "Last seen", Kind::Date, "The day of the last file that has the account, where newer files of the same kind do not."),
];

const TAKEN: &[Taken] = &[
    taken("key", Form::Text, PRINCIPAL_NAME),
    taken("user_principal_name", Form::Text, PRINCIPAL_NAME),
    taken("display_name", Form::Text, DISPLAY_NAME),
    taken("department", Form::Word, DEPARTMENT),
    taken("user_type", Form::Word, USER_TYPE),
];

/// The rows: a license of an account each, also one that could not be assigned.
pub fn survey(across: &Across) -> Survey {
    let mut products = Products::of(across);
    let holdings = Holdings::of(across, &mut products);
    let accounts = holdings.accounts.clone();
    let of_row = || {
        holdings
            .products
            .iter()
            .map(|&at| &products.all[at as usize])
    };
    let mut columns = Columns::default();
    columns.take(across, &accounts, TAKEN);
    let names: Vec<String> = products
        .all
        .iter()
        .map(|one| products.name_of(one).0)
        .collect();
    let keys: Vec<String> = products.all.iter().map(|one| one.key()).collect();
    let at_row = || holdings.products.iter().map(|&at| at as usize);
    columns.made(
        "product_name",
        show_text,
        at_row().map(|at| names[at].clone()),
    );
    columns.made("license_id", show_text, at_row().map(|at| keys[at].clone()));
    columns.made(
        "sku_id",
        show_text,
        of_row().map(|one| match one.id {
            Some(_) => one.sku(),
            None => columns::unknown("no id is known"),
        }),
    );
    columns.made(
        "tenant",
        show_text,
        of_row().map(|one| match one.tenant.as_str() {
            "" => columns::unknown("unknown"),
            tenant => tenant.to_string(),
        }),
    );
    columns.words(
        "via",
        holdings.flags.iter().map(|&flags| via(flags).to_string()),
    );
    columns.made(
        "counted_as",
        show_names,
        holdings.flags.iter().map(|&flags| counted_as(flags)),
    );
    let joined = |texts: &crate::table::DictColumn, row: usize| texts.get(row).replace('+', "\t");
    let rows = 0..accounts.len();
    for (id, texts) in [
        ("state", &holdings.states),
        ("error", &holdings.errors),
        ("groups", &holdings.groups),
    ] {
        let cells = rows.clone().map(|row| match holdings.known.states {
            true => joined(texts, row),
            false => columns::not_loaded(),
        });
        columns.made(id, show_names_or_nothing, cells);
    }
    let label = |source: u8| across.inputs[source as usize].label.to_string();
    columns.made(
        "said_by",
        show_text,
        holdings.sources.iter().map(|&source| label(source)),
    );
    columns.made(
        "contradicted_by",
        show_text,
        holdings.contradicted_by.iter().map(|source| match source {
            Some(source) => label(*source),
            None => columns::unknown("\u{2013}"),
        }),
    );
    let enabled = Enabled::of(across);
    columns.made(
        "account_enabled",
        show_flag,
        accounts.iter().map(|&account| enabled.cell(account)),
    );
    ending::disable_day(&mut columns, across, &accounts);
    columns.mark_gone(across, &accounts);
    columns.into_survey(
        &HOLDERS,
        &["product_name", "user_principal_name"],
        &[],
        accounts,
    )
}

fn via(flags: Flags) -> &'static str {
    match (flags & DIRECT != 0, flags & GROUP != 0) {
        _ if flags & ASSIGNED == 0 && flags & ERROR != 0 => "failed\tnot assigned: it failed",
        _ if flags & ASSIGNED == 0 => "not-assigned\tnot assigned",
        (true, true) => "both\tdirectly and by a group",
        (true, false) => "direct\tdirectly",
        (false, true) => "group\tby a group",
        (false, false) => "not-told\tnot told",
    }
}

fn counted_as(flags: Flags) -> String {
    let words = COUNTED.iter().filter(|(_, flag, _)| flags & flag != 0);
    let words: Vec<&str> = words.map(|&(_, _, word)| word).collect();
    words.join("\t")
}

fn show_names_or_nothing(text: &str) -> crate::report::cells::Cell {
    match columns::is_nothing(text) {
        true => show_text(text),
        false => show_names(text),
    }
}

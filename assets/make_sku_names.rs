//! Makes `assets/sku-names.txt` of Microsoft's published list: `cargo xtask names LIST.csv 2026-06-24`.
//!
//! The list is read as the page reads one that is dropped, so both are cleaned by the same rules.

use std::process::ExitCode;

use rollcall::accounts::sku_names::{ListedRow, SkuNames};
use rollcall::engine::Engine;
use rollcall::engine::load::NewFile;
use rollcall::engine::records::Files;
use rollcall::ingest::Kind;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let made = match &words[..] {
        [list, day] => make(list, day),
        _ => Err("expected the published list and its day: LIST.csv 2026-06-24".to_string()),
    };
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("sku-names: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn make(list: &str, day: &str) -> Result<(), String> {
    let day: chrono::NaiveDate = day
        .parse()
        .map_err(|_| format!("`{day}` is no day; expected one such as 2026-06-24"))?;
    let bytes = std::fs::read(list).map_err(|error| format!("`{list}`: {error}"))?;
    let mut engine = Engine::new(str::to_string, || 0.0);
    let mut load = engine.begin();
    let file = NewFile {
        name: list.to_string(),
        n_bytes: bytes.len() as u64,
        ..NewFile::default()
    };
    load.take_text(file, bytes);
    engine.commit(load, day, &mut NoFiles);
    let rows = engine.rows_of(Kind::SkuNames);
    let table = &rows
        .ok_or_else(|| format!("`{list}` was not recognised as a list of product names"))?
        .table;
    let names = SkuNames::of_list((0..table.n_rows()).map(|row| ListedRow {
        sku_id: table.cell("sku_id", row),
        part_number: table.cell("sku_part_number", row),
        name: table.cell("product_name", row),
        plan_id: table.cell("plan_id", row),
        plan_name: table.cell("plan_name", row),
        plan_title: table.cell("plan_title", row),
    }));
    let (n_products, n_plans) = names.counts();
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sku-names.txt");
    std::fs::write(target, names.to_text(&day.to_string()))
        .map_err(|error| format!("`{target}`: {error}"))?;
    println!("{n_products} products and {n_plans} service plans of {day}");
    Ok(())
}

/// The text is kept by the engine; no file is read again.
struct NoFiles;

impl Files for NoFiles {
    fn read(&mut self, _: u32, _: std::ops::Range<u64>) -> Result<Vec<u8>, String> {
        Err("it is not kept".to_string())
    }
}

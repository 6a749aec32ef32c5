//! Writes every report of the samples as CSV, workbook and JSON, grouped views, and drafts of mails with what they
//! carry, for `exports.py`.

use std::fs;
use std::ops::Range;
use std::path::Path;

use rollcall::engine::Engine;
use rollcall::engine::exports::Export;
use rollcall::engine::hand_out::HandOut;
use rollcall::engine::load::NewFile;
use rollcall::engine::matcher::Matcher;
use rollcall::engine::message::Window;
use rollcall::engine::records::Files;
use rollcall::export::base64;
use rollcall::report::definition::reports;
use rollcall::report::exports::{ALL, ExportPlan};
use rollcall::report::hand_out::HandOutPlan;
use rollcall::report::query::Query;
use rollcall::sample::provider::provider;
use rollcall::sample::sample;

/// The files are given as text and not read again.
struct None;

impl Files for None {
    fn read(&mut self, _: u32, _: Range<u64>) -> Result<Vec<u8>, String> {
        Err("it is not kept".to_string())
    }
}

/// Names that a spreadsheet may take for formulas, and what else a file can go wrong at.
const HOSTILE: &str = "PennID,PennKey,Name,Department,Deprovision reason,Expires in days,Scheduled deletion date\n\
    00000001,doe01,=1+1,+1 215 555,@SUM(A1),8,2026-12-01\n\
    00000002,doe02,\"-2+3\",-,-5,8,2026-12-01\n\
    00000003,doe03,'=Cy,'t Hooft,＝1,8,2026-12-01\n\
    00000004,doe04,\"=cmd|' /C calc'!A0\",\"two\nlines\",\"say \"\"hi\"\", twice\",8,2026-12-01\n\
    00000005,doe05,_x0041_ & <b>,\"tab\there\",Åsa 漢 😀,8,1899-12-31\n\
    00000006,doe06,000123,1e5,TRUE,8,2026-12-01\n";

fn main() {
    let today = "2026-11-22".parse().expect("a day");
    let folder = Path::new("target/exports");
    fs::create_dir_all(folder).expect("a folder");
    let mut engine = engine();
    let pair = sample(today);
    let mut texts = vec![
        (pair.exchange_name.to_string(), pair.exchange_csv),
        (pair.enrollment_name.to_string(), pair.enrollment_csv),
    ];
    texts.extend(
        provider(today)
            .into_iter()
            .map(|file| (file.name, file.text)),
    );
    load(&mut engine, texts, today);
    // Reports over all sources are known once their maker is there.
    let ids: Vec<&str> = reports().map(|report| report.id).collect();
    for id in ids {
        write(&mut engine, id, id, folder, today);
    }
    let grouped = folder.join("groups");
    fs::create_dir_all(&grouped).expect("a folder");
    for (id, text) in GROUPED {
        let query = rollcall::engine::wire::query(text).expect("a query");
        let csv = ExportPlan {
            groups: true,
            ..plan_of("csv")
        };
        for plan in [csv, plan_of("xlsx"), plan_of("json")] {
            let bytes = bytes_of(&mut engine, id, &query, &plan, today);
            fs::write(grouped.join(format!("{id}.{}", plan.format)), bytes).expect("a file");
        }
    }
    drafts(&mut engine, "mine", "of-mine", folder, today);
    let mut engine = self::engine();
    load(
        &mut engine,
        vec![("hostile.csv".to_string(), HOSTILE.to_string())],
        today,
    );
    write(&mut engine, "expiring-not-mine", "hostile", folder, today);
    drafts(&mut engine, "expiring-not-mine", "hostile", folder, today);
}

/// Views that are grouped.
const GROUPED: [(&str, &str); 3] = [
    ("mine", r#"{"layout":{"group":["department","urgency"]}}"#),
    ("expiring", r#"{"layout":{"group":["disable_day"]}}"#),
    (
        "provisioning",
        r#"{"layout":{"group":["customer_name","profile"]},"columns":["user_name","backup_mb","auto_delete_days"]}"#,
    ),
];

fn plan_of(format: &str) -> ExportPlan {
    ExportPlan {
        format: format.to_string(),
        ..ExportPlan::default()
    }
}

/// A draft for each department, and beside it the CSV file that the same people get by themselves.
fn drafts(engine: &mut Engine, id: &str, name: &str, folder: &Path, today: chrono::NaiveDate) {
    let query = Query::default();
    for (form, end) in [("mail", "eml"), ("csv", "csv")] {
        let folder = folder.join("drafts").join(name).join(end);
        // What an earlier run left would be read as well.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let plan = HandOutPlan {
            column: "department".to_string(),
            form: form.to_string(),
            subject: "Accounts of {group}: {rows}, until {day} \u{2013} bitte ansehen \u{1F600}"
                .to_string(),
            text: "Dear colleagues,\n\n{rows} of {group} \u{00E4}ndern sich.\n.\nYours".to_string(),
            ..HandOutPlan::default()
        };
        let (mut next, mut at) = (0, 0);
        loop {
            let wanted = HandOut {
                id,
                query: &query,
                ranges: &[],
                plan: &plan,
                next,
            };
            let piece = engine.hand_out(wanted, today, &mut None).expect("a file");
            fs::write(folder.join(format!("{at:03}.{end}")), &piece.text).expect("a file");
            fs::write(folder.join(format!("{at:03}.name")), &piece.name).expect("a file");
            next = piece.next;
            at += 1;
            if next == 0 {
                break;
            }
        }
    }
}

fn engine() -> Engine {
    let mut engine = Engine::new(|text| text.to_string(), || 0.0);
    engine.take_matcher(Matcher::new());
    engine.take_surveyor(rollcall::engine::across::Surveyor::new());
    engine
}

fn load(engine: &mut Engine, texts: Vec<(String, String)>, today: chrono::NaiveDate) {
    let mut load = engine.begin();
    for (name, text) in texts {
        let file = NewFile {
            n_bytes: text.len() as u64,
            name,
            ..NewFile::default()
        };
        load.take_text(file, text.into_bytes());
    }
    engine.commit(load, today, &mut None);
}

fn write(engine: &mut Engine, id: &str, name: &str, folder: &Path, today: chrono::NaiveDate) {
    // All columns, so that every kind of cell is there.
    let query = Query::default();
    let window = Window::default();
    let total = engine
        .report(id, &query, window, today)
        .expect("a report")
        .total;
    for format in ["csv", "xlsx", "json"] {
        let plan = ExportPlan {
            format: format.to_string(),
            columns: ALL.to_string(),
            ..ExportPlan::default()
        };
        let bytes = bytes_of(engine, id, &query, &plan, today);
        fs::write(folder.join(format!("{name}.{format}")), bytes).expect("a file");
    }
    println!("{name}: {total} rows");
}

fn bytes_of(
    engine: &mut Engine,
    id: &str,
    query: &Query,
    plan: &ExportPlan,
    today: chrono::NaiveDate,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut next = 0;
    loop {
        let wanted = Export {
            id,
            query,
            ranges: &[],
            plan,
            next,
        };
        let piece = engine.export(wanted, today, &mut None).expect("a piece");
        match plan.format.as_str() {
            "xlsx" => bytes.extend(base64::decode(&piece.text).expect("base64")),
            _ => bytes.extend(piece.text.bytes()),
        }
        next = piece.next;
        if next == 0 {
            return bytes;
        }
    }
}

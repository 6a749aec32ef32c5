//! Whatever the bytes, a file is read, asked about or refused: the same in pieces, no row lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rollcall::ingest::intake::{Intake, Step};
use rollcall::ingest::recognise::Ask;
use rollcall::ingest::source::Ingested;

const NAME: &str = "a.csv";

/// Every outcome of an intake as text, and the question if there is one.
fn outcome(bytes: &[u8], size: usize, said: Option<&str>) -> (String, Option<Ask>) {
    let n_bytes = bytes.len() as u64;
    let mut intake = Intake::new(NAME, n_bytes, said);
    let mut is_second = false;
    'again: loop {
        let mut step = Step::More;
        for piece in bytes.chunks(size) {
            step = intake.push(piece);
            if !matches!(step, Step::More) {
                break;
            }
        }
        if matches!(step, Step::More) {
            step = intake.finish();
        }
        match step {
            Step::NotUtf8 => {
                assert!(!is_second, "a file is begun again once");
                is_second = true;
                intake = Intake::of_windows_1252(NAME, n_bytes, said);
                continue 'again;
            }
            Step::More => panic!("the end of a file is an outcome"),
            // `graph` looks at what is read of it.
            Step::Json(encoding) => return (format!("JSON in {encoding:?}"), None),
            Step::Ask(ask) => return (format!("{ask:?}"), Some(ask)),
            Step::Refused(why) => return (why, None),
            Step::Done(done) => {
                let source = &done.source;
                let n_rows = source.n_accepted + source.n_rejected + source.n_blank;
                assert_eq!(source.n_rows, n_rows);
                assert_eq!(done.places.offsets.len(), done.table.n_rows());
                assert_eq!(done.rejected.len() as u32, source.n_rejected);
                assert!(
                    done.rejected
                        .iter()
                        .all(|one| one.span.end <= done.places.end)
                );
                return (spelt(*done), None);
            }
        }
    }
}

/// All that was understood, with cells as texts: the bytes of columns take long to write out.
fn spelt(mut done: Ingested) -> String {
    let table = std::mem::take(&mut done.table);
    let rows: Vec<Vec<&str>> = (0..table.n_rows())
        .map(|row| table.cells(row).collect())
        .collect();
    let kept = done.kept.take();
    let kept = kept.map(|kept| String::from_utf8(kept).expect("what is kept is UTF-8"));
    let names: Vec<&str> = table.names().collect();
    format!("{done:?} {names:?} {rows:?} {kept:?}")
}

fuzz_target!(|data: &[u8]| {
    let Some((&size, bytes)) = data.split_last() else {
        return;
    };
    let size = usize::from(size).max(1);
    let (whole, ask) = outcome(bytes, usize::MAX, None);
    let (pieces, _) = outcome(bytes, size, None);
    assert_eq!(pieces, whole, "in pieces of {size}");
    let Some(ask) = ask else { return };
    assert_eq!(
        ask.choices.last().map(|choice| choice.0.as_str()),
        Some("ignore")
    );
    for (choice, _) in ask.choices.iter().filter(|choice| choice.0 != "ignore") {
        let (_, again) = outcome(bytes, usize::MAX, Some(choice));
        // A kind of which the file has too little is taken once it is said which column holds the rest.
        assert!(
            again.is_none_or(|again| again.text.contains("say which") && again.text != ask.text),
            "{choice} was an answer, and is asked about again"
        );
    }
});

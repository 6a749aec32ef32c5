//! What the page calls: bytes in, one answer out. Each file gets a fresh instance of this module, so that
//! its memory goes with it and a trap leaves nothing behind; so there is no glue, which would hold one only.

#![expect(
    unsafe_code,
    reason = "exported names; what crosses are numbers, and no pointer is followed here"
)]

use std::cell::RefCell;

use crate::question::question;
use crate::{Reading, Trouble, read as read_workbook};

thread_local! {
    static FILE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Kinds of answers.
const CSV: u32 = 0;
const QUESTION: u32 = 1;
const SENTENCE: u32 = 2;

/// Makes room for a file's bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(n_bytes: usize) -> *mut u8 {
    FILE.with_borrow_mut(|file| {
        file.resize(n_bytes, 0);
        file.as_mut_ptr()
    })
}

/// Reads the file, of several sheets the one of this number; 0 asks which.
///
/// The answer is the sheet's name and CSV with a line feed between, or a question, or why it is not read.
#[unsafe(no_mangle)]
pub extern "C" fn read(sheet: usize) -> u32 {
    let wanted = (sheet > 0).then_some(sheet);
    let outcome = FILE.with_borrow(|file| read_workbook(file, wanted));
    let (kind, text) = match outcome {
        Ok(Reading::Sheet { name, csv }) => (CSV, joined(&name, csv)),
        Ok(Reading::Which(sheets)) => (QUESTION, question(&sheets)),
        Err(trouble) => (SENTENCE, Trouble::sentence(&trouble)),
    };
    ANSWER.set(text);
    kind
}

fn joined(name: &str, mut csv: String) -> String {
    let name: String = name.chars().filter(|letter| *letter != '\n').collect();
    csv.insert_str(0, &(name + "\n"));
    csv
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// How long it is.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(String::len)
}

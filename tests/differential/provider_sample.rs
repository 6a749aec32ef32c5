//! Writes the files of the provider's sample of a day into a folder: `provider-sample DAY FOLDER`.

use std::path::Path;
use std::{env, fs};

use rollcall::sample::provider::provider;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [day, folder] = &words[..] else {
        panic!("expected a day such as 2026-11-22 and a folder");
    };
    for file in provider(day.parse().expect("a day")) {
        fs::write(Path::new(folder).join(&file.name), &file.text).expect("a folder to write into");
    }
}

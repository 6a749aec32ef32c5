//! What buttons, menus and the palette do with the store: files and names taken, answers given, rows copied.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notice_state::Weight;
use super::state::{AppState, ReplyText};
use super::{page, remembered};
use crate::browser::clipboard;
use crate::browser::files::File;
use crate::browser::part::PART_MISSING;
use crate::engine::inquiry::Inquiry;
use crate::engine::message::{Reply, Request};
use crate::engine::wire;
use crate::report::exports::CopyView;
use crate::report::selection::Selection;
use crate::report::words;
use crate::report::words::screen::state_commands as said;
use crate::small_map::SmallMap;

impl AppState {
    /// What dropping or picking files does: a policy or a calendar is offered as that, the rest is read.
    pub fn take_files(self, files: Vec<File>) {
        let is_export = |file: &File| {
            let name = file.name();
            ![".json", ".ics", ".rollcall"]
                .iter()
                .any(|end| name.ends_with(end))
        };
        if files.iter().all(is_export) {
            return self.load_files(files);
        }
        spawn_local(async move {
            if page::take_other_files(self, files).await.is_err() {
                self.notices.show(Weight::Failure, PART_MISSING.to_owned());
            }
        });
    }

    /// Reads files as exports.
    pub fn load_files(self, files: Vec<File>) {
        if !files.is_empty() {
            self.in_background(async move { self.load(files, SmallMap::default()).await });
        }
    }

    /// What pasting does: a report code and a link are opened, everything else is logon names.
    pub fn take_names(self, text: String) {
        // The sign of every code and link has these letters.
        if !text.contains("1.") {
            return self.paste_names(text);
        }
        spawn_local(async move {
            if page::take_other_text(self, text).await.is_err() {
                self.notices.show(Weight::Failure, PART_MISSING.to_owned());
            }
        });
    }

    /// What pasting names does.
    pub fn paste_names(self, text: String) {
        if !text.trim().is_empty() {
            self.in_background(async move { self.paste(text).await });
        }
    }

    /// What choosing an answer does.
    pub fn take_answer(self, question: u32, source: u32, choice: String) {
        let is_kept = self.questions.with_untracked(|questions| {
            questions
                .iter()
                .any(|open| open.id == question && open.mapping)
        });
        self.in_background(async move {
            let text = self.answer(question, choice).await?;
            if is_kept {
                self.remember(&text, source);
            }
            Ok(text)
        });
    }

    /// What “Read it this way” does.
    pub fn take_change(self, source: u32, choice: String) {
        self.in_background(async move {
            let text = self.reconsider(source, Some(choice)).await?;
            self.remember(&text, source);
            Ok(text)
        });
    }

    /// What “Forget and ask again” does.
    pub fn take_doubt(self, source: u32) {
        if let Some(known) = untrack(|| self.source(source)) {
            remembered::forget(&known.header_set);
        }
        self.in_background(async move { self.reconsider(source, None).await });
    }

    // Keeps how a source is read for the next file with its headers.
    fn remember(self, text: &ReplyText, source: u32) {
        let Some(Reply::Loaded(loaded)) = wire::reply(&String::from(text)) else {
            return;
        };
        let source = loaded.sources.into_iter().find(|known| known.id == source);
        if let Some(source) = source.filter(|source| !source.header_set.is_empty())
            && remembered::keep(&source.header_set, &source.memory)
        {
            self.notices.show(Weight::Done, words::REMEMBERED);
        }
    }

    /// What “Try with sample data” does.
    pub fn take_sample(self) {
        self.in_background(async move { self.change(Request::LoadSample, Vec::new()).await });
    }

    /// What “Try a provider’s sample” does.
    pub fn take_provider_sample(self) {
        self.in_background(async move { self.change(Request::LoadProvider, Vec::new()).await });
    }

    /// What “Clear” does.
    pub fn take_away(self) {
        self.notices.clear();
        self.on_clear.get_untracked()();
        self.in_background(async move { self.clear().await });
    }

    /// The column of this list that names people to other tools.
    pub fn name_column(self) -> &'static str {
        match self.report.get_untracked().column("logon_name") {
            Some(_) => "logon_name",
            None => "key",
        }
    }

    /// Copies the selected rows, or all when none is selected.
    pub fn copy(self, column: Option<&'static str>) {
        self.copy_ranges(self.chosen_ranges(), column);
    }

    /// Places of the selected rows, or of all when none is selected.
    pub fn chosen_ranges(self) -> Vec<(u32, u32)> {
        match self.selection.with_untracked(Selection::is_empty) {
            true => vec![(0, self.rows.total().saturating_sub(1))],
            false => self
                .selection
                .with_untracked(|selection| selection.ranges().to_vec()),
        }
    }

    /// Copies these rows, or one of their columns.
    pub fn copy_ranges(self, ranges: Vec<(u32, u32)>, column: Option<&'static str>) {
        if self.rows.total() == 0 {
            return;
        }
        let n_rows = ranges.iter().map(|(first, last)| last - first + 1).sum();
        let inquiry = Inquiry::Copy {
            id: self.report.get_untracked().id.to_owned(),
            query: self.query.get_untracked(),
            ranges,
            column: column.map(str::to_owned),
        };
        spawn_local(async move {
            match self.inquire::<CopyView>(inquiry).await {
                Ok(copy) if clipboard::write_table(&copy.text, &copy.html).await => {
                    let (one, many) = match column {
                        Some("logon_name" | "key") => (said::LOGON_NAME, said::LOGON_NAMES),
                        Some(_) => ("cell", "cells"),
                        None => ("row", "rows"),
                    };
                    self.notices
                        .show(Weight::Done, words::copied(n_rows, one, many));
                }
                Ok(_) => self.notices.show(Weight::Failure, words::NO_CLIPBOARD),
                Err(sentence) => self.notices.show(Weight::Failure, sentence),
            }
        });
    }

    fn in_background(self, work: impl Future<Output = Result<ReplyText, String>> + 'static) {
        spawn_local(async move {
            if let Err(sentence) = work.await {
                self.notices.show(Weight::Failure, sentence);
            }
        });
    }
}

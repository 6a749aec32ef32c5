//! Records as lines of CSV, whose columns are found while they are read.

use quick::signs::{append, parts_csv};
use std::collections::HashMap;
use std::ops::Range;

/// More different properties than any answer has.
pub const MOST_COLUMNS: usize = 1_000;

/// A place in a record: a property within which others lie, or one that holds a value.
#[derive(Clone, Debug)]
struct Node {
    path: String,
    column: Option<u32>,
    /// The record in which it was met last.
    met: u32,
}

/// What a column is called, and in how many records it holds something.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// The path of its property.
    pub path: String,
    /// Records in which it is neither null, nor empty, nor missing.
    pub n_filled: u32,
}

/// The rows and columns so far.
#[derive(Debug, Default)]
pub struct Rows {
    nodes: Vec<Node>,
    by_path: HashMap<String, u32>,
    /// The node met last: the next one is most often the next property.
    before: u32,
    captions: Vec<Caption>,
    /// The cells of the record under way, as CSV; of each column its place there.
    scratch: Vec<u8>,
    cells: Vec<Option<Range<usize>>>,
    n_records: u32,
    body: Vec<u8>,
    ends: Vec<usize>,
    /// How many columns the rows have up to a row.
    widths: Vec<(usize, usize)>,
}

/// Where a record began, to forget what it brought.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    n_nodes: usize,
    n_columns: usize,
}

impl Rows {
    /// The columns.
    pub fn captions(&self) -> &[Caption] {
        &self.captions
    }

    /// Begins a record.
    pub fn begin(&mut self) -> Mark {
        self.n_records += 1;
        self.before = u32::MAX;
        self.scratch.clear();
        self.cells.fill(None);
        Mark {
            n_nodes: self.nodes.len(),
            n_columns: self.captions.len(),
        }
    }

    /// Forgets the record under way, and the columns that it brought.
    pub fn forget(&mut self, mark: Mark) {
        for node in self.nodes.drain(mark.n_nodes..) {
            self.by_path.remove(&node.path);
        }
        self.captions.truncate(mark.n_columns);
        self.cells.truncate(mark.n_columns);
        for node in &mut self.nodes {
            node.column = node
                .column
                .filter(|&column| (column as usize) < mark.n_columns);
        }
    }

    /// Meets a property of the record: its node, and whether it was met before.
    pub fn meet(&mut self, path: &str) -> (u32, bool) {
        let next = self.before.wrapping_add(1);
        let is_next = |node: &Node| node.path == path;
        let id = match self.nodes.get(next as usize).is_some_and(is_next) {
            true => next,
            false => match self.by_path.get(path) {
                Some(&id) => id,
                None => {
                    let id = self.nodes.len() as u32;
                    self.by_path.insert(path.to_string(), id);
                    self.nodes.push(Node {
                        path: path.to_string(),
                        column: None,
                        met: 0,
                    });
                    id
                }
            },
        };
        self.before = id;
        let node = &mut self.nodes[id as usize];
        let is_met = node.met == self.n_records;
        node.met = self.n_records;
        if is_met {
            self.take_back(id);
        }
        (id, is_met)
    }

    /// Takes a property's cells back: the last of several of one name counts.
    fn take_back(&mut self, id: u32) {
        let path = self.nodes[id as usize].path.clone();
        for node in &mut self.nodes {
            let behind = node.path.strip_prefix(&path);
            if behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('.')) {
                if let Some(column) = node.column {
                    self.cells[column as usize] = None;
                }
                if !behind.is_some_and(str::is_empty) {
                    node.met = 0;
                }
            }
        }
    }

    /// Gives a property a cell; `false` where there are too many columns.
    pub fn set(&mut self, id: u32, cell: Option<&[u8]>) -> bool {
        let node = &mut self.nodes[id as usize];
        let column = *node.column.get_or_insert(self.captions.len() as u32) as usize;
        if column == self.captions.len() {
            self.captions.push(Caption {
                path: node.path.clone(),
                n_filled: 0,
            });
            self.cells.push(None);
        }
        let from = self.scratch.len();
        if let Some(cell) = cell {
            push_cell(&mut self.scratch, cell);
        }
        self.cells[column] = Some(from..self.scratch.len());
        self.captions.len() <= MOST_COLUMNS
    }

    /// The cell of a property in the record under way, as CSV.
    pub fn cell(&self, column: usize) -> &[u8] {
        let range = self.cells.get(column).cloned().flatten();
        &self.scratch[range.unwrap_or(0..0)]
    }

    /// Makes a row of the record.
    pub fn end(&mut self) {
        for column in 0..self.captions.len() {
            if column > 0 {
                self.body.push(b',');
            }
            if let Some(range) = self.cells[column].clone() {
                let cell = &self.scratch[range];
                let is_filled = !matches!(cell, b"" | b"\"\"" | b"[]");
                self.captions[column].n_filled += u32::from(is_filled);
                append(&mut self.body, cell);
            }
        }
        self.end_line();
    }

    /// Makes a row of a record that is none; the NUL byte has it rejected.
    pub fn reject(&mut self, text: &[u8]) {
        let mut cell = String::from_utf8_lossy(text).into_owned().into_bytes();
        cell.push(0);
        self.body.push(b'"');
        push_doubled(&mut self.body, &cell);
        self.body.push(b'"');
        self.end_line();
    }

    fn end_line(&mut self) {
        self.body.push(b'\n');
        self.ends.push(self.body.len());
        let width = self.captions.len();
        match self.widths.last_mut() {
            Some((n_rows, known)) if *known == width => *n_rows = self.ends.len(),
            _ => self.widths.push((self.ends.len(), width)),
        }
    }

    /// The whole text: the delimiter, the header, the rows; `None` where it would be far longer than
    /// what it was made of, `n_bytes` long.
    pub fn into_text(self, header: &[String], n_bytes: usize) -> Option<Vec<u8>> {
        let mut text = b"sep=,\n".to_vec();
        for (n, caption) in header.iter().enumerate() {
            if n > 0 {
                text.push(b',');
            }
            push_cell(&mut text, caption.as_bytes());
        }
        text.push(b'\n');
        let width = self.captions.len();
        let (mut row, mut from, mut n_missing) = (0, 0, 0);
        for &(n_rows, known) in &self.widths {
            n_missing += (width - known) * (n_rows - row);
            row = n_rows;
        }
        if n_missing > 8 * n_bytes + (1 << 20) {
            return None;
        }
        text.reserve(self.body.len() + n_missing);
        row = 0;
        for (n_rows, known) in self.widths {
            if known == width {
                break;
            }
            for &end in &self.ends[row..n_rows] {
                text.extend_from_slice(&self.body[from..end - 1]);
                text.extend(std::iter::repeat_n(b',', width - known));
                text.push(b'\n');
                from = end;
            }
            row = n_rows;
        }
        text.extend_from_slice(&self.body[from..]);
        Some(text)
    }
}

/// Adds a cell as CSV; an empty text is two quotes, so that it stays apart from nothing.
fn push_cell(out: &mut Vec<u8>, cell: &[u8]) {
    let is_spaced = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    if !parts_csv(cell) && !is_spaced(cell.first()) && !is_spaced(cell.last()) {
        return append(out, cell);
    }
    out.push(b'"');
    push_doubled(out, cell);
    out.push(b'"');
}

fn push_doubled(out: &mut Vec<u8>, cell: &[u8]) {
    for &byte in cell {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
}

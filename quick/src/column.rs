//! One column: texts one after another, or codes of a dictionary.

use std::borrow::Cow;

use super::bytes::{self, SHORT, same};
use super::hash::hash_bytes;

/// A column of cells; an empty text is a missing cell.
#[derive(Clone, Debug)]
pub enum Column {
    /// Mostly different texts.
    Text(TextColumn),
    /// Few different texts.
    Dict(DictColumn),
}

impl Column {
    /// How many cells.
    pub fn len(&self) -> usize {
        match self {
            Column::Text(column) => column.len(),
            Column::Dict(column) => column.len(),
        }
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a cell of UTF-8 bytes.
    #[inline]
    pub fn push(&mut self, cell: &[u8]) {
        match self {
            Column::Text(column) => column.push(cell),
            Column::Dict(column) => column.push(cell),
        }
    }

    /// Adds the cell `text[from..to]` without the space around it.
    ///
    /// What stands behind the cell lets a short one be copied in one piece.
    #[inline(always)]
    pub fn push_within(&mut self, text: &[u8], mut from: usize, mut to: usize) {
        if from < to && (text[from] <= b' ' || text[to - 1] <= b' ') {
            let cell = &text[from..to];
            from += cell.len() - cell.trim_ascii_start().len();
            to = from + text[from..to].trim_ascii_end().len();
        }
        match self {
            Column::Text(column) => column.push_within(text, from, to),
            Column::Dict(column) => column.push_at_once(&text[from..to]),
        }
    }

    /// The text of a cell.
    pub fn get(&self, row: usize) -> &str {
        match self {
            Column::Text(column) => column.get(row),
            Column::Dict(column) => column.get(row),
        }
    }

    /// The bytes of a cell.
    #[inline(always)]
    pub fn bytes(&self, row: usize) -> &[u8] {
        match self {
            Column::Text(column) => column.bytes(row),
            Column::Dict(column) => column.values.bytes(column.code(row)),
        }
    }

    /// Makes room for so many more cells like those that are there, so that growing copies nothing; for at most
    /// `most_bytes` of texts.
    pub fn reserve(&mut self, n_rows: usize, most_bytes: u64) {
        match self {
            Column::Text(column) => {
                let n_bytes = column.bytes.len() as u64 * n_rows as u64;
                let n_bytes = n_bytes / column.len().max(1) as u64;
                // Numbers in names grow longer towards the end.
                column.reserve(n_rows, (n_bytes + n_bytes / 16).min(most_bytes) as usize);
            }
            Column::Dict(column) => column.codes.reserve(n_rows),
        }
    }

    /// An empty column of the same form.
    pub fn empty_like(&self) -> Column {
        match self {
            Column::Text(_) => Column::Text(TextColumn::default()),
            Column::Dict(_) => Column::Dict(DictColumn::default()),
        }
    }
}

/// Texts one after another in one piece of memory.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// From so many bytes on a column is long.
const LONG: usize = 1 << 20;

/// Whether a cell stands for nothing: an empty one, or one of the marks by which a report over all
/// sources says which kind of nothing it is. No export has these: they are control characters.
pub fn is_nothing(cell: &[u8]) -> bool {
    cell.first().is_none_or(|&byte| byte < 4)
}

impl TextColumn {
    /// How many cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds a cell of UTF-8 bytes.
    ///
    /// # Panics
    /// Past 4 GiB of text, which no 32-bit memory holds.
    #[inline(never)]
    pub fn push(&mut self, cell: &[u8]) {
        self.make_room(cell.len());
        bytes::append(&mut self.bytes, cell);
        self.end_cell();
    }

    #[inline(always)]
    fn make_room(&mut self, n: usize) {
        if self.bytes.capacity() - self.bytes.len() < n {
            self.grow(n);
        }
    }

    /// A long column grows by a quarter: of twice the room much would stay empty.
    #[cold]
    fn grow(&mut self, n: usize) {
        match self.bytes.len() < LONG {
            true => self.bytes.reserve(n),
            false => self.bytes.reserve_exact((self.bytes.len() / 4).max(n)),
        }
    }

    #[inline(always)]
    fn push_within(&mut self, text: &[u8], from: usize, to: usize) {
        self.make_room(SHORT);
        match bytes::append_within(&mut self.bytes, text, from, to) {
            true => self.end_cell(),
            false => self.push(&text[from..to]),
        }
    }

    #[inline(always)]
    fn end_cell(&mut self) {
        let end = u32::try_from(self.bytes.len()).expect("a column holds at most 4 GiB");
        self.ends.push(end);
    }

    /// Makes room at once.
    pub fn reserve(&mut self, n_rows: usize, n_bytes: usize) {
        self.ends.reserve_exact(n_rows);
        self.bytes.reserve_exact(n_bytes);
    }

    /// The bytes of a cell.
    #[inline(always)]
    pub fn bytes(&self, row: usize) -> &[u8] {
        let (from, to) = self.span(row);
        &self.bytes[from..to]
    }

    /// Where a cell lies in [`TextColumn::arena`].
    #[inline(always)]
    pub fn span(&self, row: usize) -> (usize, usize) {
        match row {
            0 => (0, self.ends[0] as usize),
            _ => (self.ends[row - 1] as usize, self.ends[row] as usize),
        }
    }

    /// All texts one after another.
    pub fn arena(&self) -> &[u8] {
        &self.bytes
    }

    /// The text of a cell.
    pub fn get(&self, row: usize) -> &str {
        std::str::from_utf8(self.bytes(row)).expect("cells are checked to be UTF-8 when read")
    }
}

/// Codes into a dictionary of texts; code 0 is the missing cell.
#[derive(Clone, Debug)]
pub struct DictColumn {
    values: TextColumn,
    codes: Codes,
    slots: Vec<u32>,
    /// The code that was asked for last.
    last: u32,
}

impl Default for DictColumn {
    fn default() -> DictColumn {
        let mut values = TextColumn::default();
        values.push(b"");
        DictColumn {
            values,
            codes: Codes::Narrow(Vec::new()),
            slots: vec![0; 64],
            last: 0,
        }
    }
}

#[inline(always)]
fn hash_of(cell: &[u8]) -> usize {
    hash_bytes(cell) as usize
}

impl DictColumn {
    /// How many cells.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room at once.
    pub fn reserve(&mut self, n_rows: usize) {
        self.codes.reserve(n_rows);
    }

    /// Adds a cell of UTF-8 bytes.
    #[inline(never)]
    pub fn push(&mut self, cell: &[u8]) {
        self.push_at_once(cell);
    }

    #[inline(always)]
    fn push_at_once(&mut self, cell: &[u8]) {
        let code = self.encode(cell);
        self.codes.push(code);
    }

    /// Adds a cell whose text has this code, see [`DictColumn::encode`].
    #[inline(never)]
    pub fn push_code(&mut self, code: u32) {
        self.codes.push(code);
    }

    /// The code of a text, which is made where there is none.
    #[inline(always)]
    pub fn encode(&mut self, cell: &[u8]) -> u32 {
        if cell.is_empty() {
            return 0;
        }
        // Cells are often like the one before.
        if same(self.values.bytes(self.last as usize), cell) {
            return self.last;
        }
        self.last = self.look_up(cell);
        self.last
    }

    #[inline(never)]
    fn look_up(&mut self, cell: &[u8]) -> u32 {
        let last = self.slots.len() - 1;
        let mut slot = hash_of(cell) & last;
        loop {
            let code = self.slots[slot];
            if code == 0 {
                return self.insert(slot, cell);
            }
            if same(self.values.bytes(code as usize), cell) {
                return code;
            }
            slot = (slot + 1) & last;
        }
    }

    #[cold]
    fn insert(&mut self, slot: usize, cell: &[u8]) -> u32 {
        let code = self.values.len() as u32;
        self.values.push(cell);
        self.slots[slot] = code;
        if self.values.len() * 2 > self.slots.len() {
            self.grow();
        }
        code
    }

    fn grow(&mut self) {
        let n_slots = self.slots.len() * 4;
        self.slots = vec![0; n_slots];
        for code in 1..self.values.len() {
            let mut slot = hash_of(self.values.bytes(code)) & (n_slots - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            self.slots[slot] = code as u32;
        }
    }

    /// The same cells with other texts: that of every code.
    pub fn with_texts(&self, texts: &[Cow<str>]) -> DictColumn {
        let mut column = DictColumn::default();
        column.codes.reserve(self.len());
        let codes: Vec<u32> = texts
            .iter()
            .map(|text| column.encode(text.as_bytes()))
            .collect();
        (0..self.len()).for_each(|row| column.push_code(codes[self.code(row)]));
        column
    }

    /// How many different texts there are, the missing one included.
    pub fn n_values(&self) -> usize {
        self.values.len()
    }

    /// The text of a code.
    pub fn value(&self, code: usize) -> &str {
        self.values.get(code)
    }

    /// All texts in the order of their codes.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        (0..self.n_values()).map(|code| self.value(code))
    }

    /// The code of a cell.
    #[inline(always)]
    pub fn code(&self, row: usize) -> usize {
        self.codes.get(row)
    }

    /// The codes of all cells.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The text of a cell.
    pub fn get(&self, row: usize) -> &str {
        self.value(self.code(row))
    }

    /// How many cells have each code.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.n_values()];
        (0..self.len()).for_each(|row| counts[self.code(row)] += 1);
        counts
    }
}

/// Codes of a column, two bytes each as long as they fit.
#[derive(Clone, Debug)]
pub enum Codes {
    /// Every code is below 65,536.
    Narrow(Vec<u16>),
    /// Any code.
    Wide(Vec<u32>),
}

impl Codes {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Codes::Narrow(codes) => codes.len(),
            Codes::Wide(codes) => codes.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code of a row.
    #[inline(always)]
    pub fn get(&self, row: usize) -> usize {
        match self {
            Codes::Narrow(codes) => usize::from(codes[row]),
            Codes::Wide(codes) => codes[row] as usize,
        }
    }

    /// Adds a code.
    #[inline(always)]
    pub fn push(&mut self, code: u32) {
        match self {
            Codes::Narrow(codes) => match u16::try_from(code) {
                Ok(code) => codes.push(code),
                Err(_) => {
                    let mut wide = Vec::with_capacity(codes.capacity());
                    wide.extend(codes.iter().map(|&code| u32::from(code)));
                    wide.push(code);
                    *self = Codes::Wide(wide);
                }
            },
            Codes::Wide(codes) => codes.push(code),
        }
    }

    fn reserve(&mut self, n_rows: usize) {
        match self {
            Codes::Narrow(codes) => codes.reserve_exact(n_rows),
            Codes::Wide(codes) => codes.reserve_exact(n_rows),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_gives_back_every_text_even_past_two_byte_codes() {
        let mut column = DictColumn::default();
        let text = |row: u32| format!("department {}", row % 70_000);
        (0..140_000).for_each(|row| column.push(text(row).as_bytes()));
        assert_eq!(column.n_values(), 70_001);
        assert!((0..140_000).all(|row| column.get(row as usize) == text(row)));
    }

    #[test]
    fn code_zero_is_the_missing_cell() {
        let mut column = DictColumn::default();
        column.push(b"Law");
        column.push(b"");
        assert_eq!((column.code(0), column.code(1)), (1, 0));
        assert_eq!(column.counts(), [1, 1]);
    }
}

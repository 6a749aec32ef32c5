//! One column: texts one after another, or codes of a dictionary.

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
            Column::Dict(column) => column.push(&text[from..to]),
        }
    }

    /// The text of a cell.
    pub fn get(&self, row: usize) -> &str {
        match self {
            Column::Text(column) => column.get(row),
            Column::Dict(column) => column.get(row),
        }
    }

    /// Makes room for this many more cells at once, so that growing copies nothing.
    pub fn reserve(&mut self, n_rows: usize, n_bytes: usize) {
        match self {
            Column::Text(column) => column.reserve(n_rows, n_bytes),
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

    /// Adds missing cells.
    pub fn extend_missing(&mut self, n_rows: usize) {
        (0..n_rows).for_each(|_| self.push(b""));
    }

    /// The same column without some rows.
    pub fn without(&self, rows: &std::ops::Range<usize>) -> Column {
        let mut kept = self.empty_like();
        for row in (0..rows.start).chain(rows.end..self.len()) {
            kept.push(self.get(row).as_bytes());
        }
        kept
    }

    /// Adds the cells of another column.
    pub fn append(&mut self, other: &Column) {
        match (self, other) {
            (Column::Dict(mine), Column::Dict(theirs)) => mine.append(theirs),
            (mine, theirs) => {
                (0..theirs.len()).for_each(|row| mine.push(theirs.get(row).as_bytes()));
            }
        }
    }
}

/// Texts one after another in one piece of memory.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    /// The texts, and behind them room for the next one.
    bytes: Vec<u8>,
    n_bytes: usize,
    ends: Vec<u32>,
}

/// A cell up to this length is copied in one piece.
const SHORT: usize = 16;
/// Room is made for so many bytes at once.
const ROOM: usize = 64 << 10;

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
    #[inline]
    pub fn push(&mut self, cell: &[u8]) {
        self.make_room(cell.len());
        self.bytes[self.n_bytes..self.n_bytes + cell.len()].copy_from_slice(cell);
        self.end_cell(cell.len());
    }

    #[inline(always)]
    fn push_within(&mut self, text: &[u8], from: usize, to: usize) {
        match text[from..].first_chunk::<SHORT>() {
            Some(whole) if to - from <= SHORT => {
                // A copy of fixed length is two loads and stores; one of any length is a call.
                self.make_room(SHORT);
                self.bytes[self.n_bytes..self.n_bytes + SHORT].copy_from_slice(whole);
                self.end_cell(to - from);
            }
            _ => self.push(&text[from..to]),
        }
    }

    #[inline(always)]
    fn make_room(&mut self, n: usize) {
        if self.bytes.len() < self.n_bytes + n {
            self.bytes.resize(self.n_bytes + n.max(ROOM), 0);
        }
    }

    #[inline(always)]
    fn end_cell(&mut self, n: usize) {
        self.n_bytes += n;
        let end = u32::try_from(self.n_bytes).expect("a column holds at most 4 GiB");
        self.ends.push(end);
    }

    /// Makes room at once.
    pub fn reserve(&mut self, n_rows: usize, n_bytes: usize) {
        self.ends.reserve(n_rows);
        self.bytes.reserve(n_bytes);
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
        &self.bytes[..self.n_bytes]
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
}

impl Default for DictColumn {
    fn default() -> DictColumn {
        let mut values = TextColumn::default();
        values.push(b"");
        DictColumn {
            values,
            codes: Codes::Narrow(Vec::new()),
            slots: vec![0; 64],
        }
    }
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
    #[inline]
    pub fn push(&mut self, cell: &[u8]) {
        let code = self.encode(cell);
        self.codes.push(code);
    }

    /// The code of a text, which joins the dictionary if it is new.
    /// Adds a cell whose text has this code, see [`DictColumn::encode`].
    #[inline]
    pub fn push_code(&mut self, code: u32) {
        self.codes.push(code);
    }

    /// The code of a text, which is made where there is none.
    #[inline(always)]
    pub fn encode(&mut self, cell: &[u8]) -> u32 {
        if cell.is_empty() {
            return 0;
        }
        let last = self.slots.len() - 1;
        let mut slot = hash_bytes(cell) as usize & last;
        loop {
            let code = self.slots[slot];
            if code == 0 {
                return self.insert(slot, cell);
            }
            if self.values.bytes(code as usize) == cell {
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
            let mut slot = hash_bytes(self.values.bytes(code)) as usize & (n_slots - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            self.slots[slot] = code as u32;
        }
    }

    fn append(&mut self, other: &DictColumn) {
        let recode: Vec<u32> = (0..other.n_values())
            .map(|code| self.encode(other.values.bytes(code)))
            .collect();
        (0..other.len()).for_each(|row| self.codes.push(recode[other.code(row)]));
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
                    let mut wide: Vec<u32> = codes.iter().map(|&code| u32::from(code)).collect();
                    wide.push(code);
                    *self = Codes::Wide(wide);
                }
            },
            Codes::Wide(codes) => codes.push(code),
        }
    }

    fn reserve(&mut self, n_rows: usize) {
        match self {
            Codes::Narrow(codes) => codes.reserve(n_rows),
            Codes::Wide(codes) => codes.reserve(n_rows),
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

//! One record: the properties of an object, and of those within it, as the cells of a row.

use super::cells::list_cell;
use super::json::{Cursor, Letters, MOST_DEEP, Stop, TOO_DEEP, Value};
use super::rows::Rows;

/// What is read of a record beside its cells.
#[derive(Debug, Default)]
pub struct Record {
    /// Properties that it has twice.
    pub doubled: Vec<String>,
    /// Whether it tells that something was taken away, as an answer about changes does.
    pub is_removed: bool,
    path: String,
    scratch: Vec<u8>,
}

impl Record {
    /// Reads an object into the record under way.
    ///
    /// `is_outer` is said of one that may as well hold a page of records, or an error.
    pub fn read(
        &mut self,
        cursor: &mut Cursor,
        rows: &mut Rows,
        letters: &mut Letters,
        is_outer: bool,
    ) -> Result<(), Stop> {
        self.doubled.clear();
        self.is_removed = false;
        self.path.clear();
        cursor.take(b'{', "an object")?;
        let mut is_first = true;
        while !cursor.ends(b'}', is_first, "`,` or `}`")? {
            let n_before = self.name(cursor, letters)?;
            let sign = cursor.next("a value")?;
            match (self.path.as_str(), sign) {
                ("value", b'[') if is_outer => return Err(Stop::Page),
                ("error", b'{') if is_outer && is_first => return Err(Stop::Error),
                _ => {}
            }
            self.member(cursor, rows, letters, MOST_DEEP - 2)?;
            self.path.truncate(n_before);
            is_first = false;
        }
        Ok(())
    }

    /// Reads a name behind those it lies in; how long they are.
    fn name(&mut self, cursor: &mut Cursor, letters: &mut Letters) -> Result<usize, Stop> {
        let n_before = self.path.len();
        self.scratch.clear();
        cursor.text_into(letters, &mut self.scratch)?;
        if n_before > 0 {
            self.path.push('.');
        }
        self.path
            .push_str(std::str::from_utf8(&self.scratch).unwrap_or(""));
        cursor.take(b':', "`:`")?;
        Ok(n_before)
    }

    /// Reads the value of the property of this path.
    fn member(
        &mut self,
        cursor: &mut Cursor,
        rows: &mut Rows,
        letters: &mut Letters,
        depth: u32,
    ) -> Result<(), Stop> {
        // Notes about the answer are no data of the record.
        let may_be_note = self.path.as_bytes().contains(&b'@');
        if may_be_note
            && (self.path.contains("@odata.") || self.path.starts_with("@microsoft.graph."))
        {
            cursor.value(letters, depth)?;
            return Ok(());
        }
        self.is_removed |= may_be_note && self.path == "@removed";
        let (node, is_met) = rows.meet(&self.path);
        if is_met {
            self.doubled.push(self.path.clone());
        }
        let is_kept = match cursor.next("a value")? {
            b'{' => {
                let depth = depth
                    .checked_sub(1)
                    .ok_or_else(|| cursor.broken(TOO_DEEP))?;
                cursor.at += 1;
                let mut is_first = true;
                while !cursor.ends(b'}', is_first, "`,` or `}`")? {
                    let n_before = self.name(cursor, letters)?;
                    self.member(cursor, rows, letters, depth)?;
                    self.path.truncate(n_before);
                    is_first = false;
                }
                return Ok(());
            }
            b'[' => match cursor.value(letters, depth)? {
                Value::List(items) => self.list(rows, node, &items),
                _ => true,
            },
            b'"' => {
                self.scratch.clear();
                cursor.text_into(letters, &mut self.scratch)?;
                rows.set(node, Some(&self.scratch))
            }
            _ => match cursor.word()? {
                b"null" => rows.set(node, None),
                word => rows.set(node, Some(word)),
            },
        };
        is_kept.then_some(()).ok_or(Stop::TooWide)
    }

    fn list(&mut self, rows: &mut Rows, node: u32, items: &[Value]) -> bool {
        let (cell, beside) = list_cell(&self.path, items);
        let is_kept = rows.set(node, Some(cell.as_bytes()));
        let Some(beside) = beside else {
            return is_kept;
        };
        let (node, _) = rows.meet(&format!("{}.disabledPlans", self.path));
        rows.set(node, Some(beside.as_bytes()))
    }
}

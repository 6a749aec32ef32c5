//! Columns mapped by hand: `upn=3,mail=5`, columns counted from 1 (M4).

use super::super::source::{Field, Kind};
use super::fields_of;

/// A mapping that the person gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The record with the headers, from 1; 0 for none.
    pub header: Option<usize>,
    /// Fields and their columns, from 0.
    pub columns: Vec<(&'static Field, usize)>,
    /// Fields that no column holds, whatever its header says: written as column 0.
    pub unused: Vec<&'static Field>,
}

/// The member that names the record with the headers.
const HEADER: &str = "header";

impl Mapping {
    /// Reads a mapping; the error says what is wrong with it.
    pub fn parse(text: &str, kind: Kind) -> Result<Mapping, String> {
        let mut mapping = Mapping::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (name, place) = part.split_once('=').unwrap_or((part, ""));
            let (name, place) = (name.trim(), place.trim());
            let place: usize = place
                .parse()
                .map_err(|_| format!("`{part}` is no column: write it as `upn=3`"))?;
            if name == HEADER {
                mapping.header = Some(place);
                continue;
            }
            let mut known = fields_of(kind).iter();
            let field = known
                .find(|field| field.name == name)
                .ok_or_else(|| format!("`{name}` is no field of `{}`", kind.id()))?;
            let is_taken = |known: &(&Field, usize)| known.0.name == name || known.1 + 1 == place;
            if mapping.columns.iter().any(is_taken) || mapping.unused.contains(&field) {
                return Err(format!(
                    "`{part}`: the field or the column stands there twice"
                ));
            }
            match place.checked_sub(1) {
                Some(column) => mapping.columns.push((field, column)),
                None => mapping.unused.push(field),
            }
        }
        Ok(mapping)
    }

    /// Whether it says anything about columns.
    pub fn says_columns(&self) -> bool {
        !self.columns.is_empty() || !self.unused.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_or_says_what_is_wrong() {
        let read = |text: &str| {
            Mapping::parse(text, Kind::Other).map(|mapping| {
                let columns = mapping.columns.iter();
                let columns: Vec<_> = columns.map(|(field, at)| (field.name, *at)).collect();
                (mapping.header, columns)
            })
        };
        assert_eq!(
            read("upn=3, mail=1,header=2"),
            Ok((Some(2), vec![("upn", 2), ("mail", 0)]))
        );
        assert_eq!(read(""), Ok((None, vec![])));
        let wrong = |text: &str| read(text).unwrap_err();
        assert_eq!(wrong("upn"), "`upn` is no column: write it as `upn=3`");
        assert_eq!(wrong("shoe=3"), "`shoe` is no field of `other`");
        assert_eq!(
            wrong("upn=0,upn=3"),
            "`upn=3`: the field or the column stands there twice"
        );
        let unused = Mapping::parse("upn=0", Kind::Other).expect("a mapping");
        assert_eq!(
            (unused.unused[0].name, unused.says_columns()),
            ("upn", true)
        );
        assert_eq!(
            wrong("upn=3,mail=3"),
            "`mail=3`: the field or the column stands there twice"
        );
    }
}

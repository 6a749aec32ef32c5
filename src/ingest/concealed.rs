//! Names that the tenant's own settings conceal: the three spellings of domain 2.4.

/// How a name is concealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concealment {
    /// 32 hexadecimal digits, as the usage reports write it.
    Digest,
    /// `<PII:…>`, with or without a domain behind it.
    Pii,
    /// `(Unknown)`.
    Unknown,
}

/// How a name is concealed, unless it is not.
///
/// A deleted account's name also begins with 32 digits, but goes on (K10).
pub fn concealment(cell: &str) -> Option<Concealment> {
    let cell = cell.trim();
    if is_digest(cell.as_bytes()) {
        return Some(Concealment::Digest);
    }
    if cell.eq_ignore_ascii_case("(unknown)") {
        return Some(Concealment::Unknown);
    }
    let rest = cell.strip_prefix("<PII:")?;
    let (_, behind) = rest.rsplit_once('>')?;
    let is_whole = behind.is_empty() || behind.len() > 1 && behind.starts_with('@');
    is_whole.then_some(Concealment::Pii)
}

/// Whether bytes are 32 hexadecimal digits.
pub fn is_digest(bytes: &[u8]) -> bool {
    bytes.len() == 32 && bytes.iter().all(u8::is_ascii_hexdigit)
}

/// How many names of a column are concealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConcealedShare {
    /// Cells that hold something.
    pub n_filled: u32,
    /// Those of them that are concealed.
    pub n_concealed: u32,
}

impl ConcealedShare {
    /// Counts the cells of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> ConcealedShare {
        let mut share = ConcealedShare::default();
        for cell in cells.filter(|cell| !cell.trim().is_empty()) {
            share.n_filled += 1;
            share.n_concealed += u32::from(concealment(cell).is_some());
        }
        share
    }

    /// Whether the file as a whole is concealed: 80 % or more of its names are.
    ///
    /// Fewer flag only their own rows.
    pub fn is_concealed(self) -> bool {
        self.n_filled > 0 && u64::from(self.n_concealed) * 5 >= u64::from(self.n_filled) * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_spellings_are_known_and_nothing_else() {
        #[track_caller]
        fn case(cell: &str, expected: Option<Concealment>) {
            assert_eq!(concealment(cell), expected, "{cell:?}");
        }
        case(
            "85926F73B5A9FA60D166E6057BA76F4A",
            Some(Concealment::Digest),
        );
        case(
            " 85926f73b5a9fa60d166e6057ba76f4a ",
            Some(Concealment::Digest),
        );
        case("<PII:H105(se/njc=)>@contoso.com", Some(Concealment::Pii));
        case("<PII:H105(se/njc=)>", Some(Concealment::Pii));
        case("(Unknown)", Some(Concealment::Unknown));
        case("<PII:H105>@", None);
        case("<PII:H105>jdoe", None);
        case("85926F73B5A9FA60D166E6057BA76F4Ajdoe@upenn.edu", None);
        case("85926F73B5A9FA60D166E6057BA76F4", None);
        case("jdoe", None);
        case("", None);
    }

    #[test]
    fn a_file_is_concealed_from_four_fifths_of_its_names_on() {
        let is_concealed = |n_concealed: usize, n_plain: usize| {
            let cells = std::iter::repeat_n("(Unknown)", n_concealed);
            let cells = cells.chain(std::iter::repeat_n("jdoe", n_plain));
            ConcealedShare::of(cells.chain(["", " "])).is_concealed()
        };
        assert!(is_concealed(4, 1));
        assert!(is_concealed(1, 0));
        assert!(!is_concealed(79, 21));
        assert!(!is_concealed(0, 0));
    }
}

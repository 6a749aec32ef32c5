//! What a number means by the format of its cell.

/// What a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A number.
    Number,
    /// A number with leading zeros to so many digits, as ids have.
    Padded(u8),
    /// Days of the workbook's calendar.
    Date,
    /// Days as a span of time.
    Duration,
}

impl Format {
    /// What a format of Excel's own means (ECMA-376, 18.8.30); those of East Asian versions are dates.
    pub fn built_in(id: u32) -> Format {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Format::Date,
            46 => Format::Duration,
            _ => Format::Number,
        }
    }

    /// What a format's code means: it is a date if its first section has a letter of one outside quotes.
    pub fn of_code(code: &str) -> Format {
        let first_section = sections(code);
        if (2..=15).contains(&code.len()) && code.bytes().all(|byte| byte == b'0') {
            return Format::Padded(code.len() as u8);
        }
        let is_span = |bracket: &str| {
            let mut letters = bracket.bytes().map(|byte| byte.to_ascii_lowercase());
            let first = letters.next();
            matches!(first, Some(b'h' | b'm' | b's')) && letters.all(|letter| Some(letter) == first)
        };
        if first_section
            .brackets
            .iter()
            .any(|bracket| is_span(bracket))
        {
            return Format::Duration;
        }
        let is_of_date =
            |letter: char| matches!(letter.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's');
        match first_section.letters.chars().any(is_of_date) {
            true => Format::Date,
            false => Format::Number,
        }
    }
}

/// What counts of a code: its first section without quoted letters, and what stands in brackets.
struct Section {
    letters: String,
    brackets: Vec<String>,
}

fn sections(code: &str) -> Section {
    let mut section = Section {
        letters: String::new(),
        brackets: Vec::new(),
    };
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            // The next letter is shown, skipped or repeated, and means nothing.
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => letters
                .by_ref()
                .take_while(|&letter| letter != '"')
                .for_each(drop),
            '[' => section.brackets.push(
                letters
                    .by_ref()
                    .take_while(|&letter| letter != ']')
                    .collect(),
            ),
            letter => section.letters.push(letter),
        }
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_its_number_means() {
        #[track_caller]
        fn case(code: &str, expected: Format) {
            assert_eq!(Format::of_code(code), expected, "{code}");
        }
        case("General", Format::Number);
        case("#,##0.00_);[Red](#,##0.00)", Format::Number);
        case("0.00E+00", Format::Number);
        case("0%", Format::Number);
        case("\"days: \"0", Format::Number);
        case("\\d0", Format::Number);
        case("#,##0*y", Format::Number);
        case("[$-409]#,##0", Format::Number);
        case("00000000", Format::Padded(8));
        case("yyyy-mm-dd", Format::Date);
        case("[$-409]d\\-mmm\\-yy;@", Format::Date);
        case("m/d/yy h:mm AM/PM", Format::Date);
        case("TT.MM.JJJJ", Format::Date);
        case("[h]:mm:ss", Format::Duration);
        case("[Blue][mm]", Format::Duration);
        case("[Magenta]0", Format::Number);
        case("0;\"d\"yy", Format::Number);
    }
}

//! Logon names and nothing else: split by newline, comma, semicolon, tab or space (P15).

/// A name with the line it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// The text without the space around it.
    pub text: &'a str,
    /// Line in the text, from 1.
    pub line: u32,
    /// First byte in the text.
    pub offset: u64,
}

/// The names in a text.
pub fn split(text: &str) -> Vec<Name<'_>> {
    let mut names = Vec::new();
    let mut line = 1;
    let mut start = None;
    let mut before = ' ';
    for (offset, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        if letter.is_whitespace() || matches!(letter, ',' | ';') {
            if let Some(from) = start.take() {
                names.push(Name {
                    text: &text[from..offset],
                    line,
                    offset: from as u64,
                });
            }
            line += u32::from(letter == '\r' || letter == '\n' && before != '\r');
        } else if start.is_none() {
            start = Some(offset);
        }
        before = letter;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_by_every_separator_and_know_their_line() {
        let names = split("jdoe, asmith;\r\nbroe\tcpoe  dlow\r\nelow");
        let found: Vec<_> = names.iter().map(|name| (name.text, name.line)).collect();
        let expected = [
            ("jdoe", 1),
            ("asmith", 1),
            ("broe", 2),
            ("cpoe", 2),
            ("dlow", 2),
            ("elow", 3),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_but_separators_holds_no_name() {
        assert_eq!(split(" ,\n;\t"), []);
    }
}

//! Escaped letters of JSON, for both readers: the one of messages refuses half a letter, the one of answers tells it.

/// What stands behind a backslash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escaped {
    /// A letter.
    Letter(char),
    /// Half of a letter that takes two escapes, without its other half.
    Half,
    /// No escape.
    Nothing,
}

/// What stands at a place behind a backslash; steps over it, unless it is no escape.
// Within each reader: shared code would weigh on the first download for the sake of the part that reads answers.
#[inline(always)]
pub fn escaped(text: &[u8], at: &mut usize) -> Escaped {
    let Some(&sign) = text.get(*at) else {
        return Escaped::Nothing;
    };
    let mut behind = *at + 1;
    let letter = match sign {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'"' | b'\\' | b'/' => char::from(sign),
        b'u' => {
            let Some(first) = unit(text, &mut behind) else {
                return Escaped::Nothing;
            };
            let mut letter = char::from_u32(first);
            let is_marked = text.get(behind..behind + 2) == Some(b"\\u");
            if matches!(first, 0xd800..0xdc00) && is_marked {
                let mut end = behind + 2;
                match unit(text, &mut end) {
                    None => return Escaped::Nothing,
                    Some(low @ 0xdc00..0xe000) => {
                        letter =
                            char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00));
                        behind = end;
                    }
                    Some(_) => {}
                }
            }
            *at = behind;
            return letter.map_or(Escaped::Half, Escaped::Letter);
        }
        _ => return Escaped::Nothing,
    };
    *at = behind;
    Escaped::Letter(letter)
}

/// The number that four digits stand for; steps over them.
fn unit(text: &[u8], at: &mut usize) -> Option<u32> {
    let digits = text.get(*at..*at + 4)?;
    *at += 4;
    digits.iter().try_fold(0, |unit, &digit| {
        Some(unit * 16 + char::from(digit).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_is_a_letter_or_half_of_one_or_none() {
        #[track_caller]
        fn case(text: &str, expected: Escaped, rest: &str) {
            let mut at = 0;
            assert_eq!(escaped(text.as_bytes(), &mut at), expected, "{text}");
            assert_eq!(&text[at..], rest, "{text}");
        }
        case("nn", Escaped::Letter('\n'), "n");
        case("/", Escaped::Letter('/'), "");
        case("u00E9a", Escaped::Letter('é'), "a");
        case("ud83d\\ude00a", Escaped::Letter('😀'), "a");
        case("ud83da", Escaped::Half, "a");
        case("ud83d\\u0041", Escaped::Half, "\\u0041");
        case("ude00\\ud83d", Escaped::Half, "\\ud83d");
        for text in ["", "x", "u", "u00e", "u00é", "u+0e9", "ud83d\\u00"] {
            case(text, Escaped::Nothing, text);
        }
    }
}

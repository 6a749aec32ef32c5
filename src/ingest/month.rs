//! The months by their English names.

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month counted from 0 in three letters: `Mar`.
pub fn short(month0: u32) -> &'static str {
    &NAMES[month0 as usize][..3]
}

/// The month, from 1, that a word names: whole, in three letters or as `Sept`, in any case.
pub fn named(word: &str) -> Option<u32> {
    let is_month = |name: &&str| {
        word.eq_ignore_ascii_case(name)
            || word.eq_ignore_ascii_case(&name[..3])
            || (*name == "September" && word.eq_ignore_ascii_case("sept"))
    };
    let month = NAMES.iter().position(is_month)?;
    Some(month as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_short_name_names_its_month() {
        for month0 in 0..12 {
            assert_eq!(named(short(month0)), Some(month0 + 1));
        }
    }

    #[test]
    fn a_month_is_named_whole_or_in_three_letters() {
        #[track_caller]
        fn case(word: &str, expected: Option<u32>) {
            assert_eq!(named(word), expected, "{word}");
        }
        case("march", Some(3));
        case("MAR", Some(3));
        case("Sept", Some(9));
        case("Marc", None);
        case("Mai", None);
        case("", None);
    }
}

//! Answers about files as they are kept between two visits: a line each, the set of headers and the answer.
//!
//! What is read back may be anyone's text: what is no such line is left out, and the rest is checked
//! like an answer when a file asks for it.

use crate::ingest::recognise::LONGEST_ANSWER;
use crate::small_map::SmallMap;

/// Answers that are kept; one more takes the place of another.
const MOST: usize = 100;
/// Hexadecimal digits of a set of headers.
const DIGITS: usize = 32;

/// The answers in a text, by the set of headers they were given for.
pub fn answers(text: &str) -> SmallMap<String, String> {
    let pair = |line: &str| {
        let (set, answer) = line.split_once(' ')?;
        let is_set = set.len() == DIGITS && set.bytes().all(|digit| digit.is_ascii_hexdigit());
        (is_set && answer.len() <= LONGEST_ANSWER).then(|| (set.to_string(), answer.to_string()))
    };
    text.lines().filter_map(pair).take(MOST).collect()
}

/// The text with another answer in it.
pub fn with(text: &str, set: &str, answer: &str) -> String {
    let mut kept = answers(text);
    kept.remove(set);
    if kept.len() == MOST {
        let first = kept.keys().next().cloned().unwrap_or_default();
        kept.remove(&first);
    }
    kept.insert(set.to_string(), answer.to_string());
    written(&kept)
}

/// The text without the answer for a set of headers.
pub fn without(text: &str, set: &str) -> String {
    let mut kept = answers(text);
    kept.remove(set);
    written(&kept)
}

fn written(kept: &SmallMap<String, String>) -> String {
    let mut text = String::new();
    for (set, answer) in kept.iter() {
        text.push_str(set);
        text.push(' ');
        text.push_str(answer);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(n: usize) -> String {
        format!("{n:032x}")
    }

    #[test]
    fn an_answer_is_kept_replaced_and_forgotten() {
        let one = with("", &set(1), "other:mail=2");
        let two = with(&one, &set(2), "names");
        let again = with(&two, &set(1), "cloud-control:logon_name=1");
        let kept = answers(&again);
        assert_eq!(
            kept.get(&set(1)).map(String::as_str),
            Some("cloud-control:logon_name=1")
        );
        assert_eq!(kept.get(&set(2)).map(String::as_str), Some("names"));
        assert_eq!(without(&again, &set(1)), with("", &set(2), "names"));
        assert_eq!(without(&without(&again, &set(1)), &set(2)), "");
    }

    #[test]
    fn no_more_than_a_hundred_are_kept() {
        let text = (0..150).fold(String::new(), |text, n| with(&text, &set(n), "names"));
        let kept = answers(&text);
        assert_eq!(kept.len(), MOST);
        assert!(kept.get(&set(149)).is_some());
    }

    #[test]
    fn what_is_no_answer_is_left_out() {
        let long = format!("{} {}", set(3), "x".repeat(LONGEST_ANSWER + 1));
        let text = format!(
            "\n \nshoes\n{}\n{} a b\n{}x y\n{long}\n",
            set(1),
            set(2),
            set(4)
        );
        let kept = answers(&text).into_pairs();
        assert_eq!(kept, [(set(2), "a b".to_string())]);
    }
}

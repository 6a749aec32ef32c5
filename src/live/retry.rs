//! When a request that failed is sent again, and when not at all (graph.md 2).

use super::instant::http_date;

/// Longer than this is not waited for: the person is told how long Graph asked for.
pub const LONGEST_WAIT_MS: u64 = 300_000;

/// What `Retry-After` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Not before so many milliseconds.
    Wait(u64),
    /// It is not there, or cannot be read.
    Nothing,
}

/// Reads `Retry-After`: whole seconds, a fraction, or a date of HTTP, which is held against the answer's own date
/// where that can be read, else against the clock of this machine.
pub fn told(header: Option<&str>, date: Option<&str>, now_ms: i64) -> Told {
    let Some(text) = header.map(str::trim).filter(|text| !text.is_empty()) else {
        return Told::Nothing;
    };
    if let Some(ms) = seconds(text) {
        return Told::Wait(ms);
    }
    let Some(then) = http_date(text) else {
        return Told::Nothing;
    };
    let now = date.and_then(http_date).unwrap_or(now_ms);
    Told::Wait(u64::try_from(then.saturating_sub(now)).unwrap_or(0))
}

/// Seconds as milliseconds, rounded up: never earlier than told.
fn seconds(text: &str) -> Option<u64> {
    let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(behind) {
        return None;
    }
    // More digits than that are longer than anything that is waited for.
    let whole: u64 = whole.parse().unwrap_or(u64::MAX);
    let milli = behind.bytes().chain(*b"000").take(3);
    let milli = milli.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let more = behind.bytes().skip(3).any(|digit| digit != b'0');
    Some(
        whole
            .saturating_mul(1000)
            .saturating_add(milli + u64::from(more)),
    )
}

/// What a request failed with, as far as it decides whether it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// 429 or 503: Graph asks to come later.
    Throttled,
    /// 500, 502, 504, no answer, or one that is cut: it may pass.
    Passing,
    /// Anything else: the same request fails again.
    Lasting,
}

impl Failed {
    /// What a status means; 401 is answered elsewhere.
    pub fn of(status: u16) -> Failed {
        match status {
            429 | 503 => Failed::Throttled,
            // No status at all is a request that never came through.
            0 | 408 | 500 | 502 | 504 => Failed::Passing,
            _ => Failed::Lasting,
        }
    }

    /// How often it is sent again.
    fn most_tries(self) -> u32 {
        match self {
            Failed::Throttled => 6,
            Failed::Passing => 3,
            Failed::Lasting => 0,
        }
    }
}

/// What follows a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Again, after so many milliseconds.
    Again(u64),
    /// Not again: it was tried often enough, or it would fail once more.
    Enough,
    /// Not again: Graph asked for so many milliseconds, more than is waited for.
    TooLong(u64),
}

/// What follows the `n`th failure of a request in a row, from 1.
pub fn next(failed: Failed, n: u32, told: Told, chance: &mut Chance) -> Next {
    if n > failed.most_tries() {
        return Next::Enough;
    }
    let step = 1000u64 << (n - 1).min(5);
    match told {
        Told::Wait(ms) if ms > LONGEST_WAIT_MS => Next::TooLong(ms),
        // Many pages that were told the same do not come back in the same instant; a told 0 is no leave to hurry.
        Told::Wait(0) => Next::Again(chance.below(step)),
        Told::Wait(ms) => Next::Again(ms + chance.below(250)),
        Told::Nothing => Next::Again(chance.below(step)),
    }
}

/// Numbers by chance from a seed (SplitMix64): the same seed, the same waits.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// From this seed on.
    pub fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// A number from 0 to `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % (most + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 784_111_777_000;
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    #[test]
    fn every_form_of_retry_after_is_understood() {
        #[track_caller]
        fn case(header: Option<&str>, expected: Told) {
            assert_eq!(told(header, None, NOW), expected, "{header:?}");
        }
        case(Some("10"), Told::Wait(10_000));
        case(Some(" 10 "), Told::Wait(10_000));
        case(Some("2.128"), Told::Wait(2_128));
        case(Some("0.0001"), Told::Wait(1));
        case(Some("0"), Told::Wait(0));
        case(Some("86400"), Told::Wait(86_400_000));
        case(Some("99999999999999999999999"), Told::Wait(u64::MAX));
        case(Some("Sun, 06 Nov 1994 08:50:07 GMT"), Told::Wait(30_000));
        case(Some("Sun, 06 Nov 1994 08:49:07 GMT"), Told::Wait(0));
        case(None, Told::Nothing);
        for odd in ["", "soon", "-5", "1e3", "10, 20", ".5", "１０"] {
            case(Some(odd), Told::Nothing);
        }
    }

    #[test]
    fn a_date_is_held_against_the_date_of_the_answer_where_it_has_one() {
        let header = Some("Sun, 06 Nov 1994 08:50:07 GMT");
        assert_eq!(
            told(header, Some(DATE), NOW + 3_600_000),
            Told::Wait(30_000)
        );
        assert_eq!(
            told(header, Some("no date"), NOW + 10_000),
            Told::Wait(20_000)
        );
    }

    #[test]
    fn what_cannot_pass_is_never_sent_again() {
        let mut chance = Chance::of(1);
        for status in [200, 301, 400, 401, 403, 404, 405, 410, 501] {
            let next = next(Failed::of(status), 1, Told::Wait(1000), &mut chance);
            assert_eq!(next, Next::Enough, "{status}");
        }
        for (status, n_tries) in [(429, 6), (503, 6), (500, 3), (502, 3), (504, 3), (0, 3)] {
            let tried = (1..20).take_while(|&n| {
                next(Failed::of(status), n, Told::Nothing, &mut chance) != Next::Enough
            });
            assert_eq!(tried.count(), n_tries, "{status}");
        }
    }

    #[test]
    fn more_than_five_minutes_are_not_waited_for() {
        let wait = |ms| next(Failed::Throttled, 1, Told::Wait(ms), &mut Chance::of(7));
        assert_eq!(wait(86_400_000), Next::TooLong(86_400_000));
        assert!(matches!(wait(300_000), Next::Again(300_000..)));
    }

    proptest! {
        #[test]
        fn nothing_is_sent_again_earlier_than_told(n in 1u32..7, ms in 1u64..300_000, seed: u64) {
            let Next::Again(wait) = next(Failed::Throttled, n, Told::Wait(ms), &mut Chance::of(seed)) else {
                panic!("it is waited for");
            };
            prop_assert!(wait >= ms && wait <= ms + 250);
        }

        #[test]
        fn without_a_word_the_waits_double_up_to_half_a_minute(n in 1u32..7, seed: u64) {
            let Next::Again(wait) = next(Failed::Throttled, n, Told::Nothing, &mut Chance::of(seed)) else {
                panic!("it is waited for");
            };
            prop_assert!(wait <= 1000 << (n - 1));
        }

        #[test]
        fn no_header_is_too_odd(header: String, date: String, now: i64) {
            let _ = told(Some(&header), Some(&date), now);
        }
    }
}

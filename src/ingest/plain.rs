//! Cells as nearly all exports write them, known by their shape alone.

/// A date and time.
const TIME: &[u8] = b"0000-00-00T00:00:00Z";

/// Whether a text has a shape, as far as both go: `0` is a digit, `x` one to the base of 16, `T` that or
/// a space, and anything else itself.
pub fn is_shaped(text: &[u8], shape: &[u8]) -> bool {
    let both = text.iter().zip(shape);
    both.into_iter().all(|(&byte, &shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        b'x' => byte.is_ascii_hexdigit(),
        b'T' => matches!(byte, b'T' | b' '),
        _ => byte == shape,
    })
}

/// Whether a text is a day of the last century or this one, up to the 28th of its month, alone or with a
/// time of UTC: it needs no further reading.
pub fn is_plain_time(text: &[u8]) -> bool {
    let n = text.len();
    let two = |at: usize| (text[at] - b'0') * 10 + text[at + 1] - b'0';
    matches!(n, 10 | 19 | 20)
        && is_shaped(text, TIME)
        && matches!(two(0), 19 | 20)
        && matches!(two(5), 1..=12)
        && matches!(two(8), 1..=28)
        && (n == 10 || two(11) < 24 && two(14) < 60 && two(17) < 60)
}

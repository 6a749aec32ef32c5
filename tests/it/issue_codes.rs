//! `docs/issues.md` explains every code of an issue, and no other.

use rollcall::ingest::issue::Code;

/// The names of all codes.
pub fn all() -> Vec<&'static str> {
    use Code::*;
    let codes = [
        UnclosedQuote,
        RecordTooLong,
        NotText,
        ShortRow,
        LongRow,
        StrayQuote,
        InvalidUtf8,
        EncodingGuessed,
        EmptyKey,
        NotAKey,
        InvisibleCharacters,
        UnreadableDate,
        UnreadableDays,
        AmbiguousDate,
        TwoDigitYear,
        Contradiction,
        OffByOne,
        DuplicateRow,
        DuplicateKey,
        AmbiguousKey,
        More,
    ];
    // A new code does not compile here until it stands in the list above.
    for code in codes {
        match code {
            UnclosedQuote | RecordTooLong | NotText | ShortRow | LongRow | StrayQuote
            | InvalidUtf8 | EncodingGuessed | EmptyKey | NotAKey | InvisibleCharacters
            | UnreadableDate | UnreadableDays | AmbiguousDate | TwoDigitYear | Contradiction
            | OffByOne | DuplicateRow | DuplicateKey | AmbiguousKey | More => {}
        }
    }
    codes.map(Code::name).to_vec()
}

//! A draft of a mail (RFC 5322, 2045, 2047, 2231): what Outlook and others open to be read again and sent.

use super::base64;

/// A mail that nobody has sent yet.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Addresses; may be none.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Name of the file that goes with it.
    pub file_name: String,
    /// Its text, CSV in UTF-8.
    pub file: String,
}

/// The draft as the text of a file, all of it ASCII. `X-Unsent` makes Outlook open it for writing.
pub fn draft(mail: &Draft) -> String {
    let text = base64::encode(with_crlf(&mail.text).as_bytes());
    let file = base64::encode(mail.file.as_bytes());
    // Base64 has no hyphens, so no line of a part is the boundary.
    const BOUNDARY: &str = "=-rollcall-part-=";
    let mut out = String::from("X-Unsent: 1\r\n");
    if !mail.to.is_empty() {
        out.push_str("To: ");
        out.push_str(&mail.to.join(",\r\n "));
        out.push_str("\r\n");
    }
    out.push_str("Subject: ");
    out.push_str(&words(&mail.subject));
    out.push_str("\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"");
    out.push_str(BOUNDARY);
    out.push_str("\"\r\n\r\n--");
    out.push_str(BOUNDARY);
    out.push_str(
        "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    );
    push_lines(&mut out, &text);
    out.push_str("--");
    out.push_str(BOUNDARY);
    out.push_str("\r\nContent-Type: text/csv; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n");
    push_file_name(&mut out, &mail.file_name);
    out.push_str("\r\n");
    push_lines(&mut out, &file);
    out.push_str("--");
    out.push_str(BOUNDARY);
    out.push_str("--\r\n");
    out
}

/// Whether a cell is one address, and nothing that would be a second or another header.
pub fn is_address(text: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_graphic() && !"()<>[]:;,\\\"".contains(sign);
    text.len() <= 254
        && text.chars().all(is_plain)
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@')
        })
}

/// A header's text: as it is where that is plain and short, else in encoded words, each on a line of its own.
fn words(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    let text = text.trim();
    let is_plain = |sign: char| sign == ' ' || sign.is_ascii_graphic();
    if text.len() <= 60 && text.chars().all(is_plain) && !text.contains("=?") {
        return text.to_owned();
    }
    /// Bytes of a word: a line of it stays below 76 letters behind the header's name.
    const MOST: usize = 36;
    let mut words = Vec::new();
    let mut word = String::new();
    for sign in text.chars() {
        if word.len() + sign.len_utf8() > MOST {
            words.push(std::mem::take(&mut word));
        }
        word.push(sign);
    }
    words.push(word);
    let words = words
        .iter()
        .map(|word| format!("=?UTF-8?B?{}?=", base64::encode(word.as_bytes())));
    words.collect::<Vec<_>>().join("\r\n ")
}

/// The name in its own letters by RFC 2231, cut into lines, and in plain ones for old programs: a reader that
/// knows both takes the first, and one that knows only the other passes over it.
fn push_file_name(out: &mut String, name: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let plain: String = name
        .chars()
        .map(|sign| match u8::try_from(sign) {
            Ok(byte) if is_plain(byte) || byte == b' ' => sign,
            _ => '_',
        })
        .collect();
    let is_long = plain.len() > 60;
    let mut lines = Vec::new();
    if plain != name && !is_long {
        let mut line = String::from("utf-8''");
        for byte in name.bytes() {
            match is_plain(byte) {
                true => line.push(char::from(byte)),
                false => line.push_str(&format!("%{byte:02X}")),
            }
            if line.len() >= 56 {
                let place = lines.len();
                lines.push(format!(" filename*{place}*={}", std::mem::take(&mut line)));
            }
        }
        if !line.is_empty() {
            lines.push(format!(" filename*{}*={line}", lines.len()));
        }
    }
    let parts = pieces(&plain, 60).into_iter().enumerate();
    lines.extend(parts.map(|(at, part)| match is_long {
        false => format!(" filename=\"{part}\""),
        true => format!(" filename*{at}=\"{part}\""),
    }));
    out.push_str(&lines.join(";\r\n"));
    out.push_str("\r\n");
}

fn pieces(text: &str, most: usize) -> Vec<&str> {
    let mut rest = text;
    let mut pieces = Vec::new();
    while rest.len() > most {
        let (piece, more) = rest.split_at(most);
        pieces.push(piece);
        rest = more;
    }
    pieces.push(rest);
    pieces
}

fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
}

fn push_lines(out: &mut String, text: &str) {
    for line in pieces(text, 76) {
        out.push_str(line);
        out.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Draft {
        Draft {
            to: vec!["ann@example.edu".to_owned(), "bob@example.edu".to_owned()],
            subject: "Zugänge der Fakultät für Ökologie, die bald enden: 12 Konten\r\nBcc: evil@example.com".to_owned(),
            text: "Dear Åsa,\nplease look.\n--=-rollcall-part-=".to_owned(),
            file_name: "expiring_2026-11-22_Ökologie_12.csv".to_owned(),
            file: "\u{feff}Name\r\nÅsa\r\n".repeat(20),
        }
    }

    #[test]
    fn lines_are_short_ascii_and_end_with_crlf() {
        let text = draft(&mail());
        assert!(text.is_ascii());
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        for line in text.split("\r\n") {
            assert!(line.len() <= 78, "{line}");
        }
        assert!(text.starts_with(
            "X-Unsent: 1\r\nTo: ann@example.edu,\r\n bob@example.edu\r\nSubject: =?UTF-8?B?"
        ));
    }

    #[test]
    fn no_text_becomes_a_header_or_ends_a_part() {
        let text = draft(&mail());
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(!head.contains("Bcc"), "{head}");
        assert_eq!(body.matches("--=-rollcall-part-=").count(), 3);
        let plain = words("Bcc: x\r\nTo: y");
        assert_eq!(plain, "Bcc: x  To: y");
        assert!(words("=?UTF-8?Q?x?=").starts_with("=?UTF-8?B?"));
    }

    #[test]
    fn an_address_is_one_and_no_more() {
        for good in ["ann@example.edu", "a.b+c@x.example.edu"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "ann",
            "ann@",
            "@example.edu",
            "a@b",
            "a b@example.edu",
            "a@example.edu,b@example.edu",
            "a@example.edu\r\nBcc: c@example.edu",
            "<a@example.edu>",
            "å@example.edu",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_stands_in_its_own_letters_before_the_plain_ones() {
        let mut out = String::new();
        push_file_name(&mut out, "Études, 1.csv");
        assert_eq!(
            out,
            " filename*0*=utf-8''%C3%89tudes%2C%201.csv;\r\n filename=\"_tudes_ 1.csv\"\r\n"
        );
    }

    #[test]
    fn a_long_name_is_cut_into_lines_and_is_whole_together() {
        let mut out = String::new();
        push_file_name(&mut out, &"x".repeat(130));
        assert_eq!(out.matches('x').count(), 130);
        assert!(out.contains("filename*2=\""));
    }
}

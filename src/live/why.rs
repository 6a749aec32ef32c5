//! Why something did not come, and what to do about it.

/// A sentence in two: where it goes on by itself, nobody has to do anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// What happened.
    pub what: String,
    /// Who can mend it, and how.
    pub to_do: String,
}

impl Why {
    /// Of a text of this program, with nothing from outside in it: what happened, a colon, and what to do.
    pub fn of(text: &'static str) -> Why {
        let (what, to_do) = text.split_once(": ").unwrap_or((text, ""));
        Why {
            what: what.to_owned(),
            to_do: to_do.to_owned(),
        }
    }

    /// Both, as the person reads them.
    pub fn sentence(&self) -> String {
        match self.to_do.is_empty() {
            true => self.what.clone(),
            false => format!("{}: {}", self.what, self.to_do),
        }
    }

    /// What happened alone, of what is tried again.
    pub fn goes_on(&self) -> String {
        format!("{}: it goes on by itself", self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_outside_cuts_no_sentence() {
        let why = Why {
            what: "Graph failed at it (`a: b`)".to_owned(),
            to_do: "go on: later".to_owned(),
        };
        assert_eq!(why.sentence(), "Graph failed at it (`a: b`): go on: later");
        assert_eq!(
            why.goes_on(),
            "Graph failed at it (`a: b`): it goes on by itself"
        );
        let of = Why::of("no answer came: look at the connection");
        assert_eq!(of.goes_on(), "no answer came: it goes on by itself");
        assert_eq!(of.sentence(), "no answer came: look at the connection");
        assert_eq!(Why::of("it failed").sentence(), "it failed");
    }
}

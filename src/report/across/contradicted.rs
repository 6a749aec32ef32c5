//! Fields that several sources give with different values: which one counts, and why (domain 2.1).

use super::Across;
use super::fields::{
    ACCOUNT_ENABLED, ACTIVE_USERS, ARS, BLOCKED, CREATED, DEPARTMENT, DISPLAY_NAME, Field, MAILBOX,
    ONEDRIVE, Places, REGISTRATION, Said, USER_TYPE, USERS,
};
use crate::ingest::cell::{DateOrder, read_date, read_flag};
use crate::ingest::concealed::concealment;
use crate::ingest::zone::ZoneRules;
use crate::letters::fold;
use crate::lifecycle::calendar::show_date;

/// A field whose values are compared.
#[derive(Debug)]
pub struct Compared {
    /// What the person reads, and what the column of contradicted fields holds.
    pub caption: &'static str,
    places: Places,
    /// Where the same is said the other way round.
    inverse: Places,
    form: Form,
}

/// When two texts say the same.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// In any case.
    Address,
    /// In any order of the words, so that the family name may come first.
    Name,
    /// In any case and with any space.
    Text,
    /// The same day.
    Day,
    /// Both yes or both no.
    Flag,
}

const fn compared(caption: &'static str, form: Form, places: Places) -> Compared {
    Compared {
        caption,
        places,
        inverse: &[],
        form,
    }
}

#[rustfmt::skip] // One line a field.
static COMPARED: [Compared; 8] = [
    compared("user principal name", Form::Address,
        &[(USERS, "upn"), (REGISTRATION, "upn"), (ACTIVE_USERS, "upn"), (MAILBOX, "upn"), (ONEDRIVE, "upn"), (ARS, "upn")]),
    compared("mail", Form::Address, &[(USERS, "mail"), (ARS, "mail")]),
    compared("name", Form::Name, DISPLAY_NAME),
    compared("department", Form::Text, DEPARTMENT),
    compared("user type", Form::Text, USER_TYPE),
    compared("created", Form::Day, CREATED),
    Compared { inverse: BLOCKED, ..compared("account enabled", Form::Flag, ACCOUNT_ENABLED) },
    compared("deleted", Form::Flag,
        &[(ACTIVE_USERS, "is_deleted"), (MAILBOX, "is_deleted"), (ONEDRIVE, "is_deleted")]),
];

/// What may contradict, of the loaded sources.
pub struct Contradictions<'a> {
    zone: &'a ZoneRules,
    fields: Vec<(&'static Compared, Field<'a>, Field<'a>)>,
}

/// A contradicted field of one account.
pub struct Contradicted<'a> {
    /// Which.
    pub field: &'static Compared,
    /// What counts.
    pub winner: Said<'a>,
    /// What differs from it.
    pub losers: Vec<Said<'a>>,
}

impl<'a> Contradictions<'a> {
    /// Looks where they may be: in fields that two sources have.
    pub fn of(across: &'a Across<'a>) -> Contradictions<'a> {
        let fields = COMPARED.iter().map(|field| {
            let said = across.field(field.places);
            (field, said, across.field(field.inverse))
        });
        let fields = fields.filter(|(_, said, inverse)| said.n_columns() + inverse.n_columns() > 1);
        Contradictions {
            zone: across.zone,
            fields: fields.collect(),
        }
    }

    /// The contradicted fields of an account.
    pub fn of_account(&self, account: u32) -> Vec<Contradicted<'a>> {
        let fields = self.fields.iter();
        fields
            .filter_map(|(field, said, inverse)| {
                let (one, other) = (said.winner(account), inverse.winner(account));
                let (one, other) = (
                    one.map(|one| said.dated(one)),
                    other.map(|other| inverse.dated(other)),
                );
                let (winner, wins) = match (one, other) {
                    (Some(one), Some(other)) if other.beats(&one) => (other, false),
                    (Some(one), _) => (one, true),
                    (None, other) => (other?, false),
                };
                let of_winner = if wins { said } else { inverse };
                let order = of_winner.order_of(&winner);
                let counts = field.normal((winner.text, order), !wins, self.zone)?;
                let differs = |one: &Said, is_inverse: bool| {
                    let from = if is_inverse { inverse } else { said };
                    // Most rows say the same to the letter.
                    let is_same = one.text == winner.text && is_inverse != wins;
                    !is_same
                        && field
                            .normal((one.text, from.order_of(one)), is_inverse, self.zone)
                            .is_some_and(|other| other != counts)
                };
                let all = said.all(account).filter(|one| differs(one, false));
                let all = all.map(|one| said.dated(one));
                let others = inverse.all(account).filter(|one| differs(one, true));
                let others = others.map(|one| inverse.dated(one));
                let losers: Vec<Said> = all.chain(others).collect();
                (!losers.is_empty()).then_some(Contradicted {
                    field,
                    winner,
                    losers,
                })
            })
            .collect()
    }

    /// Their names as a column of lists holds them.
    pub fn names(&self, account: u32) -> String {
        let found = self.of_account(account);
        if found.is_empty() {
            return super::columns::unknown("nothing contradicts");
        }
        let names: Vec<&str> = found.iter().map(|one| one.field.caption).collect();
        names.join(";")
    }
}

impl Compared {
    /// A value as it is compared; `None` where it says nothing that can be.
    fn normal(
        &self,
        (text, order): (&str, Option<DateOrder>),
        is_inverse: bool,
        zone: &ZoneRules,
    ) -> Option<String> {
        match self.form {
            Form::Address | Form::Name if concealment(text).is_some() => None,
            Form::Address => Some(fold(text.trim())),
            Form::Text => Some(fold(&text.split_whitespace().collect::<Vec<_>>().join(" "))),
            Form::Name => {
                let text = fold(text);
                let words = text.split(|letter: char| !letter.is_alphanumeric());
                let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
                words.sort_unstable();
                Some(words.join(" "))
            }
            Form::Day => Some(read_date(text, order, zone).day()?.to_string()),
            Form::Flag => Some((read_flag(text)? != is_inverse).to_string()),
        }
    }
}

/// Why a value counts before another.
pub fn why(winner: &Said, loser: &Said) -> String {
    match (winner.rank < loser.rank, winner.day, loser.day) {
        (true, ..) => "its source is trusted more".to_string(),
        (false, Some(day), Some(other)) if day > other => format!(
            "the sources are trusted alike, and it is newer ({} against {})",
            show_date(day),
            show_date(other)
        ),
        _ => "the sources are trusted alike, and nothing says that the other is newer".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::zone::pinned::zone;

    #[test]
    fn values_are_compared_by_what_they_say() {
        #[track_caller]
        fn case(place: usize, left: (&str, bool), right: (&str, bool), same: bool) {
            let field = &COMPARED[place];
            let normal = |(text, is_inverse)| {
                field.normal((text, None), is_inverse, &zone("America/New_York"))
            };
            assert_eq!(normal(left) == normal(right), same, "{left:?} {right:?}");
        }
        case(
            0,
            ("Ana@Contoso.com", false),
            (" ana@contoso.com", false),
            true,
        );
        case(
            0,
            ("ana@contoso.com", false),
            ("ana@fabrikam.com", false),
            false,
        );
        case(2, ("Alt, Ana", false), ("Ana  ALT", false), true);
        case(2, ("Ana Alt", false), ("Ana Neu", false), false);
        case(3, ("Law  School", false), ("law school", false), true);
        case(
            5,
            ("2020-01-01T05:00:00Z", false),
            ("2020-01-01", false),
            true,
        );
        case(5, ("2020-01-01", false), ("2020-01-02", false), false);
        case(6, ("True", false), ("FALSE", true), true);
        case(6, ("true", false), ("true", true), false);
        let concealed = "0123456789ABCDEF0123456789ABCDEF";
        assert_eq!(
            COMPARED[2].normal((concealed, None), false, &zone("America/New_York")),
            None
        );
    }
}

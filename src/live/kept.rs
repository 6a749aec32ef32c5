//! What a tab keeps while it is left for a sign-in: settings and choices, no data and no token.

use super::catalog::{Options, listing};
use super::config::Config;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The settings, where there are any that somebody can sign in with.
    pub config: Option<Config>,
    /// Ids of the listings that are chosen.
    pub chosen: Vec<String>,
    /// How much of them.
    pub limits: Options,
    /// Whether tokens stay in no storage.
    pub in_memory: bool,
}

impl Kept {
    /// Reads what [`Kept::text`] wrote; `None` for any other text. Listings that are not known any more are left out.
    pub fn read(text: &str) -> Option<Kept> {
        let mut lines = text.splitn(5, '\n');
        let chosen = lines.next()?.split(' ').filter(|id| listing(id).is_some());
        let chosen = chosen.map(str::to_owned).collect();
        let days = lines.next()?.parse().ok()?;
        let cap = lines.next()?.parse().ok()?;
        let words = lines.next()?;
        let config = Config::read(lines.next()?);
        Some(Kept {
            config: config.ok().filter(Config::is_complete),
            chosen,
            limits: Options {
                days,
                cap,
                activity: words.contains("activity"),
            },
            in_memory: words.contains("memory"),
        })
    }

    /// Four lines and the settings: the listings, the days, the most rows, and in words whether the last sign-in of
    /// users is asked for and whether tokens stay in memory.
    pub fn text(&self) -> String {
        let config = self.config.as_ref().map(Config::text).unwrap_or_default();
        let Options {
            days,
            cap,
            activity,
        } = self.limits;
        let activity = if activity { "activity" } else { "" };
        let memory = if self.in_memory { " memory" } else { "" };
        format!(
            "{}\n{days}\n{cap}\n{activity}{memory}\n{config}",
            self.chosen.join(" ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let config = Config::of(
            "00001111-aaaa-2222-bbbb-3333cccc4444",
            "contoso.example",
            "china",
            "",
            "",
        );
        for (config, activity, in_memory) in [(config.ok(), true, false), (None, false, true)] {
            let kept = Kept {
                config,
                chosen: vec!["users".to_owned(), "sign-ins".to_owned()],
                limits: Options {
                    days: 3,
                    cap: 5_000,
                    activity,
                },
                in_memory,
            };
            assert_eq!(Kept::read(&kept.text()), Some(kept));
        }
    }

    #[test]
    fn another_text_is_none_and_an_unknown_listing_is_left_out() {
        for text in ["", "users", "users\nseven\n1\n\n", "users\n7\n1"] {
            assert_eq!(Kept::read(text), None, "{text}");
        }
        let kept = Kept::read("users mailboxes\n7\n1\n\n").expect("kept");
        assert_eq!((kept.chosen, kept.config), (vec!["users".to_owned()], None));
    }
}

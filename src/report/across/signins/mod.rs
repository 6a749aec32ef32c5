//! The report `signins`: who signed in where, how often, and how often in vain (F22 to F25, F28, F29).

mod gather;
mod twice;
mod who;

use chrono::{Days, Timelike};

use super::about::NoteView;
use super::columns::{Columns, iso_instant, not_loaded, show_flag, show_list, show_text, unknown};
use super::fields::{DISPLAY_NAME, Enabled, LICENSES, PRINCIPAL_NAME, USER_TYPE};
use super::{Across, Found, Survey};
use crate::lifecycle::calendar::show_date;
use crate::report::definition::{ColumnDefinition, Definition, Kind, hidden, shown};
use crate::report::tabular::Amounts;
use crate::report::words;

pub use gather::{AppUse, SIGN_INS, SignIns, Signed, instant_of, seconds_of};
pub use who::Numbers;

/// What can be shown of it.
pub const SIGNINS: Definition = Definition {
    id: "signins",
    title: "Sign-ins",
    meaning: "every user in every application: when the sign-ins of the loaded files were, how many there were, and how many failed",
    needs: SIGN_INS,
    columns: COLUMNS,
    further: None,
    names_products: false,
};

#[rustfmt::skip] // One line a column.
const COLUMNS: &[ColumnDefinition] = &[
    shown("display_name", "Name", Kind::Text, "The name as the most trusted source writes it."),
    shown("user_principal_name", "User principal name", Kind::Text, "What the person signs in with."),
    shown("app_display_name", "Application", Kind::Text, "The name of the application."),
    shown("app_id", "Application id", Kind::Text, "The id of the application; its names may change, the id stays."),
    shown("first", "First sign-in", Kind::Moment, "The first in the loaded files, successful or not, in UTC; there may have been earlier ones."),
    shown("last", "Last sign-in", Kind::Moment, "The last in the loaded files, successful or not, in UTC."),
    shown("count", "Sign-ins", Kind::Integer, "How many there are in the loaded files, successful or not."),
    shown("failures", "Failed", Kind::Integer, "How many of them failed: no proof of use."),
    hidden("successes", "Succeeded", Kind::Integer, "How many of them succeeded."),
    hidden("interrupted", "Interrupted", Kind::Integer, "How many of them were asked for more and did not go on: neither successes nor failures."),
    hidden("other_outcomes", "Other outcomes", Kind::Integer, "How many of them neither succeeded nor failed as far as is known."),
    hidden("statuses", "Other statuses", Kind::List, "The statuses that are not known, each with how often it stands there."),
    hidden("last_success", "Last success", Kind::Moment, "The last sign-in that succeeded, in UTC."),
    hidden("last_failure", "Last failure", Kind::Moment, "The last sign-in that failed, in UTC."),
    hidden("last_failure_reason", "Why it failed", Kind::Text, "What the file gives as the reason of the last failure."),
    hidden("interactive", "Interactive", Kind::Integer, "How many of them the person made."),
    hidden("non_interactive", "Non-interactive", Kind::Integer, "How many of them a program made in the person's name."),
    hidden("client_apps", "Client apps", Kind::List, "By what kind of program the sign-ins were made."),
    hidden("device_usage", "Devices", Kind::List, "From what someone signed in with success within 90 days before the evaluation day: a browser counts as web, programs by their operating system."),
    hidden("days", "Days", Kind::NonAdditive, "On how many different days of UTC there was a sign-in."),
    hidden("account_enabled", "Account enabled", Kind::Boolean, "Whether sign-in is allowed."),
    hidden("licenses", "Licenses", Kind::List, "The licenses that are assigned; of those that a file has by id the names, once a list of names is there."),
    hidden("user_type", "User type", Kind::Text, "Member, guest, or a service that is no user."),
    hidden("in_directory", "In the directory", Kind::Boolean, "Whether a loaded file of accounts has the user."),
    hidden("last_seen", "Last seen", Kind::Date, "The day of the last file that has the account, where newer files of the same kind do not."),
];

/// The rows: every user in every application.
pub fn survey(across: &Across) -> Survey {
    let mut all = SignIns::of(across);
    in_order(&mut all);
    let accounts: Vec<u32> = all
        .uses
        .iter()
        .map(|one| all.account_of(one.user, across))
        .collect();
    let mut columns = Columns::default();
    who_and_where(&mut columns, &all, &accounts, across);
    when_and_how(&mut columns, &all);
    columns.mark_gone(across, &accounts);
    let mut survey = columns.into_survey(
        &SIGNINS,
        &["user_principal_name", "app_display_name"],
        &[("app_display_name", &[])],
        accounts,
    );
    survey.notes = notes(&all, across);
    survey
}

/// Rows of the applications that most users use first: in that order applications are counted.
fn in_order(all: &mut SignIns) {
    let mut n_users = vec![0u32; all.apps.len()];
    all.uses
        .iter()
        .for_each(|one| n_users[one.app as usize] += 1);
    let apps = &all.apps;
    all.uses.sort_by(|left, right| {
        let n = |one: &AppUse| n_users[one.app as usize];
        let name = |one: &AppUse| &apps[one.app as usize].name;
        (n(right).cmp(&n(left))).then_with(|| name(left).cmp(name(right)))
    });
}

fn who_and_where(columns: &mut Columns, all: &SignIns, accounts: &[u32], across: &Across) {
    let rows = || all.uses.iter().zip(accounts.iter().copied());
    let users = || rows().map(|(one, account)| (&all.users[one.user as usize], account));
    let app = |one: &AppUse| &all.apps[one.app as usize];
    let (upn, name) = (across.field(PRINCIPAL_NAME), across.field(DISPLAY_NAME));
    let (licenses, kind) = (across.field(LICENSES), across.field(USER_TYPE));
    let enabled = Enabled::of(across);
    let upns = || users().map(|(user, account)| first_of([upn.text(account), &user.upn]));
    columns.texts("key", upns());
    columns.texts("user_principal_name", upns());
    columns.texts(
        "display_name",
        users().map(|(user, account)| first_of([name.text(account), &user.name])),
    );
    let name = |one| first_of([app(one).name.as_str(), &app(one).id]);
    columns.dict("app_display_name", show_text, all.uses.iter().map(name));
    let id = |one| first_of([app(one).id.as_str(), ""]);
    columns.dict("app_id", show_text, all.uses.iter().map(id));
    columns.made(
        "account_enabled",
        show_flag,
        users().map(|(_, account)| enabled.cell(account)),
    );
    let found = users().map(|(_, account)| licenses.of(account));
    columns.licenses("licenses", across, found);
    columns.dict(
        "user_type",
        show_text,
        users().map(|(user, account)| first_of([kind.text(account), &user.kind])),
    );
    let is_known = |account| (account as usize) < across.directory.n_accounts();
    let known = users().map(|(_, account)| if is_known(account) { "yes" } else { "no" });
    columns.made("in_directory", show_flag, known.map(str::to_string));
}

fn when_and_how(columns: &mut Columns, all: &SignIns) {
    let has = all.has;
    let uses = || all.uses.iter();
    let instant = |seconds: i64| iso_instant(instant_of(seconds));
    let span = |one: &AppUse, which: fn((i64, i64)) -> i64| match one.span {
        Some(span) => instant(which(span)),
        None => unknown("no time that can be read"),
    };
    columns.instants_made("first", uses().map(|one| span(one, |(first, _)| first)));
    columns.instants_made("last", uses().map(|one| span(one, |(_, last)| last)));
    let told = |seconds: Option<i64>, n: u32| match seconds {
        Some(seconds) => instant(seconds),
        None if !has.outcome => not_loaded(),
        None if n > 0 => unknown("no time that can be read"),
        None => unknown("none"),
    };
    columns.instants_made(
        "last_success",
        uses().map(|one| told(one.last_success, one.successes)),
    );
    columns.instants_made(
        "last_failure",
        uses().map(|one| told(one.last_failure.as_ref().map(|(at, _)| *at), one.failures)),
    );
    let reason = |one: &AppUse| match &one.last_failure {
        _ if !has.reason => not_loaded(),
        Some((_, why)) => why.clone(),
        None => unknown("none"),
    };
    columns.made("last_failure_reason", show_text, uses().map(reason));
    let mut number = |id, is_there: bool, n: fn(&AppUse) -> u32| {
        let number = |one| {
            if is_there {
                i64::from(n(one))
            } else {
                Amounts::NOT_LOADED
            }
        };
        columns.amount(id, uses().map(number), show_number);
    };
    number("count", true, |one| one.count);
    number("failures", has.outcome, |one| one.failures);
    number("successes", has.outcome, |one| one.successes);
    number("interrupted", has.outcome, |one| one.interrupted);
    number("other_outcomes", true, |one| {
        one.others.iter().map(|(_, n)| n).sum()
    });
    number("interactive", has.interactive, |one| one.interactive);
    number("non_interactive", has.interactive, |one| {
        one.non_interactive
    });
    number("days", true, |one| one.days);
    let statuses = |one: &AppUse| {
        let all = one.others.iter().map(|(status, n)| match status.as_str() {
            "" => format!("no status: {n}"),
            status => format!("{}: {n}", status.replace([',', ';', '+'], " ")),
        });
        or_nothing(all.collect::<Vec<_>>().join(";"), "none")
    };
    columns.made("statuses", show_list, uses().map(statuses));
    let clients = |one: &AppUse| match has.client_app {
        true => one.client_apps.join(";"),
        false => not_loaded(),
    };
    columns.made("client_apps", show_list, uses().map(clients));
    let devices = |one: &AppUse| match has.device {
        true => or_nothing(AppUse::devices(one.devices), "none within 90 days"),
        false => not_loaded(),
    };
    columns.made("device_usage", show_list, uses().map(devices));
}

/// The first text that is one.
fn first_of<const N: usize>(texts: [&str; N]) -> Found<'_> {
    let mut texts = texts.into_iter();
    texts
        .find(|text| !text.is_empty())
        .map_or(Found::Empty, Found::Text)
}

fn or_nothing(text: String, why: &str) -> String {
    match text.is_empty() {
        true => unknown(why),
        false => text,
    }
}

/// What has to be known of the sign-ins before anything is concluded from them (F29).
fn notes(all: &SignIns, across: &Across) -> Vec<NoteView> {
    let mut notes = Vec::new();
    let minute = |seconds: i64| {
        let at = instant_of(seconds);
        format!(
            "{} {:02}:{:02} UTC",
            show_date(at.date()),
            at.hour(),
            at.minute()
        )
    };
    if let Some((first, last)) = all.window {
        notes.push(NoteView::plain(format!(
            "{} from {} to {}.",
            words::counted(all.n.into(), "sign-in", "sign-ins"),
            minute(first),
            minute(last)
        )));
    }
    let settled = across.today.checked_sub_days(Days::new(ARRIVE_LATE_DAYS));
    let settled = settled.map_or(String::new(), |day| format!(" after {}", show_date(day)));
    notes.push(NoteView::warning(format!(
        "Sign-ins arrive up to {ARRIVE_LATE_DAYS} days late: some{settled} may still be missing. The directory keeps them for {KEPT_DAYS} days, with a premium licence for {KEPT_DAYS_PREMIUM}: who is not listed here may have signed in before."
    )));
    let mut say = |n: u32, one: &str, several: &str| {
        if n > 0 {
            let text = words::counted(n.into(), one, several);
            notes.push(NoteView::warning(text));
        }
    };
    say(
        all.n_timeless,
        "sign-in has no time that can be read: it is counted, but is neither first nor last.",
        "sign-ins have no time that can be read: they are counted, but are neither first nor last.",
    );
    say(
        all.n_other,
        "sign-in has no status, or one that is not known: it counts neither as a success nor as a failure.",
        "sign-ins have no status, or one that is not known: they count neither as successes nor as failures.",
    );
    say(
        all.n_twice,
        "sign-in stands in several files, by its request id or by user, application, second and outcome: it is counted once.",
        "sign-ins stand in several files, by their request ids or by user, application, second and outcome: they are counted once.",
    );
    say(
        all.n_unsure,
        "sign-in may stand in several files: its time differs there, or its application has no id and a name that several have. It is counted each time.",
        "sign-ins may stand in several files: their times differ there, or their applications have no id and a name that several have. They are counted each time.",
    );
    notes
}

/// Days that a sign-in may be on its way to the directory's log (F29).
const ARRIVE_LATE_DAYS: u64 = 3;
/// Days for which the log keeps a sign-in.
const KEPT_DAYS: u64 = 7;
/// The same where the tenant has a premium licence.
const KEPT_DAYS_PREMIUM: u64 = 30;

fn show_number(n: i64) -> String {
    words::number(n.max(0) as u64)
}

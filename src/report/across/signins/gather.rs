//! A million sign-ins, counted by who signed in and where; one pass over the rows.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::super::super::matching::Input;
use super::super::Across;
use super::twice::{Met, Row, Twice};
use super::who::{App, Apps, Coded, Numbers, User, Users, WhoColumns};
use crate::accounts::signin::{Device, Outcome, device_of, outcome_of};
use crate::ingest::cell::{DateOrder, read_flag};
use crate::ingest::instant::{InstantReading, read_instant, seconds_of_iso};

/// The kinds of sign-ins, the most trusted first.
pub const SIGN_INS: &[&str] = &["graph-signins", "entra-signins"];

/// Days before the evaluation day within which a device counts (F28).
const DEVICE_DAYS: i64 = 90;

/// All sign-ins of the loaded files.
#[derive(Default)]
pub struct SignIns {
    /// Everyone who signed in.
    pub users: Vec<User>,
    /// Every application.
    pub apps: Vec<App>,
    /// Every user in every application.
    pub uses: Vec<AppUse>,
    /// The columns that some file has.
    pub has: Has,
    /// How many sign-ins there are.
    pub n: u32,
    /// How many of them have no time that can be read.
    pub n_timeless: u32,
    /// How many stand in several files, and were counted once.
    pub n_twice: u32,
    /// How many may stand in several files, and were counted each time.
    pub n_unsure: u32,
    /// How many neither succeeded nor failed as far as is known.
    pub n_other: u32,
    /// The first and the last of them.
    pub window: Option<(i64, i64)>,
}

/// Which columns some file has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Has {
    pub outcome: bool,
    pub reason: bool,
    pub interactive: bool,
    pub client_app: bool,
    pub device: bool,
}

/// The sign-ins of a user in an application; times are seconds since 1970 in UTC.
#[derive(Clone, Debug, Default)]
pub struct AppUse {
    /// Place among the users.
    pub user: u32,
    /// Place among the applications.
    pub app: u32,
    /// The first, and the last; succeeded or not.
    pub span: Option<(i64, i64)>,
    /// The last that succeeded.
    pub last_success: Option<i64>,
    /// The last that did not, and why.
    pub last_failure: Option<(i64, String)>,
    /// How many.
    pub count: u32,
    pub successes: u32,
    pub failures: u32,
    pub interrupted: u32,
    /// Of each status that is not known, how many.
    pub others: Vec<(String, u32)>,
    pub interactive: u32,
    pub non_interactive: u32,
    /// On how many different days.
    pub days: u32,
    /// The client apps, in order of appearance.
    pub client_apps: Vec<String>,
    /// The devices of those that succeeded within [`DEVICE_DAYS`], a bit each.
    pub devices: u8,
}

/// What sign-ins say of the use of an account; times are seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signed {
    /// The last that succeeded.
    pub last_success: Option<i64>,
    /// The last in an application where not all did: no proof of use.
    pub last_attempt: Option<i64>,
    /// The devices, see [`AppUse::devices`].
    pub devices: u8,
}

impl AppUse {
    /// The devices as a person reads them.
    pub fn devices(bits: u8) -> String {
        let all = Device::ALL.into_iter();
        let used = all.filter(|device| bits & 1 << *device as u8 != 0);
        used.map(Device::label).collect::<Vec<_>>().join("; ")
    }
}

/// An instant of so many seconds since 1970.
pub fn instant_of(seconds: i64) -> NaiveDateTime {
    DateTime::from_timestamp(seconds, 0)
        .unwrap_or_default()
        .naive_utc()
}

/// When a sign-in was. Where the order of day and month is open, the earlier of the two.
pub fn seconds_of(text: &str, order: Option<DateOrder>) -> Option<i64> {
    if let Some(seconds) = seconds_of_iso(text) {
        return Some(seconds);
    }
    let read = |order| match read_instant(text, order) {
        InstantReading::At(at) => Some(at.and_utc().timestamp()),
        _ => None,
    };
    read(order).or_else(|| {
        let both = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| read(Some(order)));
        both.into_iter().flatten().min()
    })
}

impl SignIns {
    /// Gathers all of them.
    pub fn of(across: &Across) -> SignIns {
        let mut gathering = Gathering {
            today: across.today,
            ..Gathering::default()
        };
        let inputs = across
            .others
            .iter()
            .filter(|input| SIGN_INS.contains(&input.id));
        let inputs: Vec<&Input> = inputs.collect();
        inputs.iter().for_each(|input| gathering.meet_apps(input));
        let mut twice = Twice::new(&inputs, &gathering.apps);
        for (kind, input) in inputs.iter().enumerate() {
            gathering.take(kind, input, &mut twice, across);
        }
        gathering.finish(across)
    }

    /// What the sign-ins say of the use of each account that has any.
    pub fn by_account(&self, across: &Across) -> Numbers<u32, Signed> {
        let mut all: Numbers<u32, Signed> = Numbers::default();
        for one in &self.uses {
            let signed = all.entry(self.account_of(one.user, across)).or_default();
            signed.last_success = signed.last_success.max(one.last_success);
            signed.devices |= one.devices;
            if one.successes < one.count {
                let last = one.span.map(|(_, last)| last);
                signed.last_attempt = signed.last_attempt.max(last);
            }
        }
        all
    }

    /// The account of the directory of a user, or a number after the last one.
    pub fn account_of(&self, user: u32, across: &Across) -> u32 {
        let own = across.directory.n_accounts() as u32 + user;
        self.users[user as usize].account.unwrap_or(own)
    }
}

#[derive(Default)]
struct Gathering {
    today: NaiveDate,
    all: SignIns,
    users: Users,
    apps: Apps,
    uses: Numbers<u64, u32>,
    /// Days on which there was a sign-in: which use, and which day.
    days: Vec<(u32, i32)>,
}

/// What was made of rows with the same codes; neighbours often have the same.
struct Remembered<V> {
    made: Numbers<(u32, u32, u32), V>,
    last: Option<((u32, u32, u32), V)>,
}

impl<V: Copy> Remembered<V> {
    fn new() -> Remembered<V> {
        Remembered {
            made: Numbers::default(),
            last: None,
        }
    }

    fn get(&mut self, codes: (u32, u32, u32), make: impl FnOnce() -> V) -> V {
        match self.last {
            Some((known, value)) if known == codes => value,
            _ => {
                let value = *self.made.entry(codes).or_insert_with(make);
                self.last = Some((codes, value));
                value
            }
        }
    }
}

impl Gathering {
    /// Numbers the applications, so that it is known which of them are one before rows are compared.
    fn meet_apps(&mut self, input: &Input) {
        let (id, name) = (
            Coded::of(input, "app_id"),
            Coded::of(input, "app_display_name"),
        );
        let mut apps = Remembered::new();
        for row in 0..input.table.n_rows() {
            let codes = (id.code(row), name.code(row), 0);
            apps.get(codes, || {
                self.apps.take(id.text(codes.0), name.text(codes.1))
            });
        }
    }

    fn take(&mut self, kind: usize, input: &Input, twice: &mut Twice, across: &Across) {
        let coded = |name: &str| Coded::of(input, name);
        let who = WhoColumns {
            upn: coded("upn"),
            entra_id: coded("entra_id"),
            service: coded("service_principal_id"),
            name: coded("display_name"),
            kind: coded("user_type"),
        };
        let (app_id, app_name) = (coded("app_id"), coded("app_display_name"));
        let (status, code, reason) = (
            coded("status"),
            coded("error_code"),
            coded("failure_reason"),
        );
        let (client, system) = (coded("client_app"), coded("operating_system"));
        let interactive = coded("is_interactive");
        let times = input.table.column("at");
        let has = &mut self.all.has;
        has.outcome |= status.0.is_some() || code.0.is_some();
        has.reason |= reason.0.is_some();
        has.interactive |= interactive.0.is_some();
        has.client_app |= client.0.is_some();
        has.device |= client.0.is_some() || system.0.is_some();
        let mut users = Remembered::new();
        let mut apps = Remembered::new();
        let mut outcomes = Remembered::new();
        let mut devices = Remembered::new();
        let mut flags = Remembered::new();
        let ends = input.spans.iter().skip(1).map(|&(_, first)| first);
        let ends = ends.chain([input.table.n_rows()]);
        for (&(source, first), end) in input.spans.iter().zip(ends) {
            let order = (across.readings.order)(source, "at");
            for row in first..end {
                if input
                    .repeated
                    .is_some_and(|repeated| repeated.contains(row))
                {
                    continue;
                }
                let codes = (
                    who.upn.code(row),
                    who.entra_id.code(row),
                    who.service.code(row),
                );
                let user = users.get(codes, || self.users.take(&who, row));
                let codes = (app_id.code(row), app_name.code(row), 0);
                let app = apps.get(codes, || {
                    self.apps.take(app_id.text(codes.0), app_name.text(codes.1))
                });
                let codes = (status.code(row), code.code(row), 0);
                let (status_code, outcome) = (
                    codes.0,
                    outcomes.get(codes, || {
                        outcome_of(status.text(codes.0), code.text(codes.1))
                    }),
                );
                let codes = (client.code(row), system.code(row), 0);
                let client_code = codes.0;
                let device = devices.get(codes, || {
                    device_of(client.text(codes.0), system.text(codes.1))
                });
                let codes = (interactive.code(row), 0, 0);
                let is_interactive = flags.get(codes, || read_flag(interactive.text(codes.0)));
                let at = times.and_then(|times| seconds_of(times.get(row), order));
                match twice.meet(Row {
                    kind,
                    row,
                    user,
                    app,
                    at,
                    outcome,
                }) {
                    Met::Twice => {
                        self.all.n_twice += 1;
                        continue;
                    }
                    Met::Unsure => self.all.n_unsure += 1,
                    Met::New => {}
                }
                let place = self.place(user, app);
                let found = &mut self.all.uses[place as usize];
                found.count += 1;
                match outcome {
                    Outcome::Success => found.successes += 1,
                    Outcome::Failure => found.failures += 1,
                    Outcome::Interrupted => found.interrupted += 1,
                    Outcome::Other => {
                        self.all.n_other += 1;
                        count(&mut found.others, status.text(status_code).trim());
                    }
                }
                match is_interactive {
                    Some(true) => found.interactive += 1,
                    Some(false) => found.non_interactive += 1,
                    None => {}
                }
                let client = client.text(client_code).trim();
                if !client.is_empty() && !found.client_apps.iter().any(|known| known == client) {
                    found.client_apps.push(client.to_string());
                }
                let Some(at) = at else {
                    self.all.n_timeless += 1;
                    continue;
                };
                widen(&mut found.span, at);
                widen(&mut self.all.window, at);
                self.days.push((place, at.div_euclid(86_400) as i32));
                if outcome == Outcome::Success {
                    found.last_success = found.last_success.max(Some(at));
                    let day = instant_of(at).date();
                    let age = self.today.signed_duration_since(day).num_days();
                    // In UTC it may be tomorrow already.
                    if (-1..=DEVICE_DAYS).contains(&age) {
                        found.devices |= device.map_or(0, |device| 1 << device as u8);
                    }
                }
                let is_later = found
                    .last_failure
                    .as_ref()
                    .is_none_or(|(last, _)| at >= *last);
                if outcome == Outcome::Failure && is_later {
                    let why = reason.text(reason.code(row)).trim();
                    found.last_failure = Some((at, why.to_string()));
                }
            }
        }
    }

    /// The use that a sign-in belongs to.
    fn place(&mut self, user: u32, app: u32) -> u32 {
        let key = u64::from(user) << 32 | u64::from(app);
        self.all.n += 1;
        let n = self.all.uses.len() as u32;
        let place = *self.uses.entry(key).or_insert(n);
        if place == n {
            self.all.uses.push(AppUse {
                user,
                app,
                ..AppUse::default()
            });
        }
        place
    }

    fn finish(mut self, across: &Across) -> SignIns {
        self.users.join(across);
        self.all.users = std::mem::take(&mut self.users.all);
        let places = self.merge(across);
        for (place, _) in &mut self.days {
            *place = places[*place as usize];
        }
        self.days.sort_unstable();
        self.days.dedup();
        for (place, _) in &self.days {
            self.all.uses[*place as usize].days += 1;
        }
        self.all.apps = self.apps.all;
        self.all
    }

    /// Makes one of the uses whose users turned out to be one account, or whose applications one; gives
    /// the place where each is now.
    fn merge(&mut self, across: &Across) -> Vec<u32> {
        let mut place_of = Vec::with_capacity(self.all.uses.len());
        let app_of = self.apps.settled();
        let mut merged: Vec<AppUse> = Vec::with_capacity(self.all.uses.len());
        let mut places: Numbers<u64, u32> = Numbers::default();
        for mut one in std::mem::take(&mut self.all.uses) {
            one.app = app_of[one.app as usize];
            let account = self.all.account_of(one.user, across);
            let key = u64::from(account) << 32 | u64::from(one.app);
            let n = merged.len() as u32;
            let place = *places.entry(key).or_insert(n);
            place_of.push(place);
            match place == n {
                true => merged.push(one),
                false => merged[place as usize].absorb(one),
            }
        }
        self.all.uses = merged;
        place_of
    }
}

impl AppUse {
    fn absorb(&mut self, other: AppUse) {
        if let Some((first, last)) = other.span {
            widen(&mut self.span, first);
            widen(&mut self.span, last);
        }
        self.last_success = self.last_success.max(other.last_success);
        self.last_failure = self.last_failure.take().max(other.last_failure);
        self.count += other.count;
        self.successes += other.successes;
        self.failures += other.failures;
        self.interrupted += other.interrupted;
        self.interactive += other.interactive;
        self.non_interactive += other.non_interactive;
        self.devices |= other.devices;
        for (status, n) in other.others {
            (0..n).for_each(|_| count(&mut self.others, &status));
        }
        for client in other.client_apps {
            if !self.client_apps.contains(&client) {
                self.client_apps.push(client);
            }
        }
    }
}

fn widen(span: &mut Option<(i64, i64)>, at: i64) {
    let (first, last) = span.unwrap_or((at, at));
    *span = Some((first.min(at), last.max(at)));
}

fn count(counts: &mut Vec<(String, u32)>, status: &str) {
    match counts.iter_mut().find(|(known, _)| known == status) {
        Some((_, n)) => *n += 1,
        None => counts.push((status.to_string(), 1)),
    }
}

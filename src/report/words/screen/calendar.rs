//! The words of `app/calendar.rs`.

/// The caption of choices.
pub const AN_EVENT: &str = "An event on";
/// Words on the screen.
pub const NO_ALARM: &str = "no alarm";
/// Words on the screen.
pub const ON_THE_DAY: &str = "on the day";
/// Words on the screen.
pub const ONE_DAY_BEFORE: &str = "1 day before";
/// Words on the screen.
pub const THREE_DAYS_BEFORE: &str = "3 days before";
/// Words on the screen.
pub const SEVEN_DAYS_BEFORE: &str = "7 days before";
/// Words on the screen.
pub const FOURTEEN_DAYS_BEFORE: &str = "14 days before";
/// A caption.
pub const ALARM_IN_THE_MORNING: &str = "Alarm, in the morning";
/// A caption.
pub const ABOVE_50_EVENTS_ONE_FOR_EACH: &str = "Above 50 events, one for each";
/// A choice.
pub const DAY: &str = "day";
/// A choice.
pub const CENTER_ON_A_DAY: &str = "center on a day";
/// Words on the screen.
pub const WITH_LOGON_NAMES: &str = "With logon names";
/// A caption.
pub const REMIND_OF_RUNNING_THIS_REPORT: &str = "Remind of running this report";
/// A choice.
pub const NEVER: &str = "never";
/// A caption.
pub const ON: &str = "On";
/// A caption.
pub const AT_BY_THE_CLOCK_ON_THE_WALL: &str = "At, by the clock on the wall";
/// A button.
pub const WITHOUT_IT: &str = "Without it";
/// A caption.
pub const THE_EARLIER_CALENDAR_FILE: &str = "The earlier calendar file";
/// A sentence.
pub const COUNTING: &str = "Counting…";
/// The caption of a column.
pub const DAY_2: &str = "Day";
/// The caption of a column.
pub const THE_FIRST_EVENTS: &str = "The first events";

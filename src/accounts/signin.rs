//! What one sign-in says: how it ended, and from what device (F22 to F28).

use crate::letters::fold;

/// How a sign-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It succeeded.
    Success,
    /// It failed.
    Failure,
    /// It was asked for more and did not go on: neither of the two.
    Interrupted,
    /// Its row does not say, or says something unknown.
    Other,
}

/// How a sign-in with this status and this error code ended; both as their file has them.
///
/// A status that is not known is decided by the code, where there is one: 0 is a success.
pub fn outcome_of(status: &str, error_code: &str) -> Outcome {
    match fold(status.trim()).as_str() {
        "success" => return Outcome::Success,
        "failure" => return Outcome::Failure,
        "interrupted" => return Outcome::Interrupted,
        _ => {}
    }
    match error_code.trim().parse::<i64>() {
        Ok(0) => Outcome::Success,
        Ok(_) => Outcome::Failure,
        Err(_) => Outcome::Other,
    }
}

/// From what someone signed in (F28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// A program on a computer.
    Desktop,
    /// A program on a telephone or tablet.
    Mobile,
    /// A browser, on whatever it ran.
    Web,
}

impl Device {
    /// All of them in the order in which they are shown.
    pub const ALL: [Device; 3] = [Device::Desktop, Device::Mobile, Device::Web];

    /// What the person reads.
    pub fn label(self) -> &'static str {
        match self {
            Device::Desktop => "Desktop",
            Device::Mobile => "Mobile",
            Device::Web => "Web",
        }
    }
}

/// From what someone signed in with this client app under this operating system, as far as that is
/// known.
pub fn device_of(client_app: &str, operating_system: &str) -> Option<Device> {
    if fold(client_app.trim()) == "browser" {
        return Some(Device::Web);
    }
    let system = fold(operating_system.trim());
    let begins = |names: &[&str]| names.iter().any(|name| system.starts_with(name));
    // A telephone's Windows before that of computers.
    if begins(&["windows phone", "windowsphone", "ios", "ipados", "android"]) {
        return Some(Device::Mobile);
    }
    begins(&["windows", "mac", "linux", "chrome"]).then_some(Device::Desktop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_ends_by_its_status_else_by_its_code() {
        #[track_caller]
        fn case(status: &str, code: &str, expected: Outcome) {
            assert_eq!(outcome_of(status, code), expected, "{status:?} {code:?}");
        }
        case("Success", "", Outcome::Success);
        case(" FAILURE ", "50126", Outcome::Failure);
        case("Interrupted", "50140", Outcome::Interrupted);
        case("", "0", Outcome::Success);
        case("", "50126", Outcome::Failure);
        case("", "", Outcome::Other);
        case("Deferred", "", Outcome::Other);
        case("Deferred", "0", Outcome::Success);
        case("Deferred", "soon", Outcome::Other);
    }

    #[test]
    fn a_device_follows_from_the_app_else_from_the_operating_system() {
        #[track_caller]
        fn case(app: &str, system: &str, expected: Option<Device>) {
            assert_eq!(device_of(app, system), expected, "{app:?} {system:?}");
        }
        let apps = "Mobile Apps and Desktop clients";
        case("Browser", "Windows 11", Some(Device::Web));
        case("Browser", "", Some(Device::Web));
        case(apps, "Windows10", Some(Device::Desktop));
        case(apps, "MacOs", Some(Device::Desktop));
        case(apps, "Ios 17.1", Some(Device::Mobile));
        case(apps, "Android", Some(Device::Mobile));
        case(apps, "WindowsPhone", Some(Device::Mobile));
        case("", "Linux", Some(Device::Desktop));
        case(apps, "", None);
        case("Exchange ActiveSync", "Haiku", None);
    }
}

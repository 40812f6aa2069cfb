//! Who is at this computer, and what day it is.

use super::services::Person;

/// What the system says. Without a name for user or host, the comment holds what there is.
pub fn person() -> Person {
    let user = whoami::username().unwrap_or_default();
    let host = whoami::hostname().unwrap_or_default();
    let user_at_host = match (user.is_empty(), host.is_empty()) {
        (false, false) => format!("{user}@{host}"),
        _ => format!("{user}{host}"),
    };
    Person {
        home: std::env::home_dir().filter(|home| home.is_absolute()),
        user_at_host,
        code_page: None,
        drops: drops(),
    }
}

/// winit tells of dropped files everywhere but on Wayland, which it prefers where it runs.
fn drops() -> bool {
    cfg!(not(target_os = "linux")) || std::env::var_os("WAYLAND_DISPLAY").is_none_or(|name| name.is_empty())
}

/// Seconds since 1970.
pub fn now() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default()
}

/// The date here at that second since 1970: `2026-11-21`. `None` beyond the year 9999.
pub fn date_of(second: u64) -> Option<String> {
    let moment = jiff::Timestamp::from_second(i64::try_from(second).ok()?).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::system()).date().to_string())
}

/// Today's date here: `2026-11-21`.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

//! What the clock here says. It may say anything, and the time zone may be in a file that cannot be
//! read: both are no reason to stop.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

/// As long as the time zone is waited for. TZ can name a pipe, or a file on a server that is gone.
const PATIENCE: Duration = Duration::from_secs(1);

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Today's date here: `2026-11-21`. A clock outside the years that have four digits counts as the
/// first or the last day of them.
pub fn today() -> String {
    date(SystemTime::now(), zone())
}

fn date(now: SystemTime, zone: TimeZone) -> String {
    let ends = if now < SystemTime::UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX };
    let now = ZonedDateTime::new(Timestamp::try_from(now).unwrap_or(ends), zone);
    let date = now.date();
    if date.year() < 0 { "0000-01-01".to_owned() } else { date.to_string() }
}

/// A moment given in seconds since 1970, as the clock here shows it: `2026-11-21 14:05:00 +01:00`.
/// `None` for moments too far away for clocks.
pub fn local_time(seconds: u64) -> Option<String> {
    let moment = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    Some(moment.to_zoned_datetime(zone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string())
}

/// The time now, in UTC and as the clock here shows it, both as `2026-11-21 14:05:00`.
pub fn utc_and_local() -> [String; 2] {
    let moment = i64::try_from(now()).ok().and_then(|now| Timestamp::from_second(now).ok());
    let moment = moment.unwrap_or(Timestamp::MAX);
    [TimeZone::UTC, zone()]
        .map(|zone| moment.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The time zone here, found once; UTC where it is not known in time.
fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    // Only what a person has set may be such a file; a thread takes memory.
    let is_set = ["TZ", "TZDIR"].iter().any(|name| std::env::var_os(name).is_some());
    let find = || match is_set {
        true => in_time(TimeZone::system, PATIENCE).unwrap_or(TimeZone::UTC),
        false => TimeZone::system(),
    };
    ZONE.get_or_init(find).clone()
}

/// The answer to a question that may never be answered. Whoever waits for it then ends with the
/// program.
fn in_time<T: Send + 'static>(
    question: impl FnOnce() -> T + Send + 'static,
    patience: Duration,
) -> Option<T> {
    let (send, answer) = mpsc::channel();
    let ask = move || drop(send.send(question()));
    thread::Builder::new().name("time zone".to_owned()).spawn(ask).ok()?;
    answer.recv_timeout(patience).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_gives_a_date() {
        let after = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let before = |seconds| SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(seconds));
        let far = 253_402_300_799; // the last second of 9999
        let (utc, east) = (TimeZone::UTC, TimeZone::fixed(jiff::tz::offset(14)));
        for (now, date_there) in [
            (Some(after(0)), "1970-01-01"),
            (Some(after(1_795_219_200)), "2026-11-21"),
            (Some(after(far)), "9999-12-30"),
            (Some(after(far * 3)), "9999-12-30"),
            (before(86_400), "1969-12-31"),
            // Where the clock begins in 1601, as on Windows, there are no such moments.
            (before(100_000_000_000), "0000-01-01"),
            (before(far * 3), "0000-01-01"),
        ] {
            if let Some(now) = now {
                assert_eq!(date(now, utc.clone()), date_there);
            }
        }
        assert_eq!(date(after(far), east).len(), "9999-12-31".len());
    }

    #[test]
    fn a_question_that_nobody_answers_is_not_waited_for() {
        let (_never, question) = mpsc::channel::<()>();
        assert_eq!(in_time(move || question.recv(), Duration::from_millis(1)), None);
        assert_eq!(in_time(|| 7, Duration::from_secs(60)), Some(7));
    }

    #[test]
    fn moments_that_no_clock_shows_are_none() {
        assert!(local_time(0).is_some_and(|time| time.len() == "1970-01-01 00:00:00 +00:00".len()));
        assert_eq!((local_time(u64::MAX), local_time(1 << 62)), (None, None));
    }
}

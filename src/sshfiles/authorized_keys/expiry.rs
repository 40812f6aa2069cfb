//! `expiry-time`: until when a key may log in (OpenSSH, misc.c, parse_absolute_time).

/// A moment, to the second. Moments of the same clock compare as they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpiryTime {
    /// Year, month, day, hour, minute, second.
    fields: [u16; 6],
    /// Whether it is UTC; otherwise it is the local time of the server.
    is_utc: bool,
}

impl ExpiryTime {
    /// `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, and for UTC a `Z` after it.
    pub fn parse(text: &str) -> Option<Self> {
        let utc = ["Z", "UTC"].into_iter().find_map(|ending| without_ending(text, ending));
        let (digits, is_utc) = (utc.unwrap_or(text), utc.is_some());
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || ![8, 12, 14].contains(&digits.len()) {
            return None;
        }
        let number = |from: usize, length: usize| {
            digits.get(from..from + length).map_or(Some(0), |text| text.parse().ok())
        };
        let fields =
            [number(0, 4)?, number(4, 2)?, number(6, 2)?, number(8, 2)?, number(10, 2)?, number(12, 2)?];
        let [year, month, day, hour, minute, second] = fields;
        // The first moment of 1970 stands for no limit, and nothing before it is taken.
        let is_taken = (1970..).contains(&year) && fields != [1970, 1, 1, 0, 0, 0];
        let is_moment =
            (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 61;
        (is_taken && is_moment).then_some(Self { fields, is_utc })
    }

    /// A date and a time as people write them: `2026-12-31`, `2026-12-31 18:00` or `2026-12-31T18:00:59`, with
    /// a `Z` for UTC. A date alone means the end of that day.
    pub fn parse_user_input(text: &str) -> Option<Self> {
        let (text, zone) = match text.strip_suffix(['Z', 'z']) {
            Some(text) => (text, "Z"),
            None => (text, ""),
        };
        let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "23:59:59"));
        let [year, month, day] = split(date, '-')?;
        let time = if time.matches(':').count() == 1 { format!("{time}:00") } else { time.to_owned() };
        let [hour, minute, second] = split(&time, ':')?;
        let is_right =
            year.len() == 4 && [month, day, hour, minute, second].iter().all(|part| part.len() == 2);
        let is_day = is_right && day.parse().is_ok_and(|day: u16| day <= days(year, month));
        Self::parse(&format!("{year}{month}{day}{hour}{minute}{second}{zone}")).filter(|_| is_day)
    }

    /// As it stands in the option, as short as it can be.
    pub fn option(&self) -> String {
        let [year, month, day, hour, minute, second] = self.fields;
        let zone = if self.is_utc { "Z" } else { "" };
        let time = match (hour, minute, second) {
            (0, 0, 0) => String::new(),
            (_, _, 0) => format!("{hour:02}{minute:02}"),
            _ => format!("{hour:02}{minute:02}{second:02}"),
        };
        format!("{year:04}{month:02}{day:02}{time}{zone}")
    }

    /// Date and time for people, without the clock: `2026-12-31 18:00:00`.
    pub fn shown(&self) -> String {
        let [year, month, day, hour, minute, second] = self.fields;
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }

    /// Whether it is UTC; otherwise it is the local time of the server.
    pub fn is_utc(&self) -> bool {
        self.is_utc
    }

    /// Whether it is over, by the time in UTC and here, both written as `2026-12-31 18:00:00`. A time without
    /// zone counts as one of the clock here.
    pub fn is_past(&self, utc: &str, local: &str) -> bool {
        self.shown().as_str() < if self.is_utc { utc } else { local }
    }
}

fn without_ending<'a>(text: &'a str, ending: &str) -> Option<&'a str> {
    let (rest, last) = text.split_at_checked(text.len().checked_sub(ending.len())?)?;
    (last.eq_ignore_ascii_case(ending) && !rest.is_empty()).then_some(rest)
}

fn split(text: &str, separator: char) -> Option<[&str; 3]> {
    text.split(separator).collect::<Vec<_>>().try_into().ok()
}

/// Days of a month; 0 where there is no such month.
fn days(year: &str, month: &str) -> u16 {
    let year: u16 = year.parse().unwrap_or_default();
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        "02" => 28 + u16::from(is_leap),
        "04" | "06" | "09" | "11" => 30,
        "01" | "03" | "05" | "07" | "08" | "10" | "12" => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::ExpiryTime;

    #[test]
    fn times_are_read_as_sshd_reads_them() {
        let of = |text| ExpiryTime::parse(text).map(|time| (time.shown(), time.is_utc(), time.option()));
        let is = |shown: &str, utc, option: &str| Some((shown.to_owned(), utc, option.to_owned()));
        assert_eq!(of("20261231"), is("2026-12-31 00:00:00", false, "20261231"));
        assert_eq!(of("202612311805"), is("2026-12-31 18:05:00", false, "202612311805"));
        assert_eq!(of("20261231180559z"), is("2026-12-31 18:05:59", true, "20261231180559Z"));
        assert_eq!(of("20261231UTC"), is("2026-12-31 00:00:00", true, "20261231Z"));
        for wrong in [
            "",
            "Z",
            "2026",
            "2026123118",
            "20261331",
            "20261200",
            "202612312400",
            "2026-12-31",
            "19691231",
            "19700101",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn people_write_dates_that_there_are_and_a_day_lasts_to_its_end() {
        let of = |text| ExpiryTime::parse_user_input(text).map(|time| time.option());
        assert_eq!(of("2026-12-31").as_deref(), Some("20261231235959"));
        assert_eq!(of("2026-12-31Z").as_deref(), Some("20261231235959Z"));
        assert_eq!(of("2026-12-31 18:00").as_deref(), Some("202612311800"));
        assert_eq!(of("2026-12-31T18:00:07z").as_deref(), Some("20261231180007Z"));
        assert_eq!(of("2028-02-29T00:00").as_deref(), Some("20280229"));
        for wrong in [
            "",
            "tomorrow",
            "20261231",
            "2026-2-1",
            "2027-02-29",
            "2026-04-31",
            "2026-12-31 24:00",
            "2026-12-31T1:00",
            "1960-01-01",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_over_is_told_by_the_clock_that_it_is_of() {
        let time = |text| ExpiryTime::parse(text).unwrap();
        let (utc, local) = ("2026-12-31 23:00:00", "2027-01-01 00:00:00");
        assert!(time("202612312330").is_past(utc, local));
        assert!(!time("202612312330Z").is_past(utc, local));
        assert!(!time("20270101").is_past(utc, local), "sshd takes it in that very second");
    }
}

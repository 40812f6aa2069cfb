//! How long an agent keeps a key, as it is written on the command line.

use std::time::Duration;

/// A lifetime as ssh-add takes it, and not none at all.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || "write it as 8h, 30m or 1h30m".to_owned();
    let (mut seconds, mut number) = (0_u64, None::<u64>);
    for character in text.chars() {
        let unit = match (character.to_digit(10), character.to_ascii_lowercase()) {
            (Some(digit), _) => {
                let so_far = number.unwrap_or_default().checked_mul(10).ok_or_else(wrong)?;
                number = Some(so_far.checked_add(digit.into()).ok_or_else(wrong)?);
                continue;
            }
            (_, 's') => 1,
            (_, 'm') => 60,
            (_, 'h') => 60 * 60,
            (_, 'd') => 24 * 60 * 60,
            (_, 'w') => 7 * 24 * 60 * 60,
            _ => return Err(wrong()),
        };
        let part = number.take().and_then(|number| number.checked_mul(unit)).ok_or_else(wrong)?;
        seconds = seconds.checked_add(part).ok_or_else(wrong)?;
    }
    let seconds = seconds.checked_add(number.unwrap_or_default()).ok_or_else(wrong)?;
    // The protocol has 32 bits for it.
    u32::try_from(seconds).ok().filter(|seconds| *seconds > 0).ok_or_else(wrong)?;
    Ok(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::time::Duration;

    #[test]
    fn lifetimes_are_read_as_ssh_add_reads_them() {
        let is = |text, seconds| assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text}");
        is("90", 90);
        is("8h", 8 * 3600);
        is("1H30m", 5400);
        is("1w2d", 9 * 86400);
        is("10m5", 605);
        for wrong in ["", "0", "h", "8x", "-1", "1.5h", "8 h", "4294967296", "99999999999999999999w"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}

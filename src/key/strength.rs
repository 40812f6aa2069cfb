//! How long a passphrase would hold against someone who has the key file.

/// How long guessing takes at ten thousand tries a second, about what one graphics card does
/// against the KDFs of key files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Within an hour.
    Minutes,
    /// Within a month.
    Days,
    /// Within a hundred years: a determined attacker with many machines may succeed.
    Years,
    /// Longer.
    Ages,
}

impl Strength {
    /// Guesses per second.
    const RATE: f64 = 1e4;

    /// Estimated by zxcvbn, which knows common passwords, names, words, keyboard runs and dates.
    /// `known` are words that an attacker would try first, as the comment's. Takes milliseconds.
    pub fn of(passphrase: &str, known: &[&str]) -> Self {
        Self::of_seconds(10f64.powf(zxcvbn::zxcvbn(passphrase, known).guesses_log10()) / Self::RATE)
    }

    fn of_seconds(seconds: f64) -> Self {
        match seconds {
            s if s < 3_600.0 => Self::Minutes,
            s if s < 30.0 * 86_400.0 => Self::Days,
            s if s < 100.0 * 365.25 * 86_400.0 => Self::Years,
            _ => Self::Ages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Strength::{self, Ages, Days, Minutes, Years};

    #[test]
    fn hours_months_and_a_century_are_the_borders() {
        let day = 86_400.0;
        let borders = [(3600.0, Minutes, Days), (30.0 * day, Days, Years), (36_525.0 * day, Years, Ages)];
        for (seconds, below, from_there) in borders {
            assert_eq!(Strength::of_seconds(seconds - 1.0), below, "{seconds}");
            assert_eq!(Strength::of_seconds(seconds), from_there, "{seconds}");
        }
        assert_eq!(Strength::of_seconds(0.0), Minutes);
    }
}

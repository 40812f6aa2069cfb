//! What the rows are, counted.

use super::{BatchPage, State};

/// How many rows are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Can be converted now.
    pub ready: usize,
    /// Wait for a passphrase.
    pub locked: usize,
    /// Left as they are, as nothing is to be done: public keys where private ones are asked for,
    /// certificates, and keys that are in the format already.
    pub unfit: usize,
    /// Look like keys and cannot be converted.
    pub refused: usize,
    /// Converted.
    pub done: usize,
    /// Not converted, though it was tried.
    pub failed: usize,
    /// Have a certificate, for which the format that is asked for has no place.
    pub without_certificate: usize,
}

impl BatchPage {
    /// Counts the rows.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let leaves_out = !self.target.is_private();
        for row in &self.rows {
            counts.without_certificate += usize::from(leaves_out && row.entry.about.certificate);
            match row.state(&self.target) {
                State::Ready | State::Waiting | State::Converting => counts.ready += 1,
                State::Locked | State::NotThis | State::Trying => counts.locked += 1,
                State::Done(_) => counts.done += 1,
                State::Failed(_) => {
                    // Asked for again, it is tried again.
                    counts.ready += 1;
                    counts.failed += 1;
                }
                State::PublicOnly | State::Certificate | State::Already => counts.unfit += 1,
                State::NoForm(..) | State::Unopened(_) | State::Refused(_) => counts.refused += 1,
            }
        }
        counts
    }
}

//! Costly key derivations in a process of their own.

use crate::format::{Unanswered, derive_for_parent};
use crate::key::{Apart, Progress};
use crate::system::{AnswerApart, EndedApart, Expected, answer_parent, work_apart};
use std::time::Duration;

/// For [`Progress::apart`]: reports how far it is, and ends it when it is cancelled. `expect` is told
/// once how long it will take.
pub fn derive_apart(request: &[u8], progress: &dyn Progress, expect: &dyn Fn(Duration)) -> Option<Apart> {
    let told = std::cell::Cell::new(false);
    let goes_on = |expected: Option<Expected>| {
        if let Some(Expected { whole, elapsed }) = expected {
            if !told.replace(true) {
                expect(whole);
            }
            progress.report(elapsed.div_duration_f32(whole.max(Duration::from_millis(1))).min(1.0));
        }
        !progress.cancelled()
    };
    match work_apart(request, &goes_on) {
        EndedApart::Done(key) => Some(Apart::Done(key)),
        EndedApart::NoMemory => Some(Apart::NoMemory),
        EndedApart::Stopped => Some(Apart::Cancelled),
        EndedApart::Unavailable => None,
    }
}

/// What a program does that is started for one such derivation. The exit status.
pub fn answer_derivation() -> u8 {
    answer_parent(|request, expect| match derive_for_parent(request, expect) {
        Ok(key) => AnswerApart::Done(key),
        Err(Unanswered::NoMemory) => AnswerApart::NoMemory,
        Err(Unanswered::NotUnderstood) => AnswerApart::NotUnderstood,
    })
}

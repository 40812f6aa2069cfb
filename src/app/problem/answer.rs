//! What a text turned out to be: a message that is known, or something else.

use super::remedy::{Remedies, remedies};
use crate::explain::{Explanation, explain};
use crate::format::{self, ReadError, without_bom};
use crate::health::{CheckedCause, Sought, check_causes};
use crate::system::{Disk, Found, User};
use std::path::PathBuf;

/// See the module.
#[derive(Debug)]
pub enum Answer {
    /// A message, what it means, and the causes in the order in which they are shown.
    Explained(Box<Explanation>, Vec<ShownCause>),
    /// A key instead of a message, perhaps one that cannot be read.
    Key(Option<ReadError>),
    /// The path of a file on this computer.
    Path(PathBuf),
    /// The fingerprint of a key.
    Fingerprint,
    /// A message that is not known.
    Unknown,
}

/// A cause with what settles it.
#[derive(Debug)]
pub struct ShownCause {
    /// The cause, and what was seen of it here.
    pub checked: CheckedCause,
    /// What settles it here.
    pub remedies: Remedies,
}

/// So many causes of which nothing was seen here are shown at first.
const LIKELIEST: usize = 3;

/// The places of the causes that are left out at first: those after the likeliest, if there are several. What was seen
/// of a cause is always shown.
pub fn less_likely(causes: &[ShownCause]) -> Vec<usize> {
    let open = |(_, shown): &(usize, &ShownCause)| shown.checked.verdict.is_none();
    let others: Vec<usize> =
        causes.iter().enumerate().filter(open).skip(LIKELIEST).map(|(at, _)| at).collect();
    if others.len() > 1 { others } else { Vec::new() }
}

/// A text that was looked at.
#[derive(Debug)]
pub(in crate::app) struct Inspected {
    /// Whether there is a sign of a private key in it: then it is never shown.
    pub is_private: bool,
    pub lines: usize,
    pub answer: Answer,
}

impl Inspected {
    pub fn of(text: &str, disk: &dyn Disk, person: &User) -> Self {
        let is_private = format::has_private_mark(text.as_bytes());
        let answer = answer(text, is_private, disk, person);
        Self { is_private, lines: text.lines().count(), answer }
    }

    /// Whether it is a key and nothing else that is known.
    pub fn is_key(&self) -> bool {
        matches!(self.answer, Answer::Key(_))
    }
}

/// The text of a file. PowerShell writes UTF-16.
pub(super) fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&without_bom(bytes)).into_owned()
}

/// Whether it is a key that is no text.
pub(super) fn is_binary_key(bytes: &[u8]) -> bool {
    let is_key = || match format::read_all(bytes) {
        Ok(_) => true,
        Err(error) => error.is_of_private_key(),
    };
    std::str::from_utf8(&without_bom(bytes)).is_err() && is_key()
}

fn answer(text: &str, is_private: bool, disk: &dyn Disk, person: &User) -> Answer {
    if let Some(mut explanation) = explain(text) {
        let causes = check_causes(std::mem::take(&mut explanation.causes), &explanation.facts, disk, person);
        let shown = causes
            .into_iter()
            .map(|checked| ShownCause { remedies: remedies(&checked.cause.fix, disk, person), checked });
        return Answer::Explained(Box::new(explanation), shown.collect());
    }
    if let Some(path) = path_in(text, disk, person) {
        return Answer::Path(path);
    }
    let is_line = text.trim().lines().count() == 1;
    match format::read_all(text.as_bytes()) {
        Ok(_) => Answer::Key(None),
        Err(ReadError::NotAKey) if !is_private && is_line && Sought::fingerprint(text).is_some() => {
            Answer::Fingerprint
        }
        Err(error) if is_private || error.is_of_private_key() => Answer::Key(Some(error)),
        Err(ReadError::NotAKey | ReadError::Empty | ReadError::TooLarge { .. }) => Answer::Unknown,
        Err(error) => Answer::Key(Some(error)),
    }
}

/// The only file that the text names.
fn path_in(text: &str, disk: &dyn Disk, person: &User) -> Option<PathBuf> {
    let mut paths = person.paths_in(text);
    let path = paths.pop().filter(|_| paths.is_empty())?;
    matches!(disk.look(&path), Ok(Found::File(_))).then_some(path)
}

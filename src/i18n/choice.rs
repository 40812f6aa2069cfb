//! The words of the list of keys in a file or a pasted text.

use super::{Texts, say};
use crate::app::{Choice, Choosable, KeySource};
use crate::format::Format;

impl Texts {
    /// The question: what holds how many keys, and what to do.
    pub fn choice(&self, choice: &Choice) -> [String; 2] {
        let (what, count) = (self.source(&choice.source), choice.keys.len());
        let text = match choice.source {
            KeySource::File(_) => say!(self, "choice-text"),
            KeySource::Pasted => say!(self, "choice-text-pasted"),
        };
        let text = [Some(text), self.unwrapped(&choice.text.unwrapped)];
        [
            say!(self, "choice-title", what = what, count = count),
            text.into_iter().flatten().collect::<Vec<_>>().join(" "),
        ]
    }

    /// One of the keys: what it is called, and what it is or why it cannot be read.
    pub fn choosable(&self, source: &KeySource, one: &Choosable) -> [String; 2] {
        let about = &one.about;
        if let Some(problem) = one.problem() {
            let name = self.key_of_file(&self.source(source), Some(one.part));
            let title = say!(self, "choice-unreadable", number = one.part.number);
            return [title, self.read_error(&name, problem)];
        }
        let title = match about.kind {
            Some(kind) => say!(self, "key-title", kind = self.kind(kind)),
            None => say!(self, "key-title-locked"),
        };
        let sort = match (about.format, about.locked) {
            (Some(Format::Certificate), _) => say!(self, "found-certificate"),
            (_, Some(true)) => say!(self, "choice-locked"),
            (_, Some(false)) => say!(self, "choice-open-private"),
            (_, None) => say!(self, "found-line"),
        };
        let fingerprint = about.fingerprint.map(|fingerprint| fingerprint.sha256());
        [title, [Some(sort), fingerprint].into_iter().flatten().collect::<Vec<_>>().join(" · ")]
    }
}

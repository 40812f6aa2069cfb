//! Text out of files, cut to what a person reads.

use super::{Texts, say};
use crate::key::{Comment, Shown, beginning};
use crate::system::User;
use std::path::Path;

/// Characters of one text that are shown.
const MOST: usize = 300;
/// Characters of a path that are shown: more than any has that a system would open.
const MOST_OF_A_PATH: usize = 4096;
/// Members of a list that are shown.
const MEMBERS: usize = 20;

impl Texts {
    /// A text out of a file, or its beginning and how much follows.
    pub fn cut(&self, text: &str) -> String {
        self.in_words(beginning(text, MOST))
    }

    /// A comment, or its beginning and how much follows.
    pub fn comment(&self, comment: &Comment) -> String {
        self.in_words(comment.shown())
    }

    fn in_words(&self, Shown { text, more }: Shown) -> String {
        if more == 0 { text } else { say!(self, "cut-text", text = text, count = more) }
    }

    /// The first of many, and how many more there are.
    pub(super) fn list<'a, T>(&self, members: &'a [T], words: impl Fn(&'a T) -> String) -> String {
        let list = members.iter().take(MEMBERS).map(words).collect::<Vec<_>>().join(", ");
        match members.len().saturating_sub(MEMBERS) {
            0 => list,
            more => say!(self, "cut-list", list = list, count = more),
        }
    }
}

/// A path for a sentence: on one line, `~` for the home folder.
pub(crate) fn path_shown(person: &User, path: &Path) -> String {
    one_path(&person.shown(path))
}

/// A path or the name of a file in one line.
pub(crate) fn one_path(path: &str) -> String {
    match beginning(path, MOST_OF_A_PATH) {
        Shown { text, more: 0 } => text,
        Shown { text, .. } => format!("{text}…"),
    }
}

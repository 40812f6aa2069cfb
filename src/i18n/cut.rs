//! Text out of files, cut to what a person reads.

use super::{Texts, say};
#[cfg(feature = "window")]
use crate::key::escape_control_chars;
use crate::key::{Comment, Shown, beginning};
use crate::system::User;
use std::path::Path;

/// Characters of one text that are shown.
const MOST: usize = 300;
/// Characters of a path that are shown: more than any has that a system would open.
const MOST_OF_A_PATH: usize = 4096;
/// Characters of the name of a file that are shown where there is little room: its first and its last ones.
#[cfg(feature = "window")]
const START_OF_A_NAME: usize = 40;
#[cfg(feature = "window")]
const END_OF_A_NAME: usize = 16;
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

    pub(super) fn in_words(&self, Shown { text, more }: Shown) -> String {
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

/// The name of a file where there is little room: of a long one the beginning and the end.
#[cfg(feature = "window")]
pub(crate) fn name_cut(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let shown = |chars: &[char]| escape_control_chars(&chars.iter().collect::<String>());
    match (chars.get(..START_OF_A_NAME), chars.len().checked_sub(END_OF_A_NAME)) {
        (Some(start), Some(end)) if start.len() < end => {
            format!("{}…{}", shown(start), shown(chars.get(end..).unwrap_or_default()))
        }
        _ => shown(&chars),
    }
}

/// A path or the name of a file in one line.
pub(crate) fn one_path(path: &str) -> String {
    match beginning(path, MOST_OF_A_PATH) {
        Shown { text, more: 0 } => text,
        Shown { text, .. } => format!("{text}…"),
    }
}

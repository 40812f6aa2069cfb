//! Changes of lines, as a person asks for them.

use super::line::{self, Content, Ignored, KeyLine};
use super::options::KeyOptions;
use super::write::{self, BadValue};
use super::{AuthorizedKeys, findings};
use crate::key::PublicKey;
use crate::sshfiles::lines::Edit;
use std::collections::{BTreeSet, HashMap};

/// What is done with lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A comment sign is put in front.
    Off,
    /// It is taken away.
    On,
    /// The line is taken out.
    Remove,
}

/// What came of adding a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It has a new line.
    New(Edit),
    /// It is there with the same options.
    Already {
        /// The number of its line.
        number: usize,
        /// Whether it may log in.
        is_on: bool,
    },
    /// It is there with other options.
    Otherwise {
        /// The number of its line.
        number: usize,
    },
}

struct There {
    number: usize,
    is_on: bool,
    options: KeyOptions,
}

impl AuthorizedKeys {
    /// Adds each key that has no line yet, turned on or off.
    ///
    /// # Errors
    /// Options that no line can hold, and a file that would be too large.
    pub fn add_each<'a>(
        &mut self,
        keys: impl IntoIterator<Item = &'a PublicKey>,
        options: &KeyOptions,
    ) -> Result<Vec<Added>, BadValue> {
        let mut lines: HashMap<Vec<u8>, There> = HashMap::new();
        for (number, content) in (1..).zip(self.contents()) {
            if let Content::Key(KeyLine { is_on, options, key, .. }) = content {
                lines.entry(key.blob().to_vec()).or_insert(There { number, is_on, options });
            }
        }
        let mut added = Vec::new();
        for key in keys {
            added.push(match lines.get(key.blob()) {
                Some(There { number, is_on, options: there }) if there == options => {
                    Added::Already { number: *number, is_on: *is_on }
                }
                Some(There { number, .. }) => Added::Otherwise { number: *number },
                None => {
                    let edit = self.add(key, options)?;
                    let there = There { number: edit.number, is_on: true, options: options.clone() };
                    lines.insert(key.blob().to_vec(), there);
                    Added::New(edit)
                }
            });
        }
        Ok(added)
    }

    /// Changes these lines. What was changed, and the numbers of lines in which there is no key to turn on or off.
    pub fn change(&mut self, verb: Verb, numbers: &BTreeSet<usize>) -> (Vec<Edit>, Vec<usize>) {
        let (mut edits, mut without) = (Vec::new(), Vec::new());
        let numbers = if verb == Verb::Remove { self.with_pasted(numbers) } else { numbers.clone() };
        // From the end, so that the numbers hold.
        for number in numbers.iter().rev() {
            let edit = match verb {
                Verb::Off => self.switch_off(*number),
                Verb::On => self.switch_on(*number),
                Verb::Remove => self.remove(*number),
            };
            match edit {
                Some(edit) => edits.insert(0, edit),
                None => without.insert(0, *number),
            }
        }
        (edits, without)
    }

    /// These lines, and all others of a text that was pasted where its first line is one of them: half of a private key
    /// would stay otherwise.
    fn with_pasted(&self, numbers: &BTreeSet<usize>) -> BTreeSet<usize> {
        let contents = self.contents();
        let content = |number: usize| contents.get(number.checked_sub(1)?);
        let is_inside =
            |number: &usize| matches!(content(*number), Some(Content::Ignored(Ignored::InPasted)));
        let is_first =
            |number: usize| !is_inside(&number) && matches!(content(number), Some(Content::Ignored(_)));
        let inside = numbers.iter().filter(|number| is_first(**number));
        let inside = inside.flat_map(|number| (number.saturating_add(1)..).take_while(is_inside));
        numbers.iter().copied().chain(inside).collect()
    }

    /// Gives the key in a line other options. All else in the line stays. `None` where there is no key, or it has
    /// these options.
    ///
    /// # Errors
    /// Options that no line can hold.
    pub fn set_options(&mut self, number: usize, options: &KeyOptions) -> Result<Option<Edit>, BadValue> {
        let Some((key, is_on)) = self.editable(number) else { return Ok(None) };
        let written = write::checked_options(options)?;
        let old = self.lines.get(number).unwrap_or_default();
        let Some((front, rest)) = line::around_options(old) else { return Ok(None) };
        let space: &[u8] = if written.is_empty() { b"" } else { b" " };
        let new = [front, written.as_bytes(), space, rest].concat();
        if new.len() > write::LONGEST_WRITTEN && new.len() > old.len() {
            return Err(BadValue::LineTooLong { limit: write::LONGEST_WRITTEN });
        }
        match line::content(&new) {
            Content::Key(found)
                if found.options == *options && found.key.is_same_key(&key) && found.is_on == is_on => {}
            _ => return Err(BadValue::NotReadBack),
        }
        Ok(self.lines.replace(number, new).filter(|edit| edit.old != edit.new))
    }

    /// A key whose options can be entered anew, and whether it is turned on.
    fn editable(&self, number: usize) -> Option<(PublicKey, bool)> {
        match line::content(self.lines.get(number)?) {
            Content::Key(line) => Some((line.key, line.is_on)),
            Content::Ignored(Ignored::Options { key: Some(key), .. }) => Some((key, true)),
            _ => None,
        }
    }

    /// The lines that let somebody in, as far as the file says: see [`findings::lets_in`].
    pub fn working(&self, utc: &str, local: &str) -> Vec<usize> {
        let lets_in = |content: &Content| match content {
            Content::Key(line) => findings::lets_in(line, utc, local),
            _ => false,
        };
        (1..).zip(self.contents()).filter(|(_, content)| lets_in(content)).map(|(number, _)| number).collect()
    }
}

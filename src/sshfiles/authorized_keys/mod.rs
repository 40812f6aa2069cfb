//! `authorized_keys`: who may log in (sshd's manual, AUTHORIZED_KEYS FILE FORMAT).
//!
//! A line is read exactly as sshd reads it (OpenSSH, auth2-pubkeyfile.c and auth-options.c), also where it skips
//! the line without a word.

mod change;
mod expiry;
mod fields;
mod findings;
mod line;
mod line_fix;
mod mapped;
mod misplaced;
mod options;
mod permits;
mod repair;
mod scan;
mod write;

pub use change::{Added, Verb};
pub use expiry::ExpiryTime;
pub use fields::{FieldProblem, OptionField, OptionFields};
pub use findings::{FromProblem, Remark, from_problems, have_same_options, remarks};
pub use line::{Content, Ignored, KeyLine, LineFault, PastedBlock};
pub use line_fix::LineFix;
pub use options::{BadOption, Capability, KeyOptions};
pub use write::{BadValue, checked_options as authorized_keys_options, line as authorized_keys_line};

use super::lines::{Edit, Lines, TooLarge};
use crate::key::PublicKey;

/// The file, with its lines numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizedKeys {
    lines: Lines,
}

impl AuthorizedKeys {
    /// Reads any bytes.
    ///
    /// # Errors
    /// Only for what is too large.
    pub fn parse(bytes: &[u8]) -> Result<Self, TooLarge> {
        Ok(Self { lines: Lines::parse(bytes)? })
    }

    /// The file as it is written.
    pub fn bytes(&self) -> Vec<u8> {
        self.lines.bytes()
    }

    /// What every line means, in order.
    pub fn contents(&self) -> Vec<Content> {
        line::contents(&self.lines)
    }

    /// A line as it stands, without its line end.
    pub fn line(&self, number: usize) -> Option<&[u8]> {
        self.lines.get(number)
    }

    /// Puts a comment sign in front of a key that may log in. `None` where there is none.
    pub fn switch_off(&mut self, number: usize) -> Option<Edit> {
        let text = self.lines.get(number)?;
        match line::content(text) {
            Content::Key(KeyLine { is_on: true, .. }) => {}
            _ => return None,
        }
        let blanks = text.len() - super::key_field::skip_blanks(text).len();
        let (blanks, rest) = text.split_at(blanks);
        let text = [blanks, b"#", rest].concat();
        self.lines.replace(number, text)
    }

    /// Takes the comment sign away from a key that was switched off. `None` where there is none.
    pub fn switch_on(&mut self, number: usize) -> Option<Edit> {
        let text = self.lines.get(number)?;
        match line::content(text) {
            Content::Key(KeyLine { is_on: false, .. }) => {}
            _ => return None,
        }
        let (blanks, rest) = line::without_comment_sign(text)?;
        let text = [blanks, rest].concat();
        self.lines.replace(number, text)
    }

    /// Takes a line out, whatever it is. `None` where there is no such line.
    pub fn remove(&mut self, number: usize) -> Option<Edit> {
        self.lines.remove(number)
    }

    /// Adds a key after the last line. Whether it is there already is for the caller to know: see
    /// [`Self::contents`].
    ///
    /// # Errors
    /// Options that no line can hold, and a file that would be too large.
    pub fn add(&mut self, key: &PublicKey, options: &KeyOptions) -> Result<Edit, BadValue> {
        let line = write::line(key, options)?;
        self.lines.append(&line).map_err(BadValue::TooLarge)
    }
}

#[cfg(test)]
mod tests;

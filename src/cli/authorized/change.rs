//! `keywright-cli authorized off`, `on` and `remove`

use super::args::Change;
use super::{Output, parsed};
use crate::cli::{Cli, CliError};
use crate::key::PublicKey;
use crate::sshfiles::{Content, Verb};
use std::collections::BTreeSet;
use std::path::Path;

impl Cli {
    pub(super) fn authorized_change(&self, arguments: &Change, verb: Verb) -> Result<u8, CliError> {
        let old = self.authorized_file(&arguments.file, false)?;
        let mut file = parsed(&arguments.file, old.as_deref().unwrap_or_default())?;
        let contents = file.contents();
        let (mut lines, mut status) = (BTreeSet::new(), 0);
        for which in &arguments.which {
            let found = self.lines(which, &contents, &arguments.file);
            match found.and_then(|found| meant(verb, found, which)) {
                Ok(numbers) => lines.extend(numbers),
                Err(failure) => {
                    self.print_error(&failure);
                    status = 1;
                }
            }
        }
        let how = Output { json: arguments.json, dry_run: arguments.dry_run };
        if status != 0 {
            return self.authorized_unchanged(&arguments.file, how);
        }
        let (edits, without) = file.change(verb, &lines);
        for number in without {
            self.print_error(&CliError::AuthorizedNotAKey { number, verb_is_on: verb == Verb::On });
            status = 1;
        }
        if edits.is_empty() && status == 0 {
            self.print_error(&CliError::AuthorizedUnchanged);
        }
        if edits.is_empty() || status != 0 {
            return self.authorized_unchanged(&arguments.file, how);
        }
        self.authorized_save(&arguments.file, old, &file, &edits, how).map(|()| 0)
    }

    /// The lines that are meant by an argument.
    fn lines(&self, which: &Path, contents: &[Content], file: &Path) -> Result<Vec<Found>, CliError> {
        let text = which.to_string_lossy();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = text.parse().ok().filter(|number| (1..=contents.len()).contains(number));
            let number = number.ok_or_else(|| CliError::NoSuchLine(file.to_owned(), text.into_owned()))?;
            return Ok(vec![Found { number, is_on: None }]);
        }
        let sought = self.sought(which)?;
        let found = lines_with(contents, |key| sought.is(key));
        if found.is_empty() {
            return Err(CliError::NotAuthorized { file: file.to_owned(), which: text.into_owned() });
        }
        Ok(found)
    }
}

/// A line, and whether its key may log in; `None` where the line was named by its number.
struct Found {
    number: usize,
    is_on: Option<bool>,
}

impl Found {
    /// Of the lines of a key, those on which there is something to do.
    fn is_meant(&self, verb: Verb) -> bool {
        match verb {
            Verb::Off => self.is_on != Some(false),
            Verb::On => self.is_on != Some(true),
            Verb::Remove => true,
        }
    }
}

/// The numbers of the lines on which there is something to do. Which of several lines of a key to turn on must be said:
/// an old one may allow what the others do not.
fn meant(verb: Verb, found: Vec<Found>, which: &Path) -> Result<Vec<usize>, CliError> {
    let all: Vec<usize> = found.iter().map(|line| line.number).collect();
    let meant: Vec<usize> =
        found.into_iter().filter(|line| line.is_meant(verb)).map(|line| line.number).collect();
    if verb == Verb::On && all.len() > 1 && !meant.is_empty() {
        let which = which.to_string_lossy().into_owned();
        return Err(CliError::AuthorizedSeveral { which, numbers: all });
    }
    Ok(meant)
}

fn lines_with(contents: &[Content], is_meant: impl Fn(&PublicKey) -> bool) -> Vec<Found> {
    let found = |(number, content): (usize, &Content)| {
        let is_on = match content {
            Content::Key(line) => Some(line.is_on),
            _ => None,
        };
        is_meant(content.key()?).then_some(Found { number, is_on })
    };
    (1..).zip(contents).filter_map(found).collect()
}

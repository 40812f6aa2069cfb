//! `keywright-cli authorized`: who may log in.

mod add;
mod args;
mod change;
mod json;
mod list;

pub(super) use add::key_options;
pub(super) use args::{Authorized, NOTES, Options};

use super::report::shown;
use super::{Cli, CliError};
use crate::i18n::say;
use crate::key::Comment;
use crate::save::{SavePlan, TextRequest, is_in_dot_ssh, read_text};
use crate::sshfiles::{AuthorizedKeys, Edit, Remark, Verb, remarks};
use crate::system::{Disk as _, is_input, today};
use args::Action;
use std::collections::BTreeSet;
use std::path::Path;

/// How a change is told.
#[derive(Clone, Copy)]
struct Output {
    json: bool,
    dry_run: bool,
}

impl Cli {
    /// The exit status.
    pub(super) fn authorized(&self, arguments: &Authorized) -> Result<u8, CliError> {
        match arguments.action.as_ref().ok_or(CliError::NoAuthorizedAction)? {
            Action::List(list) => self.authorized_list(list).map(|()| 0),
            Action::Add(add) => self.authorized_add(add),
            Action::Off(change) => self.authorized_change(change, Verb::Off),
            Action::On(change) => self.authorized_change(change, Verb::On),
            Action::Remove(change) => self.authorized_change(change, Verb::Remove),
        }
    }

    /// The file as it is, to be changed; nothing where there is none and one may be made.
    fn authorized_file(&self, path: &Path, may_make: bool) -> Result<Option<Vec<u8>>, CliError> {
        if is_input(path) {
            return Err(CliError::ChangeOfInput);
        }
        match read_text(path, &self.disk).map_err(CliError::SaveText)? {
            None if !may_make => {
                Err(self.disk.read(path, 0).map_or_else(CliError::Disk, |_| CliError::ChangeOfInput))
            }
            old => Ok(old),
        }
    }

    /// The exit status where nothing is changed; why was said.
    fn authorized_unchanged(&self, path: &Path, how: Output) -> Result<u8, CliError> {
        if how.json {
            self.print(&json::change(path, &[], None))?;
        }
        Ok(1)
    }

    /// Saves the changed file and says what was changed.
    fn authorized_save(
        &self,
        path: &Path,
        old: Option<Vec<u8>>,
        new: &AuthorizedKeys,
        edits: &[Edit],
        how: Output,
    ) -> Result<(), CliError> {
        let make_folder = is_in_dot_ssh(path);
        let request =
            TextRequest { path: path.to_owned(), old, new: new.bytes(), make_folder, today: today() };
        let plan = SavePlan::text(request, &self.disk).map_err(CliError::SaveText)?;
        self.warn_of_names(new, edits);
        if how.json {
            let saved = if how.dry_run {
                None
            } else {
                Some(plan.carry_out(&self.disk).map_err(CliError::SaveText)?)
            };
            let backups = saved.as_ref().map(|saved| saved.backups.as_slice());
            return self.print(&json::change(path, edits, backups));
        }
        if how.dry_run {
            self.print_edits(edits)?;
            return self.print_line(&say!(self.texts, "cli-authorized-dry-run"));
        }
        let saved = plan.carry_out(&self.disk).map_err(CliError::SaveText)?;
        self.print_edits(edits)?;
        self.print_line(&say!(self.texts, "cli-authorized-saved", file = shown(path)))?;
        for backup in &saved.backups {
            self.print_line(&say!(self.texts, "saved-backup", backup = shown(backup)))?;
        }
        Ok(())
    }

    /// What may keep the new keys out although it can be written.
    fn warn_of_names(&self, new: &AuthorizedKeys, edits: &[Edit]) {
        let added: BTreeSet<usize> =
            edits.iter().filter(|edit| edit.old.is_none()).map(|edit| edit.number).collect();
        let found = remarks(&new.contents()).into_iter();
        let of_new =
            found.filter(|(number, remark)| added.contains(number) && matches!(remark, Remark::From(_)));
        let words: BTreeSet<String> =
            of_new.map(|(_, remark)| self.texts.authorized_remark(&remark)).collect();
        words.iter().for_each(|words| self.remark(words));
    }

    fn print_edits(&self, edits: &[Edit]) -> Result<(), CliError> {
        for Edit { number, old, new } in edits {
            for (sign, text) in [("-", old), ("+", new)] {
                if let Some(text) = text {
                    self.print_line(&format!("{number}{sign} {}", Comment::from_bytes_lossy(text).text()))?;
                }
            }
        }
        Ok(())
    }
}

fn parsed(path: &Path, bytes: &[u8]) -> Result<AuthorizedKeys, CliError> {
    AuthorizedKeys::parse(bytes).map_err(|limit| CliError::TextTooLarge(path.to_owned(), limit))
}

//! Putting things right: what a fix changes, shown before; carrying it out; looking again; undoing it.

mod access;
mod error;
mod keys;
mod lines;
mod texts;
mod undo;

pub use error::FixError;
pub use lines::host_block;
pub(in crate::health) use lines::{bad_block, below_home};
pub use undo::Undo;

use super::{Finding, Fix};
use crate::format::{Format, Wrapping};
use crate::save::{Replacement, SavePlan};
use crate::sshfiles::Edit;
use crate::system::{Disk, FileId, FilePermissions, Found, User};
use access::Restriction;
use keys::Renamed;
use std::path::{Path, PathBuf};

/// Who may still use a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Nobody but its owner.
    Owner,
    /// Others as before, but only its owner changes it.
    OwnerWrites,
}

impl Allowed {
    /// What is left of a mode.
    pub const fn of(self, mode: u32) -> u32 {
        match self {
            Self::Owner => mode & !0o077,
            Self::OwnerWrites => mode & !0o022,
        }
    }
}

/// Something that a fix changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The permissions of a file or folder.
    Permissions {
        /// The file or folder.
        path: PathBuf,
        /// Who may use it so far.
        from: FilePermissions,
        /// Who may use it then.
        to: Allowed,
    },
    /// A line of a text file.
    Line {
        /// The file.
        path: PathBuf,
        /// The line, as it was and as it is.
        edit: Edit,
        /// The line above, with its number, that names the server of a new one.
        under: Option<(usize, Vec<u8>)>,
        /// The server for which ssh tries no other key then.
        only_for: Option<OnlyKey>,
    },
    /// The text of a key is written anew.
    Rewritten {
        /// The file.
        path: PathBuf,
        /// The format.
        format: Format,
        /// What is undone to read the old text.
        unwrapped: Vec<Wrapping>,
        /// Whether only white space, line ends and the encoding of characters differ.
        is_only_space: bool,
        /// Whether other text around the key is left out.
        leaves_out: bool,
    },
    /// The public key of a private one is written.
    Public {
        /// The file of the private key.
        of: PathBuf,
        /// The file of the public key.
        path: PathBuf,
    },
    /// A file gets another name.
    Renamed {
        /// Its name.
        from: PathBuf,
        /// Its new name.
        to: PathBuf,
    },
    /// A file is replaced, and kept as a backup.
    Replaced(Replacement),
}

/// A server that gets its first key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlyKey {
    /// The server.
    pub server: String,
    /// Whether ssh also tries those that an agent holds.
    pub agent_too: bool,
}

/// A fix, ready to be carried out. Nothing is changed yet.
#[derive(Debug)]
pub struct FixPlan {
    changes: Vec<Change>,
    steps: Vec<Step>,
    today: String,
}

#[derive(Debug)]
enum Step {
    Restrict(Restriction),
    Save(Box<SavePlan>),
    Rename { from: PathBuf, to: PathBuf, file: FileId },
}

/// What a fix has done, after it was looked at again.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// What was changed.
    pub changes: Vec<Change>,
    /// The backups of the files that were there before.
    pub backups: Vec<PathBuf>,
    /// What puts everything back.
    pub undo: Undo,
}

/// Plans the fix of a finding. Reads and looks, but changes nothing.
///
/// # Errors
/// See [`FixError`]: everything that can be known in advance, also that it is not wrong any more.
pub fn plan(finding: &Finding, disk: &dyn Disk, person: &User, today: &str) -> Result<FixPlan, FixError> {
    let path = &finding.path;
    let changed = || FixError::Changed(path.clone());
    let mut plan = FixPlan { changes: Vec::new(), steps: Vec::new(), today: today.to_owned() };
    match finding.fix.as_ref().ok_or_else(|| FixError::ByHand(path.clone()))? {
        Fix::Asked(fix) => plan.asked(fix, path, disk)?,
        // What needs no question is not done where one was needed by now.
        Fix::MakePrivate | Fix::TakeWrite | Fix::Rewrite if disk.look(path)? == Found::Link => {
            return Err(FixError::Changed(path.to_owned()));
        }
        fix @ (Fix::MakePrivate | Fix::TakeWrite | Fix::Rewrite) => {
            plan.asked(fix, path, disk)?;
            if plan
                .changes
                .iter()
                .any(|change| matches!(change, Change::Rewritten { is_only_space: false, .. }))
            {
                return Err(FixError::Changed(path.to_owned()));
            }
        }
        Fix::RepairLine(_) | Fix::SwitchOff | Fix::RemoveRepeated => {
            plan.text(path, disk, |bytes| lines::authorized(finding, bytes.ok_or_else(changed)?))?;
        }
        Fix::WritePublic => plan.write_public(path, disk)?,
        Fix::Rename(to) => plan.rename(path, to, disk)?,
        Fix::RemoveHostLine => {
            plan.text(path, disk, |bytes| lines::known_hosts(finding, bytes.ok_or_else(changed)?))?
        }
        Fix::KeyForServer { server: Some(server), key: Some(key), only } => {
            let config = config_of(person).ok_or_else(|| FixError::ByHand(path.clone()))?;
            let wanted = lines::KeyWanted { server, key, only: *only };
            plan.text(&config, disk, |bytes| {
                lines::key_for_server(&config, &wanted, person, bytes.unwrap_or_default())
            })?;
        }
        Fix::NameFile(key) => {
            plan.text(path, disk, |bytes| {
                lines::name_file(finding, key, person, bytes.ok_or_else(changed)?)
            })?;
        }
        Fix::Convert
        | Fix::SetPassphrase
        | Fix::SaveInDotSsh
        | Fix::Replace
        | Fix::ChooseFile
        | Fix::KeyForServer { .. }
        | Fix::AskIssuer
        | Fix::TakeOwnership
        | Fix::MakeReadable => return Err(FixError::ByHand(path.clone())),
    }
    Ok(plan)
}

/// Plans to write the text of the only key in a file anew, as [`Fix::Rewrite`] does.
///
/// # Errors
/// See [`FixError`].
pub fn plan_rewrite(path: &Path, disk: &dyn Disk, today: &str) -> Result<FixPlan, FixError> {
    let mut plan = FixPlan { changes: Vec::new(), steps: Vec::new(), today: today.to_owned() };
    plan.rewrite(path, disk)?;
    Ok(plan)
}

/// ssh's configuration of this person.
fn config_of(person: &User) -> Option<PathBuf> {
    Some(person.dot_ssh()?.join("config"))
}

/// Plans to leave a file to its owner alone, as [`Fix::MakePrivate`] does after a question.
///
/// # Errors
/// See [`FixError`].
pub fn plan_private(path: &Path, disk: &dyn Disk, today: &str) -> Result<FixPlan, FixError> {
    let mut plan = FixPlan { changes: Vec::new(), steps: Vec::new(), today: today.to_owned() };
    plan.asked(&Fix::MakePrivate, path, disk)?;
    Ok(plan)
}

impl FixPlan {
    /// What will change, in order, to be shown before.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Changes all of it or nothing, and looks again.
    ///
    /// # Errors
    /// See [`FixError`]. What was changed before the failure is undone.
    pub fn carry_out(self, disk: &dyn Disk) -> Result<Fixed, FixError> {
        let mut fixed = Fixed { changes: self.changes, backups: Vec::new(), undo: Undo::default() };
        for step in self.steps {
            if let Err(why) = fixed.take(step, &self.today, disk) {
                return Err(match fixed.undo.carry_out(disk) {
                    Ok(()) => why,
                    Err(left) => FixError::NotUndone { why: Box::new(why), left: Box::new(left) },
                });
            }
        }
        Ok(fixed)
    }

    fn asked(&mut self, fix: &Fix, path: &Path, disk: &dyn Disk) -> Result<(), FixError> {
        match fix {
            Fix::MakePrivate => self.restrict(Restriction::new(path, Allowed::Owner, disk)?),
            Fix::TakeWrite => self.restrict(Restriction::new(path, Allowed::OwnerWrites, disk)?),
            Fix::Rewrite => self.rewrite(path, disk)?,
            _ => return Err(FixError::ByHand(path.to_owned())),
        }
        Ok(())
    }

    fn restrict(&mut self, restriction: Restriction) {
        self.changes.push(restriction.change());
        self.steps.push(Step::Restrict(restriction));
    }
}

impl Fixed {
    fn take(&mut self, step: Step, today: &str, disk: &dyn Disk) -> Result<(), FixError> {
        match step {
            Step::Restrict(restriction) => {
                restriction.carry_out(disk)?.into_iter().for_each(|restricted| self.undo.add(restricted));
            }
            Step::Save(plan) => {
                let path = plan.paths().next().map(Path::to_owned).unwrap_or_default();
                let (saved, undo) = plan.carry_out_undoably(today, disk).map_err(FixError::Save)?;
                self.backups.extend(saved.backups);
                self.undo.add_save(path, undo);
            }
            Step::Rename { from, to, file } => {
                self.undo.add_rename(Renamed::carry_out(from, to, file, disk)?);
            }
        }
        Ok(())
    }
}

//! Files on their way through a conversion, many at once: all are opened, then all get their
//! names, then all are encoded, then all are saved. One file is many files, too.

use super::args::{OldPassphraseArgs, private_format};
use super::convert::{Place, is_locked};
use super::passphrases::{Passphrases, Unlocked, try_all};
use super::{Cli, Failure};
use crate::convert::{Candidate, ConvertError, NewPassphrase, OpenError, Order, Taken, open, plan};
use crate::format::{EncryptedKey, Format, KeyFile, PassphraseBytes, ReadError, Unsupported};
use crate::key::Key;
use crate::save::{Content, SaveError, SavePlan, Saved, What, carry_out_together};
use crate::system::{DiskError, Entropy as _, SystemEntropy, in_parallel};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What became of one file.
pub(super) enum Outcome {
    Converted(Converted),
    /// It is no key, or none that this format is for, and was only found in a folder.
    PassedOver,
    Failed(Failure),
}

pub(super) struct Converted {
    pub old: PathBuf,
    pub saved: Saved,
    /// The new file has a passphrase.
    pub locked: bool,
    /// How the passphrase of the old file, if it had one, was stored.
    pub read_as: Option<PassphraseBytes>,
}

/// What all conversions of one run share.
pub(super) struct Batch<'a> {
    cli: &'a Cli,
    place: &'a Place,
    passphrases: Passphrases,
    /// New files of this run, and what they were made of.
    made_of: HashMap<PathBuf, PathBuf>,
}

/// A key that was opened.
struct Opened {
    content: Content,
    read_as: Option<PassphraseBytes>,
}

enum Read {
    Open(Opened),
    Locked(EncryptedKey),
}

/// A key that is to be saved.
struct Task {
    old: PathBuf,
    opened: Opened,
    new: PathBuf,
}

type Found = Result<Candidate, DiskError>;

impl<'a> Batch<'a> {
    pub fn new(cli: &'a Cli, old: &OldPassphraseArgs, place: &'a Place) -> Self {
        Self { cli, place, passphrases: Passphrases::new(old), made_of: HashMap::new() }
    }

    /// Reads the passphrase in the file now, whether or not it will be needed.
    pub fn take_passphrase(&self) -> Result<(), Failure> {
        self.passphrases.known(self.cli).map(|_| ())
    }

    /// Converts these files; what became of each, in their order.
    pub fn convert(&mut self, found: &[Found], order: &Order) -> Vec<Outcome> {
        let mut ended = Vec::new();
        let mut tasks = Vec::new();
        let read = in_parallel(found, |found| self.read_found(found, order.what));
        for (number, (found, read)) in found.iter().zip(read).enumerate() {
            match self.task(found, read, order) {
                Ok(task) => tasks.push((number, task)),
                Err(outcome) => ended.push((number, outcome)),
            }
        }
        let planned = in_parallel(&tasks, |(_, task)| self.plan(task, order));
        let (mut plans, mut planned_tasks) = (Vec::new(), Vec::new());
        for (task, plan) in tasks.into_iter().zip(planned) {
            match plan {
                Ok(plan) => {
                    plans.push(plan);
                    planned_tasks.push(task);
                }
                Err(failure) => ended.push((task.0, Outcome::Failed(failure))),
            }
        }
        let saved = carry_out_together(&plans, &self.cli.disk);
        for ((number, task), saved) in planned_tasks.into_iter().zip(saved) {
            ended.push((number, outcome(task, saved, order)));
        }
        ended.sort_unstable_by_key(|(number, _)| *number);
        ended.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// What one file holds, opened.
    pub fn content(&mut self, candidate: &Candidate, what: What) -> Result<Content, Failure> {
        let file = open(&candidate.path, &self.cli.disk);
        let file = file.map_err(|error| Failure::opening(candidate.path.clone(), error))?;
        let read = self.unlock_known(&candidate.path, file, what)?;
        Ok(self.unlocked(&candidate.path, read)?.content)
    }

    /// Opens a file as far as nobody has to be asked.
    fn read_found(&self, found: &Found, what: What) -> Result<Read, Outcome> {
        let candidate = found.as_ref().map_err(|error| Outcome::Failed(Failure::Disk(error.clone())))?;
        let Candidate { path, named } = candidate;
        let file = match open(path, &self.cli.disk) {
            Err(error) if !named && is_no_key(&error) => return Err(Outcome::PassedOver),
            Ok(KeyFile::Public(..) | KeyFile::Certificate(_)) if !named && private_format(what).is_some() => {
                return Err(Outcome::PassedOver);
            }
            file => file.map_err(|error| Outcome::Failed(Failure::opening(path.clone(), error)))?,
        };
        self.unlock_known(path, file, what).map_err(Outcome::Failed)
    }

    fn unlock_known(&self, path: &Path, file: KeyFile, what: What) -> Result<Read, Failure> {
        let public = |key| Opened { content: Content::Public(key), read_as: None };
        let locked = match file {
            KeyFile::Private(_, key) => return Ok(Read::Open(private(key))),
            KeyFile::Public(_, key) => return Ok(Read::Open(public(key))),
            KeyFile::Certificate(certificate) => return Ok(Read::Open(public(certificate.key))),
            KeyFile::Encrypted(locked) => locked,
        };
        if private_format(what).is_none()
            && !self.passphrases.has_file()
            && let Some(key) = locked.claimed_public()
        {
            return Ok(Read::Open(public(key.clone())));
        }
        let known = self.passphrases.known(self.cli)?;
        match try_all(&locked, &known, self.cli.person.code_page) {
            Ok(Some(unlocked)) => Ok(Read::Open(unlocked.into())),
            Ok(None) if self.passphrases.has_file() => Err(Failure::WrongInFile(path.to_owned())),
            Ok(None) => Ok(Read::Locked(locked)),
            Err(error) => Err(Failure::Decrypt(path.to_owned(), error)),
        }
    }

    fn unlocked(&mut self, path: &Path, read: Read) -> Result<Opened, Failure> {
        match read {
            Read::Open(opened) => Ok(opened),
            Read::Locked(locked) => self.passphrases.unlock(path, &locked, self.cli).map(Opened::from),
        }
    }

    /// Asks what must be asked, and finds the name of the new file.
    fn task(&mut self, found: &Found, read: Result<Read, Outcome>, order: &Order) -> Result<Task, Outcome> {
        let candidate = found.as_ref().map_err(|error| Outcome::Failed(Failure::Disk(error.clone())))?;
        let (old, read) = (candidate.path.clone(), read?);
        let new = self.place.of(&old, order.what);
        if !candidate.named && new == old && order.taken != Taken::Replace {
            return Err(Outcome::PassedOver); // it is in this format already
        }
        let opened = self.unlocked(&old, read).map_err(Outcome::Failed)?;
        if let Some(other) = self.made_of.get(&new) {
            return Err(Outcome::Failed(Failure::SameName(old, other.clone())));
        }
        self.made_of.insert(new.clone(), old.clone());
        Ok(Task { old, opened, new })
    }

    fn plan(&self, task: &Task, order: &Order) -> Result<SavePlan, Failure> {
        let mut rng = SystemEntropy.rng().map_err(|_| Failure::NoEntropy)?;
        plan(&task.opened.content, &task.new, order, &self.cli.disk, &mut *rng)
            .map_err(|error| Failure::Convert(task.old.clone(), error))
    }
}

fn private(key: Key) -> Opened {
    Opened { content: Content::Private { key: Arc::new(key), passphrase: None }, read_as: None }
}

impl From<Unlocked> for Opened {
    fn from(Unlocked { key, passphrase, read_as }: Unlocked) -> Self {
        let content = Content::Private { key: Arc::new(key), passphrase: Some(passphrase) };
        Self { content, read_as: Some(read_as) }
    }
}

fn outcome(task: Task, saved: Result<Saved, SaveError>, order: &Order) -> Outcome {
    let Task { old, opened: Opened { content, read_as }, .. } = task;
    match saved {
        Ok(saved) => {
            let kept = matches!(order.passphrase, NewPassphrase::Keep);
            Outcome::Converted(Converted {
                old,
                saved,
                locked: is_locked(&content, &order.passphrase),
                read_as: read_as.filter(|_| kept),
            })
        }
        Err(error) => Outcome::Failed(Failure::Convert(old, ConvertError::Save(error))),
    }
}

/// What is in folders beside keys.
fn is_no_key(error: &OpenError) -> bool {
    match error {
        // Devices and the like, and links that lead to folders or to nothing.
        OpenError::Disk(error) => {
            matches!(error.kind, ErrorKind::InvalidInput | ErrorKind::IsADirectory | ErrorKind::NotFound)
        }
        OpenError::Read(error) => match error {
            ReadError::TooLarge { .. }
            | ReadError::Empty
            | ReadError::NotAKey
            | ReadError::SeveralKeys { .. } => true,
            ReadError::Unsupported(Unsupported::Pem(_)) => true,
            ReadError::Damaged { format, .. } => {
                matches!(format, Format::Line | Format::Rfc4716 | Format::PublicPem | Format::Certificate)
            }
            _ => false,
        },
    }
}

//! Files on their way through a conversion, many at once: all are opened, then all get their
//! names, then all are encoded, then all are saved. One file is many files, too.

use super::args::OldPassphraseArgs;
use super::certificate::{CertificateNote, note};
use super::convert::is_locked;
use super::opened::Opened;
use super::passphrases::Passphrases;
use super::place::{Place, cleaned};
use super::{Cli, Failure};
use crate::convert::{
    Candidate, ConvertError, NewPassphrase, OpenError, Order, Taken, is_no_key, open, plan,
};
use crate::format::{EncryptedKey, Format, KeyFile, PassphraseBytes};
use crate::key::PublicKey;
use crate::save::{Content, SaveError, SavePlan, Saved, What, carry_out_together};
use crate::system::{Disk as _, DiskError, Entropy as _, Found as There, SystemEntropy, in_parallel};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Memory, in bytes, that a file may ask for and still be opened beside others. Of costlier ones
/// there is one at a time, so that what they ask for does not add up.
const BESIDE_OTHERS: u64 = 64 << 20;

/// What became of one file.
pub(super) enum Outcome {
    Converted(Converted),
    /// It is no key, or none that this format is for, and was only found in a folder.
    PassedOver,
    /// What is asked for is there already.
    InPlace,
    Failed(Failure),
}

pub(super) struct Converted {
    pub old: PathBuf,
    pub saved: Saved,
    /// The new file has a passphrase.
    pub locked: bool,
    /// How the passphrase of the old file, if it had one, was stored.
    pub read_as: Option<PassphraseBytes>,
    /// What should be known of its certificate.
    pub note: Option<CertificateNote>,
}

/// What all conversions of one run share.
pub(super) struct Batch<'a> {
    cli: &'a Cli,
    place: &'a Place,
    passphrases: Passphrases,
    /// New files of this run, by their whole paths, and what they are made of.
    made_of: HashMap<PathBuf, Made>,
    /// Held while a file is opened that asks for much memory.
    costly: Mutex<()>,
}

/// As little as will do: there may be very many.
struct Made {
    old: PathBuf,
    /// SHA-256 of the public key.
    fingerprint: [u8; 32],
}

enum Read {
    Open(Opened),
    /// So many of the passphrases that are known do not open it.
    Locked(EncryptedKey, usize),
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
        Self {
            cli,
            place,
            passphrases: Passphrases::new(old),
            made_of: HashMap::new(),
            costly: Mutex::new(()),
        }
    }

    /// Reads the passphrase in the file now, whether or not it will be needed.
    pub fn take_passphrase(&self) -> Result<(), Failure> {
        self.passphrases.known(self.cli).map(|_| ())
    }

    /// Converts these files; what became of each, in their order.
    pub fn convert(&mut self, found: &[Found], order: &Order) -> Vec<Outcome> {
        let mut ended = Vec::new();
        let mut tasks = Vec::new();
        let read = in_parallel(found, |found| self.read_found(found, order));
        for (number, (found, read)) in found.iter().zip(read).enumerate() {
            match self.task(found, read, order.what) {
                Ok(task) => tasks.push((number, task)),
                Err(outcome) => ended.push((number, outcome)),
            }
        }
        let planned = in_parallel(&tasks, |(_, task)| self.plan(task, order));
        let (mut plans, mut planned_tasks) = (Vec::new(), Vec::new());
        for (task, plan) in tasks.into_iter().zip(planned) {
            match plan.and_then(|plan| self.take_name(&task.1, order.what).map(|()| plan)) {
                Ok(plan) => {
                    plans.push(plan);
                    planned_tasks.push(task);
                }
                Err(outcome) => ended.push((task.0, outcome)),
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
    pub fn opened(&mut self, candidate: &Candidate, what: What) -> Result<Opened, Failure> {
        let file = open(&candidate.path, &self.cli.disk);
        let file = file.map_err(|error| Failure::opening(candidate.path.clone(), error))?;
        let read = self.unlock_known(&candidate.path, file, what)?;
        self.unlocked(&candidate.path, read, what)
    }

    /// Opens a file as far as nobody has to be asked.
    fn read_found(&self, found: &Found, order: &Order) -> Result<Read, Outcome> {
        let candidate = found.as_ref().map_err(|error| Outcome::Failed(Failure::Disk(error.clone())))?;
        let Candidate { path, named } = candidate;
        let file = match open(path, &self.cli.disk) {
            Err(error) if !named && (is_no_key(&error) || self.leads_nowhere(&error)) => {
                return Err(Outcome::PassedOver);
            }
            Ok(KeyFile::Certificate(_)) if !named => return Err(Outcome::PassedOver),
            Ok(KeyFile::Public(..)) if !named && order.what.private_format().is_some() => {
                return Err(Outcome::PassedOver);
            }
            file => file.map_err(|error| Outcome::Failed(Failure::opening(path.clone(), error)))?,
        };
        self.look_first(candidate, &file, order)?;
        self.unlock_known(path, file, order.what).map_err(Outcome::Failed)
    }

    /// What needs no passphrase to be known: that nothing is to be done, or that the name is taken.
    fn look_first(&self, candidate: &Candidate, file: &KeyFile, order: &Order) -> Result<(), Outcome> {
        let Candidate { path: old, named } = candidate;
        let new = self.place.of(old, order.what);
        let is_same_file = cleaned(&new) == cleaned(old);
        if !named && is_same_file && is_as_asked(file, order) {
            return Err(Outcome::InPlace);
        }
        // Another file of this run is not in the way: that has its own words.
        if order.taken == Taken::Replace || self.made_of.contains_key(&cleaned(&new)) {
            return Ok(());
        }
        if let Ok(There::File(_) | There::Link) = self.cli.disk.look(&new) {
            let is_there = !named && order.comment.is_none() && self.is_public_of(&new, file, order.what);
            return Err(if is_there {
                Outcome::InPlace
            } else {
                Outcome::Failed(Failure::Convert(old.clone(), ConvertError::Taken(new)))
            });
        }
        Ok(())
    }

    /// Whether the file at `new` is the public key of this one, in the format that is asked for.
    fn is_public_of(&self, new: &Path, file: &KeyFile, what: What) -> bool {
        let public = file.public().filter(|_| !matches!(file, KeyFile::Certificate(_)));
        match (public, open(new, &self.cli.disk)) {
            (Some(public), Ok(KeyFile::Public(format, there))) => {
                format == format_of(what) && is_same_key(public, &there)
            }
            _ => false,
        }
    }

    /// Links in circles: what the system says of them has no stable name in `std`.
    fn leads_nowhere(&self, error: &OpenError) -> bool {
        let OpenError::Disk(error) = error else { return false };
        error.kind != ErrorKind::PermissionDenied
            && matches!(self.cli.disk.look(&error.path), Ok(There::Link))
    }

    fn unlock_known(&self, path: &Path, file: KeyFile, what: What) -> Result<Read, Failure> {
        let note = note(file.attached_certificate(), what);
        let public = |key| Opened { content: Content::Public(key), read_as: None, note };
        let locked = match file {
            KeyFile::Private(_, key) => return Ok(Read::Open(Opened::without_passphrase(key, note))),
            KeyFile::Public(_, key) => return Ok(Read::Open(public(key))),
            KeyFile::Certificate(_) => return Err(Failure::Certificate(path.to_owned())),
            KeyFile::Encrypted(locked) => locked,
        };
        if what.private_format().is_none()
            && !self.passphrases.has_file()
            && let Some(key) = locked.claimed_public()
        {
            return Ok(Read::Open(public(key.clone())));
        }
        let known = self.passphrases.known(self.cli)?;
        let costs_much = locked.cost().is_some_and(|cost| cost.memory() > BESIDE_OTHERS);
        let _alone = costs_much.then(|| self.costly.lock().unwrap_or_else(PoisonError::into_inner));
        match self.cli.try_all(path, &locked, &known) {
            Ok(Some(unlocked)) => Ok(Read::Open(Opened::with_passphrase(unlocked, what))),
            Ok(None) if self.passphrases.has_file() => Err(Failure::WrongInFile(path.to_owned())),
            Ok(None) => Ok(Read::Locked(locked, known.len())),
            Err(error) => Err(Failure::Decrypt(path.to_owned(), error)),
        }
    }

    fn unlocked(&mut self, path: &Path, read: Read, what: What) -> Result<Opened, Failure> {
        match read {
            Read::Open(opened) => Ok(opened),
            Read::Locked(locked, tried) => {
                let unlocked = self.passphrases.unlock(path, &locked, tried, self.cli)?;
                Ok(Opened::with_passphrase(unlocked, what))
            }
        }
    }

    /// Asks what must be asked, and finds the name of the new file.
    fn task(&mut self, found: &Found, read: Result<Read, Outcome>, what: What) -> Result<Task, Outcome> {
        let candidate = found.as_ref().map_err(|error| Outcome::Failed(Failure::Disk(error.clone())))?;
        let (old, read) = (candidate.path.clone(), read?);
        let new = self.place.of(&old, what);
        let opened = self.unlocked(&old, read, what).map_err(Outcome::Failed)?;
        Ok(Task { old, opened, new })
    }

    fn plan(&self, task: &Task, order: &Order) -> Result<SavePlan, Outcome> {
        self.refuse_same_name(task, order.what)?;
        let mut rng = SystemEntropy.rng().map_err(|_| Outcome::Failed(Failure::NoEntropy))?;
        plan(&task.opened.content, &task.new, order, &self.cli.disk, &mut *rng)
            .map_err(|error| Outcome::Failed(Failure::Convert(task.old.clone(), error)))
    }

    /// The name is that of one file only. A public key that another file gave already is there.
    fn refuse_same_name(&self, task: &Task, what: What) -> Result<(), Outcome> {
        match self.made_of.get(&cleaned(&task.new)) {
            None => Ok(()),
            Some(made)
                if what.private_format().is_none()
                    && *task.opened.content.public().fingerprint().sha256_bytes() == made.fingerprint =>
            {
                Err(Outcome::InPlace)
            }
            Some(made) => Err(Outcome::Failed(Failure::SameName(task.old.clone(), made.old.clone()))),
        }
    }

    /// Only once nothing speaks against the save: what failed takes no name.
    fn take_name(&mut self, task: &Task, what: What) -> Result<(), Outcome> {
        self.refuse_same_name(task, what)?;
        let fingerprint = *task.opened.content.public().fingerprint().sha256_bytes();
        let made = Made { old: task.old.clone(), fingerprint };
        self.made_of.insert(cleaned(&task.new), made);
        Ok(())
    }
}

fn is_same_key(one: &PublicKey, other: &PublicKey) -> bool {
    one.fingerprint().sha256() == other.fingerprint().sha256()
}

fn format_of(what: What) -> Format {
    match (what.private_format(), what) {
        (Some(format), _) => format.into(),
        (None, What::Public(format)) => format.into(),
        (None, _) => Format::OpenSsh, // every other one is private
    }
}

/// Whether the file is already what it would be made into.
fn is_as_asked(file: &KeyFile, order: &Order) -> bool {
    let (format, locked) = match file {
        KeyFile::Private(format, _) | KeyFile::Public(format, _) => (*format, false),
        KeyFile::Encrypted(locked) => (locked.format(), true),
        KeyFile::Certificate(_) => (Format::Certificate, false),
    };
    let keeps_passphrase = match order.passphrase {
        NewPassphrase::Keep => true,
        NewPassphrase::Remove => !locked,
        NewPassphrase::Set(_) => order.what.private_format().is_none(),
    };
    format == format_of(order.what) && keeps_passphrase && order.comment.is_none()
}

fn outcome(task: Task, saved: Result<Saved, SaveError>, order: &Order) -> Outcome {
    let Task { old, opened: Opened { content, read_as, note }, .. } = task;
    match saved {
        Ok(saved) => {
            let kept = matches!(order.passphrase, NewPassphrase::Keep);
            Outcome::Converted(Converted {
                old,
                saved,
                locked: is_locked(&content, &order.passphrase),
                read_as: read_as.filter(|_| kept),
                note,
            })
        }
        Err(error) => Outcome::Failed(Failure::Convert(old, ConvertError::Save(error))),
    }
}

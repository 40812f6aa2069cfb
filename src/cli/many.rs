//! Files on their way through a conversion, many at once: all are opened, then all get their
//! names, then all are encoded, then all are saved. One file is many files, too.

mod read;

use super::args::Convert;
use super::certificate::CertificateNote;
use super::convert::is_locked;
use super::opened::Opened;
use super::passphrases::{Passphrases, Remarks};
use super::place::{Place, cleaned};
use super::{Cli, Failure};
use crate::convert::{Candidate, ConvertError, KeyPlace, NewPassphrase, Order, Skip, plan};
use crate::format::EncryptedKey;
use crate::save::{SaveError, SavePlan, Saved, What, carry_out_together};
use crate::system::{DiskError, NoEntropy, SystemEntropy, in_parallel, with_randomness};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

/// Memory, in bytes, that a file may ask for and still be opened beside others. Of costlier ones
/// there is one at a time, so that what they ask for does not add up.
const BESIDE_OTHERS: u64 = 64 << 20;

/// What became of one key, or of a file without one.
pub(super) enum Outcome {
    Converted(Converted),
    Skipped(Skip),
    Failed(Failure),
}

pub(super) struct Converted {
    pub old: KeyPlace,
    pub saved: Saved,
    /// The new file has a passphrase.
    pub locked: bool,
    /// Of the passphrase of the old file, if it had one.
    pub remarks: Remarks,
    /// What should be known of its certificate.
    pub note: Option<CertificateNote>,
}

/// What all conversions of one run share.
pub(super) struct Batch<'a> {
    cli: &'a Cli,
    place: &'a Place,
    passphrases: Passphrases,
    /// The number of the one key that is asked for in each file.
    key: Option<usize>,
    /// All files of the run.
    all: &'a [Found],
    /// What their new files are called, where each holds one key. Made when it is first needed.
    others: OnceLock<HashSet<PathBuf>>,
    /// New files of this run, by their whole paths, and what they are made of.
    made_of: HashMap<PathBuf, Made>,
    /// Held while a file is opened that asks for much memory.
    costly: Mutex<()>,
}

/// As little as will do: there may be very many.
struct Made {
    old: KeyPlace,
    /// SHA-256 of the public key.
    fingerprint: [u8; 32],
}

enum Read {
    Open(Opened),
    /// So many of the passphrases that are known do not open it.
    Locked(EncryptedKey, usize),
}

/// A key that was found, and where its new file goes.
struct Waiting {
    old: KeyPlace,
    new: PathBuf,
    read: Read,
}

/// A key that is to be saved.
struct Task {
    old: KeyPlace,
    opened: Opened,
    new: PathBuf,
}

pub(super) type Found = Result<Candidate, DiskError>;

impl<'a> Batch<'a> {
    pub fn new(cli: &'a Cli, arguments: &Convert, place: &'a Place, all: &'a [Found]) -> Self {
        Self {
            cli,
            place,
            passphrases: Passphrases::new(&arguments.old),
            key: arguments.key,
            all,
            others: OnceLock::new(),
            made_of: HashMap::new(),
            costly: Mutex::new(()),
        }
    }

    /// Reads the passphrase in the file now, whether or not it will be needed.
    pub fn take_passphrase(&self) -> Result<(), Failure> {
        self.passphrases.known(self.cli).map(|_| ())
    }

    /// Converts the keys in these files; what became of each, in their order.
    pub fn convert(&mut self, found: &[Found], order: &Order) -> Vec<Outcome> {
        let mut ended = Vec::new();
        let mut tasks = Vec::new();
        let read = in_parallel(found, |found| self.read_found(found, order));
        for (number, read) in read.into_iter().flatten().enumerate() {
            match read.and_then(|waiting| self.task(waiting, order.what)) {
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

    fn unlocked(&mut self, old: &KeyPlace, read: Read, what: What) -> Result<Opened, Failure> {
        match read {
            Read::Open(opened) => Ok(opened),
            Read::Locked(locked, tried) => {
                let unlocked = self.passphrases.unlock(old, &locked, tried, self.cli)?;
                Ok(Opened::with_passphrase(unlocked, what))
            }
        }
    }

    /// Asks what must be asked.
    fn task(&mut self, Waiting { old, new, read }: Waiting, what: What) -> Result<Task, Outcome> {
        let opened = self.unlocked(&old, read, what).map_err(Outcome::Failed)?;
        Ok(Task { old, opened, new })
    }

    fn plan(&self, task: &Task, order: &Order) -> Result<SavePlan, Outcome> {
        self.refuse_same_name(task, order.what)?;
        let content = &task.opened.content;
        let planned =
            with_randomness(&SystemEntropy, |rng| plan(content, &task.new, order, &self.cli.disk, rng));
        planned.map_err(|NoEntropy| Outcome::Failed(Failure::NoEntropy))?.map_err(|error| match error {
            ConvertError::AlreadyThere(_) => Outcome::Skipped(Skip::Already),
            error => Outcome::Failed(Failure::Convert(task.old.clone(), error)),
        })
    }

    /// The name is that of one file only. A public key that another file gave already is there.
    fn refuse_same_name(&self, task: &Task, what: What) -> Result<(), Outcome> {
        match self.made_of.get(&cleaned(&task.new)) {
            None => Ok(()),
            Some(made)
                if what.private_format().is_none()
                    && *task.opened.content.public().fingerprint().sha256_bytes() == made.fingerprint =>
            {
                Err(Outcome::Skipped(Skip::Already))
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

fn outcome(task: Task, saved: Result<Saved, SaveError>, order: &Order) -> Outcome {
    let Task { old, opened: Opened { content, mut remarks, note }, .. } = task;
    match saved {
        Ok(saved) => {
            remarks.read_as.take_if(|_| !matches!(order.passphrase, NewPassphrase::Keep));
            let locked = is_locked(&content, &order.passphrase);
            Outcome::Converted(Converted { old, saved, locked, remarks, note })
        }
        Err(error) => Outcome::Failed(Failure::Convert(old, ConvertError::Save(error))),
    }
}

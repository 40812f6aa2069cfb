//! Keys that are open become files.

use super::names::{cleaned, numbered};
use super::unlock::BESIDE_OTHERS;
use super::{ConvertError, ConvertOptions, NewPassphrase, OnConflict, open};
use crate::format::KeyFile;
use crate::key::{NoProgress, PublicKey};
use crate::save::{KeyMaterial, Request, SaveError, SavePlan, Saved, carry_out_together, paths};
use crate::system::{Disk, DiskError, Entropy, Found, in_parallel, with_randomness};
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most keys that are flushed to the disk together where somebody may want to stop in between.
const TOGETHER: usize = 32;

/// A key to be written.
#[derive(Debug)]
pub struct Task {
    /// The key, and what opened it.
    pub content: KeyMaterial,
    /// Where the new file goes, unless that name is taken.
    pub path: PathBuf,
}

/// Writes the new files of one run, and knows which names it has used.
pub struct Converter<'a> {
    order: &'a ConvertOptions,
    disk: &'a dyn Disk,
    entropy: &'a dyn Entropy,
    /// The new files of this run, by their whole paths.
    used: HashSet<PathBuf>,
    /// The SHA-256 fingerprints of the public keys that this run has written.
    public: HashMap<PathBuf, [u8; 32]>,
    /// The number that is tried next for a name.
    next: HashMap<PathBuf, u64>,
}

impl<'a> Converter<'a> {
    /// For one run.
    pub fn new(order: &'a ConvertOptions, disk: &'a dyn Disk, entropy: &'a dyn Entropy) -> Self {
        let (used, public, next) = (HashSet::new(), HashMap::new(), HashMap::new());
        Self { order, disk, entropy, used, public, next }
    }

    /// Writes these keys, and flushes them together: where no KDF is paid for, that is most of the time.
    /// What came of each, in their order.
    pub fn convert(&mut self, tasks: &[Task]) -> Vec<Result<Saved, ConvertError>> {
        let is_there = in_parallel(tasks, |task| {
            let look = || self.is_there(&task.content, &task.path);
            catch_unwind(AssertUnwindSafe(look)).unwrap_or_default()
        });
        let placed: Vec<_> = tasks.iter().zip(is_there).map(|task| self.place(task.0, task.1)).collect();
        let tasks: Vec<_> = tasks.iter().zip(placed).collect();
        let planned = in_parallel(&tasks, |(task, path)| {
            let plan = || self.plan(&task.content, path.clone()?);
            catch_unwind(AssertUnwindSafe(plan)).unwrap_or(Err(ConvertError::Crashed))
        });
        let mut plans = Vec::new();
        let planned: Vec<_> = planned.into_iter().map(|plan| plan.map(|plan| plans.push(plan))).collect();
        let save = || carry_out_together(&plans, self.disk);
        let saved = catch_unwind(AssertUnwindSafe(save)).unwrap_or_default();
        let mut saved = saved.into_iter();
        let outcome = |planned: Result<(), ConvertError>| {
            planned?;
            saved.next().ok_or(ConvertError::Crashed)?.map_err(ConvertError::Save)
        };
        planned.into_iter().map(outcome).collect()
    }

    /// How many of these to convert at once, so that Cancel does not wait for many: those that go before
    /// the first one for which a KDF must be paid, or that one alone.
    pub fn turn(&self, tasks: &[Task]) -> usize {
        let is_quick = |task: &&Task| {
            let is_locked =
                matches!(self.changed(&task.content), KeyMaterial::Private { passphrase: Some(_), .. });
            self.order.output.private_format().is_none() || !is_locked
        };
        tasks.iter().take(TOGETHER).take_while(is_quick).count().max(1)
    }

    /// The path of the new file. From now on it is used.
    fn place(&mut self, task: &Task, is_there: bool) -> Result<PathBuf, ConvertError> {
        let Task { content, path } = task;
        let (whole, is_public) = (cleaned(path), self.order.output.private_format().is_none());
        let fingerprint = *content.public().fingerprint().sha256_bytes();
        // Both files of a pair give the same public key.
        if is_there || (is_public && self.public.get(&whole) == Some(&fingerprint)) {
            return Err(ConvertError::AlreadyThere(path.clone()));
        }
        let free = self.free(content, path)?;
        self.used.extend(paths(content, self.order.output, &free).iter().map(|path| cleaned(path)));
        if is_public {
            self.public.insert(whole, fingerprint);
        }
        Ok(free)
    }

    /// The path, or the first one with a number before its ending that is free: `work_2.ppk`.
    fn free(&mut self, content: &KeyMaterial, path: &Path) -> Result<PathBuf, ConvertError> {
        if self.order.on_conflict == OnConflict::Fail {
            return Ok(path.to_owned());
        }
        let (whole, mut free) = (cleaned(path), path.to_owned());
        let mut next = self.next.get(&whole).copied().unwrap_or(2);
        while !self.is_free(content, &free).map_err(|error| ConvertError::Save(error.into()))? {
            free = numbered(path, next);
            next += 1;
            self.next.insert(whole.clone(), next);
            if self.is_there(content, &free) {
                return Err(ConvertError::AlreadyThere(free));
            }
        }
        Ok(free)
    }

    /// Whether nothing is in the way of any file that the save writes, or it may be replaced. A folder
    /// `work` takes the name as much as a file.
    fn is_free(&self, content: &KeyMaterial, path: &Path) -> Result<bool, DiskError> {
        for path in paths(content, self.order.output, path) {
            let is_in_the_way = || Ok(self.disk.look(&path)? != Found::Nothing);
            if self.used.contains(&cleaned(&path))
                || (self.order.on_conflict == OnConflict::Rename && is_in_the_way()?)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Encodes it; nothing is written yet.
    fn plan(&self, content: &KeyMaterial, path: PathBuf) -> Result<SavePlan, ConvertError> {
        let ConvertOptions { output: what, on_conflict: taken, today, .. } = self.order;
        if *taken == OnConflict::Fail {
            // Before the KDF is paid for. Folders and devices have their own words.
            let is_in_the_way =
                |path: &PathBuf| matches!(self.disk.look(path), Ok(Found::File(_) | Found::Link));
            if let Some(path) = paths(content, *what, &path).into_iter().find(is_in_the_way) {
                return Err(ConvertError::Taken(path));
            }
        }
        let (content, today) = (self.changed(content), today.clone());
        let request = Request { content, output: *what, path, make_folder: false, today };
        let plan = with_randomness(self.entropy, |rng| SavePlan::new(request, self.disk, rng));
        let plan = plan.unwrap_or(Err(SaveError::NoEntropy)).map_err(ConvertError::Save)?;
        match plan.replaced().first() {
            Some(there) if *taken != OnConflict::Replace => Err(ConvertError::Taken(there.path.clone())),
            _ => Ok(plan),
        }
    }

    /// Whether all new files are there already, with the same key, format and passphrase: converting a
    /// folder again makes no copies.
    fn is_there(&self, content: &KeyMaterial, path: &Path) -> bool {
        let what = self.order.output;
        if self.order.on_conflict != OnConflict::Rename || self.used.contains(&cleaned(path)) {
            return false;
        }
        // Most names are free: that is seen before anything is read.
        if self.order.comment.is_some() || matches!(self.disk.look(path), Ok(Found::Nothing)) {
            return false;
        }
        if !paths(content, what, path).iter().skip(1).all(|beside| self.belongs_to(content, beside)) {
            return false;
        }
        if what.private_format().is_some()
            && self.disk.access(path).is_none_or(|access| access.is_accessible_to_others())
        {
            return false;
        }
        let is_same = |format, key: &PublicKey| {
            format == what.format() && key.fingerprint() == content.public().fingerprint()
        };
        match (open(path, self.disk), self.changed(content), what.private_format()) {
            (Ok(KeyFile::Public(format, there)), _, None) => is_same(format, &there),
            (Ok(KeyFile::Private(format, there)), KeyMaterial::Private { passphrase: None, .. }, Some(_)) => {
                is_same(format, there.public())
            }
            (
                Ok(KeyFile::Encrypted(there)),
                KeyMaterial::Private { passphrase: Some(passphrase), .. },
                Some(_),
            ) => {
                // Most keys are told apart without the passphrase. What we write costs less memory.
                there.claimed_public().is_none_or(|public| is_same(there.format(), public))
                    && there.cost().is_none_or(|cost| cost.memory() <= BESIDE_OTHERS)
                    && there
                        .decrypt(&passphrase, None, &NoProgress)
                        .is_ok_and(|(key, _)| is_same(there.format(), key.public()))
            }
            _ => false,
        }
    }

    /// Whether the file beside a private key, `.pub` or `-cert.pub`, is the one of this key.
    fn belongs_to(&self, content: &KeyMaterial, beside: &Path) -> bool {
        match open(beside, self.disk) {
            Ok(KeyFile::Public(_, key)) => key.is_same_key(content.public()),
            Ok(KeyFile::Certificate(there)) => {
                content.certificate().is_some_and(|certificate| certificate.blob() == there.blob)
            }
            _ => false,
        }
    }

    fn changed(&self, content: &KeyMaterial) -> KeyMaterial {
        let comment = self.order.comment.as_ref();
        match content {
            KeyMaterial::Private { key, passphrase } => KeyMaterial::Private {
                key: match comment {
                    Some(comment) => Arc::new(key.with_comment(comment.clone())),
                    None => Arc::clone(key),
                },
                passphrase: match &self.order.passphrase {
                    NewPassphrase::Keep => passphrase.clone(),
                    NewPassphrase::Set(passphrase) => Some(Arc::clone(passphrase)),
                    NewPassphrase::Remove => None,
                },
            },
            KeyMaterial::Public(key) => KeyMaterial::Public(match comment {
                Some(comment) => key.clone().with_comment(comment.clone()),
                None => key.clone(),
            }),
        }
    }
}

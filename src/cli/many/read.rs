//! Files are read, and their keys opened as far as nobody has to be asked.

use super::{BESIDE_OTHERS, Batch, Found, Outcome, Read, Waiting};
use crate::cli::Failure;
use crate::cli::certificate::note;
use crate::cli::keys::chosen;
use crate::cli::opened::Opened;
use crate::cli::passphrases::Remarks;
use crate::cli::place::{Place, cleaned};
use crate::convert::{
    Candidate, ConvertError, FoundKey, KeyPlace, Order, Skip, Taken, Traits, Verdict, each_key, is_there,
    known_public, open_all, skip_unopened,
};
use crate::format::KeyFile;
use crate::save::{Content, SaveError, What};
use crate::system::{Disk as _, Found as There};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// The file that keys are read from.
struct Origin<'a> {
    path: &'a Path,
    /// What cannot be made of its keys is a failure, not skipped: the file was named itself, and has
    /// nothing else in it that is asked for.
    is_asked_for: bool,
    /// It was named itself.
    named: bool,
}

impl Batch<'_> {
    /// Every key of a file.
    pub(super) fn read_found(&self, found: &Found, order: &Order) -> Vec<Result<Waiting, Outcome>> {
        let candidate = match found {
            Ok(candidate) => candidate,
            Err(error) => return vec![Err(Outcome::Failed(Failure::Disk(error.clone())))],
        };
        let (path, named) = (candidate.path.as_path(), candidate.named);
        let read = open_all(path, &self.cli.disk);
        if let Err(error) = &read
            && !named
            && let Some(skip) = skip_unopened(error, &self.cli.disk)
        {
            return vec![Err(Outcome::Skipped(skip))];
        }
        let has_private = read.as_ref().is_ok_and(|contents| contents.has_private_mark);
        let keys = each_key(read);
        let news = self.new_paths(path, keys.len(), order.what);
        let keys = match chosen(keys, self.key, path) {
            Ok(keys) => keys,
            Err(failure) => return vec![Err(Outcome::Failed(failure))],
        };
        if keys.len() > 1 && matches!(self.place, Place::File(_)) {
            return vec![Err(Outcome::Failed(Failure::OutputForKeys(path.to_owned(), keys.len())))];
        }
        let from = Origin { path, named, is_asked_for: named && !has_private };
        let new = |key: &FoundKey| {
            let at = key.part.map_or(0, |part| part.number - 1);
            news.get(at).cloned().unwrap_or_default()
        };
        keys.into_iter().map(|key| self.read_key(&from, new(&key), key, order)).collect()
    }

    /// Where the new files of all keys of a file go.
    fn new_paths(&self, old: &Path, of: usize, what: What) -> Vec<PathBuf> {
        if of == 1 {
            return vec![self.place.of(old, what)];
        }
        let others = self.others.get_or_init(|| {
            let paths = self.all.iter().flatten().map(|one| cleaned(&self.place.of(&one.path, what)));
            paths.collect::<HashSet<PathBuf>>()
        });
        self.place.of_each(old, of, what, &|path| others.contains(&cleaned(path)))
    }

    fn read_key(
        &self,
        from: &Origin<'_>,
        new: PathBuf,
        key: FoundKey,
        order: &Order,
    ) -> Result<Waiting, Outcome> {
        let old = KeyPlace { path: from.path.to_owned(), part: key.part };
        let file = key.read.map_err(|error| Outcome::Failed(Failure::opening(old.clone(), error)))?;
        self.refuse_unfit(from, &old, &file, order)?;
        self.refuse_taken(from, &old, &new, &file, order)?;
        let read = self.unlock_known(&old, file, order.what).map_err(Outcome::Failed)?;
        Ok(Waiting { old, new, read })
    }

    /// What needs no passphrase to be known: that nothing is to be done, or that nothing can be.
    fn refuse_unfit(
        &self,
        from: &Origin<'_>,
        old: &KeyPlace,
        file: &KeyFile,
        order: &Order,
    ) -> Result<(), Outcome> {
        let beside = self.place.is_beside(from.path);
        let not_saved = |error| Outcome::Failed(Failure::Convert(old.clone(), ConvertError::Save(error)));
        match (order.wanted().verdict(Traits::of(file), old.part, beside), order.what.private_format()) {
            (Verdict::Convert, _) => Ok(()),
            // Who names a file wants it written again, under another name perhaps.
            (Verdict::Skip(Skip::Already), _) if from.named => Ok(()),
            (Verdict::Skip(Skip::PublicKey), _) if from.is_asked_for => {
                Err(not_saved(SaveError::NoPrivateKey))
            }
            (Verdict::Skip(Skip::Certificate), _) if from.is_asked_for => {
                Err(Outcome::Failed(Failure::Certificate(old.clone())))
            }
            (Verdict::Skip(skip), _) => Err(Outcome::Skipped(skip)),
            (Verdict::NoForm(kind, _), Some(format)) => {
                Err(not_saved(SaveError::NoSuchForm { kind, format }))
            }
            // There is a public form of every key.
            (Verdict::NoForm(..), None) => Ok(()),
        }
    }

    fn refuse_taken(
        &self,
        from: &Origin<'_>,
        old: &KeyPlace,
        new: &Path,
        file: &KeyFile,
        order: &Order,
    ) -> Result<(), Outcome> {
        // Another file of this run is not in the way: that has its own words.
        if order.taken == Taken::Replace || self.made_of.contains_key(&cleaned(new)) {
            return Ok(());
        }
        if !matches!(self.cli.disk.look(new), Ok(There::File(_) | There::Link)) {
            return Ok(());
        }
        let is_there = |key| is_there(new, key, order, &self.cli.disk);
        Err(match file.public() {
            Some(key) if !from.named && is_there(key) => Outcome::Skipped(Skip::Already),
            _ => Outcome::Failed(Failure::Convert(old.clone(), ConvertError::Taken(new.to_owned()))),
        })
    }

    /// The one key of a file that is printed instead of saved.
    pub fn opened(&mut self, candidate: &Candidate, what: What) -> Result<(KeyPlace, Opened), Failure> {
        let path = candidate.path.as_path();
        let mut keys = chosen(each_key(open_all(path, &self.cli.disk)), self.key, path)?;
        if keys.len() > 1 {
            return Err(Failure::OutputForKeys(path.to_owned(), keys.len()));
        }
        // There is one.
        let key = keys.pop().ok_or(Failure::NoKeys)?;
        let old = KeyPlace { path: path.to_owned(), part: key.part };
        let file = key.read.map_err(|error| Failure::opening(old.clone(), error))?;
        let read = self.unlock_known(&old, file, what)?;
        let opened = self.unlocked(&old, read, what)?;
        Ok((old, opened))
    }

    fn unlock_known(&self, old: &KeyPlace, file: KeyFile, what: What) -> Result<Read, Failure> {
        let note = note(file.attached_certificate(), what);
        let public = |key| Opened { content: Content::Public(key), remarks: Remarks::default(), note };
        let locked = match file {
            KeyFile::Private(_, key) => return Ok(Read::Open(Opened::without_passphrase(key, note))),
            KeyFile::Public(_, key) => return Ok(Read::Open(public(key))),
            KeyFile::Certificate(_) => return Err(Failure::Certificate(old.clone())),
            KeyFile::Encrypted(locked) => locked,
        };
        if !self.passphrases.has_file()
            && let Some(key) = known_public(&locked, what)
        {
            return Ok(Read::Open(public(key.clone())));
        }
        let known = self.passphrases.known(self.cli)?;
        let costs_much = locked.cost().is_some_and(|cost| cost.memory() > BESIDE_OTHERS);
        let _alone = costs_much.then(|| self.costly.lock().unwrap_or_else(PoisonError::into_inner));
        match self.cli.try_all(old, &locked, &known) {
            Ok(Some(unlocked)) => Ok(Read::Open(Opened::with_passphrase(unlocked, what))),
            Ok(None) if self.passphrases.has_file() => Err(Failure::WrongInFile(old.clone())),
            Ok(None) => Ok(Read::Locked(locked, known.len())),
            Err(error) => Err(Failure::Decrypt(old.clone(), error)),
        }
    }
}

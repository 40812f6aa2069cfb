//! Files on their way through a conversion, many at once: all are read, then unlocked, then converted.
//! One file is many files, too.

use super::certificate::{CertificateNote, note};
use super::destination::named;
use super::keys::chosen;
use super::passphrases::Passphrases;
use super::{Cli, CliError};
use crate::batch::{
    About, Candidate, ConvertError, ConvertOptions, Converter, Destination, Entry, FoundKey, KeyPlace,
    NewPassphrase, NewPaths, Part, ReadFile, Skip, Stage, Task, each_key, open_all, read_file,
};
use crate::format::{DecryptError, Wrapping};
use crate::save::{KeyMaterial, SaveError, Saved};
use crate::system::{DiskError, SystemEntropy, in_parallel};
use std::path::PathBuf;

/// What became of one key, or of a file without one.
pub(super) enum Outcome {
    Converted(Box<Converted>),
    Skipped(Skip),
    Failed(CliError),
}

pub(super) struct Converted {
    pub old: KeyPlace,
    pub about: About,
    /// What was undone to read it.
    pub unwrapped: Vec<Wrapping>,
    pub saved: Saved,
    /// The new file has a passphrase.
    pub locked: bool,
    /// What should be known of its certificate.
    pub note: Option<CertificateNote>,
}

/// What all conversions of one run share.
pub(super) struct Batch<'a> {
    cli: &'a Cli,
    passphrases: Passphrases,
    /// The number of the one key that is asked for in each file.
    key: Option<usize>,
    destination: &'a Destination,
    names: NewPaths<'a>,
    order: &'a ConvertOptions,
    converter: Converter<'a>,
}

/// A key on its way to its new file.
struct OnItsWay {
    entry: Entry,
    new: PathBuf,
    /// Its file was named itself.
    named: bool,
    /// So many of the passphrases that are known do not open it.
    tried: usize,
}

pub(super) type Found = Result<Candidate, DiskError>;

impl<'a> Batch<'a> {
    pub fn new(
        cli: &'a Cli,
        passphrases: Passphrases,
        key: Option<usize>,
        destination: &'a Destination,
        all: &'a [Found],
        order: &'a ConvertOptions,
    ) -> Self {
        let all = all.iter().flatten().map(|file| named(&file.path)).collect();
        let names = NewPaths::new(destination, order.output, all);
        let converter = Converter::new(order, &cli.disk, &SystemEntropy);
        Self { cli, passphrases, key, destination, names, order, converter }
    }

    /// Converts the keys in these files; what became of each, in their order.
    pub fn convert(&mut self, found: &[Found]) -> Vec<Outcome> {
        let read = in_parallel(found, |found| self.read(found));
        let (mut ended, mut tasks, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for (number, read) in read.into_iter().flatten().enumerate() {
            match read.and_then(|key| self.open(key).map_err(Outcome::Failed)) {
                Ok((key, content)) => {
                    tasks.push(Task { content, path: key.new.clone() });
                    keys.push((number, key));
                }
                Err(outcome) => ended.push((number, outcome)),
            }
        }
        let saved = self.converter.convert(&tasks);
        for (((number, key), task), saved) in keys.into_iter().zip(tasks).zip(saved) {
            ended.push((number, self.outcome(key, &task.content, saved)));
        }
        ended.sort_unstable_by_key(|(number, _)| *number);
        ended.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// Every key of a file, opened as far as nobody has to be asked.
    fn read(&self, found: &Found) -> Vec<Result<OnItsWay, Outcome>> {
        let failed = |failure| vec![Err(Outcome::Failed(failure))];
        let file = match found {
            Ok(file) => file,
            Err(error) => return failed(CliError::Disk(error.clone())),
        };
        let (keys, has_private) = match read_file(file, &self.cli.disk) {
            ReadFile::Keys(keys, has_private) => (keys, has_private),
            ReadFile::Skipped(skip) => return vec![Err(Outcome::Skipped(skip))],
            ReadFile::Crashed => return failed(CliError::Crashed(KeyPlace::alone(&file.path))),
        };
        let news = self.names.of_file(named(&file.path), keys.len());
        let keys = match chosen(keys, self.key, &file.path) {
            Ok(keys) => keys,
            Err(failure) => return failed(failure),
        };
        if keys.len() > 1 && matches!(self.destination, Destination::File(_)) {
            return failed(CliError::OutputForKeys(file.path.clone(), keys.len()));
        }
        let read = |found: FoundKey| {
            let part = found.part;
            let entry = Entry::of_found(&file.path, found);
            let entry = self.refuse_unfit(entry, file.named, file.named && !has_private)?;
            let new = news.get(part.unwrap_or(Part::ONLY).number - 1).cloned().unwrap_or_default();
            let mut key = OnItsWay { entry, new, named: file.named, tried: 0 };
            self.unlock_known(&mut key).map_err(Outcome::Failed)?;
            Ok(key)
        };
        keys.into_iter().map(read).collect()
    }

    /// What needs no passphrase to be known: that nothing is to be done, or that nothing can be. Where
    /// the file was named itself and has nothing else in it that is asked for, that is a failure.
    fn refuse_unfit(&self, entry: Entry, named: bool, is_asked_for: bool) -> Result<Entry, Outcome> {
        let failed = |failure| Err(Outcome::Failed(failure));
        let not_saved =
            |at: &KeyPlace, error| failed(CliError::Convert(at.clone(), ConvertError::Save(error)));
        // Who names a file wants it written again, under another name perhaps.
        let beside = || !named && self.destination.is_beside(&entry.at.path);
        match entry.stage(&self.order.wanted(), beside) {
            Stage::Skipped(Skip::PublicKey) if is_asked_for => not_saved(&entry.at, SaveError::NoPrivateKey),
            Stage::Skipped(Skip::Certificate) if is_asked_for => {
                failed(CliError::Certificate(entry.at.clone()))
            }
            Stage::Skipped(skip) => Err(Outcome::Skipped(skip)),
            Stage::NoForm(kind, format) => {
                not_saved(&entry.at, SaveError::FormatUnavailable { kind, format })
            }
            Stage::Refused(_) => {
                let at = entry.at.clone();
                match entry.into_error() {
                    Some(error) => failed(CliError::opening(at, error)),
                    None => failed(CliError::Crashed(at)),
                }
            }
            Stage::Ready | Stage::Locked | Stage::WrongPassphrase | Stage::Unopened(_) => Ok(entry),
        }
    }

    /// Tries what can be tried without asking.
    fn unlock_known(&self, key: &mut OnItsWay) -> Result<(), CliError> {
        let is_known = !self.passphrases.has_file() && key.entry.content(self.order.output).is_some();
        let Some(locked) = key.entry.locked().filter(|_| !is_known) else { return Ok(()) };
        let known = self.passphrases.known(self.cli)?;
        match self.cli.try_all(&key.entry.at, locked, &known) {
            Err(DecryptError::WrongPassphrase) if !self.passphrases.has_file() => key.tried = known.len(),
            Err(DecryptError::WrongPassphrase) => return Err(CliError::WrongInFile(key.entry.at.clone())),
            Err(error) => return Err(CliError::Decrypt(key.entry.at.clone(), error)),
            Ok(unlocked) => key.entry.tried(Ok(unlocked)),
        }
        Ok(())
    }

    /// Asks what must be asked.
    fn open(&mut self, mut key: OnItsWay) -> Result<(OnItsWay, KeyMaterial), CliError> {
        if let Some(locked) = key.entry.locked().filter(|_| key.entry.content(self.order.output).is_none()) {
            let unlocked = self.passphrases.unlock(&key.entry.at, locked, key.tried, self.cli)?;
            key.entry.tried(Ok(unlocked));
        }
        // Certificates and what cannot be read were refused.
        let content = key.entry.content(self.order.output);
        let content = content.ok_or_else(|| CliError::Certificate(key.entry.at.clone()))?;
        Ok((key, content))
    }

    /// The one key of a file that is printed instead of saved.
    pub fn opened(&mut self, file: &Candidate) -> Result<(Entry, KeyMaterial), CliError> {
        let mut keys = chosen(each_key(open_all(&file.path, &self.cli.disk)), self.key, &file.path)?;
        if keys.len() > 1 {
            return Err(CliError::OutputForKeys(file.path.clone(), keys.len()));
        }
        // There is one.
        let entry = Entry::of_found(&file.path, keys.pop().ok_or(CliError::NoKeys)?);
        let entry = match self.refuse_unfit(entry, true, true) {
            Ok(entry) => entry,
            Err(Outcome::Failed(failure)) => return Err(failure),
            Err(_) => return Err(CliError::NoKeys),
        };
        let mut key = OnItsWay { entry, new: PathBuf::new(), named: true, tried: 0 };
        self.unlock_known(&mut key)?;
        let (key, content) = self.open(key)?;
        Ok((key.entry, content))
    }

    fn outcome(&self, key: OnItsWay, content: &KeyMaterial, saved: Result<Saved, ConvertError>) -> Outcome {
        let OnItsWay { entry: Entry { at: old, mut about, unwrapped, .. }, named, .. } = key;
        match saved {
            Ok(saved) => {
                about.read_as.take_if(|_| !matches!(self.order.passphrase, NewPassphrase::Keep));
                let locked = match self.order.passphrase {
                    NewPassphrase::Keep => {
                        matches!(content, KeyMaterial::Private { passphrase: Some(_), .. })
                    }
                    NewPassphrase::Set(_) => true,
                    NewPassphrase::Remove => false,
                };
                let note = note(content, about.certificate, self.order.output);
                Outcome::Converted(Box::new(Converted { old, about, unwrapped, saved, locked, note }))
            }
            Err(ConvertError::AlreadyThere(_)) if !named => Outcome::Skipped(Skip::Already),
            Err(error) => Outcome::Failed(CliError::Convert(old, error)),
        }
    }
}

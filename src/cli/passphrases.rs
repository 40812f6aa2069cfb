//! Where passphrases come from: files, standard input, the terminal. Never from an argument.

use super::args::{NewPassphraseArgs, OldPassphraseArgs};
use super::unlocking::Unlocking;
use super::{Cli, Failure};
use crate::convert::{KeyPlace, NewPassphrase};
use crate::format::{DecryptError, EncryptedKey, PassphraseBytes};
use crate::i18n::say;
use crate::key::{Key, Passphrase, is_same_secret, one_line};
use crate::system::{Disk as _, DiskError, ask_hidden, piped_line};

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use zeroize::Zeroizing;

/// Longest passphrase, and longest file with one, in bytes.
const MOST: usize = 64 * 1024;
/// How often the terminal is asked for one key.
const TRIES: u32 = 3;

/// A key that was opened, and what opened it.
pub(super) struct Unlocked {
    pub key: Key,
    pub passphrase: Arc<Passphrase>,
    pub read_as: PassphraseBytes,
}

/// The passphrases of old files. What was typed for one is tried on those that follow.
pub(super) struct Passphrases {
    file: Option<PathBuf>,
    read: OnceLock<Result<Arc<Passphrase>, Failure>>,
    typed: Vec<Arc<Passphrase>>,
    /// Whoever was asked wants to be asked no more.
    ended: bool,
}

impl Passphrases {
    pub fn new(arguments: &OldPassphraseArgs) -> Self {
        let file = arguments.passphrase_file.clone();
        Self { file, read: OnceLock::new(), typed: Vec::new(), ended: false }
    }

    /// Whether a file with the passphrase was named.
    pub fn has_file(&self) -> bool {
        self.file.is_some()
    }

    /// What can be tried without asking. The file is read when it is first needed, so that
    /// nothing waits for standard input in vain.
    pub fn known(&self, cli: &Cli) -> Result<Vec<Arc<Passphrase>>, Failure> {
        match &self.file {
            Some(file) => {
                let read = || {
                    let passphrase = Passphrase::from_bytes(cli.first_line(file)?);
                    passphrase.map(Arc::new).ok_or_else(|| Failure::EmptyPassphrase(file.clone()))
                };
                self.read.get_or_init(read).clone().map(|one| vec![one])
            }
            None => Ok(self.typed.clone()),
        }
    }

    /// Opens a key with what is known, or asks. The first `tried` of what is known did not open it:
    /// each try costs a KDF.
    pub fn unlock(
        &mut self,
        at: &KeyPlace,
        locked: &EncryptedKey,
        tried: usize,
        cli: &Cli,
    ) -> Result<Unlocked, Failure> {
        let known = self.known(cli)?;
        match cli.try_all(at, locked, known.get(tried..).unwrap_or_default()) {
            Ok(Some(unlocked)) => Ok(unlocked),
            Err(error) => Err(Failure::Decrypt(at.clone(), error)),
            Ok(None) if self.has_file() => Err(Failure::WrongInFile(at.clone())),
            Ok(None) => self.ask(at, locked, cli),
        }
    }

    fn ask(&mut self, at: &KeyPlace, locked: &EncryptedKey, cli: &Cli) -> Result<Unlocked, Failure> {
        if self.ended {
            return Err(Failure::NotGiven(at.clone()));
        }
        let mut question = one_line(&say!(cli.texts, "cli-ask-passphrase", file = cli.at(at)));
        for tries in 1..=TRIES {
            let none = || Failure::NoPassphrase(at.clone());
            let answer = match ask(&format!("{question} "), none) {
                Err(Failure::Cancelled) => {
                    self.ended = true;
                    return Err(Failure::NotGiven(at.clone()));
                }
                answer => answer?.map(Arc::new),
            };
            let unlocked = cli.try_all(at, locked, answer.as_slice());
            if let Some(unlocked) = unlocked.map_err(|error| Failure::Decrypt(at.clone(), error))? {
                self.typed.extend(answer);
                return Ok(unlocked);
            }
            question = cli.texts.decrypt_error(&DecryptError::WrongPassphrase, tries);
        }
        Err(Failure::Decrypt(at.clone(), DecryptError::WrongPassphrase))
    }
}

/// An answer from the terminal; `none` is what is wrong where there is no terminal.
fn ask(question: &str, none: impl FnOnce() -> Failure) -> Result<Option<Passphrase>, Failure> {
    match ask_hidden(question) {
        Ok(answer) => Ok(Passphrase::from_bytes(answer)),
        Err(error) if error.kind() == ErrorKind::Interrupted => Err(Failure::Cancelled),
        Err(_) => Err(none()),
    }
}

/// An old passphrase is what it is; a new one that cannot be typed would lock its owner out.
fn refuse_untypable(new: &Passphrase) -> Result<(), Failure> {
    let bytes = new.expose();
    let is_untypable = match new.text() {
        Some(text) => text.chars().any(|c| c.is_control() || c == '\u{feff}'),
        None => {
            // As UTF-16 begins.
            let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            has_mark || bytes.iter().any(u8::is_ascii_control)
        }
    };
    if is_untypable { Err(Failure::Untypable) } else { Ok(()) }
}

impl Cli {
    /// Opens a key with the first passphrase that fits; `None` if none does.
    pub(super) fn try_all(
        &self,
        at: &KeyPlace,
        locked: &EncryptedKey,
        passphrases: &[Arc<Passphrase>],
    ) -> Result<Option<Unlocked>, DecryptError> {
        for passphrase in passphrases {
            match locked.decrypt(passphrase, self.person.code_page, &Unlocking { cli: self, at }) {
                Ok((key, read_as)) => {
                    return Ok(Some(Unlocked { key, passphrase: Arc::clone(passphrase), read_as }));
                }
                Err(DecryptError::WrongPassphrase) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// The passphrase of a new file, where the arguments say something of it.
    pub(super) fn new_passphrase(&self, arguments: &NewPassphraseArgs) -> Result<NewPassphrase, Failure> {
        match &arguments.new_passphrase_file {
            Some(file) => {
                let passphrase = Passphrase::from_bytes(self.first_line(file)?);
                let passphrase = passphrase.ok_or_else(|| Failure::EmptyPassphrase(file.clone()))?;
                refuse_untypable(&passphrase)?;
                Ok(NewPassphrase::Set(Arc::new(passphrase)))
            }
            None if arguments.no_passphrase => Ok(NewPassphrase::Remove),
            None => Ok(NewPassphrase::Keep),
        }
    }

    /// A new passphrase from the terminal, typed twice; none for an empty answer.
    pub(super) fn ask_new_passphrase(&self) -> Result<Option<Arc<Passphrase>>, Failure> {
        let none = || Failure::NoNewPassphrase;
        let first = ask(&format!("{} ", say!(self.texts, "cli-ask-new")), none)?;
        let Some(first) = first else { return Ok(None) };
        refuse_untypable(&first)?;
        let again = ask(&format!("{} ", say!(self.texts, "cli-ask-again")), none)?;
        if again.is_some_and(|again| is_same_secret(again.expose(), first.expose())) {
            Ok(Some(Arc::new(first)))
        } else {
            Err(Failure::PassphrasesDiffer)
        }
    }

    /// The first line of a file, as it stands, without its end. `-` is standard input.
    fn first_line(&self, file: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let too_long = || Failure::PassphraseTooLong(file.to_owned());
        if file == Path::new("-") {
            return piped_line(MOST).map_err(|error| match error.kind() {
                ErrorKind::FileTooLarge => too_long(),
                kind => Failure::StandardInput(kind),
            });
        }
        let mut bytes = self.disk.read(file, MOST).map_err(|error| match error {
            DiskError { kind: ErrorKind::FileTooLarge, .. } => too_long(),
            DiskError { kind: ErrorKind::InvalidInput, .. } => Failure::PassphraseNoFile(file.to_owned()),
            error => Failure::Disk(error),
        })?;
        if let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            bytes.truncate(end);
            bytes.pop_if(|last| *last == b'\r');
        }
        Ok(bytes)
    }
}

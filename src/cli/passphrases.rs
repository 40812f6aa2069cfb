//! Where passphrases come from: files, standard input, the terminal. Never from an argument.

use super::args::{NewPassphraseArgs, OldPassphraseArgs};
use super::unlocking::Unlocking;
use super::{Cli, CliError};
use crate::batch::{KeyPlace, NewPassphrase, unlock};
use crate::format::{DecryptError, EncryptedKey, Unlocked};
use crate::i18n::say;
use crate::key::{EdgeSpace, Passphrase, ct_eq, escape_control_chars, first_line};
use crate::system::{Disk as _, DiskError, ask_hidden, is_input, piped_line};

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use zeroize::Zeroizing;

/// Longest passphrase, and longest file with one, in bytes.
const MOST: usize = 64 * 1024;
/// How often the terminal is asked for one key.
const TRIES: u32 = 3;

/// The passphrases of old files. What was typed for one is tried on those that follow.
pub(super) struct Passphrases {
    file: Option<PathBuf>,
    read: OnceLock<Result<Arc<Passphrase>, CliError>>,
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
    pub fn known(&self, cli: &Cli) -> Result<Vec<Arc<Passphrase>>, CliError> {
        match &self.file {
            Some(file) => {
                let read = || {
                    let passphrase = Passphrase::from_bytes(cli.first_line(file)?);
                    passphrase.map(Arc::new).ok_or_else(|| CliError::EmptyPassphrase(file.clone()))
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
    ) -> Result<Unlocked, CliError> {
        let known = self.known(cli)?;
        match cli.try_all(at, locked, known.get(tried..).unwrap_or_default()) {
            Err(DecryptError::WrongPassphrase) if self.has_file() => Err(CliError::WrongInFile(at.clone())),
            Err(DecryptError::WrongPassphrase) => self.ask(at, locked, cli),
            result => result.map_err(|error| CliError::Decrypt(at.clone(), error)),
        }
    }

    fn ask(&mut self, at: &KeyPlace, locked: &EncryptedKey, cli: &Cli) -> Result<Unlocked, CliError> {
        if self.ended {
            return Err(CliError::NotGiven(at.clone()));
        }
        let mut question = escape_control_chars(&say!(cli.texts, "cli-ask-passphrase", file = cli.at(at)));
        for tries in 1..=TRIES {
            let none = || CliError::NoPassphrase(at.clone());
            let answer = match ask(&format!("{question} "), none) {
                Err(CliError::Cancelled) => {
                    self.ended = true;
                    return Err(CliError::NotGiven(at.clone()));
                }
                answer => answer?.map(Arc::new),
            };
            match cli.try_all(at, locked, answer.as_slice()) {
                Err(DecryptError::WrongPassphrase) => {}
                result => {
                    let unlocked = result.map_err(|error| CliError::Decrypt(at.clone(), error))?;
                    self.typed.push(Arc::clone(&unlocked.passphrase));
                    return Ok(unlocked);
                }
            }
            question = cli.texts.decrypt_error(&DecryptError::WrongPassphrase, tries);
        }
        Err(CliError::Decrypt(at.clone(), DecryptError::WrongPassphrase))
    }
}

/// An answer from the terminal; `none` is what is wrong where there is no terminal.
fn ask(question: &str, none: impl FnOnce() -> CliError) -> Result<Option<Passphrase>, CliError> {
    match ask_hidden(question) {
        Ok(answer) => Ok(Passphrase::from_bytes(of_first_line(answer))),
        Err(error) if error.kind() == ErrorKind::Interrupted => Err(CliError::Cancelled),
        Err(_) => Err(none()),
    }
}

/// An old passphrase is what it is; a new one that cannot be typed would lock its owner out.
fn refuse_untypable(new: &Passphrase) -> Result<(), CliError> {
    if new.is_untypable() { Err(CliError::Untypable) } else { Ok(()) }
}

/// A passphrase is one line, and the end of that is not part of it.
fn of_first_line(mut bytes: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    let length = first_line(&bytes).len();
    bytes.truncate(length);
    bytes
}

impl Cli {
    /// Opens a key with the first passphrase that fits.
    pub(super) fn try_all(
        &self,
        at: &KeyPlace,
        locked: &EncryptedKey,
        passphrases: &[Arc<Passphrase>],
    ) -> Result<Unlocked, DecryptError> {
        let unlocking = Unlocking { cli: self, at };
        unlock(locked, passphrases, self.person.code_page, &unlocking, &self.one_at_a_time)
    }

    /// The passphrase of a new file, where the arguments say something of it.
    pub(super) fn new_passphrase(&self, arguments: &NewPassphraseArgs) -> Result<NewPassphrase, CliError> {
        match &arguments.new_passphrase_file {
            Some(file) => {
                let passphrase = Passphrase::from_bytes(self.first_line(file)?);
                let passphrase = passphrase.ok_or_else(|| CliError::EmptyPassphrase(file.clone()))?;
                refuse_untypable(&passphrase)?;
                self.note_edge_space(&passphrase);
                Ok(NewPassphrase::Set(Arc::new(passphrase)))
            }
            None if arguments.no_passphrase => Ok(NewPassphrase::Remove),
            None => Ok(NewPassphrase::Keep),
        }
    }

    /// A new passphrase from the terminal, typed twice; none for an empty answer.
    pub(super) fn ask_new_passphrase(&self) -> Result<Option<Arc<Passphrase>>, CliError> {
        let none = || CliError::NoNewPassphrase;
        let first = ask(&format!("{} ", say!(self.texts, "cli-ask-new")), none)?;
        let Some(first) = first else { return Ok(None) };
        refuse_untypable(&first)?;
        let again = ask(&format!("{} ", say!(self.texts, "cli-ask-again")), none)?;
        if again.is_some_and(|again| ct_eq(again.expose(), first.expose())) {
            self.note_edge_space(&first);
            Ok(Some(Arc::new(first)))
        } else {
            Err(CliError::PassphrasesDiffer)
        }
    }

    /// White space at its ends may be meant, but is seldom.
    fn note_edge_space(&self, new: &Passphrase) {
        if let Some(space) = new.edge_space() {
            let words = [self.texts.edge_space(space), say!(self.texts, "cli-edge-space-kept")];
            self.remark(&words.join(" "));
        }
    }

    /// That this key was opened without white space that was given with its passphrase.
    pub(super) fn note_left_out(&self, at: &KeyPlace, left_out: Option<EdgeSpace>) {
        if let Some(space) = left_out {
            self.remark(&self.texts.left_out(space, &self.at(at)));
        }
    }

    /// The first line of a file, as it stands, without its end. `-` is standard input.
    fn first_line(&self, file: &Path) -> Result<Zeroizing<Vec<u8>>, CliError> {
        let line = self.bytes_of_first_line(file)?;
        // With a 0 after every letter it opens nothing, and nobody could type it.
        let marks: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
        if marks.iter().any(|mark| line.starts_with(mark)) || line.contains(&0) {
            return Err(CliError::PassphraseEncoding(file.to_owned()));
        }
        Ok(line)
    }

    fn bytes_of_first_line(&self, file: &Path) -> Result<Zeroizing<Vec<u8>>, CliError> {
        let too_long = || CliError::PassphraseTooLong(file.to_owned());
        if is_input(file) {
            return piped_line(MOST).map(of_first_line).map_err(|error| match error.kind() {
                ErrorKind::FileTooLarge => too_long(),
                kind => CliError::StandardInput(kind),
            });
        }
        let bytes = self.disk.read(file, MOST).map_err(|error| match error {
            DiskError { kind: ErrorKind::FileTooLarge, .. } => too_long(),
            DiskError { kind: ErrorKind::InvalidInput, .. } => CliError::PassphraseNoFile(file.to_owned()),
            error => CliError::Disk(error),
        })?;
        Ok(of_first_line(bytes))
    }
}

//! `keywright-cli generate`

use super::args::{Generate, KeyTypeArg};
use super::report::shown;
use super::{Cli, CliError};
use crate::batch::NewPassphrase;
use crate::i18n::{Texts, say};
use crate::key::{Comment, Curve, Kind, NewKind, Progress, RsaBits, escape_control_chars, generate};
use crate::save::{KeyMaterial, Output, Request, SaveError, SavePlan, Saved, free_name, public_path};
use crate::system::{
    Disk as _, Found, NoEntropy, SystemEntropy, is_output, on_all_cores, today, with_randomness,
};
use rand::CryptoRng;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// Names in `~/.ssh` that are tried when others take them all the time.
const MOST_NAMES: u32 = 1000;

impl Generate {
    /// A new key always comes with its public key.
    fn what(&self) -> Output {
        Output::Private { format: self.format, with_public: true }
    }
}

pub(super) const GENERATE_NOTES: &str = "\
Saves a new private key and its public key, and prints the public key in one line. Without
--output, the private key is saved in ~/.ssh under a name that ssh looks for, such as
id_ed25519, or if that is taken, under the next free name, such as id_ed25519_2. Existing files
are never replaced.

Without --new-passphrase-file or --no-passphrase, you are asked for the passphrase twice at the
terminal; leave it empty for none. Progress, and where the key was saved, are printed on
standard error if it is a terminal.

Examples:
  keywright-cli generate
  keywright-cli generate --type rsa --bits 4096 --comment 'ann@work'
  keywright-cli generate --no-passphrase --output deploy_key
  keywright-cli generate --format ppk --new-passphrase-file pass.txt --output work.ppk";

impl Cli {
    pub(super) fn generate(&self, arguments: &Generate) -> Result<(), CliError> {
        let kind = new_kind(arguments.kind, arguments.bits)?;
        let comment = match &arguments.comment {
            Some(text) => Comment::parse_user_input(text).map_err(CliError::Comment)?,
            None => Comment::from_bytes_lossy(self.person.user_at_host.as_bytes()),
        };
        if !arguments.format.can_hold(kind.into()) {
            return Err(CliError::FormatUnavailable { kind: kind.into(), format: arguments.format });
        }
        // Before a long search for primes.
        self.place(kind.into(), arguments)?;
        let passphrase = match self.new_passphrase(&arguments.new)? {
            NewPassphrase::Set(passphrase) => Some(passphrase),
            NewPassphrase::Remove => None,
            NewPassphrase::Keep => self.ask_new_passphrase()?,
        };
        let progress = Shown::new(&self.texts, kind);
        let make = |rng: &mut dyn CryptoRng| generate(kind, &comment, rng, &on_all_cores, &progress);
        let key = with_randomness(&SystemEntropy, make).map_err(|NoEntropy| CliError::NoEntropy)?;
        let key = key.map_err(|_| CliError::Cancelled)?;
        progress.end();
        let line = key.public().line();
        let content = KeyMaterial::Private { key: Arc::new(key), passphrase };
        let saved = self.save_new(&content, kind.into(), arguments)?;
        self.tell_where(&saved);
        match (self.print_line(&line), saved.files.into_iter().next()) {
            (Err(CliError::Output(kind)), Some(file)) => Err(CliError::OutputOfNewKey(file.path, kind)),
            (printed, _) => printed,
        }
    }

    /// Under a name that nobody gave it, it takes the next one where that is taken by now.
    fn save_new(&self, content: &KeyMaterial, kind: Kind, arguments: &Generate) -> Result<Saved, CliError> {
        let is_named = arguments.output.is_some();
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_to_save(content, self.place(kind, arguments)?, arguments) {
                Err(CliError::Taken(_) | CliError::Save(SaveError::Appeared(_)))
                    if !is_named && tries < MOST_NAMES => {}
                saved => return saved,
            }
        }
    }

    fn try_to_save(
        &self,
        content: &KeyMaterial,
        path: PathBuf,
        arguments: &Generate,
    ) -> Result<Saved, CliError> {
        // Other folders that are missing are a slip of the pen; this one ssh itself would make.
        let make_folder = arguments.output.is_none();
        let (content, what) = (content.clone(), arguments.what());
        let request = Request { content, output: what, path, make_folder, today: today() };
        let plan = with_randomness(&SystemEntropy, |rng| SavePlan::new(request, &self.disk, rng));
        let plan = plan.unwrap_or(Err(SaveError::NoEntropy));
        let plan = plan.map_err(CliError::Save)?;
        if let Some(taken) = plan.replaced().first() {
            return Err(CliError::Taken(taken.path.clone()));
        }
        plan.carry_out(&self.disk).map_err(CliError::Save)
    }

    /// The file of the private key, which is free, as is its `.pub`.
    fn place(&self, kind: Kind, arguments: &Generate) -> Result<PathBuf, CliError> {
        let Some(path) = &arguments.output else {
            let folder = self.person.dot_ssh().ok_or(CliError::NoHome)?;
            let name = free_name(&folder, kind.file_name(), arguments.format.ending(), &self.disk);
            return Ok(folder.join(name.map_err(CliError::Disk)?));
        };
        if is_output(path) {
            return Err(CliError::PrivateToStandardOutput);
        }
        self.check_file(path, arguments.what())?;
        for path in [path.clone(), public_path(path)] {
            if let Found::File(_) | Found::Link = self.disk.look(&path).map_err(CliError::Disk)? {
                return Err(CliError::Taken(path));
            }
        }
        Ok(path.clone())
    }

    /// Only to a person: scripts know where, or read the line.
    fn tell_where(&self, saved: &Saved) {
        let mut terminal = io::stderr();
        let [private, public] = saved.files.as_slice() else { return };
        if terminal.is_terminal() {
            let [private, public] = [private, public].map(|file| shown(&file.path));
            let words = say!(self.texts, "cli-saved-pair", private = private, public = public);
            let _ = writeln!(terminal, "{}", escape_control_chars(&words));
        }
    }
}

fn new_kind(algorithm: KeyTypeArg, bits: Option<u32>) -> Result<NewKind, CliError> {
    Ok(match (algorithm, bits) {
        (KeyTypeArg::Ed25519, None | Some(256)) => NewKind::Ed25519,
        (KeyTypeArg::Ed25519, Some(bits)) => return Err(CliError::Ed25519Bits(bits)),
        (KeyTypeArg::Ecdsa, None) => NewKind::Ecdsa(Curve::P256),
        (KeyTypeArg::Ecdsa, Some(bits)) => {
            let curve = Curve::ALL.into_iter().find(|curve| curve.bits() == bits);
            NewKind::Ecdsa(curve.ok_or(CliError::EcdsaBits(bits))?)
        }
        (KeyTypeArg::Rsa, None) => NewKind::Rsa(RsaBits::DEFAULT),
        (KeyTypeArg::Rsa, Some(bits)) => {
            let bits = u16::try_from(bits).ok().and_then(RsaBits::new);
            NewKind::Rsa(bits.ok_or(CliError::RsaBits)?)
        }
    })
}

const NOTHING: u8 = u8::MAX;

/// How far the search for primes is, on a terminal.
struct Shown {
    words: Option<String>,
    /// What is written there; [`NOTHING`] at first.
    percent: AtomicU8,
}

impl Shown {
    fn new(texts: &Texts, kind: NewKind) -> Self {
        let takes_long = matches!(kind, NewKind::Rsa(_)) && io::stderr().is_terminal();
        Self { words: takes_long.then(|| say!(texts, "generating-rsa")), percent: AtomicU8::new(NOTHING) }
    }

    /// The line is empty again.
    fn end(&self) {
        if let Some(words) = self.words.as_ref().filter(|_| self.percent.load(Relaxed) != NOTHING) {
            let _ = write!(io::stderr(), "\r{}\r", " ".repeat(words.chars().count() + " 100 %".len()));
        }
    }
}

impl Progress for Shown {
    fn report(&self, done: f32) {
        let Some(words) = &self.words else { return };
        let percent = (done.clamp(0.0, 1.0) * 100.0) as u8;
        if self.percent.swap(percent, Relaxed) != percent {
            let _ = write!(io::stderr(), "\r{words} {percent} %");
        }
    }

    fn cancelled(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_do_not_exist_are_refused() {
        assert!(matches!(new_kind(KeyTypeArg::Ed25519, Some(255)), Err(CliError::Ed25519Bits(255))));
        assert!(matches!(new_kind(KeyTypeArg::Ecdsa, Some(512)), Err(CliError::EcdsaBits(512))));
        for bits in [0, 2047, 16385, 65_536 + 2048] {
            assert!(matches!(new_kind(KeyTypeArg::Rsa, Some(bits)), Err(CliError::RsaBits)), "{bits}");
        }
        assert!(matches!(new_kind(KeyTypeArg::Ecdsa, Some(521)), Ok(NewKind::Ecdsa(Curve::P521))));
    }
}

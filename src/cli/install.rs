//! `keywright-cli install`: a key on a server.

use super::args::path;
use super::authorized::{Options, key_options};
use super::keys::NamedKey;
use super::{Cli, CliError};
use crate::batch::{each_key, open_all};
use crate::explain::explain;
use crate::format::{Format, KeyFile};
use crate::i18n::say;
use crate::remote::{
    Asked, BadTarget, Failure, NewKey, Progress, Remote, Removal, Target, TargetPart, View, remote_script,
};
use crate::system::{Disk as _, Found, SshAnswer, SshAsks, SystemSsh};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Install {
    /// The key, in any format; it is tried if it is a private key that ssh reads, or stands beside one
    #[arg(value_name = "KEY-FILE", value_parser = path())]
    pub key: PathBuf,
    /// The server, by its name, its address, or its name in ~/.ssh/config
    #[arg(value_name = "[USER@]HOST")]
    pub server: String,
    /// The port of the server [default: what ~/.ssh/config says, or 22]
    #[arg(long, value_name = "NUMBER")]
    pub port: Option<u16>,
    /// Connect through these servers, with commas between them
    #[arg(long, value_name = "[USER@]HOST[:PORT]")]
    pub jump: Option<String>,
    /// Take the key from those that may log in instead
    #[arg(long)]
    pub remove: bool,
    /// Remove it even if it is the key that lets you in
    #[arg(long, requires = "remove")]
    pub force: bool,
    /// Remove it only if this key lets you in, before and after; otherwise it is put back
    #[arg(long, value_name = "KEY-FILE", requires = "remove", conflicts_with = "force", value_parser = path())]
    pub stays: Option<PathBuf>,
    /// Do not log in with the key afterwards
    #[arg(long)]
    pub no_try: bool,
    /// Print the line and the script for a Unix server, and connect to nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub options: Options,
}

pub(super) const NOTES: &str = "\
Adds a public key to authorized_keys of an account on a server, and then logs in with that key
alone. The ssh of this computer does it, with your own configuration; it asks for passwords at the
terminal, or through SSH_ASKPASS. Nothing is added twice, and nothing else in the file changes. A
backup of the file is kept on the server. What others could change there is closed to them, as sshd
requires. OpenSSH for Windows is known by what it says, and for its administrators the file of the
administrators is changed.

A private key in a format that ssh does not read, such as .ppk, is installed but not tried.

--remove refuses to remove the key that ssh has just signed in with, unless --force says so: perhaps
nothing else lets you in. With --stays, the other key is tried first. Then the connection that has
removed the key stays open until the other key was tried once more; if that fails, or the connection
breaks off, the key is put back.

Exit status: 0 if the key is on the server and the server accepts it (with --remove: if it is not
there any more), 1 if not, 2 for a usage error.

Examples:
  keywright-cli install ~/.ssh/id_ed25519 ann@server.example.org
  keywright-cli install --from 192.0.2.0/24 work.pub ann@server.example.org
  keywright-cli install --remove old.pub --stays ~/.ssh/id_ed25519 ann@server.example.org
  keywright-cli install --dry-run work.ppk server";

impl Cli {
    /// The exit status.
    pub(super) fn install(&self, arguments: &Install) -> Result<u8, CliError> {
        let target = target(arguments).map_err(CliError::BadTarget)?;
        let options = key_options(&arguments.options)?;
        let NamedKey { key, at, is_certificate } = self.only_public_key(arguments.key.clone())?;
        if is_certificate {
            return Err(CliError::AuthorizedCertificate(at));
        }
        let line = NewKey::new(&key, &options).map_err(CliError::AuthorizedValue)?;
        if arguments.dry_run {
            return self.print(&format!("{}\n\n{}", line.line(), remote_script(None))).map(|()| 0);
        }
        let mut view = Shown { cli: self, target: &target, output: Ok(()) };
        let remote = Remote { ssh: &SystemSsh::default(), target: &target, asks: SshAsks::Caller };
        let (result, is_untried) = if arguments.remove {
            (self.remove(arguments, &line, &remote, &mut view)?, false)
        } else {
            let private = (!arguments.no_try).then(|| self.private_of(&arguments.key)).flatten();
            let is_untried = private.is_none() && !arguments.no_try;
            (remote.install(&line, private.as_deref(), &mut view), is_untried)
        };
        view.output?;
        match result {
            Ok(()) if is_untried => {
                self.remark(&say!(self.texts, "cli-install-untried"));
                Ok(0)
            }
            Ok(()) => Ok(0),
            Err(failure) => {
                self.explain_failure(&failure, &target);
                Ok(1)
            }
        }
    }

    fn remove(
        &self,
        arguments: &Install,
        key: &NewKey,
        remote: &Remote<'_>,
        view: &mut Shown<'_>,
    ) -> Result<Result<(), Failure>, CliError> {
        let Some(stays) = &arguments.stays else {
            let removal = if arguments.force { Removal::Always } else { Removal::UnlessLast };
            return Ok(remote.remove(key, removal, view));
        };
        let fingerprint = self.only_public_key(stays.clone())?.key.fingerprint().sha256();
        let private = self.private_of(stays).ok_or_else(|| CliError::NotForSsh(stays.clone()))?;
        let removal = Removal::IfStays { private: &private, fingerprint: &fingerprint };
        Ok(remote.remove(key, removal, view))
    }

    fn explain_failure(&self, failure: &Failure, target: &Target) {
        self.remark(&self.texts.remote_failure(failure, target));
        let Some(explained) = failure.log().and_then(explain) else { return };
        self.remark(&self.texts.cut(&explained.text));
        self.remark(&self.texts.meaning(&explained));
        for cause in &explained.causes {
            self.remark(&format!("- {}", self.texts.cause(cause)));
        }
    }

    /// The file that ssh reads the private key from: this one, or that whose public key it is.
    fn private_of(&self, key: &Path) -> Option<PathBuf> {
        let beside = key.extension().is_some_and(|ending| ending == "pub").then(|| key.with_extension(""));
        let is_read = |path: &Path| {
            let keys = matches!(self.disk.look(path), Ok(Found::File(_) | Found::Link))
                .then(|| each_key(open_all(path, &self.disk)))?;
            let format = match keys.as_slice() {
                [one] => match one.read.as_ref().ok()? {
                    KeyFile::Private(format, _) => *format,
                    KeyFile::Encrypted(locked) => locked.format(),
                    KeyFile::Public(..) | KeyFile::Certificate(_) => return None,
                },
                _ => return None,
            };
            matches!(format, Format::OpenSsh | Format::Pem).then_some(())
        };
        [Some(key.to_owned()), beside].into_iter().flatten().find(|path| is_read(path).is_some())
    }
}

fn target(arguments: &Install) -> Result<Target, BadTarget> {
    let mut target = Target::parse(&arguments.server)?;
    target.port = arguments.port.or(target.port);
    target.jump.clone_from(&arguments.jump);
    if target.port == Some(0) {
        return Err(BadTarget::Wrong(TargetPart::Port));
    }
    target.checked()
}

/// Prints what is done. ssh asks the person itself.
struct Shown<'a> {
    cli: &'a Cli,
    target: &'a Target,
    output: Result<(), CliError>,
}

impl View for Shown<'_> {
    fn progress(&mut self, progress: Progress) {
        let mut lines = vec![self.cli.texts.remote_done(&progress, self.target)];
        if let Progress::Changed(account) = &progress {
            lines.extend(self.cli.texts.account_notes(account));
        }
        for line in lines {
            let printed = self.cli.print_line(&line);
            self.output = std::mem::replace(&mut self.output, Ok(())).and(printed);
        }
    }

    fn question(&mut self, _asked: Option<Asked>) {}

    fn shown(&mut self, line: &str) {
        self.cli.remark(line);
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        None
    }

    fn goes_on(&self) -> bool {
        true
    }
}

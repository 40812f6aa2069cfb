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
    Asked, BadTarget, Change, Failure, NewKey, Progress, Remote, Removal, Target, TargetPart, View,
    unix_script,
};
use crate::sshfiles::KeyOptions;
use crate::system::{Disk as _, Found, SshAnswer, SshAsks, SystemSsh};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Install {
    /// The key, in any format; it is tried if this is a private key that ssh reads, or a .pub file next to one
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
    /// Remove the key from authorized_keys instead of adding it
    #[arg(long, conflicts_with_all = ["Options", "no_try"])]
    pub remove: bool,
    /// Remove the key even if ssh has just logged in with it
    #[arg(long, requires = "remove")]
    pub force: bool,
    /// Remove the key only if you can log in with this other key, before and after; otherwise put it back
    #[arg(long, value_name = "KEY-FILE", requires = "remove", conflicts_with = "force", value_parser = path())]
    pub stays: Option<PathBuf>,
    /// Do not log in with the key afterwards
    #[arg(long)]
    pub no_try: bool,
    /// Print the script that would run on a Unix server, and do not connect
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub options: Options,
}

pub(super) const NOTES: &str = "\
Adds a public key to authorized_keys of an account on a server, and then tries to log in with this
key only. This uses the ssh of this computer with your own configuration; ssh asks for passwords at the
terminal or through SSH_ASKPASS. A key that is there already is not added again, and the other lines
do not change. A backup of the file is kept on the server. Write permission for group and others is
removed from the file, the .ssh folder and the home folder, as sshd requires. On Windows servers, the
keys of administrators are in the file administrators_authorized_keys, and that file is changed.

A private key in a format that ssh does not read, such as .ppk, is installed but not tried. The same
goes for keys with --cert-authority: only the certificates that they sign can log in.

--remove does not remove the key that ssh has just logged in with, because there may be no other way
to log in; --force removes it anyway. With --stays, the other key is tried before and after, while the
connection that removed the key stays open. If you cannot log in with the other key, or if the
connection is lost, the removed key is put back.

--dry-run prints the script that ssh would run on a Unix server. It can be run there with sh.

Exit status: 0 if the key is on the server and you can log in with it or it was not tried (with
--remove: if the key is no longer there), 1 if not, 2 for a usage error.

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
        let NamedKey { key, at, is_certificate, .. } = self.only_public_key(arguments.key.clone())?;
        if is_certificate {
            return Err(CliError::AuthorizedCertificate(at));
        }
        let line = NewKey::new(&key, &options).map_err(CliError::AuthorizedValue)?;
        if arguments.dry_run {
            return self.print(&script(arguments, &line)).map(|()| 0);
        }
        let mut view = Shown { cli: self, target: &target, output: Ok(()) };
        let remote = Remote { ssh: &SystemSsh::default(), target: &target, asks: SshAsks::Caller };
        let (result, untried) = if arguments.remove {
            (self.remove(arguments, &line, &remote, &mut view)?, None)
        } else {
            let tries = !arguments.no_try && !options.cert_authority;
            let private = tries.then(|| self.private_of(&arguments.key)).flatten();
            let untried = match (arguments.no_try, options.cert_authority, &private) {
                (true, _, _) | (_, false, Some(_)) => None,
                (_, true, _) => Some(say!(self.texts, "remote-authority-untried")),
                (_, _, None) => Some(say!(self.texts, "cli-install-untried")),
            };
            (remote.install(&line, private.as_deref(), &mut view), untried)
        };
        view.output?;
        match result {
            Ok(()) => {
                untried.iter().for_each(|words| self.remark(words));
                Ok(0)
            }
            Err(failure) => {
                self.explain_failure(&failure, &target, &options);
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
        let goes = self.private_of(&arguments.key);
        let Some(stays) = &arguments.stays else {
            let removal = if arguments.force { Removal::Always } else { Removal::UnlessLast };
            return Ok(remote.remove(key, goes.as_deref(), removal, view));
        };
        let fingerprint = self.only_public_key(stays.clone())?.key.fingerprint().sha256();
        let private = self.private_of(stays).ok_or_else(|| CliError::NotForSsh(stays.clone()))?;
        let removal = Removal::IfStays { private: &private, fingerprint: &fingerprint };
        Ok(remote.remove(key, goes.as_deref(), removal, view))
    }

    fn explain_failure(&self, failure: &Failure, target: &Target, options: &KeyOptions) {
        self.remark(&self.texts.remote_failure(failure, target));
        if failure.is_from(options) {
            self.remark(&say!(self.texts, "remote-from"));
        }
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

/// What would run on the server. What is added stands at its beginning, too, behind a comment sign.
fn script(arguments: &Install, key: &NewKey) -> String {
    let (before, change) = match (arguments.remove, &arguments.stays) {
        (false, _) => (format!("# {}\n\n", key.line()), Change::Install),
        (true, None) => (String::new(), Change::Remove),
        (true, Some(_)) => (String::new(), Change::RemoveAfterCheck),
    };
    before + &String::from_utf8_lossy(&unix_script(change, key))
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

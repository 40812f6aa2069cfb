//! The arguments of `keywright-cli authorized`. What is written here is the help.

use crate::cli::args::path;
use crate::sshfiles::Capability;
use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Authorized {
    #[command(subcommand)]
    pub action: Option<Action>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Show each key, what it may do, and what sshd ignores
    List(List),
    /// Add keys, all with the same options
    Add(Box<Add>),
    /// Turn keys off: each line becomes a comment
    Off(Change),
    /// Turn keys on again
    On(Change),
    /// Remove lines
    Remove(Change),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Print everything as JSON, one line for each line of the file that is not blank or a comment
    #[arg(long)]
    pub json: bool,
    /// The authorized_keys file; “-” is standard input
    #[arg(value_parser = path())]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    pub options: Options,
    /// Print what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print what was changed as JSON, in one line
    #[arg(long)]
    pub json: bool,
    /// The authorized_keys file; it is created if it does not exist
    #[arg(value_parser = path())]
    pub file: PathBuf,
    /// Files with the keys, in any format; “-” is standard input
    #[arg(value_name = "KEY-FILE", required = true, value_parser = path())]
    pub keys: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Print what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print what was changed as JSON, in one line
    #[arg(long)]
    pub json: bool,
    /// The authorized_keys file
    #[arg(value_parser = path())]
    pub file: PathBuf,
    /// Line numbers, fingerprints (SHA256:… or MD5:…), or files with the keys
    #[arg(value_name = "LINE|FINGERPRINT|KEY-FILE", required = true, value_parser = path())]
    pub which: Vec<PathBuf>,
}

/// What the new keys may do.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Log in only from these addresses: 192.0.2.0/24,!192.0.2.7 or 2001:db8:*; names count only if the server has
    /// UseDNS yes
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    pub from: Vec<String>,
    /// Let the IPv4 addresses of --from also match as ::ffff:192.0.2.7, as some servers see them
    #[arg(long, requires = "from")]
    pub from_mapped: bool,
    /// Log in only until then, in the local time of the server: 2026-12-31 (to the end of that day) or
    /// “2026-12-31 18:00”; with Z at the end, in UTC
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Always run this command, whatever the client asks for
    #[arg(long, value_name = "COMMAND", allow_hyphen_values = true)]
    pub command: Option<String>,
    /// Allow nothing but running commands; --allow makes exceptions
    #[arg(long)]
    pub restrict: bool,
    /// Allow this in spite of --restrict
    #[arg(long, value_name = "WHAT", value_delimiter = ',', requires = "restrict")]
    pub allow: Vec<Capability>,
    /// Do not allow this
    #[arg(long, value_name = "WHAT", value_delimiter = ',', conflicts_with = "restrict")]
    pub forbid: Vec<Capability>,
    /// Set an environment variable, if the server permits it
    #[arg(long, value_name = "NAME=VALUE")]
    pub environment: Vec<String>,
    /// Forward connections only to this host and port
    #[arg(long, value_name = "HOST:PORT")]
    pub permit_open: Vec<String>,
    /// Let forwarded ports listen only here
    #[arg(long, value_name = "[HOST:]PORT")]
    pub permit_listen: Vec<String>,
    /// Use this tunnel device
    #[arg(long, value_name = "NUMBER")]
    pub tunnel: Option<String>,
    /// The keys are certificate authorities: only certificates that they signed may log in
    #[arg(long)]
    pub cert_authority: bool,
    /// Accept only certificates with one of these names, with commas between them
    #[arg(long, value_name = "NAMES", requires = "cert_authority")]
    pub principals: Option<String>,
    /// Security keys need not be touched
    #[arg(long)]
    pub no_touch_required: bool,
    /// Security keys must verify their user, such as by a PIN
    #[arg(long)]
    pub verify_required: bool,
}

impl ValueEnum for Capability {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Pty => "Have a terminal",
            Self::PortForwarding => "Forward ports",
            Self::AgentForwarding => "Forward the agent",
            Self::X11Forwarding => "Forward X11",
            Self::UserRc => "Have ~/.ssh/rc run",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

pub(crate) const NOTES: &str = "\
list shows each key, its fingerprint, from where and until when it may log in, and what it may do,
and each line that sshd ignores, with the reason. Blank lines and comments are not shown; a key
behind a comment sign (#) is shown as off.

add takes keys in every format that show reads. The public key is taken from a private key without
its passphrase; if the whole file is encrypted, use keywright-cli show --public KEY | keywright-cli
authorized add FILE -. A key that is there already is not added again. If the file does not exist, it
is created, and so is its folder .ssh.

off and remove change all lines of a key that is named by its fingerprint or file, or single lines
by their numbers. on turns on a key that has one line; if it has several, give the number of the line.
If one of the keys or lines is not found, nothing is changed.

Each change is printed (“-” is the old line, “+” the new one, with its number before it). Only
these lines change. The old file is kept as a backup, with the date in its name, and the new one
is read again. Those who could read the old file can read the new one. If another program changes the
file at the same time, nothing is changed. Links are not followed.

With --json, add, off, on and remove print one object in one line: “file”, “changed” (false with
--dry-run), “edits” (each with “line” and, where there is one, the “old” and the “new” text) and “backups”.

list --json prints one object on one line for each key or ignored line. Its fields are:
  line          number of the line
  state         on, off, or ignored (by sshd)
  because       why sshd ignores the line; option is the option that is to blame, if one is
  type, bits, comment, sha256, md5, public   the key
  options       the options as they are written
  from, until, until_utc, expired, command, restrict, allowed, environment, permit_open,
  permit_listen, tunnel, cert_authority, principals, touch_required, verify_required
                what the options mean
  findings      what else is wrong: repeated (of: the number of the first line), short-rsa, dsa,
                p521, second-key, principals-alone, from-empty, from-only-negated, from-mask,
                from-blank, from-name or from-negated-name (pattern: which one), or
                permit-service (value: which one)

Exit status: 0 on success, 1 if nothing was changed or anything failed, 2 for a usage error.

Examples:
  keywright-cli authorized list ~/.ssh/authorized_keys
  keywright-cli authorized add --from 192.0.2.0/24 --until 2026-12-31 ~/.ssh/authorized_keys ann.ppk
  keywright-cli authorized add --restrict --command backup.sh ~/.ssh/authorized_keys *.pub
  keywright-cli authorized off --dry-run ~/.ssh/authorized_keys 3
  keywright-cli authorized remove ~/.ssh/authorized_keys SHA256:…";

//! The command line. What is written here is the help, the manual page and the completions.

use super::agent::{AgentCommand, NOTES as AGENT_NOTES};
use super::authorized::{Authorized, NOTES as AUTHORIZED_NOTES};
use super::check::{CHECK_NOTES, Check};
use super::explain::{EXPLAIN_NOTES, Explain};
use super::find::{Find, NOTES as FIND_NOTES};
use super::generate::GENERATE_NOTES;
use super::install::{Install, NOTES as INSTALL_NOTES};
use super::recipe::{NOTES as RECIPE_NOTES, RecipeArgs};
use super::repair::{NOTES as REPAIR_NOTES, Repair};
use crate::format::{PrivateFormat, PublicFormat};
use crate::save::Output;
use crate::system::from_shell;
use clap::builder::{PathBufValueParser, PossibleValue, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Make, show and convert SSH keys, saved with the permissions that ssh requires.
#[derive(Debug, Parser)]
#[command(name = "keywright-cli", version, after_help = PROGRAM_NOTES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new key and save it with its public key
    #[command(after_help = GENERATE_NOTES)]
    Generate(Generate),
    /// Show what key files contain
    #[command(after_help = SHOW_NOTES)]
    Show(Show),
    /// Save keys in another format, or with another passphrase or comment
    #[command(after_help = CONVERT_NOTES)]
    Convert(Convert),
    /// Show and change who may log in: the keys in authorized_keys
    #[command(after_help = AUTHORIZED_NOTES)]
    Authorized(Authorized),
    /// Explain an error message of ssh or of a program that uses it
    #[command(after_help = EXPLAIN_NOTES)]
    Explain(Explain),
    /// Check ~/.ssh for problems, and say what ssh does because of them
    #[command(after_help = CHECK_NOTES)]
    Check(Check),
    /// Find the files that hold a key
    #[command(after_help = FIND_NOTES)]
    Find(Find),
    /// Rewrite a damaged key file, with the same key, passphrase and comment
    #[command(after_help = REPAIR_NOTES)]
    Repair(Repair),
    /// Add a key to an account on a server, and try to log in with it
    #[command(after_help = INSTALL_NOTES)]
    Install(Install),
    /// Print a public key as a service, device or program needs it
    #[command(after_help = RECIPE_NOTES)]
    Recipe(RecipeArgs),
    /// Show, add and remove the keys that an agent holds
    #[command(after_help = AGENT_NOTES)]
    Agent(AgentCommand),
    /// Print the manual page of the program or of one command
    Man {
        /// Command, such as show or authorized add
        command: Vec<String>,
    },
    /// Print the completion script for a shell
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// Key type
    #[arg(long = "type", value_name = "TYPE", default_value = "ed25519")]
    pub kind: KeyTypeArg,
    /// Key size: 256, 384 or 521 for ecdsa [default: 256]; 2048 to 16384 for rsa [default: 3072]
    #[arg(long)]
    pub bits: Option<u32>,
    /// Comment [default: user@host]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub comment: Option<String>,
    /// Format of the private key
    #[arg(long, default_value = "openssh")]
    pub format: PrivateFormat,
    /// Save the private key as this file, and the public key next to it with .pub added to the name
    #[arg(long, value_name = "PATH", value_parser = path())]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub new: NewPassphraseArgs,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Print only the public key, in one line as in authorized_keys
    #[arg(long, group = "what")]
    pub public: bool,
    /// Print only the certificate, in one line as in NAME-cert.pub
    #[arg(long, group = "what")]
    pub certificate: bool,
    /// Print only the fingerprint
    #[arg(long, value_name = "HASH", group = "what")]
    pub fingerprint: Option<FingerprintHash>,
    /// Print only the comment
    #[arg(long, group = "what")]
    pub comment: bool,
    /// Print everything as JSON, one line for each key
    #[arg(long, group = "what")]
    pub json: bool,
    /// Only the key with this number, in files that contain several [default: all]
    #[arg(long, value_name = "N", value_parser = key_number())]
    pub key: Option<usize>,
    #[command(flatten)]
    pub old: OldPassphraseArgs,
    /// Key files; “-” is standard input
    #[arg(value_name = "FILE", required = true, value_parser = path())]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Convert {
    /// New format
    #[arg(long, value_name = "FORMAT")]
    pub to: Output,
    /// Also save the public key, as NAME.pub next to the private key
    #[arg(long)]
    pub with_public: bool,
    #[command(flatten)]
    pub old: OldPassphraseArgs,
    #[command(flatten)]
    pub new: NewPassphraseArgs,
    /// New comment [default: keep]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub comment: Option<String>,
    /// Only the key with this number, in files that contain several [default: all]
    #[arg(long, value_name = "N", value_parser = key_number())]
    pub key: Option<usize>,
    /// Save as this file; “-” prints a public key to standard output
    #[arg(long, value_name = "PATH", conflicts_with = "output_dir", value_parser = path())]
    pub output: Option<PathBuf>,
    /// Folder for the new files [default: next to each original]
    #[arg(long, value_name = "FOLDER", value_parser = path())]
    pub output_dir: Option<PathBuf>,
    /// Replace existing files; backups are kept, with the date in their names
    #[arg(long)]
    pub replace: bool,
    /// Key files, and folders to search for keys; “-” is standard input
    #[arg(value_name = "FILE", required = true, value_parser = path())]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct OldPassphraseArgs {
    /// File whose first line is the current passphrase; “-” is standard input
    #[arg(long, value_name = "FILE", value_parser = path())]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct NewPassphraseArgs {
    /// File whose first line is the new passphrase; “-” is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "no_passphrase", value_parser = path())]
    pub new_passphrase_file: Option<PathBuf>,
    /// Save without a passphrase: anyone who has the file can use the key
    #[arg(long)]
    pub no_passphrase: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum KeyTypeArg {
    /// Short, fast, and accepted almost everywhere
    Ed25519,
    /// When a server or policy requires ECDSA or a NIST curve
    Ecdsa,
    /// For older servers and devices that do not support Ed25519
    Rsa,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FingerprintHash {
    /// As OpenSSH shows it
    Sha256,
    /// MD5, as in OpenSSH before 6.8
    Md5,
}

impl ValueEnum for PrivateFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Output::private(*self).to_possible_value()
    }
}

impl ValueEnum for Output {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::WRITABLE
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Private { format: PrivateFormat::OpenSsh, .. } => {
                "OpenSSH private key, as ssh-keygen writes it"
            }
            Self::Private { format: PrivateFormat::Ppk3, .. } => "PuTTY key file, version 3",
            Self::Private { format: PrivateFormat::Ppk2, .. } => {
                "PuTTY key file, version 2, for older programs"
            }
            Self::Private { format: PrivateFormat::Pem, .. } => "Traditional PEM, for older programs",
            Self::Private { format: PrivateFormat::Pkcs8, .. } => "PKCS#8 in PEM, for OpenSSL and Java",
            Self::Public(PublicFormat::Line) => "Public key in one line",
            Self::Public(PublicFormat::Rfc4716) => "Public key as in RFC 4716",
        };
        Some(PossibleValue::new(self.format().id()).help(help))
    }
}

impl Convert {
    /// What is written. Without the switch the private key is alone.
    pub fn what(&self) -> Output {
        match self.to {
            Output::Private { format, .. } => Output::Private { format, with_public: self.with_public },
            public => public,
        }
    }
}

const PROGRAM_NOTES: &str = "\
Passphrases are never arguments, because other users could see those. They are read from the
first line of a file or of standard input (“-”), or typed at the terminal. The first line is
used exactly as it is, including spaces.

Private keys are readable only by their owner from the first byte on. Existing files are
replaced only with --replace, and then a backup is kept.

Exit status: 0 on success, 1 if anything failed (one line on standard error for each failure),
2 for a usage error.

Examples:
  keywright-cli generate
  keywright-cli show work.ppk
  keywright-cli convert --to openssh work.ppk
  keywright-cli convert --help
  keywright-cli authorized list ~/.ssh/authorized_keys
  keywright-cli man > keywright-cli.1
  keywright-cli completions bash > /etc/bash_completion.d/keywright-cli";

const SHOW_NOTES: &str = "\
Without a passphrase, show prints what can be read from a locked file. If --public,
--fingerprint or --comment needs more, it asks for the passphrase: for the comment of OpenSSH
keys, and for everything in PEM and PKCS#8 files. With --passphrase-file, locked keys are always
unlocked, and a wrong passphrase is an error.

--public and --fingerprint refer to the plain public key, even if the file is a certificate or a
.ppk file with a certificate; --certificate prints the certificate itself.

If a file contains several keys, all of them are shown, each with its number; --key shows one of
them. If one of them cannot be read, the reason is printed on standard error and the exit status
is 1.

--json prints one object on one line for each key. Its fields include:
  file          name of the file, as text
  file_bytes    the name in hexadecimal, if it is not valid UTF-8
  number, of    number of this key, and of all keys, in files with several
  unwrapped     what was undone to read the key, such as escapes or base64, if anything was
  public        plain public key, in one line
  certificate   what the certificate contains, if the file has one
  security_key  for keys that are inside a security key

In “certificate”, “line” is the certificate in one line, “status” is valid, expired or
not-yet-valid, “signature” is right (valid), wrong (not valid) or unchecked, and “refused” lists
why OpenSSH refuses it apart from its dates. If only its type is known, “unreadable” is there
instead. An option that appears more than once has a list of values.

Examples:
  keywright-cli show ~/.ssh/id_ed25519
  keywright-cli show --public work.ppk >> authorized_keys
  vault read -field=key secret/ssh | keywright-cli show -
  keywright-cli show --fingerprint sha256 *.pub
  keywright-cli show --json ~/.ssh/id_rsa-cert.pub
  keywright-cli show --certificate work.ppk > work-cert.pub
  keywright-cli show --key 2 --public keys.pem";

const CONVERT_NOTES: &str = "\
Without --new-passphrase-file or --no-passphrase, keys keep their passphrase, or stay without
one. Without --output or --output-dir, each new file is saved next to its original: work.ppk
becomes work, work.ppk, work.pem, work.p8 or work.pub. If that name is taken, the new file gets
the next free one, such as work_2, as in the window; a name after --output is never changed. If
the same key already exists there, in this format and with the same passphrase, it is not saved
again.

If a file contains several keys, each is saved in a file of its own: keys.pem becomes keys,
keys_2, keys_3 and so on. If the first of these is the original file itself, its key is saved as
keys_1 instead. Numbers whose names are needed for other files of the same run are skipped.
--key converts one of the keys. Each locked key is unlocked separately.

The private key is saved alone. With --with-public, its public key is saved too, as NAME.pub next
to it: both files or neither. The window does so for OpenSSH keys.

In folders, all keys are converted, including those in subfolders. Files that look like a key
but cannot be converted (private keys that cannot be read, damaged keys, keys in containers of
other programs) are each reported with the reason, and the exit status is 1. Skipped, and
counted in the last line, are public keys and certificates if the new format is a private one,
keys that are already in this format, files that are not keys, and files larger than 1 MiB,
which are not searched for keys. With several files, new files are listed on standard output
and failures on standard error; a failure does not stop the rest.

The passphrase from --passphrase-file is tried on every locked key. If both passphrases come
from standard input, the first line is the current one. An empty new passphrase is an error; use
--no-passphrase to save without one. Private keys are not printed to standard output, because
files made from the output could be readable by others.

The comment of a locked OpenSSH key is encrypted: to include it in a public key, use
--passphrase-file, or set a new one with --comment.

A certificate in a .ppk file is kept: in the new file for ppk and ppk2; in NAME-cert.pub next to
the key for openssh (with the public key in NAME.pub), pem and pkcs8. Public keys are saved
without it. Files that are certificates themselves are not converted.

A key from standard input (“-”) or another pipe needs --output or --output-dir. In that folder,
the new file is called key, with the extension of its format.

Examples:
  keywright-cli convert --to openssh work.ppk
  keywright-cli convert --to ppk --output work.ppk ~/.ssh/id_ed25519
  keywright-cli convert --to openssh --output-dir ~/.ssh old-keys/
  keywright-cli convert --to public --output - work.ppk
  keywright-cli convert --to openssh --new-passphrase-file new.txt --replace ~/.ssh/id_rsa";

/// Keys are counted from 1.
fn key_number() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u32).range(1..).map(|number| number as usize)
}

/// Paths, as shells hand them over.
pub(super) fn path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(from_shell)
}

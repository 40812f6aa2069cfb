//! The command line. What is written here is the help, the manual page and the completions.

use crate::format::PublicFormat;
use crate::save::What;
use crate::system::from_shell;
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Makes, shows and converts SSH keys, and saves them so that ssh accepts them.
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
    /// Show what is in key files
    #[command(after_help = SHOW_NOTES)]
    Show(Show),
    /// Write keys in another format, or with another passphrase or comment
    #[command(after_help = CONVERT_NOTES)]
    Convert(Convert),
    /// Print the manual page, of the program or of one command
    Man {
        /// The command
        command: Option<String>,
    },
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// The kind of key
    #[arg(long = "type", value_name = "TYPE", default_value = "ed25519")]
    pub kind: Algorithm,
    /// Size: 256, 384 or 521 for ecdsa (else 256); 2048 to 16384 for rsa (else 3072)
    #[arg(long)]
    pub bits: Option<u32>,
    /// The comment; else user@host
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub comment: Option<String>,
    /// The format of the private key
    #[arg(long, default_value = "openssh")]
    pub format: PrivateTarget,
    /// Where to save the private key; the public key goes beside it, with .pub at the end
    #[arg(long, value_name = "PATH", value_parser = path())]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub new: NewPassphraseArgs,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Only the public key in one line, as it goes into authorized_keys
    #[arg(long, group = "what")]
    pub public: bool,
    /// Only the certificate in one line, as in NAME-cert.pub
    #[arg(long, group = "what")]
    pub certificate: bool,
    /// Only this fingerprint
    #[arg(long, value_name = "HASH", group = "what")]
    pub fingerprint: Option<Hash>,
    /// Only the comment
    #[arg(long, group = "what")]
    pub comment: bool,
    /// Everything, as one line of JSON for each key
    #[arg(long, group = "what")]
    pub json: bool,
    /// Only the key with this number, of files that hold several [default: all]
    #[arg(long, value_name = "N", value_parser = key_number())]
    pub key: Option<usize>,
    #[command(flatten)]
    pub old: OldPassphraseArgs,
    /// The key files; “-” is standard input
    #[arg(value_name = "FILE", required = true, value_parser = path())]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Convert {
    /// The new format
    #[arg(long, value_name = "FORMAT")]
    pub to: Target,
    #[command(flatten)]
    pub old: OldPassphraseArgs,
    #[command(flatten)]
    pub new: NewPassphraseArgs,
    /// Another comment; else the key keeps its own
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub comment: Option<String>,
    /// Only the key with this number, of files that hold several [default: all]
    #[arg(long, value_name = "N", value_parser = key_number())]
    pub key: Option<usize>,
    /// The new file; “-” prints a public key instead
    #[arg(long, value_name = "PATH", conflicts_with = "output_dir", value_parser = path())]
    pub output: Option<PathBuf>,
    /// The folder for the new files; else each goes beside its old one
    #[arg(long, value_name = "FOLDER", value_parser = path())]
    pub output_dir: Option<PathBuf>,
    /// Replace files that are there; the old ones are kept with the date in their names
    #[arg(long)]
    pub replace: bool,
    /// Key files, and folders to look for keys in; “-” is standard input
    #[arg(value_name = "FILE", required = true, value_parser = path())]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct OldPassphraseArgs {
    /// A file whose first line is the passphrase of the keys; “-” is standard input
    #[arg(long, value_name = "FILE", value_parser = path())]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct NewPassphraseArgs {
    /// A file whose first line is the passphrase of the new file; “-” is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "no_passphrase", value_parser = path())]
    pub new_passphrase_file: Option<PathBuf>,
    /// Save without a passphrase: anyone who has the file can use the key
    #[arg(long)]
    pub no_passphrase: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Algorithm {
    /// Short, fast, and accepted almost everywhere
    Ed25519,
    /// For places that ask for ECDSA or a NIST curve
    Ecdsa,
    /// For older servers and devices
    Rsa,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Hash {
    /// As ssh shows it
    Sha256,
    /// As ssh showed it before version 6.8
    Md5,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PrivateTarget {
    /// As ssh-keygen writes it
    Openssh,
    /// PuTTY key file, version 3
    Ppk,
    /// PuTTY key file, version 2, for older programs
    Ppk2,
    /// Traditional PEM, for older programs
    Pem,
    /// PKCS#8 in PEM, for OpenSSL and Java
    Pkcs8,
}

impl PrivateTarget {
    /// The private file alone.
    pub fn what(self) -> What {
        match self {
            Self::Openssh => What::OpenSsh,
            Self::Ppk => What::Ppk3,
            Self::Ppk2 => What::Ppk2,
            Self::Pem => What::Pem,
            Self::Pkcs8 => What::Pkcs8,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Target {
    /// The private key as ssh-keygen writes it
    Openssh,
    /// PuTTY key file, version 3
    Ppk,
    /// PuTTY key file, version 2, for older programs
    Ppk2,
    /// Traditional PEM, for older programs
    Pem,
    /// PKCS#8 in PEM, for OpenSSL and Java
    Pkcs8,
    /// The public key as in RFC 4716
    Rfc4716,
    /// The public key in one line
    Public,
}

impl Target {
    pub fn what(self) -> What {
        match self {
            Self::Openssh => What::OpenSsh,
            Self::Ppk => What::Ppk3,
            Self::Ppk2 => What::Ppk2,
            Self::Pem => What::Pem,
            Self::Pkcs8 => What::Pkcs8,
            Self::Rfc4716 => What::Public(PublicFormat::Rfc4716),
            Self::Public => What::Public(PublicFormat::Line),
        }
    }
}

const PROGRAM_NOTES: &str = "\
Passphrases are never arguments, which other users could see. They are the first line of a
file, or of standard input (“-”), or are asked for on the terminal. The line is taken as it
stands, spaces too.

Private keys can be read by their owner alone from the first byte on. Nothing is replaced
unless --replace says so, and then the old file is kept.

Exit status: 0 when all was done, 1 when something was not (one line on standard error for
each file), 2 when the command line is wrong.

Examples:
  keywright-cli generate
  keywright-cli show work.ppk
  keywright-cli convert --to openssh work.ppk
  keywright-cli convert --help
  keywright-cli man > keywright-cli.1
  keywright-cli completions bash > /etc/bash_completion.d/keywright-cli";

const GENERATE_NOTES: &str = "\
Saves the private key and its public key, and prints the public line. Without --output the
private key goes to ~/.ssh under the name that ssh looks for, such as id_ed25519, or the next
free one, such as id_ed25519_2. Nothing is ever replaced.

Without --new-passphrase-file or --no-passphrase the passphrase is asked for twice on the
terminal; an empty answer means none. On standard error nothing is said when all is well,
except on a terminal: there it says how far it is and where the key went.

Examples:
  keywright-cli generate
  keywright-cli generate --type rsa --bits 4096 --comment 'ann@work'
  keywright-cli generate --no-passphrase --output deploy_key
  keywright-cli generate --format ppk --new-passphrase-file pass.txt --output work.ppk";

const SHOW_NOTES: &str = "\
What a locked file tells without its passphrase is shown without it. Where --public,
--fingerprint or --comment asks for more, the passphrase is needed: the comment in OpenSSH
keys, everything in PEM and PKCS#8 files. With --passphrase-file a locked key is always
opened, and a wrong passphrase is an error.

--public and --fingerprint are about the plain public key, also where the file is a certificate
or a .ppk file with one; --certificate prints the certificate itself. In the JSON, “public” is
the line of the plain public key, and “certificate” is there for files with a certificate:
“line” is the certificate in one line, “status” is valid, expired or not-yet-valid, “signature”
is right, wrong or unchecked, “refused” lists why OpenSSH refuses it whatever its dates, and
“unreadable” is there instead where only its type is known. The value of an option that occurs
more than once is a list. “security_key” is there for keys in a security key.

Of a file with several keys all are shown, one after the other, each with its number; --key
shows one of them. A key that cannot be read among others that can is reported on standard
error, and the exit status is 1.

--json prints one object on one line for each key. For a key out of a file with several,
“number” counts the keys of the file from 1, and “of” says how many there are. Files with one
key have neither.

In JSON, “file” is the name as text. If the name is not valid UTF-8, “file_bytes” holds its
bytes as hexadecimal digits.

Examples:
  keywright-cli show ~/.ssh/id_ed25519
  keywright-cli show --public work.ppk >> authorized_keys
  vault read -field=key secret/ssh | keywright-cli show -
  keywright-cli show --fingerprint sha256 *.pub
  keywright-cli show --json ~/.ssh/id_rsa-cert.pub
  keywright-cli show --certificate work.ppk > work-cert.pub
  keywright-cli show --key 2 --public keys.pem";

const CONVERT_NOTES: &str = "\
A locked key keeps its passphrase unless told otherwise, and one without stays without.
Without --output or --output-dir the new file goes beside the old one: work.ppk becomes
work, work.ppk, work.pem, work.p8 or work.pub.

The comment of a locked OpenSSH key is locked with it: to have it in a public key, name its
passphrase with --passphrase-file, or another comment with --comment.

A certificate in a .ppk file stays with its key: in ppk and ppk2 it is in the new file; for
openssh it goes into NAME-cert.pub beside the key, and the public key into NAME.pub; for pem and
pkcs8 it goes into NAME-cert.pub too. Public keys are written without it. Files that are
certificates themselves stay as they are.

Of a file with several keys, each goes into a new file of its own: the first is called like
the old file, the others have a number, as in keys, keys_2, keys_3. Numbers whose name another
file of the run needs are left out. --key converts one of them. Each locked key is unlocked by
itself.

Of folders, all keys in them and in the folders in them are converted. Files that look like a
key and were not converted are each reported with the reason, and the exit status is 1 then:
private keys that cannot be read, damaged keys, keys in containers of other programs. Skipped,
and counted in the last line, are public keys and certificates where a private format is asked
for, keys that are in this format already, files that are not keys, and files larger than
1 MiB, which are not searched for keys. With several files, each new file is named on standard
output and each failure on standard error; a failure does not stop the rest.

The passphrase in the file is tried on each locked key. Where both passphrases come from
standard input, the first line is the old one. An empty new passphrase is an error: without
one means --no-passphrase. Private keys are not printed to standard output, where files made
of it could be read by others.

A key from standard input (“-”) or another pipe needs --output or --output-dir. In that folder
it is named key, with the ending of its format.

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
fn path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(from_shell)
}

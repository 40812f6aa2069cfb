//! Why a command, or its part for one file, failed. Data only: the words are in [`super::report`].

use crate::agent::AgentError;
use crate::batch::{ConvertError, KeyPlace, OpenError};
use crate::format::{DecryptError, PrivateFormat, ReadError};
use crate::health::FixError;
use crate::key::{BadComment, Kind};
use crate::remote::BadTarget;
use crate::save::SaveError;
use crate::sshfiles::{BadValue, TooLarge};
use crate::system::{AgentKind, DiskError, FilePermissions};
use std::io::ErrorKind;
use std::path::PathBuf;

#[derive(Clone, Debug)]
pub(super) enum CliError {
    /// clap's words.
    Usage(String),
    Comment(BadComment),
    EcdsaBits(u32),
    Ed25519Bits(u32),
    RsaBits,
    /// `--output` for more than one file.
    OutputForMany,
    /// `--output` for a file with so many keys.
    OutputForKeys(PathBuf, usize),
    /// `--key` for a file that does not hold so many.
    NoSuchKey {
        path: PathBuf,
        number: usize,
        of: usize,
    },
    PrivateToStandardOutput,
    /// A key and a passphrase were both to come from standard input.
    InputForBoth,
    /// A key out of a pipe, and nothing that says where the new file goes.
    PipeWithoutOutput,
    /// No file can be called like this, whatever is there.
    BadName(SaveError),
    /// Keys of this type have no such format.
    FormatUnavailable {
        kind: Kind,
        format: PrivateFormat,
    },
    /// No argument at all.
    NoCommand,
    /// `man` for a command that there is not.
    NoSuchCommand(String),
    Disk(DiskError),
    /// A FIFO or the like, where folders and files are looked through.
    NotAFile(PathBuf),
    Read(KeyPlace, ReadError),
    /// An internal error stopped the work on this file.
    Crashed(KeyPlace),
    /// The same as `Read` of a private key in a file that others can read.
    ReadExposed(KeyPlace, ReadError, FilePermissions),
    Decrypt(KeyPlace, DecryptError),
    /// It stays what it is.
    Certificate(KeyPlace),
    /// There is no certificate with this key.
    NoCertificate(KeyPlace),
    /// The passphrase in the file does not open this key.
    WrongInFile(KeyPlace),
    /// The passphrase is needed, and there is no terminal to ask on.
    NoPassphrase(KeyPlace),
    /// Whoever was asked for the passphrase gave none.
    NotGiven(KeyPlace),
    /// A new passphrase is needed, and there is no terminal to ask on.
    NoNewPassphrase,
    /// Both answers were not the same.
    PassphrasesDiffer,
    EmptyPassphrase(PathBuf),
    PassphraseTooLong(PathBuf),
    /// A FIFO or the like, which is not waited for.
    PassphraseNoFile(PathBuf),
    /// The file with the passphrase is UTF-16.
    PassphraseEncoding(PathBuf),
    /// A new passphrase that nobody could type.
    Untypable,
    StandardInput(ErrorKind),
    Cancelled,
    /// Something is at the path for the new key.
    Taken(PathBuf),
    Convert(KeyPlace, ConvertError),
    NoKeys,
    /// Standard input was to be changed.
    ChangeOfInput,
    /// A text file that is too large to be changed.
    TextTooLarge(PathBuf, TooLarge),
    /// `--until` is no date.
    BadDate(String),
    /// `--until` is in the past.
    PastDate(String),
    /// Options with which a key cannot be added.
    AuthorizedValue(BadValue),
    /// The key stands in this line of authorized_keys already.
    AuthorizedAlready {
        at: KeyPlace,
        number: usize,
        is_on: bool,
    },
    /// The same, but it may do other things there than it was to be added with.
    AuthorizedOtherwise {
        at: KeyPlace,
        number: usize,
    },
    /// A key that was to be turned on stands in more than one line, and each may let it do something else.
    AuthorizedSeveral {
        which: String,
        numbers: Vec<usize>,
    },
    /// A certificate, where a key is asked for.
    AuthorizedCertificate(KeyPlace),
    /// All of the file is locked, also the public key.
    PublicHidden(KeyPlace),
    /// A line number that is too large.
    NoSuchLine(PathBuf, String),
    /// No line holds the key that was named so.
    NotAuthorized {
        file: PathBuf,
        which: String,
    },
    /// The line holds no key that could be turned on or off.
    AuthorizedNotAKey {
        number: usize,
        verb_is_on: bool,
    },
    /// `authorized` without what to do.
    NoAuthorizedAction,
    /// There is no home folder to search for a key.
    NoHomeToSearch,
    /// No file holds the key that is searched for.
    KeyNowhere,
    /// All that was asked for is so already.
    AuthorizedUnchanged,
    /// No service is called so; perhaps these are meant.
    NoSuchRecipe {
        name: String,
        meant: Vec<&'static str>,
    },
    /// One key is wanted, and the file has so many.
    NotOneKey(usize),
    /// It is no private key that ssh reads.
    NotForSsh(PathBuf),
    /// A service takes no text of this key: why, in words.
    NoRecipeText {
        at: KeyPlace,
        words: String,
    },
    /// `agent` without what to do.
    NoAgentAction,
    /// No agent runs.
    NoAgent(AgentKind),
    /// It holds no keys.
    AgentEmpty,
    /// An agent did not do what was asked.
    Agent {
        kind: AgentKind,
        program: Option<String>,
        error: AgentError,
    },
    /// A public key, where a private one is asked for.
    AgentPublic(KeyPlace),
    /// The agent does not hold the key that was named so.
    NotInAgent(String),
    /// `install` for something that is no server.
    BadTarget(BadTarget),
    /// `explain` without a text.
    NothingToExplain,
    /// `explain` with a text in which nothing is known.
    UnknownMessage,
    /// `explain` with a private key.
    PrivateKeyToExplain,
    /// `explain` with more than it reads.
    ExplainTooLarge,
    Save(SaveError),
    /// The same of a text file that stays in its place.
    SaveText(SaveError),
    /// Something was not put right.
    Fix(FixError),
    /// A private key out of a pipe was to be repaired.
    RepairOfPrivateInput,
    /// Repairing a private key would leave out other text in its file.
    RepairLeavesOut(PathBuf),
    NoHome,
    NoEntropy,
    /// Standard output.
    Output(ErrorKind),
    /// The same, after a new key was saved in this file.
    OutputOfNewKey(PathBuf, ErrorKind),
    /// The same, after so many keys were converted.
    OutputOfConverted(usize, ErrorKind),
}

impl CliError {
    /// The exit status: 2 where the command line is to blame.
    pub fn status(&self) -> u8 {
        match self {
            Self::Usage(_)
            | Self::Comment(_)
            | Self::EcdsaBits(_)
            | Self::Ed25519Bits(_)
            | Self::RsaBits
            | Self::OutputForMany
            | Self::OutputForKeys(..)
            | Self::PrivateToStandardOutput
            | Self::InputForBoth
            | Self::PipeWithoutOutput
            | Self::BadName(_)
            | Self::FormatUnavailable { .. }
            | Self::ChangeOfInput
            | Self::RepairOfPrivateInput
            | Self::NoAuthorizedAction
            | Self::BadDate(_)
            | Self::PastDate(_)
            | Self::AuthorizedValue(_)
            | Self::NoAgentAction
            | Self::BadTarget(_)
            | Self::NoSuchRecipe { .. }
            | Self::NoCommand
            | Self::NothingToExplain
            | Self::NoSuchCommand(_) => 2,
            _ => 1,
        }
    }

    /// Why a file or folder among others was not looked at.
    pub fn not_a_pipe(error: DiskError) -> Self {
        match error.kind {
            ErrorKind::InvalidInput => Self::NotAFile(error.path),
            _ => Self::Disk(error),
        }
    }

    pub fn opening(place: KeyPlace, error: OpenError) -> Self {
        match error {
            OpenError::Disk(error) => Self::Disk(error),
            OpenError::Read(error) => Self::Read(place, error),
        }
    }
}

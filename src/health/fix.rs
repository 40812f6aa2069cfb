//! What puts a finding right.

use crate::sshfiles::LineFix;
use std::path::PathBuf;

/// What puts it right. Where it is about a line, that is the line of the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Only the owner reads and writes the file.
    MakePrivate,
    /// Nobody but the owner may change the file or folder; whoever could read it still can.
    TakeWrite,
    /// The same key is written again as ssh reads it: nothing but white space and the encoding of characters changes.
    Rewrite,
    /// The same, after a person was asked: more than white space changes, or it is of a link or a file that is not in
    /// ~/.ssh, where others may rely on it.
    Asked(Box<Fix>),
    /// The public key is written beside its private key, whose file this is. An old one is kept as a backup.
    WritePublic,
    /// The file gets this name, in the same folder. Nothing is overwritten.
    Rename(PathBuf),
    /// `authorized_keys`: a line that sshd does not read, or not as it is meant, is put right.
    RepairLine(LineFix),
    /// `authorized_keys`: a key may not log in any more, or a line that sshd ignores becomes a comment.
    SwitchOff,
    /// `authorized_keys`: a line with a key that may log in by an earlier line is removed.
    RemoveRepeated,
    /// `known_hosts`: a line that ssh cannot read is removed.
    RemoveHostLine,
    /// `config`: a server uses a key. What of it is not known, a person is asked for.
    KeyForServer {
        /// The server as it is called on ssh's command line.
        server: Option<String>,
        /// The file of the private key.
        key: Option<PathBuf>,
        /// Whether no other key is offered to it.
        only: bool,
    },
    /// `config`: the IdentityFile in this line names this file instead of one that is not there.
    NameFile(PathBuf),
    /// The person opens the key and saves it as OpenSSH.
    Convert,
    /// The person opens the key and saves it under a passphrase.
    SetPassphrase,
    /// The person opens the key and saves it in ~/.ssh, on a disk that keeps permissions.
    SaveInDotSsh,
    /// The person makes a new key and replaces this one with it.
    Replace,
    /// The person says which file is meant.
    ChooseFile,
    /// The person asks whoever issued the certificate for another one.
    AskIssuer,
    /// The person runs a command as the administrator, so that the file belongs to them.
    TakeOwnership,
    /// The person runs a command, so that they may read their own file.
    MakeReadable,
}

/// Who carries out a fix, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// [`super::plan`], without a question: it only takes permissions away or writes the same again.
    Safe,
    /// [`super::plan`], once the person has seen what it changes.
    Shown,
    /// The page of the key, with this one opened.
    Open,
    /// The form for a new key.
    Generate,
    /// The person chooses a file; then it is shown what that changes.
    Choose,
    /// The person enters what is not known; then it is shown what that changes.
    Ask,
    /// A command to copy.
    Command,
    /// Nothing that this program can do.
    Advice,
}

impl Fix {
    /// Who carries it out.
    pub const fn kind(&self) -> FixKind {
        match self {
            Self::MakePrivate | Self::TakeWrite | Self::Rewrite => FixKind::Safe,
            Self::Asked(_)
            | Self::WritePublic
            | Self::Rename(_)
            | Self::RepairLine(_)
            | Self::SwitchOff
            | Self::RemoveRepeated
            | Self::RemoveHostLine
            | Self::KeyForServer { server: Some(_), key: Some(_), .. }
            | Self::NameFile(_) => FixKind::Shown,
            Self::KeyForServer { .. } => FixKind::Ask,
            Self::Convert | Self::SetPassphrase | Self::SaveInDotSsh => FixKind::Open,
            Self::Replace => FixKind::Generate,
            Self::ChooseFile => FixKind::Choose,
            Self::TakeOwnership | Self::MakeReadable => FixKind::Command,
            Self::AskIssuer => FixKind::Advice,
        }
    }

    /// A stable identifier, for JSON.
    pub fn id(&self) -> &'static str {
        match self {
            Self::MakePrivate => "make-private",
            Self::TakeWrite => "take-write",
            Self::Rewrite => "rewrite",
            Self::Asked(fix) => fix.id(),
            Self::WritePublic => "write-public",
            Self::Rename(_) => "rename",
            Self::RepairLine(_) => "repair-line",
            Self::SwitchOff => "switch-off",
            Self::RemoveRepeated => "remove-repeated",
            Self::RemoveHostLine => "remove-host-line",
            Self::KeyForServer { .. } => "add-to-config",
            Self::NameFile(_) | Self::ChooseFile => "choose-file",
            Self::Convert => "convert",
            Self::SetPassphrase => "set-passphrase",
            Self::SaveInDotSsh => "save-in-dot-ssh",
            Self::Replace => "replace",
            Self::AskIssuer => "ask-issuer",
            Self::TakeOwnership => "take-ownership",
            Self::MakeReadable => "make-readable",
        }
    }

    /// Whether it only takes permissions away or writes the same again.
    pub const fn is_safe(&self) -> bool {
        matches!(self.kind(), FixKind::Safe)
    }
}

//! The key, as one value that the window shows.

use super::KeyFocus;
use super::certified::{Attached, Certified};
use super::choice::{KeyText, Provenance};
use super::line::line_shown;
use crate::agent::AgentName;
use crate::app::{Job, SecretField};
use crate::batch::Part;
use crate::format::{EncryptedKey, Format, PassphraseBytes};
use crate::key::{
    BadComment, Comment, EdgeSpace, Fingerprint, Key, Kind, NewKind, Origin, Passphrase, PublicKey,
    Randomart, Weakness, weakness,
};
use crate::save::{BadName, Output, Saved, Taken};
use crate::system::DiskError;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The key of the page.
#[derive(Debug)]
pub enum KeyState {
    /// No key: the form and the drop zone.
    None,
    /// A key is being made.
    Generating {
        /// The work.
        job: Job,
        /// What is made.
        kind: NewKind,
        /// It becomes the key's when the key is there.
        passphrase: Option<Arc<Passphrase>>,
    },
    /// A key that waits for its passphrase.
    Locked(Box<LockedKey>),
    /// A key.
    Open(Box<OpenKey>),
}

/// Where a key came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// A file.
    File(PathBuf),
    /// Text from the clipboard.
    Pasted,
}

impl KeySource {
    /// The file.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Pasted => None,
        }
    }
}

/// The file or text that an open key came from; once it is saved in ~/.ssh, the file there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOrigin {
    /// Where it is.
    pub source: KeySource,
    /// Which key of it, where it holds several.
    pub part: Option<Part>,
    /// Its format.
    pub format: Format,
}

/// What can be said of a public half.
#[derive(Debug)]
pub struct PublicInfo {
    /// The key itself.
    pub public: PublicKey,
    /// Its line as it is shown. What is copied is whole.
    pub line: String,
    /// How many characters that leaves out.
    pub line_more: usize,
    /// Its hashes.
    pub fingerprint: Fingerprint,
    /// Its picture.
    pub art: Randomart,
    /// What should be known before it is relied on.
    pub weakness: Option<Weakness>,
}

impl PublicInfo {
    /// Worked out once; all of it is quick.
    pub fn of(public: PublicKey, origin: Origin) -> Self {
        let fingerprint = public.fingerprint();
        let (line, line_more) = line_shown(public.comment(), |comment| public.line_with(comment));
        Self {
            line,
            line_more,
            art: Randomart::of(&fingerprint, public.kind()),
            weakness: weakness(public.kind(), origin),
            fingerprint,
            public,
        }
    }

    /// What kind of key it is.
    pub fn kind(&self) -> Kind {
        self.public.kind()
    }

    pub(super) fn set_comment(&mut self, comment: Comment) {
        self.public = self.public.clone().with_comment(comment);
        (self.line, self.line_more) =
            line_shown(self.public.comment(), |comment| self.public.line_with(comment));
    }
}

/// A key under its passphrase.
#[derive(Debug)]
pub struct LockedKey {
    /// The key.
    pub key: Arc<EncryptedKey>,
    /// Where it came from.
    pub source: KeySource,
    /// Which key of its file, where that holds several.
    pub part: Option<Part>,
    /// What its text was like.
    pub text: KeyText,
    /// What its file says in the clear; some say nothing.
    pub facts: Option<PublicInfo>,
    /// The certificate in its file.
    pub attached: Option<Attached>,
    /// Show the MD5 fingerprint too.
    pub md5: bool,
    /// Tells this key from those before it.
    pub number: u64,
    /// What is typed.
    pub passphrase: SecretField,
    /// The attempt under way.
    pub trying: Option<Attempt>,
    /// Why the last attempt failed, and how many did.
    pub refused: Option<(crate::format::DecryptError, u32)>,
}

/// An attempt to decrypt.
#[derive(Debug)]
pub struct Attempt {
    pub(super) job: Job,
}

impl Attempt {
    /// How long it will take, where that is known and more than a moment, and how much is done, from
    /// 0 to 1.
    pub fn expected(&self) -> Option<(Duration, f32)> {
        self.job.expected().map(|whole| (whole, self.job.done()))
    }
}

/// A key that is open.
#[derive(Debug)]
pub struct OpenKey {
    /// What there is of it.
    pub content: Content,
    /// Where it came from; `None` where it was made here.
    pub origin: Option<KeyOrigin>,
    /// The certificate that stays with a private key.
    pub attached: Option<Attached>,
    /// What its text was like.
    pub text: KeyText,
    /// What is shown of its public half.
    pub facts: PublicInfo,
    /// The comment as it stands in its field.
    pub comment: String,
    /// Why that text is not the key's comment.
    pub comment_problem: Option<BadComment>,
    /// Show the MD5 fingerprint too.
    pub md5: bool,
    /// Whether closing would lose something.
    pub unsaved: Option<Unsaved>,
    /// The file that a recovered key is in. It is removed as soon as the key is saved elsewhere.
    pub recovered_from: Option<PathBuf>,
    /// The agent that holds it, as far as is known.
    pub held_by: Option<AgentName>,
    /// White space that was typed around the passphrase that opened it, and is not part of that.
    pub left_out: Option<EdgeSpace>,
    /// Where "Save" goes.
    pub place: SaveDestination,
    /// The name of a new file there, as it stands in its field.
    pub file_name: FileName,
    /// The save under way.
    pub saving: Option<Saving>,
    /// What the last save wrote.
    pub saved: Option<(Output, Saved)>,
    /// Tells this key from those before it.
    pub number: u64,
    /// Counts the changes: one made while a save is under way is not saved by it.
    pub(super) revision: u32,
}

/// A save under way.
#[derive(Debug)]
pub struct Saving {
    /// Held for its drop: a save of a key that is gone is not waited for.
    pub(super) _job: Job,
    /// The revision of the key that is being saved.
    pub(super) revision: u32,
}

/// What there is of a key.
#[derive(Debug)]
pub enum Content {
    /// A private key with its public key.
    Private {
        /// The key. Its comment may be older than that of the facts.
        key: Arc<Key>,
        /// What it is saved under.
        passphrase: Option<Arc<Passphrase>>,
        /// How the passphrase that opened it had been turned into bytes, where that was not UTF-8.
        read_as: Option<PassphraseBytes>,
    },
    /// The public half alone.
    Public,
    /// A public key with what an authority says of it.
    Certificate(Box<Certified>),
}

/// What closing would lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// The key was made here and is nowhere else.
    Made,
    /// The key came from pasted text.
    Pasted,
    /// Comment or passphrase were changed.
    Changed,
}

/// The name of a new file in ~/.ssh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileName {
    /// As typed or proposed.
    pub text: String,
    /// What is wrong with it, or should be known of it.
    pub problem: Option<FileNameProblem>,
    /// The person has changed it: nothing else is proposed any more.
    pub(super) is_typed: bool,
}

/// What is to be said of the name of a new file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNameProblem {
    /// No key in ~/.ssh can be called that.
    Bad(BadName),
    /// This has the name already.
    Taken(Taken),
}

impl FileNameProblem {
    /// Whether nothing can be saved under the name.
    pub fn blocks(&self) -> bool {
        !matches!(self, Self::Taken(Taken::ByFile(_)))
    }
}

/// Where "Save" puts the pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveDestination {
    /// Being looked for.
    Looking,
    /// A new file in ~/.ssh.
    New(PathBuf),
    /// The file that the key came from or went to, in ~/.ssh.
    Same(PathBuf),
    /// ~/.ssh cannot be looked at.
    Blocked(DiskError),
    /// There is no home folder.
    NoHome,
}

impl LockedKey {
    /// Where it is.
    pub fn origin(&self) -> KeyOrigin {
        KeyOrigin { source: self.source.clone(), part: self.part, format: self.key.format() }
    }
}

impl OpenKey {
    /// Whether there is a private half.
    pub fn is_private(&self) -> bool {
        matches!(self.content, Content::Private { .. })
    }

    /// Whether it cannot be saved in ~/.ssh before its name there is changed.
    pub fn has_unusable_name(&self) -> bool {
        let is_new = matches!(self.place, SaveDestination::New(_));
        is_new && self.file_name.problem.as_ref().is_some_and(FileNameProblem::blocks)
    }

    /// Whether the key itself is in a file that is to stay.
    pub fn is_saved(&self) -> bool {
        !self.is_private() || (self.unsaved.is_none() && self.recovered_from.is_none())
    }

    /// Whether saving in the file that it came from would change nothing.
    pub fn is_as_in_file(&self) -> bool {
        self.unsaved.is_none() && self.text.fault.is_none()
    }

    /// The one thing to do next: a key is given away after it is safe.
    pub fn next(&self) -> KeyFocus {
        match self.place {
            _ if self.saving.is_some() => KeyFocus::Wait,
            _ if self.is_saved() => KeyFocus::Copy,
            SaveDestination::Looking => KeyFocus::Wait,
            SaveDestination::New(_) | SaveDestination::Same(_) => KeyFocus::Save,
            SaveDestination::Blocked(_) | SaveDestination::NoHome => KeyFocus::SaveAs,
        }
    }

    /// The certificate, where it is one.
    pub fn certified(&self) -> Option<&Certified> {
        match &self.content {
            Content::Certificate(certified) => Some(certified),
            Content::Private { .. } | Content::Public => None,
        }
    }

    /// Whether the private key is under a passphrase. `None` for a public key.
    pub fn has_passphrase(&self) -> Option<bool> {
        match &self.content {
            Content::Private { passphrase, .. } => Some(passphrase.is_some()),
            Content::Public | Content::Certificate(_) => None,
        }
    }
}

/// A key as it was opened.
pub(super) struct Opened {
    pub key: Key,
    pub format: Format,
    pub from: Provenance,
    pub passphrase: Option<Arc<Passphrase>>,
    pub read_as: Option<PassphraseBytes>,
    pub left_out: Option<EdgeSpace>,
}

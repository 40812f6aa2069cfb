//! What is to become of many keys.

use crate::app::NewPassphrase;
use crate::batch::{Destination, Protection, Wanted};
use crate::save::Output;
use std::path::PathBuf;

/// What the new files are: format, place, passphrase.
#[derive(Debug)]
pub struct Target {
    /// The format.
    pub output: Output,
    /// The folder for all of them; without one, each goes beside its old file.
    pub folder: Option<PathBuf>,
    /// Where the folder comes from.
    pub(super) place: Place,
    /// What they are locked with.
    pub protection: Protection,
    /// The new passphrase, as typed.
    pub new: NewPassphrase,
    /// Whether it was tried to convert while the new passphrase could not be taken.
    pub tried: bool,
    /// Counts the changes of the new passphrase.
    pub(super) edits: u64,
}

/// Who said where the new files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nobody yet.
    Open,
    /// We did: the folder is not there, and is made when it is needed.
    Proposed,
    /// We did, and made the folder.
    Made,
    /// The person did.
    Chosen,
}

/// All that makes one new file differ from another of the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TargetSnapshot {
    output: Output,
    folder: Option<PathBuf>,
    protection: Protection,
    edits: u64,
}

impl Default for Target {
    fn default() -> Self {
        Self {
            output: Output::PAIR,
            folder: None,
            place: Place::Open,
            protection: Protection::Keep,
            new: NewPassphrase::default(),
            tried: false,
            edits: 0,
        }
    }
}

impl Target {
    /// Whether the new files are private keys.
    pub fn is_private(&self) -> bool {
        !matches!(self.output, Output::Public(_))
    }

    /// Where the new files go.
    pub(super) fn destination(&self) -> Destination {
        self.folder.clone().map_or(Destination::Beside, Destination::Folder)
    }

    /// Puts each new file beside its old one.
    pub(super) fn put_beside(&mut self) {
        (self.folder, self.place) = (None, Place::Chosen);
    }

    /// Puts all new files into this folder.
    pub(super) fn put_into(&mut self, folder: PathBuf) {
        (self.folder, self.place) = (Some(folder), Place::Chosen);
    }

    /// Puts all new files into this new folder, unless a place was chosen or proposed before.
    pub(super) fn propose(&mut self, new: PathBuf) {
        if self.place == Place::Open {
            (self.folder, self.place) = (Some(new), Place::Proposed);
        }
    }

    /// The keys that it was made for are gone.
    pub(super) fn forget_proposal(&mut self) {
        if matches!(self.place, Place::Proposed | Place::Made) {
            (self.folder, self.place) = (None, Place::Open);
        }
    }

    /// Keys from elsewhere have come: one folder named after another would not do for all of them. Where
    /// new files are in it already, the place stays.
    pub(super) fn withdraw_proposal(&mut self) {
        if self.place == Place::Proposed {
            self.forget_proposal();
        }
    }

    /// New files are in the folder that was proposed.
    pub(super) fn proposal_is_made(&mut self) {
        if self.place == Place::Proposed {
            self.place = Place::Made;
        }
    }

    /// Whether the folder for the new files is still to be made.
    pub fn is_new_folder(&self) -> bool {
        self.place == Place::Proposed
    }

    /// The folder that is made for the new files, unless it is there.
    pub(super) fn folder_to_make(&self) -> Option<PathBuf> {
        self.folder.clone().filter(|_| matches!(self.place, Place::Proposed | Place::Made))
    }

    /// What it asks for, as far as it decides whether a key is converted.
    pub(super) fn wanted(&self) -> Wanted {
        Wanted { output: self.output, protection: self.protection, keeps_comment: true }
    }

    /// Whether a new passphrase is asked for.
    pub fn asks_passphrase(&self) -> bool {
        self.is_private() && self.protection == Protection::New
    }

    pub(in crate::app) fn edited(&mut self) {
        self.edits += 1;
        self.tried = false;
    }

    pub(super) fn protect(&mut self, protection: Protection) {
        self.protection = protection;
        if protection != Protection::New {
            self.forget_new();
        }
    }

    /// Wipes the new passphrase.
    pub(super) fn forget_new(&mut self) {
        self.new.clear();
        self.edited();
    }

    pub(super) fn stamp(&self) -> TargetSnapshot {
        let asks = self.asks_passphrase();
        TargetSnapshot {
            output: self.output,
            folder: self.folder.clone(),
            protection: if self.is_private() { self.protection } else { Protection::Keep },
            edits: if asks { self.edits } else { 0 },
        }
    }

    /// Whether that was made for what is asked for now.
    pub(super) fn is(&self, stamp: &TargetSnapshot) -> bool {
        let edits = if self.asks_passphrase() { self.edits } else { 0 };
        self.output == stamp.output
            && self.folder == stamp.folder
            && (!self.is_private() || self.protection == stamp.protection)
            && edits == stamp.edits
    }
}

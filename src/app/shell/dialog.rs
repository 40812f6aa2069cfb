//! Questions that must be answered first.

use crate::app::{
    Action, Choice, KeyForServer, NewPassphrase, Page, Recovered, RemovalQuestion, Repair, ReplaceQuestion,
    TextChange, Unsaved,
};
use crate::save::{Output, SavePlan};
use std::path::PathBuf;

/// A question, with what was asked for before it.
#[derive(Debug)]
pub enum Dialog {
    /// A key that is not saved would be lost.
    Discard {
        /// What would be lost.
        unsaved: Unsaved,
        /// What was asked for.
        then: Box<Action>,
    },
    /// What is entered for keys in authorized_keys would be lost.
    DiscardForm {
        /// What was asked for.
        then: Box<Action>,
    },
    /// Files are in the way.
    Replace {
        /// What was to be written.
        plan: Box<SavePlan>,
        /// As what.
        output: Output,
        /// The revision of the key that it was planned for.
        revision: u32,
    },
    /// Another passphrase for the open key.
    Passphrase {
        /// What is typed.
        new: NewPassphrase,
        /// Whether it was tried to set one that cannot be taken.
        tried: bool,
    },
    /// A recovered key would be deleted.
    DeleteRecovered(Box<Recovered>),
    /// A file or a pasted text holds several keys.
    Choose(Choice),
    /// Something that is wrong on this computer would be put right.
    Repair(Box<Repair>),
    /// A server is asked for, and perhaps a key, to put something right.
    KeyForServer(Box<KeyForServer>),
    /// The open key would be taken from a server.
    RemoveFromServer(Box<RemovalQuestion>),
    /// No question: which keys do what.
    Shortcuts,
    /// No question: the version, and the licences of what is inside.
    About,
    /// Closing the window would stop the converting of many keys.
    StillConverting,
    /// A text file would be changed.
    Change(Box<TextChange>),
    /// The next step of replacing a key, which is hard to take back.
    Replacing(Box<ReplaceQuestion>),
    /// A path is asked for, where the system shows no file dialog or the person does not see it.
    Path {
        /// What for.
        purpose: Purpose,
        /// What is typed.
        text: String,
        /// The text that it begins with, and the path that this stands for: it need not be text itself.
        offered: Option<(String, PathBuf)>,
    },
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open a key.
    Open,
    /// To save the open key.
    Save(Output),
    /// To add files or a folder to "Convert keys".
    Add,
    /// The folder for the new files of "Convert keys".
    Target,
    /// Another text file to show on this page.
    TextFile(Page),
    /// Files with keys for authorized_keys.
    KeysToAuthorize,
    /// The key that ssh's configuration is to name.
    Identity,
}

impl Purpose {
    pub(super) fn is_save(self) -> bool {
        matches!(self, Self::Save(_))
    }
}

/// What a person can answer. Where another question is shown than this is an answer to, it changes
/// nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Discard the key, or what was entered, and do what was asked for.
    Discard,
    /// Save the key, then go on with what was asked for.
    SaveFirst,
    /// Replace the files in the way, keeping them under other names.
    Replace,
    /// Take the passphrase that was typed.
    SetPassphrase,
    /// Save without passphrase from now on.
    RemovePassphrase,
    /// Delete the recovered key.
    DeleteRecovered,
    /// Open the key at this place of the list.
    Choose(usize),
    /// Convert all keys of the file.
    ConvertAll,
    /// Put it right.
    Repair,
    /// Show what changes with the server that was typed.
    UseServer,
    /// Stop converting, then close the window.
    StopAndClose,
    /// Take the key from the server.
    RemoveFromServer,
    /// Write the change that is shown.
    WriteChange,
    /// Take the step of replacing a key.
    Replacing,
    /// Use the path that was typed.
    UsePath,
}

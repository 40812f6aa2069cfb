//! Everything that a person can ask for.

use super::shell::{Answer, Page};
use super::{
    AuthorizedAction, BatchAction, Dialog, KeyAction, MyKeysAction, ProblemAction, ServersAction,
    UseKeyAction,
};
use crate::system::{Selection, ThemeChoice};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Asked for by a click, a key, a drop or the command line.
#[derive(Debug)]
pub enum Action {
    /// Something of the page of one key.
    Key(KeyAction),
    /// Something of "Convert keys".
    Batch(BatchAction),
    /// Something of "My keys".
    MyKeys(MyKeysAction),
    /// Something of the list of authorized_keys.
    Authorized(AuthorizedAction),
    /// Something of the list of known servers.
    Servers(ServersAction),
    /// Something of "Fix a problem".
    Problem(ProblemAction),
    /// Something of "Use this key".
    UseKey(UseKeyAction),
    /// Show this page.
    Show(Page),
    /// Choose a file to open.
    AskOpen,
    /// Open this file; several, or a folder, go to "Convert keys".
    Open(Vec<PathBuf>),
    /// The same by dropping them: on "Convert keys" they are added to the list.
    Drop(Vec<PathBuf>),
    /// Put this text, which was selected in the window, on the clipboard.
    Copy(Selection, String),
    /// Paste what the clipboard holds.
    ReadClipboard(Selection),
    /// Say that what was to be pasted came too late for its field.
    PasteTooLate,
    /// Paste these files, which were copied in a file manager.
    PasteFiles(Vec<PathBuf>),
    /// Open a key from this text.
    Paste(Zeroizing<String>),
    /// The new passphrase that is being typed was changed.
    PassphraseEdited,
    /// Answer the question that is shown.
    Answer(Answer),
    /// Leave the question, on the safe side.
    CloseDialog,
    /// Close the notice.
    DismissNotice,
    /// Close what is said of the last drop.
    DismissDropProblems,
    /// Enter a path in the window instead of in the file dialog that is open.
    TypePath,
    /// No longer wait for the file dialog that is open.
    StopChoosing,
    /// Take everyone else's permissions to this file away.
    FixPermissions(PathBuf),
    /// Show which keys do what.
    ShowShortcuts,
    /// Show the version, and the licences of what is inside.
    ShowAbout,
    /// Light, dark, or as the system has it.
    SetTheme(ThemeChoice),
    /// Close the window.
    Close,
}

impl Action {
    /// The question that this was the answer to, where nobody should have to ask for it again.
    pub(super) fn into_dialog(self) -> Option<Dialog> {
        match self {
            Self::Key(action) => action.into_dialog(),
            _ => None,
        }
    }
}

impl From<KeyAction> for Action {
    fn from(action: KeyAction) -> Self {
        Self::Key(action)
    }
}

impl From<BatchAction> for Action {
    fn from(action: BatchAction) -> Self {
        Self::Batch(action)
    }
}

impl From<MyKeysAction> for Action {
    fn from(action: MyKeysAction) -> Self {
        Self::MyKeys(action)
    }
}

impl From<AuthorizedAction> for Action {
    fn from(action: AuthorizedAction) -> Self {
        Self::Authorized(action)
    }
}

impl From<ServersAction> for Action {
    fn from(action: ServersAction) -> Self {
        Self::Servers(action)
    }
}

impl From<ProblemAction> for Action {
    fn from(action: ProblemAction) -> Self {
        Self::Problem(action)
    }
}

impl From<UseKeyAction> for Action {
    fn from(action: UseKeyAction) -> Self {
        Self::UseKey(action)
    }
}

impl From<Answer> for Action {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

//! Everything that a person can ask for.

use super::{Chosen, Copyable, ManyAction, RecoveryAction};
use crate::save::What;
use crate::system::ThemeChoice;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Asked for by a click, a key, a drop or the command line.
#[derive(Debug)]
pub enum Action {
    /// Show the form for a new key.
    NewKey,
    /// Make the key that the form describes.
    Generate,
    /// Stop what is under way.
    Cancel,
    /// Choose a file to open.
    AskOpen,
    /// Open this file; several, or a folder, go to "Convert many".
    Open(Vec<PathBuf>),
    /// The same by dropping them: on "Convert many" they are added to the list.
    Drop(Vec<PathBuf>),
    /// Open a key from this text.
    Paste(Zeroizing<String>),
    /// Open the key at this place of the list in the question.
    Choose(usize),
    /// Convert all keys of the file in the question.
    ConvertAll,
    /// Open a key that was chosen among several.
    OpenChosen(Box<Chosen>),
    /// The passphrase in the new-key form was changed.
    PassphraseEdited,
    /// Try the typed passphrase on the encrypted key.
    Decrypt,
    /// Leave the encrypted key alone.
    GiveUp,
    /// The comment field of the open key was changed to this.
    EditComment(String),
    /// Show or hide the MD5 fingerprint.
    ShowMd5(bool),
    /// Put it on the clipboard.
    Copy(Copyable),
    /// Save the pair in ~/.ssh.
    Save,
    /// Choose a place to save to.
    SaveAs(What),
    /// Use the path that was typed.
    UsePath,
    /// Replace the files in the way, keeping them under other names.
    Replace,
    /// Ask for another passphrase.
    AskPassphrase,
    /// Take the passphrase that was typed.
    SetPassphrase,
    /// Save without passphrase from now on.
    RemovePassphrase,
    /// Open the folder that the saved files are in.
    ShowInFolder,
    /// Take everyone else's rights to this file.
    KeepToOwner(PathBuf),
    /// Colours.
    SetTheme(ThemeChoice),
    /// Close the notice.
    DismissNotice,
    /// Leave the question, on the safe side.
    CloseDialog,
    /// Lose the key and go on with what was asked for.
    Discard,
    /// Save the key, then go on with what was asked for.
    SaveFirst,
    /// Close the window.
    Close,
    /// Something about the recovered key that is offered.
    Recovery(RecoveryAction),
    /// Something of "Convert many".
    Many(ManyAction),
}

//! The services that only a window needs, each a small trait with a stand-in beside the tests.

use super::{
    Disk, FileManager, SettingsFile, SystemClipboard, SystemDialogs, SystemDrops, SystemShutdown, Threads,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The name of the program's desktop file, by which desktops know its windows.
pub const APP_ID: &str = "org.example.keywright";

/// All of them together; chosen once, in main.rs.
pub struct Desktop {
    /// The system's clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// The system's file dialogs.
    pub dialogs: Box<dyn Dialogs>,
    /// What other programs drop on the window.
    pub drops: Box<dyn Drops>,
    /// Threads.
    pub worker: Box<dyn Worker>,
    /// The file manager.
    pub shell: Arc<dyn Shell>,
    /// Where choices are remembered.
    pub settings: Arc<dyn SettingsStore>,
    /// The end that nobody at the window asked for.
    pub shutdown: Arc<dyn Shutdown>,
}

impl Desktop {
    /// Those of this computer. Choices are kept on `disk`.
    pub fn of_the_system(
        clipboard: SystemClipboard,
        dialogs: SystemDialogs,
        drops: SystemDrops,
        disk: Arc<dyn Disk>,
    ) -> Self {
        Self {
            clipboard: Arc::new(clipboard),
            dialogs: Box::new(dialogs),
            drops: Box::new(drops),
            worker: Box::new(Threads),
            shell: Arc::new(FileManager),
            settings: Arc::new(SettingsFile::in_its_place(disk)),
            shutdown: Arc::new(SystemShutdown),
        }
    }
}

/// The clipboard. Never given anything secret; what is read from it may be.
pub trait Clipboard: Send + Sync {
    /// `Ok` only when it then holds the text; for a selection that the system does not have, always.
    /// Takes two seconds at most.
    ///
    /// # Errors
    /// When it does not.
    fn copy(&self, to: Selection, text: &str) -> Result<(), ClipboardError>;
    /// What it holds. Waits for the program that it comes from, two seconds at most.
    ///
    /// # Errors
    /// `NoAnswer` after that; `Busy` at once, while too many programs have not answered yet.
    fn read(&self, of: Selection) -> Result<ClipboardContents, ClipboardError>;
}

/// What is copied and pasted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Commands and keys.
    Clipboard,
    /// Selecting, and the middle button of the mouse. Only Linux has it; elsewhere it is empty.
    Primary,
}

/// What a [`Clipboard`] holds.
pub enum ClipboardContents {
    /// Text, with line ends as on Unix. Never empty.
    Text(Zeroizing<String>),
    /// Files that were copied in a file manager.
    Files(Vec<PathBuf>),
    /// Nothing, or an image.
    Neither,
}

/// Why text did not reach the clipboard, or cannot be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClipboardError {
    /// There is none, as on a console or over plain ssh.
    Missing,
    /// It is in use; a moment later it may not be.
    Busy,
    /// The program that something was copied in did not hand it over.
    NoAnswer,
    /// It took the text but holds something else now.
    NotKept,
    /// Something else; in the system's words.
    Other(String),
}

/// What became of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogAnswer<T = PathBuf> {
    /// This path, or these.
    Chosen(T),
    /// The person closed it.
    Cancelled,
    /// No dialog could be shown.
    Unavailable,
}

impl<T> DialogAnswer<T> {
    /// What comes of what was chosen.
    pub fn and_then<U>(self, then: impl FnOnce(T) -> DialogAnswer<U>) -> DialogAnswer<U> {
        match self {
            Self::Chosen(chosen) => then(chosen),
            Self::Cancelled => DialogAnswer::Cancelled,
            Self::Unavailable => DialogAnswer::Unavailable,
        }
    }
}

/// Called once with the answer, from any thread.
pub type Reply<T> = Box<dyn FnOnce(T) + Send>;

/// File dialogs.
pub trait Dialogs {
    /// Asks for a file to open.
    fn open(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer>);
    /// Asks for files to open, one or many.
    fn open_many(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer<Vec<PathBuf>>>);
    /// Asks for a folder.
    fn folder(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer>);
    /// Asks for a place to save to.
    fn save(&self, title: String, folder: Option<PathBuf>, name: String, reply: Reply<DialogAnswer>);
    /// Closes the dialog that is open, where the system allows it: its answer is not wanted, and says
    /// nothing.
    fn close(&self);
}

/// Drops that the library that draws the window does not tell of.
pub trait Drops {
    /// From now on calls `tell`. Never, where that library tells of all of them, and
    /// where it tells of none.
    fn watch(&self, tell: TellDrag);
}

/// Called with all that happens, in its order, from any thread.
pub type TellDrag = Box<dyn Fn(Drag) + Send>;

/// What another program does with what a person drags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drag {
    /// It is over the window. The list is empty until the other program has sent it.
    Over(DropList),
    /// It is no longer over the window.
    Left,
    /// It was dropped on the window.
    Dropped(DropList),
}

/// What is dragged or dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DropList {
    /// Files and folders on this computer, whether they exist or not.
    pub files: Vec<PathBuf>,
    /// Why something else in it cannot be opened: each reason once.
    pub problems: Vec<DropProblem>,
}

/// Why something that was dropped cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DropProblem {
    /// It is on another computer, on a device or in a place that only the other program knows.
    Elsewhere {
        /// The address of the first such thing, or its beginning.
        first: String,
        /// How many there are.
        count: usize,
    },
    /// It is not the address of a file.
    NotAFile {
        /// What it is for the first such thing, or its beginning.
        first: String,
        /// How many there are.
        count: usize,
    },
    /// The list is longer than is read.
    TooLong,
    /// The other program did not send a list.
    NoList,
}

/// Runs work beside the window.
pub trait Worker {
    /// On a thread of this name.
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>);
}

/// The desktop's file manager.
pub trait Shell: Send + Sync {
    /// Shows the folder that this file is in. False when no program could be started.
    fn show_in_folder(&self, file: &Path) -> bool;
}

/// The choices that outlive the window. Nothing secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
}

/// Which colours the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// Keeps [`Settings`].
pub trait SettingsStore: Send + Sync {
    /// What was kept; the defaults where nothing, or nothing sensible, was.
    fn load(&self) -> Settings;
    /// Keeps them. A failure is not worth a message: the choice holds until the window closes.
    fn save(&self, settings: &Settings);
}

/// Writes what would be lost, and tells where it is; `None` where that failed.
pub type Rescue = Box<dyn FnOnce() -> Option<PathBuf> + Send>;

/// The end of the program that nobody at its window asked for: the session ends, a signal comes, the
/// display is lost.
pub trait Shutdown: Send + Sync {
    /// The folder for keys that are not saved by then, whether it is there or not; `None` where there
    /// is no place for it.
    fn folder(&self) -> Option<PathBuf>;
    /// From now on `rescue`, and nothing that was given before, is done at the end, on any thread; and
    /// the session shall not end without a question, where the system asks one. With `None` nothing
    /// would be lost.
    fn on_shutdown(&self, rescue: Option<Rescue>);
}

//! The services that the rest of the program is given, each a small trait with a stand-in beside
//! the tests.

use super::Disk;
use rand::CryptoRng;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All services together; chosen once, in main.rs.
pub struct Services {
    /// Files and folders.
    pub disk: Arc<dyn Disk>,
    /// The system's clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// The system's file dialogs.
    pub dialogs: Box<dyn Dialogs>,
    /// Threads.
    pub worker: Box<dyn Worker>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The file manager.
    pub shell: Arc<dyn Shell>,
    /// Where choices are remembered.
    pub settings: Arc<dyn SettingsStore>,
    /// Who and where the person is.
    pub person: Person,
}

/// What the system tells of the person at it.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Their home folder, if they have one.
    pub home: Option<PathBuf>,
    /// `user@host`, the comment that ssh-keygen would write.
    pub user_at_host: String,
    /// The code page that programs here write passphrases in, where it is not UTF-8.
    pub code_page: Option<&'static encoding_rs::Encoding>,
    /// Whether files can be dropped on windows here.
    pub drops: bool,
}

impl Person {
    /// `~/.ssh`, whether it exists or not.
    pub fn dot_ssh(&self) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(".ssh"))
    }

    /// A path as people write it: `~/.ssh/id_ed25519`.
    pub fn shown(&self, path: &Path) -> String {
        match self.home.as_ref().and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display()),
            None => path.display().to_string(),
        }
    }
}

impl Person {
    /// The path that people mean by a text: `~` is their home folder, where relative paths start
    /// too; quotes around it and `file://` before it come from copying.
    pub fn path_of(&self, text: &str) -> PathBuf {
        let text = text.trim_matches(['"', '\'']);
        let path = match text.strip_prefix("file://") {
            Some(uri) => PathBuf::from(percent_decoded(uri)),
            None => PathBuf::from(text),
        };
        match &self.home {
            Some(home) => match path.strip_prefix("~") {
                Ok(rest) => home.join(rest),
                Err(_) => home.join(path),
            },
            None => path,
        }
    }
}

/// `%20` in a URI is a space.
fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Puts text on the clipboard. Never given anything secret.
pub trait Clipboard: Send + Sync {
    /// `Ok` only when the clipboard then holds the text.
    fn copy(&self, text: &str) -> Result<(), ClipboardError>;
}

/// Why text did not reach the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClipboardError {
    /// There is none, as on a console or over plain ssh.
    Missing,
    /// Another program is holding it.
    Busy,
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
}

/// Runs work beside the window.
pub trait Worker {
    /// On a thread of this name.
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>);
}

/// The operating system gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEntropy;

/// Randomness for keys, salts and check numbers.
pub trait Entropy: Send + Sync {
    /// A source that does not fail once it was given out.
    fn rng(&self) -> Result<Box<dyn CryptoRng>, NoEntropy>;
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

//! Everything outside the program, behind small traits. The only folder that knows which
//! operating system this is, and the only one that may hold `unsafe`.

mod apart;
#[cfg(feature = "window")]
mod appearance;
#[cfg(feature = "cli")]
mod arguments;
mod calls;
#[cfg(feature = "window")]
mod clipboard;
#[cfg(any(windows, test))]
mod code_page;
#[cfg(feature = "window")]
mod dialogs;
mod disk;
mod disk_error;
mod entropy;
#[cfg(all(unix, feature = "cli"))]
mod hidden;
mod libraries;
mod memory;
#[cfg(feature = "window")]
mod message;
mod nameless;
mod names;
mod parallel;
mod permissions;
mod person;
#[cfg(all(target_os = "linux", feature = "window"))]
mod portal;
#[cfg(feature = "window")]
mod services;
#[cfg(feature = "window")]
mod settings;
#[cfg(feature = "window")]
mod shell;
#[cfg(feature = "window")]
mod shutdown;
mod staging;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(windows)]
mod win32;
#[cfg(feature = "window")]
mod worker;

pub use apart::{AnswerApart, EndedApart, Expected, answer_parent, is_apart, work_apart};
#[cfg(feature = "window")]
pub use appearance::watch as watch_appearance;
#[cfg(feature = "cli")]
pub use arguments::{files_from_shell, from_shell};
#[cfg(feature = "window")]
pub use clipboard::SystemClipboard;
#[cfg(feature = "window")]
pub use dialogs::SystemDialogs;
pub use disk::RealDisk;
pub use disk_error::{DiskError, Doing};
pub use entropy::{Entropy, NoEntropy, SystemEntropy};
pub use libraries::load_libraries_from_the_system_only;
pub use memory::{Interface, keep_memory_private, leaving_no_trace};
#[cfg(feature = "window")]
pub use message::{Message, tell};
pub use names::{UNIX_SHELL, can_name_a_file};
pub use parallel::{crew_behind_the_window, in_parallel, on_all_cores, stand_back, waiting_in_parallel};
pub use person::{Person, local_time, now, person, today};
#[cfg(feature = "window")]
pub use services::{
    Clipboard, ClipboardError, DialogAnswer, Dialogs, Reply, Rescue, Services, Settings, SettingsStore,
    Shell, Shutdown, ThemeChoice, Worker,
};
#[cfg(feature = "window")]
pub use settings::SettingsFile;
#[cfg(feature = "window")]
pub use shell::Desktop;
#[cfg(feature = "window")]
pub use shutdown::{LastWords, Rescued, SystemShutdown, prepare_for_shutdown, rescue_unsaved, watch_session};
pub use staging::folder_of;
#[cfg(feature = "cli")]
pub use terminal::{ask_hidden, piped_line};
#[cfg(feature = "window")]
pub use worker::Threads;

use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Whether this program can draw with more than OpenGL. Only Windows is known to need it.
#[cfg(feature = "window")]
pub const OTHER_GRAPHICS: bool = cfg!(all(windows, feature = "wgpu"));

/// Who may read and write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The owner alone: mode 0600.
    OwnerOnly,
    /// The owner writes, everyone may read: mode 0644; on Windows, whatever the folder hands down.
    OthersRead,
}

impl Access {
    /// The mode that stands for it on Unix.
    const fn mode(self) -> u32 {
        match self {
            Self::OwnerOnly => 0o600,
            Self::OthersRead => 0o644,
        }
    }
}

/// What a path holds. Links are not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A regular file.
    File(FoundAccess),
    /// A symbolic link or a junction, wherever it leads.
    Link,
    /// A folder.
    Folder,
    /// A device, a FIFO, a socket.
    Special,
}

/// Who may do what with a file that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAccess {
    /// Whether it belongs to the person who runs this program.
    pub mine: bool,
    /// Who has rights.
    pub rights: Rights,
}

/// The bits of a mode for everyone but the owner.
const OTHERS: u32 = 0o077;

/// Who has rights to a file, in the terms of the system it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// The permission bits of Unix.
    Mode(u32),
    /// The same, and a list beside them that may allow others more (extended ACLs of macOS).
    ModeAndList(u32),
    /// On Windows, the names of those who own it or have rights, and because of whom ssh refuses it
    /// as a private key. It does not mind the person, the Administrators and the system.
    Others(Vec<String>),
    /// The system does not say.
    Hidden,
}

impl Rights {
    /// Whether the mode lets others do anything. That is what ssh looks at on Unix.
    pub fn has_lax_mode(&self) -> bool {
        matches!(self, Self::Mode(mode) | Self::ModeAndList(mode) if mode & OTHERS != 0)
    }
}

impl FoundAccess {
    /// Whether it is ours and has exactly this access. As [`Access::OwnerOnly`], ssh takes it.
    pub fn is(&self, access: Access) -> bool {
        match &self.rights {
            Rights::Mode(mode) => self.mine && *mode == access.mode(),
            Rights::Others(others) => access == Access::OthersRead || others.is_empty(),
            Rights::ModeAndList(_) | Rights::Hidden => false,
        }
    }

    /// Whether others have rights to it. As a private key, ssh refuses it then; on macOS it looks at
    /// the mode only.
    pub fn is_others_too(&self) -> bool {
        match &self.rights {
            Rights::Mode(_) => self.mine && self.rights.has_lax_mode(),
            Rights::ModeAndList(_) => self.mine,
            Rights::Others(others) => !others.is_empty(),
            Rights::Hidden => false,
        }
    }
}

/// Tells one file from another, whatever they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    pub(crate) device: u64,
    pub(crate) number: u128,
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, the folder's before it.
    pub path: PathBuf,
    /// Whether it is a folder itself.
    pub is_folder: bool,
}

/// How an old file was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It has both names now.
    UnderBoth,
    /// It has only the new name: the file system has no hard links.
    Moved,
}

/// The disk, as far as saving and opening keys need it.
pub trait Disk: Send + Sync {
    /// Reads a regular file of at most `at_most` bytes, through links.
    ///
    /// # Errors
    /// `FileTooLarge` above that; `IsADirectory` for a folder, `InvalidInput` for other special files.
    fn read(&self, path: &Path, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError>;

    /// What is there, links not followed.
    ///
    /// # Errors
    /// `NotADirectory` where a file stands in the way, `PermissionDenied`, and so on.
    fn look(&self, path: &Path) -> Result<Found, DiskError>;

    /// Whether the path leads to a folder, links followed; `false` where nothing is.
    ///
    /// # Errors
    /// `NotADirectory` when it leads to something else.
    fn is_folder(&self, path: &Path) -> Result<bool, DiskError>;

    /// Who may do what with the regular file that the path leads to, links followed. `None` where
    /// there is none, or the system does not say.
    fn access(&self, path: &Path) -> Option<FoundAccess>;

    /// Takes everyone else's rights from a regular file, if it belongs to the person.
    ///
    /// # Errors
    /// As the system says.
    fn keep_to_owner(&self, path: &Path) -> Result<(), DiskError>;

    /// Which file is there, links not followed; `None` where nothing is, or it cannot be seen.
    fn identity(&self, path: &Path) -> Option<FileId>;

    /// What is in a folder, in no order. Links to folders are no folders here.
    ///
    /// # Errors
    /// As the system says.
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError>;

    /// Makes a folder for its owner alone and tells whether it did. One that is there is left
    /// as it is.
    ///
    /// # Errors
    /// As the system says; `NotADirectory` when something else is there.
    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError>;

    /// Removes a folder if it is empty.
    ///
    /// # Errors
    /// `DirectoryNotEmpty`, and as the system says.
    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError>;

    /// Removes what processes that were killed left in this folder. Whatever fails is left.
    fn sweep(&self, folder: &Path);

    /// Writes a new file, beside `target` and on the same file system, and has it flushed to
    /// the disk. Nobody but its owner can read it before it has its final access.
    ///
    /// # Errors
    /// `Unsupported` while [`Doing::Protecting`] when the file system cannot keep a file to its
    /// owner; then nothing was written.
    fn stage(&self, target: &Path, bytes: &[u8], access: Access) -> Result<Box<dyn Staged>, DiskError>;

    /// Keeps the file or link at `path` under the name `backup` too, so that it can be replaced.
    /// A link is kept itself, not what it leads to. With `owner_only` nobody else can read the
    /// file any more.
    ///
    /// # Errors
    /// `AlreadyExists` when the name is taken, `NotFound` when there is nothing to keep,
    /// `IsADirectory` for a folder, `InvalidInput` for devices, FIFOs and sockets.
    fn back_up(&self, path: &Path, backup: &Path, owner_only: bool) -> Result<Kept, DiskError>;

    /// Undoes [`Disk::back_up`]. With `replacing`, what is at `path` by now is replaced.
    ///
    /// # Errors
    /// `AlreadyExists` if something else is at `path` and it is not replacing that.
    fn put_back(&self, backup: &Path, path: &Path, replacing: bool) -> Result<(), DiskError>;

    /// Removes a file or link.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&self, path: &Path) -> Result<(), DiskError>;

    /// Has the names in a folder flushed to the disk.
    ///
    /// # Errors
    /// As the system says; a file system that cannot do this is no error.
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError>;
}

/// A file that is written but not yet in its place. Dropped, it is gone.
pub trait Staged: Send {
    /// Moves it into its place in one step, and tells which file that is.
    ///
    /// # Errors
    /// `AlreadyExists` if something is there and it is not `replacing` it.
    fn place(self: Box<Self>, replacing: bool) -> Result<FileId, DiskError>;
}

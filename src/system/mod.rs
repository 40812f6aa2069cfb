//! Everything outside the program, behind small traits. The only folder that knows which
//! operating system this is, and the only one that may hold `unsafe`.

mod agents;
mod apart;
#[cfg(feature = "window")]
mod appearance;
#[cfg(feature = "cli")]
mod arguments;
#[cfg(feature = "window")]
mod clipboard;
mod clock;
#[cfg(any(windows, test))]
mod code_page;
#[cfg(feature = "window")]
mod desktop;
#[cfg(feature = "window")]
mod dialogs;
mod disk;
mod disk_error;
#[cfg(feature = "window")]
mod drops;
mod entropy;
mod file_names;
#[cfg(unix)]
mod file_uri;
mod files;
mod folder;
mod libraries;
mod limits;
mod memory;
#[cfg(feature = "window")]
mod message;
mod native_fs;
mod parallel;
#[cfg(all(unix, feature = "cli"))]
mod password_prompt;
mod permissions;
#[cfg(all(target_os = "linux", feature = "window"))]
mod portal;
mod services;
#[cfg(feature = "window")]
mod settings;
#[cfg(feature = "window")]
mod shell;
#[cfg(feature = "window")]
mod shutdown;
mod ssh;
mod staging;
#[cfg(any(unix, feature = "cli"))]
mod streams;
mod temporary;
#[cfg(feature = "cli")]
mod terminal;
mod unnamed_temp;
#[cfg(all(target_os = "linux", feature = "window"))]
mod uri_list;
mod user_env;
#[cfg(windows)]
mod win32;
#[cfg(feature = "window")]
mod work_area;
#[cfg(feature = "window")]
mod worker;
#[cfg(all(target_os = "linux", feature = "window"))]
mod x11;

pub use agents::{Agent, AgentKind, Agents, Patience, SystemAgents};
pub use apart::{AnswerApart, EndedApart, Expected, answer_parent, is_apart, work_apart};
#[cfg(feature = "window")]
pub use appearance::watch as watch_appearance;
#[cfg(feature = "cli")]
pub use arguments::{files_from_shell, from_shell};
#[cfg(feature = "window")]
pub use clipboard::SystemClipboard;
pub use clock::{local_time, now, today, utc_and_local};
#[cfg(feature = "window")]
pub use desktop::{
    APP_ID, Clipboard, ClipboardContents, ClipboardError, Desktop, DialogAnswer, Dialogs, Drag, DropList,
    DropProblem, Drops, Reply, Rescue, Selection, Settings, SettingsStore, Shell, Shutdown, TellDrag,
    ThemeChoice, Worker,
};
#[cfg(feature = "window")]
pub use dialogs::SystemDialogs;
pub use disk::RealDisk;
pub use disk_error::{DiskError, DiskOperation};
#[cfg(feature = "window")]
pub use drops::SystemDrops;
pub use entropy::{Entropy, NoEntropy, SystemEntropy, with_randomness};
pub use file_names::{UNIX_SHELL, can_name_a_file};
pub use files::{Disk, Entry, FileId, Folder, Owner, PriorAccess, Staged};
pub use libraries::load_libraries_from_the_system_only;
pub use limits::{files_at_once, limits_are_errors};
pub use memory::{FrontEnd, harden_process, with_stack_wiped};
#[cfg(feature = "window")]
pub use message::{Message, show_message_box};
pub use parallel::{
    in_parallel, lower_thread_priority, on_all_cores, on_all_cores_low_priority, waiting_in_parallel,
};
pub use services::Services;
#[cfg(feature = "window")]
pub use settings::SettingsFile;
#[cfg(feature = "window")]
pub use shell::FileManager;
#[cfg(feature = "window")]
pub use shutdown::{LastWords, Rescued, SystemShutdown, prepare_for_shutdown, rescue_unsaved, watch_session};
pub use ssh::{
    HAS_KEYCHAIN, IS_WINDOWS, Ssh, SshAnswer, SshAsks, SshCall, SshEnd, SshError, SshInput, SshOrigin,
    SshQuestion, SshTalk, SshWants, SystemSsh,
};
#[cfg(feature = "window")]
pub use ssh::{SshPrompt, answer_ssh, prompt_of_ssh};
pub use staging::folder_of;
#[cfg(feature = "cli")]
pub use streams::{is_input, is_output, is_pipe};
pub use temporary::is_temporary_name;
#[cfg(feature = "cli")]
pub use terminal::{ask_hidden, piped_line};
pub use user_env::{
    User, administrators_authorized_keys, current_user, global_known_hosts, is_administrators_list,
};
#[cfg(feature = "window")]
pub use work_area::work_area;
#[cfg(feature = "window")]
pub use worker::Threads;

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
    /// That of the file whose place it takes: this mode, and the ACL beside it. Only on Unix.
    AsBefore(u32),
    /// The owner and the ACL of the file whose place it takes. Only on Windows.
    AclAsBefore,
    /// Nobody but the Administrators and the system, as sshd wants `administrators_authorized_keys`. Only on Windows.
    Administrators,
}

impl Access {
    /// The mode that stands for it on Unix.
    const fn mode(self) -> u32 {
        match self {
            Self::OwnerOnly | Self::AclAsBefore | Self::Administrators => 0o600,
            Self::OthersRead => 0o644,
            Self::AsBefore(mode) => mode,
        }
    }
}

/// What a path holds. Links are not followed, except to see that they lead to a device.
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
    pub permissions: FilePermissions,
}

/// What the system says of a file or folder that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Who may do what with it.
    pub access: FoundAccess,
    /// The account that it belongs to, on Unix.
    pub owner: Option<Owner>,
    /// When it was last written, in seconds since 1970.
    pub modified: Option<u64>,
}

/// The bits of a mode for everyone but the owner.
const OTHERS: u32 = 0o077;

/// Of these, the ones that let them change it.
const WRITING_BY_OTHERS: u32 = 0o022;

/// Of these, and of those that are no rights to a file, what lets anybody but the owner change it.
const OTHERS_WRITE: u32 = 0o7022;

/// Who has rights to a file, in the terms of the system it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePermissions {
    /// The permission bits of Unix.
    Mode(u32),
    /// The same, and a list beside them that may allow others more (extended ACLs of macOS).
    ModeAndAcl(u32),
    /// On Windows, who else owns it or has rights. ssh does not mind the person, the Administrators and the system;
    /// of `administrators_authorized_keys`, the person counts as anybody else.
    Others {
        /// Because of these, ssh refuses it as a private key.
        names: Vec<String>,
        /// Those of them who may change it. Because of these, ssh refuses `config`, and sshd `authorized_keys`.
        writers: Vec<String>,
    },
    /// The system does not say.
    Hidden,
}

impl FilePermissions {
    /// Whether the mode lets others do anything. That is what ssh looks at on Unix.
    pub fn has_lax_mode(&self) -> bool {
        matches!(self, Self::Mode(mode) | Self::ModeAndAcl(mode) if mode & OTHERS != 0)
    }
}

impl FoundAccess {
    /// Whether it is ours and has exactly this access. As [`Access::OwnerOnly`], ssh takes it.
    pub fn is(&self, access: Access) -> bool {
        let mine = self.mine || !matches!(self.permissions, FilePermissions::Mode(_));
        mine && self.is_of_its_owner(access)
    }

    /// The same, whoever owns it.
    pub fn is_of_its_owner(&self, access: Access) -> bool {
        match &self.permissions {
            FilePermissions::Mode(mode) => *mode == access.mode(),
            FilePermissions::Others { names, .. } => match access {
                Access::OthersRead | Access::AclAsBefore => true,
                Access::OwnerOnly | Access::Administrators | Access::AsBefore(_) => names.is_empty(),
            },
            FilePermissions::ModeAndAcl(_) | FilePermissions::Hidden => false,
        }
    }

    /// The same access for a file that takes its place, but nobody except the owner may write. `None` where more
    /// than a mode says who has rights.
    pub fn kept(&self) -> Option<Access> {
        match self.permissions {
            FilePermissions::Mode(mode) => Some(Access::AsBefore(mode & !OTHERS_WRITE)),
            _ => None,
        }
    }

    /// Whether others may change it, as far as ssh and sshd look at that: at the mode, on Windows at the ACL.
    pub fn is_writable_by_others(&self) -> bool {
        match &self.permissions {
            FilePermissions::Mode(mode) | FilePermissions::ModeAndAcl(mode) => mode & WRITING_BY_OTHERS != 0,
            FilePermissions::Others { writers, .. } => !writers.is_empty(),
            FilePermissions::Hidden => false,
        }
    }

    /// Whether others have rights to it. As a private key, ssh refuses it then; on macOS it looks at
    /// the mode only.
    pub fn is_accessible_to_others(&self) -> bool {
        match &self.permissions {
            FilePermissions::Mode(_) => self.mine && self.permissions.has_lax_mode(),
            FilePermissions::ModeAndAcl(_) => self.mine,
            FilePermissions::Others { names, .. } => !names.is_empty(),
            FilePermissions::Hidden => false,
        }
    }
}

//! Modes and owners. A umask can only take bits away from a new file, and 0600 has none that a
//! lax umask could add; what a strict one took away is put back after creating.

use crate::system::{Access, FileId, Found, FoundAccess, OTHERS, Rights};
use rustix::fs::OFlags;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

/// Lists of rights beside the mode. Those of Linux are masked by the mode's bits for the group; those
/// of macOS are not.
#[cfg(target_vendor = "apple")]
use super::macos as lists;
#[cfg(not(target_vendor = "apple"))]
mod lists {
    pub fn is_on(_: &std::path::Path) -> bool {
        false
    }

    pub fn is_on_file(_: &std::fs::File) -> bool {
        false
    }

    pub fn clear(_: &std::fs::File) -> std::io::Result<()> {
        Ok(())
    }
}

/// All permission bits, those for set-id and sticky among them.
const BITS: u32 = 0o7777;
const PRIVATE_FOLDER: u32 = 0o700;

fn access_of(about: &Metadata, has_list: bool) -> FoundAccess {
    let mode = about.mode() & BITS;
    let mine = about.uid() == rustix::process::geteuid().as_raw();
    FoundAccess { mine, rights: if has_list { Rights::ModeAndList(mode) } else { Rights::Mode(mode) } }
}

/// What a path holds. Links are not followed.
pub fn look(path: &Path) -> io::Result<Found> {
    let about = fs::symlink_metadata(path)?;
    let kind = about.file_type();
    Ok(if kind.is_file() {
        Found::File(access_of(&about, lists::is_on(path)))
    } else if kind.is_symlink() {
        Found::Link
    } else if kind.is_dir() {
        Found::Folder
    } else {
        Found::Special
    })
}

/// Which file is open.
pub fn identity(file: &File) -> io::Result<FileId> {
    Ok(id_of(&file.metadata()?))
}

/// Which file is there, links not followed.
pub fn identity_at(path: &Path) -> io::Result<FileId> {
    Ok(id_of(&fs::symlink_metadata(path)?))
}

fn id_of(about: &Metadata) -> FileId {
    FileId { device: about.dev(), number: about.ino().into() }
}

/// A new file under a name that is free, its owner's alone from the first moment, whatever access
/// [`set`] gives it when it is whole.
pub fn create(path: &Path, _: Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true).mode(Access::OwnerOnly.mode());
    options.custom_flags(flags(OFlags::NOFOLLOW)).open(path)
}

/// As `open` takes them.
fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}

/// Opens for reading. A FIFO that nobody writes to, or a terminal, does not make it wait.
pub fn open_without_waiting(path: &Path) -> io::Result<File> {
    let about = fs::metadata(path)?.file_type();
    // Asked before opening too: opening a device can have effects, a socket cannot be opened.
    if about.is_fifo() || about.is_socket() || about.is_char_device() || about.is_block_device() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    OpenOptions::new().read(true).custom_flags(flags(OFlags::NONBLOCK | OFlags::NOCTTY)).open(path)
}

/// Gives a file its access and tells whether the file system kept it. Some refuse, some only
/// seem to obey (FAT, some network shares).
pub fn set(file: &File, access: Access) -> io::Result<bool> {
    let refused = file.set_permissions(Permissions::from_mode(access.mode())).is_err();
    // File systems without lists refuse to have one taken off.
    let _ = lists::clear(file);
    Ok(!refused && access_of(&file.metadata()?, lists::is_on_file(file)).is(access))
}

/// Takes everyone else's rights from a regular file of ours; all others stay as they are.
pub fn keep_to_owner(path: &Path) -> io::Result<()> {
    let Found::File(FoundAccess { mine: true, rights }) = look(path)? else { return Ok(()) };
    match rights {
        Rights::Mode(mode) if mode & OTHERS != 0 => {
            fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS))
        }
        Rights::ModeAndList(mode) => {
            fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS))?;
            lists::clear(&open_without_waiting(path)?)
        }
        _ => Ok(()),
    }
}

/// A new folder for its owner alone.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(PRIVATE_FOLDER).create(path)?;
    fs::set_permissions(path, Permissions::from_mode(PRIVATE_FOLDER))
}

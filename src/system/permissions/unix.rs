//! Modes and owners. A umask can only take bits away from a new file, and 0600 has none that a
//! lax umask could add; what a strict one took away is put back after creating.

use crate::system::{Access, FileId, Found, FoundAccess};
use rustix::fs::OFlags;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

/// All permission bits, those for set-id and sticky among them.
const BITS: u32 = 0o7777;
/// What group and others may do.
const NOT_OWNER: u32 = 0o077;
const PRIVATE_FOLDER: u32 = 0o700;

/// The mode that stands for an access.
pub fn mode(access: Access) -> u32 {
    match access {
        Access::OwnerOnly => 0o600,
        Access::OthersRead => 0o644,
    }
}

fn access_of(about: &Metadata) -> FoundAccess {
    FoundAccess { mode: about.mode() & BITS, mine: about.uid() == rustix::process::geteuid().as_raw() }
}

/// What a path holds, by what `lstat` said.
pub fn found(about: &Metadata) -> Found {
    let kind = about.file_type();
    if kind.is_file() {
        Found::File(access_of(about))
    } else if kind.is_symlink() {
        Found::Link
    } else if kind.is_dir() {
        Found::Folder
    } else {
        Found::Special
    }
}

/// Which file this is told of.
pub fn identity(about: &Metadata) -> FileId {
    FileId { device: about.dev(), number: about.ino() }
}

/// Whether both names are of one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let id = |path| fs::symlink_metadata(path).map(|about| identity(&about)).ok();
    id(one).is_some() && id(one) == id(other)
}

/// A new file under a name that is free, its owner's alone from the first moment.
pub fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true).mode(mode(Access::OwnerOnly));
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
    let refused = file.set_permissions(Permissions::from_mode(mode(access))).is_err();
    Ok(!refused && access_of(&file.metadata()?).is(access))
}

/// Takes everyone else's rights from a regular file of ours; all others stay as they are.
pub fn keep_to_owner(path: &Path) -> io::Result<()> {
    match found(&fs::symlink_metadata(path)?) {
        Found::File(FoundAccess { mode, mine: true }) if mode & NOT_OWNER != 0 => {
            fs::set_permissions(path, Permissions::from_mode(mode & !NOT_OWNER))
        }
        _ => Ok(()),
    }
}

/// A new folder for its owner alone.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(PRIVATE_FOLDER).create(path)?;
    fs::set_permissions(path, Permissions::from_mode(PRIVATE_FOLDER))
}

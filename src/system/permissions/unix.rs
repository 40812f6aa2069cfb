//! Modes and owners. A umask can only take bits away from a new file, and 0600 has none that a
//! lax umask could add; what a strict one took away is put back after creating.

use crate::system::native_fs::OpenFolder;
use crate::system::staging::folder_of;
use crate::system::{
    Access, FileId, FilePermissions, Found, FoundAccess, OTHERS, Owner, WRITING_BY_OTHERS, streams, temporary,
};
use rustix::fs::{FileType, OFlags, Stat, fstat, lstat, stat};
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown,
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

    /// Nothing: only the mode is changed, and a list stays.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Kept;

    pub fn take(_: &std::fs::File) -> std::io::Result<Kept> {
        Ok(Kept)
    }

    pub fn give_back(_: &std::fs::File, _: &Kept) -> std::io::Result<()> {
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    pub fn copy(_: &std::fs::File, _: &std::fs::File) -> std::io::Result<()> {
        Ok(())
    }

    /// A file without a list, and a file system without lists, have none to give.
    #[cfg(target_os = "linux")]
    pub fn copy(from: &std::fs::File, to: &std::fs::File) -> std::io::Result<()> {
        use rustix::fs::{XattrFlags, fgetxattr, fsetxattr};
        use rustix::io::Errno;
        let mut list = vec![0; LONGEST];
        match fgetxattr(from, NAME, list.as_mut_slice()) {
            Ok(length) => {
                Ok(fsetxattr(to, NAME, list.get(..length).unwrap_or_default(), XattrFlags::empty())?)
            }
            Err(Errno::NODATA | Errno::NOTSUP) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What Linux calls them.
    #[cfg(target_os = "linux")]
    const NAME: &str = "system.posix_acl_access";
    /// The most that it keeps under one such name, in bytes.
    #[cfg(target_os = "linux")]
    const LONGEST: usize = 65536;
}

/// All permission bits, those for set-id and sticky among them.
const BITS: u32 = 0o7777;
const PRIVATE_FOLDER: u32 = 0o700;

/// The mode that a file had, and the list that was taken off it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prior {
    mode: u32,
    list: Option<lists::Kept>,
}

/// The fields of a `stat` are of other types on other systems.
fn number<T: TryInto<u64>>(field: T) -> u64 {
    field.try_into().unwrap_or_default()
}

fn mode_of(about: &Stat) -> u32 {
    u32::try_from(number(about.st_mode)).unwrap_or_default() & BITS
}

fn access_of(about: &Stat, has_list: bool) -> FoundAccess {
    let mode = mode_of(about);
    let mine = about.st_uid == rustix::process::geteuid().as_raw();
    FoundAccess {
        mine,
        permissions: if has_list { FilePermissions::ModeAndAcl(mode) } else { FilePermissions::Mode(mode) },
    }
}

fn kind_of(about: &Stat) -> FileType {
    FileType::from_raw_mode(about.st_mode)
}

fn found(about: &Stat, has_list: impl FnOnce() -> bool) -> Found {
    match kind_of(about) {
        FileType::RegularFile => Found::File(access_of(about, has_list())),
        FileType::Symlink => Found::Link,
        FileType::Directory => Found::Folder,
        _ => Found::Special,
    }
}

/// What a path holds. Links are not followed.
pub fn look(path: &Path) -> io::Result<Found> {
    Ok(found(&lstat(path)?, || lists::is_on(path)))
}

/// Who may do what with a regular file or a folder, and whose it is. `None` for anything else.
pub fn status(path: &Path) -> io::Result<Option<(FoundAccess, Option<Owner>)>> {
    let about = stat(path)?;
    let is_plain = matches!(kind_of(&about), FileType::RegularFile | FileType::Directory);
    Ok(is_plain.then(|| (access_of(&about, lists::is_on(path)), Some(owner_of(&about)))))
}

/// Whether the file system keeps the modes that files are given, as far as that is known.
#[cfg(target_os = "linux")]
pub fn keeps(path: &Path) -> io::Result<bool> {
    Ok(super::mounts::keeps_modes(&fs::read_to_string("/proc/self/mounts")?, path))
}

/// Other systems refuse what they cannot keep.
#[cfg(not(target_os = "linux"))]
pub fn keeps(_: &Path) -> io::Result<bool> {
    Ok(true)
}

/// What has this name in a folder.
pub fn look_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Found> {
    // Where the file cannot be opened, its path says what lists there are.
    let has_list = || match open_in(folder, name) {
        Ok(file) => lists::is_on_file(&file),
        Err(_) => lists::is_on(&folder.path().join(name)),
    };
    let about = folder.about(name)?;
    Ok(found(&about, || cfg!(target_vendor = "apple") && has_list()))
}

/// Which file is open.
pub fn identity(file: &File) -> io::Result<FileId> {
    Ok(id_of(&fstat(file)?))
}

/// Which file has this name in a folder.
pub fn identity_in(folder: &OpenFolder, name: &OsStr) -> io::Result<FileId> {
    Ok(id_of(&folder.about(name)?))
}

fn id_of(about: &Stat) -> FileId {
    FileId { device: number(about.st_dev), number: number(about.st_ino).into() }
}

/// Who owns what has this name in a folder.
pub fn owner_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Option<Owner>> {
    Ok(Some(owner_of(&folder.about(name)?)))
}

fn owner_of(about: &Stat) -> Owner {
    Owner { user: about.st_uid, group: about.st_gid }
}

/// Makes an open file belong to this user and group; whether that changed it. Nobody but root gives
/// files away: for others that is no error.
pub fn give_to(file: &File, owner: Owner) -> io::Result<bool> {
    let now = owner_of(&fstat(file)?);
    if now == owner {
        return Ok(false);
    }
    let is_root = rustix::process::geteuid().is_root();
    if now.user != owner.user && !is_root {
        return Ok(false);
    }
    match fchown(file, Some(owner.user), Some(owner.group)) {
        Ok(()) => Ok(true),
        Err(_) if !is_root => Ok(false),
        Err(error) => Err(error),
    }
}

/// A new file under a name that is free, its owner's alone from the first moment, whatever access
/// [`set`] gives it when it is whole.
pub fn create_in(folder: &OpenFolder, name: &OsStr, _: Access) -> io::Result<File> {
    folder.open_file(name, OFlags::RDWR | OFlags::CREATE | OFlags::EXCL)
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

/// Opens a regular file in a folder for reading; a link is not followed.
pub fn open_in(folder: &OpenFolder, name: &OsStr) -> io::Result<File> {
    match kind_of(&folder.about(name)?) {
        FileType::RegularFile => folder.open_file(name, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY),
        FileType::Directory => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Gives an open file the ACL that another one in the folder has beside its mode. [`set`] comes after
/// it: the mode limits what the list allows.
pub fn copy_acl(folder: &OpenFolder, from: &OsStr, to: &File) -> io::Result<()> {
    match open_in(folder, from) {
        // It is gone, which is noticed when the new one takes its place.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        from => lists::copy(&from?, to),
    }
}

/// Gives a file its access and tells whether the file system kept it. Some refuse, some only
/// seem to obey (FAT, some network shares).
pub fn set(file: &File, access: Access) -> io::Result<bool> {
    let refused = file.set_permissions(Permissions::from_mode(access.mode())).is_err();
    // File systems without lists refuse to have one taken off.
    let _ = lists::clear(file);
    Ok(!refused && access_of(&fstat(file)?, lists::is_on_file(file)).is(access))
}

/// Takes everyone else's rights from a regular file of ours in a folder; all others stay as they are.
/// What it had, if that was changed.
pub fn restrict_to_owner_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Option<Prior>> {
    let Found::File(access) = look_in(folder, name)? else { return Ok(None) };
    if !access.is_accessible_to_others() {
        return Ok(None);
    }
    let file = open_in(folder, name)?;
    // Of the open file: another one may have got the name since.
    let about = fstat(&file)?;
    let access = access_of(&about, lists::is_on_file(&file));
    if !access.is_accessible_to_others() {
        return Ok(None);
    }
    let mode = mode_of(&about);
    file.set_permissions(Permissions::from_mode(mode & !OTHERS))?;
    let has_list = matches!(access.permissions, FilePermissions::ModeAndAcl(_));
    let list = has_list.then(|| lists::take(&file)).transpose();
    // All of it or nothing.
    let list = list.inspect_err(|_| drop(file.set_permissions(Permissions::from_mode(mode))))?;
    Ok(Some(Prior { mode, list }))
}

/// Takes from everyone else the right to change a regular file or folder of ours; who could read it still can.
/// What it had, if that was changed.
pub fn restrict_writing_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Option<Prior>> {
    let file = open_file_or_folder_in(folder, name)?;
    let about = fstat(&file)?;
    let access = access_of(&about, false);
    if !access.mine || !access.is_writable_by_others() {
        return Ok(None);
    }
    let mode = mode_of(&about);
    file.set_permissions(Permissions::from_mode(mode & !WRITING_BY_OTHERS))?;
    Ok(Some(Prior { mode, list: None }))
}

/// Gives a file or folder in a folder the mode that it had, and its list.
pub fn give_back_in(folder: &OpenFolder, name: &OsStr, prior: &Prior) -> io::Result<()> {
    let file = open_file_or_folder_in(folder, name)?;
    file.set_permissions(Permissions::from_mode(prior.mode))?;
    prior.list.as_ref().map_or(Ok(()), |list| lists::give_back(&file, list))
}

/// As [`open_in`], also a folder.
fn open_file_or_folder_in(folder: &OpenFolder, name: &OsStr) -> io::Result<File> {
    match kind_of(&folder.about(name)?) {
        FileType::Directory => folder.open_file(name, OFlags::RDONLY | OFlags::DIRECTORY),
        _ => open_in(folder, name),
    }
}

/// Removes a file in a folder, if it is this one. It gets a name of ours before that, so that what
/// else comes to have its name meanwhile is not removed in its place. Where the process is killed before it
/// is known which file got that name, the next [`temporary::sweep`] finishes this.
pub fn remove_in(folder: &OpenFolder, name: &OsStr, file: FileId) -> io::Result<bool> {
    match identity_in(folder, name) {
        Ok(found) if found == file => {}
        Ok(_) => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    }
    for waits_at in temporary::removal_names(name, file) {
        match folder.rename_new(name, &waits_at) {
            // The name in it made it too long.
            Err(error) if error.kind() == io::ErrorKind::InvalidFilename => {}
            Err(error) => return Err(error),
            Ok(()) => return temporary::finish_removal(folder, &waits_at, file.number, name),
        }
    }
    Err(io::ErrorKind::InvalidFilename.into())
}

/// Whether a path leads, through links, to what is neither a file nor a folder, or to something that
/// a process has open: `/dev/stdout`, `/proc/self/fd/1`.
pub fn leads_to_special(path: &Path) -> bool {
    let is_special = |about: fs::Metadata| !about.is_file() && !about.is_dir();
    streams::leads_to_open_file(path) || fs::metadata(path).is_ok_and(is_special)
}

/// A new folder for its owner alone. What root makes in a folder of somebody else is theirs: an account could not
/// enter its `.ssh` otherwise.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(PRIVATE_FOLDER).create(path)?;
    fs::set_permissions(path, Permissions::from_mode(PRIVATE_FOLDER))?;
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let around = owner_of(&stat(folder_of(path))?);
    // Not through a link that has taken its place.
    let how = flags(OFlags::DIRECTORY | OFlags::NOFOLLOW);
    let made = OpenOptions::new().read(true).custom_flags(how).open(path);
    let given = made.and_then(|folder| give_to(&folder, around));
    given.map(drop).inspect_err(|_| drop(fs::remove_dir(path)))
}

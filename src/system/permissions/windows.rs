//! Owners and ACLs.

use super::descriptor::{Descriptor, Sid, without_writing};
use super::judge::{
    ADMINISTRATORS_ONLY, Other, is_administrators, is_system, is_trusted, others, private, writers,
};
use crate::system::native_fs::{self, OpenFolder};
use crate::system::win32::{self, Opening, SHARE_ALL};
use crate::system::{Access, FileId, FilePermissions, Found, FoundAccess, Owner, is_administrators_list};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::OnceLock;
use windows_sys::Win32::Foundation::{
    ERROR_INVALID_ACL, ERROR_INVALID_OWNER, ERROR_INVALID_SECURITY_DESCR, ERROR_INVALID_SID, GENERIC_READ,
    GENERIC_WRITE,
};
use windows_sys::Win32::Storage::FileSystem::{
    CREATE_NEW, DELETE, FILE_ATTRIBUTE_NORMAL, FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT,
    FILE_READ_ATTRIBUTES, OPEN_EXISTING, READ_CONTROL, SECURITY_IDENTIFICATION, SECURITY_SQOS_PRESENT,
    WRITE_DAC, WRITE_OWNER,
};

fn me() -> io::Result<Sid> {
    static ME: OnceLock<Sid> = OnceLock::new();
    if let Some(me) = ME.get() {
        return Ok(me.clone());
    }
    let me = Sid::read(&win32::user()?).ok_or(ErrorKind::InvalidData)?;
    Ok(ME.get_or_init(|| me).clone())
}

/// The person, the Administrators and the system have all rights, and nobody else has any.
pub fn private_descriptor(is_folder: bool) -> io::Result<win32::Descriptor> {
    win32::Descriptor::of_text(&private(&me()?, is_folder))
}

/// As sshd wants `administrators_authorized_keys`.
fn administrators_descriptor() -> io::Result<win32::Descriptor> {
    win32::Descriptor::of_text(ADMINISTRATORS_ONLY)
}

/// A new file under a name that is free. A private one is that from the first moment, whatever its
/// folder hands down and whoever owns what an administrator makes; another has what the folder hands
/// down. Until it is closed nobody else can open it.
pub fn create_in(folder: &OpenFolder, name: &OsStr, access: Access) -> io::Result<File> {
    let path = &folder.at(name);
    let how = Opening {
        access: GENERIC_READ | GENERIC_WRITE | DELETE | READ_CONTROL,
        share: 0,
        disposition: CREATE_NEW,
        flags: FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT,
    };
    let (descriptor, how) = match access {
        Access::OwnerOnly | Access::AsBefore(_) => (private_descriptor(false)?, how),
        // It gets another one before anything is in it.
        Access::AclAsBefore => {
            (private_descriptor(false)?, Opening { access: how.access | WRITE_DAC | WRITE_OWNER, ..how })
        }
        Access::Administrators => (administrators_descriptor()?, how),
        Access::OthersRead => return win32::open(path, how, None),
    };
    win32::open(path, how, Some(&descriptor)).map_err(lacking_if_unknown)
}

/// A server that does not know the person's account refuses it as the owner of a file.
fn lacking_if_unknown(error: io::Error) -> io::Error {
    let refused = [ERROR_INVALID_OWNER, ERROR_INVALID_SECURITY_DESCR, ERROR_INVALID_SID, ERROR_INVALID_ACL];
    let number = error.raw_os_error().map(i32::cast_unsigned);
    if number.is_some_and(|number| refused.contains(&number)) {
        return ErrorKind::Unsupported.into();
    }
    error
}

/// Tells whether the file system has kept what the file was made with: FAT has not, servers may
/// have made something else of it.
pub fn set(file: &File, access: Access) -> io::Result<bool> {
    match access {
        Access::OthersRead => Ok(true),
        Access::OwnerOnly | Access::AsBefore(_) => {
            Ok(win32::keeps_rights(file)? && access_of(file, false)?.is(Access::OwnerOnly))
        }
        Access::Administrators => {
            Ok(win32::keeps_rights(file)? && access_of(file, true)?.is(Access::Administrators))
        }
        // It was read again when it was copied.
        Access::AclAsBefore => win32::keeps_rights(file),
    }
}

fn descriptor_of(file: &File) -> io::Result<Descriptor> {
    let descriptor = Descriptor::read(&win32::Descriptor::of_file(file)?.bytes());
    descriptor.ok_or(ErrorKind::InvalidData.into())
}

/// Of what belongs to the Administrators, the person has no part.
fn access_of(file: &File, is_of_administrators: bool) -> io::Result<FoundAccess> {
    let (descriptor, me) = (descriptor_of(file)?, me()?);
    let is_person = |sid: &Sid| !is_of_administrators && is_me(sid, &me);
    let named = |others: Vec<Other>| others.iter().map(shown).collect();
    let names = named(others(&descriptor, is_person));
    let writers = named(writers(&descriptor, is_person));
    // What a program makes that runs as an administrator belongs to the Administrators.
    let mine = descriptor.owner.is_some_and(|owner| is_me(&owner, &me) || is_administrators(&owner));
    Ok(FoundAccess { mine, permissions: FilePermissions::Others { names, writers } })
}

/// Whether a pipe was made by the person, an administrator or the system: anybody can make one of a name that is
/// free, and wait for what is sent.
pub fn is_trusted_pipe(pipe: &File) -> io::Result<bool> {
    let descriptor = Descriptor::read(&win32::Descriptor::of_pipe(pipe)?.bytes());
    let owner = descriptor.ok_or(ErrorKind::InvalidData)?.owner;
    let me = me()?;
    Ok(owner.is_some_and(|owner| is_me(&owner, &me) || is_administrators(&owner) || is_system(&owner)))
}

/// People who moved to another domain keep their old SIDs, which lead to the same account. Only SIDs
/// of people are looked up: a server that does not answer takes its time.
fn is_me(sid: &Sid, me: &Sid) -> bool {
    static MY_ACCOUNT: OnceLock<Option<(String, String)>> = OnceLock::new();
    let account = |sid: &Sid| {
        let (domain, name) = win32::account(&sid.bytes())?;
        Some((domain.to_lowercase(), name.to_lowercase()))
    };
    let mine = || MY_ACCOUNT.get_or_init(|| account(me)).as_ref();
    sid == me || (sid.is_of_an_account() && account(sid).is_some_and(|found| mine() == Some(&found)))
}

/// As the system calls it, or its SID.
fn shown(other: &Other) -> String {
    let sid = other.sid();
    let account = match other {
        Other::Someone(sid) => win32::account(&sid.bytes()),
        Other::Everyone => None,
    };
    match account {
        Some((domain, name)) if domain.is_empty() => name,
        Some((domain, name)) => format!(r"{domain}\{name}"),
        None => sid,
    }
}

/// Of a path that leads through a file, Windows says only that nothing is there.
fn in_the_way(path: &Path, error: io::Error) -> io::Error {
    let above = || path.ancestors().skip(1).find_map(|above| fs::metadata(above).ok());
    if error.kind() == ErrorKind::NotFound && above().is_some_and(|about| !about.is_dir()) {
        return ErrorKind::NotADirectory.into();
    }
    error
}

/// What a path holds. Links and junctions are not followed.
pub fn look(path: &Path) -> io::Result<Found> {
    let kind = fs::symlink_metadata(path).map_err(|error| in_the_way(path, error))?.file_type();
    if kind.is_symlink() {
        return Ok(Found::Link);
    }
    if kind.is_dir() {
        return Ok(Found::Folder);
    }
    // Not everyone who may see a file may see its rights.
    let hidden = FoundAccess { mine: false, permissions: FilePermissions::Hidden };
    let Ok(file) = win32::open_itself(path, READ_CONTROL | FILE_READ_ATTRIBUTES, SHARE_ALL) else {
        return Ok(Found::File(hidden));
    };
    if !win32::is_on_disk(&file) {
        return Ok(Found::Special);
    }
    Ok(Found::File(access_of(&file, is_administrators_list(path)).unwrap_or(hidden)))
}

/// Who may do what with a regular file or a folder. `None` for anything else.
pub fn status(path: &Path) -> io::Result<Option<(FoundAccess, Option<Owner>)>> {
    let folder_access = || access_of(&win32::open_itself(path, READ_CONTROL, SHARE_ALL)?, false);
    let hidden = FoundAccess { mine: false, permissions: FilePermissions::Hidden };
    Ok(match look(path)? {
        Found::File(access) => Some((access, None)),
        Found::Folder => Some((folder_access().unwrap_or(hidden), None)),
        Found::Nothing | Found::Link | Found::Special => None,
    })
}

/// Whether the file system keeps ACLs: FAT does not.
pub fn keeps(path: &Path) -> io::Result<bool> {
    win32::keeps_rights(&win32::open_itself(path, FILE_READ_ATTRIBUTES, SHARE_ALL)?)
}

/// Which file is open.
pub fn identity(file: &File) -> io::Result<FileId> {
    let (device, number) = win32::identity(file)?;
    Ok(FileId { device, number })
}

/// Which file has this name in a folder; links are not followed.
pub fn identity_in(folder: &OpenFolder, name: &OsStr) -> io::Result<FileId> {
    identity(&win32::open_itself(&folder.at(name), FILE_READ_ATTRIBUTES, SHARE_ALL)?)
}

/// What has this name in a folder.
pub fn look_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Found> {
    look(&folder.at(name))
}

/// Who may do what with a file stands in its ACL; its owner alone says nothing.
pub fn owner_in(_: &OpenFolder, _: &OsStr) -> io::Result<Option<Owner>> {
    Ok(None)
}

/// Gives a new file the owner and the ACL of another one in the folder, and reads them again.
pub fn copy_acl(folder: &OpenFolder, from: &OsStr, to: &File) -> io::Result<()> {
    let old = match win32::open_itself(&folder.at(from), READ_CONTROL, SHARE_ALL) {
        // It is gone, which is noticed when the new one takes its place.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        old => old?,
    };
    put_rights(to, &win32::Descriptor::of_file(&old)?.bytes()).map_err(lacking_if_unknown)?;
    if descriptor_of(&old)? == descriptor_of(to)? { Ok(()) } else { Err(ErrorKind::Unsupported.into()) }
}

/// Gives a file an ACL, and its owner if that is another one.
fn put_rights(file: &File, descriptor: &[u8]) -> io::Result<()> {
    let owner = Descriptor::read(descriptor).and_then(|descriptor| descriptor.owner);
    let is_other_owner = descriptor_of(file)?.owner != owner;
    win32::set_rights_again(file, descriptor, is_other_owner)
}

/// See [`owner_in`].
pub fn give_to(_: &File, _: Owner) -> io::Result<bool> {
    Ok(false)
}

/// Removes a file in a folder, if it is this one: by its handle, so that it can be no other.
pub fn remove_in(folder: &OpenFolder, name: &OsStr, file: FileId) -> io::Result<bool> {
    let path = folder.at(name);
    let open = || {
        let found = win32::open_itself(&path, DELETE | FILE_READ_ATTRIBUTES, SHARE_ALL)?;
        Ok(found)
    };
    match native_fs::open_patiently(open) {
        Ok(found) if identity(&found)? == file => win32::remove_when_closed(&found).map(|()| true),
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Links that lead to devices cannot be told from others here, and nothing is written through any.
pub fn leads_to_special(_: &Path) -> bool {
    false
}

/// Opens a regular file in a folder for reading; a link is not followed.
pub fn open_in(folder: &OpenFolder, name: &OsStr) -> io::Result<File> {
    let path = folder.at(name);
    match look(&path)? {
        Found::File(_) => open_without_waiting(&path),
        Found::Folder => Err(ErrorKind::IsADirectory.into()),
        Found::Nothing => Err(ErrorKind::NotFound.into()),
        Found::Link | Found::Special => Err(ErrorKind::InvalidInput.into()),
    }
}

/// Opens a file on a disk for reading, through links. Pipes, consoles and other devices are none.
pub fn open_without_waiting(path: &Path) -> io::Result<File> {
    // Opening a pipe may let its other end act as the person: not with these flags.
    let flags = FILE_FLAG_BACKUP_SEMANTICS | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION;
    let how = Opening { access: GENERIC_READ, share: SHARE_ALL, disposition: OPEN_EXISTING, flags };
    let file = win32::open(path, how, None)?;
    if win32::is_on_disk(&file) { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
}

/// The security descriptor that a file had.
pub type Prior = Vec<u8>;

/// Takes everyone else's rights from a regular file of ours in a folder; all others stay as they are.
/// What it had before, if that was changed.
pub fn restrict_to_owner_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Option<Prior>> {
    let path = folder.at(name);
    match look(&path)? {
        Found::File(access) if access.mine && !access.is(Access::OwnerOnly) => {
            let is_of_administrators = is_administrators_list(&path);
            let owner_too = if is_of_administrators { WRITE_OWNER } else { 0 };
            let file = win32::open_itself(&path, READ_CONTROL | WRITE_DAC | owner_too, SHARE_ALL)?;
            let prior = win32::Descriptor::of_file(&file)?.bytes();
            let new =
                if is_of_administrators { administrators_descriptor() } else { private_descriptor(false) };
            win32::set_rights(&file, &new?, is_of_administrators)?;
            Ok(Some(prior))
        }
        _ => Ok(None),
    }
}

/// Takes from everyone else the rights to change a regular file or folder of ours; who could read it still can.
/// What it had before, if that was changed.
pub fn restrict_writing_in(folder: &OpenFolder, name: &OsStr) -> io::Result<Option<Prior>> {
    let file = win32::open_itself(&folder.at(name), READ_CONTROL | WRITE_DAC, SHARE_ALL)?;
    let access = access_of(&file, false)?;
    if !access.mine || !access.is_writable_by_others() {
        return Ok(None);
    }
    let (prior, me) = (win32::Descriptor::of_file(&file)?.bytes(), me()?);
    match without_writing(&prior, |sid| is_trusted(sid) || is_me(sid, &me)) {
        Some(new) => win32::set_rights_again(&file, &new, false)?,
        // Without an ACL everybody may do everything.
        None => win32::set_rights(&file, &private_descriptor(false)?, false)?,
    }
    Ok(Some(prior))
}

/// Gives a file or folder in a folder the ACL that it had, and its owner.
pub fn give_back_in(folder: &OpenFolder, name: &OsStr, prior: &Prior) -> io::Result<()> {
    let owner_too = if is_administrators_list(Path::new(name)) { WRITE_OWNER } else { 0 };
    let file = win32::open_itself(&folder.at(name), READ_CONTROL | WRITE_DAC | owner_too, SHARE_ALL)?;
    put_rights(&file, prior)
}

/// A new folder for its owner alone, as is what will be made in it.
pub fn make_folder(path: &Path) -> io::Result<()> {
    win32::make_folder(path, &private_descriptor(true)?)
}

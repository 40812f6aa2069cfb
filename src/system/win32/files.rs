//! Opening, making, renaming and removing.

use super::{Descriptor, check_bool, wide};
use std::fs::File;
use std::io;
use std::mem::{offset_of, size_of};
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _};
use std::path::Path;
use std::ptr::{null, null_mut};
use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
use windows_sys::Win32::Storage::FileSystem::{
    BY_HANDLE_FILE_INFORMATION, CreateDirectoryW, CreateFileW, FILE_DISPOSITION_INFO,
    FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_ID_INFO, FILE_LIST_DIRECTORY,
    FILE_READ_ATTRIBUTES, FILE_RENAME_INFO, FILE_SHARE_DELETE, FILE_SHARE_READ, FILE_SHARE_WRITE,
    FILE_TYPE_DISK, FileDispositionInfo, FileIdInfo, FileRenameInfo, FileRenameInfoEx,
    GetFileInformationByHandle, GetFileInformationByHandleEx, GetFileType, GetVolumeInformationByHandleW,
    MOVEFILE_WRITE_THROUGH, MoveFileExW, OPEN_EXISTING, SetFileInformationByHandle,
};
use windows_sys::Win32::System::SystemServices::FILE_PERSISTENT_ACLS;

/// Of FILE_RENAME_INFORMATION_EX, in ntifs.h.
const RENAME_REPLACE_IF_EXISTS: u32 = 0x01;
const RENAME_POSIX_SEMANTICS: u32 = 0x02;
const RENAME_IGNORE_READONLY_ATTRIBUTE: u32 = 0x40;

/// How `CreateFileW` opens.
#[derive(Clone, Copy)]
pub struct Opening {
    pub access: u32,
    pub share: u32,
    pub disposition: u32,
    pub flags: u32,
}

/// Opens or makes a file; one that is made gets the descriptor.
pub fn open(path: &Path, how: Opening, descriptor: Option<&Descriptor>) -> io::Result<File> {
    let path = wide(path)?;
    let attributes = descriptor.map(Descriptor::attributes);
    let attributes = attributes.as_ref().map_or(null(), std::ptr::from_ref);
    // SAFETY: the path ends in 0; the attributes and their descriptor outlive the call.
    let handle = unsafe {
        CreateFileW(path.as_ptr(), how.access, how.share, attributes, how.disposition, how.flags, null_mut())
    };
    if handle == INVALID_HANDLE_VALUE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is open and nobody else has it.
    Ok(unsafe { File::from_raw_handle(handle) })
}

/// Lets others do with an open file what they want meanwhile.
pub const SHARE_ALL: u32 = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// The same, but it stays where it is and is not removed.
pub const SHARE_NO_DELETE: u32 = FILE_SHARE_READ | FILE_SHARE_WRITE;

/// Opens a folder, through links. How it is shared only counts for a handle that may list it.
pub fn open_folder(path: &Path, share: u32) -> io::Result<File> {
    let access = FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES;
    open(path, Opening { access, share, disposition: OPEN_EXISTING, flags: FILE_FLAG_BACKUP_SEMANTICS }, None)
}

/// Opens what is there: a file, a folder or a link itself.
pub fn open_itself(path: &Path, access: u32, share: u32) -> io::Result<File> {
    let flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
    open(path, Opening { access, share, disposition: OPEN_EXISTING, flags }, None)
}

pub fn make_folder(path: &Path, descriptor: &Descriptor) -> io::Result<()> {
    let path = wide(path)?;
    // SAFETY: the path ends in 0; the attributes and their descriptor outlive the call.
    check_bool(unsafe { CreateDirectoryW(path.as_ptr(), &descriptor.attributes()) })
}

/// Whether the file system of an open file keeps ACLs: FAT does not.
pub fn keeps_rights(file: &File) -> io::Result<bool> {
    let mut flags = 0;
    // SAFETY: the handle is open; what is not asked for is null and of length 0.
    check_bool(unsafe {
        GetVolumeInformationByHandleW(
            file.as_raw_handle(),
            null_mut(),
            0,
            null_mut(),
            null_mut(),
            &mut flags,
            null_mut(),
            0,
        )
    })?;
    Ok(flags & FILE_PERSISTENT_ACLS != 0)
}

/// Whether an open file is one on a disk, not a device or a pipe.
pub fn is_on_disk(file: &File) -> bool {
    // SAFETY: the handle is open.
    unsafe { GetFileType(file.as_raw_handle()) == FILE_TYPE_DISK }
}

/// The number of the volume and that of the file in it.
pub fn identity(file: &File) -> io::Result<(u64, u128)> {
    let mut id = FILE_ID_INFO::default();
    let length = u32::try_from(size_of::<FILE_ID_INFO>()).unwrap_or_default();
    // SAFETY: the handle is open; the buffer has the length that is told.
    let done = unsafe {
        GetFileInformationByHandleEx(file.as_raw_handle(), FileIdInfo, (&raw mut id).cast(), length)
    };
    if done != 0 {
        return Ok((id.VolumeSerialNumber, u128::from_le_bytes(id.FileId.Identifier)));
    }
    // FAT, and servers, have only the short one.
    let mut about = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is open; the structure is of the type that is asked for.
    check_bool(unsafe { GetFileInformationByHandle(file.as_raw_handle(), &mut about) })?;
    let number = u128::from(about.nFileIndexHigh) << 32 | u128::from(about.nFileIndexLow);
    Ok((about.dwVolumeSerialNumber.into(), number))
}

/// How an open file is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renaming {
    /// As on Unix: a file that others have open is replaced too. Since Windows 10, on NTFS.
    LikeUnix,
    /// Only while nobody has the replaced file open.
    Plain,
}

/// Gives an open file another name on the same volume. It needs DELETE.
pub fn rename(file: &File, to: &Path, replacing: bool, how: Renaming) -> io::Result<()> {
    let name = wide(to)?;
    let name = name.strip_suffix(&[0]).unwrap_or(&name);
    let length = offset_of!(FILE_RENAME_INFO, FileName) + (name.len() + 1) * size_of::<u16>();
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidFilename);
    let (told_length, name_length) =
        (u32::try_from(length).map_err(too_long)?, u32::try_from(size_of_val(name)).map_err(too_long)?);
    // As u64, so that it lies as the structure must.
    let mut buffer = vec![0_u64; length.div_ceil(size_of::<u64>())];
    let info = buffer.as_mut_ptr().cast::<FILE_RENAME_INFO>();
    let class = match how {
        Renaming::LikeUnix => FileRenameInfoEx,
        Renaming::Plain => FileRenameInfo,
    };
    // SAFETY: the buffer has room for the structure and, behind it, for the name and a 0.
    unsafe {
        match how {
            Renaming::LikeUnix => {
                let replace =
                    if replacing { RENAME_REPLACE_IF_EXISTS | RENAME_IGNORE_READONLY_ATTRIBUTE } else { 0 };
                (*info).Anonymous.Flags = RENAME_POSIX_SEMANTICS | replace;
            }
            Renaming::Plain => (*info).Anonymous.ReplaceIfExists = replacing,
        }
        (*info).FileNameLength = name_length;
        let place = (&raw mut (*info).FileName).cast::<u16>();
        std::ptr::copy_nonoverlapping(name.as_ptr(), place, name.len());
    }
    // SAFETY: the handle is open; the buffer is whole and has the length that is told.
    check_bool(unsafe { SetFileInformationByHandle(file.as_raw_handle(), class, info.cast(), told_length) })
}

/// Renames in one step and does not replace. On the disk when it returns.
pub fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (wide(from)?, wide(to)?);
    // SAFETY: both paths end in 0.
    check_bool(unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_WRITE_THROUGH) })
}

/// Has an open file removed when it is closed. It needs DELETE.
pub fn remove_when_closed(file: &File) -> io::Result<()> {
    let info = FILE_DISPOSITION_INFO { DeleteFile: true };
    let length = u32::try_from(size_of::<FILE_DISPOSITION_INFO>()).unwrap_or_default();
    // SAFETY: the handle is open; the buffer has the length that is told.
    check_bool(unsafe {
        SetFileInformationByHandle(
            file.as_raw_handle(),
            FileDispositionInfo,
            (&raw const info).cast(),
            length,
        )
    })
}

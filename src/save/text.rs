//! Changes of text files that ssh reads, such as authorized_keys.

use super::SaveError;
use crate::format::FILE_BYTES;
use crate::system::{
    Access, Disk, FilePermissions, Found, FoundAccess, Owner, folder_of, is_administrators_list,
};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A request to change a text file.
#[derive(Clone, Debug)]
pub struct TextRequest {
    /// The file.
    pub path: PathBuf,
    /// What [`read_text`] found in it. If it holds something else by the time it is replaced, it stays as it is.
    pub old: Option<Vec<u8>>,
    /// What it shall hold.
    pub new: Vec<u8>,
    /// Whether to make its folder if it is missing: for ~/.ssh only.
    pub make_folder: bool,
    /// The date for the name of the backup, such as `2026-11-21`.
    pub today: String,
}

/// Reads a text file that is to be changed; `None` where there is none.
///
/// # Errors
/// A link is an error: replacing it would take the place of the file that it leads to, which other programs may
/// go on using. So is everything else that cannot be replaced or read.
pub fn read_text(path: &Path, disk: &dyn Disk) -> Result<Option<Vec<u8>>, SaveError> {
    match disk.look(path)? {
        Found::Nothing => Ok(None),
        Found::File(_) => Ok(Some(disk.read(path, FILE_BYTES)?.to_vec())),
        Found::Link => Err(SaveError::LinkInTheWay(path.to_owned())),
        Found::Folder => Err(SaveError::FolderInTheWay(path.to_owned())),
        Found::Special => Err(SaveError::SpecialInTheWay(path.to_owned())),
    }
}

/// Whether the path says that a file is in a folder `.ssh`, the only one that is made for it.
pub fn is_in_dot_ssh(path: &Path) -> bool {
    path.parent().and_then(Path::file_name).is_some_and(|name| name == ".ssh")
}

/// Who may read the new file, and whom it is given to if there is no old one, whose owner keeps it.
///
/// sshd reads the file as the account that logs in, which need not be its owner: what others could read, they still
/// can. A new file belongs to the owner of the folder; in a folder of root everybody may read it, unless the folder
/// is made for it.
///
/// On Windows, only what is in a folder `.ssh` is the person's own; elsewhere a file keeps its ACL, and a new list of the
/// administrators is theirs.
///
/// # Errors
/// Elsewhere where the system has more than modes, and of new files nobody knows who is to read them.
pub fn text_access(
    path: &Path,
    makes_folder: bool,
    disk: &dyn Disk,
) -> Result<(Access, Option<Owner>), SaveError> {
    let folder = folder_of(path);
    let found = disk.look(path)?;
    let kept = match &found {
        Found::File(access) => access.kept().map(|access| (access, None)),
        _ => {
            let there = if makes_folder { folder_of(folder) } else { folder };
            let owner = disk.open_folder(there)?.owner(OsStr::new("."))?;
            let access = |owner: Owner| match owner.is_root() && !makes_folder {
                true => Access::OthersRead,
                false => Access::OwnerOnly,
            };
            owner.map(|owner| (access(owner), Some(owner)))
        }
    };
    let is_own = is_in_dot_ssh(path) && !matches!(&found, Found::File(access) if !access.mine);
    match (kept, found) {
        (Some(kept), _) => Ok(kept),
        (None, _) if is_own => Ok((Access::OwnerOnly, None)),
        (None, Found::File(FoundAccess { permissions: FilePermissions::Others { .. }, .. })) => {
            Ok((Access::AclAsBefore, None))
        }
        (None, Found::Nothing) if is_administrators_list(path) => Ok((Access::Administrators, None)),
        _ => Err(SaveError::RightsNotKept(path.to_owned())),
    }
}

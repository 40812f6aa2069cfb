//! A real folder that is open.

use super::disk::{Uses, if_supported, read_capped};
use super::native_fs::{self, OpenFolder};
use super::staging::StagedFile;
use super::{
    Access, DiskError, DiskOperation, FileId, Folder, Found, Owner, PriorAccess, Staged, permissions,
    temporary,
};
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;

pub struct RealFolder {
    open: Arc<OpenFolder>,
    unnamed_temp: bool,
    /// Until its file system says that it cannot.
    exchanges: AtomicBool,
}

impl RealFolder {
    pub(super) fn new(open: OpenFolder, uses: Uses) -> Self {
        let exchanges = AtomicBool::new(uses.exchange && OpenFolder::EXCHANGES);
        Self { open: Arc::new(open), unnamed_temp: uses.unnamed_temp, exchanges }
    }

    fn failed(&self, doing: DiskOperation, name: &OsStr) -> impl FnOnce(io::Error) -> DiskError {
        let path = self.open.path().join(name);
        move |error| DiskError::when(doing, &path)(error)
    }
}

/// That there is nothing is no failure.
fn if_there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

impl Folder for RealFolder {
    fn path(&self) -> &Path {
        self.open.path()
    }

    fn is_at_its_path(&self) -> Result<bool, DiskError> {
        self.open.is_at_its_path().map_err(DiskError::when(DiskOperation::Looking, self.path()))
    }

    fn remove_stale_temp_files(&self) {
        temporary::remove_stale(&self.open);
    }

    fn look(&self, name: &OsStr) -> Result<Found, DiskError> {
        let found = if_there(permissions::look_in(&self.open, name));
        Ok(found.map_err(self.failed(DiskOperation::Looking, name))?.unwrap_or(Found::Nothing))
    }

    fn identity(&self, name: &OsStr) -> Result<Option<FileId>, DiskError> {
        let found = if_there(permissions::identity_in(&self.open, name));
        found.map_err(self.failed(DiskOperation::Looking, name))
    }

    fn owner(&self, name: &OsStr) -> Result<Option<Owner>, DiskError> {
        let owner = if_there(permissions::owner_in(&self.open, name));
        Ok(owner.map_err(self.failed(DiskOperation::Looking, name))?.flatten())
    }

    fn read(&self, name: &OsStr, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError> {
        let file = native_fs::open_patiently(|| permissions::open_in(&self.open, name));
        file.and_then(|file| read_capped(&file, at_most)).map_err(self.failed(DiskOperation::Reading, name))
    }

    fn stage(&self, name: &OsStr, bytes: &[u8], access: Access) -> Result<Box<dyn Staged>, DiskError> {
        Ok(Box::new(StagedFile::write(&self.open, name, bytes, access, self.unnamed_temp)?))
    }

    fn exchanges(&self) -> bool {
        self.exchanges.load(Ordering::Relaxed)
    }

    fn exchange(&self, one: &OsStr, other: &OsStr) -> Result<(), DiskError> {
        let lacking = || io::Error::from(ErrorKind::Unsupported);
        let exchanged = if self.exchanges() { self.open.exchange(one, other) } else { Err(lacking()) };
        exchanged
            .map_err(|error| {
                if !native_fs::is_lack_of_support(&error) {
                    return error;
                }
                self.exchanges.store(false, Ordering::Relaxed);
                lacking()
            })
            .map_err(self.failed(DiskOperation::Placing, other))
    }

    fn rename_new(&self, from: &OsStr, to: &OsStr) -> Result<(), DiskError> {
        self.open.rename_new(from, to).map_err(self.failed(DiskOperation::BackingUp, from))
    }

    fn remove(&self, name: &OsStr, file: FileId) -> Result<bool, DiskError> {
        let removed = permissions::remove_in(&self.open, name, file);
        removed.map_err(self.failed(DiskOperation::Removing, name))
    }

    fn restrict_to_owner(&self, name: &OsStr) -> Result<Option<PriorAccess>, DiskError> {
        let prior = permissions::restrict_to_owner_in(&self.open, name);
        Ok(prior.map_err(self.failed(DiskOperation::Protecting, name))?.map(PriorAccess))
    }

    fn give_back(&self, name: &OsStr, prior: &PriorAccess) -> Result<(), DiskError> {
        let given = permissions::give_back_in(&self.open, name, &prior.0);
        given.map_err(self.failed(DiskOperation::Protecting, name))
    }

    fn sync(&self) -> Result<(), DiskError> {
        if_supported(self.open.flush()).map_err(DiskError::when(DiskOperation::Placing, self.path()))
    }
}

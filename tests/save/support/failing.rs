//! A disk that fails when it is told to.

use keywright::system::{
    Access, Disk, DiskError, DiskOperation, Entry, FileId, FileStatus, Folder, Found, Owner, PriorAccess,
    RealDisk, Staged,
};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use zeroize::Zeroizing;

#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The call with this number fails.
    At(usize),
    /// The call with this number and all that follow fail.
    From(usize),
    /// The call with this number does its work, then reports a failure.
    After(usize),
    /// Before the call with this number, the process is killed.
    Killed(usize),
    /// Before the call with this number, somebody else does something.
    Meanwhile(usize),
}

/// What somebody else does, once.
type Meddle = Box<dyn FnOnce() + Send>;
/// The same in a folder.
type MeddleIn = Box<dyn FnOnce(&Path) + Send>;

/// The real disk with one fault. Calls are counted over all of its parts.
pub struct Failing {
    inner: RealDisk,
    turns: Arc<Turns>,
}

struct Turns {
    fault: Fault,
    taken: AtomicUsize,
    /// At [`Fault::Meanwhile`].
    meddle: Mutex<Option<Meddle>>,
    /// As soon as the names in this folder are flushed.
    meddle_when_flushed: Mutex<Option<MeddleIn>>,
}

impl Failing {
    pub fn new(inner: RealDisk, fault: Fault) -> Self {
        let turns = Turns {
            fault,
            taken: AtomicUsize::new(0),
            meddle: Mutex::new(None),
            meddle_when_flushed: Mutex::new(None),
        };
        Self { inner, turns: Arc::new(turns) }
    }

    /// Fails at nothing, but before this call somebody else does this.
    pub fn meanwhile(inner: RealDisk, call: usize, meddle: impl FnOnce() + Send + 'static) -> Self {
        let disk = Self::new(inner, Fault::Meanwhile(call));
        *disk.turns.meddle.lock().unwrap() = Some(Box::new(meddle));
        disk
    }

    /// Fails at nothing, but somebody else meddles with the folder once the files are placed.
    pub fn meddled_with(meddle: impl FnOnce(&Path) + Send + 'static) -> Self {
        let disk = Self::new(RealDisk::new(), Fault::At(usize::MAX));
        *disk.turns.meddle_when_flushed.lock().unwrap() = Some(Box::new(meddle));
        disk
    }

    /// Whether it came to the fault.
    pub fn has_failed(&self) -> bool {
        let (Fault::At(n) | Fault::From(n) | Fault::After(n) | Fault::Killed(n) | Fault::Meanwhile(n)) =
            self.turns.fault;
        self.turns.taken.load(Ordering::SeqCst) > n
    }
}

impl Turns {
    fn take<T>(
        &self,
        doing: DiskOperation,
        path: &Path,
        work: impl FnOnce() -> Result<T, DiskError>,
    ) -> Result<T, DiskError> {
        let turn = self.taken.fetch_add(1, Ordering::SeqCst);
        let error = DiskError { operation: doing, kind: ErrorKind::Other, code: None, path: path.to_owned() };
        match self.fault {
            Fault::At(n) if turn == n => Err(error),
            Fault::From(n) if turn >= n => Err(error),
            Fault::After(n) if turn == n => work().and(Err(error)),
            Fault::Killed(n) if turn == n => die(),
            Fault::Meanwhile(n) if turn == n => {
                let meddle = self.meddle.lock().unwrap().take();
                meddle.into_iter().for_each(|meddle| meddle());
                work()
            }
            _ => work(),
        }
    }
}

fn die() -> ! {
    let me = rustix::process::getpid();
    rustix::process::kill_process(me, rustix::process::Signal::KILL).unwrap();
    loop {
        std::hint::spin_loop();
    }
}

impl Disk for Failing {
    fn read(&self, path: &Path, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError> {
        self.turns.take(DiskOperation::Reading, path, || self.inner.read(path, at_most))
    }
    fn look(&self, path: &Path) -> Result<Found, DiskError> {
        self.turns.take(DiskOperation::Looking, path, || self.inner.look(path))
    }
    fn is_folder(&self, path: &Path) -> Result<bool, DiskError> {
        self.turns.take(DiskOperation::Looking, path, || self.inner.is_folder(path))
    }
    fn status(&self, path: &Path) -> Option<FileStatus> {
        self.inner.status(path)
    }
    fn restrict_to_owner(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError> {
        self.turns.take(DiskOperation::Protecting, path, || self.inner.restrict_to_owner(path))
    }
    fn restrict_writing(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError> {
        self.turns.take(DiskOperation::Protecting, path, || self.inner.restrict_writing(path))
    }
    fn give_back(&self, path: &Path, prior: &PriorAccess) -> Result<(), DiskError> {
        self.turns.take(DiskOperation::Protecting, path, || self.inner.give_back(path, prior))
    }
    fn keeps_permissions(&self, path: &Path) -> bool {
        self.inner.keeps_permissions(path)
    }
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError> {
        self.turns.take(DiskOperation::Looking, folder, || self.inner.list(folder))
    }
    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError> {
        self.turns.take(DiskOperation::MakingFolder, path, || self.inner.make_private_folder(path))
    }
    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.turns.take(DiskOperation::Removing, path, || self.inner.remove_empty_folder(path))
    }
    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        self.turns.take(DiskOperation::Removing, path, || self.inner.remove(path))
    }
    fn open_folder(&self, path: &Path) -> Result<Arc<dyn Folder>, DiskError> {
        let inner = self.turns.take(DiskOperation::Looking, path, || self.inner.open_folder(path))?;
        Ok(Arc::new(FailingFolder { inner, turns: self.turns.clone() }))
    }
}

struct FailingFolder {
    inner: Arc<dyn Folder>,
    turns: Arc<Turns>,
}

impl FailingFolder {
    fn take<T>(
        &self,
        doing: DiskOperation,
        name: &OsStr,
        work: impl FnOnce() -> Result<T, DiskError>,
    ) -> Result<T, DiskError> {
        self.turns.take(doing, &self.path().join(name), work)
    }
}

impl Folder for FailingFolder {
    fn path(&self) -> &Path {
        self.inner.path()
    }
    fn is_at_its_path(&self) -> Result<bool, DiskError> {
        self.turns.take(DiskOperation::Looking, self.path(), || self.inner.is_at_its_path())
    }
    fn remove_stale_temp_files(&self) {
        let swept = self.turns.take(DiskOperation::Removing, self.path(), || {
            self.inner.remove_stale_temp_files();
            Ok(())
        });
        drop(swept);
    }
    fn look(&self, name: &OsStr) -> Result<Found, DiskError> {
        self.take(DiskOperation::Looking, name, || self.inner.look(name))
    }
    /// It never fails, so that what is said to be left is known exactly.
    fn identity(&self, name: &OsStr) -> Result<Option<FileId>, DiskError> {
        self.inner.identity(name)
    }
    fn owner(&self, name: &OsStr) -> Result<Option<Owner>, DiskError> {
        self.take(DiskOperation::Looking, name, || self.inner.owner(name))
    }
    fn read(&self, name: &OsStr, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError> {
        self.take(DiskOperation::Reading, name, || self.inner.read(name, at_most))
    }
    fn stage(&self, name: &OsStr, bytes: &[u8], access: Access) -> Result<Box<dyn Staged>, DiskError> {
        let inner = self.take(DiskOperation::Writing, name, || self.inner.stage(name, bytes, access))?;
        Ok(Box::new(FailingStaged {
            inner,
            turns: self.turns.clone(),
            target: self.path().join(name).into(),
        }))
    }
    fn exchanges(&self) -> bool {
        self.inner.exchanges()
    }
    fn exchange(&self, one: &OsStr, other: &OsStr) -> Result<(), DiskError> {
        self.take(DiskOperation::Placing, other, || self.inner.exchange(one, other))
    }
    fn rename_new(&self, from: &OsStr, to: &OsStr) -> Result<(), DiskError> {
        self.take(DiskOperation::BackingUp, from, || self.inner.rename_new(from, to))
    }
    fn remove(&self, name: &OsStr, file: FileId) -> Result<bool, DiskError> {
        self.take(DiskOperation::Removing, name, || self.inner.remove(name, file))
    }
    fn restrict_to_owner(&self, name: &OsStr) -> Result<Option<PriorAccess>, DiskError> {
        self.take(DiskOperation::Protecting, name, || self.inner.restrict_to_owner(name))
    }
    fn give_back(&self, name: &OsStr, prior: &PriorAccess) -> Result<(), DiskError> {
        self.take(DiskOperation::Protecting, name, || self.inner.give_back(name, prior))
    }
    fn sync(&self) -> Result<(), DiskError> {
        let synced = self.turns.take(DiskOperation::Placing, self.path(), || self.inner.sync());
        if let Some(meddle) = self.turns.meddle_when_flushed.lock().unwrap().take() {
            meddle(self.path());
        }
        synced
    }
}

struct FailingStaged {
    inner: Box<dyn Staged>,
    turns: Arc<Turns>,
    target: Box<Path>,
}

impl Staged for FailingStaged {
    fn id(&self) -> FileId {
        self.inner.id()
    }
    fn give_to(&mut self, owner: Owner) -> Result<bool, DiskError> {
        self.turns.take(DiskOperation::Giving, &self.target, || self.inner.give_to(owner))
    }
    fn place(&mut self, name: &OsStr) -> Result<(), DiskError> {
        self.turns.take(DiskOperation::Placing, &self.target, || self.inner.place(name))
    }
    fn place_over(&mut self, name: &OsStr) -> Result<(), DiskError> {
        self.turns.take(DiskOperation::Placing, &self.target, || self.inner.place_over(name))
    }
    fn withdraw(&mut self) -> Result<(), DiskError> {
        self.turns.take(DiskOperation::Placing, &self.target, || self.inner.withdraw())
    }
    fn share(&mut self) {
        self.inner.share();
    }
}

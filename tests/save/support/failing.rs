//! A disk that fails when it is told to.

use keywright::system::{
    Access, Disk, DiskError, Doing, Entry, FileId, Found, FoundAccess, Kept, RealDisk, Staged,
};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
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
}

/// The real disk with one fault. Calls are counted over all of its parts.
pub struct Failing {
    inner: RealDisk,
    turns: Arc<Turns>,
    meddle: fn(&Path),
}

struct Turns {
    fault: Fault,
    taken: AtomicUsize,
}

impl Failing {
    pub fn new(inner: RealDisk, fault: Fault) -> Self {
        Self { inner, turns: Arc::new(Turns { fault, taken: AtomicUsize::new(0) }), meddle: |_| () }
    }

    /// Fails at nothing, but somebody else meddles with the folder once the files are placed.
    pub fn meddled_with(meddle: fn(&Path)) -> Self {
        Self { meddle, ..Self::new(RealDisk::new(), Fault::At(usize::MAX)) }
    }

    /// Whether it came to the fault.
    pub fn has_failed(&self) -> bool {
        let (Fault::At(n) | Fault::From(n) | Fault::After(n) | Fault::Killed(n)) = self.turns.fault;
        self.turns.taken.load(Ordering::SeqCst) > n
    }
}

impl Turns {
    fn take<T>(
        &self,
        doing: Doing,
        path: &Path,
        work: impl FnOnce() -> Result<T, DiskError>,
    ) -> Result<T, DiskError> {
        let turn = self.taken.fetch_add(1, Ordering::SeqCst);
        let error = DiskError { doing, kind: ErrorKind::Other, code: None, path: path.to_owned() };
        match self.fault {
            Fault::At(n) if turn == n => Err(error),
            Fault::From(n) if turn >= n => Err(error),
            Fault::After(n) if turn == n => work().and(Err(error)),
            Fault::Killed(n) if turn == n => die(),
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
        self.turns.take(Doing::Reading, path, || self.inner.read(path, at_most))
    }
    fn look(&self, path: &Path) -> Result<Found, DiskError> {
        self.turns.take(Doing::Looking, path, || self.inner.look(path))
    }
    fn is_folder(&self, path: &Path) -> Result<bool, DiskError> {
        self.turns.take(Doing::Looking, path, || self.inner.is_folder(path))
    }
    fn access(&self, path: &Path) -> Option<FoundAccess> {
        self.inner.access(path)
    }

    fn keep_to_owner(&self, path: &Path) -> Result<(), DiskError> {
        self.inner.keep_to_owner(path)
    }

    fn identity(&self, path: &Path) -> Option<FileId> {
        self.inner.identity(path)
    }
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError> {
        self.turns.take(Doing::Looking, folder, || self.inner.list(folder))
    }
    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError> {
        self.turns.take(Doing::MakingFolder, path, || self.inner.make_private_folder(path))
    }
    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.turns.take(Doing::Removing, path, || self.inner.remove_empty_folder(path))
    }
    fn sweep(&self, folder: &Path) {
        let swept = self.turns.take(Doing::Removing, folder, || {
            self.inner.sweep(folder);
            Ok(())
        });
        drop(swept);
    }
    fn stage(&self, target: &Path, bytes: &[u8], access: Access) -> Result<Box<dyn Staged>, DiskError> {
        let inner = self.turns.take(Doing::Writing, target, || self.inner.stage(target, bytes, access))?;
        Ok(Box::new(FailingStaged { inner, turns: self.turns.clone(), target: target.into() }))
    }
    fn back_up(&self, path: &Path, backup: &Path, owner_only: bool) -> Result<Kept, DiskError> {
        self.turns.take(Doing::BackingUp, path, || self.inner.back_up(path, backup, owner_only))
    }
    fn put_back(&self, backup: &Path, path: &Path, replacing: bool) -> Result<(), DiskError> {
        self.turns.take(Doing::BackingUp, path, || self.inner.put_back(backup, path, replacing))
    }
    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        self.turns.take(Doing::Removing, path, || self.inner.remove(path))
    }
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        let synced = self.turns.take(Doing::Placing, folder, || self.inner.sync_folder(folder));
        (self.meddle)(folder);
        synced
    }
}

struct FailingStaged {
    inner: Box<dyn Staged>,
    turns: Arc<Turns>,
    target: Box<Path>,
}

impl Staged for FailingStaged {
    fn place(self: Box<Self>, replacing: bool) -> Result<FileId, DiskError> {
        let Self { inner, turns, target } = *self;
        turns.take(Doing::Placing, &target, || inner.place(replacing))
    }
}

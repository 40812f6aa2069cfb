//! A socket in a folder that only the person may enter.

use super::{is_name, new_name};
use rustix::fs::{FlockOperation, flock};
use rustix::process::geteuid;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// Where questions are taken. Dropped, it is gone with its folder.
pub struct Endpoint {
    listener: UnixListener,
    folder: PathBuf,
    /// Locked as long as this process lives.
    _held: File,
}

/// The socket in its folder.
const NAME: &str = "s";
/// Folders that are looked at for what a process has left that was killed.
const MOST_LOOKED_AT: usize = 1000;

impl Endpoint {
    pub fn open() -> io::Result<Self> {
        let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
        // The first may be on a disk that is full or is not there.
        let places = runtime.into_iter().chain([env::temp_dir()]);
        let mut failure = ErrorKind::NotFound.into();
        for place in places {
            match Self::open_in(place) {
                Ok(endpoint) => return Ok(endpoint),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn open_in(place: PathBuf) -> io::Result<Self> {
        remove_left_behind(&place);
        let folder = place.join(new_name()?);
        DirBuilder::new().mode(0o700).create(&folder)?;
        let made = held(&folder).and_then(|held| Ok((held, UnixListener::bind(folder.join(NAME))?)));
        let (held, listener) = made.inspect_err(|_| {
            let _ = fs::remove_dir(&folder);
        })?;
        let endpoint = Self { listener, folder, _held: held };
        endpoint.listener.set_nonblocking(true)?;
        Ok(endpoint)
    }

    /// What to connect to.
    pub fn name(&self) -> OsString {
        self.folder.join(NAME).into_os_string()
    }

    /// Somebody who has connected, if there is one.
    pub fn accept(&mut self) -> Option<Connection> {
        let (stream, _) = self.listener.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        Some(Connection(stream))
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        remove(&self.folder);
    }
}

fn remove(folder: &Path) {
    let _ = fs::remove_file(folder.join(NAME));
    let _ = fs::remove_dir(folder);
}

/// The folder, locked before there is a socket in it. Some disks know no locks.
fn held(folder: &Path) -> io::Result<File> {
    let held = File::open(folder)?;
    let _ = flock(&held, FlockOperation::NonBlockingLockShared);
    Ok(held)
}

/// Folders of this account with a socket that no process holds: who made them was killed.
fn remove_left_behind(place: &Path) {
    let folders = fs::read_dir(place).into_iter().flatten().flatten();
    let named = folders.filter(|entry| entry.file_name().to_str().is_some_and(is_name));
    for folder in named.take(MOST_LOOKED_AT) {
        let path = folder.path();
        let is_ours = folder.metadata().is_ok_and(|folder| {
            folder.is_dir() && folder.uid() == geteuid().as_raw() && folder.mode() & 0o7777 == 0o700
        });
        let socket = fs::symlink_metadata(path.join(NAME)).map(|socket| socket.file_type());
        if is_ours
            && socket.is_ok_and(|socket| socket.is_socket())
            && let Ok(folder) = File::open(&path)
            && flock(&folder, FlockOperation::NonBlockingLockExclusive).is_ok()
        {
            remove(&path);
        }
    }
}

/// A process that asks something.
pub struct Connection(UnixStream);

impl Connection {
    /// Whether it has ended. All that it says was read.
    pub fn is_gone(&self) -> bool {
        let would_wait = |error: &io::Error| error.kind() == ErrorKind::WouldBlock;
        !matches!((&self.0).read(&mut [0]), Err(error) if would_wait(&error))
    }
}

impl Read for Connection {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl Write for Connection {
    /// An answer is shorter than what fits into the socket.
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.0.write(from)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// For the askpass process. It waits.
pub fn connect(name: &OsStr) -> io::Result<UnixStream> {
    UnixStream::connect(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// As a process leaves it that was killed.
    fn left_behind(place: &Path, name: &str, mode: u32) -> PathBuf {
        let folder = place.join(name);
        DirBuilder::new().mode(0o700).create(&folder).unwrap();
        drop(UnixListener::bind(folder.join(NAME)).unwrap());
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        folder
    }

    #[test]
    fn what_a_killed_process_has_left_is_removed_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let lives = Endpoint::open_in(place.path().to_owned()).unwrap();
        let dead = left_behind(place.path(), "keywright-0123456789abcdef", 0o700);
        let others = [
            left_behind(place.path(), "keywright-0123456789ABCDEF", 0o700),
            left_behind(place.path(), "keywright-tests", 0o700),
            left_behind(place.path(), "keywright-1123456789abcdef", 0o755),
        ];
        let empty = place.path().join("keywright-2123456789abcdef");
        DirBuilder::new().mode(0o700).create(&empty).unwrap();
        let full = left_behind(place.path(), "keywright-3123456789abcdef", 0o700);
        fs::rename(full.join(NAME), full.join("other")).unwrap();
        let link = place.path().join("keywright-4123456789abcdef");
        std::os::unix::fs::symlink(&others[0], &link).unwrap();
        let new = Endpoint::open_in(place.path().to_owned()).unwrap();
        assert!(!dead.exists(), "nobody holds it");
        for (path, why) in [(&empty, "it may be new"), (&full, "not a socket of ours"), (&link, "a link")] {
            assert!(path.exists(), "{}: {why}", path.display());
        }
        assert!(others.iter().all(|folder| folder.join(NAME).exists()), "their names or modes are not ours");
        for endpoint in [lives, new] {
            let name = endpoint.name();
            assert!(connect(&name).is_ok(), "one that is in use stays");
            drop(endpoint);
            assert!(!Path::new(&name).exists());
        }
    }
}

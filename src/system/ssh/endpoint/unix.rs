//! A socket in a folder that only the person may enter.

use super::new_name;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::DirBuilderExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;

/// Where questions are taken. Dropped, it is gone with its folder.
pub struct Endpoint {
    listener: UnixListener,
    folder: PathBuf,
}

/// The socket in its folder.
const NAME: &str = "s";

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
        let folder = place.join(new_name()?);
        DirBuilder::new().mode(0o700).create(&folder)?;
        let listener = UnixListener::bind(folder.join(NAME)).inspect_err(|_| {
            let _ = fs::remove_dir(&folder);
        })?;
        let endpoint = Self { listener, folder };
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
        let _ = fs::remove_file(self.folder.join(NAME));
        let _ = fs::remove_dir(&self.folder);
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

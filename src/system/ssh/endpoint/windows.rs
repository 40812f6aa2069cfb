//! A pipe that only the person may open.

use super::new_name;
use crate::system::agents::pipe;
use crate::system::{permissions, win32};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};

/// There is nothing to be read so far.
const ERROR_NO_DATA: i32 = 232;

/// Where questions are taken. Dropped, it is gone.
pub struct Endpoint {
    name: OsString,
    /// Nobody has connected to it yet.
    free: Option<File>,
    descriptor: win32::Descriptor,
}

impl Endpoint {
    pub fn open() -> io::Result<Self> {
        let name = OsString::from(format!(r"\\.\pipe\{}", new_name()?));
        let descriptor = permissions::private_descriptor(false)?;
        let free = win32::make_pipe(&name, true, &descriptor)?;
        // It listens when it is first asked for.
        win32::is_connected(&free)?;
        Ok(Self { name, free: Some(free), descriptor })
    }

    /// What to connect to.
    pub fn name(&self) -> OsString {
        self.name.clone()
    }

    /// Somebody who has connected, if there is one.
    pub fn accept(&mut self) -> Option<Connection> {
        if self.free.is_none() {
            self.free = win32::make_pipe(&self.name, false, &self.descriptor).ok();
        }
        let taken = self.free.take_if(|free| win32::is_connected(free).unwrap_or(true))?;
        self.free = win32::make_pipe(&self.name, false, &self.descriptor).ok();
        if let Some(free) = &self.free {
            // Whether it listens is seen when it is next asked for.
            let _ = win32::is_connected(free);
        }
        Some(Connection(taken))
    }
}

/// A process that asks something.
pub struct Connection(File);

impl Connection {
    /// Whether it has ended. All that it says was read.
    pub fn is_gone(&self) -> bool {
        win32::is_gone(&self.0)
    }
}

impl Read for Connection {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into) {
            Err(error) if error.raw_os_error() == Some(ERROR_NO_DATA) => Err(ErrorKind::WouldBlock.into()),
            // Its end is an error, so nothing is nothing so far.
            Ok(0) if !self.is_gone() => Err(ErrorKind::WouldBlock.into()),
            read => read,
        }
    }
}

impl Write for Connection {
    /// An answer is shorter than what fits into the pipe.
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.0.write(from)
    }

    /// Waiting until all is read would keep a window that nobody answers.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// For the askpass process. It waits.
pub fn connect(name: &OsStr) -> io::Result<File> {
    pipe::connect(name)
}

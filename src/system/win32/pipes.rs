//! Pipes with a name that this program makes.

use super::{Descriptor, check_bool, terminated};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _};
use std::ptr::null_mut;
use windows_sys::Win32::Foundation::{ERROR_PIPE_CONNECTED, ERROR_PIPE_LISTENING, INVALID_HANDLE_VALUE};
use windows_sys::Win32::Storage::FileSystem::{FILE_FLAG_FIRST_PIPE_INSTANCE, PIPE_ACCESS_DUPLEX};
use windows_sys::Win32::System::Pipes::{
    ConnectNamedPipe, CreateNamedPipeW, PIPE_NOWAIT, PIPE_READMODE_BYTE, PIPE_REJECT_REMOTE_CLIENTS,
    PIPE_TYPE_BYTE, PIPE_UNLIMITED_INSTANCES, PeekNamedPipe,
};

/// Bytes that fit into it either way.
const ROOM: u32 = 64 * 1024;

/// One more end of a pipe, which nobody has connected to. The first one makes the pipe, if nobody else has made one of
/// that name. Reading and writing never wait.
pub fn make_pipe(name: &OsStr, is_first: bool, descriptor: &Descriptor) -> io::Result<File> {
    let name = terminated(name)?;
    let first = if is_first { FILE_FLAG_FIRST_PIPE_INSTANCE } else { 0 };
    let attributes = descriptor.attributes();
    // SAFETY: the name ends in 0; the attributes and their descriptor outlive the call.
    let handle = unsafe {
        CreateNamedPipeW(
            name.as_ptr(),
            PIPE_ACCESS_DUPLEX | first,
            PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_NOWAIT | PIPE_REJECT_REMOTE_CLIENTS,
            PIPE_UNLIMITED_INSTANCES,
            ROOM,
            ROOM,
            0,
            &raw const attributes,
        )
    };
    if handle == INVALID_HANDLE_VALUE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is open and nobody else has it.
    Ok(unsafe { File::from_raw_handle(handle) })
}

/// Whether somebody has connected.
pub fn is_connected(pipe: &File) -> io::Result<bool> {
    // SAFETY: the handle is open, and nothing is done after the call has returned.
    let connected = check_bool(unsafe { ConnectNamedPipe(pipe.as_raw_handle(), null_mut()) });
    let number = |error: &io::Error| error.raw_os_error().map(i32::cast_unsigned);
    match connected {
        // It listens from now on.
        Ok(()) => Ok(false),
        Err(error) if number(&error) == Some(ERROR_PIPE_CONNECTED) => Ok(true),
        Err(error) if number(&error) == Some(ERROR_PIPE_LISTENING) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the other end was closed.
pub fn is_gone(pipe: &File) -> bool {
    // SAFETY: the handle is open; what is not asked for is null and of length 0.
    check_bool(unsafe {
        PeekNamedPipe(pipe.as_raw_handle(), null_mut(), 0, null_mut(), null_mut(), null_mut())
    })
    .is_err()
}

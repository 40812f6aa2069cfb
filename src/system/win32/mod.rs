//! What is needed of Windows, with the types of Rust. Nothing is decided here.
#![expect(unsafe_code, reason = "the calls of Windows know pointers only")]

mod agents;
mod files;
mod job;
#[cfg(feature = "window")]
mod pipes;
mod process;
#[cfg(feature = "window")]
mod screen;
mod security;
#[cfg(feature = "window")]
mod session;

pub use agents::{PageantWindow, find_pageant, server_of_pipe};
pub use files::{
    Opening, Renaming, SHARE_ALL, SHARE_NO_DELETE, identity, is_on_disk, keeps_rights, make_folder, move_new,
    open, open_folder, open_itself, remove_when_closed, rename,
};
pub use job::job_of;
#[cfg(feature = "window")]
pub use pipes::{is_connected, is_gone, make_pipe};
pub use process::keep_process_private;
#[cfg(feature = "window")]
pub use screen::work_area;
pub use security::{Descriptor, account, set_rights, set_rights_again, user};
#[cfg(feature = "window")]
pub use session::{SessionEnd, block_shutdown, watch_session};

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};
#[cfg(feature = "window")]
use std::os::windows::io::RawHandle;
use std::path::Path;
use windows_sys::Win32::Foundation::ERROR_SUCCESS;
use windows_sys::Win32::Globalization::{
    GetLocaleInfoW, LOCALE_IDEFAULTANSICODEPAGE, LOCALE_RETURN_NUMBER, LOCALE_SYSTEM_DEFAULT,
};
#[cfg(feature = "window")]
use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_DISK, FILE_TYPE_PIPE, GetFileType};
use windows_sys::Win32::System::LibraryLoader::{
    LOAD_LIBRARY_SEARCH_SYSTEM32, SetDefaultDllDirectories, SetDllDirectoryW,
};
use windows_sys::core::BOOL;

/// Paths up to here are short enough for every call; `CreateDirectoryW` leaves room for a name.
const SHORT_PATH: usize = 247;

/// From now on libraries come from the system's own folder. Else one that lies beside a key could be
/// taken for one of the system's that is missing: that folder is where Explorer starts a program for
/// a file in it.
pub fn load_from_system_only() {
    // SAFETY: the text is empty and ends in 0; the other takes a number only.
    unsafe {
        SetDllDirectoryW([0].as_ptr());
        SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
    }
}

/// The number of the code page that programs here use which know no Unicode. `GetACP` would tell
/// this program's own, which its manifest makes UTF-8.
pub fn ansi_code_page() -> Option<u32> {
    let mut number = 0_u32;
    let wanted = LOCALE_IDEFAULTANSICODEPAGE | LOCALE_RETURN_NUMBER;
    // Wine 8 does not know the system's locale by its name, as GetLocaleInfoEx has it.
    // SAFETY: asked for as a number, it fills a u32, which is two characters long.
    let length = unsafe { GetLocaleInfoW(LOCALE_SYSTEM_DEFAULT, wanted, (&raw mut number).cast(), 2) };
    (length == 2).then_some(number)
}

/// Whether it is a file or a pipe: no console, no `NUL`, and not nothing.
#[cfg(feature = "window")]
pub fn is_file_or_pipe(handle: RawHandle) -> bool {
    // SAFETY: it takes any value, and a handle that is none has no type.
    let kind = unsafe { GetFileType(handle) };
    matches!(kind, FILE_TYPE_DISK | FILE_TYPE_PIPE)
}

/// What tells success by not being 0.
fn check_bool(done: BOOL) -> io::Result<()> {
    if done == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// What tells failure by its number.
fn check_code(error: u32) -> io::Result<()> {
    if error == ERROR_SUCCESS { Ok(()) } else { Err(io::Error::from_raw_os_error(error.cast_signed())) }
}

fn terminated(text: &OsStr) -> io::Result<Vec<u16>> {
    let mut wide: Vec<u16> = text.encode_wide().collect();
    if wide.contains(&0) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    wide.push(0);
    Ok(wide)
}

/// A path with a 0 at its end; a long one in the form that has no limit.
fn wide(path: &Path) -> io::Result<Vec<u16>> {
    let given = terminated(path.as_os_str())?;
    let verbatim = [r"\\?\", r"\\.\"]
        .iter()
        .any(|start| path.as_os_str().as_encoded_bytes().starts_with(start.as_bytes()));
    let whole = std::path::absolute(path)?;
    if verbatim || whole.as_os_str().encode_wide().count() < SHORT_PATH {
        return Ok(given);
    }
    let text = whole.as_os_str();
    // A server's share is written in another way there.
    let mut long = OsString::from(r"\\?\");
    match path_on_server(&whole) {
        Some(rest) => {
            long.push(r"UNC\");
            long.push(rest);
        }
        None => long.push(text),
    }
    terminated(&long)
}

/// Of `\\server\share\file`, what follows the first two.
fn path_on_server(path: &Path) -> Option<OsString> {
    let wide: Vec<u16> = path.as_os_str().encode_wide().collect();
    let rest = wide.strip_prefix(&[u16::from(b'\\'), u16::from(b'\\')])?;
    Some(OsString::from_wide(rest))
}

//! What is needed to ask agents: the window of Pageant, and who serves a pipe.

use super::check_bool;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::PathBuf;
use std::ptr::null;
use std::time::Duration;
use windows_sys::Win32::Foundation::{HWND, INVALID_HANDLE_VALUE};
use windows_sys::Win32::System::DataExchange::COPYDATASTRUCT;
use windows_sys::Win32::System::Memory::{
    CreateFileMappingA, FILE_MAP_READ, FILE_MAP_WRITE, MEMORY_MAPPED_VIEW_ADDRESS, MapViewOfFile,
    PAGE_READWRITE, UnmapViewOfFile,
};
use windows_sys::Win32::System::Pipes::GetNamedPipeServerProcessId;
use windows_sys::Win32::System::Threading::{
    GetCurrentThreadId, OpenProcess, PROCESS_NAME_WIN32, PROCESS_QUERY_LIMITED_INFORMATION,
    QueryFullProcessImageNameW,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    FindWindowW, SMTO_ABORTIFHUNG, SMTO_NORMAL, SendMessageTimeoutW, WM_COPYDATA,
};
use windows_sys::w;
use zeroize::{Zeroize as _, Zeroizing};

/// What Pageant knows its messages by (PuTTY, AGENT_COPYDATA_ID).
const AGENT_COPYDATA_ID: usize = 0x804e_50ba;

/// Pageant's window. It may be gone at any time: then nobody answers.
pub struct PageantWindow(isize);

/// Pageant's window, where it runs.
pub fn find_pageant() -> Option<PageantWindow> {
    // SAFETY: both names are constants that end in 0.
    let window = unsafe { FindWindowW(w!("Pageant"), w!("Pageant")) };
    (!window.is_null()).then_some(PageantWindow(window as isize))
}

impl PageantWindow {
    /// Bytes that a message and its answer have room in, each after its length (PuTTY, AGENT_MAX_MSGLEN of the
    /// old versions).
    pub const ROOM: usize = 8192;

    /// Shows Pageant the memory, and returns what it then holds. Whatever was in it is wiped.
    pub fn exchange(&self, message: &[u8], time: Duration) -> io::Result<Zeroizing<Vec<u8>>> {
        if message.len() > Self::ROOM {
            return Err(ErrorKind::InvalidInput.into());
        }
        // SAFETY: it takes and gives numbers only.
        let name = format!("PageantRequest{:08x}\0", unsafe { GetCurrentThreadId() });
        let mut memory = SharedMemory::new(&name)?;
        let (front, _) = memory.bytes().split_at_mut(message.len());
        front.copy_from_slice(message);
        let told = COPYDATASTRUCT {
            dwData: AGENT_COPYDATA_ID,
            cbData: u32::try_from(name.len()).map_err(|_| ErrorKind::InvalidInput)?,
            lpData: name.as_ptr().cast_mut().cast(),
        };
        let milliseconds = u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
        let mut is_answered = 0;
        // SAFETY: the structure and the name in it, which ends in 0, outlive the call; the window only reads them.
        let is_sent = unsafe {
            SendMessageTimeoutW(
                self.0 as HWND,
                WM_COPYDATA,
                0,
                (&raw const told) as isize,
                SMTO_ABORTIFHUNG | SMTO_NORMAL,
                milliseconds,
                &mut is_answered,
            )
        };
        match (is_sent, is_answered) {
            (0, _) => Err(ErrorKind::TimedOut.into()),
            (_, 0) => Err(ErrorKind::ConnectionRefused.into()),
            _ => Ok(Zeroizing::new(memory.bytes().to_vec())),
        }
    }
}

/// Memory with a name, which another program of the same person can open. Wiped on drop.
struct SharedMemory {
    view: MEMORY_MAPPED_VIEW_ADDRESS,
    /// Held for its drop, which closes it.
    _mapping: OwnedHandle,
}

impl SharedMemory {
    /// `name` ends in 0.
    fn new(name: &str) -> io::Result<Self> {
        let room = u32::try_from(PageantWindow::ROOM).map_err(|_| ErrorKind::InvalidInput)?;
        // SAFETY: no file and no descriptor are given, and the name ends in 0.
        let mapping = unsafe {
            CreateFileMappingA(INVALID_HANDLE_VALUE, null(), PAGE_READWRITE, 0, room, name.as_ptr())
        };
        if mapping.is_null() {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the handle was just made, and nobody else closes it.
        let mapping = unsafe { OwnedHandle::from_raw_handle(mapping) };
        // SAFETY: the handle is open; all of its memory is mapped.
        let view = unsafe { MapViewOfFile(mapping.as_raw_handle(), FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0) };
        if view.Value.is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(Self { view, _mapping: mapping })
    }

    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: as many bytes are mapped until the drop. Pageant writes to them only while it is asked, when
        // nobody here holds this slice.
        unsafe { std::slice::from_raw_parts_mut(self.view.Value.cast(), PageantWindow::ROOM) }
    }
}

impl Drop for SharedMemory {
    fn drop(&mut self) {
        self.bytes().zeroize();
        // SAFETY: it was mapped by us, and nothing points to it any more.
        unsafe { UnmapViewOfFile(self.view) };
    }
}

/// The name of the program that serves a pipe, without `.exe`.
pub fn server_of_pipe(pipe: &File) -> Option<String> {
    let mut id = 0;
    // SAFETY: the handle is open, and the number outlives the call.
    check_bool(unsafe { GetNamedPipeServerProcessId(pipe.as_raw_handle(), &mut id) }).ok()?;
    // SAFETY: it takes numbers only.
    let process = unsafe { OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, id) };
    if process.is_null() {
        return None;
    }
    // SAFETY: the handle was just opened, and nobody else closes it.
    let process = unsafe { OwnedHandle::from_raw_handle(process) };
    let mut path = [0_u16; 1024];
    let mut length = u32::try_from(path.len()).ok()?;
    // SAFETY: there is room for as many characters as `length` says, which then says how many were written.
    check_bool(unsafe {
        QueryFullProcessImageNameW(
            process.as_raw_handle(),
            PROCESS_NAME_WIN32,
            path.as_mut_ptr(),
            &mut length,
        )
    })
    .ok()?;
    let path = PathBuf::from(OsString::from_wide(path.get(..usize::try_from(length).ok()?)?));
    path.file_stem().map(|name| name.to_string_lossy().into_owned())
}

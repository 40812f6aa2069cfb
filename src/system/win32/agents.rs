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

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the stand-ins wait in threads of their own; what is left out is said"
)]
mod tests {
    use crate::system::agents::pageant::PageantAgent;
    use crate::system::agents::pipe::PipeAgent;
    use crate::system::{Agent, Patience};
    use std::ffi::OsString;
    use std::fs::File;
    use std::io::{ErrorKind, Read as _, Write as _};
    use std::os::windows::io::FromRawHandle as _;
    use std::ptr::{null, null_mut};
    use std::sync::mpsc;
    use windows_sys::Win32::Foundation::{HWND, INVALID_HANDLE_VALUE, LPARAM, LRESULT, WPARAM};
    use windows_sys::Win32::Storage::FileSystem::PIPE_ACCESS_DUPLEX;
    use windows_sys::Win32::System::DataExchange::COPYDATASTRUCT;
    use windows_sys::Win32::System::Memory::{
        FILE_MAP_ALL_ACCESS, MapViewOfFile, OpenFileMappingA, UnmapViewOfFile,
    };
    use windows_sys::Win32::System::Pipes::{ConnectNamedPipe, CreateNamedPipeW, PIPE_TYPE_BYTE};
    use windows_sys::Win32::UI::WindowsAndMessaging::{
        CreateWindowExW, DefWindowProcW, DestroyWindow, DispatchMessageW, GetMessageW, PostThreadMessageW,
        RegisterClassW, WM_COPYDATA, WM_QUIT, WNDCLASSW,
    };
    use windows_sys::w;

    /// What both say to "list": no keys.
    const LIST: &[u8] = &[11];
    const NONE: &[u8] = &[12, 0, 0, 0, 0];

    /// Answers as Pageant does, in the memory that it is shown.
    unsafe extern "system" fn answer(window: HWND, message: u32, w: WPARAM, l: LPARAM) -> LRESULT {
        if message != WM_COPYDATA {
            // SAFETY: what the system handed over is handed on.
            return unsafe { DefWindowProcW(window, message, w, l) };
        }
        // SAFETY: the message has such a structure, with the name of the memory in it, which ends in 0. There is room
        // for the answer in that memory.
        unsafe {
            let told = &*(l as *const COPYDATASTRUCT);
            let mapping = OpenFileMappingA(FILE_MAP_ALL_ACCESS, 0, told.lpData.cast());
            let view = MapViewOfFile(mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
            let bytes = std::slice::from_raw_parts_mut(view.Value.cast::<u8>(), super::PageantWindow::ROOM);
            let is_asked = told.dwData == super::AGENT_COPYDATA_ID && bytes.starts_with(&[0, 0, 0, 1, 11]);
            bytes[..4].copy_from_slice(&5_u32.to_be_bytes());
            bytes[4..9].copy_from_slice(NONE);
            UnmapViewOfFile(view);
            super::OwnedHandle::from_raw_handle(mapping);
            LRESULT::from(is_asked)
        }
    }

    #[test]
    fn pageant_is_found_and_asked_while_it_runs() {
        let (sender, ready) = mpsc::channel();
        let pageant = std::thread::spawn(move || {
            // SAFETY: all names are constants that end in 0; the structures are whole and outlive the calls; the window
            // belongs to this thread, which handles its messages until it is told to end.
            unsafe {
                let class = WNDCLASSW {
                    lpfnWndProc: Some(answer),
                    lpszClassName: w!("Pageant"),
                    ..std::mem::zeroed()
                };
                RegisterClassW(&class);
                let name = w!("Pageant");
                let none = null_mut();
                let window = CreateWindowExW(0, name, name, 0, 0, 0, 1, 1, none, none, none, null());
                sender
                    .send((windows_sys::Win32::System::Threading::GetCurrentThreadId(), !window.is_null()))
                    .unwrap();
                let mut message = std::mem::zeroed();
                while GetMessageW(&mut message, null_mut(), 0, 0) > 0 {
                    DispatchMessageW(&message);
                }
                DestroyWindow(window);
            }
        });
        let (thread, is_shown) = ready.recv().unwrap();
        if !is_shown {
            eprintln!("skipped: there is no desktop for the window of a stand-in");
            return;
        }
        let agent = PageantAgent::running().expect("Pageant runs");
        assert_eq!(*agent.ask(LIST, Patience::Moment).unwrap(), NONE);
        let refused = agent.ask(&[99], Patience::Moment).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        let too_long = agent.ask(&[0; 9000], Patience::Moment).unwrap_err();
        assert_eq!(too_long.kind(), ErrorKind::InvalidInput);
        // SAFETY: it takes numbers only.
        unsafe { PostThreadMessageW(thread, WM_QUIT, 0, 0) };
        pageant.join().unwrap();
        assert!(PageantAgent::running().is_none());
        assert!(agent.ask(LIST, Patience::Moment).is_err());
    }

    #[test]
    fn an_agent_behind_a_pipe_is_asked_and_named() {
        let name = format!(r"\\.\pipe\keywright-test-{}", std::process::id());
        let agent = PipeAgent::at(OsString::from(&name));
        assert_eq!(agent.ask(LIST, Patience::Moment).unwrap_err().kind(), ErrorKind::NotFound);
        let wide: Vec<u16> = name.encode_utf16().chain([0]).collect();
        // SAFETY: the name ends in 0, and there are no attributes.
        let pipe = unsafe {
            CreateNamedPipeW(wide.as_ptr(), PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE, 2, 4096, 4096, 0, null())
        };
        assert_ne!(pipe, INVALID_HANDLE_VALUE);
        // SAFETY: it was just made, and nobody else closes it.
        let mut pipe = unsafe { File::from_raw_handle(pipe) };
        let server = std::thread::spawn(move || {
            use std::os::windows::io::AsRawHandle as _;
            // SAFETY: the handle is open, and the call waits.
            unsafe { ConnectNamedPipe(pipe.as_raw_handle(), null_mut()) };
            let mut asked = [0; 5];
            pipe.read_exact(&mut asked).unwrap();
            pipe.write_all(&[&[0, 0, 0, 5], NONE].concat()).unwrap();
            asked
        });
        match agent.ask(LIST, Patience::Moment) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                eprintln!("skipped: the system does not tell whose the pipe is");
            }
            answer => {
                assert_eq!(*answer.unwrap(), NONE);
                assert_eq!(server.join().unwrap(), [0, 0, 0, 1, 11]);
            }
        }
    }
}

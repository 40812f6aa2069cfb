//! The end of a session, of which winit does not tell: a procedure before that of its window.

use super::terminated;
use std::ffi::OsStr;
use std::num::NonZeroIsize;
use std::panic::catch_unwind;
use std::ptr::with_exposed_provenance_mut;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};
use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows_sys::Win32::System::Shutdown::{ShutdownBlockReasonCreate, ShutdownBlockReasonDestroy};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    CallWindowProcW, DefWindowProcW, ENDSESSION_CRITICAL, GWLP_WNDPROC, SetWindowLongPtrW, WM_ENDSESSION,
    WM_QUERYENDSESSION, WNDPROC,
};

/// What is asked and told at the end of a session, by the thread of the window.
#[derive(Clone, Copy)]
pub struct SessionEnd {
    /// Whether it may end now.
    pub may_end: fn() -> bool,
    /// It ends, whatever was answered. The process may be ended as soon as this returns.
    pub ends: fn(),
}

static SESSION_END: OnceLock<SessionEnd> = OnceLock::new();
/// The window, and the procedure that winit gave it, which is the same for all its windows.
static WINDOW: AtomicIsize = AtomicIsize::new(0);
static PROCEDURE: AtomicIsize = AtomicIsize::new(0);

/// To be called by the thread of the window.
pub fn watch_session(window: NonZeroIsize, session_end: SessionEnd) {
    SESSION_END.get_or_init(|| session_end);
    let ours = procedure as unsafe extern "system" fn(HWND, u32, WPARAM, LPARAM) -> LRESULT;
    // SAFETY: the window is there, and of this thread; the procedure has the type that is wanted.
    let before = unsafe { SetWindowLongPtrW(handle(window.get()), GWLP_WNDPROC, ours as usize as _) };
    // No message comes in between: they come to this thread, when it asks for them.
    PROCEDURE.store(before as isize, Relaxed);
    WINDOW.store(window.get(), Relaxed);
}

/// The reason for which the session should not end now; `None` takes it back. To be called by the
/// thread of the window.
pub fn block_shutdown(reason: Option<&str>) {
    let window = handle(WINDOW.load(Relaxed));
    if window.is_null() {
        return;
    }
    match reason.map(|reason| terminated(OsStr::new(reason))) {
        // SAFETY: the text ends in 0; a window that is gone is refused.
        Some(Ok(reason)) => _ = unsafe { ShutdownBlockReasonCreate(window, reason.as_ptr()) },
        // SAFETY: a window that is gone is refused.
        Some(Err(_)) | None => _ = unsafe { ShutdownBlockReasonDestroy(window) },
    }
}

fn handle(number: isize) -> HWND {
    with_exposed_provenance_mut(number.cast_unsigned())
}

/// WM_QUERYENDSESSION and WM_ENDSESSION, in Microsoft's words: "Shutting Down". A session that is
/// ended by force asks too, with a flag, and does not mind the answer.
unsafe extern "system" fn procedure(window: HWND, message: u32, word: WPARAM, long: LPARAM) -> LRESULT {
    if let Some(session_end) = SESSION_END.get() {
        let is_forced = || long.cast_unsigned() & ENDSESSION_CRITICAL as usize != 0;
        match message {
            WM_QUERYENDSESSION if !is_forced() => {
                return LRESULT::from(catch_unwind(session_end.may_end).unwrap_or(true));
            }
            WM_QUERYENDSESSION => _ = catch_unwind(session_end.ends),
            WM_ENDSESSION if word != 0 => _ = catch_unwind(session_end.ends),
            _ => {}
        }
    }
    // SAFETY: what is stored there is the procedure that the window had before, or 0, which is none.
    let before = unsafe { std::mem::transmute::<isize, WNDPROC>(PROCEDURE.load(Relaxed)) };
    // SAFETY: all of it is what the system has called this procedure with.
    match before {
        Some(_) => unsafe { CallWindowProcW(before, window, message, word, long) },
        None => unsafe { DefWindowProcW(window, message, word, long) },
    }
}

//! A lost X server: Xlib ends the program then, whatever it is doing.
#![expect(unsafe_code, reason = "Xlib knows pointers to functions only")]

use super::rescue_and_tell;
use raw_window_handle::RawWindowHandle;
use std::panic::catch_unwind;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use x11_dl::xlib::{Display, Xlib};

/// Whether the window is on an X server. Elsewhere libX11 is not even loaded.
static IS_USED: AtomicBool = AtomicBool::new(false);

/// To be called when a window opens.
pub(super) fn note_window(window: RawWindowHandle) {
    if matches!(window, RawWindowHandle::Xlib(_) | RawWindowHandle::Xcb(_)) {
        IS_USED.store(true, Ordering::Relaxed);
    }
}

/// From now on what is not saved is rescued before anything else is done about it: in the course of
/// ending, graphics libraries use the display that is not there. Under Wayland winit ends its loop.
pub(super) fn watch_display() {
    static ONCE: Once = Once::new();
    if !IS_USED.load(Ordering::Relaxed) {
        return;
    }
    ONCE.call_once(|| {
        let Ok(xlib) = Xlib::open() else { return };
        // SAFETY: the library is open, and the window has it open for as long as it is there; the
        // function may be called by any thread and does not unwind.
        unsafe { (xlib.XSetIOErrorHandler)(Some(display_is_lost)) };
    });
}

/// When it returns, Xlib ends the program.
extern "C" fn display_is_lost(_: *mut Display) -> i32 {
    let _ = catch_unwind(rescue_and_tell);
    0
}

#[cfg(test)]
mod tests {
    use super::{note_window, watch_display};
    use raw_window_handle::{RawWindowHandle, WaylandWindowHandle, XlibWindowHandle};
    use std::process::Command;
    use std::ptr::NonNull;

    fn is_loaded() -> bool {
        std::fs::read_to_string("/proc/self/maps").unwrap().contains("/libX11.so")
    }

    /// In a process of its own, which loads nothing for other tests.
    #[test]
    fn libx11_is_loaded_for_a_window_on_x11_alone() {
        const NAME: &str = "system::shutdown::x11::tests::libx11_is_loaded_for_a_window_on_x11_alone";
        if std::env::var_os("KEYWRIGHT_TEST_ALONE").is_none() {
            let mut alone = Command::new(std::env::current_exe().unwrap());
            let output = alone.args(["--exact", NAME]).env("KEYWRIGHT_TEST_ALONE", "1").output().unwrap();
            let words = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && words.contains("1 passed"), "{words}");
            return;
        }
        note_window(RawWindowHandle::Wayland(WaylandWindowHandle::new(NonNull::dangling())));
        watch_display();
        assert!(!is_loaded());
        note_window(RawWindowHandle::Xlib(XlibWindowHandle::new(1)));
        watch_display();
        assert_eq!(is_loaded(), x11_dl::xlib::Xlib::open().is_ok());
    }
}

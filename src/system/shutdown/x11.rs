//! A lost X server: Xlib ends the program then, whatever it is doing.
#![expect(unsafe_code, reason = "Xlib knows pointers to functions only")]

use super::rescue_and_tell;
use std::panic::catch_unwind;
use std::sync::Once;
use x11_dl::xlib::{Display, Xlib};

/// From now on what is not saved is rescued before anything else is done about it: in the course of
/// ending, graphics libraries use the display that is not there. Under Wayland winit ends its loop.
pub(super) fn watch_display() {
    static ONCE: Once = Once::new();
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

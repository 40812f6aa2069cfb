//! The clipboard of Wayland as a window is given it. GNOME and Weston let no program without a window
//! read it; whether X11 programs can, which is what arboard is there, depends on what is installed.

use crate::system::desktop::Selection;
use raw_window_handle::{HasDisplayHandle, RawDisplayHandle};
use std::sync::Mutex;

/// See the module.
pub(super) struct WindowClipboard(Mutex<smithay_clipboard::Clipboard>);

impl WindowClipboard {
    /// Where the window is one of Wayland.
    #[expect(unsafe_code, reason = "the connection of the window is a pointer")]
    pub(super) fn of(window: &dyn HasDisplayHandle) -> Option<Self> {
        let RawDisplayHandle::Wayland(display) = window.display_handle().ok()?.as_raw() else { return None };
        // SAFETY: the pointer is to the connection of winit's event loop, which eframe drops after the
        // app, and with it this. A thread that still waits for an answer then only sleeps until the
        // process ends, which is next.
        let clipboard = unsafe { smithay_clipboard::Clipboard::new(display.display.as_ptr()) };
        Some(Self(Mutex::new(clipboard)))
    }

    /// The text that it holds. Waits for as long as the program takes that it comes from; nobody else
    /// gets an answer meanwhile.
    pub(super) fn text(&self, of: Selection) -> Option<String> {
        let clipboard = self.0.try_lock().ok()?;
        match of {
            Selection::Clipboard => clipboard.load().ok(),
            Selection::Primary => clipboard.load_primary().ok(),
        }
    }

    /// Hands out a text from now on. Whether it then does.
    pub(super) fn copy(&self, to: Selection, text: &str) -> bool {
        let Ok(clipboard) = self.0.try_lock() else { return false };
        let kept = match to {
            Selection::Clipboard => {
                clipboard.store(text);
                clipboard.load()
            }
            Selection::Primary => {
                clipboard.store_primary(text);
                clipboard.load_primary()
            }
        };
        kept.is_ok_and(|kept| kept == text)
    }
}

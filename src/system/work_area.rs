//! How large a window may be without lying under the panels of the desktop.

use raw_window_handle::HasWindowHandle;
#[cfg(target_os = "linux")]
use raw_window_handle::RawWindowHandle;

/// The width and height in pixels that the desktop leaves to windows with their frames. `None` where it
/// does not say, as on Wayland, or sees to that itself.
#[cfg(target_os = "linux")]
pub fn work_area(window: &dyn HasWindowHandle) -> Option<[u32; 2]> {
    match window.window_handle().ok()?.as_raw() {
        RawWindowHandle::Xlib(_) | RawWindowHandle::Xcb(_) => super::x11::work_area(),
        _ => None,
    }
}

/// Not known here: the window is no larger than the screen.
#[cfg(not(target_os = "linux"))]
pub fn work_area(_: &dyn HasWindowHandle) -> Option<[u32; 2]> {
    None
}

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

/// What the taskbar leaves of the first screen, in pixels: windows begin there.
#[cfg(windows)]
pub fn work_area(_: &dyn HasWindowHandle) -> Option<[u32; 2]> {
    super::win32::work_area()
}

/// macOS sees to that itself.
#[cfg(not(any(target_os = "linux", windows)))]
pub fn work_area(_: &dyn HasWindowHandle) -> Option<[u32; 2]> {
    None
}

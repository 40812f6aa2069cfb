//! What other programs drop on the window. The library that draws it tells of that on Windows and macOS. On
//! X11 it tells nothing if one file of several is missing, remote or has a name that is not UTF-8: there the
//! drop is read here. On Wayland there are no drops.

use super::desktop::{Drops, TellDrag};
use raw_window_handle::HasWindowHandle;
#[cfg(target_os = "linux")]
use raw_window_handle::RawWindowHandle;

/// The drops on one window.
pub struct SystemDrops {
    /// Where it is a window on an X server.
    #[cfg(target_os = "linux")]
    window: Option<u32>,
}

impl SystemDrops {
    /// Those on this window.
    #[cfg(target_os = "linux")]
    pub fn on(window: &dyn HasWindowHandle) -> Self {
        let window = match window.window_handle().map(|handle| handle.as_raw()) {
            Ok(RawWindowHandle::Xlib(handle)) => u32::try_from(handle.window).ok(),
            Ok(RawWindowHandle::Xcb(handle)) => Some(handle.window.get()),
            _ => None,
        };
        Self { window }
    }

    /// The library tells of them.
    #[cfg(not(target_os = "linux"))]
    pub fn on(_window: &dyn HasWindowHandle) -> Self {
        Self {}
    }
}

impl Drops for SystemDrops {
    #[cfg(target_os = "linux")]
    fn watch(&self, tell: TellDrag) {
        if let Some(window) = self.window {
            // Without a thread the library reads what it understands.
            let _ = super::worker::start("drops", move || {
                // The connection is lost when the program is about to end.
                let _ = super::x11::serve(window, &*tell);
            });
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn watch(&self, _tell: TellDrag) {}
}

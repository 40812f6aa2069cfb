//! On Windows: the end of the session, about which every window is asked.

use super::{WORDS, rescue_unsaved, unsaved};
use crate::system::win32;
use raw_window_handle::{HasWindowHandle, RawWindowHandle};

pub(super) fn watch(window: &dyn HasWindowHandle) {
    let Ok(RawWindowHandle::Win32(handle)) = window.window_handle().map(|handle| handle.as_raw()) else {
        return;
    };
    win32::watch_session(handle.hwnd, win32::SessionEnd { may_end, ends });
}

fn may_end() -> bool {
    unsaved().is_none()
}

/// The program is ended as soon as this is over.
fn ends() {
    let _ = rescue_unsaved();
}

/// With the reason, Windows asks the person whether to end the session all the same; without one it
/// goes on after some seconds.
pub(super) fn block_session_end(is_unsaved: bool) {
    let reason = WORDS.get().map(|words| words.unsaved.as_str()).filter(|_| is_unsaved);
    win32::block_shutdown(reason);
}

//! The clipboard of Wayland as a window is given it. GNOME and Weston let no program without a window
//! read it; whether X11 programs can, which is what arboard is there, depends on what is installed.

use super::MOST_READERS;
use crate::system::desktop::{ClipboardError, Selection};
use raw_window_handle::{HasDisplayHandle, RawDisplayHandle};
use std::io::{self, ErrorKind};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// See the module. Several of the same: who asks for a text waits for as long as the program takes that
/// it comes from, and whoever asks meanwhile takes another.
pub(super) struct WindowClipboard(Vec<Mutex<smithay_clipboard::Clipboard>>);

impl WindowClipboard {
    /// Where the window is one of Wayland.
    #[expect(unsafe_code, reason = "the connection of the window is a pointer")]
    pub(super) fn of(window: &dyn HasDisplayHandle) -> Option<Self> {
        let RawDisplayHandle::Wayland(display) = window.display_handle().ok()?.as_raw() else { return None };
        let open = |_| {
            // SAFETY: the pointer is to the connection of winit's event loop, which eframe drops after
            // the app, and with it this. A thread that still waits for an answer then only sleeps until
            // the process ends, which is next.
            Mutex::new(unsafe { smithay_clipboard::Clipboard::new(display.display.as_ptr()) })
        };
        // One more than can be waiting.
        Some(Self((0..=MOST_READERS).map(open).collect()))
    }

    fn free(&self) -> Result<MutexGuard<'_, smithay_clipboard::Clipboard>, ClipboardError> {
        self.0.iter().find_map(|clipboard| clipboard.try_lock().ok()).ok_or(ClipboardError::Busy)
    }

    /// The text that it holds, if it holds one. Waits for as long as the program takes that it comes from.
    pub(super) fn text(&self, of: Selection) -> Result<Option<String>, ClipboardError> {
        let clipboard = self.free()?;
        let loaded = match of {
            Selection::Clipboard => clipboard.load(),
            Selection::Primary => clipboard.load_primary(),
        };
        loaded_text(loaded)
    }

    /// Hands out a text from now on, if the desktop lets it.
    pub(super) fn store(&self, to: Selection, text: &str) -> Result<(), ClipboardError> {
        let clipboard = self.free()?;
        match to {
            Selection::Clipboard => clipboard.store(text),
            Selection::Primary => clipboard.store_primary(text),
        }
        Ok(())
    }

    /// Whether it holds this text in time. At first it holds what it held before: the desktop has to be
    /// told of the new one, and tells it in its turn.
    pub(super) fn comes_to_hold(
        &self,
        to: Selection,
        text: &str,
        limit: Duration,
    ) -> Result<(), ClipboardError> {
        let stored = Instant::now();
        while stored.elapsed() < limit {
            match self.text(to) {
                Ok(Some(held)) if held == text => return Ok(()),
                Err(ClipboardError::Busy) => return Err(ClipboardError::Busy),
                // What it holds may be on its way.
                _ => {}
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(ClipboardError::NotKept)
    }
}

/// Nothing only where it is known to be empty or to be no text.
fn loaded_text(loaded: io::Result<String>) -> Result<Option<String>, ClipboardError> {
    match loaded {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => match error.to_string() {
            words if words == "selection is empty" => Ok(None),
            words => Err(ClipboardError::Other(words)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{ClipboardError, loaded_text};
    use std::io::{Error, ErrorKind};

    #[test]
    fn only_what_is_empty_or_no_text_is_nothing() {
        assert_eq!(loaded_text(Ok("text".to_owned())), Ok(Some("text".to_owned())));
        assert_eq!(loaded_text(Err(Error::other("selection is empty"))), Ok(None));
        let no_text = Error::new(ErrorKind::NotFound, "supported mime-type is not found");
        assert_eq!(loaded_text(Err(no_text)), Ok(None));
        for words in ["client doesn't have focus", "clipboard is dead."] {
            let expected = Err(ClipboardError::Other(words.to_owned()));
            assert_eq!(loaded_text(Err(Error::other(words))), expected);
        }
    }
}

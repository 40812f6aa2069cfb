//! The system's clipboard, by arboard: it says when something failed, which egui's own does not.

use super::desktop::{Clipboard, ClipboardError};
use std::sync::{Mutex, PoisonError};

/// Opened at the first copy and kept: on X11 the text lives in the program that copied it.
#[derive(Default)]
pub struct SystemClipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard for SystemClipboard {
    fn copy(&self, text: &str) -> Result<(), ClipboardError> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let result = copy_into(&mut slot, text);
        if result.is_err() {
            // The connection may be what failed: the next try gets a new one.
            *slot = None;
        }
        result
    }
}

fn copy_into(slot: &mut Option<arboard::Clipboard>, text: &str) -> Result<(), ClipboardError> {
    let clipboard = match slot {
        Some(clipboard) => clipboard,
        None => slot.insert(arboard::Clipboard::new().map_err(clipboard_error)?),
    };
    clipboard.set_text(text).map_err(clipboard_error)?;
    match clipboard.get_text() {
        Ok(kept) if kept == text => Ok(()),
        _ => Err(ClipboardError::NotKept),
    }
}

fn clipboard_error(error: arboard::Error) -> ClipboardError {
    match error {
        arboard::Error::ClipboardNotSupported => ClipboardError::Missing,
        arboard::Error::ClipboardOccupied => ClipboardError::Busy,
        arboard::Error::Unknown { description } => {
            // What arboard says when there is no display server to connect to.
            if description.contains("connection") {
                ClipboardError::Missing
            } else {
                ClipboardError::Other(description)
            }
        }
        other => ClipboardError::Other(other.to_string()),
    }
}

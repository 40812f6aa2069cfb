//! What is copied out of the window and pasted into it.

use super::{Dialog, Event, Notice, Shell, Slot};
use crate::app::AppError;
use crate::app::context::Context;
use crate::system::{ClipboardContents, ClipboardError, Selection};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Text for the window, where it was asked for. It may be a passphrase.
pub struct Pasted {
    /// What it was asked for with.
    pub from: Selection,
    /// The text.
    pub text: Zeroizing<String>,
}

impl fmt::Debug for Pasted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pasted").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Shell {
    pub(super) fn copy(&self, to: Selection, text: String, cx: &mut Context<'_>) {
        let clipboard = Arc::clone(&cx.desktop.clipboard);
        cx.start_detached(Slot::Copy, "copy", move || Event::Copied(to, clipboard.copy(to, &text)));
    }

    pub(super) fn copied(&mut self, to: Selection, result: Result<(), ClipboardError>) {
        // Whoever only selects something has asked for nothing.
        if let (Selection::Clipboard, Err(error)) = (to, result) {
            self.fail(AppError::Copy(error));
        }
    }

    /// One at a time: a key that is held down asks again and again.
    pub(super) fn read_clipboard(&mut self, of: Selection, cx: &mut Context<'_>) {
        if self.reading_clipboard.is_none() {
            let clipboard = Arc::clone(&cx.desktop.clipboard);
            let read = move |_: &_| Event::ClipboardRead(of, clipboard.read(of));
            self.reading_clipboard = Some(cx.start(Slot::Paste, "paste", read));
        }
    }

    /// Whether the text of a paste that was asked for by key may still come.
    pub fn is_reading_clipboard(&self) -> bool {
        self.reading_clipboard.is_some()
    }

    pub(super) fn clipboard_read(
        &mut self,
        from: Selection,
        result: Result<ClipboardContents, ClipboardError>,
        cx: &mut Context<'_>,
    ) {
        self.reading_clipboard = None;
        match result {
            Ok(ClipboardContents::Text(text)) => self.pasted = Some(Pasted { from, text }),
            Err(error @ ClipboardError::Busy) => self.fail(AppError::Paste(error)),
            // A click may be meant for something else.
            _ if from == Selection::Primary => {}
            Ok(ClipboardContents::Files(paths)) => self.paste_files(paths, cx),
            Ok(ClipboardContents::Neither) => self.notice = Some(Notice::NothingToPaste),
            Err(error) => self.fail(AppError::Paste(error)),
        }
    }

    /// Where a path is asked for, it is that of the file; else they are opened.
    fn paste_files(&mut self, paths: Vec<PathBuf>, cx: &mut Context<'_>) {
        match (&self.dialog, paths.first()) {
            (Some(Dialog::Path { .. }), Some(path)) => {
                let text = Zeroizing::new(cx.services.person.shown(path));
                self.pasted = Some(Pasted { from: Selection::Clipboard, text });
            }
            _ => self.drop_files(paths, cx),
        }
    }
}

//! What is copied out of the window and pasted into it.

use super::{Dialog, Event, Notice, Purpose, Shell, Slot, Toast};
use crate::app::context::{Context, Effect};
use crate::app::shell::{Chosen, Page};
use crate::app::{AppError, Copyable, Job};
use crate::explain::TEXT_BYTES;
use crate::format::FILE_BYTES;
use crate::system::{ClipboardContents, ClipboardError, Selection};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// Text or files for the window, where they were asked for. Text may be a passphrase.
pub struct Pasted {
    /// What it was asked for with.
    pub from: Selection,
    /// Never [`ClipboardContents::Neither`].
    pub contents: ClipboardContents,
}

impl fmt::Debug for Pasted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pasted").field("from", &self.from).finish_non_exhaustive()
    }
}

/// What is under way with one selection, one thing at a time and in its order.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    is_copying: bool,
    /// Of several that wait for their turn, the newest.
    next: Option<(Option<Copyable>, String)>,
    reading: Option<Job>,
    /// To be read as soon as nothing is being copied.
    reads_next: bool,
    /// For the field or the page where it was asked for.
    pasted: Option<Pasted>,
}

/// One for each selection.
#[derive(Debug, Default)]
pub(super) struct Exchanges {
    clipboard: Exchange,
    primary: Exchange,
}

impl Exchanges {
    pub(super) fn of(&mut self, selection: Selection) -> &mut Exchange {
        match selection {
            Selection::Clipboard => &mut self.clipboard,
            Selection::Primary => &mut self.primary,
        }
    }
}

impl Exchange {
    /// Something panicked: the next one is heard all the same.
    pub(super) fn crashed(&mut self) {
        *self = Self::default();
    }
}

impl Shell {
    /// Where it is no more than a selected text, there is nothing to name.
    pub(in crate::app) fn copy(
        &mut self,
        to: Selection,
        what: Option<Copyable>,
        text: String,
        cx: &mut Context<'_>,
    ) {
        let exchange = self.exchanges.of(to);
        if exchange.is_copying {
            exchange.next = Some((what, text));
            return;
        }
        exchange.is_copying = true;
        let clipboard = Arc::clone(&cx.desktop.clipboard);
        cx.start_detached(Slot::Copy(to), "copy", move || Event::Copied(to, what, clipboard.copy(to, &text)));
    }

    pub(super) fn copied(
        &mut self,
        to: Selection,
        what: Option<Copyable>,
        result: Result<(), ClipboardError>,
        cx: &mut Context<'_>,
    ) {
        match (result, what) {
            (Ok(()), Some(what)) => self.show_toast(Toast::Copied(what)),
            // Whoever only selects something has asked for nothing.
            (Err(error), _) if to == Selection::Clipboard => self.fail(AppError::Copy(error)),
            _ => {}
        }
        let exchange = self.exchanges.of(to);
        exchange.is_copying = false;
        if let Some((what, text)) = exchange.next.take() {
            self.copy(to, what, text, cx);
        } else if std::mem::take(&mut exchange.reads_next) {
            self.read_clipboard(to, cx);
        }
    }

    /// One at a time: a key that is held down asks again and again. What is being copied comes first.
    pub(super) fn read_clipboard(&mut self, of: Selection, cx: &mut Context<'_>) {
        let exchange = self.exchanges.of(of);
        if exchange.is_copying {
            exchange.reads_next = true;
        } else if exchange.reading.is_none() {
            let clipboard = Arc::clone(&cx.desktop.clipboard);
            let read = move |_: &_| Event::ClipboardRead(of, clipboard.read(of));
            exchange.reading = Some(cx.start(Slot::Paste(of), "paste", read));
        }
    }

    /// Whether what was asked for by key may still come.
    pub fn is_reading_clipboard(&self) -> bool {
        self.exchanges.clipboard.reading.is_some() || self.exchanges.clipboard.reads_next
    }

    pub(super) fn clipboard_read(
        &mut self,
        from: Selection,
        result: Result<ClipboardContents, ClipboardError>,
    ) {
        let exchange = self.exchanges.of(from);
        exchange.reading = None;
        match result {
            Ok(ClipboardContents::Text(text)) if self.page == Page::Problem && text.len() > TEXT_BYTES => {
                self.fail(AppError::TextTooLarge)
            }
            Ok(ClipboardContents::Text(text)) if self.page != Page::Problem && text.len() > FILE_BYTES => {
                self.fail(AppError::PasteTooLarge)
            }
            Ok(contents @ ClipboardContents::Text(_)) => exchange.pasted = Some(Pasted { from, contents }),
            Err(error @ (ClipboardError::Busy | ClipboardError::NoAnswer)) => {
                self.fail(AppError::Paste(error))
            }
            // A click may be meant for something else.
            _ if from == Selection::Primary => {}
            Ok(contents @ ClipboardContents::Files(_)) => exchange.pasted = Some(Pasted { from, contents }),
            Ok(ClipboardContents::Neither) => self.notice = Some(Notice::NothingToPaste),
            Err(error) => self.fail(AppError::Paste(error)),
        }
    }

    /// Once.
    pub(in crate::app) fn take_pasted(&mut self) -> Option<Pasted> {
        let Exchanges { clipboard, primary } = &mut self.exchanges;
        clipboard.pasted.take().or_else(|| primary.pasted.take())
    }

    /// Nobody sees the window: what waits for its next frame is wiped.
    pub(in crate::app) fn drop_pasted(&mut self) {
        while let Some(pasted) = self.take_pasted() {
            if pasted.from == Selection::Clipboard {
                self.notice = Some(Notice::PasteTooLate);
            }
        }
    }

    /// Where a path is asked for, it is that of the file; else they are opened.
    pub(super) fn paste_files(&mut self, paths: Vec<PathBuf>, cx: &mut Context<'_>) {
        let Some(Dialog::Path { purpose, text, offered }) = &mut self.dialog else {
            return self.drop_files(paths, cx);
        };
        match (*purpose, paths.as_slice()) {
            (Purpose::Add, [_, _, ..]) => self.use_files(Chosen::Add(paths), cx),
            (Purpose::KeysToAuthorize, [_, _, ..]) => self.use_files(Chosen::KeysToAuthorize(paths), cx),
            (_, [path]) => {
                // No text may stand for its name.
                *text = cx.services.person.shown(path);
                *offered = Some((text.clone(), path.clone()));
            }
            _ => self.notice = Some(Notice::OneFileOnly),
        }
    }

    /// The answer to the question for a path.
    fn use_files(&mut self, chosen: Chosen, cx: &mut Context<'_>) {
        self.dialog = None;
        cx.send(Effect::Chosen(chosen));
    }
}

//! The system's clipboard, by arboard: it says when something failed, which egui's own does not, and is
//! not read on the window's thread.

#[cfg(target_os = "linux")]
mod wayland;

use super::desktop::{Clipboard, ClipboardContents, ClipboardError, Selection};
use super::memory::with_stack_wiped;
use super::worker;
use raw_window_handle::HasDisplayHandle;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};
#[cfg(target_os = "linux")]
use wayland::WindowClipboard;
use zeroize::Zeroizing;

/// How long the program that something was copied in may take to hand it over.
const LIMIT: Duration = Duration::from_secs(2);

/// As many threads at most are left waiting for programs that do not answer.
const MOST_READERS: usize = 3;

/// See the module.
pub struct SystemClipboard {
    /// Opened at the first copy and kept: on X11 the text lives in the program that copied it.
    kept: Mutex<Option<arboard::Clipboard>>,
    source: Source,
    /// Each thread that reads has one more of it.
    readers: Arc<()>,
}

/// What is read from beside arboard.
#[derive(Clone)]
struct Source {
    #[cfg(target_os = "linux")]
    window: Option<Arc<WindowClipboard>>,
}

impl SystemClipboard {
    /// The one where this window is shown.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_variables, reason = "only Wayland ties it to a window")
    )]
    pub fn of(window: &dyn HasDisplayHandle) -> Self {
        let source = Source {
            #[cfg(target_os = "linux")]
            window: WindowClipboard::of(window).map(Arc::new),
        };
        Self { kept: Mutex::default(), source, readers: Arc::default() }
    }
}

impl Clipboard for SystemClipboard {
    fn copy(&self, to: Selection, text: &str) -> Result<(), ClipboardError> {
        let mut slot = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let result = copy_into(&mut slot, to, text);
        if result.is_err() {
            // The connection may be what failed: the next try gets a new one.
            *slot = None;
        }
        result.or_else(|error| if self.source.copy_by_window(to, text) { Ok(()) } else { Err(error) })
    }

    /// On a thread of its own, which is left behind where nothing comes.
    fn read(&self, of: Selection) -> Result<ClipboardContents, ClipboardError> {
        if Arc::strong_count(&self.readers) > MOST_READERS {
            return Err(ClipboardError::Busy);
        }
        let (source, reader) = (self.source.clone(), Arc::clone(&self.readers));
        let (answer, answered) = mpsc::channel();
        let read = move || {
            // What comes too late is wiped where it is dropped.
            let _ = answer.send(source.contents(of));
            drop(reader);
        };
        worker::start("clipboard", || with_stack_wiped(read))
            .map_err(|error| ClipboardError::Other(error.to_string()))?;
        answered.recv_timeout(LIMIT).unwrap_or(Err(ClipboardError::Busy))
    }
}

fn copy_into(slot: &mut Option<arboard::Clipboard>, to: Selection, text: &str) -> Result<(), ClipboardError> {
    let clipboard = match slot {
        Some(clipboard) => clipboard,
        None => slot.insert(arboard::Clipboard::new().map_err(clipboard_error)?),
    };
    let Some(set) = set(clipboard, to) else { return Ok(()) };
    set.text(text).map_err(clipboard_error)?;
    match get(clipboard, to).map(arboard::Get::text) {
        Some(Ok(kept)) if kept == text => Ok(()),
        _ => Err(ClipboardError::NotKept),
    }
}

impl Source {
    /// Files come first: file managers hand out their names as text as well. That also tells soonest
    /// whether anybody answers: arboard waits four seconds for files, and as long for each of six kinds
    /// of text.
    fn contents(&self, of: Selection) -> Result<ClipboardContents, ClipboardError> {
        let asked = Instant::now();
        let mut clipboard = arboard::Clipboard::new().map_err(clipboard_error);
        let files = clipboard.as_mut().ok().and_then(|clipboard| get(clipboard, of)?.file_list().ok());
        let mut files = files.unwrap_or_default();
        files.retain(|path| path.is_absolute());
        if !files.is_empty() {
            return Ok(ClipboardContents::Files(files));
        }
        if asked.elapsed() >= LIMIT {
            return Err(ClipboardError::Busy);
        }
        let text = Zeroizing::new(match (self.text_of_window(of), &mut clipboard) {
            (Some(text), _) => text,
            (None, Ok(clipboard)) => text_of(clipboard, of)?,
            (None, Err(_)) if self.has_window() => String::new(),
            (None, Err(error)) => return Err(error.clone()),
        });
        let text = Zeroizing::new(text.replace("\r\n", "\n"));
        Ok(if text.is_empty() { ClipboardContents::Neither } else { ClipboardContents::Text(text) })
    }

    #[cfg(target_os = "linux")]
    fn has_window(&self) -> bool {
        self.window.is_some()
    }

    #[cfg(target_os = "linux")]
    fn text_of_window(&self, of: Selection) -> Option<String> {
        self.window.as_ref()?.text(of)
    }

    /// Whether the window could be given it to hand out.
    #[cfg(target_os = "linux")]
    fn copy_by_window(&self, to: Selection, text: &str) -> bool {
        self.window.as_ref().is_some_and(|window| window.copy(to, text))
    }
}

#[cfg(not(target_os = "linux"))]
impl Source {
    fn has_window(&self) -> bool {
        false
    }

    fn text_of_window(&self, _: Selection) -> Option<String> {
        None
    }

    fn copy_by_window(&self, _: Selection, _: &str) -> bool {
        false
    }
}

/// Empty where it holds no text.
fn text_of(clipboard: &mut arboard::Clipboard, of: Selection) -> Result<String, ClipboardError> {
    match get(clipboard, of).map(arboard::Get::text) {
        Some(Ok(text)) => Ok(text),
        None | Some(Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure)) => {
            Ok(String::new())
        }
        // Some programs hand out an image whatever they are asked for.
        Some(Err(arboard::Error::Unknown { description })) if description.contains("incorrect type") => {
            Ok(String::new())
        }
        Some(Err(error)) => Err(clipboard_error(error)),
    }
}

#[cfg(target_os = "linux")]
const fn kind(selection: Selection) -> arboard::LinuxClipboardKind {
    match selection {
        Selection::Clipboard => arboard::LinuxClipboardKind::Clipboard,
        Selection::Primary => arboard::LinuxClipboardKind::Primary,
    }
}

/// Nothing where there is no such selection.
#[cfg(target_os = "linux")]
fn get(clipboard: &mut arboard::Clipboard, of: Selection) -> Option<arboard::Get<'_>> {
    use arboard::GetExtLinux as _;
    Some(clipboard.get().clipboard(kind(of)))
}

#[cfg(not(target_os = "linux"))]
fn get(clipboard: &mut arboard::Clipboard, of: Selection) -> Option<arboard::Get<'_>> {
    (of == Selection::Clipboard).then(|| clipboard.get())
}

/// Nothing where there is no such selection.
#[cfg(target_os = "linux")]
fn set(clipboard: &mut arboard::Clipboard, to: Selection) -> Option<arboard::Set<'_>> {
    use arboard::SetExtLinux as _;
    Some(clipboard.set().clipboard(kind(to)))
}

#[cfg(not(target_os = "linux"))]
fn set(clipboard: &mut arboard::Clipboard, to: Selection) -> Option<arboard::Set<'_>> {
    (to == Selection::Clipboard).then(|| clipboard.set())
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

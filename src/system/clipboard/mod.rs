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

/// What is read from: arboard, and this.
#[derive(Clone)]
struct Source {
    window: Option<Arc<WindowClipboard>>,
}

/// Only on Wayland is there one beside that of arboard.
#[cfg(not(target_os = "linux"))]
enum WindowClipboard {}

#[cfg(not(target_os = "linux"))]
impl WindowClipboard {
    fn of(_: &dyn HasDisplayHandle) -> Option<Self> {
        None
    }

    fn text(&self, _: Selection) -> Result<Option<String>, ClipboardError> {
        match *self {}
    }

    fn store(&self, _: Selection, _: &str) -> Result<(), ClipboardError> {
        match *self {}
    }

    fn comes_to_hold(&self, _: Selection, _: &str, _: Duration) -> Result<(), ClipboardError> {
        match *self {}
    }
}

impl SystemClipboard {
    /// The one where this window is shown.
    pub fn of(window: &dyn HasDisplayHandle) -> Self {
        let source = Source { window: WindowClipboard::of(window).map(Arc::new) };
        Self { kept: Mutex::default(), source, readers: Arc::default() }
    }

    fn copy_by_arboard(&self, to: Selection, text: &str) -> Result<(), ClipboardError> {
        let mut slot = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let result = copy_into(&mut slot, to, text);
        if result.is_err() {
            // The connection may be what failed: the next try gets a new one.
            *slot = None;
        }
        result
    }
}

impl Clipboard for SystemClipboard {
    fn copy(&self, to: Selection, text: &str) -> Result<(), ClipboardError> {
        let Err(error) = self.copy_by_arboard(to, text) else { return Ok(()) };
        let window = self.source.window.clone().ok_or(error)?;
        window.store(to, text)?;
        let text = text.to_owned();
        in_time(&self.readers, LIMIT, move || window.comes_to_hold(to, &text, LIMIT / 2))
    }

    fn read(&self, of: Selection) -> Result<ClipboardContents, ClipboardError> {
        if of == Selection::Primary && !cfg!(target_os = "linux") {
            return Ok(ClipboardContents::Neither);
        }
        let source = self.source.clone();
        in_time(&self.readers, LIMIT, move || source.contents(of))
    }
}

/// Does it on a thread of its own, which is left behind where no answer comes.
fn in_time<T: Send + 'static>(
    readers: &Arc<()>,
    limit: Duration,
    work: impl FnOnce() -> Result<T, ClipboardError> + Send + 'static,
) -> Result<T, ClipboardError> {
    if Arc::strong_count(readers) > MOST_READERS {
        return Err(ClipboardError::Busy);
    }
    let reader = Arc::clone(readers);
    let (answer, answered) = mpsc::channel();
    let work = move || {
        // What comes too late is wiped where it is dropped.
        let _ = answer.send(work());
        drop(reader);
    };
    worker::start("clipboard", || with_stack_wiped(work))
        .map_err(|error| ClipboardError::Other(error.to_string()))?;
    answered.recv_timeout(limit).unwrap_or(Err(ClipboardError::NoAnswer))
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
            return Err(ClipboardError::NoAnswer);
        }
        let text = Zeroizing::new(self.text(of, clipboard)?);
        let text = Zeroizing::new(text.replace("\r\n", "\n"));
        Ok(if text.is_empty() { ClipboardContents::Neither } else { ClipboardContents::Text(text) })
    }

    /// The window is asked first. Where it has nothing or may not know, arboard may have something.
    fn text(
        &self,
        of: Selection,
        arboard: Result<arboard::Clipboard, ClipboardError>,
    ) -> Result<String, ClipboardError> {
        let by_arboard = || text_of(&mut arboard?, of);
        match self.window.as_ref().map(|window| window.text(of)) {
            None => by_arboard(),
            Some(Ok(Some(text))) => Ok(text),
            Some(Ok(None)) => Ok(by_arboard().unwrap_or_default()),
            Some(Err(ClipboardError::Busy)) => Err(ClipboardError::Busy),
            Some(Err(error)) => by_arboard().ok().filter(|text| !text.is_empty()).ok_or(error),
        }
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

#[cfg(test)]
mod tests {
    use super::{ClipboardError, LIMIT, MOST_READERS, in_time};
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    #[test]
    fn programs_that_do_not_answer_keep_few_threads_and_the_next_one_is_told_at_once() {
        let readers = Arc::default();
        let (mut owners, short) = (Vec::new(), Duration::from_millis(1));
        for _ in 0..MOST_READERS {
            let (owner, answered) = mpsc::channel::<()>();
            let waits = move || answered.recv().map_err(|_| ClipboardError::Missing);
            assert_eq!(in_time(&readers, short, waits), Err(ClipboardError::NoAnswer));
            owners.push(owner);
        }
        assert_eq!(in_time(&readers, LIMIT, || Ok(())), Err(ClipboardError::Busy));
        owners.pop();
        while Arc::strong_count(&readers) > MOST_READERS {
            std::thread::yield_now();
        }
        assert_eq!(in_time(&readers, LIMIT, || Ok("text")), Ok("text"));
    }
}

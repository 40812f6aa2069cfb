//! The end of the program that nobody at its window asked for: the session ends, a signal comes, the
//! display is lost, a driver fails. What would be lost then is written to the disk, and nothing before.
//!
//! None of it needs the window's thread, which may hang by then: the app leaves the work here as soon
//! as there is something to lose, and takes it back when there is not.

#[cfg(target_os = "linux")]
mod inhibit;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
#[cfg(target_os = "linux")]
mod x11;

use super::desktop::{Rescue, Shutdown};
use super::memory::with_stack_wiped;
use raw_window_handle::HasWindowHandle;
#[cfg(unix)]
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// What is done at the end; `None` while nothing would be lost.
static UNSAVED: Mutex<Option<Rescue>> = Mutex::new(None);
static WORDS: OnceLock<LastWords> = OnceLock::new();

/// Words for the end, when there is no window to say them.
pub struct LastWords {
    /// Why the session should not end now, for the system's own question.
    pub unsaved: String,
    /// What became of the key that was not saved: where it is, or `None` where it is lost.
    pub rescued: RescuedWords,
}

/// From the path of a file to words.
pub type RescuedWords = Box<dyn Fn(Option<&Path>) -> String + Send + Sync>;

/// What became of a key that was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rescued {
    /// There was none.
    Nothing,
    /// It is in this file.
    Kept(PathBuf),
    /// It could not be written.
    Lost,
}

/// To be called before the window opens: from then on signals that end the program let it rescue what
/// is not saved first.
pub fn prepare_for_shutdown(words: LastWords) {
    let _ = WORDS.set(words);
    #[cfg(unix)]
    unix::watch_signals();
}

/// To be called by the thread of each window when that opens. Where the system asks programs whether
/// the session may end, the answer is no while something is not saved: Windows then shows the reason
/// to the person, and on macOS, where this is also asked before "Quit", `ask` is called, to show a
/// question of our own.
#[expect(unused_variables, reason = "each system needs one of them, or none")]
pub fn watch_session(window: &dyn HasWindowHandle, ask: impl Fn() + Send + Sync + 'static) {
    #[cfg(target_os = "linux")]
    if let Ok(handle) = window.window_handle() {
        x11::note_window(handle.as_raw());
    }
    #[cfg(windows)]
    windows::watch(window);
    #[cfg(target_os = "macos")]
    macos::watch(Box::new(ask));
}

/// Does what the app left to be done. Whoever comes second waits for the first, and finds nothing left.
pub fn rescue_unsaved() -> Rescued {
    let mut unsaved = unsaved();
    let Some(rescue) = unsaved.take() else { return Rescued::Nothing };
    match catch_unwind(AssertUnwindSafe(|| with_stack_wiped(rescue))) {
        Ok(Some(path)) => Rescued::Kept(path),
        Ok(None) | Err(_) => Rescued::Lost,
    }
}

/// The same where standard error is all that is left to say it with.
#[cfg(unix)]
fn rescue_and_tell() {
    let kept = match rescue_unsaved() {
        Rescued::Nothing => return,
        Rescued::Kept(path) => Some(path),
        Rescued::Lost => None,
    };
    if let Some(words) = WORDS.get() {
        let _ = writeln!(std::io::stderr(), "{}", (words.rescued)(kept.as_deref()));
    }
}

fn unsaved() -> MutexGuard<'static, Option<Rescue>> {
    UNSAVED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The end of this program.
pub struct SystemShutdown;

impl Shutdown for SystemShutdown {
    /// Where the system has programs keep their state. Nothing that is removed when the session ends.
    fn folder(&self) -> Option<PathBuf> {
        dirs::state_dir().or_else(dirs::data_local_dir).map(|folder| folder.join("keywright"))
    }

    fn on_shutdown(&self, rescue: Option<Rescue>) {
        let is_unsaved = rescue.is_some();
        let before = std::mem::replace(&mut *unsaved(), rescue);
        let is_change = before.is_some() != is_unsaved;
        drop(before);
        if is_change {
            block_session_end(is_unsaved);
        }
    }
}

/// Asks the system not to end the session without a question, or no longer.
#[cfg_attr(target_os = "macos", expect(unused_variables, reason = "it asks every time"))]
fn block_session_end(is_unsaved: bool) {
    #[cfg(unix)]
    unix::watch_exit();
    #[cfg(target_os = "linux")]
    {
        x11::watch_display();
        inhibit::set_inhibited(is_unsaved);
    }
    #[cfg(windows)]
    windows::block_session_end(is_unsaved);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "what this is about")]

    use super::{Rescued, Shutdown as _, SystemShutdown, rescue_unsaved};
    use std::path::PathBuf;

    /// One test: there is one end.
    #[test]
    fn what_was_left_to_be_done_last_is_done_once() {
        assert_eq!(rescue_unsaved(), Rescued::Nothing);
        let kept = |name: &'static str| Some(Box::new(move || Some(PathBuf::from(name))) as super::Rescue);
        SystemShutdown.on_shutdown(kept("first"));
        SystemShutdown.on_shutdown(kept("second"));
        assert_eq!(rescue_unsaved(), Rescued::Kept("second".into()));
        assert_eq!(rescue_unsaved(), Rescued::Nothing);
        SystemShutdown.on_shutdown(kept("taken back"));
        SystemShutdown.on_shutdown(None);
        assert_eq!(rescue_unsaved(), Rescued::Nothing);
        SystemShutdown.on_shutdown(Some(Box::new(|| None)));
        assert_eq!(rescue_unsaved(), Rescued::Lost);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        SystemShutdown.on_shutdown(Some(Box::new(|| panic!("a bug"))));
        let rescued = rescue_unsaved();
        std::panic::set_hook(before);
        assert_eq!(rescued, Rescued::Lost);
    }
}

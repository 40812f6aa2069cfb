//! Signals that end a program, and libraries that do.
#![expect(unsafe_code, reason = "neither std nor rustix has these two calls")]

use super::rescue_and_tell;
use crate::system::worker;
use libc::{SIG_IGN, SIGHUP, SIGINT, SIGTERM, c_int};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::mem::MaybeUninit;
use std::panic::catch_unwind;
use std::sync::Once;

/// The end of the session, of the terminal, and Ctrl-C in it. `SIGQUIT` is left as it is, for whoever
/// does not want to wait.
const TERMINATION_SIGNALS: [c_int; 3] = [SIGHUP, SIGINT, SIGTERM];

/// From now on what is not saved is rescued, beside the window's thread, before one of them ends the
/// program as it always did. In the handler itself nothing can be written.
pub(super) fn watch_signals() {
    let wanted: Vec<_> = TERMINATION_SIGNALS.into_iter().filter(|signal| !is_ignored(*signal)).collect();
    // Without a thread the signals stay as they are.
    let _ = worker::start("signals", move || {
        let Ok(mut signals) = Signals::new(wanted) else { return };
        if let Some(signal) = signals.forever().next() {
            // Whatever happens, the signal ends the program.
            let _ = catch_unwind(rescue_and_tell);
            let _ = emulate_default_handler(signal);
        }
    });
}

/// As `nohup` has it: then it is not meant to end this program.
fn is_ignored(signal: c_int) -> bool {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: it only reads, into a structure of the right type that outlives the call.
    let read = unsafe { libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) };
    // SAFETY: all of it is numbers, for which zeros are fine too.
    read == 0 && unsafe { action.assume_init() }.sa_sigaction == SIG_IGN
}

/// Libraries end the program as well: Xlib when the display is lost, Cocoa at the end of the session.
/// Called when there is something to lose for the first time, it comes before whatever graphics
/// libraries do at the end: what was registered last is done first.
pub(super) fn watch_exit() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the function may be called at any time, once, and does not unwind.
        unsafe { libc::atexit(at_exit) };
    });
}

extern "C" fn at_exit() {
    let _ = catch_unwind(rescue_and_tell);
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a thread of another library ends the process")]
mod tests {
    use super::{SIGHUP, SIGTERM, is_ignored};
    use crate::system::{Shutdown as _, SystemShutdown};
    use std::path::PathBuf;
    use std::process::Command;

    /// As Xlib and Cocoa do, from a thread that is not the window's too: no destructor runs then, and no
    /// signal comes.
    #[test]
    #[expect(unsafe_code, reason = "what libraries do")]
    fn a_library_that_ends_the_program_does_not_take_an_unsaved_key() {
        const NAME: &str =
            "system::shutdown::unix::tests::a_library_that_ends_the_program_does_not_take_an_unsaved_key";
        const FILE: &str = "KEYWRIGHT_TEST_RESCUED";
        if let Some(file) = std::env::var_os(FILE).map(PathBuf::from) {
            let rescue = move || std::fs::write(&file, b"a key").ok().map(|()| file);
            SystemShutdown.on_shutdown(Some(Box::new(rescue)));
            // SAFETY: nothing else of this process matters.
            let _ = std::thread::spawn(|| unsafe { libc::exit(42) }).join();
        }
        for _ in 0..3 {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("rescued");
            let mut alone = Command::new(std::env::current_exe().unwrap());
            let status = alone.args(["--exact", NAME]).env(FILE, &file).output().unwrap().status;
            assert_eq!(status.code(), Some(42));
            assert_eq!(std::fs::read(file).unwrap(), b"a key");
        }
    }

    /// In a process of its own, which `sh` starts as `nohup` would.
    #[test]
    fn what_nohup_ignores_stays_ignored() {
        const NAME: &str = "system::shutdown::unix::tests::what_nohup_ignores_stays_ignored";
        if std::env::var_os("KEYWRIGHT_TEST_ALONE").is_some() {
            assert!(is_ignored(SIGHUP));
            return;
        }
        // Not SIGHUP: these tests may run under nohup themselves.
        assert!(!is_ignored(SIGTERM));
        let mut alone = Command::new("sh");
        alone.args(["-c", "trap '' HUP; exec \"$0\" --exact \"$1\""]).arg(std::env::current_exe().unwrap());
        let output = alone.arg(NAME).env("KEYWRIGHT_TEST_ALONE", "1").output().unwrap();
        let words = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && words.contains("1 passed"), "{words}");
    }
}

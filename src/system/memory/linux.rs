//! On Linux: /proc, through which programs of the same user can read each other's memory.

use rustix::process::{DumpableBehavior, set_dumpable_behavior};
#[cfg(feature = "window")]
use {
    crate::system::worker,
    std::sync::atomic::{AtomicBool, Ordering},
    std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    std::time::Duration,
};

/// To all but the system's administrator. It also keeps the kernel from dumping anything.
pub fn close() {
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// How many openings there are.
#[cfg(feature = "window")]
static OPENINGS: Mutex<usize> = Mutex::new(0);

/// While there is one that has not lasted too long, programs of the same user may look.
#[cfg(feature = "window")]
pub struct Opening {
    is_open: Arc<AtomicBool>,
    /// Tells the thread that waits for the end of the time.
    _dropped: mpsc::Sender<()>,
}

#[cfg(feature = "window")]
impl Opening {
    pub fn for_at_most(longest: Duration) -> Self {
        {
            let mut openings = openings();
            *openings += 1;
            let _ = set_dumpable_behavior(DumpableBehavior::Dumpable);
        }
        let is_open = Arc::new(AtomicBool::new(true));
        let (of_thread, (_dropped, dropped)) = (Arc::clone(&is_open), mpsc::channel());
        let started = worker::start("open to portals", move || {
            let _ = dropped.recv_timeout(longest);
            shut(&of_thread);
        });
        if started.is_err() {
            shut(&is_open);
        }
        Self { is_open, _dropped }
    }
}

#[cfg(feature = "window")]
impl Drop for Opening {
    fn drop(&mut self) {
        shut(&self.is_open);
    }
}

#[cfg(feature = "window")]
fn shut(is_open: &AtomicBool) {
    if is_open.swap(false, Ordering::SeqCst) {
        let mut openings = openings();
        *openings = openings.saturating_sub(1);
        if *openings == 0 {
            close();
        }
    }
}

#[cfg(feature = "window")]
fn openings() -> MutexGuard<'static, usize> {
    OPENINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, feature = "window"))]
mod tests {
    use super::Opening;
    use crate::system::memory::{FrontEnd, OpenToPortals, harden_process};
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    use std::time::{Duration, Instant};

    fn is_closed() -> bool {
        matches!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable))
    }

    /// In a process of its own: it stays closed, and other tests run beside this one.
    #[test]
    fn only_while_a_portal_is_asked_others_may_look() {
        const NAME: &str = "system::memory::linux::tests::only_while_a_portal_is_asked_others_may_look";
        if std::env::var_os("KEYWRIGHT_TEST_ALONE").is_none() {
            let mut alone = std::process::Command::new(std::env::current_exe().unwrap());
            alone.args(["--exact", NAME]).env("KEYWRIGHT_TEST_ALONE", "1");
            let output = alone.output().unwrap();
            let words = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && words.contains("1 passed"), "{words}");
            return;
        }
        assert!(!is_closed());
        harden_process(FrontEnd::Window);
        assert!(is_closed());
        assert!(getrlimit(Resource::Core).current.is_some_and(|most| most <= 1));
        let (one, other) = (OpenToPortals::new(), OpenToPortals::new());
        assert!(!is_closed());
        drop(one);
        assert!(!is_closed());
        drop(other);
        assert!(is_closed());
        // A portal that does not answer.
        let begun = Instant::now();
        let held = Opening::for_at_most(Duration::from_millis(20));
        assert!(!is_closed() || begun.elapsed() >= Duration::from_millis(20));
        while !is_closed() {
            std::thread::sleep(Duration::from_millis(5));
        }
        drop(held);
        assert!(is_closed());
    }
}

//! On Linux: /proc, through which programs of the same user can read each other's memory.

use rustix::process::{DumpableBehavior, set_dumpable_behavior};
#[cfg(feature = "window")]
use std::sync::{Mutex, PoisonError};

/// To all but the system's administrator. It also keeps the kernel from dumping anything.
pub fn close() {
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// How many portals are being asked.
#[cfg(feature = "window")]
static ASKED: Mutex<usize> = Mutex::new(0);

#[cfg(feature = "window")]
pub fn open_once_more() {
    let mut asked = ASKED.lock().unwrap_or_else(PoisonError::into_inner);
    *asked += 1;
    let _ = set_dumpable_behavior(DumpableBehavior::Dumpable);
}

#[cfg(feature = "window")]
pub fn open_once_less() {
    let mut asked = ASKED.lock().unwrap_or_else(PoisonError::into_inner);
    *asked = asked.saturating_sub(1);
    if *asked == 0 {
        close();
    }
}

#[cfg(all(test, feature = "window"))]
mod tests {
    use crate::system::memory::{OpenToPortals, keep_memory_private};
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    #[test]
    fn only_while_a_portal_is_asked_others_may_look() {
        let is_closed = || matches!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert!(!is_closed());
        keep_memory_private();
        assert!(is_closed());
        assert!(getrlimit(Resource::Core).current.is_some_and(|most| most <= 1));
        let (one, other) = (OpenToPortals::new(), OpenToPortals::new());
        assert!(!is_closed());
        drop(one);
        assert!(!is_closed());
        drop(other);
        assert!(is_closed());
    }
}

//! What others get to see of this program's memory: as little as the system allows, and nothing at
//! all of what is over.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod unix;

use std::alloc::System;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is given back, and what a growing buffer leaves behind: nothing that was on the
/// heap outlives its owner, in our code or in that of libraries.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

/// Deeper than work with secrets goes; a fraction of the smallest stack that a thread here has.
const STACK: usize = 256 * 1024;

/// Does the work, then wipes what it left on the stack, also where it ended in a panic. Work with keys
/// and passphrases leaves copies there, which would stay until something else is written over them:
/// after a thread has ended, for as long as the program runs.
pub fn with_stack_wiped<T>(work: impl FnOnce() -> T) -> T {
    let result = catch_unwind(AssertUnwindSafe(|| apart(work)));
    zeroize::zeroize_stack::<STACK>();
    result.unwrap_or_else(|panic| resume_unwind(panic))
}

/// In a frame of its own, so that all of it is below the one from which the wiping starts.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// What a program speaks with people through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontEnd {
    /// A window of its own, which may be read aloud.
    Window,
    /// A terminal, which is another program.
    Terminal,
}

/// To be called first of all: from then on no crash leaves an image of the memory, and other programs
/// of the same user cannot read it, as far as the system sees to that. A system that does not is no
/// reason to stop.
#[cfg_attr(not(windows), expect(unused_variables, reason = "only Windows lets screen readers look"))]
pub fn harden_process(interface: FrontEnd) {
    #[cfg(unix)]
    unix::leave_no_dumps();
    #[cfg(target_os = "linux")]
    linux::close();
    #[cfg(windows)]
    super::win32::keep_process_private(interface == FrontEnd::Window);
}

/// While there is one, but not for long, the desktop's portals may look: they answer nobody whose folder in
/// /proc they cannot look into when they are first asked, and that is the memory's as well.
#[cfg(all(target_os = "linux", feature = "window"))]
pub(super) struct OpenToPortals {
    _opening: linux::Opening,
}

#[cfg(all(target_os = "linux", feature = "window"))]
impl OpenToPortals {
    /// As long as D-Bus usually gives a portal that has to be started first.
    pub(super) const LONGEST: std::time::Duration = std::time::Duration::from_secs(25);

    pub(super) fn new() -> Self {
        Self { _opening: linux::Opening::for_at_most(Self::LONGEST) }
    }
}

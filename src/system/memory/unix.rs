//! On Unix: images of a crashed program's memory.

use rustix::process::{Resource, getrlimit, setrlimit};

pub fn leave_no_dumps() {
    let mut limit = getrlimit(Resource::Core);
    limit.current = Some(none_at_all(limit.maximum));
    let _ = setrlimit(Resource::Core, limit);
}

/// A limit of 0 does not count where a program takes the dumps, as on most desktops; 1 is "never"
/// there as well, and less than any file of a dump has. Where the administrator allows no more than 0
/// it stays at that: nobody may look into the process, and of such the kernel dumps nothing either.
#[cfg(target_os = "linux")]
fn none_at_all(most: Option<u64>) -> u64 {
    most.map_or(1, |most| most.min(1))
}

#[cfg(not(target_os = "linux"))]
fn none_at_all(_most: Option<u64>) -> u64 {
    0
}

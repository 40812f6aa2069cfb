//! On Unix: images of a crashed program's memory.

use rustix::process::{Resource, getrlimit, setrlimit};

/// On Linux a limit of 0 does not count where a program takes the dumps, as on most desktops; 1 is
/// "never" there as well, and less than any file of a dump has.
const NEVER: u64 = if cfg!(target_os = "linux") { 1 } else { 0 };

pub fn leave_no_dumps() {
    let mut limit = getrlimit(Resource::Core);
    limit.current = Some(limit.maximum.map_or(NEVER, |most| most.min(NEVER)));
    let _ = setrlimit(Resource::Core, limit);
}

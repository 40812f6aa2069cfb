//! Limits that the system sets for a process.

/// Open files that are there for everything else than new files: standard streams, folders, a window's
/// connections, files that are read.
const OTHERS: u64 = 32;
/// A plan has up to three files, and a folder.
const LEAST: u64 = 4;
const MOST: u64 = 512;

/// How many new files may be open at once.
pub fn files_at_once() -> usize {
    room(most_open())
}

fn room(most_open: Option<u64>) -> usize {
    let room = most_open.map_or(MOST, |most| most.saturating_sub(OTHERS).clamp(LEAST, MOST));
    usize::try_from(room).unwrap_or_default()
}

#[cfg(unix)]
fn most_open() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

/// There is none.
#[cfg(not(unix))]
fn most_open() -> Option<u64> {
    None
}

/// To be called first of all: from then on a file that would become larger than the person's limit
/// (`ulimit -f`) is a failure to write it, which is told, and not the end of the program.
pub fn limits_are_errors() {
    #[cfg(unix)]
    unix::ignore_file_size_signal();
}

#[cfg(unix)]
mod unix {
    #![expect(unsafe_code, reason = "the standard library does not change what signals do")]

    use rustix::process::Signal;
    use std::ffi::c_int;

    /// `SIG_IGN`, the same on every Unix.
    const IGNORE: usize = 1;

    unsafe extern "C" {
        fn signal(number: c_int, handler: usize) -> usize;
    }

    pub fn ignore_file_size_signal() {
        // SAFETY: the number is that of a signal, and no handler of ours is put in its place.
        unsafe { signal(Signal::XFSZ.as_raw(), IGNORE) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_room_for_one_plan() {
        let limits = [Some(0), Some(3), Some(64), Some(1024), Some(u64::MAX), None];
        assert_eq!(limits.map(room), [4, 4, 32, 512, 512, 512]);
    }
}

//! Temporary names, and what is done about them when a process was killed.
//!
//! A file that is being written has a name that nothing else has, and a lock while its process lives.
//! A file that is to be removed is first renamed, so that nothing else that comes to have its name is
//! removed in its place; what was renamed may already be another one, so that name says which file may go.
//! Windows removes a file that is open, whatever its name, and needs no such thing.

use super::native_fs::OpenFolder;
use super::{Found, permissions};
use rand::TryRng as _;
use rand::rngs::SysRng;
use std::ffi::{OsStr, OsString};
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

const PREFIX: &str = ".keywright-";
const SUFFIX: &str = ".tmp";
/// Hexadecimal digits between them.
const DIGITS: usize = 16;
/// Behind the number of a file that is to be removed.
const REMOVAL: &str = ".remove.";
/// Hexadecimal digits of that number.
const NUMBER_DIGITS: usize = 32;

/// A temporary name that nothing has yet.
pub fn new_name() -> OsString {
    let number = SysRng.try_next_u64().unwrap_or_else(|_| unused_number());
    format!("{PREFIX}{number:0DIGITS$x}{SUFFIX}").into()
}

/// For systems that have no random numbers left: nobody has had it, but it can be guessed.
fn unused_number() -> u64 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    let nanoseconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
    let low = nanoseconds.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
    u64::from(std::process::id()) << 32 | u64::from(low)
}

fn is_our_name(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    digits.is_some_and(|digits| is_hexadecimal(digits, DIGITS))
}

/// Whether files with this name are taken for what a killed process of ours left, and removed. File
/// systems may not tell capital letters from others.
pub fn is_temporary_name(name: &OsStr) -> bool {
    let is_one = |name: &str| is_our_name(name) || removal(name).is_some();
    name.to_str().is_some_and(|name| is_one(&name.to_ascii_lowercase()))
}

fn is_hexadecimal(digits: &str, count: usize) -> bool {
    digits.len() == count && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The names under which a file waits to be removed, best first: they say which file may be removed, and
/// the first also what to call any other one. It is for names that are text; with it, the name may become
/// too long.
#[cfg(unix)]
pub fn removal_names(name: &OsStr, file: super::FileId) -> Vec<OsString> {
    let prefix = format!("{PREFIX}{:0NUMBER_DIGITS$x}{REMOVAL}", file.number);
    let with_name = name.to_str().map(|name| format!("{prefix}{name}").into());
    with_name.into_iter().chain([prefix.into()]).collect()
}

/// The number of the file that may be removed, and the name that another one had.
fn removal(name: &str) -> Option<(u128, &str)> {
    let (digits, name) = name.strip_prefix(PREFIX)?.split_once(REMOVAL)?;
    let number = is_hexadecimal(digits, NUMBER_DIGITS).then(|| u128::from_str_radix(digits, 16));
    Some((number?.ok()?, name))
}

/// Removes what waits under one of these names if it is the file with this number. Whatever else got there
/// is not ours to remove: it gets its name back. Where it is gone, another process has finished this.
pub fn finish_removal(folder: &OpenFolder, waits_at: &OsStr, number: u128, name: &OsStr) -> io::Result<bool> {
    let is_gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    match permissions::identity_in(folder, waits_at) {
        Err(error) if is_gone(&error) => return Ok(true),
        Ok(file) if file.number == number => match folder.remove(waits_at) {
            Err(error) if !is_gone(&error) => return Err(error),
            _ => return Ok(true),
        },
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    folder.rename_new(waits_at, name)?;
    Ok(false)
}

/// Cleans up after a process that was killed: removes files of ours whose lock nobody holds, and
/// finishes removals.
pub fn remove_stale(folder: &OpenFolder) {
    for name in folder.names().unwrap_or_default() {
        let Some(text) = name.to_str() else { continue };
        if is_our_name(text) {
            let _ = remove_abandoned(folder, &name);
        } else if cfg!(unix)
            && let Some((number, original)) = removal(text)
            && matches!(permissions::look_in(folder, &name), Ok(Found::File(_) | Found::Link))
        {
            // Without its name, another file stays where it is.
            let _ = finish_removal(folder, &name, number, OsStr::new(original));
        }
    }
}

fn remove_abandoned(folder: &OpenFolder, name: &OsStr) -> io::Result<()> {
    if !matches!(permissions::look_in(folder, name)?, Found::File(access) if access.mine) {
        return Ok(());
    }
    let file = permissions::open_in(folder, name)?;
    // Removed while the lock is held, so that its maker, if it lives after all, can tell.
    if file.try_lock().is_ok() { folder.remove(name) } else { Ok(()) }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "what other programs leave behind is not written by ours")]
mod tests {
    use super::{is_temporary_name, new_name};

    #[test]
    fn temporary_names_are_known_in_any_case() {
        for name in [
            &*new_name(),
            ".keywright-0123456789abcdef.tmp".as_ref(),
            ".KEYWRIGHT-0123456789ABCDEF.TMP".as_ref(),
        ] {
            assert!(is_temporary_name(name), "{name:?}");
        }
        for name in [".keywright-0123456789abcde.tmp", ".keywright-0123456789abcdef.tmp.pub", "keywright.tmp"]
        {
            assert!(!is_temporary_name(name.as_ref()), "{name}");
        }
    }

    #[cfg(unix)]
    mod removals {
        use super::super::*;
        use crate::system::FileId;
        use std::fs;

        /// A folder with a file of ours and one of another program, each by its name.
        fn folder_with_two() -> (tempfile::TempDir, OpenFolder, FileId) {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("id"), b"ours").unwrap();
            fs::write(folder.path().join("theirs"), b"theirs").unwrap();
            let open = OpenFolder::open(folder.path()).unwrap();
            let ours = permissions::identity_in(&open, OsStr::new("id")).unwrap();
            (folder, open, ours)
        }

        /// The process is killed when the file has the name under which it waits, and before it was looked
        /// which file that is.
        fn killed_while_it_waits(folder: &OpenFolder, name: &str, ours: FileId) {
            let waits_at = &removal_names(OsStr::new(name), ours)[0];
            folder.rename_new(OsStr::new(name), waits_at).unwrap();
        }

        #[test]
        fn a_removal_that_was_killed_is_finished_by_the_next_sweep() {
            let (folder, open, ours) = folder_with_two();
            killed_while_it_waits(&open, "id", ours);
            remove_stale(&open);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
            assert_eq!(fs::read(folder.path().join("theirs")).unwrap(), b"theirs");
        }

        #[test]
        fn the_file_of_another_program_that_came_between_gets_its_name_back() {
            let (folder, open, ours) = folder_with_two();
            fs::rename(folder.path().join("theirs"), folder.path().join("id")).unwrap();
            killed_while_it_waits(&open, "id", ours);
            remove_stale(&open);
            assert_eq!(fs::read(folder.path().join("id")).unwrap(), b"theirs");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }

        #[test]
        fn neither_file_is_lost_where_that_name_is_taken_again_or_was_too_long_to_be_kept() {
            let (folder, open, ours) = folder_with_two();
            killed_while_it_waits(&open, "theirs", ours);
            fs::write(folder.path().join("theirs"), b"a third").unwrap();
            let nameless = removal_names(OsStr::new("fourth"), ours).pop().unwrap();
            fs::write(folder.path().join(&nameless), b"a fourth").unwrap();
            remove_stale(&open);
            assert_eq!(fs::read(folder.path().join("theirs")).unwrap(), b"a third");
            assert_eq!(fs::read(folder.path().join(&nameless)).unwrap(), b"a fourth");
            let waits_at = &removal_names(OsStr::new("theirs"), ours)[0];
            assert_eq!(fs::read(folder.path().join(waits_at)).unwrap(), b"theirs");
            assert_eq!(fs::read(folder.path().join("id")).unwrap(), b"ours");
        }

        #[test]
        fn names_of_every_length_are_removed() {
            for name in ["k".to_owned(), "k".repeat(200), "k".repeat(255)] {
                let folder = tempfile::tempdir().unwrap();
                fs::write(folder.path().join(&name), b"ours").unwrap();
                let open = OpenFolder::open(folder.path()).unwrap();
                let (name, file) =
                    (OsStr::new(&name), permissions::identity_in(&open, OsStr::new(&name)).unwrap());
                assert!(permissions::remove_in(&open, name, file).unwrap());
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
                assert!(!permissions::remove_in(&open, name, file).unwrap());
            }
        }

        #[test]
        fn no_file_is_saved_under_such_a_name() {
            let file = FileId { device: 1, number: 0xabc };
            for name in removal_names(OsStr::new("id"), file) {
                assert!(
                    is_temporary_name(&name) && is_temporary_name(&name.to_ascii_uppercase()),
                    "{name:?}"
                );
            }
            assert!(!is_temporary_name(OsStr::new(".keywright-abc.remove.id")));
        }
    }
}

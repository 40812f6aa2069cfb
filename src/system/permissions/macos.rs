//! The ACLs that macOS has beside the mode of a file (`man 3 acl`). A folder can hand
//! them down to what is made in it, and they allow what the mode does not.
#![expect(unsafe_code, reason = "libSystem has them for C only")]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

// Of sys/acl.h.
const ACL_TYPE_EXTENDED: c_int = 0x100;
const ACL_FIRST_ENTRY: c_int = 0;
const ACL_NEXT_ENTRY: c_int = -1;
const ACL_EXTENDED_ALLOW: c_int = 1;

unsafe extern "C" {
    fn acl_init(count: c_int) -> *mut c_void;
    fn acl_free(list: *mut c_void) -> c_int;
    fn acl_get_fd_np(file: c_int, sort: c_int) -> *mut c_void;
    fn acl_get_link_np(path: *const c_char, sort: c_int) -> *mut c_void;
    fn acl_set_fd_np(file: c_int, list: *mut c_void, sort: c_int) -> c_int;
    fn acl_get_entry(list: *mut c_void, which: c_int, entry: *mut *mut c_void) -> c_int;
    fn acl_get_tag_type(entry: *mut c_void, tag: *mut c_int) -> c_int;
    fn acl_to_text(list: *mut c_void, length: *mut isize) -> *mut c_char;
    fn acl_from_text(text: *const c_char) -> *mut c_void;
}

/// A list in memory of the system's; never null.
struct List(*mut c_void);

impl Drop for List {
    fn drop(&mut self) {
        // SAFETY: the system has allocated it to be freed like this, and nobody else has it.
        unsafe { acl_free(self.0) };
    }
}

impl List {
    fn of(pointer: *mut c_void) -> Option<Self> {
        (!pointer.is_null()).then_some(Self(pointer))
    }

    /// Whether anybody is allowed anything by it; most lists that people meet only forbid.
    fn allows(&self) -> bool {
        let mut which = ACL_FIRST_ENTRY;
        loop {
            let (mut entry, mut tag) = (std::ptr::null_mut(), 0);
            // SAFETY: the list is whole; the entry points into it while it lives.
            let found = unsafe {
                acl_get_entry(self.0, which, &mut entry) == 0 && acl_get_tag_type(entry, &mut tag) == 0
            };
            if !found || tag == ACL_EXTENDED_ALLOW {
                return found;
            }
            which = ACL_NEXT_ENTRY;
        }
    }
}

/// Whether a file, or a link itself, has a list that allows something.
pub fn is_on(path: &Path) -> bool {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else { return false };
    // SAFETY: the path ends in 0; the result is ours to free.
    List::of(unsafe { acl_get_link_np(path.as_ptr(), ACL_TYPE_EXTENDED) }).is_some_and(|list| list.allows())
}

/// The same of an open file.
pub fn is_on_file(file: &File) -> bool {
    // SAFETY: the file is open; the result is ours to free.
    let list = unsafe { acl_get_fd_np(file.as_raw_fd(), ACL_TYPE_EXTENDED) };
    match List::of(list) {
        Some(list) => list.allows(),
        // Where it cannot be seen there may be one.
        None => {
            let kind = io::Error::last_os_error().kind();
            !matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::Unsupported)
        }
    }
}

/// A file that has a list is not replaced by one with the same rights.
pub fn copy(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}

/// Takes the list off an open file.
pub fn clear(file: &File) -> io::Result<()> {
    // SAFETY: the result is ours to free.
    set(file, List::of(unsafe { acl_init(0) }))
}

/// A list that was taken off a file, as the system writes it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept(CString);

/// As [`clear`], and keeps the list. Where it cannot be written down, it stays.
pub fn take(file: &File) -> io::Result<Kept> {
    // SAFETY: the file is open; the result is ours to free.
    let list = unsafe { acl_get_fd_np(file.as_raw_fd(), ACL_TYPE_EXTENDED) };
    let list = List::of(list).ok_or_else(io::Error::last_os_error)?;
    // SAFETY: the list is whole, and nobody asks for the length.
    let text = unsafe { acl_to_text(list.0, std::ptr::null_mut()) };
    // Freed as lists are.
    let text = List::of(text.cast()).ok_or_else(io::Error::last_os_error)?;
    // SAFETY: the system ends the text in 0; it lives as long as `text`.
    let kept = Kept(unsafe { CStr::from_ptr(text.0.cast()) }.to_owned());
    clear(file)?;
    Ok(kept)
}

/// Puts a list on an open file again.
pub fn give_back(file: &File, Kept(text): &Kept) -> io::Result<()> {
    // SAFETY: the text ends in 0; the result is ours to free.
    set(file, List::of(unsafe { acl_from_text(text.as_ptr()) }))
}

fn set(file: &File, list: Option<List>) -> io::Result<()> {
    let list = list.ok_or_else(io::Error::last_os_error)?;
    // SAFETY: the file is open; the list is whole.
    match unsafe { acl_set_fd_np(file.as_raw_fd(), list.0, ACL_TYPE_EXTENDED) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::{give_back, is_on, is_on_file, take};
    use std::fs::File;
    use std::process::Command;

    /// What `ls` says of the list, without the line of the file itself.
    fn listed(path: &std::path::Path) -> String {
        let output = Command::new("/bin/ls").arg("-le").arg(path).output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().skip(1).collect()
    }

    #[test]
    fn a_list_that_was_taken_off_is_put_on_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let file = File::create(&path).unwrap();
        for entry in ["everyone allow read", "staff deny write"] {
            assert!(Command::new("/bin/chmod").args(["+a", entry]).arg(&path).status().unwrap().success());
        }
        let before = listed(&path);
        assert!(before.contains("allow read"), "{before}");
        let kept = take(&file).unwrap();
        assert!(!is_on(&path) && !is_on_file(&file));
        assert_eq!(listed(&path), "");
        give_back(&file, &kept).unwrap();
        assert_eq!(listed(&path), before);
    }
}

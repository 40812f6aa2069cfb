//! The ACLs that macOS has beside the mode of a file (`man 3 acl`). A folder can hand
//! them down to what is made in it, and they allow what the mode does not.
#![expect(unsafe_code, reason = "libSystem has them for C only")]

use std::ffi::{CString, c_char, c_int, c_void};
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
    let empty = List::of(unsafe { acl_init(0) }).ok_or_else(io::Error::last_os_error)?;
    // SAFETY: the file is open; the list is whole.
    match unsafe { acl_set_fd_np(file.as_raw_fd(), empty.0, ACL_TYPE_EXTENDED) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

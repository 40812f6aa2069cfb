//! What the tests share.

mod child;
mod failing;
mod mounted;
mod saving;

pub use child::{Ended, command as child_command, run_child, task};
pub use failing::{Failing, Fault};
pub use mounted::Mounted;
pub use saving::*;

use keywright::format::{self, KeyFile};
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

pub fn mode(path: impl AsRef<Path>) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

pub fn set_mode(path: impl AsRef<Path>, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A file as somebody else made it.
pub fn put(path: impl AsRef<Path>, contents: &[u8], mode: u32) {
    use std::io::Write as _;
    fs::File::create_new(&path).unwrap().write_all(contents).unwrap();
    set_mode(path, mode);
}

/// Only public keys may be read by others.
pub fn assert_nothing_lax(folder: &Path) {
    for name in names_in(folder) {
        let path = folder.join(&name);
        if fs::symlink_metadata(&path).unwrap().is_file() && mode(&path) & 0o077 != 0 {
            let bytes = fs::read(&path).unwrap();
            // A public key's file has its access before its first byte.
            let is_public = bytes.is_empty()
                || matches!(format::read(&bytes), Ok(KeyFile::Public(..) | KeyFile::Certificate(_)));
            assert!(is_public, "{name} can be read by others");
        }
    }
}

pub fn am_root() -> bool {
    rustix::process::geteuid().is_root()
}

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
use keywright::health::{Finding, Fix, Problem, survey};
use keywright::system::{RealDisk, User};
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

/// What the rules find in a line of a list, if this puts it right. Of everything else, and where they find nothing, a
/// finding as somebody might have seen it before.
pub fn finding(path: &Path, line: Option<usize>, fix: Fix) -> Finding {
    let found =
        survey(path, &User::default(), &RealDisk::new(), 0, &NoProgress).map(|survey| survey.findings);
    let is_this = |found: &Finding| line.is_some() && found.line == line && found.fix.as_ref() == Some(&fix);
    let found = found.unwrap_or_default().into_iter().find(is_this);
    found.unwrap_or(Finding { path: path.to_owned(), line, problem: Problem::NoPublic, fix: Some(fix) })
}

pub fn am_root() -> bool {
    rustix::process::geteuid().is_root()
}

//! Folders, and files as other programs make them.

use keywright::system::{Access, Disk as _, Found, FoundAccess, RealDisk};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub fn folder_and_path() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    (folder, path)
}

pub fn beside(path: &Path, name: &str) -> PathBuf {
    path.with_file_name(name)
}

/// A file with the rights that its folder hands down.
pub fn put(path: &Path, contents: &[u8]) {
    File::create_new(path).unwrap().write_all(contents).unwrap();
}

/// A file that everyone may read. In wine's eyes that is any that was not made for its owner alone.
pub fn put_lax(path: &Path, contents: &[u8]) {
    put(path, contents);
    let mut icacls = Command::new("icacls");
    icacls.arg(path).args(["/grant", "*S-1-1-0:R"]).stdout(Stdio::null());
    assert!(icacls.status().unwrap().success());
    assert!(!is_private(path), "{} is not lax", path.display());
}

pub fn access(path: &Path) -> FoundAccess {
    match RealDisk::new().look(path).unwrap() {
        Found::File(access) => access,
        other => panic!("{}: {other:?}", path.display()),
    }
}

/// Mine, and by OpenSSH's rules nobody else's.
pub fn is_private(path: &Path) -> bool {
    let access = access(path);
    access.mine && access.is(Access::OwnerOnly)
}

pub fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

/// Whether this is wine, and no Windows: it has a registry key of its own.
pub fn is_wine() -> bool {
    let mut reg = Command::new("reg");
    reg.args(["query", r"HKCU\Software\Wine"]).stdout(Stdio::null()).stderr(Stdio::null());
    reg.status().is_ok_and(|status| status.success())
}

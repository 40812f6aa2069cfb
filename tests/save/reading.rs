//! Reading files that may be anything.

use crate::pipe::put_pipe;
use crate::support::*;
use keywright::system::{Disk as _, DiskOperation, FilePermissions, Found, FoundAccess, RealDisk};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

fn read(path: &Path, at_most: usize) -> Result<Vec<u8>, ErrorKind> {
    RealDisk::new().read(path, at_most).map(|bytes| bytes.to_vec()).map_err(|error| error.kind)
}

#[test]
fn a_file_is_read_up_to_a_size_and_not_a_byte_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    put(&path, b"12345", 0o600);
    assert_eq!(read(&path, 5), Ok(b"12345".to_vec()));
    assert_eq!(read(&path, 4), Err(ErrorKind::FileTooLarge));
    assert_eq!(read(&folder.path().join("none"), 4), Err(ErrorKind::NotFound));
}

#[test]
fn a_file_of_the_kernel_that_claims_no_length_is_read_whole() {
    let path = Path::new("/proc/self/maps");
    let Ok(whole) = fs::read(path) else { return };
    let read = read(path, 1 << 20).unwrap();
    assert!(whole.len() > 1000 && read.len() > 1000 && read.ends_with(b"\n"));
    assert_eq!(self::read(path, 100), Err(ErrorKind::FileTooLarge));
}

#[test]
fn names_in_a_folder_that_is_gone_cannot_be_flushed() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(RealDisk::new().open_folder(folder.path()).unwrap().sync(), Ok(()));
    let gone = RealDisk::new().open_folder(&folder.path().join("gone")).unwrap_err();
    assert_eq!((gone.operation, gone.kind), (DiskOperation::Looking, ErrorKind::NotFound));
}

#[test]
fn what_is_no_file_is_refused_and_never_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    put_pipe(&path("fifo"));
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    assert_eq!(read(&path("fifo"), 9), Err(ErrorKind::InvalidInput));
    assert_eq!(read(&path("socket"), 9), Err(ErrorKind::InvalidInput));
    assert_eq!(read(Path::new("/dev/zero"), 9), Err(ErrorKind::InvalidInput));
    assert_eq!(read(folder.path(), 9), Err(ErrorKind::IsADirectory));
}

#[test]
fn a_link_is_read_through_but_seen_as_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    put(path("file"), b"key", 0o640);
    std::os::unix::fs::symlink("file", path("link")).unwrap();
    assert_eq!(read(&path("link"), 9), Ok(b"key".to_vec()));
    let look = |path: &Path| RealDisk::new().look(path).unwrap();
    assert_eq!(look(&path("link")), Found::Link);
    assert_eq!(look(&path("none")), Found::Nothing);
    assert_eq!(look(folder.path()), Found::Folder);
    assert_eq!(look(Path::new("/dev/null")), Found::Special);
    assert!(matches!(
        look(&path("file")),
        Found::File(FoundAccess { mine: true, permissions: FilePermissions::Mode(0o640) })
    ));
}

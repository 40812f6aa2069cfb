//! Disks that are full, read-only or without permissions.

use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, SaveError};
use keywright::system::{DiskError, DiskOperation};
use std::fs;
use std::io::{ErrorKind, Write as _};

fn disk_error(error: SaveError) -> (DiskOperation, ErrorKind) {
    match error {
        SaveError::Disk(DiskError { operation: doing, kind, .. }) => (doing, kind),
        other => panic!("{other:?}"),
    }
}

#[test]
fn on_a_full_disk_nothing_changes() {
    let Some(disk) = Mounted::tmpfs("size=16k") else { return };
    let (old, path) = (new_key(), disk.join("id"));
    save_pair(&old, &path).unwrap();
    let private = fs::read(&path).unwrap();
    let mut filler = fs::File::create_new(disk.join("filler")).unwrap();
    while filler.write_all(&[0; 1024]).is_ok() {}
    let before = names_in(disk.path());
    for real in all_disks() {
        let error = save_on(&real, request(&new_key(), Output::PAIR, &path)).unwrap_err();
        assert_eq!(disk_error(error), (DiskOperation::Writing, ErrorKind::StorageFull));
        assert_eq!(names_in(disk.path()), before);
        assert_eq!(fs::read(&path).unwrap(), private);
        assert_eq!(fs::read(disk.join("id.pub")).unwrap(), public_line(&old));
    }
}

#[test]
fn on_a_disk_with_room_for_one_file_there_is_no_half_pair() {
    let Some(disk) = Mounted::tmpfs("size=4k") else { return };
    for real in all_disks() {
        let error = save_on(&real, request(&new_key(), Output::PAIR, disk.join("id"))).unwrap_err();
        assert_eq!(disk_error(error), (DiskOperation::Writing, ErrorKind::StorageFull));
        assert!(names_in(disk.path()).is_empty());
    }
}

#[test]
fn on_a_read_only_disk_it_says_so() {
    let Some(disk) = Mounted::tmpfs("size=64k") else { return };
    save_pair(&new_key(), disk.join("old")).unwrap();
    disk.make_read_only();
    for name in ["new", "old"] {
        let error = save_pair(&new_key(), disk.join(name)).unwrap_err();
        assert_eq!(disk_error(error), (DiskOperation::Writing, ErrorKind::ReadOnlyFilesystem));
    }
    let mut request = request(&new_key(), Output::PAIR, disk.join(".ssh/id"));
    request.make_folder = true;
    assert_eq!(
        disk_error(save(request).unwrap_err()),
        (DiskOperation::MakingFolder, ErrorKind::ReadOnlyFilesystem)
    );
}

#[test]
fn in_a_folder_that_may_not_be_written_it_says_so() {
    if am_root() {
        eprintln!("skipped: root may write everywhere");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    set_mode(&folder, 0o555);
    let error = save_pair(&new_key(), folder.path().join("id")).unwrap_err();
    set_mode(&folder, 0o755);
    assert_eq!(disk_error(error), (DiskOperation::Writing, ErrorKind::PermissionDenied));
    assert!(names_in(&folder).is_empty());
}

#[test]
fn a_file_where_a_folder_is_needed_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path().join("file"), b"", 0o644);
    let error = save_pair(&new_key(), folder.path().join("file/id")).unwrap_err();
    assert_eq!(disk_error(error), (DiskOperation::Looking, ErrorKind::NotADirectory));
}

#[test]
fn a_name_too_long_for_the_disk_is_found_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    // The private key would just fit, its `.pub` would not.
    for length in [253, 300] {
        let error =
            plan(request(&new_key(), Output::PAIR, folder.path().join("x".repeat(length)))).unwrap_err();
        assert_eq!(disk_error(error), (DiskOperation::Looking, ErrorKind::InvalidFilename));
    }
    assert!(names_in(&folder).is_empty());
}

/// A tmpfs counts every name as a file: with all of them used up there can be no second name.
/// Besides its root, this one has room for the old file and the new one.
fn disk_without_second_names() -> Option<Mounted> {
    let disk = Mounted::tmpfs("size=64k,nr_inodes=3")?;
    put(disk.join("id"), b"old", 0o600);
    Some(disk)
}

#[test]
fn a_file_that_cannot_have_two_names_is_replaced_and_kept_all_the_same() {
    for real in all_disks() {
        let Some(disk) = disk_without_second_names() else { return };
        let path = disk.join("id");
        let saved = save_on(&real, request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
        fingerprint(&path);
        assert_eq!(fs::read(&saved.backups[0]).unwrap(), b"old");
        assert_eq!(names_in(disk.path()).len(), 2);
    }
}

#[test]
fn an_old_file_that_was_moved_comes_back_when_a_step_fails() {
    for real in all_disks() {
        for step in 0.. {
            let Some(disk) = disk_without_second_names() else { return };
            let (path, failing) = (disk.join("id"), Failing::new(real, Fault::At(step)));
            match save_on(&failing, request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)) {
                Ok(saved) => assert_eq!(fs::read(&saved.backups[0]).unwrap(), b"old"),
                Err(_) => {
                    assert_eq!(fs::read(&path).unwrap(), b"old");
                    assert_eq!(names_in(disk.path()), ["id"]);
                }
            }
            if !failing.has_failed() {
                break;
            }
        }
    }
}

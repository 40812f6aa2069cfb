//! What happens between the plan and the saving, and folders that are none.

use crate::pipe::put_pipe;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, Request, SaveError};
use keywright::system::{Disk as _, DiskOperation, RealDisk};
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::Path;

fn in_home(folder: &Path) -> Request {
    Request { make_folder: true, ..request(&new_key(), Output::PAIR, folder.join("id")) }
}

#[test]
fn an_old_file_that_became_something_else_is_not_replaced() {
    for becomes_folder in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("id.pub");
        put(&path, b"old", 0o644);
        let plan = plan(request(&new_key(), Output::PAIR, folder.path().join("id"))).unwrap();
        fs::remove_file(&path).unwrap();
        let expected = if becomes_folder {
            fs::create_dir(&path).unwrap();
            SaveError::FolderInTheWay(path)
        } else {
            put_pipe(&path);
            SaveError::SpecialInTheWay(path)
        };
        assert_eq!(plan.carry_out(&RealDisk::new()).unwrap_err(), expected);
        assert_eq!(names_in(folder), ["id.pub"]);
    }
}

#[test]
fn a_folder_that_somebody_made_meanwhile_is_taken_and_stays() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    let planned = plan(in_home(&folder)).unwrap();
    fs::create_dir(&folder).unwrap();
    assert_eq!(planned.carry_out(&RealDisk::new()).unwrap().made_folder, None);
    assert_eq!(names_in(&folder), ["id", "id.pub"]);
}

#[test]
fn a_folder_is_made_only_where_that_is_wanted_and_there_is_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    let unwanted = Request { make_folder: false, ..in_home(&folder) };
    assert_eq!(plan(unwanted).unwrap_err(), SaveError::NoFolder(folder.clone()));
    symlink(home.path().join("nowhere"), &folder).unwrap();
    assert_eq!(plan(in_home(&folder)).unwrap_err(), SaveError::NoFolder(folder));
    assert_eq!(names_in(home), [".ssh"]);
}

#[test]
fn a_folder_that_cannot_be_looked_at_is_not_said_to_be_missing() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("round");
    symlink(&folder, &folder).unwrap();
    let error = RealDisk::new().is_folder(&folder).unwrap_err();
    assert_eq!((error.operation, error.path), (DiskOperation::Looking, folder));
    assert_ne!(error.kind, ErrorKind::NotFound);
}

#[test]
fn a_disk_that_refuses_a_backup_is_not_taken_for_a_backup_that_appeared() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    put(&path, b"old", 0o600);
    let backing_up = (0..).find_map(|number| {
        let disk = Failing::new(RealDisk::with_plain_renames(), Fault::At(number));
        match save_on(&disk, request(&new_key(), Output::private(PrivateFormat::Ppk2), &path)) {
            Err(SaveError::Disk(error)) if error.operation == DiskOperation::BackingUp => Some(error.kind),
            Err(SaveError::Appeared(_)) => panic!("call {number} is taken for something else"),
            _ => {
                assert!(disk.has_failed(), "it never came to the backup");
                fs::remove_dir_all(folder.path()).unwrap();
                fs::create_dir(folder.path()).unwrap();
                put(&path, b"old", 0o600);
                None
            }
        }
    });
    assert_eq!(backing_up, Some(ErrorKind::Other));
}

#[test]
fn a_private_key_that_others_can_read_is_closed_where_it_really_is() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("id"), folder.path().join("link"));
    put(&path, b"a private key", 0o644);
    symlink(&path, &link).unwrap();
    RealDisk::new().restrict_to_owner(&link).unwrap();
    assert_eq!(mode(path), 0o600);
}

//! Saving where something is there already.

use crate::saving::*;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, SaveError};
use keywright::system::DiskOperation;
use std::fs;
use std::io::ErrorKind;
use std::os::windows::fs::symlink_file;

#[test]
fn an_old_pair_stays_beside_the_new_one() {
    let (folder, path) = folder_and_path();
    let (old, new) = (new_key(), new_key());
    save_pair(&old, &path).unwrap();
    let saved = save_pair(&new, &path).unwrap();
    let backup = beside(&path, "id.2026-11-21.bak");
    assert_eq!(saved.backups, [backup.clone(), beside(&path, "id.pub.2026-11-21.bak")]);
    assert_eq!(fingerprint(&path), new.public().fingerprint().sha256());
    assert_eq!(fingerprint(&backup), old.public().fingerprint().sha256());
    assert!(is_private(&path) && is_private(&backup));
    assert_eq!(names_in(folder).len(), 4);
}

#[test]
fn a_lax_old_file_is_closed_when_it_is_kept_and_the_new_one_does_not_get_its_rights() {
    let (_folder, path) = folder_and_path();
    put_lax(&path, b"an old private key");
    save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    let backup = beside(&path, "id.2026-11-21.bak");
    assert!(is_private(&path), "{:?}", access(&path));
    assert!(is_private(&backup), "{:?}", access(&backup));
    assert_eq!(read(&backup), b"an old private key");
}

#[test]
fn a_read_only_old_file_is_replaced_and_kept() {
    let (folder, path) = folder_and_path();
    put(&path, b"old");
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    save(request(&new_key(), Output::private(PrivateFormat::Ppk2), &path)).unwrap();
    assert_eq!(read(&beside(&path, "id.2026-11-21.bak")), b"old");
    assert!(is_private(&path));
    assert_eq!(names_in(folder).len(), 2);
}

#[test]
fn a_folder_is_never_replaced() {
    let (folder, path) = folder_and_path();
    fs::create_dir(beside(&path, "id.pub")).unwrap();
    let error = save_pair(&new_key(), &path).unwrap_err();
    assert_eq!(error, SaveError::FolderInTheWay(beside(&path, "id.pub")));
    assert_eq!(names_in(folder), ["id.pub"]);
}

/// Where the folder should be, or above that.
#[test]
fn a_file_where_a_folder_is_needed_is_said_to_be_none() {
    let (folder, path) = folder_and_path();
    put(&path, b"");
    for name in ["id", r"sub\id", r"sub\sub\id"] {
        let SaveError::Disk(error) = save_pair(&new_key(), path.join(name)).unwrap_err() else {
            panic!("{name}")
        };
        assert_eq!(
            (error.operation, error.kind),
            (DiskOperation::Looking, ErrorKind::NotADirectory),
            "{name}"
        );
    }
    assert_eq!(names_in(folder), ["id"]);
}

#[test]
fn a_folder_that_appears_brings_the_old_private_key_back() {
    let (folder, path) = folder_and_path();
    put(&path, b"old");
    let plan = plan(request(&new_key(), Output::PAIR, &path)).unwrap();
    fs::create_dir(beside(&path, "id.pub")).unwrap();
    assert!(plan.carry_out(&keywright::system::RealDisk::new()).is_err());
    assert_eq!(names_in(&folder), ["id", "id.pub"]);
    assert_eq!(read(&path), b"old");
}

#[test]
fn what_appeared_since_the_plan_is_not_replaced() {
    for name in ["id", "id.pub"] {
        let (folder, path) = folder_and_path();
        let plan = plan(request(&new_key(), Output::PAIR, &path)).unwrap();
        put(&beside(&path, name), b"somebody else's");
        let error = plan.carry_out(&keywright::system::RealDisk::new()).unwrap_err();
        assert_eq!(error, SaveError::Appeared(beside(&path, name)));
        assert_eq!(names_in(&folder), [name]);
        assert_eq!(read(&beside(&path, name)), b"somebody else's");
    }
}

#[test]
fn another_hard_link_to_the_old_file_still_holds_it() {
    let (_folder, path) = folder_and_path();
    put(&path, b"old");
    fs::hard_link(&path, beside(&path, "other name")).unwrap();
    save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    assert_eq!(read(&beside(&path, "other name")), b"old");
}

#[test]
fn a_link_is_kept_as_a_link_and_what_it_leads_to_is_not_touched() {
    let (_folder, path) = folder_and_path();
    let target = beside(&path, "target");
    put(&target, b"precious");
    let made = symlink_file(&target, &path);
    if !fs::symlink_metadata(&path).is_ok_and(|about| about.is_symlink()) {
        println!("skipped: no symbolic links can be made here: {made:?}");
        return;
    }
    let saved = save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    assert_eq!(fs::read_link(&saved.backups[0]).unwrap(), target);
    assert_eq!(read(&target), b"precious");
    assert!(is_private(&path));
}

//! Saving where something is there already.

use crate::pipe::put_pipe;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, Replacement, SaveError};
use keywright::system::RealDisk;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::{Path, PathBuf};

fn folder_and_path() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    (folder, path)
}

fn beside(path: &Path, name: &str) -> PathBuf {
    path.with_file_name(name)
}

#[test]
fn an_old_pair_stays_beside_the_new_one_under_dated_names() {
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        let (old, new) = (new_key(), new_key());
        save_pair(&old, &path).unwrap();
        let plan = plan(request(&new, Output::PAIR, &path)).unwrap();
        let (backup, public_backup) =
            (beside(&path, "id.2026-11-21.bak"), beside(&path, "id.pub.2026-11-21.bak"));
        let expected = [
            Replacement { path: path.clone(), backup: backup.clone() },
            Replacement { path: beside(&path, "id.pub"), backup: public_backup.clone() },
        ];
        assert_eq!(plan.replaced(), expected);
        let saved = plan.carry_out(&disk).unwrap();
        assert_eq!(saved.backups, [backup.clone(), public_backup.clone()]);
        assert_eq!(fingerprint(&path), new.public().fingerprint().sha256());
        assert_eq!(fingerprint(&backup), old.public().fingerprint().sha256());
        assert_eq!((mode(backup), mode(&public_backup)), (0o600, 0o644));
        assert_eq!(fs::read(public_backup).unwrap(), public_line(&old));
        assert_eq!(names_in(folder).len(), 4);
    }
}

#[test]
fn a_second_backup_on_the_same_day_has_a_number() {
    let (folder, path) = folder_and_path();
    for _ in 0..4 {
        save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    }
    let names = ["id", "id.2026-11-21.bak", "id.2026-11-21.bak2", "id.2026-11-21.bak3"];
    assert_eq!(names_in(folder), names);
}

#[test]
fn the_same_public_key_is_left_alone() {
    let (folder, path) = folder_and_path();
    let key = new_key();
    put(beside(&path, "id.pub"), &public_line(&key), 0o640);
    let plan = plan(request(&key, Output::PAIR, &path)).unwrap();
    assert!(plan.replaced().is_empty());
    let saved = plan.carry_out(&RealDisk::new()).unwrap();
    assert_eq!((saved.files.len(), saved.backups.len()), (2, 0));
    assert_eq!(mode(beside(&path, "id.pub")), 0o640);
    assert_eq!(names_in(folder), ["id", "id.pub"]);
}

#[test]
fn an_old_private_key_that_all_could_read_is_closed_when_it_is_kept() {
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        put(&path, b"an old private key", 0o644);
        save_on(&disk, request(&new_key(), Output::PAIR, &path)).unwrap();
        let backup = beside(&path, "id.2026-11-21.bak");
        assert_eq!((mode(&path), mode(&backup)), (0o600, 0o600));
        assert_eq!(fs::read(backup).unwrap(), b"an old private key");
        assert_nothing_lax(folder.path());
    }
}

#[test]
fn a_private_key_that_a_public_one_replaces_is_closed_too() {
    let (folder, path) = folder_and_path();
    let key = new_key();
    save(request(&key, Output::private(PrivateFormat::Ppk2), &path)).unwrap();
    set_mode(&path, 0o666);
    save(request(&key, Output::Public(keywright::format::PublicFormat::Line), &path)).unwrap();
    assert_eq!(mode(beside(&path, "id.2026-11-21.bak")), 0o600);
    assert_nothing_lax(folder.path());
}

#[test]
fn a_link_is_kept_as_a_link_and_what_it_leads_to_is_not_touched() {
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        put(beside(&path, "target"), b"precious", 0o644);
        symlink("target", &path).unwrap();
        let key = new_key();
        let saved = save_on(&disk, request(&key, Output::PAIR, &path)).unwrap();
        assert_eq!(fs::read_link(&saved.backups[0]).unwrap(), Path::new("target"));
        assert_eq!(fs::read(beside(&path, "target")).unwrap(), b"precious");
        assert_eq!(mode(beside(&path, "target")), 0o644);
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
        assert_eq!(fingerprint(&path), key.public().fingerprint().sha256());
        assert!(litter_in(folder.path()).is_empty());
    }
}

#[test]
fn a_link_to_nothing_is_in_the_way_like_a_file() {
    for disk in all_disks() {
        let (_folder, path) = folder_and_path();
        symlink("nowhere", beside(&path, "id.pub")).unwrap();
        let saved = save_on(&disk, request(&new_key(), Output::PAIR, &path)).unwrap();
        assert_eq!(fs::read_link(&saved.backups[0]).unwrap(), Path::new("nowhere"));
        assert!(!beside(&path, "nowhere").exists());
        assert_eq!(mode(beside(&path, "id.pub")), 0o644);
    }
}

#[test]
fn folders_and_devices_are_never_replaced() {
    let (folder, path) = folder_and_path();
    fs::create_dir(beside(&path, "id.pub")).unwrap();
    let error = save_pair(&new_key(), &path).unwrap_err();
    assert_eq!(error, SaveError::FolderInTheWay(beside(&path, "id.pub")));
    let fifo = beside(&path, "fifo");
    put_pipe(&fifo);
    assert_eq!(save_pair(&new_key(), &fifo).unwrap_err(), SaveError::SpecialInTheWay(fifo.clone()));
    assert_eq!(names_in(folder), ["fifo", "id.pub"]);
}

/// To replace `/dev/stdout` would be nobody's wish.
#[test]
fn a_link_to_what_is_no_file_is_never_replaced() {
    let (folder, path) = folder_and_path();
    let file = fs::File::open("/dev/null").unwrap();
    let open = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
    put(beside(&path, "file"), b"", 0o600);
    let regular = fs::File::open(beside(&path, "file")).unwrap();
    let open_regular = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&regular));
    put_pipe(&beside(&path, "pipe"));
    symlink("second", &path).unwrap();
    for target in ["/dev/null", "/dev/stdout", &open, &open_regular, "pipe"] {
        symlink(target, beside(&path, "second")).unwrap();
        for name in ["id", "second"] {
            let error = save_pair(&new_key(), beside(&path, name)).unwrap_err();
            assert_eq!(error, SaveError::SpecialInTheWay(beside(&path, name)), "{target}");
        }
        fs::remove_file(beside(&path, "second")).unwrap();
    }
    assert_eq!(names_in(folder), ["file", "id", "pipe"]);
}

#[test]
fn what_appeared_since_the_plan_is_not_replaced() {
    for disk in all_disks() {
        for name in ["id", "id.pub"] {
            let (folder, path) = folder_and_path();
            let plan = plan(request(&new_key(), Output::PAIR, &path)).unwrap();
            put(beside(&path, name), b"somebody else's", 0o600);
            let error = plan.carry_out(&disk).unwrap_err();
            assert_eq!(error, SaveError::Appeared(beside(&path, name)));
            assert_eq!(names_in(&folder), [name]);
            assert_eq!(fs::read(beside(&path, name)).unwrap(), b"somebody else's");
        }
    }
}

#[test]
fn the_old_private_key_comes_back_when_the_public_one_cannot_be_placed() {
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        put(&path, b"old", 0o600);
        let plan = plan(request(&new_key(), Output::PAIR, &path)).unwrap();
        fs::create_dir(beside(&path, "id.pub")).unwrap();
        assert!(plan.carry_out(&disk).is_err());
        assert_eq!(names_in(&folder), ["id", "id.pub"]);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }
}

#[test]
fn a_backup_gets_the_next_name_if_its_own_was_taken_since_the_plan() {
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        put(&path, b"old", 0o600);
        let plan = plan(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
        let taken = plan.replaced()[0].backup.clone();
        put(&taken, b"other", 0o600);
        let saved = plan.carry_out(&disk).unwrap();
        assert_eq!(saved.backups, [beside(&path, "id.2026-11-21.bak2")]);
        assert_eq!(fs::read(&saved.backups[0]).unwrap(), b"old");
        assert_eq!(fs::read(taken).unwrap(), b"other");
        assert_eq!(names_in(folder).len(), 3);
    }
}

#[test]
fn what_vanished_since_the_plan_needs_no_backup() {
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        put(&path, b"old", 0o600);
        let plan = plan(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(plan.carry_out(&disk).unwrap().backups.is_empty());
        assert_eq!(names_in(folder), ["id"]);
    }
}

#[test]
fn another_hard_link_to_the_old_file_still_holds_it() {
    let (_folder, path) = folder_and_path();
    put(&path, b"old", 0o600);
    fs::hard_link(&path, beside(&path, "other name")).unwrap();
    save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    assert_eq!(fs::read(beside(&path, "other name")).unwrap(), b"old");
}

#[test]
fn a_file_of_somebody_else_is_kept_as_it_is() {
    if !am_root() {
        eprintln!("skipped: only root can give files away");
        return;
    }
    let (_folder, path) = folder_and_path();
    put(&path, b"theirs", 0o644);
    std::os::unix::fs::chown(&path, Some(65534), Some(65534)).unwrap();
    let saved = save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    assert_eq!(mode(&saved.backups[0]), 0o644);
    assert_eq!(mode(&path), 0o600);
}

/// The key is theirs, and they need it to log in.
#[test]
fn what_root_replaces_keeps_its_owner_and_group() {
    if !am_root() {
        eprintln!("skipped: only root can give files away");
        return;
    }
    let owner = |path: &Path| {
        let about = fs::symlink_metadata(path).unwrap();
        (about.uid(), about.gid())
    };
    for disk in all_disks() {
        let (folder, path) = folder_and_path();
        save_pair(&new_key(), &path).unwrap();
        for name in ["id", "id.pub"] {
            std::os::unix::fs::chown(beside(&path, name), Some(65534), Some(100)).unwrap();
        }
        let saved = save_on(&disk, request(&new_key(), Output::PAIR, &path)).unwrap();
        for name in names_in(&folder) {
            assert_eq!(owner(&beside(&path, &name)), (65534, 100), "{name}");
        }
        assert_eq!((mode(&path), mode(beside(&path, "id.pub"))), (0o600, 0o644));
        assert_eq!(saved.backups.len(), 2);
        // New files are root's own.
        save_pair(&new_key(), beside(&path, "new")).unwrap();
        assert_eq!(owner(&beside(&path, "new")).0, 0);
    }
}

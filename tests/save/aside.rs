//! Files that are moved aside and back, and files of the program's own that are written again and again.

use crate::support::*;
use keywright::save::{SaveError, move_aside, move_back, remove_state, write_state};
use keywright::system::RealDisk;
use std::fs;

#[test]
fn files_get_the_names_of_backups_and_theirs_again() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        put(at("id"), b"private", 0o600);
        put(at("id.pub"), b"public", 0o644);
        put(at("id.2026-11-21.bak"), b"another one", 0o600);
        let files = [at("id"), at("id.pub"), at("id-cert.pub")];
        let moved = move_aside(&files, TODAY, &disk).unwrap();
        assert_eq!(
            moved,
            [(at("id"), at("id.2026-11-21.bak2")), (at("id.pub"), at("id.pub.2026-11-21.bak"))],
            "nothing is written over, and what is not there is not moved"
        );
        assert_eq!(
            (fs::read(at("id.2026-11-21.bak2")).unwrap(), mode(at("id.2026-11-21.bak2"))),
            (b"private".to_vec(), 0o600)
        );
        move_back(&moved, &disk).unwrap();
        assert_eq!(names_in(&folder), ["id", "id.2026-11-21.bak", "id.pub"]);
        assert_eq!(fs::read(at("id")).unwrap(), b"private");
    }
}

#[test]
fn a_name_that_is_taken_by_now_is_not_given_back() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        put(at("id"), b"private", 0o600);
        put(at("id.pub"), b"public", 0o644);
        let moved = move_aside(&[at("id"), at("id.pub")], TODAY, &disk).unwrap();
        put(at("id.pub"), b"of another key", 0o644);
        let before = names_in(&folder);
        assert_eq!(move_back(&moved, &disk), Err(SaveError::Appeared(at("id.pub"))));
        assert_eq!(names_in(&folder), before, "all of them or none");
        assert_eq!(fs::read(at("id.pub")).unwrap(), b"of another key");
    }
}

#[test]
fn the_state_of_something_is_for_its_owner_alone_and_replaced_in_one_step() {
    for disk in all_disks() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/keywright");
        let path = folder.join("replace-x.toml");
        write_state(&path, None, b"one", &disk).unwrap();
        assert_eq!((mode(&path), mode(&folder)), (0o600, 0o700));
        write_state(&path, Some(b"one"), b"two", &disk).unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"two".to_vec(), 0o600));
        assert_eq!(names_in(&folder), ["replace-x.toml"]);
        remove_state(&path, b"two", &disk).unwrap();
        assert!(names_in(&folder).is_empty());
    }
}

#[test]
fn what_another_window_has_written_is_not_written_over() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("replace-x.toml");
        write_state(&path, None, b"theirs", &disk).unwrap();
        let changed = Err(SaveError::Changed(path.clone()));
        assert_eq!(write_state(&path, None, b"ours", &disk), changed);
        assert_eq!(write_state(&path, Some(b"older"), b"ours", &disk), changed);
        assert_eq!(remove_state(&path, b"older", &disk), changed);
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        fs::remove_file(&path).unwrap();
        assert_eq!(write_state(&path, Some(b"theirs"), b"ours", &disk), changed, "it was ended there");
        assert_eq!(names_in(&folder), Vec::<String>::new());
    }
}

/// Whatever fails, one of the two is there, whole.
#[test]
fn a_disk_that_fails_leaves_the_old_state_or_the_new_one() {
    for fault in [Fault::At, Fault::From, Fault::After] {
        for number in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("replace-x.toml");
            write_state(&path, None, b"old", &RealDisk::new()).unwrap();
            let disk = Failing::new(RealDisk::new(), fault(number));
            let written = write_state(&path, Some(b"old"), b"new", &disk);
            let there = fs::read(&path).unwrap();
            assert!(there == b"old" || there == b"new", "{number}: {there:?}");
            assert!(written.is_err() || there == b"new", "{number}");
            if !disk.has_failed() {
                assert!(number > 3, "only {number} calls");
                break;
            }
        }
    }
}

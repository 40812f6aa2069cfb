//! Two programs at one file or folder at the same time.

use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::key::Key;
use keywright::save::{Output, SaveError};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier};

/// Fingerprints of all keys in a folder.
fn keys_in(folder: &Path) -> BTreeSet<String> {
    names_in(folder).iter().map(|name| fingerprint(&folder.join(name))).collect()
}

fn sha256(key: &Key) -> String {
    key.public().fingerprint().sha256()
}

#[test]
fn of_many_saves_over_one_file_no_key_is_lost_that_was_said_to_be_saved() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("id");
        let old = new_key();
        save_pair(&old, &path).unwrap();
        let start = Barrier::new(4);
        let mut expected: BTreeSet<String> = std::thread::scope(|scope| {
            let saver = || {
                start.wait();
                let replace = |_| {
                    let key = new_key();
                    save_on(&disk, request(&key, Output::private(PrivateFormat::OpenSsh), &path))
                        .ok()
                        .map(|_| sha256(&key))
                };
                (0..25).filter_map(replace).collect::<Vec<_>>()
            };
            let savers: Vec<_> = (0..4).map(|_| scope.spawn(saver)).collect();
            savers.into_iter().flat_map(|saver| saver.join().unwrap()).collect()
        });
        assert!(expected.len() > 10, "only {} saves succeeded", expected.len());
        expected.insert(sha256(&old));
        let found = keys_in(folder.path());
        assert!(expected.is_subset(&found), "{} of {}", found.len(), expected.len());
        assert_nothing_lax(folder.path());
    }
}

/// The other save is whole before each step of this one.
#[test]
fn a_whole_save_between_any_two_steps_of_another_loses_no_key() {
    for disk in all_disks() {
        for number in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("id");
            let (old, one, other) = (new_key(), new_key(), new_key());
            save_pair(&old, &path).unwrap();
            let meddle = {
                let (path, other) = (path.clone(), Arc::clone(&other));
                move || drop(save_on(&disk, request(&other, Output::PAIR, path)).unwrap())
            };
            let meddled = Failing::meanwhile(disk, number, meddle);
            let saved = save_on(&meddled, request(&one, Output::PAIR, &path));
            if !meddled.has_failed() {
                assert!(number > 15, "only {number} steps");
                break;
            }
            let found = keys_in(folder.path());
            assert!(found.contains(&sha256(&old)), "step {number}: {saved:?}");
            assert!(found.contains(&sha256(&other)), "step {number}: {saved:?}");
            match &saved {
                Ok(_) => assert!(found.contains(&sha256(&one)), "step {number}"),
                // What is said to be where is there.
                Err(SaveError::NotUndone { backups, left, .. }) => {
                    assert!(backups.iter().chain(left).all(|path| path.exists()), "step {number}: {saved:?}");
                }
                Err(_) => assert!(!found.contains(&sha256(&one)), "step {number}: {saved:?}"),
            }
            assert_nothing_lax(folder.path());
            assert!(litter_in(folder.path()).is_empty());
        }
    }
}

/// A folder with an old pair in it, or nothing.
fn furnished(home: &Path, old: Option<&Arc<Key>>) -> PathBuf {
    let folder = home.join("keys");
    fs::create_dir(&folder).unwrap();
    if let Some(old) = old {
        save_pair(old, folder.join("id")).unwrap();
    }
    folder
}

/// Neither in the one that it was saved into, nor in the one that is there now.
#[test]
fn a_folder_that_is_swapped_between_any_two_steps_keeps_nothing_that_is_said_not_to_be_saved() {
    for (disk, old) in all_disks().into_iter().flat_map(|disk| [(disk, None), (disk, Some(new_key()))]) {
        for number in 0.. {
            let home = tempfile::tempdir().unwrap();
            let folder = furnished(home.path(), old.as_ref());
            let (key, away) = (new_key(), home.path().join("away"));
            let meddle = {
                let (folder, away) = (folder.clone(), away.clone());
                move || {
                    fs::rename(&folder, away).unwrap();
                    fs::create_dir(folder).unwrap();
                }
            };
            let meddled = Failing::meanwhile(disk, number, meddle);
            let saved = save_on(&meddled, request(&key, Output::PAIR, folder.join("id")));
            if !meddled.has_failed() {
                assert!(number > 10, "only {number} steps");
                break;
            }
            let (here, there) = (keys_in(&folder), keys_in(&away));
            match saved {
                // It was gone before it was opened, or only after it was looked at for the last time.
                Ok(_) => assert!(here.union(&there).any(|found| *found == sha256(&key)), "step {number}"),
                Err(error) => {
                    assert!(
                        !here.union(&there).any(|found| *found == sha256(&key)),
                        "step {number}: {error:?}"
                    );
                    assert_eq!(names_in(&away).len(), if old.is_some() { 2 } else { 0 }, "step {number}");
                }
            }
            assert!(old.iter().all(|old| there.contains(&sha256(old))), "step {number}");
        }
    }
}

#[test]
fn a_swapped_folder_is_named() {
    let home = tempfile::tempdir().unwrap();
    let folder = furnished(home.path(), None);
    let disk = Failing::meddled_with(|folder| {
        fs::rename(folder, folder.with_file_name("away")).unwrap();
        std::os::unix::fs::symlink("away2", folder).unwrap();
    });
    let error = save_on(&disk, request(&new_key(), Output::PAIR, folder.join("id"))).unwrap_err();
    assert_eq!(error, SaveError::FolderMoved(folder));
    assert!(names_in(home.path().join("away")).is_empty());
}

/// Only the folder that was made here is removed again.
#[test]
fn a_folder_that_was_made_and_then_moved_is_said_to_be_left() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    let disk = Failing::meddled_with(|folder| {
        fs::rename(folder, folder.with_file_name("away")).unwrap();
        fs::create_dir(folder).unwrap();
    });
    let mut request = request(&new_key(), Output::PAIR, folder.join("id"));
    request.make_folder = true;
    let SaveError::NotUndone { why, left, .. } = save_on(&disk, request).unwrap_err() else { panic!() };
    assert_eq!((*why, left), (SaveError::FolderMoved(folder.clone()), vec![folder.clone()]));
    assert!(folder.exists() && names_in(home.path().join("away")).is_empty());
}

#[test]
fn a_file_that_another_program_replaces_at_once_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    let disk = Failing::meddled_with(|folder| {
        save(request(&new_key(), Output::private(PrivateFormat::OpenSsh), folder.join("id"))).unwrap();
    });
    let error = save_on(&disk, request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap_err();
    assert_eq!(error, SaveError::Interfered(path));
    assert_eq!(names_in(&folder), ["id", "id.2026-11-21.bak"]);
}

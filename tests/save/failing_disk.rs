//! Each single call to the disk fails once, or from then on.

use crate::support::*;
use keywright::key::Key;
use keywright::save::{Output, SaveError};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder with an old pair in it, or none, and a new one to be saved.
struct Scene {
    home: tempfile::TempDir,
    old: Option<Old>,
    new: Arc<Key>,
    make_folder: bool,
}

struct Old {
    key: Arc<Key>,
    private: Vec<u8>,
}

impl Old {
    fn new() -> Self {
        let (key, folder) = (new_key(), tempfile::tempdir().unwrap());
        let path = folder.path().join("id");
        save_pair(&key, &path).unwrap();
        Self { key, private: fs::read(path).unwrap() }
    }
}

impl Scene {
    fn all() -> [Self; 3] {
        let scene = |old, make_folder| {
            let home = tempfile::tempdir().unwrap();
            Self { home, old, new: new_key(), make_folder }
        };
        let scenes = [scene(None, true), scene(None, false), scene(Some(Old::new()), false)];
        for scene in &scenes {
            scene.set();
        }
        scenes
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join(".ssh")
    }

    fn path(&self) -> PathBuf {
        self.folder().join("id")
    }

    fn set(&self) {
        let _ = fs::remove_dir_all(self.folder());
        if !self.make_folder {
            fs::create_dir(self.folder()).unwrap();
        }
        if let Some(old) = &self.old {
            put(self.path(), &old.private, 0o600);
            put(self.folder().join("id.pub"), &public_line(&old.key), 0o644);
        }
    }

    fn save_on(&self, disk: &Failing) -> Result<(), SaveError> {
        let mut request = request(&self.new, Output::PAIR, self.path());
        request.make_folder = self.make_folder;
        save_on(disk, request).map(drop)
    }

    /// Everything there: names, contents and modes.
    fn contents(&self) -> Vec<(String, Vec<u8>, u32)> {
        if !self.folder().exists() {
            return Vec::new();
        }
        let read = |name: String| {
            let path = self.folder().join(&name);
            (name, fs::read(&path).unwrap(), mode(&path))
        };
        names_in(self.folder()).into_iter().map(read).collect()
    }

    fn assert_nothing_lax_and_no_litter(&self) {
        if self.folder().exists() {
            assert_eq!(mode(self.folder()) & 0o700, 0o700);
            assert_nothing_lax(&self.folder());
            assert!(litter_in(&self.folder()).is_empty());
        }
    }

    /// `faults` from the first call on, until there are no more calls; how many there were.
    fn each(&self, fault: fn(usize) -> Fault, check: impl Fn(&Self, Fault, Result<(), SaveError>)) -> usize {
        let mut number = 0;
        loop {
            for inner in all_disks() {
                self.set();
                let disk = Failing::new(inner, fault(number));
                let saved = self.save_on(&disk);
                if !disk.has_failed() {
                    saved.unwrap();
                    return number;
                }
                self.assert_nothing_lax_and_no_litter();
                check(self, fault(number), saved);
            }
            number += 1;
        }
    }
}

#[test]
fn when_one_call_fails_everything_is_as_it_was() {
    for scene in Scene::all() {
        let (before, there) = (scene.contents(), scene.folder().exists());
        let calls = scene.each(Fault::At, |scene, fault, saved| match saved {
            // Sweeping, and reading what may be replaced, do not have to succeed.
            Ok(()) => assert_eq!(fingerprint(&scene.path()), scene.new.public().fingerprint().sha256()),
            Err(_) => {
                assert!(scene.contents() == before, "{fault:?}: {:?}", names_in(scene.home.path()));
                assert_eq!(scene.folder().exists(), there, "{fault:?}");
            }
        });
        assert!(calls > 12, "only {calls} calls were tried");
    }
}

/// Closed to others when it is kept, but only then.
#[test]
fn an_old_private_key_that_others_can_read_gets_its_permissions_back() {
    for inner in all_disks() {
        let failed = (0..).take_while(|number| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("id");
            put(&path, &Old::new().private, 0o640);
            let disk = Failing::new(inner, Fault::At(*number));
            match save_on(&disk, request(&new_key(), Output::PAIR, &path)) {
                Ok(saved) => assert_eq!(mode(&saved.backups[0]), 0o600),
                Err(_) => assert_eq!((mode(&path), names_in(&folder).len()), (0o640, 1), "call {number}"),
            }
            disk.has_failed()
        });
        assert!(failed.count() > 12);
    }
}

#[test]
fn when_the_disk_is_gone_for_good_nothing_old_is_lost() {
    for scene in Scene::all() {
        scene.each(Fault::From, |scene, fault, saved| {
            let error = saved.unwrap_err();
            let Some(old) = &scene.old else { return };
            let holds_old = |path: &Path| fs::read(path).is_ok_and(|bytes| bytes == public_line(&old.key));
            let backup = scene.folder().join("id.pub.2026-11-21.bak");
            let public = scene.folder().join("id.pub");
            assert!(holds_old(&public) || holds_old(&backup), "{fault:?}");
            let old = old.key.public().fingerprint().sha256();
            let backup = scene.folder().join("id.2026-11-21.bak");
            let is_there = scene.path().exists() && fingerprint(&scene.path()) == old;
            if !is_there {
                assert_eq!(fingerprint(&backup), old, "{fault:?}");
            }
            match error {
                SaveError::NotUndone { left, .. } if is_there => {
                    assert_eq!(backup.exists(), left.contains(&backup), "{fault:?}: {left:?}");
                }
                SaveError::NotUndone { backups, .. } => {
                    assert!(backups.contains(&backup), "{fault:?}: {backups:?}");
                }
                _ => assert!(is_there && !backup.exists(), "{fault:?}"),
            }
        });
    }
}

#[test]
fn what_cannot_be_taken_back_is_told() {
    let [scene, ..] = Scene::all();
    scene.each(Fault::From, |scene, fault, saved| {
        let mut there: Vec<_> =
            scene.contents().into_iter().map(|(name, ..)| scene.folder().join(name)).collect();
        there.extend(scene.folder().exists().then(|| scene.folder()));
        there.sort();
        match saved.unwrap_err() {
            SaveError::NotUndone { mut left, .. } => {
                left.sort();
                assert_eq!(left, there, "{fault:?}");
            }
            _ => assert!(there.is_empty(), "{fault:?}: {there:?}"),
        }
    });
}

#[test]
fn a_step_that_was_taken_although_it_was_reported_to_have_failed_loses_nothing() {
    for scene in Scene::all() {
        let before = scene.contents();
        scene.each(Fault::After, |scene, fault, saved| {
            if saved.is_err() {
                let after = scene.contents();
                assert!(before.iter().all(|file| after.contains(file)), "{fault:?}");
                // A backup may be one too many; a key may not.
                let new: Vec<_> = after.iter().filter(|file| !before.contains(file)).collect();
                assert!(new.iter().all(|(name, ..)| name.ends_with(".bak")), "{fault:?}: {new:?}");
            }
        });
    }
}

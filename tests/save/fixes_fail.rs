//! Fixes on a disk that fails or is killed at each single call: nothing is lost, nothing is half.

use crate::support::*;
use keywright::health::{Fix, FixError, Fixed, plan};
use keywright::sshfiles::LineFix;
use keywright::system::{Disk, RealDisk, User};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with something wrong in it, and its fix.
struct Scene {
    name: &'static str,
    files: Vec<(&'static str, Vec<u8>, u32)>,
    line: Option<usize>,
    fix: Fix,
}

fn scenes() -> Vec<Scene> {
    let (key, other) = (new_key(), new_key());
    let folder = tempfile::tempdir().unwrap();
    save_pair(&key, folder.path().join("id")).unwrap();
    let private = fs::read_to_string(folder.path().join("id")).unwrap();
    let line = key.public().line();
    let scene = |name, files, line, fix| Scene { name, files, line, fix };
    vec![
        scene("id", vec![("id", private.replace('\n', "\r\n").into(), 0o640)], None, Fix::Rewrite),
        scene(
            "id",
            vec![("id", private.clone().into(), 0o600), ("id.pub", public_line(&other), 0o644)],
            None,
            Fix::WritePublic,
        ),
        scene("id", vec![("id", private.into(), 0o644)], None, Fix::MakePrivate),
        scene(
            "authorized_keys",
            vec![("authorized_keys", format!("{line}{line}\n").into(), 0o644)],
            Some(1),
            Fix::RepairLine(LineFix::Split),
        ),
        scene("id", vec![("id", public_line(&key), 0o644)], None, Fix::Rename(PathBuf::from("id.pub"))),
    ]
}

impl Scene {
    fn set(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        self.files.iter().for_each(|(name, bytes, mode)| put(folder.path().join(name), bytes, *mode));
        folder
    }

    fn fix(&self, folder: &Path, disk: &dyn Disk) -> Result<Fixed, FixError> {
        let fix = match &self.fix {
            Fix::Rename(to) => Fix::Rename(folder.join(to)),
            fix => fix.clone(),
        };
        let finding = finding(&folder.join(self.name), self.line, fix);
        plan(&finding, disk, &User::default(), TODAY)?.carry_out(disk)
    }

    /// What was in the folder is in it, under whatever name.
    fn assert_nothing_is_lost(&self, folder: &Path, what: &str) {
        let there: Vec<Vec<u8>> =
            names_in(folder).iter().map(|name| fs::read(folder.join(name)).unwrap()).collect();
        for (name, bytes, _) in &self.files {
            assert!(there.contains(bytes), "{what}: {name} is lost: {:?}", names_in(folder));
        }
    }
}

/// Names, contents and modes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>, u32)> {
    let read = |name: String| {
        let path = folder.join(&name);
        (name, fs::read(&path).unwrap(), mode(&path))
    };
    names_in(folder).into_iter().map(read).collect()
}

#[test]
fn when_one_call_fails_everything_is_as_it_was() {
    for scene in scenes() {
        for inner in all_disks() {
            let mut calls = 0;
            loop {
                let folder = scene.set();
                let (before, disk) = (contents(folder.path()), Failing::new(inner, Fault::At(calls)));
                let fixed = scene.fix(folder.path(), &disk);
                let what = format!("{:?} at call {calls}: {fixed:?}", scene.fix);
                if !disk.has_failed() {
                    fixed.unwrap();
                    break;
                }
                if fixed.is_err() {
                    assert!(contents(folder.path()) == before, "{what}: {:?}", names_in(folder.path()));
                }
                scene.assert_nothing_is_lost(folder.path(), &what);
                calls += 1;
            }
            assert!(calls > 0, "{:?}: no call was tried", scene.fix);
        }
    }
}

#[test]
fn when_one_call_of_undoing_fails_nothing_is_lost_and_it_can_be_tried_again() {
    for scene in scenes() {
        for inner in all_disks() {
            for call in 0.. {
                let folder = scene.set();
                let before = contents(folder.path());
                let fixed = scene.fix(folder.path(), &inner).unwrap();
                let disk = Failing::new(inner, Fault::At(call));
                let undone = fixed.undo.carry_out(&disk);
                let what = format!("{:?} undone at call {call}: {undone:?}", scene.fix);
                scene.assert_nothing_is_lost(folder.path(), &what);
                if undone.is_ok() {
                    assert!(contents(folder.path()) == before, "{what}: {:?}", names_in(folder.path()));
                }
                if !disk.has_failed() {
                    break;
                }
            }
        }
    }
}

#[test]
fn when_the_disk_is_gone_for_good_nothing_is_lost() {
    for scene in scenes() {
        for inner in all_disks() {
            for call in 0.. {
                let folder = scene.set();
                let disk = Failing::new(inner, Fault::From(call));
                let fixed = scene.fix(folder.path(), &disk);
                scene.assert_nothing_is_lost(
                    folder.path(),
                    &format!("{:?} from call {call}: {fixed:?}", scene.fix),
                );
                if !disk.has_failed() {
                    break;
                }
            }
        }
    }
}

#[test]
fn killed_before_any_call_nothing_is_lost() {
    const TEST: &str = "fixes_fail::killed_before_any_call_nothing_is_lost";
    if let Some((task, folder)) = task() {
        let numbers: Vec<usize> = task.split(' ').map(|number| number.parse().unwrap()).collect();
        let [scene, disk, call] = numbers[..] else { panic!("{task}") };
        let scene = Scene { files: Vec::new(), ..scenes().swap_remove(scene) };
        let _ = scene.fix(&folder, &Failing::new(all_disks()[disk], Fault::Killed(call)));
        return;
    }
    for (number, scene) in scenes().into_iter().enumerate() {
        for disk in [0, 2] {
            for call in 0.. {
                let folder = scene.set();
                let task = format!("{number} {disk} {call}");
                let ended = run_child(TEST, &task, folder.path());
                scene.assert_nothing_is_lost(folder.path(), &format!("{:?} killed: {task}", scene.fix));
                if ended == Ended::Well {
                    break;
                }
            }
        }
    }
}

/// Faults that only a real file system has.
#[test]
fn on_a_read_only_or_full_disk_nothing_changes_and_a_sentence_says_so() {
    for (options, is_full) in [("size=1m", false), ("size=64k", true)] {
        let Some(mounted) = Mounted::tmpfs(options) else { return };
        let scene = &scenes()[0];
        scene.files.iter().for_each(|(name, bytes, mode)| put(mounted.join(name), bytes, *mode));
        if is_full {
            let room = std::iter::repeat_n(0u8, 1 << 20).collect::<Vec<_>>();
            let mut file = fs::File::create_new(mounted.join("room")).unwrap();
            let _ = std::io::Write::write_all(&mut file, &room);
        } else {
            mounted.make_read_only();
        }
        let before = contents(mounted.path());
        let failed = scene.fix(mounted.path(), &RealDisk::new()).unwrap_err();
        let words = keywright::i18n::Texts::english().fix_error(&failed, &User::default());
        assert!(words.contains(if is_full { "disk space" } else { "read-only" }), "{words}");
        assert!(contents(mounted.path()) == before);
    }
}

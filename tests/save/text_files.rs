//! A text file that ssh reads is changed: all of it or nothing, and never what another program wrote meanwhile.

use crate::support::*;
use keywright::save::{SaveError, SavePlan, Saved, TextRequest, read_text};
use keywright::system::{Disk, DiskError, DiskOperation, RealDisk};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

const CHILD: &str = "text_files::the_child_that_is_killed";
const OLD: &[u8] = b"old line\r\nwithout end";
const NEW: &[u8] = b"new line\r\n";

fn change(disk: &dyn Disk, path: &Path) -> Result<Saved, SaveError> {
    let old = read_text(path, disk)?;
    let request =
        TextRequest { path: path.to_owned(), old, new: NEW.to_vec(), make_folder: true, today: TODAY.into() };
    SavePlan::text(request, disk)?.carry_out(disk)
}

#[test]
fn a_changed_file_has_a_backup() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("authorized_keys");
        put(&path, OLD, 0o664);
        let saved = change(&disk, &path).unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (NEW.to_vec(), 0o644));
        let [backup] = &saved.backups[..] else { panic!("{saved:?}") };
        assert_eq!((fs::read(backup).unwrap(), mode(backup)), (OLD.to_vec(), 0o664));
        assert_eq!(names_in(&folder), ["authorized_keys", "authorized_keys.2026-11-21.bak"]);
    }
}

/// sshd reads it as the account that logs in, which may be neither its owner nor in its group.
#[test]
fn who_could_read_the_old_file_can_read_the_new_one_and_nobody_else_writes() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        for (old, expected) in
            [(0o644, 0o644), (0o640, 0o640), (0o604, 0o604), (0o444, 0o444), (0o666, 0o644)]
        {
            for folder in [folder.path().join("keys"), folder.path().join(".ssh")] {
                fs::create_dir_all(&folder).unwrap();
                let path = folder.join(format!("ann-{old:o}"));
                put(&path, OLD, old);
                let saved = change(&disk, &path).unwrap();
                assert_eq!((mode(&path), mode(&saved.backups[0])), (expected, old), "{path:?}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_of_rights_goes_with_the_file() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    const NAME: &str = "system.posix_acl_access";
    // rw for the owner, r for the user 12345, nothing for the group, r as the mask, nothing for others.
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 4, 12345), (4, 0, u32::MAX), (16, 4, u32::MAX), (32, 0, u32::MAX)];
    let entry = |(tag, rights, of): (u16, u16, u32)| {
        [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &of.to_le_bytes()].concat()
    };
    let list = [2u32.to_le_bytes().to_vec(), entries.map(entry).concat()].concat();
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("authorized_keys");
        put(&path, OLD, 0o640);
        if let Err(error) = setxattr(&path, NAME, &list, XattrFlags::empty()) {
            return eprintln!("skipped: no ACLs here: {error}");
        }
        change(&disk, &path).unwrap();
        let mut found = vec![0; 1000];
        let length = getxattr(&path, NAME, found.as_mut_slice()).unwrap();
        assert_eq!((&found[..length], mode(&path)), (&list[..], 0o640));
    }
}

#[test]
fn a_new_file_comes_with_its_folder() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(".ssh/authorized_keys");
    let saved = change(&RealDisk::new(), &path).unwrap();
    assert_eq!((saved.backups, saved.made_folder), (Vec::new(), Some(home.path().join(".ssh"))));
    assert_eq!((mode(&path), mode(home.path().join(".ssh"))), (0o600, 0o700));
}

#[test]
fn links_and_what_is_no_file_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    put(at("real"), OLD, 0o600);
    std::os::unix::fs::symlink("real", at("link")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    let of = |name| change(&RealDisk::new(), &at(name)).unwrap_err();
    assert_eq!(of("link"), SaveError::LinkInTheWay(at("link")));
    assert_eq!(of("folder"), SaveError::FolderInTheWay(at("folder")));
    assert_eq!(fs::read(at("real")).unwrap(), OLD);
    assert_eq!(names_in(&folder), ["folder", "link", "real"]);
}

/// As ssh-copy-id may do at any moment.
#[test]
fn what_another_program_writes_meanwhile_is_kept() {
    for inner in all_disks() {
        let mut was_refused = false;
        for step in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("authorized_keys");
            put(&path, OLD, 0o600);
            let theirs = path.clone();
            let meddle = move || {
                fs::OpenOptions::new()
                    .append(true)
                    .create(true)
                    .open(theirs)
                    .unwrap()
                    .write_all(b"theirs\n")
                    .unwrap()
            };
            let disk = Failing::meanwhile(inner, step, meddle);
            let changed = change(&disk, &path);
            let all = || {
                names_in(&folder)
                    .iter()
                    .map(|name| fs::read(folder.path().join(name)).unwrap())
                    .collect::<Vec<_>>()
            };
            if !disk.has_failed() {
                break;
            }
            let kept = all().iter().any(|bytes| bytes.ends_with(b"theirs\n"));
            assert!(kept, "step {step}: {changed:?} {:?}", all());
            if changed == Err(SaveError::Changed(path.clone())) {
                was_refused = true;
                assert_eq!(fs::read(&path).unwrap(), [OLD, b"theirs\n"].concat(), "step {step}");
                assert_eq!(names_in(&folder), ["authorized_keys"]);
            }
        }
        assert!(was_refused);
    }
}

#[test]
fn a_failure_at_any_step_leaves_the_old_file() {
    for inner in all_disks() {
        for step in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("authorized_keys");
            put(&path, OLD, 0o600);
            let disk = Failing::new(inner, Fault::At(step));
            match change(&disk, &path) {
                Ok(_) => assert_eq!(fs::read(&path).unwrap(), NEW),
                Err(_) => assert_eq!(fs::read(&path).unwrap(), OLD, "step {step}"),
            }
            if !disk.has_failed() {
                assert!(step > 8, "only {step} steps were tried");
                break;
            }
        }
    }
}

#[test]
fn on_a_full_or_read_only_disk_nothing_changes() {
    let Some(disk) = Mounted::tmpfs("size=8k") else { return };
    let path = disk.join("authorized_keys");
    put(&path, OLD, 0o600);
    let mut filler = fs::File::create_new(disk.join("filler")).unwrap();
    while filler.write_all(&[0; 1024]).is_ok() {}
    let unchanged = |expected| {
        let error = change(&RealDisk::new(), &path).unwrap_err();
        assert!(matches!(error, SaveError::Disk(DiskError { kind, .. }) if kind == expected), "{error:?}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names_in(disk.path()), ["authorized_keys", "filler"]);
    };
    unchanged(ErrorKind::StorageFull);
    fs::remove_file(disk.join("filler")).unwrap();
    fs::File::create_new(disk.join("filler")).unwrap();
    drop(filler);
    disk.make_read_only();
    unchanged(ErrorKind::ReadOnlyFilesystem);
}

/// Does nothing unless the next test asks for it.
#[test]
fn the_child_that_is_killed() {
    let Some((task, folder)) = task() else { return };
    let inner = if task.starts_with("plain") { RealDisk::with_plain_renames() } else { RealDisk::new() };
    let number = task.rsplit(' ').next().unwrap().parse().unwrap();
    change(&Failing::new(inner, Fault::Killed(number)), &folder.join("authorized_keys")).unwrap();
}

#[test]
fn killed_before_any_step_the_old_text_is_there() {
    for how in ["exchange", "plain"] {
        let steps = (0..).find(|number| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("authorized_keys");
            put(&path, OLD, 0o600);
            let ended = run_child(CHILD, &format!("{how} {number}"), folder.path());
            let whole = names_in(&folder).into_iter().filter(|name| name.starts_with("authorized_keys"));
            let whole: Vec<Vec<u8>> = whole.map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
            assert!(whole.iter().any(|bytes| bytes == OLD), "{how} {number}");
            assert!(whole.iter().all(|bytes| bytes == OLD || bytes == NEW), "{how} {number}");
            // Without an exchange there is a moment when it has the name of its backup only.
            assert!(path.exists() || how == "plain", "{how} {number}");
            ended == Ended::Well
        });
        assert!(steps > Some(8), "only {steps:?} steps were tried");
    }
}

#[test]
fn a_file_that_changed_after_it_was_read_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("authorized_keys");
    put(&path, OLD, 0o600);
    let request = |old: Option<&[u8]>| TextRequest {
        path: path.clone(),
        old: old.map(<[u8]>::to_vec),
        new: NEW.to_vec(),
        make_folder: false,
        today: TODAY.into(),
    };
    for old in [None, Some(&b"other"[..])] {
        let refused = SavePlan::text(request(old), &RealDisk::new()).unwrap_err();
        assert_eq!(refused, SaveError::Changed(path.clone()));
    }
    let plan = SavePlan::text(request(Some(OLD)), &RealDisk::new()).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(plan.carry_out(&RealDisk::new()), Err(SaveError::Changed(path.clone())));
    assert!(names_in(&folder).is_empty());
}

/// What is said of a disk names what was done.
#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/authorized_keys");
    let error = change(&RealDisk::new(), &path).unwrap_err();
    let is_named = matches!(&error, SaveError::NoFolder(missing) if *missing == folder.path().join("a/b"));
    assert!(
        is_named || matches!(error, SaveError::Disk(DiskError { operation: DiskOperation::Looking, .. }))
    );
}

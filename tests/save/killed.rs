//! The process is killed with SIGKILL at every step, and at any moment.

use crate::support::*;
use keywright::save::Output;
use keywright::system::Access;
use keywright::system::{Disk as _, RealDisk};
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::time::Duration;

const CHILD: &str = "killed::the_child_that_is_killed";

/// Does nothing unless another test asks for it.
#[test]
fn the_child_that_is_killed() {
    let Some((task, folder)) = task() else { return };
    let path = folder.join("id");
    let inner = match task.split(' ').next() {
        Some("named") => RealDisk::with_named_files(),
        Some("plain") => RealDisk::with_plain_renames(),
        _ => RealDisk::new(),
    };
    if task.contains("forever") {
        loop {
            save_on(&inner, request(&new_key(), Output::PAIR, &path)).unwrap();
        }
    }
    let number = task.rsplit(' ').next().unwrap().parse().unwrap();
    save_on(&Failing::new(inner, Fault::Killed(number)), request(&new_key(), Output::PAIR, &path)).unwrap();
}

fn key_or_backup_is(folder: &Path, name: &str, expected: &[u8]) -> bool {
    let holds = |name: &String| fs::read(folder.join(name)).is_ok_and(|bytes| bytes == expected);
    names_in(folder).iter().filter(|found| found.starts_with(name)).any(holds)
}

#[test]
fn killed_before_any_step_nothing_is_lost_or_lax_and_the_next_save_cleans_up() {
    for how in ["nameless", "named", "plain"] {
        for replaces in [false, true] {
            let mut was_litter = false;
            let steps = (0..).find(|number| {
                let folder = tempfile::tempdir().unwrap();
                let (old, path) = (new_key(), folder.path().join("id"));
                if replaces {
                    save_pair(&old, &path).unwrap();
                }
                let private = fs::read(&path).unwrap_or_default();
                let ended = run_child(CHILD, &format!("{how} {number}"), folder.path());
                assert_nothing_lax(folder.path());
                if replaces {
                    // Without an exchange there is a moment when it has the name of its backup only.
                    assert!(path.exists() || how == "plain");
                    assert!(key_or_backup_is(folder.path(), "id", &private));
                    assert!(key_or_backup_is(folder.path(), "id.pub", &public_line(&old)));
                }
                was_litter |= !litter_in(folder.path()).is_empty();
                let next = new_key();
                save_pair(&next, &path).unwrap();
                assert_eq!(fingerprint(&path), next.public().fingerprint().sha256());
                assert!(litter_in(folder.path()).is_empty());
                ended == Ended::Well
            });
            assert_eq!(was_litter, how != "nameless");
            assert!(steps > Some(10), "only {steps:?} steps were tried");
        }
    }
}

#[test]
fn killed_at_any_moment_there_is_a_whole_key_under_its_name() {
    for (how, wait) in
        ["nameless forever", "named forever"].into_iter().flat_map(|how| (0..6).map(move |n| (how, n)))
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("id");
        save_pair(&new_key(), &path).unwrap();
        let mut child = child_command(CHILD, how, folder.path()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(20 + 7 * wait));
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9));
        assert_nothing_lax(folder.path());
        for name in names_in(folder.path()).iter().filter(|name| !name.starts_with(".keywright-")) {
            fingerprint(&folder.path().join(name));
        }
        save_pair(&new_key(), &path).unwrap();
        assert!(litter_in(folder.path()).is_empty());
    }
}

#[test]
fn only_what_was_abandoned_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("id");
    let open = RealDisk::with_named_files().open_folder(folder.path()).unwrap();
    let mut living = open.stage("id".as_ref(), b"being written", Access::OwnerOnly).unwrap();
    let living_name = litter_in(folder.path()).remove(0);
    let keep = [
        ".keywright-0123456789ABCDEF.tmp",
        ".keywright-0123456789abcde.tmp",
        ".keywright-0123456789abcdef.tmp.old",
        "keywright-0123456789abcdef.tmp",
    ];
    for name in keep {
        put(folder.path().join(name), b"not ours", 0o600);
    }
    std::os::unix::fs::symlink("nowhere", folder.path().join(".keywright-00000000000000aa.tmp")).unwrap();
    fs::create_dir(folder.path().join(".keywright-00000000000000bb.tmp")).unwrap();
    put(folder.path().join(".keywright-00000000000000cc.tmp"), b"abandoned", 0o600);
    let before = names_in(&folder);
    open.remove_stale_temp_files();
    let after = names_in(&folder);
    let swept: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
    assert_eq!(swept, [".keywright-00000000000000cc.tmp"]);
    living.place("id".as_ref()).unwrap();
    assert_eq!(fs::read(target).unwrap(), b"being written");
    assert!(!names_in(&folder).contains(&living_name));
}

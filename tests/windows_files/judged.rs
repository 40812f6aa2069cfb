//! Text files of ssh: who may change them is found as Windows' ssh and sshd see it, and a changed file keeps its ACL.

use crate::saving::names_in;
use crate::support::*;
use keywright::health::{Finding, Fix, Place, Problem, Writers, plan, survey};
use keywright::key::NoProgress;
use keywright::save::{SaveError, SavePlan, Saved, TextRequest, read_text};
use keywright::system::{FilePermissions, RealDisk, User};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const TODAY: &str = "2026-11-21";

/// Everybody may change the file, as on a disk that was formatted on another computer.
fn let_everyone_write(path: &Path) {
    let mut change = if is_wine() {
        let output = Command::new("winepath").arg("-u").arg(path).output().unwrap();
        let unix = String::from_utf8(output.stdout).unwrap();
        let mut chmod = Command::new("cmd");
        chmod.args(["/c", "start", "/wait", "/unix", "/bin/chmod", "666", unix.trim()]);
        chmod
    } else {
        let mut icacls = Command::new("icacls");
        icacls.arg(path).args(["/grant", "*S-1-1-0:M"]);
        icacls
    };
    assert!(change.stdout(Stdio::null()).status().unwrap().success(), "{}", path.display());
    // Wine does not wait for a program of Linux.
    let is_writable = || access(path).is_writable_by_others();
    for _ in 0..500 {
        if is_writable() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(is_writable(), "{:?}", access(path));
}

/// A home folder with these files in its .ssh.
fn home(names: &[&str]) -> (tempfile::TempDir, PathBuf, User) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    fs::create_dir(&folder).unwrap();
    names.iter().for_each(|name| put(&folder.join(name), b"# nothing\n"));
    let person = User { home: Some(home.path().to_owned()), ..User::default() };
    (home, folder, person)
}

/// What is wrong with these files, apart from the folders around them.
fn found(folder: &Path, person: &User) -> Vec<Finding> {
    let findings = survey(folder, person, &RealDisk::new(), 0, &NoProgress).unwrap().findings;
    findings.into_iter().filter(|found| found.path.parent() == Some(folder)).collect()
}

#[test]
fn lists_that_others_can_change_are_told_and_put_right() {
    for (name, place) in [
        ("config", Place::Config),
        ("authorized_keys", Place::AuthorizedKeys),
        ("known_hosts", Place::KnownHosts),
    ] {
        let (_home, folder, person) = home(&["config", "authorized_keys", "known_hosts"]);
        assert_eq!(found(&folder, &person), []);
        let path = folder.join(name);
        let_everyone_write(&path);
        let before = access(&path);
        let findings = found(&folder, &person);
        let [finding] = &findings[..] else { panic!("{name}: {findings:?}") };
        let Problem::Writable(there, Writers::Named(names)) = &finding.problem else { panic!("{finding:?}") };
        assert_eq!((*there, names.len(), &finding.fix), (place, 1, &Some(Fix::TakeWrite)), "{names:?}");
        let fixed = plan(finding, &RealDisk::new(), &person, TODAY).unwrap();
        let fixed = fixed.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(found(&folder, &person), []);
        // Who could read it still can.
        let FilePermissions::Others { names, writers } = access(&path).permissions else { panic!() };
        assert_eq!((names.len(), writers.len()), (1, 0), "{names:?} {writers:?}");
        fixed.undo.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(access(&path), before);
    }
}

#[test]
fn a_folder_that_others_can_change_is_told() {
    let (_home, folder, person) = home(&[]);
    if is_wine() {
        println!("not changed, as wine keeps no ACLs: the folder itself");
    } else {
        let mut icacls = Command::new("icacls");
        icacls.arg(&folder).args(["/grant", "*S-1-1-0:M"]).stdout(Stdio::null());
        assert!(icacls.status().unwrap().success());
        let findings = survey(&folder, &person, &RealDisk::new(), 0, &NoProgress).unwrap().findings;
        assert!(matches!(findings[0].problem, Problem::Writable(Place::Folder, Writers::Named(_))));
        let fixed = plan(&findings[0], &RealDisk::new(), &person, TODAY).unwrap();
        fixed.carry_out(&RealDisk::new()).unwrap();
    }
    let findings = survey(&folder, &person, &RealDisk::new(), 0, &NoProgress).unwrap().findings;
    assert_eq!(findings, []);
}

fn change(path: &Path, new: &[u8]) -> Result<Saved, SaveError> {
    let disk = &RealDisk::new();
    let (path, old) = (path.to_owned(), read_text(path, disk)?);
    let request = TextRequest { path, old, new: new.to_vec(), make_folder: false, today: TODAY.into() };
    SavePlan::text(request, disk)?.carry_out(disk)
}

#[test]
fn a_list_outside_dot_ssh_keeps_its_acl_when_it_is_changed() {
    for name in ["authorized_keys", "administrators_authorized_keys"] {
        for is_open in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            put(&path, b"old\n");
            if is_open {
                let_everyone_write(&path);
            }
            let before = access(&path);
            let saved = change(&path, b"new\n").unwrap();
            assert_eq!((read(&path), access(&path)), (b"new\n".to_vec(), before.clone()), "{name}");
            let [backup] = &saved.backups[..] else { panic!("{saved:?}") };
            assert_eq!((read(backup), access(backup)), (b"old\n".to_vec(), before), "{name}");
            assert_eq!(names_in(folder.path()).len(), 2);
        }
    }
}

#[test]
fn in_dot_ssh_a_changed_list_is_the_persons_alone() {
    let (_home, folder, _) = home(&["authorized_keys"]);
    let path = folder.join("authorized_keys");
    change(&path, b"new\n").unwrap();
    assert!(is_private(&path), "{:?}", access(&path));
}

#[test]
fn a_new_list_of_the_administrators_is_theirs_or_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("administrators_authorized_keys");
    match change(&path, b"new\n") {
        Ok(_) => {
            let permissions = FilePermissions::Others { names: Vec::new(), writers: Vec::new() };
            assert_eq!(access(&path).permissions, permissions);
        }
        // Only an administrator may give files to the Administrators, and wine knows no other owners.
        Err(error) => {
            println!("not written: {error:?}");
            assert_eq!(names_in(folder.path()), [""; 0], "{error:?}");
        }
    }
    let path = folder.path().join("keys");
    assert_eq!(change(&path, b"new\n").unwrap_err(), SaveError::RightsNotKept(path));
}

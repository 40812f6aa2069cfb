//! What a killed process leaves is removed by the next save; what a living one is writing is not.

use crate::saving::*;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::Output;
use keywright::system::{Access, Disk as _, RealDisk};
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FOLDER: &str = "KEYWRIGHT_TEST_FOLDER";

/// Does nothing unless another test asks for it.
#[test]
fn the_child_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(std::path::PathBuf::from) else { return };
    let open = RealDisk::new().open_folder(&folder).unwrap();
    let staged = open.stage("id".as_ref(), b"half a key", Access::OwnerOnly).unwrap();
    File::create_new(folder.join("staged")).unwrap();
    std::thread::sleep(Duration::from_secs(60));
    drop(staged);
}

#[test]
fn what_a_killed_process_was_writing_is_swept_once_it_is_dead() {
    let (folder, path) = folder_and_path();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["swept::the_child_that_is_killed", "--exact"]).env(FOLDER, folder.path());
    let mut child = child.stdout(Stdio::null()).spawn().unwrap();
    let from = Instant::now();
    while !folder.path().join("staged").exists() {
        assert!(from.elapsed() < Duration::from_secs(60), "the child stages nothing");
        std::thread::sleep(Duration::from_millis(20));
    }
    save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    let litter = litter_in(folder.path());
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(litter.len(), 1, "what a living process writes was swept");
    assert_eq!(litter_in(folder.path()), litter);
    assert!(is_private(&folder.path().join(&litter[0])));
    save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    assert!(litter_in(folder.path()).is_empty());
}

#[test]
fn only_files_with_our_names_are_swept() {
    let (folder, path) = folder_and_path();
    let theirs = [".keywright-1.tmp", ".keywright-0123456789ABCDEF.tmp", "keywright-0123456789abcdef.tmp"];
    for name in theirs {
        put(&beside(&path, name), b"");
    }
    fs::create_dir(beside(&path, ".keywright-1111222233334444.tmp")).unwrap();
    put(&beside(&path, ".keywright-fedcba9876543210.tmp"), b"ours");
    RealDisk::new().open_folder(folder.path()).unwrap().remove_stale_temp_files();
    assert_eq!(names_in(&folder).len(), 4, "{:?}", names_in(&folder));
    assert!(!beside(&path, ".keywright-fedcba9876543210.tmp").exists());
}

//! What is written when the program is ended before a key is saved.

use crate::support::*;
use keywright::format::{self, KeyFile};
use keywright::key::Passphrase;
use keywright::save::{KeyMaterial, SaveError, is_unsaved_file, keep_unsaved, unsaved_files};
use keywright::system::{Disk, RealDisk};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn content(passphrase: Option<&str>) -> KeyMaterial {
    KeyMaterial::Private { key: new_key(), passphrase: passphrase.and_then(Passphrase::new).map(Arc::new) }
}

fn keep(content: &KeyMaterial, folder: &Path, disk: &dyn Disk) -> Result<PathBuf, SaveError> {
    keep_unsaved(content, folder, TODAY, disk, &mut rand::rng())
}

#[test]
fn it_is_for_its_owner_alone_in_folders_that_nobody_else_can_look_into() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".local/state/keywright");
    let kept = keep(&content(None), &folder, &RealDisk::new()).unwrap();
    assert_eq!(kept, folder.join("unsaved-2026-11-21"));
    assert_eq!(mode(&kept), 0o600);
    for made in [&folder, &home.path().join(".local/state"), &home.path().join(".local")] {
        assert_eq!(mode(made), 0o700, "{}", made.display());
    }
}

#[test]
fn a_folder_that_is_there_stays_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("state")).unwrap();
    set_mode(home.path().join("state"), 0o755);
    keep(&content(None), &home.path().join("state"), &RealDisk::new()).unwrap();
    assert_eq!(mode(home.path().join("state")), 0o755);
}

#[test]
fn ssh_keygen_opens_it_with_the_passphrase_of_the_key_and_not_without() {
    let folder = tempfile::tempdir().unwrap();
    let content = content(Some("correct horse"));
    let kept = keep(&content, folder.path(), &RealDisk::new()).unwrap();
    assert!(matches!(format::read(&fs::read(&kept).unwrap()), Ok(KeyFile::Encrypted(_))));
    let public = |passphrase| {
        let output = Command::new("ssh-keygen").args(["-y", "-P", passphrase, "-f"]).arg(&kept).output();
        output.map_err(|error| eprintln!("skipped: ssh-keygen: {error}")).ok()
    };
    let Some(right) = public("correct horse") else { return };
    assert_eq!(String::from_utf8_lossy(&right.stdout).trim_end(), content.public().line());
    assert!(public("wrong").is_some_and(|wrong| !wrong.status.success()));
}

#[test]
fn a_certificate_stays_with_its_key_in_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let ppk = include_bytes!("../vectors/newest/ed25519-cert-v3-plain.ppk");
    let Ok(KeyFile::Private(_, key)) = format::read(ppk) else { panic!("a key") };
    let certificate = key.certificate().unwrap().blob().to_vec();
    let content = KeyMaterial::Private { key: Arc::new(key), passphrase: None };
    let kept = keep(&content, folder.path(), &RealDisk::new()).unwrap();
    assert_eq!(names_in(folder.path()), ["unsaved-2026-11-21"]);
    let Ok(KeyFile::Private(_, key)) = format::read(&fs::read(kept).unwrap()) else { panic!("a key") };
    assert_eq!(key.certificate().unwrap().blob(), certificate);
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path().join("unsaved-2026-11-21_2"), b"of somebody else", 0o644);
    let names = ["unsaved-2026-11-21", "unsaved-2026-11-21_3", "unsaved-2026-11-21_4"];
    let mut keys = Vec::new();
    for name in names {
        let content = content(None);
        assert_eq!(keep(&content, folder.path(), &RealDisk::new()), Ok(folder.path().join(name)));
        keys.push(content.public().fingerprint().sha256());
    }
    for (name, key) in names.iter().zip(keys) {
        assert_eq!(fingerprint(&folder.path().join(name)), key);
    }
    assert_eq!(fs::read(folder.path().join("unsaved-2026-11-21_2")).unwrap(), b"of somebody else");
}

#[test]
fn they_are_found_again_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let disk = RealDisk::new();
    assert_eq!(unsaved_files(&folder.path().join("missing"), &disk), Ok(Vec::new()));
    let kept = [(); 2].map(|()| keep(&content(None), folder.path(), &disk).unwrap());
    put(folder.path().join("settings.toml"), b"", 0o600);
    put(folder.path().join("unsaved-2026-11-21.pub"), b"", 0o600);
    fs::create_dir(folder.path().join("unsaved-folder")).unwrap();
    assert_eq!(unsaved_files(folder.path(), &disk), Ok(kept.to_vec()));
    assert!(is_unsaved_file(&kept[0], folder.path()));
    assert!(!is_unsaved_file(&kept[0], &folder.path().join("other")));
    assert!(!is_unsaved_file(&folder.path().join("id_ed25519"), folder.path()));
}

/// Whatever fails: the file is whole and its path is told, or none is left and the reason is told.
#[test]
fn when_one_call_fails_nothing_is_left_and_it_is_not_called_kept() {
    let content = content(None);
    let mut failed = 0;
    for turn in 0.. {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/keywright");
        let disk = Failing::new(RealDisk::new(), Fault::At(turn));
        let kept = keep(&content, &folder, &disk);
        let left = if folder.exists() { names_in(&folder) } else { Vec::new() };
        match kept {
            Ok(path) => {
                assert_eq!(left, ["unsaved-2026-11-21"], "call {turn}");
                assert_eq!(fingerprint(&path), content.public().fingerprint().sha256());
                assert_eq!(mode(&path), 0o600);
                if !disk.has_failed() {
                    break;
                }
            }
            Err(_) => {
                failed += 1;
                assert_eq!(left, Vec::<String>::new(), "call {turn}");
            }
        }
    }
    assert!(failed > 5, "only {failed} calls failed: this test no longer sees them");
}

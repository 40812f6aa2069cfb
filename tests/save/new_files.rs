//! Saving where nothing is in the way.

use crate::support::*;
use keywright::format::{self, KeyFile, PrivateFormat, PublicFormat};
use keywright::key::Passphrase;
use keywright::save::{KeyMaterial, Output, SaveError, SavedFile, calibrated_argon2};
use keywright::system::Access;
use std::fs;

#[test]
fn a_pair_lies_beside_each_other_and_only_the_public_half_is_for_all() {
    for disk in all_disks() {
        let folder = tempfile::tempdir().unwrap();
        let (key, path) = (new_key(), folder.path().join("id_ed25519"));
        let saved = save_on(&disk, request(&key, Output::PAIR, &path)).unwrap();
        let public = folder.path().join("id_ed25519.pub");
        let file = |path: &_, access| SavedFile { path: std::path::PathBuf::clone(path), access };
        assert_eq!(saved.files, [file(&path, Access::OwnerOnly), file(&public, Access::OthersRead)]);
        assert!(saved.backups.is_empty() && saved.made_folder.is_none());
        assert_eq!(names_in(&folder), ["id_ed25519", "id_ed25519.pub"]);
        assert_eq!((mode(&path), mode(&public)), (0o600, 0o644));
        assert_eq!(fingerprint(&path), key.public().fingerprint().sha256());
        assert_eq!(fs::read(public).unwrap(), public_line(&key));
    }
}

#[test]
fn every_private_format_is_saved_for_its_owner_alone_and_opens_with_its_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let key = new_key();
    let formats = [
        (Output::PAIR, PrivateFormat::OpenSsh),
        (Output::private(PrivateFormat::Ppk3), PrivateFormat::Ppk3),
        (Output::private(PrivateFormat::Ppk2), PrivateFormat::Ppk2),
    ];
    for (what, format) in formats {
        let path = folder.path().join(format!("{format:?}"));
        save(under("grüße 🔑", request(&key, what, &path))).unwrap();
        assert_eq!(mode(&path), 0o600);
        let Ok(KeyFile::Encrypted(file)) = format::read(&fs::read(&path).unwrap()) else {
            panic!("{format:?} is not encrypted")
        };
        assert_eq!(file.format(), format.into());
        let passphrase = Passphrase::new("grüße 🔑").unwrap();
        let (opened, _) = file.decrypt(&passphrase, None, &NoProgress).unwrap();
        assert!(opened.public().is_same_key(key.public()));
        assert!(file.decrypt(&Passphrase::new("other").unwrap(), None, &NoProgress).is_err());
    }
}

#[test]
fn a_putty_key_has_no_public_file_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let saved =
        save(request(&new_key(), Output::private(PrivateFormat::Ppk3), folder.path().join("key.ppk")))
            .unwrap();
    assert_eq!(saved.files.len(), 1);
    assert_eq!(names_in(&folder), ["key.ppk"]);
}

#[test]
fn a_private_format_cannot_be_made_of_a_public_key() {
    let folder = tempfile::tempdir().unwrap();
    for what in [Output::PAIR, Output::private(PrivateFormat::Ppk3), Output::private(PrivateFormat::Ppk2)] {
        let mut request = request(&new_key(), what, folder.path().join("key"));
        request.content = KeyMaterial::Public(request.content.public().clone());
        assert_eq!(plan(request).unwrap_err(), SaveError::NoPrivateKey);
    }
    assert!(names_in(&folder).is_empty());
}

#[test]
fn a_plan_alone_writes_nothing_and_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".ssh/id");
    let mut request = request(&new_key(), Output::PAIR, &path);
    request.make_folder = true;
    let plan = plan(request).unwrap();
    let shown = format!("{plan:?}");
    assert_eq!(shown, format!("SavePlan [{path:?}, {:?}]", folder.path().join(".ssh/id.pub")));
    assert!(names_in(&folder).is_empty());
}

#[test]
fn a_missing_dot_ssh_is_made_for_its_owner_alone() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    let mut request = request(&new_key(), Output::PAIR, folder.join("id_ed25519"));
    request.make_folder = true;
    assert_eq!(save(request).unwrap().made_folder, Some(folder.clone()));
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(names_in(folder), ["id_ed25519", "id_ed25519.pub"]);
}

#[test]
fn a_dot_ssh_that_is_there_keeps_its_mode() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".ssh");
    fs::create_dir(&folder).unwrap();
    set_mode(&folder, 0o755);
    let mut request = request(&new_key(), Output::PAIR, folder.join("id_ed25519"));
    request.make_folder = true;
    assert_eq!(save(request).unwrap().made_folder, None);
    assert_eq!(mode(&folder), 0o755);
}

#[test]
fn a_dot_ssh_that_is_a_link_to_a_folder_is_used() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", home.path().join(".ssh")).unwrap();
    save_pair(&new_key(), home.path().join(".ssh/id")).unwrap();
    assert_eq!(names_in(home.path().join("elsewhere")), ["id", "id.pub"]);
}

#[test]
fn other_missing_folders_are_not_made() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("no/such");
    for make_folder in [false, true] {
        let mut request = request(&new_key(), Output::PAIR, folder.join("id"));
        request.make_folder = make_folder;
        assert_eq!(save(request).unwrap_err(), SaveError::NoFolder(folder.clone()));
    }
    assert!(names_in(&home).is_empty());
}

#[test]
fn the_cost_of_a_putty_passphrase_is_measured_once() {
    let cost = calibrated_argon2();
    assert_eq!(cost.memory_kib, 8192);
    assert!((8..=1000).contains(&cost.passes), "{cost:?}");
    assert_eq!(calibrated_argon2(), cost);
}

#[test]
fn both_public_formats_can_be_saved_alone() {
    let folder = tempfile::tempdir().unwrap();
    let key = new_key();
    for (format, name) in [(PublicFormat::Line, "line.pub"), (PublicFormat::Rfc4716, "rfc4716.pub")] {
        let path = folder.path().join(name);
        save(request(&key, Output::Public(format), &path)).unwrap();
        assert_eq!(mode(&path), 0o644);
        assert_eq!(fingerprint(&path), key.public().fingerprint().sha256());
    }
}

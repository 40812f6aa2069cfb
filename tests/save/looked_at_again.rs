//! What is on the disk in the end is not what was written, and that is seen.

use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, SaveError};
use keywright::system::{DiskError, DiskOperation, FilePermissions, FoundAccess};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// Saves over an old pair and over nothing; both times it must fail and leave things as they were.
fn assert_seen(meddle: fn(&Path), error: impl Fn(&Path) -> SaveError) {
    for old in [None, Some(b"old".as_slice())] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("id");
        if let Some(old) = old {
            put(&path, old, 0o600);
        }
        let disk = Failing::meddled_with(meddle);
        let found = save_on(&disk, request(&new_key(), Output::PAIR, &path)).unwrap_err();
        assert_eq!(found, error(folder.path()));
        assert_eq!(fs::read(&path).ok().as_deref(), old);
        let of_others = fs::symlink_metadata(folder.path().join("id.pub")).is_ok();
        assert_eq!(names_in(&folder).len(), usize::from(old.is_some()) + usize::from(of_others));
    }
}

#[test]
fn a_private_key_that_all_can_read() {
    assert_seen(
        |folder| set_mode(folder.join("id"), 0o644),
        |folder| {
            let found = Some(FoundAccess { mine: true, permissions: FilePermissions::Mode(0o644) });
            SaveError::AccessNotKept { path: folder.join("id"), found }
        },
    );
}

#[test]
fn a_file_with_a_byte_more() {
    assert_seen(
        |folder| {
            let mut file = fs::OpenOptions::new().append(true).open(folder.join("id.pub")).unwrap();
            file.write_all(b"\n").unwrap();
        },
        |folder| SaveError::NotReadBack { path: folder.join("id.pub") },
    );
}

/// In every format that there is, with what is done to the bytes that were written.
#[expect(clippy::disallowed_methods, reason = "a disk that damages what is written")]
fn assert_damage_is_seen(what: Output, damage: impl FnOnce(&mut Vec<u8>) + Send + 'static) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    let disk = Failing::meddled_with(move |folder| {
        let path = folder.join("id");
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(path, bytes).unwrap();
    });
    let found = save_on(&disk, under("secret", request(&new_ecdsa_key(), what, &path)));
    assert_eq!(found.unwrap_err(), SaveError::NotReadBack { path });
    assert!(names_in(&folder).is_empty());
}

#[test]
fn one_bit_anywhere_in_an_encrypted_file() {
    let folder = tempfile::tempdir().unwrap();
    for (what, step) in [
        (Output::private(PrivateFormat::Ppk2), 1),
        (Output::private(PrivateFormat::Pem), 1),
        (Output::private(PrivateFormat::OpenSsh), 97),
        (Output::private(PrivateFormat::Ppk3), 97),
        (Output::private(PrivateFormat::Pkcs8), 97),
    ] {
        let path = folder.path().join("whole");
        save(under("secret", request(&new_ecdsa_key(), what, &path))).unwrap();
        let length = fs::read(&path).unwrap().len();
        fs::remove_file(&path).unwrap();
        for at in (0..length).step_by(step).chain([length - 1]) {
            // Files of two keys may differ in length by the sign byte of a number.
            assert_damage_is_seen(what, move |bytes| bytes[at.min(length - 3)] ^= 1 << (at % 8));
        }
    }
}

#[test]
fn an_encrypted_file_that_is_cut_or_longer() {
    for what in [
        Output::private(PrivateFormat::OpenSsh),
        Output::private(PrivateFormat::Ppk3),
        Output::private(PrivateFormat::Ppk2),
        Output::private(PrivateFormat::Pem),
        Output::private(PrivateFormat::Pkcs8),
    ] {
        assert_damage_is_seen(what, |bytes| bytes.truncate(bytes.len() - 1));
        assert_damage_is_seen(what, |bytes| bytes.truncate(bytes.len() / 2));
        assert_damage_is_seen(what, |bytes| bytes.push(b'\n'));
    }
}

#[test]
fn an_empty_file() {
    assert_seen(
        |folder| drop(fs::File::create(folder.join("id")).unwrap()),
        |folder| SaveError::NotReadBack { path: folder.join("id") },
    );
}

#[test]
fn a_link_in_the_place_of_a_file() {
    assert_seen(
        |folder| {
            fs::remove_file(folder.join("id.pub")).unwrap();
            std::os::unix::fs::symlink("id", folder.join("id.pub")).unwrap();
        },
        |folder| SaveError::Interfered(folder.join("id.pub")),
    );
}

/// It is not ours to remove, and not to be covered by the old file either.
#[test]
fn what_another_program_puts_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    put(&path, b"old", 0o600);
    let disk = Failing::meddled_with(|folder| {
        put(folder.join("theirs"), b"theirs", 0o600);
        fs::rename(folder.join("theirs"), folder.join("id")).unwrap();
    });
    let error = save_on(&disk, request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap_err();
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    let SaveError::NotUndone { why, backups, left } = error else { panic!("{error:?}") };
    assert_eq!((*why, left), (SaveError::Interfered(path), Vec::new()));
    assert_eq!(fs::read(&backups[0]).unwrap(), b"old");
}

#[test]
fn a_file_that_is_gone() {
    assert_seen(
        |folder| fs::remove_file(folder.join("id")).unwrap(),
        |folder| SaveError::Interfered(folder.join("id")),
    );
}

#[test]
fn a_file_system_without_permissions_is_told_before_anything_is_written() {
    let path = std::path::PathBuf::from("/stick/id");
    let refused = DiskError {
        operation: DiskOperation::Protecting,
        kind: ErrorKind::Unsupported,
        code: None,
        path: path.clone(),
    };
    assert_eq!(SaveError::from(refused), SaveError::AccessNotKept { path, found: None });
}

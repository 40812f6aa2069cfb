//! Saving a key that came with a certificate.

use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::format::{self, KeyFile, PublicFormat, write_certificate};
use keywright::key::Key;
use keywright::save::{KeyMaterial, Output, SaveError, certificate_path, free_name, public_path};
use keywright::system::{Access, RealDisk};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The key in a .ppk of PuTTY's, with its certificate.
fn key_of(name: &str) -> Arc<Key> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/newest").join(name);
    match format::read(&fs::read(file).unwrap()) {
        Ok(KeyFile::Private(_, key)) => Arc::new(key),
        other => panic!("{name}: {other:?}"),
    }
}

fn certified() -> Arc<Key> {
    key_of("ecdsa-cert-v3-plain.ppk")
}

fn certificate_of(key: &Key) -> Vec<u8> {
    write_certificate(key.certificate().expect("a certificate")).to_vec()
}

fn beside(path: &Path, name: &str) -> PathBuf {
    path.with_file_name(name)
}

#[test]
fn where_the_format_has_no_place_for_it_the_certificate_goes_where_ssh_looks() {
    for disk in [RealDisk::new(), RealDisk::with_named_files()] {
        for (what, expected) in [
            (Output::PAIR, &["id", "id-cert.pub", "id.pub"][..]),
            (Output::private(PrivateFormat::OpenSsh), &["id", "id-cert.pub", "id.pub"]),
            (Output::private(PrivateFormat::Pem), &["id", "id-cert.pub"]),
            (Output::private(PrivateFormat::Pkcs8), &["id", "id-cert.pub"]),
            (Output::private(PrivateFormat::Ppk3), &["id"]),
            (Output::private(PrivateFormat::Ppk2), &["id"]),
            (Output::Public(PublicFormat::Line), &["id"]),
            (Output::Public(PublicFormat::Rfc4716), &["id"]),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let (key, path) = (certified(), folder.path().join("id"));
            let saved = save_on(&disk, under("secret", request(&key, what, &path))).unwrap();
            assert_eq!(names_in(&folder), expected, "{what:?}");
            assert_eq!(saved.files.len(), expected.len());
            let Some(file) = saved.certificate() else { continue };
            assert_eq!((&file.path, file.access), (&certificate_path(&path), Access::OthersRead));
            assert_eq!(mode(&file.path), 0o644);
            assert_eq!(fs::read(&file.path).unwrap(), certificate_of(&key));
            let has_public = expected.contains(&"id.pub");
            assert_eq!(saved.public().map(|file| file.path.clone()), has_public.then(|| public_path(&path)));
        }
    }
}

#[test]
fn one_that_cannot_be_read_is_saved_as_it_is() {
    for name in ["bad-trailing.ppk", "bad-certificate-signature.ppk", "ed25519-cert-by-mldsa-v3-plain.ppk"] {
        let folder = tempfile::tempdir().unwrap();
        let (key, path) = (key_of(name), folder.path().join("id"));
        save_pair(&key, &path).unwrap();
        assert_eq!(fs::read(certificate_path(&path)).unwrap(), certificate_of(&key), "{name}");
        save(under(
            "secret",
            request(&key, Output::private(PrivateFormat::Ppk3), folder.path().join("id.ppk")),
        ))
        .unwrap();
    }
}

#[test]
fn a_certificate_that_is_in_the_way_is_kept_under_a_dated_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    save_pair(&key_of("ed25519-cert-v3-plain.ppk"), &path).unwrap();
    let old = fs::read(certificate_path(&path)).unwrap();
    let plan = plan(request(&certified(), Output::PAIR, &path)).unwrap();
    assert_eq!(plan.replaced().len(), 3);
    let saved = plan.carry_out(&RealDisk::new()).unwrap();
    let backup = beside(&path, "id-cert.pub.2026-11-21.bak");
    assert_eq!(saved.backups.last(), Some(&backup));
    assert_eq!((fs::read(&backup).unwrap(), mode(&backup)), (old, 0o644));
}

#[test]
fn the_same_certificate_is_left_alone() {
    for name in ["ecdsa-cert-v3-plain.ppk", "bad-trailing.ppk"] {
        let folder = tempfile::tempdir().unwrap();
        let (key, path) = (key_of(name), folder.path().join("id"));
        save_pair(&key, &path).unwrap();
        let plan = plan(under("secret", request(&key, Output::PAIR, &path))).unwrap();
        let replaced: Vec<_> = plan.replaced().iter().map(|old| old.path.clone()).collect();
        assert_eq!(replaced, std::slice::from_ref(&path), "{name}");
        plan.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(fs::read(certificate_path(&path)).unwrap(), certificate_of(&key));
    }
}

#[test]
fn where_the_certificate_cannot_be_saved_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    fs::create_dir(certificate_path(&path)).unwrap();
    let error = save_pair(&certified(), &path).unwrap_err();
    assert_eq!(error, SaveError::FolderInTheWay(certificate_path(&path)));
    assert_eq!(names_in(&folder), ["id-cert.pub"]);
}

#[test]
fn a_certificate_that_appears_while_the_key_is_saved_undoes_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    let plan = plan(request(&certified(), Output::PAIR, &path)).unwrap();
    put(certificate_path(&path), b"of somebody else", 0o644);
    let error = plan.carry_out(&RealDisk::new()).unwrap_err();
    assert_eq!(error, SaveError::Appeared(certificate_path(&path)));
    assert_eq!(names_in(&folder), ["id-cert.pub"]);
    assert_eq!(fs::read(certificate_path(&path)).unwrap(), b"of somebody else");
}

/// ssh would offer the certificate of the old key with the new one.
#[test]
fn a_name_with_a_certificate_of_another_key_is_not_free() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path().join("id_ed25519-cert.pub"), b"of another key", 0o644);
    let kind = new_key().kind();
    assert_eq!(free_name(folder.path(), kind.file_name(), "", &RealDisk::new()).unwrap(), "id_ed25519_2");
}

#[test]
fn a_public_key_alone_has_no_certificate() {
    let key = certified();
    assert!(KeyMaterial::Public(key.public().clone()).certificate().is_none());
}

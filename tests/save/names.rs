//! Names of files, usual and unusual.

use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::key::{Curve, Kind, SecurityKey};
use keywright::save::{
    BadName, Output, SaveError, check_key_name, free_name, is_default_name, is_standard_name,
    may_be_private_key,
};
use keywright::system::RealDisk;
use std::fs;
use std::path::Path;

fn free(folder: &Path) -> String {
    free_name(folder, Kind::Ed25519.file_name(), "", &RealDisk::new()).unwrap()
}

#[test]
fn the_suggested_name_is_the_one_that_ssh_looks_for_if_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(free(folder.path()), "id_ed25519");
    assert_eq!(free(&folder.path().join("missing")), "id_ed25519");
    let rsa = free_name(folder.path(), Kind::Ecdsa(Curve::P256).file_name(), "", &RealDisk::new());
    assert_eq!(rsa.unwrap(), "id_ecdsa");
}

#[test]
fn a_suggested_name_is_free_for_both_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    put(path("id_ed25519.pub"), b"", 0o644);
    assert_eq!(free(folder.path()), "id_ed25519_2");
    std::os::unix::fs::symlink("nowhere", path("id_ed25519_2")).unwrap();
    fs::create_dir(path("id_ed25519_3.pub")).unwrap();
    assert_eq!(free(folder.path()), "id_ed25519_4");
}

#[test]
fn unusual_names_are_names_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let key = new_key();
    for name in ["my key", "ключ 🔑", "-rf", "--help", "a.b.c", ".hidden", "new\nline", "quote'\"", "*"]
    {
        let path = folder.path().join(name);
        for _ in 0..2 {
            save_pair(&key, &path).unwrap();
        }
        assert_eq!(fingerprint(&path), key.public().fingerprint().sha256());
        assert_eq!(fingerprint(&folder.path().join(format!("{name}.pub"))), fingerprint(&path));
        assert!(folder.path().join(format!("{name}.2026-11-21.bak")).exists());
    }
}

#[test]
fn names_that_are_no_text_work_too() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"latin1-\xe9"));
    match save_pair(&new_key(), &path) {
        Ok(_) => assert_eq!(mode(path), 0o600),
        Err(error) => eprintln!("skipped: this disk takes no such names: {error:?}"),
    }
}

#[test]
fn a_bare_name_is_saved_into_the_current_folder() {
    const CHILD: &str = "names::a_bare_name_is_saved_into_the_current_folder";
    if let Some((_, folder)) = task() {
        std::env::set_current_dir(folder).unwrap();
        for _ in 0..2 {
            save_pair(&new_key(), "id").unwrap();
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_child(CHILD, "save", folder.path()), Ended::Well);
    assert_eq!(names_in(folder), ["id", "id.2026-11-21.bak", "id.pub", "id.pub.2026-11-21.bak"]);
}

#[test]
fn a_path_without_a_file_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for path in [Path::new(""), Path::new("/"), Path::new(".."), &folder.path().join("new/")] {
        assert_eq!(plan(request(&new_key(), Output::PAIR, path)).unwrap_err(), SaveError::NotAFileName);
    }
    let error = plan(request(&new_key(), Output::PAIR, folder.path())).unwrap_err();
    assert_eq!(error, SaveError::FolderInTheWay(folder.path().into()));
}

/// The next save in the folder would remove it.
#[test]
fn no_key_gets_the_name_of_a_temporary_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".keywright-0123456789abcdef.tmp", ".Keywright-FEDCBA9876543210.TMP"] {
        for what in [
            Output::PAIR,
            Output::private(PrivateFormat::Ppk3),
            Output::Public(keywright::format::PublicFormat::Line),
        ] {
            let path = folder.path().join(name);
            let error = plan(request(&new_key(), what, &path)).unwrap_err();
            assert_eq!(error, SaveError::NamedLikeTemporary(path));
        }
    }
    let near = folder.path().join(".keywright-0123456789abcdef.tmp2");
    save_pair(&new_key(), &near).unwrap();
    save_pair(&new_key(), folder.path().join("other")).unwrap();
    assert!(near.exists());
}

#[test]
fn no_private_key_gets_a_name_that_people_give_away() {
    let folder = tempfile::tempdir().unwrap();
    for (what, name) in [
        (Output::PAIR, "id.pub"),
        (Output::private(PrivateFormat::Ppk3), "id.PUB"),
        (Output::private(PrivateFormat::Ppk2), "a.b.Pub"),
    ] {
        let path = folder.path().join(name);
        let error = plan(request(&new_key(), what, &path)).unwrap_err();
        assert_eq!(error, SaveError::NamedLikePublic(path));
    }
}

#[test]
fn a_key_is_not_called_like_a_file_that_ssh_reads_for_something_else() {
    for name in ["work", "my-aws-key", "Prod 2024", "id_rsa", "ann@desk", "schlüssel", "_old"] {
        assert_eq!(check_key_name(name), Ok(()), "{name}");
    }
    let others =
        ["config", "Known_Hosts", "authorized_keys", "environment", "rc", "work.pub", "work-cert", "a-CERT"];
    for name in others {
        assert_eq!(check_key_name(name), Err(BadName::Reserved), "{name}");
    }
    let long = "n".repeat(65);
    let dangerous = ["-oProxyCommand=x", "a/b", "a\\b", "100%", "${HOME}", "a\nb", "end.", "end "];
    for name in ["", ".", "..", ".hidden"].into_iter().chain(dangerous).chain([long.as_str()]) {
        assert_eq!(check_key_name(name), Err(BadName::Characters), "{name}");
    }
}

#[test]
fn names_that_only_tell_the_type_are_known() {
    for name in ["id_rsa", "id_ed25519_2", "id_ecdsa_sk_10", "ID_RSA", "identity", "identity_2"] {
        assert!(is_standard_name(name), "{name}");
    }
    for name in ["work", "my_id_rsa", "identity-2024", "id_github", "id_rsa_work", "id_rsa_", "id_2"] {
        assert!(!is_standard_name(name), "{name}");
    }
}

#[test]
fn the_default_name_of_every_kind_is_known() {
    let security_keys = [SecurityKey::Ed25519, SecurityKey::EcdsaP256].map(Kind::SecurityKey);
    let kinds = [Kind::Ed25519, Kind::Ed448, Kind::Ecdsa(Curve::P256), Kind::Rsa(3072), Kind::Dsa(1024)];
    for kind in kinds.into_iter().chain(security_keys) {
        assert!(is_default_name(kind.file_name()) && is_standard_name(kind.file_name()), "{kind:?}");
    }
    assert!(!is_default_name("id_rsa_2") && is_standard_name("id_rsa_2"), "ssh does not look for that");
}

#[test]
fn only_names_of_our_backups_are_taken_for_backups() {
    for name in ["work.2026-01-01.bak", "id_rsa.2026-11-21.bak2", "a.b.2026-11-21.bak13"] {
        assert!(!may_be_private_key(Path::new(name)), "{name}");
    }
    for name in ["prod.baker", "work.bak", "work.bakery2", "work.2026-01-01.baker", "2026-01-01.bak"] {
        assert!(may_be_private_key(Path::new(name)), "{name}");
    }
}

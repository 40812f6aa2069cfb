//! What is saved is its owner's alone, whoever is asked.

use crate::saving::*;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, SavedFile};
use keywright::system::{Access, Disk as _, RealDisk};
use std::process::{Command, Stdio};

#[test]
fn a_pair_lies_beside_each_other_and_the_private_half_is_for_its_owner_alone() {
    let (folder, path) = folder_and_path();
    let (key, public) = (new_key(), beside(&path, "id.pub"));
    let saved = save_pair(&key, &path).unwrap();
    let file = |path: &_, access| SavedFile { path: std::path::PathBuf::clone(path), access };
    assert_eq!(saved.files, [file(&path, Access::OwnerOnly), file(&public, Access::OthersRead)]);
    assert!(saved.backups.is_empty() && saved.made_folder.is_none());
    assert_eq!(names_in(&folder), ["id", "id.pub"]);
    assert!(is_private(&path), "{:?}", access(&path));
    assert_eq!(fingerprint(&path), key.public().fingerprint().sha256());
    assert_eq!(read(&public), public_line(&key));
}

#[test]
fn every_private_format_is_private() {
    let (folder, _) = folder_and_path();
    for (number, what) in [
        Output::PAIR,
        Output::private(PrivateFormat::OpenSsh),
        Output::private(PrivateFormat::Ppk3),
        Output::private(PrivateFormat::Ppk2),
        Output::private(PrivateFormat::Pkcs8),
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.path().join(number.to_string());
        save(request(&new_key(), what, &path)).unwrap();
        assert!(is_private(&path), "{what:?}: {:?}", access(&path));
    }
}

/// Before anything is in it: it is private while it is written, and nobody else can open it.
#[test]
fn a_file_on_its_way_is_private_and_closed_to_others() {
    let (folder, _) = folder_and_path();
    let open = RealDisk::new().open_folder(folder.path()).unwrap();
    let staged = open.stage("id".as_ref(), b"secret", Access::OwnerOnly).unwrap();
    let names = litter_in(folder.path());
    assert_eq!(names.len(), 1);
    let way = folder.path().join(&names[0]);
    assert!(std::fs::File::open(&way).is_err());
    drop((staged, open));
    assert!(names_in(&folder).is_empty());
}

#[test]
fn a_missing_dot_ssh_is_made_and_what_others_put_there_is_private_too() {
    let (home, _) = folder_and_path();
    let folder = home.path().join(".ssh");
    let mut request = request(&new_key(), Output::PAIR, folder.join("id_ed25519"));
    request.make_folder = true;
    assert_eq!(save(request).unwrap().made_folder, Some(folder.clone()));
    assert!(is_private(&folder.join("id_ed25519")));
    let other = folder.join("other");
    put(&other, b"");
    if is_wine() {
        println!("not looked at, as wine keeps no ACLs: what another program makes there");
    } else {
        assert!(is_private(&other), "{:?}", access(&other));
    }
}

/// The words of the system, where it has any: wine's icacls says nothing.
#[test]
fn icacls_names_the_person_the_system_and_the_administrators() {
    let (_folder, path) = folder_and_path();
    save_pair(&new_key(), &path).unwrap();
    let output = Command::new("icacls").arg(&path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if is_wine() {
        println!("skipped: wine's icacls says nothing");
        return;
    }
    let rights: Vec<&str> =
        said.lines().filter_map(|line| line.rsplit_once(':')).map(|(_, rights)| rights.trim()).collect();
    assert_eq!(rights, ["(F)", "(F)", "(F)"], "{said}");
}

#[test]
fn ssh_keygen_takes_it() {
    let (_folder, path) = folder_and_path();
    let key = new_key();
    save_pair(&key, &path).unwrap();
    // That of Git does not look at rights.
    let system = std::path::PathBuf::from(std::env::var_os("SystemRoot").unwrap());
    let ssh_keygen = system.join(r"System32\OpenSSH\ssh-keygen.exe");
    if is_wine() && !ssh_keygen.exists() {
        println!("skipped: wine has no ssh-keygen");
        return;
    }
    let ask =
        |path| Command::new(&ssh_keygen).args(["-y", "-P", "", "-f"]).arg(path).stdin(Stdio::null()).output();
    let output = ask(&path).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let line = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    assert_eq!(format!("{line}\n").into_bytes(), public_line(&key));
    let lax = beside(&path, "lax");
    put_lax(&lax, &read(&path));
    assert!(!ask(&lax).unwrap().status.success(), "ssh-keygen takes what everyone may read");
}

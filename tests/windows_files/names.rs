//! Names that only Windows has something against, and some that nobody has.

use crate::saving::*;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::save::{Output, SaveError};
use keywright::system::{Disk as _, RealDisk, current_user};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn names_that_would_be_something_else_are_refused() {
    let (folder, _) = folder_and_path();
    for name in
        ["file:stream", "CON", "con.ppk", "NUL", "LPT1.pub.ppk", "key.", "key ", "a?b", "new/", r"new\"]
    {
        let error = plan(request(&new_key(), Output::private(PrivateFormat::Ppk3), folder.path().join(name)))
            .unwrap_err();
        assert_eq!(error, SaveError::NotAFileName, "{name}");
    }
    assert!(names_in(folder).is_empty());
}

#[test]
fn devices_and_folders_are_not_read() {
    let (folder, _) = folder_and_path();
    for path in [Path::new("CON"), Path::new("NUL"), Path::new(r"\\.\pipe\none"), folder.path()] {
        assert!(RealDisk::new().read(path, 1000).is_err(), "{}", path.display());
    }
}

#[test]
fn unusual_names_are_names_like_any_other() {
    let (folder, _) = folder_and_path();
    let key = new_key();
    for name in
        ["my key", "ключ 🔑", "鍵.ppk", "-rf", "--help", "a.b.c", ".hidden", "quote'", "%TEMP%", "ﬁ\u{301}"]
    {
        let path = folder.path().join(name);
        for _ in 0..2 {
            save_pair(&key, &path).unwrap();
        }
        assert_eq!(fingerprint(&path), key.public().fingerprint().sha256());
        assert!(is_private(&path), "{name}");
        assert!(folder.path().join(format!("{name}.2026-11-21.bak")).exists());
    }
}

/// What programs without Unicode write passphrases in.
#[test]
fn the_code_page_is_the_one_that_is_set_for_this_computer() {
    let key = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage";
    let output = Command::new("reg").args(["query", key, "/v", "ACP"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let number = said.split_whitespace().last().unwrap_or_default();
    let found = current_user().code_page.map(|page| page.name().to_owned());
    match number {
        "65001" => assert_eq!(found, None),
        "932" | "936" | "949" | "950" | "874" => assert!(found.is_some(), "{said}"),
        _ => assert_eq!(found, Some(format!("windows-{number}")), "{said}"),
    }
}

/// Longer than the 260 characters that old calls take, the folder already or only the file.
#[test]
fn long_paths_are_paths_like_any_other() {
    for length in [100, 140, 150, 160, 200, 400, 1000] {
        let (folder, _) = folder_and_path();
        let mut deep = folder.path().to_owned();
        while deep.as_os_str().len() < length {
            deep.push("дlong folder");
        }
        fs::create_dir_all(&deep).unwrap();
        let path = deep.join("x".repeat(90));
        let (old, new) = (new_key(), new_key());
        save_pair(&old, &path).unwrap_or_else(|error| panic!("{length}: {error:?}"));
        let saved = save_pair(&new, &path).unwrap_or_else(|error| panic!("{length}: {error:?}"));
        assert!(is_private(&path) && is_private(&saved.backups[0]));
        assert_eq!(fingerprint(&path), new.public().fingerprint().sha256());
        assert_eq!(fingerprint(&saved.backups[0]), old.public().fingerprint().sha256());
        assert_eq!(names_in(&deep).len(), 4);
        let mut request = request(&new_key(), Output::PAIR, deep.join(".ssh").join("id"));
        request.make_folder = true;
        assert!(save(request).unwrap().made_folder.is_some());
    }
}

//! Files that other programs have open.

use crate::saving::*;
use crate::support::*;
use keywright::format::PrivateFormat;
use keywright::i18n::Texts;
use keywright::save::{Output, SaveError};
use keywright::system::User;
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

const SHARE_READ: u32 = 1;
const SHARE_ALL: u32 = 7;

fn hold(path: &Path, share: u32) -> File {
    OpenOptions::new().read(true).share_mode(share).open(path).unwrap()
}

/// Words of it, after it was waited for a while, and nothing has changed.
#[test]
fn a_file_that_another_program_holds_stays_and_is_named() {
    for share in [0, SHARE_READ] {
        for name in ["id", "id.pub"] {
            let (folder, path) = folder_and_path();
            let (old, held) = (new_key(), beside(&path, name));
            save_pair(&old, &path).unwrap();
            let plan = plan(request(&new_key(), Output::PAIR, &path)).unwrap();
            let file = hold(&held, share);
            let from = Instant::now();
            let error = plan.carry_out(&keywright::system::RealDisk::new()).unwrap_err();
            assert!(from.elapsed() > Duration::from_secs(1), "{name}: it did not wait");
            assert!(from.elapsed() < Duration::from_secs(10), "{name}: it waited too long");
            let SaveError::Disk(disk) = &error else { panic!("{name} shared {share}: {error:?}") };
            assert_eq!((disk.kind, &disk.path), (ErrorKind::ResourceBusy, &held), "{disk:?}");
            let words = Texts::english().save_error(&error, &User::default());
            assert_eq!(
                words,
                format!("{} is open in another program. Close it there and try again.", held.display())
            );
            drop(file);
            assert_eq!(names_in(&folder), ["id", "id.pub"]);
            assert_eq!(fingerprint(&path), old.public().fingerprint().sha256());
            assert_eq!(read(&beside(&path, "id.pub")), public_line(&old));
        }
    }
}

/// As virus scanners and indexers do.
#[test]
fn a_file_that_is_held_for_a_moment_is_waited_for() {
    let (folder, path) = folder_and_path();
    save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    let (file, (held, is_held)) = (hold(&path, SHARE_READ), mpsc::channel());
    thread::scope(|scope| {
        scope.spawn(move || {
            held.send(()).unwrap();
            thread::sleep(Duration::from_millis(300));
            drop(file);
        });
        is_held.recv().unwrap();
        save(request(&new_key(), Output::private(PrivateFormat::Ppk3), &path)).unwrap();
    });
    assert_eq!(names_in(folder).len(), 2);
}

/// Windows replaces it where it can rename as Unix does; elsewhere nothing changes.
#[test]
fn a_file_that_others_have_open_politely_is_replaced_or_named() {
    let (folder, path) = folder_and_path();
    put(&path, b"old");
    let key = new_key();
    let file = hold(&path, SHARE_ALL);
    let saved = save(request(&key, Output::private(PrivateFormat::Ppk3), &path));
    drop(file);
    match saved {
        Ok(_) => assert_eq!(fingerprint(&path), key.public().fingerprint().sha256()),
        Err(SaveError::Disk(error)) => {
            println!("it cannot be replaced here: {error:?}");
            assert_eq!(error.kind, ErrorKind::ResourceBusy);
            assert_eq!(read(&path), b"old");
            assert_eq!(names_in(folder), ["id"]);
        }
        Err(error) => panic!("{error:?}"),
    }
}

//! Saving public keys alone, as from somebody else's file.

use crate::support::*;
use keywright::format::PublicFormat;
use keywright::key::Comment;
use keywright::save::{KeyMaterial, Output, Request};

fn public_request(key: &keywright::key::Key, path: &std::path::Path) -> Request {
    let content = KeyMaterial::Public(key.public().clone());
    let what = Output::Public(PublicFormat::Line);
    Request { content, output: what, path: path.into(), make_folder: false, today: TODAY.into() }
}

#[test]
fn a_public_key_needs_no_private_one_to_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (key, path) = (new_key(), folder.path().join("theirs.pub"));
    let saved = save(public_request(&key, &path)).unwrap();
    assert_eq!(saved.files.len(), 1);
    assert_eq!(std::fs::read(path).unwrap(), public_line(&key));
    assert_eq!(names_in(folder), ["theirs.pub"]);
}

#[test]
fn another_comment_is_a_change_worth_a_backup_and_the_backup_stays_public() {
    let folder = tempfile::tempdir().unwrap();
    let (key, path) = (new_key(), folder.path().join("theirs.pub"));
    save(public_request(&key, &path)).unwrap();
    assert!(plan(public_request(&key, &path)).unwrap().replaced().is_empty());
    let mut request = public_request(&key, &path);
    let renamed = key.public().clone().with_comment(Comment::parse_user_input("other").unwrap());
    request.content = KeyMaterial::Public(renamed);
    let saved = save(request).unwrap();
    assert_eq!(mode(&saved.backups[0]), 0o644);
    assert_eq!(std::fs::read(&saved.backups[0]).unwrap(), public_line(&key));
}

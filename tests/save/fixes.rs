//! Findings of ~/.ssh put right: shown, carried out, looked at again, undone.

use crate::support::*;
use keywright::health::{Allowed, Change, Finding, Fix, FixError, FixPlan, Problem, plan};
use keywright::system::{FilePermissions, RealDisk, User};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

fn finding(path: &Path, line: Option<usize>, fix: Fix) -> Finding {
    Finding { path: path.to_owned(), line, problem: Problem::NoPublic, fix: Some(fix) }
}

fn planned(path: &Path, line: Option<usize>, fix: Fix) -> Result<FixPlan, FixError> {
    plan(&finding(path, line, fix), &RealDisk::new(), &User::default(), TODAY)
}

/// A folder with a file in it.
fn file(contents: &[u8], mode: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    put(&path, contents, mode);
    (folder, path)
}

#[test]
fn a_file_that_others_can_read_becomes_private_and_gets_its_permissions_back() {
    let (_folder, path) = file(b"key", 0o664);
    let plan = planned(&path, None, Fix::MakePrivate).unwrap();
    let from = FilePermissions::Mode(0o664);
    let shown = Change::Permissions { path: path.clone(), from, to: Allowed::Owner };
    assert_eq!((plan.changes(), mode(&path)), (&[shown.clone()][..], 0o664));
    let fixed = plan.carry_out(&RealDisk::new()).unwrap();
    assert_eq!((fixed.changes, fixed.backups.len(), mode(&path)), (vec![shown], 0, 0o600));
    assert_eq!(planned(&path, None, Fix::MakePrivate).unwrap_err(), FixError::Changed(path.clone()));
    fixed.undo.carry_out(&RealDisk::new()).unwrap();
    assert_eq!(mode(&path), 0o664);
}

#[test]
fn only_the_right_to_write_is_taken_from_a_folder_and_a_text_file() {
    for is_folder in [true, false] {
        let (folder, mut path) = file(b"Host *\n", 0o666);
        if is_folder {
            path = folder.path().join("home");
            fs::create_dir(&path).unwrap();
            set_mode(&path, 0o2777);
        }
        let (before, after) = if is_folder { (0o2777, 0o2755) } else { (0o666, 0o644) };
        let fixed = planned(&path, None, Fix::TakeWrite).unwrap().carry_out(&RealDisk::new()).unwrap();
        assert_eq!(mode(&path), after);
        fixed.undo.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(mode(&path), before);
    }
}

#[test]
fn what_a_link_leads_to_is_put_right_and_the_link_stays() {
    let (folder, path) = file(b"key", 0o644);
    let link = folder.path().join("link");
    symlink(&path, &link).unwrap();
    let fixed = planned(&link, None, Fix::MakePrivate).unwrap().carry_out(&RealDisk::new()).unwrap();
    assert_eq!((mode(&path), fs::read_link(&link).unwrap()), (0o600, path.clone()));
    fixed.undo.carry_out(&RealDisk::new()).unwrap();
    assert_eq!(mode(&path), 0o644);
}

#[test]
fn permissions_that_somebody_changed_since_are_not_touched_by_undoing() {
    let (_folder, path) = file(b"key", 0o644);
    let fixed = planned(&path, None, Fix::MakePrivate).unwrap().carry_out(&RealDisk::new()).unwrap();
    set_mode(&path, 0o400);
    let refused = fixed.undo.carry_out(&RealDisk::new());
    assert_eq!((refused, mode(&path)), (Err(FixError::ChangedSince(path.clone())), 0o400));
}

#[test]
fn an_edited_line_comes_with_a_backup_and_undoing_leaves_the_folder_as_it_was() {
    for disk in all_disks() {
        let line = new_key().public().line();
        let text = format!("# mine\n{line}\n{line}\n");
        let (folder, path) = file(text.as_bytes(), 0o640);
        let (number, fix) = (Some(3), Fix::RemoveRepeated);
        let plan = plan(&finding(&path, number, fix), &disk, &User::default(), TODAY).unwrap();
        let [Change::Line { edit, .. }, Change::Replaced(kept)] = plan.changes() else { panic!("{plan:?}") };
        assert_eq!((edit.number, edit.old.as_deref(), &edit.new), (3, Some(line.as_bytes()), &None));
        let backup = kept.backup.clone();
        let fixed = plan.carry_out(&disk).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("# mine\n{line}\n"));
        assert_eq!((fs::read_to_string(&backup).unwrap(), &fixed.backups), (text.clone(), &vec![backup]));
        fixed.undo.carry_out(&disk).unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap(), mode(&path)), (text, 0o640));
        assert_eq!(names_in(folder.path()), ["file"]);
    }
}

#[test]
fn a_text_that_somebody_changed_since_is_not_touched_by_undoing() {
    for disk in all_disks() {
        let line = new_key().public().line();
        let (folder, path) = file(format!("{line}\n{line}\n").as_bytes(), 0o600);
        let fixed = planned(&path, Some(2), Fix::RemoveRepeated).unwrap().carry_out(&disk).unwrap();
        fs::remove_file(&path).unwrap();
        put(&path, b"another", 0o600);
        assert_eq!(fixed.undo.carry_out(&disk), Err(FixError::ChangedSince(path.clone())));
        assert_eq!(
            (fs::read_to_string(&path).unwrap().as_str(), names_in(folder.path()).len()),
            ("another", 2)
        );
    }
}

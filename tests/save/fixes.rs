//! Findings of ~/.ssh put right: shown, carried out, looked at again, undone.

use crate::support::*;
use keywright::format::NotRewritten;
use keywright::health::{Allowed, Change, Fix, FixError, FixKind, FixPlan, plan};
use keywright::sshfiles::LineFix;
use keywright::system::{FilePermissions, RealDisk, User};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

fn planned(path: &Path, line: Option<usize>, fix: Fix) -> Result<FixPlan, FixError> {
    plan(&finding(path, line, fix), &RealDisk::new(), &User::default(), TODAY)
}

/// A folder with a file in it.
fn file(contents: &[u8], mode: u32) -> (tempfile::TempDir, PathBuf) {
    called("file", contents, mode)
}

fn called(name: &str, contents: &[u8], mode: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    put(&path, contents, mode);
    (folder, path)
}

/// The list that such a fix is for.
fn list_for(fix: &Fix, contents: &[u8], mode: u32) -> (tempfile::TempDir, PathBuf) {
    let name = match fix {
        Fix::RemoveHostLine => "known_hosts",
        _ => "authorized_keys",
    };
    called(name, contents, mode)
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
    let fixed = planned(&link, None, Fix::Asked(Box::new(Fix::MakePrivate)))
        .unwrap()
        .carry_out(&RealDisk::new())
        .unwrap();
    assert_eq!((mode(&path), fs::read_link(&link).unwrap()), (0o600, path.clone()));
    fixed.undo.carry_out(&RealDisk::new()).unwrap();
    assert_eq!(mode(&path), 0o644);
    // Not without a question: others may rely on it.
    assert_eq!(planned(&link, None, Fix::MakePrivate).unwrap_err(), FixError::Changed(link));
}

/// All plans are made before the first is carried out, as for all fixes at once.
#[test]
fn a_key_that_is_open_and_damaged_is_put_right_by_two_plans_made_at_once() {
    for disk in all_disks() {
        let (_folder, path) = pair(windows);
        let before = fs::read(&path).unwrap();
        let plans = [Fix::MakePrivate, Fix::Rewrite]
            .map(|fix| plan(&finding(&path, None, fix), &disk, &User::default(), TODAY).unwrap());
        let [restricted, rewritten] = plans.map(|plan| plan.carry_out(&disk).unwrap());
        assert_eq!(windows(&fs::read_to_string(&path).unwrap()).as_bytes(), before);
        assert_eq!(mode(&path), 0o600);
        rewritten.undo.carry_out(&disk).unwrap();
        assert_eq!((mode(&path), fs::read(&path).unwrap()), (0o600, before));
        restricted.undo.carry_out(&disk).unwrap();
        assert_eq!(mode(&path), 0o644);
    }
}

#[test]
fn permissions_that_somebody_changed_since_are_not_touched_by_undoing() {
    let (_folder, path) = file(b"key", 0o644);
    let fixed = planned(&path, None, Fix::MakePrivate).unwrap().carry_out(&RealDisk::new()).unwrap();
    set_mode(&path, 0o400);
    let refused = fixed.undo.carry_out(&RealDisk::new());
    assert_eq!((refused, mode(&path)), (Err(FixError::ChangedSince(path.clone())), 0o400));
}

/// It may be a new key, which nobody else was ever to read.
#[test]
fn another_file_that_took_the_place_of_a_fixed_one_stays_private() {
    let (folder, path) = file(b"key", 0o644);
    let fixed = planned(&path, None, Fix::MakePrivate).unwrap().carry_out(&RealDisk::new()).unwrap();
    let new = folder.path().join("new");
    put(&new, b"another key", 0o600);
    fs::rename(&new, &path).unwrap();
    let refused = fixed.undo.carry_out(&RealDisk::new());
    assert_eq!((refused, mode(&path)), (Err(FixError::ChangedSince(path.clone())), 0o600));
}

#[test]
fn an_edited_line_comes_with_a_backup_and_undoing_leaves_the_folder_as_it_was() {
    for disk in all_disks() {
        let line = new_key().public().line();
        let text = format!("# mine\n{line}\n{line}\n");
        let (number, fix) = (Some(3), Fix::RemoveRepeated);
        let (folder, path) = list_for(&fix, text.as_bytes(), 0o640);
        let plan = plan(&finding(&path, number, fix), &disk, &User::default(), TODAY).unwrap();
        let [Change::Line { edit, .. }, Change::Replaced(kept)] = plan.changes() else { panic!("{plan:?}") };
        assert_eq!((edit.number, edit.old.as_deref(), &edit.new), (3, Some(line.as_bytes()), &None));
        let backup = kept.backup.clone();
        let fixed = plan.carry_out(&disk).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("# mine\n{line}\n"));
        assert_eq!((fs::read_to_string(&backup).unwrap(), &fixed.backups), (text.clone(), &vec![backup]));
        fixed.undo.carry_out(&disk).unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap(), mode(&path)), (text, 0o640));
        assert_eq!(names_in(folder.path()), ["authorized_keys"]);
    }
}

#[test]
fn a_text_that_somebody_changed_since_is_not_touched_by_undoing() {
    for disk in all_disks() {
        let line = new_key().public().line();
        let text = format!("{line}\n{line}\n");
        let (folder, path) = list_for(&Fix::RemoveRepeated, text.as_bytes(), 0o600);
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

/// A pair as ssh-keygen leaves it, with the private key changed.
fn pair(change: impl Fn(&str) -> String) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("id");
    save_pair(&new_key(), &path).unwrap();
    let text = change(&fs::read_to_string(&path).unwrap());
    fs::remove_file(&path).unwrap();
    put(&path, text.as_bytes(), 0o644);
    (folder, path)
}

fn windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

#[test]
fn a_rewritten_key_is_the_same_and_undoing_gives_back_text_and_permissions() {
    for disk in all_disks() {
        let (folder, path) = pair(windows);
        let before = fs::read(&path).unwrap();
        let plan = plan(&finding(&path, None, Fix::Rewrite), &disk, &User::default(), TODAY).unwrap();
        let [
            Change::Permissions { .. },
            Change::Rewritten { is_only_space: true, .. },
            Change::Replaced(kept),
        ] = plan.changes()
        else {
            panic!("{plan:?}")
        };
        let backup = kept.backup.clone();
        let fixed = plan.carry_out(&disk).unwrap();
        assert_eq!(String::from_utf8(before.clone()).unwrap(), windows(&fs::read_to_string(&path).unwrap()));
        assert_eq!((mode(&path), mode(&backup), fs::read(&backup).unwrap()), (0o600, 0o600, before.clone()));
        fixed.undo.carry_out(&disk).unwrap();
        assert_eq!((mode(&path), fs::read(&path).unwrap()), (0o644, before));
        assert_eq!(names_in(folder.path()), ["id", "id.pub"]);
        let whole = windows(&fs::read_to_string(&path).unwrap()).replace('\r', "");
        fs::remove_file(&path).unwrap();
        put(&path, whole.as_bytes(), 0o600);
        let not_needed = FixError::NotRewritten(path.clone(), NotRewritten::NotNeeded);
        assert_eq!(planned(&path, None, Fix::Rewrite).unwrap_err(), not_needed);
    }
}

#[test]
fn the_right_public_key_takes_the_place_of_a_wrong_or_missing_one() {
    let (folder, path) = pair(str::to_owned);
    let (public, right) = (folder.path().join("id.pub"), fs::read(folder.path().join("id.pub")).unwrap());
    let other = public_line(&new_key());
    for wrong in [Some(&other), None] {
        fs::remove_file(&public).unwrap();
        wrong.into_iter().for_each(|text| put(&public, text, 0o644));
        let fixed = planned(&path, None, Fix::WritePublic).unwrap().carry_out(&RealDisk::new()).unwrap();
        assert_eq!(
            (fs::read(&public).unwrap(), fixed.backups.len()),
            (right.clone(), usize::from(wrong.is_some()))
        );
        assert_eq!(planned(&path, None, Fix::WritePublic).unwrap_err(), FixError::Changed(path.clone()));
        fixed.undo.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(fs::read(&public).ok().as_ref(), wrong);
        put(folder.path().join("id.pub2"), b"", 0o644);
        fs::rename(folder.path().join("id.pub2"), &public).unwrap();
    }
}

#[test]
fn renaming_overwrites_nothing_and_can_be_undone() {
    let (folder, path) = file(&public_line(&new_key()), 0o644);
    let to = folder.path().join("file.pub");
    let fix = || Fix::Rename(to.clone());
    let fixed = planned(&path, None, fix()).unwrap().carry_out(&RealDisk::new()).unwrap();
    assert_eq!(names_in(folder.path()), ["file.pub"]);
    put(&path, b"another", 0o644);
    assert_eq!(planned(&path, None, fix()).unwrap_err(), FixError::Taken(to.clone()));
    assert_eq!(fixed.undo.carry_out(&RealDisk::new()), Err(FixError::Taken(path.clone())));
    fs::remove_file(&path).unwrap();
    fixed.undo.carry_out(&RealDisk::new()).unwrap();
    assert_eq!(names_in(folder.path()), ["file"]);
    let elsewhere = Fix::Rename(folder.path().join("folder/file"));
    assert_eq!(planned(&path, None, elsewhere).unwrap_err(), FixError::ByHand(path));
}

/// The text, the line and its fix, and the text afterwards.
#[test]
fn lines_are_repaired_and_switched_off() {
    let [one, two, three] = [1, 2, 3].map(|_| new_key().public().line());
    let weak = include_str!("../vectors/public/dsa1024.pub");
    let pem = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n";
    for (text, number, fix, expected) in [
        (format!("{one}{two}\n"), 1, Fix::RepairLine(LineFix::Split), format!("{one}\n{two}\n")),
        (
            format!("# a\nrestrict {one} {two} {three}"),
            2,
            Fix::RepairLine(LineFix::Split),
            format!("# a\nrestrict {one}\nrestrict {two}\nrestrict {three}\n"),
        ),
        (
            format!("\u{feff}{one}\r\n{two}\r\n"),
            1,
            Fix::RepairLine(LineFix::RemoveMark),
            format!("{one}\r\n{two}\r\n"),
        ),
        (format!("{one}\n  {weak}"), 2, Fix::SwitchOff, format!("{one}\n  #{weak}")),
        (format!("nonsense {one}\n{two}\n"), 1, Fix::SwitchOff, format!("# nonsense {one}\n{two}\n")),
        (
            format!("{pem}{one}\n"),
            1,
            Fix::SwitchOff,
            format!("# {}{one}\n", pem.replacen("\nM", "\n# M", 1).replace("\n--", "\n# --")),
        ),
        (format!("web {one}\ndb ssh-rsa AAAA\n"), 2, Fix::RemoveHostLine, format!("web {one}\n")),
        (format!("web {one}\n|1|x|y {two}\n\n"), 2, Fix::RemoveHostLine, format!("web {one}\n\n")),
    ] {
        let (_folder, path) = list_for(&fix, text.as_bytes(), 0o600);
        let fixed = planned(&path, Some(number), fix.clone()).unwrap().carry_out(&RealDisk::new()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{fix:?}");
        fixed.undo.carry_out(&RealDisk::new()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{fix:?}");
    }
}

#[test]
fn a_line_that_is_not_what_was_found_is_left_alone() {
    let [one, two] = [1, 2].map(|_| new_key().public().line());
    let text = format!("{one}\n# a remark\nweb {two}\nrestrict {one}\n");
    for (number, fix) in [
        (1, Fix::RepairLine(LineFix::Split)),
        (2, Fix::SwitchOff),
        (9, Fix::SwitchOff),
        (1, Fix::RemoveRepeated),
        // It may do less than in the first line.
        (4, Fix::RemoveRepeated),
        (2, Fix::RemoveHostLine),
        (3, Fix::RemoveHostLine),
    ] {
        let (folder, path) = list_for(&fix, text.as_bytes(), 0o600);
        let what = format!("{fix:?} {number}");
        assert_eq!(planned(&path, Some(number), fix).unwrap_err(), FixError::Changed(path.clone()), "{what}");
        assert_eq!((fs::read_to_string(&path).unwrap(), names_in(folder.path()).len()), (text.clone(), 1));
    }
}

/// Another program removes the first line after the check: the same number is another line then.
#[test]
fn the_line_that_took_the_place_of_the_one_that_was_found_is_left_alone() {
    let [one, two] = [1, 2].map(|_| new_key().public().line());
    for (text, number, fix) in [
        (format!("# a\nnonsense {one}\n{two}\n"), 2, Fix::SwitchOff),
        (format!("# a\n{one} {two}\n{two}\n"), 2, Fix::RepairLine(LineFix::Split)),
        (format!("{two}\n{two}\n{one}\n"), 2, Fix::RemoveRepeated),
        (format!("# a\nweb ssh-rsa AAAA\nweb {one}\n"), 2, Fix::RemoveHostLine),
        // It is wrong too, but in another way.
        (format!("# a\nnonsense {one}\n{}\n", two.get(..40).unwrap()), 2, Fix::SwitchOff),
        (format!("# a\nweb\n|1|x|y {one}\n"), 2, Fix::RemoveHostLine),
    ] {
        let (_folder, path) = list_for(&fix, text.as_bytes(), 0o600);
        let found = finding(&path, Some(number), fix);
        assert!(plan(&found, &RealDisk::new(), &User::default(), TODAY).is_ok(), "{found:?}");
        let (_, rest) = text.split_once('\n').unwrap();
        fs::remove_file(&path).unwrap();
        put(&path, rest.as_bytes(), 0o600);
        let refused = plan(&found, &RealDisk::new(), &User::default(), TODAY).unwrap_err();
        assert_eq!(refused, FixError::Changed(path.clone()), "{found:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), rest);
    }
}

/// Somebody has put a private key where the public one was.
#[test]
fn only_the_public_key_that_was_found_gets_another_name() {
    let (folder, path) = file(&public_line(&new_key()), 0o644);
    let fix = || Fix::Rename(folder.path().join("file.pub"));
    let planned_before = planned(&path, None, fix()).unwrap();
    fs::remove_file(&path).unwrap();
    save_pair(&new_key(), folder.path().join("other")).unwrap();
    fs::rename(folder.path().join("other"), &path).unwrap();
    let before = names_in(folder.path());
    assert_eq!(planned_before.carry_out(&RealDisk::new()).unwrap_err(), FixError::Changed(path.clone()));
    assert_eq!(planned(&path, None, fix()).unwrap_err(), FixError::Changed(path.clone()));
    assert_eq!(names_in(folder.path()), before);
}

#[test]
fn what_a_person_has_to_do_is_not_done() {
    let (_folder, path) = file(b"", 0o644);
    for fix in
        [Fix::Convert, Fix::SetPassphrase, Fix::Replace, Fix::ChooseFile, Fix::AskIssuer, Fix::TakeOwnership]
    {
        assert!(!fix.is_safe() && fix.kind() != FixKind::Shown);
        assert_eq!(planned(&path, None, fix).unwrap_err(), FixError::ByHand(path.clone()));
    }
}

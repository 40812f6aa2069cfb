//! Many saves at once: each is all or nothing for itself.

use crate::support::*;
use keywright::save::{Output, SaveError, SavePlan, carry_out_together};
use keywright::system::RealDisk;
use std::fs;
use std::path::Path;

fn plans(folder: &Path, names: &[&str]) -> Vec<SavePlan> {
    names.iter().map(|name| plan(request(&new_key(), Output::PAIR, folder.join(name))).unwrap()).collect()
}

#[test]
fn all_are_saved_and_told_in_their_order() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut all = plans(one.path(), &["a", "b", "c"]);
    all.extend(plans(other.path(), &["d"]));
    let saved = carry_out_together(&all, &RealDisk::new());
    let paths: Vec<_> = saved.into_iter().map(|saved| saved.unwrap().files[0].path.clone()).collect();
    assert_eq!(
        paths,
        [one.path().join("a"), one.path().join("b"), one.path().join("c"), other.path().join("d")]
    );
    assert_eq!(names_in(one.path()), ["a", "a.pub", "b", "b.pub", "c", "c.pub"]);
    assert_nothing_lax(one.path());
}

#[test]
fn a_plan_names_what_it_writes_the_private_file_first() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plans(folder.path(), &["a"]).remove(0);
    assert_eq!(plan.paths().collect::<Vec<_>>(), [folder.path().join("a"), folder.path().join("a.pub")]);
}

#[test]
fn one_that_fails_leaves_nothing_and_takes_nobody_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let all = plans(folder.path(), &["a", "b"]);
    put(folder.path().join("a.pub"), b"in the way\n", 0o644);
    let saved = carry_out_together(&all, &RealDisk::new());
    assert_eq!(saved[0], Err(SaveError::Appeared(folder.path().join("a.pub"))));
    assert!(saved[1].is_ok());
    assert_eq!(names_in(folder.path()), ["a.pub", "b", "b.pub"]);
    assert_eq!(fs::read(folder.path().join("a.pub")).unwrap(), b"in the way\n");
}

#[test]
fn whichever_call_to_the_disk_fails_each_pair_is_whole_or_gone() {
    let mut failed = 0;
    let calls = (0..).find(|number| {
        let folder = tempfile::tempdir().unwrap();
        let all = plans(folder.path(), &["a", "b"]);
        let disk = Failing::new(RealDisk::new(), Fault::At(*number));
        let saved = carry_out_together(&all, &disk);
        for (saved, name) in saved.iter().zip(["a", "b"]) {
            let there =
                [name.to_owned(), format!("{name}.pub")].map(|name| folder.path().join(name).exists());
            assert_eq!(there, [saved.is_ok(); 2], "call {number}: {saved:?}");
        }
        assert_nothing_lax(folder.path());
        failed += saved.iter().filter(|saved| saved.is_err()).count();
        !disk.has_failed()
    });
    assert!(failed > 10, "only {failed} failures in {calls:?} calls");
}

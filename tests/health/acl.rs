//! Files whose permissions are an access control list, as on Windows: what its ssh and sshd refuse is found, and putting
//! it right takes away what is too much.

use crate::home::Home;
use keywright::health::{
    Allowed, Change, Finding, Fix, FixError, Place, Problem, Severity, Writers, plan, survey,
};
use keywright::i18n::Texts;
use keywright::key::NoProgress;
use keywright::system::{
    Disk, DiskError, Entry, FilePermissions, FileStatus, Folder, Found, FoundAccess, PriorAccess, RealDisk,
};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use zeroize::Zeroizing;

/// The real disk, with ACLs in the place of modes. A file that is not named here has one that is right.
struct WithAcls {
    inner: RealDisk,
    acls: Mutex<HashMap<PathBuf, FoundAccess>>,
}

fn acl(names: &[&str], writers: &[&str], mine: bool) -> FoundAccess {
    let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    FoundAccess { mine, permissions: FilePermissions::Others { names: all(names), writers: all(writers) } }
}

impl WithAcls {
    fn new(acls: &[(PathBuf, FoundAccess)]) -> Self {
        Self { inner: RealDisk::new(), acls: Mutex::new(acls.iter().cloned().collect()) }
    }

    fn of(&self, path: &Path) -> FoundAccess {
        self.acls.lock().unwrap().get(path).cloned().unwrap_or_else(|| acl(&[], &[], true))
    }

    /// The file keeps its real mode for undoing, so that is changed too.
    fn change(
        &self,
        path: &Path,
        really: impl FnOnce() -> Result<Option<PriorAccess>, DiskError>,
        new: impl FnOnce(FoundAccess) -> FoundAccess,
    ) -> Result<Option<PriorAccess>, DiskError> {
        let prior = really()?;
        let new = new(self.of(path));
        self.acls.lock().unwrap().insert(path.to_owned(), new);
        Ok(prior)
    }
}

impl Disk for WithAcls {
    fn read(&self, path: &Path, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError> {
        self.inner.read(path, at_most)
    }
    fn look(&self, path: &Path) -> Result<Found, DiskError> {
        Ok(match self.inner.look(path)? {
            Found::File(_) => Found::File(self.of(path)),
            found => found,
        })
    }
    fn is_folder(&self, path: &Path) -> Result<bool, DiskError> {
        self.inner.is_folder(path)
    }
    fn status(&self, path: &Path) -> Option<FileStatus> {
        Some(FileStatus { access: self.of(path), owner: None, ..self.inner.status(path)? })
    }
    fn restrict_to_owner(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError> {
        self.change(path, || self.inner.restrict_to_owner(path), |found| acl(&[], &[], found.mine))
    }
    fn restrict_writing(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError> {
        let readers = |found: FoundAccess| match found.permissions {
            FilePermissions::Others { names, .. } => {
                FoundAccess { permissions: FilePermissions::Others { names, writers: Vec::new() }, ..found }
            }
            _ => found,
        };
        self.change(path, || self.inner.restrict_writing(path), readers)
    }
    fn give_back(&self, path: &Path, prior: &PriorAccess) -> Result<(), DiskError> {
        self.inner.give_back(path, prior)
    }
    fn keeps_permissions(&self, path: &Path) -> bool {
        self.inner.keeps_permissions(path)
    }
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError> {
        self.inner.list(folder)
    }
    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError> {
        self.inner.make_private_folder(path)
    }
    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.inner.remove_empty_folder(path)
    }
    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        self.inner.remove(path)
    }
    fn open_folder(&self, path: &Path) -> Result<Arc<dyn Folder>, DiskError> {
        self.inner.open_folder(path)
    }
}

fn found(home: &Home, folder: &str, disk: &WithAcls) -> Vec<Finding> {
    survey(&home.path(folder), &home.person(), disk, 0, &NoProgress).unwrap().findings
}

/// A home folder with the files that ssh and sshd look at, open to everybody by their modes, which do not count.
fn home() -> Home {
    let home = Home::new();
    home.put(".ssh/config", "Host web\nInclude more\n", 0o666);
    home.put(".ssh/more", "Host db\n", 0o666);
    home.put(".ssh/authorized_keys", "", 0o666);
    home.put(".ssh/known_hosts", "", 0o666);
    home
}

#[test]
fn nothing_is_wrong_with_lists_that_others_may_read() {
    let home = home();
    let files = [".ssh/config", ".ssh/more", ".ssh/authorized_keys", ".ssh/known_hosts", ".ssh", ""];
    let readable = files.map(|name| (home.path(name), acl(&["Authenticated Users"], &[], true)));
    assert_eq!(found(&home, ".ssh", &WithAcls::new(&readable)), []);
}

#[test]
fn whoever_may_change_them_is_named_and_loses_that_right_alone() {
    for (name, place, severity) in [
        (".ssh/config", Place::Config, Severity::Problem),
        (".ssh/more", Place::Config, Severity::Problem),
        (".ssh/authorized_keys", Place::AuthorizedKeys, Severity::Problem),
        (".ssh/known_hosts", Place::KnownHosts, Severity::Warning),
        (".ssh", Place::Folder, Severity::Warning),
        ("", Place::Home, Severity::Warning),
    ] {
        let home = home();
        let path = home.path(name);
        if std::fs::metadata(&path).unwrap().is_dir() {
            home.set_mode(name, 0o777);
        }
        let disk = WithAcls::new(&[(path.clone(), acl(&[r"PC\bob", "Users"], &[r"PC\bob"], true))]);
        let findings = found(&home, ".ssh", &disk);
        let [finding] = &findings[..] else { panic!("{name}: {findings:?}") };
        let by_bob = Writers::Named(vec![r"PC\bob".to_owned()]);
        assert_eq!((&finding.path, &finding.problem), (&path, &Problem::Writable(place, by_bob)));
        assert_eq!((finding.problem.severity(), &finding.fix), (severity, &Some(Fix::TakeWrite)), "{name}");
        let words = Texts::english().finding(finding, &home.person());
        assert!(words.contains("PC\\bob") && !words.contains("Users"), "{words}");
        let plan = plan(finding, &disk, &home.person(), "2026-11-30").unwrap();
        assert!(matches!(plan.changes(), [Change::Permissions { to: Allowed::OwnerWrites, .. }]));
        let shown = Texts::english().change(&plan.changes()[0], &home.person());
        assert!(shown.contains("PC\\bob") && !shown.contains("Users"), "{shown}");
        plan.carry_out(&disk).unwrap();
        assert_eq!(found(&home, ".ssh", &disk), [], "{name}");
        assert_eq!(disk.of(&path), acl(&[r"PC\bob", "Users"], &[], true));
    }
}

#[test]
fn the_list_of_the_administrators_may_be_read_by_nobody_else() {
    let home = Home::new();
    home.put("ssh/administrators_authorized_keys", "", 0o666);
    let path = home.path("ssh/administrators_authorized_keys");
    let disk = WithAcls::new(&[(path.clone(), acl(&["Authenticated Users"], &[], true))]);
    let findings = found(&home, "ssh/administrators_authorized_keys", &disk);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    let others = Writers::Named(vec!["Authenticated Users".to_owned()]);
    assert_eq!(finding.problem, Problem::Writable(Place::Administrators, others));
    // It is not in ~/.ssh.
    assert_eq!(finding.fix, Some(Fix::Asked(Box::new(Fix::MakePrivate))));
    plan(finding, &disk, &home.person(), "2026-11-30").unwrap().carry_out(&disk).unwrap();
    assert_eq!(found(&home, "ssh/administrators_authorized_keys", &disk), []);
}

#[test]
fn a_file_of_somebody_else_is_left_to_them() {
    let home = home();
    let path = home.path(".ssh/config");
    let disk = WithAcls::new(&[(path.clone(), acl(&[r"PC\bob"], &[r"PC\bob"], false))]);
    let findings = found(&home, ".ssh", &disk);
    assert_eq!(findings[0].fix, Some(Fix::TakeOwnership));
    let finding = Finding { fix: Some(Fix::TakeWrite), ..findings[0].clone() };
    let refused = plan(&finding, &disk, &home.person(), "2026-11-30").unwrap_err();
    assert_eq!(refused, FixError::NotMine(path));
}

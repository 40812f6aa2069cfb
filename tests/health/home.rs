//! A home folder of somebody, as it may be.

use crate::programs::{command, output_of, put};
use keywright::health::{Survey, survey};
use keywright::key::NoProgress;
use keywright::system::{RealDisk, User, now};
use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub struct Home {
    folder: TempDir,
}

impl Home {
    /// With an empty ~/.ssh.
    pub fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        home.set_mode(".", 0o755);
        fs::DirBuilder::new().mode(0o700).create(home.path(".ssh")).unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file with a mode of its own.
    pub fn put(&self, name: &str, bytes: &(impl AsRef<[u8]> + ?Sized), mode: u32) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        put(&path, bytes);
        self.set_mode(name, mode);
    }

    pub fn set_mode(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Makes a key as ssh-keygen does, with these arguments beside its name.
    pub fn keygen(&self, name: &str, arguments: &[&str]) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        output_of(command("ssh-keygen").args(["-q", "-C", "ann", "-f"]).arg(self.path(name)).args(arguments));
    }

    pub fn person(&self) -> User {
        User {
            home: Some(self.folder.path().to_owned()),
            user_at_host: "ann@desk".to_owned(),
            ..User::default()
        }
    }

    pub fn survey(&self) -> Survey {
        survey(&self.path(".ssh"), &self.person(), &RealDisk::new(), now(), &NoProgress).unwrap()
    }

    /// What is wrong: the file as it is called from home, with the line, and the rule.
    pub fn findings(&self) -> Vec<String> {
        let shown = |path: &Path| path.strip_prefix(self.folder.path()).unwrap_or(path).display().to_string();
        let one = |finding: &keywright::health::Finding| {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line} {}", shown(&finding.path), finding.problem.id())
        };
        self.survey().findings.iter().map(one).collect()
    }
}

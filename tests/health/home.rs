//! A home folder of somebody, as it may be.

use crate::programs::{command, output_of, put};
use keywright::health::{Finding, Survey, survey};
use keywright::key::NoProgress;
use keywright::system::{RealDisk, User, now};
use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// An account that nobody else has.
pub const ANN: u32 = 61_234;

pub struct Home {
    path: PathBuf,
    /// Of its own, unless it is in one of somebody else.
    _folder: Option<TempDir>,
}

impl Home {
    /// With an empty ~/.ssh.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Self { path: folder.path().to_owned(), _folder: Some(folder) };
        home.set_mode(".", 0o755);
        home.with_dot_ssh()
    }

    /// The same in this place.
    pub fn at(path: &Path) -> Self {
        fs::DirBuilder::new().mode(0o755).create(path).unwrap();
        Self { path: path.to_owned(), _folder: None }.with_dot_ssh()
    }

    fn with_dot_ssh(self) -> Self {
        fs::DirBuilder::new().mode(0o700).create(self.path(".ssh")).unwrap();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
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

    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).unwrap().permissions().mode() & 0o7777
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Makes a key as ssh-keygen does, with these arguments beside its name.
    pub fn keygen(&self, name: &str, arguments: &[&str]) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        output_of(command("ssh-keygen").args(["-q", "-C", "ann", "-f"]).arg(self.path(name)).args(arguments));
    }

    /// An Ed25519 key that is nobody's concern.
    pub fn key(&self, name: &str) {
        self.keygen(name, &["-t", "ed25519", "-N", "secret"]);
    }

    /// A program for somebody whose home folder this is: ssh asks the system where that is.
    pub fn command(&self, program: &str) -> Command {
        let passwd = self.path.join("passwd");
        let name = whoami::username().unwrap();
        let home = self.path.display();
        // In a name space of its own, a person is root to themselves.
        let line = |name: &str, id: u32| format!("{name}:x:{id}:{id}:{name}:{home}:/bin/sh\n");
        put(&passwd, &[line("root", 0), line(&name, 0), line("ann", ANN)].concat());
        let space = if rustix::process::geteuid().is_root() { "--mount" } else { "-rm" };
        let mut command = command("unshare");
        command.args([space, "sh", "-c", "mount --bind \"$0\" /etc/passwd && exec \"$@\""]);
        command.arg(passwd).arg(program).env("HOME", &self.path);
        command
    }

    /// Whether that can be done here. If not the reason is printed.
    pub fn has_commands(&self) -> bool {
        let tried = self.command("true").output().is_ok_and(|output| output.status.success());
        tried || crate::programs::skip("no program can be given another home folder here")
    }

    pub fn person(&self) -> User {
        User { home: Some(self.path.clone()), user_at_host: "ann@desk".to_owned(), ..User::default() }
    }

    pub fn survey(&self) -> Survey {
        survey(&self.path(".ssh"), &self.person(), &RealDisk::new(), now(), &NoProgress).unwrap()
    }

    /// What is wrong with one file.
    pub fn findings_of(&self, name: &str) -> Vec<Finding> {
        survey(&self.path(name), &self.person(), &RealDisk::new(), now(), &NoProgress).unwrap().findings
    }

    /// What is wrong by one rule, with the file as it is called from home.
    pub fn wrong(&self, rule: &str) -> Vec<Finding> {
        self.survey().findings.into_iter().filter(|finding| finding.problem.id() == rule).collect()
    }

    /// What is wrong: the file as it is called from home, with the line, and the rule.
    pub fn findings(&self) -> Vec<String> {
        let shown = |path: &Path| path.strip_prefix(&self.path).unwrap_or(path).display().to_string();
        let one = |finding: &Finding| {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line} {}", shown(&finding.path), finding.problem.id())
        };
        self.survey().findings.iter().map(one).collect()
    }
}

//! The program itself, in a folder of its own.

use crate::programs;
pub use crate::said::{PASSPHRASE, Said, assert_clear, vector, without_comment};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_keywright-cli");

/// A folder for files. It is also the home folder, and what relative paths start from.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.put("pass", &format!("{PASSPHRASE}\n"));
        desk.put("wrong", "not this\n");
        desk.put("new", "a new one\n");
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn put(&self, name: &str, text: &str) {
        programs::put(&self.path(name), text);
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// A file of tests/vectors under a name.
    pub fn take(&self, vector: &str, name: &str) {
        self.put(name, &vector_text(vector));
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).unwrap().mode() & 0o7777
    }

    /// Every file and folder but the passphrases, by name.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(self.0.path(), self.0.path(), &mut names);
        names.retain(|name| !["pass", "wrong", "new"].contains(&name.as_str()));
        names.sort();
        names
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("timeout");
        // A session of its own has no terminal.
        command.args(["--kill-after=5", "60", "setsid", "--wait", PROGRAM]).args(arguments);
        command
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .env_remove("SSH_AUTH_SOCK")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.command(arguments).output().unwrap(), arguments)
    }

    /// With this on standard input.
    pub fn run_with(&self, input: &[u8], arguments: &[&str]) -> Said {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // It need not take all of it.
        let _ = child.stdin.take().unwrap().write_all(input);
        Said::of(child.wait_with_output().unwrap(), arguments)
    }

    /// What it printed; it must have succeeded in silence.
    #[track_caller]
    pub fn prints(&self, arguments: &[&str]) -> String {
        self.run(arguments).well()
    }
}

fn list(folder: &Path, top: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.path().strip_prefix(top).unwrap().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), top, names);
        } else {
            names.push(name);
        }
    }
}

pub fn vector_text(name: &str) -> String {
    fs::read_to_string(vector(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

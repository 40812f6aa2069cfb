//! Running puttygen and ssh-keygen, with a time limit: puttygen 0.78 loops for ever on some input.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(120);

/// Whether the program is there; says so where it is not.
pub fn is_there(program: &str) -> bool {
    let found = Command::new(program).arg("--help").stdin(Stdio::null()).output().is_ok();
    if !found {
        println!("skipped: {program} is not on PATH");
    }
    found
}

/// Both peers.
pub fn are_there() -> bool {
    let putty = is_there("puttygen");
    is_there("ssh-keygen") && putty
}

/// What the program printed, or what it complained of.
pub fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let said = |what: &str| format!("{program} {arguments:?}: {what}");
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Without a terminal or a window to ask in, a wrong passphrase is an error at once.
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("SSH_ASKPASS");
    let mut child = command.spawn().map_err(|error| said(&error.to_string()))?;
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| said(&error.to_string()))? {
            break status;
        }
        if begun.elapsed() > LIMIT {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(said("does not end"));
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let (mut out, mut complaints) = (Vec::new(), String::new());
    child.stdout.take().unwrap().read_to_end(&mut out).map_err(|error| said(&error.to_string()))?;
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap_or_default();
    // A comment in another character set is no fault.
    if status.success() {
        Ok(String::from_utf8_lossy(&out).into_owned())
    } else {
        Err(said(complaints.trim()))
    }
}

/// A folder of files for the peers, which is removed with everything in it.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file that ssh-keygen takes: nobody else may read it.
    pub fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).unwrap().write_all(bytes).unwrap();
        text(&path)
    }

    pub fn name(&self, name: &str) -> String {
        text(&self.path(name))
    }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

pub fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// puttygen loads the whole private key and writes it anew, in `format`.
pub fn putty_converts(from: &str, to: &str, format: &str, passphrase_file: &str) -> Result<Vec<u8>, String> {
    let arguments = [
        from,
        "-q",
        "-O",
        format,
        "-o",
        to,
        "--old-passphrase",
        passphrase_file,
        "--random-device",
        "/dev/urandom",
    ];
    run("puttygen", &arguments)?;
    Ok(bytes(to))
}

/// The public line that ssh-keygen derives from a private key, without the comment.
pub fn ssh_keygen_line(file: &str, passphrase: &str) -> Result<String, String> {
    run("ssh-keygen", &["-y", "-P", passphrase, "-f", file]).map(|line| without_comment(&line))
}

/// The public line that puttygen gives, without the comment.
pub fn putty_line(file: &str, passphrase_file: &str) -> Result<String, String> {
    run("puttygen", &[file, "-L", "--old-passphrase", passphrase_file]).map(|line| without_comment(&line))
}

/// Type and base64 of a public line.
pub fn without_comment(line: &str) -> String {
    line.split(' ').take(2).collect::<Vec<_>>().join(" ").trim_end().to_owned()
}

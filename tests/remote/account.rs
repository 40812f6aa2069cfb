//! An account with a password, on an sshd of our own on loopback. It takes root to make one, and it is gone afterwards.

use crate::pam::Pam;
use crate::programs::{Running, are_here, command, output_of, put, skip, wait_for};
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

pub const PASSWORD: &str = "a password of 2026";

pub struct Account {
    /// `None` once it has ended, which is before its folder goes.
    sshd: Option<Running>,
    /// `None` once it is gone.
    folder: Option<TempDir>,
    _pam: Option<Pam>,
    pub name: String,
    pub port: u16,
}

impl Account {
    /// `None`, with the reason printed, where none can be made.
    pub fn new() -> Option<Self> {
        Self::with("/bin/sh", "")
    }

    /// With this shell, and these lines in sshd's configuration.
    pub fn with(shell: &str, settings: &str) -> Option<Self> {
        Self::made(shell, settings, None)
    }

    /// `pam_says`: PAM asks, after it has said this.
    pub(crate) fn made(shell: &str, settings: &str, pam_says: Option<&str>) -> Option<Self> {
        static LAST: AtomicU32 = AtomicU32::new(0);
        if !are_here(&["sshd", "ssh", "ssh-keygen", "timeout", "useradd", "userdel", "chpasswd"]) {
            return None;
        }
        if !rustix::process::geteuid().is_root() {
            skip("only root can make an account for a test");
            return None;
        }
        // sshd trusts no folder that everybody can write to, as /tmp.
        let folder =
            tempfile::Builder::new().prefix("keywright-remote-").tempdir_in("/var/lib").expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("its mode");
        let name = format!("kw{}x{}", std::process::id(), LAST.fetch_add(1, Ordering::Relaxed));
        let home = folder.path().join("home");
        let useradd = &mut command("useradd");
        output_of(useradd.args(["--no-log-init", "-m", "-s", shell, "-d"]).arg(&home).arg(&name));
        let password = folder.path().join("password");
        put(&password, &format!("{name}:{PASSWORD}\n"));
        // Past PAM, whose rules for passwords somebody may have changed here.
        output_of(
            command("chpasswd").args(["-c", "SHA512"]).stdin(fs::File::open(password).expect("a password")),
        );
        output_of(
            command("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(folder.path().join("host_key")),
        );
        fs::create_dir_all("/run/sshd").expect("/run/sshd");
        let pam = pam_says.map(|says| Pam::new(&name, folder.path(), says));
        let (program, setting) = match &pam {
            Some(pam) => pam.sshd(folder.path()),
            None => ("sshd".into(), String::new()),
        };
        let settings = format!("{setting}{settings}");
        let started = (0..5).find_map(|_| started(&program, folder.path(), &settings));
        let (sshd, port) = started.unwrap_or_else(|| panic!("sshd does not start:\n{}", log(folder.path())));
        Some(Self { sshd: Some(sshd), folder: Some(folder), _pam: pam, name, port })
    }

    fn folder(&self) -> &Path {
        self.folder.as_ref().expect("a folder until it is dropped").path()
    }

    /// A file in the home folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join("home").join(name)
    }

    pub fn authorized_keys(&self) -> String {
        fs::read_to_string(self.path(".ssh/authorized_keys")).unwrap_or_default()
    }

    /// A file of the account.
    pub fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        let owner = fs::metadata(self.path(".")).expect("a home");
        let parent = path.parent().expect("a folder");
        fs::create_dir_all(parent).expect("a folder");
        put(&path, text);
        for (path, mode) in [(parent, 0o700), (&*path, 0o600)] {
            chown(path, Some(owner.uid()), Some(owner.gid())).expect("its owner");
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode");
        }
    }

    pub fn uid(&self) -> u32 {
        fs::metadata(self.path(".")).expect("a home").uid()
    }

    pub fn set_mode(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).expect("its mode");
    }

    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).expect("a file").permissions().mode() & 0o7777
    }

    /// What known_hosts says of it.
    pub fn known_as(&self) -> String {
        let key = fs::read_to_string(self.folder().join("host_key.pub")).expect("a host key");
        format!("[127.0.0.1]:{} {key}", self.port)
    }

    /// `SHA256:` and the fingerprint of its host key.
    pub fn fingerprint(&self) -> String {
        let key = self.folder().join("host_key.pub");
        let shown = output_of(command("ssh-keygen").arg("-lf").arg(key));
        shown.split(' ').nth(1).expect("a fingerprint").to_owned()
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        self.sshd = None;
        // Whatever still runs there could make another file while the folder is removed.
        let ended = (0..100).any(|_| {
            let killed = command("pkill").args(["-KILL", "-u", &self.name]).status();
            let ended = killed.is_ok_and(|status| status.code() == Some(1));
            if !ended {
                thread::sleep(Duration::from_millis(50));
            }
            ended
        });
        let _ = command("userdel").args(["-f", &self.name]).output();
        let removed = self.folder.take().map_or(Ok(()), TempDir::close);
        // A test that has failed says why itself.
        if !thread::panicking() {
            assert!(ended, "programs of {} still run", self.name);
            removed.expect("the folder of the account is removed");
        }
    }
}

fn started(program: &Path, folder: &Path, settings: &str) -> Option<(Running, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("its number").port();
    drop(listener);
    let config = folder.join("config");
    let host_key = folder.join("host_key").display().to_string();
    put(
        &config,
        &format!(
            "{settings}\nListenAddress 127.0.0.1\nHostKey \"{host_key}\"\nPidFile none\nUsePAM no\n\
             PasswordAuthentication yes\nKbdInteractiveAuthentication no\nLogLevel VERBOSE\n"
        ),
    );
    let errors = fs::File::create(folder.join("log")).expect("a log");
    let mut sshd = Running::start(&program.display().to_string(), |sshd| {
        sshd.args(["-D", "-e", "-p", &port.to_string(), "-f"]).arg(&config);
        sshd.stdout(Stdio::null()).stderr(errors);
    });
    let listens = wait_for("sshd", || match sshd.ended() {
        Some(_) => Some(false),
        None => TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok().then_some(true),
    });
    listens.then_some((sshd, port))
}

fn log(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default()
}

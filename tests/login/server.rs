//! An sshd of our own on loopback, and ssh to it.

use crate::programs::{Running, are_here, command, output_of, put, wait_for};
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

/// What came of logging in.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Welcome,
    Refused,
}

pub struct Server {
    // Ended before its folder goes.
    _sshd: Running,
    port: u16,
    folder: TempDir,
    user: String,
}

impl Server {
    /// `None`, with the reason printed, where no sshd can be run.
    pub fn start() -> Option<Self> {
        if !are_here(&["sshd", "ssh", "ssh-keygen", "timeout"]) {
            return None;
        }
        let Some(folder) = folder_that_sshd_trusts() else {
            eprintln!("skipped: no folder of ours is safe enough for sshd's StrictModes");
            return None;
        };
        let user = whoami::username().expect("a name");
        let host_key = folder.path().join("host_key");
        output_of(command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&host_key));
        let authorised = folder.path().join("authorized_keys");
        put(&authorised, "");
        // Whatever the umask: sshd does not trust a file that a group can write to.
        fs::set_permissions(&authorised, fs::Permissions::from_mode(0o600)).expect("its mode");
        put(&folder.path().join("config"), &config(folder.path()));
        if rustix::process::geteuid().is_root() {
            // Where sshd has never been started as a service; as root it needs the folder.
            fs::create_dir_all("/run/sshd").expect("/run/sshd");
        }
        // Another program may take the port before sshd does.
        let started = (0..5).find_map(|_| started_on(free_port(), folder.path()));
        let (sshd, port) = started.unwrap_or_else(|| panic!("sshd does not start:\n{}", log(folder.path())));
        Some(Self { _sshd: sshd, port, folder, user })
    }

    /// As when the copied line is pasted into the file, and nothing else is in it.
    pub fn authorise(&self, line: &str) {
        assert!(!line.contains('\n'), "a line is one line: {line}");
        put(&self.authorized_keys(), &format!("{line}\n"));
    }

    /// The file with the keys that may log in.
    pub fn authorized_keys(&self) -> PathBuf {
        self.folder.path().join("authorized_keys")
    }

    /// As a person would with `ssh -i KEY`, typing the passphrase if ssh asks for one.
    pub fn log_in(&self, key: &Path, passphrase: Option<&str>) -> Answer {
        self.answer(&self.ssh(key, passphrase, &[]))
    }

    /// The same with what the agent behind this socket holds, and no file.
    pub fn log_in_by_agent(&self, socket: &Path) -> Answer {
        let agent = format!("IdentityAgent={}", socket.display());
        let first = ["-o", &agent, "-o", "IdentitiesOnly=no"];
        self.answer(&self.ssh(Path::new("/nonexistent/key"), None, &first))
    }

    fn answer(&self, output: &Output) -> Answer {
        let (out, errors) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() && out.trim_end() == "welcome" {
            return Answer::Welcome;
        }
        let refused = errors.contains("Permission denied");
        assert!(refused, "ssh: {}\n{errors}\nsshd:\n{}", output.status, log(self.folder.path()));
        Answer::Refused
    }

    /// What ssh says when it is started like this, with options that come before all others.
    pub fn ssh_says(&self, key: &Path, options: &[&str]) -> String {
        String::from_utf8_lossy(&self.ssh(key, None, options).stderr).into_owned()
    }

    /// Where a home folder may be, whose authorized_keys count too.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Where it listens on loopback.
    pub fn port(&self) -> String {
        self.port.to_string()
    }

    /// Its host key, as in known_hosts.
    pub fn host_key(&self) -> String {
        fs::read_to_string(self.folder.path().join("host_key.pub")).expect("a host key")
    }

    /// What known_hosts calls it.
    pub fn known_as(&self) -> String {
        format!("[127.0.0.1]:{}", self.port)
    }

    /// What it has written into its log.
    pub fn log(&self) -> String {
        log(self.folder.path())
    }

    /// Lets everybody write to authorized_keys, which it does not like.
    pub fn expose_authorised_keys(&self) {
        let file = self.folder.path().join("authorized_keys");
        fs::set_permissions(file, fs::Permissions::from_mode(0o666)).expect("its mode");
    }

    fn ssh(&self, key: &Path, passphrase: Option<&str>, first: &[&str]) -> Output {
        let mut ssh = command("ssh");
        ssh.args(first).args(["-F", "none", "-p", &self.port.to_string(), "-l", &self.user, "-i"]).arg(key);
        // With BatchMode ssh asks for nothing, not even for a passphrase.
        let batch = if passphrase.is_some() { "BatchMode=no" } else { "BatchMode=yes" };
        for option in [
            batch,
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "PreferredAuthentications=publickey",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "NumberOfPasswordPrompts=1",
            "ConnectTimeout=30",
        ] {
            ssh.args(["-o", option]);
        }
        let askpass = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/login/askpass");
        ssh.env("SSH_ASKPASS", askpass).env("SSH_ASKPASS_REQUIRE", "force");
        ssh.env("KEYWRIGHT_TYPED", passphrase.unwrap_or_default());
        ssh.args(["127.0.0.1", "echo welcome"]).output().expect("ssh")
    }
}

fn config(folder: &Path) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    // StrictModes is left as it is: sshd then looks at modes as on a real server.
    format!(
        "ListenAddress 127.0.0.1\n\
         HostKey \"{}\"\n\
         AuthorizedKeysFile \"{}\" \"{}\"\n\
         PidFile none\n\
         UsePAM no\n\
         PasswordAuthentication no\n\
         KbdInteractiveAuthentication no\n\
         PermitRootLogin prohibit-password\n\
         LogLevel VERBOSE\n",
        at("host_key"),
        at("authorized_keys"),
        at("home/.ssh/authorized_keys"),
    )
}

fn started_on(port: u16, folder: &Path) -> Option<(Running, u16)> {
    let errors = fs::File::create(folder.join("log")).expect("a log");
    let mut sshd = Running::start("sshd", |sshd| {
        sshd.args(["-D", "-e", "-p", &port.to_string(), "-f"]).arg(folder.join("config"));
        sshd.stdout(Stdio::null()).stderr(errors);
    });
    let listens = wait_for("sshd", || {
        if sshd.ended().is_some() {
            return Some(false);
        }
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok().then_some(true)
    });
    listens.then_some((sshd, port))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("its number").port()
}

fn log(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// StrictModes refuses authorized_keys where anyone else may write to a folder on the way, and
/// everyone may to /tmp.
fn folder_that_sshd_trusts() -> Option<TempDir> {
    let home = std::env::home_dir();
    let places = [Some(PathBuf::from(env!("CARGO_TARGET_TMPDIR"))), Some(std::env::temp_dir()), home];
    let mut trusted = places.into_iter().flatten().filter(|place| is_trusted(place));
    let made = |place| tempfile::Builder::new().prefix(".keywright-test-").tempdir_in(place).ok();
    trusted.find_map(made)
}

fn is_trusted(folder: &Path) -> bool {
    let me = rustix::process::geteuid().as_raw();
    let Ok(folder) = folder.canonicalize() else { return false };
    folder.ancestors().all(|folder| {
        let about = fs::metadata(folder);
        about.is_ok_and(|about| (about.uid() == 0 || about.uid() == me) && about.mode() & 0o022 == 0)
    })
}

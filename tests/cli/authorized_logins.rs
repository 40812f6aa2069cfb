//! `authorized`, and what a real sshd makes of the file.

use crate::programs::{are_here, command, put};
use crate::server::{Answer, Server};
use crate::support::*;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

/// A server, and somebody with a key.
struct Login {
    server: Server,
    desk: Desk,
}

impl Login {
    fn new() -> Option<Self> {
        let server = Server::start()?;
        let desk = Desk::new();
        desk.take("openssh/ed25519", "id");
        Some(Self { server, desk })
    }

    fn authorized(&self, action: &str, options: &[&str], which: &str) {
        let file = self.file().to_string_lossy().into_owned();
        self.desk.prints(&[&["authorized", action], options, &[&file, which]].concat());
    }

    fn file(&self) -> PathBuf {
        self.server.authorized_keys()
    }

    fn answers(&self) -> Answer {
        self.server.log_in(&self.desk.path("id"), None)
    }
}

#[test]
fn a_key_that_was_added_logs_in_until_it_is_turned_off_or_removed() {
    let Some(login) = Login::new() else { return };
    assert_eq!(login.answers(), Answer::Refused);
    login.authorized("add", &[], "id");
    assert_eq!(login.answers(), Answer::Welcome);
    login.authorized("off", &[], "1");
    assert_eq!(login.answers(), Answer::Refused);
    login.authorized("on", &[], "1");
    assert_eq!(login.answers(), Answer::Welcome);
    login.authorized("remove", &[], "id");
    assert_eq!((login.answers(), fs::read(login.file()).unwrap()), (Answer::Refused, Vec::new()));
}

#[test]
fn a_key_that_only_a_name_lets_in_is_added_with_a_warning() {
    let Some(login) = Login::new() else { return };
    let file = login.file().to_string_lossy().into_owned();
    let added = login.desk.run(&["authorized", "add", "--from", "localhost", &file, "id"]);
    assert_eq!(added.status, Some(0), "{added:?}");
    assert!(added.err.contains("the name localhost") && added.err.contains("UseDNS yes"), "{added:?}");
    assert_eq!(login.answers(), Answer::Refused);
}

#[test]
fn a_key_with_a_long_comment_is_found_and_turned_off() {
    let Some(login) = Login::new() else { return };
    let line = login.desk.prints(&["show", "--public", "id"]);
    put(&login.file(), &format!("{} {}\n", line.trim_end(), "x".repeat(40_000)));
    assert_eq!(login.answers(), Answer::Welcome);
    let file = login.file().to_string_lossy().into_owned();
    let found = login.desk.prints(&["find", "id", &file]);
    assert!(found.contains("authorized_keys"), "{found}");
    let again = login.desk.run(&["authorized", "add", &file, "id"]);
    assert!(again.status == Some(1) && again.err.contains("already there, in line 1"), "{again:?}");
    login.authorized("off", &[], "id");
    assert_eq!(login.answers(), Answer::Refused);
}

#[test]
fn sshd_does_what_the_options_say() {
    let Some(login) = Login::new() else { return };
    for (options, expected) in [
        (&["--from", "127.0.0.0/8"][..], Answer::Welcome),
        (&["--from", "192.0.2.0/24,198.51.100.*"], Answer::Refused),
        (&["--from", "127.0.0.0/8,!127.0.0.1"], Answer::Refused),
        (&["--until", "2099-12-31"], Answer::Welcome),
        (&["--until", "2099-12-31 18:00Z"], Answer::Welcome),
        (&["--restrict", "--command", "printf '%s\\n' \"welcome\""], Answer::Welcome),
        (&["--forbid", "pty,port-forwarding", "--permit-listen", "8080"], Answer::Welcome),
        (&["--cert-authority", "--principals", "ann"], Answer::Refused),
    ] {
        login.authorized("add", options, "id");
        assert_eq!(login.answers(), expected, "{options:?} {}", fs::read_to_string(login.file()).unwrap());
        login.authorized("remove", &[], "1");
    }
    // A date in the past is not written.
    let key = login.desk.prints(&["show", "--public", "id"]);
    put(&login.file(), &format!("expiry-time=\"20201231\" {key}"));
    assert_eq!(login.answers(), Answer::Refused);
}

/// Number of an account and a group that nothing here belongs to.
const ACCOUNT: u32 = 54321;

/// What sshd does to read the file: it becomes the account.
fn account_can_read(path: &Path) -> bool {
    let ids = [format!("--reuid={ACCOUNT}"), format!("--regid={ACCOUNT}")];
    let read = command("setpriv").args(ids).args(["--clear-groups", "cat"]).arg(path).output().unwrap();
    read.status.success()
}

/// A home folder of the account, for root.
fn home_of_account() -> Option<Desk> {
    if !rustix::process::geteuid().is_root() || !are_here(&["setpriv"]) {
        eprintln!("skipped: only root can become another account");
        return None;
    }
    let desk = Desk::new();
    desk.take("public/ed25519.pub", "id.pub");
    desk.take("public/rsa3072.pub", "other.pub");
    fs::set_permissions(desk.path("."), fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(desk.path("home")).unwrap();
    chown(desk.path("home"), Some(ACCOUNT), Some(ACCOUNT)).unwrap();
    Some(desk)
}

#[test]
fn a_first_key_that_root_adds_for_an_account_is_read_by_the_account() {
    let Some(desk) = home_of_account() else { return };
    desk.prints(&["authorized", "add", "home/.ssh/authorized_keys", "id.pub"]);
    for (name, mode) in [("home/.ssh", 0o700), ("home/.ssh/authorized_keys", 0o600)] {
        let about = fs::metadata(desk.path(name)).unwrap();
        assert_eq!((about.uid(), about.gid(), about.mode() & 0o7777), (ACCOUNT, ACCOUNT, mode), "{name}");
    }
    assert!(account_can_read(&desk.path("home/.ssh/authorized_keys")));
    // As in /etc/ssh/keys.
    fs::create_dir(desk.path("keys")).unwrap();
    fs::set_permissions(desk.path("keys"), fs::Permissions::from_mode(0o755)).unwrap();
    desk.prints(&["authorized", "add", "keys/ann", "id.pub"]);
    assert!(account_can_read(&desk.path("keys/ann")));
}

#[test]
fn a_file_of_root_that_the_account_reads_stays_readable_when_it_is_changed() {
    let Some(desk) = home_of_account() else { return };
    fs::create_dir(desk.path("home/.ssh")).unwrap();
    fs::set_permissions(desk.path("home/.ssh"), fs::Permissions::from_mode(0o755)).unwrap();
    let file = desk.path("home/.ssh/authorized_keys");
    for (group, mode) in [(0, 0o644), (0, 0o604), (ACCOUNT, 0o640), (ACCOUNT, 0o440)] {
        fs::copy(desk.path("id.pub"), &file).unwrap();
        chown(&file, Some(0), Some(group)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        assert!(account_can_read(&file));
        desk.prints(&["authorized", "add", "home/.ssh/authorized_keys", "other.pub"]);
        let about = fs::metadata(&file).unwrap();
        assert_eq!((about.gid(), about.mode() & 0o7777), (group, mode));
        assert!(account_can_read(&file), "{mode:o}");
        fs::remove_file(&file).unwrap();
    }
}

//! `authorized`, and what a real sshd makes of the file.

use crate::programs::put;
use crate::server::{Answer, Server};
use crate::support::*;
use std::fs;
use std::path::PathBuf;

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
        (&["--until", "2020-12-31"], Answer::Refused),
        (&["--restrict", "--command", "printf '%s\\n' \"welcome\""], Answer::Welcome),
        (&["--forbid", "pty,port-forwarding", "--permit-listen", "8080"], Answer::Welcome),
        (&["--cert-authority", "--principals", "ann"], Answer::Refused),
    ] {
        login.authorized("add", options, "id");
        assert_eq!(login.answers(), expected, "{options:?} {}", fs::read_to_string(login.file()).unwrap());
        login.authorized("remove", &[], "1");
    }
}

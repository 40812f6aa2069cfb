//! `authorized`, and what a real sshd makes of the file.

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
fn sshd_does_what_the_options_say() {
    let Some(login) = Login::new() else { return };
    for (options, expected) in [
        (&["--from", "127.0.0.0/8"][..], Answer::Welcome),
        (&["--from", "192.0.2.0/24,*.example.org"], Answer::Refused),
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

//! What sshd does with authorized_keys and the folders on the way to it, and ssh with known_hosts.

use crate::case::{Case, said};
use crate::home::Home;
use crate::programs::{command, skip};
use crate::server::{Answer, Server};
use std::os::unix::fs::chown;

const LIST: &str = ".ssh/authorized_keys";

struct Account {
    server: Server,
    home: Home,
}

/// An account on a server, whose home folder this is, and the key `mine` that may log in. `None` where no sshd can be
/// run.
fn account() -> Option<Account> {
    let server = Server::start()?;
    let home = Home::at(&server.home());
    for name in ["mine", "other"] {
        home.keygen(name, &["-t", "ed25519", "-N", ""]);
    }
    home.put(LIST, &home.read("mine.pub"), 0o600);
    Some(Account { server, home })
}

impl Account {
    /// Whether the key gets in, and what sshd says of it.
    fn log_in(&self, key: &str) -> String {
        let from = self.server.log().len();
        let answer = self.server.log_in(&self.home.path(key), None);
        let log = self.server.log();
        let log = log.get(from..).unwrap_or_default();
        if answer == Answer::Welcome { "welcome".to_owned() } else { format!("Permission denied\n{log}") }
    }

    #[track_caller]
    fn check(&self, rule: &str, how: &str, wrong: &str, by_hand: &dyn Fn()) {
        self.check_for("mine", rule, how, wrong, by_hand);
    }

    #[track_caller]
    fn check_for(&self, key: &str, rule: &str, how: &str, wrong: &str, by_hand: &dyn Fn()) {
        let says = || self.log_in(key);
        Case { rule, how, says: &says, wrong, right: "welcome", by_hand }.check(&self.home);
    }
}

#[test]
fn sshd_ignores_lists_that_others_can_change() {
    let Some(account) = account() else { return };
    let home = &account.home;
    assert!(home.findings().is_empty(), "{:?}", home.findings());
    assert_eq!(account.log_in("mine"), "welcome");
    for (name, mode) in [(LIST, 0o666), (LIST, 0o602), (".ssh", 0o777), (".", 0o777)] {
        home.set_mode(name, mode);
        let how = format!("chmod {mode:o} {name}");
        account.check("writable-by-others", &how, "bad ownership or modes", &|| panic!());
    }
    // On Debian a group of one's own may write; elsewhere it may not.
    home.set_mode(LIST, 0o660);
    let said = account.log_in("mine");
    eprintln!("| writable-by-others | chmod 660 {LIST} | {} |", said.lines().next().unwrap_or_default());
    assert_eq!(home.findings(), [format!("{LIST} writable-by-others")]);
    home.set_mode(LIST, 0o600);
    if !rustix::process::geteuid().is_root() {
        skip("only root can give files to other accounts");
        return;
    }
    for name in [LIST, ".ssh"] {
        let give = |id| chown(home.path(name), Some(id), Some(id)).unwrap();
        give(61_234);
        let how = format!("chown of {name}");
        account.check("other-owner", &how, "bad ownership or modes", &|| give(0));
    }
}

#[test]
fn lines_that_sshd_skips_are_repaired() {
    let Some(account) = account() else { return };
    let home = &account.home;
    let (mine, other) = (home.read("mine.pub"), home.read("other.pub"));
    let (mine, other) = (mine.trim_end(), other.trim_end());
    let bare: String = mine.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let rfc4716 = said(command("ssh-keygen").args(["-e", "-f"]).arg(home.path("mine.pub")));
    for (how, text) in [
        ("two keys glued", format!("{bare}{other}\n")),
        ("byte order mark", format!("\u{feff}{mine}\n")),
        ("RFC 4716", rfc4716),
        ("a private key", home.read("mine")),
    ] {
        home.put(LIST, &text, 0o600);
        account.check("authorized-ignored", how, "Permission denied", &|| panic!());
    }
    home.put(LIST, &format!("{other} {mine}\n"), 0o600);
    account.check("authorized-remark", "a key in the comment of another", "Permission denied", &|| panic!());
    for (how, line) in [
        ("an unknown option", format!("no-such-option {mine}")),
        ("a quote that is not closed", format!("command=\"date {mine}")),
        ("part of the key is missing", mine.get(..50).unwrap().to_owned()),
    ] {
        home.put(LIST, &format!("{line}\n{other}\n"), 0o600);
        let log_in = || (account.log_in("mine").contains("Permission denied"), account.log_in("other"));
        assert_eq!(log_in(), (true, "welcome".to_owned()), "{how}");
        // It is made a comment: only its owner knows what was meant.
        let says = || format!("first: {}", home.read(LIST));
        let first = line.lines().next().unwrap();
        let (wrong, right) = (format!("first: {first}"), format!("first: # {first}"));
        Case {
            rule: "authorized-ignored",
            how,
            says: &says,
            wrong: &wrong,
            right: &right,
            by_hand: &|| panic!(),
        }
        .check(home);
        assert_eq!(log_in(), (true, "welcome".to_owned()), "{how}");
    }
    home.put(LIST, &format!("{mine}\n{mine} again\n"), 0o600);
    let says = || format!("{} lines, {}", home.read(LIST).lines().count(), account.log_in("mine"));
    Case {
        rule: "authorized-remark",
        how: "the same key twice",
        says: &says,
        wrong: "2 lines",
        right: "1 lines, welcome",
        by_hand: &|| panic!(),
    }
    .check(home);
    home.put(LIST, &format!("from=\"10.0.0.0/33\" {mine}\n"), 0o600);
    account.check("authorized-remark", "from with a wrong mask", "Permission denied", &|| {
        home.put(LIST, &format!("{mine}\n"), 0o600);
    });
}

#[test]
fn lines_that_ssh_cannot_read_are_told_where_servers_are_known() {
    let Some(account) = account() else { return };
    let home = &account.home;
    let host = account.server.host_key();
    let (kind, rest) = host.trim_end().split_once(' ').unwrap();
    let name = account.server.known_as();
    let known = home.path(".ssh/known_hosts");
    let files = format!("UserKnownHostsFile={}", known.display());
    let options =
        ["-o", files.as_str(), "-o", "StrictHostKeyChecking=yes", "-o", "GlobalKnownHostsFile=/dev/null"];
    let says = || account.server.ssh_says(&home.path("mine"), &options);
    for (how, line) in [
        ("the end of a key is missing", format!("{name} {kind} {}", rest.get(..40).unwrap())),
        ("no key", name.clone()),
        ("a hash that is none", format!("|1|abc|def {kind} {rest}")),
    ] {
        home.put(".ssh/known_hosts", &format!("{line}\n"), 0o600);
        assert!(says().contains("Host key verification failed"), "{how}: {}", says());
        let lines = || format!("{} lines: {}", home.read(".ssh/known_hosts").lines().count(), says());
        Case {
            rule: "known-host-ignored",
            how,
            says: &lines,
            wrong: "1 lines: ",
            right: "0 lines: ",
            by_hand: &|| panic!(),
        }
        .check(home);
        home.put(".ssh/known_hosts", &format!("{name} {kind} {rest}\n"), 0o600);
        assert!(!says().contains("Host key verification failed"), "{how}: {}", says());
        assert!(home.findings().is_empty());
    }
    let dsa = std::fs::read_to_string(crate::said::vector("public/dsa1024.pub")).unwrap();
    home.put(".ssh/known_hosts", &format!("web {dsa}@revoked db {dsa}"), 0o600);
    Case {
        rule: "weak-host-key",
        how: "a DSA key of a server",
        says: &|| said(command("ssh-keygen").args(["-l", "-F", "web", "-f"]).arg(&known)),
        wrong: "DSA",
        right: "ED25519",
        by_hand: &|| home.put(".ssh/known_hosts", &format!("web {host}"), 0o600),
    }
    .check(home);
}

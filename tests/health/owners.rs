//! Files of other accounts. Only root can give files away.

use crate::case::{Case, said};
use crate::home::{ANN, Home};
use crate::programs::{are_here, skip};
use std::os::unix::fs::chown;

fn is_root() -> bool {
    rustix::process::geteuid().is_root() || skip("only root can give files to other accounts")
}

/// Everything in the home folder becomes hers.
fn give_to_ann(home: &Home) {
    for name in ["", ".ssh", ".ssh/id_ed25519", ".ssh/id_ed25519.pub"] {
        chown(home.path(name), Some(ANN), Some(ANN)).unwrap();
    }
}

/// As ssh-keygen run by her.
fn read_by_ann(home: &Home) -> String {
    let mut keygen = home.command("setpriv");
    keygen.args([format!("--reuid={ANN}"), format!("--regid={ANN}")]);
    keygen.args(["--clear-groups", "ssh-keygen", "-y", "-P", "secret", "-f"]);
    said(keygen.arg(home.path(".ssh/id_ed25519")))
}

#[test]
fn a_key_that_its_owner_cannot_read_is_told() {
    let home = Home::new();
    if !are_here(&["ssh-keygen", "setpriv", "unshare"]) || !is_root() || !home.has_commands() {
        return;
    }
    home.key(".ssh/id_ed25519");
    give_to_ann(&home);
    assert!(home.findings().is_empty(), "{:?}", home.findings());
    home.set_mode(".ssh/id_ed25519", 0o200);
    Case {
        rule: "not-readable",
        how: "chmod 200",
        says: &|| read_by_ann(&home),
        wrong: "Permission denied",
        right: "ssh-ed25519 AAAA",
        by_hand: &|| home.set_mode(".ssh/id_ed25519", 0o600),
    }
    .check(&home);
    chown(home.path(".ssh/id_ed25519"), Some(0), Some(0)).unwrap();
    Case {
        rule: "other-owner",
        how: "chown root, as after sudo ssh-keygen",
        says: &|| read_by_ann(&home),
        wrong: "Permission denied",
        right: "ssh-ed25519 AAAA",
        by_hand: &|| give_to_ann(&home),
    }
    .check(&home);
    // ssh looks at the mode of its own files only.
    chown(home.path(".ssh/id_ed25519"), Some(0), Some(0)).unwrap();
    home.set_mode(".ssh/id_ed25519", 0o644);
    assert!(read_by_ann(&home).contains("ssh-ed25519 AAAA"));
    assert!(home.findings().is_empty(), "{:?}", home.findings());
}

#[test]
fn a_config_of_somebody_else_stops_ssh() {
    let home = Home::new();
    if !are_here(&["ssh", "unshare"]) || !is_root() || !home.has_commands() {
        return;
    }
    home.put(".ssh/config", "Host web\n User ann\n", 0o644);
    chown(home.path(".ssh/config"), Some(ANN), Some(ANN)).unwrap();
    Case {
        rule: "other-owner",
        how: "chown of config",
        says: &|| said(home.command("ssh").args(["-G", "web"])),
        wrong: "Bad owner or permissions",
        right: "user ann",
        by_hand: &|| chown(home.path(".ssh/config"), Some(0), Some(0)).unwrap(),
    }
    .check(&home);
}

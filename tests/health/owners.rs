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

/// As after sudo: what root made is closed to the person whose folder it is in.
#[test]
fn what_root_closed_in_somebody_elses_folder_is_told() {
    let home = Home::new();
    if !are_here(&["setpriv", "unshare", "sh"]) || !is_root() || !home.has_commands() {
        return;
    }
    let files = [".ssh/authorized_keys", ".ssh/config", ".ssh/known_hosts"];
    let read = |name: &str| {
        let mut cat = home.command("setpriv");
        cat.args([format!("--reuid={ANN}"), format!("--regid={ANN}")]);
        said(cat.args(["--clear-groups", "sh", "-c", "cat \"$0\" && echo read"]).arg(home.path(name)))
    };
    for name in files {
        home.put(name, "# nothing\n", 0o600);
    }
    for name in ["", ".ssh"] {
        chown(home.path(name), Some(ANN), Some(ANN)).unwrap();
    }
    assert_eq!(home.wrong("not-readable").len(), 3, "{:?}", home.findings());
    for name in files {
        Case {
            rule: "not-readable",
            how: &format!("chown root of {name}"),
            says: &|| read(name),
            wrong: "Permission denied",
            right: "read\n",
            by_hand: &|| {
                for name in files {
                    chown(home.path(name), Some(ANN), Some(ANN)).unwrap();
                }
            },
        }
        .check(&home);
        for name in files {
            chown(home.path(name), Some(0), Some(0)).unwrap();
        }
    }
    for name in files {
        home.set_mode(name, 0o644);
        assert_eq!(read(name), "# nothing\nread\n");
    }
    assert!(home.findings().is_empty(), "{:?}", home.findings());
    chown(home.path(".ssh"), Some(0), Some(0)).unwrap();
    assert!(read(files[0]).contains("Permission denied"));
    assert_eq!(home.findings(), [".ssh not-readable"]);
}

#[test]
fn a_folder_must_let_its_owner_in_and_need_not_be_listed() {
    let home = Home::new();
    if !are_here(&["ssh-keygen", "setpriv", "unshare"]) || !is_root() || !home.has_commands() {
        return;
    }
    home.key(".ssh/id_ed25519");
    give_to_ann(&home);
    home.set_mode(".ssh", 0o600);
    Case {
        rule: "not-readable",
        how: "chmod 600 ~/.ssh",
        says: &|| read_by_ann(&home),
        wrong: "Permission denied",
        right: "ssh-ed25519 AAAA",
        by_hand: &|| home.set_mode(".ssh", 0o700),
    }
    .check(&home);
    home.set_mode(".ssh", 0o300);
    assert!(read_by_ann(&home).contains("ssh-ed25519 AAAA"));
    assert!(home.findings().is_empty(), "{:?}", home.findings());
}

//! `find`: which key is this?

use crate::support::*;
use std::fs;

const LOG: &str =
    "Nov 30 07:00:00 web sshd[812]: Accepted publickey for ann from 192.0.2.7 port 50222 ssh2: ED25519 ";

/// A folder as it may be: pairs, lists, and what is no key.
fn folder() -> Desk {
    let desk = Desk::new();
    fs::create_dir_all(desk.path(".ssh/old")).unwrap();
    let (mine, other) = (vector_text("public/ed25519.pub"), vector_text("public/p256.pub"));
    desk.take("openssh/ed25519-enc", ".ssh/id_ed25519");
    desk.put(".ssh/id_ed25519.pub", &mine);
    desk.take("public/ed25519.rfc4716", ".ssh/old/id.txt");
    desk.put(".ssh/authorized_keys", &format!("# team\n{other}restrict {mine}#{mine}"));
    desk.put(".ssh/known_hosts", &format!("db {other}@revoked web,192.0.2.1 {mine}"));
    desk.put(".ssh/config", "Host web\n  User ann\n");
    desk
}

fn fingerprint(desk: &Desk, hash: &str) -> String {
    desk.prints(&["show", "--fingerprint", hash, ".ssh/id_ed25519.pub"]).trim_end().to_owned()
}

#[test]
fn a_key_is_found_in_every_file_and_line_by_whatever_it_is_known_by() {
    let desk = folder();
    let (sha256, md5) = (fingerprint(&desk, "sha256"), fingerprint(&desk, "md5"));
    let expected = "\
.ssh/authorized_keys:3
.ssh/authorized_keys:4
.ssh/id_ed25519
.ssh/id_ed25519.pub
.ssh/known_hosts:2
.ssh/old/id.txt
";
    let line = vector_text("public/ed25519.pub");
    let bare = sha256.trim_start_matches("SHA256:");
    for known_by in [&sha256, bare, &md5, &format!("{LOG}{sha256}"), &line, ".ssh/id_ed25519"] {
        assert_eq!(desk.prints(&["find", known_by, ".ssh"]), expected, "{known_by}");
    }
    let in_home = desk.prints(&["find", &sha256]);
    assert_eq!(in_home.lines().count(), 6, "{in_home}");
    assert_eq!(desk.prints(&["find", &sha256, ".ssh/known_hosts"]), ".ssh/known_hosts:2\n");
}

#[test]
fn a_file_whose_name_looks_like_a_fingerprint_is_read() {
    let desk = folder();
    let name = "k".repeat(43);
    desk.take("public/ed25519.pub", &name);
    assert_eq!(desk.prints(&["find", &name, ".ssh/known_hosts"]), ".ssh/known_hosts:2\n");
    desk.run(&["find", &format!("SHA256:{name}"), ".ssh"]).fails(1, "The key was not found.");
}

#[test]
fn a_key_that_is_nowhere_is_said_not_to_be_found() {
    let desk = folder();
    let other = vector_text("public/p384.pub");
    desk.run(&["find", &other]).fails(1, "The key was not found.");
    desk.run(&["find", &other, "missing"]).fails(1, "missing");
    desk.run(&["find", "no key", ".ssh"]).fails(1, "no key");
    desk.run(&["find"]).fails(2, "see keywright-cli --help");
    let (sha256, both) = (fingerprint(&desk, "sha256"), "missing");
    let said = desk.run(&["find", &sha256, both, ".ssh/id_ed25519.pub"]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), ".ssh/id_ed25519.pub\n"), "{said:?}");
}

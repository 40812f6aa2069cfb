//! `check --fix`: what is safe is put right, the rest is told.

use crate::support::*;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

fn chmod(desk: &Desk, name: &str, mode: u32) {
    fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

/// A locked key that others can read, with the line breaks of Windows, and a configuration that others can change;
/// and the text of the key before that.
fn folder() -> (Desk, String) {
    let desk = Desk::new();
    fs::create_dir_all(desk.path(".ssh")).unwrap();
    chmod(&desk, ".ssh", 0o700);
    desk.take("openssh/ed25519-enc", "old");
    // Encrypted as ssh-keygen would do it today.
    let passphrases = ["--passphrase-file", "pass", "--new-passphrase-file", "new"];
    desk.prints(
        &[&["convert", "--to", "openssh", "--output", ".ssh/id_ed25519"], &passphrases[..], &["old"]]
            .concat(),
    );
    let whole = desk.text(".ssh/id_ed25519");
    desk.put(".ssh/id_ed25519", &whole.replace('\n', "\r\n"));
    desk.take("public/ed25519.pub", ".ssh/id_ed25519.pub");
    desk.put(".ssh/config", "Host web\n  User ann\n");
    chmod(&desk, ".ssh/id_ed25519", 0o644);
    chmod(&desk, ".ssh/config", 0o666);
    (desk, whole)
}

#[test]
fn what_is_safe_is_put_right_and_said_with_its_backup() {
    let (desk, whole) = folder();
    let damaged = desk.text(".ssh/id_ed25519");
    let said = desk.run(&["check", "--fix", ".ssh"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
    for words in [
        ".ssh/id_ed25519: fixed: Only you can read and change ~/.ssh/id_ed25519 now.\n",
        ".ssh/id_ed25519: fixed: ~/.ssh/id_ed25519 was written again as ssh reads it. Only line breaks",
        ".ssh/id_ed25519: fixed: The old ~/.ssh/id_ed25519 was kept as ~/.ssh/id_ed25519.",
        ".ssh/config: fixed: Only you can change ~/.ssh/config now.\n",
    ] {
        assert!(said.out.contains(words), "{words}: {said:?}");
    }
    assert_eq!((desk.mode(".ssh/id_ed25519"), desk.mode(".ssh/config")), (0o600, 0o644));
    assert_eq!(desk.text(".ssh/id_ed25519"), whole);
    let backup = desk.names().into_iter().find(|name| name.ends_with(".bak")).unwrap();
    assert_eq!((desk.text(&backup), desk.mode(&backup)), (damaged, 0o600));
    assert_eq!(desk.run(&["check", "--fix", ".ssh"]).well(), "");
}

#[test]
fn what_a_person_has_to_decide_stays_and_the_exit_status_says_so() {
    let (desk, _) = folder();
    let glued = vector_text("public/ed25519.pub").replace('\n', "") + &vector_text("public/p256.pub");
    desk.put(".ssh/authorized_keys", &glued);
    let said = desk.run(&["check", "--fix", ".ssh"]);
    assert_eq!((said.status, said.err.as_str()), (Some(1), ""), "{said:?}");
    assert!(said.out.contains(".ssh/config: fixed: "), "{said:?}");
    assert!(said.out.contains(".ssh/authorized_keys:1: problem: "), "{said:?}");
    assert_eq!(desk.text(".ssh/authorized_keys"), glued);
}

#[test]
fn json_says_what_was_done_and_nothing_is_done_without_asking() {
    let (desk, _) = folder();
    let before = desk.run(&["check", "--json", ".ssh"]).out;
    assert!(before.contains(r#""rule":"private-key-open""#) && !before.contains("fixed"), "{before}");
    assert_eq!((desk.mode(".ssh/id_ed25519"), desk.mode(".ssh/config")), (0o644, 0o666));
    let json = desk.prints(&["check", "--fix", "--json", ".ssh"]);
    assert!(json.starts_with("{\"problems\":0,"), "{json}");
    assert!(json.contains(r#""fixed":[{"file":".ssh/"#), "{json}");
    assert!(json.contains(r#""backups":["#) && json.contains("id_ed25519.2"), "{json}");
    assert!(desk.prints(&["check", "--fix", "--json", ".ssh"]).ends_with(",\"fixed\":[]}\n"));
}

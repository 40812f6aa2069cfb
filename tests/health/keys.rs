//! Files of keys, and what ssh-keygen says of them.

use crate::case::{Case, said};
use crate::home::Home;
use crate::programs::{are_here, command};
use crate::said::{PASSPHRASE, vector};

const KEY: &str = ".ssh/id_ed25519";

/// What ssh-keygen says of a private key, with this passphrase.
fn read(home: &Home, name: &str, passphrase: &str) -> String {
    said(command("ssh-keygen").args(["-y", "-P", passphrase, "-f"]).arg(home.path(name)))
}

#[test]
fn private_keys_and_their_copies_are_nobody_elses() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    home.key(KEY);
    for mode in [0o644, 0o640, 0o606] {
        home.set_mode(KEY, mode);
        Case {
            rule: "private-key-open",
            how: &format!("chmod {mode:o}"),
            says: &|| read(&home, KEY, "secret"),
            wrong: "are too open",
            right: "ssh-ed25519 AAAA",
            by_hand: &|| panic!(),
        }
        .check(&home);
    }
    for name in ["id_ed25519~", "id_ed25519.bak", "id_ed25519.2026-11-30.bak", "#id_ed25519#"] {
        let name = format!(".ssh/{name}");
        home.put(&name, &home.read(KEY), 0o644);
        Case {
            rule: "copy-open",
            how: &format!("{name}, chmod 644"),
            says: &|| read(&home, &name, "secret"),
            wrong: "are too open",
            right: "ssh-ed25519 AAAA",
            by_hand: &|| panic!(),
        }
        .check(&home);
    }
    // Binary, with the key somewhere in it.
    let swap = [&b"b0VIM 9.0\0\0\0\0"[..], &home.bytes(KEY), b"\0\0"].concat();
    home.put(".ssh/.id_ed25519.swp", &swap, 0o644);
    assert_eq!(home.findings(), [".ssh/.id_ed25519.swp copy-open"]);
}

#[test]
fn files_in_which_ssh_reads_no_key_are_told() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let home = Home::new();
    let (ed25519, public) = (vector("openssh/ed25519"), vector("public/ed25519.pub"));
    for (vector_name, name, rule) in [
        ("ppk/ed25519-3-enc.ppk", KEY, "other-format"),
        ("ppk/ed25519-2.ppk", KEY, "other-format"),
        ("pem/rsa.sshcom", ".ssh/id_rsa", "other-format"),
        ("pem/ed25519.p8", KEY, "other-format"),
        ("public/ed25519.pub", KEY, "public-as-private"),
        ("public/ed25519.rfc4716", KEY, "public-as-private"),
        ("pem/rsa-truncated.pem", ".ssh/id_rsa", "unreadable-key"),
        ("pem/truncated.sshcom", ".ssh/id_rsa", "unreadable-key"),
        ("pem/empty.pem", ".ssh/id_rsa", "unreadable-key"),
    ] {
        let Ok(bytes) = std::fs::read(vector(vector_name)) else { panic!("{vector_name}") };
        home.put(name, &bytes, 0o600);
        Case {
            rule,
            how: &format!("{vector_name} as {name}"),
            says: &|| match home.path(name).exists() {
                true => read(&home, name, PASSPHRASE),
                // It was renamed.
                false => home.read(&format!("{name}.pub")),
            },
            wrong: "Load key",
            right: "AAAA",
            by_hand: &|| match rule {
                "public-as-private" => {
                    std::fs::rename(home.path(name), home.path(&format!("{name}.pub"))).unwrap();
                }
                _ => home.put(name, &std::fs::read(&ed25519).unwrap(), 0o600),
            },
        }
        .check(&home);
        for left in std::fs::read_dir(home.path(".ssh")).unwrap().flatten() {
            std::fs::remove_file(left.path()).unwrap();
        }
    }
    home.put(KEY, "\n", 0o600);
    assert_eq!(home.wrong("unreadable-key").len(), 1);
    // Where nobody told ssh to look, it is not a key.
    home.put(".ssh/notes", "buy milk\n", 0o644);
    home.put(".ssh/agent.key", &std::fs::read(public).unwrap(), 0o644);
    assert_eq!(home.findings(), [".ssh/id_ed25519 unreadable-key"]);
}

#[test]
fn weak_keys_and_weak_encryption_are_told() {
    if !are_here(&["ssh-keygen", "openssl"]) {
        return;
    }
    let home = Home::new();
    home.keygen(".ssh/id_rsa", &["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "secret"]);
    Case {
        rule: "weak-encryption",
        how: "ssh-keygen -m PEM",
        says: &|| home.read(".ssh/id_rsa"),
        wrong: "DEK-Info",
        right: "BEGIN OPENSSH PRIVATE KEY",
        by_hand: &|| {
            said(
                command("ssh-keygen")
                    .args(["-q", "-p", "-P", "secret", "-N", "secret", "-f"])
                    .arg(home.path(".ssh/id_rsa")),
            );
        },
    }
    .check(&home);
    home.keygen(".ssh/id_ecdsa", &["-t", "ecdsa", "-a", "4", "-N", "secret"]);
    let rounds = || format!("{:?}", home.wrong("weak-encryption").first().map(|found| found.problem.clone()));
    assert_eq!(rounds(), "Some(WeakEncryption(Rounds(4)))");
    home.remove(".ssh/id_ecdsa");
    home.remove(".ssh/id_ecdsa.pub");
    home.keygen(KEY, &["-t", "ed25519", "-N", ""]);
    Case {
        rule: "no-passphrase",
        how: "ssh-keygen -N ''",
        says: &|| read(&home, KEY, ""),
        wrong: "ssh-ed25519 AAAA",
        right: "incorrect passphrase supplied",
        by_hand: &|| {
            said(
                command("ssh-keygen").args(["-q", "-p", "-P", "", "-N", "secret", "-f"]).arg(home.path(KEY)),
            );
        },
    }
    .check(&home);
    // ssh-keygen makes none that are so short.
    said(command("openssl").args(["genrsa", "-traditional", "-out"]).arg(home.path(".ssh/short")).arg("768"));
    home.set_mode(".ssh/short", 0o600);
    home.put(".ssh/config", "IdentityFile ~/.ssh/short\n", 0o600);
    Case {
        rule: "weak-key",
        how: "openssl genrsa 768",
        says: &|| read(&home, ".ssh/short", ""),
        wrong: "Invalid key length",
        right: "ssh-rsa AAAA",
        by_hand: &|| {
            home.remove(".ssh/short");
            home.keygen(".ssh/short", &["-t", "rsa", "-b", "3072", "-N", ""]);
        },
    }
    .check(&home);
}

/// By an old PuTTY, if ever: an OpenSSH key of this type shows no sign of it.
#[test]
fn only_files_of_putty_are_suspected_because_of_putty() {
    let home = Home::new();
    home.put(".ssh/id_ecdsa", &std::fs::read(vector("openssh/p521-enc")).unwrap(), 0o600);
    assert!(home.wrong("weak-key").is_empty());
    home.put(".ssh/work.ppk", &std::fs::read(vector("ppk/p521-3-enc.ppk")).unwrap(), 0o644);
    assert_eq!(home.wrong("weak-key").len(), 1);
    // PuTTY does not mind that others can read what is locked.
    assert!(home.wrong("copy-open").is_empty() && home.wrong("private-key-open").is_empty());
    home.put(".ssh/open.ppk", &std::fs::read(vector("ppk/ed25519-3.ppk")).unwrap(), 0o644);
    assert_eq!(home.wrong("copy-open").len(), 1);
}

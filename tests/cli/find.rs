//! `find`: which key is this?

use crate::programs::{are_here, command, output_of};
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
    let sha1 = if are_here(&["ssh-keygen"]) {
        let mut keygen = command("ssh-keygen");
        let said = output_of(keygen.args(["-l", "-E", "sha1", "-f"]).arg(desk.path(".ssh/id_ed25519.pub")));
        said.split(' ').nth(1).unwrap().to_owned()
    } else {
        sha256.clone()
    };
    for known_by in [&sha256, bare, &md5, &sha1, &format!("{LOG}{sha256}"), &line, ".ssh/id_ed25519"] {
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

/// As the commands in AWS's own guide print them.
#[test]
fn an_rsa_key_is_found_by_the_fingerprints_of_aws() {
    if !are_here(&["openssl", "ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    let run = |program: &str, words: &str| {
        output_of(command(program).args(words.split(' ')).current_dir(desk.path("")))
    };
    for (bits, number) in [(1024, 1), (2048, 2)] {
        let key = format!("keys/k{number}.pem");
        std::fs::create_dir_all(desk.path("keys")).unwrap();
        run("openssl", &format!("genrsa -traditional -out {key} {bits}"));
        run("openssl", &format!("pkcs8 -topk8 -nocrypt -in {key} -outform DER -out made.der"));
        run("openssl", &format!("pkey -in {key} -pubout -outform DER -out imported.der"));
        let made = run("openssl", "sha1 -c made.der");
        let imported = run("openssl", "md5 -c imported.der");
        run("ssh-keygen", &format!("-q -p -N secret -f {key} -m PEM"));
        let only_public = run("ssh-keygen", &format!("-y -P secret -f {key}"));
        run("ssh-keygen", &format!("-q -p -P secret -N  -f {key} -m PEM"));
        desk.put(&format!("keys/k{number}.pub"), &only_public);
        let hash = |said: &str| said.trim().rsplit(' ').next().unwrap().to_owned();
        let both = format!("{key}\nkeys/k{number}.pub\n");
        for (known_by, expected) in [
            (made.as_str(), format!("{key}\n")),
            (&hash(&made), format!("{key}\n")),
            (&imported, both.clone()),
            (&hash(&imported).to_uppercase(), both),
        ] {
            assert_eq!(desk.prints(&["find", known_by, "keys"]), expected, "{known_by}");
        }
    }
    let sha1 = vec!["00"; 20].join(":");
    desk.run(&["find", &sha1, "keys"]).fails(1, "The key was not found.");
}
